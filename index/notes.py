"""What an operator should know of the index beside its sizes, as sentences for `status`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from index import recipe
from index.ledger import catalogue, shelves, vectors

if TYPE_CHECKING:
    from index.ledger.connection import Db
    from index.ledger.shelves import Standing


SHOWN_DAYS = 7  # of what was set aside and is long mended


def notes(db: Db, now: Standing, today: date | None = None) -> tuple[str, ...]:
    """What is under way behind the answers, and what went wrong with Chroma."""
    found = []
    if now.wanted:
        missing = vectors.count_missing(db, now.wanted)
        found.append(f"{now.wanted} is made ready, {missing:,} texts to come; {now.model} answers until then.")
    if now.filling and now.shelf:
        found.append("Chroma's copy is being built anew; the old one answers until then.")
    if recipe.outdated(db):
        found.append("Articles are cut anew by the rules of this version; each answers as it was until its turn.")
    aside = catalogue.setting(db, shelves.SET_ASIDE) or ""
    oldest = (today or datetime.now(UTC).date()) - timedelta(days=SHOWN_DAYS)
    if aside[:10] >= oldest.isoformat():
        found.append(f"Chroma's copy was set aside and filled anew on {aside}.")
    return tuple(found)
