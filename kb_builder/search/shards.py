"""An index in memory → small JSON files that a browser fetches as it needs them.

``index.json`` says where the rest is. ``t<n>.json`` holds a range of words with their stems and the documents of these,
``v<n>.json`` the words of n letters for corrections, ``d<n>.json`` one document. All but the first lie in a folder that
is named by their content, so that a browser may keep them for good.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from kb_builder.search import rank
from kb_builder.search.common import WEIGHT as COMMON
from kb_builder.search.documents import Document
from kb_builder.search.index import Memory, utf16
from kb_builder.search.spelling import SHORTEST
from kb_builder.search.weights import HIGHEST

FOLDER = "assets/search"
MOST_WORDS = 2500
"""Words of one length that corrections may lead to."""
MOST_TEXT = 3000
"""Characters of a document's text that come to the browser for the lines that it shows."""
_SHARD = 4500
"""Characters of a file of words."""
EXACT = "="
"""What precedes the keys that lead straight to a page."""


def write_index(memory: Memory, site: Path) -> None:
    """Write the index of one locale, whose root is ``site``, anew."""
    top = site / FOLDER
    if top.exists():
        shutil.rmtree(top)
    files = dict(_files(memory))
    meta = files.pop("index.json")
    digest = hashlib.sha256()
    for name, text in files.items():
        digest.update(f"{name}\n{text}\n".encode())
    version = digest.hexdigest()[:12]
    folder = top / version
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (top / "index.json").write_text(_json({"version": version} | json.loads(meta)), encoding="utf-8")


def _files(memory: Memory) -> Iterator[tuple[str, str]]:
    starts: list[str] = []
    for number, (first, shard) in enumerate(_shards(memory)):
        starts.append(first)
        yield f"t{number}.json", shard
    lengths = []
    for length in range(SHORTEST - 1, 41):
        found = memory.vocabulary(length)[:MOST_WORDS]
        if found:
            lengths.append(length)
            yield f"v{length}.json", _json(list(found))
    for number, document in enumerate(memory.documents):
        yield f"d{number}.json", _json(_shown(document))
    yield "index.json", _json(_meta(memory, starts, lengths))


def _meta(memory: Memory, starts: Sequence[str], lengths: Sequence[int]) -> Mapping[str, Any]:
    products = dict.fromkeys(document.product for document in memory.documents)
    names = {document.product: document.product_name for document in memory.documents}
    places = {slug: place for place, slug in enumerate(products)}
    kinds = list(dict.fromkeys(document.kind for document in memory.documents))
    runs = [
        [places[product], kinds.index(kind), len(list(group))]
        for (product, kind), group in groupby(memory.documents, key=lambda one: (one.product, one.kind))
    ]
    return {
        "total": memory.total,
        "products": [[slug, names[slug], sorted(memory.names.get(slug, ()))] for slug in products],
        "kinds": [[kind, _worth(memory, kind)] for kind in kinds],
        "runs": runs,
        "starts": starts,
        "lengths": lengths,
        "common": sorted(memory.common),
        "endings": sorted(memory.endings),
        "synonyms": [[one.members, one.targets] for one in memory.synonyms],
        "ranking": {
            "highest": HIGHEST, "synonym": rank.SYNONYM, "unfinished": rank.UNFINISHED,
            "unfinishedBeside": rank.UNFINISHED_BESIDE, "otherEnding": rank.OTHER_ENDING, "mistakes": rank.MISTAKES, "leastRight": rank.LEAST_RIGHT,
            "apart": rank.APART, "shortestPart": rank.SHORTEST_PART, "character": rank.CHARACTER, "across": rank.ACROSS, "halfCommon": rank.HALF_COMMON,
            "named": rank.NAMED, "productMeant": rank.PRODUCT_MEANT,
            "joined": rank.JOINED, "partOfJoined": rank.PART_OF_JOINED, "completions": rank.COMPLETIONS,
            "coverage": rank.COVERAGE, "ownProduct": rank.OWN_PRODUCT, "common": COMMON,
        },
    }  # fmt: skip


def _worth(memory: Memory, kind: str) -> float:
    return next(memory.worth(n) for n, document in enumerate(memory.documents) if document.kind == kind)


def _shards(memory: Memory) -> Iterator[tuple[str, str]]:
    """Ranges of words: the first word, and the file ``{f: [[form, stem place…]…], s: [[df, [document, impact…]]…]}``."""
    exact = {EXACT + key: places for key, places in memory.exact.items()}
    forms: list[Any] = []
    stems: dict[str, int] = {}
    listed: list[Any] = []
    size, first = 0, ""
    for form in sorted((*memory.forms, *exact), key=utf16):
        if size > _SHARD:
            yield first, _json({"f": forms, "s": listed})
            forms, stems, listed, size = [], {}, [], 0
        first = form if not forms else first
        if form in exact:
            forms.append([form, [[number, address] for address, number in sorted(exact[form].items())]])
            size += len(form) + 30 * len(exact[form])
            continue
        for stem in memory.stems_of(form):
            if stem not in stems:
                stems[stem] = len(listed)
                postings = memory.postings(stem)
                listed.append([stem, memory.frequency(stem), _differences(postings)])
                size += 6 * len(postings) + 10
        forms.append([form, *(stems[stem] for stem in memory.stems_of(form))])
        size += len(form) + 6
    if forms:
        yield first, _json({"f": forms, "s": listed})


def _differences(postings: Sequence[tuple[int, int]]) -> list[int]:
    flat: list[int] = []
    before = 0
    for number, impact in postings:
        flat += [number - before, impact]
        before = number
    return flat


def _shown(document: Document) -> Mapping[str, Any]:
    """What a result shows: ``x`` lists the parts as anchor, heading, text."""
    left = MOST_TEXT
    parts = []
    for section in document.sections:
        text = section.text[: max(0, left)]
        left -= len(text)
        if text or section.heading:
            parts.append([section.anchor, section.heading, text])
    data = {
        "u": document.address, "t": document.title, "s": document.summary, "y": document.symptoms, "k": document.kind,
        "i": document.id, "a": list(document.aliases), "m": document.time, "p": document.product, "n": document.product_name, "x": parts,
    }  # fmt: skip
    return {name: value for name, value in data.items() if value}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
