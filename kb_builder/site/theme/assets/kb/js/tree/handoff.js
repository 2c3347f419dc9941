// Handoff codes, the twin of aftersales/handoff.py. The grammar stands in docs/adr/0007-handoff-codes.md.

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const RADIX = 30n;
const MODULUS = 887n;
const CHECKED = 1n;
const LEAST = 12;
const MOST = 60;
const [TREE, PRODUCT, REVISION] = [10n, 9n, 17n];

const low = (value, bits) => value & ((1n << bits) - 1n);

function toText(value, width) {
  let text = "";
  for (; value; value /= RADIX) {
    text = ALPHABET[Number(value % RADIX)] + text;
  }
  return text.padStart(width, ALPHABET[0]);
}

const fromText = (text) => [...text].reduce((value, one) => value * RADIX + BigInt(ALPHABET.indexOf(one)), 0n);

/** The code of `{tree, product, revision, answers}`; answers is a BigInt or what BigInt() takes. */
export function encode({ tree, product, revision, answers }) {
  let value = (BigInt(answers) << REVISION) | BigInt(revision);
  value = (value << PRODUCT) | BigInt(product);
  const groups = [];
  for (let rest = BigInt(tree); rest || !groups.length; rest >>= TREE) {
    groups.unshift(low(rest, TREE));
  }
  groups.forEach((group, number) => {
    value = (value << (TREE + 1n)) | (group << 1n) | (number ? 1n : 0n);
  });
  const body = toText(value, LEAST - 2);
  const check = (CHECKED - (fromText(body) * RADIX * RADIX) % MODULUS + MODULUS) % MODULUS;
  return body + toText(check, 2);
}

/** What a code carries, with answers as a decimal text; null for a text that is no code. */
export function decode(text) {
  const code = text.replace(/[\s\-\u2010-\u2015\u00b7.]+/g, "").toUpperCase();
  if (code.length < LEAST || code.length > MOST || [...code].some((one) => !ALPHABET.includes(one))) {
    return null;
  }
  if (fromText(code) % MODULUS !== CHECKED) {
    return null;
  }
  let value = fromText(code.slice(0, -2));
  let tree = 0n;
  for (let shift = 0n, more = 1n; more; shift += TREE) {
    more = value & 1n;
    tree |= low(value >> 1n, TREE) << shift;
    value >>= TREE + 1n;
  }
  const product = Number(low(value, PRODUCT));
  const revision = Number(low((value >>= PRODUCT), REVISION));
  const found = { tree: Number(tree), product, revision, answers: String(value >> REVISION) };
  return encode(found) === code ? found : null;
}

/** Whether a text is a code, for example one that was typed into the search. */
export const isCode = (text) => decode(text) !== null;

/** In groups of four, for reading aloud. */
export const grouped = (code) => code.match(/.{1,4}/g).join(" ");

/** A revision as files name it. */
export const revisionName = (revision) => toText(BigInt(revision), 4);

/** Answers (from 0) as one number; `counts` says how many ways each of their places has. */
export function pack(answers, counts) {
  return answers.reduceRight((value, answer, place) => value * BigInt(counts[place] + 1) + BigInt(answer + 1), 0n);
}

/** The answers in a number, or null when they do not fit; `choices(place)` lists where the ways of a place lead. */
export function unpack(packed, start, choices) {
  const answers = [];
  for (let value = BigInt(packed), place = start; value; ) {
    const ways = choices(place);
    const answer = Number(value % BigInt(ways.length + 1)) - 1;
    if (answer < 0) {
      return null;
    }
    value /= BigInt(ways.length + 1);
    answers.push(answer);
    place = ways[answer];
  }
  return answers;
}

/** The address of the page on which a code is read, relative to the site's root; null when no tree has its number. `index` is the content of `assets/trees/index.json`. */
export function pageOf(code, index) {
  const found = decode(code);
  const pages = (found && index[found.tree]) || [];
  const page = pages.find(([product]) => product === found.product) || pages[0];
  return page ? `${page[1]}?code=${encode(found)}` : null;
}
