// Entries written on the board. Each is kept on this computer first, under the name it is sent with, and taken away once
// the server has it; so one that could not be sent waits, in order, and none is written twice.

import { clock } from "../web/live.js";
import { lastTime } from "./london.js";

const FORM = "[data-quick]";
const TRY_AGAIN = 5_000;
let me, form, at, mine = 0;

export function attachQueue({ user, who, now }) {
  form = document.querySelector(FORM);
  at = now;
  me = { user, who };
  if (!form || !window.indexedDB) return;
  form.addEventListener("change", kinds);
  form.addEventListener("submit", (event) => write(event));
  document.addEventListener("click", choose);
  document.addEventListener("submit", leave, true);
  document.addEventListener("connection", (event) => event.detail.since || send());
  window.addEventListener("online", send);
  setInterval(() => mine && send(), TRY_AGAIN);
  kinds();
  draw().then(send);
}

// The form

function kinds() {
  const chosen = new FormData(form).get("kind");
  form.querySelectorAll("[data-kind]").forEach((part) => (part.disabled = part.hidden = part.dataset.kind !== chosen));
}

function choose(event) {
  const record = event.target.closest?.("[data-write]")?.dataset.write;
  if (!record) return;
  event.preventDefault();
  const select = form.elements.record;
  if (![...select.options].some((one) => one.value === record)) select.add(new Option(record, record));
  select.value = record;
  document.getElementById("write").scrollIntoView();
  form.querySelector("input[name=kind]:checked")?.focus();
}

async function write(event) {
  event.preventDefault();
  problem([]);
  if (!form.elements.record.value) return problem(["Choose the person."]);
  const entry = typed();
  await put(entry);
  await send();
  const left = await get(entry.submission);
  if (left?.sentences) {
    await take(left.submission);
    problem(left.sentences, left.asks);
  } else {
    clear(left ? "Not yet sent. It is kept on this computer and sent when the server is back." : "Written.");
  }
  await draw();
}

function typed() {
  const said = new URLSearchParams([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "time"].includes(name)));
  const submission = crypto.randomUUID();
  said.set("submission", submission);
  said.set("happened_at", happened().toISOString());
  said.set("noted_at", at().toISOString());
  const kind = form.querySelector("input[name=kind]:checked");
  const person = form.elements.record.selectedOptions[0];
  const title = `${kind.nextElementSibling.textContent}, ${person.value}, ${clock(happened())}`;
  return { submission, order: Date.now(), ...me, address: form.action, said: String(said), title };
}

// The time typed, as London's clocks show it: today or, where that would still come, yesterday.
function happened() {
  const typed = form.elements.time.value;
  return typed ? lastTime(typed, at()) : at();
}

function problem(sentences, asks = []) {
  const place = form.querySelector("[data-problem]");
  place.hidden = !sentences.length;
  place.replaceChildren(...sentences.map((sentence) => element("span", { textContent: `${sentence} ` })), ...asks.map(reasonBox));
}

function reasonBox(key) {
  const box = element("input", { className: "govuk-input", name: `reason.${key}` });
  box.setAttribute("aria-label", "Reason");
  box.setAttribute("form", form.id || (form.id = "quick"));
  return box;
}

function clear(told) {
  const { record, kind } = Object.fromEntries(new FormData(form));
  form.reset();
  form.elements.record.value = record;
  form.querySelector(`#kind-${kind}`).checked = true;
  kinds();
  form.querySelector("[data-told]").textContent = told;
}

// Sending, one after the other; of several windows one sends

function send() {
  return navigator.locks ? navigator.locks.request("custody-queue", sendAll) : sendAll();
}

async function sendAll() {
  for (const entry of await waiting()) {
    const outcome = await post(entry);
    if (outcome === "away") break;
    if (outcome.written) await take(entry.submission);
    else await put({ ...entry, sentences: outcome.sentences, asks: outcome.asks });
  }
  await draw();
}

async function post(entry) {
  const headers = { "X-Requested-With": "fetch", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const answer = await fetch(entry.address, { method: "POST", headers, body: entry.said, redirect: "error" });
    if (answer.status === 200 || answer.status === 422) return await answer.json();
    if (answer.status === 403) return { sentences: ["The server did not take it from this page. Load the page again, then send it again."], asks: [] };
    return "away";
  } catch {
    return "away";
  }
}

// What is not yet sent, as the page shows it

async function draw() {
  const all = await everything();
  mine = all.filter((entry) => entry.user === me.user).length;
  const place = document.querySelector("[data-queue]");
  place.hidden = !all.length;
  place.querySelector("[data-queue-sum]").textContent = sum(all);
  place.querySelector("[data-queue-list]").replaceChildren(...all.filter((entry) => entry.user === me.user).map(item));
}

function sum(all) {
  const others = [...new Set(all.filter((entry) => entry.user !== me.user).map((entry) => entry.who))];
  const own = mine ? `${mine} of yours ${mine === 1 ? "is" : "are"} kept on this computer. ` : "";
  return own + others.map((who) => `${who} wrote here and must sign on here for it to be sent. `).join("");
}

function item(entry) {
  const row = element("li", { className: "cus-todo__item" });
  row.append(element("span", { className: "cus-todo__what", textContent: entry.title }));
  if (!entry.sentences) return row.append(element("strong", { className: "govuk-tag govuk-tag--orange", textContent: "Not yet sent" })), row;
  row.append(element("span", { className: "cus-queue__refused", textContent: entry.sentences.join(" ") }));
  const boxes = entry.asks.map(reasonBox);
  row.append(...boxes, button("Send again", () => again(entry, boxes)), button("Take out", () => out(entry)));
  return row;
}

async function again(entry, boxes) {
  const said = new URLSearchParams(entry.said);
  boxes.forEach((box) => said.set(box.name, box.value));
  await put({ ...entry, said: String(said), sentences: undefined, asks: undefined });
  await send();
}

async function out(entry) {
  if (!window.confirm(`Take out "${entry.title}"? It will not be written.`)) return;
  await take(entry.submission);
  await draw();
}

function leave(event) {
  if (!mine || !event.target.action?.includes("/sign-on/")) return;
  const words = `${mine} ${mine === 1 ? "entry is" : "entries are"} not yet sent. They stay on this computer until you sign on here again. Sign out all the same?`;
  if (!window.confirm(words)) event.preventDefault();
}

function button(words, act) {
  const made = element("button", { className: "cus-as-link", type: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function element(name, facts) {
  return Object.assign(document.createElement(name), facts);
}

// The store

const waiting = async () => (await everything()).filter((entry) => entry.user === me.user && !entry.sentences);
const everything = async () => (await done("readonly", (store) => store.getAll())).sort((one, other) => one.order - other.order);
const put = (entry) => done("readwrite", (store) => store.put(entry));
const get = (submission) => done("readonly", (store) => store.get(submission));
const take = (submission) => done("readwrite", (store) => store.delete(submission));

async function done(mode, ask) {
  const opened = indexedDB.open("custody-unsent", 1);
  opened.onupgradeneeded = () => opened.result.createObjectStore("entries", { keyPath: "submission" });
  const database = await answered(opened);
  const transaction = database.transaction("entries", mode);
  const result = await answered(ask(transaction.objectStore("entries")));
  if (mode === "readwrite") await new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onerror: reject, onabort: reject }));
  database.close();
  return result;
}

function answered(request) {
  return new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
}
