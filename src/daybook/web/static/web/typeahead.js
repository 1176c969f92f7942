// Turns a lookup (web/lookup.html) into an ARIA combobox: type, choose with arrows and Enter, Escape closes.
// The words go by POST to data-lookup-url, so that no name stands in an address; the answer is a JSON list of
// {value, label, detail}. What is chosen is kept in hidden inputs, which the server also reads without scripts.

import { token } from "./token.js";

const QUIET = 150;

export function attachLookups(root) {
  root.querySelectorAll("[data-lookup-url]").forEach((element) => new Lookup(element));
}

class Lookup {
  constructor(element) {
    this.element = element;
    this.input = element.querySelector("[data-lookup-words]");
    this.chosen = element.querySelector("[data-lookup-chosen]");
    this.isMultiple = "lookupMultiple" in element.dataset;
    this.options = [];
    this.active = -1;
    this.asked = 0;
    this.timer = null;
    element.querySelector("[data-lookup-find]")?.remove();
    this.list = this.addList();
    this.status = this.addStatus();
    this.listen();
  }

  addList() {
    const list = document.createElement("ul");
    list.id = `${this.input.id}-options`;
    list.className = "db-lookup__options";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.element.dataset.lookupLabel || "Results");
    this.input.after(list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.entries(roles).forEach(([name, value]) => this.input.setAttribute(name, value));
    return list;
  }

  addStatus() {
    const status = document.createElement("div");
    status.className = "govuk-visually-hidden";
    status.setAttribute("role", "status");
    this.element.append(status);
    return status;
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.chosen.addEventListener("click", (event) => this.removed(event));
  }

  typed() {
    clearTimeout(this.timer);
    const words = this.input.value.trim();
    if (words.length < 2) return this.close();
    this.timer = setTimeout(() => this.ask(words), QUIET);
  }

  async ask(words) {
    const number = ++this.asked;
    try {
      const answer = await fetch(this.element.dataset.lookupUrl, this.request(words));
      const found = answer.ok ? await answer.json() : null;
      if (number === this.asked) this.show(found);
    } catch {
      if (number === this.asked) this.show(null);
    }
  }

  request(words) {
    return {
      method: "POST",
      body: new URLSearchParams({ words }),
      headers: { "X-CSRFToken": token(this.input.form), "X-Requested-With": "fetch" },
    };
  }

  show(found) {
    if (found === null) return this.explain("The search did not answer. Check the connection and type again.");
    if (!found.length) return this.explain("Nothing found. Try fewer letters or another word.");
    this.options = found;
    this.list.replaceChildren(...found.map((option, index) => this.row(option, index)));
    this.open();
    this.status.textContent = `${found.length} found. Use the arrow keys to choose.`;
  }

  explain(words) {
    this.options = [];
    const row = element("li", "db-lookup__none", words);
    row.setAttribute("role", "option");
    row.setAttribute("aria-disabled", "true");
    this.list.replaceChildren(row);
    this.open();
    this.status.textContent = words;
  }

  row(option, index) {
    const row = element("li", "db-lookup__option");
    row.id = `${this.list.id}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.append(element("span", "db-lookup__label", option.label));
    if (option.detail) row.append(" ", element("span", "db-lookup__detail", option.detail));
    return row;
  }

  open() {
    this.list.hidden = false;
    this.activate(-1);
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.activate(-1);
    this.input.setAttribute("aria-expanded", "false");
  }

  key(event) {
    const isOpen = !this.list.hidden && this.options.length > 0;
    if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (event.key === "ArrowDown" && isOpen) this.activate((this.active + 1) % this.options.length);
    else if (event.key === "ArrowUp" && isOpen) this.activate((this.active <= 0 ? this.options.length : this.active) - 1);
    else if (event.key === "Enter" && isOpen) this.enter();
    else if (event.key === "Enter" && this.input.value.trim()) this.ask(this.input.value.trim());
    else return;
    event.preventDefault();
  }

  enter() {
    if (this.active < 0) this.activate(0);
    else this.choose(this.active);
  }

  activate(index) {
    this.active = index;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", this.list.children[index].id);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row) this.choose([...this.list.children].indexOf(row));
  }

  choose(index) {
    const option = this.list.hidden ? undefined : this.options[index];
    if (!option) return;
    const isNew = ![...this.chosen.querySelectorAll("input")].some((input) => input.value === option.value);
    if (!this.isMultiple) this.chosen.replaceChildren();
    if (isNew || !this.isMultiple) this.chosen.append(this.entry(option));
    this.input.value = "";
    this.close();
    this.changed(`${option.label} chosen.`);
  }

  entry(option) {
    const row = element("li", "db-chosen__item");
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: this.element.dataset.lookupName, value: option.value });
    const remove = element("button", "db-chosen__remove", "Remove");
    remove.type = "button";
    remove.dataset.lookupRemove = "";
    remove.append(element("span", "govuk-visually-hidden", ` ${option.label}`));
    row.append(hidden, element("span", "db-chosen__label", option.label));
    if (option.detail) row.append(" ", element("span", "db-lookup__detail", option.detail));
    row.append(" ", remove);
    return row;
  }

  removed(event) {
    const button = event.target.closest("[data-lookup-remove]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    const label = row.querySelector(".db-chosen__label")?.textContent ?? "";
    row.remove();
    this.input.focus();
    this.changed(`${label} removed.`);
  }

  changed(words) {
    this.status.textContent = words;
    this.chosen.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
