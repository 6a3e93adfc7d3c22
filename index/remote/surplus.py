"""Keeps a source within the number of articles that it may have: the oldest give way to newer ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from index.ledger import articles, catalogue, pages, places
from index.upkeep import Change

if TYPE_CHECKING:
    import sqlite3

    from index.desk import Batch, Desk
    from index.intake import Job
    from index.tally import Tally

NEWER = "gave way to newer ones: its source may have {limit:,} articles (--limit)"


def give_way(desk: Desk, job: Job, tally: Tally, batch: Batch, *, limit: int, coming: int) -> None:
    """Take out the oldest articles past the limit; `coming` are added by this sync and not in the ledger yet."""
    with desk.reading() as db:
        owned = places.oldest_first(db, job.source.id)
    for id_, pk in owned[: max(0, len(owned) + coming - limit)]:
        tally.note(Change.REMOVED, id_, NEWER.format(limit=limit), library=job.library)
        batch.add(partial(_give_way, library=job.library, source=job.source.id, pk=pk))


def _give_way(db: sqlite3.Connection, *, library: int, source: int, pk: int) -> None:
    for path in places.drop_all(db, source, pk):
        pages.rest(db, source, path)
    if other := places.elsewhere(db, pk, source):
        places.hand_over(db, pk, *other)
        return
    articles.remove(db, library, pk)
    catalogue.touch(db)
