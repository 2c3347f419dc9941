// The rules of kb_builder/aftersales/hours.py. Moments are milliseconds since 1970; minutes count on the table's wall clock.

import { plusDays, weekday } from "./periods.js";

const MIDNIGHT = 1440;
const MINUTE = 60_000;
const SEARCHED = 400;
const clocks = new Map();

function clock(zone) {
  if (!clocks.has(zone)) {
    const fields = Object.fromEntries(["month", "day", "hour", "minute", "second"].map((name) => [name, "2-digit"]));
    clocks.set(zone, new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", ...fields }));
  }
  return clocks.get(zone);
}

/** Day and minute on a clock of the zone, and how far it is ahead of UTC. */
export function wallClock(zone, at) {
  const shown = Object.fromEntries(clock(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${shown.year}-${shown.month}-${shown.day}`;
  const time = `${shown.hour}:${shown.minute}:${shown.second}`;
  const ahead = Date.parse(`${day}T${time}Z`) - Math.floor(at / 1000) * 1000;
  return { day, minute: Number(shown.hour) * 60 + Number(shown.minute), ahead };
}

/** The moment of a wall clock time: of two the first after `after`; of one that is left out, the jump. */
function momentOf(zone, day, minute, after) {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE;
  const offsets = [-1, 1].map((side) => wallClock(zone, wall + side * MIDNIGHT * MINUTE).ahead);
  const found = offsets.map((ahead) => wall - ahead).filter((at, n) => wallClock(zone, at).ahead === offsets[n]);
  if (!found.length) return jump(zone, wall - offsets[1], wall - offsets[0]);
  return found.find((at) => at > after) ?? found.at(-1);
}

function jump(zone, before, beyond) {
  const jumped = wallClock(zone, beyond).ahead;
  while (beyond - before > MINUTE) {
    const middle = before + Math.floor((beyond - before) / MINUTE / 2) * MINUTE;
    if (wallClock(zone, middle).ahead === jumped) beyond = middle;
    else before = middle;
  }
  return beyond;
}

function spansOf(table, day) {
  return table.days[day] ?? table.week[weekday(day)];
}

function isKnown(table, day) {
  return day <= table.through && (!table.holidays_through || day <= table.holidays_through);
}

/** Without a table it is open at any time. */
export function stateAt(table, at) {
  if (!table) return { open: true, opens_at: null, closes_at: null, holidays_unknown: false };
  const { day, minute } = wallClock(table.zone, at);
  const now = spansOf(table, day).find(([begin, end]) => begin <= minute && minute < end);
  if (!now) {
    const opens = opensAfter(table, day, at);
    const known = isKnown(table, opens === null ? day : wallClock(table.zone, opens).day);
    return { open: false, opens_at: opens, closes_at: null, holidays_unknown: !known };
  }
  const closes = closesAfter(table, day, now[1], at);
  return { open: true, opens_at: null, closes_at: closes, holidays_unknown: !isKnown(table, day) };
}

function opensAfter(table, day, at) {
  for (let n = 0; n < SEARCHED; n += 1, day = plusDays(day, 1)) {
    for (const [begin] of spansOf(table, day)) {
      const found = momentOf(table.zone, day, begin, at);
      if (found > at) return found;
    }
  }
  return null;
}

function closesAfter(table, day, end, at) {
  for (let n = 0; n < SEARCHED; n += 1) {
    const next = plusDays(day, 1);
    const [first] = spansOf(table, next);
    if (end < MIDNIGHT || !first || first[0] > 0) return momentOf(table.zone, day, end, at);
    [day, end] = [next, first[1]];
  }
  return null;
}
