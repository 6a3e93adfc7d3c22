"""Pages that are no articles are told apart, and said to be so in one clause."""

from __future__ import annotations

import pytest

from pages import META, NEWS, STORY, TEXT, draft, linked, page, reason

CARD = "<article><h2><a href='/{0}'>A headline about the pier number {0}</a></h2><p>A line under it.</p></article>"
LINKS = (
    "<ul>"
    + "".join(f"<li><a href='/{n}'>A headline about the long pier, number {n}</a></li>" for n in range(30))
    + "</ul>"
)
FREE = {**NEWS, "isAccessibleForFree": "False"}
OTHERS = [
    (
        page(body="<h1>Page not found</h1><p>Sorry. " + "Try the search or go to the home page. " * 8 + "</p>"),
        "is an error page",
    ),
    (
        page(title="404 Not Found", body="<p>" + "It is not here, so look for it elsewhere. " * 8 + "</p>"),
        "is an error page",
    ),
    (
        page(title="Just a moment...", body="<p>" + "Checking your browser before you go on. " * 8 + "</p>"),
        "is an error page",
    ),
    (page(linked(FREE), TEXT), "shows only its beginning"),
    (page(body=TEXT + "<p>Subscribe now to continue reading this article.</p>"), "shows only its beginning"),
    (page(body="".join(map(CARD.format, range(12)))), "is a list of links"),
    (page(body=LINKS), "is a list of links"),
    (page(linked({"@type": "ItemList", "itemListElement": [NEWS]}), LINKS), "is a list of links"),
    (page(body="<div id='app'></div>"), "has too little text"),
    (page(META, "<p>Short.</p>"), "has too little text"),
    (b"", "is empty"),
    (b"<rss version='2.0'></rss>", "is a feed, not an article"),
    (b"<urlset></urlset>", "is a sitemap, not an article"),
]


@pytest.mark.parametrize(("content", "words"), OTHERS)
def test_what_is_no_article_is_said_in_a_clause(content: bytes, words: str) -> None:
    assert reason(content).startswith(words)


def test_the_front_page_of_a_site_is_no_article_unless_it_says_so() -> None:
    assert reason(page(), url="https://herald.example/") == "is the front page of a site, not an article"
    assert draft(page(linked(NEWS)), url="https://herald.example/").title == "Pier to be rebuilt"


@pytest.mark.parametrize("title", ["404 people came to the pier", "Forbidden love on the pier", "Not founded yet"])
def test_a_headline_that_sounds_like_an_error_is_none(title: str) -> None:
    assert draft(page(title=title)).title == title


def test_a_short_article_may_ask_for_subscribers() -> None:
    assert draft(page(body=TEXT + "<p>Subscribe to our newsletter and read more about the town.</p>")).title


def test_a_long_text_for_subscribers_that_is_open_is_an_article() -> None:
    assert draft(page(linked(FREE), TEXT * 5)).title == "Pier to be rebuilt"


def test_a_short_article_may_be_followed_by_links() -> None:
    assert draft(page(META, f"<div>{TEXT * 3}</div>{LINKS}")).title == "Another title"


def test_a_text_that_only_subscribers_are_meant_to_see_is_not_taken_from_the_data() -> None:
    hidden = linked({**NEWS, "isAccessibleForFree": False, "articleBody": " ".join(STORY * 9)})
    assert reason(page(hidden, f"<article><p>{STORY[0]}</p></article>")).startswith("shows only its beginning")
