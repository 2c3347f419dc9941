// "Is it still covered?": on the warranty page and on the page of a product.

import { judge, mistakes } from "../aftersales/coverage.js";
import { isDay, today } from "../aftersales/periods.js";
import { dataOf, element, filled } from "../page.js";
import {
  ask, button, choice, dayFile, entry, field, keep, kept, line, list, rulesOf, serialField, shownDay, summary,
} from "./form.js";

const MARKS = { covered: "good", not_covered: "bad", depends: "open" };

export function start(place) {
  const data = dataOf("coverage");
  const form = element("div");
  const open = async (slug) => {
    const rules = slug && (await rulesOf(data.base, slug));
    form.replaceChildren();
    if (rules) questions(form, rules, data, slug);
  };
  if (data.products.length === 1) {
    open(data.products[0][0]);
  } else {
    const products = choice("product", [["", data.words.choose], ...data.products]);
    products.addEventListener("change", () => open(products.value));
    place.append(field(data.words.product, products));
  }
  place.append(form);
  place.hidden = false;
}

function questions(place, rules, data, slug) {
  const { words } = data;
  const day = (name, hint) => field(words[name], entry(name, "date", { max: today() }), hint);
  const one = (name, options) => options.length > 0 && field(words[name], choice(name, [["", words.not_sure], ...options]));
  const has = (key, value) => rules.promises.some((promise) => promise[key] === value);
  ask(place, [
    field(words.country, choice("country", data.countries, kept("country") ?? data.countries[0][0])),
    day("bought"),
    day("delivered", words.delivered_hint),
    one("component", rules.component_names),
    element("details", { class: "kb-more" }, element("summary", {}, words.more),
      serialField(words.serial),
      one("model", rules.models.map(({ id, name }) => [id, name])),
      field(words.buyer, choice("buyer", data.buyers)),
      has("kind", "extended") && one("extended", [["yes", words.yes], ["no", words.no]]),
      day("repaired"),
      has("start", "registration") && day("registered")),
  ], words.check, (values) => answered(values, rules, data, slug));
}

function answered(values, rules, data, slug) {
  const { words } = data;
  keep("country", values.country);
  const given = { on: today(), country: values.country, buyer: values.buyer };
  for (const name of ["bought", "delivered", "registered", "model", "serial", "component"]) given[name] = values[name] || null;
  given.repaired = values.repaired ? [values.repaired] : [];
  given.extended = values.extended ? values.extended === "yes" : null;
  const days = [given.bought, given.delivered, given.registered, ...given.repaired];
  if (days.some((one) => one && !isDay(one))) return line(words.mistakes.no_day, "bad");
  const wrong = mistakes(given, rules);
  if (wrong.length) return wrong.map((one) => line(mistaken(one, data), "bad"));
  const answer = judge(given, rules);
  const law = answer.promises.filter((one) => one.kind === "statutory");
  const others = answer.promises.filter((one) => one.kind !== "statutory");
  return [
    line(sentence(answer, data), MARKS[answer.verdict]),
    ...group(words.by_law, law, rules, data),
    ...group(words.by_us, others, rules, data),
    ...priced(answer.prices, rules, data),
    element("p", { class: "kb-actions" },
      answer.verdict !== "not_covered" && ending(answer) && button(words.to_calendar, () =>
        dayFile(`warranty-${slug}`, ending(answer), filled(words.ends_title, { product: rules.name }))),
      button(words.remember, (event) => remember(event.currentTarget, given, answer, slug, words))),
  ];
}

function mistaken({ code, about, day }, { words, locale }) {
  const values = { what: words.days[about] ?? "", day: day ? shownDay(day, locale) : "" };
  return filled(words.mistakes[code] ?? words.mistakes.unknown, values);
}

export function ending(answer) {
  const ends = answer.promises.filter((one) => one.verdict === answer.verdict && one.until).map((one) => one.until);
  return ends.sort().at(-1) ?? null;
}

function sentence(answer, { words, locale }) {
  const until = ending(answer);
  if (answer.verdict === "covered") return filled(words.covered_until, { day: shownDay(until, locale) });
  return words.verdicts[answer.verdict];
}

function group(title, promises, rules, data) {
  return promises.length ? [element("h3", {}, title), ...promises.map((one) => card(one, rules, data))] : [];
}

function card(one, rules, { words, locale }) {
  const text = rules.texts[one.id];
  const dated = (sentence, day) => day && filled(sentence, { day: shownDay(day, locale) });
  const why = one.reason === "conditional" ? text.conditional : words.reasons[one.reason];
  const remedies = one.remedies.map(({ text: what, until }) => (until ? `${what} ${dated(words.remedy_until, until)}` : what));
  const lists = (items, ordered) => one.verdict !== "not_covered" && items.length > 0 && list(items, ordered);
  return element("article", { class: `kb-promise kb-promise--${one.kind}` },
    element("h4", { class: "kb-promise__name" }, text.name),
    line(`${words.verdicts[one.verdict]} ${why}`, MARKS[one.verdict]),
    summary([
      [words.how_long, dated(one.reason === "expired" ? words.ended : words.until, one.until)],
      [words.after_repair, one.extended_by_repair && words.extended_by_repair],
      [words.who, `${one.guarantor.name} (${words.roles[one.guarantor.role]})`],
      [words.remedies, lists(remedies, true)],
      [words.exclusions, lists(text.exclusions)],
      [words.burden, one.verdict !== "not_covered" && dated(words.presumed, one.presumed_until)],
      [words.proof, lists(text.proof)],
      [words.claim, lists(text.claim, true)],
    ]));
}

function priced(prices, rules, { words }) {
  if (!prices.length) return [];
  return [
    element("h3", {}, words.prices),
    summary(prices.map((one) => [one.name, one.shown])),
    rules.quote && line(rules.quote),
  ];
}

function remember(pressed, given, answer, slug, words) {
  const { on, component, ...said } = given;
  const same = (one) => one.product === slug && one.serial === said.serial && one.bought === said.bought;
  const mine = (kept("products") ?? []).filter((one) => !same(one));
  keep("products", [...mine, { ...said, product: slug, model: said.model ?? answer.model }]);
  pressed.replaceWith(line(words.remembered));
}
