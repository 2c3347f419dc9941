"""One page in one locale → the Markdown file of the emitted project."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import yaml
from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from kb_builder.site import formats
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, Link, LocalSite, html_text, plain
from kb_builder.site.markdown import heading_text
from kb_builder.site.messages import messages
from kb_builder.site.page_data import agent_data, page_data
from kb_builder.site.pages import BUILDERS, Content
from kb_builder.site.plan import Page

_NOTE = "<!--translation-note-->"


def render(page: Page, site: LocalSite) -> str:
    """Front matter and body of a page. Everything in the front matter is escaped: templates print it as it is."""
    here = Here(site, page)
    content: Content = BUILDERS[page.kind](here)
    template = _environment(site.locale).get_template(f"{content.template or page.kind}.md")
    body = template.render(
        here=here, page=page, site=site, brand=site.brand, title=content.title, **content.context
    )
    body = body.replace(_NOTE, _note(here), 1) + _jsonld(content) + _data(here, content)
    meta = _front_matter(here, content)
    header = yaml.dump(meta, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{header}---\n\n{_tidy(body)}\n"


def _note(here: Here) -> str:
    """One line at the top when a text of the page stands in its source language."""
    if not here.notes:
        return ""
    return _environment(here.site.locale).get_template("translation_note.md").render(notes=here.notes)


def _jsonld(content: Content) -> str:
    """Data for search engines (schema.org): no script runs, so the Content-Security-Policy lets it pass."""
    if not content.jsonld:
        return ""
    data = {"@context": "https://schema.org", "@graph": list(content.jsonld)}
    return f'\n\n<script type="application/ld+json">{_json(data)}</script>'


def _data(here: Here, content: Content) -> str:
    """What scripts and the search read of the page, a block a part."""
    parts = {"page": page_data(here, content)} | dict(content.data)
    if here.site.audience == "agent" and (agent := agent_data(here)):
        parts["agent"] = agent
    return "".join(
        f'\n\n<script type="application/json" id="kb-data-{name}">{_json(data)}</script>'
        for name, data in parts.items()
    )


def _json(data: object) -> str:
    """JSON that can't end the element that it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).replace("<", "\\u003c")


def _front_matter(here: Here, content: Content) -> Mapping[str, Any]:
    page = here.page
    meta: dict[str, Any] = {"title": html_text(content.title), "description": html_text(content.description)}
    if page.product:
        meta["product"] = page.product
        meta["group"] = page.group
    meta["kind"] = page.kind
    if content.changed:
        meta["changed"] = content.changed
    if page.canonical:
        meta["canonical"] = page.canonical
    if content.hide:
        meta["hide"] = list(content.hide)
    return meta


def _tidy(body: str) -> str:
    """No more than one empty line in a row outside ``<pre>``; trailing spaces go."""
    lines: list[str] = []
    inside_pre = False
    for line in body.split("\n"):
        stripped = line if inside_pre else line.rstrip()
        if stripped or inside_pre or (lines and lines[-1]):
            lines.append(stripped)
        inside_pre = ("<pre" in line or inside_pre) and "</pre>" not in line
    return "\n".join(lines).strip("\n")


class _Compiled(BytecodeCache):
    """Code of the templates, which is the same for every locale: it is compiled once for all of them."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


@cache
def _compiled() -> _Compiled:
    return _Compiled()


@cache
def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("kb_builder.site", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        finalize=_finalize,
        bytecode_cache=_compiled(),
    )
    texts = messages(locale)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        texts.gettext, texts.ngettext, newstyle=True, pgettext=texts.pgettext
    )
    environment.filters.update(plain=plain, heading=_heading, shown=_finalize, linked=_linked)
    environment.globals.update(_format_functions(locale), labels=labels(locale))
    return environment


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    here = context.get("here")
    return here.shown(value) if isinstance(here, Here) else value


@pass_context
def _linked(context: Context, link: Link) -> Markup:
    """A link with its title, for lists in one line."""
    return Markup('<a href="{}">{}</a>').format(link.href, _finalize(context, link.title))


def _heading(text: str) -> Markup:
    """A text as the content of a Markdown heading."""
    return Markup(heading_text(plain(text)))


def _format_functions(locale: str) -> Mapping[str, Callable[..., Any]]:
    return {
        name: partial(_with_locale, getattr(formats, name), locale)
        for name in (
            "date",
            "money",
            "duration",
            "within",
            "number",
            "join",
            "phone",
            "country",
            "language",
            "percent",
            "hours",
            "zone",
            "size",
            "weekday",
        )
    }


def _with_locale(function: Callable[..., Any], locale: str, *arguments: Any, **options: Any) -> Any:
    return function(*arguments, locale, **options)
