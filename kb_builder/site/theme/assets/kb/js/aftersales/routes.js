// The rules of kb_builder/aftersales/routing.py. An ask is {topic, country, locale, product, at}, `at` in milliseconds.

import { stateAt } from "./hours.js";

export function chosenRoute(rules, { topic, country, product }) {
  const weight = (one) => 2 * Boolean(one.products.length) + Boolean(one.countries.length);
  return rules.routes
    .filter((one) => one.topic === topic)
    .filter((one) => !one.countries.length || one.countries.includes(country))
    .filter((one) => !one.products.length || one.products.includes(product))
    .reduce((best, one) => (!best || weight(one) > weight(best) ? one : best), null);
}

/** {channels, next_level, route}; ways best first, with what stateAt() says. */
export function reach(rules, ask) {
  const route = chosenRoute(rules, ask);
  const names = route ? route.channels : openTo(rules, ask);
  return { channels: ways(rules, names, ask), next_level: ways(rules, route?.escalate_to ?? [], ask), route };
}

function openTo(rules, { topic, country }) {
  return rules.channels
    .filter((one) => one.countries.includes(country) && (!one.topics.length || one.topics.includes(topic)))
    .map((one) => one.id);
}

function ways(rules, names, ask) {
  const found = names
    .map((name) => rules.channels.find((one) => one.id === name))
    .filter((one) => one?.countries.includes(ask.country));
  const speaking = found.filter((one) => one.locales.includes(ask.locale));
  const others = speaking.some((one) => one.human) ? [] : found.filter((one) => !speaking.includes(one));
  return [speaking, others].flatMap((group) => {
    const now = group.map(({ id, kind, reply_within, hours }) => ({
      id, kind, reply_within, ...stateAt(hours === null ? null : rules.tables[hours], ask.at),
    }));
    return [...now.filter((one) => one.open), ...now.filter((one) => !one.open)];
  });
}
