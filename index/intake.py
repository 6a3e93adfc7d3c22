"""Takes the articles of one source in: decides what each one is to the ledger, cuts it, and writes it in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.ledger import articles, catalogue
from index.ledger.articles import Known, Record
from index.passages import passages
from index.tally import Tally, stable_id
from index.types import Draft, Unreadable
from index.upkeep import Change, Source, SourceKind

if TYPE_CHECKING:
    import sqlite3

    from index.ledger.connection import Connections

STEP_ARTICLES = 50  # in one transaction, so that readers and the bot's journal never wait long
STEP_CHARACTERS = 2_000_000  # of their bodies, so that fifty books are not held at once
MAX_ID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One sync of one source. `explicit`: a person named it, so it may take over and bring back articles."""

    library: int
    source: Source
    model: str
    zone: ZoneInfo
    explicit: bool
    dry_run: bool


class Intake:
    """What one sync has taken in so far. An article that it has not met at the end is gone."""

    def __init__(self, *, connections: Connections, job: Job, tally: Tally) -> None:
        self._connections = connections
        self._job = job
        self._tally = tally
        self._met: dict[str, str] = {}

    def unchanged(self, path: str, held: Iterable[str]) -> None:
        """A file says what it said: these are its articles."""
        for id_ in held:
            self._met[id_] = path
            self._tally.unchanged += 1

    def take(self, path: str, parsed: Iterable[Draft | Unreadable]) -> bool:
        """Write what was read from one file, some articles in each step; whether all of it could be used."""
        good = True
        for some in _steps(parsed):
            drafts = [one for one in some if isinstance(one, Draft)]
            for one in some:
                if isinstance(one, Unreadable):
                    self._fail(path, one.key, one.reason)
            good &= self._step(path, drafts) and len(drafts) == len(some)
        return good

    def remove(self, gone: dict[str, int]) -> None:
        """Take out articles (id -> number) that are no longer there, unless another file has them now."""
        with self.transaction() as db:
            for id_, pk in gone.items():
                row = db.execute("SELECT source, live FROM article WHERE pk = ?", (pk,)).fetchone()
                if id_ in self._met or not row or not row[1] or row[0] != self._job.source.id:
                    continue
                self._tally.note(Change.REMOVED, id_, "is no longer in its source")
                if not self._job.dry_run:
                    articles.remove(db, self._job.library, pk)
                    catalogue.touch(db)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A writing transaction; only a reading one in a dry run."""
        with self._connections.reading() if self._job.dry_run else self._connections.writing() as db:
            yield db

    def _step(self, path: str, drafts: Sequence[Draft]) -> bool:
        """Decide and cut before the transaction, so that it is short."""
        named = list(self._named(path, drafts))
        with self._connections.reading() as db:
            known = {id_: articles.known(db, self._job.library, id_) for id_, _ in named}
        records, adopted = [], list[Known]()
        for id_, draft in named:
            before = known[id_]
            if self._is_new(draft, before):
                records.append(self._record(id_, path, draft))
                self._tally.note(Change.UPDATED if before and before.live else Change.ADDED, id_, draft.title)
            else:
                self._tally.unchanged += 1
                if before and before.live and not self._owned_elsewhere(before):
                    adopted.append(before)
        if not self._job.dry_run:
            self._write(path, records, adopted)
        return len(named) == len(drafts)

    def _named(self, path: str, drafts: Sequence[Draft]) -> Iterator[tuple[str, Draft]]:
        """Each draft with its id; one whose id was met already is told and left out."""
        for draft in drafts:
            id_ = self._identity(path, draft)
            if id_ in self._met:
                what = f"the id {id_!r}" if draft.id else f"the address {draft.url}"
                where = self._met[id_]
                self._fail(path, draft.key, f"has {what} of another article in this source ({where}), which was taken")
            else:
                self._met[id_] = path
                yield id_, draft

    def _identity(self, path: str, draft: Draft) -> str:
        """What the writer gave, else one made from the address, else from where the file lies."""
        if draft.id:
            return draft.id[:MAX_ID]
        if draft.url:
            return stable_id(draft.url)
        location = self._job.source.location
        place = str(Path(location, path)) if self._job.source.kind is SourceKind.FOLDER else location
        return stable_id(place, draft.key)

    def _is_new(self, draft: Draft, before: Known | None) -> bool:
        if before is None:
            return True
        if not self._job.explicit and (before.withdrawn or self._owned_elsewhere(before)):
            return False
        return not before.live or before.digest != articles.digest_of(draft)

    def _owned_elsewhere(self, before: Known) -> bool:
        """Whether another source has it, and nobody said that this one should."""
        return not self._job.explicit and before.live and before.source not in (None, self._job.source.id)

    def _record(self, id_: str, path: str, draft: Draft) -> Record:
        spans = tuple(passages(draft.body))
        self._tally.passages += len(spans)
        return Record(id=id_, draft=draft, source=self._job.source.id, path=path, passages=spans)

    def _write(self, path: str, records: Sequence[Record], adopted: Sequence[Known]) -> None:
        with self._connections.writing() as db:
            for record in records:
                articles.write(db, self._job.library, record, self._job.model)
            for before in adopted:
                articles.adopt(db, before, self._job.source.id, path)
            if records:
                catalogue.touch(db)

    def _fail(self, path: str, key: str, reason: str) -> None:
        self._tally.note(Change.FAILED, f"{path} {key}".strip(), reason)


def _steps(parsed: Iterable[Draft | Unreadable]) -> Iterator[list[Draft | Unreadable]]:
    """Runs of articles that are written together."""
    step: list[Draft | Unreadable] = []
    size = 0
    for one in parsed:
        step.append(one)
        size += len(one.body) if isinstance(one, Draft) else 0
        if len(step) >= STEP_ARTICLES or size >= STEP_CHARACTERS:
            yield step
            step, size = [], 0
    if step:
        yield step
