"""Pictures and documents: those that pages show are published, at the place where the pages look for them."""

from __future__ import annotations

from pathlib import Path

from tests.demo import built
from tests.hostile.catalogue import small_site
from tests.site.html import pages

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>\n'


def test_pictures_of_hand_written_pages(tmp_path: Path) -> None:
    """``docs/images/`` belongs to the pages of ``docs/``; a picture that nothing shows stays at home."""
    folder = small_site(tmp_path / "site")
    (folder / "docs/images").mkdir()
    for name in ("our team.svg", "unused.svg"):
        (folder / "docs/images" / name).write_text(PICTURE)
    with (folder / "docs/about.md").open("a", encoding="utf-8") as page:
        page.write("\n![The team](images/our%20team.svg)\n\n![The kitchen](category-kitchen.svg)\n")
    site = built(folder).site
    for name in ("about/index.html", "pl/about/index.html"):
        sources = [image.attributes["src"] for image in dict(pages(site))[name].css(".md-content img")]
        assert sources == ["../images/our%20team.svg", "../shared/images/category-kitchen.svg"]
    assert (site / "images/our team.svg").is_file()
    assert (site / "pl/images/our team.svg").is_file()
    assert not list(site.rglob("unused.svg"))


def test_pictures_say_how_large_they_are(tmp_path: Path) -> None:
    """So nothing moves while they load; a size that the writer gave stays, and what says no size gets none."""
    folder = small_site(tmp_path / "site")
    (folder / "docs/images").mkdir()
    (folder / "docs/images/team.svg").write_text(PICTURE)
    (folder / "docs/images/odd.svg").write_text(PICTURE.replace('viewBox="0 0 8 8"', ""))
    own = '<img src="images/team.svg" alt="Small" width="4">'
    with (folder / "docs/about.md").open("a", encoding="utf-8") as page:
        page.write(f"\n![The team](images/team.svg)\n\n{own}\n\n![Odd](images/odd.svg)\n")
    site = built(folder).site
    shown = [image.attributes for image in dict(pages(site))["about/index.html"].css(".md-content img")]
    sizes = [(one.get("width"), one.get("height")) for one in shown]
    assert sizes == [("8", "8"), ("4", None), (None, None)]
