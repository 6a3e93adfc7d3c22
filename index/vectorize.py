"""Computes the vectors that are missing, and carries the outbox to Chroma: both in small steps that a kill may end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.ledger import catalogue, vectors
from index.store import BATCH, ChromaStore
from index.types import Encoder, Progress

if TYPE_CHECKING:
    from index.ledger.connection import Connections

TEXTS_PER_STEP = 128  # about three seconds on two cores: what a kill costs, and a stop waits, at most
MODEL_KEY = "embedding_model"
COPIED_KEY = "copied_model"  # whose vectors Chroma was given last


def settle_model(connections: Connections, model: str) -> bool:
    """Make `model` the one whose vectors are searched; True where it was another before."""
    with connections.reading() as db:
        before = catalogue.setting(db, MODEL_KEY)
    if before == model:
        return False
    with connections.writing() as db:
        catalogue.set_setting(db, MODEL_KEY, model)
        if before is not None:
            vectors.order_all(db, model)
            catalogue.touch(db)
    return before is not None


def embed_missing(
    connections: Connections,
    encoder: Encoder,
    progress: Progress | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Compute every vector that is missing, newest passages first; return how many were computed.

    Once `stopping()` is true it ends after the step under way; the next sync goes on from there.
    """
    with connections.reading() as db:
        total = vectors.count_missing(db, encoder.name)
    done = 0
    while True:
        with connections.reading() as db:
            texts = vectors.missing(db, encoder.name, TEXTS_PER_STEP)
        if not texts or stopping():
            return done
        computed = encoder.embed_passages([text for _, text in texts]).astype("<f2")
        with connections.writing() as db:
            pairs = zip((digest for digest, _ in texts), computed, strict=True)
            vectors.put(db, encoder.name, [(digest, vector.tobytes()) for digest, vector in pairs])
            catalogue.touch(db)
        done += len(texts)
        if progress:
            progress(done, max(total, done))


def replay(connections: Connections, store: ChromaStore, model: str) -> int:
    """Carry the outbox to Chroma; only for the process that holds the vectors. Returns how many changes went over.

    A process that still runs with another model than the ledger's leaves the outbox alone; a copy that was made with
    another model is ordered anew.
    """
    done = 0
    with connections.reading() as db:
        current, copied = catalogue.setting(db, MODEL_KEY), catalogue.setting(db, COPIED_KEY)
        waiting = vectors.behind(db)
    if current not in (None, model):
        return 0
    if copied != model and (copied is not None or waiting):
        with connections.writing() as db:
            if copied is not None:
                vectors.order_all(db, model)
            catalogue.set_setting(db, COPIED_KEY, model)
    while True:
        with connections.reading() as db:
            orders = vectors.orders(db, model, BATCH)
        if not orders:
            return done
        store.apply(orders)
        with connections.writing() as db:
            vectors.done(db, orders[-1].seq)
        done += len(orders)


def rebuild(connections: Connections, store: ChromaStore, model: str) -> int:
    """Fill Chroma anew from the ledger, without computing a vector."""
    store.clear()
    with connections.writing() as db:
        vectors.order_all(db, model)
    return replay(connections, store, model)
