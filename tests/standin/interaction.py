"""One interaction as the person lives it: sent, acknowledged or not, and what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from standin import component_tree as tree
from standin.changes import Changes
from standin.component_tree import Kind
from standin.errors import Json, NotOffered
from standin.message import Message
from standin.modal_rules import FIELDS
from standin.people import Person, User, user_of
from standin.places import Channel

PATIENCE = 10.0  # seconds that a test waits by default; the machine may be busy


class InteractionKind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Reply(IntEnum):
    """How a bot may answer an interaction first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion of an autocompletion."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a modal."""

    label: str
    custom_id: str
    kind: Kind
    required: bool
    options: tuple[tree.Option, ...]
    description: str | None
    placeholder: str | None
    value: str | None
    min_length: int
    max_length: int


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that the bot opened for a person; `discord_.submit` sends it."""

    title: str
    custom_id: str
    components: list[Json]
    origin: Interaction

    @property
    def text(self) -> str:
        return "\n".join(tree.texts(self.components))

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for component in self.components for field in _fields(component))


@dataclass(slots=True, eq=False)
class Interaction:
    """Live: `messages`, `choices` and `modal` fill as the bot answers."""

    id: str
    token: str
    kind: InteractionKind
    channel: Channel
    person: Person
    created: float
    changes: Changes
    source: Message | None = None
    trigger: Json | None = None
    name: str | None = None
    acked: float | None = None
    reply: Reply | None = None
    original: Message | None = None
    filled: bool = False
    followups: list[Message] = field(default_factory=list)
    choices: tuple[Choice, ...] | None = None
    modal: Modal | None = None

    @property
    def user(self) -> User:
        return user_of(self.person)

    @property
    def messages(self) -> list[Message]:
        """What the person sees in answer so far, the first answer first; no "is thinking"."""
        first = [self.original] if self.original and (self.filled or self._updated) else []
        return [m for m in (*first, *self.followups) if not m.deleted]

    @property
    def _updated(self) -> bool:
        """After a deferred update the bot may edit the clicked message by its channel, too."""
        if self.reply != Reply.DEFERRED_UPDATE or self.original is None or self.acked is None:
            return False
        return (self.original.edited or 0.0) >= self.acked

    async def response(self, within: float = PATIENCE, *, until: Callable[[Message], bool] | None = None) -> Message:
        """The first message in answer that is no placeholder and of which `until` holds.

        A bot that shows its progress by edits is best waited for with `until`: the stand-in cannot know
        which edit is the last. After a deferred or immediate update it is the clicked message itself.
        """
        return await self.changes.until(lambda: next(filter(until, self.messages), None), within, self._story)

    async def followup(self, index: int = 0, within: float = PATIENCE) -> Message:
        """The follow-up with that number; one that filled a deferred answer is not among them."""
        return await self.changes.until(
            lambda: self.followups[index] if len(self.followups) > index else None, within, self._story
        )

    async def opened(self, within: float = PATIENCE) -> Modal:
        """The modal that the bot answered with."""
        return await self.changes.until(lambda: self.modal, within, self._story)

    async def acknowledged(self, within: float = PATIENCE) -> float:
        """Seconds from its creation to its acknowledgement."""
        acked = await self.changes.until(lambda: self.acked, within, self._story)
        return acked - self.created

    def _story(self) -> str:
        reply = "not acknowledged" if self.reply is None else f"acknowledged with {self.reply.name}"
        seen = [message.text[:200] for message in self.messages]
        return f"{self.kind.name.lower()} {self.name!r} was {reply}; its messages: {seen}"


def metadata(interaction: Interaction) -> Json:
    """`interaction_metadata` of the messages in answer."""
    guild = interaction.channel.guild
    data: Json = {
        "id": interaction.id,
        "type": int(interaction.kind),
        "user": interaction.user.payload(),
        "authorizing_integration_owners": {"0": guild.id if guild else "0"},
    }
    if interaction.kind == InteractionKind.COMMAND:
        data |= {"name": interaction.name, "command_type": 1}
    if interaction.kind == InteractionKind.COMPONENT and interaction.source:
        data["interacted_message_id"] = interaction.source.id
    if interaction.kind == InteractionKind.MODAL and interaction.trigger:
        data["triggering_interaction_metadata"] = interaction.trigger
    return data


def find_field(modal: Modal, name: str) -> Field:
    """By custom_id or by label."""
    found = [field for field in modal.fields if name in (field.custom_id, field.label)]
    if len(found) != 1:
        raise NotOffered(f"{len(found)} fields {name!r} among {[field.label for field in modal.fields]}")
    return found[0]


def _fields(component: Json) -> list[Field]:
    label = component.get("label") or ""
    held = [component["component"]] if "component" in component else component.get("components") or []
    return [_field(label, component.get("description"), item) for item in held if item.get("type") in FIELDS]


def _field(label: str, description: str | None, item: Json) -> Field:
    return Field(
        label=label or item.get("label") or "",
        custom_id=item["custom_id"],
        kind=Kind(item["type"]),
        required=bool(item.get("required", item["type"] != Kind.CHECKBOX)),
        options=tree.options(item),
        description=description,
        placeholder=item.get("placeholder"),
        value=item.get("value"),
        min_length=item.get("min_length") or 0,
        max_length=item.get("max_length") or 4000,
    )
