"""Reads the hits for one question: their sentences, and what each has of the question, by form and by sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.asked import KIN, Asked, kindred, stem
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
class Scene:
    """A hit as a question sees it: its sentences, and what they and the title have of each of the question's stems.

    Likeness is the highest of a word's worth and of cosines, 0 to 1, in the order of `Asked.rarity`: shape
    [sentences, stems] for the sentences, [stems] for the title.
    """

    hit: Hit
    lines: Sequence[Line]
    likeness: NDArray[np.float32]
    title: NDArray[np.float32]


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
        elif kindred(known, wanted):
            found[wanted] = KIN
    return found


def scenes(asked: Asked, hits: Sequence[Hit], vectors: WordVectors | None) -> list[Scene]:
    """The hits read, in their order; without `vectors` words are alike by their form alone."""
    parts = [(hit, lines(hit), read(hit.passage.article.title)) for hit in hits]
    reads = [one for _, passage, title in parts for one in (*(line.read for line in passage), title)]
    likeness, at, found = _likeness(asked, reads, vectors), 0, []
    for hit, passage, _ in parts:
        end = at + len(passage)
        found.append(Scene(hit, passage, likeness[at:end], likeness[end]))
        at = end + 1
    return found


def _likeness(asked: Asked, reads: Sequence[Read], vectors: WordVectors | None) -> NDArray[np.float32]:
    """What each text has of each of the question's stems, by form and by sense: shape [texts, stems]."""
    import numpy as np

    known = [one.known for one in reads]
    everywhere = frozenset[str]().union(*known)
    found = np.zeros((len(reads), len(asked.rarity)), dtype=np.float32)
    for at, wanted in enumerate(asked.rarity):
        family = kindred(everywhere, wanted)
        found[:, at] = [1.0 if wanted in one else 0.0 if family.isdisjoint(one) else KIN for one in known]
    if vectors is not None and asked.content:
        _add_senses(found, asked, reads, vectors)
    return found


def _add_senses(found: NDArray[np.float32], asked: Asked, reads: Sequence[Read], vectors: WordVectors) -> None:
    """Raise each likeness to the highest cosine of the question's word with any content word of the text."""
    import numpy as np

    places: dict[str, int] = {}
    content = [[places.setdefault(w, len(places)) for w in set(one.words) if w not in STOP_WORDS] for one in reads]
    if not places:
        return
    known = vectors.word_vectors([*asked.content, *places])
    count = len(asked.content)
    cosines = known[count:] @ known[:count].T
    some = [at for at, words in enumerate(content) if words]
    starts = np.cumsum([0, *(len(content[at]) for at in some[:-1])])
    highest = np.maximum.reduceat(cosines[[word for words in content for word in words]], starts)
    found[some] = np.maximum(found[some], highest)
