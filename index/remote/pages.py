"""Fetches pages, several at once, and reads them: what became of each is told as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from index.fetch.errors import Busy, FetchFailure, Gone, Missing, TooSlow, Unreachable
from index.fetch.types import Fetched, NotModified
from index.ledger.pages import Page
from index.parse.addresses import is_root
from index.remote import rhythm
from index.remote.types import Fate, Outcome
from index.types import Draft, Parsed, Unreadable

if TYPE_CHECKING:
    from index.fetch.fetcher import Fetcher

AT_ONCE = 8  # threads; the fetcher itself limits requests per host and in all
AHEAD = 2 * AT_ONCE  # pages that are asked for before the first of them is taken in
LED_HOME = "leads to the site's front page now"


def fetched(
    fetcher: Fetcher, pages: Iterable[Page], *, zone: ZoneInfo, now: Callable[[], datetime], stop: Callable[[], bool]
) -> Iterator[Outcome]:
    """What became of each page, in the order in which they come. Once `stop()` is true no further one is asked for."""
    queue = iter(pages)
    waiting: set[Future[Outcome]] = set()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pullquote-pages") as pool:
        try:
            while True:
                while len(waiting) < AHEAD and not stop() and (page := next(queue, None)):
                    waiting.add(pool.submit(look, fetcher, page, zone, now))
                if stop():
                    waiting = {one for one in waiting if not one.cancel()}
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        except KeyboardInterrupt:
            fetcher.close()
            raise


def look(fetcher: Fetcher, page: Page, zone: ZoneInfo, now: Callable[[], datetime]) -> Outcome:
    """Fetch one page, if it changed, and read it."""
    try:
        found = fetcher.get(page.url, etag=page.etag, last_modified=page.last_modified)
    except Gone:
        return Outcome(page=rhythm.gone(page, now()), fate=Fate.GONE, why="is gone (410)")
    except Missing:
        return _not_found(page, now(), "was not found (404)")
    except FetchFailure as failure:
        site = isinstance(failure, Unreachable | TooSlow | Busy)
        failed = rhythm.failed(page, now(), failure.message)
        after = failure.retry_after if isinstance(failure, Busy) else None
        return Outcome(page=failed, fate=Fate.FAILED, why=failure.message, site_fails=site, retry_after=after)
    if isinstance(found, NotModified):
        return Outcome(page=rhythm.seen(page, now()), fate=Fate.SAME)
    if is_root(found.url) and not is_root(page.url):
        return _not_found(page, now(), LED_HOME)
    return _read(page, found, zone, now())


def _not_found(page: Page, now: datetime, why: str) -> Outcome:
    missing = replace(rhythm.not_found(page, now), error=why)
    return Outcome(page=missing, fate=Fate.GONE if rhythm.is_gone(missing, now) else Fate.MISSING, why=why)


def _read(page: Page, found: Fetched, zone: ZoneInfo, now: datetime) -> Outcome:
    digest = blake2b(found.content, digest_size=16).digest()
    known = replace(
        rhythm.seen(page, now), etag=found.etag, last_modified=found.last_modified, digest=digest
    )  # fmt: skip
    if digest == page.digest and not page.missing_count:
        return Outcome(page=replace(known, error=page.error), fate=Fate.SAME)
    parsed = tuple(articles_in(found, page.url, zone))
    if not any(isinstance(one, Draft) for one in parsed):
        why = next((one.reason for one in parsed if isinstance(one, Unreadable)), "holds no article")
        return Outcome(page=replace(known, error=why), fate=Fate.NO_ARTICLE, why=why)
    return Outcome(page=known, fate=Fate.READ, parsed=parsed, moved=found.moved or found.url == page.url)


def articles_in(found: Fetched, url: str, zone: ZoneInfo) -> Iterator[Parsed]:
    """The articles in what was fetched at `url`: one of a page, many of an export.

    An article's address is the one that the page calls its own, else where it lies for good.
    """
    from index.parse import parse
    from index.parse.page import read_page

    name = unquote(urlsplit(found.url).path).strip("/")
    several = PurePosixPath(name).suffix.casefold() in (".csv", ".jsonl")
    read: Iterable[Parsed] = (
        parse(found.content, name=name, modified_at=None, zone=zone)
        if several
        else [read_page(found.content, url=found.url, charset=found.charset, zone=zone, media_type=found.media_type)]
    )
    lies = found.url if found.moved else url
    for one in read:
        if isinstance(one, Draft) and not several and one.url in (None, found.url):
            yield replace(one, url=lies)
        else:
            yield one
