"""The pages of one locale as Markdown: rendered where an answer changed, otherwise as they are kept."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path

from kb_builder import addresses
from kb_builder.building.store import Store
from kb_builder.cache import Row
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Tree
from kb_builder.content.translations import Translations
from kb_builder.site.answers import Answers, Records
from kb_builder.site.feed import feed
from kb_builder.site.files import Content
from kb_builder.site.local import LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.plan import Page, Plan
from kb_builder.site.redirects import old_address_pages, short_link_pages
from kb_builder.site.render import render
from kb_builder.site.rules import product_rules
from kb_builder.site.sidebar import sidebar
from kb_builder.site.stage import base_configuration, configuration, theme_files
from kb_builder.site.tracing import Tracer
from kb_builder.site.tree_pictures import drawn_trees, picture_files
from kb_builder.site.walks import tree_index, words_file

NAV, REDIRECTS, FEED, TREES, TREE, RULES = "nav:", "redirects:", "feed:", "trees:", "tree:", "rules:"
"""Names of outputs that are no pages: no address holds a colon."""


@dataclass(frozen=True)
class Inputs:
    """What a site is made from."""

    root: Path
    plan: Plan
    catalogue: Catalogue
    """With what the site's readers must not see."""
    translations: Translations
    digests: Mapping[str, str]
    variant: str
    """Which readers it is for: the same file gives them different records."""
    records: Records = field(default_factory=OrderedDict)
    """What was worked out already by this process."""


class LocalePages:
    """One locale at work."""

    def __init__(self, inputs: Inputs, locale: str, store: Store) -> None:
        self.locale = locale
        self.plan = inputs.plan
        self.store = store
        texts = messages(locale)
        arguments = (
            inputs.plan,
            inputs.translations,
            store.questions,
            inputs.digests,
            store.answers,
            inputs.variant,
        )
        self.answers = Answers(*arguments, inputs.records)
        self.tracer = Tracer(store.questions, self.answers, locale)
        audience = inputs.variant.partition("-")[0]
        self.traced = LocalSite(
            self.tracer.plan, locale, inputs.translations, texts, audience=audience, tracer=self.tracer
        )
        self.site = LocalSite(inputs.plan, locale, inputs.translations, texts, audience=audience)
        self.theme = theme_files(inputs.root)
        base = base_configuration(inputs.root)
        self.configuration = configuration(self.site, base, frozenset(self.theme))
        self.navs = {slug: self._text(f"{NAV}{slug}", partial(sidebar, self.traced, slug)) for slug in _slugs(inputs.plan)}  # fmt: skip
        self._shared = _digest(
            self.configuration,
            (inputs.root / "mkdocs.yml").read_text("utf-8") if (inputs.root / "mkdocs.yml").is_file() else "",
            *(f"{name}\0{_text_of(one)}" for name, one in sorted(self.theme.items()) if not is_asset(name)),
        )
        self.statics_digest = _digest(self._shared, *sorted(name for name in self.theme if is_asset(name)))
        self.files: set[str] = set()
        self.rendered = 0

    def shared(self, page: Page) -> str:
        """Digest of all that the engine adds to a page's own text."""
        return _digest(self._shared, self.navs.get(page.product or "", ""))

    def template(self, name: str) -> str:
        """A template of the theme."""
        return _text_of(self.theme[name])

    def page(self, page: Page) -> Row:
        """A page; its ``output`` is empty when the engine has to make it."""
        shared = self.shared(page)
        before = self.store.rows.get((self.locale, page.address))
        if before and self._is_current(before):
            if before.shared != shared or not self.store.blobs.has(before.output):
                before = Row(before.trace, before.answers, shared, before.source, "", before.meta)
            self.files.update(json.loads(before.meta)["files"])
            return self.store.keep(self.locale, page.address, before)
        self.rendered += 1
        self.traced.files.clear()
        text = render(self.tracer.begin(page), self.traced)
        trace = self.tracer.end()
        meta = {"files": sorted(self.traced.files), "changed": _changed(text)}
        source = self.store.blobs.put(text.encode())
        same = before and before.source == source and before.shared == shared
        output = before.output if before and same and self.store.blobs.has(before.output) else ""
        row = Row(trace, self.answers.of(trace), shared, source, output, json.dumps(meta, ensure_ascii=False))
        self.files.update(self.traced.files)
        return self.store.keep(self.locale, page.address, row)

    def redirects(self) -> dict[str, str]:
        """Short links and old addresses: file → content. Kept folder by folder, since every title stands in one of them."""
        found: dict[str, str] = {}
        for folder in dict.fromkeys(entry.product for entry in self.plan.catalogue.articles):
            found |= self._files(f"{REDIRECTS}{folder}", partial(short_link_pages, self.traced, folder))
        return found | self._files(REDIRECTS, lambda: old_address_pages(self.traced))

    def of_trees(self) -> dict[str, str]:
        """Pictures and words of trees: file → content."""
        found: dict[str, str] = {}
        for entry in drawn_trees(self.plan):
            make = partial(_tree_files, self.traced, self.tracer.entry(entry))
            found |= self._files(f"{TREE}{entry.record.id}", make)
        return found

    def _files(self, name: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
        kept = self._text(name, lambda: json.dumps(make(), ensure_ascii=False))
        found: dict[str, str] = json.loads((self.store.blobs.get(kept) or b"{}").decode())
        return found

    def others(self) -> dict[str, str]:
        """Files that are made from the catalogue as a whole, by the name of their content: the feed, what decodes codes."""
        return {
            "feed.xml": self._text(FEED, lambda: feed(self.traced)),
            addresses.TREES: self._text(TREES, lambda: tree_index(self.traced)),
            **{
                f"{addresses.RULES}{slug}.json": self._text(
                    f"{RULES}{slug}", partial(product_rules, self.traced, slug)
                )
                for slug in _slugs(self.plan, "product")
            },
        }

    def _text(self, name: str, make: Callable[[], str]) -> str:
        before = self.store.rows.get((self.locale, name))
        if before and self._is_current(before):
            return self.store.keep(self.locale, name, before).source
        self.tracer.questions.asked = set()
        source = self.store.blobs.put(make().encode())
        trace = self.tracer.end()
        return self.store.keep(self.locale, name, Row(trace, self.answers.of(trace), "", source, "")).source

    def _is_current(self, row: Row) -> bool:
        return self.answers.of(row.trace) == row.answers and self.store.blobs.has(row.source)


def _tree_files(site: LocalSite, entry: Entry[Tree]) -> dict[str, str]:
    return picture_files(site, entry) | words_file(site, entry)


def is_asset(name: str) -> bool:
    """Whether a file of the theme is served as it is; all others are templates, or part of one."""
    return name.startswith("assets/")


def _text_of(content: Content) -> str:
    data = content.read_bytes() if isinstance(content, Path) else content
    return data if isinstance(data, str) else data.decode("utf-8", "replace")


def _slugs(plan: Plan, kind: str = "") -> tuple[str, ...]:
    return tuple(one.slug for one in plan.catalogue.products if kind in ("", one.record.kind))


def _changed(text: str) -> str:
    """The day of the last change, as the front matter holds it."""
    head = text[: text.index("\n---\n", 4)]
    found = next((line for line in head.split("\n") if line.startswith("changed: ")), "")
    return found.removeprefix("changed: ").strip("'\"")


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
