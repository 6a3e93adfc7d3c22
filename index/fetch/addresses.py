"""Which numeric addresses may be connected to: public ones, and those that the operator allowed by number.

A list of our own rather than `is_global`, which changed its mind within 3.11 and calls Azure's metadata host public.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host; Linux connects 0.0.0.0 to itself
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT; Alibaba's metadata is 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host, a public number
        "169.254.0.0/16",  # link-local; most clouds' metadata is 169.254.169.254
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocols; Oracle's metadata is 192.0.0.192
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
PUBLIC_6 = IPv6Network("2000::/3")  # all that is routed; loopback, local, link-local and multicast lie outside
CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, Teredo among them, which wraps an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "3fff::/20",
    )
)
NAT64 = IPv6Network("64:ff9b::/96")
ALLOWED = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<four>[^:]+)):(?P<port>\d{1,5})")


@dataclass(frozen=True, slots=True)
class Allowed:
    """A network that may be connected to although it is not public, at one port or at all."""

    network: IPv4Network | IPv6Network
    port: int | None = None

    def covers(self, address: Address, port: int) -> bool:
        """Whether this is about the address and port."""
        return address in self.network and self.port in (None, port)


def read_allowed(text: str) -> tuple[Allowed, ...]:
    """Networks or addresses between commas, each with a port or not: `127.0.0.1:8080, 10.1.0.0/16, [fd00::1]:80`.

    Raises `ValueError` for anything else.
    """
    return tuple(_allowed(part.strip()) for part in text.split(",") if part.strip())


def admits(address: str, port: int, allowed: tuple[Allowed, ...] = ()) -> bool:
    """Whether a numeric address may be connected to."""
    try:
        meant = _unwrapped(ip_address(address))
    except ValueError:
        return False
    if isinstance(meant, IPv6Address) and meant.scope_id:
        return False  # an interface of this machine
    return is_public(meant) or any(one.covers(meant, port) for one in allowed)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet."""
    meant = _unwrapped(address)
    if isinstance(meant, IPv4Address):
        return not any(meant in network for network in CLOSED_4)
    return meant in PUBLIC_6 and not any(meant in network for network in CLOSED_6)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that a mapped or NAT64 address stands for; any other address as it is."""
    if isinstance(address, IPv6Address) and not address.scope_id:
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _allowed(part: str) -> Allowed:
    match = ALLOWED.fullmatch(part)
    try:
        if match is None:
            return Allowed(ip_network(part))
        return Allowed(ip_network(match["six"] or match["four"]), _port(match["port"]))
    except ValueError as error:
        raise ValueError(f"{part!r} is no network, such as 10.1.0.0/16, and no address, such as 10.1.2.3:80") from error


def _port(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError(text)
    return int(text)
