"""Passages: whole sentences, even lengths, headings and tables kept, read alone as they were in the whole."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import MARKER, MAX, TARGET, passages
from index.sentences import Kind, Sentence, sentences
from index.types import Span

ARTICLES = sorted((Path(__file__).parents[2] / "articles").rglob("*.*"))

PARAGRAPH = (
    "The harbour of Port Sable is to get a second pier, the town council said on Monday. It will cost 3.5 "
    "million crowns, half of what Mayor Lund named in March. “We looked again. We found stone,” she said."
)


def texts(body: str) -> list[str]:
    return [body[start:end] for start, end in passages(body)]


def alone(body: str, span: Span) -> list[tuple[int, int]]:
    return [(s.start + span.start, s.end + span.start) for s in sentences(body[span.start : span.end])]


def inside(body: str, span: Span) -> list[Sentence]:
    return [s for s in sentences(body) if span.start <= s.start and s.end <= span.end]


def test_a_short_article_is_one_passage() -> None:
    assert passages(f"\n\n{PARAGRAPH}\n") == [Span(2, 2 + len(PARAGRAPH))]


@pytest.mark.parametrize("body", ["", " \n", "---\n\n***", "```\n```"])
def test_no_words_no_passages(body: str) -> None:
    assert passages(body) == []


@pytest.mark.parametrize("border", [" ", "\n", "\n\n"])
def test_a_long_article_is_cut_into_even_passages(border: str) -> None:
    found = texts(border.join([PARAGRAPH] * 30))
    assert all(TARGET / 2 < len(text) <= MAX for text in found)
    assert sum(map(len, found)) / len(found) == pytest.approx(TARGET, rel=0.3)


def test_breaks_are_between_paragraphs_where_they_can_be() -> None:
    assert all(text.startswith("The harbour") for text in texts("\n\n".join([PARAGRAPH] * 12)))


def test_a_heading_opens_the_passage_that_follows() -> None:
    body = f"{PARAGRAPH}\n\n# Costs\n\n## In crowns\n\n{PARAGRAPH}\n\nMay\n---\n\n{PARAGRAPH}\n\n## End"
    assert [text.split("\n")[0] for text in texts(body)] == [PARAGRAPH, "# Costs", "May", "## End"]


def test_a_table_stays_together_with_its_header() -> None:
    table = "Boat | Seats\n" + "\n".join(f"Boat number {n} | {n}" for n in range(40))
    found = texts(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{table}\n\n{PARAGRAPH}\n\n{PARAGRAPH}")
    assert len(table) < MAX
    assert any(table in text for text in found)


def test_a_table_of_nearly_the_maximum_alone_is_not_cut() -> None:
    table = "Boat | Seats\n" + "\n".join(f"Boat number {n} | {n}" for n in range(47))
    assert TARGET * 1.5 < len(table) < MAX
    assert texts(table) == [table]


def test_a_table_over_the_maximum_is_cut_between_rows() -> None:
    table = "| Boat | Seats |\n|---|---|\n" + "\n".join(f"| Boat number {n} | {n} |" for n in range(200))
    found = texts(table)
    assert all(text.startswith("| B") and text.endswith("|") and len(text) <= MAX for text in found)


def test_no_tiny_last_passage() -> None:
    long = "The pier is long" + " and long" * 90 + "."
    assert texts(f"{long} It is wet.") == [f"{long} It is wet."]


def test_a_list_begins_with_its_bullet_and_code_with_its_fence() -> None:
    body = f"{PARAGRAPH}\n\n" + "\n".join(f"- Boat number {n} has {n} seats and a bell" for n in range(60))
    assert {text[0] for text in texts(body)} == {"T", "-"}
    code = "```python\n\n" + "print('the bell of the boat')\n" * 25 + "```"
    assert texts(f"{PARAGRAPH * 4}\n\n{code}")[-1].startswith("```python")


def test_wrapped_text_is_read_alone_as_in_the_whole() -> None:
    wrapped = (
        "The harbour of Port Sable is to get a second pier that will be built of\n"
        "stone from the quarry at Old Alba, said the council. The work is led by\n"
        "Mayor Lund. In May it begins with the\nsoil.\n"
    )
    body = wrapped * 12
    for span in passages(body):
        assert alone(body, span) == [(s.start, s.end) for s in inside(body, span)]


pieces = st.sampled_from(
    [
        PARAGRAPH,
        "Short one.",
        "# Heading",
        "- an item of a list. And more",
        "a | b\n1 | 2\n3 | 4",
        "Dr. Okafor met J. D. Marsh at 5 p.m. in the U.S. The end",
        "x" * 990,
        "Word " * 300,
        "> quoted. And more",
        "Title\n===",
        "港が開いた。「行く。」と彼は言った。" * 9,
        "Steps: 1. Open. 2. Close. - Go. # no. > no. | no |",
    ]
)
bodies = st.lists(st.tuples(pieces, st.sampled_from(["\n\n", "\n", "\n\n\n"])), max_size=15).map(
    lambda parts: "".join(piece + border for piece, border in parts)
)


@settings(deadline=None)
@given(st.one_of(bodies, st.text(max_size=400)))
def test_each_sentence_is_in_exactly_one_passage(body: str) -> None:
    spans = passages(body)
    assert sorted(s.start for span in spans for s in inside(body, span)) == [s.start for s in sentences(body)]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(body[start:end].strip() == body[start:end] != "" for start, end in spans)
    assert all(end - start <= MAX + MARKER for start, end in spans)


@settings(deadline=None)
@given(bodies)
def test_no_passage_goes_across_a_heading_or_is_only_one(body: str) -> None:
    for span in passages(body):
        headings = [s.kind is Kind.HEADING for s in inside(body, span)]
        following = next((s for s in sentences(body) if s.start >= span.end), None)
        assert headings == sorted(headings, reverse=True)
        assert not all(headings) or following is None or following.end - span.start > MAX


@settings(deadline=None)
@given(bodies)
def test_a_passage_alone_has_the_sentences_it_has_in_the_whole(body: str) -> None:
    for span in passages(body):
        assert alone(body, span) == [(s.start, s.end) for s in inside(body, span)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_the_sample_articles_read_alone_as_in_the_whole(path: Path) -> None:
    body = path.read_text("utf-8", errors="replace")
    for span in passages(body):
        assert alone(body, span) == [(s.start, s.end) for s in inside(body, span)]


@pytest.mark.parametrize("piece", ["a. ", "a.\n", "。a", "# a\n", "- a\n", "a | b\n", "Aa bb. "])
def test_a_large_text_is_cut(piece: str) -> None:
    body = piece * (300_000 // len(piece))
    assert all(end - start <= MAX + MARKER for start, end in passages(body))
