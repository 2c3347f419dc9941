// Reloads the page when the preview has another version of it. It is part of the preview only.
const version = new URL(import.meta.url).searchParams.get("version");
const page = encodeURIComponent(location.pathname);
const source = new EventSource(new URL(`events?page=${page}`, import.meta.url));
source.onmessage = (event) => {
  if (event.data !== version) location.reload();
};
addEventListener("pagehide", () => source.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
