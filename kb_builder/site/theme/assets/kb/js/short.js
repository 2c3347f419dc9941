// The short link of an article: goes on to the reader's language, and to the place that the link names.

import { languageOf } from "./languages.js";

const links = [...document.querySelectorAll("a[hreflang]")];
const tag = languageOf(links.map((link) => link.hreflang));
const link = links.find((one) => one.hreflang === tag) ?? links[0];
location.replace(link.href.includes("#") ? link.href : link.href + location.hash);
