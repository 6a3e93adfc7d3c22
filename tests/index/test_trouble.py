"""Sources in trouble: folders that vanish, files that break, ids and addresses that meet, one file in two sources."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index.engine import Index
from index.errors import Mistake
from index.types import MAIN_LIBRARY
from index.upkeep import Change, Held
from library import counts, found, write_article


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

    report = index.sync(MAIN_LIBRARY)
    assert counts(report) == {"held": 2}
    assert report.held == ((str(folder), Held(updated=0, removed=2, articles=2)),)
    assert counts(index.add_paths(MAIN_LIBRARY, [folder])) == {"held": 2}, "not even when it is added once more"
    assert found(index, "gull Maurice")
    assert counts(index.sync(MAIN_LIBRARY, confirmed=True)) == {"removed": 2}
    assert found(index, "gull Maurice") == []


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
    assert index.status().sources == ()


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


def test_a_file_that_breaks_keeps_its_last_good_article(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    (folder / "gull.md").write_text("---\ntitle: [half saved\n---\nA gull")

    assert counts(index.sync(MAIN_LIBRARY)) == {"failed": 1, "unchanged": 1}
    assert found(index, "gull Maurice")


def test_a_folder_inside_that_cannot_be_read_keeps_its_articles(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(folder / "closed", "otter.md", "Otters sleep in Ostmark.")
    index.add_paths(MAIN_LIBRARY, [folder])
    look = os.scandir

    def refusing(place: str) -> object:
        if str(place).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(place))
        return look(place)

    monkeypatch.setattr(os, "scandir", refusing)
    (folder / "gull.md").unlink()
    report = index.sync(MAIN_LIBRARY)
    assert counts(report) == {"failed": 1, "removed": 1, "unchanged": 1}
    assert [(e.name, e.reason) for e in report.entries if e.change is Change.FAILED] == [
        ("closed", "cannot be read (Permission denied); its articles stay as they are")
    ]
    assert found(index, "otters sleep")
    monkeypatch.undo()
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 2}


def test_an_id_that_is_too_long_is_refused(index: Index, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(json.dumps({"id": "x" * 250 + t, "body": f"Text {t}."}) for t in "ab"))
    report = index.add_paths(MAIN_LIBRARY, [export])
    assert counts(report) == {"failed": 2}
    assert "more than 200 characters" in (report.entries[0].reason or "")


def test_the_same_text_twice_says_so(index: Index, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join([json.dumps({"body": "Amber lies on the beach."})] * 2))
    report = index.add_paths(MAIN_LIBRARY, [export])
    assert counts(report) == {"added": 1, "failed": 1}
    assert "the text of another article" in (report.entries[1].reason or "")
