"""Picks the sentences that answer a question by what can be seen of them; no model runs here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.asked import Asked, Wanted, take_apart
from answer.features import Features, Line, features, lines, read, strongest_words
from index.sentences import Kind
from index.types import Found, Hit

PASSAGES = 8  # the best hits that are read: .97 of SQuAD's answers stand there, and reading one takes 0.3 ms

# Fitted by `python -m evals.fit_answerable`: of a question's sentences, the one that holds the answer wins (softmax).
WEIGHTS = Features(
    coverage=9.17, before=4.59, title=3.26, missing=1.03, pairs=1.39, run=3.75, focus=0.53, wanted=1.18, unwanted=-1.41,
    position=-0.49, asks=-1.06, length=-1.01, cosine=11.26, lexical=3.18,
)  # fmt: skip
SCALE, BIAS = 0.432, -9.37  # from that score to the odds that a sentence answers, fitted in the same run

MOST = 5  # sentences
FEW = 2
"""Sentences for a question that asks for one thing."""
NEAR = 0.5
"""A further sentence is quoted if it is at least this likely beside the best."""
NEAR_WHERE_BROAD = 0.25
SAME = 0.8
"""Two sentences that share this much of their words say the same."""
ADDS = 0.1
"""`The` and its like need the sentence before them only where it adds this share of the question."""

_LEANING = frozenset("he she it they him her them his hers its their theirs this these those that there".split())
_LINKING = frozenset("the such but and so then however instead also both another other yet thus therefore".split())
_BROAD = frozenset(
    "compare compared comparison contrast difference differences differ versus vs both happened happening summarize "
    "summarise summary overview list everything".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit, or a run of neighbours, that may answer: `text == body[start:end]`.

    `score` is the probability that it answers.
    """

    hit: Hit
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    passage: Sequence[Line]
    first: int
    last: int
    features: Features


def candidates(question: str, found: Found) -> list[Candidate]:
    """Every sentence of the best passages, the likeliest answer first."""
    return [scored.candidate for scored in _scored(take_apart(question, found.term_rarity), found)]


def choose(question: str, found: Found) -> list[Candidate]:
    """At most five sentences, as many as the question needs, best first; neighbours are one run."""
    asked = take_apart(question, found.term_rarity)
    broad = _is_broad(asked)
    limit, near = (MOST, NEAR_WHERE_BROAD) if broad else (FEW, NEAR)
    chosen: list[_Scored] = []
    left = MOST
    for scored in _in_turn(_scored(asked, found), broad):
        if chosen and scored.candidate.score < near * chosen[0].candidate.score:
            continue
        if len(chosen) == limit or not left:
            break
        if any(_says_the_same(scored, other) for other in chosen):
            continue
        run = _with_antecedent(scored) if left > 1 else scored
        left -= run.last - run.first + 1
        chosen.append(run)
    return [run.candidate for run in _joined(chosen)]


def _scored(asked: Asked, found: Found) -> list[_Scored]:
    if not asked.words:
        return []
    strongest = strongest_words(found.hits)
    everything = [scored for hit in found.hits[:PASSAGES] for scored in _of_hit(asked, hit, strongest)]
    return sorted(everything, key=lambda scored: -scored.candidate.score)


def _of_hit(asked: Asked, hit: Hit, strongest: float) -> Iterator[_Scored]:
    title = read(hit.passage.article.title)
    passage = lines(hit)
    for at, line in enumerate(passage):
        if line.kind is not Kind.HEADING:
            seen = features(asked, hit, strongest, passage, at, title)
            yield _run(hit, passage, at, at, seen, likelihood(seen))


def _run(hit: Hit, passage: Sequence[Line], first: int, last: int, seen: Features, score: float) -> _Scored:
    start, end = passage[first].start, passage[last].end
    offset = hit.passage.start
    candidate = Candidate(hit, offset + start, offset + end, hit.passage.text[start:end], score)
    return _Scored(candidate, passage, first, last, seen)


def likelihood(seen: Features) -> float:
    """The probability that a sentence with these features answers."""
    return logistic(SCALE * sum(weight * value for weight, value in zip(WEIGHTS, seen, strict=True)) + BIAS)


def logistic(odds: float) -> float:
    """From log odds to a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _is_broad(asked: Asked) -> bool:
    """Whether one sentence cannot answer: the question compares, or asks for no kind of thing in particular."""
    return asked.wanted in (Wanted.ANY, Wanted.REASON) or not _BROAD.isdisjoint(asked.words)


def _in_turn(ranked: Sequence[_Scored], broad: bool) -> Iterator[_Scored]:
    """As ranked; for a broad question each article's best sentence before any article's second."""
    if not broad:
        yield from ranked
        return
    seen: dict[str, int] = {}
    rounds: list[tuple[int, int, _Scored]] = []
    for rank, scored in enumerate(ranked):
        article = scored.candidate.hit.passage.article.id
        seen[article] = seen.get(article, -1) + 1
        rounds.append((seen[article], rank, scored))
    for _, _, scored in sorted(rounds, key=lambda turn: turn[:2]):
        yield scored


def _says_the_same(one: _Scored, other: _Scored) -> bool:
    mine, theirs = (
        one.passage[one.last].read.known,
        frozenset[str]().union(*(line.read.known for line in _lines(other))),
    )
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def _lines(scored: _Scored) -> Sequence[Line]:
    return scored.passage[scored.first : scored.last + 1]


def _with_antecedent(scored: _Scored) -> _Scored:
    """With the sentence before it, where it leans on that one."""
    if scored.first == 0:
        return scored
    before, line = scored.passage[scored.first - 1], scored.passage[scored.first]
    if not _leans(scored, line) or before.kind is not Kind.PROSE or line.kind is not Kind.PROSE:
        return scored
    score = scored.candidate.score
    return _run(scored.candidate.hit, scored.passage, scored.first - 1, scored.last, scored.features, score)


def _leans(scored: _Scored, line: Line) -> bool:
    """Whether it opens with a word that stands for something said before, or ends speech that began there."""
    opening = line.read.words[0] if line.read.words else ""
    speech = scored.candidate.text.count("”") > scored.candidate.text.count("“")
    return opening in _LEANING or speech or (opening in _LINKING and scored.features.before >= ADDS)


def _joined(chosen: Sequence[_Scored]) -> list[_Scored]:
    """Runs of one passage that touch, as one run in the place of the first."""
    joined: list[_Scored] = []
    for run in chosen:
        for at, other in enumerate(joined):
            if run.candidate.hit is other.candidate.hit and run.first <= other.last + 1 and other.first <= run.last + 1:
                first, last = min(run.first, other.first), max(run.last, other.last)
                joined[at] = _run(
                    other.candidate.hit, other.passage, first, last, other.features, other.candidate.score
                )
                break
        else:
            joined.append(run)
    return joined
