"""An item of a feed as an article: alone where the feed carries the whole text, else beside what its page says."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from index.feeds.markup import APPEARED
from index.feeds.types import Item
from index.origins import Origin
from index.parse.draft import draft
from index.parse.errors import Refused
from index.parse.facts import Facts, Sheet
from index.types import DateOrigin, Draft, Unreadable

MAX_TAGS = 20_000
"""Of one item's text; parsing takes a second for about as many."""


def read_item(item: Item, *, zone: ZoneInfo, outlet: str | None = None) -> Draft | Unreadable:
    """The article that an item carries; `outlet` is what the feed is called. This raises nothing."""
    if item.content is None:
        return Unreadable("", "has only a summary in its feed")
    if item.content.count("<") > MAX_TAGS:
        return Unreadable("", f"has more than {MAX_TAGS:,} tags in its feed")
    facts = Facts()
    facts.fill(_facts(item, outlet), Origin.FEED)
    facts.origins["body"] = Origin.FEED
    try:
        return draft(APPEARED.sub("", _text(item.content)), facts, Sheet("item", None, zone), markdown=True)
    except (Refused, RecursionError):
        return Unreadable("", "has no text in its feed")


def beside(page: Draft, item: Item) -> Draft:
    """The article of a page with what only its feed says; a date that was not given gives way to the feed's."""
    said = _facts(item, None)
    known: dict[str, object] = {}
    for name in ("author", "language", "published_at", "updated_at"):
        guessed = name == "published_at" and page.published_from is not DateOrigin.GIVEN
        if (guessed or getattr(page, name) is None) and (value := getattr(said, name)) is not None:
            known[name] = value
    if item.title and page.origins.get("title") in (None, Origin.TEXT):
        known["title"] = item.title
    if "published_at" in known:
        known["published_from"] = DateOrigin.GIVEN
    origins = {name: Origin.FEED.value for name in known if name != "published_from"}
    return _in_order(replace(page, origins={**page.origins, **origins}, **known))  # type: ignore[arg-type]


def _facts(item: Item, outlet: str | None) -> Facts:
    return Facts(
        title=item.title,
        outlet=outlet,
        author=item.author,
        url=item.url,
        language=item.language,
        published_at=item.published_at,
        published_from=DateOrigin.GIVEN if item.published_at else DateOrigin.NONE,
        updated_at=item.updated_at,
        updated_from=DateOrigin.GIVEN if item.updated_at else DateOrigin.NONE,
    )


def _text(content: str) -> str:
    from bs4 import BeautifulSoup

    from index.parse.page_blocks import blocks_of_element

    soup = BeautifulSoup(f"<body>{re.sub(r'</?(?:html|body)[^>]*>', '', content)}</body>", "lxml")
    return "\n\n".join(blocks_of_element(soup.body))


def _in_order(one: Draft) -> Draft:
    """An update at or before the publication is none."""
    if one.updated_at and one.published_at and one.updated_at <= one.published_at:
        origins = {name: origin for name, origin in one.origins.items() if name != "updated_at"}
        return replace(one, updated_at=None, origins=origins)
    return one
