// A code of another revision of the tree: what the customer saw then, and how far the same answers lead today.

import { element, filled } from "../page.js";
import { grouped, encode, revisionName } from "./handoff.js";
import { dataAt, pathIn, says } from "./kept.js";
import { addressOf } from "./path.js";

/** What to say about a code that is not one of the tree as it is today; `found` is what it carries, or null. */
export async function olderCode(walk, code, found) {
  const { data, text } = walk;
  if (!found) {
    return element("p", { class: "kb-walk__note" }, text.no_code);
  }
  if (found.tree !== data.tree) {
    const find = element("a", { href: `${data.search}?q=${encode(found)}` }, text.find);
    return element("p", { class: "kb-walk__note" }, text.other_code, " ", find);
  }
  const kept = await dataAt(`${data.kept}${revisionName(found.revision)}.json`);
  const path = kept && pathIn(kept, found.answers);
  if (!path) {
    return element("p", { class: "kb-walk__note" }, text.unknown);
  }
  const today = answersOfToday(walk, kept.start, path.steps);
  const same = today.length === path.steps.length && walk.sections.has(path.place);
  const there = follow(walk, today);
  const said = (place) => says(kept.places[place], data.outcomes);
  return element(
    "section",
    { class: "kb-walk__kept" },
    element("p", {}, element("strong", {}, grouped(encode(found)))),
    element("p", {}, filled(text.older, { date: kept.released })),
    element("ol", {}, ...path.steps.map(({ place, label }) => element("li", {}, `${said(place)} `, element("strong", {}, label || text.go_on))), element("li", {}, said(path.place))),
    element("p", {}, same ? text.same : text.changed, " ", element("a", { href: addressOf(today, there) }, heading(walk, there))),
  );
}

/** The answers of today that say the same as those of then and lead the same way, as far as there are. */
function answersOfToday(walk, start, steps) {
  const today = [];
  for (const { place, label, to } of start === walk.data.start ? steps : []) {
    const number = walk.links(place).findIndex(
      (link) => link.dataset.next === to && (link.querySelector(".kb-answer__label")?.textContent.trim() ?? "") === label,
    );
    const only = label === "" && walk.choices(place).length === 1 && walk.choices(place)[0] === to ? 0 : number;
    if (only < 0) {
      break;
    }
    today.push(only);
  }
  return today;
}

const follow = (walk, answers) => answers.reduce((place, answer) => walk.choices(place)[answer], walk.data.start);

const heading = (walk, place) => walk.sections.get(place).querySelector("h2").textContent.trim();
