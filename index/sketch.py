"""A body as what copies of it are found by: its words, its shingles, and bands of a MinHash signature (Broder 1997).

The signature is ours and not a library's: it must stay the same for as long as ledgers live, and take a millisecond
and no import. A test holds it against datasketch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from index.blocks import CLOSERS, STOPS, Kind, blocks
from index.terms import fold
from index.types import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 5  # words; a changed word takes five of them away, so that texts from one template are not alike
LEAST_WORDS = 40  # of a text: two shorter ones may say the same by chance
SHORT_LINE = 10  # words of a line that is no sentence: a headline, a byline, a date
BANDS, ROWS = 24, 3  # two texts that share .4 of their shingles meet in one band at least .79 of the time, .6: .997

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_DATELINE = re.compile(r"[\s*_(]*[^\W\d_a-z][^.!?\n]{0,60}?\s(?:[—–]|--|-)\s")
_STOPS = tuple(STOPS)
_OPENS = frozenset(STOPS + CLOSERS + "“„«‘:")
_SEED = b"pullquote copies"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: folded, whether it has a capital, and whether it opens a sentence or a line."""

    word: str
    capital: bool
    opening: bool


def said(body: str) -> list[Span]:
    """Where an article speaks; headlines, bylines and the place before the first sentence are left out."""
    found: list[Span] = []
    for block in blocks(body):
        dateline = None if found else _DATELINE.match(body, block.start, block.end)
        span = Span(dateline.end() if dateline else block.start, block.end)
        if block.kind is Kind.ROW or (block.kind in (Kind.PROSE, Kind.ITEM) and _is_prose(body[span.start : span.end])):
            found.append(span)
    return found


def _is_prose(text: str) -> bool:
    return text.rstrip(CLOSERS)[-1:] in _STOPS or len(_TOKEN.findall(text)) >= SHORT_LINE


def words_of(body: str, spans: list[Span]) -> list[str]:
    """The words that are said, folded."""
    return [_folded(word) for start, end in spans for word in _TOKEN.findall(body, start, end)]


def tokens(body: str, spans: list[Span]) -> Iterator[Token]:
    """The same words with how they are written."""
    for start, end in spans:
        opening, at = True, start
        for match in _TOKEN.finditer(body, start, end):
            opening = opening or any(mark in _OPENS for mark in body[at : match.start()])
            yield Token(_folded(match[0]), match[0][0].isupper(), opening)
            opening, at = False, match.end()


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def shingles(found: list[str]) -> NDArray[np.uint64]:
    """The hash of each run of five words, in their order; empty for a short text."""
    import numpy as np

    if len(found) < LEAST_WORDS:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.fromiter(map(_hash, found), dtype=np.uint64, count=len(found))
    count = len(hashes) - SHINGLE + 1
    runs = np.zeros(count, dtype=np.uint64)
    for at in range(SHINGLE):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashes[at : at + count]
    return runs ^ (runs >> np.uint64(29))


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def signature(runs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The smallest of a text's shingles under each of `BANDS * ROWS` orders."""
    import numpy as np

    factors, shifts = _orders()
    mixed = factors[:, None] * runs[None, :] + shifts[:, None]
    lowest: NDArray[np.uint64] = (mixed >> np.uint64(32)).min(axis=1)
    return lowest


@lru_cache(maxsize=1)
def _orders() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """From a hash and not from numpy's generator, which may draw other numbers in another version."""
    import numpy as np

    size = BANDS * ROWS
    drawn = [blake2b(_SEED + bytes([at]), digest_size=16).digest() for at in range(size)]
    numbers = np.frombuffer(b"".join(drawn), dtype="<u8").reshape(size, 2)
    return numbers[:, 0] | np.uint64(1), numbers[:, 1]


def bands(runs: NDArray[np.uint64]) -> list[int]:
    """The bands that a text stands in, as SQLite's integers; none for a short text. Copies share at least one."""
    if not len(runs):
        return []
    rows = signature(runs).reshape(BANDS, ROWS)
    return [_band(at, row.tobytes()) for at, row in enumerate(rows)]


def _band(at: int, row: bytes) -> int:
    return int.from_bytes(blake2b(row, digest_size=8, salt=bytes([at])).digest(), "little", signed=True)
