"""Adds what an editor names: a path becomes a source that is synced at once, an uploaded file one of its own."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from index import uploads
from index.errors import Mistake
from index.fetch.errors import FetchFailure
from index.files import readable_name
from index.intake import Intake
from index.ledger import catalogue, places, sources
from index.leveler import Leveler, Manner
from index.sync import NO_LONGER, shown
from index.tally import Tally
from index.types import Draft, Progress
from index.upkeep import Change, Source, SourceKind, Wishes

if TYPE_CHECKING:
    from index.fetch.types import Fetched
    from index.ledger.connection import Connections


class Adder:
    """Makes sources. One that is new and gives nothing is forgotten again."""

    def __init__(self, *, connections: Connections, leveler: Leveler) -> None:
        self._connections = connections
        self._leveler = leveler

    def path(
        self, library: str, path: Path, wishes: Wishes, manner: Manner, tally: Tally, progress: Progress | None
    ) -> None:
        """Add a file or folder; what is not there is in the tally."""
        if reason := _missing(path):
            tally.note(Change.FAILED, shown(str(path)), reason)
            return
        place = path.resolve()
        kind = SourceKind.FOLDER if place.is_dir() else SourceKind.FILE
        self.place(library, kind, str(place), wishes, manner, tally, progress)

    def url(
        self, library: str, url: str, wishes: Wishes, manner: Manner, tally: Tally, progress: Progress | None
    ) -> None:
        """Add what lies at an address of the web: a feed, a sitemap, a page; of a front page, the feed of its site."""
        from index.fetch.target import read_target
        from index.remote.find import find

        try:
            address = read_target(url).url
            found = find(self._leveler.fetchers.of(library), address, self._leveler.zone)
        except FetchFailure as failure:
            tally.note(Change.FAILED, url, f"could not be fetched: {failure.message}")
            return
        except Mistake as mistake:
            tally.note(Change.FAILED, url, mistake.message)
            return
        if found.notice:
            tally.notices.append(found.notice)
        self.place(library, found.kind, found.location, wishes, manner, tally, progress, found.fetched)

    def place(
        self, library: str, kind: SourceKind, location: str, wishes: Wishes, manner: Manner, tally: Tally,
        progress: Progress | None, given: Fetched | None = None,
    ) -> None:  # fmt: skip
        """Add a source and sync it."""
        source, made = self._source(library, kind, location, wishes, manner)
        good = self._leveler.level(source, tally, manner, progress, given)
        if made and not good and not wishes.watched:
            with self._leveler.change("index add"), self._connections.writing() as db:
                sources.drop(db, source.id)

    def upload(self, library: str, name: str, raw: bytes, tally: Tally) -> None:
        """Take in one file that was handed over; it stays until it is handed over anew."""
        from index.parse import parse

        read = list(parse(raw, name=name, modified_at=None, zone=self._leveler.zone))
        drafts = [one for one in read if isinstance(one, Draft)]
        kept = name
        if drafts:
            with self._connections.reading() as db:
                kept = uploads.name_for(db, library, name, drafts)
        if kept != name:
            tally.notices.append(f"{name} is kept as “{kept}”: another article was uploaded under its name.")
        manner = Manner(explicit=True, dry_run=not drafts)
        source, _ = self._source(library, SourceKind.UPLOAD, f"{uploads.PREFIX}{kept}", Wishes(), manner)
        with self._connections.reading() as db:
            held = places.of_source(db, source.id)
        intake = Intake(
            desk=self._leveler.desk(manner, stepwise=True),
            job=self._leveler.job(source, manner),
            tally=tally,
            places=held,
        )
        taken = intake.take(kept, read)
        intake.settle({kept: NO_LONGER} if taken.whole else {})

    def _source(
        self, library: str, kind: SourceKind, location: str, wishes: Wishes, manner: Manner
    ) -> tuple[Source, bool]:
        """The source at a location, and whether it was made for this."""
        made = False
        if not manner.dry_run:
            with self._leveler.change("index add"), self._connections.writing() as db:
                id_, made = sources.make(db, catalogue.make_library(db, library), kind, location)
                sources.wish(db, id_, wishes)
        with self._connections.reading() as db:
            found = sources.named(db, library, location)
        return found or Source.unknown(library, kind, location), made


def _missing(path: Path) -> str | None:
    """Why a path that a person gave is no source."""
    try:
        if not readable_name(str(path.resolve())):
            return "has a name that is not text (UTF-8); rename it"
        look = path.stat()
    except OSError as error:
        return f"is not there ({error.strerror or 'no reason given'})"
    return None if stat.S_ISDIR(look.st_mode) or stat.S_ISREG(look.st_mode) else "is no file and no folder"
