"""The forms that answer in the page: coverage, returns, recalls, contact, the reader's own products."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from kb_builder.addresses import RULES
from tests.browser.tab import Tab, Tabs
from tests.browser.test_pages import findings, sideways
from tests.demo import Built, demo_locales
from tests.scripts.conftest import SCRIPTS

pytestmark = pytest.mark.browser
MOST_BYTES = 50_000
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


def opened(tabs: Tabs, address: str) -> Tab:
    """A phone that shows a page on a Wednesday morning in November 2026."""
    tab = tabs("phone")
    tab.page.clock.set_fixed_time(NOW)
    tab.open(address)
    return tab


def fill(form: Locator, **values: str) -> None:
    """Fill in a form."""
    for name, value in values.items():
        control = form.locator(f"[name='{name}']")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def downloaded(page: Page, button: Locator) -> str:
    """The text that a button hands over."""
    with page.expect_download() as waiting:
        button.click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def is_sound(tab: Tab) -> None:
    """Nothing on the console, nothing from elsewhere, nothing too wide, nothing that axe-core holds against it in either scheme."""
    assert tab.troubles == []
    assert sideways(tab, 360) == ""
    for scheme in ("slate", "default"):
        tab.page.locator("body").evaluate(
            "(body, scheme) => body.setAttribute('data-md-color-scheme', scheme)", scheme
        )
        assert findings(tab) == []


def test_coverage_on_the_page_of_a_product(tabs: Tabs) -> None:
    """The answer in one sentence, the law apart, the end in the calendar."""
    tab = opened(tabs, "wm700/")
    form = tab.page.locator("#kb-ask-coverage")
    fill(form, country="PL", bought="2025-01-10", component="pump")
    form.get_by_role("button", name="Is it still covered?").click()
    answer = form.get_by_role("status")
    expect(answer.locator("p").first).to_have_text("Covered until 10 January 2027.")
    expect(answer.locator("h3")).to_have_text(["Your rights by law", "What we promise on top"])
    expect(answer.locator(".kb-promise--statutory")).to_contain_text("Conformity with the contract, Poland")
    is_sound(tab)
    text = downloaded(tab.page, answer.get_by_role("button", name="Put it into your calendar"))
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert event.decoded("DTSTART") == date(2027, 1, 10)
    assert event.decoded("DTEND") == date(2027, 1, 11)
    assert str(event["SUMMARY"]) == "Warranty ends: Washing machine WM700"


def test_coverage_that_has_ended(tabs: Tabs) -> None:
    """The warranty page asks for the product first; the price comes before any paid repair."""
    tab = opened(tabs, "warranty/")
    form = tab.page.locator("#kb-ask-coverage")
    form.get_by_label("Product").select_option("wm700")
    expect(form.locator("[name='component']")).to_be_visible()
    fill(form, country="PL", bought="2023-05-01", component="pump")
    form.locator("summary").click()
    fill(form, extended="no")
    form.get_by_role("button", name="Is it still covered?").click()
    answer = form.get_by_role("status")
    expect(answer.locator("p").first).to_have_text("Not covered.")
    expect(answer).to_contain_text("389.00")
    expect(answer).to_contain_text("tax included (23%)")
    is_sound(tab)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Say when you bought it, or give the serial number."),
        ({"bought": "2026-11-26"}, "The day of purchase lies in the future. Look at the date."),
        ({"bought": "2022-01-01"}, "The day of purchase is before the product came out, 6 March 2023."),
        ({"bought": "2025-01-10", "delivered": "2025-01-09"}, "The day of delivery is before the day of purchase, 10 January 2025."),
    ],
)  # fmt: skip
def test_coverage_says_what_is_wrong(tabs: Tabs, given: dict[str, str], message: str) -> None:
    """In the reader's language, and without a verdict."""
    tab = opened(tabs, "wm700/")
    form = tab.page.locator("#kb-ask-coverage")
    fill(form, **given)
    form.get_by_role("button", name="Is it still covered?").click()
    expect(form.get_by_role("status")).to_contain_text(message)


def test_a_return(tabs: Tabs) -> None:
    """Delivered on 11 December, the last day moves past Christmas and the Sunday."""
    tab = opened(tabs, "returns/")
    tab.page.clock.set_fixed_time(datetime(2026, 12, 14, 10, tzinfo=UTC))
    form = tab.page.locator("#kb-ask-returns")
    fill(form, country="PL", delivered="2026-12-11")
    form.get_by_role("button", name="Until when can I return it?").click()
    answer = form.get_by_role("status")
    expect(answer).to_contain_text("return it until 28 December 2026. That day still counts.")
    expect(answer).to_contain_text("The last day would be 25 December 2026, which is no working day.")
    is_sound(tab)
    text = downloaded(tab.page, answer.get_by_role("button", name="Put it into your calendar").first)
    assert Calendar.from_ical(text).walk("VEVENT")[0].decoded("DTSTART") == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("serial", "message"),
    [
        ("wm78 260 112345", "Yes. Your product is affected."),
        ("WM78271100001", "No. Your product is not affected."),
        ("12345", "We do not know this serial number."),
    ],
)
def test_a_recall(tabs: Tabs, serial: str, message: str) -> None:
    """The number as customers type it."""
    tab = opened(tabs, "wm700/2026-door-lock/")
    form = tab.page.locator("#kb-ask-affected")
    fill(form, serial=serial)
    form.get_by_role("button", name="Is mine affected?").click()
    expect(form.get_by_role("status")).to_contain_text(message)
    is_sound(tab)


def test_contact(tabs: Tabs) -> None:
    """The channels with their hours in the reader's time, mail that is begun, the next level, and the country kept."""
    tab = opened(tabs, "contact/?product=rt50#topic-order")
    form = tab.page.locator("#kb-ask-contact")
    fill(form, country="PL")
    answer = form.get_by_role("status")
    chat = answer.locator("article", has_text="Chat with a person, Europe")
    expect(chat).to_contain_text("Open now, until 21:00 your time")
    mail = answer.locator("a[href^='mailto:help-eu']").get_attribute("href")
    assert mail is not None
    assert "subject=Order%2C%20delivery%20and%20invoice%20%E2%80%93%20" in mail
    expect(answer).to_contain_text("No answer within 3 days, or not helped?")
    is_sound(tab)
    tab.page.clock.set_fixed_time(datetime(2026, 12, 25, 23, tzinfo=UTC))
    fill(form, topic="technical-help")
    expect(answer.locator("article", has_text="Phone, Poland")).to_contain_text(
        "Closed now. Opens Monday 07:00 your time"
    )
    tab.open("contact/#topic-repair")
    expect(form.locator("[name='country']")).to_have_value("PL")


def test_my_products(tabs: Tabs) -> None:
    """Kept on the device: coverage, the recall, maintenance in the calendar, export and delete."""
    tab = opened(tabs, "wm700/")
    form = tab.page.locator("#kb-ask-coverage")
    fill(form, country="PL", bought="2026-01-10")
    form.locator("summary").click()
    fill(form, serial="WM78260112345")
    fill(form, bought="2026-01-10")
    form.get_by_role("button", name="Is it still covered?").click()
    form.get_by_role("button", name="Remember this product on this device").click()
    tab.open("")
    mine = tab.page.locator("#kb-mine")
    expect(mine).to_contain_text("Covered until 10 January 2028.")
    expect(mine.get_by_role("link", name="Product safety recall: door lock of the WM700")).to_be_visible()
    expect(mine).to_contain_text("Clean the detergent drawer")
    is_sound(tab)
    events = Calendar.from_ical(
        downloaded(tab.page, mine.get_by_role("button", name="Put it into your calendar"))
    ).walk("VEVENT")
    rules = [dict(event["RRULE"]) for event in events if "RRULE" in event]
    assert {"FREQ": ["MONTHLY"], "INTERVAL": [3]} in rules
    assert all(event.decoded("DTSTART") >= NOW.date() for event in events)
    kept = json.loads(downloaded(tab.page, mine.get_by_role("button", name="Save as a file")))
    assert kept[0]["serial"] == "WM78260112345"
    mine.get_by_role("button", name="Delete all").click()
    assert tab.page.evaluate("localStorage.getItem('kb-products')") is None
    tab.open("")
    expect(tab.page.locator("#kb-mine")).to_be_hidden()


def test_nothing_is_sent(tabs: Tabs) -> None:
    """All that a form makes the browser ask for are files of the site, without what was typed."""
    tab = opened(tabs, "wm700/")
    form = tab.page.locator("#kb-ask-coverage")
    tab.requested.clear()
    fill(form, country="PL", bought="2025-01-10")
    form.get_by_role("button", name="Is it still covered?").press("Enter")
    expect(form.get_by_role("status").locator("p").first).to_be_visible()
    assert tab.requested == []


def test_by_keyboard(tabs: Tabs) -> None:
    """Enter in a field answers; nothing needs a pointer."""
    tab = opened(tabs, "wm700/")
    form = tab.page.locator("#kb-ask-coverage")
    form.locator("[name='country']").focus()
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.name") == "bought"
    fill(form, country="GB", bought="2026-01-10")
    form.locator("[name='bought']").press("Enter")
    expect(form.get_by_role("status").locator("p").first).to_have_text("Covered until 10 January 2032.")


@pytest.mark.parametrize("address", ["wm700/", "warranty/", "returns/", "contact/", ""])
def test_without_scripts(tabs: Tabs, address: str) -> None:
    """No form that does not work; the tables say everything."""
    tab = tabs("phone", javascript=False)
    tab.open(address)
    expect(tab.page.locator("[id^='kb-ask-'], #kb-mine").first).to_be_hidden()


@pytest.mark.parametrize("locale", demo_locales())
def test_rules_are_small(demo: Built, locale: str) -> None:
    """Every file of rules and every page's data stay below 50 kB."""
    root = demo.site / ("" if locale == "en" else locale.lower())
    rules = sorted((root / RULES).glob("*.json"))
    assert rules
    assert max(path.stat().st_size for path in rules) < MOST_BYTES
    page = (root / "contact/index.html").read_text(encoding="utf-8")
    data = page[page.index("kb-data-contact") :]
    assert len(data[: data.index("</script>")].encode()) < MOST_BYTES


@pytest.mark.parametrize(
    "address", ["", "wm700/", "warranty/", "returns/", "contact/", "wm700/2026-door-lock/"]
)
def test_scripts_are_small(tabs: Tabs, demo: Built, address: str) -> None:
    """All scripts of our own that a page loads, with those that answer, uncompressed."""
    tab = opened(tabs, "wm700/")
    tab.page.evaluate(
        "localStorage.setItem('kb-products', JSON.stringify([{product: 'wm700', country: 'PL', repaired: []}]))"
    )
    tab.open(address)
    tab.page.wait_for_load_state("networkidle")
    loaded = {one for one in tab.requested if one.startswith("assets/kb/js/")}
    assert any("aftersales/" in one for one in loaded)
    assert sum((demo.site / one).stat().st_size for one in loaded) < 40_000


def test_all_scripts_are_small() -> None:
    """What answers, on all of these pages together."""
    ours = [path for folder in ("ask", "aftersales") for path in (SCRIPTS / folder).glob("*.js")]
    assert len(ours) > 10
    assert sum(path.stat().st_size for path in ours) < 40_000
