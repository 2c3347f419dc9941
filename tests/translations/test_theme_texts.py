"""The theme's own words: each text of templates and code is translated, and readers get it in their language."""

from __future__ import annotations

import pytest

from kb_builder.content.po_writing import format_po
from kb_builder.site.messages import messages
from tests.translations import theme_texts


@pytest.mark.parametrize("locale", theme_texts.LOCALES)
def test_every_text_of_the_theme_is_translated(locale: str) -> None:
    """``python -m tests.translations.theme_texts`` brings new ones into the PO files; then translate them."""
    assert list(theme_texts.gaps(locale, theme_texts.extract())) == []


@pytest.mark.parametrize("locale", theme_texts.LOCALES)
def test_the_files_are_as_the_tool_writes_them(locale: str) -> None:
    """A translator who runs the tool gets a difference of one text, not of a whole file."""
    text = (theme_texts.ROOT / theme_texts.po_file(locale)).read_text("utf-8")
    assert format_po(theme_texts.read(locale)) == text


def test_texts_are_found_in_templates_and_code() -> None:
    """An extraction that finds nothing would make the first test pass for nothing."""
    places = {place.rpartition(".")[2] for text in theme_texts.extract() for place, _ in text.references}
    assert {"py", "md"} <= places


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Closed"),
        ("pl", "nieczynne"),
        ("zh-Hant", "休息"),
        ("zh-Hant-TW", "休息"),
        ("pl-PL", "nieczynne"),
        ("fr", "Closed"),
    ],
)
def test_a_locale_gets_the_nearest_language(locale: str, text: str) -> None:
    """A region falls back to its language, a language without a file to English."""
    assert messages(locale).gettext("Closed") == text


def test_the_same_word_may_differ_by_context() -> None:
    """A repair that is promised, and the heading of repair guides."""
    polish = messages("pl")
    assert polish.pgettext("hazard", "Notice") == "Uwaga"
    assert polish.gettext("Notice") == "Komunikat"


def test_a_text_nobody_knows_stays_english() -> None:
    """Never an empty page because of a missing word."""
    for locale in ("pl", "zh-Hant", "en"):
        assert messages(locale).gettext("Words of tomorrow") == "Words of tomorrow"
        assert messages(locale).ngettext("one day", "%(num)s days", 2) == "%(num)s days"
        assert messages(locale).ngettext("one day", "%(num)s days", 1) == "one day"
