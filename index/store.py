"""The one door to Chroma: a copy of the ledger's vectors, one collection per library on each shelf.

Ids are added new and deleted, never put over each other, and in small batches, since Chroma's writes hold the GIL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import Mistake, VectorsUnusable
from index.ledger.vectors import Order
from index.shelves import Shelves

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 50  # 100 rows stop the event loop for a tenth of a second
SERVER_SECONDS = 10.0  # Chroma's own client waits for ever
PAGE = 5000  # ids in one read, below what SQLite takes as variables
# More links and wider searches than Chroma's defaults: after churn one vector in 4,000 was unreachable with those.
HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200, "sync_threshold": 10_000}


SERVER_DEAD = "The Chroma server of INDEX_CHROMA_URL does not answer; start it, or empty the setting."
UNUSABLE = "The vector store cannot be used; `pullquote index verify --repair` builds it anew from the ledger."


@contextmanager
def translated(said: str = UNUSABLE) -> Iterator[None]:
    """Raise `VectorsUnusable` for whatever Chroma and its Rust core raise."""
    try:
        yield
    except (Mistake, VectorsUnusable, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        raise VectorsUnusable(said) from error


class ChromaStore:
    """Vectors by passage id, on named shelves. Opens on first use; calls are safe from several threads."""

    def __init__(self, *, data_dir: Path, url: str, token: str, installation: str) -> None:
        self.shelves = Shelves(data_dir)
        self._url = url
        self._address = address(url) if url else ("", 0, False)
        self._token = token
        # A server may keep the copies of several installations; each touches its own and no other.
        self._prefix = f"pullquote-{installation}-"
        self._said = SERVER_DEAD if url else UNUSABLE
        self._guard = RLock()
        self._clients: dict[str, Any] = {}
        self._collections: dict[tuple[str, int], Any] = {}

    @property
    def shared(self) -> bool:
        """Whether a server keeps the vectors, so that any process may ask."""
        return bool(self._url)

    def apply(self, shelf: str, orders: Sequence[Order]) -> None:
        """Carry out changes; carrying them out twice does no harm."""
        import numpy as np

        with translated(self._said), self._guard:
            for library in {order.library for order in orders}:
                collection = self._collection(shelf, library)
                mine = [order for order in orders if order.library == library]
                adds = {str(order.passage): order.vector for order in mine if order.vector is not None}
                drops = {str(order.passage) for order in mine if order.vector is None}
                vectors = {
                    id_: np.frombuffer(vector, dtype="<f2").astype(np.float32)
                    for id_, vector in adds.items()
                    if id_ not in drops
                }
                sound = {id_: vector for id_, vector in vectors.items() if np.isfinite(vector).all()}
                if sound:
                    collection.add(ids=list(sound), embeddings=list(sound.values()))
                if drops:
                    collection.delete(ids=list(drops))

    def nearest(self, shelf: str, library: int, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """The nearest passages as (id, cosine), best first."""
        with translated(self._said):
            self._must_be_there(shelf)
            collection = self._collection(shelf, library)
            found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return [(int(id_), 1.0 - float(distance)) for id_, distance in pairs]

    def ids(self, shelf: str, library: int) -> set[int]:
        """The ids of all passages that a shelf holds of a library."""
        with translated(self._said), self._guard:
            self._must_be_there(shelf)
            collection, found, at = self._collection(shelf, library), set[int](), 0
            while page := collection.get(include=[], limit=PAGE, offset=at)["ids"]:
                found.update(map(int, page))
                at += len(page)
            return found

    def there(self, shelf: str) -> bool:
        """Whether a shelf was ever made; where one is missing, an empty one would be made on asking."""
        if not self._url:
            return self.shelves.there(shelf)
        with translated(self._said), self._guard:
            names = [collection.name for collection in self._client("").list_collections()]
            return any(name.startswith(self._prefix) and name.endswith(f"-{shelf}") for name in names)

    def drop(self, shelf: str) -> None:
        """Throw a shelf away. Embedded, its folder goes with it: Chroma itself gives no space back."""
        with translated(self._said), self._guard:
            if self._url:
                self._drop_collections(lambda name: name.endswith(f"-{shelf}"))
            else:
                self._let_go(shelf)
                self.shelves.remove(shelf)

    def sweep(self, keep: set[str]) -> None:
        """Throw away every shelf of ours but these."""
        with translated(self._said), self._guard:
            if self._url:
                self._drop_collections(lambda name: not any(name.endswith(f"-{shelf}") for shelf in keep))
            else:
                for shelf in self.shelves.names() - keep:
                    self.drop(shelf)

    def set_aside(self, shelf: str) -> str | None:
        """Move an embedded shelf that does not open out of the way; the name of its folder then."""
        with self._guard:
            self._let_go(shelf)
            return self.shelves.set_aside(shelf)

    def close(self) -> None:
        """Let go of the files or the connection."""
        with self._guard:
            for shelf in list(self._clients):
                self._let_go(shelf)
            self.shelves.closed()

    def _must_be_there(self, shelf: str) -> None:
        """Raise `VectorsUnusable` where the folder is gone that is to be asked."""
        if not self._url and shelf not in self._clients and not self.shelves.there(shelf):
            raise VectorsUnusable(UNUSABLE)

    def _let_go(self, shelf: str) -> None:
        client = self._clients.pop(shelf, None)
        self._collections = {key: value for key, value in self._collections.items() if key[0] != shelf}
        if client is not None:
            client.close()
            for session in _sessions(client):
                session.close()  # which Chroma 1.5.9 leaves open

    def _drop_collections(self, chosen: Callable[[str], bool]) -> None:
        client = self._client("")
        for collection in client.list_collections():
            if collection.name.startswith(self._prefix) and chosen(collection.name):
                client.delete_collection(collection.name)
        self._collections.clear()

    def _collection(self, shelf: str, library: int) -> Any:
        with self._guard:
            if (shelf, library) not in self._collections:
                self._collections[shelf, library] = self._client(shelf).get_or_create_collection(
                    f"{self._prefix}{library}-{shelf}", configuration={"hnsw": HNSW}, embedding_function=None
                )
            return self._collections[shelf, library]

    def _client(self, shelf: str) -> Any:
        """The server's one client, or the client of a shelf's folder."""
        name = "" if self._url else shelf
        with self._guard:
            if name not in self._clients:
                self._clients[name] = self._server() if self._url else self._embedded(shelf)
            return self._clients[name]

    def _embedded(self, shelf: str) -> Any:
        self.shelves.opened()
        return open_folder(self.shelves.folder(shelf))

    def _server(self) -> Any:
        import chromadb

        host, port, safe = self._address
        client = chromadb.HttpClient(
            host=host,
            port=port,
            ssl=safe,
            headers={"Authorization": f"Bearer {self._token}"} if self._token else None,
            settings=_quiet(),
        )
        for session in _sessions(client):
            session.timeout = SERVER_SECONDS
        return client


def address(url: str) -> tuple[str, int, bool]:
    """Host, port, and whether it is encrypted, of a server's address. Raises `Mistake`."""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            safe = parts.scheme == "https"
            return parts.hostname, parts.port or (443 if safe else 80), safe
    except ValueError:  # a port that is none
        pass
    raise Mistake(f"INDEX_CHROMA_URL is not the address of a server: {url!r}.")


def open_folder(folder: Path) -> Any:
    """A client of an embedded Chroma."""
    import chromadb

    return chromadb.PersistentClient(str(folder), settings=_quiet())


def look(folder: Path) -> None:
    """Open an embedded Chroma, count and ask each collection; what is broken in it breaks here."""
    client = open_folder(folder)
    for collection in client.list_collections():
        if collection.count():
            vector = collection.get(limit=1, include=["embeddings"])["embeddings"][0]
            collection.query(query_embeddings=[vector], n_results=1, include=["distances"])
    client.close()


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions of a client of a server; none for an embedded one."""
    clients = (client, getattr(client, "_admin_client", None))
    found = (getattr(getattr(one, "_server", None), "_session", None) for one in clients)
    return [session for session in found if session is not None]


def _quiet() -> Any:
    """Chroma's settings without a look at our `.env` and without telemetry."""
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic's own
