"""What can be seen of a sentence that may answer a question, as numbers; each has a name and stays near [0, 1]."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from answer.asked import KIN, Asked, Wanted, kin, stem
from index.sentences import Kind, sentences
from index.terms import STOP_WORDS, WORD, fold
from index.types import Hit

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

    coverage: float
    """How much of the question's rarity its words carry."""
    before: float
    """How much more the sentence before it adds: what its `he` and `it` stand for."""
    title: float
    """How much more the article's title adds."""
    missing: float
    """The rarest word of the question that is not there, against the rarest of all."""
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
    lexical: float
    """BM25 of the passage against that of the best."""


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


def features(asked: Asked, hit: Hit, strongest: float, passage: Sequence[Line], at: int, title: Read) -> Features:
    """The features of the sentence `passage[at]`; `strongest` is the BM25 of the best hit."""
    line = passage[at]
    here = matched(asked, line.read.known)
    before = matched(asked, passage[at - 1].read.known) if at else {}
    above = matched(asked, title.known)
    right, wrong = _of_the_kind(asked, line.read)
    text = hit.passage.text[line.start : line.end]
    return Features(
        coverage=asked.share(here),
        before=_added(asked, before, here),
        title=_added(asked, above, here),
        missing=_missing(asked, here),
        pairs=_pairs(asked, line.read.stems),
        run=longest_run(asked.words, line.read.words) / max(1, len(asked.words)),
        focus=sum(word in line.read.known for word in asked.focus) / max(1, len(asked.focus)),
        wanted=right,
        unwanted=wrong,
        position=at / max(1, len(passage) - 1),
        asks=float(text.rstrip("\"'”’»)").endswith(("?", "？", "؟"))),
        length=math.log1p(min(len(line.read.words), LONG)) / math.log1p(LONG),
        cosine=_finite(hit.cosine, NO_COSINE),
        lexical=_finite(hit.bm25, 0.0) / strongest if strongest > 0 else 0.0,
    )


def strongest_words(hits: Sequence[Hit]) -> float:
    """The best BM25 among the hits; 0 where no words were found."""
    return max((_finite(hit.bm25, 0.0) for hit in hits), default=0.0)


def _finite(value: float | None, otherwise: float) -> float:
    return value if value is not None and math.isfinite(value) else otherwise


def _added(asked: Asked, other: dict[str, float], here: dict[str, float]) -> float:
    return asked.share({word: 1.0 for word in other if word not in here})


def _missing(asked: Asked, here: dict[str, float]) -> float:
    rarest = max(asked.rarity.values(), default=1.0)
    return max((rarity for word, rarity in asked.rarity.items() if word not in here), default=0.0) / rarest


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
    places: dict[str, list[int]] = {}
    for at, word in enumerate(sentence):
        places.setdefault(word, []).append(at)
    best, ending = 0, dict[int, int]()
    for word in question:
        ending = {at: ending.get(at - 1, 0) + 1 for at in places.get(word, ())}
        best = max(best, *ending.values(), 0)
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
