// The search box: opened from the header or with a key, a combobox over the results (WAI-ARIA Authoring Practices). What
// finds and shows results is loaded by the first one who opens it.

import { dataOf, element, filled, ROOT } from "../page.js";

const LEAST = 2;
const MOST = 8;
const KEYS = ["/", "s", "f"];

/** Turns the link to the search page into a button that opens the box. */
export function start(link) {
  const box = new Box(JSON.parse(link.dataset.texts), dataOf("page")?.product ?? "");
  const open = () => box.open();
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

class Box {
  constructor(texts, product) {
    this.texts = texts;
    this.product = product;
    this.chosen = -1;
    this.asked = 0;
    this.straight = [];
  }

  open() {
    this.results ??= import("./results.js");
    this.dialog ??= this.made();
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
    this.input.focus();
    this.input.select();
  }

  made() {
    const { texts } = this;
    this.input = element("input", {
      class: "kb-box__input", type: "search", name: "q", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list",
      "aria-controls": "kb-box-list", "aria-label": texts.label, placeholder: texts.label, autocomplete: "off",
      autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "2000",
    });
    this.list = element("div", { class: "kb-box__list", id: "kb-box-list", role: "listbox", "aria-label": texts.results });
    this.note = element("div", { class: "kb-box__note" });
    this.status = element("p", { class: "kb-box__status", role: "status" });
    const close = element("button", { class: "kb-box__close", type: "button" }, texts.close);
    const form = element("form", { class: "kb-box__form", role: "search", action: `${ROOT}search/`, method: "get" }, this.input, close);
    const dialog = element("dialog", { class: "kb-box", "aria-label": texts.label }, form, this.note, this.list, this.status);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.search());
    document.body.append(dialog);
    return dialog;
  }

  key(event) {
    // Chromium would first empty the field, and only the second Escape would close.
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      this.dialog.close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = this.list.querySelectorAll("[role=option]");
    if (step && options.length && !event.isComposing) {
      event.preventDefault();
      this.choose((this.chosen + step + options.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % options.length);
    }
  }

  choose(number) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    this.chosen = number;
    if (options[number]) {
      this.input.setAttribute("aria-activedescendant", options[number].id);
      options[number].scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** Enter: the chosen result, the one page that the query names, otherwise the whole list. */
  async submit(event) {
    event.preventDefault();
    const query = this.input.value.trim();
    const chosen = this.list.querySelector("[aria-selected=true]");
    if (chosen) {
      location.assign(chosen.href);
    } else if (query) {
      await this.search();
      location.assign(this.straight.length === 1 ? this.straight[0] : (await this.results).pageOf(query));
    }
  }

  async search() {
    const query = this.input.value;
    const number = (this.asked += 1);
    if ([...query.trim()].length < LEAST && !/[^\u0000-\u2fff]/u.test(query)) {
      this.show([], null, "");
      return;
    }
    try {
      const results = await this.results;
      const found = await results.answer(query, { product: this.product, most: MOST });
      if (number === this.asked) {
        this.straight = found.code?.address ? [found.code.address] : found.straight.map((address) => ROOT + address);
        this.answered(query, found, results);
      }
    } catch {
      if (number === this.asked) {
        this.show([], null, this.texts.failed);
      }
    }
  }

  answered(query, found, results) {
    const { texts } = this;
    const { addressOf, correction, facts, grouped, line, pageOf } = results;
    let number = 0;
    const option = (address, ...children) => {
      number += 1;
      return element("a", { class: "kb-hit", role: "option", id: `kb-hit-${number}`, href: address, tabindex: "-1", "aria-selected": "false" }, ...children);
    };
    const groups = grouped(found.hits, texts).map(([name, hits], place) => {
      const head = element("div", { class: "kb-box__product", id: `kb-group-${place}`, role: "presentation" }, name);
      const rows = hits.flatMap((hit) => {
        const main = option(addressOf(hit), element("span", { class: "kb-hit__title" }, line(hit.heading)), element("span", { class: "kb-hit__line" }, line(hit.line)), element("span", { class: "kb-hit__facts" }, facts(hit, texts)));
        main.dataset.article = [hit.id, ...hit.aliases].join(" ");
        return hit.place ? [main, option(addressOf(hit, hit.place.anchor), element("span", { class: "kb-hit__place" }, line(hit.place.line)))] : [main];
      });
      return element("div", { role: "group", "aria-labelledby": `kb-group-${place}` }, head, ...rows);
    });
    const code = found.code?.address;
    if (code) {
      groups.unshift(element("div", { role: "group", "aria-label": texts.straight }, option(code, element("span", { class: "kb-hit__title" }, texts.straight))));
    }
    const nothing = found.hits.length === 0;
    const all = nothing ? null : element("div", { role: "group", "aria-label": texts.all }, option(pageOf(query), element("span", { class: "kb-hit__all" }, texts.all)));
    const said = nothing && !code ? filled(texts.none, { query: query.trim() }) : filled(texts.count, { count: found.total });
    const note = found.code?.says ? element("p", {}, texts[found.code.says]) : nothing && !code ? this.wayOut() : correction(query, found.asked, texts);
    this.show([...groups, ...(all ? [all] : [])], note, said);
  }

  wayOut() {
    const { texts } = this;
    const ways = [element("a", { href: `${ROOT}search/` }, texts.product), element("a", { href: `${ROOT}contact/` }, texts.talk)];
    return element("p", {}, texts.try, " ", ways[0], " ", ways[1]);
  }

  show(groups, note, said) {
    this.chosen = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...groups);
    this.note.replaceChildren(...(note ? [note] : []));
    this.status.textContent = said;
    this.input.setAttribute("aria-expanded", String(groups.length > 0));
  }
}
