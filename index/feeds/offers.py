"""Feeds and sitemaps that a page points to, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.feeds.types import ContentKind, Offer
from index.parse.addresses import absolute, same_site
from index.parse.encoding import declared_in_html, decode
from index.parse.facts import line_of

MAX_ANCHORS = 5_000
"""Links of a page that are looked at; a home page has some hundreds."""

_FEED_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/rdf+xml application/json"
    " application/xml text/xml".split()
)
_FEED_PATH = re.compile(
    r"(?:/(?:feed|rss|atom)s?/?$|\.(?:rss|atom|rdf)$|(?:feed|rss|atom|index)\.(?:xml|json)$)", re.IGNORECASE
)
_SITEMAP_PATH = re.compile(r"sitemap[\w.-]*\.(?:xml|txt)(?:\.gz)?$", re.IGNORECASE)
_ASIDE = re.compile(r"comment|kommentar|podcast|audio|video|oembed|wp-json", re.IGNORECASE)


def offers(content: bytes, *, url: str) -> tuple[Offer, ...]:
    """What the page fetched at `url` offers: its feeds, those of comments and of sound last, then sitemaps.

    Raises `Refused` for what is not text.
    """
    root = _root(decode(content, declared=declared_in_html(content)))
    if root is None:
        return ()
    base = absolute(next(iter(root.xpath("//base/@href")), ""), url) or url
    found: dict[str, tuple[int, Offer]] = {}
    for rank, offer in [*_linked(root, base), *_anchored(root, base)]:
        if offer.url not in found or found[offer.url][0] > rank:
            found[offer.url] = rank, offer
    return tuple(offer for _, offer in sorted(found.values(), key=lambda ranked: ranked[0]))


def _root(source: str) -> Any:
    from lxml import etree, html

    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None


def _linked(root: Any, base: str) -> Iterator[tuple[int, Offer]]:
    """`<link rel=alternate>` with the type of a feed, and `<link rel=sitemap>`."""
    for link in root.xpath("//link[@href]"):
        rel, kind = (
            (link.get("rel") or "").casefold().split(),
            (link.get("type") or "").casefold().split(";")[0].strip(),
        )
        address, title = absolute(link.get("href"), base), line_of(link.get("title") or "")
        if address and "alternate" in rel and kind in _FEED_TYPES and not link.get("hreflang"):
            plain = kind in ("application/json", "application/xml", "text/xml")
            if not plain or _FEED_PATH.search(address):
                yield 3 * _is_aside(address, title), Offer(ContentKind.FEED, address, title)
        elif address and "sitemap" in rel:
            yield 2, Offer(ContentKind.SITEMAP, address, title)


def _anchored(root: Any, base: str) -> Iterator[tuple[int, Offer]]:
    """Links of the site itself whose address is that of a feed or a sitemap."""
    for link in root.xpath("(//a[@href])[position() <= $most]", most=MAX_ANCHORS):
        address = absolute(link.get("href"), base)
        if not address or not same_site(address, base):
            continue
        path, title = address.split("?")[0].split("#")[0], line_of(link.text_content())
        if _SITEMAP_PATH.search(path):
            yield 2, Offer(ContentKind.SITEMAP, address, title)
        elif _FEED_PATH.search(path):
            yield 1 + 2 * _is_aside(address, title), Offer(ContentKind.FEED, address, title)


def _is_aside(address: str, title: str | None) -> bool:
    return _ASIDE.search(f"{address} {title or ''}") is not None
