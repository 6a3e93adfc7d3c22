"""Answering leaves the event loop alone: the model, the ledger and the writer are asked in other threads."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from answer.assemble import build
from answer.types import Answered, Question
from index.types import MAIN_LIBRARY
from library import WordsEncoder, open_small, write_article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLOW = 0.15
BEAT = 0.01


class SlowEncoder(WordsEncoder):
    """Takes its time over each question, and notes the thread in which it does."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[threading.Thread] = set()

    def embed_question(self, text: str) -> NDArray[np.float32]:
        self.threads.add(threading.current_thread())
        time.sleep(SLOW)
        return super().embed_question(text)


@pytest.mark.asyncio
async def test_a_slow_model_does_not_hold_up_heartbeats(tmp_path: Path) -> None:
    write_article(tmp_path / "articles", "otter.md", "Nine otters were counted at the weir on Sunday.")
    encoder = SlowEncoder()
    index = await asyncio.to_thread(open_small, tmp_path / "var", encoder)
    await asyncio.to_thread(index.add_paths, MAIN_LIBRARY, [tmp_path / "articles"])
    chain = build(index).chain
    question = Question(
        text="How many otters were counted at the weir?",
        libraries=(MAIN_LIBRARY,),
        asked_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    await chain.answer(question)  # imports what it needs

    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(BEAT)
            beats += 1

    heart = asyncio.create_task(beat())
    answers = await asyncio.gather(*(chain.answer(question) for _ in range(4)))
    heart.cancel()
    assert all(isinstance(answer, Answered) for answer in answers)
    assert threading.main_thread() not in encoder.threads
    assert beats >= SLOW / BEAT / 3, "the loop went on while the model was asked"
    await asyncio.to_thread(index.close)
