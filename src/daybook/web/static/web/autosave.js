// <form data-autosave-url="..."> keeps a draft of itself on the server while it is typed.
// It waits 400 ms after the last key, but never longer than a second while somebody types on.
// An element [data-autosave-status] in the form (made if there is none) says when it was last saved.

import { token } from "./token.js";

const QUIET = 400;
const LONGEST = 1000;
const RETRY = 2000;
const GIVE_UP = 10000;
const KEEPALIVE_LIMIT = 60000;

export function attachAutosave(root) {
  root.querySelectorAll("form[data-autosave-url]").forEach((form) => new Draft(form));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]") ?? this.addStatus();
    this.changedSince = null;
    this.isSending = false;
    this.isSubmitted = false;
    this.isWaiting = false;
    this.timer = null;
    this.parted = "";
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submitting(event));
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
  }

  addStatus() {
    const status = document.createElement("p");
    status.className = "db-saved";
    status.setAttribute("role", "status");
    this.form.append(status);
    return status;
  }

  changed() {
    const now = Date.now();
    this.changedSince ??= now;
    this.plan(Math.max(0, Math.min(QUIET, this.changedSince + LONGEST - now)));
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  // While the last words have not reached the server, a failed submit would lose them with the page: they go first.
  submitting(event) {
    const isSafe = navigator.onLine && this.changedSince === null && !this.isSending;
    if (isSafe || this.isSubmitted) return this.stop();
    event.preventDefault();
    this.saveThenSubmit(event.submitter);
  }

  async saveThenSubmit(button) {
    if (this.isWaiting) return;
    this.isWaiting = true;
    clearTimeout(this.timer);
    const problem = await this.post({ signal: AbortSignal.timeout(GIVE_UP) });
    this.isWaiting = false;
    if (problem) {
      this.changedSince ??= Date.now();
      this.plan(RETRY);
      return this.say(`Not submitted: ${problem}`, true);
    }
    this.changedSince = null;
    this.stop();
    this.form.requestSubmit(button);
  }

  stop() {
    token(this.form);
    this.isSubmitted = true;
    clearTimeout(this.timer);
  }

  async send() {
    if (this.isSending || this.changedSince === null || this.isSubmitted) return;
    clearTimeout(this.timer);
    const since = this.changedSince;
    this.changedSince = null;
    this.isSending = true;
    const problem = await this.post({ signal: AbortSignal.timeout(GIVE_UP) });
    this.isSending = false;
    if (problem) this.changedSince ??= since;
    this.say(problem ? `Not saved: ${problem}` : `${this.parted}Saved ${clock()}`, Boolean(problem));
    if (this.changedSince !== null && !this.isSubmitted) this.plan(problem ? RETRY : QUIET);
  }

  async post(options) {
    try {
      const answer = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body: this.body(),
        headers: { "X-CSRFToken": token(this.form), "X-Requested-With": "fetch" },
        redirect: "error",
        ...options,
      });
      this.follow(answer.headers.get("X-Daybook-Draft"));
      return answer.ok ? "" : reason(answer.status);
    } catch {
      return "no connection, keep this page open";
    }
  }

  // Another page has the draft by now: this one goes on in a draft of its own, and a reload finds that.
  follow(draft) {
    if (!draft) return;
    const { dataset } = this.form;
    dataset.autosaveUrl = dataset.autosaveUrl.replace(/[^/]+\/$/, `${draft}/`);
    const address = new URL(this.form.action);
    address.searchParams.set("draft", draft);
    this.form.action = address;
    history.replaceState(history.state, "", address);
    this.parted = "This draft was opened again in another tab or at another desk. What you type here is a draft of its own. ";
  }

  body() {
    const pairs = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(pairs.filter(([name]) => name !== "csrfmiddlewaretoken"));
  }

  leave() {
    if (this.isSubmitted || (this.changedSince === null && !this.isSending)) return;
    this.post({ keepalive: this.body().toString().length < KEEPALIVE_LIMIT });
  }

  say(words, isProblem) {
    this.status.textContent = words;
    this.status.classList.toggle("db-saved--not", isProblem);
  }
}

function reason(status) {
  if (status === 401 || status === 403) return "you are signed out, sign in again in another tab";
  if (status === 409) return "this draft was changed at another desk, reload to see it";
  return "the server did not take it, keep this page open";
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London" });
}
