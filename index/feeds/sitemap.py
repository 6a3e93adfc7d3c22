"""Sitemaps: lists of pages, of sitemaps, of news, as XML or a line each, plain or compressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from typing import Any

from index.feeds.gzipped import unpacked
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

_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-\d\d)?")  # W3C's shorter dates
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")


def read_sitemap(content: bytes, *, url: str, zone: tzinfo = UTC) -> Sitemap:
    """The sitemap fetched at `url`; `zone` is that of dates without one. Raises `Refused` for what is none."""
    content = unpacked(content, MAX_SIZE)
    return _xml(content, url, zone) if _XML.match(content) else _lines(content, url)


def _lines(content: bytes, url: str) -> Sitemap:
    words = [line.strip() for line in decode(content).split("\n", MAX_ENTRIES)[:MAX_ENTRIES] if line.strip()]
    places = [found for line in words if line.startswith("http") and (found := absolute(line, url))]
    if not places or len(places) < len(words) / 2:
        raise Refused("is not a sitemap")
    return Sitemap(tuple(Place(url=place) for place in dict.fromkeys(places)), ())


def _xml(content: bytes, url: str, zone: tzinfo) -> Sitemap:
    places, children = dict[str, Place](), dict[str, None]()
    for number, (name, said) in enumerate(_entries(content)):
        if number == MAX_ENTRIES:
            break
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


def _entries(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each `<url>` and `<sitemap>` with the words of what is in it, by their names without namespaces.

    Broken XML is read as far as it goes. Entities are not expanded, and nothing is fetched.
    """
    from lxml import etree

    parser = etree.iterparse(
        BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root: Any = None
    try:
        for event, element in parser:
            name = _local(element)
            if root is None:
                root = _checked(element, name)
            elif event == "end" and name in ("url", "sitemap"):
                yield name, _said(element)
                root.clear()  # what was read, so that the tree does not grow
    except etree.LxmlError as error:
        if root is None:
            raise Refused("is not a sitemap") from error
    if root is None:
        raise Refused("is not a sitemap")


def _checked(root: Any, name: str) -> Any:
    if name not in ("urlset", "sitemapindex"):
        raise Refused("is not a sitemap")
    return root


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].casefold()


def _said(entry: Any) -> dict[str, str]:
    """The first of each name counts: `loc` of the page comes before those of its pictures."""
    found: dict[str, str] = {}
    for part in entry.iter():
        if part.text and isinstance(part.tag, str) and "image" not in part.tag and "video" not in part.tag:
            found.setdefault(_local(part), part.text.strip())
    return found
