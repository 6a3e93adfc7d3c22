"""Walks through a sitemap and those that it lists; what did not change since the last walk is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.errors import Mistake
from index.feeds.types import Place
from index.fetch.errors import FetchFailure
from index.fetch.types import Fetched, NotModified
from index.ledger.pages import Page, PageKind
from index.parse.errors import Refused

if TYPE_CHECKING:
    from index.fetch.fetcher import Fetcher

MAX_SITEMAPS = 200
"""Sitemaps of one index that are followed: at 50,000 pages each, more is not a newsroom."""

MAX_PLACES = 200_000
"""Pages that are held in memory at once; only the newest of them are followed."""


@dataclass(slots=True)
class Walk:
    """One walk. `parts` are the further sitemaps as they are known now, `troubles` those that could not be read."""

    fetcher: Fetcher
    zone: ZoneInfo
    known: Mapping[str, Page]
    now: Callable[[], datetime]
    parts: list[Page] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)

    def places(self, first: Fetched) -> list[Place]:
        """The pages of a sitemap and of all below it. Raises `Mistake` where the first is none."""
        from index.feeds import read_sitemap

        try:
            top = read_sitemap(first.content, url=first.url, zone=self.zone)
        except Refused as refused:
            raise Mistake(f"{refused.reason}; its articles stay as they are") from refused
        found = {place.url: place for place in top.places}
        queue, met = list(top.children), {first.url}
        while queue and len(met) < MAX_SITEMAPS and len(found) < MAX_PLACES:
            url = queue.pop(0)
            if url in met:
                continue
            met.add(url)
            for place, child in self._below(url):
                if place:
                    found.setdefault(place.url, place)
                elif child:
                    queue.append(child)
        return list(found.values())

    def _below(self, url: str) -> Iterator[tuple[Place | None, str | None]]:
        """The pages and the sitemaps in one that is listed; nothing where it is as it was."""
        from index.feeds import read_sitemap

        known = self.known.get(url) or Page(url=url, kind=PageKind.LISTING)
        try:
            got = self.fetcher.get(url, etag=known.etag, last_modified=known.last_modified)
            if isinstance(got, NotModified):
                return
            read = read_sitemap(got.content, url=got.url, zone=self.zone)
        except (FetchFailure, Refused) as problem:
            self.troubles.append((url, str(problem)))
            return
        self.parts.append(
            replace(known, etag=got.etag, last_modified=got.last_modified, checked_at=self.now())
        )  # fmt: skip
        yield from ((place, None) for place in read.places)
        yield from ((None, child) for child in read.children)
