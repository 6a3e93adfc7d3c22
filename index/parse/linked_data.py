"""JSON-LD in a page: the object that is the article, wherever it is nested."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

ARTICLES = frozenset(
    "NewsArticle Article BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle ReviewNewsArticle"
    " BackgroundNewsArticle LiveBlogPosting TechArticle ScholarlyArticle Report SocialMediaPosting".split()
)

MAX_OBJECTS = 5_000
"""A page that describes itself in more objects than this is not looked at to the end."""


def article_in(soup: BeautifulSoup) -> dict[str, object]:
    """The first object of the page that is an article; {} if there is none."""
    return next((found for found in _objects(soup) if _types(found) & ARTICLES), {})


def site_in(soup: BeautifulSoup) -> str:
    """The name of the web site, where the page says it."""
    sites = (found.get("name") for found in _objects(soup) if "WebSite" in _types(found))
    return next((name for name in sites if isinstance(name, str)), "")


def _objects(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    """All objects, outer ones first."""
    waiting = deque(_loaded(str(script.string or "")) for script in soup.find_all("script", type="application/ld+json"))
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            waiting.extend(value[:MAX_OBJECTS])


def _loaded(source: str) -> object:
    try:
        return json.loads(source.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _types(value: dict[str, object]) -> set[str]:
    kind = value.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {name.rsplit("/", 1)[-1] for name in kinds if isinstance(name, str)}
