"""The ranking by meaning: Chroma where this process may ask it, an exact scan of the ledger's vectors elsewhere."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.errors import VectorsUnusable
from index.ledger import catalogue, vectors
from index.store import ChromaStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)


class Meaning:
    """Finds passages by their vectors. `held()` says whether the vectors of the data folder are this process's."""

    def __init__(self, *, model: str, store: ChromaStore, held: Callable[[], bool]) -> None:
        self._model = model
        self._store = store
        self._scan: dict[int, tuple[str, NDArray[np.int64], NDArray[np.float32]]] = {}
        self._held = held

    def nearest(
        self,
        db: sqlite3.Connection,
        library: int,
        vector: NDArray[np.float32],
        limit: int,
        eligible: str = "",
        values: Sequence[object] = (),
    ) -> list[tuple[int, float]]:
        """The nearest passages as (id, cosine), best first; only those in the subquery `eligible`, where given."""
        if eligible:
            ids, matrix = vectors.matrix(db, self._model, eligible, values)
            return best(ids, matrix, vector, limit)
        if self._store.shared or self._held():
            try:
                return self._ask_chroma(db, library, vector, limit)
            except VectorsUnusable:
                log.warning("Chroma cannot be asked; the ledger's vectors are scanned instead")
        return self._ask_ledger(db, library, vector, limit)

    def _ask_chroma(
        self, db: sqlite3.Connection, library: int, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[int, float]]:
        """What Chroma finds, and what it has not been given yet."""
        found = dict(self._store.nearest(library, vector, limit))
        ids, matrix = vectors.matrix(db, self._model, vectors.waiting(library))
        found |= dict(best(ids, matrix, vector, limit))
        return sorted(found.items(), key=lambda pair: -pair[1])[:limit]

    def _ask_ledger(
        self, db: sqlite3.Connection, library: int, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[int, float]]:
        import numpy as np

        state = catalogue.generation(db)
        kept = self._scan.get(library)
        if kept is None or kept[0] != state:
            everything = (
                f"SELECT p.id FROM passage p JOIN article a ON a.pk = p.article WHERE a.library = {int(library)}"
            )
            ids, matrix = vectors.matrix(db, self._model, everything)
            kept = self._scan[library] = (state, ids, matrix.astype(np.float32))
        return best(kept[1], kept[2], vector, limit)


def best(
    ids: NDArray[np.int64], matrix: NDArray[np.float16] | NDArray[np.float32], vector: NDArray[np.float32], limit: int
) -> list[tuple[int, float]]:
    """The `limit` rows of `matrix` with the greatest cosine to `vector` (both of length 1), best first."""
    import numpy as np

    if not len(ids):
        return []
    cosines = matrix.astype(np.float32, copy=False) @ vector
    limit = min(limit, len(ids))
    top = np.argpartition(-cosines, limit - 1)[:limit]
    top = top[np.lexsort((ids[top], -cosines[top]))]
    return [(int(ids[i]), float(cosines[i])) for i in top]
