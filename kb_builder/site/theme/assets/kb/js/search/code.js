// A handoff code that is typed into the search leads to the customer's place in the tree.

import { ROOT } from "../page.js";
import { decode, pageOf } from "../tree/handoff.js";
import { dataAt } from "../tree/kept.js";

// Letters and digits in groups of four, at least twelve of them: a code, or one with a mistake.
const LIKE = /^(?=.*\d)(?=.*[a-z])[\da-z]{4}([ .\-]?[\da-z]{4}){2,13}([ .\-]?[\da-z]{1,3})?$/i;

/** What a query is as a code: `address` of the page that shows its path, or `says`, the name of the text about what is wrong; null for other queries. */
export async function codeIn(query) {
  const typed = query.trim();
  if (decode(typed) === null) {
    return LIKE.test(typed) ? { says: "no_code" } : null;
  }
  const index = await dataAt(`${ROOT}assets/trees/index.json`);
  const page = index && pageOf(typed, index);
  return page ? { address: ROOT + page } : { says: index ? "no_tree" : "failed" };
}
