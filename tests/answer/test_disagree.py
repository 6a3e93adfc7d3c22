"""Which figures of two articles are told as differing, and which are both right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answer.rank import Ranker
from answer.types import Question, Written
from answer.write.quotes import QuotesWriter
from finding import ASKED_AT, found
from index.types import Found

MARCH, MAY = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)
COST = "How much will the repair of the bridge cost?"


def published(seen: Found, dates: dict[str, datetime | None]) -> Found:
    hits = []
    for hit in seen.hits:
        article = replace(hit.passage.article, published_at=dates[hit.passage.article.title], outlet="Herald")
        hits.append(replace(hit, passage=replace(hit.passage, article=article)))
    return replace(seen, hits=tuple(hits))


def written(
    question: str, one: str, other: str, dates: tuple[datetime | None, datetime | None] = (MARCH, MAY)
) -> Written:
    seen = published(found(question, {"A": one, "B": other}), dict(zip("AB", dates, strict=True)))
    asked = Question(text=question, libraries=("main",), asked_at=ASKED_AT)
    return QuotesWriter().write(asked, seen, Ranker().rank(question, seen))


@pytest.mark.parametrize("newer_first", [False, True])
def test_both_figures_are_quoted_and_the_later_is_called_later(newer_first: bool) -> None:
    first = "The repair of the bridge will cost £4.2 million, the council said."
    later = "The repair of the bridge is to cost £5.1 million, papers show."
    told = written(COST, later, first, (MAY, MARCH)) if newer_first else written(COST, first, later)
    assert told.notices == (
        "The articles differ: £4.2 million (Herald, 1 March 2025), later £5.1 million (Herald, 1 May 2025).",
    )
    assert {"£4.2", "£5.1"} <= {word for claim in told.claims for word in claim.text.split()}
    assert all(claim.citations[0].quote == claim.text for claim in told.claims)


@pytest.mark.parametrize("dates", [(None, MAY), (MAY, MAY)])
def test_without_two_dates_neither_is_later(dates: tuple[datetime | None, datetime | None]) -> None:
    told = written(
        COST,
        "The repair of the bridge will cost £4.2 million.",
        "The repair of the bridge will cost £5.1 million.",
        dates,
    )
    assert len(told.notices) == 1
    assert "later" not in told.notices[0]


def test_what_is_counted_may_differ_too() -> None:
    told = written(
        "How many redundancies are planned at Quennick?",
        "The Quennick works has planned 140 redundancies in Pellport.",
        "The Quennick works has now planned 96 redundancies in Pellport.",
    )
    assert told.notices == ("The articles differ: 140 (Herald, 1 March 2025), later 96 (Herald, 1 May 2025).",)


TRAPS = {
    "the same figure": (
        COST, "The repair of the bridge will cost £4.2 million.", "The repair of the bridge cost £4,200,000.",
    ),
    "one is the other rounded": (
        COST, "The repair of the bridge will cost £5.4 million.", "The repair of the bridge cost £5,412,000.",
    ),
    "an estimate": (
        COST, "The repair of the bridge will cost about £4 million.", "The repair of the bridge cost £5.1 million.",
    ),
    "weekly counts": (
        "How many passengers did the ferry carry?",
        "The Harrow ferry carried 300 passengers last week, the port said.",
        "The Harrow ferry carried 410 passengers last week, the port said.",
    ),
    "different months": (
        "How many passengers did the ferry carry?",
        "The Harrow ferry carried 300 passengers in March, the port said.",
        "The Harrow ferry carried 410 passengers in April, the port said.",
    ),
    "different units": (
        "How much did council tax rise?",
        "The council tax of the town rose by 3.9 per cent.", "The council tax of the town rose by £65.",
    ),
    "different things": (
        COST, "The repair of the bridge will cost £4.2 million.", "A ticket for the new ferry will cost £5.",
    ),
    "years": (
        "In how many years did the bridge close for repair?",
        "The bridge closed for repair in 2019.", "The bridge closed for repair in 2023.",
    ),
    "two figures in one sentence": (
        COST, "The repair of the bridge will cost £4.2 million.",
        "The repair of the bridge will cost £5.1 million and not £4.2 million.",
    ),
    "no figure is asked for": (
        "Who repaired the bridge?",
        "The repair of the bridge will cost £4.2 million.", "The repair of the bridge cost £5.1 million.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_figures_that_are_both_right_are_no_disagreement(name: str) -> None:
    assert written(*TRAPS[name]).notices == ()


def test_one_article_does_not_contradict_itself() -> None:
    question = COST
    body = "The repair of the bridge will cost £4.2 million.\n\nThe repair of the bridge will cost £5.1 million."
    seen = published(found(question, {"A": body}), {"A": MARCH})
    asked = Question(text=question, libraries=("main",), asked_at=ASKED_AT)
    assert QuotesWriter().write(asked, seen, Ranker().rank(question, seen)).notices == ()
