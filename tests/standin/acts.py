"""What people do: use commands, click, choose, fill in forms, write messages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standin.book import Book
from standin.changes import Changes
from standin.clock import Clock
from standin.command_rules import CHAT_INPUT, MESSAGE_MENU, USER_MENU
from standin.component_tree import LINK_STYLE, Kind
from standin.desk import Desk
from standin.errors import Json, NotOffered
from standin.files import Files, Upload
from standin.forms import chosen, fill
from standin.gateway import Gateway
from standin.interaction import Interaction, InteractionKind, Modal, metadata
from standin.message import Message
from standin.options import Resolver, encode, encode_partly
from standin.people import Member, Person, user_of
from standin.places import Channel
from standin.press import Press
from standin.world import World


@dataclass(frozen=True, slots=True)
class Acts:
    """Each act makes the interaction, tells the bot, and returns without waiting for it."""

    world: World
    book: Book
    files: Files
    desk: Desk
    press: Press
    gateway: Gateway
    clock: Clock
    changes: Changes

    def slash(self, channel: Channel, person: Person, name: str, given: Mapping[str, object]) -> Interaction:
        offer = self.book.find(channel, person, name)
        resolver = self._resolver(channel, person)
        data = _command(offer.command, offer.wrap(encode(offer, given, resolver)), resolver)
        return self._send(InteractionKind.COMMAND, channel, person, data, name=name)

    def autocomplete(
        self, channel: Channel, person: Person, name: str, focused: str, given: Mapping[str, object]
    ) -> Interaction:
        offer = self.book.find(channel, person, name)
        resolver = self._resolver(channel, person)
        options = encode_partly(offer, given, focused, resolver)
        data = _command(offer.command, offer.wrap(options), resolver)
        data.pop("resolved", None)  # Discord sends none here
        return self._send(InteractionKind.AUTOCOMPLETE, channel, person, data, name=name)

    def menu(self, channel: Channel, person: Person, name: str, target: Message | Person) -> Interaction:
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        offer = self.book.find(channel, person, name, kind)
        resolver = self._resolver(channel, person)
        number = resolver.message(target) if isinstance(target, Message) else resolver.user(target)
        data = _command(offer.command, [], resolver) | {"target_id": number}
        return self._send(InteractionKind.COMMAND, channel, person, data, name=name)

    def click(self, message: Message, person: Person, name: str) -> Interaction:
        _check_visible(message, person)
        button = message.button(name)
        if button.disabled or button.style == LINK_STYLE or button.custom_id is None:
            raise NotOffered(f"the button {button.label!r} is disabled or a link")
        data = {"custom_id": button.custom_id, "component_type": int(Kind.BUTTON)}
        return self._component(message, person, data, button.label)

    def choose(self, message: Message, person: Person, name: str, values: Sequence[object]) -> Interaction:
        _check_visible(message, person)
        select = message.select(name)
        resolver = self._resolver(message.channel, person)
        picked = chosen(select, values, resolver)
        data: Json = {"custom_id": select.custom_id, "component_type": int(select.kind), "values": picked}
        if resolver.found:
            data["resolved"] = resolver.found
        return self._component(message, person, data, select.custom_id)

    def submit(self, modal: Modal, person: Person, answers: Mapping[str, object]) -> Interaction:
        if user_of(person) is not modal.origin.user:
            raise NotOffered(f"the modal was opened for {modal.origin.user.name}, not for {person.name}")
        channel, source = modal.origin.channel, modal.origin.source
        resolver = self._resolver(channel, person)
        data: Json = {"custom_id": modal.custom_id, "components": fill(modal, answers, resolver)}
        if resolver.found:
            data["resolved"] = resolver.found
        return self._send(
            InteractionKind.MODAL,
            channel,
            person,
            data,
            source=source,
            trigger=metadata(modal.origin),
            name=modal.title,
        )

    def say(
        self,
        channel: Channel,
        person: Person,
        content: str,
        files: Sequence[Upload],
        reply_to: Message | None,
    ) -> Message:
        """A person's own message."""
        body: Json = {"content": content}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to.id}
        return self.press.post(body, list(files), channel, user_of(person))

    def _component(self, message: Message, person: Person, data: Json, name: str) -> Interaction:
        return self._send(InteractionKind.COMPONENT, message.channel, person, data, source=message, name=name)

    def _send(
        self,
        kind: InteractionKind,
        channel: Channel,
        person: Person,
        data: Json,
        *,
        source: Message | None = None,
        trigger: Json | None = None,
        name: str = "",
    ) -> Interaction:
        _check_place(channel, person)
        interaction = Interaction(
            self.world.new_id(), secrets.token_urlsafe(32), kind, channel, person, self.clock(), self.changes,
            source=source, trigger=trigger, name=name,
        )  # fmt: skip
        payload = self._payload(interaction, data)
        self.desk.open(interaction)
        self.gateway.interact(payload, channel.guild)
        return interaction

    def _payload(self, interaction: Interaction, data: Json) -> Json:
        """INTERACTION_CREATE; keys that do not apply are left out, since a null breaks the client."""
        channel, user, guild = interaction.channel, interaction.user, interaction.channel.guild
        payload: Json = {
            "id": interaction.id, "application_id": self.world.bot.id, "type": int(interaction.kind),
            "token": interaction.token, "version": 1, "data": data, "channel_id": channel.id,
            "attachment_size_limit": self.files.limit, "entitlements": [], "locale": user.locale,
            "authorizing_integration_owners": {"0": guild.id if guild else "0"},
            "context": 0 if guild else 1,
            "app_permissions": str(int(self.world.bot_in(channel))),
            "channel": channel.payload(),
        }  # fmt: skip
        if interaction.source is not None:
            payload["message"] = interaction.source.payload()
        if guild is None:
            return payload | {"user": user.payload()}
        member = guild.members[user.id]
        payload["channel"] |= {"permissions": str(int(member.allowed_in(channel)))}
        return payload | {
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": member.payload_in(channel),
        }

    def _resolver(self, channel: Channel, person: Person) -> Resolver:
        return Resolver(self.files, channel, person, {})


def _command(command: Json, options: list[Json], resolver: Resolver) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command.get("type", CHAT_INPUT)}
    if options:
        data["options"] = options
    if resolver.found:
        data["resolved"] = resolver.found
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data


def _check_place(channel: Channel, person: Person) -> None:
    if channel.guild is None:
        if channel.recipient is not user_of(person):
            raise NotOffered(f"{person.name} is not in that direct message")
    elif not isinstance(person, Member) or person.guild is not channel.guild:
        raise NotOffered(f"{person.name} is not a member of {channel.guild.name}")


def _check_visible(message: Message, person: Person) -> None:
    if message.deleted:
        raise NotOffered("the message was deleted")
    if message.audience is not None and message.audience is not user_of(person):
        raise NotOffered(f"only {message.audience.name} sees that message, not {person.name}")
