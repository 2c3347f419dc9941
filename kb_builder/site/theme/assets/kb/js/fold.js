// A link to a folded part opens it: the countries of the company's pages, the terms of a promise.

export function start(details) {
  const open = () => {
    const target = document.getElementById(window.location.hash.slice(1));
    if (target && details.contains(target) && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  };
  open();
  window.addEventListener("hashchange", open);
}
