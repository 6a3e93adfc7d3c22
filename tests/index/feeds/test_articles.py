"""Items of feeds as articles: alone, and beside what their pages say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from index.feeds.articles import MAX_TAGS, beside, read_item
from index.feeds.types import Item
from index.types import DateOrigin, Draft, Unreadable

STORY = "The pier of Port Sable is to be rebuilt, the town council decided on Monday after a debate of four hours."
MARCH, MAY = datetime(2026, 3, 14, 17, 5, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
ITEM = Item(
    url="https://herald.example/a", id="1", title="Pier to be rebuilt", author="Jane Doe", published_at=MARCH,
    content=f"<script>alert(1)</script><p>{STORY}</p><ul><li>a bell</li></ul><p>Second &amp; last.</p>"
            "<p>The post <a href='/a'>Pier</a> appeared first on <a href='/'>Herald</a>.</p>",
    language="en",
)  # fmt: skip
PAGE = Draft(body=STORY, title="Pier", url="https://herald.example/a", origins={"title": "text", "body": "text"})


def read(item: Item) -> Draft | Unreadable:
    return read_item(item, zone=ZoneInfo("UTC"), outlet="Herald")


def test_an_item_that_carries_its_text_is_an_article() -> None:
    found = read(ITEM)
    assert isinstance(found, Draft), found
    assert found.body == f"{STORY}\n\n- a bell\n\nSecond & last."
    assert (found.title, found.outlet, found.author) == ("Pier to be rebuilt", "Herald", "Jane Doe")
    assert (found.url, found.published_at, found.published_from) == (ITEM.url, MARCH, DateOrigin.GIVEN)
    assert set(found.origins.values()) == {"feed"}


BAD = [
    (replace(ITEM, content=None), "has only a summary in its feed"),
    (replace(ITEM, content="<p> </p>"), "has no text in its feed"),
    (replace(ITEM, content="<b>" * (MAX_TAGS + 1)), "has more than 20,000 tags in its feed"),
]


@pytest.mark.parametrize(("item", "reason"), BAD)
def test_an_item_that_carries_none(item: Item, reason: str) -> None:
    assert read(item) == Unreadable("", reason)


def test_a_page_is_completed_by_its_feed() -> None:
    found = beside(PAGE, ITEM)
    assert (found.title, found.author, found.language, found.published_at) == (ITEM.title, "Jane Doe", "en", MARCH)
    assert found.published_from is DateOrigin.GIVEN
    assert found.origins == {"body": "text", **dict.fromkeys(("title", "author", "language", "published_at"), "feed")}


def test_what_the_page_says_counts_more() -> None:
    said = replace(
        PAGE, author="John Roe", published_at=MAY, published_from=DateOrigin.GIVEN, origins={"title": "JSON-LD"}
    )
    found = beside(said, replace(ITEM, updated_at=MARCH))
    assert (found.title, found.author, found.published_at) == ("Pier", "John Roe", MAY)
    assert (found.updated_at, found.origins.get("updated_at")) == (None, None)


def test_a_guessed_date_gives_way() -> None:
    guessed = replace(PAGE, published_at=MAY, published_from=DateOrigin.FILE_NAME)
    assert beside(guessed, ITEM).published_at == MARCH
