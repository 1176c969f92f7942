// <div id="deliveries" data-refresh-url="..." data-refresh-every="2"> asks for itself again and again.
// The answer is the element anew; one without data-refresh-url is final and ends the asking.
// The server answers 304 to the ETag it gave last, so that an unchanged fragment costs nothing to draw.

const SLOWEST = 30;

export function attachRefresh(root) {
  root.querySelectorAll("[data-refresh-url]:not([data-live-url])").forEach((element) => follow(element, null, 0));
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
    const answer = await fetched(element, etag);
    if (answer.status === 304) return follow(element, etag, 0);
    if (!answer.ok) return follow(element, etag, failures + 1);
    const next = replace(element, await answer.text());
    if (next?.dataset.refreshUrl) follow(next, answer.headers.get("ETag"), 0);
  } catch {
    follow(element, etag, failures + 1);
  }
}

// Asks once, now. Gives the element as it then is, or undefined where the server did not answer well.
export async function refresh(element) {
  try {
    const answer = await fetched(element, element.dataset.etag);
    if (answer.status === 304) return element;
    const next = answer.ok ? replace(element, await answer.text()) : undefined;
    if (next) next.dataset.etag = answer.headers.get("ETag") || "";
    return next;
  } catch {
    return undefined;
  }
}

// Who is sent elsewhere (signed out, or the desk locked itself) goes there with the whole page, which says why.
async function fetched(element, etag) {
  const headers = { "X-Requested-With": "fetch", ...(etag ? { "If-None-Match": etag } : {}) };
  const answer = await fetch(element.dataset.refreshUrl, { headers, cache: "no-store", redirect: "manual" });
  if (answer.type === "opaqueredirect") location.reload();
  return answer;
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
