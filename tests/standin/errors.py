"""Refusals in Discord's own codes, what is kept of them, and what a person's client would not allow."""

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
ProblemKind = Literal["unknown route", "refused", "crash", "gateway"]


class ApiError(Exception):
    """A refusal as the REST API words it."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" + (f" {errors}" if errors else ""))
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


class NotOffered(Exception):
    """Discord's client would not offer this to the person: not synced, not allowed, disabled, not there."""


class Offline(Exception):
    """No bot is connected that could get the event."""


class Unexpected(AssertionError):
    """The bot's requests failed in a way that no test had asked for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One request that Discord would have refused, or that the stand-in does not know."""

    kind: ProblemKind
    method: str
    path: str
    status: int
    code: int
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.method} {self.path} -> {self.status} {self.detail}"


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def unknown(thing: str) -> ApiError:
    """404 for a thing that is not there, with Discord's code for it."""
    codes = {
        "Channel": 10003, "Guild": 10004, "Member": 10007, "Message": 10008, "User": 10013,
        "Webhook": 10015, "Interaction": 10062, "Application Command": 10063,
    }  # fmt: skip
    return ApiError(404, codes[thing], f"Unknown {thing}")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def closed_dms() -> ApiError:
    return ApiError(403, 50007, "Cannot send messages to this user")


def not_the_author() -> ApiError:
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")
