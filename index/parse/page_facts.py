"""What a page says of itself: JSON-LD, then `<meta>`, then `<time>` and what its reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.parse.datelines import author_in
from index.parse.dates import read_date
from index.parse.errors import ImpossibleDate
from index.parse.facts import MAX_TITLE, Facts, language_of, line_of, url_of
from index.parse.fields import words_of
from index.parse.linked_data import article_in, site_in
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
AUTHOR = "author parsely-author dc.creator dcterms.creator citation_author byl sailthru.author article:author".split()
OUTLET = "og:site_name citation_journal_title dc.publisher dcterms.publisher publisher application-name".split()
TITLE = "og:title parsely-title citation_title dc.title twitter:title".split()

_NO_DATE = re.compile(r"0000|0001-01-01")
_BY = re.compile(r"^\s*(?:by|von|par|por|di)\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s(?:\||-|–|—|::|·|»)\s")


def facts_of(soup: BeautifulSoup, zone: ZoneInfo) -> Facts:
    """The metadata of a page. A date that cannot be is passed over for the next; if all are such, it is refused."""
    meta, data = _meta(soup), article_in(soup)
    language = language_of(str(soup.html.get("lang") or "") if soup.html else "") or language_of(
        words_of(data.get("inLanguage"))
    )
    facts = Facts(
        outlet=_first(line_of, [words_of(data.get("publisher")), *_all(meta, OUTLET), site_in(soup)]),
        author=_first(_author, [words_of(data.get("author")), *_all(meta, AUTHOR), *_seen_authors(soup)]),
        url=_first(url_of, [*_addresses(soup), *_all(meta, ["og:url"]), words_of(data.get("url"))]),
        language=language or language_of("".join(_all(meta, ["og:locale"])[:1])),
    )
    _titles(facts, soup, [words_of(data.get("headline")), *_all(meta, TITLE)])
    _dates(facts, soup, zone, meta, data)
    return facts


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in soup.find_all("meta", content=True):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if isinstance(name, str) and str(tag["content"]).strip():
            found.setdefault(name.strip().lower(), str(tag["content"]))
    return found


def _all(meta: dict[str, str], names: Iterable[str]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _first(clean: Callable[[str], str | None], values: Iterable[str]) -> str | None:
    return next((good for value in values if value and (good := clean(html.unescape(value)))), None)


def _author(words: str) -> str | None:
    return None if url_of(words) else line_of(_BY.sub("", words))


def _seen_authors(soup: BeautifulSoup) -> list[str]:
    named = soup.select('[rel~="author"], [itemprop="author"], .author')[:3]
    lines = [" ".join(tag.get_text(" ").split()) for tag in soup.select(".byline, .meta, header p, article p")[:5]]
    return [tag.get_text(" ") for tag in named] + [author for line in lines if (author := author_in(line[:160]))]


def _addresses(soup: BeautifulSoup) -> list[str]:
    return [str(tag.get("href") or "") for tag in soup.select('link[rel~="canonical"]')[:2]]


def _titles(facts: Facts, soup: BeautifulSoup, given: list[str]) -> None:
    """The title without the outlet's name; where the outlet is not known, `<title>` may have it after the headline."""
    page = " ".join(soup.title.get_text().split()) if soup.title else ""
    heads = [h1.get_text(" ") for h1 in soup.find_all("h1")[:2]]
    title = _first(lambda words: line_of(words, MAX_TITLE), [*given, *(heads if len(heads) == 1 else []), page])
    if title is None:
        return
    pieces = _SEPARATOR.split(page)
    if facts.outlet is None and len(pieces) == 2 and pieces[0].casefold() == title.casefold():
        facts.outlet = line_of(pieces[1])
    facts.title = _without_outlet(title, facts.outlet)


def _without_outlet(title: str, outlet: str | None) -> str:
    separators = list(_SEPARATOR.finditer(title))
    if separators and outlet and _name(title[separators[-1].end() :]) == _name(outlet):
        return title[: separators[-1].start()].rstrip() or title
    return title


def _name(outlet: str) -> str:
    return outlet.strip().casefold().removeprefix("the ")


def _dates(facts: Facts, soup: BeautifulSoup, zone: ZoneInfo, meta: dict[str, str], data: dict[str, object]) -> None:
    month_first = (facts.language or "").lower() == "en-us"
    given = [words_of(data.get(name)) for name in ("datePublished", "dateCreated")] + _all(meta, PUBLISHED)
    times = _time_elements(soup)
    impossible: list[ImpossibleDate] = []

    def first(words: list[str]) -> datetime | None:
        return _first_date(words, zone, month_first, impossible)

    facts.published_at, facts.published_from = first(given), DateOrigin.GIVEN
    if facts.published_at is None:
        published = [str(tag["datetime"]) for tag in times if "dateModified" not in str(tag.get("itemprop"))]
        facts.published_at, facts.published_from = first(published[:1]), DateOrigin.TIME_ELEMENT
    if facts.published_at is None and impossible:
        raise impossible[0]
    changed = [str(tag["datetime"]) for tag in times if "dateModified" in str(tag.get("itemprop"))]
    facts.updated_at = first([words_of(data.get("dateModified")), *_all(meta, UPDATED), *changed])
    facts.updated_from = DateOrigin.GIVEN


def _first_date(
    words: list[str], zone: ZoneInfo, month_first: bool, impossible: list[ImpossibleDate]
) -> datetime | None:
    for value in words:
        try:
            if not _NO_DATE.match(value) and (moment := read_date(value, zone, month_first=month_first)):
                return moment
        except ImpossibleDate as error:
            impossible.append(error)
    return None


def _time_elements(soup: BeautifulSoup) -> list[Tag]:
    """Those of the article; those of the whole page where it has no such element."""
    for place in (soup.find("article"), soup.find("main"), soup):
        if place is not None and (found := place.find_all("time", datetime=True)):
            return list(found)
    return []
