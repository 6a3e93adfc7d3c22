"""Decompression that stops at a limit: no more is ever unpacked at once than a piece."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from index.fetch.errors import BadAnswer, TooLarge

PIECE = 64 * 1024
GZIP, ZLIB, RAW = 31, zlib.MAX_WBITS, -zlib.MAX_WBITS
GZIP_MAGIC = b"\x1f\x8b"
MAX_MEMBERS = 100  # of one gzip stream; a few are written by tools that append, thousands only to keep us busy
BROKEN = "it is packed, and does not unpack"
UNKNOWN = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})  # not asked for; other words are ignored


def decoded(chunks: Iterable[bytes], coding: str | None) -> Iterator[bytes]:
    """A body without its Content-Encoding. Raises `BadAnswer` where it is not what it says."""
    codings = [part.strip() for part in (coding or "").lower().split(",")]
    packed = [part for part in codings if part in {"gzip", "x-gzip", "deflate", *UNKNOWN}]
    if not packed:
        return iter(chunks)
    if len(packed) > 1 or packed[0] in UNKNOWN:
        raise BadAnswer(f"it is packed in a way that was not asked for ({', '.join(packed)[:30]})")
    return _inflated(chunks, gzip=packed[0] != "deflate")


def gathered(pieces: Iterable[bytes], most: int, *, cut: bool = False) -> bytes:
    """All of it, at most `most` bytes; past them raises `TooLarge`, or ends where `cut` is set."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > most:
            if not cut:
                raise TooLarge(f"it is larger than {most / 1e6:g} MB")
            return bytes(content[:most])
    return bytes(content)


def unpacked(content: bytes, most: int) -> bytes:
    """The content of a gzip file, such as `sitemap.xml.gz`; any other content as it is."""
    if not content.startswith(GZIP_MAGIC):
        return content
    slices = (content[at : at + PIECE] for at in range(0, len(content), PIECE))
    return gathered(_inflated(slices, gzip=True), most)


def _inflated(chunks: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """Frame after frame; what stands behind the last one is ignored, as browsers do."""
    unpacker, data, members = None, b"", 0
    for chunk in chunks:
        data += chunk
        while data if unpacker else len(data) >= len(GZIP_MAGIC):
            if unpacker is None:
                if members == MAX_MEMBERS or (members and not (gzip and data.startswith(GZIP_MAGIC))):
                    return
                unpacker, members = _unpacker(data, gzip=gzip), members + 1
            yield from _fed(unpacker, data)
            data, unpacker = unpacker.unused_data, None if unpacker.eof else unpacker
    if unpacker or (data and not members):
        raise BadAnswer(BROKEN)


def _unpacker(data: bytes, *, gzip: bool) -> zlib._Decompress:
    """Servers that say "deflate" mean zlib's frame, as the standard, or none."""
    if gzip:
        return zlib.decompressobj(GZIP)
    framed = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.decompressobj(ZLIB if framed else RAW)


def _fed(unpacker: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    try:
        while True:
            piece = unpacker.decompress(data, PIECE)
            yield piece
            data = unpacker.unconsumed_tail
            if len(piece) < PIECE and not data:
                return
    except zlib.error as error:
        raise BadAnswer(BROKEN) from error
