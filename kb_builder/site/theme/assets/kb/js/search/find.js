// A query → what to show: results with the part that matches and the words to mark.

import { Files } from "./files.js";
import { planOf, score } from "./rank.js";
import { exactKey, words } from "./words.js";

const opened = new Map();

/** The index below an address that ends with a slash; opened once. */
export function indexAt(base) {
  if (!opened.has(base)) {
    const asked = Files.open(base);
    asked.catch(() => opened.delete(base));
    opened.set(base, asked);
  }
  return opened.get(base);
}

/**
 * What a query finds: `{total, hits: [{document, product, kind, score}], corrected: {word: word}, straight: [address]}`.
 * Options: `product` (its pages come first), `literal` (correct nothing).
 */
export async function find(base, query, { product = "", literal = false } = {}) {
  const index = await indexAt(base);
  const plan = await planOf(query, index, literal);
  const hits = score(plan, index, product).map((hit) => ({
    ...hit,
    product: index.productOf[hit.document],
    kind: index.kindOf[hit.document],
  }));
  const stems = new Set(plan.slots.filter((slot) => slot.weight >= 0.3).flatMap((slot) => slot.variants.flatMap((one) => one.stems)));
  return { hits, corrected: plan.corrected, straight: await straight(query, index, product), stems: [...stems] };
}

/** Addresses that a query names outright (error code, id, alias), those of the product at hand alone where there are any. */
async function straight(query, index, product) {
  const key = exactKey(query.slice(0, 100));
  const found = key ? await index.exact(key) : [];
  const own = found.filter(([document]) => index.productOf[document] === product);
  return [...new Set((product && own.length ? own : found).map(([, address]) => address))];
}

/** One result as it is shown: `{address, title, kind, product, time, id, line, place}`; `line` and `place.line` are lists of `{text, marked}`. */
export async function shown(base, number, stems) {
  const index = await indexAt(base);
  const data = await index.document(number);
  const wanted = new Set(stems);
  const parts = [["", "", data.s ?? ""], ...(data.x ?? [])].filter(([, heading, text]) => heading || text);
  const points = parts.map(([, heading, text]) => matches(`${heading} ${text}`, wanted, index));
  const top = points.indexOf(Math.max(...points, 0));
  const place = top > 0 && parts[top][0] && points[top] > 0 ? parts[top] : null;
  return {
    address: data.u, title: data.t, kind: data.k, id: data.i ?? "", time: data.m ?? "",
    aliases: data.a ?? [], product: data.p ?? "", productName: data.n ?? "",
    heading: marked(data.t, wanted, index),
    line: marked(excerpt(data.s || data.y || parts[0]?.[2] || "", wanted, index), wanted, index),
    place: place && {
      anchor: place[0],
      line: marked(excerpt([place[1], place[2]].filter(Boolean).join(": "), wanted, index, SHORT), wanted, index),
    },
  };
}

/** The text cut into `{text, marked}`. */
export function marked(text, wanted, index) {
  const pieces = [];
  let end = 0;
  for (const word of words(text)) {
    if (!matching(word, wanted, index) || word.end <= end) {
      continue;
    }
    const start = Math.max(word.start, end);
    if (start > end) {
      pieces.push({ text: text.slice(end, start), marked: false });
    }
    const before = pieces[pieces.length - 1];
    if (before?.marked) {
      before.text += text.slice(start, word.end);
    } else {
      pieces.push({ text: text.slice(start, word.end), marked: true });
    }
    end = word.end;
  }
  if (end < text.length) {
    pieces.push({ text: text.slice(end), marked: false });
  }
  return pieces;
}

const WINDOW = 160;
const SHORT = 110;

/** The part of a text around the words that match. */
function excerpt(text, wanted, index, window = WINDOW) {
  if (text.length <= window) {
    return text;
  }
  const places = words(text).filter((word) => matching(word, wanted, index)).map((word) => word.start);
  let start = 0;
  let most = 0;
  for (const place of places) {
    const within = places.filter((other) => other >= place && other < place + window - 40).length;
    if (within > most) {
      [start, most] = [place, within];
    }
  }
  start = start > 40 ? text.indexOf(" ", start - 40) + 1 || start - 40 : 0;
  const end = start + window < text.length ? text.lastIndexOf(" ", start + window) : text.length;
  const stop = end > start ? end : start + window;
  return `${start ? "… " : ""}${text.slice(start, stop)}${stop < text.length ? " …" : ""}`;
}

function matches(text, wanted, index) {
  const found = new Set();
  for (const word of words(text)) {
    for (const stem of index.forms.get(word.text) ?? []) {
      if (wanted.has(stem)) {
        found.add(stem);
      }
    }
  }
  let sum = 0;
  for (const stem of found) {
    const frequency = index.frequency(stem);
    sum += Math.log(1 + (index.total - frequency + 0.5) / (frequency + 0.5));
  }
  return sum;
}

function matching(word, wanted, index) {
  return (index.forms.get(word.text) ?? []).some((stem) => wanted.has(stem));
}
