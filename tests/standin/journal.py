"""What the bot asked for, and what of it went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from standin.changes import Changes
from standin.errors import Problem, Unexpected


@dataclass(slots=True)
class Request:
    """One request; `status` is 0 until it is answered, and when its answer got lost."""

    method: str
    path: str
    body: Any
    at: float
    status: int = 0


@dataclass(slots=True)
class Journal:
    """`requests` has all of them, `errors` those that Discord would have refused."""

    changes: Changes
    requests: list[Request] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)

    def enter(self, request: Request) -> Request:
        self.requests.append(request)
        self.changes.ring()
        return request

    def complain(self, problem: Problem) -> None:
        self.errors.append(problem)
        self.changes.ring()

    def take(self) -> list[Problem]:
        """The errors so far, which are thereby expected."""
        taken, self.errors = self.errors, []
        return taken

    def settle(self) -> None:
        """Raise for errors that no test took."""
        if self.errors:
            raise Unexpected("requests of the bot failed:\n" + "\n".join(str(error) for error in self.errors))
