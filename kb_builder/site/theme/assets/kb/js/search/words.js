// A text as the words that a search compares: kb_builder/search/words.py says the same, held to it by shared examples.

export const LONGEST_TEXT = 2000;
const MOST_WORDS = 24;
const LONGEST_WORD = 40;

const LETTERS = {
  ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ς: "σ",
  "'": "", "’": "", "ʼ": "", "\u200b": "", "\u00ad": "",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
const HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}";
const WITHIN = "'’ʼ\u00ad\u200b\u0300-\u036f";
const RUN = new RegExp(`[${HAN}]+|(?![${HAN}])[\\p{L}\\p{N}](?:(?![${HAN}])[\\p{L}\\p{N}]|[${WITHIN}])*`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");
const HYPHENS = "-‐‑–_";
const UNIT = /^(v|mv|ma|mah|w|kw|kwh|wh|hz|khz|mhz|ghz|kb|mb|gb|tb|mbps|gbps|mm|cm|km|kg|g|mg|l|ml|db|bit|bar|psi|rpm)$/;

/** Lower case, without diacritics: `Wyłącza` is `wylacza`. */
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{Mn}+/gu, "");
  return bare.replace(LETTER, (sign) => LETTERS[sign]);
}

/** An error code, id or alias without what people write in different ways: `e-18` and `E 18` are `e18`. */
export function exactKey(text) {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Whether a word is of a script without spaces. */
export function isHan(text) {
  return IS_HAN.test(text);
}

/** The words of a text in order: `{text, start, end, joined}`; those made of several come after their last part. */
export function words(text) {
  const found = [];
  let before = null;
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    const start = match.index;
    const end = start + run.length;
    if (isHan(run)) {
      found.push(...pairs(run, start));
      before = null;
      continue;
    }
    const word = { text: cut(fold(run)), start, end, joined: false };
    found.push(word);
    if (before && belong(before, text.slice(before.end, start), word)) {
      found.push({ text: cut(before.text + word.text), start: before.start, end, joined: true });
    }
    before = word;
  }
  return found;
}

/** The words of a query; what is too long is cut. */
export function queryWords(text) {
  return words([...text.slice(0, 2 * LONGEST_TEXT)].slice(0, LONGEST_TEXT).join("")).slice(0, MOST_WORDS);
}

function cut(word) {
  return word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join("") : word;
}

function pairs(run, start) {
  const signs = [...run];
  const size = Math.min(signs.length, 2);
  const found = [];
  let place = start;
  for (let number = 0; number + size <= signs.length; number += 1) {
    const pair = signs.slice(number, number + size).join("");
    found.push({ text: fold(pair), start: place, end: place + pair.length, joined: false });
    place += signs[number].length;
  }
  return found;
}

function belong(before, between, word) {
  if (between.length === 1 && HYPHENS.includes(between)) {
    return true;
  }
  const halves = /^[a-z]{1,4}$/.test(before.text) && /^\d{1,5}[a-z]?$/.test(word.text);
  const measure = UNIT.test(word.text) && /^\d{1,5}$/.test(before.text);
  return [" ", ".", "/", "\u00a0"].includes(between) && (halves || measure);
}
