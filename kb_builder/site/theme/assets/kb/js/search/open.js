// Opens the search box, from the header or with a key. All that searches is loaded by the first one who asks for it.

import { dataOf } from "../page.js";

const KEYS = ["/", "s", "f"];

/** Turns the link to the search page into a button that opens the box. */
export function start(link) {
  let box = null;
  const open = async () => {
    box ??= import("./box.js").then(({ Box }) => new Box(JSON.parse(link.dataset.texts), dataOf("page")?.product ?? ""));
    (await box).open();
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (KEYS.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
      event.preventDefault();
      open();
    }
  });
}

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}
