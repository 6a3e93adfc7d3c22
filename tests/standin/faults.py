"""Trouble on demand: rate limits, breakdowns, answers that get lost, slow ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from standin.clock import Clock


@dataclass(frozen=True, slots=True)
class RateLimited:
    """429 once; `everywhere` is the global limit, which stops all of the client's REST."""

    retry_after: float = 0.2
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """Any other refusal; the request is not carried out."""

    status: int = 500
    code: int = 0
    message: str = "500: Internal Server Error"


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """The request is carried out, the connection is closed instead of an answer."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The request is carried out only after some seconds of the machine's clock."""

    seconds: float


Fault = RateLimited | Broken | LostAnswer | Slow


@dataclass(slots=True)
class _Planned:
    method: str
    path: str
    fault: Fault
    times: int


@dataclass(slots=True)
class Limit:
    """So many requests in so many seconds on each path that the pattern meets, as Discord counts them."""

    method: str
    path: str
    count: int
    per: float
    _windows: dict[str, tuple[float, int]] = field(default_factory=dict)

    def meets(self, method: str, path: str) -> bool:
        return method == self.method and fnmatchcase(path, self.path)

    def spend(self, path: str, now: float) -> Standing:
        began, spent = self._windows.get(path, (now, 0))
        if now - began >= self.per:
            began, spent = now, 0
        exceeded = spent >= self.count
        spent += 0 if exceeded else 1
        self._windows[path] = (began, spent)
        return Standing(self.count, self.count - spent, began + self.per - now, exceeded)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the X-RateLimit headers say."""

    limit: int
    remaining: int
    reset_after: float
    exceeded: bool = False


AMPLE = Standing(limit=50, remaining=49, reset_after=1.0)  # no limit was asked for: never slows a test down


class Faults:
    """What is planned; each fault is used up by its requests, a limit stays."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._planned: list[_Planned] = []
        self._limits: list[Limit] = []

    def plan(self, method: str, path: str, fault: Fault, times: int) -> None:
        self._planned.append(_Planned(method, path, fault, times))

    def limit(self, limit: Limit) -> None:
        self._limits.append(limit)

    def take(self, method: str, path: str) -> Fault | None:
        for planned in self._planned:
            if planned.times > 0 and planned.method == method and fnmatchcase(path, planned.path):
                planned.times -= 1
                return planned.fault
        return None

    @property
    def unused(self) -> int:
        """Faults that were planned and never met a request: the test did not test what it meant to."""
        return sum(planned.times for planned in self._planned)

    def standing(self, method: str, path: str) -> Standing:
        for limit in self._limits:
            if limit.meets(method, path):
                return limit.spend(path, self._clock())
        return AMPLE
