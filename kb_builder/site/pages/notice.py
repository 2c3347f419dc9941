"""A notice: what is dangerous or wrong, what to do now, which products are affected, what the customer may choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb_builder.content.model import Notice
from kb_builder.site.local import Here
from kb_builder.site.outline import outlined
from kb_builder.site.pages.article import article_context, topic_link
from kb_builder.site.pages.asking import affected_form
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.plan import in_force

_ANY_DIGITS = re.compile(r"(?:\\d|\[0-9\])(?:\{(\d{1,2})\})?")
_PLAIN = re.compile(r"[\w•-]+")


@dataclass(frozen=True)
class SerialLine:
    """Serial numbers that a notice concerns."""

    model: str
    first: str
    last: str
    shape: str
    """Where no range is given: the number with a dot for every digit that may be any; empty when it can't be shown so."""
    some: bool
    """Not every number of the model."""


def build_notice(here: Here) -> Content:
    """The page of a notice."""
    assert here.page.entry is not None
    notice: Notice = here.site.record(here.page.entry)
    day = here.site.plan.day
    register = notice.register_
    affected = affected_form(here, notice)
    return Content(
        title=notice.title,
        description=notice.summary,
        context={
            **article_context(here, notice),
            "notice": notice,
            "can_ask": bool(affected),
            "in_force": in_force(notice, day),
            "to_come": day < notice.published,
            "stop_guide": here.article(notice.stop.guide) if notice.stop and notice.stop.guide else None,
            "serials": tuple(_serials(here, notice)),
            "register_contact": topic_link(here, register.topic) if register and register.topic else None,
            "body": outlined(here.md(notice.text)),
        },
        changed=notice.changed.isoformat(),
        hide=("toc",),
        data=affected,
        jsonld=(jsonld_breadcrumbs(here, notice.title),),
    )


def _serials(here: Here, notice: Notice) -> Iterator[SerialLine]:
    product = here.site.product(here.page.product) if here.page.product else None
    names = {model.id: model.name for model in product.models} if product else {}
    for one in notice.serials:
        model = names.get(one.model or "", one.model or "")
        yield SerialLine(
            model, one.first or "", one.last or "", shape_of(one.pattern or ""), bool(one.pattern)
        )


def shape_of(pattern: str) -> str:
    """A simple pattern as customers can read it: ``^KA26[0-9]{3}$`` is ``KA26•••``."""
    digits = _ANY_DIGITS.sub(
        lambda found: "•" * int(found[1] or 1), pattern.removeprefix("^").removesuffix("$")
    )
    return digits if _PLAIN.fullmatch(digits) else ""
