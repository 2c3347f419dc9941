// Until when a product may be given back, the same as kb_builder/aftersales/returns.py.

import { lastDay, moved } from "./periods.js";

/** The last day of a rule, counted from delivery or purchase; `calendar` is the one that the rule names, or null. */
export function deadline(rule, start, calendar) {
  const counted = lastDay(start, rule.period);
  const until = moved(counted, rule.extends, calendar?.days ?? []);
  const unknown = rule.extends !== "never" && (!calendar || until > calendar.known_through);
  return { until, counted, holidays_unknown: unknown };
}

/** The rules for a sale at a "distance" or in a "shop". */
export function rulesFor(rules, sold) {
  return rules.filter((rule) => rule.sold === "any" || rule.sold === sold);
}
