"""Reads of articles and passages: only live articles, only of the libraries that were named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from index.ledger import rows
from index.ledger.rows import ARTICLE_COLUMNS, ARTICLE_FROM
from index.types import Article, Coverage, Passage, Window

PASSAGE_FROM = (
    f"{ARTICLE_FROM} JOIN passage p ON p.article = a.pk JOIN version v ON v.article = a.pk AND v.number = a.version"
)
CHUNK = 500  # ids in one statement, far below SQLite's limit on variables


def eligible(library: int, window: Window, outlet: str | None) -> tuple[str, list[object]]:
    """A subquery for the passages that a question may find, with its values; both empty where all may be."""
    where, values = _conditions(window, outlet)
    if not where:
        return "", []
    return (
        f"SELECT p.id FROM passage p JOIN article a ON a.pk = p.article WHERE a.library = ?{where}",
        [library, *values],
    )


def _conditions(window: Window, outlet: str | None) -> tuple[str, list[object]]:
    """Further conditions on an article `a`."""
    conditions, values = "", list[object]()
    for clause, value in (
        ("a.published >= ?", rows.seconds(window.since)),
        ("a.published < ?", rows.seconds(window.until)),
        ("a.outlet = ? COLLATE NOCASE", outlet),
    ):
        if value is not None:
            conditions += f" AND {clause}"
            values.append(value)
    return conditions, values


def passages(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Passage]:
    """Passages by id; those that are gone are left out."""
    wanted, found = list(ids), dict[int, Passage]()
    for at in range(0, len(wanted), CHUNK):
        some = wanted[at : at + CHUNK]
        marks = ",".join("?" * len(some))
        for row in db.execute(
            f"SELECT {ARTICLE_COLUMNS}, p.id, p.start, p.end, substr(v.body, p.start + 1, p.end - p.start) "
            f"FROM {PASSAGE_FROM} WHERE a.live AND p.id IN ({marks})",
            some,
        ):
            passage = rows.passage(row)
            found[passage.id] = passage
    return found


def beginnings(
    db: sqlite3.Connection, libraries: Sequence[str], window: Window, outlet: str | None, until: datetime, limit: int
) -> list[Passage]:
    """The first passages of the newest live articles that were published before `until`, the newest first."""
    where, values = _conditions(window, outlet)
    marks = ",".join("?" * len(libraries))
    found = db.execute(
        f"SELECT p.id FROM {ARTICLE_FROM} JOIN passage p ON p.article = a.pk AND p.start = "
        f"(SELECT min(first.start) FROM passage first WHERE first.article = a.pk) "
        f"WHERE a.live AND l.name IN ({marks}){where} AND a.published < ? ORDER BY a.published DESC, a.pk DESC LIMIT ?",
        [*libraries, *values, rows.seconds(until), limit],
    )
    ids = [int(row[0]) for row in found]
    read = passages(db, ids)
    return [read[id_] for id_ in ids if id_ in read]


def coverage(db: sqlite3.Connection, libraries: Sequence[str], window: Window, outlet: str | None) -> Coverage:
    """How many live articles there are, and the dates of the oldest and newest."""
    where, values = _conditions(window, outlet)
    marks = ",".join("?" * len(libraries))
    row = db.execute(
        f"SELECT count(*), min(a.published), max(a.published) FROM {ARTICLE_FROM} "
        f"WHERE a.live AND l.name IN ({marks}){where}",
        [*libraries, *values],
    ).fetchone()
    ends = [_published_text(db, libraries, seconds) for seconds in row[1:]]
    return Coverage(int(row[0]), *(rows.moment(end) for end in ends))


def _published_text(db: sqlite3.Connection, libraries: Sequence[str], seconds: float | None) -> str | None:
    """The stored date, with its zone, of an article published at this second."""
    if seconds is None:
        return None
    marks = ",".join("?" * len(libraries))
    row = db.execute(
        f"SELECT a.published_at FROM {ARTICLE_FROM} WHERE a.live AND l.name IN ({marks}) AND a.published = ? LIMIT 1",
        [*libraries, seconds],
    ).fetchone()
    return str(row[0])


def outlets(db: sqlite3.Connection, libraries: Sequence[str], part: str, limit: int) -> list[str]:
    """Outlets whose name holds `part`, those with most articles first."""
    marks = ",".join("?" * len(libraries))
    found = db.execute(
        f"SELECT a.outlet FROM {ARTICLE_FROM} WHERE a.live AND a.outlet IS NOT NULL AND l.name IN ({marks}) "
        "AND instr(lower(a.outlet), lower(?)) GROUP BY a.outlet ORDER BY count(*) DESC, a.outlet LIMIT ?",
        [*libraries, part, limit],
    )
    return [str(row[0]) for row in found]


def article_choices(
    db: sqlite3.Connection, library: str, part: str, limit: int, outlet: str | None = None
) -> list[Article]:
    """Articles whose title or id holds `part`, of an outlet where it is given, newest first."""
    where, values = _conditions(Window(), outlet)
    found = db.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_FROM} WHERE a.live AND l.name = ? "
        f"AND (instr(lower(a.title), lower(?)) OR instr(lower(a.id), lower(?))){where} "
        "ORDER BY a.id != ?, a.published DESC, a.pk DESC LIMIT ?",
        [library, part, part, *values, part, limit],
    )
    return [rows.article(row) for row in found]


def articles_named(db: sqlite3.Connection, name: str, library: str | None = None) -> list[tuple[int, int, Article]]:
    """Live articles with this id, or else whose id begins with it, as (number, library's number, article)."""
    found = db.execute(
        f"SELECT {ARTICLE_COLUMNS}, a.pk, a.library FROM {ARTICLE_FROM} WHERE a.live AND (?2 IS NULL OR l.name = ?2) "
        "AND (a.id = ?1 OR substr(a.id, 1, length(?1)) = ?1) ORDER BY a.id != ?1, a.pk",
        (name, library),
    ).fetchall()
    exact = [row for row in found if row[0] == name]
    return [(row[12], row[13], rows.article(row)) for row in exact or found]


def articles_of(db: sqlite3.Connection, source: int) -> list[tuple[int, int, Article]]:
    """The live articles of a source as (number, library's number, article)."""
    found = db.execute(
        f"SELECT {ARTICLE_COLUMNS}, a.pk, a.library FROM {ARTICLE_FROM} WHERE a.live AND a.source = ?", (source,)
    )
    return [(row[12], row[13], rows.article(row)) for row in found]


def body(db: sqlite3.Connection, library: str, id_: str, version: int) -> tuple[Article, str, bool] | None:
    """A live article, the body of one of its versions while it is kept, and whether it is what it says today."""
    row = db.execute(
        f"SELECT {ARTICLE_COLUMNS}, v.body, a.version = v.number FROM {ARTICLE_FROM} "
        "JOIN version v ON v.article = a.pk WHERE a.live AND l.name = ? AND a.id = ? AND v.number = ? AND v.body != ''",
        (library, id_, version),
    ).fetchone()
    return (rows.article(row), str(row[12]), bool(row[13])) if row else None


def origins(db: sqlite3.Connection, library: str, id_: str) -> dict[str, str]:
    """Where each thing that is known of an article was found."""
    row = db.execute(f"SELECT a.origins FROM {ARTICLE_FROM} WHERE l.name = ? AND a.id = ?", (library, id_)).fetchone()
    return {str(name): str(origin) for name, origin in json.loads(row[0]).items()} if row else {}


def current_body(db: sqlite3.Connection, pk: int) -> str:
    """An article's body as it stands."""
    row = db.execute(
        "SELECT v.body FROM article a JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.pk = ?", (pk,)
    ).fetchone()
    return str(row[0])


def passages_of(db: sqlite3.Connection, library: str, id_: str) -> list[Passage]:
    """A live article's passages, in order."""
    row = db.execute(
        f"SELECT {ARTICLE_COLUMNS}, v.body, a.pk FROM {ARTICLE_FROM} "
        "JOIN version v ON v.article = a.pk AND v.number = a.version WHERE a.live AND l.name = ? AND a.id = ?",
        (library, id_),
    ).fetchone()
    if row is None:
        return []
    article, body = rows.article(row), str(row[12])
    found = db.execute("SELECT id, start, end FROM passage WHERE article = ? ORDER BY start", (row[13],))
    return [Passage(passage, article, start, end, body[start:end]) for passage, start, end in found]


def totals(db: sqlite3.Connection, libraries: Sequence[str]) -> tuple[int, int]:
    """How many live articles and passages these libraries hold."""
    marks = ",".join("?" * len(libraries))
    row = db.execute(
        f"SELECT count(DISTINCT a.pk), count(p.id) FROM {ARTICLE_FROM} LEFT JOIN passage p ON p.article = a.pk "
        f"WHERE a.live AND l.name IN ({marks})",
        list(libraries),
    ).fetchone()
    return int(row[0]), int(row[1])
