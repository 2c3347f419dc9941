// The rules of kb_builder/aftersales/serials.py.

import { lastDay, plusDays, weekday } from "./periods.js";

const LONGEST = 100;

function matched(pattern, text) {
  try {
    return new RegExp(`^(?:${pattern})$`).exec(text);
  } catch {
    return null;
  }
}

function made(groups, parts) {
  const number = Number(groups[parts.year] ?? NaN);
  const year = number < 100 ? number + 2000 : number;
  const first = `${String(year).padStart(4, "0")}-01-01`;
  if (!(year > 0)) return [null, null];
  if (parts.week) {
    const week = Number(groups[parts.week] ?? NaN);
    const fourth = plusDays(first, 3);
    const monday = plusDays(fourth, (week - 1) * 7 - weekday(fourth));
    const exists = week >= 1 && week <= 53 && plusDays(monday, 3).slice(0, 4) === first.slice(0, 4);
    return exists ? [monday, plusDays(monday, 6)] : [null, null];
  }
  if (parts.month) {
    const month = Number(groups[parts.month] ?? NaN);
    if (!(month >= 1 && month <= 12)) return [null, null];
    const begin = `${first.slice(0, 5)}${String(month).padStart(2, "0")}-01`;
    return [begin, plusDays(lastDay(begin, "P1M"), -1)];
  }
  return [first, `${first.slice(0, 4)}-12-31`];
}

/** Null for a number of no model. */
export function readSerial(serial, models) {
  const typed = serial.replace(/\s+/g, "");
  const spellings = serial.length > LONGEST ? [] : [typed, typed.toUpperCase(), typed.toUpperCase().replaceAll("-", "")];
  for (const text of spellings) {
    for (const model of models) {
      for (const one of model.serials) {
        const found = matched(one.pattern, text);
        if (found) {
          const [from, through] = one.date ? made(found.groups ?? {}, one.date) : [null, null];
          return { serial: text, model: model.id, made_from: from, made_through: through };
        }
      }
    }
  }
  return null;
}

export function isAffected(notice, serial, models) {
  const reading = readSerial(serial, models);
  if (!reading) return null;
  if (notice.models.length && !notice.models.includes(reading.model)) return false;
  return !notice.serials.length || notice.serials.some((one) => isIn(one, reading));
}

function isIn(one, { serial, model }) {
  if (one.model && one.model !== model) return false;
  if (one.pattern) return matched(one.pattern, serial) !== null;
  if (!one.first || !one.last) return !one.first && !one.last;
  return one.first.length === serial.length && one.first <= serial && serial <= one.last;
}
