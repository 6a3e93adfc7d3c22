"""all-MiniLM-L6-v2 on ONNX Runtime: the packaged weights, a graph without weights, no torch.

The word embeddings are gathered here from a memory map, so that only the rows in use are ever read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from importlib.resources import files
from itertools import groupby
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, cast

from index.embed.weights import SHA256, WIDTH, Weights, arranged, model_folder
from index.embed.words import WordRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = f"all-MiniLM-L6-v2@{SHA256[:12]}"
MAX_TOKENS = 256  # sentence_bert_config.json
MOST_THREADS = 8  # texts at a time, each on a thread of its own
FOR_PASSAGES = 1  # thread each, which costs less than sharing a text; a question has all, which is quicker
AT_ONCE = 64
GIVES_WAY = 1.0  # seconds that a batch of passages waits for questions at most, so that it comes to an end
SLOW_FUSION = "SkipLayerNormFusion"  # evals/minilm_graph.py says why
BATCH_TOKENS = 512  # of texts of one length; longer ones are embedded one by one


class MiniLM:
    """Embeds texts as unit vectors, float32 [texts, 384]. Loads on first use; safe to share between threads."""

    name = NAME
    width = WIDTH

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads or min(MOST_THREADS, os.cpu_count() or 1)
        self._sessions: dict[int, Any] = {}
        self._loading = Lock()
        self._asking = 0
        self._answered = Condition()

    def expect(self, passages: int) -> int:
        """How many passages are best given at once: about a second's work on two cores, however many there are."""
        return min(passages, AT_ONCE)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages, shape [len(texts), 384], in the order given; batched by length.

        Between batches it lets questions go first.
        """
        import numpy as np

        encodings = self._encode(texts)
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)

        def embed(batch: list[int]) -> None:
            with self._answered:
                self._answered.wait_for(lambda: not self._asking, GIVES_WAY)
            vectors[batch] = self._run([encodings[i] for i in batch], FOR_PASSAGES)

        with ThreadPoolExecutor(self._threads, thread_name_prefix="embedding") as pool:
            list(pool.map(embed, _batches([len(ids) for ids in encodings])))
        return vectors

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape [384]."""
        with self._first():
            return cast("NDArray[np.float32]", self._run(self._encode([text]), self._threads)[0])

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of single words out of any text, shape [len(words), 384]; no network runs."""
        with self._loading:
            rows = self._word_rows
        return rows.of(words)

    def load(self) -> None:
        """Load now rather than on first use."""
        with self._loading:
            _ = self._tokenizer, self._session(self._threads)

    @contextmanager
    def _first(self) -> Iterator[None]:
        """Have passages wait meanwhile."""
        with self._answered:
            self._asking += 1
        try:
            yield
        finally:
            with self._answered:
                self._asking -= 1
                self._answered.notify_all()

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        with self._loading:
            tokenizer = self._tokenizer
        return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]

    def _run(self, encodings: list[list[int]], threads: int) -> NDArray[np.float32]:
        """Unit vectors of texts of the same length."""
        import numpy as np

        with self._loading:
            session = self._session(threads)
            word, fixed = self._embeddings
        embedded = word[np.array(encodings)] + fixed[: len(encodings[0])]
        (tokens,) = session.run(None, {"embedded": embedded})
        pooled = tokens.mean(axis=1)
        return cast("NDArray[np.float32]", pooled / np.linalg.norm(pooled, axis=1, keepdims=True))

    @cached_property
    def _word_rows(self) -> WordRows:
        tokenizer = self._tokenizer
        return WordRows(
            table=self._embeddings[0],
            pieces=lambda words: [one.ids for one in tokenizer.encode_batch(list(words), add_special_tokens=False)],
        )

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def _weights(self) -> Weights:
        return Weights(model_folder() / "model.safetensors")

    @cached_property
    def _embeddings(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The word embeddings, mapped, and the sum of position and (single) segment embeddings."""
        weights = self._weights
        fixed = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        return weights["embeddings.word_embeddings.weight"], fixed + weights["embeddings.token_type_embeddings.weight"][
            0
        ]

    @cached_property
    def _values(self) -> dict[str, Any]:
        """The weights as every session shares them."""
        import onnxruntime

        return {name: onnxruntime.OrtValue.ortvalue_from_numpy(value) for name, value in arranged(self._weights)}

    def _session(self, threads: int) -> Any:
        """The one whose runs use so many threads."""
        if threads not in self._sessions:
            self._sessions[threads] = self._made(threads)
        return self._sessions[threads]

    def _made(self, threads: int) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_external_initializers(list(self._values), list(self._values.values()))
        graph = files("index.embed").joinpath("minilm.onnx").read_bytes()
        return onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW_FUSION]
        )


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of the same length, the longest first, at most `BATCH_TOKENS` together.

    Without padding there is no mask, and without a mask attention takes half the time.
    """
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    for length, same in groupby(order, key=lengths.__getitem__):
        together = list(same)
        step = max(1, BATCH_TOKENS // max(1, length))
        yield from (together[at : at + step] for at in range(0, len(together), step))
