"""The only way to a socket: it resolves a name once, checks each address, and connects to one that passed."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from index.fetch.addresses import Allowed, admits
from index.fetch.deadline import Deadline
from index.fetch.errors import Refused, TooLarge, TooSlow, Unreachable
from index.fetch.types import Resolver

PATIENCE = 5.0  # seconds for a resolver, and for each address; a second address may be the one that works
MAX_ADDRESSES = 4  # of one host that are tried
LOOK = 1.0  # seconds between looks at whether the program is ending


class Door(httpcore.NetworkBackend):
    """Opens the connection of one exchange, and counts what comes through it."""

    def __init__(
        self,
        *,
        resolver: Resolver,
        allowed: tuple[Allowed, ...],
        backend: httpcore.NetworkBackend,
        deadline: Deadline,
        most: int,
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._backend = backend
        self.deadline = deadline
        self._most = most
        self.taken = 0
        self.ended = False  # by the other side

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that may be connected to and answers."""
        for address in self._addresses(host, port):
            try:
                stream = self._backend.connect_tcp(address, port, timeout=min(PATIENCE, self.deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return Stream(stream, self)
        raise Unreachable(f"{host} does not answer")

    def count(self, data: bytes) -> bytes:
        """Note what came. Raises `TooLarge` for a body that is all frame and no content."""
        self.taken += len(data)
        self.ended = not data
        if self.taken > self._most:
            raise TooLarge(f"it sends more than {self._most / 1e6:g} MB")
        return data

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolver.resolve(host, port, timeout=min(PATIENCE, self.deadline.left()))
        except TimeoutError as error:
            raise TooSlow(f"looking up {host} took too long") from error
        except OSError as error:
            raise Unreachable(f"there is no host named {host}") from error
        open_ = [address for address in found if admits(address, port, self._allowed)]
        if found and not open_:
            raise Refused(f"{host} leads into a private network that INDEX_FETCH_ALLOW does not name")
        return open_[:MAX_ADDRESSES]


class Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline, whatever time-out it is given."""

    def __init__(self, inner: httpcore.NetworkStream, door: Door) -> None:
        self._inner = inner
        self._door = door

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What comes next, b"" at the end."""
        while True:
            wait = min(LOOK, self._door.deadline.left())
            try:
                return self._door.count(self._inner.read(max_bytes, wait))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._inner.write(buffer, self._door.deadline.left())

    def close(self) -> None:
        """End the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same under TLS, where the certificate is the host's."""
        wait = min(PATIENCE, self._door.deadline.left())
        return Stream(self._inner.start_tls(ssl_context, server_hostname, wait), self._door)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the socket."""
        return self._inner.get_extra_info(info)
