// The agents' bar: what can be pasted to customers. Only the agents' site has it.

import { dataOf, element } from "../page.js";

/** Adds the buttons to the bar, and one to each step and node. */
export function start(bar) {
  const data = dataOf("agent");
  if (!data) {
    return;
  }
  const status = element("span", { class: "kb-agentbar__status", role: "status" });
  const told = (done) => {
    status.textContent = done ? data.texts.copied : data.texts.failed;
  };
  const button = (text, copy) => {
    const made = element("button", { class: "kb-agentbar__button", type: "button" }, text);
    made.addEventListener("click", () => copy().then(() => told(true), () => told(false)));
    return made;
  };
  bar.querySelector(".kb-agentbar__do").prepend(
    button(data.texts.link, () => navigator.clipboard.writeText(data.link)),
    button(data.texts.reply, () => copyBoth(data.text, data.html)),
  );
  bar.append(status);
  for (const place of document.querySelectorAll(".kb-step[id], .kb-node")) {
    const anchor = place.id || place.querySelector(".kb-node__title")?.id;
    if (anchor) {
      place.append(button(data.texts.step, () => navigator.clipboard.writeText(`${data.link}#${encodeURIComponent(anchor)}`)));
    }
  }
}

/** The reply with its formatting, and as plain text for where formatting is not taken. */
function copyBoth(text, html) {
  if (!window.ClipboardItem) {
    return navigator.clipboard.writeText(text);
  }
  const blob = (type, content) => new Blob([content], { type });
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) })]);
}
