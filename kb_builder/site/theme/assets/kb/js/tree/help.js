// "Get help with this": the code of where the customer is, to read aloud, to scan, to send.

import { element } from "../page.js";
import { grouped } from "./handoff.js";

/** The panel for the state of a walk; open at once at an end that did not solve it. */
export function helpFor(walk, code, section) {
  const { text, data } = walk;
  const url = `${location.origin}${location.pathname}?code=${code}`;
  const scan = element("div", { class: "kb-handoff__scan" });
  const panel = element(
    "details",
    { class: "kb-handoff" },
    element("summary", { class: "kb-button" }, text.help),
    element("p", {}, text.read),
    element("p", { class: "kb-handoff__code", translate: "no" }, element("span", { class: "kb-handoff__label" }, text.code), " ", element("strong", {}, grouped(code))),
    scan,
    element("ul", { class: "kb-actions", role: "list" }, ...ways(walk, code, url, section).map((way) => element("li", {}, way))),
  );
  panel.addEventListener("toggle", async () => {
    // Who has gone on already needs no picture of where they were.
    if (panel.open && panel.isConnected && !scan.firstChild) {
      const { drawn } = await import("./qr.js");
      scan.replaceChildren(drawn(url, text.scan));
    }
  });
  const { outcome } = section.dataset;
  panel.open = Boolean(outcome) && outcome !== "solved";
  return panel;
}

function ways(walk, code, url, section) {
  const { text, data } = walk;
  const contact = section.querySelector("a[data-topic]")?.getAttribute("href") ?? data.contact;
  const link = (href, words) => element("a", { class: "kb-button kb-button--quiet", href }, words);
  const channels = data.channels.map(({ name, email, url: form }) => link(email ? mail(walk, email, code, url) : formAddress(form, code), name));
  const copy = element("button", { type: "button", class: "kb-button kb-button--quiet" }, text.copy);
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(url);
    copy.textContent = text.copied;
  });
  return [link(withCode(contact, code), text.contact), ...channels, ...(navigator.clipboard ? [copy] : [])];
}

function mail(walk, address, code, url) {
  const { answers, places } = walk.state;
  const tried = answers.map((answer, number) => {
    const { asked, said } = walk.given(places[number], answer);
    return `- ${textOf(asked)} ${textOf(said)}`;
  });
  const body = [`${walk.text.code}: ${grouped(code)}`, url, ...(tried.length ? ["", walk.text.tried, ...tried] : []), "", ""];
  const subject = `${grouped(code)} ${walk.data.title}`;
  return `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.join("\r\n"))}`;
}

function formAddress(form, code) {
  const url = new URL(form);
  url.searchParams.set("code", code);
  return url.href;
}

/** A link that carries the code to another page. */
export function withCode(href, code) {
  const [path, anchor] = href.split("#");
  return `${path.split("?")[0]}?code=${code}${anchor ? `#${anchor}` : ""}`;
}

export const textOf = (nodes) => nodes.map((node) => node.textContent ?? node).join("").trim();
