"""What editors choose from, and what they mean."""

from __future__ import annotations

import pytest

from bot.cogs.place import choices
from bot.editing import MOST_ADDRESSES, check_room, find_article, find_source
from bot.errors import BadInput
from fakes import FakeArchive


def test_suggestions_are_as_discord_takes_them() -> None:
    made = choices(
        [("word " * 50, "a"), ("long value", "x" * 101), ("", "b"), ("empty", ""), ("a\nb", "c")] + [("n", "n")] * 30
    )
    assert len(made) == 25
    assert made[0].name == "word " * 18 + "word […]"
    assert [(choice.name, choice.value) for choice in made[1:3]] == [("b", "b"), ("a b", "c")]
    assert all(1 <= len(choice.name) <= 100 for choice in made)


def test_an_article_is_found_by_id_or_its_only_title() -> None:
    archive = FakeArchive()
    archive.put("guild:7", "one", "x", title="The ferry")
    archive.put("guild:7", "two", "x", title="Twice")
    archive.put("guild:7", "three", "x", title="Twice")
    assert find_article(archive, "guild:7", "one").id == "one"
    assert find_article(archive, "guild:7", "The ferry").id == "one"
    for name in ("Twice", "ferry", "e", "nowhere"):
        with pytest.raises(BadInput):
            find_article(archive, "guild:7", name)
    with pytest.raises(BadInput):
        find_source(archive, "guild:7", "nowhere")


def test_a_server_has_a_bounded_number_of_addresses() -> None:
    archive = FakeArchive()
    archive.disk = {("guild:1", f"https://post.example/{number}"): {} for number in range(MOST_ADDRESSES - 1)}
    archive.disk["guild:1", "/a/folder"] = {}
    archive.disk["guild:2", "https://other.example/"] = {}
    check_room(archive, "guild:1")
    archive.disk["guild:1", "https://post.example/last"] = {}
    with pytest.raises(BadInput, match="50 feeds"):
        check_room(archive, "guild:1")
