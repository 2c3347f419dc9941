// "Did this help?": shows what follows the answer, and sends a form without leaving the page. Nothing leaves before that.

export function start(place) {
  const links = [...place.querySelectorAll(".kb-feedback__answers a")];
  for (const link of links) {
    const shown = document.getElementById(link.hash.slice(1));
    link.setAttribute("aria-controls", shown.id);
    link.addEventListener("click", (event) => {
      event.preventDefault(); // the address stays that of the page, or of the place in its tree
      for (const other of place.querySelectorAll(".kb-feedback__next")) {
        other.hidden = other !== shown;
        other.classList.toggle("kb-feedback__next--shown", other === shown);
      }
      for (const other of links) other.setAttribute("aria-expanded", String(other === link));
      shown.focus();
    });
  }
  for (const form of place.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}

async function send(form) {
  const said = form.querySelector("[role='status']");
  const button = form.querySelector("button");
  button.disabled = true;
  said.textContent = "";
  const done = await fetch(form.action, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
    credentials: "omit",
    referrerPolicy: "no-referrer",
  }).then((answer) => answer.ok, () => false);
  said.textContent = done ? form.dataset.thanks : form.dataset.failed;
  button.disabled = done;
}
