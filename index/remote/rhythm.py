"""When a page is looked at again: young articles often, missing ones twice a day, failing ones ever later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from index.ledger.pages import Page
from index.schedule import LONGEST, doubled

YOUNGEST = timedelta(hours=3)
"""The shortest time between two looks at a page that nothing says to have changed."""

PART_OF_AGE = 4
"""A page is looked at again after a quarter of its age: most corrections come in the first day."""

MISSING_AGAIN = timedelta(hours=12)
MISSING_TIMES, MISSING_FOR = 3, timedelta(hours=24)
"""A page that was not found so often, over so long, is gone."""

GONE_AGAIN = timedelta(days=7)
"""What is gone is looked at weekly: it can come back."""

FAILED_AGAIN = timedelta(hours=1)


def seen(page: Page, now: datetime) -> Page:
    """A page that is there."""
    age = now - (page.dated or page.checked_at or now)
    again = max(YOUNGEST, min(age / PART_OF_AGE, LONGEST))
    return replace(
        page, checked_at=now, next_at=now + again, missing_since=None, missing_count=0, failures=0, error=None
    )


def not_found(page: Page, now: datetime) -> Page:
    """A page that was not there (404), once more."""
    since, times = page.missing_since or now, page.missing_count + 1
    found = replace(page, checked_at=now, missing_since=since, missing_count=times, next_at=now + MISSING_AGAIN)
    return gone(found, now) if is_gone(found, now) else found


def gone(page: Page, now: datetime) -> Page:
    """A page that was taken away for good (410)."""
    return replace(
        page, checked_at=now, next_at=now + GONE_AGAIN, missing_since=page.missing_since or now,
        missing_count=max(MISSING_TIMES, page.missing_count), error="is gone", etag=None, last_modified=None,
        digest=None,
    )  # fmt: skip


def is_gone(page: Page, now: datetime) -> bool:
    """Whether a page was not found often enough, over long enough, to believe it."""
    return (
        page.missing_since is not None
        and page.missing_count >= MISSING_TIMES
        and now - page.missing_since >= MISSING_FOR
    )


def failed(page: Page, now: datetime, why: str) -> Page:
    """A page that could not be fetched; nothing is known of it."""
    again = now + doubled(FAILED_AGAIN, page.failures)
    return replace(page, checked_at=now, next_at=again, failures=page.failures + 1, error=why)
