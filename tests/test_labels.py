"""The names of the model's values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from kb_builder.content.model import article, company, product, promises
from kb_builder.content.model.base import Audience, State
from kb_builder.site.labels import labels

FIELDS = {
    "difficulty": article.Difficulty,
    "guide_type": article.GuideType,
    "hazard_level": article.HazardLevel,
    "hazard_type": article.HazardType,
    "outcome": article.OutcomeKind,
    "notice_kind": (article.Notice, "kind"),
    "notice_remedy": (article.NoticeRemedy, "kind"),
    "state": State,
    "audience": Audience,
    "channel_kind": (company.Channel, "kind"),
    "centre_kind": (company.Centre, "kind"),
    "centre_service": (company.Centre, "services"),
    "document_kind": (product.Document, "kind"),
    "software_kind": (product.SoftwareRelease, "kind"),
    "orderable_by": (product.Part, "orderable_by"),
    "promise_kind": (promises.Promise, "kind"),
    "promise_start": (promises.Promise, "start"),
    "buyer": promises.Buyer,
    "remedy": promises.RemedyKind,
    "guarantor": (promises.Guarantor, "role"),
    "return_kind": (promises.ReturnRule, "kind"),
    "return_start": (promises.ReturnRule, "start"),
    "return_extends": (promises.ReturnRule, "extends"),
    "return_sold": (promises.ReturnRule, "sold"),
    "return_paid_by": (promises.ReturnFee, "paid_by"),
    "refund_counted_from": (promises.Refund, "counted_from"),
    "price_kind": (promises.PriceItem, "kind"),
    "price_unit": (promises.PriceItem, "unit"),
}


def _values(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for argument in get_args(annotation):
        yield from _values(argument)


@pytest.mark.parametrize("table", FIELDS)
def test_every_value_of_the_model_has_a_name(table: str) -> None:
    """A value that the model knows can be shown to readers, and no name is left over."""
    field = FIELDS[table]
    annotation = field[0].model_fields[field[1]].annotation if isinstance(field, tuple) else field
    values = set(_values(annotation))
    assert values
    assert set(getattr(labels("en"), table)) == values
