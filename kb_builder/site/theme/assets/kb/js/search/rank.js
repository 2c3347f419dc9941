// A query → documents, best first: kb_builder/search/rank.py says the same and explains it; shared examples hold both to it.

import { akin, allowed, beginningOf, corrections } from "./spelling.js";
import { isHan, queryWords } from "./words.js";

/** What is looked for: `{slots: [{weight, variants: [{stems, weight}]}], named: Set(document), corrected: {word: word}}`. */
export async function planOf(query, index, literal = false) {
  const found = queryWords(query);
  const openEnd = found.length > 0 && query.slice(-1) === query.slice(-1).trim();
  const singles = found.filter((word) => !word.joined);
  const joined = new Map();
  for (const word of await joinedOf(found, singles, index)) {
    joined.set(`${word.start} ${word.end}`, word);
  }
  const whole = [...joined.values()];
  const inside = new Set(singles.filter((word) => whole.some((one) => one.start <= word.start && word.end <= one.end)));
  const { ranking } = index;
  const { fillings, corrected } = await allFillings(singles, inside, index, openEnd, literal);
  const meant = singles.map((word) => ({ ...word, text: corrected[word.text] ?? word.text }));
  const slots = [];
  for (const [number, word] of singles.entries()) {
    const variants = fillings[number];
    if (!index.common.has(word.text)) {
      variants.push(...(await synonymsOf(meant, number, index, 1)));
    }
    slots.push({ weight: weightOf(word, inside.has(word), index), variants: best(variants) });
    const longer = await synonymsOf(meant, number, index, 2);
    if (longer.length) {
      slots.push({ weight: 1, variants: best(longer) });
    }
  }
  for (const word of whole) {
    slots.push({ weight: ranking.joined, variants: best(await exact(word.text, index)) });
  }
  for (const sign of characters(singles)) {
    if (!index.common.has(sign)) {
      slots.push({ weight: ranking.character, variants: await exact(sign, index) });
    }
  }
  for (const pair of across(singles, index.common)) {
    slots.push({ weight: ranking.across, variants: await exact(pair, index) });
  }
  return { slots: slots.filter((slot) => slot.variants.length), named: await namedBy(found, index), corrected };
}

/** What may stand for each word, and what was taken for misspelled ones: no word that has synonyms is one. */
async function allFillings(singles, inside, index, openEnd, literal) {
  const fillings = [];
  const corrected = Object.create(null); // "constructor" is a word like any other
  for (const [number, word] of singles.entries()) {
    const synonyms = literal ? [] : [...(await synonymsOf(singles, number, index, 1)), ...(await synonymsOf(singles, number, index, 2))];
    const last = openEnd && number === singles.length - 1;
    const { variants, instead } = await fillingsOf(word.text, index, last, literal || synonyms.length > 0);
    fillings.push(variants);
    if (instead && !inside.has(word)) {
      corrected[word.text] = instead;
    }
  }
  return { fillings, corrected };
}

/** Every document that fills a slot: `{document, score}`. */
export function score(plan, index, product = "") {
  const totals = new Map();
  const masses = new Map();
  const { coverage, ownProduct, named, productMeant } = index.ranking;
  let whole = 0;
  for (const slot of plan.slots) {
    const { best: values, mass } = slotScores(slot, index);
    whole += slot.weight * mass;
    for (const [document, value] of values) {
      totals.set(document, (totals.get(document) ?? 0) + slot.weight * value);
      masses.set(document, (masses.get(document) ?? 0) + slot.weight * mass);
    }
  }
  const hits = [];
  const meant = productsOf(plan, index);
  for (const [document, value] of totals) {
    const covered = 1 - coverage + (coverage * masses.get(document)) / whole;
    const its = index.productOf[document];
    const own = (product && its === product ? ownProduct : 1) * (1 + productMeant * (meant.get(its) ?? 0));
    const points = value * covered * index.worth(document) * own * (plan.named.has(document) ? named : 1);
    hits.push({ document, score: Math.round(points * 1e6) / 1e6 });
  }
  return hits.sort((a, b) => b.score - a.score || a.document - b.document);
}

/** How clearly the query names each product: its share of the pages that have a word of its name. */
function productsOf(plan, index) {
  const weights = new Map();
  for (const slot of plan.slots) {
    for (const { stems, weight } of slot.variants.filter((variant) => variant.stems.length === 1)) {
      weights.set(stems[0], Math.max(weights.get(stems[0]) ?? 0, Math.min(1, slot.weight) * weight));
    }
  }
  const found = new Map();
  for (const [product, stems] of index.names) {
    for (const stem of stems.filter((one) => weights.has(one))) {
      const share = Math.min(1, index.pages.get(product) / Math.max(1, index.frequency(stem)));
      found.set(product, Math.max(found.get(product) ?? 0, weights.get(stem) * share));
    }
  }
  return found;
}

function slotScores(slot, index) {
  const found = new Map();
  let mass = 0;
  const most = mostRare(slot, index);
  for (const { stems, weight } of slot.variants) {
    const parts = stems.map((stem) => stemScores(stem, index, most));
    const rare = parts.reduce((sum, part) => sum + part.rare, 0) / parts.length;
    mass = Math.max(mass, weight * rare);
    for (const document of parts[0].scores.keys()) {
      const values = parts.map((part) => part.scores.get(document));
      if (!values.includes(undefined)) {
        const value = (weight * values.reduce((sum, one) => sum + one, 0)) / values.length;
        found.set(document, Math.max(found.get(document) ?? 0, value));
      }
    }
  }
  return { best: found, mass };
}

/** How rare what stands in for a word may be: no rarer than the word itself, where a page has it. */
function mostRare(slot, index) {
  const typed = slot.variants.filter((variant) => variant.weight >= 1).flatMap((variant) => variant.stems);
  return Math.min(...typed.map((stem) => rarity(stem, index)));
}

function rarity(stem, index) {
  const frequency = index.frequency(stem);
  return Math.log(1 + (index.total - frequency + 0.5) / (frequency + 0.5));
}

function stemScores(stem, index, most) {
  const rare = Math.min(most, rarity(stem, index));
  const scores = new Map();
  for (const [document, impact] of index.postings(stem)) {
    scores.set(document, (rare * impact) / index.ranking.highest);
  }
  return { scores, rare };
}

async function fillingsOf(text, index, unfinished, literal) {
  const { ranking } = index;
  const variants = await exact(text, index);
  const known = variants.length > 0;
  const add = async (form, weight) => {
    variants.push(...(await index.stemsOf(form)).map((stem) => ({ stems: [stem], weight })));
  };
  if ((unfinished && text.length >= 2) || (text.length === 1 && isHan(text))) {
    const forms = (await index.formsFrom(text)).filter((form) => form !== text);
    forms.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    for (const form of forms.slice(0, ranking.completions)) {
      const beside = known ? ranking.unfinishedBeside : ranking.unfinished;
      await add(form, beside * (0.5 + (0.5 * text.length) / form.length));
    }
  }
  if (known || isHan(text) || index.common.has(text)) {
    return { variants, instead: "" };
  }
  const beginning = beginningOf(text, index.endings);
  const related = (await index.formsFrom(beginning)).map((form) => [form, akin(text, form, index.endings)]).filter(([, near]) => near);
  for (const [form, near] of related) {
    await add(form, ranking.otherEnding * near);
  }
  variants.push(...(await apart(text, index)).map((stems) => ({ stems, weight: ranking.apart })));
  if (literal) {
    return { variants, instead: "" };
  }
  const meant = corrections(text, await vocabularyFor(text, index));
  for (const [form, away] of meant) {
    await add(form, Math.max(ranking.leastRight, 1 - (ranking.mistakes * away) / text.length));
  }
  const goesOn = unfinished && variants.length > 0 && !meant.length;
  const wrong = meant.length && !goesOn && !related.some(([, near]) => near > 0.75);
  return { variants, instead: wrong ? meant[0][0] : "" };
}

/** A word that no page has as two that pages have. */
async function apart(text, index) {
  const found = [];
  const { shortestPart } = index.ranking;
  for (let cut = shortestPart; cut <= text.length - shortestPart; cut += 1) {
    const [before] = await index.stemsOf(text.slice(0, cut));
    const [after] = before ? await index.stemsOf(text.slice(cut)) : [];
    if (after) {
      found.push([before, after]);
    }
  }
  return found;
}

/** What a word of the query counts beside the others. */
function weightOf({ text }, inside, { common, ranking }) {
  if (common.has(text)) {
    return ranking.common;
  }
  if (isHan(text) && [...text].some((sign) => common.has(sign))) {
    return ranking.halfCommon;
  }
  return inside ? ranking.partOfJoined : 1;
}

/** Each character of the pairs of a script without spaces, once. */
function characters(singles) {
  const pairs = singles.map((word) => [...word.text]).filter((signs) => signs.length === 2 && isHan(signs[0]));
  return [...new Set(pairs.flat())];
}

/** Pairs of characters that stand apart for signs of grammar alone: `充電` in `充不了電`. */
function across(singles, common) {
  const found = new Set();
  let [before, passed, end] = ["", false, -1];
  for (const word of singles) {
    const signs = [...word.text];
    if (signs.length !== 2 || !isHan(word.text)) {
      [before, end] = ["", -1];
      continue;
    }
    const goesOn = word.start === end;
    if (!goesOn) {
      [before, passed] = ["", false];
    }
    end = word.end - signs[1].length;
    for (const sign of goesOn ? signs.slice(1) : signs) {
      if (common.has(sign)) {
        passed = true;
      } else {
        if (before && passed) {
          found.add(before + sign);
        }
        [before, passed] = [sign, false];
      }
    }
  }
  return found;
}

async function namedBy(found, index) {
  const keys = new Set(found.map((word) => word.text).filter((text) => /\p{Nd}/u.test(text)));
  const named = await Promise.all([...keys].map((key) => index.exact(key)));
  return new Set(named.flat().map(([document]) => document));
}

async function vocabularyFor(text, index) {
  const found = [];
  if (allowed(text)) {
    for (const length of [text.length, text.length - 1, text.length + 1]) {
      found.push(...(await index.vocabulary(length)));
    }
  }
  return found;
}

async function joinedOf(found, singles, index) {
  const joined = [];
  for (const word of found) {
    if (word.joined && (await index.stemsOf(word.text)).length) {
      joined.push(word);
    }
  }
  for (let number = 0; number + 1 < singles.length; number += 1) {
    const [one, other] = singles.slice(number, number + 2);
    if (isHan(one.text) || isHan(other.text)) {
      continue;
    }
    if ((await index.stemsOf(one.text)).length && (await index.stemsOf(other.text)).length) {
      continue;
    }
    const whole = one.text + other.text;
    if ((await index.stemsOf(whole)).length) {
      joined.push({ text: whole, start: one.start, end: other.end, joined: true });
    }
  }
  return joined;
}

/** What means the same as the words from `first` on: as one word, or as several (`least` 2). */
async function synonymsOf(singles, first, index, least) {
  const found = [];
  for (const [members, targets] of index.synonyms) {
    for (const [number, member] of members.entries()) {
      if (least > 1 ? member.length < least : member.length !== 1) {
        continue;
      }
      const here = singles.slice(first, first + member.length);
      if (here.length !== member.length || !here.every((word, place) => same(word.text, member[place], index.endings))) {
        continue;
      }
      for (const other of targets.filter((target) => target !== number)) {
        const stems = await Promise.all(members[other].map((word) => index.stemsOf(word)));
        if (stems.every((one) => one.length)) {
          found.push({ stems: stems.map((one) => one[0]), weight: index.ranking.synonym });
        }
      }
    }
  }
  return found;
}

function same(one, other, endings) {
  return one === other || (akin(one, other, endings) >= 0.7 && Math.abs(one.length - other.length) <= 3);
}

async function exact(text, index) {
  return (await index.stemsOf(text)).map((stem) => ({ stems: [stem], weight: 1 }));
}

function best(variants) {
  const found = new Map();
  for (const { stems, weight } of variants) {
    const key = stems.join(" ");
    const before = found.get(key);
    found.set(key, { stems, weight: Math.max(before?.weight ?? 0, weight) });
  }
  return [...found.values()];
}
