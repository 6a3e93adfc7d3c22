"""What a source lists: the items of a feed, the pages of a sitemap, or the one page that it is."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.errors import Mistake
from index.feeds.articles import beside, read_item
from index.feeds.types import Feed, Item, Place
from index.fetch.types import Fetched
from index.parse.addresses import same_site
from index.parse.errors import Refused
from index.remote.items import beside_place
from index.remote.types import Entry, Listing
from index.upkeep import Source

if TYPE_CHECKING:
    from index.remote.sitemaps import Walk


def mark_of(*said: object) -> str:
    """What changes when anything that a listing says of a page changes."""
    return blake2b(repr(said).encode("utf-8", "replace"), digest_size=12).hexdigest()


def of_page(source: Source) -> Listing:
    """The listing of a source that is one page."""
    return Listing(location=source.location, entries=(Entry(url=source.location),))


def of_feed(found: Fetched, source: Source, zone: ZoneInfo) -> Listing:
    """The items of a feed. Raises `Mistake` where it is none any more."""
    from index.feeds import read_feed

    try:
        feed = read_feed(found.content, url=found.url, media_type=found.media_type, zone=zone)
    except Refused as refused:
        raise Mistake(f"{refused.reason}; its articles stay as they are") from refused
    entries = tuple(entry for item in feed.items if (entry := _entry(feed, item, source.location, zone)))
    return Listing(
        location=_lasting(found, source), entries=entries, etag=found.etag, last_modified=found.last_modified
    )


def _entry(feed: Feed, item: Item, location: str, zone: ZoneInfo) -> Entry | None:
    """An item; None where it has neither a text nor a page."""
    url = item.url or f"{location}#{item.id or item.title}"
    dated = item.published_at or item.updated_at
    if item.content is None and item.url is None:
        return None
    own = item.url is None or same_site(item.url, location)  # what stands at another site's address, that site says
    said = (item.title, item.published_at, item.updated_at, item.content, item.summary)
    return Entry(
        url=url, mark=mark_of(*said), dated=dated,
        read=partial(read_item, item, zone=zone, outlet=feed.title) if item.content and own else None,
        complete=partial(beside, item=item),
    )  # fmt: skip


def of_sitemap(found: Fetched, source: Source, walk: Walk) -> Listing:
    """The pages of a sitemap, and of those that it lists. Raises `Mistake` where it is none any more."""
    places = walk.places(found)
    entries = tuple(_listed(place) for place in places)
    return Listing(
        location=_lasting(found, source), entries=entries, etag=found.etag, last_modified=found.last_modified,
        parts=tuple(walk.parts), troubles=tuple(walk.troubles),
    )  # fmt: skip


def _listed(place: Place) -> Entry:
    changed = place.modified_at or place.published_at
    return Entry(
        url=place.url, mark=changed.isoformat() if changed else None, dated=place.published_at or changed,
        complete=partial(beside_place, place=place),
    )  # fmt: skip


def _lasting(found: Fetched, source: Source) -> str:
    return found.url if found.moved else source.location
