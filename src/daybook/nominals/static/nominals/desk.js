// Decide with one key, and have the next pair there at once: it is fetched while this one is looked at. The house
// writes that as fetched ahead, and the look itself when its answer to a decision says which pair is shown.
// Without this script the buttons do the same, a page at a time.

const KEYS = "daybook-desk-keys";
let ahead = null;

function begin() {
  const box = document.querySelector("[data-desk-case]");
  if (!box) return;
  ahead = box.dataset.next ? fetchPage(box.dataset.next) : null;
  ahead?.then(() => { box.dataset.ahead = "there"; });
  const choice = box.querySelector("[data-keys-choice]");
  if (!choice) return;
  const input = choice.querySelector("input");
  choice.hidden = false;
  input.checked = localStorage.getItem(KEYS) !== "off";
  input.addEventListener("change", () => localStorage.setItem(KEYS, input.checked ? "on" : "off"));
}

async function fetchPage(address) {
  try {
    const answer = await fetch(`${address}?ahead`, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? { address, html: await answer.text() } : null;
  } catch {
    return null;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (!document.querySelector("[data-keys-choice] input")?.checked) return;
  const button = document.querySelector(`[data-desk-case] button[data-key="${event.key.toLowerCase()}"]`);
  if (!button || button.closest("[hidden]")) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-desk-case] form");
  if (!form || form.matches("[data-said]")) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const headers = { "X-Requested-With": "fetch" };
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
    if (answer.type === "opaqueredirect") window.location.assign("/data-quality/next/");
    else if (answer.headers.get("Content-Type").startsWith("application/json")) await goOn(await answer.json());
    else show(await answer.text(), null);
  } catch {
    delete form.dataset.busy;
    HTMLFormElement.prototype.submit.call(withVerdict(form, event.submitter));
  }
});

function withVerdict(form, button) {
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = button.name;
  hidden.value = button.value;
  form.append(hidden);
  return form;
}

// The page fetched ahead is shown only if it is still the next one, and as it was: a decision may have answered that
// pair too, or changed whose its records are.
async function goOn(told) {
  let page = await ahead;
  if (page?.address !== told.next || !page.html.includes(told.seen)) page = await fetchPage(told.next);
  if (!page) {
    window.location.assign(told.next);
    return;
  }
  show(page.html, page.address);
  document.querySelector("[data-left]").textContent = told.left;
  document.querySelector("[data-mine]").textContent = told.mine;
  const said = document.querySelector("[data-said]");
  said.hidden = false;
  said.querySelector("[role=status]").textContent = told.said;
  said.querySelector("[name=again]").value = told.again;
  said.querySelector("button").hidden = !told.undo;
  said.action = told.undo;
}

function show(html, address) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = document.getElementById("content");
  main.replaceChildren(...fresh.getElementById("content").childNodes);
  document.title = fresh.title;
  if (address) history.pushState(null, "", address);
  window.scrollTo(0, 0);
  const heading = main.querySelector(".govuk-error-summary, h1");
  heading.tabIndex = -1;
  heading.focus();
  begin();
}

window.addEventListener("popstate", () => window.location.reload());
begin();
