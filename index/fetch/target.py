"""A web address as it is asked for: read once, so that what was checked is what is connected to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.fetch.errors import Refused

MAX_URL = 4096  # browsers and servers agree on far less
PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f.]*:[0-9a-f:.]*")  # a name after IDNA, or IPv6


@dataclass(frozen=True, slots=True)
class Target:
    """An http or https address without credentials and fragment; `host` is in ASCII, without a dot at its end.

    Any port is taken: what protects the own network is the check of the address, and a newsroom's own site may lie
    at any port.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: bytes

    @property
    def origin(self) -> str:
        """What a robots.txt is valid for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host, and port unless it is the scheme's, as a request names them."""
        return urlsplit(self.url).netloc

    def to(self, location: str) -> Target:
        """Where a redirect leads. Raises `Refused`; from https there is no way back to http.

        What https vouched for could be exchanged on the rest of the way, and we quote it word for word.
        """
        found = read_target(location, base=self)
        if self.scheme == "https" and found.scheme == "http":
            raise Refused("it leads from https to http, where anybody on the way could change it")
        return found


def read_target(url: str, *, base: Target | None = None) -> Target:
    """Read an address, relative to `base` where one is given. Raises `Refused` for all that may not be fetched."""
    from httpx import URL, InvalidURL

    if len(url) > MAX_URL:
        raise Refused("its address is too long")
    try:
        found = URL(base.url).join(url) if base else URL(url.strip())
        host = found.raw_host.decode("ascii").lower().removesuffix(".")
        _check(found.scheme, found.userinfo, host, found.port)
        port = None if found.port == PORTS[found.scheme] else found.port
        plain = found.copy_with(host=host, port=port, raw_path=found.raw_path, fragment=None)
        return Target(str(plain), plain.scheme, host, port or PORTS[plain.scheme], plain.raw_path)
    except (InvalidURL, ValueError, TypeError) as error:
        raise Refused("this is not an address of the web") from error


def _check(scheme: str, userinfo: bytes, host: str, port: int | None) -> None:
    if scheme not in PORTS:
        raise Refused("only addresses that begin with http:// or https:// are fetched")
    if userinfo:
        raise Refused("its address carries a user name or password")
    if not HOST.fullmatch(host) or not (port is None or 0 < port < 2**16):
        raise Refused("this is not an address of the web")
