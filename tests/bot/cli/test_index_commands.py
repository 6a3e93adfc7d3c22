"""`pullquote index …` as a contract: what it prints for programs, what it says to people, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import run
from library import write_article


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write_article(tmp_path / "articles", "otter.md", "Otters came back to Ostmark. They were seen at the weir.")
    write_article(tmp_path / "articles", "gull.md", "A gull stole a pasty at noon.")
    return tmp_path / "articles"


def test_add_sync_status_show_remove_verify(articles: Path) -> None:
    added = run("index", "add", str(articles), "--json")
    assert added.code == 0
    report = json.loads(added.out)
    assert {key: report[key] for key in ("added", "updated", "unchanged", "removed", "failed")} == {
        "added": 2, "updated": 0, "unchanged": 0, "removed": 0, "failed": 0,
    }  # fmt: skip
    assert report["embedded"] == report["passages"] == 2

    assert json.loads(run("index", "sync", "--json").out)["unchanged"] == 2
    status = json.loads(run("index", "status", "--json").out)
    assert (status["articles"], status["vectors_missing"], status["chroma_behind"]) == (2, 0, 0)

    id_ = report["entries"][0]["name"]
    shown = json.loads(run("index", "show", id_, "--json").out)
    assert shown["article_id"] == id_
    assert [shown["body"][p["start"] : p["end"]] for p in shown["passages"]]
    assert shown["published_from"] == "given"

    assert json.loads(run("index", "remove", id_, "--json").out)["removed"][0]["article_id"] == id_
    assert json.loads(run("index", "status", "--json").out)["articles"] == 1
    assert json.loads(run("index", "verify", "--json").out)["clean"] is True


def test_words_alone_leave_the_vectors_to_the_next_sync(articles: Path) -> None:
    added = json.loads(run("index", "add", str(articles), "--words", "--json").out)
    assert (added["embedded"], added["vectors_to_come"]) == (0, 2)
    assert json.loads(run("index", "status", "--json").out)["vectors_missing"] == 2
    assert "Vectors: 2 still to come" in run("index", "sync", "--words").out
    assert json.loads(run("index", "sync", "--json").out)["embedded"] == 2
    assert json.loads(run("index", "status", "--json").out)["vectors_missing"] == 0


def test_everything_is_written_below_the_data_dir(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDEX_DATA_DIR", str(tmp_path / "elsewhere"))
    assert run("index", "add", str(articles)).code == 0
    assert {place.name for place in tmp_path.iterdir()} == {"articles", "elsewhere"}


def test_plain_output_is_for_people(articles: Path) -> None:
    added = run("index", "add", str(articles))
    assert added.out.startswith("2 added, 0 updated, 0 unchanged, 0 removed, 0 failed.")
    assert "2 articles" in run("index", "status").out
    assert run("index", "verify").out.startswith("Ledger, words and vectors agree")


@pytest.mark.parametrize(
    "arguments",
    [
        ("index", "add"),
        ("index", "sync"),
        ("index", "status"),
        ("index", "show", "x"),
        ("index", "remove", "x"),
        ("index", "frobnicate"),
        ("frobnicate",),
        ("ask", "--since", "the day of the pike", "q"),
        ("ask",),
        ("ask", "anything at all"),
        ("search", "--limit", "0", "x"),
        ("ask", "q", "--as-of", "never"),
        ("ask", "--batch", "missing.jsonl"),
        ("run",),
    ],
)
def test_a_mistake_is_one_sentence_and_code_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.strip()
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", ["empty.txt", "nowhere.txt", "."])
def test_what_cannot_be_indexed_is_told_and_code_2_where_nothing_could(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("index", "add", str(tmp_path / name))
    assert done.code == 2
    assert name.strip(".") in done.out
    assert "Nothing could be indexed" in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("INDEX_TIMEZONE", "Mars/Olympus"), ("INDEX_DATA_DIR", "/dev/null/x"), ("BOT_LOG_LEVEL", "LOUD")],
)
def test_a_setting_that_makes_no_sense_is_named(
    name: str, value: str, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    done = run("index", "add", str(articles)) if name.startswith("INDEX") else run("ask", "q")
    assert done.code in (1, 2)
    assert name in done.err
    assert "Traceback" not in done.err


def test_an_unknown_error_shows_an_id_and_not_itself(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import carry

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(carry, "embed_missing", broken)
    done = run("index", "add", str(articles))
    assert done.code == 1
    assert "id " in done.err
    assert "secret detail" not in done.err + done.out
