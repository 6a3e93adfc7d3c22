"""What a fetch gives, and the parts that a fetcher can be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What lay at an address; `content` is decompressed and no larger than the limit.

    `url` is where it lay in the end. `media_type` is as the server said, in lower case and without parameters, "" if
    it said nothing; `charset` is None where it named none or one that nobody knows. `moved`: every redirect on the
    way said "for good" (301, 308), and there was one.
    """

    url: str
    content: bytes
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None
    moved: bool


@dataclass(frozen=True, slots=True)
class NotModified:
    """It is as it was when the given ETag or date was seen; `url` is where it lies."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may take."""

    content: int = 10_000_000  # bytes, decompressed; the longest pages and PDFs of newspapers are below
    seconds: float = 20.0  # of all exchanges together, waiting for a turn aside
    redirects: int = 5  # as RFC 9309 has it for robots.txt


class Clock(Protocol):
    """Time, and waiting."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        ...

    def now(self) -> datetime:
        """The moment, with its zone."""
        ...

    def sleep(self, seconds: float, until: Event) -> None:
        """Wait, but not past `until`."""
        ...


class Resolver(Protocol):
    """Turns a host's name into addresses."""

    def resolve(self, host: str, port: int, *, timeout: float) -> list[str]:
        """Numeric addresses, best first, within `timeout` seconds. Raises `OSError`, of which `TimeoutError` is one."""
        ...
