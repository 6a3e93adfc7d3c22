"""The journal of answers and the settings of servers; what they hold is text to the ledger."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.ledger import versions


@dataclass(frozen=True, slots=True)
class Page:
    """One kept answer. Moments and content as text; `cites` are the versions it quotes: library, article, number."""

    id: str
    guild: str | None
    asker: str
    private: bool
    asked_at: str
    content: str
    cites: tuple[tuple[str, str, int], ...] = ()


def keep(db: sqlite3.Connection, page: Page) -> None:
    """Keep an answer."""
    db.execute(
        "INSERT INTO answer(id, guild, asker, private, asked_at, content) VALUES(?, ?, ?, ?, ?, ?)",
        (page.id, page.guild, page.asker, page.private, page.asked_at, page.content),
    )
    versions.cite(db, page.id, page.cites)


def recall(db: sqlite3.Connection, id_: str) -> Page | None:
    """A kept answer."""
    row = db.execute("SELECT id, guild, asker, private, asked_at, content FROM answer WHERE id = ?", (id_,)).fetchone()
    return Page(row[0], row[1], row[2], bool(row[3]), row[4], row[5]) if row else None


def forget(db: sqlite3.Connection, before: str, most: int) -> int:
    """Delete answers that were asked for before this moment, at most so many; return how many went."""
    return db.execute(
        "DELETE FROM answer WHERE id IN (SELECT id FROM answer WHERE asked_at < ? LIMIT ?)", (before, most)
    ).rowcount


def server(db: sqlite3.Connection, guild: str) -> str | None:
    """What a server chose."""
    row = db.execute("SELECT settings FROM server WHERE guild = ?", (guild,)).fetchone()
    return str(row[0]) if row else None


def set_server(db: sqlite3.Connection, guild: str, settings: str) -> None:
    """Remember what a server chose."""
    db.execute("INSERT OR REPLACE INTO server(guild, settings) VALUES(?, ?)", (guild, settings))
