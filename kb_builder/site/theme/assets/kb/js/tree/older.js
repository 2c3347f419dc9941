// A code of another revision of the tree: what the customer saw then, and how far the same answers lead today.

import { element, filled } from "../page.js";
import { grouped, encode, revisionName, unpack } from "./handoff.js";
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
  const kept = await keptWalk(`${data.kept}${revisionName(found.revision)}.json`);
  const answers = kept && unpack(found.answers, kept.start, (place) => waysOf(kept, place).map(([, to]) => to));
  if (!answers) {
    return element("p", { class: "kb-walk__note" }, text.unknown);
  }
  const { items, place, today } = shown(walk, kept, answers);
  const same = today.length === answers.length && walk.sections.has(place);
  const there = follow(walk, today);
  return element(
    "section",
    { class: "kb-walk__kept" },
    element("p", {}, element("strong", {}, grouped(encode(found)))),
    element("p", {}, filled(text.older, { date: kept.released })),
    element("ol", {}, ...items, element("li", {}, says(kept.places[place], data.outcomes))),
    element("p", {}, same ? text.same : text.changed, " ", element("a", { href: addressOf(today, there) }, heading(walk, there))),
  );
}

async function keptWalk(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const waysOf = (kept, place) => kept.places[place]?.choices ?? [];

const says = (place, outcomes) => [place.title || outcomes[place.outcome] || place.text, place.question].filter(Boolean).join(" – ");

/** The questions and answers of then, and the answers of today that say the same and lead the same way. */
function shown(walk, kept, answers) {
  const items = [];
  const today = [];
  let place = kept.start;
  let alike = place === walk.data.start;
  for (const answer of answers) {
    const [label, to] = waysOf(kept, place)[answer];
    items.push(element("li", {}, `${says(kept.places[place], walk.data.outcomes)} `, element("strong", {}, label || walk.text.go_on)));
    const number = walk.links(place).findIndex(
      (link) => link.dataset.next === to && (link.querySelector(".kb-answer__label")?.textContent.trim() ?? "") === label,
    );
    const only = label === "" && walk.choices(place).length === 1 && walk.choices(place)[0] === to ? 0 : number;
    alike = alike && only >= 0;
    if (alike) {
      today.push(only);
    }
    place = to;
  }
  return { items, place, today };
}

const follow = (walk, answers) => answers.reduce((place, answer) => walk.choices(place)[answer], walk.data.start);

const heading = (walk, place) => walk.sections.get(place).querySelector("h2").textContent.trim();
