"""What a source on the web lists, and what became of each address that was fetched, as types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from index.ledger.pages import Page
from index.types import Draft, Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address of a listing. Another `mark` than last time means that it changed; None: the listing says nothing.

    `read` gives the article where the listing holds it itself; `complete` adds what it says to the page's article.
    """

    url: str
    mark: str | None = None
    dated: datetime | None = None
    read: Callable[[], Parsed] | None = None
    complete: Callable[[Draft], Draft] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a source lists now; `entries` is empty where it is as it was. `location` is where it lies for good."""

    location: str
    entries: tuple[Entry, ...]
    etag: str | None = None
    last_modified: str | None = None
    parts: tuple[Page, ...] = ()
    troubles: tuple[tuple[str, str], ...] = ()


class Fate(Enum):
    """What became of a page."""

    READ = auto()
    SAME = auto()
    NO_ARTICLE = auto()
    MISSING = auto()
    GONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What fetching a page gave. `page` is what is known of it now; `site_fails` speaks against the whole site."""

    page: Page
    fate: Fate
    parsed: tuple[Parsed, ...] = ()
    moved: bool = False
    why: str = ""
    site_fails: bool = False
    retry_after: timedelta | None = None
