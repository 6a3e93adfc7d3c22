"""What an address is: a feed, a sitemap, an article, or a site's front page, behind which its feed is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from index.errors import Mistake
from index.feeds.types import ContentKind
from index.fetch.errors import FetchFailure
from index.fetch.types import Fetched, NotModified
from index.parse.addresses import is_root
from index.remote.pages import articles_in
from index.types import DateOrigin, Draft
from index.upkeep import SourceKind

if TYPE_CHECKING:
    from index.fetch.fetcher import Fetcher

MAX_TRIED = 6
"""Feeds and sitemaps of a site that are tried until one can be read."""

LISTS = {ContentKind.FEED: SourceKind.FEED, ContentKind.SITEMAP: SourceKind.SITEMAP}
SAID = {SourceKind.FEED: "feed", SourceKind.SITEMAP: "sitemap"}


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be kept level, with what was fetched of it; `notice` where that is not the address that was given."""

    kind: SourceKind
    location: str
    fetched: Fetched | None
    notice: str = ""


def find(fetcher: Fetcher, url: str, zone: ZoneInfo) -> Found:
    """What the source at `url` is. Raises `FetchFailure`, and `Mistake` where there is neither article nor list."""
    from index.feeds import what_is

    got = _get(fetcher, url)
    kind = what_is(got.content, media_type=got.media_type, url=got.url)
    location = got.url if got.moved else url
    if kind in LISTS:
        return Found(LISTS[kind], location, got)
    if not is_root(got.url) and _is_article(got, url, zone):
        return Found(SourceKind.PAGE, location, None)
    for candidate in _candidates(fetcher, got)[:MAX_TRIED]:
        if found := _list_at(fetcher, candidate, url):
            return found
    if any(isinstance(one, Draft) for one in articles_in(got, url, zone)):
        return Found(SourceKind.PAGE, location, None)
    raise Mistake("holds no article, and leads to no feed and no sitemap")


def _get(fetcher: Fetcher, url: str) -> Fetched:
    got = fetcher.get(url)
    if isinstance(got, NotModified):  # nothing was asked on a condition
        raise Mistake("answers that it is as it was, and never showed what it is")
    return got


def _is_article(got: Fetched, url: str, zone: ZoneInfo) -> bool:
    """Whether a page says when it was published, as articles do and pages that list them do not."""
    guessed = (DateOrigin.NONE, DateOrigin.FILE_TIME)
    drafts = [one for one in articles_in(got, url, zone) if isinstance(one, Draft)]
    return any(one.published_from not in guessed or not _offers(got) for one in drafts)


def _offers(got: Fetched) -> list[str]:
    from index.feeds import offers
    from index.parse.errors import Refused

    try:
        return [offer.url for offer in offers(got.content, url=got.url)]
    except Refused:
        return []


def _candidates(fetcher: Fetcher, got: Fetched) -> list[str]:
    """Where a site's list of articles may lie: what the page offers, what robots.txt names, and the usual place."""
    return list(dict.fromkeys([*_offers(got), *_named(fetcher, got.url), urljoin(got.url, "/sitemap.xml")]))


def _named(fetcher: Fetcher, url: str) -> Iterator[str]:
    try:
        yield from fetcher.sitemaps(url)
    except FetchFailure:
        return


def _list_at(fetcher: Fetcher, candidate: str, given: str) -> Found | None:
    from index.feeds import what_is

    try:
        got = _get(fetcher, candidate)
    except FetchFailure:
        return None
    kind = LISTS.get(what_is(got.content, media_type=got.media_type, url=got.url))
    if kind is None:
        return None
    location = got.url if got.moved else candidate
    return Found(
        kind, location, got, f"{given} is a page that leads to articles; its {SAID[kind]} {location} was taken."
    )
