"""Any other embedding model, through sentence-transformers: slower to load, and the reference for the default."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from index.embed.device import Device
from index.embed.hub import local_only
from index.embed.identity import folder_name
from index.errors import ModelUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 32  # sentence-transformers' own; on a processor larger ones gain nothing
GPU_BATCH = 256
AT_ONCE, GPU_AT_ONCE = 64, 2048  # passages between two steps of the ledger, about a second's work


class Transformer:
    """A sentence-transformers model by name or folder; vectors are normalised, float32 [texts, width]."""

    def __init__(self, model: str, *, device: Device = Device.AUTO) -> None:
        self._model_name = model
        self._device = device
        self._loading = Lock()

    @cached_property
    def name(self) -> str:
        """The model as the ledger records it: a folder by its content."""
        folder = Path(self._model_name)
        return folder_name(folder) if folder.is_dir() else self._model_name

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages, with the model's prompt for documents where it has one."""
        batch = GPU_BATCH if self.on_gpu else BATCH
        found = self.load().encode_document(
            list(texts), batch_size=batch, normalize_embeddings=True, show_progress_bar=False
        )
        return cast("NDArray[np.float32]", found)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, with the model's prompt for queries where it has one."""
        found = self.load().encode_query([text], normalize_embeddings=True, show_progress_bar=False)
        return cast("NDArray[np.float32]", found[0])

    def expect(self, passages: int) -> int:
        """How many passages are best given at once."""
        return GPU_AT_ONCE if passages >= GPU_AT_ONCE and self.on_gpu else AT_ONCE

    @property
    def on_gpu(self) -> bool:
        """Whether it runs on a GPU; loads it."""
        return bool(self.load().device.type != Device.CPU)

    def load(self) -> Any:
        """Load now rather than on first use."""
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        here = local_only(self._model_name)
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._model_name, device=self._device.torch, local_files_only=here)
        except Exception as error:  # the library raises what its parts raise
            raise ModelUnusable(
                f"The embedding model {self._model_name!r} cannot be loaded; check INDEX_EMBEDDING_MODEL."
            ) from error
