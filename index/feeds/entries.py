"""What feedparser makes of a feed, read in a process of its own (`index.apart`): nested XML keeps it busy for hours."""

from __future__ import annotations

import calendar
from io import BytesIO
from typing import Any

MAX_ITEMS = 5_000
"""Feeds have ten to some hundreds; one with more is an archive, whose newest stand first."""

TEXTS = ("link", "id", "title", "author", "published", "updated", "summary")
"""What is taken of an entry as it is; feedparser calls all families' fields by these names."""


def work(raw: bytes, said: dict[str, str]) -> dict[str, object]:
    """`{"version", "title", "author", "language", "entries": [entry]}`; HTML is left as it is."""
    import feedparser

    found = feedparser.parse(
        BytesIO(raw),  # a stream, since words might be taken for a file or an address
        response_headers={"content-location": said["url"], "content-type": said["media_type"] or "application/xml"},
        sanitize_html=False,
        resolve_relative_uris=False,  # of links in texts, which are not kept; those of items are resolved all the same
    )
    about = dict(found.feed)
    return {
        "version": str(found.version or ""),
        **{name: _text(about.get(name)) for name in ("title", "author", "language")},
        "entries": [_entry(dict(entry)) for entry in found.entries[:MAX_ITEMS]],
    }


def _entry(entry: dict[str, Any]) -> dict[str, object]:
    """A plain dict, since feedparser's own answers with another field for one that is missing."""
    parts = [part for part in entry.get("content", []) if _text(part.get("value"))]
    longest: dict[str, Any] = max(parts, key=lambda part: len(part["value"]), default={})
    return {
        **{name: _text(entry.get(name)) for name in TEXTS},
        "authors": [_text(one.get("name")) for one in entry.get("authors", []) if isinstance(one, dict)],
        "content": _text(longest.get("value")),
        "language": _text(longest.get("language")),
        "published_seconds": _seconds(entry.get("published_parsed")),
        "updated_seconds": _seconds(entry.get("updated_parsed")),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _seconds(parsed: Any) -> int | None:
    try:
        return calendar.timegm(parsed) if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None
