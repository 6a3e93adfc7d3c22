"""Numbers in a text by their value: 12 is twelve, 1.5 million is 1,500,000, and 1.500 may be either.

`figures` reads what a claim must account for; `all_figures` also reads number words of other languages, which only
ever help a claim: a word that is a number in one language is a plain word in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

UNITS = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
TEENS = dict(
    zip(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(10, 20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        range(1, 20),
        strict=True,
    )
) | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
SMALL = UNITS | TEENS | TENS | ORDINALS

SUFFIXES = {
    "hundred": 10**2, "thousand": 10**3, "tausend": 10**3, "mille": 10**3, "mil": 10**3, "lakh": 10**5,
    "million": 10**6, "millions": 10**6, "millionen": 10**6, "mio": 10**6, "millones": 10**6, "mn": 10**6,
    "crore": 10**7, "billion": 10**9, "billions": 10**9, "bn": 10**9, "milliarde": 10**9, "milliarden": 10**9,
    "mrd": 10**9, "milliard": 10**9, "milliards": 10**9, "trillion": 10**12, "tn": 10**12, "dozen": 12,
}  # fmt: skip
UNSURE_SUFFIXES = {"m": 10**6, "k": 10**3}  # metres and kelvin too, so both readings hold

PERCENT = "%"
_UNIT_WORDS = {
    "%": PERCENT, "percent": PERCENT, "per cent": PERCENT, "prozent": PERCENT, "pour cent": PERCENT,
    "por ciento": PERCENT,
    "£": "£", "pounds": "£", "gbp": "£", "€": "€", "euro": "€", "euros": "€", "eur": "€",
    "$": "$", "dollars": "$", "usd": "$", "us$": "$",
}  # fmt: skip


def _one_of(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_AFTER = (
    rf"(?:[\s-]?(?P<scale>{_one_of(SUFFIXES | UNSURE_SUFFIXES)})\b\.?)?"
    r"(?:\s?(?P<unit>%|€|per\s?cent\b|prozent\b|pour cent\b|por ciento\b|pounds\b|euros?\b|dollars\b))?"
)
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<money>US\$|[£$€]|(?:GBP|EUR|USD)\s?)?(?P<digits>\d+(?:[.,’'\u00a0\u202f]\d+)*)"
    rf"(?P<ordinal>(?:st|nd|rd|th)\b)?{_AFTER}",
    re.IGNORECASE,
)
_TENS_UNIT = rf"(?:{_one_of(TENS)})(?:[-\s](?:{_one_of(UNITS | ORDINALS)}))?"
_SMALL = rf"(?:{_TENS_UNIT}|{_one_of(TEENS | UNITS | ORDINALS)})"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?)[\s-]hundred(?:(?:\s+and)?[\s-]+{_SMALL})?|{_SMALL})"
_SCALED = rf"(?:{_HUNDREDS}|half\s+an?|an?)[\s-](?:{_one_of(SCALES)})"
_WORDS = re.compile(
    rf"\b(?P<words>{_SCALED}(?:,?\s+(?:and\s+)?{_HUNDREDS}(?:[\s-](?:{_one_of(SCALES)}))?)*|(?:{_SMALL}|a)[\s-]dozen"
    rf"|{_HUNDREDS})\b{_AFTER}",
    re.IGNORECASE,
)

_FOREIGN_UNITS = (
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf|deux trois quatre cinq six sept huit neuf dix onze douze"
    "|dos tres cuatro cinco seis siete ocho nueve diez once doce"
)
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_FOREIGN: dict[str, int] = {
    word: value for row in _FOREIGN_UNITS.split("|") for value, word in enumerate(row.split(), 2)
}
_FOREIGN |= {word: value * 10 for value, word in enumerate(_GERMAN_TENS, 2)}
_FOREIGN |= {
    f"{unit}und{ten}": value * 10 + digit
    for value, ten in enumerate(_GERMAN_TENS, 2)
    for digit, unit in enumerate("ein zwei drei vier fünf sechs sieben acht neun".split(), 1)
}
_FOREIGN |= {"hundert": 100, "tausend": 1000, "mille": 1000, "cien": 100, "mil": 1000, "vingt": 20, "veinte": 20}
_FOREIGN_WORD = re.compile(rf"\b(?:{_one_of(_FOREIGN)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written, with every value that it may have; `unit` is %, £, € or $ where one stands beside it."""

    text: str
    values: frozenset[Decimal]
    unit: str | None = None
    ordinal: bool = False

    def fits(self, other: Figure) -> bool:
        """Whether both may be the same number of the same thing; a table's amounts often lack their sign."""
        open_ = None in (self.unit, other.unit) and PERCENT not in (self.unit, other.unit)
        return (open_ or self.unit == other.unit) and not self.values.isdisjoint(other.values)


def figures(text: str) -> Iterator[Figure]:
    """The numbers that a claim must account for: a lone "one" and "first" are hardly ever meant as numbers."""
    yield from _in_digits(text)
    for match in _WORDS.finditer(text):
        if match["words"].casefold() not in ("one", "first"):
            yield _from_words(match)


def all_figures(text: str) -> Iterator[Figure]:
    """Every number that a text may be said to contain."""
    yield from _in_digits(text)
    yield from map(_from_words, _WORDS.finditer(text))
    for match in _FOREIGN_WORD.finditer(text):
        yield Figure(match[0], frozenset({Decimal(_FOREIGN[match[0].casefold()])}))


def _in_digits(text: str) -> Iterator[Figure]:
    """Without what is a number by no reading, such as `6.9.47`."""
    return (figure for match in _DIGITS.finditer(text) if (figure := _from_digits(match)).values)


def _from_digits(match: re.Match[str]) -> Figure:
    values = frozenset(_readings(match["digits"]))
    scaled = _scaled(values, match["scale"], sure=match["money"] is not None)
    return Figure(match[0].strip(" ."), scaled, _unit(match), match["ordinal"] is not None)


def _from_words(match: re.Match[str]) -> Figure:
    words = match["words"].casefold()
    ordinal = re.split(r"[\s-]", words)[-1] in ORDINALS
    return Figure(match[0].strip(" ."), _scaled(frozenset({_value(words)}), match["scale"]), _unit(match), ordinal)


def _readings(digits: str) -> Iterator[Decimal]:
    """`1,640` is 1640 and, to a German, 1.64; `5.100.000` is one number only."""
    plain = re.sub(r"[’'\u00a0\u202f]", "", digits)
    for group, point in ((",", "."), (".", ",")):
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{2,3}})+(?:{re.escape(point)}\d+)?", plain)
        decimal = re.fullmatch(rf"\d+(?:{re.escape(point)}\d+)?", plain)
        if grouped or decimal:
            yield Decimal(plain.replace(group, "").replace(point, "."))


def _scaled(values: frozenset[Decimal], suffix: str | None, *, sure: bool = False) -> frozenset[Decimal]:
    name = (suffix or "").casefold()
    if name in UNSURE_SUFFIXES:
        many = frozenset(value * UNSURE_SUFFIXES[name] for value in values)
        return many if sure else values | many
    return frozenset(value * SUFFIXES.get(name, 1) for value in values)


def _unit(match: re.Match[str]) -> str | None:
    named = match["unit"] or match.groupdict().get("money") or ""
    return _UNIT_WORDS.get(re.sub(r"\s+", " ", named.strip().casefold()))


def _value(words: str) -> Decimal:
    """`two million and forty-one` by the school's rule: what is small adds up, a scale multiplies what came before."""
    total, current = Decimal(0), Decimal(0)
    for word in re.findall(r"[a-z]+", words):
        if word in SMALL:
            current += SMALL[word]
        elif word == "half":
            current = Decimal("0.5")
        elif word in ("hundred", "dozen"):
            current = (current or Decimal(1)) * (100 if word == "hundred" else 12)
        elif word in SCALES:
            total, current = total + (current or Decimal(1)) * SCALES[word], Decimal(0)
    return total + current
