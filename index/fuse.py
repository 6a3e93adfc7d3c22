"""Two rankings into one, by their scores.

score = w * cosine + (1 - w) * BM25 / BM25 of the best + what time adds. Weighted scores beat reciprocal rank fusion
(Cormack et al. 2009), which forgets how far ahead the first one is; the figures are in docs/decisions.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from index.types import Hit, Passage, Query

MEANING_WEIGHT = 0.55  # .50 to .65 differ by half a point
RECENCY_WEIGHT = 0.4
TOO_LATE = 0.2  # what an article loses that appeared after the question
GRACE = timedelta(days=1)  # a date without a time is the start of a day, or its end, somewhere
RECENCY_DAYS = 30.0  # the age at which recency is one half; its long tail keeps an old archive in order

# How much a question is about now: fully, likely, hardly. A year in it says that it is not.
NOW, PERHAPS, HARDLY = 1.0, 0.25, 0.1
YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
SAYS_NOW = re.compile(
    r"\b(?:now|current|currently|latest|newest|recent|recently|today|tonight|yesterday|reigning|so far|as of|these days"
    r"|at the moment|(?:this|last) (?:week|month|year|season|morning|weekend))\b",
    re.IGNORECASE,
)
MAY_MEAN_NOW = re.compile(r"\b(?:is|are|has|have|does|do|will|new|next|upcoming|still|yet)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rankings:
    """Passage ids with cosines and with BM25, each best first."""

    by_meaning: list[tuple[int, float]]
    by_words: list[tuple[int, float]]


def fuse(passages: Mapping[int, Passage], rankings: Rankings, asked_at: datetime, now: float) -> list[Hit]:
    """A hit for each passage, in no order. One that only its words found counts as the farthest by meaning."""
    meaning_ranks = {id_: rank for rank, (id_, _) in enumerate(rankings.by_meaning, 1)}
    words_ranks = {id_: rank for rank, (id_, _) in enumerate(rankings.by_words, 1)}
    cosines, bm25 = dict(rankings.by_meaning), dict(rankings.by_words)
    strongest = max(bm25.values(), default=0.0) or 1.0
    farthest = min(cosines.values(), default=0.0)
    hits = []
    for id_, passage in passages.items():
        fresh = recency(passage.article.newest_date, asked_at)
        score = MEANING_WEIGHT * cosines.get(id_, farthest) + (1 - MEANING_WEIGHT) * bm25.get(id_, 0.0) / strongest
        score += RECENCY_WEIGHT * now * fresh - TOO_LATE * _later(passage.article.published_at, asked_at)
        hits.append(
            Hit(
                passage=passage, score=score, meaning_rank=meaning_ranks.get(id_), cosine=cosines.get(id_),
                words_rank=words_ranks.get(id_), bm25=bm25.get(id_), recency=fresh,
            )
        )  # fmt: skip
    return hits


def nowness(query: Query) -> float:
    """How much a question is about now, in [0, 1]; what states its own time is not."""
    if query.window or YEAR.search(query.text):
        return 0.0
    if SAYS_NOW.search(query.text):
        return NOW
    return PERHAPS if MAY_MEAN_NOW.search(query.text) else HARDLY


def recency(published: datetime | None, asked_at: datetime) -> float:
    """1 at the moment of asking, 1/2 after a month, falling slowly; 0 without a date."""
    if published is None:
        return 0.0
    days = max(0.0, (asked_at - published) / timedelta(days=1))
    return 1.0 / (1.0 + days / RECENCY_DAYS)


def _later(published: datetime | None, asked_at: datetime) -> bool:
    return published is not None and published - asked_at > GRACE
