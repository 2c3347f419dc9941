"""The names of HTML's own elements, in lower case; every other name in angle brackets is a component or a word."""

from __future__ import annotations

HTML_NAMES = frozenset(
    {"a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo", "big", "blockquote",
     "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd",
     "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
     "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html",
     "i", "iframe", "image", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "menu",
     "meta", "meter", "nav", "nobr", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture",
     "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small",
     "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template",
     "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "math",
     "marquee", "blink", "noframes", "noembed", "rb", "rtc", "path", "g", "circle", "rect", "line", "use", "defs", "text", "polygon", "polyline", "ellipse"}
)  # fmt: skip
