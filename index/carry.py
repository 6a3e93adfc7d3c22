"""Carries the ledger's changes to Chroma, whose folder belongs to one process at a time."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from index.errors import VectorsUnusable
from index.locks import VECTORS, Lock
from index.store import ChromaStore
from index.vectorize import rebuild, replay

if TYPE_CHECKING:
    from index.ledger.connection import Connections

log = logging.getLogger(__name__)


class Carrier:
    """Keeps Chroma level with the ledger while this process holds the vectors' lock."""

    def __init__(self, *, connections: Connections, data_dir: Path, store: ChromaStore, model: str) -> None:
        self._connections = connections
        self._store = store
        self._model = model
        self._lock = Lock(data_dir, VECTORS)
        self._replaying = RLock()
        self._failed = self._set_aside_once = False

    @property
    def held(self) -> bool:
        """Whether Chroma's folder is this process's."""
        return self._lock.held

    def hold(self, purpose: str) -> bool:
        """Be the process that Chroma's folder belongs to, if no other is; always true with a Chroma server."""
        return self._store.shared or self._lock.held or self._lock.acquire(purpose)

    def catch_up(self) -> None:
        """Carry the outbox over, if Chroma is ours. A change never fails for Chroma's sake."""
        if self.hold("a change"):
            self._replay()

    def release(self) -> None:
        """Let another process have Chroma's folder."""
        self._lock.release()

    def _replay(self) -> None:
        """A store that does not open is set aside, once."""
        with self._replaying:
            try:
                replay(self._connections, self._store, self._model)
                self._failed = False
            except VectorsUnusable as error:
                if not self._failed:
                    log.warning("Chroma cannot be used; the ledger keeps what it misses (%s)", error.__cause__)
                    self._failed = True
                    self._set_aside()

    def _set_aside(self) -> None:
        if self._store.shared or self._set_aside_once:
            return
        self._set_aside_once = True
        try:
            self._store.set_aside()
            rebuild(self._connections, self._store, self._model)
            self._failed = False
        except (VectorsUnusable, OSError):
            log.warning("Chroma's folder could not be filled anew; `pullquote index verify --repair` tries again")
