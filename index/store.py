"""The one door to Chroma: a copy of the ledger's vectors, one collection per library and model.

Ids are added new and deleted, never put over each other, and in small batches, since Chroma's writes hold the GIL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import Mistake, VectorsUnusable
from index.ledger.vectors import Order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "chroma"
BATCH = 50  # 100 rows stop the event loop for a tenth of a second
SERVER_SECONDS = 10.0  # Chroma's own client waits for ever
PAGE = 5000  # ids in one read, below what SQLite takes as variables
# More links and wider searches than Chroma's defaults: after churn one vector in 4,000 was unreachable with those.
HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200, "sync_threshold": 10_000}


@contextmanager
def translated() -> Iterator[None]:
    """Raise `VectorsUnusable` for whatever Chroma and its Rust core raise."""
    try:
        yield
    except (Mistake, VectorsUnusable, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        raise VectorsUnusable(
            "The vector store cannot be used; `pullquote index verify --repair` builds it anew from the ledger."
        ) from error


class ChromaStore:
    """Vectors by passage id. Opens on first use; calls are safe from several threads."""

    def __init__(self, *, data_dir: Path, url: str, token: str, model: str, installation: str) -> None:
        self._folder = data_dir / FOLDER
        self._url = url
        self._token = token
        # A server may keep the copies of several installations; each touches its own and no other.
        self._prefix = f"pullquote-{installation}-"
        self._model = blake2b(model.encode(), digest_size=6).hexdigest()
        self._guard = RLock()
        self._opened: Any = None
        self._collections: dict[int, Any] = {}

    @property
    def shared(self) -> bool:
        """Whether a server keeps the vectors, so that any process may ask."""
        return bool(self._url)

    def apply(self, orders: Sequence[Order]) -> None:
        """Carry out changes; carrying them out twice does no harm."""
        import numpy as np

        with translated(), self._guard:
            for library in {order.library for order in orders}:
                collection = self._collection(library)
                mine = [order for order in orders if order.library == library]
                adds = {str(order.passage): order.vector for order in mine if order.vector is not None}
                drops = {str(order.passage) for order in mine if order.vector is None}
                for id_ in drops:
                    adds.pop(id_, None)
                if adds:
                    vectors = [np.frombuffer(vector, dtype="<f2").astype(np.float32) for vector in adds.values()]
                    collection.add(ids=list(adds), embeddings=vectors)
                if drops:
                    collection.delete(ids=list(drops))

    def nearest(self, library: int, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """The nearest passages as (id, cosine), best first."""
        with translated():
            collection = self._collection(library)
            found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return [(int(id_), 1.0 - float(distance)) for id_, distance in pairs]

    def ids(self, library: int) -> set[int]:
        """The ids of all passages that Chroma holds of a library."""
        with translated(), self._guard:
            collection, found, at = self._collection(library), set[int](), 0
            while page := collection.get(include=[], limit=PAGE, offset=at)["ids"]:
                found.update(map(int, page))
                at += len(page)
            return found

    def clear(self) -> None:
        """Throw away every collection, to be filled anew from the ledger."""
        with translated(), self._guard:
            for collection in self._client().list_collections():
                if collection.name.startswith(self._prefix):
                    self._client().delete_collection(collection.name)
            self._collections.clear()

    def set_aside(self) -> None:
        """Move an embedded store that does not open out of the way."""
        if not self.shared and self._folder.exists():
            from chromadb.api.shared_system_client import SharedSystemClient

            self.close()
            SharedSystemClient.clear_system_cache()  # which keeps even a store that failed to open
            self._folder.rename(self._folder.with_name(f"{FOLDER}-damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"))

    def close(self) -> None:
        """Let go of the files or the connection."""
        with self._guard:
            if self._opened is not None:
                self._opened.close()
                for session in _sessions(self._opened):
                    session.close()  # which Chroma 1.5.9 leaves open
            self._opened = None
            self._collections.clear()

    def _collection(self, library: int) -> Any:
        with self._guard:
            if library not in self._collections:
                self._collections[library] = self._client().get_or_create_collection(
                    f"{self._prefix}{library}-{self._model}", configuration={"hnsw": HNSW}, embedding_function=None
                )
            return self._collections[library]

    def _client(self) -> Any:
        with self._guard:
            if self._opened is None:
                self._opened = self._server() if self._url else self._embedded()
            return self._opened

    def _embedded(self) -> Any:
        import chromadb

        return chromadb.PersistentClient(str(self._folder), settings=_quiet())

    def _server(self) -> Any:
        import chromadb

        parts = urlsplit(self._url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Mistake(f"INDEX_CHROMA_URL is not the address of a server: {self._url!r}.")
        client = chromadb.HttpClient(
            host=parts.hostname,
            port=parts.port or (443 if parts.scheme == "https" else 80),
            ssl=parts.scheme == "https",
            headers={"Authorization": f"Bearer {self._token}"} if self._token else None,
            settings=_quiet(),
        )
        for session in _sessions(client):
            session.timeout = SERVER_SECONDS
        return client


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions of a client of a server; none for an embedded one."""
    clients = (client, getattr(client, "_admin_client", None))
    found = (getattr(getattr(one, "_server", None), "_session", None) for one in clients)
    return [session for session in found if session is not None]


def _quiet() -> Any:
    """Chroma's settings without a look at our `.env` and without telemetry."""
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic's own
