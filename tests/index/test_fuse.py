"""The fused ranking, as arithmetic: what each part adds and that nothing odd breaks it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import HARDLY, MEANING_WEIGHT, NOW, PERHAPS, Rankings, fuse, nowness, recency
from index.types import Article, DateOrigin, Passage, Query, Window

ASKED = datetime(2026, 7, 1, tzinfo=UTC)


def passage(id_: int, published: datetime | None = None) -> Passage:
    article = Article(
        id=f"a{id_}", library="main", version=1, title="T", outlet=None, author=None, url=None, language=None,
        published_at=published, published_from=DateOrigin.GIVEN, updated_at=None, path=None,
    )  # fmt: skip
    return Passage(id_, article, 0, 4, "Text")


def scores(rankings: Rankings, now: float = 0.0, **dates: datetime) -> dict[int, float]:
    ids = {id_ for id_, _ in (*rankings.by_meaning, *rankings.by_words)}
    passages = {id_: passage(id_, dates.get(f"p{id_}")) for id_ in ids}
    return {hit.passage.id: hit.score for hit in fuse(passages, rankings, ASKED, now)}


def test_both_rankings_count_by_score() -> None:
    found = scores(Rankings([(1, 0.8), (2, 0.4)], [(2, 12.0), (1, 3.0)]))
    assert found[1] == pytest.approx(MEANING_WEIGHT * 0.8 + (1 - MEANING_WEIGHT) * 0.25)
    assert found[2] == pytest.approx(MEANING_WEIGHT * 0.4 + (1 - MEANING_WEIGHT))


def test_found_by_words_only_counts_as_the_farthest_by_meaning() -> None:
    found = scores(Rankings([(1, 0.8), (2, 0.3)], [(3, 5.0)]))
    assert found[3] == pytest.approx(MEANING_WEIGHT * 0.3 + (1 - MEANING_WEIGHT))


def test_one_ranking_alone_is_enough() -> None:
    assert list(scores(Rankings([(1, 0.5)], []))) == [1]
    assert list(scores(Rankings([], [(1, 2.0)]))) == [1]
    assert scores(Rankings([], [])) == {}


def test_the_newer_of_two_equals_wins_only_when_the_question_is_about_now() -> None:
    rankings = Rankings([(1, 0.5), (2, 0.5)], [])
    old, new = ASKED - timedelta(days=90), ASKED - timedelta(days=2)
    now = scores(rankings, 1.0, p1=old, p2=new)
    never = scores(rankings, 0.0, p1=old, p2=new)
    assert now[2] > now[1]
    assert never[2] == never[1]


def test_what_came_after_the_question_is_pushed_down() -> None:
    found = scores(Rankings([(1, 0.5), (2, 0.5)], []), p1=ASKED - timedelta(days=400), p2=ASKED + timedelta(days=3))
    assert found[2] < found[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is the mayor now?", NOW),
        ("What is the latest on the bridge?", NOW),
        ("What happened this week?", NOW),
        ("Is the bridge open?", PERHAPS),
        ("Who founded the club?", HARDLY),
        ("Who was mayor in 2019?", 0.0),
        ("What is the latest on the 2026 budget?", 0.0),
        ("How wide is the nowcasting grid?", PERHAPS),
    ],
)
def test_how_much_a_question_is_about_now(text: str, expected: float) -> None:
    assert nowness(Query(text=text, libraries=("main",), asked_at=ASKED)) == expected


def test_a_question_with_a_window_says_its_own_time() -> None:
    query = Query(text="latest", libraries=("main",), asked_at=ASKED, window=Window(since=ASKED))
    assert nowness(query) == 0.0


@given(st.datetimes(timezones=st.just(UTC)))
def test_recency_is_a_share(published: datetime) -> None:
    assert 0.0 <= recency(published, ASKED) <= 1.0
