"""Texts: links that could do harm, HTML that runs, is dropped or is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kb_builder.checks.facts import Facts, Value
from kb_builder.checks.html import SAFE_SCHEMES, Flaw, declarations, dropped, unbalanced, unsafe
from kb_builder.checks.links import MOST_BRACKETS, MOST_TAGS, plain_target, scheme_of
from kb_builder.checks.rule import Finding, Rule


def unsafe_link(facts: Facts) -> Iterator[Finding]:
    """``javascript:`` and its kin, however they are written."""
    for value, link in facts.links:
        if link.picture or link.target[:1] == "#":
            continue
        scheme = scheme_of(link.target) if ":" in link.target or "&" in link.target else ""
        if scheme not in SAFE_SCHEMES:
            message = f"a link can't begin with '{scheme[:40]}:'"
            hint = "Links lead to an article's id, 'product:…', 'page:…', https:, mailto: or tel:."
            yield Finding(value.file, message, hint, value.path, offset=link.offset)
        elif plain_target(link.target).startswith(("//", "\\")):
            message, hint = "a link to another site begins with https:", f"Write 'https:{link.target}'."
            yield Finding(value.file, message, hint, value.path, offset=link.offset)


def unsafe_html(facts: Facts) -> Iterator[Finding]:
    """Scripts, frames, forms and attributes that run something, in any text."""
    yield from _flaws(facts.once(_with_signs), lambda value: unsafe(value.value, value.mark.markdown))


def broken_html(facts: Facts) -> Iterator[Finding]:
    """Declarations and comments that parsers stumble over."""
    yield from _flaws(facts.once(_with_tags), lambda value: declarations(value.value, value.mark.markdown))


def dropped_html(facts: Facts) -> Iterator[Finding]:
    """Words in angle brackets and other tags that readers would not see."""
    yield from _flaws(_markdown_with_tags(facts), lambda value: dropped(value.value))


def unbalanced_html(facts: Facts) -> Iterator[Finding]:
    """Tags that are not opened and closed in pairs."""
    yield from _flaws(_markdown_with_tags(facts), lambda value: unbalanced(value.value))


def too_much_markup(facts: Facts) -> Iterator[Finding]:
    """A text whose Markdown or HTML would take too long, so that the site shows it as it is written."""
    for value in facts.texts:
        for sign, most in (("[", MOST_BRACKETS), ("<", MOST_TAGS)):
            if len(value.value) > most and value.value.count(sign) > most:
                message = f"the text has more than {most:,} '{sign}'"
                yield Finding(value.file, message, "Split it into several articles.", value.path)


def _with_signs(facts: Facts) -> tuple[Value, ...]:
    """The few texts that can hold tags or attributes at all."""
    texts = (value for value in facts.texts if "<" in value.value or "{" in value.value)
    return tuple(value for value in texts if value.value.count("<") <= MOST_TAGS)


def _with_tags(facts: Facts) -> tuple[Value, ...]:
    return tuple(value for value in facts.once(_with_signs) if "<" in value.value)


def _markdown_with_tags(facts: Facts) -> Iterator[Value]:
    return (value for value in facts.once(_with_tags) if value.mark.markdown)


def _flaws(values: Iterable[Value], find: Callable[[Value], Iterable[Flaw]]) -> Iterator[Finding]:
    for value in values:
        for flaw in find(value):
            yield Finding(value.file, flaw.message, flaw.hint, value.path, offset=flaw.offset)


RULES = (
    Rule("unsafe-link", "error", unsafe_link),
    Rule("unsafe-html", "error", unsafe_html),
    Rule("broken-html", "error", broken_html),
    Rule("dropped-html", "warning", dropped_html),
    Rule("unbalanced-html", "warning", unbalanced_html),
    Rule("too-much-markup", "error", too_much_markup),
)
