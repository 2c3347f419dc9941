// What scripts read from the page and put into it. Texts become text nodes, never HTML.

/** The root of the pages in this language. */
export const ROOT = new URL("../../../", import.meta.url).href;

/** The data that the page carries for a part: the JSON of `<script type="application/json" id="kb-data-NAME">`, or null. */
export function dataOf(name) {
  const block = document.getElementById(`kb-data-${name}`);
  return block ? JSON.parse(block.textContent) : null;
}

/**
 * An element with attributes and children. Children are nodes or texts; null and false are left out. An attribute that is
 * null or false is not set, one that is true is set without a value.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A sentence of the page's data with its `%(name)s` filled in. */
export function filled(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
