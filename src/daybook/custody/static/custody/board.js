// The board: its clocks run here from absolute due times, with or without a server; sheets are printed from what it
// shows; the last state is kept for a reload while the server is away.

import { clock } from "../web/live.js";
import { attachQueue } from "./queue.js";

const WORDS = { soon: ["Soon", "yellow"], due: ["Due now", "orange"], overdue: ["Overdue", "red"], ok: ["In time", "green"] };
const MINUTE = 60_000;
const WALL_PAGE = 15_000;
const BLANK_LINES = 12;
let ahead = 0;

const script = document.getElementById("board-script");
const board = () => document.getElementById("board");
export const now = () => new Date(Date.now() + ahead);

document.addEventListener("server-time", (event) => {
  ahead = event.detail - Date.now();
  board().dataset.heard = event.detail.toISOString();
});
document.addEventListener("refreshed", () => {
  shown();
  keep();
});
setInterval(tick, 1_000);

function shown() {
  document.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
  tick();
}

function tick() {
  const at = now();
  board().querySelectorAll("[data-due]").forEach((due) => show(due, at));
  board().querySelectorAll(".cus-row").forEach(colour);
  for (const state of ["overdue", "due", "soon"]) count(state);
  const time = board().querySelector("[data-clock]");
  if (time) time.textContent = clock(at);
}

function show(due, at) {
  const from = due.dataset.paused ? new Date(due.dataset.paused) : at;
  const left = new Date(due.dataset.due) - from;
  const state = left < 0 ? "overdue" : left <= due.dataset.near * MINUTE ? "due" : left <= due.dataset.soon * MINUTE ? "soon" : "ok";
  due.querySelector("[data-left]").textContent = span(left);
  if (due.dataset.paused || due.classList.contains(`cus-due--${state}`)) return;
  due.className = `cus-due cus-due--${state}`;
  const tag = due.querySelector("[data-state]");
  tag.hidden = state === "ok";
  tag.textContent = WORDS[state][0];
  tag.className = `govuk-tag govuk-tag--${WORDS[state][1]}`;
}

function span(left) {
  const minutes = Math.floor(Math.abs(left) / MINUTE);
  const hours = Math.floor(minutes / 60);
  const words = hours ? `${hours} h ${String(minutes % 60).padStart(2, "0")} min` : `${minutes} min`;
  return `${words} ${left < 0 ? "over" : "left"}`;
}

function colour(row) {
  const state = ["overdue", "due", "soon"].find((one) => row.querySelector(`.cus-due--${one}`)) || "ok";
  row.className = `govuk-table__row cus-row cus-row--${state}`;
}

function count(state) {
  const tag = board().querySelector(`[data-count="${state}"]`);
  const many = board().querySelectorAll(`.cus-row--${state}`).length;
  if (tag) tag.textContent = `${many} ${WORDS[state][0].toLowerCase()}`;
  if (tag) tag.hidden = !many;
}

// The wall turns its pages by itself: the most pressing stand on the first.
if (board().classList.contains("cus-board--wall")) setInterval(turn, WALL_PAGE);

function turn() {
  const bottom = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2;
  window.scrollTo({ top: bottom ? 0 : window.scrollY + window.innerHeight * 0.85 });
}

// Sheets

document.addEventListener("click", (event) => {
  const wanted = event.target.closest?.("[data-print]")?.dataset.print;
  if (!wanted) return;
  const main = document.getElementById("sheets").parentElement;
  const sheets = document.getElementById("sheets");
  const rows = [...board().querySelectorAll(".cus-row")].filter((row) => wanted === "all" || row.dataset.record === wanted);
  sheets.replaceChildren(...(wanted === "board" ? [] : rows.map(sheet)));
  main.classList.toggle("cus-printing", wanted !== "board");
  window.print();
  main.classList.remove("cus-printing");
});

function sheet(row) {
  const made = document.getElementById("sheet").content.firstElementChild.cloneNode(true);
  const text = (selector) => row.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ") || "";
  const warnings = [...row.querySelectorAll(".cus-row__warning")].map((one) => one.textContent).join(", ");
  const facts = { cell: text(".cus-row__cell"), name: text(".cus-row__name"), number: row.dataset.record, age: text(".cus-row__age"), level: text(".cus-board__level"), offence: text(".cus-board__why"), warnings, heard: said(board().dataset.heard), printed: said(now()) };
  for (const [name, words] of Object.entries(facts)) made.querySelector(`[data-fill="${name}"]`).textContent = words;
  const dues = made.querySelector("[data-fill-dues]");
  row.querySelectorAll(".cus-row__clock, .cus-row__next").forEach((cell) => dues.append(line([cell.querySelector(".cus-row__what")?.textContent || cell.dataset.label, said(cell.querySelector("[data-due]")?.dataset.due)])));
  for (let one = 0; one < BLANK_LINES; one++) made.querySelector("[data-fill-blank]").append(line(["", "", ""]));
  return made;
}

function line(words) {
  const row = document.createElement("tr");
  row.append(...words.map((word) => Object.assign(document.createElement("td"), { textContent: word })));
  return row;
}

function said(moment) {
  return moment ? new Date(moment).toLocaleString("en-GB", { timeZone: "Europe/London", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }) : "";
}

// The last state, kept by the service worker for a reload while the server is away

async function keep() {
  const worker = (await navigator.serviceWorker?.ready)?.active;
  const files = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(`${location.origin}/static/`));
  worker?.postMessage({ keep: location.href.split("#")[0], files, html: `<!doctype html>\n${document.documentElement.outerHTML}` });
}

async function begin() {
  shown();
  attachQueue({ user: script.dataset.user, who: script.dataset.who, now, board });
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(script.dataset.worker, { scope: "/custody/" }).catch(() => {});
  if (!navigator.serviceWorker.controller) keep();
}

begin();
