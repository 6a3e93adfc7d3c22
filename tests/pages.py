"""Pages for tests: a story among menus, with what a page may say of itself, and how it is read."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from index.parse.page import read_page
from index.types import Draft, Unreadable

AT = "https://www.herald.example/news/2026/03/pier?utm_source=feed"
STORY = [
    "The pier of Port Sable is to be rebuilt, the town council decided on Monday after a debate of four hours.",
    "Mayor Lund said that the stone would come from Old Alba and that the work on it would take three years.",
    "“We looked again,” she said. “We found cheaper stone, and we found people who know how to lay it.”",
]
TEXT = "".join(f"<p>{text}</p>" for text in STORY)


def page(head: str = "", body: str = TEXT, title: str = "Pier to be rebuilt | Herald") -> bytes:
    menu = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
    head = f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head>"
    return f"{head}<body>{menu}{body}</body></html>".encode()


def read(
    content: bytes, url: str = AT, media_type: str = "text/html", charset: str | None = None
) -> Draft | Unreadable:
    return read_page(content, url=url, charset=charset, zone=ZoneInfo("Europe/Berlin"), media_type=media_type)


def draft(content: bytes, **more: str) -> Draft:
    found = read(content, **more)
    assert isinstance(found, Draft), found
    return found


def reason(content: bytes, **more: str) -> str:
    found = read(content, **more)
    assert isinstance(found, Unreadable), found
    return found.reason


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


NEWS = {
    "@type": ["ReportageNewsArticle", "Thing"], "headline": "Pier to be rebuilt", "inLanguage": "en-GB",
    "datePublished": "2026-03-14T18:05:00+01:00", "dateModified": "2026-03-15T09:00:00Z",
    "author": [{"@id": "#jane"}, {"name": "John Roe"}], "publisher": {"@id": "#herald"}, "url": AT.split("?")[0],
}  # fmt: skip
GRAPH = {"@graph": [
    {"@type": "Organization", "@id": "#herald", "name": "Herald"},
    {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
    NEWS,
]}  # fmt: skip
META = (
    '<meta property="og:title" content="Another title"><meta property="og:site_name" content="Another Herald">'
    '<meta name="author" content="Another"><meta property="article:published_time" content="2020-01-01T00:00:00Z">'
    '<meta property="article:modified_time" content="2020-01-02T00:00:00Z">'
    '<link rel="canonical" href="/news/2026/03/pier">'
)
