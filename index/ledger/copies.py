"""Copies of one story in the ledger: bands by which candidates are found, pairs that were compared, and their stories.

A story is the original with those that are copies of it. The original is the first by date of publication, then one
with an address, then by address and id; each later article joins the first original that it is a copy of. So stories
depend on what there is and not on the order in which it came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from struct import pack, unpack
from typing import NamedTuple

from index.ledger import rows
from index.ledger.rows import ARTICLE_COLUMNS, ARTICLE_FROM
from index.types import Article

MOST_CANDIDATES = 32  # compared with one new article, those that share most bands first
_FIRST = "a.published IS NULL, a.published, a.url IS NULL, a.url, a.id"


class Waiting(NamedTuple):
    """A live article that was not compared yet; `published` in seconds since 1970."""

    pk: int
    library: int
    version: int
    published: float | None
    body: str


def waiting(db: sqlite3.Connection, limit: int) -> list[Waiting]:
    """Some of the articles that wait."""
    found = db.execute(
        "SELECT a.pk, a.library, a.version, a.published, v.body FROM article a "
        "JOIN version v ON v.article = a.pk AND v.number = a.version "
        "WHERE a.live AND a.compared != a.version ORDER BY a.pk LIMIT ?",
        (limit,),
    )
    return [Waiting(*row) for row in found]


def any_waiting(db: sqlite3.Connection) -> bool:
    """Whether there are any; answered from a small index of its own."""
    return db.execute("SELECT 1 FROM article WHERE live AND compared != version LIMIT 1").fetchone() is not None


def put(db: sqlite3.Connection, one: Waiting, bands: Sequence[int]) -> None:
    """Note the bands of an article."""
    packed = pack(f"<{len(bands)}q", *bands)
    db.execute("INSERT OR REPLACE INTO sketch(article, bands) VALUES(?, ?)", (one.pk, packed))
    db.executemany(
        "INSERT OR IGNORE INTO band(library, hash, article) VALUES(?, ?, ?)",
        ((one.library, band, one.pk) for band in bands),
    )


def candidates(db: sqlite3.Connection, one: Waiting, bands: Sequence[int]) -> list[tuple[int, float | None]]:
    """Articles of the same library that share a band: number and date in seconds."""
    if not bands:
        return []
    marks = ",".join("?" * len(bands))
    return db.execute(
        f"SELECT a.pk, a.published FROM (SELECT article, count(*) AS shared FROM band WHERE library = ? "
        f"AND hash IN ({marks}) AND article != ? GROUP BY article) b JOIN article a ON a.pk = b.article "
        "AND a.live JOIN version v ON v.article = a.pk AND v.number = a.version "
        f"ORDER BY b.shared DESC, {_FIRST} LIMIT {MOST_CANDIDATES}",
        (one.library, *bands, one.pk),
    ).fetchall()


def compared(db: sqlite3.Connection, found: Iterable[Waiting], pairs: Iterable[tuple[int, int]]) -> None:
    """Note that these were compared and which pairs are copies, and settle their stories."""
    both = {(a, b) for one, other in pairs for a, b in ((one, other), (other, one))}
    db.executemany("INSERT OR IGNORE INTO copy(article, other) VALUES(?, ?)", both)
    db.executemany("UPDATE article SET compared = ? WHERE pk = ?", ((one.version, one.pk) for one in found))
    settle(db, {pk for pk, _ in both})


def forget(db: sqlite3.Connection, pk: int) -> None:
    """Take an article out of its story, to be compared anew where it is live; the others of it are settled again."""
    story = db.execute("SELECT story FROM article WHERE pk = ?", (pk,)).fetchone()[0]
    row = db.execute(
        "SELECT a.library, s.bands FROM sketch s JOIN article a ON a.pk = s.article WHERE s.article = ?", (pk,)
    )
    found = row.fetchone()
    if found is None:
        return
    held = unpack(f"<{len(found[1]) // 8}q", found[1])
    db.executemany("DELETE FROM band WHERE library = ? AND hash = ? AND article = ?", ((found[0], b, pk) for b in held))
    others = [int(row[0]) for row in db.execute("SELECT other FROM copy WHERE article = ?", (pk,))]
    db.executemany(
        "DELETE FROM copy WHERE article = ? AND other = ?", [(pk, o) for o in others] + [(o, pk) for o in others]
    )
    db.execute("DELETE FROM sketch WHERE article = ?", (pk,))
    db.execute("UPDATE article SET compared = 0, story = NULL WHERE pk = ?", (pk,))
    if story == pk:
        settle(db, others)
    elif story is not None and not _has_copies(db, story):
        db.execute("UPDATE article SET story = NULL WHERE pk = ?", (story,))


def forget_all(db: sqlite3.Connection) -> None:
    """Have every article compared anew."""
    for table in ("band", "sketch", "copy"):
        db.execute(f"DELETE FROM {table}")
    db.execute("UPDATE article SET compared = 0, story = NULL")


def _has_copies(db: sqlite3.Connection, story: int) -> bool:
    return db.execute("SELECT 1 FROM article WHERE story = ?1 AND pk != ?1 LIMIT 1", (story,)).fetchone() is not None


def settle(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Decide anew which story each of these, and all that are tied to them by copies, belongs to."""
    left = set(articles)
    while left:
        tied = _tied(db, left.pop())
        left -= tied.keys()
        story: dict[int, int] = {}
        for pk in _in_order(db, list(tied)):
            original = next((o for o in story if story[o] == o and o in tied[pk]), pk)
            story[pk] = original
        grown = {original for pk, original in story.items() if pk != original}
        db.executemany(
            "UPDATE article SET story = ? WHERE pk = ?",
            ((original if original in grown else None, pk) for pk, original in story.items()),
        )


def _tied(db: sqlite3.Connection, start: int) -> dict[int, set[int]]:
    """All that can be reached over copies, each with its own."""
    found: dict[int, set[int]] = {}
    left = [start]
    while left:
        pk = left.pop()
        if pk not in found:
            found[pk] = {int(row[0]) for row in db.execute("SELECT other FROM copy WHERE article = ?", (pk,))}
            left += found[pk]
    return found


def _in_order(db: sqlite3.Connection, articles: Sequence[int]) -> list[int]:
    """The likelier original first."""
    found = db.execute(
        f"SELECT a.pk FROM article a WHERE a.pk IN (SELECT value FROM json_each(?)) ORDER BY {_FIRST}",
        (json.dumps(articles),),
    )
    return [int(row[0]) for row in found]


def stories(db: sqlite3.Connection, passages: Sequence[int]) -> dict[int, int]:
    """The story of each of these passages whose article has copies."""
    marks = ",".join("?" * len(passages))
    return dict(
        db.execute(
            f"SELECT p.id, a.story FROM passage p JOIN article a ON a.pk = p.article "
            f"WHERE a.story IS NOT NULL AND p.id IN ({marks})",
            passages,
        ).fetchall()
    )


def members(db: sqlite3.Connection, stories: Collection[int]) -> dict[int, list[Article]]:
    """The live articles of each story, the original first."""
    found: dict[int, list[Article]] = {}
    if stories:
        rows_found = db.execute(
            f"SELECT {ARTICLE_COLUMNS}, a.story FROM {ARTICLE_FROM} "
            f"WHERE a.story IN (SELECT value FROM json_each(?)) AND a.live ORDER BY {_FIRST}",
            (json.dumps(list(stories)),),
        )
        for row in rows_found:
            found.setdefault(row[-1], []).append(rows.article(row))
    return found


def copies_of(db: sqlite3.Connection, article: Article) -> list[Article]:
    """The other articles of an article's story, the original first."""
    found = db.execute(
        f"SELECT a.story FROM {ARTICLE_FROM} WHERE l.name = ? AND a.id = ? AND a.story IS NOT NULL",
        (article.library, article.id),
    )
    story = [int(row[0]) for row in found]
    return [one for some in members(db, story).values() for one in some if one.id != article.id]


def any_stories(db: sqlite3.Connection) -> bool:
    """Whether there are copies at all."""
    return db.execute("SELECT 1 FROM article WHERE story IS NOT NULL LIMIT 1").fetchone() is not None
