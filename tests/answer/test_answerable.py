"""Whether the articles can answer at all."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from answer.answerable import THRESHOLD, answerable, signs
from answer.rank import Ranker
from finding import found

PEACE = """The two presidents held a call on Monday about a ceasefire. Ukraine restated its position before the call.

“Such a ceasefire must be long enough. Our proposal is 30 days,” the president of Ukraine wrote."""

ARCHIVE = {"Call on a ceasefire": PEACE}


def chance(question: str, cosine: float | None, articles: dict[str, str] | None = None) -> float:
    seen = found(question, ARCHIVE if articles is None else articles, cosine)
    return answerable(seen, Ranker().rank(question, seen))


@pytest.mark.parametrize(
    "question",
    [
        "How long a ceasefire did Ukraine propose?",
        "What did the president of Ukraine write?",
        "When was the call held?",
    ],
)
def test_one_article_is_enough_to_answer(question: str) -> None:
    assert chance(question, 0.55) > THRESHOLD


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2022 World Cup?",
        "What is the best pizza topping?",
        "Where does Lionel Messi live?",
        "How do I bake bread?",
    ],
)
def test_what_is_not_there_is_refused(question: str) -> None:
    assert chance(question, 0.05) < THRESHOLD


def test_a_name_that_is_nowhere_counts_against() -> None:
    assert chance("What did Macron write about a ceasefire?", 0.4) < chance(
        "What did Ukraine write about a ceasefire?", 0.4
    )


def test_nothing_to_quote_is_no_answer() -> None:
    assert chance("Who won?", 0.5, {}) == 0.0
    assert chance("😀", 0.5) == 0.0


@pytest.mark.parametrize("number", [None, math.nan, math.inf])
def test_scores_that_are_no_numbers_do_no_harm(number: float | None) -> None:
    question = "How long a ceasefire did Ukraine propose?"
    seen = found(question, ARCHIVE)
    broken = replace(
        seen, hits=tuple(replace(hit, cosine=number, bm25=number, score=number or 0.0) for hit in seen.hits)
    )
    assert 0 <= answerable(broken, Ranker().rank(question, broken)) <= 1


def test_signs_are_near_one() -> None:
    question = "How long a ceasefire did Ukraine propose?"
    seen = found(question, ARCHIVE)
    assert all(-0.01 <= value <= 1.01 for value in signs(seen, Ranker().rank(question, seen))[1:])
