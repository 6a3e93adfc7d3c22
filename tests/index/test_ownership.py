"""One article in several places: moved, swapped, in two sources, lost by one of them."""

from __future__ import annotations

from pathlib import Path

from index.engine import Index
from index.types import MAIN_LIBRARY
from index.upkeep import Change
from library import counts, found, write_article


def test_a_moved_file_with_an_address_stays_one_article(index: Index, folder: Path) -> None:
    file = folder / "with-url.md"
    file.write_text("---\ntitle: T\nurl: https://o.example/1\n---\nOne body of text.\n")
    index.add_paths(MAIN_LIBRARY, [folder])
    file.rename(folder / "moved.md")

    report = index.sync(MAIN_LIBRARY)

    assert report.count(Change.REMOVED) == 0
    assert index.status().articles == 3
    assert index.sync(MAIN_LIBRARY).entries == ()


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
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 2}

    assert index.remove(MAIN_LIBRARY, str(folder / "gull.md")) == []
    assert found(index, "gull Maurice"), "the folder still has it"
    write_article(folder, "gull.md", "Maurice the gull was caught.")
    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "unchanged": 1}
    assert found(index, "gull Maurice") == ["Maurice the gull was caught."]


def test_an_article_that_its_owner_loses_stays_with_the_other_source(index: Index, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for place in (one, two):
        write_article(place, "amber.md", "Amber lies on the beach.")
        (place / "amber.md").write_text(
            f"---\nurl: https://o.example/amber\n---\nAmber lies on the {place.name} beach.\n"
        )
        write_article(place, f"{place.name}.md", f"Something of {place.name}.")
    index.add_paths(MAIN_LIBRARY, [one])
    index.sync(MAIN_LIBRARY)
    assert counts(index.add_paths(MAIN_LIBRARY, [two])) == {"added": 1, "updated": 1}

    (two / "amber.md").unlink()
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 3}, "nothing of it is lost on the way"
    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "unchanged": 2}, "and it says what its new owner says"
    assert found(index, "amber") == ["Amber lies on the one beach."]
    assert index.verify().differences == ()
