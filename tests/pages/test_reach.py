"""Which countries "Talk to us" names at the end of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb_builder.content.load import load
from kb_builder.content.translations import Translations
from kb_builder.site.local import Here, LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.pages.reach import reach
from kb_builder.site.plan import plan
from kb_builder.site.view import visible
from tests.pages.test_pages import CATALOGUE, DAY


@pytest.mark.parametrize(
    ("sold_in", "locale", "countries"),
    [
        ((), "en", ["GB"]),
        (("PL", "GB"), "en", ["GB"]),
        (("PL",), "en", ["PL"]),
        (("PL",), "pl", ["PL"]),
        (("GB",), "pl", ["PL"]),
    ],
)
def test_countries_of_a_product(sold_in: tuple[str, ...], locale: str, countries: list[str]) -> None:
    """They sell it and speak the reader's language; where no such country sells it, the reader's own help."""
    catalogue = load(CATALOGUE).catalogue
    products = tuple(
        replace(one, record=one.record.model_copy(update={"markets": sold_in})) for one in catalogue.products
    )
    planned = plan(visible(replace(catalogue, products=products)), DAY)
    site = LocalSite(planned, locale, Translations(), messages(locale))
    found = reach(Here(site, planned.by_address["kettle/descale/"]))
    assert [one.country for one in found] == countries
