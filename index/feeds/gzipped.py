"""Sitemaps come compressed; they are unpacked no further than allowed."""

from __future__ import annotations

import zlib

from index.parse.errors import Refused

GZIP = b"\x1f\x8b"

_WITH_HEADER = 31  # zlib's number for gzip


def unpacked(content: bytes, limit: int) -> bytes:
    """`content` without its compression, if it has one. Raises `Refused` over `limit` bytes or for damaged data."""
    if not content.startswith(GZIP):
        return content
    try:
        whole, ended = _some(content, limit + 1)
    except zlib.error as error:
        raise Refused("is compressed and damaged") from error
    if len(whole) > limit:
        raise Refused(f"is larger than {limit // 1_000_000} MB when unpacked")
    if not ended:
        raise Refused("is compressed and damaged")
    return whole


def head_of(content: bytes, limit: int) -> bytes:
    """The first bytes of compressed content; none where it is damaged."""
    try:
        return _some(content, limit)[0]
    except zlib.error:
        return b""


def _some(content: bytes, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes of all members one after the other, and whether that is all."""
    parts, size = [], 0
    while content.startswith(GZIP):
        member = zlib.decompressobj(_WITH_HEADER)
        parts.append(member.decompress(content, limit - size))
        size += len(parts[-1])
        if not member.eof or size >= limit:
            return b"".join(parts), member.eof
        content = member.unused_data
    return b"".join(parts), True
