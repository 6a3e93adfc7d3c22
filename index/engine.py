"""The index as the rest of the house uses it: one object over ledger, words, vectors and sources.

All calls block; none may run on an event loop.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from index.carry import Carrier
from index.edit import AS_USUAL, Editor
from index.fetchers import Fetchers
from index.keeper import Keeper, Tell
from index.ledger import catalogue, journal, reading, shelves, sources, vectors, versions
from index.ledger.journal import Page
from index.locks import WRITER, Lock
from index.meaning import Meaning
from index.models import Models
from index.notes import notes
from index.search import Search
from index.store import ChromaStore
from index.types import (
    Article,
    Body,
    Coverage,
    Found,
    Passage,
    Progress,
    Query,
    ServerSettings,
    Window,
    WordVectors,
)  # fmt: skip
from index.upkeep import Report, Status, Verification, Wishes
from index.versions import History

if TYPE_CHECKING:
    from index.ledger.connection import Connections


class Index:
    """One data folder. `close` gives its locks and files back."""

    def __init__(
        self,
        *,
        connections: Connections,
        data_dir: Path,
        models: Models,
        store: ChromaStore,
        editor: Editor,
        carrier: Carrier,
        fetchers: Fetchers,
    ) -> None:
        self._connections = connections
        self._data_dir = data_dir
        self._models = models
        self._store = store
        self._editor = editor
        self._carrier = carrier
        self._fetchers = fetchers
        self._meaning = Meaning(store=store, ready=lambda: carrier.ready)
        self._search = Search(connections=connections, models=models, meaning=self._meaning)

    # Reading

    @property
    def embedding(self) -> str:
        """The model that makes the vectors."""
        with self._connections.reading() as db:
            return shelves.standing(db).model or self._models.configured.name

    @property
    def word_vectors(self) -> WordVectors | None:
        """The model, where it knows single words."""
        configured = self._models.configured
        return configured if isinstance(configured, WordVectors) else None

    def search(self, query: Query) -> Found:
        """The best passages for a query."""
        return self._search.find(query)

    def passage(self, id_: int) -> Passage | None:
        """A passage, unless it is gone."""
        with self._connections.reading() as db:
            return reading.passages(db, [id_]).get(id_)

    def body(self, library: str, article: str, version: int) -> Body | None:
        """The body of this version of a live article, while it is kept."""
        with self._connections.reading() as db:
            found = reading.body(db, library, article, version)
        return Body(*found) if found else None

    def history(self, library: str | None, article: str) -> History | None:
        """The versions and copies of an article, withdrawn or not; without a library of the first with this id."""
        with self._connections.reading() as db:
            return versions.history(db, library, article)

    def articles_named(self, name: str, library: str | None = None) -> list[Article]:
        """Articles with this id, or else those whose id begins with it."""
        with self._connections.reading() as db:
            return [article for _, _, article in reading.articles_named(db, name, library)]

    def passages_of(self, article: Article) -> list[Passage]:
        """An article's passages, in order."""
        with self._connections.reading() as db:
            return reading.passages_of(db, article.library, article.id)

    def origins_of(self, article: Article) -> dict[str, str]:
        """Where each thing that is known of an article was found, by the name of its field."""
        with self._connections.reading() as db:
            return reading.origins(db, article.library, article.id)

    def outlets(self, libraries: Sequence[str], prefix: str, limit: int) -> list[str]:
        """Outlets whose name holds `prefix`, those with most articles first."""
        with self._connections.reading() as db:
            return reading.outlets(db, libraries, prefix, limit)

    def article_choices(self, library: str, part: str, limit: int, *, outlet: str | None = None) -> list[Article]:
        """Articles whose title or id holds `part`, of an outlet where it is given, newest first."""
        with self._connections.reading() as db:
            return reading.article_choices(db, library, part, limit, outlet)

    def coverage(self, libraries: Sequence[str]) -> Coverage:
        """How many articles these libraries hold, and from when to when."""
        with self._connections.reading() as db:
            return reading.coverage(db, libraries, Window(), None)

    def status(self, libraries: Sequence[str] | None = None) -> Status:
        """How the index stands; only of these libraries, where they are named."""
        with self._connections.reading() as db:
            now = shelves.standing(db)
            model = now.model or self._models.configured.name
            names = [name for name in catalogue.libraries(db) if libraries is None or name in libraries]
            found = [s for s in sources.every(db) if s.library in names]
            articles, passages = reading.totals(db, names)
            return Status(
                data_dir=self._data_dir, sources=tuple(found), articles=articles, passages=passages,
                libraries={name: reading.coverage(db, [name], Window(), None) for name in names},
                vectors_missing=vectors.count_missing(db, model), chroma_behind=vectors.behind(db), model=model,
                holder=Lock(self._data_dir, WRITER).holder(), notes=notes(db, now),
            )  # fmt: skip

    def digest(self) -> str:
        """Which state of the index this is."""
        with self._connections.reading() as db:
            return f"{shelves.standing(db).model or self._models.configured.name}/{catalogue.generation(db)}"

    # Changing

    def add_paths(
        self, library: str, paths: Sequence[Path | str], *, wishes: Wishes = AS_USUAL, dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Report:  # fmt: skip
        """Index files, folders and web addresses (those are text), and remember them as sources."""
        return self._editor.add(library, paths, wishes=wishes, dry_run=dry_run, progress=progress)

    def add_urls(self, library: str, urls: Sequence[str], progress: Progress | None = None) -> Report:
        """Index feeds, sitemaps and pages, for somebody who may not see what is on this machine's disk and networks.

        Ends after the first pages of a large source; it is due again at once.
        """
        return self._editor.add(library, [str(url) for url in urls], in_turn=True, progress=progress)

    def add_uploads(self, library: str, files: Sequence[tuple[str, bytes]], progress: Progress | None = None) -> Report:
        """Index files given by name and content."""
        return self._editor.add_uploads(library, files, progress)

    def sync(
        self, library: str | None, *, source: str | None = None, dry_run: bool = False, confirmed: bool = False,
        in_turn: bool = False, progress: Progress | None = None,
    ) -> Report:  # fmt: skip
        """Bring a library (None: all) level with its sources, or with the one whose location is `source`.

        A change so large that it may be an accident is made only where it is `confirmed`. `in_turn`: as `add_urls`.
        """
        return self._editor.sync(
            library, source=source, dry_run=dry_run, confirmed=confirmed, in_turn=in_turn, progress=progress
        )

    def keep_level(self, tell: Tell, *, once: bool = False) -> None:
        """Sync what is due, until `stop` is called or only `once`; `tell` hears of each source."""
        keeper = Keeper(self._editor, self._connections)
        keeper.due(tell) if once else keeper.run(tell)

    def remove(self, library: str, name: str) -> list[Article]:
        """Remove an article by its id, or a source with its articles by its location. Returns what went."""
        return self._editor.remove(library, name)

    def verify(self, *, mend: bool = False) -> Verification:
        """Compare ledger, words and vectors; `mend` makes anew what differs."""
        return self._editor.verify(mend=mend)

    def hold_vectors(self, purpose: str) -> bool:
        """Ask Chroma from now on, if its folder can be this process's; else its work is done from the ledger."""
        return self._carrier.serve(purpose)

    def leave_vectors(self) -> None:
        """From now on, have changes end as soon as their words can be searched; `catch_up` computes the vectors."""
        self._editor.vectors_later = True

    def catch_up(self) -> None:
        """Complete what other processes left behind: missing vectors, and what Chroma was not given."""
        self._editor.recut(steps=1)
        self._carrier.complete(stopping=self._editor.stopping.is_set)

    # What the bot remembers

    def server_settings(self, guild: str) -> ServerSettings:
        """What a server chose, or the defaults."""
        with self._connections.reading() as db:
            found = journal.server(db, guild)
        return ServerSettings(**json.loads(found)) if found else ServerSettings()

    def set_server_settings(self, guild: str, settings: ServerSettings) -> None:
        """Remember what a server chose."""
        with self._connections.writing() as db:
            journal.set_server(db, guild, json.dumps(asdict(settings)))

    def keep(self, page: Page) -> None:
        """Keep an answer in the journal."""
        with self._connections.writing() as db:
            journal.keep(db, page)

    def recall(self, id_: str) -> Page | None:
        """An answer from the journal."""
        with self._connections.reading() as db:
            return journal.recall(db, id_)

    def forget(self, before: str, most: int) -> int:
        """Delete the oldest answers from the journal, at most so many; return how many went."""
        with self._connections.writing() as db:
            return journal.forget(db, before, most)

    def stop(self) -> None:
        """Have a change that is under way end soon; the next sync completes it."""
        self._editor.stopping.set()
        self._fetchers.close()

    def close(self) -> None:
        """Give locks and files back."""
        self._fetchers.close()
        self._store.close()
        self._carrier.release()
        self._connections.close()
