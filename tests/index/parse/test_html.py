"""Pages: the article without the menus, its tables and lists, and what the page says of itself."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import pytest

from index.parse import parse
from index.types import DateOrigin, Draft, Parsed, Unreadable

ZONE = ZoneInfo("Europe/Berlin")

PARAGRAPHS = [
    "The pier of Port Sable is to be rebuilt, the town council decided on Monday after a debate of four hours.",
    "Mayor Lund said that the stone would come from Old Alba &amp; that the work would take <b>three years</b>.",
    "“We looked again,” she said. “We found cheaper stone, and we found people who know how to lay it.”",
]


def page(head: str = "", body: str = "", html: str = "<html>") -> str:
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<!DOCTYPE html>{html}<head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<article>{body}{story}</article><footer><p>All rights reserved by the Packet</p></footer></body></html>"
    )


def one(text: str, name: str = "a.html") -> Parsed:
    (found,) = parse(text.encode(), name=name, modified_at=None, zone=ZONE)
    return found


def draft(text: str) -> Draft:
    found = one(text)
    assert isinstance(found, Draft), found
    return found


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Pier to be rebuilt &amp; paid for",
    "datePublished": "2026-03-14T18:05:00+01:00",
    "dateModified": "2026-03-15T09:00:00Z",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "Sable Packet"},
}


def test_the_text_of_the_article_in_blocks() -> None:
    found = draft(page(body="<h1>Pier</h1>"))
    blocks = found.body.split("\n\n")
    assert blocks == [
        PARAGRAPHS[0],
        "Mayor Lund said that the stone would come from Old Alba & that the work would take three years.",
        PARAGRAPHS[2],
    ]
    assert found.title == "Pier"


def test_headings_tables_and_lists_are_kept() -> None:
    rows = "<tr><th>Item</th><th>Cost</th></tr><tr><td>Stone</td><td>3 m</td></tr><tr><td>Rope</td><td></td></tr>"
    table = f"<table>{rows}</table>"
    items = "<ul><li>a bell of <i>bronze</i></li><li>two lamps<ul><li>one green</li></ul></li></ul>"
    found = draft(page(body=f"<h1>Pier</h1><h2>What it costs</h2><p>The costs are as follows.</p>{table}{items}"))
    assert "## What it costs\n\nThe costs are as follows.\n\n" in found.body
    assert "\n\nItem | Cost\nStone | 3 m\nRope\n\n" in found.body
    assert "\n\n- a bell of bronze\n- two lamps\n- one green\n\n" in found.body
    assert not any(word in found.body for word in ("Sport", "All rights"))


@pytest.mark.parametrize(
    "data", [NEWS, [NEWS], {"@graph": [{"@type": "WebSite"}, NEWS]}, {"@type": "WebPage", "mainEntity": NEWS}]
)
def test_json_ld(data: object) -> None:
    found = draft(page(linked(data)))
    assert (found.title, found.outlet, found.author) == (
        "Pier to be rebuilt & paid for", "Sable Packet", "Jane Doe, John Roe",
    )  # fmt: skip
    assert found.published_at is not None and found.updated_at is not None
    assert found.published_at.isoformat() == "2026-03-14T18:05:00+01:00"
    assert found.updated_at.isoformat() == "2026-03-15T09:00:00+00:00"
    assert found.published_from is DateOrigin.GIVEN


METAS = [
    '<meta property="article:published_time" content="2026-03-14T18:05:00+01:00">',
    '<meta name="DC.date.issued" content="2026-03-14T18:05:00+01:00">',
    '<meta name="parsely-pub-date" content="2026-03-14T17:05:00Z">',
    '<meta itemprop="datePublished" content="2026-03-14 18:05">',
    '<meta name="date" content="March 14, 2026 6:05 pm">',
    linked({"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00"})
    + '<meta property="article:published_time" content="2026-03-14T18:05">',
]


@pytest.mark.parametrize("head", METAS)
def test_the_date_in_meta(head: str) -> None:
    found = draft(page(head, "<time datetime='2020-01-01'>then</time>"))
    assert found.published_at is not None
    assert (found.published_at.timestamp(), found.published_from) == (1773507900.0, DateOrigin.GIVEN)


def test_the_time_element_of_the_article_comes_before_its_text() -> None:
    found = draft(page("", "<p>Published 1 January 2020</p><time datetime='2026-03-14T18:05'>Saturday</time>"))
    assert found.published_at is not None
    assert (found.published_at.isoformat(), found.published_from) == (
        "2026-03-14T18:05:00+01:00", DateOrigin.TIME_ELEMENT,
    )  # fmt: skip


def test_the_text_comes_last() -> None:
    found = draft(page("", "<h1>Pier</h1><p>Published 14 March 2026 at 18:05 GMT, in the town of Port Sable</p>"))
    assert found.published_from is DateOrigin.TEXT


def test_a_date_that_cannot_be_is_named_if_there_is_no_other() -> None:
    bad = '<meta name="date" content="2026-02-31">'
    found = one(page(bad))
    assert isinstance(found, Unreadable)
    assert "2026-02-31" in found.reason
    assert draft(page(bad + METAS[0])).published_from is DateOrigin.GIVEN


TITLES = [
    ("<title>Pier to be rebuilt | Sable Packet</title>", "Pier to be rebuilt", "Sable Packet",
     '<meta property="og:site_name" content="The Sable Packet">'),
    ("<title>Pier - to be rebuilt</title>", "Pier - to be rebuilt", None, ""),
    ("<title>Pier to be rebuilt - Sable Packet</title>", "Pier to be rebuilt", "Sable Packet",
     '<meta property="og:title" content="Pier to be rebuilt">'),
    ("<title>x</title>", "Pier to be rebuilt", None, '<meta property="og:title" content="Pier to be rebuilt">'),
]  # fmt: skip


@pytest.mark.parametrize(("title_tag", "title", "outlet", "head"), TITLES)
def test_titles_and_outlets(title_tag: str, title: str, outlet: str | None, head: str) -> None:
    found = draft(page(title_tag + head))
    assert (found.title, (found.outlet or "").removeprefix("The ") or None) == (title, outlet)


def test_addresses_languages_and_bylines() -> None:
    head = (
        '<link rel="canonical" href="https://sable.example/pier"><meta property="og:url" content="https://x.example">'
    )
    found = draft(page(head, "<p class='byline'>By Jane Doe, Port Sable</p>", html='<html lang="en-GB">'))
    assert (found.url, found.language, found.author) == ("https://sable.example/pier", "en-GB", "Jane Doe")
    assert draft(page('<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_a_page_of_few_words_is_taken_whole() -> None:
    assert draft("<p>The pier is <b>open</b>.</p><script>x</script>").body == "The pier is open."
    assert draft("The pier is open.").body == "The pier is open."


def test_an_article_element_that_the_extractor_misses_is_taken_whole() -> None:
    rows = "".join(f"<tr><td>Boat {n}</td><td>{n} seats</td></tr>" for n in range(30))
    found = draft(f"<html><body><article><h2>Boats</h2><table>{rows}</table></article></body></html>")
    assert "Boat 7 | 7 seats\nBoat 8 | 8 seats" in found.body


def test_breaks_are_lines() -> None:
    assert "One line\nAnother line" in draft(page("", "<p>One line<br>Another line</p>")).body


EMPTY = ["<html></html>", "<html><body><script>var x = 'long text here'</script></body></html>", "<!-- -->", "<p> </p>"]


@pytest.mark.parametrize("text", EMPTY)
def test_a_page_without_words_is_empty(text: str) -> None:
    found = one(text)
    assert isinstance(found, Unreadable)
    assert found.reason == "is empty"


HOSTILE = [
    "<div>" * 20_000 + "The pier is open." + "</div>" * 20_000,
    "<table><tr><td>" * 3_000 + "The pier is open.",
    "<ul><li>" * 3_000 + "The pier is open.",
    page(f'<script type="application/ld+json">{"[" * 50_000}</script>'),
    page(f'<script type="application/ld+json">{"{" * 50_000}</script><script type="application/ld+json">7</script>'),
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>The pier is open &b;.</p>',
    '<?xml version="1.0" encoding="utf-16"?><html><body><p>The pier is open.</p></body></html>',
    "<" * 100_000,
    "<p>" * 50_000 + "The pier is open.",
    "<b><i>" * 10_000 + "The pier is open.",
    "<!--" * 20_000 + "The pier is open.",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_page_does_no_harm(text: str) -> None:
    found = one(text)
    assert isinstance(found, Draft | Unreadable)
    assert "aaaa" not in (found.body if isinstance(found, Draft) else "")
