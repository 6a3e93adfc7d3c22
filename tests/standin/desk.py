"""Where the bot answers interactions: the three seconds, the fifteen minutes, and what may answer what."""

from __future__ import annotations

from dataclasses import dataclass, field

from standin.changes import Changes
from standin.clock import Clock
from standin.command_rules import check_choices
from standin.errors import ApiError, Json, already_acknowledged, expired_token, unknown
from standin.files import Upload
from standin.form import Form
from standin.interaction import Choice, Interaction, InteractionKind, Modal, Reply, metadata
from standin.message import Message
from standin.message_rules import EPHEMERAL, LOADING
from standin.modal_rules import check_modal
from standin.press import Press

TOKEN_SECONDS = 15 * 60
ANSWERS: dict[InteractionKind, frozenset[Reply]] = {
    InteractionKind.COMMAND: frozenset({Reply.MESSAGE, Reply.DEFERRED_MESSAGE, Reply.MODAL}),
    InteractionKind.COMPONENT: frozenset(Reply) - {Reply.CHOICES},
    InteractionKind.AUTOCOMPLETE: frozenset({Reply.CHOICES}),
    InteractionKind.MODAL: frozenset({Reply.MESSAGE, Reply.DEFERRED_MESSAGE}),
}
UPDATES = frozenset({Reply.UPDATE, Reply.DEFERRED_UPDATE})


@dataclass(slots=True)
class Desk:
    """All interactions by token."""

    press: Press
    clock: Clock
    changes: Changes
    ack_seconds: float
    _open: dict[str, Interaction] = field(default_factory=dict)

    def open(self, interaction: Interaction) -> None:
        self._open[interaction.token] = interaction

    def acknowledge(self, number: str, token: str, body: Json, uploads: list[Upload]) -> Json:
        """The first answer; a refused one leaves the interaction open."""
        interaction = self._open.get(token)
        if interaction is None or interaction.id != number:
            raise unknown("Interaction")
        if interaction.reply is not None:
            raise already_acknowledged()
        now = self.clock()
        if now - interaction.created > self.ack_seconds:
            raise unknown("Interaction")
        reply = _reply(interaction, body)
        self._carry_out(interaction, reply, body.get("data") or {}, uploads)
        interaction.reply, interaction.acked = reply, now
        self.changes.ring()
        return _callback(interaction)

    def find(self, token: str) -> Interaction:
        """By the token of its webhook: known only once answered, and for fifteen minutes."""
        interaction = self._open.get(token)
        if interaction is None or self.clock() - interaction.created > TOKEN_SECONDS:
            raise expired_token()
        if interaction.reply is None:
            raise unknown("Webhook")
        return interaction

    def message(self, token: str, number: str) -> Message:
        """`@original` or a message's id, among the answers to that interaction."""
        interaction = self.find(token)
        known = [interaction.original, *interaction.followups]
        for message in known[:1] if number == "@original" else known:
            if message and not message.deleted and number in ("@original", message.id):
                return message
        raise unknown("Message")

    def edit(self, token: str, number: str, body: Json, uploads: list[Upload]) -> Message:
        interaction, message = self.find(token), self.message(token, number)
        if interaction.original is message:
            interaction.filled = True
        return self.press.edit(message, body, uploads)

    def delete(self, token: str, number: str) -> None:
        self.press.delete(self.message(token, number))

    def follow_up(self, token: str, body: Json, uploads: list[Upload]) -> Message:
        """The first one after a deferred answer fills that, whatever its own ephemeral flag says."""
        interaction = self.find(token)
        original = interaction.original
        if interaction.reply == Reply.DEFERRED_MESSAGE and original and original.loading and not original.deleted:
            return self.edit(token, "@original", body, uploads)
        message = self._post(interaction, body, uploads)
        interaction.followups.append(message)
        self.changes.ring()
        return message

    def _post(self, interaction: Interaction, data: Json, uploads: list[Upload]) -> Message:
        return self.press.answer(data, uploads, interaction.channel, interaction.user, metadata(interaction))

    def _carry_out(self, interaction: Interaction, reply: Reply, data: Json, uploads: list[Upload]) -> None:
        match reply:
            case Reply.MESSAGE:
                interaction.original, interaction.filled = self._post(interaction, data, uploads), True
            case Reply.DEFERRED_MESSAGE:
                flags = int(data.get("flags") or 0)
                origin = metadata(interaction)
                interaction.original = self.press.placeholder(flags, interaction.channel, interaction.user, origin)
            case Reply.DEFERRED_UPDATE:
                interaction.original = interaction.source
            case Reply.UPDATE:
                assert interaction.source
                interaction.original = self.press.edit(interaction.source, data, uploads)
                interaction.filled = True
            case Reply.CHOICES:
                check_choices(data.get("choices") or [])
                interaction.choices = tuple(Choice(c["name"], c["value"]) for c in data.get("choices") or [])
            case Reply.MODAL:
                check_modal(data)
                interaction.modal = Modal(data["title"], data["custom_id"], data["components"], interaction)


def _reply(interaction: Interaction, body: Json) -> Reply:
    """The kind of answer, if this interaction may be answered so."""
    allowed = ANSWERS[interaction.kind]
    if interaction.kind == InteractionKind.MODAL and interaction.source:
        allowed |= UPDATES
    if body.get("type") not in set(allowed):
        form = Form()
        form.one_of("type", body.get("type"), frozenset(int(reply) for reply in allowed))
        form.settle()
        raise ApiError(400, 50035, "Invalid Form Body")
    return Reply(body["type"])


def _callback(interaction: Interaction) -> Json:
    """The answer to `with_response=1`, which discord.py always asks for and indexes."""
    assert interaction.reply
    data: Json = {"id": interaction.id, "type": int(interaction.kind)}
    resource: Json = {"type": int(interaction.reply)}
    if message := interaction.original:
        data["response_message_id"] = message.id
        data["response_message_loading"] = bool(message.flags & LOADING)
        data["response_message_ephemeral"] = bool(message.flags & EPHEMERAL)
        if interaction.reply in (Reply.MESSAGE, Reply.UPDATE):
            resource["message"] = message.payload()
    return {"interaction": data, "resource": resource}
