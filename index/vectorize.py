"""Computes the vectors that are missing, and carries the outbox to Chroma: both in small steps that a kill may end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.ledger import catalogue, shelves, vectors
from index.store import BATCH, ChromaStore
from index.types import Encoder, Expects, Progress

if TYPE_CHECKING:
    from index.ledger.connection import Connections

TEXTS_PER_STEP = 64  # of an encoder that does not say: what a kill costs, and a stop waits, at most
TEXTS_PER_ROUND = (
    1024  # at least; then Chroma is given what it lacks, and what came in meanwhile and is newer comes first
)


def _nothing() -> None:
    """Nothing more to do."""


def embed_missing(
    connections: Connections,
    encoder: Encoder,
    progress: Progress | None = None,
    stopping: Callable[[], bool] = lambda: False,
    after_round: Callable[[], object] = _nothing,
) -> int:
    """Compute every vector that is missing, of the newest articles first; return how many were computed.

    Once `stopping()` is true it ends after the step under way; the next sync goes on from there.
    """
    with connections.reading() as db:
        total = vectors.count_missing(db, encoder.name)
    step = max(1, encoder.expect(total)) if isinstance(encoder, Expects) else TEXTS_PER_STEP
    done = 0
    while True:
        with connections.reading() as db:
            waiting = vectors.missing(db, encoder.name, max(step, TEXTS_PER_ROUND))
        if not waiting:
            return done
        for at in range(0, len(waiting), step):
            if stopping():
                return done
            done += _step(connections, encoder, waiting[at : at + step])
            if progress:
                progress(done, max(total, done))
        after_round()


def _step(connections: Connections, encoder: Encoder, passages: list[int]) -> int:
    """Compute the vectors of a few passages; those that went meanwhile are left out."""
    with connections.reading() as db:
        texts = vectors.texts(db, passages)
    if not texts:
        return 0
    computed = encoder.embed_passages([text for _, text in texts]).astype("<f2")
    with connections.writing() as db:
        pairs = zip((digest for digest, _ in texts), computed, strict=True)
        vectors.put(db, encoder.name, [(digest, vector.tobytes()) for digest, vector in pairs])
        catalogue.touch(db)
    return len(texts)


def replay(connections: Connections, store: ChromaStore) -> int:
    """Carry the outbox to Chroma's shelves; only for the process that holds the vectors. Returns how many went over."""
    done = 0
    while True:
        with connections.reading() as db:
            now = shelves.standing(db)
            orders = [(s, vectors.orders(db, s.model, BATCH)) for s in (now.shelf, now.filling) if s]
        if not orders or not orders[0][1]:
            return done
        for shelf, some in orders:
            store.apply(shelf.name, some)
        last = orders[0][1]
        with connections.writing() as db:
            vectors.done(db, last[-1].seq)
            shelves.dropped(db, sum(order.vector is None for order in last))
        done += len(last)
