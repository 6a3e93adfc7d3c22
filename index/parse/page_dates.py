"""When a page was published and changed: JSON-LD, `<meta>`, `<time>`, in that order."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.origins import Origin
from index.parse.dates import read_date
from index.parse.errors import ImpossibleDate
from index.parse.facts import Facts
from index.parse.linked_data import LinkedData
from index.types import DateOrigin

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# Names of `<meta>`, lower case; the first that is there counts.
PUBLISHED = (
    "article:published_time og:article:published_time og:published_time datepublished parsely-pub-date dc.date.issued"
    " dcterms.issued dc.date dcterms.date dcterms.created sailthru.date pubdate publishdate publish-date publish_date"
    " article.published citation_publication_date citation_online_date citation_date date"
).split()
UPDATED = (
    "article:modified_time og:article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified"
    " lastmod last-modified article.updated"
).split()

_NO_DATE = re.compile(r"0000|0001-01-01")


class _Dates:
    """Reads dates in one zone and remembers those that cannot be."""

    def __init__(self, zone: ZoneInfo, language: str | None) -> None:
        self._zone = zone
        self._month_first = (language or "").lower() == "en-us"
        self.impossible: list[ImpossibleDate] = []

    def first(self, values: Iterable[str]) -> datetime | None:
        for value in values:
            words = html.unescape(value)
            try:
                if not _NO_DATE.match(words) and (found := read_date(words, self._zone, month_first=self._month_first)):
                    return found
            except ImpossibleDate as error:
                self.impossible.append(error)
        return None


def date_page(facts: Facts, soup: BeautifulSoup, zone: ZoneInfo, meta: dict[str, str], data: LinkedData) -> None:
    """Fill in both dates. Raises `ImpossibleDate` where the page says when it was published, and no such day is."""
    dates, times = _Dates(zone, facts.language), _time_elements(soup)
    changed = [str(tag["datetime"]) for tag in times if _says_modified(tag)]
    published = [str(tag["datetime"]) for tag in times if not _says_modified(tag)][:1]
    linked = [data.words("datePublished"), data.words("dateCreated")]
    _fill(facts, "published_at", Origin.JSON_LD, dates.first(linked))
    _fill(facts, "published_at", Origin.META, dates.first(meta[name] for name in PUBLISHED if name in meta))
    _fill(facts, "published_at", Origin.TIME_ELEMENT, dates.first(published))
    if facts.published_at is None and dates.impossible:
        raise dates.impossible[0]
    _fill(facts, "updated_at", Origin.JSON_LD, dates.first([data.words("dateModified")]))
    _fill(facts, "updated_at", Origin.META, dates.first(meta[name] for name in UPDATED if name in meta))
    _fill(facts, "updated_at", Origin.TIME_ELEMENT, dates.first(changed))


def _fill(facts: Facts, name: str, origin: Origin, moment: datetime | None) -> None:
    given = DateOrigin.TIME_ELEMENT if origin is Origin.TIME_ELEMENT else DateOrigin.GIVEN
    if name == "published_at":
        facts.fill(Facts(published_at=moment, published_from=given), origin)
    else:
        facts.fill(Facts(updated_at=moment, updated_from=given), origin)


def _says_modified(tag: Tag) -> bool:
    return "dateModified" in str(tag.get("itemprop"))


def _time_elements(soup: BeautifulSoup) -> list[Tag]:
    """Those of the article; those of the whole page where it has no such element."""
    for place in (soup.find("article"), soup.find("main"), soup):
        if place is not None and (found := place.find_all("time", datetime=True)):
            return list(found)
    return []
