"""How the loopback web server answers: whole pages, redirects, and every way of misbehaving that we must survive."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """A whole answer; with an ETag or a date, a conditional request for the same gets 304."""

    content: bytes
    media_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Trickle:
    """A body that comes byte by byte, `pause` seconds apart; `head` trickles the headers as well."""

    content: bytes = b"x" * 1000
    pause: float = 0.01
    head: bool = False


@dataclass(frozen=True, slots=True)
class Endless:
    """A body without an end, as fast as it is read; `chunked` frames it."""

    piece: bytes = b"x" * 65536
    chunked: bool = False


@dataclass(frozen=True, slots=True)
class Stalls:
    """Takes the request and says nothing, until the server closes."""


@dataclass(frozen=True, slots=True)
class Truncated:
    """Says `claimed` bytes, sends fewer, closes."""

    content: bytes = b"<p>Only the beginning"
    claimed: int = 5000


@dataclass(frozen=True, slots=True)
class Resets:
    """Ends the connection without a word."""


@dataclass(frozen=True, slots=True)
class Sends:
    """These bytes instead of HTTP."""

    raw: bytes = b"SSH-2.0-OpenSSH_9.6\r\n"


@dataclass(frozen=True, slots=True)
class Halting:
    """These bytes instead of HTTP, piece by piece, `pause` seconds after each."""

    pieces: tuple[bytes, ...]
    pause: float = 0.05


Act = Page | Trickle | Endless | Stalls | Truncated | Resets | Sends | Halting


@dataclass(slots=True)
class Request:
    """A request that came: its path with query, its headers in lower case, and when (monotonic seconds)."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    at: float = 0.0


def bomb(size: int, *, encoding: str = "gzip") -> Page:
    """A small body that decompresses to `size` zeros, as gzip or deflate."""
    packed = gzip.compress(bytes(size)) if encoding == "gzip" else zlib.compress(bytes(size), 9)
    return Page(packed, headers=(("Content-Encoding", encoding),))


def giant_headers(size: int) -> Sends:
    """An answer whose headers have `size` bytes."""
    return Sends(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * size + b"\r\nContent-Length: 2\r\n\r\nok")
