"""Feeds: RSS and Atom by feedparser, JSON Feed by our own reader; both become `Feed`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from typing import Any

from index.apart.call import apart
from index.feeds.entries import MAX_ITEMS
from index.feeds.json_feed import read_json_feed
from index.feeds.kinds import what_is
from index.feeds.markup import id_in, line_in, whole
from index.feeds.moments import moment
from index.feeds.types import ContentKind, Feed, Item
from index.parse.addresses import absolute
from index.parse.errors import Refused
from index.parse.facts import language_of, line_of, url_of

WORK = "index.feeds.entries"


def read_feed(content: bytes, *, url: str, media_type: str = "", zone: tzinfo = UTC) -> Feed:
    """The feed fetched at `url`; `zone` is that of dates without one. Raises `Refused` for what is none."""
    if not content.strip():
        raise Refused("is empty")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_json_feed(content, url=url, zone=zone, limit=MAX_ITEMS)
    if what_is(content, media_type=media_type, url=url) is not ContentKind.FEED:
        raise Refused("is not a feed")
    found: Any = apart(WORK, content, {"url": url, "media_type": media_type}, what="a feed")
    return feed_of(found, url, zone)


def feed_of(found: dict[str, Any], url: str, zone: tzinfo) -> Feed:
    """The feed that `entries.work` found at `url`. Raises `Refused` where that is none."""
    items = [_item(entry, url, found, zone) for entry in found["entries"]]
    if not items and not found["version"]:
        raise Refused("is not a feed that can be read")
    return Feed(title=line_in(found["title"]), language=language_of(found["language"]), items=tuple(_distinct(items)))


def _item(entry: dict[str, Any], url: str, about: dict[str, Any], zone: tzinfo) -> Item:
    published = moment(entry["published"], zone, entry["published_seconds"])
    updated = moment(entry["updated"], zone, entry["updated_seconds"])
    return Item(
        url=absolute(entry["link"], url) or url_of(entry["id"]),
        id=id_in(entry["id"]),
        title=line_in(entry["title"]),
        author=_authors(entry) or line_in(about["author"]),
        published_at=published or updated,  # RSS 1.0 has one date, which counts as an update
        updated_at=updated if published else None,
        summary=entry["summary"] or entry["content"] or None,
        content=whole(entry["content"], entry["summary"]),
        language=language_of(entry["language"] or about["language"]),
    )


def _authors(entry: dict[str, Any]) -> str | None:
    """All of them; where it is an address of mail with a name, the name."""
    names = [line_in(name) for name in entry["authors"]]
    known = [name for name in names if name and "@" not in name]
    return line_of(", ".join(dict.fromkeys(known))) or line_in(entry["author"])


def _distinct(items: Iterable[Item]) -> Iterator[Item]:
    """Each item once: some feeds list a story under two sections."""
    seen = set[str]()
    for item in items:
        known = item.id or item.url
        if known is None or known not in seen:
            seen.add(known or "")
            yield item
