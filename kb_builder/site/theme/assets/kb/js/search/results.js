// What a query finds, as a list for the search box and for the search page. All texts become text nodes.

import { element, filled, ROOT } from "../page.js";
import { codeIn } from "./code.js";
import { find, shown } from "./find.js";
import { words } from "./words.js";

/** The index of this locale, and the root of its site. */
export const BASE = new URL("../../../search/", import.meta.url).href;

// Results that weigh much less than the best are noise.
const RELATIVE_FLOOR = 0.12;
// So many results keep their order when they are of several products.
const BEST = 3;

/** What a query finds, ready to show: `{hits, total, straight, corrected, asked, code}`. `keep` chooses among the hits; `code` is that of code.js. */
export async function answer(query, { product = "", literal = false, most = 10, keep = () => true } = {}) {
  const [found, code] = await Promise.all([find(BASE, query, { product, literal }), codeIn(query)]);
  const floor = (found.hits[0]?.score ?? 0) * RELATIVE_FLOOR;
  const worthy = found.hits.filter((hit) => hit.score >= floor).slice(0, 60);
  const kept = worthy.filter(keep);
  const hits = await Promise.all(kept.slice(0, most).map((hit) => shown(BASE, hit.document, found.stems)));
  return { ...found, hits, worthy, total: kept.length, asked: corrected(query, found.corrected), code };
}

/** The query with its misspelled words replaced. */
function corrected(query, instead) {
  let text = "";
  let end = 0;
  for (const word of words(query)) {
    if (!word.joined && instead[word.text]) {
      text += query.slice(end, word.start) + instead[word.text];
      end = word.end;
    }
  }
  return text + query.slice(end);
}

/** The hits as groups: `[[name, hits], …]`. The best stand first whatever they belong to, the others by product. */
export function grouped(hits, texts) {
  const nameOf = (hit) => hit.productName || texts.general;
  const best = hits.slice(0, BEST);
  const mixed = new Set(best.map(nameOf)).size > 1;
  const groups = new Map();
  for (const hit of mixed ? hits.slice(BEST) : hits) {
    groups.set(nameOf(hit), [...(groups.get(nameOf(hit)) ?? []), hit]);
  }
  return [...(mixed ? [[texts.best, best]] : []), ...groups];
}

/** Text with the matching words in `<mark>`. */
export function line(pieces) {
  return pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
}

/** Product, kind and time of a hit in one line. */
export function facts(hit, texts) {
  return [hit.productName, texts[hit.kind] ?? "", hit.time].filter(Boolean).join(" · ");
}

/** The full address of a hit. */
export function addressOf(hit, anchor = "") {
  return ROOT + hit.address + (anchor ? `#${encodeURIComponent(anchor)}` : "");
}

/** Where the whole list of a query stands. */
export function pageOf(query, more = {}) {
  return `${ROOT}search/?${new URLSearchParams({ q: query, ...more })}`;
}

/** "Showing results for … / Search for … instead", or null. */
export function correction(query, asked, texts) {
  if (asked === query) {
    return null;
  }
  const link = element("a", { href: pageOf(query, { literal: "1" }) }, filled(texts.instead, { query }));
  return element("p", { class: "kb-corrected" }, filled(texts.corrected, { query: asked }), " ", link);
}
