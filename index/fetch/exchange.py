"""One request and its answer, on a connection of its own: nothing of one exchange can reach another.

This module and `door` import httpcore as they are loaded, which the first fetch does.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

import httpcore

from index.fetch.addresses import Allowed
from index.fetch.deadline import Deadline
from index.fetch.decode import decoded, gathered
from index.fetch.door import Door
from index.fetch.errors import BadAnswer, FetchFailure, TooLarge, TooSlow, Unreachable
from index.fetch.headers import plain
from index.fetch.target import Target
from index.fetch.types import Resolver

log = logging.getLogger(__name__)

BROKE_OFF = "the connection broke off"
UNTRUSTED = "its certificate is not valid"
WIRE = 2  # times the content that may come over the wire: chunked frames and headers are small beside what they hold


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the headers by lower-case name (several of one name joined by commas), and for 200 the content."""

    target: Target
    status: int
    headers: Mapping[str, str]
    content: bytes = b""


class Wire:
    """Speaks HTTP/1.1. No proxies, no cookies, no referer, no redirects: httpcore has none of them."""

    def __init__(
        self,
        *,
        resolver: Resolver,
        allowed: tuple[Allowed, ...],
        backend: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._backend = backend or httpcore.SyncBackend()
        self._given_tls = tls

    def ask(
        self, target: Target, headers: Mapping[str, str], *, deadline: Deadline, most: int, cut: bool = False
    ) -> Answer:
        """Ask for it. A content over `most` bytes raises `TooLarge`, or is cut there. Raises `FetchFailure`."""
        wire = WIRE * most + httpcore.HTTP11Connection.MAX_INCOMPLETE_EVENT_SIZE
        door = Door(resolver=self._resolver, allowed=self._allowed, backend=self._backend, deadline=deadline, most=wire)
        origin = httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port)
        tls = self._tls if target.scheme == "https" else None
        with deadline, httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=door) as connection:
            with _translated(door, "it does not answer in HTTP"):
                response = connection.handle_request(_request(target, headers))
            try:
                return _read(target, response, door, most, cut)
            finally:
                response.close()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Certifi's authorities, or those of SSL_CERT_FILE and SSL_CERT_DIR."""
        from httpx import create_ssl_context

        return self._given_tls or create_ssl_context()


def _request(target: Target, headers: Mapping[str, str]) -> httpcore.Request:
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    sent = {"Host": target.authority, **headers, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    return httpcore.Request("GET", url, headers=list(sent.items()))


def _read(target: Target, response: httpcore.Response, door: Door, most: int, cut: bool) -> Answer:
    headers: dict[str, str] = {}
    for raw, value in response.headers:
        name = raw.decode("ascii").lower()
        headers[name] = ", ".join(filter(None, (headers.get(name), plain(value))))
    if response.status != HTTPStatus.OK:
        return Answer(target, response.status, headers)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > most and not cut:
        raise TooLarge(f"it is larger than {most / 1e6:g} MB")
    with _translated(door, "its answer breaks the rules of HTTP", body=True):
        content = gathered(decoded(response.iter_stream(), headers.get("content-encoding")), most, cut=cut)
    return Answer(target, HTTPStatus.OK, headers, content)


@contextmanager
def _translated(door: Door, nonsense: str, *, body: bool = False) -> Iterator[None]:
    """Every error of httpcore as one of ours."""
    try:
        yield
    except FetchFailure:
        raise
    except httpcore.TimeoutException as error:
        door.deadline.left()  # raises where it is used up
        raise TooSlow("it took too long to connect") from error
    except httpcore.ProtocolError as error:
        if door.ended and (body or not door.taken):
            raise Unreachable(BROKE_OFF) from error
        raise BadAnswer(nonsense) from error
    except (httpcore.NetworkError, OSError) as error:
        cause = error.__cause__
        raise Unreachable(UNTRUSTED if isinstance(cause, ssl.SSLCertVerificationError) else BROKE_OFF) from error
    except Exception as error:  # h11 lets a ValueError out where a length has five thousand digits
        log.warning("An answer that HTTP's library did not foresee", exc_info=error)
        raise BadAnswer(nonsense) from error
