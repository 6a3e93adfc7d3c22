"""The words of the index as types: articles, passages, hits, windows and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAIN_LIBRARY = "main"
"""The operator's library, filled from the terminal; every server may ask it unless it turned it off."""


class Span(NamedTuple):
    """A half-open run `[start, end)` of characters (code points) of a body."""

    start: int
    end: int


class DateOrigin(StrEnum):
    """Where a publication date was found; that of a file or of a PDF is a guess."""

    GIVEN = "given"  # a field made for it: front matter, JSONL, JSON-LD, HTML meta
    TIME_ELEMENT = "time element"
    TEXT = "text"
    FILE_NAME = "file name"
    PDF = "PDF"  # when the document was made, which may be later than it was published
    FILE_TIME = "file time"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a parser read it, before it has a place in a library.

    `key` tells the articles of one file apart ("" where the file is one article); `id` is an identity that
    the writer gave (JSONL `id`). Dates carry a zone. `origins` says by name where each field was found
    (`index.origins.Origin`).
    """

    body: str
    title: str
    key: str = ""
    id: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_from: DateOrigin = DateOrigin.NONE
    updated_at: datetime | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or one line of it, that could not become an article, and why, as one clause for people."""

    key: str
    reason: str


Parsed = Draft | Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text without its body: what a citation says about where it comes from."""

    id: str
    library: str
    version: int
    title: str
    outlet: str | None
    author: str | None
    url: str | None
    language: str | None
    published_at: datetime | None
    published_from: DateOrigin
    updated_at: datetime | None
    path: str | None

    @property
    def newest_date(self) -> datetime | None:
        """When the text was last known to be right: the update where there is one."""
        return self.updated_at or self.published_at


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one version; `text == body[start:end]`, cut from the ledger when read."""

    id: int
    article: Article
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with its score and why it was found. Ranks count from 1; None: that ranking did not find it.

    `copies` are the articles that this one stands for: copies of the same story, the original first.
    """

    passage: Passage
    score: float
    meaning_rank: int | None = None
    cosine: float | None = None
    words_rank: int | None = None
    bm25: float | None = None
    recency: float = 0.0
    copies: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The span of publication dates `[since, until)` that a question asks for; None is an open end."""

    since: datetime | None = None
    until: datetime | None = None

    def __contains__(self, moment: object) -> bool:
        if self.since is None and self.until is None:
            return True
        if not isinstance(moment, datetime):
            return False
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for. `libraries` are the only ones that may be seen; `limit` counts passages.

    `newest`: how the newest articles begin, whatever the text.
    """

    text: str
    libraries: tuple[str, ...]
    asked_at: datetime
    window: Window = field(default_factory=Window)
    outlet: str | None = None
    limit: int = 20
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a search could look at: how many articles, and the dates of the oldest and newest of them."""

    articles: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits, best first, with what was searched (`window`) and all there is (`archive`)."""

    query: Query
    hits: tuple[Hit, ...]
    searched: Coverage
    archive: Coverage
    term_rarity: Mapping[str, float] = field(default_factory=dict)


Progress = Callable[[int, int], None]
"""Called with how much is done, of how much, in articles or passages; may come from a worker thread."""


class Encoder(Protocol):
    """Turns text into unit vectors, float32; `name` tells models apart in the ledger."""

    @property
    def name(self) -> str: ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, shape [len(texts), width]."""
        ...

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape [width]."""
        ...


@runtime_checkable
class Expects(Protocol):
    """What an encoder may know besides: how many passages at once suit it."""

    def expect(self, passages: int) -> int:
        """Make ready for so many; how many it is best given at once."""
        ...


@runtime_checkable
class WordVectors(Protocol):
    """What an encoder may know besides: vectors of single words, without running its network."""

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape [len(words), width]; zeros for a word that the model cannot read."""
        ...


@dataclass(frozen=True, slots=True)
class Body:
    """An article with the body that a citation's offsets refer to; `current` is false once it changed or went."""

    article: Article
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server chose. `editor_role` is a role id as text."""

    editor_role: str | None = None
    asks_main: bool = True
