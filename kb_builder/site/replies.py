"""What an agent pastes: the link of an article or of a place in it, or a reply with its steps, in the customer's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from kb_builder import addresses
from kb_builder.content.model import Guide, Hazard
from kb_builder.site.local import Here, LocalSite, plain
from kb_builder.site.markdown import plain_text
from kb_builder.site.plan import Page


@dataclass(frozen=True)
class Reply:
    """An article as an answer."""

    title: str
    summary: str
    hazards: tuple[str, ...]
    """What is dangerous about the whole of it: before the first step."""
    steps: tuple[str, ...]
    link: str
    more: str
    """What introduces the link."""


def link_to(site: LocalSite, page: Page, anchor: str = "", any_language: bool = False) -> str:
    """The address to paste: the short link, which leads to the reader's language, or the page of this locale."""
    assert page.entry is not None
    base = site.brand.site_url.rstrip("/") + "/"
    prefix = "" if any_language else addresses.locale_prefix(site.locale, site.brand.default_locale)
    place = f"#{quote(anchor)}" if anchor else ""
    return base + prefix + quote(addresses.short_link(page.entry.record.id)) + place


def reply_of(site: LocalSite, page: Page, anchor: str = "", any_language: bool = False) -> Reply:
    """The article as a reply; with an anchor only that step."""
    assert page.entry is not None
    record = site.record(page.entry)
    here = Here(site, page)
    steps = tuple(_steps(here, record, anchor)) if isinstance(record, Guide) else ()
    more = site.messages.gettext("All about it, with pictures:")
    link = link_to(site, page, anchor, any_language)
    hazards = _hazards(record.hazards) if steps and isinstance(record, Guide) else ()
    return Reply(plain(record.title), plain(record.summary), hazards, steps, link, more)


def as_text(reply: Reply) -> str:
    """For chats and plain mails."""
    steps = "".join(f"{number}. {text}\n" for number, text in enumerate(reply.steps, 1))
    hazards = "".join(f"{text}\n\n" for text in reply.hazards)
    return f"{reply.title}\n\n{hazards}{steps or reply.summary + chr(10)}\n{reply.more} {reply.link}\n"


def as_html(reply: Reply) -> str:
    """For mails with formatting; every text is escaped."""
    items = Markup("").join(Markup("<li>{}</li>\n").format(text) for text in reply.steps)
    body = Markup("<ol>\n{}</ol>").format(items) if reply.steps else Markup("<p>{}</p>").format(reply.summary)
    hazards = Markup("").join(Markup("<p>{}</p>\n").format(text) for text in reply.hazards)
    frame = Markup('<p><strong>{}</strong></p>\n{}{}\n<p>{} <a href="{}">{}</a></p>\n')
    return str(frame.format(reply.title, hazards, body, reply.more, reply.link, reply.link))


def _steps(here: Here, guide: Guide, anchor: str) -> Iterator[str]:
    """The steps with what is dangerous about them before the action."""
    for step in guide.steps:
        if anchor and anchor != step.id and anchor not in step.anchors:
            continue
        yield " ".join((*_hazards(step.hazards), " ".join(plain_text(str(here.md(step.text))).split())))


def _hazards(hazards: Iterable[Hazard]) -> tuple[str, ...]:
    return tuple(f"{plain(hazard.text)} {plain(hazard.avoid)}" for hazard in hazards)
