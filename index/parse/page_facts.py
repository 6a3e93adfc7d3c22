"""What a page says of itself: JSON-LD, then its head (`<meta>`, `<link>`, `<title>`), then what its reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.origins import Origin
from index.parse.addresses import canonical
from index.parse.datelines import author_in
from index.parse.facts import MAX_TITLE, Facts, language_of, line_of, url_of
from index.parse.linked_data import LinkedData
from index.parse.page_dates import date_page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

# Names of `<meta>`, lower case; the first that is there counts.
AUTHOR = "author parsely-author dc.creator dcterms.creator citation_author byl sailthru.author article:author".split()
OUTLET = "og:site_name citation_journal_title dc.publisher dcterms.publisher publisher application-name".split()
TITLE = "og:title parsely-title citation_title dc.title twitter:title".split()

_BY = re.compile(r"^\s*(?:by|von|par|por|di)\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s(?:\||-|–|—|::|·|»)\s")

Meta = dict[str, str]


def facts_of(soup: BeautifulSoup, data: LinkedData, zone: ZoneInfo, *, url: str | None = None) -> Facts:
    """The metadata of a page, fetched at `url` or from disk.

    A date that cannot be is passed over for the next; if all are such, it is refused.
    """
    meta, facts = meta_of(soup), Facts()
    facts.fill(_linked(data), Origin.JSON_LD)
    facts.fill(_head(soup, meta), Origin.META)
    facts.fill(Facts(outlet=line_of(data.site)), Origin.JSON_LD)  # of the site, not of the article
    facts.fill(_seen(soup), Origin.TEXT)
    _title_from_window(facts, soup)
    _address(facts, soup, meta, data, url)
    date_page(facts, soup, zone, meta, data)
    return facts


def meta_of(soup: BeautifulSoup) -> Meta:
    """The page's `<meta>` by name, the first of each."""
    found: Meta = {}
    for tag in soup.find_all("meta", content=True):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if isinstance(name, str) and str(tag["content"]).strip():
            found.setdefault(name.strip().lower(), str(tag["content"]))
    return found


def _linked(data: LinkedData) -> Facts:
    return Facts(
        title=_first(_headline, [data.words("headline"), data.words("name")]),
        outlet=_first(line_of, [data.words("publisher")]),
        author=_first(_author, [data.words("author")]),
        language=language_of(data.words("inLanguage")),
    )


def _head(soup: BeautifulSoup, meta: Meta) -> Facts:
    lang = language_of(str(soup.html.get("lang") or "")) if soup.html else None
    return Facts(
        title=_first(_headline, _all(meta, TITLE)),
        outlet=_first(line_of, _all(meta, OUTLET)),
        author=_first(_author, _all(meta, AUTHOR)),
        language=lang or language_of(meta.get("og:locale", "")),
    )


def _seen(soup: BeautifulSoup) -> Facts:
    heads = [h1.get_text(" ") for h1 in soup.find_all("h1")[:2]]
    named = [tag.get_text(" ") for tag in soup.select('[rel~="author"], [itemprop="author"], .author')[:3]]
    lines = [" ".join(tag.get_text(" ").split()) for tag in soup.select(".byline, .meta, header p, article p")[:5]]
    return Facts(
        title=_first(_headline, heads) if len(heads) == 1 else None,
        author=_first(_author, [*named, *(author for line in lines if (author := author_in(line[:160])))]),
    )


def _title_from_window(facts: Facts, soup: BeautifulSoup) -> None:
    """The title without the outlet's name; where the outlet is not known, `<title>` may have it after the headline."""
    page = " ".join(soup.title.get_text().split()) if soup.title else ""
    facts.fill(Facts(title=_first(_headline, [page])), Origin.META)
    if facts.title is None:
        return
    pieces = _SEPARATOR.split(page)
    if len(pieces) == 2 and pieces[0].casefold() == facts.title.casefold():
        facts.fill(Facts(outlet=line_of(pieces[1])), Origin.META)
    facts.title = _without_outlet(facts.title, facts.outlet)


def _address(facts: Facts, soup: BeautifulSoup, meta: Meta, data: LinkedData, page: str | None) -> None:
    """The canonical address: `<link>` was made for it; where none is to be believed, where the page was fetched."""
    links = [str(tag.get("href") or "") for tag in soup.select('link[rel~="canonical"]')[:2]]
    given = [(href, Origin.META) for href in [*links, *_all(meta, ["og:url"])]] + [(data.address(), Origin.JSON_LD)]
    for href, origin in given:
        if href and (url := canonical(html.unescape(href), page)):
            facts.fill(Facts(url=url), origin)
    facts.fill(Facts(url=page), Origin.ADDRESS)


def _all(meta: Meta, names: Iterable[str]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _first(clean: Callable[[str], str | None], values: Iterable[str]) -> str | None:
    return next((good for value in values if value and (good := clean(html.unescape(value)))), None)


def _headline(words: str) -> str | None:
    return line_of(words, MAX_TITLE)


def _author(words: str) -> str | None:
    return None if url_of(words) else line_of(_BY.sub("", words))


def _without_outlet(title: str, outlet: str | None) -> str:
    separators = list(_SEPARATOR.finditer(title))
    if separators and outlet and _name(title[separators[-1].end() :]) == _name(outlet):
        return title[: separators[-1].start()].rstrip() or title
    return title


def _name(outlet: str) -> str:
    return outlet.strip().casefold().removeprefix("the ")
