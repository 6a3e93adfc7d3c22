"""A question as the choosing sees it: which words it is about, what kind of answer it wants, how rare its words are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from index.terms import STOP_WORDS, WORD, fold, words

PREFIX = 0.7  # two words this share of which is the same from the start are taken for kin: invade, invasion
KIN = 0.7  # what a word's kin is worth beside the word itself
MIN_STEM = 4  # letters of the shortest word that is stemmed
SHORT_SUFFIX, MIN_ROOT = 3, 3  # up to so long an ending may leave so few letters; a longer one `MIN_STEM`
MIN_KIN = 5  # letters of a word that may have kin
MIN_RARITY = 0.1  # a word that is everywhere still says a little

_SUFFIXES = (
    "ization isation ational fulness ousness iveness ements ations ement ation ingly edly ities ments ness ment ings "
    "ions ated ates ating ies ied ing ers ion ity ous ive est ed er es ly al s e y"
).split()

_NUMBER_AFTER_HOW = frozenset(
    "many much long old far tall large big often fast high deep wide heavy soon small".split()
)
_AMOUNTS = frozenset(("many", "much"))
_FRAMES = frozenset("happen happens happened happening news latest".split())
"""What a question says about itself: "what happened to the bridge" is about the bridge."""
_BESIDE = STOP_WORDS | _AMOUNTS | _FRAMES
_TIME_NOUNS = frozenset("year years date day month week century decade season time hour hours".split())
_NUMBER_NOUNS = frozenset(
    "percentage percent proportion share number amount sum total age rate speed price cost fee fine salary population "
    "height length width depth weight distance size temperature score".split()
)


class Wanted(StrEnum):
    """What kind of thing answers a question, told by English question words; in other languages, anything."""

    PERSON = "who"
    PLACE = "where"
    TIME = "when"
    NUMBER = "how many"
    REASON = "why"
    THING = "what"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart. `rarity` is by stem; `focus` is what `which` or `how many` asks for: which *river*.

    `content` has one word for each stem, in the order of `rarity`.
    """

    words: tuple[str, ...]
    content: tuple[str, ...]
    rarity: Mapping[str, float]
    total: float
    pairs: tuple[tuple[str, str], ...]
    focus: tuple[str, ...]
    wanted: Wanted
    names: tuple[str, ...]


def take_apart(question: str, term_rarity: Mapping[str, float]) -> Asked:
    """Analyse a question; a word whose rarity is not known counts as the rarest."""
    every = words(question)
    content = [word for word in every if word not in _BESIDE] or every
    rarest = max(term_rarity.values(), default=1.0)
    rarity: dict[str, float] = {}
    forms: dict[str, str] = {}
    for word in content:
        key = stem(word)
        forms.setdefault(key, word)
        rarity[key] = max(rarity.get(key, MIN_RARITY), term_rarity.get(word, rarest))
    stems = [stem(word) for word in content]
    return Asked(
        words=tuple(every),
        content=tuple(forms.values()),
        rarity=rarity,
        total=sum(rarity.values()) or 1.0,
        pairs=tuple(pairwise(stems)),
        focus=tuple(_focus(every)),
        wanted=wanted(every),
        names=tuple(_names(question)),
    )


def wanted(every: list[str]) -> Wanted:
    """What the first question word asks for."""
    for at, (word, following) in enumerate(zip(every, [*every[1:], ""], strict=False)):
        match word:
            case "who" | "whom" | "whose":
                return Wanted.PERSON
            case "when":
                return Wanted.TIME
            case "where":
                return Wanted.PLACE
            case "why":
                return Wanted.REASON
            case "how":
                return Wanted.NUMBER if following in _NUMBER_AFTER_HOW else Wanted.ANY
            case "what" | "which":
                return _wanted_noun(next((noun for noun in every[at + 1 :] if noun not in STOP_WORDS), ""))
    return Wanted.ANY


def _wanted_noun(noun: str) -> Wanted:
    if noun in _TIME_NOUNS:
        return Wanted.TIME
    return Wanted.NUMBER if noun in _NUMBER_NOUNS else Wanted.THING


def _focus(every: list[str]) -> list[str]:
    """Stems of the up to three words after the question word, before the next function word."""
    for at, word in enumerate(every):
        if word in ("what", "which", "many", "much", "whose"):
            found: list[str] = []
            for following in every[at + 1 : at + 4]:
                if following in STOP_WORDS:
                    break
                found.append(stem(following))
            return found
    return []


def _names(question: str) -> list[str]:
    """Stems of the words that are capitalised or numbers; the first word and function words do not count."""
    found: list[str] = []
    for at, raw in enumerate(WORD.findall(question)):
        word = fold(raw)
        if word in STOP_WORDS or not (raw[0].isdigit() or (at > 0 and raw[0].isupper())):
            continue
        found.append(stem(word))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest English endings. The index's Porter stemmer lives in SQLite, out of reach here."""
    if len(word) < MIN_STEM or not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (MIN_STEM if len(suffix) > SHORT_SUFFIX else MIN_ROOT):
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > MIN_ROOT and word[-1] == word[-2] else word


def kindred(stems: frozenset[str], wanted_stem: str) -> frozenset[str]:
    """Those of the stems that begin as this one does, itself among them."""
    if len(wanted_stem) < MIN_KIN:
        return frozenset()
    beginning = wanted_stem[: max(MIN_STEM, int(len(wanted_stem) * PREFIX))]
    return frozenset(stem for stem in stems if stem.startswith(beginning) and len(stem) >= MIN_KIN)
