"""What people are told when something fails."""

from __future__ import annotations

import asyncio

import pytest

from answer.errors import BadQuestion, ModelFailure
from bot.errors import BotFailure, Refused, explain, sentence_of
from bot.replies import suggestions
from index.errors import IndexFailure, LibraryLocked


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refused("No."), "No."),
        (BotFailure("Oh."), "Oh."),
        (LibraryLocked("Busy."), "Busy."),
        (IndexFailure("Broken."), "Broken."),
        (BadQuestion("What?"), "What?"),
        (ModelFailure("Down."), "Down."),
        (TimeoutError("secret"), "That took too long and was given up. Try again in a moment."),
        (RuntimeError("secret"), None),
    ],
)
def test_sentences_by_kind(error: BaseException, sentence: str | None) -> None:
    assert sentence_of(error) == sentence
    assert "secret" not in explain(error)


@pytest.mark.asyncio
async def test_suggestions_that_fail_or_dawdle_are_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.replies.SUGGEST_WITHIN", 0.05)

    async def fail() -> list[int]:
        raise RuntimeError("oops")

    async def dawdle() -> list[int]:
        await asyncio.sleep(10)
        return [1]

    assert await suggestions(fail()) == []
    assert "suggestions failed" in caplog.text
    assert await suggestions(dawdle()) == []
