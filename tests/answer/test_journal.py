"""Answers outlive a restart; one in a format that is not ours any more is as if it had not been kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from answer.assemble import build
from answer.journal import AnswerJournal
from answer.types import Answered, Question
from index.ledger.journal import Page
from index.types import MAIN_LIBRARY
from library import open_small, write_article
from made import answered, kept


def test_kept_and_recalled(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_article(tmp_path / "articles", "otter.md", "Nine otters were counted at the weir on Sunday.")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [tmp_path / "articles"])
    house = build(index)
    asked_at = datetime(2026, 7, 1, tzinfo=UTC)
    question = Question(text="How many otters were counted at the weir?", libraries=(MAIN_LIBRARY,), asked_at=asked_at)
    answer = house.chain.answer_now(question)
    assert isinstance(answer, Answered)

    known = kept(answer, id=house.journal.new_id(), guild="1", asker="2", private=True)
    house.journal.keep(known)
    assert house.journal.recall(known.id) == replace(known, answer=replace(answer, hits=()))
    assert known.id != house.journal.new_id()

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


def test_old_answers_go_in_steps_and_younger_ones_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answer.journal.AT_ONCE", 2)
    index = open_small(tmp_path / "var")
    journal = AnswerJournal(pages=index)
    now = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    for days in range(7):
        asked_at = (now - timedelta(days=days, microseconds=days)).astimezone(ZoneInfo("Asia/Kolkata"))
        journal.keep(kept(answered(), id=f"days-{days}", asked_at=asked_at))
    limit = now - timedelta(days=3)
    assert [journal.forget(limit) for _ in range(4)] == [2, 2, 0, 0]
    assert [bool(journal.recall(f"days-{days}")) for days in range(7)] == [True, True, True, False, False, False, False]
    index.close()
