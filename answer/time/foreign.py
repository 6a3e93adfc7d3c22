"""German, French and Spanish times: tables that say each in English, which the one grammar then reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from answer.time.frames import mentions as english_mentions
from answer.time.languages import CALENDAR, LANGUAGES, SEASONS, Language
from answer.time.types import Mention, Way
from answer.time.vocabulary import FULL_MONTHS, WEEKDAYS, YEAR, one_of
from index.types import Span

_WORD, _YEAR = re.compile(r"[^\W\d_]+"), re.compile(r"\b(?:im jahr|en) \d{4}\b", re.IGNORECASE)


class Rule(NamedTuple):
    """A phrase of a language, and what it is in English; its groups are translated by the language's words."""

    pattern: re.Pattern[str]
    english: str
    words: Mapping[str, Mapping[str, str]]


def mentions(text: str, today: date) -> Iterator[Mention]:
    """The times in a text that are written in one of these languages, the longest of those that overlap."""
    if CALENDAR.isdisjoint(_WORD.findall(text.lower())) and not _YEAR.search(text):
        return
    found = [(match.span(), rule, match) for rule in rules() for match in rule.pattern.finditer(text)]
    taken: list[tuple[int, int]] = []
    for (start, end), rule, match in sorted(found, key=lambda one: one[0][0] - one[0][1]):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        for mention in english_mentions(_english(rule, match), today):
            yield mention._replace(span=Span(start, end), way=Way.DATED if mention.way is Way.BARE else mention.way)


def _english(rule: Rule, match: re.Match[str]) -> str:
    said = {name: (value or "").lower() for name, value in match.groupdict().items()}
    told = {name: rule.words.get(name, {}).get(value, value) for name, value in said.items()}
    return " ".join(rule.english.format(**told).split())


@cache
def rules() -> tuple[Rule, ...]:
    """Made when the first question is read."""
    return tuple(rule for language in LANGUAGES for rule in _rules(language))


def _rules(language: Language) -> Iterator[Rule]:
    words = {
        "M": dict(zip(language.months.split(), FULL_MONTHS, strict=True)),
        "W": dict(zip(language.weekdays.split(), WEEKDAYS, strict=True)),
        "N": {form: str(count) for count, forms in enumerate(language.numbers.split(), 1) for form in forms.split("|")},
        "U": {form: unit for unit, *forms in map(str.split, language.units.split("|")) for form in forms},
        "season": SEASONS,
    }
    shapes = {name: rf"(?P<{name}>{one_of(words[name])})" for name in "MWU"}
    shapes |= {"N": rf"(?P<N>\d{{1,3}}|{one_of(words['N'])})", "Y": rf"(?P<Y>{YEAR})"}
    shapes |= {"D": r"(?P<D>[0-3]?\d)", "E": r"(?P<E>[0-3]?\d)"}
    for line in language.phrases.strip().splitlines():
        english, _, phrase = line.strip().partition(": ")
        pattern = re.sub(r"\{([A-Z])\}", lambda match: shapes[match[1]], phrase)
        yield Rule(re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), english, words)
