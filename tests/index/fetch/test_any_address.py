"""Whatever an address looks like, what is connected to was judged public; and judged as Python's own lists would."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import example, given
from hypothesis import strategies as st

from index.fetch.addresses import PUBLIC_6, admits, is_public, read_allowed
from index.fetch.errors import Refused
from index.fetch.target import Target, read_target

WRAPPERS = ("::ffff:0:0", "64:ff9b::")
FOURS = st.integers(0, 2**32 - 1).map(IPv4Address)
NEAR = st.sampled_from(
    ["0.0.0.0", "10.0.0.0", "100.64.0.0", "127.0.0.0", "169.254.169.254", "172.16.0.0", "192.168.0.0", "224.0.0.0"]
).flatmap(lambda base: st.integers(-3, 3).map(lambda step: IPv4Address((int(IPv4Address(base)) + step) % 2**32)))
SIXES = st.integers(0, 2**128 - 1).map(IPv6Address) | st.integers(0, 2**125 - 1).map(
    lambda low: IPv6Address(int(IPv6Address("2000::")) + low)
)
HOSTS = st.text(
    st.sampled_from("0123456789abcdefx.:[]%@/\\#?-_ \t。．ⓐ１é") | st.characters(exclude_categories=["Cs"]), max_size=30
)


@given(FOURS | NEAR)
def test_what_python_calls_private_is_not_public(address: IPv4Address) -> None:
    closed = address.is_private or address.is_multicast or address.is_reserved or address.is_link_local
    assert not (closed and is_public(address))


@given(SIXES)
@example(IPv6Address("2001:4860:4860::8888"))
def test_of_ipv6_too(address: IPv6Address) -> None:
    closed = address.is_private or address.is_multicast or address.is_link_local or address.is_loopback
    assert not (closed and is_public(address))
    assert not is_public(address) or address in PUBLIC_6 or address.ipv4_mapped


@given(FOURS | NEAR, st.sampled_from(WRAPPERS))
def test_a_wrapped_address_is_judged_as_what_it_wraps(address: IPv4Address, wrapper: str) -> None:
    wrapped = IPv6Address(int(IPv6Address(wrapper)) + int(address))
    assert is_public(wrapped) is is_public(address) is admits(str(wrapped), 80) is admits(str(address), 80)


@given(FOURS | NEAR)
def test_6to4_and_teredo_are_never_public(address: IPv4Address) -> None:
    assert not is_public(IPv6Address((0x2002 << 112) + (int(address) << 80)))
    assert not is_public(IPv6Address((0x20010000 << 96) + (int(address) << 64) + (~int(address) & 0xFFFFFFFF)))


def test_an_interface_of_this_machine_is_never_meant() -> None:
    everything = read_allowed("0.0.0.0/0, ::/0")
    assert admits("fe80::1", 80, everything)
    assert not admits("fe80::1%eth0", 80, everything)
    assert not admits("2606:4700::1%eth0", 80, everything)


@given(HOSTS)
def test_what_is_no_number_is_not_admitted(text: str) -> None:
    try:
        ip_address(text)
    except ValueError:
        assert not admits(text, 80)


def judged(url: str, base: Target | None = None) -> Target | None:
    try:
        return read_target(url, base=base)
    except Refused:
        return None


@given(HOSTS, st.sampled_from(["http://", "https://", "HTTP://", "//", "http:", "", "http:/\\"]))
@example("..", "http://")
@example("1.2.3.4@10.0.0.1", "http://")
@example("10.0.0.1\\@news.example", "http://")
@example("news.example#@10.0.0.1/", "http://")
def test_any_text_is_an_address_or_refused(host: str, scheme: str) -> None:
    found = judged(scheme + host)
    again = judged(scheme + host, read_target("https://news.example/a"))
    for target in filter(None, (found, again)):
        assert target.scheme in ("http", "https")
        assert 0 < target.port < 2**16
        assert target.path.startswith(b"/")
        assert not set(target.path) & set(b" \r\n\t\x00")
        assert "@" not in target.authority and "#" not in target.url
        assert judged(target.url) == target  # read again, it is the same place


@given(FOURS | NEAR, st.sampled_from(["{0}", "0x{0:08x}", "{0:d}"]))
def test_numbers_in_any_spelling_end_at_the_same_check(address: IPv4Address, spelling: str) -> None:
    target = judged(f"http://{spelling.format(address) if spelling == '{0}' else spelling.format(int(address))}/")
    assert target is not None
    found = {str(sockaddr[0]) for *_, sockaddr in socket.getaddrinfo(target.host, 80, type=socket.SOCK_STREAM)}
    assert found == {str(address)}
