// The rules of kb_builder/aftersales/coverage.py, on the data of coverage_data.py; a test holds both to the same answers.

import { FIRST, LAST, lastDay } from "./periods.js";
import { readSerial } from "./serials.js";

/** What can't be as it was said: [{code, about, day}]. */
export function mistakes(given, rules) {
  const found = [];
  const add = (code, about, day = null) => found.push({ code, about, day });
  const known = { country: rules.countries, model: rules.models.map((one) => one.id), component: rules.components };
  for (const [about, list] of Object.entries(known)) {
    if (given[about] && !list.includes(given[about])) add(`unknown_${about}`, about);
  }
  const reading = given.serial ? readSerial(given.serial, rules.models) : null;
  if (given.serial && !reading) add("unknown_serial", "serial");
  else if (reading && given.model && reading.model !== given.model) add("serial_of_other_model", "serial");

  const made = reading?.made_from;
  const first = given.bought ?? given.delivered;
  if (!first && !made) add("no_date", "bought");
  const days = ["bought", "delivered", "registered"].map((about) => [about, given[about]]);
  days.push(...given.repaired.map((day) => ["repaired", day]));
  for (const [about, day] of days) {
    if (day && day > given.on) add("in_future", about, given.on);
    else if (day && given.bought && day < given.bought) add("before_purchase", about, given.bought);
  }
  const about = given.bought ? "bought" : "delivered";
  const id = reading ? reading.model : given.model;
  const released = rules.models.find((model) => model.id === id)?.released ?? rules.released;
  if (first && released && first < released) add("before_release", about, released);
  else if (first && made && first < made) add("before_made", about, made);
  return found;
}

/** The answer for a case without mistakes. */
export function judge(given, rules) {
  const reading = given.serial ? readSerial(given.serial, rules.models) : null;
  const only = rules.models.length === 1 ? rules.models[0].id : null;
  const known = {
    ...given,
    bought: given.bought ?? given.delivered ?? null,
    made: reading?.made_from ?? null,
    model: reading ? reading.model : given.model ?? only,
    models: rules.models,
  };
  const promises = rules.promises.filter((one) => concerns(one, known)).map((one) => judged(one, known));
  const verdicts = promises.map((one) => one.verdict);
  const verdict = ["covered", "depends"].find((one) => verdicts.includes(one)) ?? "not_covered";
  return {
    verdict,
    model: reading?.model ?? null,
    made_from: reading?.made_from ?? null,
    made_through: reading?.made_through ?? null,
    promises,
    prices: verdict === "covered" ? [] : repairPrices(rules.repairs, known),
  };
}

function concerns(promise, known) {
  if (!promise.countries.includes(known.country)) return false;
  if (promise.models.length && known.model && !promise.models.includes(known.model)) return false;
  return (promise.bought_from ?? FIRST) <= (known.bought ?? known.on)
    && (known.bought ?? known.made) <= (promise.bought_through ?? LAST);
}

function judged(promise, known) {
  const start = startOf(promise, known);
  const [until, extended] = start ? untilOf(promise, start, known) : [null, false];
  const [verdict, reason] = verdictOf(promise, until, known);
  return {
    id: promise.id,
    kind: promise.kind,
    guarantor: promise.guarantor,
    until,
    verdict,
    reason,
    remedies: verdict === "not_covered" ? [] : remediesOf(promise, start, known),
    presumed_until: start && promise.presumption ? lastDay(start, promise.presumption) : null,
    extended_by_repair: extended,
  };
}

function startOf(promise, known) {
  if (promise.start === "registration") return known.registered ?? null;
  const first = known.bought ?? known.made;
  return promise.start === "delivery" ? known.delivered ?? first : first;
}

function untilOf(promise, start, known) {
  const until = lastDay(start, promise.duration);
  const repaired = known.repaired.some((day) => start <= day && day <= until);
  return promise.extension_after_repair && repaired
    ? [lastDay(until, promise.extension_after_repair), true]
    : [until, false];
}

function verdictOf(promise, until, known) {
  if (!promise.buyers.includes(known.buyer)) return ["not_covered", "buyer"];
  if (known.component && !covers(promise, known.component)) return ["not_covered", "component"];
  if (promise.kind === "extended" && known.extended === false) return ["not_covered", "not_bought"];
  if (!until) return ["depends", "registration_needed"];
  if (known.on > until) return known.bought ? ["not_covered", "expired"] : ["depends", "purchase_date_needed"];
  if (promise.components.length && !known.component) return ["depends", "component_needed"];
  return conditionOf(promise, known);
}

function conditionOf(promise, known) {
  const others = known.models.some((model) => !promise.models.includes(model.id));
  const hasExtended = promise.kind === "extended" && known.extended;
  if (promise.models.length && !known.model && others) return ["depends", "model_needed"];
  if (promise.kind === "extended" && !hasExtended) return ["depends", "extension_needed"];
  if (promise.conditional && !hasExtended) return ["depends", "conditional"];
  if (known.bought) return ["covered", "in_period"];
  const certain = known.made >= (promise.bought_from ?? FIRST) && known.on <= (promise.bought_through ?? LAST);
  return certain ? ["covered", "counted_from_manufacture"] : ["depends", "purchase_date_needed"];
}

function covers(promise, component) {
  if (promise.excluded_components.includes(component)) return false;
  return !promise.components.length || promise.components.includes(component);
}

function remediesOf(promise, start, known) {
  return promise.remedies
    .map(({ kind, text, within }) => ({ kind, text, until: within && start ? lastDay(start, within) : null }))
    .filter(({ until }) => !until || known.on <= until);
}

function repairPrices(repairs, known) {
  const named = repairs.filter((one) => known.component && one.components.includes(known.component));
  const others = repairs.filter((one) => !known.component || !one.components.length);
  return [...named, ...others].map((repair) => priceOn(repair.prices, known)).filter(Boolean);
}

function priceOn(prices, { country, on }) {
  return prices
    .filter((one) => one.country === country && one.valid_from <= on && on <= (one.valid_through ?? LAST))
    .reduce((best, one) => (!best || one.valid_from > best.valid_from ? one : best), null);
}
