// The rules of kb_builder/aftersales/returns.py.

import { lastDay, moved } from "./periods.js";

export function deadline(rule, start, calendar) {
  const counted = lastDay(start, rule.period);
  const until = moved(counted, rule.extends, calendar?.days ?? []);
  const unknown = rule.extends !== "never" && (!calendar || until > calendar.known_through);
  return { until, counted, holidays_unknown: unknown };
}

export function rulesFor(rules, sold) {
  return rules.filter((rule) => rule.sold === "any" || rule.sold === sold);
}
