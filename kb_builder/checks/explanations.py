"""What each rule means: one Markdown file a rule, with an example that breaks it and one that does not.

The examples are the tests of the rules (``tests/checks``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_FENCE = "```"


@dataclass(frozen=True)
class Explanation:
    """The text of one rule."""

    code: str
    text: str
    """Markdown, as it is printed."""
    summary: str
    """Its first sentence."""
    fails: Mapping[str, str]
    """File → content that breaks the rule, laid over a site without problems."""
    passes: Mapping[str, str]
    """The same, mended."""
    says: str
    """The first line that ``kb check`` prints for the failing example; empty where none is shown."""


def explanation(code: str) -> Explanation:
    """The explanation of a rule.

    :raises KeyError: for an unknown name.
    """
    if code not in known():
        raise KeyError(code)
    text = files("kb_builder.checks").joinpath("texts", f"{code}.md").read_text(encoding="utf-8")
    before, _, examples = text.partition("\n## Fails\n")
    fails, _, passes = examples.partition("\n## Passes\n")
    says = [content for info, content in fenced_blocks(fails) if info == "text"]
    return Explanation(
        code, text, _summary(before), named_files(fails), named_files(passes), says[0].strip() if says else ""
    )


def known() -> tuple[str, ...]:
    """The names of all rules that have an explanation."""
    folder = files("kb_builder.checks").joinpath("texts")
    return tuple(
        sorted(item.name.removesuffix(".md") for item in folder.iterdir() if item.name.endswith(".md"))
    )


def _summary(text: str) -> str:
    paragraphs = [part.strip() for part in text.split("\n\n") if not part.startswith("#")]
    return " ".join(paragraphs[0].split()) if paragraphs else ""


def named_files(text: str) -> dict[str, str]:
    """Blocks whose opening line names a file: ```` ```yaml products/wm/product.yml ````."""
    return {
        info.partition(" ")[2].strip(): content
        for info, content in fenced_blocks(text)
        if "/" in info.partition(" ")[2]
    }


def fenced_blocks(text: str) -> list[tuple[str, str]]:
    """Fenced blocks as (words after the fence, content); a longer fence may hold shorter ones."""
    found: list[tuple[str, str]] = []
    fence, info, lines = "", "", list[str]()
    for line in text.split("\n"):
        if not fence and line.startswith(_FENCE):
            fence = line[: len(line) - len(line.lstrip("`"))]
            info, lines = line[len(fence) :].strip(), []
        elif fence and line.rstrip() == fence:
            found.append((info, "\n".join(lines) + "\n"))
            fence = ""
        elif fence:
            lines.append(line)
    return found
