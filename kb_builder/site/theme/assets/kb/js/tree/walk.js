// Walks a tree one node at a time. The nodes are the sections of the page; nothing is loaded on the way.

import { dataOf, element } from "../page.js";
import { decode, encode, pack, unpack } from "./handoff.js";
import { helpFor, textOf, withCode } from "./help.js";
import { addressOf, stateOf } from "./path.js";

export function start(tree) {
  const data = dataOf("tree");
  if (data) {
    new Walk(tree, data).begin();
  }
}

class Walk {
  constructor(tree, data) {
    Object.assign(this, { tree, data, text: data.text });
    for (const further of document.querySelectorAll("template.kb-further")) {
      for (const section of [...further.content.children]) {
        section.classList.add("kb-node--further");
        tree.append(section);
      }
    }
    this.sections = new Map([...tree.children].map((section) => [section.dataset.node, section]));
    this.left = element("p", { class: "kb-walk__left" });
    this.note = element("p", { class: "kb-walk__note" });
    this.older = element("div", { class: "kb-walk__older kb-scripted" });
    this.answers = element("div", { class: "kb-walk__answers" });
    this.help = element("div", { class: "kb-walk__help" });
  }

  begin() {
    this.tree.classList.add("kb-tree--walk");
    this.tree.before(element("div", { class: "kb-walk kb-scripted", role: "status" }, this.left, this.note), this.older);
    this.tree.after(element("div", { class: "kb-walk kb-scripted", "data-search-exclude": true }, this.help, this.answers));
    for (const image of this.tree.querySelectorAll("img[loading]")) {
      image.loading = "eager"; // once, while the page is read, so that walking loads nothing
    }
    document.addEventListener("click", (event) => this.clicked(event));
    window.addEventListener("popstate", () => this.read(true));
    this.switches = [...document.querySelectorAll(".md-header a[hreflang]")].map((link) => [link, link.href.split(/[?#]/)[0]]);
    this.read(false);
  }

  links(place) {
    return [...(this.sections.get(place)?.querySelectorAll("[data-next]") ?? [])];
  }

  choices = (place) => this.links(place).map((link) => link.dataset.next);

  async read(moved) {
    this.older.replaceChildren();
    const code = new URLSearchParams(location.search).get("code");
    const address = code === null ? location.search : await this.pathOf(code);
    const anchor = code === null ? decoded(location.hash.slice(1)) : "";
    const state = stateOf(address, anchor, this.data.start, this.choices, (place) => this.sections.has(place));
    if (code !== null && address) {
      history.replaceState(null, "", addressOf(state.answers, state.places.at(-1)));
    }
    this.show(state, moved);
  }

  /** The query of the path that a code carries; what else there is to say about it is shown above the tree. */
  async pathOf(code) {
    const found = decode(code);
    if (found && found.tree === this.data.tree && found.revision === this.data.revision) {
      const answers = unpack(found.answers, this.data.start, this.choices);
      if (answers) {
        return answers.length ? addressOf(answers, "").split("#")[0] : "?";
      }
    }
    const { olderCode } = await import("./older.js");
    this.older.replaceChildren(await olderCode(this, code, found));
    return "";
  }

  show(state, moved) {
    this.state = state;
    const place = state.places.at(-1);
    for (const [name, section] of this.sections) {
      section.classList.toggle("kb-node--here", name === place);
    }
    const section = this.sections.get(place);
    this.left.textContent = section.dataset.left ?? "";
    this.note.textContent = state.straight ? this.text.straight : state.fits ? "" : this.text.misfit;
    this.links(place).forEach((link, number) => {
      link.setAttribute("href", this.onward(number, link.dataset.next));
    });
    this.showAnswers();
    const code = this.code();
    this.help.replaceChildren(helpFor(this, code, section));
    for (const link of section.querySelectorAll("a[data-topic]")) {
      link.setAttribute("href", withCode(link.getAttribute("href"), code));
    }
    for (const [link, href] of this.switches) {
      link.href = href + location.search + location.hash;
    }
    if (moved) {
      const heading = section.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus();
    }
  }

  onward(number, to) {
    return addressOf(this.state.straight ? [] : [...this.state.answers, number], to);
  }

  code() {
    const { answers, places, straight } = this.state;
    const counts = places.map((place) => this.choices(place).length);
    return encode({ ...this.data, answers: straight ? 0n : pack(answers, counts) });
  }

  showAnswers() {
    const { answers, places } = this.state;
    const items = answers.map((answer, number) => {
      const { asked, said } = this.given(places[number], answer);
      const change = element("a", { href: addressOf(answers.slice(0, number), places[number]), class: "kb-walk__change" }, this.text.change);
      change.setAttribute("aria-label", `${this.text.change}: ${textOf(asked)}`);
      return element("li", {}, element("span", { class: "kb-walk__asked" }, ...asked), element("strong", {}, ...said), change);
    });
    const again = element("a", { href: addressOf([], this.data.start), class: "kb-walk__again" }, this.text.again);
    this.answers.replaceChildren(
      ...(items.length ? [element("h2", {}, this.text.answers), element("ol", {}, ...items)] : []),
      ...(items.length || this.state.straight ? [element("p", {}, again)] : []),
    );
  }

  /** What was asked at a place and what was answered, as copies of the nodes that say it. */
  given(place, answer) {
    const section = this.sections.get(place);
    const link = this.links(place)[answer];
    const said = link.querySelector(".kb-answer__label");
    const question = section.querySelector(".kb-node__question");
    return {
      asked: [...copies(section.querySelector("h2")), ...(question ? [" – ", ...copies(question)] : [])],
      said: said ? copies(said) : [this.text.go_on],
    };
  }

  clicked(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const url = new URL(link.href);
    const here = url.origin === location.origin && url.pathname === location.pathname;
    if (here && (link.dataset.next || this.sections.has(url.hash.slice(1)))) {
      event.preventDefault();
      // The start has no path: its address is that of the page.
      const bare = !url.search && url.hash === `#${this.data.start}`;
      history.pushState(null, "", bare ? url.pathname : url.search + url.hash || url.pathname);
      this.read(true);
    }
  }
}

const copies = (from) => [...from.childNodes].filter((node) => !node.classList?.contains("headerlink")).map((node) => node.cloneNode(true));

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "?";
  }
}
