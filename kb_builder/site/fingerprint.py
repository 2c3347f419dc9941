"""Any value of the model → a digest that is the same for equal values in every process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from kb_builder.content.localise import MarkdownPhrase, Phrase


def fingerprint(value: Any) -> str:
    """The digest of a value, its texts with their languages and notes."""
    return hashlib.blake2b(
        "\0".join(_parts(value)).encode("utf-8", "surrogatepass"), digest_size=12
    ).hexdigest()


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(value)
    elif isinstance(value, tuple | list):
        yield f"t({len(value)}"
        for part in value:
            yield from _parts(part)
    elif isinstance(value, set | frozenset):
        yield from _parts(tuple(sorted(value)))
    elif isinstance(value, Mapping):
        yield from _parts(tuple(value.items()))
    elif isinstance(value, BaseModel):
        yield type(value).__name__
        yield from _parts(tuple(value.__dict__.items()))
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        yield from _parts(tuple((one.name, getattr(value, one.name)) for one in fields(value)))
    else:
        yield f"v{type(value).__name__}|{value!r}"


def _text(value: str) -> Iterator[str]:
    if isinstance(value, MarkdownPhrase):
        yield f"m{value.lang}|{value.note}({len(value.blocks)}"
        for block in value.blocks:
            yield from _text(block)
    elif isinstance(value, Phrase):
        yield f"p{value.lang}|{value.note}|{str.__str__(value)}"
    else:
        yield f"s{value}"
