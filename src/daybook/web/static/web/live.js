// <section data-refresh-url="…" data-live-url="…/live/" data-live-since="mark" data-refresh-every="5"> asks for itself
// anew when the stream says that something changed; where there is no stream, it asks every so many seconds.
// It tells the page how it stands: `connection` events on document, with {since: Date of the last word from the server}
// once that is too long ago, {since: null} when it is back; [data-connection] shows the sentence.

import { refresh } from "./refresh.js";

const SILENCE = 12_000;
const LOOK = 1_000;
const SOONEST = 3_000; // between two fetches, however fast the changes come: twenty boards of a busy suite are not one load each second

export function attachLive(root) {
  root.querySelectorAll("[data-live-url]").forEach((element) => new Live(element));
}

class Live {
  constructor(element) {
    this.element = element;
    this.url = element.dataset.liveUrl;
    this.every = Number(element.dataset.refreshEvery || 5) * 1000;
    this.heard = new Date(element.dataset.heard || Date.now());
    this.asked = Date.now();
    this.lost = false;
    this.polls = !window.EventSource;
    if (!this.polls) this.listen(element.dataset.liveSince || "");
    setInterval(() => this.look(), LOOK);
  }

  listen(since) {
    const source = new EventSource(`${this.url}?since=${encodeURIComponent(since)}`);
    source.addEventListener("changed", () => this.ask());
    source.addEventListener("beat", (event) => this.hear(new Date(event.data)));
    source.addEventListener("ended", () => location.reload());
    source.onerror = () => (this.polls = source.readyState === EventSource.CLOSED);
  }

  look() {
    if (this.polls && Date.now() - this.asked >= this.every) this.ask();
    if (Date.now() - this.heard > SILENCE) this.say(true);
  }

  async ask() {
    clearTimeout(this.later);
    const wait = this.asked + SOONEST - Date.now();
    if (wait > 0 && this.shown) return void (this.later = setTimeout(() => this.ask(), wait));
    this.asked = Date.now();
    this.shown = true;
    const next = await refresh(this.element);
    if (next === undefined) return;
    if (next) this.element = next;
    this.hear();
  }

  hear(serverTime) {
    this.heard = serverTime || new Date();
    if (serverTime) document.dispatchEvent(new CustomEvent("server-time", { detail: serverTime }));
    this.say(false);
  }

  say(lost) {
    if (lost === this.lost) return;
    this.lost = lost;
    document.querySelectorAll("[data-connection]").forEach((place) => {
      place.textContent = lost ? `Not connected since ${clock(this.heard)}` : "";
      place.hidden = !lost;
    });
    document.dispatchEvent(new CustomEvent("connection", { detail: { since: lost ? this.heard : null } }));
  }
}

export function clock(time) {
  return time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
}
