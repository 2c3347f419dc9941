// How near two words are to each other: kb_builder/search/spelling.py says the same, held to it by shared examples.

const SHORTEST = 4;
const SHORTEST_STEM = 3;
const INFLECTED = 0.9;
const NONE = new Set();

/** Letters left out, added, taken for another or swapped with the next; `most + 1` when there are more. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) {
    return most + 1;
  }
  let twoBefore = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    [twoBefore, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, twoBefore[j - 2] + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > most) {
      return most + 1;
    }
  }
  const last = row[row.length - 1];
  return last <= most ? last : most + 1;
}

/** How many mistakes a word of its length may have. */
export function allowed(word) {
  if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) {
    return 0;
  }
  return word.length < 6 ? 1 : 2;
}

/** The nearest words as `[word, distance]`, best first. */
export function corrections(word, vocabulary, most = 3) {
  const limit = allowed(word);
  const found = [];
  for (const [place, other] of limit ? vocabulary.entries() : []) {
    const elsewhere = other[0] !== word[0] && other[other.length - 1] !== word[word.length - 1];
    if (elsewhere || Math.abs(other.length - word.length) > limit) {
      continue;
    }
    const away = distance(word, other, limit);
    if (away <= limit) {
      found.push([away + (other[0] === word[0] ? 0 : 0.5), place, other, away]);
    }
  }
  const best = found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, most);
  return best.filter(([rank]) => rank <= best[0][0] + 0.5).map(([, , other, away]) => [other, away]);
}

/** How likely two words differ by their ending only, from 0 (not at all) to 1 (the same); `endings` are those of the language. */
export function akin(one, other, endings = NONE) {
  let common = 0;
  while (common < Math.min(one.length, other.length) && one[common] === other[common]) {
    common += 1;
  }
  if (common >= SHORTEST_STEM && endings.has(bare(one, common)) && endings.has(bare(other, common))) {
    return INFLECTED;
  }
  const longest = Math.max(one.length, other.length);
  return common < 4 || longest - common > 4 || common < 0.6 * longest ? 0 : common / longest;
}

/** What words that differ from it by their ending only have in common with it. */
export function beginningOf(word, endings) {
  const least = Math.max(4, word.length - 4);
  for (let place = SHORTEST_STEM; place < word.length; place += 1) {
    if (endings.has(word.slice(place))) {
      const twice = place > SHORTEST_STEM && word[place - 1] === word[place - 2];
      return word.slice(0, Math.min(least, twice ? place - 1 : place));
    }
  }
  return word.slice(0, least);
}

/** What follows the part in common, without the letter that is doubled before an ending. */
function bare(word, common) {
  const rest = word.slice(common);
  return rest.length > 1 && rest[0] === word[common - 1] ? rest.slice(1) : rest;
}
