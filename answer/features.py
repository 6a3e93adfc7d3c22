"""What can be seen of a sentence that may answer a question, as numbers; each has a name and stays near [0, 1]."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from answer.asked import Asked, Wanted
from answer.scene import Read, Scene
from index.terms import STOP_WORDS
from index.types import Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAIR_GAP = 3  # words from one word of a pair to the other, at most
NO_COSINE = 0.4  # of a passage without a vector: about the mean of those found
LONG = 60  # words; a sentence of this length is as long as can be

_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday century centuries".split()
)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion dozen half third quarter twice once".split()
)


class Features(NamedTuple):
    """One sentence against one question."""

    alike: float
    """How much of the question's rarity it says, in its words or in others like them: `crack`, `fracture`."""
    before: float
    """How much more the sentence before it adds: what its `he` and `it` stand for."""
    after: float
    """How much more the sentence after it adds."""
    title: float
    """How much more the article's title adds."""
    pairs: float
    """How many neighbours in the question are neighbours here."""
    run: float
    """The longest run of words, function words too, that it shares with the question."""
    focus: float
    """How much of what `which` or `how many` asks for it names."""
    wanted: float
    """A time, number or name of the kind asked for, that the question does not have."""
    unwanted: float
    """None of that kind, though one is asked for."""
    position: float
    """Where in its passage it stands, from 0 to 1."""
    asks: float
    """It is itself a question."""
    length: float
    cosine: float
    """Of the passage."""
    search: float
    """The passage's score against that of the best."""


def features(asked: Asked, scene: Scene, best: Best) -> list[Features]:
    """The features of each of the scene's sentences, in their order."""
    import numpy as np

    here = scene.likeness
    nothing = np.zeros_like(here[:1])
    columns = (
        best.share(here),
        best.added(np.concatenate([nothing, here[:-1]]), here),
        best.added(np.concatenate([here[1:], nothing]), here),
        best.added(scene.title, here),
        best.focus(here),
    )
    return [_of_sentence(asked, scene, at, best, *shares) for at, shares in enumerate(zip(*columns, strict=True))]


def _of_sentence(
    asked: Asked, scene: Scene, at: int, best: Best, alike: float, before: float, after: float, title: float,
    focus: float,
) -> Features:  # fmt: skip
    line = scene.lines[at]
    right, wrong = _of_the_kind(asked, line.read)
    text = scene.hit.passage.text[line.start : line.end]
    return Features(
        alike=alike,
        before=before,
        after=after,
        title=title,
        pairs=_pairs(asked, line.read.stems),
        run=longest_run(asked.words, line.read.words) / max(1, len(asked.words)),
        focus=focus,
        wanted=right,
        unwanted=wrong,
        position=at / max(1, len(scene.lines) - 1),
        asks=float(text.rstrip("\"'”’»)").endswith(("?", "？", "؟"))),
        length=math.log1p(min(len(line.read.words), LONG)) / math.log1p(LONG),
        cosine=_finite(scene.hit.cosine, NO_COSINE),
        search=_finite(scene.hit.score, 0.0) / best.score if best.score > 0 else 0.0,
    )


class Best:
    """What a question's sentences are measured by: the best hit's score, and how much each of its stems matters."""

    def __init__(self, asked: Asked, hits: Sequence[Hit]) -> None:
        import numpy as np

        self.score = max((_finite(hit.score, 0.0) for hit in hits), default=0.0)
        self._shares = np.fromiter(asked.rarity.values(), dtype=np.float32) / asked.total
        self._focus = [at for at, stem in enumerate(asked.rarity) if stem in asked.focus]

    def share(self, likeness: NDArray[np.float32]) -> list[float]:
        """How much of the question's rarity is in each sentence: 0 to 1."""
        return cast("list[float]", (likeness @ self._shares).tolist())

    def added(self, other: NDArray[np.float32], here: NDArray[np.float32]) -> list[float]:
        """How much of it the other texts add to each sentence."""
        return self.share((other - here).clip(0))

    def focus(self, likeness: NDArray[np.float32]) -> list[float]:
        """How alike each sentence is to what `which` or `how many` asks for."""
        if not self._focus:
            return [0.0] * len(likeness)
        return cast("list[float]", likeness[:, self._focus].mean(axis=1).tolist())


def _finite(value: float | None, otherwise: float) -> float:
    return value if value is not None and math.isfinite(value) else otherwise


def _pairs(asked: Asked, stems: tuple[str, ...]) -> float:
    if not asked.pairs:
        return 0.0
    places: dict[str, list[int]] = {}
    for at, word in enumerate(stems):
        if word in asked.rarity:
            places.setdefault(word, []).append(at)
    near = sum(
        any(0 < b - a <= PAIR_GAP for a in places.get(first, ()) for b in places.get(second, ()))
        for first, second in asked.pairs
    )
    return near / len(asked.pairs)


def longest_run(question: tuple[str, ...], sentence: tuple[str, ...]) -> int:
    """How many words in a row of the sentence stand so in the question."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(question):
        places.setdefault(word, []).append(at)
    best, ending = 0, dict[int, int]()
    for word in sentence:
        here = places.get(word)
        if here is None:
            ending = {}
            continue
        ending = {at: ending.get(at - 1, 0) + 1 for at in here}
        best = max(best, *ending.values())
    return best


def _of_the_kind(asked: Asked, read: Read) -> tuple[float, float]:
    """How much there is of the kind asked for, new to the question; and whether there is nothing of it."""
    match asked.wanted:
        case Wanted.TIME:
            there = any(_new(asked, word) and (_is_year(word) or word in _MONTHS_AND_DAYS) for word in read.words)
            some = there or any(_new(asked, word) and word[0].isdigit() for word in read.words)
            return (1.0 if there else 0.5 if some else 0.0), float(not some)
        case Wanted.NUMBER:
            digits = any(_new(asked, word) and word[0].isdigit() and not _is_year(word) for word in read.words)
            some = digits or any(_new(asked, word) and word in _NUMBER_WORDS for word in read.words)
            return (1.0 if digits else 0.7 if some else 0.0), float(not some)
        case Wanted.PERSON | Wanted.PLACE:
            names = sum(at > 0 and _new(asked, read.words[at]) for at in read.capitals)
            return min(names, 3) / 3, float(names == 0)
    return 0.0, 0.0


def _new(asked: Asked, word: str) -> bool:
    return word not in asked.words and word not in STOP_WORDS


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[0] in "12"
