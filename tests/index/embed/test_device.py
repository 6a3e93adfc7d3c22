"""Where vectors are computed: a GPU is only looked for where one may be, and only for many passages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.assemble import make_encoder
from index.embed import bulk, device
from index.embed.bulk import WORTH_LOADING, GpuInBulk
from index.embed.device import Device, may_have_gpu
from index.embed.minilm import MiniLM
from index.embed.transformer import Transformer
from index.errors import ModelUnusable
from index.types import WordVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class OnSome(Transformer):
    """A model that says where it runs, and counts; its vectors are zeros."""

    def __init__(self, *, gpu: bool) -> None:
        super().__init__("fake")
        self.gpu = gpu
        self.given = 0

    @property
    def on_gpu(self) -> bool:
        return self.gpu

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.given += len(texts)
        return np.zeros((len(texts), 384), dtype=np.float32)


@pytest.fixture
def gpu_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The place where a driver would show a GPU; nothing is there."""
    node = tmp_path / "nvidia0"
    monkeypatch.setattr(device, "GPU_NODES", (str(node),))
    return node


def test_a_gpu_is_looked_for_where_one_may_be(gpu_node: Path) -> None:
    assert not may_have_gpu(Device.AUTO)
    assert isinstance(make_encoder("all-MiniLM-L6-v2"), MiniLM)
    assert may_have_gpu(Device.CUDA)
    gpu_node.touch()
    assert not may_have_gpu(Device.CPU)
    found = make_encoder("all-MiniLM-L6-v2", Device.AUTO)
    assert isinstance(found, GpuInBulk)
    assert isinstance(found, WordVectors)
    assert found.name == MiniLM.name


def test_only_many_passages_are_worth_loading_it() -> None:
    gpu = OnSome(gpu=True)
    encoder = GpuInBulk(here=MiniLM(threads=1), device=Device.AUTO, load=lambda: gpu)
    assert encoder.expect(WORTH_LOADING - 1) <= 64
    assert encoder.embed_passages(["A bridge."]).any()
    assert gpu.given == 0
    assert encoder.expect(3 * WORTH_LOADING) > 64
    encoder.embed_passages(["A bridge."])
    assert gpu.given == 1
    assert encoder.embed_question("A bridge?").any()
    assert gpu.given == 1


def test_torch_without_a_gpu_leaves_it_to_onnx_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "WORTH_LOADING", 1)
    loaded = []

    def load() -> Transformer:
        loaded.append(1)
        return OnSome(gpu=False)

    encoder = GpuInBulk(here=MiniLM(threads=1), device=Device.AUTO, load=load)
    encoder.expect(5)
    encoder.expect(5)
    assert encoder.embed_passages(["A bridge."]).any()
    assert len(loaded) == 1
    with pytest.raises(ModelUnusable, match="INDEX_DEVICE"):
        GpuInBulk(here=MiniLM(threads=1), device=Device.CUDA, load=load).expect(5)
