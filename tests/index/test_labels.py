"""Lines that are about an article and not of it."""

from __future__ import annotations

import pytest

from index.sentences import Kind, sentences


@pytest.mark.parametrize(
    "line",
    [
        "https://packet.example/news/2026/04/derby",
        "By Ines Farradine",
        "By Ines Farradine, Harrowmere Herald",
        "BY RAFE COTTERBECK",
        "Von Anna Müller und Jürgen Groß",
        "Published 15 February 2026 at 09:00 GMT",
        "Published: Thursday, 19 February 2026, 10.30 GMT",
        "Last updated 3 May 2026, 4.10 p.m. BST",
        "Aktualisiert am 3.5.2026 um 10 Uhr",
        "The Pellport Packet, published 7 April 2026 at 07:15 BST",
        "Source: Pellport Packet",
        "Photograph: Ines Farradine",
    ],
)
def test_a_line_about_the_article_is_a_label(line: str) -> None:
    assert [one.kind for one in sentences(f"A headline\n\n{line}\n\nThe bridge is open again.")][1] is Kind.LABEL


@pytest.mark.parametrize(
    "line",
    [
        "By 2030 the town will have a bridge.",
        "By then it was too late",
        "By Monday, Ines had found 40 of them.",
        "Updated figures show that 40 people crossed.",
        "Published in 1932, the book sold 40 copies.",
        "Sources say that 40 people crossed.",
        "https://packet.example says that 40 people crossed.",
        "Posted to Malta in 1941, he never came back.",
    ],
)
def test_a_sentence_that_begins_like_one_is_none(line: str) -> None:
    assert [one.kind for one in sentences(f"A headline\n\n{line}\n\nThe bridge is open again.")][1] is Kind.PROSE
