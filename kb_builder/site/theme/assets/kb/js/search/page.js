// The search page: the results of `?q=`, an address that can be passed on.

import { element, filled, ROOT } from "../page.js";
import { addressOf, answer, correction, facts, grouped, line } from "./results.js";

const MOST = 20;

/** Fills the place for results as the address asks. */
export function start(place) {
  const texts = JSON.parse(document.querySelector(".kb-search-link").dataset.texts);
  const asked = new URLSearchParams(location.search);
  const query = asked.get("q") ?? "";
  const input = document.querySelector(".kb-search__input");
  if (!query.trim()) {
    return;
  }
  input.value = query;
  const chosen = { product: asked.get("product") ?? "", kind: asked.get("kind") ?? "" };
  const state = { query, literal: asked.get("literal") === "1", chosen, texts, place };
  place.hidden = false;
  show(state).catch(() => place.replaceChildren(element("p", { role: "status" }, texts.failed)));
}

async function show(state) {
  const { query, literal, chosen, texts, place } = state;
  const keep = (hit) => (!chosen.product || hit.product === chosen.product) && (!chosen.kind || hit.kind === chosen.kind);
  const found = await answer(query, { literal, most: MOST, keep });
  if (found.code?.address) {
    location.replace(found.code.address);
    return;
  }
  const said = found.total ? filled(texts.count, { count: found.total }) : filled(texts.none, { query: query.trim() });
  const status = element("p", { class: "kb-results__status", role: "status" }, said);
  const parts = [found.code && element("p", { role: "alert" }, texts[found.code.says]), correction(query, found.asked, texts), straight(found, texts), status, filters(found, state)];
  parts.push(...(found.total ? lists(found.hits, texts) : [element("p", {}, texts.try, " ", element("a", { href: `${ROOT}contact/` }, texts.talk))]));
  place.replaceChildren(...parts.filter(Boolean));
  place.dataset.ready = "true";
}

/** The way to the one page that the query names. */
function straight(found, texts) {
  if (found.straight.length !== 1) {
    return null;
  }
  return element("p", {}, element("a", { class: "kb-button", href: ROOT + found.straight[0] }, texts.straight));
}

function lists(hits, texts) {
  return grouped(hits, texts).map(([name, group]) =>
    element("section", { class: "kb-results__group" }, element("h2", {}, name), element("ul", { class: "kb-results__list", role: "list" }, group.map((hit) => row(hit, texts)))),
  );
}

function row(hit, texts) {
  const title = element("a", { class: "kb-hit__title", href: addressOf(hit) }, line(hit.heading));
  const parts = [title, element("p", { class: "kb-hit__line" }, line(hit.line)), element("p", { class: "kb-hit__facts" }, facts(hit, texts))];
  if (hit.place) {
    parts.push(element("a", { class: "kb-hit__place", href: addressOf(hit, hit.place.anchor) }, line(hit.place.line)));
  }
  return element("li", { class: "kb-results__hit", "data-article": [hit.id, ...hit.aliases].join(" ").trim() }, ...parts);
}

function filters(found, state) {
  const { texts, chosen } = state;
  const products = new Map(found.hits.map((hit) => [hit.product, hit.productName || texts.general]));
  const kinds = new Map(found.worthy.map((hit) => [hit.kind, texts[hit.kind] ?? hit.kind]));
  if (found.worthy.length < 2) {
    return null;
  }
  state.products ??= products;
  const select = (name, label, options) => {
    const made = element("select", { "aria-label": label }, element("option", { value: "" }, `${label}: ${texts.any}`), [...options].filter(([value]) => value).map(([value, text]) => element("option", { value, selected: value === chosen[name] }, text)));
    made.addEventListener("change", () => {
      chosen[name] = made.value;
      remember(state);
      show(state);
    });
    return made;
  };
  return element("div", { class: "kb-results__filters" }, select("product", texts.product, state.products), select("kind", texts.kind, kinds));
}

function remember({ query, literal, chosen }) {
  const asked = new URLSearchParams({ q: query, ...(literal ? { literal: "1" } : {}) });
  for (const [name, value] of Object.entries(chosen)) {
    if (value) {
      asked.set(name, value);
    }
  }
  history.replaceState(null, "", `?${asked}`);
}
