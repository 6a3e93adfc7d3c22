"""Decides whether the articles can answer at all, from what both rankings found and what the best sentence says."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from answer.asked import Asked
from answer.features import longest_run
from answer.rank import Ranked, log_odds, logistic
from answer.scene import Scene, matched, read
from index.types import Found, Hit

SUBJECT = 5  # the best hits in which a name of the question is looked for
TRUSTED = 20  # articles from which on a library's own word counts say as much as a word's form
NAME_WEIGHT = 2.0  # a name or number against a common word, where the library is too small to tell
LONG_WORD = 8  # letters; a word as long as that is as rare as form alone can say


class Signs(NamedTuple):
    """What speaks for or against an answer; each is near [0, 1], but for `best`, a logarithm."""

    best: float
    """Log odds of the best sentence."""
    run: float
    """The longest run of words that it shares with the question."""
    coverage: float
    """How much of the question it says, with the title."""
    passage: float
    """How much of it the best sentence's passage says, with title and outlet."""
    subject: float
    """How much of it the best hits say together."""
    names: float
    """How many of the question's names and numbers the best hits have together; 1 if there are none."""
    cosine: float
    """The highest."""
    agreement: float
    """Both rankings put the best sentence's passage high."""
    small: float
    """How small the library is: in a small one a match is worth more, and a cosine less."""
    small_subject: float
    small_coverage: float


# Fitted by `python -m evals.fit_answerable` on what `rank.BY_SENSE` ranks; on `rank.BY_FORM` they reach the same within
# a point. `passage` and `run` count against: near misses have the words, strewn. How alike the words are, which word of
# the question nothing is like, and how far the best sentence is ahead were tried as signs: no gain on any set.
WEIGHTS = Signs(
    best=0.06, run=-1.02, coverage=0.70, passage=-2.30, subject=0.72, names=1.63, cosine=5.73, agreement=1.16,
    small=-3.13, small_subject=3.04, small_coverage=6.13,
)  # fmt: skip
BIAS = -4.70

THRESHOLD = 0.37
"""Below it the articles do not answer. There .93 of MultiHop-RAG's null queries and .97 of the questions that a library
of one article cannot answer are refused, and .05 and .04 of those that can be answered (folds left out of the fit)."""


def answerable(found: Found, ranked: Ranked) -> float:
    """The probability that the articles answer; 0 where there is nothing to quote."""
    if not ranked.sentences:
        return 0.0
    return logistic(BIAS + sum(weight * value for weight, value in zip(WEIGHTS, signs(found, ranked), strict=True)))


def signs(found: Found, ranked: Ranked) -> Signs:
    """What there is to decide by; there is at least one sentence."""
    asked, best = ranked.asked, ranked.sentences[0]
    weights = _weights(asked, found)
    sentence, title = best.lines[0].read, read(best.candidate.hit.passage.article.title)
    passage = _stems(best.scene)
    around = passage.union(*(_stems(scene) for scene in ranked.scenes[:SUBJECT]))
    coverage, subject = (_share(weights, matched(asked, known)) for known in (sentence.known | title.known, around))
    small = TRUSTED / (TRUSTED + found.archive.articles)
    return Signs(
        best=log_odds(best.candidate.score),
        run=longest_run(asked.words, sentence.words) / max(1, len(asked.words)),
        coverage=coverage,
        passage=_share(weights, matched(asked, passage)),
        subject=subject,
        names=_names(asked, around),
        cosine=max((hit.cosine for hit in found.hits if hit.cosine is not None and isfinite(hit.cosine)), default=0.0),
        agreement=_agreement(best.candidate.hit),
        small=small,
        small_subject=small * subject,
        small_coverage=small * coverage,
    )


def _weights(asked: Asked, found: Found) -> Mapping[str, float]:
    """How much each stem matters: by the library's counts where it is large, by its form where it is small."""
    trust = found.archive.articles / (found.archive.articles + TRUSTED)
    rarest = max(asked.rarity.values(), default=1.0)
    return {
        stem: trust * rarity / rarest + (1 - trust) * _by_form(stem, asked) / NAME_WEIGHT
        for stem, rarity in asked.rarity.items()
    }


def _by_form(stem: str, asked: Asked) -> float:
    return NAME_WEIGHT if stem in asked.names else min(len(stem), LONG_WORD) / LONG_WORD


def _share(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    total = sum(weights.values())
    return sum(weights[stem] * worth for stem, worth in found.items()) / total if total else 0.0


def _names(asked: Asked, known: frozenset[str]) -> float:
    return sum(name in known for name in asked.names) / len(asked.names) if asked.names else 1.0


def _stems(scene: Scene) -> frozenset[str]:
    article = scene.hit.passage.article
    above = read(f"{article.title}\n{article.outlet or ''}").known
    return above.union(*(line.read.known for line in scene.lines))


def _agreement(hit: Hit) -> float:
    ranks = hit.meaning_rank, hit.words_rank
    return sum(1 / rank for rank in ranks if rank) / len(ranks)
