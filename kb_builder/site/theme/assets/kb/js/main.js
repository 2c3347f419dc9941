// The only script that pages name. A page works without it; each part makes one thing on a page better and is loaded only
// where that thing stands.

// What a reader reaches only after a while waits until the page stands.
const standing = new Promise(resolve => {
  if (document.readyState === "complete") resolve();
  else addEventListener("load", resolve, { once: true });
});
const later = load => () => standing.then(load);

const PARTS = [
  // [what a page must hold, how to load the module that exports start(element)]
  ["details.kb-country, details.kb-promise__terms", () => import("./fold.js")],
  [".kb-tree[data-start]", () => import("./tree/walk.js")],
  ["#kb-ask-coverage", later(() => import("./ask/coverage.js"))],
  ["#kb-ask-returns", () => import("./ask/returns.js")],
  ["#kb-ask-contact", () => import("./ask/contact.js")],
  ["#kb-ask-affected", later(() => import("./ask/affected.js"))],
  ["#kb-mine", () => import("./ask/mine.js")],
  [".kb-feedback", later(() => import("./feedback.js"))],
  [".kb-search-link", () => import("./search/box.js")],
  [".md-select__link[hreflang]", later(() => import("./languages.js"))],
  [".kb-agentbar", () => import("./agent/bar.js")],
  [".kb-results", () => import("./search/page.js")],
];

for (const [selector, load] of PARTS) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) {
    load().then(({ start }) => elements.forEach(start));
  }
}
