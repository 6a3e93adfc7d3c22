"""Sources in trouble: folders that vanish, files that break, ids and addresses that meet, one file in two sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Index
from index.errors import Mistake
from index.types import MAIN_LIBRARY
from index.upkeep import Change
from library import counts, found, open_small, write_article


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = open_small(tmp_path / "var")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    write_article(place, "bridge.md", "The bridge of Ostmark closed on Monday. It needs a new bearing.")
    write_article(place, "gull.md", "A gull called Maurice stole a pasty. The mayor laughed.")
    return place


def test_a_folder_that_vanishes_takes_nothing_with_it(index: Index, folder: Path, tmp_path: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    folder.rename(tmp_path / "elsewhere")

    report = index.sync(MAIN_LIBRARY)

    assert counts(report) == {"failed": 1}
    assert "its articles stay" in (report.entries[0].reason or "")
    assert found(index, "gull Maurice")
    assert index.status().sources[0].error


def test_a_folder_that_is_suddenly_empty_takes_nothing_with_it(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    for file in folder.iterdir():
        file.unlink()

    assert counts(index.sync(MAIN_LIBRARY)) == {"failed": 1}
    assert found(index, "gull Maurice")


def test_bad_files_are_named_and_the_others_go_on(index: Index, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x00\x00\x01" * 50)
    (folder / "front.md").write_text("---\ntitle: [unclosed\n---\nBody.")
    (folder / "date.md").write_text("---\ntitle: T\ndate: 2026-02-31\n---\nBody.")
    (folder / "archive.zip").write_bytes(b"PK\x03\x04")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)

    report = index.add_paths(MAIN_LIBRARY, [folder])

    failed = {entry.name: entry.reason for entry in report.entries if entry.change is Change.FAILED}
    assert failed.keys() == {"empty.txt", "binary.txt", "front.md", "date.md", "archive.zip", "huge.txt"}
    assert all(failed.values())
    assert report.count(Change.ADDED) == 2


def test_a_folder_without_articles_says_so(index: Index, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (entry,) = index.add_paths(MAIN_LIBRARY, [tmp_path / "empty"]).entries
    assert entry.change is Change.FAILED
    assert "no articles" in (entry.reason or "")


def test_a_path_that_is_not_there_is_told_and_the_others_go_on(index: Index, folder: Path, tmp_path: Path) -> None:
    report = index.add_paths(MAIN_LIBRARY, [tmp_path / "nowhere", folder])
    assert counts(report) == {"added": 2, "failed": 1}
    (failed,) = (entry for entry in report.entries if entry.change is Change.FAILED)
    assert failed.name.endswith("nowhere")
    assert "is not there" in (failed.reason or "")


def test_a_pipe_and_a_name_of_bytes_are_told_and_do_not_hang(index: Index, folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (folder / os.fsdecode(b"bad\xff.txt")).write_text("Text.")
    report = index.add_paths(MAIN_LIBRARY, [tmp_path / "pipe.md", folder])
    assert counts(report) == {"added": 2, "failed": 2}
    assert len(index.status().sources) == 1


def test_removing_nothing_is_a_mistake(index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    monkeypatch.chdir(folder)
    with pytest.raises(Mistake):
        index.remove(MAIN_LIBRARY, "")
    assert index.status().articles == 2


def test_jsonl_gives_its_own_ids_and_follows_its_lines(index: Index, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    lines = [{"id": "a1", "title": "One", "body": "Amber is found at Ostmark."}, {"id": "a2", "body": "Tin is not."}]
    export.write_text("\n".join(map(json.dumps, lines)) + "\nnot json\n")

    assert counts(index.add_paths(MAIN_LIBRARY, [export])) == {"added": 2, "failed": 1}
    export.write_text(json.dumps(lines[0] | {"body": "Amber was found at Ostmark in May."}) + "\n")
    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "removed": 1}
    assert [a.id for a in index.articles_named("a1")] == ["a1"]


def test_the_same_id_twice_is_told(index: Index, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(json.dumps({"id": "same", "title": t, "body": f"Text {t}."}) for t in "ab"))
    report = index.add_paths(MAIN_LIBRARY, [export])
    assert counts(report) == {"added": 1, "failed": 1}
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 1, "failed": 1}


def test_a_moved_file_with_an_address_stays_one_article(index: Index, folder: Path) -> None:
    file = folder / "with-url.md"
    file.write_text("---\ntitle: T\nurl: https://o.example/1\n---\nOne body of text.\n")
    index.add_paths(MAIN_LIBRARY, [folder])
    file.rename(folder / "moved.md")

    report = index.sync(MAIN_LIBRARY)

    assert report.count(Change.REMOVED) == 0
    assert index.status().articles == 3
    assert index.sync(MAIN_LIBRARY).entries == ()


def test_a_file_that_breaks_keeps_its_last_good_article(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    (folder / "gull.md").write_text("---\ntitle: [half saved\n---\nA gull")

    assert counts(index.sync(MAIN_LIBRARY)) == {"failed": 1, "unchanged": 1}
    assert found(index, "gull Maurice")


def test_two_files_that_swap_their_articles_keep_both(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "swap"
    one = write_article(folder, "a.md", "Amber lies on the beach.")
    other = write_article(folder, "b.md", "Tin lies in the hills.")
    for number, file in enumerate((one, other)):
        file.write_text(file.read_text().replace("---\n", f"---\nurl: https://o.example/{number}\n", 1))
    index.add_paths(MAIN_LIBRARY, [folder])
    first, second = one.read_text(), other.read_text()
    one.write_text(second)
    other.write_text(first)

    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 2}
    assert {a.path for a in index.article_choices(MAIN_LIBRARY, "", 5)} == {"a.md", "b.md"}
    assert index.sync(MAIN_LIBRARY).entries == ()


def test_a_file_in_two_sources_is_one_article(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    assert counts(index.add_paths(MAIN_LIBRARY, [folder / "gull.md"])) == {"unchanged": 1}
    assert index.status().articles == 2
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 3}

    index.remove(MAIN_LIBRARY, str(folder / "gull.md"))
    assert found(index, "gull Maurice") == []
    assert counts(index.sync(MAIN_LIBRARY)) == {"added": 1, "unchanged": 1}  # the folder still has it
    assert found(index, "gull Maurice")
