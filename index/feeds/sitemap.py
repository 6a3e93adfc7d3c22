"""Sitemaps: lists of pages, of sitemaps, of news, as XML or a line each, plain or compressed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from index.apart.call import apart
from index.feeds.gzipped import unpacked
from index.feeds.sitemap_entries import Entry, entries
from index.feeds.types import Place, Sitemap
from index.parse.addresses import absolute
from index.parse.dates import read_date
from index.parse.encoding import decode
from index.parse.errors import ImpossibleDate, Refused
from index.parse.facts import MAX_TITLE, language_of, line_of

MAX_SIZE = 52_428_800
"""Bytes when unpacked; the sitemap protocol allows no more."""

MAX_ENTRIES = 50_000
"""The protocol's own limit; what a sitemap lists after these is not looked at."""

MANY_TAGS = 200_000
"""Parsing takes a second for about as many; a sitemap with more is read in a process of its own."""

_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-\d\d)?")  # W3C's shorter dates
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")


def read_sitemap(content: bytes, *, url: str, zone: tzinfo = UTC, most: int = MAX_ENTRIES) -> Sitemap:
    """The first `most` entries of the sitemap at `url`; `zone` is that of dates without one. Raises `Refused`."""
    content = unpacked(content, MAX_SIZE)
    return _xml(content, url, zone, most) if _XML.match(content) else _lines(content, url, most)


def _lines(content: bytes, url: str, most: int) -> Sitemap:
    words = [line.strip() for line in decode(content).split("\n", most)[:most] if line.strip()]
    places = [found for line in words if line.startswith("http") and (found := absolute(line, url))]
    if not places or len(places) < len(words) / 2:
        raise Refused("is not a sitemap")
    return Sitemap(tuple(Place(url=place) for place in dict.fromkeys(places)), ())


def _xml(content: bytes, url: str, zone: tzinfo, most: int) -> Sitemap:
    places, children = dict[str, Place](), dict[str, None]()
    for name, said in _entries(content, most):
        address = absolute(said.get("loc", ""), url)
        if address and name == "sitemap":
            children[address] = None
        elif address:
            places.setdefault(address, _place(address, said, zone))
    return Sitemap(tuple(places.values()), tuple(children))


def _place(address: str, said: dict[str, str], zone: tzinfo) -> Place:
    return Place(
        url=address,
        modified_at=_moment(said.get("lastmod", ""), zone),
        title=line_of(said.get("title", ""), MAX_TITLE),
        published_at=_moment(said.get("publication_date", ""), zone),
        outlet=line_of(said.get("name", "")),
        language=language_of(said.get("language", "")),
    )


def _moment(words: str, zone: tzinfo) -> datetime | None:
    whole = words + "-01" * (3 - words.count("-") - 1) if _YEAR_OR_MONTH.fullmatch(words) else words
    try:
        return read_date(whole, zone)
    except ImpossibleDate:
        return None


def _entries(content: bytes, most: int) -> list[Entry]:
    if content.count(b"<") <= MANY_TAGS:
        return entries(content, most)
    found: Any = apart("index.feeds.sitemap_entries", content, {"most": str(most)}, what="a sitemap")
    return [(name, said) for name, said in found]
