// Reloads the page when the preview has something new. It is part of the preview only.
const source = new EventSource(new URL("events" + location.search, import.meta.url));
let seen = "";
source.onmessage = (event) => {
  if (seen && event.data !== seen) location.reload();
  seen = event.data;
};
addEventListener("pagehide", () => source.close());
