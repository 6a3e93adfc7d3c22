"""Work in a process of its own: whatever becomes of it, the parent hears it in one clause, and soon."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from index.apart.call import apart
from index.parse.errors import Refused

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


def do(what: str, **said: str) -> Any:
    return apart("stub_work", b"abc" * 100_000, {"do": what, **said}, what="a PDF", seconds=1.5)


TROUBLE = [
    ("crash", "could not be read as a PDF (the reader crashed)"),
    ("leave", "could not be read as a PDF (the reader crashed)"),
    ("fill", "could not be read as a PDF (it needs too much memory)"),
    ("break", "is damaged and could not be read as a PDF"),
    ("refuse", "is no good"),
]


@pytest.mark.parametrize(("what", "reason"), TROUBLE)
def test_trouble_becomes_a_clause(what: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        do(what)
    assert refused.value.reason == reason


def test_a_child_that_hangs_is_given_up() -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match=r"it takes longer than 0.4 s"):
        apart("stub_work", b"", {"do": "hang"}, what="a PDF", seconds=0.4)
    assert time.monotonic() - began < 3


def test_the_work_comes_back_whatever_is_printed() -> None:
    assert do("work") == {"size": 300_000}


def test_the_child_has_no_secret_and_no_library_that_it_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    found = do("look")
    assert "DISCORD_TOKEN" not in found["environment"]
    assert not {"numpy", "lxml", "bs4", "pydantic", "discord", "sqlite3", "pypdf"} & set(found["modules"])


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        do("write", file=str(tmp_path / "a"))
    assert not (tmp_path / "a").exists() or (tmp_path / "a").stat().st_size == 0
