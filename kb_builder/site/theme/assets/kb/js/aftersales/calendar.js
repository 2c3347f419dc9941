// Days for the reader's calendar (RFC 5545), made in the page.

import { plusDays } from "./periods.js";

const UNITS = { Y: "YEARLY", M: "MONTHLY", W: "WEEKLY", D: "DAILY" };

function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** At most 75 octets a line. */
function folded(line) {
  const parts = [];
  let part = "";
  let size = 0;
  for (const character of line) {
    const more = new TextEncoder().encode(character).length;
    if (size + more > 75) {
      parts.push(part);
      [part, size] = [" ", 1];
    }
    part += character;
    size += more;
  }
  return [...parts, part].join("\r\n");
}

/** Events are {id, day, title, text, every}: whole days, again after `every` (an ISO 8601 period of one unit). */
export function calendar(events, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const compact = (day) => day.replaceAll("-", "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kb_builder//aftersales//EN"];
  for (const { id, day, title, text, every } of events) {
    const period = /^P(\d+)([YMWD])$/.exec(every ?? "");
    lines.push("BEGIN:VEVENT", `UID:${escaped(id)}`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(plusDays(day, 1))}`, `SUMMARY:${escaped(title)}`);
    if (text) lines.push(`DESCRIPTION:${escaped(text)}`);
    if (period) lines.push(`RRULE:FREQ=${UNITS[period[2]]};INTERVAL=${period[1]}`);
    lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
  }
  lines.push("END:VCALENDAR", "");
  return lines.map(folded).join("\r\n");
}
