// <div id="deliveries" data-refresh-url="..." data-refresh-every="2"> asks for itself again and again.
// The answer is the element anew; one without data-refresh-url is final and ends the asking.
// The server answers 304 to the ETag it gave last, so that an unchanged fragment costs nothing to draw.

const SLOWEST = 30;

export function attachRefresh(root) {
  root.querySelectorAll("[data-refresh-url]").forEach((element) => follow(element, null, 0));
}

function follow(element, etag, failures) {
  const every = Number(element.dataset.refreshEvery || 2);
  const wait = Math.min(every * 2 ** failures, SLOWEST);
  setTimeout(() => ask(element, etag, failures), wait * 1000);
}

async function ask(element, etag, failures) {
  if (!element.isConnected) return;
  if (document.hidden) return follow(element, etag, failures);
  try {
    const headers = { "X-Requested-With": "fetch", ...(etag ? { "If-None-Match": etag } : {}) };
    const answer = await fetch(element.dataset.refreshUrl, { headers, cache: "no-store", redirect: "error" });
    if (answer.status === 304) return follow(element, etag, 0);
    if (!answer.ok) return follow(element, etag, failures + 1);
    const next = replace(element, await answer.text());
    if (next?.dataset.refreshUrl) follow(next, answer.headers.get("ETag"), 0);
  } catch {
    follow(element, etag, failures + 1);
  }
}

function replace(element, html) {
  const next = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  if (!next) return null;
  const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
  element.replaceWith(next);
  if (focused) document.getElementById(focused)?.focus();
  next.dispatchEvent(new CustomEvent("refreshed", { bubbles: true }));
  return next;
}
