"""Fetched pages: what they say of themselves, and where it was found."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse import html
from index.types import DateOrigin, Draft, Unreadable
from pages import AT, GRAPH, META, NEWS, STORY, TEXT, draft, linked, page, read, reason
from pdfs import pdf


def test_json_ld_is_trusted_first_and_every_origin_is_told() -> None:
    found = draft(page(linked(GRAPH) + META))
    assert (found.title, found.outlet, found.author) == ("Pier to be rebuilt", "Herald", "Jane Doe, John Roe")
    assert (found.language, found.url) == ("en-GB", AT.split("?")[0])
    assert found.published_at is not None and found.updated_at is not None
    assert (found.published_at.isoformat(), found.updated_at.year) == ("2026-03-14T18:05:00+01:00", 2026)
    assert found.body == "\n\n".join(STORY)
    assert found.origins == {
        **dict.fromkeys(("title", "outlet", "author", "language", "published_at", "updated_at"), "JSON-LD"),
        "url": "meta",
        "body": "text",
    }


def test_meta_comes_second() -> None:
    found = draft(page(META))
    assert (found.title, found.outlet, found.author, found.language) == (
        "Another title",
        "Another Herald",
        "Another",
        "en",
    )
    assert set(found.origins.values()) == {"meta", "text"}


def test_the_text_comes_last() -> None:
    found = draft(page(body=f"<article><h1>The pier</h1><p>By Jane Doe, 14 March 2026</p>{TEXT}</article>", title=""))
    assert (found.title, found.author, found.published_from) == ("The pier", "Jane Doe", DateOrigin.TEXT)
    assert found.origins == {
        **dict.fromkeys(("title", "author", "published_at", "body"), "text"),
        "url": "address",
        "language": "meta",
    }


def test_broken_json_ld_does_not_hide_the_next() -> None:
    found = draft(page('<script type="application/ld+json">{"@type": "NewsArticle", </script>' + linked([[NEWS]])))
    assert found.origins["title"] == "JSON-LD"


@pytest.mark.parametrize("wrap", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "[{},\n]"])
def test_nearly_right_json_ld_is_read(wrap: str) -> None:
    head = '<script type="application/ld+json">' + wrap.format(json.dumps(NEWS)) + "</script>"
    assert draft(page(head)).origins["title"] == "JSON-LD"


def test_the_article_of_the_page_is_meant_and_not_another() -> None:
    other = {**NEWS, "headline": "Other", "url": "https://www.herald.example/other"}
    assert draft(page(linked([other, NEWS]))).title == "Pier to be rebuilt"
    assert draft(page(linked({"@type": "ItemList", "itemListElement": [other]}))).origins["title"] == "meta"


CANONICAL = [
    ('<link rel="canonical" href="https://herald.example/pier">', "https://herald.example/pier"),
    ('<link rel="canonical" href="//amp.herald.example/pier">', "https://amp.herald.example/pier"),
    ('<meta property="og:url" content="/pier">', "https://www.herald.example/pier"),
    (linked({"@type": "Article", "mainEntityOfPage": {"@id": "https://herald.example/p"}}), "https://herald.example/p"),
    ('<link rel="canonical" href="javascript:alert(1)">', AT),
    ('<link rel="canonical" href="data:text/html,x">', AT),
    ('<link rel="canonical" href="https://other.example/pier">', AT),
    ('<link rel="canonical" href="https://herald.example.evil.example/pier">', AT),
    ('<link rel="canonical" href="http://[broken">', AT),
    ('<link rel="canonical" href="/">', AT),
    ('<link rel="canonical" href="">', AT),
    ('<link rel="canonical" href="/"><meta property="og:url" content="/pier">', "https://www.herald.example/pier"),
]


@pytest.mark.parametrize(("head", "url"), CANONICAL)
def test_a_canonical_address_must_be_believable(head: str, url: str) -> None:
    assert draft(page(head)).url == url


def test_two_registered_names_of_one_country_are_two_sites() -> None:
    head = '<link rel="canonical" href="https://b.co.uk/x">'
    assert draft(page(head), url="https://a.co.uk/pier").url == "https://a.co.uk/pier"


def test_the_server_names_the_encoding() -> None:
    content = page(body=TEXT.replace("Alba", "Älba")).decode().encode("cp1252")
    found = read(content, charset="windows-1252")
    assert isinstance(found, Draft) and "Älba" in found.body


def test_a_page_that_a_script_fills_is_read_from_its_data() -> None:
    found = draft(page(linked({**NEWS, "articleBody": "\n\n".join(STORY)}), "<div id='app'></div>"))
    assert (found.body, found.origins["body"]) == ("\n\n".join(STORY), "JSON-LD")


def test_comments_and_menus_are_left_out() -> None:
    comments = (
        "<section class='comments'>" + "<p>I do not like this pier, and I never have, says me.</p>" * 40 + "</section>"
    )
    body = draft(page(body=f"<article><h1>Pier</h1>{TEXT}{comments}</article><aside>Most read</aside>")).body
    assert body == "\n\n".join(STORY)


def test_other_kinds_that_lie_at_an_address() -> None:
    found = draft(pdf(*STORY, title="Pier"), media_type="application/pdf", url="https://a.example/pier.pdf")
    assert (found.title, found.url, found.origins["url"]) == ("Pier", "https://a.example/pier.pdf", "address")
    found = draft(
        b"# Pier\n\nThe pier is long.", media_type="text/markdown", url="https://a.example/2026/03/14/pier.md"
    )
    assert (found.title, found.url, found.published_from) == (
        "Pier",
        "https://a.example/2026/03/14/pier.md",
        DateOrigin.FILE_NAME,
    )
    assert reason(b"\x89PNG\r\n\x1a\n\0", media_type="image/png") == "is not a page but image/png"


def test_a_page_of_very_many_tags_is_read_apart_to_the_same_end() -> None:
    few, many = page(linked(GRAPH) + META), page(linked(GRAPH) + META, TEXT + "<i></i>" * (html.MANY_TAGS // 2))
    assert read(many) == read(few)


SLOW = pytest.mark.slow
NESTED = [
    ("<b>", 21_000),
    *(pytest.param(tag, 100_000, marks=SLOW) for tag in ("<b>", "<ul><li>x", "<table><tr><td>x")),
]


@pytest.mark.parametrize(("piece", "times"), NESTED)
def test_a_page_of_very_many_nested_tags_ends(piece: str, times: int) -> None:
    found = read(page(body=TEXT + piece * times))
    assert isinstance(found, Draft) or "could not be read as a page" in found.reason


PIECES = [
    "<article>", "<p>", "</p>", "<h1>", linked(GRAPH), '<script type="application/ld+json">',
    "<meta property='og:url' ",
    "<link rel=canonical href=http://[>", "</", "<!--", "\0", STORY[0] * 3, "<time datetime=2026-02-31>", "&#x110000;",
]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=10), st.sampled_from(["text/html", "", "a/b"]))
def test_nothing_is_raised(pieces: list[str], media_type: str) -> None:
    assert isinstance(read("".join(pieces).encode("utf-8", "replace"), media_type=media_type), Draft | Unreadable)
