// The rules of kb_builder/aftersales/periods.py. Days are texts, "2026-11-25"; all sums are done in UTC.

const PERIOD = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
export const FIRST = "0001-01-01";
export const LAST = "9999-12-31";

function utc(year, month, day) {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  return made;
}

function iso(moment) {
  const year = moment.getUTCFullYear();
  if (!(year <= 9999)) return LAST;
  return `${String(year).padStart(4, "0")}-${moment.toISOString().slice(-19, -14)}`;
}

export function isDay(text) {
  const found = DAY.exec(text ?? "");
  return Boolean(found) && found[1] !== "0000" && iso(utc(+found[1], +found[2], +found[3])) === text;
}

export function plusDays(day, count) {
  const [, year, month, date] = DAY.exec(day);
  return iso(utc(+year, +month, +date + count));
}

/** 0 for Monday. */
export function weekday(day) {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The last day of a period that runs from a day, which itself does not count. */
export function lastDay(start, period) {
  const [, ...parts] = PERIOD.exec(period);
  const [years, months, weeks, days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0));
  const [, year, month, date] = DAY.exec(start);
  const target = utc(+year + years, +month + months, 1);
  const length = utc(target.getUTCFullYear(), target.getUTCMonth() + 2, 0).getUTCDate();
  target.setUTCDate(Math.min(+date, length));
  if (!(target.getUTCFullYear() <= 9999)) return LAST;
  const rest = Math.floor((hours * 3600 + minutes * 60 + seconds) / 86400);
  return plusDays(iso(target), weeks * 7 + days + rest);
}

export function moved(day, extend, holidays) {
  if (extend === "never") return day;
  while (day < LAST && (holidays.includes(day) || (extend === "weekend_or_holiday" && weekday(day) > 4))) {
    day = plusDays(day, 1);
  }
  return day;
}

/** The reader's own day. */
export function today(now = new Date()) {
  return iso(utc(now.getFullYear(), now.getMonth() + 1, now.getDate()));
}
