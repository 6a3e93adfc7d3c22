"""The models of one ledger: the one that answers now, and the one that the settings want and that is made ready."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ModelUnusable
from index.ledger import shelves
from index.types import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.ledger.connection import Connections

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QuestionVector:
    """A question as its model sees it; only vectors of the same model may be compared with it."""

    model: str
    vector: NDArray[np.float32]


class Models:
    """Encoders by the names that the ledger knows. `spelled` is how the settings name `configured`."""

    def __init__(
        self, *, connections: Connections, configured: Encoder, spelled: str, make: Callable[[str], Encoder]
    ) -> None:
        self.configured = configured
        self._connections = connections
        self._spelled = spelled
        self._make = make
        self._made: dict[str, Encoder | None] = {configured.name: configured}
        self._settled = False

    def settle(self) -> None:
        """Have the configured model be the one that answers, in time. Once per process: the last to start decides."""
        if self._settled:
            return
        with self._connections.reading() as db:
            now = shelves.standing(db)
            same = shelves.spelled(db, self.configured.name) == self._spelled
        if not same or now.model != self.configured.name or now.wanted:
            with self._connections.writing() as db:
                shelves.settle(db, self.configured.name, self._spelled)
        self._settled = True

    def question(self, text: str) -> QuestionVector | None:
        """A question as the model that answers sees it; None where that cannot be loaded any more."""
        with self._connections.reading() as db:
            model = shelves.standing(db).model or self.configured.name
        encoder = self.named(model)
        if encoder is None:
            return None
        if encoder is self.configured:
            return QuestionVector(model, encoder.embed_question(text))
        try:
            return QuestionVector(model, encoder.embed_question(text))
        except ModelUnusable as error:
            self._lost(model, error)
            return None

    def named(self, model: str) -> Encoder | None:
        """The encoder of this name; None where it cannot be had."""
        if model not in self._made:
            with self._connections.reading() as db:
                spelled = shelves.spelled(db, model)
            try:
                made = self._make(spelled or model)
                self._made[model] = made if made.name == model else None
            except ModelUnusable as error:
                self._lost(model, error)
        return self._made[model]

    def _lost(self, model: str, error: ModelUnusable) -> None:
        """Remember that a model cannot be had, and say so once."""
        log.warning("The model %s, which made the vectors, cannot be loaded; only words are searched", model)
        log.debug("%s", error.message)
        self._made[model] = None
