"""A resolver, a network and a clock of the tests, with which any public name leads to the loopback server."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from threading import Event

import httpcore

from index.fetch.resolve import SystemResolver

NUMBER = re.compile(r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+))*|[0-9a-f:.]*:[0-9a-f:.]*")
PUBLIC = "93.184.216.34"


class Names:
    """Answers each name with its lists of addresses in turn, the last one for ever; numbers as the system does."""

    def __init__(self, names: Mapping[str, list[list[str]]]) -> None:
        self._names = {name: list(answers) for name, answers in names.items()}
        self.asked: list[str] = []

    def resolve(self, host: str, port: int, *, timeout: float) -> list[str]:
        self.asked.append(host)
        answers = self._names.get(host)
        if answers is not None:
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if not NUMBER.fullmatch(host):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return SystemResolver().resolve(host, port, timeout=timeout)


class Network(httpcore.NetworkBackend):
    """Notes every address that is connected to, and leads them all to one port of loopback, unless `dead`."""

    def __init__(self, port: int, dead: Iterable[str] = ()) -> None:
        self._port = port
        self._dead = frozenset(dead)
        self.reached: list[tuple[str, int]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.reached.append((host, port))
        if host in self._dead:
            raise httpcore.ConnectError("refused")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._port, timeout=timeout)


class TestClock:
    """Moves only when somebody sleeps or the test says so."""

    __test__ = False

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float, until: Event) -> None:
        if seconds:
            self.slept.append(seconds)
        self.seconds += seconds
