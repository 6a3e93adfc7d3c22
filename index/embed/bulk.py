"""The default model where a GPU may be: many passages go to sentence-transformers there, the rest to ONNX Runtime."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.embed.device import Device
from index.embed.minilm import MiniLM
from index.embed.transformer import Transformer
from index.embed.weights import model_folder
from index.errors import ModelUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

WORTH_LOADING = 2_000  # passages; ONNX Runtime embeds about as many while torch is imported and the GPU wakes


class GpuInBulk:
    """Vectors of both agree (the same weights, float32), so that they stand under one name."""

    def __init__(self, *, here: MiniLM, device: Device, load: Callable[[], Transformer] | None = None) -> None:
        self._here = here
        self._device = device
        self._load = load or self._transformer
        self._gpu: Transformer | None = None
        self._tried = False
        self.name, self.word_vectors, self.embed_question = here.name, here.word_vectors, here.embed_question

    def expect(self, passages: int) -> int:
        """Load the GPU's model where that is worth it. Returns how many passages are best given at once."""
        if passages >= WORTH_LOADING and not self._tried:
            self._tried = True
            self._gpu = self._found()
        return (self._gpu or self._here).expect(passages)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages."""
        return (self._gpu or self._here).embed_passages(texts)

    def _found(self) -> Transformer | None:
        """The model on a GPU. Raises `ModelUnusable` where there is none and the settings ask for it."""
        model = self._load()
        if model.on_gpu:
            return model
        if self._device is Device.CUDA:
            raise ModelUnusable("INDEX_DEVICE is cuda, but torch finds no such GPU; set it to auto or cpu.")
        log.info("torch finds no GPU; vectors are computed by ONNX Runtime")
        return None

    def _transformer(self) -> Transformer:
        return Transformer(str(model_folder()), device=self._device)
