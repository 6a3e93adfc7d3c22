"""Articles that give different figures for the same thing, found by what stands around them; in doubt not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from answer.asked import Asked, Wanted, stem
from answer.days import MONTHS, without_days
from answer.figures import figures
from answer.rank import Candidate
from index.terms import STOP_WORDS, words
from index.types import Article

BEFORE, AFTER = 80, 40  # characters around a figure that say what it is of
SHARED = 2  # stems that both surroundings must have
SAME_EVENT = timedelta(days=2)  # within so long two articles are about the same day
MIN_NOUN = 4  # letters of a noun that is counted
_PERIOD = re.compile(
    r"\b(?:weeks?|months?|days?|nights?|years?|quarters?|seasons?|hours?|today|yesterday|tonight|daily|weekly|monthly"
    rf"|yearly|annual\w*|match|game|(?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:{'|'.join(MONTHS)}))\b",
    re.IGNORECASE,
)
_AMOUNTS = frozenset("cost costs price pay paid bill rise fee fare budget tax".split())
"""What asks for a figure without "how much"."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_NEARLY = re.compile(
    r"\b(?:about|around|almost|nearly|some|roughly|up to|at least|at most|(?:more|less|fewer) than|over)\s*$"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its unit (a sign, or the stem of what is counted) and the stems around it."""

    text: str
    values: frozenset[Decimal]
    unit: str
    near: frozenset[str]
    of_a_time: bool
    nearly: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences of different articles and their figures, the earlier article first where both have dates."""

    one: Candidate
    other: Candidate
    said: tuple[str, str]
    dated: bool


def disagreement(asked: Asked, chosen: Sequence[Candidate], ranked: Sequence[Candidate]) -> Disagreement | None:
    """The first chosen sentence whose figure a ranked one of another article contradicts, if one was asked for."""
    if asked.wanted is not Wanted.NUMBER and _AMOUNTS.isdisjoint(asked.words):
        return None
    for one in chosen:
        for other in ranked:
            if said := _differ(one, other, frozenset(asked.rarity)):
                return _in_order(one, other, said)
    return None


def _differ(one: Candidate, other: Candidate, wanted: frozenset[str]) -> tuple[str, str] | None:
    a, b = one.hit.passage.article, other.hit.passage.article
    if (a.library, a.id) == (b.library, b.id):
        return None
    for mine in _single(one.text):
        for theirs in _single(other.text):
            asked_for = mine.unit in wanted if mine.unit.isalpha() else bool(mine.near & theirs.near & wanted)
            if asked_for and _same_thing(mine, theirs, same_event=_same_event(a, b)) and not _agree(mine, theirs):
                return mine.text, theirs.text
    return None


def _same_thing(mine: Measured, theirs: Measured, *, same_event: bool) -> bool:
    """The figures of different days may both be right, and so may two estimates."""
    if mine.unit != theirs.unit or mine.nearly or theirs.nearly:
        return False
    if (mine.of_a_time or theirs.of_a_time) and not same_event:
        return False
    return len(mine.near & theirs.near) >= SHARED


def _agree(mine: Measured, theirs: Measured) -> bool:
    """Whether one may be the other, or the other rounded."""
    return any(_rounds(one, other) for one in mine.values for other in theirs.values)


def _rounds(one: Decimal, other: Decimal) -> bool:
    digits = min(len(one.normalize().as_tuple().digits), len(other.normalize().as_tuple().digits))
    return f"{one:.{digits - 1}e}" == f"{other:.{digits - 1}e}"


def _single(text: str) -> Iterator[Measured]:
    """The figures that are the only ones of their unit in a sentence."""
    found = list(_measured(text))
    often = Counter(one.unit for one in found)
    return (one for one in found if often[one.unit] == 1)


def _measured(text: str) -> Iterator[Measured]:
    plain = without_days(text)
    for figure in figures(plain):
        start = plain.find(figure.text)
        end = start + len(figure.text)
        unit = figure.unit or _counted(plain[end:])
        if figure.ordinal or unit is None or (figure.unit is None and _YEAR.fullmatch(figure.text)):
            continue
        around = f"{text[max(0, start - BEFORE) : start]} {text[end : end + AFTER]}"
        near = frozenset(map(stem, (word for word in words(around) if word not in STOP_WORDS and not word.isdigit())))
        yield Measured(
            figure.text, figure.values, unit, near - {unit}, _PERIOD.search(around) is not None,
            _NEARLY.search(plain[:start]) is not None,
        )  # fmt: skip


def _counted(after: str) -> str | None:
    """What is counted: the word after a figure."""
    noun = re.match(r"\s([^\W\d_]+)", after)
    word = noun[1].lower() if noun else ""
    return stem(word) if len(word) >= MIN_NOUN and word not in STOP_WORDS else None


def _same_event(a: Article, b: Article) -> bool:
    if a.published_at is None or b.published_at is None:
        return False
    return abs(a.published_at - b.published_at) <= SAME_EVENT


def _in_order(one: Candidate, other: Candidate, said: tuple[str, str]) -> Disagreement:
    first, second = one.hit.passage.article.newest_date, other.hit.passage.article.newest_date
    if first is None or second is None or first.date() == second.date():
        return Disagreement(one, other, said, dated=False)
    if first > second:
        return Disagreement(other, one, (said[1], said[0]), dated=True)
    return Disagreement(one, other, said, dated=True)


def notice(found: Disagreement) -> str:
    """`The articles differ: £4.2 million (Herald, 14 March 2026), later £5.1 million (Dispatch, 27 March 2026).`"""
    first, second = (
        f"{said} ({_byline(candidate.hit.passage.article)})"
        for said, candidate in zip(found.said, (found.one, found.other), strict=True)
    )
    return f"The articles differ: {first}, {'later' if found.dated else 'and'} {second}."


def _byline(article: Article) -> str:
    moment = article.newest_date
    day = f"{moment.day} {moment:%B} {moment.year}" if moment else "undated"
    return f"{article.outlet or article.title}, {day}"
