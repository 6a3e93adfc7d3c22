"""Whether a question looks back, or asks how things are now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from answer.time import setting
from answer.time.types import Days, Mention, Way
from index.types import Span

_WORD = re.compile(r"[^\W_]+")


def looks_back(text: str, phrase: Span) -> bool:
    """By the first auxiliary, or by a verb of the past; a fragment ("and in May?") is about what was."""
    if setting.CONTINUES.match(text):
        return True
    rest = f"{text[: phrase.start]} {text[phrase.end :]}".lower()
    every = _WORD.findall(re.sub(r"\bwon['’]t\b", "will", rest))
    for word in every:
        if word in setting.PAST:
            return True
        if word in setting.NOT_PAST:
            return False
    if len(every) <= 1 or any(setting.LOOKS_BACK.fullmatch(word) for word in every):
        return True
    return bool(setting.VERB_AT_THE_END.fullmatch(rest.split()[-1]))


def asks_now(text: str, mentions: Sequence[Mention], today: date) -> bool:
    """Whether it asks how things are: "now" and its kin, or the present tense with a time that has not ended."""
    if any(_small(text, match) for match in setting.NOW.finditer(text)):
        return True
    running = [one for one in mentions if one.way is Way.CURRENT and one.days and runs(one.days, today)]
    return any(not looks_back(text, one.span) for one in running)


def _small(text: str, match: re.Match[str]) -> bool:
    """No name: in small letters, or first in the text."""
    return not match[0][0].isupper() or not text[: match.start()].strip() or text.isupper()


def runs(days: Days, today: date) -> bool:
    """Whether a time has begun and not ended."""
    return days.first is not None and days.after is not None and days.first <= today < days.after
