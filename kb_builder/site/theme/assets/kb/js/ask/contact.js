// Whom to reach about what, now: on the contact page.

import { reach } from "../aftersales/routes.js";
import { dataOf, element, filled } from "../page.js";
import { ask, choice, field, keep, kept, line, list, summary } from "./form.js";

export async function start(place) {
  const data = dataOf("contact");
  const { words, topics } = data;
  const given = new URLSearchParams(location.search);
  const code = given.get("code");
  const passed = code ? await (await import("../tree/passed.js")).read(code, data) : {};
  const topic = given.get("topic") || location.hash.slice(7) || passed.topic;
  place.append(...(passed.nodes ?? []));
  const { show, form } = ask(place, [
    field(words.topic, choice("topic", [["", words.choose], ...topics.map((one) => [one.id, one.name])], topic)),
    field(words.product, choice("product", [["", words.no_product], ...data.products], given.get("product") ?? passed.product)),
    field(words.country, choice("country", data.countries, given.get("country") ?? kept("country"))),
  ], "", (values) => answered(values, data, passed));
  if (form.elements.topic.value) show();
}

function answered({ topic, product, country }, data, passed) {
  const { words } = data;
  keep("country", country);
  if (!topic) return [];
  const found = reach(data.rules, { topic, product: product || null, country, locale: data.locale, at: Date.now() });
  const about = data.topics.find((one) => one.id === topic);
  const named = data.products.find(([slug]) => slug === product)?.[1] ?? "";
  const cards = (ways) => ways.map((way) => card(way, about, named, passed, data));
  const { note, partner } = data.routes[data.rules.routes.indexOf(found.route)] ?? {};
  const after = found.route?.escalate_after;
  return [
    ...(about.have_ready.length ? [element("h3", {}, words.have_ready), list(about.have_ready)] : []),
    note && line(note),
    partner && element("p", {}, `${words.partner} `, element("a", { href: partner.href }, partner.name)),
    ...(found.channels.length ? cards(found.channels) : [line(words.nobody, "open")]),
    found.next_level.length > 0 && element("h3", {}, after ? filled(words.next_after, { time: data.periods[after] }) : words.next),
    ...cards(found.next_level),
  ];
}

function card(way, about, product, passed, data) {
  const { words } = data;
  const one = data.channels[way.id];
  const live = data.rules.channels.find((channel) => channel.id === way.id).hours !== null;
  return element("article", { class: `kb-channel kb-channel--${way.kind}` },
    element("h4", { class: "kb-channel__name" }, one.name),
    live && line(now(way, data), way.open ? "good" : "open"),
    way.holidays_unknown && line(words.holidays_unknown, "open"),
    one.href && element("p", {}, element("a", { class: "kb-button", href: href(one, way, about, product, passed, words) }, element("span", {}, one.label))),
    summary([
      [words.kind, one.kind],
      [words.address, one.address && one.address.flatMap((text, n) => (n ? [element("br"), text] : [text]))],
      [words.reply, way.reply_within && data.periods[way.reply_within]],
      [words.have_ready, one.have_ready.length > 0 && list(one.have_ready)],
      ...["languages", "cost", "next_steps", "accessibility"].map((name) => [words[name], one[name]]),
    ]));
}

function now({ open, opens_at, closes_at }, { words, locale }) {
  const moment = open ? closes_at : opens_at;
  if (moment === null) return open ? words.open : words.shut;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (new Date(moment).toDateString() !== new Date().toDateString()) time.weekday = "long";
  if (moment - Date.now() > 6 * 86_400_000) Object.assign(time, { day: "numeric", month: "long" });
  return filled(open ? words.open_until : words.opens, { time: new Date(moment).toLocaleString(locale, time) });
}

/** Mail begins with what the reader has chosen; a form elsewhere gets the code. */
function href(one, way, about, product, { code, lines = [], onward }, words) {
  if (!one.href.startsWith("mailto:")) return code && way.kind === "form" ? onward(one.href) : one.href;
  const subject = [about.name, product, code].filter(Boolean).join(" – ");
  const body = [product && `${words.product}: ${product}`, ...lines, ...about.have_ready.map((item) => `${item}: `)];
  return `${one.href}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(`${body.filter(Boolean).join("\r\n")}\r\n\r\n`)}`;
}
