"""A real help centre from end to end, by hand: ``python -m tests.importers.real FOLDER``.

Imports the folder into a new site, checks and builds it, and looks for the words of each article on its built page. The
words come from a plain reading of the source as GitHub shows it, without anything of the importer.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from selectolax.lexbor import LexborHTMLParser

ENOUGH = 0.995
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> Counter[str]:
    """Each word in lower case."""
    return Counter(WORD.findall(text.casefold()))


def source_words(path: Path) -> Counter[str]:
    """The words that a reader of the source sees, the title included."""
    text = path.read_text(encoding="utf-8-sig")
    title = ""
    header = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if header:
        text = text[header.end() :]
        found = re.search(r"^title:\s*(.*)$", header[1], re.MULTILINE)
        title = found[1].strip().strip("\"'") if found else ""
    text = re.sub(r"\{[#.:][^}\n]*\}|^>\s*\[!(\w+)\]", r" \1 ", text, flags=re.MULTILINE)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin).render(text)
    return words(f"{title} {visible(nh3.clean(html))}")


def visible(html: str) -> str:
    """The text between the tags; marks of footnotes are no words, but part those beside them."""
    tree = LexborHTMLParser(html)
    for node in tree.css("sup[id^='fnref'], .footnote-ref, .footnote-backref, .headerlink"):
        node.replace_with(" ")
    return tree.body.text(separator=" ") if tree.body else ""


def page_words(site: Path, target: str) -> Counter[str] | None:
    """The words of the built page of an article; None for drafts, which have none."""
    _, product, _, name = target.split("/")
    page = site / "site" / product / Path(name).stem / "index.html"
    if not page.exists():
        return None
    main = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("article, main")
    return words(visible(main.html or "")) if main else Counter()


def kb(*arguments: str) -> str:
    """Run a command; its output. Ends the run when the command can't do its work."""
    run = subprocess.run(
        [sys.executable, "-m", "kb_builder", *arguments], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(
            f"kb {' '.join(arguments)} ended with {run.returncode}:\n{run.stdout[-3000:]}{run.stderr[-3000:]}"
        )
    return run.stdout


def main() -> None:
    """Print the numbers; end with 1 when an article lost words or two imports differ."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KB_REAL_HELP_CENTRE", ""))
    if not folder.is_dir() or not folder.name:
        sys.exit("usage: python -m tests.importers.real FOLDER (or KB_REAL_HELP_CENTRE=FOLDER)")
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        report_file = Path(temporary) / "report.json"
        kb("init", str(site))
        imported = (
            "import",
            "markdown",
            str(folder),
            str(site),
            "--on",
            "2026-01-31",
            "--report",
            str(report_file),
        )
        print("\n".join(kb(*imported).splitlines()[-16:]))
        first = report_file.read_text(encoding="utf-8")
        kb(*imported)
        same = report_file.read_text(encoding="utf-8") == first
        print(kb("check", "-C", str(site)).splitlines()[-1])
        print(kb("build", "-C", str(site)).splitlines()[-2])
        failed = compare(folder, site, json.loads(first))
    print(f"A second import reports the same: {'yes' if same else 'no'}")
    sys.exit(1 if failed or not same else 0)


def compare(folder: Path, site: Path, report: dict[str, Any]) -> int:
    """How many articles have less than the share of words that must arrive; prints each of them."""
    failed = hidden = 0
    shares = []
    for file in report["files"]:
        if file["result"] not in ("guide", "article"):
            continue
        after = page_words(site, file["target"])
        if after is None:
            hidden += 1
            continue
        before = source_words(folder / file["source"])
        share = (before & after).total() / before.total() if before else 1.0
        shares.append(share)
        if share < ENOUGH:
            failed += 1
            print(f"{share:.4f} {file['source']}: {dict((before - after).most_common(12))}")
    print(
        f"On built pages: {len(shares)} articles, least share of words {min(shares):.4f}, {failed} below {ENOUGH}, {hidden} drafts"
    )
    return failed


if __name__ == "__main__":
    main()
