// Where a customer is in a tree, as the address says it: `?path=2.1#filter` is the second answer, then the first, at "filter".

/** The answers (from 0) of a query, null when it has none, and "?" when what stands there is no path. */
export function answersIn(query) {
  const text = new URLSearchParams(query).get("path");
  if (text === null) {
    return null;
  }
  return /^[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,199}$/.test(text) ? text.split(".").map((one) => one - 1) : "?";
}

/** The link to a state; one without a path says so, since a bare anchor would keep the query. */
export function addressOf(answers, place) {
  return answers.length ? `?path=${answers.map((one) => one + 1).join(".")}#${place}` : `./#${place}`;
}

/** Where answers lead, as far as they fit: the places on the way, the last one included. `choices(place)` lists where its ways lead. */
export function follow(start, answers, choices) {
  const places = [start];
  for (const answer of answers) {
    const to = choices(places.at(-1))[answer];
    if (to === undefined) {
      break;
    }
    places.push(to);
  }
  return places;
}

/**
 * The state that an address means: `{answers, places, fits, straight}`. A path that does not fit ends at the last place that does;
 * `straight` is true when the reader came to a place without a path.
 */
export function stateOf(query, anchor, start, choices, has) {
  const given = answersIn(query);
  const answers = given === "?" || given === null ? [] : given;
  const places = follow(start, answers, choices);
  const fitting = answers.slice(0, places.length - 1);
  if (given === null && anchor && anchor !== start && has(anchor)) {
    return { answers: [], places: [anchor], fits: true, straight: true };
  }
  const whole = given !== "?" && fitting.length === answers.length;
  const arrived = given === null || !anchor || !has(anchor) || anchor === places.at(-1);
  const known = given === null || !anchor || has(anchor);
  return { answers: fitting, places, fits: whole && arrived && known, straight: false };
}
