"""What an operator should know of the index beside its sizes, as sentences for `status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import recipe
from index.ledger import catalogue, shelves, vectors

if TYPE_CHECKING:
    from index.ledger.connection import Db
    from index.ledger.shelves import Standing


def notes(db: Db, now: Standing) -> tuple[str, ...]:
    """What is under way behind the answers, and what went wrong with Chroma."""
    found = []
    if now.wanted:
        missing = vectors.count_missing(db, now.wanted)
        found.append(f"{now.wanted} is made ready, {missing:,} texts to come; {now.model} answers until then.")
    if now.filling and now.shelf:
        found.append("Chroma's copy is being built anew; the old one answers until then.")
    if recipe.outdated(db):
        found.append("Articles are cut anew by the rules of this version; each answers as it was until its turn.")
    if aside := catalogue.setting(db, shelves.SET_ASIDE):
        found.append(f"Chroma's copy was set aside and filled anew on {aside}.")
    return tuple(found)
