"""Ranks the sentences of the best hits by how likely they answer; no network runs here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.asked import Asked, take_apart
from answer.features import Best, Features, features
from answer.scene import Line, Scene, scenes
from index.sentences import Kind
from index.types import Found, Hit, WordVectors

PASSAGES = 8  # the best hits that are read: .97 of SQuAD's answers stand there, and reading one takes 0.5 ms

_ABOUT_MISTAKES = frozenset(
    "correct corrected correcting correction corrections erratum misstated amended berichtigung korrektur rectificatif "
    "correccion".split()
)
"""Who asks so may be told what an earlier version said; nobody else."""

ABOUT = (Kind.HEADING, Kind.LABEL)
"""What says what a text is about, or whose it is: never quoted as an answer."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts, and from their sum to the odds that a sentence answers."""

    features: Features
    scale: float
    bias: float

    def score(self, seen: Features) -> float:
        """The sum, on which the ranking is fitted."""
        return sum(weight * value for weight, value in zip(self.features, seen, strict=True))

    def likelihood(self, seen: Features) -> float:
        """The probability that a sentence with these features answers."""
        return logistic(self.scale * self.score(seen) + self.bias)


# Fitted by `python -m evals.fit_answerable`: of a question's sentences, the one that holds the answer wins (softmax).
BY_SENSE = Weights(
    Features(
        alike=11.94, before=6.63, after=1.60, title=3.65, pairs=1.27, run=3.60, focus=1.08, wanted=1.28,
        unwanted=-1.26, position=-0.49, asks=-1.19, length=-1.78, cosine=8.51, search=4.49,
    ),
    scale=0.424, bias=-9.79,
)  # fmt: skip
"""With the vectors of words. SQuAD's first sentence holds the answer .797 of the time, topics left out."""
BY_FORM = Weights(
    Features(
        alike=8.60, before=4.86, after=0.83, title=2.52, pairs=1.50, run=3.78, focus=0.70, wanted=1.10,
        unwanted=-1.43, position=-0.45, asks=-1.41, length=-0.89, cosine=8.59, search=5.11,
    ),
    scale=0.434, bias=-9.17,
)  # fmt: skip
"""Without them: .785."""


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
class Scored:
    """A candidate with where it stands, `lines[first:last + 1]` of its scene, and why it has its score."""

    candidate: Candidate
    scene: Scene
    first: int
    last: int
    features: Features

    @property
    def lines(self) -> Sequence[Line]:
        """The sentences that it is made of."""
        return self.scene.lines[self.first : self.last + 1]

    def run(self, first: int, last: int) -> Scored:
        """The same with neighbours."""
        return _scored(self.scene, first, last, self.features, self.candidate.score)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question's sentences, the likeliest answer first; `by_sense`: with the likeness of words."""

    asked: Asked
    scenes: Sequence[Scene]
    sentences: Sequence[Scored]
    by_sense: bool

    @property
    def candidates(self) -> list[Candidate]:
        """The sentences as they stand in the articles."""
        return [scored.candidate for scored in self.sentences]


class Ranker:
    """Ranks by sense where the model knows single words, else by form."""

    def __init__(self, *, word_vectors: WordVectors | None = None) -> None:
        self._vectors = word_vectors
        self.weights = BY_FORM if word_vectors is None else BY_SENSE

    def rank(self, question: str, found: Found) -> Ranked:
        """Every sentence of the best passages."""
        asked = take_apart(question, found.term_rarity)
        read = scenes(asked, found.hits[:PASSAGES], self._vectors) if asked.words else []
        best = Best(asked, found.hits)
        everything = [scored for scene in read for scored in self._of_scene(asked, scene, best)]
        return Ranked(
            asked, read, sorted(everything, key=lambda scored: -scored.candidate.score), self._vectors is not None
        )

    def _of_scene(self, asked: Asked, scene: Scene, best: Best) -> Iterator[Scored]:
        unquoted = ABOUT if _ABOUT_MISTAKES.intersection(asked.words) else (*ABOUT, Kind.MISTAKE)
        for at, seen in enumerate(features(asked, scene, best)):
            if scene.lines[at].kind not in unquoted and not _is_title(scene, at):
                yield _scored(scene, at, at, seen, self.weights.likelihood(seen))


def _is_title(scene: Scene, at: int) -> bool:
    """Whether a line only repeats the title, which stands beside every quote."""
    passage, line = scene.hit.passage, scene.lines[at]
    return len(scene.lines) > 1 and passage.text[line.start : line.end].strip() == passage.article.title


def _scored(scene: Scene, first: int, last: int, seen: Features, score: float) -> Scored:
    start, end = scene.lines[first].start, scene.lines[last].end
    offset, text = scene.hit.passage.start, scene.hit.passage.text
    return Scored(Candidate(scene.hit, offset + start, offset + end, text[start:end], score), scene, first, last, seen)


def logistic(odds: float) -> float:
    """From log odds to a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def log_odds(probability: float) -> float:
    """From a probability to log odds, at most 14 either way."""
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))
