// QR codes (ISO/IEC 18004): bytes, error correction M, versions 1 to 10, which hold 213 bytes.

const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26]; // codewords for correction in each block, by version
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The code as rows of 0 and 1, under the mask of a number or the one with the fewest squares of one colour; null for a text that is too long. */
export function modules(text, mask) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = CHECKS.findIndex((_, at) => capacity(at + 1) >= bytes.length + (at < 9 ? 2 : 3)) + 1;
  if (!version) {
    return null;
  }
  const bits = interleaved(dataOf(bytes, version), version).flatMap((byte) => bitsOf(byte, 8));
  const made = (number) => masked(version, bits, number);
  return mask === undefined ? MASKS.map((_, number) => made(number)).sort((a, b) => squares(a) - squares(b))[0] : made(mask);
}

/** The code as a picture. */
export function drawn(text, label) {
  const rows = modules(text) ?? [];
  const make = (name, values) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(values).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  const size = rows.length + 8;
  const svg = make("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, class: "kb-qr" });
  const d = rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  svg.append(make("rect", { width: size, height: size, fill: "#fff" }), make("path", { d, fill: "#000" }));
  return svg;
}

const bitsOf = (value, count) => Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);

const alignment = (version) => (version < 2 ? [] : version < 7 ? [6, 4 * version + 10] : [6, 2 * version + 8, 4 * version + 10]);

function codewords(version) {
  const marks = alignment(version).length;
  const taken = marks ? (25 * marks - 10) * marks - 55 : 0;
  return ((16 * version + 128) * version + 64 - taken - (version > 6 ? 36 : 0)) >> 3;
}

const capacity = (version) => codewords(version) - CHECKS[version - 1] * BLOCKS[version - 1];

function dataOf(bytes, version) {
  const bits = [0, 1, 0, 0, ...bitsOf(bytes.length, version < 10 ? 8 : 16), ...bytes.flatMap((byte) => bitsOf(byte, 8)), 0, 0, 0, 0];
  const data = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) {
    data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  }
  for (let pad = 236; data.length < capacity(version); pad ^= 236 ^ 17) {
    data.push(pad);
  }
  return data;
}

/** A product in the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1. */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  }
  return product;
}

function checksOf(data, count) {
  let divisor = [1];
  for (let root = 1, at = 0; at < count; at++, root = times(root, 2)) {
    divisor = [...divisor, 0].map((value, place) => value ^ times(divisor[place - 1] ?? 0, root));
  }
  return data.reduce(
    (rest, byte) => {
      const factor = byte ^ rest[0];
      return [...rest.slice(1), 0].map((value, place) => value ^ times(divisor[place + 1], factor));
    },
    Array(count).fill(0),
  );
}

function interleaved(data, version) {
  const count = BLOCKS[version - 1];
  const short = Math.floor(data.length / count);
  const longFrom = count - (data.length % count);
  let from = 0;
  const blocks = Array.from({ length: count }, (_, at) => data.slice(from, (from += short + (at >= longFrom))));
  const checks = blocks.map((block) => checksOf(block, CHECKS[version - 1]));
  const across = (rows) => rows.at(-1).flatMap((_, at) => rows.filter((row) => at < row.length).map((row) => row[at]));
  return [...across(blocks), ...across(checks)];
}

function masked(version, bits, mask) {
  const size = 4 * version + 17;
  const rows = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x, y, on) => rows[y]?.[x] !== undefined && (rows[y][x] = Number(on));
  const square = (cx, cy, reach, rings) => {
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++) {
        set(cx + x, cy + y, rings.includes(Math.max(Math.abs(x), Math.abs(y))));
      }
    }
  };
  for (let at = 8; at < size - 8; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const marks = alignment(version);
  const last = marks.at(-1);
  marks.forEach((x) => marks.forEach((y) => (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6) || square(x, y, 2, [0, 2])));
  [[3, 3], [size - 4, 3], [3, size - 4]].forEach(([x, y]) => square(x, y, 4, [0, 1, 3]));
  describe(set, size, version, mask);
  fill(rows, bits, MASKS[mask]);
  return rows;
}

/** The remainder that protects the version and the format. */
function protectedBits(value, count, checks, divisor) {
  let rest = value << checks;
  for (let bit = count + checks - 1; bit >= checks; bit--) {
    rest ^= ((rest >> bit) & 1) * (divisor << (bit - checks));
  }
  return (value << checks) | rest;
}

function describe(set, size, version, mask) {
  const format = protectedBits(mask, 5, 10, 0x537) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    const on = (format >> at) & 1;
    set(8, at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, on);
    set(at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at, 8, on);
  }
  set(8, size - 8, 1);
  for (let at = 0; version > 6 && at < 18; at++) {
    const on = (protectedBits(version, 6, 12, 0x1f25) >> at) & 1;
    set(Math.floor(at / 3), size - 11 + (at % 3), on);
    set(size - 11 + (at % 3), Math.floor(at / 3), on);
  }
}

/** The data in two columns at a time, up and down from the right; what is left over stays light. */
function fill(rows, bits, mask) {
  const size = rows.length;
  let next = 0;
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let step = 0; step < 2 * size; step++) {
      const x = right - (step % 2);
      const y = up ? size - 1 - (step >> 1) : step >> 1;
      if (rows[y][x] === null) {
        rows[y][x] = (bits[next++] ?? 0) ^ (mask(x, y) === 0);
      }
    }
  }
}

function squares(rows) {
  let found = 0;
  rows.forEach((row, y) => row.forEach((on, x) => (found += y && x && on === row[x - 1] && on === rows[y - 1][x] && on === rows[y - 1][x - 1])));
  return found;
}
