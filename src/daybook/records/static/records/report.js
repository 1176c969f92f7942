// While a person's details are typed, the form asks who on record it may be. Nothing is chosen without a click.

const QUIET = 300;

document.querySelectorAll("form[data-candidates-url]").forEach((form) => {
  form.querySelectorAll("fieldset[data-person]").forEach((person) => watch(form, person));
});

function watch(form, person) {
  const place = person.querySelector("[data-candidates]");
  if (!place) return;
  let timer = null;
  let asked = 0;
  person.addEventListener("input", (event) => {
    if (!event.target.name?.startsWith(`${person.dataset.person}.`)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const number = ++asked;
      const html = await ask(form, person);
      if (number === asked && html !== null) place.innerHTML = html;
    }, QUIET);
  });
}

async function ask(form, person) {
  const path = person.dataset.person;
  const typed = [...new FormData(form)].filter(([name]) => name.startsWith(`${path}.`));
  try {
    const answer = await fetch(form.dataset.candidatesUrl, {
      method: "POST",
      body: new URLSearchParams([...typed, ["path", path]]),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "X-Requested-With": "fetch" },
    });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
