"""The command line's edge: what is said, and the exit code."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.edge import guarded
from bot.logs import ErrorsFile, errors_to_file, set_up_logging


def failing(error: BaseException) -> object:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "Stopped. What was done so far is kept; run it again to go on.\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "The output cannot be written.\n"),
        ("a\udcff".encode, 2, "An argument is not valid text (UTF-8).\n"),
    ],
)
def test_errors_are_one_sentence(
    error: object, code: int, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["pullquote", "ask", "a\udcff"])
    monkeypatch.setattr("bot.cli.edge._drop_output", lambda: None)
    assert guarded(lambda: failing(error) if isinstance(error, BaseException) else error()) == code  # type: ignore[operator]
    assert capsys.readouterr().err == sentence


@pytest.fixture
def logs() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    yield root
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:], logging.raiseExceptions = handlers, raising
    root.setLevel(level)


def test_errors_go_to_a_file_once_there_is_a_folder(tmp_path: Path, logs: logging.Logger) -> None:
    folder = tmp_path / "var"
    errors_to_file(folder)
    set_up_logging("INFO")
    logging.getLogger("bot").error("before")
    assert not folder.exists()
    folder.mkdir()
    logging.getLogger("bot").warning("foreseen")
    assert list(folder.iterdir()) == []
    logging.getLogger("bot").error("after")
    logging.getLogger("trafilatura.core").error("foreseen")
    assert (folder / "errors.log").read_text().endswith(" bot: after\n")
    assert [handler for handler in logs.handlers if isinstance(handler, ErrorsFile)]
