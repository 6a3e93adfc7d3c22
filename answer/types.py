"""The words of answering as types: question, claim, citation, and the answers that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from answer.rank import Ranked
from index.types import Article, Coverage, Found, Hit, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a member asks, of which libraries, at which moment; dates carry a zone.

    A window that is given counts; else the one that the words state, which `phrase` then are, unless `any_date`.
    """

    text: str
    libraries: tuple[str, ...]
    asked_at: datetime
    window: Window = field(default_factory=Window)
    outlet: str | None = None
    phrase: str | None = None
    any_date: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a passage: `quote == body[start:end]` of the article's version, always.

    `passage` is the passage's own span, so that the quote can be shown in its place.
    """

    article: Article
    passage_id: int
    passage_start: int
    passage_end: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer with what it stands on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that was not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a writer wrote, unverified, and who in truth wrote it; `notices` are sentences for the reader."""

    claims: tuple[Claim, ...]
    writer: str
    prompt: str | None = None
    notices: tuple[str, ...] = ()


class Writer(Protocol):
    """Writes claims from what was found; whoever calls it verifies them."""

    @property
    def name(self) -> str:
        """What made the words, for the provenance."""
        ...

    @property
    def prompt(self) -> str | None:
        """The digest of the prompt, where there is one."""
        ...

    def write(self, question: Question, found: Found, ranked: Ranked | None = None) -> Written:
        """Claims in the order in which they should be read; none where nothing can be said.

        `ranked` are the sentences of `found`, the likeliest answer first, for a writer that quotes.
        """
        ...


class Silence(StrEnum):
    """Why there is no answer."""

    NOTHING_RELEVANT = "nothing relevant"
    EMPTY_LIBRARY = "empty library"
    EMPTY_WINDOW = "empty window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made an answer: the writer, digests of model, prompt and index, and seconds spent per step."""

    writer: str
    embedding: str
    prompt: str | None
    index: str
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Claims, each with at least one citation, in the order in which they should be read.

    `newest` is the newest article among the hits on the subject, cited or not.
    """

    question: Question
    claims: tuple[Claim, ...]
    searched: Coverage
    archive: Coverage
    newest: Article | None
    hits: tuple[Hit, ...]
    dropped: tuple[Dropped, ...] = ()
    notices: tuple[str, ...] = ()
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """The articles do not answer: why, and the articles that come closest (at most three)."""

    question: Question
    why: Silence
    closest: tuple[Article, ...]
    searched: Coverage
    archive: Coverage
    newest: Article | None
    hits: tuple[Hit, ...]
    dropped: tuple[Dropped, ...] = ()
    notices: tuple[str, ...] = ()
    provenance: Provenance


Answer = Answered | NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer as the journal keeps it. Ids are Discord's, as text; `guild` is None in direct messages."""

    id: str
    answer: Answer
    asked_at: datetime
    guild: str | None
    asker: str
    private: bool


State = dict[str, Any]
"""What a run of the chain knows so far: `question`, `seconds` per step, `found`, `ranked`, `documents`, `draft`,
`answer`."""
