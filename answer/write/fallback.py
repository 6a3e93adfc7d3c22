"""Asks the model first, and quotes where it fails or where nothing that it wrote stands in the articles."""

from __future__ import annotations

from dataclasses import replace

from answer.errors import ModelFailure
from answer.rank import Ranked
from answer.types import Question, Writer, Written
from answer.verify import verify
from index.types import Found

INSTEAD = "This answer is quoted from the articles instead."
UNSUPPORTED = "Nothing that the chat model wrote stands in the articles."


class FallbackWriter:
    """A writer that may fail before one that does not; the answer names whichever wrote it."""

    def __init__(self, *, first: Writer, then: Writer) -> None:
        self._first = first
        self._then = then

    @property
    def name(self) -> str:
        """The writer that is asked first."""
        return self._first.name

    @property
    def prompt(self) -> str | None:
        """The digest of the prompt of the writer that is asked first."""
        return self._first.prompt

    def write(self, question: Question, found: Found, ranked: Ranked | None = None) -> Written:
        """What the first writer wrote; else what the other one did, with a notice that says why."""
        try:
            written = self._first.write(question, found, ranked)
        except ModelFailure as failure:
            return self._quoted(question, found, ranked, failure.message)
        if written.claims and not verify(written.claims, found)[0]:
            return self._quoted(question, found, ranked, UNSUPPORTED)
        return written

    def _quoted(self, question: Question, found: Found, ranked: Ranked | None, why: str) -> Written:
        quoted = self._then.write(question, found, ranked)
        return replace(quoted, notices=(f"{why} {INSTEAD}", *quoted.notices))
