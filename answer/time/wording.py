"""A question's text without the names of works, and how far a phrase in it goes."""

from __future__ import annotations

import re

from answer.time import setting
from index.types import Span


def without_names(text: str) -> str:
    """The text with what stands in quotation marks blanked, at its length: titles are names."""
    return re.sub(r"[“\"«„][^“”\"«»„]{1,200}[”\"»“]|(?<!\w)['‘][^'’]{2,80}['’](?!\w)", _blank, text)


def with_possessive(text: str, phrase: Span) -> Span:
    """A phrase with the possessive's ending."""
    ending = setting.POSSESSIVE.match(text, phrase.end)
    return Span(phrase.start, phrase.end if ending is None else ending.start("noun"))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
