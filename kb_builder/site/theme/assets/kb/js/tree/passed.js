// A code that came along to the contact page: what the reader has tried, in the reader's language.

import { element, filled, ROOT } from "../page.js";
import { decode, encode, grouped, pageOf, revisionName } from "./handoff.js";
import { dataAt, pathIn, says } from "./kept.js";

const FOLDER = `${ROOT}assets/trees/`;

/**
 * What a code gives the form: `nodes` to show above it and, where it is a code, `code`, the `lines` of a mail and `onward(address)` for
 * forms elsewhere; `product` and `topic` where they are known.
 */
export async function read(text, { code: words, products }) {
  const found = decode(text);
  if (!found) {
    return { nodes: [element("p", { class: "kb-walk__note", role: "alert" }, words.no_code)] };
  }
  const code = encode(found);
  const index = await dataAt(`${FOLDER}index.json`);
  const page = index && pageOf(code, index);
  const url = page && ROOT + page;
  const passed = {
    code: grouped(code),
    topic: words.topic,
    lines: [filled(words.code, { code: grouped(code) }), url].filter(Boolean),
    onward: (address) => {
      const form = new URL(address, location.href);
      form.searchParams.set("code", code);
      return form.href;
    },
  };
  if (!page) {
    return { ...passed, nodes: [shown(words, passed.code, [element("p", {}, index ? words.no_tree : words.unread)])] };
  }
  const pages = index[found.tree];
  const own = pages.filter(([product]) => product === found.product);
  const [, address, id, today] = own[0] ?? pages[0];
  const slug = own.length === 1 ? address.split("/")[0] : "";
  const named = products.find(([one]) => one === slug);
  const revision = revisionName(found.revision);
  const kept = await dataAt(`${FOLDER}${id}/${revision}.json`);
  const path = kept && pathIn(kept, found.answers);
  const head = element("p", {}, named && `${named[1]} – `, element("a", { href: url }, kept?.title ?? words.page));
  if (!path) {
    return { ...passed, product: slug, nodes: [shown(words, passed.code, [head, element("p", {}, words.unknown)])] };
  }
  const said = (place) => says(kept.places[place], words.outcomes);
  const steps = path.steps.map(({ place, label }) => element("li", {}, `${said(place)} `, element("strong", {}, label || words.go_on)));
  const older = revision !== today && element("p", {}, filled(words.older, { date: kept.released }));
  const list = element("ol", {}, steps, element("li", {}, said(path.place)));
  return { ...passed, product: slug, topic: kept.places[path.place].topic || words.topic, nodes: [shown(words, passed.code, [head, older, list])] };
}

const shown = (words, code, parts) =>
  element("section", { class: "kb-walk__kept", "aria-labelledby": "kb-passed" },
    element("h3", { id: "kb-passed" }, words.tried),
    element("p", { translate: "no" }, element("strong", {}, code)),
    parts);
