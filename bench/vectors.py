"""Vectors for articles that are too many to embed: what a passage's sentences meant before they were varied.

Search time depends on how many vectors there are and how they cluster; and questions find what answers them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from bench.corpus import LAST, Corpus
from index.embed.minilm import MiniLM
from index.sentences import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAMES = 0.6  # what names weigh, so that both rankings agree as often as with real vectors
SHARED = (
    0.6  # what all have in common: without it most answers are refused, since means are less like a question than texts
)
_VARIED = re.compile(r"\b[A-Z]\w*|\d+")
_NAME = re.compile(rf"\b[A-Z][a-z]+(?:{'|'.join(LAST)})\b")


class Marking:
    """Real vectors for questions, marked with the names; for a process that embeds no passage."""

    def __init__(self, real: MiniLM) -> None:
        self._real = real
        self.name, self.word_vectors = real.name, real.word_vectors

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Raises `RuntimeError`: every passage should have its vector already."""
        raise RuntimeError(f"{len(texts)} passages have no vector yet")

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The real vector, marked with the names."""
        return _marked(self._real.embed_question(text), text)


class VariedEncoder(Marking):
    """The same for questions; for passages, means of their sentences' vectors, marked with the names."""

    def __init__(self, real: MiniLM, corpus: Corpus) -> None:
        super().__init__(real)
        self._places = {_shape(text): at for at, text in enumerate(corpus.pool)}
        self._sentences = real.embed_passages(corpus.pool)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors [texts, 384], of length 1."""
        import numpy as np

        return np.stack([self._embed(text) for text in texts])

    def _embed(self, text: str) -> NDArray[np.float32]:
        shapes = (_shape(text[one.start : one.end]) for one in sentences(text))
        known = [self._places[shape] for shape in shapes if shape in self._places]
        return _marked(self._sentences[known or [len(text) % len(self._sentences)]].mean(axis=0), text)


def _marked(vector: NDArray[np.float32], text: str) -> NDArray[np.float32]:
    import numpy as np

    names = _NAME.findall(text)
    unit = vector / np.linalg.norm(vector) + SHARED * _mark("")
    if names:
        unit = unit + NAMES * np.mean([_mark(name) for name in names], axis=0)
    marked: NDArray[np.float32] = (unit / np.linalg.norm(unit)).astype(np.float32)
    return marked


@lru_cache(maxsize=50_000)
def _mark(name: str) -> NDArray[np.float32]:
    """A direction of its own for each name."""
    import numpy as np

    seed = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
    direction = np.random.default_rng(seed).normal(0, 1, MiniLM.width)
    return (direction / np.linalg.norm(direction)).astype(np.float32)


def _shape(sentence: str) -> str:
    """A sentence without what is varied in it."""
    return _VARIED.sub("X", sentence)
