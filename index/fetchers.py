"""Who fetches for whom: private networks that the operator allowed are for the operator's own library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import MAIN_LIBRARY

if TYPE_CHECKING:
    from index.fetch.fetcher import Fetcher


@dataclass(frozen=True, slots=True)
class Fetchers:
    """`main` may reach what the settings allow; `others`, for the editors of servers, the public web alone."""

    main: Fetcher
    others: Fetcher

    def of(self, library: str) -> Fetcher:
        """The one that fetches for a library."""
        return self.main if library == MAIN_LIBRARY else self.others

    def close(self) -> None:
        """End what is under way; nothing is fetched any more."""
        self.main.close()
        self.others.close()
