"""What a person types into a command's options, as the client sends it: typed, checked, resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from standin.book import Offer
from standin.command_rules import OptionKind
from standin.errors import Json, NotOffered
from standin.files import Files, Upload
from standin.message import Message
from standin.people import Member, Person, Role, User, user_of
from standin.places import Channel

MAX_STRING = 6000


@dataclass(frozen=True, slots=True)
class Resolver:
    """Collects the objects behind ids, as `resolved` carries them."""

    files: Files
    place: Channel
    person: Person
    found: dict[str, Json]

    def user(self, value: object) -> str:
        if not isinstance(value, Member | User):
            raise NotOffered(f"not a member or user: {value!r}")
        user = user_of(value)
        self._put("users", user.id, user.payload())
        member = self.place.guild.members.get(user.id) if self.place.guild else None
        if member is not None:
            self._put("members", user.id, {**member.partial(), "permissions": str(int(member.permissions))})
        return user.id

    def role(self, value: object) -> str:
        if not isinstance(value, Role):
            raise NotOffered(f"not a role: {value!r}")
        return self._put("roles", value.id, value.payload())

    def mentionable(self, value: object) -> str:
        return self.role(value) if isinstance(value, Role) else self.user(value)

    def channel(self, value: object) -> str:
        if not isinstance(value, Channel):
            raise NotOffered(f"not a channel: {value!r}")
        allowed = self.person.allowed_in(value) if isinstance(self.person, Member) else 0
        return self._put("channels", value.id, {**value.payload(), "permissions": str(int(allowed))})

    def attachment(self, value: object) -> str:
        """A file, or plain bytes, which are then named `file.txt`."""
        upload = Upload("file.txt", value, "text/plain; charset=utf-8") if isinstance(value, bytes) else value
        if not isinstance(upload, Upload):
            raise NotOffered(f"not a file: {value!r}")
        stored = self.files.keep(upload, self.place.id, ephemeral=True)
        return self._put("attachments", stored.id, stored.payload())

    def message(self, value: Message) -> str:
        return self._put("messages", value.id, value.event())

    def _put(self, group: str, number: str, data: Json) -> str:
        self.found.setdefault(group, {})[number] = data
        return number


def encode(offer: Offer, given: Mapping[str, object], resolver: Resolver) -> list[Json]:
    """All options of a finished command; an option that is None is left out."""
    values = {name: value for name, value in given.items() if value is not None}
    _check_names(offer, values)
    for option in offer.options:
        if option.get("required") and option["name"] not in values:
            raise NotOffered(f"{offer.command['name']!r} requires the option {option['name']!r}")
    return [
        {
            "name": option["name"],
            "type": option["type"],
            "value": _value(option, values[option["name"]], resolver),
        }
        for option in offer.options
        if option["name"] in values
    ]


def encode_partly(offer: Offer, given: Mapping[str, object], focused: str, resolver: Resolver) -> list[Json]:
    """The options while the person still types into `focused`, whose text is sent as it is."""
    values = {name: value for name, value in given.items() if value is not None}
    values.setdefault(focused, "")
    _check_names(offer, values)
    encoded: list[Json] = []
    for option in offer.options:
        name = option["name"]
        if name == focused:
            if not option.get("autocomplete"):
                raise NotOffered(f"the option {name!r} does not complete")
            encoded.append({"name": name, "type": option["type"], "value": values[name], "focused": True})
        elif name in values:
            encoded.append({"name": name, "type": option["type"], "value": _value(option, values[name], resolver)})
    return encoded


def _check_names(offer: Offer, values: Mapping[str, object]) -> None:
    known = [option["name"] for option in offer.options]
    for name in values:
        if name not in known:
            raise NotOffered(f"{offer.command['name']!r} has no option {name!r}, only {known}")


def _value(option: Json, value: object, resolver: Resolver) -> object:
    kind = OptionKind(option["type"])
    resolve: dict[OptionKind, Callable[[object], str]] = {
        OptionKind.USER: resolver.user,
        OptionKind.CHANNEL: resolver.channel,
        OptionKind.ROLE: resolver.role,
        OptionKind.MENTIONABLE: resolver.mentionable,
        OptionKind.ATTACHMENT: resolver.attachment,
    }
    if kind in resolve:
        _check_channel(option, value)
        return resolve[kind](value)
    _check_plain(option, kind, value)
    return value


def _check_channel(option: Json, value: object) -> None:
    kinds = option.get("channel_types")
    if kinds and isinstance(value, Channel) and value.kind not in kinds:
        raise NotOffered(f"the option {option['name']!r} takes channels of the types {kinds}")


def _check_plain(option: Json, kind: OptionKind, value: object) -> None:
    name = option["name"]
    whole = isinstance(value, int) and not isinstance(value, bool)
    fits = {
        OptionKind.STRING: isinstance(value, str),
        OptionKind.INTEGER: whole,
        OptionKind.BOOLEAN: isinstance(value, bool),
        OptionKind.NUMBER: whole or isinstance(value, float),
    }
    if not fits[kind]:
        raise NotOffered(f"the option {name!r} takes {kind.name.lower()}, not {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise NotOffered(f"the option {name!r} offers {choices}, not {value!r}")
    if isinstance(value, str):
        size = len(value)
        if not (option.get("min_length") or 0) <= size <= (option.get("max_length") or MAX_STRING):
            raise NotOffered(f"the option {name!r} does not take {size} characters")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low, high = option.get("min_value"), option.get("max_value")
        if (low is not None and value < low) or (high is not None and value > high):
            raise NotOffered(f"the option {name!r} is outside {low}..{high}: {value!r}")
