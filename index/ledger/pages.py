"""The pages of remote sources: what is known of each, and when it is to be fetched again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.ledger import rows


class PageKind(StrEnum):
    """What an address of a source holds."""

    ARTICLE = "article"  # a page that is fetched and read
    ITEM = "item"  # an article that the feed itself holds; its page only tells whether it is still there
    LISTING = "listing"  # a part of a sitemap


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address of a source. `next_at` None: never again."""

    url: str
    kind: PageKind = PageKind.ARTICLE
    mark: str | None = None
    dated: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: bytes | None = None
    checked_at: datetime | None = None
    next_at: datetime | None = None
    missing_since: datetime | None = None
    missing_count: int = 0
    failures: int = 0
    error: str | None = None


COLUMNS = (
    "url, kind, mark, dated, etag, last_modified, digest, checked_at, next_at, missing_since, missing_count, failures, "
    "error"
)


def of_source(db: sqlite3.Connection, source: int) -> dict[str, Page]:
    """All pages of a source by their addresses."""
    return {row[0]: _page(row) for row in db.execute(f"SELECT {COLUMNS} FROM page WHERE source = ?", (source,))}


def save(db: sqlite3.Connection, source: int, pages: Iterable[Page]) -> None:
    """Write pages as they are known now."""
    marks = ", ".join("?" * 14)
    db.executemany(
        f"INSERT OR REPLACE INTO page(source, {COLUMNS}) VALUES({marks})",
        [
            (source, one.url, one.kind.value, one.mark, rows.seconds(one.dated), one.etag, one.last_modified,
             one.digest, rows.seconds(one.checked_at), rows.seconds(one.next_at), rows.seconds(one.missing_since),
             one.missing_count, one.failures, one.error)
            for one in pages
        ],
    )  # fmt: skip


def _page(row: tuple[object, ...]) -> Page:
    url, kind, mark, dated, etag, modified, digest, checked, next_at, missing, count, failures, error = row
    return Page(
        url=str(url), kind=PageKind(str(kind)), mark=rows.text(mark), dated=rows.at(dated), etag=rows.text(etag),
        last_modified=rows.text(modified), digest=digest if isinstance(digest, bytes) else None,
        checked_at=rows.at(checked), next_at=rows.at(next_at), missing_since=rows.at(missing),
        missing_count=int(str(count)), failures=int(str(failures)), error=rows.text(error),
    )  # fmt: skip


def rest(db: sqlite3.Connection, source: int, url: str) -> None:
    """Leave a page alone unless its listing says that it changed."""
    db.execute("UPDATE page SET next_at = NULL WHERE source = ? AND url = ?", (source, url))
