// While a person's details are typed, the form asks who on record it may be. Nothing is chosen without a click.

const QUIET = 300;

document.querySelectorAll("form[data-candidates-url]").forEach((form) => {
  form.querySelectorAll("fieldset[data-person]").forEach((person) => watch(form, person));
});

function watch(form, person) {
  const place = person.querySelector("[data-candidates]");
  if (!place) return;
  const told = tellBelow(person.querySelector("[data-candidates-below]"), place);
  let timer = null;
  let asked = 0;
  person.addEventListener("input", (event) => {
    if (!event.target.name?.startsWith(`${person.dataset.person}.`)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const number = ++asked;
      const html = await ask(form, person);
      if (number !== asked || html === null) return;
      place.innerHTML = html;
      told();
    }, QUIET);
  });
}

// Whoever is found may stand a screen away from the name on a phone: a line at the foot of the screen says so and leads there.
function tellBelow(link, place) {
  let inView = false;
  const tell = () => {
    const people = place.querySelectorAll(":scope > .db-candidates__list > .db-candidate");
    const warned = [...people].some((person) => person.querySelector(".govuk-tag--red"));
    link.textContent = `Perhaps on record: ${people.length}${warned ? ", with warnings" : ""}`;
    link.hidden = inView || people.length === 0;
  };
  new IntersectionObserver(([entry]) => {
    inView = entry.isIntersecting;
    tell();
  }).observe(place);
  return tell;
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
