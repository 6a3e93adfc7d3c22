"""Whether two bodies are copies of one story: most of the words are the same, and no figure or name is another one.

A changed figure is what a reader should see, so texts that differ in one are two stories; that also keeps apart what
comes from one template: weather reports, match reports, weekly columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.sketch import SHINGLE, Token, said, shingles, tokens, words_of
from index.types import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.6  # of all shingles of both
CONTAINED = 0.8  # of the shorter one's: a story that was cut, or that got a paragraph more
LEAST_SHARED = 0.3  # of all shingles, however much is contained: a brief is no copy of a feature that quotes it
THE_SAME = 0.9  # of all shingles: a copy, however far apart the dates
NEAR_DAYS = 30.0
SECONDS_A_DAY = 86_400
REWRITTEN = 30  # words that stand for as many others: another text in the same frame
OWN_WORDS = 8, 60  # at the beginning or the end: so many on both sides may be each outlet's own paragraph
OWN = 0.5  # of its words in common: less, and it is one; more, and it is the same sentence edited
ANCHOR = 3  # words beside a difference by which its two sides are matched

NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half "
    "monday tuesday wednesday thursday friday saturday sunday "
    "zwei drei vier funf sechs sieben acht neun zehn elf zwolf deux trois quatre cinq six sept huit neuf dix "
    "dos tres cuatro cinco seis siete ocho nueve diez".split()
)
"""Words that count or name a day: another one in their place is another fact."""


@dataclass(frozen=True)
class Text:
    """A body as it is compared; `day` counts from 1970. Keeps what it worked out, as one is compared with many."""

    body: str
    said: list[Span]
    runs: NDArray[np.uint64]
    day: float | None

    @classmethod
    def read(cls, body: str, published: float | None) -> Text:
        """A body with its date in seconds since 1970."""
        spans = said(body)
        day = None if published is None else published / SECONDS_A_DAY
        return cls(body, spans, shingles(words_of(body, spans)), day)

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words, as they are written."""
        return list(tokens(self.body, self.said))

    @cached_property
    def kinds(self) -> NDArray[np.uint64]:
        """Its shingles, each once, in order of their size."""
        import numpy as np

        return np.unique(self.runs)


def is_copy(one: Text, other: Text) -> bool:
    """The same either way round."""
    import numpy as np

    if not (len(one.runs) and len(other.runs)):
        return False
    shared = np.intersect1d(one.kinds, other.kinds, assume_unique=True)
    alike = len(shared) / (len(one.kinds) + len(other.kinds) - len(shared))
    contained = len(shared) / min(len(one.kinds), len(other.kinds))
    if alike < ALIKE and (contained < CONTAINED or alike < LEAST_SHARED):
        return False
    if alike < THE_SAME and one.day is not None and other.day is not None and abs(one.day - other.day) > NEAR_DAYS:
        return False
    return not any(_conflict(difference) for difference in _differences(one, other, shared))


@dataclass(frozen=True, slots=True)
class _Unshared:
    """A run of words that no shared shingle covers, with the words on either side; at an edge there are none."""

    before: tuple[str, ...]
    run: list[Token]
    after: tuple[str, ...]


def _differences(one: Text, other: Text, shared: NDArray[np.uint64]) -> Iterator[tuple[_Unshared, _Unshared]]:
    """Runs of words that stand in the same place of both texts and are not the same."""
    if len(shared) in (len(one.kinds), len(other.kinds)):
        return  # one holds all of the other
    theirs = list(_unshared(other, shared))
    by_before = {unshared.before: unshared for unshared in theirs}
    by_after = {unshared.after: unshared for unshared in theirs}
    for unshared in _unshared(one, shared):
        for match in (by_before.get(unshared.before), by_after.get(unshared.after)):
            if match is not None:
                yield unshared, match


def _unshared(text: Text, shared: NDArray[np.uint64]) -> Iterator[_Unshared]:
    import numpy as np

    every = text.tokens
    covered = np.zeros(len(every) + 1, dtype=bool)
    starts = np.flatnonzero(np.isin(text.runs, shared))
    for at in range(SHINGLE):
        covered[starts + at] = True
    covered[-1] = True
    edges = np.flatnonzero(np.diff(np.concatenate(([True], covered)).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        before = tuple(token.word for token in every[max(0, start - ANCHOR) : start])
        after = tuple(token.word for token in every[end : end + ANCHOR])
        yield _Unshared(before, every[start:end], after)


def _conflict(difference: tuple[_Unshared, _Unshared]) -> bool:
    """Whether two runs, each in the place of the other, say different things and not the same in other words."""
    one, other = (unshared.run for unshared in difference)
    if all(not unshared.before or not unshared.after for unshared in difference) and _are_own(one, other):
        return False
    if min(len(one), len(other)) >= REWRITTEN:
        return True
    mine, theirs = _figures(one), _figures(other)
    if not (mine <= theirs or theirs <= mine) or (bool(mine) != bool(theirs) and len(one) == len(other) == 1):
        return True
    names, others = _names(one), _names(other)
    return bool(names and others) and names.isdisjoint(others)


def _are_own(one: list[Token], other: list[Token]) -> bool:
    """Whether two runs at the edge of the texts are paragraphs that each outlet added."""
    mine, theirs = {token.word for token in one}, {token.word for token in other}
    least, most = OWN_WORDS
    shorter = min(len(one), len(other))
    return least <= shorter <= most and len(mine & theirs) < OWN * min(len(mine), len(theirs))


def _figures(run: list[Token]) -> frozenset[str]:
    return frozenset(t.word for t in run if t.word in NUMBERS or any(map(str.isdecimal, t.word)))


def _names(run: list[Token]) -> frozenset[str]:
    return frozenset(t.word for t in run if t.capital and not t.opening and t.word not in NUMBERS)
