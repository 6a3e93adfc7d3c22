"""The hit whose sentence answers comes first, and scores stay in order."""

from __future__ import annotations

from dataclasses import replace

from answer.rank import PASSAGES, Ranker
from answer.rerank import best_first, reordered
from finding import found
from index.types import Found, Query

QUESTION = "Who opened the new pier in 1987?"
ARTICLES = {f"Pier {n}": f"The pier, the new pier, opened number {n}." for n in range(PASSAGES + 3)} | {
    "Opening": "Mayor Ines Halloran opened the new pier in 1987."
}


def seen(question: str = QUESTION) -> Found:
    """Scores close together, the answer third."""
    made = found(question, ARTICLES)
    order = [hit for hit in made.hits if hit.passage.article.title != "Opening"]
    order[2:2] = [hit for hit in made.hits if hit.passage.article.title == "Opening"]
    return replace(made, hits=tuple(replace(hit, score=1 - at / 100) for at, hit in enumerate(order)))


def test_the_answering_hit_comes_first() -> None:
    before = seen()
    after = reordered(before, Ranker().rank(QUESTION, before))
    assert after.hits[0].passage.article.title == "Opening"
    assert {hit.passage.id for hit in after.hits} == {hit.passage.id for hit in before.hits}
    assert after.hits[PASSAGES:] == before.hits[PASSAGES:]


def test_scores_fall() -> None:
    before = seen()
    scores = [hit.score for hit in reordered(before, Ranker().rank(QUESTION, before)).hits]
    assert scores == sorted(scores, reverse=True)


def test_a_question_about_now_keeps_its_order() -> None:
    question = "Who opened the pier today?"
    before = seen(question)
    assert reordered(before, Ranker().rank(question, before)) == before


def test_the_limit_is_kept_though_more_is_read() -> None:
    asked: list[int] = []

    def search(query: Query) -> Found:
        asked.append(query.limit)
        return seen()

    query = replace(seen().query, limit=1)
    best, ranked = best_first(search, Ranker(), query)
    assert asked == [PASSAGES]
    assert [hit.passage.article.title for hit in best.hits] == ["Opening"]
    assert best.query.limit == 1
    assert ranked.sentences


def test_nothing_found_stays_nothing() -> None:
    nothing = found(QUESTION, {})
    assert reordered(nothing, Ranker().rank(QUESTION, nothing)) == nothing
