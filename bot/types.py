"""What the bot consumes: an answerer, an archive that editors change, and a memory that outlives a restart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from answer.types import Answer, Kept, Question
from index.types import Article, Body, Coverage, Found, Progress, Query, ServerSettings
from index.upkeep import Report, Status
from index.versions import History

__all__ = ["Answerer", "Archive", "Body", "Journal", "Kept", "Progress", "ServerSettings"]


class Answerer(Protocol):
    """Answers questions; never blocks the event loop."""

    async def answer(self, question: Question) -> Answer:
        """Raise `AnswerFailure` or `IndexFailure`, whose `message` is for people."""
        ...


class Archive(Protocol):
    """The index as the bot uses it. All calls block: run them off the event loop."""

    def search(self, query: Query) -> Found: ...

    def outlets(self, libraries: Sequence[str], prefix: str, limit: int) -> list[str]:
        """Outlets of these libraries whose name holds `prefix`, most articles first."""
        ...

    def article_choices(self, library: str, part: str, limit: int, *, outlet: str | None = None) -> list[Article]:
        """Articles of one library whose title or id holds `part`, of an outlet where it is given, newest first."""
        ...

    def coverage(self, libraries: Sequence[str]) -> Coverage: ...

    def body(self, library: str, article: str, version: int) -> Body | None:
        """The body of this version of a live article (not merely the current one), while it is kept."""
        ...

    def history(self, library: str, article: str) -> History | None:
        """The versions of an article, withdrawn or not."""
        ...

    def add_uploads(self, library: str, files: Sequence[tuple[str, bytes]], progress: Progress | None = None) -> Report:
        """Index files given by name and content; what could not be is in the report, with its reason."""
        ...

    def add_urls(self, library: str, urls: Sequence[str], progress: Progress | None = None) -> Report:
        """Index feeds, sitemaps and pages of the web; nothing of this machine or its network can be reached so."""
        ...

    def sync(
        self, library: str | None, *, source: str | None = None, dry_run: bool = False, confirmed: bool = False,
        in_turn: bool = False, progress: Progress | None = None,
    ) -> Report:  # fmt: skip
        """Bring a library (None: all) level with its sources, or with the one whose location is `source`.

        A large change is held until it is `confirmed`; `in_turn`: what takes long is left to the next turn.
        """
        ...

    def remove(self, library: str, name: str) -> list[Article]:
        """Remove an article by id, or all of a source by its location; return what went."""
        ...

    def status(self, libraries: Sequence[str] | None = None) -> Status: ...

    def server_settings(self, guild: str) -> ServerSettings: ...

    def set_server_settings(self, guild: str, settings: ServerSettings) -> None: ...


class Journal(Protocol):
    """Keeps answers so that their buttons work after a restart. Calls block: run them off the event loop."""

    def new_id(self) -> str:
        """An id that no answer has: 12 URL-safe characters."""
        ...

    def keep(self, kept: Kept) -> None:
        """Keep an answer under its id."""
        ...

    def recall(self, answer_id: str) -> Kept | None: ...

    def forget(self, before: datetime) -> int:
        """Forget some of the answers that were asked for before this moment; return how many, 0 when none is left."""
        ...


class Remembers(Protocol):
    """Whoever knows kept answers by their ids."""

    def recall(self, answer_id: str) -> Kept | None: ...
