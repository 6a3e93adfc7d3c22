"""Reads the hits for one question: their sentences, and what each has of the question, by form and by sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.asked import KIN, Asked, kin, stem
from index.sentences import Kind, sentences
from index.terms import STOP_WORDS, WORD, fold
from index.types import Hit, WordVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence's words: folded, stemmed, and which of them are capitalised."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    known: frozenset[str]
    capitals: frozenset[int]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a hit: offsets into the passage's text, its kind, its words, its number in the passage."""

    start: int
    end: int
    kind: Kind
    read: Read
    at: int


@dataclass(frozen=True, slots=True)
class Match:
    """What a text has of a question: stems that stand there with their worth, and the likeness of each of its stems.

    Likeness is the highest of worth and cosines, 0 to 1, in the order of `Asked.rarity`.
    """

    worth: dict[str, float]
    likeness: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scene:
    """A hit as a question sees it: its sentences, and what each of them and the title have of the question."""

    hit: Hit
    lines: Sequence[Line]
    matches: Sequence[Match]
    title: Match


def read(text: str) -> Read:
    """Take a text apart into words."""
    raw = WORD.findall(text)
    folded = tuple(word.lower() if word.isascii() else fold(word) for word in raw)
    stems = tuple(map(stem, folded))
    return Read(folded, stems, frozenset(stems), frozenset(at for at, word in enumerate(raw) if word[0].isupper()))


def lines(hit: Hit) -> list[Line]:
    """The sentences of a hit's passage."""
    text = hit.passage.text
    return [Line(s.start, s.end, s.kind, read(text[s.start : s.end]), at) for at, s in enumerate(sentences(text))]


def matched(asked: Asked, known: frozenset[str]) -> dict[str, float]:
    """The question's stems that stand there, with what each is worth: 1, or `KIN` for a word's kin."""
    found: dict[str, float] = {}
    for wanted in asked.rarity:
        if wanted in known:
            found[wanted] = 1.0
        elif kin(known, wanted):
            found[wanted] = KIN
    return found


def scenes(asked: Asked, hits: Sequence[Hit], vectors: WordVectors | None) -> list[Scene]:
    """The hits read, in their order; without `vectors` words are alike by their form alone."""
    parts = [(hit, lines(hit), read(hit.passage.article.title)) for hit in hits]
    reads = [one for _, passage, title in parts for one in (*(line.read for line in passage), title)]
    matches = iter(_matches(asked, reads, vectors))
    return [Scene(hit, passage, [next(matches) for _ in passage], next(matches)) for hit, passage, _ in parts]


def _matches(asked: Asked, reads: Sequence[Read], vectors: WordVectors | None) -> Iterator[Match]:
    import numpy as np

    senses = _senses(asked, reads, vectors)
    for one, sense in zip(reads, senses, strict=True):
        worth = matched(asked, one.known)
        form = np.array([worth.get(stem, 0.0) for stem in asked.rarity], dtype=np.float32)
        yield Match(worth, form if sense is None else np.maximum(form, sense))


def _senses(asked: Asked, reads: Sequence[Read], vectors: WordVectors | None) -> Iterator[NDArray[np.float32] | None]:
    """For each text the highest cosine of each of the question's words with any of its content words."""
    places: dict[str, int] = {}
    content = [[places.setdefault(w, len(places)) for w in set(one.words) if w not in STOP_WORDS] for one in reads]
    if vectors is None or not places or not asked.content:
        yield from (None for _ in reads)
        return
    known = vectors.word_vectors([*asked.content, *places])
    count = len(asked.content)
    cosines = known[count:] @ known[:count].T
    for words in content:
        yield cosines[words].max(axis=0) if words else None
