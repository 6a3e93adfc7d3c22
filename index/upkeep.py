"""The words of keeping an index as types: sources, changes, reports, status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from index.types import Coverage


class SourceKind(StrEnum):
    """Where articles come from."""

    FOLDER = "folder"
    FILE = "file"
    UPLOAD = "upload"
    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"

    @property
    def remote(self) -> bool:
        """Whether it is fetched from the network."""
        return self in (SourceKind.PAGE, SourceKind.FEED, SourceKind.SITEMAP)


@dataclass(frozen=True, slots=True)
class Held:
    """A change of a source that was too large to be made unasked: how many of how many articles would change or go."""

    updated: int
    removed: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a source is to be kept: how often it is refreshed, how many articles it may have, whether it is watched."""

    every: timedelta | None = None
    limit: int | None = None
    watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that articles come from, and how its last sync went."""

    id: int
    library: str
    kind: SourceKind
    location: str
    synced_at: datetime | None
    error: str | None
    articles: int
    passages: int
    every: timedelta | None = None
    next_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    etag: str | None = None
    last_modified: str | None = None
    watched: bool = False
    limit: int | None = None
    held: Held | None = None
    pages_failing: int = 0

    @classmethod
    def unknown(cls, library: str, kind: SourceKind, location: str) -> Source:
        """A source that the ledger does not know, for a dry run."""
        return cls(
            id=-1, library=library, kind=kind, location=location, synced_at=None, error=None, articles=0, passages=0
        )


class Change(StrEnum):
    """What a sync did with one article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a report: the article's id (or the file's path where it has none) and what became of it."""

    change: Change
    name: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a sync did. `entries` leaves out the unchanged, which are only counted; `notices` are for people.

    `held` names the sources whose changes were held.
    `to_come` is how many vectors are still to be computed, over the whole index.
    """

    entries: tuple[Entry, ...]
    unchanged: int
    passages: int
    embedded: int
    reused: int
    seconds: float
    dry_run: bool = False
    notices: tuple[str, ...] = ()
    held: tuple[tuple[str, Held], ...] = ()
    to_come: int = 0

    def count(self, change: Change) -> int:
        """How many articles met this fate."""
        if change is Change.UNCHANGED:
            return self.unchanged
        return sum(entry.change is change for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the index stands: its sources, its size, and what is still to come."""

    data_dir: Path
    libraries: Mapping[str, Coverage]
    sources: tuple[Source, ...]
    articles: int
    passages: int
    vectors_missing: int
    chroma_behind: int
    model: str
    holder: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What a comparison of ledger, words and vectors found; each difference is one sentence.

    `left_out` says what was not compared, and why.
    """

    differences: tuple[str, ...]
    repaired: bool
    checked: int
    left_out: str | None = None
