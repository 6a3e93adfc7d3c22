"""The commands that the bot synced, and which of them a person is offered where."""

from __future__ import annotations

from dataclasses import dataclass

from standin.clock import Snowflakes
from standin.command_rules import CHAT_INPUT, NESTING, check_commands
from standin.errors import Json, NotOffered
from standin.people import Member, Person
from standin.permissions import Permission
from standin.places import Channel

GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1
Key = tuple[int, str]  # kind and name


@dataclass(frozen=True, slots=True)
class Offer:
    """A command as a person found it: the way to its subcommand, and the options there."""

    command: Json
    path: tuple[tuple[int, str], ...]
    options: list[Json]

    def wrap(self, given: list[Json]) -> list[Json]:
        """The given options inside their subcommand and group."""
        for kind, name in reversed(self.path):
            given = [{"type": kind, "name": name, "options": given}]
        return given


class Book:
    """Commands per guild id, and under None the global ones."""

    def __init__(self, new_id: Snowflakes, application_id: str) -> None:
        self._new_id = new_id
        self._application_id = application_id
        self._scopes: dict[str | None, dict[Key, Json]] = {}
        self.syncs: list[str | None] = []

    def replace(self, scope: str | None, commands: list[Json]) -> list[Json]:
        """A sync: what is not named any more is gone, what keeps its name keeps its id."""
        check_commands(commands)
        old = self._scopes.get(scope, {})
        fresh: dict[Key, Json] = {}
        for command in commands:
            key = (int(command.get("type", CHAT_INPUT)), str(command["name"]))
            known = old.get(key)
            fresh[key] = self._complete(command, scope, known["id"] if known else self._new_id())
        self._scopes[scope] = fresh
        self.syncs.append(scope)
        return list(fresh.values())

    def listed(self, scope: str | None) -> list[Json]:
        return list(self._scopes.get(scope, {}).values())

    def find(self, channel: Channel, person: Person, name: str, kind: int = CHAT_INPUT) -> Offer:
        """A guild's own command wins over a global one; NotOffered says why there is none."""
        head, *rest = name.split() if kind == CHAT_INPUT else [name]
        scopes = [channel.guild.id, None] if channel.guild else [None]
        for scope in scopes:
            command = self._scopes.get(scope, {}).get((kind, head))
            if command is not None:
                _check_offered(command, channel, person)
                return _descend(command, rest)
        synced = sorted(key[1] for scope in scopes for key in self._scopes.get(scope, {}))
        raise NotOffered(f"no command {head!r} is synced here; synced are {synced}")

    def _complete(self, command: Json, scope: str | None, number: str) -> Json:
        whole: Json = {
            "type": CHAT_INPUT, "description": "", "options": [], "nsfw": False,
            "default_member_permissions": None, "dm_permission": scope is None,
            "contexts": None, "integration_types": [0],
            **command,
            "id": number, "application_id": self._application_id, "version": self._new_id(),
        }  # fmt: skip
        if scope is not None:
            whole["guild_id"] = scope
        return whole


def _check_offered(command: Json, channel: Channel, person: Person) -> None:
    name = command["name"]
    contexts = command["contexts"]
    here = GUILD_CONTEXT if channel.guild else BOT_DM_CONTEXT
    allowed = here in contexts if contexts is not None else bool(channel.guild or command["dm_permission"] is not False)
    if not allowed:
        raise NotOffered(f"{name!r} is not offered in {'servers' if channel.guild else 'direct messages'}")
    if not isinstance(person, Member) or channel.guild is None:
        return
    may = person.allowed_in(channel)
    if not may & Permission.USE_APPLICATION_COMMANDS:
        raise NotOffered(f"{person.name} may not use commands in {channel.name}")
    needed = command["default_member_permissions"]
    if needed is not None:
        required = Permission(int(needed))
        administers = bool(may & Permission.ADMINISTRATOR)
        if not administers and (required == 0 or may & required != required):
            raise NotOffered(f"{name!r} needs permissions that {person.name} lacks: {required!r}")
    if command["nsfw"] and not channel.nsfw:
        raise NotOffered(f"{name!r} is for age-restricted channels")


def _descend(command: Json, names: list[str]) -> Offer:
    path: list[tuple[int, str]] = []
    options: list[Json] = command["options"]
    for name in names:
        nested = [option for option in options if option["type"] in NESTING]
        option = next((option for option in nested if option["name"] == name), None)
        if option is None:
            offered = [option["name"] for option in nested]
            raise NotOffered(f"{command['name']!r} has no subcommand {name!r}, only {offered}")
        path.append((option["type"], name))
        options = option.get("options") or []
    if any(option["type"] in NESTING for option in options):
        raise NotOffered(f"{command['name']!r} needs one of {[option['name'] for option in options]}")
    return Offer(command, tuple(path), options)
