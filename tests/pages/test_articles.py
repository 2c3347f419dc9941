"""What holds for articles whatever their words are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from kb_builder.content.load import load
from kb_builder.content.model.article import Validated
from kb_builder.content.model.company import Feedback
from kb_builder.content.translations import Translations, load_translations
from kb_builder.site.local import LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.pages.notice import shape_of
from kb_builder.site.plan import plan
from kb_builder.site.render import render
from kb_builder.site.tree_pictures import picture_files
from kb_builder.site.view import visible
from tests.pages.test_pages import CATALOGUE, DAY, sites

NOTES = {
    "kettle/descale/": "Ask which descaler.",
    "lamp/flickers/": "Most bulbs are loose.",
    "kettle/does-not-boil/": "Ask which descaler.",
}


def page(address: str, audience: str = "public", day: date = DAY) -> str:
    """A page in English as its readers see it on a day."""
    loaded = load(CATALOGUE)
    translations: Translations = load_translations(CATALOGUE, loaded.po_files, ("en",))[0]
    planned = plan(visible(loaded.catalogue, audience), day)
    site = LocalSite(planned, "en", translations, messages("en"))
    return render(planned.by_address[address], site)


@pytest.mark.parametrize("address", NOTES)
def test_agent_notes_stand_in_a_frame_of_their_own(address: str) -> None:
    """Agents see each note once, marked as theirs; the public page has neither the note nor the frame."""
    note = NOTES[address]
    agents, public = page(address, "agent"), page(address)
    assert "kb-agent" not in public
    assert ('class="kb-agent"' in agents) == (note is not None)
    if note:
        assert agents.count(note) == 1
        assert note not in public
        before = agents[: agents.index(note)]
        assert before.rindex('<aside class="kb-agent"') > before.rfind("</aside>")


@pytest.mark.parametrize("locale", ["en", "pl"])
def test_no_article_is_a_dead_end(locale: str) -> None:
    """Every article ends with the ways to reach a person."""
    site = sites()[locale]
    for one in site.plan.pages:
        if one.kind in ("guide", "tree", "prose", "notice"):
            text = render(one, site)
            assert 'id="kb-help"' in text
            assert "contact/" in text[text.index('id="kb-help"') :]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2027, 10, 1), True),
        (date(2027, 10, 2), False),
    ],
)
def test_a_recall_stands_on_every_page_of_its_product_while_it_is_in_force(day: date, shown: bool) -> None:
    """From the day it is published to its last day, and not on its own page."""
    for address in ("kettle/descale/", "kettle/does-not-boil/", "kettle/water-hardness/"):
        assert ("kb-banner--recall" in page(address, day=day)) == shown
    assert "kb-banner--recall" not in page("lamp/dim/", day=day)
    assert "kb-banner--recall" not in page("kettle/2026-cord/", day=day)


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2026, 12, 31), "PLN 19.90"), (date(2027, 1, 1), "PLN 21.90")]
)
def test_the_price_of_the_day_is_shown(day: date, amount: str) -> None:
    """Expired prices and those to come are never named."""
    for address in ("prices/", "kettle/does-not-boil/", "kettle/descale/"):
        text = page(address, day=day).replace("\N{NO-BREAK SPACE}", " ")
        assert amount in text
        assert not {"PLN 19.90", "PLN 21.90"} - {amount} & {
            found for found in ("PLN 19.90", "PLN 21.90") if found in text
        }


def test_an_expired_price_is_asked_for() -> None:
    """Where the last price has run out, the reader is told to ask."""
    text = page("kettle/does-not-boil/")
    assert "Ask us for the price." in text
    assert "£39" not in text


@pytest.mark.parametrize(
    ("pattern", "shape"),
    [
        ("^KA26[0-9]{3}$", "KA26•••"),
        (r"^KA\d{2}-\d$", "KA••-•"),
        ("^KA(1|2)$", ""),
        ("KA.*", ""),
        ("", ""),
    ],
)
def test_simple_patterns_are_readable(pattern: str, shape: str) -> None:
    """A dot stands for a digit that may be any; what can't be shown so is not shown."""
    assert shape_of(pattern) == shape


def test_links_of_a_step_survive() -> None:
    """Earlier anchors of a step lead to it, and each step links to itself."""
    text = page("kettle/descale/")
    assert 'id="old-boil"' in text
    assert '<a class="kb-step__number" href="#boil"' in text


def test_numbers_of_a_tree_lead_on() -> None:
    """Every answer leads to a section further down, with its number in the text."""
    site = sites()["en"]
    text = render(site.plan.by_address["kettle/does-not-boil/"], site)
    places = {part.split('"')[0]: n for n, part in enumerate(text.split('data-node="')[1:], 1)}
    for part in text.split('data-next="')[1:]:
        name = part.split('"')[0]
        assert f"go to {places[name]}<" in part.split("</a>")[0]
    starts = {name: text.index(f'data-node="{name}"') for name in places}
    for number, name in enumerate(places, 1):
        end = starts[list(places)[number]] if number < len(places) else len(text)
        for part in text[starts[name] : end].split('data-next="')[1:]:
            assert starts[part.split('"')[0]] > starts[name]


def test_an_unreadable_article_is_no_link() -> None:
    """A tree that readers can't see leaves the guide with a link to a person instead."""
    loaded = load(CATALOGUE)
    catalogue = replace(loaded.catalogue, trees=())
    site = LocalSite(
        plan(visible(catalogue), DAY), "en", load_translations(CATALOGUE, (), ("en",))[0], messages("en")
    )
    text = render(site.plan.by_address["kettle/descale/"], site)
    assert '<a class="kb-answer" href="#kb-help">' in text


ADDRESSES = {
    "mail": {"email": "help@vattna.example"},
    "issue": {"url": "https://git.vattna.example/help/issues/new"},
    "post": {"url": "https://vattna.example/feedback"},
}


def asked(kind: str, address: str, locale: str = "en", url: str = "") -> str:
    """The control at the end of an article, as a company with this kind of feedback has it."""
    site = sites()[locale]
    where = ADDRESSES.get(kind, {}) | ({"url": url} if url else {})
    brand = site.plan.catalogue.brand
    record = brand.record.model_copy(update={"feedback": Feedback.model_validate({"kind": kind, **where})})
    catalogue = replace(site.plan.catalogue, brand=replace(brand, record=record))
    planned = plan(catalogue, DAY)
    text = render(
        planned.by_address[address], LocalSite(planned, locale, site.translations, messages(locale))
    )
    start = text.find('<section class="kb-feedback"')
    return text[start : text.index("</section>", start)] if start >= 0 else ""


@pytest.mark.parametrize("kind", ["none", *ADDRESSES])
def test_every_article_asks_whether_it_helped(kind: str) -> None:
    """Where the company wants to know it; guides ask whether it worked."""
    for one in sites()["en"].plan.pages:
        if one.kind in ("guide", "tree", "prose", "notice"):
            question = "Did it work?" if one.kind == "guide" else "Did this help?"
            assert (question in asked(kind, one.address)) == (kind != "none")


def test_a_mail_says_what_it_is_about() -> None:
    """Each reason is a link to a mail with article, revision, product, language and reason; no script is needed."""
    links = re.findall(r'href="(mailto:[^"]+)"', asked("mail", "kettle/descale/", "pl"))
    mails = [(unquote(urlsplit(link).path), parse_qs(urlsplit(unescape(link)).query)) for link in links]
    assert {to for to, _ in mails} == {"help@vattna.example"}
    assert [mail["subject"] for _, mail in mails][:2] == [
        ["KB-102: To pomogło"],
        ["KB-102: To nie rozwiązało problemu"],
    ]
    last = [mail["body"][0].split("\r\n")[-2] for _, mail in mails]
    assert [line.split()[4:] for line in last] == [
        ["yes"], ["no", "unsolved"], ["no", "unclear"], ["no", "wrong"], ["no", "other_product"], ["no", "other"],
    ]  # fmt: skip
    assert {tuple(line.split()[:4]) for line in last} == {
        ("KB-102", revision("kettle/descale/"), "kettle", "pl")
    }


def revision(address: str) -> str:
    """The day of an article's last change."""
    entry = sites()["en"].plan.by_address[address].entry
    assert entry is not None
    return str(entry.record.changed)


def test_an_issue_is_filled_in() -> None:
    """Title and body go into the query, or where the company's address wants them."""
    plain = asked("issue", "kettle/descale/")
    assert "https://git.vattna.example/help/issues/new?title=KB-102%3A%20It%20helped&amp;body=" in plain
    other = asked(
        "issue",
        "kettle/descale/",
        url="https://git.vattna.example/new?issue[title]={title}&issue[description]={body}",
    )
    assert "new?issue[title]=KB-102%3A%20It%20helped&amp;issue[description]=%0A%0A" in other


def test_a_form_goes_to_the_company() -> None:
    """Without scripts, too: what is sent besides what the reader says stands in the form."""
    text = asked("post", "kettle/descale/")
    assert (
        text.count('<form class="kb-feedback__form" method="post" action="https://vattna.example/feedback"')
        == 2
    )
    sent = dict(
        re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">', text.partition('id="kb-not-done"')[2]
        )
    )
    assert sent == {
        "article": "KB-102", "revision": revision("kettle/descale/"), "product": "kettle", "locale": "en", "answer": "no",
    }  # fmt: skip
    assert "mailto:" not in text


@pytest.mark.parametrize("locale", ["en", "pl"])
def test_the_drawing_of_a_tree_numbers_its_nodes_as_the_page_does(locale: str) -> None:
    """On paper "go to 7" and the box 7 are the same node; every sheet that the page prints is a file."""
    site = sites()[locale]
    trees = [one for one in site.plan.pages if one.kind == "tree"]
    assert trees
    for one in trees:
        assert one.entry is not None
        files = picture_files(site, one.entry)
        text = render(one, site)
        printed = re.findall(r'src="[./]*(assets/trees/[^"]+)"', text)
        assert printed == list(files)
        own = text[: text.find("<template")]
        kinds = re.findall(r'data-kind="(\w+)".*\n<p class="kb-node__number" data-search-exclude>(\d+)<', own)
        drawn = [re.findall(r'<g class="(\w+).*?class="kind"[^>]*>(\d+)', sheet) for sheet in files.values()]
        assert set(kinds) <= {place for sheet in drawn for place in sheet}


def test_changed_since_it_was_reviewed() -> None:
    """The page says both days then, and only that of the review otherwise."""
    catalogue = sites()["en"].plan.catalogue
    for day, said in (
        (date(2026, 9, 1), ["1 September 2026"]),
        (date(2026, 9, 2), ["1 September 2026", "2 September 2026"]),
    ):
        reviewed = {"validated": Validated(on=date(2026, 9, 1), by="k"), "changed": day}
        guides = tuple(
            replace(one, record=one.record.model_copy(update=reviewed)) for one in catalogue.guides
        )
        planned = plan(replace(catalogue, guides=guides), DAY)
        text = render(
            planned.by_address["kettle/descale/"], LocalSite(planned, "en", Translations(), messages("en"))
        )
        end = text[text.index('class="kb-end"') :]
        assert re.findall(r"<time [^>]*>([^<]+)</time>", end) == said
