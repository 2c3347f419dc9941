// The words of a revision of a tree, as the site keeps them, and the path of a code in these words.

import { unpack } from "./handoff.js";

/** The data in a file of the site; null when it can't be had. */
export async function dataAt(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const waysOf = (kept, place) => kept.places[place]?.choices ?? [];

/** What a place says, without the signs of Markdown. */
export const says = ({ title, outcome, text, question }, outcomes) =>
  [title || outcomes[outcome] || text, question].filter(Boolean).join(" – ").replace(/\*\*|`/g, "");

/** The steps `{place, answer, label, to}` that packed answers take, and the place where they end; null when they do not fit. */
export function pathIn(kept, packed) {
  const answers = unpack(packed, kept.start, (place) => waysOf(kept, place).map(([, to]) => to));
  if (!answers) {
    return null;
  }
  const steps = [];
  let place = kept.start;
  for (const answer of answers) {
    const [label, to] = waysOf(kept, place)[answer];
    steps.push({ place, label, to });
    place = to;
  }
  return { steps, place };
}
