"""Markdown: front matter in its usual spellings, titles from headings, bodies kept as they are."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from index.parse import parse
from index.types import DateOrigin, Draft, Unreadable

ROME = ZoneInfo("Europe/Rome")


def draft(text: str) -> Draft:
    (found,) = parse(text.encode(), name="notes/a.md", modified_at=None, zone=ROME)
    assert isinstance(found, Draft), found
    return found


def reason(text: str) -> str:
    (found,) = parse(text.encode(), name="a.md", modified_at=None, zone=ROME)
    assert isinstance(found, Unreadable), found
    return found.reason


FULL = """---
title: "The pier: a *history*"
source: Sable Packet
authors: [Jane Doe, {name: John Roe}]
date: 2026-03-14 18:05
lastmod: 2026-03-15T09:00:00Z
url: https://sable.example/pier
lang: en_GB
id: pier-1
tags: [a, b]
---

# The pier

It is **long**.
"""


def test_all_fields() -> None:
    found = draft(FULL)
    assert found.title == "The pier: a *history*"
    assert (found.outlet, found.author) == ("Sable Packet", "Jane Doe, John Roe")
    assert (found.url, found.language, found.id) == ("https://sable.example/pier", "en-GB", "pier-1")
    assert found.published_at is not None and found.updated_at is not None
    assert found.published_at.isoformat() == "2026-03-14T18:05:00+01:00"
    assert found.published_from is DateOrigin.GIVEN
    assert found.updated_at.isoformat() == "2026-03-15T09:00:00+00:00"
    assert found.body == "# The pier\n\nIt is **long**."


SPELLINGS = ["date", "published", "published_at", "publishedAt", "Published-At", "pubDate", "datePublished"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_the_spellings_of_published(name: str) -> None:
    found = draft(f"---\n{name}: March 14, 2026\n---\nIt is long.")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-14T00:00:00+01:00"


@pytest.mark.parametrize("name", ["updated", "lastmod", "modified", "updated_at", "last_updated"])
def test_an_update_alone_is_also_the_publication(name: str) -> None:
    found = draft(f"---\n{name}: 2026-03-14\n---\nIt is long.")
    assert found.updated_at == found.published_at is not None
    assert found.published_from is DateOrigin.GIVEN


def test_a_source_that_is_an_address() -> None:
    found = draft("---\nsource: https://sable.example/pier\n---\nIt is long.")
    assert (found.outlet, found.url) == (None, "https://sable.example/pier")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "/pier", "https://a b", "https://a/" + "x" * 2_000]
)
def test_an_address_that_is_not_of_the_web_is_dropped(url: str) -> None:
    assert draft(f"---\nurl: '{url}'\n---\nIt is long.").url is None


def test_values_stay_what_was_written() -> None:
    assert draft("---\ntitle: 2026\nauthor: no\n---\nIt is long.").title == "2026"
    assert draft("---\ntitle: ''\ndate:\n---\n# Pier\n\nIt is long.").title == "Pier"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The [long](https://a.example) *pier*\n\nText.", "The long pier"),
        ("Intro.\n\nThe pier\n========\n\nText.", "The pier"),
        ("The pier is long. It is old.", "The pier is long"),
        ("**The pier** is `long`. It is old.", "The pier is long"),
    ],
)
def test_a_title_without_front_matter(text: str, title: str) -> None:
    found = draft(text)
    assert (found.title, found.body) == (title, text)


@pytest.mark.parametrize("text", ["---\n\nText.", "---\nText and more.\n---\nEnd.", "***\nText."])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert draft(text).body == text


def test_dates_in_the_text_fill_what_the_front_matter_lacks() -> None:
    found = draft("---\ntitle: Pier\n---\n*By Jane Doe*\n\n*Published 14 March 2026*\n\nIt is long.")
    assert (found.author, found.published_from) == ("Jane Doe", DateOrigin.TEXT)


BAD = [
    ("---\ntitle: a\nsource: [b\n---\nText.", "line 4"),
    ('---\ntitle: "a\n---\nText.', "does not parse"),
    ("---\ntitle: a: b\n---\nText.", "line 2"),
    ("---\ntitle: a\n\nText.", "never closed"),
    ("---\na: &x [1]\nb: *x\n---\nText.", "aliases"),
    ("---\na: " + "[" * 30_000 + "\n---\nText.", "front matter"),
    ("---\na: " + "x" * 70_000 + "\n---\nText.", "more than 64 KB"),
    ("---\na: \x07\n---\nText.", "characters that YAML does not allow"),
    ("---\ndate: 2026-02-31\n---\nText.", "has a date that cannot be: '2026-02-31'"),
    ("---\nupdated: 31 April 2026\n---\nText.", "has a date that cannot be: '31 April 2026'"),
    ("---\ndate: in spring\n---\nText.", "has a date that cannot be read: 'in spring'"),
    ("---\ntitle: a\n---\n\n", "is empty"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    assert words in reason(text)
