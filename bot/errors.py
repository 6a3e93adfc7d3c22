"""What can go wrong at the edge, and the sentences that people read; an unknown error shows an id, never its text.

BotFailure
├── BadInput     a date, a file or a name that makes no sense (exit code 2)
│   └── BadToken DISCORD_TOKEN is missing or Discord does not take it
├── Refused      this member, or this server, may not do that or see that
└── Unreachable  Discord cannot be reached (retryable)
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from answer.errors import AnswerFailure
from index.errors import IndexFailure

log = logging.getLogger(__name__)

INCIDENT_BYTES = 3
"""Six hexadecimal digits: short enough to read out, and a day's incidents hardly ever share one."""


class BotFailure(Exception):
    """Base of all; `message` is one sentence that says what was wrong and what to do."""

    retryable = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(BotFailure):
    """Someone wrote something that cannot be used."""


class BadToken(BadInput):
    """There is no token, or Discord does not take it."""


class Refused(BotFailure):
    """Not for this member, not in this place, or no longer there."""


class Unreachable(BotFailure):
    """Discord does not answer."""

    retryable = True


Sentences = Mapping[type[BaseException], Callable[[Any], str]]
"""For each kind of error, what to tell people; an error takes the sentence of its nearest ancestor."""

SENTENCES: Sentences = {
    BotFailure: lambda error: str(error.message),
    AnswerFailure: lambda error: str(error.message),
    IndexFailure: lambda error: str(error.message),
    TimeoutError: lambda _: "That took too long and was given up. Try again in a moment.",
}


def sentence_of(error: BaseException, sentences: Sentences = SENTENCES) -> str | None:
    """The sentence for this error, found by walking its MRO; None where nobody wrote one."""
    for kind in type(error).__mro__:
        if kind in sentences:
            return sentences[kind](error)
    return None


def explain(error: BaseException, sentences: Sentences = SENTENCES) -> str:
    """A sentence for people; an error that nobody foresaw is logged under the id that it shows."""
    known = sentence_of(error, sentences)
    if known is not None:
        return known
    incident = secrets.token_hex(INCIDENT_BYTES)
    log.error("incident %s", incident, exc_info=error)
    return f"Something went wrong on our side (id {incident}). Try again; if it stays, tell the operator the id."
