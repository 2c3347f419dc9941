// Until when a product may be given back: on the returns page.

import { isDay, today } from "../aftersales/periods.js";
import { deadline, rulesFor } from "../aftersales/returns.js";
import { dataOf, element, filled } from "../page.js";
import { ask, button, choice, dayFile, entry, field, keep, kept, line, shownDay } from "./form.js";

export function start(place) {
  const data = dataOf("returns");
  const { words } = data;
  ask(place, [
    field(words.country, choice("country", data.countries, kept("country") ?? data.countries[0][0])),
    field(words.sold, choice("sold", data.sold)),
    field(words.delivered, entry("delivered", "date", { max: today() })),
    field(words.bought, entry("bought", "date", { max: today() }), words.bought_hint),
  ], words.check, (values) => answered(values, data));
}

function answered({ country, sold, delivered, bought }, data) {
  const { words } = data;
  keep("country", country);
  if (!isDay(delivered) || (bought && !isDay(bought))) return line(words.no_day, "bad");
  if (delivered > today() || bought > today()) return line(words.in_future, "bad");
  if (bought && delivered < bought) return line(words.before_purchase, "bad");
  const rules = rulesFor(data.policies[country] ?? [], sold);
  if (!rules.length) return line(words.none, "open");
  return rules.flatMap((rule) => said(rule, rule.start === "purchase" && bought ? bought : delivered, data));
}

function said(rule, from, { words, locale, calendars }) {
  const found = deadline(rule, from, calendars[rule.holidays] ?? null);
  const over = found.until < today();
  const day = shownDay(found.until, locale);
  return [
    element("h3", {}, rule.name),
    line(filled(over ? words.over : words.until, { from: shownDay(from, locale), day }), over ? "bad" : "good"),
    found.until !== found.counted && line(filled(words.moved, { day: shownDay(found.counted, locale) })),
    found.holidays_unknown && line(words.holidays_unknown, "open"),
    !over && button(words.to_calendar, () => dayFile(`return-${rule.kind}`, found.until, rule.name)),
  ];
}
