// Serves the board as it was last seen where the server does not answer a reload. It keeps one board, the files it is
// drawn with, and nothing else; web/start.js empties it on every page for which nobody is signed on here.

const KEPT = "kept-board";
const HOLDS = 12 * 3600 * 1000;
const BOARD = /^\/custody\/suite\/[-\w]+\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keepAsShown(event.data));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && BOARD.test(path)) event.respondWith(fresh(request, keepBoard));
  else if (path.startsWith("/static/")) event.respondWith(fresh(request, keepFile));
});

async function fresh(request, keep) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.type === "basic") await keep(request.url, answer.clone());
    return answer;
  } catch (error) {
    const held = await (await caches.open(KEPT)).match(request.url);
    if (held && Date.now() - Number(held.headers.get("X-Kept-At") || Date.now()) < HOLDS) return held;
    throw error;
  }
}

async function keepBoard(url, answer) {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) if (BOARD.test(new URL(request.url).pathname)) await cache.delete(request);
  await cache.put(url, marked(answer, await answer.text()));
}

async function keepFile(url, answer) {
  await (await caches.open(KEPT)).put(url, answer);
}

// The page as it stands now, under the headers (the policy among them) that the server gave it. The very first time
// on a computer the page came before this worker: it is asked for once more, and its files with it.
async function keepAsShown({ keep, html, files }) {
  const cache = await caches.open(KEPT);
  const held = await cache.match(keep);
  if (held) return cache.put(keep, marked(held, html));
  await keepBoard(keep, await fetch(keep));
  return cache.addAll([...new Set(files)]);
}

function marked(answer, html) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(html, { status: 200, headers });
}
