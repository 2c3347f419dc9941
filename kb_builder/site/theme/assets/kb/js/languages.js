// The reader's language: the one last chosen on this site, otherwise the browser's.

const KEY = "kb-language";

/** Remembers the language that a reader chooses. */
export function start(link) {
  link.addEventListener("click", () => {
    try {
      localStorage.setItem(KEY, link.hreflang);
    } catch {
      // Nothing is remembered where the browser forbids it.
    }
  });
}

/** The best of the languages that there are; the first when none fits. */
export function languageOf(offered, wanted = [remembered(), ...navigator.languages]) {
  for (const tag of wanted.filter(Boolean)) {
    const found = offered.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? offered.find((one) => alike(one, tag));
    if (found) {
      return found;
    }
  }
  return offered[0];
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The same language in the same script: `zh-TW` is written as `zh-Hant` is, `zh-CN` is not. */
function alike(one, other) {
  const [a, b] = [one, other].map((tag) => new Intl.Locale(tag).maximize());
  return a.language === b.language && a.script === b.script;
}
