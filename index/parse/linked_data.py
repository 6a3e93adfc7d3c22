"""JSON-LD in a page: the object that is the article, wherever it is nested, and what it says."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.parse.addresses import absolute
from index.parse.fields import words_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

ARTICLES = frozenset(
    "NewsArticle Article BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle ReviewNewsArticle"
    " BackgroundNewsArticle AskPublicNewsArticle LiveBlogPosting AdvertiserContentArticle SatiricalArticle TechArticle"
    " ScholarlyArticle Report SocialMediaPosting".split()
)

OTHERS = frozenset("itemListElement hasPart mentions citation isBasedOn relatedLink comment review".split())
"""Names under which an object has others that the page is not about: the articles of a list, for one."""

MAX_OBJECTS = 5_000
"""A page that describes itself in more objects than this is not looked at to the end."""

MAX_BODY = 10_000_000
"""Characters, as for a file of one article."""

_WRAPPINGS = (("//", ""), ("<!--", "-->"), ("<![CDATA[", "]]>"), ("", "//"))
_TRAILING = re.compile(r",(\s*[}\]])")

Value = dict[str, object]


class LinkedData:
    """The objects of one page. An author or publisher that only names another object's `@id` is looked up."""

    def __init__(self, soup: BeautifulSoup, url: str | None = None) -> None:
        self._objects = list(_objects(soup))
        self._url = url

    @cached_property
    def article(self) -> Value:
        """The object that is the page's article: of several that which has its address, else the first; {} for none."""
        found = [one for one in self._objects if _types(one) & ARTICLES]
        own = (one for one in found if self._url and _path(absolute(_address(one), self._url)) == _path(self._url))
        return next(own, found[0] if found else {})

    @property
    def site(self) -> str:
        """The name of the web site, where the page says it."""
        sites = (found.get("name") for found in self._objects if "WebSite" in _types(found))
        return next((name for name in sites if isinstance(name, str)), "")

    @property
    def for_subscribers(self) -> bool:
        """Whether the article says that not everybody may read it."""
        free = self.article.get("isAccessibleForFree")
        return free is False or (isinstance(free, str) and free.strip().casefold() == "false")

    @cached_property
    def paragraphs(self) -> list[str]:
        """The text of the article where it is given whole, and for everybody."""
        body = self.article.get("articleBody")
        if not isinstance(body, str) or self.for_subscribers or "<" in body:
            return []
        return [" ".join(block.split()) for block in html.unescape(body[:MAX_BODY]).split("\n") if block.strip()]

    def words(self, name: str) -> str:
        """What the article has under a name, as text."""
        value = self.article.get(name)
        if isinstance(value, list):
            return words_of([self._resolved(one) for one in value])
        return words_of(self._resolved(value))

    def address(self) -> str:
        """The page that the article says it is."""
        return _address(self.article)

    @cached_property
    def _named(self) -> dict[str, Value]:
        return {str(one["@id"]): one for one in reversed(self._objects) if "@id" in one and "name" in one}

    def _resolved(self, value: object) -> object:
        if isinstance(value, dict) and "name" not in value:
            return self._named.get(str(value.get("@id")), value)
        return value


def _address(article: Value) -> str:
    page = article.get("mainEntityOfPage")
    named = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return words_of(article.get("url")) or words_of(named)


def _path(url: str | None) -> str | None:
    return urlsplit(url).path.rstrip("/") if url else None


def _objects(soup: BeautifulSoup) -> Iterator[Value]:
    """All objects, outer ones first."""
    waiting = deque(_loaded(str(script.string or "")) for script in soup.find_all("script", type="application/ld+json"))
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            inner = (one for name, one in value.items() if name not in OTHERS)
            waiting.extend(one for one in inner if isinstance(one, dict | list))
        elif isinstance(value, list):
            waiting.extend(value[:MAX_OBJECTS])


def _loaded(source: str) -> object:
    bare = source.strip()
    for before, after in _WRAPPINGS:
        bare = bare.removeprefix(before).removesuffix(after).strip()
    for attempt in (bare, _TRAILING.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
        except RecursionError:
            break
    return None


def _types(value: Value) -> set[str]:
    kind = value.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {name.rsplit("/", 1)[-1] for name in kinds if isinstance(name, str)}
