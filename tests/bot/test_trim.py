"""Cuts fall between words, cost what they may, and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import markdown
from bot.trim import MORE, measure, pages, shorten

TEXTS = st.text(st.sampled_from("ab*_ \n.😀") | st.characters(exclude_categories=["Cs"]), max_size=300)


def cost(text: str) -> int:
    return measure(markdown(text))


@given(TEXTS, st.integers(1, 80))
def test_pages_cover_everything_once_and_fit(text: str, room: int) -> None:
    room = max(room, 4)
    spans = list(pages(text, 0, len(text), room, cost))
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(cost(text[span.start : span.end]) <= room for span in spans)


@given(TEXTS, st.integers(6, 80))
def test_shortened_texts_fit(text: str, room: int) -> None:
    assert measure(shorten(text, room)) <= room


@given(st.lists(st.text("abc*", min_size=1, max_size=5), min_size=1), st.integers(12, 60))
def test_whole_words_only(words: list[str], room: int) -> None:
    done = shorten(" ".join(words), room)
    kept = done.removesuffix(MORE).split()
    assert kept == words[: len(kept)]


@pytest.mark.parametrize(
    ("text", "room", "done"),
    [
        ("short", 10, "short"),
        ("one two three four", 12, "one two […]"),
        ("one two three four", 15, "one two […]"),
        ("one two three four", 17, "one two three […]"),
        ("a" * 50, 14, "a" * 10 + " […]"),
        ("😀 😀 😀 😀", 9, "😀 😀 […]"),
    ],
)
def test_shorten(text: str, room: int, done: str) -> None:
    assert shorten(text, room) == done


def test_pages_prefer_paragraphs_then_sentences() -> None:
    text = "First paragraph here.\n\nSecond one. It goes on and on and on."
    assert [text[a:b] for a, b in pages(text, 0, len(text), 30)] == [
        "First paragraph here.\n\n",
        "Second one. It goes on and on ",
        "and on.",
    ]
    text = "A first sentence. A second one here."
    assert [text[a:b] for a, b in pages(text, 0, len(text), 25)] == ["A first sentence. ", "A second one here."]


def test_an_empty_text_is_one_page() -> None:
    assert list(pages("", 0, 0, 10)) == [(0, 0)]
