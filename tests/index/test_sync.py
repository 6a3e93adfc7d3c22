"""Keeping level with files: what is added, changed, moved, removed, refused, and what an unchanged one costs."""

from __future__ import annotations

import os
from pathlib import Path

from index.engine import Index
from index.types import MAIN_LIBRARY, Query
from library import ASKED, WordsEncoder, counts, found, write_article


def test_adds_then_leaves_alone(index: Index, folder: Path, encoder: WordsEncoder) -> None:
    assert counts(index.add_paths(MAIN_LIBRARY, [folder])) == {"added": 2}
    computed, state = encoder.embedded, index.digest()

    again = index.sync(MAIN_LIBRARY)

    assert counts(again) == {"unchanged": 2}
    assert (encoder.embedded, index.digest()) == (computed, state)


def test_touched_but_the_same_is_unchanged(index: Index, folder: Path, encoder: WordsEncoder) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    computed = encoder.embedded
    os.utime(folder / "gull.md", (1, 1))

    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 2}
    assert encoder.embedded == computed


def test_a_change_replaces_its_passages(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    write_article(folder, "bridge.md", "The bridge of Ostmark opened again on Friday.")

    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "unchanged": 1}
    assert found(index, "bridge bearing") == ["The bridge of Ostmark opened again on Friday."]
    assert index.verify().differences == ()


def test_the_old_version_can_still_be_read(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    article = next(a for a in index.article_choices(MAIN_LIBRARY, "bridge", 5))
    write_article(folder, "bridge.md", "The bridge of Ostmark opened again on Friday.")
    index.sync(MAIN_LIBRARY)

    old, new = (index.body(MAIN_LIBRARY, article.id, version) for version in (1, 2))
    assert old and new
    assert (old.current, new.current) == (False, True)
    assert old.text.startswith("The bridge of Ostmark closed")


def test_a_new_title_is_no_new_version(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    write_article(folder, "gull.md", "A gull called Maurice stole a pasty. The mayor laughed.", title="Gull at large")

    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "unchanged": 1}
    (article,) = index.article_choices(MAIN_LIBRARY, "large", 5)
    assert (article.version, article.title) == (1, "Gull at large")
    assert found(index, "large")


def test_what_went_is_not_found(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    (folder / "gull.md").unlink()

    assert counts(index.sync(MAIN_LIBRARY)) == {"removed": 1, "unchanged": 1}
    assert found(index, "gull Maurice") == []
    assert index.verify().differences == ()


def test_what_comes_back_is_found(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    text = (folder / "gull.md").read_text()
    (folder / "gull.md").unlink()
    index.sync(MAIN_LIBRARY)
    (folder / "gull.md").write_text(text)

    assert counts(index.sync(MAIN_LIBRARY)) == {"added": 1, "unchanged": 1}
    assert found(index, "gull Maurice")


def test_an_editor_s_removal_holds_until_it_is_added_by_name(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    (gull,) = index.article_choices(MAIN_LIBRARY, "gull", 5)
    assert [a.id for a in index.remove(MAIN_LIBRARY, gull.id)] == [gull.id]

    os.utime(folder / "gull.md", (1, 1))
    index.sync(MAIN_LIBRARY)
    assert found(index, "gull Maurice") == []

    assert counts(index.add_paths(MAIN_LIBRARY, [folder / "gull.md"])) == {"added": 1}
    assert found(index, "gull Maurice")


def test_removing_a_source_removes_its_articles(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    assert len(index.remove(MAIN_LIBRARY, str(folder))) == 2
    assert index.status().sources == ()
    assert index.status().passages == 0


def test_a_dry_run_tells_and_changes_nothing(index: Index, folder: Path, encoder: WordsEncoder) -> None:
    assert counts(index.add_paths(MAIN_LIBRARY, [folder], dry_run=True)) == {"added": 2}
    assert (index.status().articles, index.status().sources, encoder.embedded) == (0, (), 0)

    index.add_paths(MAIN_LIBRARY, [folder])
    write_article(folder, "gull.md", "Maurice is gone.")
    (folder / "bridge.md").unlink()
    assert counts(index.sync(MAIN_LIBRARY, dry_run=True)) == {"updated": 1, "removed": 1}
    assert found(index, "bridge bearing")
    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "removed": 1}


def test_uploads_stay_until_they_are_uploaded_anew(index: Index) -> None:
    library = "guild:1"
    assert counts(index.add_uploads(library, [("note.txt", b"Otters came back to Ostmark.")])) == {"added": 1}
    assert counts(index.sync(library)) == {"unchanged": 1}
    assert counts(index.add_uploads(library, [("note.txt", b"Otters came back to Ostmark twice.")])) == {"updated": 1}


def test_another_text_under_the_same_name_is_kept_beside_it(index: Index) -> None:
    library = "guild:1"
    index.add_uploads(library, [("message.txt", b"Otters came back to Ostmark.")])
    other = ("message.txt", b"The mayor of Pellport resigned over the swing bridge.")
    report = index.add_uploads(library, [other])
    assert counts(report) == {"added": 1}
    assert "message (2).txt" in report.notices[0]
    assert counts(index.add_uploads(library, [other])) == {"unchanged": 1}
    assert [source.location for source in index.status().sources] == ["upload:message.txt", "upload:message (2).txt"]


def test_an_upload_that_holds_nothing_leaves_no_source(index: Index) -> None:
    assert counts(index.add_uploads("guild:1", [("empty.txt", b" ")])) == {"failed": 1}
    assert index.status().sources == ()


def test_libraries_are_kept_apart(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    index.add_uploads("guild:1", [("secret.txt", b"The bridge of Ostmark is for sale.")])
    asked = Query(text="bridge for sale", libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    assert {hit.passage.article.library for hit in index.search(asked).hits} == {MAIN_LIBRARY}
    assert index.outlets(["guild:1"], "", 5) == []
    assert index.coverage(["guild:1"]).articles == 1
