// <body data-desk-check="…" data-desk-locked="…">: a desk whose own rule locks it when the key is taken out. The page asks
// every few seconds whether it did, and goes to the locked desk with the way back. Asking is no use of the desk.

const EVERY = 3_000;

export function attachDesk(body) {
  const { deskCheck, deskLocked } = body.dataset;
  if (!deskCheck) return;
  const look = () => document.hidden || ask(deskCheck, deskLocked);
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}

async function ask(check, locked) {
  try {
    const answer = await fetch(check, { cache: "no-store", redirect: "manual" });
    if (answer.type !== "opaqueredirect") return;
    location.replace(`${locked}?next=${encodeURIComponent(location.pathname + location.search)}`);
  } catch {
    // The server is away: it is asked again.
  }
}
