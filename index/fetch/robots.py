"""What a site's robots.txt asks of us, as RFC 9309 reads it, with Protego.

Protego copies every rule into each of the agents named above it, so that half a megabyte of names and rules would
take many gigabytes; names that do not mean us are therefore made one before it reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fetch.agent import TOKEN
from index.fetch.errors import Refused
from index.fetch.target import Target, read_target

if TYPE_CHECKING:
    from protego import Protego

MOST = 500 * 1024  # bytes that are read, as RFC 9309 has it; the rest is cut off
LONGEST_DELAY = 30.0  # seconds; sites that ask for minutes between pages would never be read through
MAX_SITEMAPS = 100
AGENT = re.compile(r"\s*user[ -]?agent\b[\s:]*(?P<name>[^#]*)", re.IGNORECASE)
NAME = re.compile(r"[a-z_-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site for us."""

    origin: str
    text: Protego | None = field(repr=False, default=None)  # None: it has none, so everything is allowed

    def check(self, target: Target) -> None:
        """Raises `Refused` where we may not fetch this."""
        if self.text is not None and not self.text.can_fetch(target.url, TOKEN):
            raise Refused(f"the robots.txt of {target.host} does not allow it")

    @property
    def gap(self) -> float:
        """Seconds between two requests that the site asks for, up to a limit."""
        if self.text is None:
            return 0.0
        rate = self.text.request_rate(TOKEN)
        asked = max(self.text.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        return min(asked, LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names, those that may be fetched at all."""
        return tuple(dict.fromkeys(self._sitemaps())) if self.text else ()

    def _sitemaps(self) -> Iterator[str]:
        base = read_target(self.origin + "/robots.txt")
        for _, named in zip(range(MAX_SITEMAPS), self.text.sitemaps if self.text else (), strict=False):
            try:
                yield read_target(named, base=base).url
            except Refused:
                continue


def read_rules(origin: str, content: bytes) -> Rules:
    """Read a robots.txt; nothing in it is an error."""
    from protego import Protego

    lines = content[:MOST].decode("utf-8-sig", errors="replace").splitlines()
    return Rules(origin, Protego.parse("\n".join(map(_fewer_agents, lines))))


def _fewer_agents(line: str) -> str:
    agent = AGENT.match(line)
    if agent is None:
        return line
    name = agent["name"].strip().lower()
    token = NAME.match(name)
    ours = token is not None and token[0] == TOKEN.lower()
    return f"User-agent: {TOKEN if ours else '*' if name == '*' else 'other'}"
