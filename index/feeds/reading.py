"""Feeds: RSS and Atom by feedparser, JSON Feed by our own reader; both become `Feed`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from io import BytesIO
from typing import Any

from index.feeds.json_feed import MAX_ID, read_json_feed
from index.feeds.kinds import what_is
from index.feeds.markup import line_in, whole
from index.feeds.moments import moment
from index.feeds.types import ContentKind, Feed, Item
from index.parse.addresses import absolute
from index.parse.errors import Refused
from index.parse.facts import language_of, line_of, url_of

MAX_ITEMS = 5_000
"""Feeds have ten to some hundreds; one with more is an archive, whose newest stand first."""


def read_feed(content: bytes, *, url: str, media_type: str = "", zone: tzinfo = UTC) -> Feed:
    """The feed fetched at `url`; `zone` is that of dates without one. Raises `Refused` for what is none."""
    if not content.strip():
        raise Refused("is empty")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_json_feed(content, url=url, zone=zone, limit=MAX_ITEMS)
    if what_is(content, media_type=media_type, url=url) is not ContentKind.FEED:
        raise Refused("is not a feed")
    return _read(content, url, media_type, zone)


def _read(content: bytes, url: str, media_type: str, zone: tzinfo) -> Feed:
    found = _parsed(content, url, media_type)
    about = found.feed
    items = [_item(entry, url, about, zone) for entry in found.entries[:MAX_ITEMS]]
    if not items and not found.version:
        raise Refused("is not a feed that can be read")
    language = language_of(str(about.get("language") or ""))
    return Feed(title=line_in(about.get("title")), language=language, items=tuple(_distinct(items)))


def _parsed(content: bytes, url: str, media_type: str) -> Any:
    """What feedparser makes of it: a stream, so that it neither opens a file nor asks the network."""
    import feedparser

    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    try:
        return feedparser.parse(
            BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=True
        )
    except Exception as error:  # a feed that breaks the parser
        raise Refused("is not a feed that can be read") from error


def _item(entry: Any, url: str, about: Any, zone: tzinfo) -> Item:
    said: dict[str, Any] = dict(entry)  # a plain one, since feedparser's answers with other fields for missing ones
    summary = str(said.get("summary") or "")
    content = max((str(part.get("value") or "") for part in said.get("content", [])), key=len, default="")
    published = moment(said.get("published"), zone, said.get("published_parsed"))
    updated = moment(said.get("updated"), zone, said.get("updated_parsed"))
    language = next((part.get("language") for part in said.get("content", []) if part.get("language")), None)
    return Item(
        url=absolute(str(said.get("link") or ""), url) or url_of(str(said.get("id") or "")),
        id=line_of(str(said.get("id") or ""), MAX_ID),
        title=line_in(said.get("title")),
        author=_authors(said) or line_in(about.get("author")),
        published_at=published or updated,  # RSS 1.0 has one date, which counts as an update,
        updated_at=updated if published else None,
        summary=summary or None,
        content=whole(content, summary),
        language=language_of(str(language or about.get("language") or "")),
    )


def _authors(said: dict[str, Any]) -> str | None:
    """All of them; where it is an address of mail with a name, the name."""
    names = [line_in(one.get("name")) for one in said.get("authors", []) if isinstance(one, dict)]
    known = [name for name in names if name and "@" not in name]
    return line_of(", ".join(dict.fromkeys(known))) or line_in(said.get("author"))


def _distinct(items: Iterable[Item]) -> Iterator[Item]:
    """Each item once: some feeds list a story under two sections."""
    seen = set[str]()
    for item in items:
        known = item.id or item.url
        if known is None or known not in seen:
            seen.add(known or "")
            yield item
