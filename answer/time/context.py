"""Decides whether a phrase about time states when a question is meant; in doubt it does not, since a window hides."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from answer.time import setting
from answer.time.tense import looks_back, runs
from answer.time.types import Days, Mention, Way

MOST_WORDS = 30  # a longer question tells a story, and its dates belong to that
LONG_AGO = timedelta(days=2 * 366)  # what lasts since longer is no news, and its best article is the newest
FRAGMENT = 3  # words beside a date: hardly a sentence
_WORD = re.compile(r"[^\W_]+")
_NEXT = re.compile(r"\s*(?P<word>[^\W_]+)")
_DIVIDES = re.compile(r"\s*(?:[,;:.?!)…]|$|[–—-]\s)")
_RELATIVE = re.compile(r"(?:\w+) (?:that|who|which|whose)\b(?!.*[,;])", re.IGNORECASE)
_ASKING = frozenset("know say tell said asked in on at of by to for from with and or about".split())


def states_when(text: str, mention: Mention, today: date) -> bool:
    """Whether the question means the articles of this time."""
    return all(holds(text, mention, today) for holds in RULES)


def _possible(text: str, mention: Mention, today: date) -> bool:
    days = mention.days
    return days is not None and _began(days, today) and not _too_long(days, mention.way, today)


def _began(days: Days, today: date) -> bool:
    return days.first is None or days.first <= today


def _long_over(days: Days | None, today: date) -> bool:
    return days is not None and days.after is not None and today - days.after > LONG_AGO


def _too_long(days: Days, way: Way, today: date) -> bool:
    if days.first is None or way in (Way.BEFORE, Way.UNTIL):
        return False
    if days.after is None or way is Way.DEICTIC:
        return today - days.first > LONG_AGO
    return days.after - days.first > LONG_AGO


def _plain(text: str, mention: Mention, today: date) -> bool:
    return len(_WORD.findall(text)) <= MOST_WORDS and not setting.COMPARES.search(text)


def _stands_alone(text: str, mention: Mention, today: date) -> bool:
    """Nothing before or after it makes a compound, a comparison or a name of it."""
    before, after = text[: mention.span.start], text[mention.span.end :]
    last = (_WORD.findall(before.lower()) or [""])[-1]
    if last in setting.BEFORE and not setting.REPORT_BEFORE.search(before):
        return False
    if setting.REPORTS.search(text) and (owner := setting.POSSESSIVE.match(after)):
        return bool(setting.REPORTS.fullmatch(owner["noun"]))
    if _DIVIDES.match(after):
        return True
    following = _NEXT.match(after)
    if following is None:
        return False
    word = following["word"].lower()
    opens = not before.strip() and after[:1] == " " and word not in setting.COMPOUND
    ends = setting.VERB_AT_THE_END.fullmatch(after.strip()) or setting.REPORTS.fullmatch(word)
    return opens or word in setting.AFTER or bool(ends)


def _no_name(text: str, mention: Mention, today: date) -> bool:
    """Business Today, Last Summer: a capital within a sentence."""
    within = text if mention.span.start else text[0].lower() + text[1:]
    return text.isupper() or not setting.NAMES.search(within[slice(*mention.span)])


def _in_its_place(text: str, mention: Mention, today: date) -> bool:
    before, after = text[: mention.span.start], text[mention.span.end :]
    match mention.way:
        case Way.BARE:
            fragment = len(_WORD.findall(f"{before} {after}")) <= FRAGMENT
            return not before.strip() or (
                not after.strip(" ?!.") and (fragment or bool(setting.REPORTS.search(before)))
                and not re.search(r"\b(?:the|of|a|an|pages?|article)\s*$", before, re.IGNORECASE)
            )  # fmt: skip
        case Way.FROM:
            return bool(setting.REPORT_BEFORE.search(before))
        case Way.UNTIL:
            return bool(setting.REPORTS.search(text)) or not before.strip()
    return True


def _in_its_tense(text: str, mention: Mention, today: date) -> bool:
    """A time that may be now or to come is meant as a window only by what looks back."""
    if mention.way is not Way.CURRENT or looks_back(text, mention.span):
        return True
    if setting.GOING_ON.search(text):
        return mention.days is not None and runs(mention.days, today)
    return bool(setting.REPORTS.search(text))


def _no_history(text: str, mention: Mention, today: date) -> bool:
    if mention.way is Way.SINCE and setting.RECORD.search(text[: mention.span.start]):
        return False
    if mention.year_said and not setting.OF_THEN.search(text) and _long_over(mention.days, today):
        return False
    if mention.quarterly and setting.FIGURES.search(text):
        return False
    return not (mention.year_said and setting.HISTORY.search(text))


def _of_the_question(text: str, mention: Mention, today: date) -> bool:
    """Not of a noun in it: "the man arrested on Tuesday", "the bridge that opened in March"."""
    every = _WORD.findall(text[: mention.span.start].lower())
    if setting.REPORTS.search(text) and len(every) <= len("what was reported".split()):
        return True
    clause = list(_RELATIVE.finditer(text[: mention.span.start]))
    if any(_WORD.findall(one[0].lower())[0] not in _ASKING for one in clause):
        return False
    if not every or not setting.PARTICIPLE.fullmatch(every[-1]):
        return True
    auxiliaries = [word for word in every if word in setting.BE_HAVE]
    allowed = sum(word not in ("did", "does", "do") for word in auxiliaries) if auxiliaries else 1
    return sum(bool(setting.PARTICIPLE.fullmatch(word)) for word in every) <= allowed


RULES: tuple[Callable[[str, Mention, date], bool], ...] = (
    _possible, _plain, _stands_alone, _no_name, _in_its_place, _in_its_tense, _no_history, _of_the_question,
)  # fmt: skip
