// Small forms that answer in the page. Nothing that is typed leaves the device.

import { calendar } from "../aftersales/calendar.js";
import { element } from "../page.js";

let count = 0;

export function field(label, control, hint = "") {
  count += 1;
  const id = `kb-field-${count}`;
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return element("div", { class: "kb-field" },
    element("label", { for: id }, label),
    hint && element("p", { class: "kb-field__hint", id: `${id}-hint` }, hint),
    control);
}

/** A list to choose from: options are [value, label]. */
export function choice(name, options, chosen = "") {
  const made = options.map(([value, label]) => element("option", { value, selected: value === chosen }, label));
  return element("select", { name }, made);
}

export function entry(name, type = "text", attributes = {}) {
  return element("input", { name, type, autocomplete: "off", ...attributes });
}

export function serialField(label, hint) {
  return field(label, entry("serial", "text", { autocapitalize: "characters", spellcheck: "false", maxlength: 100 }), hint);
}

/** Makes the form, and shows the nodes of `answer(values)` below it. */
export function ask(place, fields, button, answer) {
  const said = element("div", { class: "kb-ask__answer", role: "status" });
  const form = element("form", { class: "kb-ask__form", novalidate: true }, fields,
    button && element("button", { class: "kb-button", type: "submit" }, button));
  const show = () => {
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    said.replaceChildren(...[answer(values)].flat().filter(Boolean));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  if (!button) form.addEventListener("change", show);
  place.append(form, said);
  place.hidden = false;
  return { form, show };
}

export function line(text, mark = "") {
  return element("p", { class: mark ? `kb-ask__verdict kb-ask__verdict--${mark}` : null }, text);
}

export function list(items, ordered = false) {
  return element(ordered ? "ol" : "ul", {}, items.map((item) => element("li", {}, ...[item].flat())));
}

export function summary(rows) {
  const shown = rows.filter(([, content]) => content && content.length !== 0);
  return element("dl", { class: "kb-summary" },
    shown.map(([name, content]) => element("div", {}, element("dt", {}, name), element("dd", {}, content))));
}

export function button(text, onClick) {
  const made = element("button", { class: "kb-button kb-button--quiet", type: "button" }, element("span", {}, text));
  made.addEventListener("click", onClick);
  return made;
}

export function shownDay(day, locale) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
}

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(`kb-${name}`));
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`kb-${name}`);
    else localStorage.setItem(`kb-${name}`, JSON.stringify(value));
  } catch {
    // A device that keeps nothing still answers.
  }
}

export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function dayFile(id, day, title, events = [{ id: `${id}-${day}`, day, title, text: location.href }]) {
  const named = events.map((event) => ({ ...event, id: `${event.id}@${location.hostname}` }));
  download(`${id}.ics`, "text/calendar", calendar(named, new Date()));
}

export async function rulesOf(base, slug) {
  const found = await fetch(`${base}assets/kb/rules/${encodeURIComponent(slug)}.json`);
  if (!found.ok) throw new Error(`no rules of ${slug}`);
  return found.json();
}
