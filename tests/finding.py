"""Makes what a search found, out of a few articles: words are counted, and cosines are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from math import log

from index.passages import passages
from index.terms import question_terms, words
from index.types import Coverage, Found, Hit, Passage, Query
from made import article

ASKED_AT = datetime(2025, 6, 1, tzinfo=UTC)


def found(question: str, articles: Mapping[str, str], cosine: float | None = 0.5) -> Found:
    """Every passage of the articles (title: body) as a hit, those that share most words with the question first."""
    terms = question_terms(question)
    made = [
        Passage(
            id=0,
            article=article(title, title=title, outlet=None),
            start=span.start,
            end=span.end,
            text=body[span.start : span.end],
        )
        for title, body in articles.items()
        for span in passages(body)
    ]
    shared = [sum(term in words(passage.text) for term in terms) for passage in made]
    order = sorted(range(len(made)), key=lambda at: -shared[at])
    hits = tuple(
        Hit(
            passage=replace(made[at], id=at),
            score=float(shared[at]), meaning_rank=rank, cosine=cosine, words_rank=rank, bm25=float(shared[at]),
        )
        for rank, at in enumerate(order, 1)
    )  # fmt: skip
    holding = {term: sum(term in words(passage.text) for passage in made) for term in terms}
    rarity = {term: log((len(made) - n + 0.5) / (n + 0.5) + 1) for term, n in holding.items()}
    coverage = Coverage(len(articles), None, None)
    query = Query(text=question, libraries=("main",), asked_at=ASKED_AT)
    return Found(query, hits, coverage, coverage, term_rarity=rarity)
