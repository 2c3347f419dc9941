"""The plan as readers of one locale see it: translated records, texts of the theme, links between pages."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from kb_builder import addresses
from kb_builder.content.catalogue import Entry, SitePage
from kb_builder.content.layout import DOCS, PRODUCTS, SHARED
from kb_builder.content.localise import MarkdownPhrase, Phrase, localise, localise_page
from kb_builder.content.model import Brand, Channel, Product, Record
from kb_builder.content.picture_size import PictureSize
from kb_builder.content.translations import Translations
from kb_builder.site.formats import hours_line
from kb_builder.site.markdown import clean, to_html
from kb_builder.site.messages import Messages
from kb_builder.site.outline import below_title
from kb_builder.site.plan import Page, Plan
from kb_builder.site.runs import language_runs
from kb_builder.site.tables import scrollable
from kb_builder.site.tracing import Tracer

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Link:
    """Where a link leads and what it says."""

    title: str
    href: str
    """Relative to the page that shows the link."""
    address: str
    summary: str = ""
    page: Page | None = None


@dataclass(frozen=True)
class LocalSite:
    """One locale of the site; records are translated when they are first needed."""

    plan: Plan
    locale: str
    translations: Translations
    messages: Messages
    files: set[str] = field(default_factory=set, repr=False)
    """The pictures and documents that pages lead to, as far as pages were rendered. No others are published: they may
    belong to what the readers may not see."""
    _records: dict[str, Any] = field(default_factory=dict, repr=False)
    audience: str = "public"
    """Whose site it is: ``public``, or ``agent`` with what customers never see."""
    tracer: Tracer | None = None
    """Notes what pages are made from; ``plan`` is its plan then."""

    def record(self, entry: Entry[R]) -> R:
        """The record in this locale, text by text, with the source where there is no valid translation."""
        if self.tracer is not None:
            return cast("R", self.tracer.record(entry))
        key = f"{entry.file}#{','.join(getattr(entry.record, 'products', ()))}"
        if key not in self._records:
            self._records[key] = localise(entry, self.locale, self.translations)
        return cast("R", self._records[key])

    @property
    def brand(self) -> Brand:
        """The brand in this locale."""
        return self.record(self.plan.catalogue.brand)

    def product(self, slug: str) -> Product | None:
        """A product in this locale."""
        entry = self.plan.catalogue.product_by_slug.get(slug)
        return self.record(entry) if entry else None

    def written_page(self, page: SitePage) -> SitePage:
        """A hand-written page in this locale."""
        if self.tracer is not None:
            self.tracer.questions.ask("written", self.locale, page.slug)
        return localise_page(
            page, self.locale, self.translations, self.plan.catalogue.brand.record.default_locale
        )

    def hours_line(self, channel: Channel, country: str) -> str:
        """The hours of a channel as readers in a country need them, in one line."""
        zone = next((one.time_zone for one in self.brand.markets if one.country == country), None)
        assert channel.hours
        return hours_line(channel.hours, self.locale, self.plan.day, channel.time_zone, zone)

    @property
    def callout_labels(self) -> Mapping[str, str]:
        """Titles of callouts in the reader's language."""
        _ = self.messages.gettext
        return {
            "NOTE": _("Note"), "TIP": _("Tip"), "IMPORTANT": _("Important"),
            "WARNING": _("Warning"), "CAUTION": _("Caution"),
        }  # fmt: skip


@dataclass(frozen=True)
class Here:
    """One page in one locale: makes links relative to it and remembers which texts were not translated."""

    site: LocalSite
    page: Page
    notes: set[str] = field(default_factory=set)
    own: str = ""
    """The link to the page that the texts stand on otherwise, when they are shown on another one: their anchors lead there."""
    _converted: dict[str, str] = field(default_factory=dict, repr=False)
    """Markdown → HTML: a step stands in the page and in the data for search engines."""
    _sizes: dict[str, PictureSize] = field(default_factory=dict, repr=False)
    """The sizes of this page's pictures, by the links to them."""

    @property
    def folder(self) -> str:
        """The product folder that pictures of this page come from."""
        return self.page.entry.product if self.page.entry else SHARED

    def url(self, address: str) -> str:
        """The link from here to an address of this locale."""
        return addresses.relative(self.page.address, address)

    def file_url(self, folder: str, name: str, product: str | None = None) -> str:
        """The link to a picture or document of a product (by default the one that the page's texts belong to)."""
        owner = product or self.folder
        self.site.files.add(f"{PRODUCTS}/{owner}/{folder}/{name}")
        return self.url(addresses.file(owner, folder, name))

    def picture_url(self, name: str, product: str | None = None) -> str:
        """The link to a picture; a placeholder where the file does not exist."""
        owner = product or self.folder
        known = self.site.plan.catalogue.files
        file = f"{PRODUCTS}/{owner}/images/{name}"
        if file in known:
            return self._sized(self.file_url("images", name, owner), file)
        file = f"{DOCS}/images/{name}"
        if self.page.hand_written and file in known:
            self.site.files.add(file)
            return self._sized(self.url(addresses.site_picture(name)), file)
        return self.url("assets/missing-picture.svg")

    def _sized(self, link: str, file: str) -> str:
        size = self.site.plan.catalogue.picture_sizes.get(file)
        if size is not None:
            self._sizes[link] = size
        return link

    def picture_size(self, link: str) -> PictureSize | None:
        """How large a picture is that this page has linked to."""
        return self._sizes.get(link)

    def of(self, page: Page) -> Here:
        """The same page for texts of another one's record: pictures come from its folder, and what was not translated is noted
        here, too.
        """
        shown = replace(self.page, entry=page.entry)
        return Here(self.site, shown, self.notes, self.url(page.address))

    def article(self, article_id: str, anchor: str = "") -> Link | None:
        """The link to an article's page, within this page's product where possible; None when readers can't see it."""
        page = self.site.plan.article_page(article_id, self.page.product)
        if page is None or page.entry is None:
            return None
        record = self.site.record(page.entry)
        href = self.url(page.address) + (f"#{anchor}" if anchor else "")
        return Link(record.title, href, page.address, record.summary, page)

    def product_link(self, slug: str) -> Link | None:
        """The link to a product's page."""
        product = self.site.product(slug)
        return self.link(product.name, addresses.product(slug), product.summary) if product else None

    def link(self, title: str, address: str, summary: str = "") -> Link:
        """The link to any page of this locale."""
        return Link(title, self.url(address), address, summary, self.site.plan.by_address.get(address))

    def md(self, text: str | None) -> Markup:
        """A Markdown text as HTML; blocks in another language carry ``lang``."""
        if not text:
            return Markup("")
        if not isinstance(text, MarkdownPhrase):
            return Markup(self._html(text))
        for block in text.blocks:
            self.note(block)
        html = []
        for lang, run in language_runs(text.blocks):
            converted = self._html(run)
            html.append(
                converted if lang == self.site.locale else f'<div lang="{lang}">\n{converted}\n</div>'
            )
        return Markup("\n".join(html))

    def note(self, text: str) -> None:
        """Remember that a text was shown in its source language."""
        if isinstance(text, Phrase) and text.note:
            self.notes.add(text.note)

    def shown(self, text: Any) -> Any:
        """A text as it stands in the page: with ``lang`` where it is in another language."""
        if isinstance(text, Phrase):
            self.note(text)
            if text.lang != self.site.locale:
                return Markup('<span lang="{}">{}</span>').format(text.lang, str(text))
        return text

    def _html(self, text: str) -> str:
        if text not in self._converted:
            html = to_html(text, self.resolve, self.site.callout_labels, self.picture_size)
            html = _own_footnotes(below_title(html), text)
            self._converted[text] = scrollable(html, self.site.messages.gettext("Table"))
        return self._converted[text]

    def clean(self, html: str) -> Markup:
        """HTML of a writer, cleaned."""
        return Markup(clean(html, self.resolve, self.picture_size))

    def resolve(self, tag: str, _name: str, value: str) -> str | None:
        """What a written link or picture means on this page."""
        if tag == "img":
            parts = urlsplit(value)
            if parts.scheme or parts.netloc or value.startswith("/"):
                return None
            name = unquote(parts.path).removeprefix("./").removeprefix("../").removeprefix("images/")
            return self.picture_url(name)
        if value.startswith("#"):
            return self.own + value
        if value.startswith("product:"):
            link = self.product_link(value.removeprefix("product:"))
            return link.href if link else None
        if value.startswith("page:"):
            return self._page_link(value.removeprefix("page:"))
        if value.startswith(("http:", "https:", "mailto:", "tel:")):
            return value
        if value.startswith("documents/"):
            return self.file_url("documents", unquote(value.removeprefix("documents/")))
        article_id, _, anchor = value.partition("#")
        if self.page.hand_written and article_id.endswith(".md"):
            name = article_id.removesuffix(".md")
            return self._page_link(addresses.handbook(name).rstrip("/") + value.removeprefix(article_id))
        found = self.article(unquote(article_id), anchor)
        return found.href if found else None

    def _page_link(self, name: str) -> str | None:
        name, _, anchor = name.partition("#")
        address = addresses.COMPANY_PAGES.get(name)
        if address is None and addresses.site_page(name) in self.site.plan.by_address:
            address = addresses.site_page(name)
        if address is None:
            return None
        return self.url(address) + (f"#{anchor}" if anchor else "")


def _own_footnotes(html: str, text: str) -> str:
    """Footnotes with ids that no other text of the same page has."""
    if 'id="fn' not in html:
        return html
    own = f"{zlib.crc32(text.encode()):08x}"
    return re.sub(r'((?:id="|href="[^"#]*#)fn(?:ref\d*)?):', rf"\g<1>-{own}:", html)


def plain(text: str | None) -> str:
    """The bare words of a text, for attributes and metadata."""
    return "" if text is None else str.__str__(text)


def html_text(text: str | None) -> str:
    """A text escaped for front matter, which templates print as it is."""
    return str(escape(plain(text)))
