"""REST routes by which the bot answers interactions: the callback and the interaction's webhook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standin.call import Answer, Call, Route
from standin.desk import Desk
from standin.errors import unknown

WEBHOOK = "/webhooks/{application}/{token}"
MESSAGE = WEBHOOK + "/messages/{message}"


@dataclass(frozen=True, slots=True)
class InteractionRoutes:
    """None of them wants the bot's token: the interaction's is in the path."""

    desk: Desk
    application_id: str

    def table(self) -> Iterator[Route]:
        yield Route("POST", "/interactions/{interaction}/{token}/callback", self.acknowledge, open=True)
        yield Route("POST", WEBHOOK, self.follow_up, open=True)
        yield Route("GET", MESSAGE, self.get, open=True)
        yield Route("PATCH", MESSAGE, self.edit, open=True)
        yield Route("DELETE", MESSAGE, self.delete, open=True)

    def acknowledge(self, call: Call) -> Answer:
        answer = self.desk.acknowledge(call.params["interaction"], call.params["token"], call.fields, call.uploads)
        return answer if call.query.get("with_response") in ("1", "true") else None

    def follow_up(self, call: Call) -> Answer:
        message = self.desk.follow_up(self._token(call), call.fields, call.uploads)
        return message.payload() if call.query.get("wait") in ("1", "true") else None

    def get(self, call: Call) -> Answer:
        return self.desk.message(self._token(call), call.params["message"]).payload()

    def edit(self, call: Call) -> Answer:
        return self.desk.edit(self._token(call), call.params["message"], call.fields, call.uploads).payload()

    def delete(self, call: Call) -> Answer:
        self.desk.delete(self._token(call), call.params["message"])
        return None

    def _token(self, call: Call) -> str:
        if call.params["application"] != self.application_id:
            raise unknown("Webhook")
        return call.params["token"]
