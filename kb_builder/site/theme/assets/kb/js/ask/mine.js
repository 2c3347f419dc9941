// "My products" on the home page: kept on this device only.

import { judge, mistakes } from "../aftersales/coverage.js";
import { lastDay, today } from "../aftersales/periods.js";
import { isAffected } from "../aftersales/serials.js";
import { dataOf, element, filled } from "../page.js";
import { ending } from "./coverage.js";
import { button, dayFile, download, keep, kept, line, list, rulesOf, shownDay } from "./form.js";

export async function start(place) {
  const mine = kept("products") ?? [];
  if (!mine.length) return;
  const data = dataOf("mine");
  const { words } = data;
  const cards = await Promise.all(mine.map((one) => rulesOf(data.base, one.product).then((rules) => card(one, rules, data), () => null)));
  place.append(
    ...cards.filter(Boolean),
    line(words.kept),
    element("p", { class: "kb-actions" },
      button(words.export, () => download("my-products.json", "application/json", JSON.stringify(mine, null, 2))),
      button(words.delete, () => {
        keep("products", null);
        place.replaceChildren(line(words.deleted));
      })));
  place.hidden = false;
}

function card(one, rules, data) {
  const { words, locale, base } = data;
  const given = { ...one, on: today() };
  const answer = mistakes(given, rules).length ? null : judge(given, rules);
  const until = answer && answer.verdict !== "not_covered" ? ending(answer) : null;
  const model = answer?.model ?? one.model;
  const due = rules.maintenance
    .filter((task) => !task.models.length || !model || task.models.includes(model))
    .map((task) => ({ ...task, day: next(one.delivered ?? one.bought, task.every) }))
    .filter((task) => task.day)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const notices = rules.notices.filter((notice) => concerns(notice, one, model, rules));
  const link = (title, address) => element("a", { href: base + address }, title);
  const events = [
    until && { id: `warranty-${one.product}`, day: until, title: filled(words.ends_title, { product: rules.name }) },
    ...due.map(({ id, day, task, every }) => ({ id: `${one.product}-${id}`, day, title: `${rules.name}: ${task}`, every })),
  ].filter(Boolean);
  return element("article", { class: "kb-mine" },
    element("h3", {}, link(rules.name, rules.address)),
    one.serial && line(one.serial),
    ...notices.map(({ kind, title, address }) => line([`${kind}: `, link(title, address)], "bad")),
    answer && line(until ? filled(words.until, { day: shownDay(until, locale) }) : words[answer.verdict], until && answer.verdict === "covered" ? "good" : "open"),
    due.length > 0 && list(due.slice(0, 2).map((task) => [
      task.guide ? link(task.task, task.guide) : task.task, ` – ${shownDay(task.day, locale)}`,
    ])),
    events.length > 0 && button(words.to_calendar, () => dayFile(one.product, "", "", events)));
}

function concerns(notice, one, model, rules) {
  if (notice.markets.length && !notice.markets.includes(one.country)) return false;
  const affected = one.serial ? isAffected(notice, one.serial, rules.models) : null;
  return affected ?? (!notice.models.length || !model || notice.models.includes(model));
}

/** The next day of what is done again and again. */
function next(start, every) {
  for (let day = start, n = 0; day && n < 2000; n += 1) {
    const following = lastDay(day, every);
    if (following <= day) return null;
    if (following >= today()) return following;
    day = following;
  }
  return null;
}
