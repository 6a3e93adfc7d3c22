"""The word index: FTS5 over passages and their heads, per library, changed in the same step as the passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from math import log
from typing import cast

from index.ledger.schema import WORDS

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip  # strftime's depend on the locale
# Measured on MultiHop-RAG: with title, outlet and date beside the passage hit@1 rises from .80 to .87.
HEAD_WEIGHT = 1.5
TEXT_WEIGHT = 1.0
SCORED = 2_000  # passages that one search may score, about 1.5 ms
ALWAYS = 2  # terms that are searched for however many passages hold them


def head(title: str, outlet: str | None, published_at: str | None) -> str:
    """What is said about a passage, for its words: title, outlet, and the day in digits and in words."""
    return " ".join(part for part in (title, outlet, (published_at or "")[:10], spelled_day(published_at)) if part)


def spelled_day(published_at: str | None) -> str:
    """A stored moment's day as people write it, such as 7 October 2023."""
    if published_at is None:
        return ""
    day = datetime.fromisoformat(published_at)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def make_tables(db: sqlite3.Connection, library: int) -> None:
    """Make the word index of a new library."""
    for statement in WORDS.format(library=library).split(";\n"):
        db.execute(statement)


def add(db: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str, str]]) -> None:
    """Make passages (id, head, text) findable."""
    db.executemany(f"INSERT INTO words_{library}(rowid, head, text) VALUES(?, ?, ?)", rows)


def drop(db: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str, str]]) -> None:
    """Forget passages; head and text must be those they were added with."""
    db.executemany(f"INSERT INTO words_{library}(words_{library}, rowid, head, text) VALUES('delete', ?, ?, ?)", rows)


def search(
    db: sqlite3.Connection,
    library: int,
    terms: Sequence[str],
    limit: int,
    eligible: str = "",
    values: Sequence[object] = (),
) -> list[tuple[int, float]]:
    """The best passages for any of `terms`, as (id, BM25; higher is better).

    `eligible` is a subquery for the passage ids that may be found.
    """
    if not terms:
        return []
    match = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
    allowed = (
        f"WHERE +rowid IN ({eligible})" if eligible else ""
    )  # `+` keeps it out of FTS5, which would match anew per row
    found = db.execute(
        f"SELECT rowid, score FROM (SELECT rowid, -bm25(words_{library}, {HEAD_WEIGHT}, {TEXT_WEIGHT}) AS score "
        f"FROM words_{library} WHERE words_{library} MATCH ?) {allowed} ORDER BY score DESC, rowid LIMIT ?",
        (match, *values, limit),
    )
    return [(int(id_), float(score)) for id_, score in found]


def holding(db: sqlite3.Connection, library: int, term: str) -> int:
    """How many passages hold a term."""
    row = db.execute(f"SELECT doc FROM terms_{library} WHERE term = ?", (_stemmer()(term),)).fetchone()
    return int(row[0]) if row else 0


def telling(held: Mapping[str, int]) -> list[str]:
    """The rarest terms, as many as can be ranked quickly; the others hardly tell passages apart.

    `held` is how many passages hold each. What BM25 costs is the passages that it scores, so this keeps a search as
    quick in a large archive as in a small one.
    """
    chosen, scored = list[str](), 0
    for term, count in sorted(held.items(), key=lambda pair: pair[1]):
        if len(chosen) >= ALWAYS and scored + count > SCORED:
            break
        chosen.append(term)
        scored += count
    return chosen


def rarity(held: Sequence[Mapping[str, int]], passages: int) -> dict[str, float]:
    """Inverse document frequency of each term in nats, as in Lucene's BM25; `held` is one count per library."""
    found = {}
    for term in held[0] if held else ():
        count = sum(one[term] for one in held)
        found[term] = log((passages - count + 0.5) / (count + 0.5) + 1.0)
    return found


def passages(db: sqlite3.Connection, library: int) -> int:
    """How many passages the word index of a library holds."""
    return int(db.execute(f"SELECT count(*) FROM words_{library}_docsize").fetchone()[0])


@cache
def _stemmer() -> Callable[[str], str]:
    """Porter's stemmer of 1980, which is the one in FTS5."""
    from snowballstemmer import stemmer

    return cast("Callable[[str], str]", stemmer("porter").stemWord)


def intact(db: sqlite3.Connection, library: int) -> bool:
    """Whether the word index's own structure holds."""
    with suppress(sqlite3.DatabaseError):
        db.execute(f"INSERT INTO words_{library}(words_{library}) VALUES('integrity-check')")
        return True
    return False


def ids(db: sqlite3.Connection, library: int) -> set[int]:
    """The ids of all passages that the word index knows."""
    return {int(row[0]) for row in db.execute(f"SELECT id FROM words_{library}_docsize")}


def empty(db: sqlite3.Connection, library: int) -> None:
    """Forget everything, to be filled anew."""
    db.execute(f"INSERT INTO words_{library}(words_{library}) VALUES('delete-all')")
