"""Large changes wait for a person; a stop is heeded; a sync with nothing to do does nothing."""

from __future__ import annotations

from pathlib import Path

from index.engine import Index
from index.types import MAIN_LIBRARY
from index.upkeep import Held
from library import counts, found, write_article


def test_a_large_change_is_held_until_it_is_confirmed(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for number in range(12):
        write_article(folder, f"{number}.md", f"Article {number} says what barge {number} carried.")
    index.add_paths(MAIN_LIBRARY, [folder])
    for number in range(3):
        write_article(folder, f"{number}.md", "502 Bad Gateway.")
    (folder / "3.md").unlink()
    write_article(folder, "new.md", "A new barge arrived.")

    for dry_run in (True, False, True):
        report = index.sync(MAIN_LIBRARY, dry_run=dry_run)
        assert counts(report)["held"] == 4
        assert report.held == ((str(folder), Held(updated=3, removed=1, articles=12)),)
    assert found(index, "barge 3")
    assert found(index, "new barge arrived"), "what is new comes in all the same"
    held = index.status().sources[0].held
    assert held and (held.updated, held.removed) == (3, 1)

    report = index.sync(MAIN_LIBRARY, source=str(folder), confirmed=True)
    assert counts(report) == {"updated": 3, "removed": 1, "unchanged": 9}
    assert index.status().sources[0].held is None
    assert index.verify().differences == ()
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 12}


def test_a_held_change_that_was_a_mistake_is_forgotten(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for number in range(6):
        write_article(folder, f"{number}.md", f"Article {number} says what barge {number} carried.")
    index.add_paths(MAIN_LIBRARY, [folder])
    folder.rename(tmp_path / "aside")
    for number in range(6):
        write_article(folder, f"{number}.md", "502 Bad Gateway.")
    assert counts(index.sync(MAIN_LIBRARY)) == {"held": 6}
    (tmp_path / "site").rename(tmp_path / "broken")
    (tmp_path / "aside").rename(folder)
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 6}
    assert index.status().sources[0].held is None


def test_a_sync_with_nothing_to_do_writes_no_article(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    opened: list[str] = []
    index._connections.mine.set_trace_callback(opened.append)
    index.sync(MAIN_LIBRARY)
    assert len([statement for statement in opened if statement.startswith("BEGIN IMMEDIATE")]) == 1  # when it was done


def test_a_stop_is_heeded_between_files(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for number in range(20):
        write_article(folder, f"{number:02}.md", f"Article {number} says what barge {number} carried.")
    index.add_paths(MAIN_LIBRARY, [folder], progress=lambda done, _all: index.stop() if done == 7 else None)
    assert index.status().articles == 7
    index._editor.stopping.clear()
    assert counts(index.sync(MAIN_LIBRARY)) == {"added": 13, "unchanged": 7}
