"""Rows of the ledger as our types, and back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from index.types import Article, DateOrigin, Passage

ARTICLE_COLUMNS = (
    "a.id, l.name, a.version, a.title, a.outlet, a.author, a.url, a.language, "
    "a.published_at, a.published_from, a.updated_at, a.path"
)
ARTICLE_FROM = "article a JOIN library l ON l.id = a.library"


def article(row: sqlite3.Row | tuple[object, ...]) -> Article:
    """The article in the first twelve columns (`ARTICLE_COLUMNS`) of a row."""
    id_, library, version, title, outlet, author, url, language, published, origin, updated, path = row[:12]
    return Article(
        id=str(id_),
        library=str(library),
        version=int(str(version)),
        title=str(title),
        outlet=text(outlet),
        author=text(author),
        url=text(url),
        language=text(language),
        published_at=moment(published),
        published_from=DateOrigin(str(origin)),
        updated_at=moment(updated),
        path=text(path),
    )


def passage(row: sqlite3.Row | tuple[object, ...]) -> Passage:
    """The passage in (id, start, end, text) behind an article's columns."""
    id_, start, end, text = row[12:16]
    return Passage(int(str(id_)), article(row), int(str(start)), int(str(end)), str(text))


def moment(value: object) -> datetime | None:
    """A stored moment with its zone."""
    return None if value is None else datetime.fromisoformat(str(value))


def stored(value: datetime | None) -> str | None:
    """A moment as it is stored."""
    return None if value is None else value.isoformat()


def seconds(value: datetime | None) -> float | None:
    """A moment as seconds since 1970, for comparing."""
    return None if value is None else value.timestamp()


def at(seconds: object) -> datetime | None:
    """Seconds since 1970 as a moment."""
    return None if seconds is None else datetime.fromtimestamp(float(str(seconds)), UTC)


def text(value: object) -> str | None:
    """A text that may be missing."""
    return None if value is None else str(value)
