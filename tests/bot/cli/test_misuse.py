"""What is typed wrongly is answered in one sentence, with code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import run

TELLS = "tells what there is."
DATES = "write it like 2026-05-12, 3 May 2026, March 2026, yesterday or last week."
MOMENTS = "write it like 2026-05-19 or 2026-05-19T21:52+05:30."
MISUSED = {
    "ask ferry --bogus": f"No such option '--bogus'; `pullquote ask --help` {TELLS}",
    "ask two words": f"Got unexpected extra argument (words); `pullquote ask --help` {TELLS}",
    "ask ferry --since": f"Option '--since' requires an argument; `pullquote --help` {TELLS}",
    "search x --limit 0": "Invalid value for '--limit': 0 is not in the range 1<=x<=100; "
    f"`pullquote search --help` {TELLS}",
    "frobnicate": f"No such command 'frobnicate'; `pullquote --help` {TELLS}",
    "index show": f"Missing argument 'ARTICLE'; `pullquote index show --help` {TELLS}",
    "ask": "Give a question, or --batch with a file of them.",
    "ask ferry --since pike-day": f"I cannot read “pike-day” as a date; {DATES}",
    "ask ferry --as-of soon": f"“soon” is not a moment; {MOMENTS}",
    "ask --batch nowhere.jsonl": "The file nowhere.jsonl cannot be read (No such file or directory).",
}


@pytest.fixture
def _something_indexed(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note.\n", encoding="utf-8")
    assert run("index", "add", "note.txt").code == 0


@pytest.mark.usefixtures("_something_indexed")
@pytest.mark.parametrize(("typed", "sentence"), MISUSED.items(), ids=MISUSED)
def test_one_sentence(typed: str, sentence: str) -> None:
    done = run(*typed.split())
    assert (done.code, done.out, done.err.strip()) == (2, "", sentence)


def test_without_an_index() -> None:
    done = run("ask", "ferry")
    assert (done.code, done.out) == (2, "")
    assert done.err == "There is no index in var yet; add articles with `pullquote index add PATH`.\n"


def test_a_group_alone_shows_what_there_is() -> None:
    done = run("index")
    assert done.code == 2
    assert "Usage: pullquote index" in done.err


def test_a_path_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    missing, empty = run("index", "add", "missing"), run("index", "add", "empty")
    assert (missing.code, empty.code) == (2, 2)
    assert "missing: is not there" in missing.out
    assert "holds no articles" in empty.out


def test_what_chat_could_not_index_is_named(tmp_path: Path) -> None:
    done = run("chat", "--articles", "missing")
    assert done.code == 0
    assert "missing: is not there" in done.out
