"""Answers outlive a restart; one in a format that is not ours any more is as if it had not been kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from answer.assemble import build
from answer.types import Answered, Question
from index.ledger.journal import Page
from index.types import MAIN_LIBRARY
from library import open_small, write_article


def test_kept_and_recalled(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_article(tmp_path / "articles", "otter.md", "Nine otters were counted at the weir on Sunday.")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [tmp_path / "articles"])
    house = build(index)
    asked_at = datetime(2026, 7, 1, tzinfo=UTC)
    question = Question(text="How many otters were counted at the weir?", libraries=(MAIN_LIBRARY,), asked_at=asked_at)
    answer = house.chain.answer_now(question)
    assert isinstance(answer, Answered)

    kept = house.journal.recall(house.journal.keep(answer, guild="1", asker="2", private=True))
    assert kept
    assert isinstance(kept.answer, Answered)
    assert (kept.answer.claims, kept.guild, kept.asker, kept.private) == (answer.claims, "1", "2", True)
    assert kept.answer.hits == ()

    index.keep(Page("old", "1", "2", True, asked_at.isoformat(), '{"question": {"text": "A private matter"}}'))
    assert house.journal.recall("old") is None
    assert house.journal.recall("never") is None
    assert "private matter" not in caplog.text
    index.close()


def test_an_answer_in_german_is_found_by_its_words(tmp_path: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_uploads(MAIN_LIBRARY, [("strasse.txt", "Die Schloßstraße ist seit Montag gesperrt.".encode())])
    asked = Question(text="Schloßstraße gesperrt", libraries=(MAIN_LIBRARY,), asked_at=datetime(2026, 7, 1, tzinfo=UTC))
    state = build(index).chain.runnable().invoke(asked)
    assert state["found"].hits[0].words_rank == 1
    index.close()
