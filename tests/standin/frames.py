"""How frames travel to the client: as text, or as one compressed stream per connection, flushed per frame."""

import importlib
import importlib.util
import zlib
from typing import Any, Protocol


class Codec(Protocol):
    def encode(self, frame: str) -> str | bytes: ...


class PlainText:
    def encode(self, frame: str) -> str | bytes:
        return frame


class ZlibStream:
    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def encode(self, frame: str) -> str | bytes:
        return self._stream.compress(frame.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """With whichever binding the client found; discord.py asks for zstd only if it has one."""

    def __init__(self) -> None:
        zstandard: Any = importlib.import_module("zstandard")
        self._stream = zstandard.ZstdCompressor().compressobj()
        self._flush: int = zstandard.COMPRESSOBJ_FLUSH_BLOCK

    def encode(self, frame: str) -> str | bytes:
        compressed: bytes = self._stream.compress(frame.encode()) + self._stream.flush(self._flush)
        return compressed


def codec_for(asked: str | None) -> Codec:
    """What the client's `compress` asks for; else text, which every client takes."""
    if asked == "zlib-stream":
        return ZlibStream()
    if asked == "zstd-stream" and importlib.util.find_spec("zstandard"):
        return ZstdStream()
    return PlainText()
