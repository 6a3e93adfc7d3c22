"""Questions without a subject."""

from __future__ import annotations

import pytest

from answer.overview import has_no_subject, newest_first
from answer.rank import Ranker
from finding import found
from index.types import Found, Query


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("What happened last week?", "last week"),
        ("What's new?", None),
        ("Any news today?", "today"),
        ("Please give me a summary of everything that was reported in March.", "in March"),
        ("What are the latest headlines?", None),
    ],
)
def test_nothing_but_a_time_is_asked_for(text: str, phrase: str | None) -> None:
    assert has_no_subject(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("What happened to the bridge last week?", "last week"),
        ("What happened in 2019?", None),
        ("Who won?", None),
        ("How many?", None),
    ],
)
def test_a_subject_is_one(text: str, phrase: str | None) -> None:
    assert not has_no_subject(text, phrase)


def test_each_article_is_told_by_its_first_whole_sentence() -> None:
    bodies = {
        "Pier": "By Ines Farradine\n\nA PIER AT LAST\n\nThe old pier is open again to all. It cost 40 pounds.",
        "Ferry": "Gone.\n\nThe last of the ferries has left the town for good.",
    }
    asked: list[Query] = []

    def search(query: Query) -> Found:
        asked.append(query)
        return found("What is new?", bodies)

    _, ranked = newest_first(search, Ranker(), found("What is new?", bodies).query)
    assert asked[0].newest
    texts = {one.candidate.text for one in ranked.sentences}
    assert texts == {"The old pier is open again to all.", "The last of the ferries has left the town for good."}
