"""Feeds, sitemaps and what they list, as types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ContentKind(StrEnum):
    """What fetched bytes are, judged by themselves before what the server calls them."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    PDF = "PDF"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed. `url` is absolute; `summary` and `content` are HTML, dates carry a zone.

    `content` is the whole text where the feed carries it, and None where only the page has it.
    """

    url: str | None
    id: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: str | None = None
    content: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and its items in its own order, at most `reading.MAX_ITEMS` of them."""

    title: str | None
    language: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that a sitemap lists; title, publication time, outlet and language are those of a news sitemap."""

    url: str
    modified_at: datetime | None = None
    title: str | None = None
    published_at: datetime | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap lists, and the further sitemaps that an index of them does."""

    places: tuple[Place, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed or sitemap that a page points to."""

    kind: ContentKind
    url: str
    title: str | None
