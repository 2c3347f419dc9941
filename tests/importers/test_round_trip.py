"""Whatever a text holds: what was read is what the site shows, and what was written is what YAML reads."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_builder.content.yaml_text import read_yaml
from kb_builder.importers.body.normalise import normalise
from kb_builder.importers.body.parse import read_markdown
from kb_builder.importers.body.tree import Element, Flow, Node, parse_html, text_of
from kb_builder.importers.body.words import kept, source_words, written_words
from kb_builder.importers.writing.markdown import markdown
from kb_builder.importers.writing.yaml_text import clean, to_yaml
from kb_builder.site.markdown import to_html

QUICK = settings(max_examples=300, deadline=None, derandomize=True)
SIGNS = (
    *"ab1 1.\\`*_{}[]()<>#+-.!|~^=:\"'&;/@$%?,",
    "**", "__", "``", "![", "](", " <b>", "&amp;", "&#1", "{#x}", "[^1]", "[x]: y", " * ", " - ", "1) ", "> ", "http://a.b",
    "*[a]: x", "<!-- ", "-->", "</p>", "{: .x}", ": ", "***", "~~~", "```",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map(
    lambda signs: " ".join("".join(signs).split()) or "q"
)
KEPT_TAGS = frozenset({"ul", "ol", "li", "pre", "blockquote", "table", "tr", "td", "th"})


def site_tree(text: str) -> Element:
    """What the site makes of a Markdown text."""
    return parse_html(to_html(text, lambda _tag, _name, value: value))


def bare(text: str) -> str:
    """Without spaces, which Markdown may move."""
    return "".join(text.split())


INLINE = st.one_of(
    TEXTS,
    st.builds(
        lambda tag, text: Element(tag, {}, (text,)),
        st.sampled_from(["strong", "em", "code", "kbd", "del"]),
        TEXTS,
    ),
    st.builds(lambda text: Element("a", {"href": "https://x.example/?a=b&c=(d)"}, (text,)), TEXTS),
    st.builds(lambda text: Element("strong", {}, (Element("em", {}, (text,)), " x")), TEXTS),
)


@QUICK
@given(st.lists(INLINE, min_size=1, max_size=4).map(tuple), st.sampled_from(["p", "li", "td", "aside"]))
def test_signs_stay_text(line: Flow, place: str) -> None:
    """In a paragraph, a list, a table and a callout."""
    paragraph = Element("p", {}, line)
    row = Element("tr", {}, (Element("td", {}, line), Element("td", {}, ("z",))))
    blocks = {
        "p": paragraph,
        "li": Element("ul", {}, (Element("li", {}, (paragraph, paragraph)),)),
        "td": Element("table", {"header": ""}, (row, row)),
        "aside": Element("aside", {"kind": "note"}, (paragraph,)),
    }
    shown = text_of(*site_tree(markdown((blocks[place],))).children)
    expected = text_of(blocks[place])
    assert bare(shown) == bare(f"Note {expected}" if place == "aside" else expected)


def random_blocks(chance: random.Random, depth: int) -> Sequence[Element]:
    """Lists, quotes, code and tables in each other."""
    words = ["foo", "1.", "x-y", "2) z", "- q", "# h", "> k"]

    def text() -> str:
        return " ".join(chance.choice(words) for _ in range(chance.randint(1, 4)))

    def block() -> Element:
        kind = (
            chance.choice(["p", "p", "ul", "ol", "pre", "blockquote", "aside", "table"]) if depth < 4 else "p"
        )
        if kind in ("ul", "ol"):
            items = tuple(
                Element("li", {}, tuple(random_blocks(chance, depth + 1)))
                for _ in range(chance.randint(1, 3))
            )
            return Element(kind, {"start": chance.choice(["1", "3"])}, items)
        if kind == "pre":
            lines = [
                chance.choice(["a = 1", "    b", "", "- c", "```", "# d"])
                for _ in range(chance.randint(1, 4))
            ]
            return Element("pre", {"lang": ""}, ("\n".join(lines).strip("\n") or "z",))
        if kind in ("blockquote", "aside"):
            return Element(kind, {"kind": "note"}, tuple(random_blocks(chance, depth + 1)))
        if kind == "table":
            rows = (("th", "th"), ("td", "td"))
            return Element("table", {"header": "1"}, tuple(Element("tr", {}, tuple(Element(tag, {}, (text(),)) for tag in row)) for row in rows))  # fmt: skip
        return Element("p", {}, (text(),))

    return [block() for _ in range(chance.randint(1, 3))]


def outline(node: Node) -> str:
    """Blocks and words, without what two trees of the same text may differ in."""
    if isinstance(node, str):
        return bare(node.replace("\u00a0", " "))
    if node.get("class") == "admonition-title":
        return ""
    inner = "".join(outline(child) for child in node.children)
    tag = "blockquote" if node.tag == "aside" or "admonition" in node.get("class") else node.tag
    return f"<{tag}>{inner}</>" if tag in KEPT_TAGS else inner


@QUICK
@given(st.integers(0, 2**32))
def test_blocks_stay_in_each_other(seed: int) -> None:
    """However lists, quotes, code and tables are nested."""
    blocks = tuple(random_blocks(random.Random(seed), 0))
    shown = site_tree(markdown(blocks))
    assert "".join(outline(node) for node in shown.children) == "".join(outline(block) for block in blocks)


MARKUP = st.lists(
    st.sampled_from(
        [*SIGNS, "\n", "\n\n", "\n- ", "\n1. ", "\n   ", "\n    ", "# ", "| a | b |\n|---|---|\n| ", "<div>", "</div>", "<li>",
         "<table><tr><td>", "<script>x</script>", "!!! note\n    ", ":::tip\n", "\n:::\n", "{{< note >}}", "{{< /note >}}", "機",
         "[[x]]", "<details><summary>", "\n> [!NOTE]\n> ", "=== \"t\"\n    "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@QUICK
@given(MARKUP)
def test_no_word_is_lost(text: str) -> None:
    """Markup of all systems in any order: what a browser would show arrives."""
    tree, _ = read_markdown(text)
    flow, _ = normalise(tree)
    before = source_words("", tree)
    after = written_words("", [markdown(flow)], [])
    assert kept(before, after) == before.total()


@QUICK
@given(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["no", "12:30", "2026-01-02", "0o7", "1e3", "~", "- a", "a: b", "#", " x"]),
        max_size=3,
    ),
)
def test_yaml_gives_back_what_was_written(text: str, words: list[str]) -> None:
    """Text that looks like something else, too."""
    value = clean("\n".join([text, *words])) or "x"
    read = read_yaml(to_yaml({"first": value, "steps": [{"text": value}], "last": "x"}), "x.yml")
    assert read.problems == ()
    assert read.data == {"first": value, "steps": [{"text": value}], "last": "x"}
