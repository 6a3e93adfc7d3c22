"""Fills a new shelf of Chroma beside the one that answers, in small steps, and switches when it is complete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.ledger import shelves, vectors
from index.store import BATCH, ChromaStore
from index.vectorize import replay

if TYPE_CHECKING:
    from index.ledger.connection import Connections, Db
    from index.ledger.shelves import Shelf, Standing


def bring_level(
    connections: Connections, store: ChromaStore, stopping: Callable[[], bool] = lambda: False, *, anew: bool = False
) -> None:
    """Carry the outbox over, and fill a new shelf where one is due or was begun; only for the holder of the vectors.

    `anew` asks for a new shelf in any case.
    """
    replay(connections, store)
    with connections.reading() as db:
        now = shelves.standing(db)
        model = _due(db, now) or (now.model if anew else None)
    filling, filled = now.filling, now.filled
    if filling and (anew or filling.model not in (now.model, now.wanted)):
        with connections.writing() as db:
            shelves.abandon(db)
        store.drop(filling.name)
        filling = None
    if filling is None:
        if model is None:
            return
        filling, filled = _begin(connections, store, model), 0
    if _fill(connections, store, filling, filled, stopping):
        _switch(connections, store, filling, now.model)


def _begin(connections: Connections, store: ChromaStore, model: str) -> Shelf:
    """A new shelf with nothing on it, whatever a ledger that was replaced since left under its name."""
    with connections.reading() as db:
        store.drop(shelves.next_name(db))
    with connections.writing() as db:
        return shelves.begin(db, model)


def settle_without_chroma(connections: Connections) -> None:
    """Have a model answer that is complete in the ledger, though Chroma cannot take it: the ledger is scanned."""
    with connections.reading() as db:
        wanted = _complete(db, shelves.standing(db))
    if wanted:
        with connections.writing() as db:
            shelves.answer_by(db, wanted)


def _due(db: Db, now: Standing) -> str | None:
    """The model that a new shelf is due for: wanted and complete, without a shelf, or with much churn."""
    if wanted := _complete(db, now):
        return wanted
    if now.model and (now.shelf is None or now.shelf.model != now.model or shelves.churned(db, now)):
        return now.model
    return None


def _complete(db: Db, now: Standing) -> str | None:
    """The wanted model, where it has every vector."""
    return now.wanted if now.wanted and not vectors.any_missing(db, now.wanted) else None


def _fill(
    connections: Connections, store: ChromaStore, filling: Shelf, filled: int, stopping: Callable[[], bool]
) -> bool:
    """Put all passages on the shelf, and what changes meanwhile; whether it came to the end."""
    while True:
        with connections.reading() as db:
            page = vectors.page(db, filling.model, filled, BATCH)
        if not page:
            return True
        if stopping():
            return False
        store.apply(filling.name, page)
        filled = page[-1].passage
        with connections.writing() as db:
            shelves.advance(db, filling, filled)
        replay(connections, store)


def _switch(connections: Connections, store: ChromaStore, filling: Shelf, model: str | None) -> None:
    """Have the filled shelf answer; one of another model waits for what came in since."""
    with connections.writing() as db:
        if filling.model != model and vectors.any_missing(db, filling.model):
            return
        shelves.switch(db, filling)
    store.sweep({filling.name})
