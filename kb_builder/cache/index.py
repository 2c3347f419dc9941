"""Which output came from which inputs, in one SQLite file that survives a kill at any moment."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE version (text TEXT NOT NULL);
CREATE TABLE queries (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE rows (place TEXT NOT NULL, name TEXT NOT NULL, trace BLOB, answers BLOB, shared TEXT, source TEXT, output TEXT,
                   meta TEXT, seal BLOB, PRIMARY KEY (place, name));
CREATE TABLE facts (name TEXT NOT NULL, output TEXT NOT NULL, data BLOB, seal BLOB, PRIMARY KEY (name, output));
CREATE INDEX facts_of_output ON facts (output);
CREATE TABLE answers (place TEXT NOT NULL, name TEXT NOT NULL, input BLOB, data TEXT, PRIMARY KEY (place, name));
CREATE TABLE blobs (name TEXT PRIMARY KEY, size INTEGER, time INTEGER);
"""


class CacheError(Exception):
    """The cache can't be used: it is damaged, or of another version. The text says which."""


@dataclass(frozen=True, slots=True)
class Row:
    """One output and what it was made from."""

    trace: bytes
    """The questions that were asked while it was made: their numbers, four bytes each."""
    answers: bytes
    """One digest of all the answers."""
    shared: str
    """Digest of what all outputs of its kind have in common."""
    source: str
    """Name of the intermediate text among the contents."""
    output: str
    """Name of the finished file among the contents; empty when there is none."""
    meta: str = "{}"
    """JSON: what others need to know of it."""


class Index:
    """The open file. Every method may raise :class:`CacheError` when the file turns out to be damaged."""

    def __init__(self, file: Path, version: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = not file.exists()
        self._file = file
        self._db = sqlite3.connect(file, timeout=1, check_same_thread=False)
        with self._damage():
            self._db.execute("PRAGMA synchronous = OFF")
            if fresh or not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._db.executescript(f"BEGIN; {_TABLES} COMMIT;")
                self._db.execute("INSERT INTO version VALUES (?)", (version,))
                self._db.commit()
            found = self._db.execute("SELECT text FROM version").fetchone()
            if found is None or found[0] != version:
                raise CacheError("it was written by another version")

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def queries(self) -> dict[str, int]:
        """Every question that was ever asked, with its number."""
        with self._damage():
            return {text: number for number, text in self._db.execute("SELECT id, text FROM queries")}

    def rows(self) -> dict[tuple[str, str], Row]:
        """All outputs by place and name; rows that are not as they were written are left out."""
        with self._damage():
            columns = "place, name, trace, answers, shared, source, output, meta, seal"
            found = {}
            for place, name, *values, seal in self._db.execute(f"SELECT {columns} FROM rows"):
                if _seal(place, name, *values) == seal:
                    found[place, name] = Row(*values)
            return found

    def answers(self) -> dict[tuple[str, str], tuple[bytes, dict[str, str]]]:
        """What the inputs of an earlier run answered: by place and name the digest of the input and the answers."""
        with self._damage():
            rows = self._db.execute("SELECT place, name, input, data FROM answers")
            return {(place, name): (given, json.loads(data)) for place, name, given, data in rows}

    def known(self) -> dict[str, tuple[int, int]]:
        """Size and time of the contents that were found whole."""
        with self._damage():
            rows = self._db.execute("SELECT name, size, time FROM blobs")
            return {name: (size, time) for name, size, time in rows}

    def fact(self, name: str, output: str) -> Any:
        """What was learned about a finished file under a name; None when nothing whole is kept."""
        with self._damage():
            query = "SELECT data, seal FROM facts WHERE name = ? AND output = ?"
            found = self._db.execute(query, (name, output)).fetchone()
            if not found or _seal(name, output, found[0]) != found[1]:
                return None
            return json.loads(zlib.decompress(found[0]))

    def save_facts(self, facts: Mapping[tuple[str, str], Any]) -> None:
        """Keep what was learned, by name and finished file."""
        rows = []
        for key, value in facts.items():
            data = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)
            rows.append((*key, data, _seal(*key, data)))
        with self._damage(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", rows)

    def save(
        self,
        rows: Mapping[tuple[str, str], Row],
        queries: Mapping[str, int],
        answers: Mapping[tuple[str, str], tuple[bytes, dict[str, str]]],
        known: Mapping[str, tuple[int, int]],
    ) -> None:
        """Add to what is kept, all or nothing."""
        with self._damage(), self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO queries VALUES (?, ?)", ((n, t) for t, n in queries.items())
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((*key, *astuple(row), _seal(*key, *astuple(row))) for key, row in rows.items()),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
                ((*key, given, json.dumps(data)) for key, (given, data) in answers.items()),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?)", ((n, s, t) for n, (s, t) in known.items())
            )

    def forget(self, rows: Iterable[tuple[str, str]], outputs: Iterable[str]) -> None:
        """Remove outputs that are no longer made, and what is known about their files."""
        with self._damage(), self._db:
            self._db.executemany("DELETE FROM rows WHERE place = ? AND name = ?", list(rows))
            names = [(output,) for output in outputs]
            self._db.executemany("DELETE FROM facts WHERE output = ?", names)
            self._db.executemany("DELETE FROM blobs WHERE name = ?", names)

    def _damage(self) -> _Damage:
        return _Damage()


class _Damage:
    """Turns what SQLite says about a damaged file into :class:`CacheError`, and about a full disk into ``OSError``."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if (
            isinstance(error, sqlite3.OperationalError)
            and "malformed" not in str(error)
            and "no such" not in str(error)
        ):
            raise OSError(f"{error} (.kb-cache)") from error
        if isinstance(error, sqlite3.Error | ValueError | TypeError | zlib.error):
            raise CacheError("it is damaged") from error


def _seal(*values: object) -> bytes:
    """A digest of a row's columns."""
    parts = (value if isinstance(value, bytes) else str(value).encode() for value in values)
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()
