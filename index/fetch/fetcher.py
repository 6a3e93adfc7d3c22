"""Gets what lies at an address of the web, politely and safely: the rules are in docs/operating.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING

from index.fetch.addresses import Allowed
from index.fetch.agent import user_agent
from index.fetch.clock import SystemClock
from index.fetch.deadline import Deadline
from index.fetch.errors import BadAnswer
from index.fetch.headers import kept
from index.fetch.pace import Pace
from index.fetch.resolve import SystemResolver
from index.fetch.robots import MOST, Rules
from index.fetch.site_rules import SiteRules
from index.fetch.target import Target, read_target
from index.fetch.types import Clock, Fetched, Limits, NotModified, Resolver

if TYPE_CHECKING:
    import ssl

    import httpcore

    from index.fetch.exchange import Answer, Wire

AT_ONCE = 8  # requests in all
GAP = 1.0  # seconds between two requests to one host
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Errand:
    """What is the same for every step of a fetch."""

    headers: Mapping[str, str]
    most: int
    rules: Callable[[Target], Rules]
    cut: bool = False


class Fetcher:
    """One for the whole program; any number of threads may ask it at once."""

    def __init__(
        self,
        *,
        contact: str = "",
        at_once: int = AT_ONCE,
        gap: float = GAP,
        allowed: tuple[Allowed, ...] = (),
        limits: Limits | None = None,
        resolver: Resolver | None = None,
        clock: Clock | None = None,
        backend: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._headers = {"User-Agent": user_agent(contact), "Accept": ACCEPT}
        self._allowed = allowed
        self._limits = limits or Limits()
        self._resolver = resolver or SystemResolver()
        self._clock = clock or SystemClock()
        self._backend = backend
        self._tls = tls
        self._closing = Event()
        self._pace = Pace(at_once=at_once, gap=gap, clock=self._clock, closing=self._closing)
        self._rules = SiteRules(fetch=self._robots_txt, clock=self._clock)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched | NotModified:
        """What lies at `url`, unless it is as it was when the ETag or the date was seen. Raises `FetchFailure`.

        Blocks: for its host's turn, then for at most 20 seconds. Tries once; whoever has a schedule tries again.
        """
        from index.fetch.answers import read_answer

        conditions = {"If-None-Match": kept(etag), "If-Modified-Since": kept(last_modified)}
        sent = {name: value for name, value in conditions.items() if value}
        errand = Errand({**self._headers, **sent}, self._limits.content, self._rules.of)
        answer, moved = self._follow(read_target(url), errand)
        return read_answer(answer, conditional=bool(sent), moved=moved, most=self._limits.content)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of this site names. Raises `FetchFailure`."""
        return self._rules.of(read_target(url)).sitemaps

    def close(self) -> None:
        """End what is under way within seconds; nothing is fetched any more."""
        self._closing.set()

    def _robots_txt(self, target: Target) -> Answer:
        """A robots.txt, for which nobody's leave is needed."""
        from index.fetch.answers import failure

        errand = Errand(self._headers, MOST, rules=lambda place: Rules(place.origin), cut=True)
        answer, _ = self._follow(target, errand)
        if answer.status != HTTPStatus.OK:
            raise failure(answer.status)
        return answer

    def _follow(self, target: Target, errand: Errand) -> tuple[Answer, bool]:
        """The answer at the end of all redirects, and whether each of them was for good."""
        from index.fetch.answers import FOR_GOOD, LOST, next_place

        deadline = Deadline(self._limits.seconds, clock=self._clock, closing=self._closing)
        passed: dict[str, int] = {}
        while True:
            answer = self._ask(target, errand, deadline)
            following = next_place(answer)
            if following is None:
                return answer, bool(passed) and set(passed.values()) <= FOR_GOOD
            passed[target.url] = answer.status
            if following.url in passed or len(passed) > self._limits.redirects:
                raise BadAnswer(LOST, status=answer.status)
            target = following

    def _ask(self, target: Target, errand: Errand, deadline: Deadline) -> Answer:
        from index.fetch.answers import busy

        rules = errand.rules(target)
        rules.check(target)
        with self._pace.turn(target.host, gap=rules.gap):
            answer = self._wire.ask(target, errand.headers, deadline=deadline, most=errand.most, cut=errand.cut)
            if refusal := busy(answer, now=self._clock.now()):
                self._pace.leave_alone(target.host, refusal.retry_after)
                raise refusal
            return answer

    @cached_property
    def _wire(self) -> Wire:
        """Made by the first request, as its libraries take a tenth of a second to load."""
        from index.fetch.exchange import Wire

        return Wire(resolver=self._resolver, allowed=self._allowed, backend=self._backend, tls=self._tls)
