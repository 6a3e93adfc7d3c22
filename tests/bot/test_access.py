"""Who may ask, change and open what: a table each."""

from __future__ import annotations

import pytest

from bot.access import require_editor, require_reader
from bot.errors import Refused
from bot.libraries import askable, editable
from bot.types import ServerSettings
from made import answered, kept


@pytest.mark.parametrize(
    ("guild", "chosen", "libraries"),
    [
        (None, ServerSettings(), ("main",)),
        ("7", ServerSettings(), ("guild:7", "main")),
        ("7", ServerSettings(asks_main=False), ("guild:7",)),
    ],
)
def test_libraries(guild: str | None, chosen: ServerSettings, libraries: tuple[str, ...]) -> None:
    assert askable(guild, chosen) == libraries


def test_only_the_own_library_may_be_changed() -> None:
    assert editable("7") == "guild:7"
    with pytest.raises(Refused):
        editable(None)


@pytest.mark.parametrize(
    ("manages", "roles", "role", "may"),
    [
        (True, set(), None, True),
        (False, {"5"}, "5", True),
        (False, {"5"}, "6", False),
        (False, {"5"}, None, False),
        (False, set(), "5", False),
    ],
)
def test_editors(manages: bool, roles: set[str], role: str | None, may: bool) -> None:
    def ask() -> None:
        require_editor(manages=manages, roles=roles, settings=ServerSettings(editor_role=role))

    if may:
        ask()
    else:
        with pytest.raises(Refused):
            ask()


@pytest.mark.parametrize(
    ("asked_in", "private", "guild", "member", "may"),
    [
        ("7", False, "7", "other", True),
        ("7", False, "8", "asker", False),
        ("7", False, None, "asker", False),
        ("7", True, "7", "asker", True),
        ("7", True, "7", "other", False),
        (None, False, None, "asker", True),
        (None, False, None, "other", False),
        (None, False, "7", "asker", False),
    ],
)
def test_readers(asked_in: str | None, private: bool, guild: str | None, member: str, may: bool) -> None:
    answer = kept(answered(), guild=asked_in, asker="asker", private=private)
    if may:
        require_reader(answer, guild=guild, member=member)
    else:
        with pytest.raises(Refused):
            require_reader(answer, guild=guild, member=member)
