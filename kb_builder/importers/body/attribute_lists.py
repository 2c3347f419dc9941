"""Lists of attributes (``{: .note }``, ``{#name .class}``), as kramdown, Python-Markdown, Hugo and Pandoc know them → names and boxes.

Most of them only say how something looks, and go. What matters stays: a name that links lead to, and a class that makes
a box of a paragraph or quote.
"""

from __future__ import annotations

import re

from kb_builder.importers.body.callouts import class_kind_of

_WORD = (
    r"(?:(?:[#.][^\s{}#.=\"']{1,100}){1,20}"
    r"|[\w:-]{1,40}=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s{}\"']{1,200}))"
)
_WORDS = rf"[ \t]{{0,9}}{_WORD}(?:[ \t]{{1,9}}{_WORD}){{0,20}}[ \t]{{0,9}}\}}"
_LIST = r"\{:?" + _WORDS
_KRAMDOWN = r"\{:(?!:)[ \t]{0,9}[^{}\n]{1,300}\}"
_BEHIND = re.compile(
    rf"(?:(?<=[)\]*_>~=^\ue001]){_KRAMDOWN}|(?<=[)\]*\ue001]){_LIST})(?:{_KRAMDOWN}|{_LIST}){{0,5}}"
)
"""Right behind a link, a picture, code (put aside as \\ue001) or a word in bold."""
_IN_LINE = re.compile(r"[ \t]{0,9}\{:" + _WORDS + r"(?=[ \t]*(?:\||$))")
"""At the end of a line or of a cell."""
_ITEM_START = re.compile(
    rf"^([ \t>]{{0,40}}(?:[-*+]|\d{{1,9}}[.)])[ \t]{{1,9}}){_KRAMDOWN}[ \t]{{0,9}}", re.MULTILINE
)
_LINE = re.compile(rf"([ \t>]{{0,60}})(?:({_LIST})|({_KRAMDOWN}))[ \t]*$")
_HEADING = re.compile(r"[ \t>]{0,40}#{1,6}[ \t]")
_NO_BOX = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6}[ \t]|\||<")
"""What can't be made a box by the classes behind it: items, headings, rows, HTML."""
_NAME = re.compile(r"(?<=[\s{:])#([^\s{}#.=\"']{1,100})")
_CLASS = re.compile(r"(?<=[\s{:])\.([\w-]{1,100})")
_SPAN = re.compile(rf"(?<![!\]\w\\])\[([^\[\]\n]{{1,300}})\]{_LIST}")


def without_attribute_lists(prose: str) -> str:
    """The text without them; a block whose list asks for a box has it in a line before, as the parser knows it."""
    if "{" not in prose:
        return prose
    prose = _BEHIND.sub(lambda match: _anchor(match[0]), _SPAN.sub(_span, prose))
    if ":" not in prose and not re.search(rf"^[ \t>]*{_LIST}", prose, re.MULTILINE):
        return prose
    prose = _ITEM_START.sub(lambda match: match[1] + _anchor(match[0]), prose)
    lines: list[str] = []
    for line in prose.split("\n"):
        match = _LINE.match(line) if "{" in line else None
        if match is not None:
            _block_list(lines, match)
        elif "{:" in line and not _HEADING.match(line):
            lines.append(_IN_LINE.sub(lambda found: _anchor(found[0]), line))
        else:
            lines.append(line)
    return "\n".join(lines)


def _block_list(lines: list[str], match: re.Match[str]) -> None:
    """A list on a line of its own belongs to the block before it; without one, to the block behind."""
    prefix, text = match[1], match[2] or match[3]
    before = lines[-1].strip(" \t>") if lines else ""
    classes = [name for name in _CLASS.findall(text) if class_kind_of(name)]
    if not before:
        kept = " ".join([*(f"#{name}" for name in _NAME.findall(text)), *(f".{name}" for name in classes)])
        lines.append(f"{prefix}{{{kept}}}" if kept else prefix.rstrip())
        return
    names = _NAME.findall(text)
    if names and _HEADING.match(lines[-1]):
        lines[-1] += f" {{#{names[0]}}}"
        return
    margin = " \t>" if ">" in prefix else " \t"
    start = _block_start(lines, margin)
    if classes and not _NO_BOX.match(lines[start].lstrip(margin)):
        lines.insert(start, f"{prefix}{{.{classes[0]}}}")
    if names and not lines[-1].lstrip(" \t>").startswith("|"):
        lines[-1] += _anchor(text)
    lines.append(prefix.rstrip())


def _block_start(lines: list[str], margin: str) -> int:
    """The first line of the block that ends with the last line."""
    start = len(lines) - 1
    while start > 0 and lines[start - 1].strip(margin):
        start -= 1
    return start


def _span(match: re.Match[str]) -> str:
    """Pandoc's words with attributes; they may also be a link whose address stands at the end of the text."""
    label = f"[{match[1].lower()}]:"
    return match[0] if label in match.string.lower() else match[1] + _anchor(match[0][match[0].rindex("{") :])


def _anchor(attributes: str) -> str:
    """The name that the list gives, as an empty element that carries it."""
    name = _NAME.search(attributes)
    return f'<span id="{name[1]}"></span>' if name else ""
