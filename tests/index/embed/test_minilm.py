"""The default model without torch: the same vectors as sentence-transformers, from the weights that were published."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index.embed import minilm, weights
from index.embed.minilm import MiniLM
from index.errors import ModelUnusable

TEXTS = [
    "The swing bridge at Ostmark closed on Monday.",
    "Short.",
    "Nach vierzig Jahren fährt wieder ein Schiff.",
    "A long text about herring, " * 90,
    "数字 and emoji 🙂 and <html>",
    "",
]


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM(threads=2)


def test_vectors_have_length_one(model: MiniLM) -> None:
    vectors = model.embed_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), weights.WIDTH)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_vector_does_not_depend_on_its_batch(model: MiniLM) -> None:
    together = model.embed_passages(TEXTS)
    alone = np.stack([model.embed_question(text) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-4


def test_a_question_goes_before_the_passages_that_are_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "BATCH_TOKENS", 1)  # one text at a time
    monkeypatch.setattr(minilm, "GIVES_WAY", 30.0)
    model = MiniLM(threads=1)
    batches, real, begun, asked = [0], model._run, threading.Event(), threading.Event()

    def run(encodings: list[list[int]], threads: int) -> np.ndarray:
        batches[0] += 1
        begun.set()
        asked.wait(5)  # the question comes while the first batch is computed
        return real(encodings, threads)

    bulk = threading.Thread(target=model.embed_passages, args=(TEXTS[:3],))
    monkeypatch.setattr(model, "_run", run)
    bulk.start()
    assert begun.wait(5)
    with model._first():
        asked.set()
        bulk.join(0.1)
        assert bulk.is_alive()
        assert batches == [1]
    bulk.join(5)
    assert batches == [3]


def test_nothing_in_nothing_out(model: MiniLM) -> None:
    assert model.embed_passages([]).shape == (0, weights.WIDTH)


REFERENCE = """
import sys, json
import numpy as np
from sentence_transformers import SentenceTransformer
texts = json.load(sys.stdin)
np.save(sys.argv[2], SentenceTransformer(sys.argv[1], device="cpu").encode(texts, normalize_embeddings=True))
"""


def test_agrees_with_sentence_transformers(model: MiniLM, tmp_path: Path) -> None:
    """In a process of its own: torch costs ten seconds and 400 MB that no other test should carry."""
    import json

    out = tmp_path / "reference.npy"
    folder = str(weights.model_folder())
    subprocess.run(
        [sys.executable, "-c", REFERENCE, folder, str(out)], input=json.dumps(TEXTS), text=True, check=True,
        capture_output=True,
    )  # fmt: skip
    cosines = (np.load(out) * model.embed_passages(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.999


def test_the_graph_is_the_one_that_its_script_builds() -> None:
    from evals.minilm_graph import TARGET, build

    assert TARGET.read_bytes() == build()


def test_other_weights_are_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "model.safetensors"
    damaged.write_bytes(b"\x00" * 1000)
    with pytest.raises(ModelUnusable, match="damaged"):
        weights.check(damaged)
