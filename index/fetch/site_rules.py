"""The robots.txt of each site, asked for once a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING

from index.fetch.errors import BadAnswer, Busy, Ending, FetchFailure, Gone, Missing, Refused, Unreachable
from index.fetch.robots import Rules, read_rules
from index.fetch.target import Target, read_target
from index.fetch.types import Clock

if TYPE_CHECKING:
    from index.fetch.exchange import Answer

KEPT = 24 * 3600.0  # seconds, the longest that RFC 9309 allows
KEPT_FAILURE = 60.0  # seconds: a hundred pages of a site that is down do not ask a hundred times
MAX_SITES = 1000  # that are remembered


@dataclass(slots=True)
class _Site:
    reading: Lock = field(default_factory=Lock)
    rules: Rules | None = None
    failure: FetchFailure | None = None
    until: float = 0.0


class SiteRules:
    """Reads through `fetch`, which follows redirects and raises `FetchFailure`."""

    def __init__(self, *, fetch: Callable[[Target], Answer], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._guard = Lock()
        self._sites: dict[str, _Site] = {}

    def of(self, target: Target) -> Rules:
        """The rules for an address. Raises `FetchFailure` where they cannot be read for now, so nothing is allowed."""
        site = self._site(target.origin)
        with site.reading:
            if self._clock.monotonic() >= site.until:
                self._read(site, target.origin)
            if site.failure is not None:
                raise type(site.failure)(site.failure.message, status=site.failure.status)
            assert site.rules is not None
            return site.rules

    def _read(self, site: _Site, origin: str) -> None:
        site.rules = site.failure = None
        try:
            site.rules, kept = self._ask(origin), KEPT
        except (Refused, Ending):
            raise
        except FetchFailure as error:
            if isinstance(error, Busy) and error.retry_after:
                raise  # its host is left alone for that long, whatever is asked
            reason = f"its robots.txt cannot be read ({error.message}), so nothing is fetched for now"
            site.failure, kept = Unreachable(reason, status=error.status), KEPT_FAILURE
        site.until = self._clock.monotonic() + kept

    def _ask(self, origin: str) -> Rules:
        """A robots.txt that is not there allows everything, and so does one that we are not let see."""
        try:
            return read_rules(origin, self._fetch(read_target(origin + "/robots.txt")).content)
        except (Missing, Gone):
            return Rules(origin)
        except (Refused, BadAnswer) as error:
            if (error.status or 0) >= HTTPStatus.BAD_REQUEST:
                return Rules(origin)
            raise

    def _site(self, origin: str) -> _Site:
        with self._guard:
            if origin not in self._sites and len(self._sites) >= MAX_SITES:
                del self._sites[next(iter(self._sites))]  # the one known longest
            return self._sites.setdefault(origin, _Site())
