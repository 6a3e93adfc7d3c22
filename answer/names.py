"""Names in a text: capitalised words that are not so merely because they open a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from answer.days import MONTHS, WEEKDAYS
from answer.figures import SCALES, SMALL
from index.terms import STOP_WORDS, fold

_TOKEN = re.compile(r"[^\W\d_][\w&]*(?:[’'.-]\w+)*")
_OPENS = re.compile(r"(?:^|[.!?:;…“”\"„«»(\[—–-]\s*|[.!?]\s+)[*_‘’']*$")
_POSSESSIVE = re.compile(r"[’'](?:s)?$", re.IGNORECASE)
_HONORIFICS = frozenset(
    "mr mrs ms mx dr prof professor sir dame lord lady cllr councillor president minister mayor king queen prime "
    "chancellor judge justice captain general colonel sergeant st saint herr frau monsieur madame señor señora".split()
)
_NO_NAMES = _HONORIFICS | frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(SMALL) | frozenset(SCALES) | STOP_WORDS
_DEMONYM = re.compile(r"(?:ians?|ans?|ns?|ese|ish|is?|ers?)$")
_ROOT = 4  # letters that must be left of `Ukrainian` when it is matched with `Ukraine`
_TAIL = 3  # letters that a country's name may have beyond that root
_GERMAN = frozenset(
    "der die das und ist nicht wurde wurden von mit ein eine einen den dem im zum zur auf für am".split()
)


def names(text: str, known: frozenset[str]) -> Iterator[str]:
    """The names that a claim must account for; `known` are those of the passages, by which an opening word is judged.

    In German every noun has a capital, so there only known names count.
    """
    only_known = is_german(text)
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if not word[0].isupper() or key(word) in _NO_NAMES or len(key(word)) < 2:
            continue
        if key(word) in known or not (only_known or _opens(text, match.start())):
            yield word


def known_names(texts: Iterable[str]) -> frozenset[str]:
    """Keys of the words that have a capital inside sentences and are never written small."""
    capital, small = set(), set()
    for text in texts:
        if is_german(text):
            continue
        for match in _TOKEN.finditer(text):
            word = _POSSESSIVE.sub("", match[0])
            if not word[0].isupper():
                small.add(key(word))
            elif not _opens(text, match.start()):
                capital.add(key(word))
    return frozenset(capital - small - _NO_NAMES)


class Spoken:
    """The words of the quotes and titles that a claim cites, to look names up in."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._initials: set[str] = set()
        self._keys: set[str] = set()
        for text in texts:
            self._take(text)

    def _take(self, text: str) -> None:
        words = [_POSSESSIVE.sub("", match[0]) for match in _TOKEN.finditer(text)]
        for word in words:
            self._keys.add(key(word))
            self._keys.update(key(part) for part in re.split(r"[-’']", word) if part)
        capitals = "".join(word[0] if word[0].isupper() else " " for word in words)
        self._initials.update(fold(run) for run in capitals.split() if len(run) > 1)

    def __contains__(self, name: str) -> bool:
        if self._has(key(name)):
            return True
        parts = [part for part in name.split("-") if part]
        return len(parts) > 1 and all(self._has(key(part)) for part in parts)

    def _has(self, wanted: str) -> bool:
        if wanted in self._keys or f"{wanted}s" in self._keys or wanted.removesuffix("s") in self._keys:
            return True
        if any(wanted in run for run in self._initials) and len(wanted) <= 5:
            return True
        return any(_same_country(wanted, other) for other in self._keys)


def key(word: str) -> str:
    """A word as names are compared: folded, without stops and apostrophes."""
    return fold(word).replace(".", "").replace("’", "").replace("'", "")


def is_german(text: str) -> bool:
    """Whether at least two of German's small words stand in the text."""
    return len(_GERMAN.intersection(text.casefold().split())) >= 2


def _opens(text: str, at: int) -> bool:
    return _OPENS.search(text[max(0, at - 8) : at]) is not None


def _same_country(one: str, other: str) -> bool:
    """`ukrainian` and `ukraine`, `british` and `britain`."""
    return _demonym_of(one, other) or _demonym_of(other, one)


def _demonym_of(people: str, country: str) -> bool:
    root = _DEMONYM.sub("", people)
    return root != people and len(root) >= _ROOT and country.startswith(root) and len(country) - len(root) <= _TAIL
