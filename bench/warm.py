"""Answering warm at 20,000 passages, beside the stock pipeline's bare `similarity_search` over as many chunks.

Vectors are those of real passages with seeded noise, the same number in both stores: search time depends on how many
there are and how they cluster, not on what they mean, and embedding 20,000 texts would take the better part of an hour.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from answer.assemble import build
from answer.types import Answered, Question
from bench.stock import HITS, store
from index.assemble import open_index
from index.embed.minilm import MiniLM
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOISE = 0.05  # per dimension: cosine to the original about .71, as between passages on one subject
WARM_UP = 5


class VariedEncoder:
    """Real vectors for questions; for passages, those of a few real ones with noise that their text decides."""

    def __init__(self, real: MiniLM, originals: Sequence[str]) -> None:
        self._real = real
        self._originals = real.embed_passages(originals)
        self.name = real.name

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors [texts, 384], of length 1."""
        import numpy as np

        return np.stack([self._vary(text) for text in texts])

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The real vector."""
        return self._real.embed_question(text)

    def _vary(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        seed = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
        vector = self._originals[seed % len(self._originals)]
        vector = vector + np.random.default_rng(seed).normal(0, NOISE, vector.shape).astype(np.float32)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def timings(ask: Callable[[str], Any], questions: Sequence[str]) -> list[float]:
    """Seconds per question, after a few that do not count."""
    for question in questions[:WARM_UP]:
        ask(question)
    found = []
    for question in questions:
        started = perf_counter()
        ask(question)
        found.append(perf_counter() - started)
    return sorted(found)


def ours(
    folder: Path, articles: Path, encoder: VariedEncoder, questions: Sequence[str], asked_at: Any
) -> dict[str, Any]:
    """Seconds per whole answer: search, decide, choose, verify."""
    index = open_index(IndexSettings(data_dir=folder), create=True, encoder=encoder)
    try:
        index.add_paths(MAIN_LIBRARY, [articles])
        index.hold_vectors("bench")
        chain = build(index).chain
        answered = []

        def ask(text: str) -> None:
            answer = chain.answer_now(Question(text=text, libraries=(MAIN_LIBRARY,), asked_at=asked_at))
            answered.append(isinstance(answer, Answered))

        seconds = timings(ask, questions)
        return {
            "passages": index.status().passages,
            "seconds": seconds,
            "answered": sum(answered) / len(answered),
        }
    finally:
        index.close()


def stock(folder: Path, articles: Path, encoder: VariedEncoder, count: int, questions: Sequence[str]) -> dict[str, Any]:
    """Seconds per `similarity_search` over `count` chunks."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from bench.stock import CHUNK, OVERLAP

    lines = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = [chunk for line in lines for chunk in splitter.split_text(line["body"])]
    chunks = [chunks[at % len(chunks)] for at in range(count)]
    where = store(str(folder))
    for at in range(0, count, 1000):
        some = [f"{number} {text}" for number, text in enumerate(chunks[at : at + 1000], at)]
        where._collection.add(
            ids=[str(number) for number in range(at, at + len(some))],
            documents=some,
            embeddings=encoder.embed_passages(some),
        )
    return {"chunks": count, "seconds": timings(lambda text: where.similarity_search(text, k=HITS), questions)}
