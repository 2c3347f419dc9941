"""Brings the words of the theme into its PO files: ``python -m tests.translations.theme_texts``.

Run it after a text was added or changed in ``kb_builder/site``: new texts come in without a translation, changed ones
turn fuzzy, unused ones go. Then translate what it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_dir

from kb_builder.content.extraction import SourceText
from kb_builder.content.po import PoFile, PoMessage, parse_po
from kb_builder.content.translation_update import new_file, update_file

ROOT = Path(__file__).parents[2]
SITE = ROOT / "kb_builder" / "site"
LOCALES = ("pl", "zh_Hant")
"""The languages that the theme speaks besides English."""

_JINJA = "jinja2.ext:babel_extract"
_METHODS = [
    ("**.py", "python"),
    ("templates/**.*", _JINJA),
    ("theme/**.html", _JINJA),
    ("theme/**.xml", _JINJA),
]
_OPTIONS = {name: {"silent": "false", "trimmed": "true"} for name, _ in _METHODS}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
_NUMBERS = frozenset({"%(num)s", "%(num)d", "%(count)s", "%(count)d"})


@dataclass(frozen=True)
class Gap:
    """A text of the theme that has no valid translation."""

    locale: str
    text: str
    why: str


def extract() -> tuple[SourceText, ...]:
    """Every text that templates and code of the site hand to gettext, in the order of their files."""
    found: dict[tuple[str, str], SourceText] = {}
    extracted = extract_from_dir(SITE, _METHODS, _OPTIONS, comment_tags=["i18n:"])
    for file, _line, message, comments, context in sorted(extracted, key=lambda one: (one[0], one[1])):
        one, many = (message, None) if isinstance(message, str) else (message[0], message[1])
        key, place = (context or "", one), (f"kb_builder/site/{file}", 0)
        before = found.get(key)
        places = (*before.references, place) if before else (place,)
        about = " ".join(comments) or (before.about if before else "")
        flags = ("python-format",) if "%(" in one or "%%" in one else ()
        found[key] = SourceText(*key, tuple(dict.fromkeys(places)), about, many, flags)
    return tuple(found.values())


def po_file(locale: str) -> str:
    """Where the theme's words of a locale stand."""
    return f"kb_builder/site/theme/locale/{locale}.po"


def read(locale: str) -> PoFile:
    """The PO file of the theme, an empty one when it does not exist yet."""
    path = ROOT / po_file(locale)
    if not path.is_file():
        return new_file("kb_builder theme", locale)
    po, problems = parse_po(path.read_text("utf-8"), path.name)
    if po is None or problems:
        raise SystemExit("\n".join(f"{one.file}:{one.line}: {one.message}" for one in problems))
    return po


def gaps(locale: str, texts: tuple[SourceText, ...]) -> Iterator[Gap]:
    """Texts without a translation, with a fuzzy one, or with one that lost a placeholder."""
    po = read(locale)
    known = {(message.context, message.source): message for message in po.messages if not message.obsolete}
    plurals = int(re.search(r"nplurals=(\d)", po.header)[1])
    for text in texts:
        why = _why(text, known.get((text.context, text.text)), plurals)
        if why:
            yield Gap(locale, text.text, why)


def _why(text: SourceText, message: PoMessage | None, plurals: int) -> str:
    if message is None:
        return "not in the file: run python -m tests.translations.theme_texts"
    forms = message.targets if text.plural else (message.target,)
    if not all(form.strip() for form in forms) or (text.plural and len(forms) != plurals):
        return "not translated"
    if message.fuzzy:
        return "the English text has changed"
    wanted = set(_PLACEHOLDER.findall(text.plural or text.text))
    # The form for one thing may leave the number out.
    needed = wanted - _NUMBERS if text.plural else wanted
    if not all(needed <= set(_PLACEHOLDER.findall(form)) <= wanted for form in forms):
        return "the placeholders are not those of the English text"
    return ""


def main() -> None:
    """Write the files and name what is left to translate."""
    texts = extract()
    for locale in LOCALES:
        update_file(ROOT, po_file(locale), read(locale), texts, {})
        left = list(gaps(locale, texts))
        print(f"{locale}: {len(texts)} texts, {len(left)} to translate")
        for gap in left:
            print(f"  {gap.text!r}: {gap.why}")


if __name__ == "__main__":
    main()
