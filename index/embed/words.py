"""Vectors of single words: the rows of a model's own word embeddings, those of the words met last kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 8_192  # words, 13 MB at 384 numbers each; the passages of one question have about 500
LONGEST = 64  # letters; what is longer is cut, so that no word can fill the memory


class WordRows:
    """Unit vectors of words, float32 [words, width]: the mean of the rows of a word's pieces.

    `pieces` gives row numbers of `table` for each word. Safe to share between threads.
    """

    def __init__(
        self, *, table: NDArray[np.float32], pieces: Callable[[Sequence[str]], list[list[int]]], kept: int = KEPT
    ) -> None:
        import numpy as np

        self._table = table
        self._pieces = pieces
        self._rows = np.zeros((kept, table.shape[1]), dtype=np.float32)
        self._places: dict[str, int] = {}
        self._changing = Lock()

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """One row for each word, in the order given; zeros for a word without pieces."""
        words = [word[:LONGEST] for word in words]
        different = list(dict.fromkeys(words))
        if len(different) > len(self._rows):
            return self._made(words)
        with self._changing:
            self._keep(different)
            return self._rows[[self._places[word] for word in words]]

    def _keep(self, words: list[str]) -> None:
        """Have a row for each of these words; where there is no room, all others are forgotten."""
        new = [word for word in words if word not in self._places]
        if len(self._places) + len(new) > len(self._rows):
            self._places.clear()
            new = words
        if new:
            first = len(self._places)
            self._rows[first : first + len(new)] = self._made(new)
            self._places.update(zip(new, range(first, first + len(new)), strict=True))

    def _made(self, words: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        made = np.zeros((len(words), self._table.shape[1]), dtype=np.float32)
        for at, pieces in enumerate(self._pieces(words)):
            if pieces:
                row = self._table[pieces].mean(axis=0)
                made[at] = row / max(float(np.linalg.norm(row)), 1e-12)
        return made
