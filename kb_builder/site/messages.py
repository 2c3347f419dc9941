"""The theme's own words: the English text is the key, its translations stand in ``theme/locale/``.

The files are read as they are, so nothing has to be compiled. ``python -m tests.translations.theme_texts`` brings new
texts into them.
"""

from __future__ import annotations

import gettext as gettext_module
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb_builder.content.po import PoFile, parse_po


@dataclass(frozen=True)
class Messages:
    """Texts of one locale; a text without a translation stays English."""

    locale: str
    texts: Mapping[tuple[str, str], tuple[str, ...]]
    """By context and English text: the forms of a plural, otherwise one text."""
    plural: Callable[[int], int]

    def gettext(self, text: str) -> str:
        """The text in the reader's language."""
        return self.texts.get(("", text), (text,))[0]

    def pgettext(self, context: str, text: str) -> str:
        """The same for a text that means different things: ``pgettext("button", "Open")``."""
        return self.texts.get((context, text), (text,))[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form that fits a number."""
        forms = self.texts.get(("", one))
        if forms is None or (index := self.plural(count)) >= len(forms):
            return one if count == 1 else many
        return forms[index]


@cache
def messages(locale: str) -> Messages:
    """The theme's texts in ``locale`` or the nearest language that it is translated into; English otherwise."""
    tag = locale.replace("-", "_")
    while tag:
        source = files("kb_builder.site").joinpath("theme", "locale", f"{tag}.po")
        if source.is_file():
            return _messages(locale, source.read_text("utf-8"), f"{tag}.po")
        tag = tag.rpartition("_")[0]
    return Messages(locale, {}, _english)


def _messages(locale: str, text: str, name: str) -> Messages:
    po, problems = parse_po(text, name)
    if po is None or problems:
        raise ValueError("; ".join(f"{one.file}:{one.line}: {one.message}" for one in problems))
    texts = {
        (message.context, message.source): message.targets or (message.target,)
        for message in po.messages
        if not (message.fuzzy or message.obsolete) and all(message.targets or (message.target,))
    }
    return Messages(locale, texts, _plural(po))


def _plural(po: PoFile) -> Callable[[int], int]:
    found = re.search(r"plural\s*=\s*([^;]+)", po.header_value("Plural-Forms"))
    return gettext_module.c2py(found.group(1)) if found else _english


def _english(count: int) -> int:
    return int(count != 1)
