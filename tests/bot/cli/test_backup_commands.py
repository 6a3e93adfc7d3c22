"""`pullquote index backup` and `restore`, as a person and as a program call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from library import write_article


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INDEX_DATA_DIR", str(tmp_path / "var"))
    return write_article(tmp_path / "articles", "gull.md", "A gull called Maurice stole a pasty. The mayor laughed.")


def test_a_backup_is_put_back(articles: Path, tmp_path: Path) -> None:
    assert run("index", "add", str(articles)).code == 0
    done = run("index", "backup", str(tmp_path / "copy.sqlite3"), "--json")
    assert (done.code, json.loads(done.out)["articles"]) == (0, 1)
    assert run("index", "remove", str(articles)).code == 0

    done = run("index", "restore", str(tmp_path / "copy.sqlite3"))
    assert (done.code, "1 article, 1 passage" in done.out, "ledger-replaced-" in done.out) == (0, True, True)
    status = json.loads(run("index", "status", "--json").out)
    assert (status["articles"], status["chroma_behind"]) == (1, 0)
    assert run("index", "verify").code == 0


def test_the_exit_code_says_whose_fault_it_was(articles: Path, tmp_path: Path) -> None:
    assert run("index", "backup", str(tmp_path / "copy")).code == 2  # there is no index yet
    assert run("index", "add", str(articles)).code == 0
    (tmp_path / "copy").write_text("mine")
    done = run("index", "backup", str(tmp_path / "copy"))
    assert (done.code, "--force" in done.err) == (2, True)
    assert run("index", "restore", str(tmp_path / "copy")).code == 2
    assert run("index", "backup", str(tmp_path / "no" / "folder" / "copy")).code == 1
