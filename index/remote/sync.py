"""Brings the ledger level with one source on the web: its listing first, then the pages that are due, as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from index.desk import Desk
from index.fetch.types import Fetched, NotModified
from index.intake import Intake, Job
from index.ledger import pages, places, sources
from index.ledger.pages import Page, PageKind
from index.origins import Origin
from index.remote import listing
from index.remote.items import dated
from index.remote.pages import fetched
from index.remote.plan import Plan, plan
from index.remote.sitemaps import Walk
from index.remote.surplus import give_way
from index.remote.types import Fate, Listing, Outcome
from index.tally import Tally
from index.types import Draft, Parsed, Progress
from index.upkeep import Change, Held, SourceKind

if TYPE_CHECKING:
    from index.fetch.fetcher import Fetcher

Complete = Callable[[Draft], Draft]
"""Adds to a page's article what its listing says of it."""

WRITE_EVERY = 2.0  # seconds: what was read can be found soon, however slowly the site answers
GIVE_UP_AFTER = 5  # pages in a row that a site did not answer: the others wait for the next sync


class RemoteSync:
    """One sync of one feed, sitemap or page. `most` is how many pages may be fetched, `given` its listing at hand."""

    def __init__(
        self, *, desk: Desk, job: Job, tally: Tally, fetcher: Fetcher, limit: int, most: int | None = None,
        given: Fetched | None = None, progress: Progress | None = None,
    ) -> None:  # fmt: skip
        self._desk, self._job, self._tally, self._fetcher = desk, job, tally, fetcher
        self._source, self._limit, self._most, self._given = job.source, job.source.limit or limit, most, given
        self._progress = progress or (lambda _done, _all: None)
        with desk.reading() as db:
            self._pages = pages.of_source(db, job.source.id)
            self._places = places.of_source(db, job.source.id)
        self._intake = Intake(desk=desk, job=job, tally=tally, places=self._places)
        self._before = len(tally.entries)
        self._gone: dict[str, str] = {}
        self._unknown: set[str] = set()
        self._waiting: list[tuple[Page, Page]] = []
        self._failing, self.trouble = 0, ""
        self.retry_after: timedelta | None = None
        self.unfinished = False

    def run(self) -> Held | None:
        """Sync it; tell what was held. Raises `FetchFailure` where its listing cannot be fetched, `Mistake` where it
        is none."""
        listed = self._listing()
        todo = plan(
            listed.entries, self._pages, limit=self._limit, now=self._desk.now(), anew=self._job.explicit
        )  # fmt: skip
        self._intake.gate.expect(self._at_risk(todo))
        self._save(*todo.listed)
        self._intake.batch.flush()
        due = [*self._bring(todo), *todo.due]
        self._read_pages(due, {entry.url: entry.complete for entry in listed.entries})
        for url, why in listed.troubles:
            self._tally.note(Change.FAILED, url, f"could not be fetched: {why}")
        if self._desk.stopping.is_set():  # what is due stays due
            self._intake.batch.flush()
            return None
        held = self._intake.settle(self._gone | self._reread())
        self._conclude(listed, held)
        return held

    # The listing

    def _listing(self) -> Listing:
        if self._source.kind is SourceKind.PAGE:
            self._make_due(self._source.location)
            return listing.of_page(self._source)
        found = self._given or self._fetch()
        if isinstance(found, NotModified):
            return Listing(
                location=self._source.location, entries=(), etag=self._source.etag,
                last_modified=self._source.last_modified,
            )  # fmt: skip
        if self._source.kind is SourceKind.FEED:
            return listing.of_feed(found, self._source, self._job.zone)
        known = {} if self._job.explicit else self._pages
        return listing.of_sitemap(found, self._source, Walk(self._fetcher, self._job.zone, known, self._desk.now))

    def _fetch(self) -> Fetched | NotModified:
        parts = any(page.kind is PageKind.LISTING for page in self._pages.values())  # they may change without the top
        anew = self._job.explicit or parts
        return self._fetcher.get(
            self._source.location,
            etag=None if anew else self._source.etag,
            last_modified=None if anew else self._source.last_modified,
        )

    def _make_due(self, url: str) -> None:
        """A page that is a source of its own is looked at in the source's rhythm."""
        page = self._pages.get(url, Page(url=url))
        taken_out = any(not placed.live for placed in self._places.get(url, {}).values())
        if self._job.explicit and taken_out:
            page = replace(page, etag=None, last_modified=None, digest=None)
        self._pages[url] = replace(page, next_at=self._desk.now())

    # The pages

    def _at_risk(self, todo: Plan) -> int:
        """How many live articles lie where something may have changed."""
        urls = {page.url for page in todo.due} | {page.url for _, page in todo.brought}
        return sum(placed.live for url in urls for placed in self._places.get(url, {}).values())

    def _bring(self, todo: Plan) -> Iterator[Page]:
        """Take in what the listing itself holds; the pages of those items that cannot be read."""
        for entry, page in todo.brought:
            if self._desk.stopping.is_set():
                return
            read = entry.read() if entry.read else None
            if isinstance(read, Draft):
                self._take(page, self._pages.get(page.url, page), [read])
            else:
                yield replace(page, kind=PageKind.ARTICLE)

    def _read_pages(self, every: Sequence[Page], listed: Mapping[str, Complete | None]) -> None:
        due = every if self._most is None else every[: self._most]
        self.unfinished = len(due) < len(every)
        written = time.monotonic()
        for done, outcome in enumerate(self._outcomes(due), 1):
            self._apply(outcome, listed.get(outcome.page.url) or partial(self._dated, page=outcome.page))
            self._progress(done, len(due))
            if time.monotonic() - written > WRITE_EVERY:
                self._intake.batch.flush()
                written = time.monotonic()

    def _outcomes(self, due: Sequence[Page]) -> Iterator[Outcome]:
        def stop() -> bool:
            return self._desk.stopping.is_set() or bool(self.trouble)

        for outcome in fetched(self._fetcher, due, zone=self._job.zone, now=self._desk.now, stop=stop):
            if outcome.fate is Fate.FAILED and self._desk.stopping.is_set():
                continue  # it is we who ended it
            self._watch(outcome)
            yield outcome

    def _watch(self, outcome: Outcome) -> None:
        """Whether the site answers at all."""
        self._failing = self._failing + 1 if outcome.site_fails else 0
        self.retry_after = max(filter(None, (self.retry_after, outcome.retry_after)), default=None)
        if self._failing >= GIVE_UP_AFTER or self._source.kind is SourceKind.PAGE:
            self.trouble = outcome.why

    def _apply(self, outcome: Outcome, complete: Complete) -> None:
        url, before = outcome.page.url, self._pages.get(outcome.page.url, outcome.page)
        match outcome.fate:
            case Fate.READ if not self._only_looked_at(before, outcome.parsed):
                parsed = [complete(one) if isinstance(one, Draft) else one for one in outcome.parsed]
                self._take(outcome.page, before, parsed, moved=outcome.moved)
                return
            case Fate.READ | Fate.SAME:
                self._intake.unchanged(url)
            case Fate.GONE:
                self._gone[url] = outcome.why
                self._waiting.append((outcome.page, before))
                return
            case Fate.MISSING | Fate.FAILED | Fate.NO_ARTICLE:
                self._unknown.add(url)
                if self._source.kind is not SourceKind.PAGE:  # there it is said of the source
                    self._tally.note(Change.FAILED, url, outcome.why)
        self._save(outcome.page)

    def _dated(self, draft: Draft, page: Page) -> Draft:
        """An article with what is remembered of a listing that an earlier sync read."""
        return dated(draft, page.dated, Origin.FEED) if self._source.kind is SourceKind.FEED else draft

    def _only_looked_at(self, before: Page, parsed: tuple[Parsed, ...]) -> bool:
        """Whether a page only tells that an article which the feed held is still there.

        The feed's text stays, unless the page says that it was changed since.
        """
        if before.kind is not PageKind.ITEM or before.missing_count or before.checked_at is None:
            return False
        drafts = [one for one in parsed if isinstance(one, Draft)]
        return not any(one.updated_at and one.updated_at > before.checked_at for one in drafts)

    def _take(self, page: Page, before: Page, parsed: list[Parsed], *, moved: bool = False) -> None:
        taken = self._intake.take(page.url, parsed, moved=moved)
        if taken.waits:
            self._waiting.append((page, before))
        else:
            self._save(page)

    # The end

    def _reread(self) -> dict[str, str]:
        """Places that were read whole: what lay in them and does not any more has left them."""
        return dict.fromkeys(self._intake.whole, "is no longer at its address")

    def _save(self, *some: Page) -> None:
        if some:
            self._intake.batch.add(partial(pages.save, source=self._source.id, pages=some))

    def _conclude(self, listed: Listing, held: Held | None) -> None:
        """Remember what was done; of what was held, only that it is to be looked at again."""
        now = self._desk.now()
        for after, before in self._waiting:
            if held is None:
                self._save(after)
            elif after.kind is not PageKind.ITEM:  # an item is compared with the feed again
                self._save(replace(before, mark=after.mark, next_at=now))
        if held is None:
            self._save(*listed.parts)
            write = partial(
                sources.validators, source=self._source.id, etag=listed.etag, last_modified=listed.last_modified
            )
            self._intake.batch.add(write)
            give_way(self._desk, self._job, self._tally, self._intake.batch, limit=self._limit, coming=self._coming())
        if listed.location != self._source.location:
            self._intake.batch.add(partial(sources.relocate, source=self._source.id, location=listed.location))
        self._intake.batch.flush()
        for url, lying in self._places.items():
            for id_, placed in lying.items():
                if placed.live and url not in self._unknown:
                    self._tally.same(self._job.library, id_)

    def _coming(self) -> int:
        """How many articles more the ledger would have after a dry run."""
        if not self._desk.dry_run:
            return 0
        mine = [entry.change for entry in self._tally.entries[self._before :]]
        return mine.count(Change.ADDED) - mine.count(Change.REMOVED)
