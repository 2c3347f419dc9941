"""Title, summary, type and language of an article, from what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kb_builder.importers.body.tree import HEADINGS, Element, Flow, find, plain, rewrite, tag_level
from kb_builder.importers.naming import title_from

TEXT_LENGTH = 1000
_SUMMARY_LENGTH = 300
_SUMMARY_LEAST = 12
_SENTENCE_LENGTH = 1000
"""Where the search for the end of a sentence stops."""
_SENTENCE = re.compile(
    r"(.+?[.!?\u3002\uff01\uff1f]+[\"\u201d\u2019)]*)(?=\s+[^a-z\s]|$|(?<=[\u3002\uff01\uff1f]))"
)
_SHORT_FORM = re.compile(r"\b(?:e\.g|i\.e|etc|approx|vs|no|nr|np|tzn|min|max|incl|z\.B)\.$", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+[|\u00b7\u2022\u2014\u2013-]\s+\S.{0,60}")
"""What search engines are told behind a title."""
_INDEX_NAMES = frozenset({"index", "readme", "_index"})
_TYPES: tuple[tuple[str, str], ...] = (
    ("update", r"updat|upgrad|flash\w* .*firmware|firmware update|aktualiz|\u66f4\u65b0|\u5347\u7d1a"),
    ("replace", r"replac|exchange (?:a|the|your)|swap|wymie\u0144|wymian|\u66f4\u63db"),
    ("dispose", r"dispos|recycl|discard|utyliz|\u56de\u6536|\u5ee2\u68c4"),
    ("repair", (r"repair|fix\b|fixing|troubleshoot|recover|restor|burn .*bootloader|unbrick|error|fails?\b|failed|not work|n['\u2019]?t work|napraw"
               r"|\u4fee\u7406|\u6545\u969c|\u7dad\u4fee")),
    ("maintain", r"clean|maintain|maintenance|descale|lubricat|calibrat|reset\b|czyszcz|wyczy\u015b\u0107|konserw|\u6e05\u6f54|\u6e05\u6d17|\u4fdd\u990a"),
    ("install", r"install|mount|assembl|attach|solder|zainstal|monta\u017c|zamontuj|\u5b89\u88dd"),
    ("set-up", (r"set ?-?up|configur|connect|pair\b|register|activat|get(?:ting)? started|add (?:a|an|the|your)|create|sign|enable|link (?:a|your)"
               r"|skonfigur|po\u0142\u0105cz|pod\u0142\u0105cz|\u8a2d\u5b9a|\u9023\u63a5|\u914d\u5c0d|\u8a3b\u518a")),
)  # fmt: skip
_SIMPLIFIED = frozenset("这们来时国说对为会发经电机关门问题开网页点击选择设备请")
_TRADITIONAL = frozenset("這們來時國說對為會發經電機關門問題開網頁點擊選擇設備請")


@dataclass(frozen=True, slots=True)
class Titled:
    """An article's title, and its blocks without the heading that says the same."""

    title: str
    flow: Flow
    made: bool = False
    """Nothing names the article; the title was made from the file's name."""
    in_text: bool = False
    """The title stands in the text of the source, too."""


def take_title(known: str, flow: Flow, path: PurePosixPath, menu: str = "") -> Titled:
    """The title of the front matter, else of the first heading, else of the menu or the file's name."""
    blocks = [node for node in flow if isinstance(node, Element)]
    first = next((block for block in blocks if block.tag in HEADINGS), None)
    is_title = first is not None and (first.tag == "h1" or (not known and _stands_over_all(first, blocks)))
    heading = plain(first) if first is not None and is_title else ""
    if heading and _SITE_NAME.fullmatch(known.removeprefix(heading)):
        known = heading
    in_text = bool(heading) and (not known or _bare(heading) == _bare(known))
    if in_text:
        known = known or heading
        flow = tuple(node for node in flow if node is not first)
    known = known or menu
    if known:
        return Titled(known[:TEXT_LENGTH], levelled(flow), in_text=in_text)
    name = path.parent.name if path.stem.lower() in _INDEX_NAMES and path.parent.name else path.stem
    return Titled(title_from(name)[:TEXT_LENGTH], levelled(flow), made=True)


def _stands_over_all(heading: Element, blocks: list[Element]) -> bool:
    """Whether a heading of a lower level begins the article, and no other is as high."""
    others = [block for block in find(tuple(blocks), *HEADINGS) if block is not heading]
    return blocks[0] is heading and all(tag_level(block) > tag_level(heading) for block in others)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def levelled(flow: Flow) -> Flow:
    """Headings below the title: they begin at 2 and skip no level."""
    stack: list[tuple[int, int]] = []

    def change(element: Element) -> Flow:
        if element.tag not in HEADINGS:
            return (element,)
        own = int(element.tag[1])
        while stack and stack[-1][0] >= own:
            stack.pop()
        new = min((stack[-1][1] if stack else 1) + 1, 6)
        stack.append((own, new))
        return (Element(f"h{new}", element.attrs, element.children),)

    return rewrite(flow, change)


def summary_of(given: str, title: str, flow: Flow) -> str:
    """One sentence in plain text: what the source gives, else the first sentence that says something, else the title."""
    if given and (told := _without_markup(given)):
        return _shortened(told)
    for text in _paragraphs(flow):
        sentence = _first_sentence(text)
        if sentence:
            return _shortened(sentence)
    return title


def _without_markup(text: str) -> str:
    """A summary that was written in Markdown, as plain words; sentences with a link that has no words go."""
    text = re.sub(r"[^.!?]{0,300}\[AUTOTITLE\]\([^()]{0,300}\)[^.!?]{0,300}[.!?]?", "", text)
    text = re.sub(r"\[([^\[\]]{1,300})\]\([^()\s]{1,400}\)", r"\1", text)
    return re.sub(r"\*\*|__|`|<[^<>]{1,200}>", "", text).strip()


def _paragraphs(flow: Flow) -> Iterator[str]:
    for node in flow:
        if isinstance(node, Element) and node.tag == "p" and not node.get("caption"):
            text = plain(
                *(
                    child
                    for child in node.children
                    if not (isinstance(child, Element) and child.tag == "fnref")
                )
            )
            linked = sum(len(plain(link)) for link in find((node,), "a"))
            if (
                _weight(text) >= _SUMMARY_LEAST
                and linked < 0.8 * len(text)
                and not text.endswith((":", "\uff1a"))
            ):
                yield text


def _weight(text: str) -> int:
    """Letters, of which a Chinese one says as much as three others."""
    return sum(3 if sign >= "\u3000" else 1 for sign in text)


def _first_sentence(text: str) -> str:
    end = 0
    text = text[:_SENTENCE_LENGTH]
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if _weight(text[:end]) >= _SUMMARY_LEAST and not _SHORT_FORM.search(match[0]):
            return text[:end].strip()
    return text


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _SUMMARY_LENGTH:
        return text
    cut = text[:_SUMMARY_LENGTH].rsplit(" ", 1)[0]
    return (cut if len(cut) > _SUMMARY_LENGTH // 2 else text[:_SUMMARY_LENGTH]).rstrip(" ,;:") + "\u2026"


def guide_type(title: str) -> str:
    """The type that the words of the title suggest; ``use`` when they say nothing."""
    low = title.lower()
    return next((name for name, words in _TYPES if re.search(words, low)), "use")


def guess_language(texts: Iterable[str]) -> str:
    """The language by the letters that most of the text uses, else by its commonest words; ``en`` when nothing tells."""
    letters = chinese = polish = simplified = traditional = 0
    scripts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in texts:
        words.update(re.findall(r"\w+", text.lower()))
        for sign in text:
            if not sign.isalpha():
                continue
            letters += 1
            scripts.update(name for name, (first, last) in _SCRIPTS.items() if first <= sign <= last)
            chinese += "\u4e00" <= sign <= "\u9fff"
            polish += sign in "\u0105\u0119\u0142\u0144\u015b\u017a\u017c\u0107"
            simplified += sign in _SIMPLIFIED
            traditional += sign in _TRADITIONAL
    script, signs = max(scripts.items(), key=lambda item: item[1], default=("", 0))
    if letters and signs > letters * 0.15:
        return script
    if letters and chinese > letters * 0.3:
        return "zh-Hans" if simplified > traditional else "zh-Hant"
    if letters and polish > letters * 0.015:
        return "pl"
    common = {tag: sum(words[word] for word in known.split()) for tag, known in _COMMON_WORDS.items()}
    best = max(common, key=lambda tag: common[tag])
    return best if common[best] >= _COMMON_LEAST and common[best] > 1.5 * common["en"] else "en"


_SCRIPTS = {"ja": ("\u3040", "\u30ff"), "ko": ("\uac00", "\ud7a3"), "ru": ("\u0400", "\u04ff"), "el": ("\u0370", "\u03ff"),
            "ar": ("\u0600", "\u06ff"), "th": ("\u0e00", "\u0e7f")}  # fmt: skip
_COMMON_LEAST = 6
"""Fewer words prove nothing."""
_COMMON_WORDS = {
    "en": "the of and to in is you for with that on this it your",
    "de": "der die das und ist nicht sie mit den ein eine auf für zu",
    "fr": "le la les et est des un une pour dans vous que sur avec",
    "es": "el la los y es de que en un una para con por su",
    "it": "il la e di che per un una con del sono non nel",
    "pt": "o os e de que em um uma para com não por seu",
    "nl": "de het een en van is op voor met niet je dat",
    "cs": "a na se je v že pro do si jako nebo pokud",
    "sv": "och att det som en på är för med av inte du",
}


def has_words(flow: Flow) -> bool:
    """Whether there is anything to read or to see."""
    return bool(plain(*flow)) or any(find(flow, "img"))
