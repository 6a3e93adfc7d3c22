"""Chooses, by code, the words of a passage that a claim stands on: a sentence, or two that follow each other."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answer.days import days, without_days
from answer.figures import all_figures, figures
from answer.names import names
from answer.types import Citation
from index.sentences import Kind, Sentence, sentences
from index.terms import STOP_WORDS, words
from index.types import Passage

STEM = 6  # letters that count: reopen and reopened are one word, without a stemmer for each language
FACT_WEIGHT = 3.0  # a number, a date or a name says more than a word that is as rare
SECOND_SENTENCE = 1.15  # how much more two sentences must hold than the better one of them
MOST_SPANS = 2  # of one passage, the second only for facts that the first lacks
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
"""Thai, Lao, Kana and Han, which put no space between words: pairs of characters stand in for words."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    terms: frozenset[str]
    sentences: int


class Evidence:
    """The sentences of the passages that the model read, with how rare each word is among them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._spans = {passage.id: list(_spans(passage.text)) for passage in passages}
        single = [span for spans in self._spans.values() for span in spans if span.sentences == 1]
        self._seen = Counter(term for span in single for term in span.terms)
        self._sentences = max(1, len(single))

    def cite(self, claim: str, passage: Passage) -> tuple[Citation, ...]:
        """The spans of the passage that best bear the claim; none where they have not one word in common."""
        outlet = terms(passage.article.outlet or "")  # "the Herald wrote" is about the article, not in it
        wanted, facts = terms(claim) - outlet, facts_of(claim) - outlet
        chosen: list[_Span] = []
        for _ in range(MOST_SPANS):
            span = self._best(self._spans[passage.id], wanted)
            if span is None or (chosen and facts.isdisjoint(span.terms & wanted)):
                break
            chosen.append(span)
            wanted -= span.terms
        return tuple(_citation(passage, span) for span in _joined(chosen))

    def _best(self, spans: Iterable[_Span], wanted: frozenset[str]) -> _Span | None:
        best, most = None, 0.0
        for span in spans:
            held = self._weight(span.terms & wanted)
            if held > most * (SECOND_SENTENCE if span.sentences > 1 else 1.0):
                best, most = span, held
        return best

    def _weight(self, shared: Iterable[str]) -> float:
        return sum(
            (FACT_WEIGHT if term.startswith("=") else 1.0) * math.log(1 + self._sentences / (1 + self._seen[term]))
            for term in shared
        )


def terms(text: str) -> frozenset[str]:
    """What a text is compared by: stems of its words, and its facts."""
    plain = frozenset(piece for word in words(text) if word not in STOP_WORDS for piece in _pieces(word))
    return plain | facts_of(text, every=True)


def facts_of(text: str, *, every: bool = False) -> frozenset[str]:
    """Numbers and dates by value and names, each marked by `=`; `every` number word of every language."""
    read = all_figures if every else figures
    numbers = {f"={value.normalize():f}" for figure in read(without_days(text)) for value in figure.values}
    dates = {f"={day.day or ''}/{day.month}" for day in days(text)}
    return frozenset(numbers | dates | {f"={piece}" for name in names(text, frozenset()) for piece in words(name)})


def _pieces(word: str) -> Iterator[str]:
    if _UNSPACED.search(word):
        yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
    else:
        yield word[:STEM]


def _spans(text: str) -> Iterator[_Span]:
    """Single sentences first, so that a pair has to be better than what is there already.

    What an earlier version said bears nothing.
    """
    every = [_single(text, one) for one in sentences(text)]
    yield from (one for one in every if one)
    for one, following in pairwise(every):
        if one and following:
            yield _Span(one.start, following.end, one.terms | following.terms, 2)


def _single(text: str, one: Sentence) -> _Span | None:
    if one.kind is Kind.MISTAKE:
        return None
    return _Span(one.start, one.end, terms(text[one.start : one.end]), 1)


def _joined(chosen: list[_Span]) -> list[_Span]:
    """Without a span that another one contains, in the order of the text."""
    kept = [one for one in chosen if not any(_contains(other, one) for other in chosen if other is not one)]
    return sorted(kept, key=lambda span: span.start)


def _contains(outer: _Span, inner: _Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _citation(passage: Passage, span: _Span) -> Citation:
    return Citation(
        article=passage.article,
        passage_id=passage.id,
        passage_start=passage.start,
        passage_end=passage.end,
        start=passage.start + span.start,
        end=passage.start + span.end,
        quote=passage.text[span.start : span.end],
    )
