"""Words of one language → their stems, as Snowball cuts them; the browser needs no stemmer, since the index lists the forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import snowballstemmer

from kb_builder.search.words import fold

_LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_DIGIT = re.compile(r"\d")

Stem = Callable[[str, str], str]
"""A word, folded and as it is written in lower case → its folded stem."""


@cache
def stemmer_of(locale: str) -> Stem:
    """The stemmer of a locale; English where the language has none, for the names and terms that every language takes over."""
    known = set(snowballstemmer.algorithms())
    name = _LANGUAGES.get(locale.split("-")[0], "english")
    stemmer = snowballstemmer.stemmer(name if name in known else "english")

    @cache
    def stem(text: str, written: str) -> str:
        if len(text) < 3 or _DIGIT.search(text):
            return text
        return fold(stemmer.stemWord(written)) or text

    return stem


_ENDINGS = {
    "en": "s es ies ed d ied y ing er ers e est ly",
    "pl": "a aja ac acy ach ala alo ali aly ale al am ami ana ane ani ano any asz aniem ania anie anego anej anym cie c e ego ej em emu ecie ejsza"
    " ejszy esz i ia ich ie iem iego iej iemu ii il ila ilo ili ily im imi ic isz ia ne na ny nej nym o om ow owa owe owi owy owej"
    " owac u uje uja uj ujac y ych yc yl yla ylo yli yly ym ymi ysz wszy",
}


def endings_of(locale: str) -> frozenset[str]:
    """What is put behind the stems of a language, folded, with the empty one; nothing where nobody has written them."""
    written = _ENDINGS.get(locale.split("-")[0], "").split()
    return frozenset(("", *written)) if written else frozenset()
