"""What agents' links and bar do in the browser: short links find the reader's language, the bar fills the clipboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb_builder.content.model.company import Feedback
from kb_builder.pipeline import Request, local_sites, read
from kb_builder.site.local import Here, LocalSite
from kb_builder.site.page_data import agent_data
from kb_builder.site.plan import plan
from kb_builder.site.redirects import short_link_pages
from kb_builder.site.render import render
from kb_builder.site.replies import as_html, as_text, reply_of
from tests.browser.server import served
from tests.demo import DAY
from tests.pages.test_pages import CATALOGUE
from tests.scripts.conftest import SCRIPTS

ID, ADDRESS = "KB-102", "kettle/descale/"


@pytest.fixture(scope="module")
def sites() -> dict[str, LocalSite]:
    """The small catalogue as agents see it."""
    return dict(local_sites(read(CATALOGUE, DAY), Request(CATALOGUE, DAY, "agent"))[1])


@pytest.fixture(scope="module")
def base(sites: dict[str, LocalSite], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Short links of the catalogue, the pages that they lead to as bare words, and a guide's page with its bar."""
    folder = tmp_path_factory.mktemp("links")
    (folder / "_headers").write_text("/*\n  Content-Security-Policy: script-src 'self'\n", encoding="utf-8")
    for locale, site in sites.items():
        top = folder / ("" if locale == "en" else locale)
        shutil.copytree(SCRIPTS, top / "assets/kb/js")
        made = dict(short_link_pages(site, "kettle"))
        text = render(site.plan.by_address[ADDRESS], site).split("---\n", 2)[2]
        script = '<script type="module" src="../../assets/kb/js/main.js"></script>'
        made[f"{ADDRESS}index.html"] = (
            f"<!doctype html><html lang={locale}><meta charset=utf-8><title>{locale}</title>{text}{script}"
        )
        for name, content in made.items():
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_text(content, encoding="utf-8")
    with ExitStack() as stack:
        yield stack.enter_context(served(folder))


def reader(chromium: Browser, language: str) -> BrowserContext:
    """A browser of someone who reads a language and lets pages use the clipboard."""
    return chromium.new_context(locale=language, permissions=["clipboard-read", "clipboard-write"])


@pytest.mark.parametrize(
    ("language", "link", "place"),
    [
        ("pl-PL", f"k/{ID}/", f"pl/{ADDRESS}"),
        ("en-US", f"k/{ID}/", ADDRESS),
        ("fr-FR", f"k/{ID}/", ADDRESS),
        ("pl-PL", f"k/{ID}/#pour", f"pl/{ADDRESS}#pour"),
        ("en-US", f"pl/k/{ID}/", f"pl/{ADDRESS}"),
    ],
)
def test_a_short_link(chromium: Browser, base: str, language: str, link: str, place: str) -> None:
    """To the reader's language, with the step that the link names; below a locale to that one."""
    page = reader(chromium, language).new_page()
    page.goto(base + link)
    page.wait_for_url(base + place)
    page.context.close()


def test_a_short_link_remembers_the_chosen_language(chromium: Browser, base: str) -> None:
    """What the reader chose on the site wins over the browser's language."""
    page = reader(chromium, "en-US").new_page()
    page.goto(base + ADDRESS)
    page.evaluate("localStorage.setItem('kb-language', 'pl')")
    page.goto(f"{base}k/{ID}/")
    page.wait_for_url(f"{base}pl/{ADDRESS}")
    page.context.close()


def test_a_short_link_without_scripts(chromium: Browser, base: str) -> None:
    """The page itself leads on, to the default language, and names the others."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}k/{ID}/")
    page.wait_for_url(base + ADDRESS)
    context.close()


def copied(page: Page, kind: str = "text/plain") -> str:
    """What the clipboard holds in a format."""
    script = (
        "kind => navigator.clipboard.read().then(([item]) => item.getType(kind)).then(blob => blob.text())"
    )
    text: str = page.evaluate(script, kind)
    return text


@pytest.mark.parametrize("locale", ["en", "pl"])
def test_the_bar(chromium: Browser, base: str, sites: dict[str, LocalSite], locale: str) -> None:
    """Link, link to a step, reply as text and with formatting in the language of the page; each is said to be copied."""
    site = sites[locale]
    page_of = site.plan.by_address[ADDRESS]
    texts = agent_data(Here(site, page_of))["texts"]
    page = reader(chromium, "en-US").new_page()
    page.goto(f"{base}{'' if locale == 'en' else 'pl/'}{ADDRESS}")
    bar = page.locator(".kb-agentbar")
    bar.get_by_role("button", name=texts["link"], exact=True).click()
    expect(bar.get_by_role("status")).to_have_text(texts["copied"])
    link = f"{site.brand.site_url.rstrip('/')}/k/{ID}/"
    assert copied(page) == link
    step = page.locator(".kb-step[id]").first
    step.get_by_role("button", name=texts["step"]).click()
    expect(bar.get_by_role("status")).to_have_text(texts["copied"])
    assert copied(page) == f"{link}#{step.get_attribute('id')}"
    bar.get_by_role("button", name=texts["reply"]).click()
    page.wait_for_timeout(100)
    reply = reply_of(site, page_of)
    assert copied(page).replace("\r\n", "\n") == as_text(reply)
    html = copied(page, "text/html")
    assert all(step in html for step in reply.steps)
    assert f'href="{reply.link}"' in html
    assert as_html(reply).count("<li>") == html.count("<li")
    page.context.close()


def with_feedback(site: LocalSite, feedback: Feedback) -> LocalSite:
    """The site of a company that wants to hear of mistakes in this way."""
    brand = site.plan.catalogue.brand
    record = brand.record.model_copy(update={"feedback": feedback})
    planned = plan(replace(site.plan.catalogue, brand=replace(brand, record=record)), DAY)
    return LocalSite(planned, site.locale, site.translations, site.messages, audience="agent")


@pytest.mark.parametrize(
    ("feedback", "begins"),
    [
        (
            {"kind": "issue", "url": "https://git.vattna.example/help/issues/new"},
            "https://git.vattna.example/help/issues/new?title=KB-102",
        ),
        (
            {"kind": "issue", "url": "https://git.vattna.example/new?about={title}&text={body}"},
            "https://git.vattna.example/new?about=KB-102",
        ),
        ({"kind": "mail", "email": "help@vattna.example"}, "mailto:help@vattna.example?subject=KB-102"),
    ],
    ids=["issue", "own-query", "mail"],
)
def test_the_bar_leads_to_the_file_and_to_who_mends_it(
    sites: dict[str, LocalSite], feedback: dict[str, str], begins: str
) -> None:
    """Edit this page: the file in the repository. Report a problem: an issue or a mail that names the article and its page."""
    site = with_feedback(sites["en"], Feedback.model_validate(feedback))
    text = render(site.plan.by_address[ADDRESS], site)
    bar = text[text.index('<aside class="kb-agentbar"') :].partition("</aside>")[0]
    links = dict(re.findall(r'<a href="([^"]+)">([^<]+)</a>', bar))
    named = {name: href for href, name in links.items()}
    assert named["Edit this page"].endswith("/products/kettle/guides/descale.yml")
    report = unquote(unescape(named["Report a problem"]))
    assert report.startswith(begins)
    assert f"https://help.vattna.example/{ADDRESS}" in report
    assert "products/kettle/guides/descale.yml" in report
