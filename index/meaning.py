"""The ranking by meaning: Chroma where this process may ask it, an exact scan of the ledger's vectors elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from index.errors import VectorsUnusable
from index.ledger import catalogue, shelves, vectors
from index.ledger.shelves import Shelf
from index.models import QuestionVector
from index.store import ChromaStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.ledger.connection import Db

log = logging.getLogger(__name__)

REST_SECONDS = 30.0  # after Chroma failed: a server that is gone may cost its whole time limit per question


class Meaning:
    """Finds passages by their vectors. `ready()` says whether this process may ask Chroma now."""

    def __init__(self, *, store: ChromaStore, ready: Callable[[], bool]) -> None:
        self._store = store
        self._scan: dict[int, tuple[str, NDArray[np.int64], NDArray[np.float32]]] = {}
        self._ready = ready
        self._rests_until = 0.0

    def nearest(
        self,
        db: Db,
        library: int,
        asked: QuestionVector,
        limit: int,
        eligible: str = "",
        values: Sequence[object] = (),
    ) -> list[tuple[int, float]]:
        """The nearest passages as (id, cosine), best first; only those in the subquery `eligible`, where given."""
        if eligible:
            ids, matrix = vectors.matrix(db, asked.model, eligible, values)
            return best(ids, matrix, asked.vector, limit)
        shelf = shelves.standing(db).shelf
        if shelf and shelf.model == asked.model and self._ready() and monotonic() >= self._rests_until:
            try:
                return self._ask_chroma(db, shelf, library, asked.vector, limit)
            except VectorsUnusable:
                log.warning("Chroma cannot be asked; the ledger's vectors are scanned instead")
                self._rests_until = monotonic() + REST_SECONDS
        return self._ask_ledger(db, library, asked, limit)

    def _ask_chroma(
        self, db: Db, shelf: Shelf, library: int, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[int, float]]:
        """What Chroma finds, and what it has not been given yet."""
        found = dict(self._store.nearest(shelf.name, library, vector, limit))
        ids, matrix = vectors.matrix(db, shelf.model, vectors.waiting(library))
        found |= dict(best(ids, matrix, vector, limit))
        return sorted(found.items(), key=lambda pair: -pair[1])[:limit]

    def _ask_ledger(self, db: Db, library: int, asked: QuestionVector, limit: int) -> list[tuple[int, float]]:
        import numpy as np

        state = f"{asked.model}/{catalogue.generation(db)}"
        kept = self._scan.get(library)
        if kept is None or kept[0] != state:
            everything = (
                f"SELECT p.id FROM passage p JOIN article a ON a.pk = p.article WHERE a.library = {int(library)}"
            )
            ids, matrix = vectors.matrix(db, asked.model, everything)
            kept = self._scan[library] = (state, ids, matrix.astype(np.float32))
        return best(kept[1], kept[2], asked.vector, limit)


def best(
    ids: NDArray[np.int64], matrix: NDArray[np.float16] | NDArray[np.float32], vector: NDArray[np.float32], limit: int
) -> list[tuple[int, float]]:
    """The `limit` rows of `matrix` with the greatest cosine to `vector` (both of length 1), best first.

    Rows that hold no numbers (a damaged vector) are left out.
    """
    import numpy as np

    if not len(ids) or matrix.shape[1] != len(vector):
        return []
    cosines = matrix.astype(np.float32, copy=False) @ vector
    if not (sound := np.isfinite(cosines)).all():
        ids, cosines = ids[sound], cosines[sound]
    limit = min(limit, len(ids))
    if not limit:
        return []
    top = np.argpartition(-cosines, limit - 1)[:limit]
    top = top[np.lexsort((ids[top], -cosines[top]))]
    return [(int(ids[i]), float(cosines[i])) for i in top]
