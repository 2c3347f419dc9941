"""The sites of all locales become one folder."""

from __future__ import annotations

from pathlib import Path

from kb_builder.publishing.join import files_of, join


def built(folder: Path, *names: str) -> Path:
    """A built site whose files hold the folder's name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(folder.name)
    return folder


def test_each_locale_below_its_prefix(tmp_path: Path) -> None:
    """The default locale stands at the root, the others below it, whatever the order."""
    en = built(tmp_path / "en", "index.html", "wm700/index.html")
    zh = built(tmp_path / "zh", "index.html")
    join([(zh, "zh-hant/"), (en, "")], tmp_path / "new")
    assert files_of(tmp_path / "new") == {"index.html", "wm700/index.html", "zh-hant/index.html"}
    assert (tmp_path / "new/zh-hant/index.html").read_text() == "zh"


def test_a_folder_that_the_default_locale_has_too(tmp_path: Path) -> None:
    """Both keep their files; where both have one, the locale's own wins."""
    en = built(tmp_path / "en", "pl/images/a.svg", "pl/index.html")
    pl = built(tmp_path / "pl", "images/b.svg", "index.html")
    join([(en, ""), (pl, "pl/")], tmp_path / "new")
    assert files_of(tmp_path / "new") == {"pl/images/a.svg", "pl/images/b.svg", "pl/index.html"}
    assert (tmp_path / "new/pl/index.html").read_text() == "pl"


def test_leavings_stay_out(tmp_path: Path) -> None:
    """Neither the engine's compressed map nor the list of another run, nor files of a run that broke off."""
    built(tmp_path / "new", "half-done.html")
    en = built(tmp_path / "en", "sitemap.xml", "sitemap.xml.gz", ".kb-manifest.json")
    pl = built(tmp_path / "pl", "sitemap.xml", "sitemap.xml.gz")
    join([(en, ""), (pl, "pl/")], tmp_path / "new")
    assert files_of(tmp_path / "new") == {"sitemap.xml", "pl/sitemap.xml"}
