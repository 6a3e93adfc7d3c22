"""Takes the articles of one source in: decides what each one is to the ledger, cuts it, and writes it in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.desk import Batch, Desk
from index.errors import Mistake
from index.gate import Gate
from index.leaving import Leaving
from index.ledger import articles, catalogue, places, sources
from index.ledger.articles import Known, Record
from index.ledger.places import Places
from index.tally import Tally, stable_id
from index.types import Draft, Unreadable
from index.upkeep import Change, Held, Source, SourceKind

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One sync of one source. `explicit`: a person named it, so it may take over and bring back articles.

    `confirmed`: a person wants its changes, however many they are.
    """

    library: int
    source: Source
    model: str
    zone: ZoneInfo
    explicit: bool
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """How a file or page was taken in: `whole` where all of it could be used, `waits` where a change may be held."""

    whole: bool
    waits: bool


class Intake:
    """What one sync has taken in so far. An article that it has not met in a place where it was is gone from there."""

    def __init__(self, *, desk: Desk, job: Job, tally: Tally, places: Places) -> None:
        self._desk, self._job, self._tally, self._places = desk, job, tally, places
        live = {id_ for held in places.values() for id_, placed in held.items() if placed.live}
        held = job.source.held  # measured by the size of then: what came in since makes it no smaller
        size = min(len(live), held.articles) if held else len(live)
        self.gate = Gate(size, explicit=job.explicit, confirmed=job.confirmed)
        self.batch = Batch(desk, self._still_there)
        self.met: dict[str, str] = {}
        self._here: dict[str, set[str]] = {}
        self._waiting: dict[str, tuple[str, Record | None]] = {}
        self._too_many = False
        self.whole: set[str] = set()

    def unchanged(self, path: str) -> None:
        """A file or page says what it said: its articles are those that it had."""
        for id_, placed in self._places.get(path, {}).items():
            self.met.setdefault(id_, path)
            self._here.setdefault(path, set()).add(id_)
            if placed.live:
                self._tally.same(self._job.library, id_)

    def take(self, path: str, parsed: Iterable[Draft | Unreadable], *, moved: bool = False) -> Taken:
        """Write what was read from one place, some articles in each step.

        `moved`: the place is where it was known before, under another address.
        """
        whole, waits = True, len(self._waiting)
        self._here.setdefault(path, set())
        for one in parsed:
            if isinstance(one, Unreadable):
                self.fail(path, one.key, one.reason)
                whole = False
            else:
                whole &= self._one(path, one, moved)
        if whole:
            self.whole.add(path)
        return Taken(whole, len(self._waiting) > waits)

    def settle(self, leaving: Mapping[str, str], *, emptied: bool = False) -> Held | None:
        """Make the changes that waited, and take out what lay in the places `leaving` (with the reason) and does not.

        Where they are too many, none of them is made, and it is told what was held.
        """
        self.batch.flush()
        with self._desk.reading() as db:
            going = Leaving.of(db, self._job.source.id, self._places, self._here, self.met, leaving)
        if self.gate.holds(len(self._waiting) + len(going.removed), emptied=emptied):
            return self._hold(going)
        for path, record in self._waiting.values():
            if record is not None:
                self._write(path, record, Change.UPDATED)
        for id_, reason in going.removed.items():
            self._tally.note(Change.REMOVED, id_, reason, library=self._job.library)
        for change in going.changes(self._job.library, self._job.source.id):
            self.batch.add(change)
        self.batch.flush()
        return None

    def fail(self, path: str, key: str, reason: str) -> None:
        """Tell what could not become an article."""
        self._tally.note(Change.FAILED, f"{path} {key}".strip(), reason)

    def _hold(self, going: Leaving) -> Held:
        for id_ in self._waiting:
            self._tally.note(Change.HELD, id_, "would be updated", library=self._job.library)
        for id_, reason in going.removed.items():
            self._tally.note(Change.HELD, id_, f"would be removed: it {reason}", library=self._job.library)
        return self.gate.held(len(self._waiting), len(going.removed))

    def _one(self, path: str, draft: Draft, moved: bool) -> bool:
        """Decide about one article; whether it could be used."""
        with self._desk.reading() as db:
            id_, further = self._identity(db, path, draft, moved)
            before = articles.known(db, self._job.library, id_)
        if id_ in self.met and not self._again(path, id_, draft):
            return False
        first = id_ not in self.met
        self.met.setdefault(id_, path)
        self._here[path].add(id_)
        if first:
            self._decide(path, id_, draft, before)
        self._place(path, id_, further)
        return True

    def _decide(self, path: str, id_: str, draft: Draft, before: Known | None) -> None:
        if not self._is_new(draft, before):
            self._tally.same(self._job.library, id_)
            if before and before.live and not self._owned_elsewhere(before):
                self.batch.add(partial(_adopt, before=before, source=self._job.source.id, path=path))
        elif before is None or not before.live:
            self._write(path, self._record(id_, path, draft), Change.ADDED)
        elif self.gate.open:
            self._write(path, self._record(id_, path, draft), Change.UPDATED)
        else:
            self._wait(path, id_, draft)

    def _wait(self, path: str, id_: str, draft: Draft) -> None:
        """Keep a change until it is known how many there are; once they are too many, only that there was one."""
        if not self._too_many and self.gate.holds(len(self._waiting) + 1):
            self._too_many = True
            self._waiting = {other: (where, None) for other, (where, _) in self._waiting.items()}
        self._waiting[id_] = (path, None if self._too_many else self._record(id_, path, draft))

    def _again(self, path: str, id_: str, draft: Draft) -> bool:
        """Whether an article may be met twice: under two addresses, not in two files or lines."""
        where = self.met[id_]
        if self._job.source.kind.remote:
            return True
        said = f"the id {id_!r}" if draft.id else f"the address {draft.url}" if draft.url else "the text"
        self.fail(path, draft.key, f"has {said} of another article in this source ({where}), which was taken")
        return False

    def _identity(self, db: sqlite3.Connection, path: str, draft: Draft, moved: bool) -> tuple[str, str | None]:
        """The id of an article, and a further one that it is known by from now on.

        It is what the writer gave, else made from the address, else from where the file lies. An article that moved
        keeps its id.
        """
        id_ = places.name_of(db, self._job.library, draft.id or self._made(path, draft))
        before = [other for other, placed in self._places.get(path, {}).items() if placed.live]
        if moved and len(before) == 1 and before[0] != id_ and articles.known(db, self._job.library, id_) is None:
            return before[0], id_
        return id_, None

    def _made(self, path: str, draft: Draft) -> str:
        if draft.url:
            return stable_id(draft.url)
        location = self._job.source.location
        if self._job.source.kind is SourceKind.FOLDER:
            return stable_id(str(Path(location, path)), draft.key)
        return stable_id(path if self._job.source.kind.remote else location, draft.key)

    def _is_new(self, draft: Draft, before: Known | None) -> bool:
        if before is None:
            return True
        if (before.withdrawn and not self._job.explicit) or self._owned_elsewhere(before):
            return False
        return not before.live or before.digest != articles.digest_of(draft)

    def _owned_elsewhere(self, before: Known) -> bool:
        """Whether another source has it, and nobody said that this one should.

        Who adds an address does not say so: a site may call any page of another one its own.
        """
        said = self._job.explicit and not self._job.source.kind.remote
        return not said and before.live and before.source not in (None, self._job.source.id)

    def _record(self, id_: str, path: str, draft: Draft) -> Record:
        from index.passages import passages

        spans = tuple(passages(draft.body))
        return Record(id=id_, draft=draft, source=self._job.source.id, path=path, passages=spans)

    def _write(self, path: str, record: Record, change: Change) -> None:
        self._tally.note(change, record.id, record.draft.title, library=self._job.library)
        self._tally.passages += len(record.passages)
        write = partial(_write, library=self._job.library, record=record, model=self._job.model)
        self.batch.add(write, characters=len(record.draft.body))

    def _place(self, path: str, id_: str, further: str | None) -> None:
        if id_ not in self._places.get(path, {}):
            self.batch.add(partial(_put, job=self._job, path=path, id_=id_))
        if further:
            self.batch.add(partial(_call, job=self._job, id_=id_, further=further))

    def _still_there(self, db: sqlite3.Connection) -> None:
        """A source may be removed while its pages are fetched; then nothing more of it comes in."""
        if not sources.exists(db, self._job.source.id):
            raise Mistake(f"{self._job.source.location} was removed meanwhile.")


def _write(db: sqlite3.Connection, *, library: int, record: Record, model: str) -> None:
    articles.write(db, library, record, model)
    catalogue.touch(db)


def _adopt(db: sqlite3.Connection, *, before: Known, source: int, path: str) -> None:
    articles.adopt(db, before, source, path)


def _put(db: sqlite3.Connection, *, job: Job, path: str, id_: str) -> None:
    if found := articles.known(db, job.library, id_):
        places.put(db, job.source.id, path, [found.pk])


def _call(db: sqlite3.Connection, *, job: Job, id_: str, further: str) -> None:
    if found := articles.known(db, job.library, id_):
        places.call(db, job.library, further, found.pk)
