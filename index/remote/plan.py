"""What a sync of a source on the web has to do: which articles its listing brings, which pages are to be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from index.ledger.pages import Page, PageKind
from index.remote import rhythm
from index.remote.types import Entry

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """`brought` are entries that hold their article, with the pages that they are; `due` pages, the newest first.

    `listed` are pages that are new or said to have changed: they are remembered as due before any is fetched, so that
    a kill loses nothing.
    """

    brought: tuple[tuple[Entry, Page], ...]
    listed: tuple[Page, ...]
    due: tuple[Page, ...]


def newest(entries: Iterable[Entry], limit: int) -> list[Entry]:
    """The newest entries; those without a date are the oldest, in the order of the listing."""
    return sorted(entries, key=lambda entry: entry.dated or LONG_AGO, reverse=True)[:limit]


def plan(entries: Iterable[Entry], known: Mapping[str, Page], *, limit: int, now: datetime, anew: bool) -> Plan:
    """Compare a listing with what is known of its pages. `anew`: take what it holds itself even if it is as it was."""
    brought, listed = [], dict[str, Page]()
    for entry in newest(entries, limit):
        page = known.get(entry.url)
        if entry.read is not None:
            if anew or page is None or page.mark != entry.mark or page.missing_count:
                brought.append((entry, _brought(entry, page, now)))
        elif page is None:
            listed[entry.url] = Page(url=entry.url, mark=entry.mark, dated=entry.dated, next_at=now)
        elif entry.mark is not None and page.mark != entry.mark:
            listed[entry.url] = replace(
                page, kind=PageKind.ARTICLE, mark=entry.mark, dated=entry.dated or page.dated, next_at=now
            )
    pages = {**known, **listed}
    for entry, _ in brought:
        pages.pop(entry.url, None)
    due = [page for page in pages.values() if _is_due(page, now)]
    due.sort(key=lambda page: page.dated or LONG_AGO, reverse=True)
    return Plan(tuple(brought), tuple(listed.values()), tuple(due))


def _brought(entry: Entry, page: Page | None, now: datetime) -> Page:
    base = page or Page(url=entry.url)
    return rhythm.seen(replace(base, kind=PageKind.ITEM, mark=entry.mark, dated=entry.dated or base.dated), now)


def _is_due(page: Page, now: datetime) -> bool:
    return page.kind is not PageKind.LISTING and page.next_at is not None and page.next_at <= now
