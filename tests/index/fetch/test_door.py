"""No address of the own network is reached: by number, by name, by redirect, by a name that changes its mind."""

from __future__ import annotations

import pytest

from index.fetch.addresses import read_allowed
from index.fetch.errors import FetchFailure, Refused, TooSlow, Unreachable
from index.fetch.fetcher import Fetcher
from index.fetch.types import Fetched
from web_fakes import PUBLIC, Names, Network
from webserver import WebServer

INSIDE = "10.0.0.5"


class Outside:
    """A fetcher with nothing allowed, for which `news.example` is public and `inside.example` is not."""

    def __init__(self, web: WebServer, make: type[Fetcher], **more: list[list[str]]) -> None:
        names = {"news.example": [[PUBLIC]], "inside.example": [[INSIDE]], **more}
        self.names = Names(names)
        self.network = Network(web.port)
        self.fetcher = make(allowed=(), resolver=self.names, backend=self.network)

    def refuses(self, url: str) -> str:
        before = list(self.network.reached)
        with pytest.raises(Refused) as caught:
            self.fetcher.get(url)
        assert self.network.reached == before
        return caught.value.message


@pytest.fixture
def outside(web: WebServer, make: type[Fetcher]) -> Outside:
    return Outside(web, make)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "127。0。0。1",
        "0.0.0.0",
        "0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "inside.example",
        "INSIDE.example.",
    ],
)
def test_addresses_inside_are_not_connected_to(outside: Outside, host: str) -> None:
    message = outside.refuses(f"http://{host}/")
    assert "private network" in message or host == "0177.0.0.1"  # octal is not even read


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "http://"),
        ("ftp://news.example/", "http://"),
        ("gopher://news.example/", "http://"),
        ("data:text/html,x", "http://"),
        ("news.example/page", "http://"),
        ("//news.example/", "http://"),
        ("http://user:pass@news.example/", "password"),
        ("http://user@news.example/", "password"),
        ("http://@news.example@10.0.0.5/", "password"),
        ("http://news.example\\@10.0.0.5/", "password"),
        ("http:///path", "no address|not an address"),
        ("http://news.example:0/", "not an address"),
        ("http://news.example:99999/", "not an address"),
        ("http://news.example:x/", "not an address"),
        ("http://news example/", "not an address"),
        ("http://news%2eexample/", "not an address"),
        ("http://[::1/", "not an address"),
        ("http://[fe80::1%25eth0]/", "not an address"),
        ("http://news.example/\x00", "not an address"),
        ("http://news.example/" + "a" * 5000, "too long"),
        ("", "http://"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(outside: Outside, url: str, why: str) -> None:
    message = outside.refuses(url)
    assert any(part in message for part in why.split("|"))
    assert outside.names.asked == []


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://inside.example/",
        "//10.0.0.5/",
        "file:///etc/passwd",
        "http://user:pass@news.example/",
        "http://[::ffff:127.0.0.1]/",
        "javascript:alert(1)",
    ],
)
def test_redirects_are_checked_anew(web: WebServer, outside: Outside, to: str) -> None:
    web.redirect("/a", to)
    with pytest.raises(Refused):
        outside.fetcher.get("http://news.example/a")
    assert set(outside.network.reached) == {(PUBLIC, 80)}


def test_the_address_that_was_checked_is_connected_to(web: WebServer, make: type[Fetcher]) -> None:
    """A name that is public when asked first and private ever after."""
    outside = Outside(web, make, **{"rebinds.example": [[PUBLIC], [INSIDE]]})
    web.serve("/robots.txt", "")
    web.serve("/a", "x")
    with pytest.raises(Refused):
        outside.fetcher.get("http://rebinds.example/a")
    assert outside.network.reached == [(PUBLIC, 80)]  # robots.txt, from the address of the one answer
    assert outside.names.asked == ["rebinds.example"] * 2
    assert [request.path for request in web.requests] == ["/robots.txt"]


def test_one_exchange_asks_for_a_name_once(web: WebServer, outside: Outside) -> None:
    web.serve("/a", "x")
    found = outside.fetcher.get("http://news.example:8080/a")
    assert isinstance(found, Fetched)
    assert outside.network.reached == [(PUBLIC, 8080)] * 2
    assert outside.names.asked == ["news.example"] * 2  # for robots.txt and for the page
    assert web.requests[-1].headers["host"] == "news.example:8080"


def test_of_mixed_answers_only_the_public_ones_are_used(web: WebServer, make: type[Fetcher]) -> None:
    outside = Outside(web, make, **{"mixed.example": [["10.0.0.1", "::1", PUBLIC]]})
    web.serve("/a", "x")
    outside.fetcher.get("http://mixed.example/a")
    assert {address for address, _ in outside.network.reached} == {PUBLIC}


def test_another_address_is_tried_where_one_is_dead(web: WebServer, make: type[Fetcher]) -> None:
    network = Network(web.port, dead=["8.8.4.4"])
    names = Names({"news.example": [["8.8.4.4", PUBLIC]]})
    fetcher = make(allowed=(), resolver=names, backend=network)
    web.serve("/a", "x")
    assert isinstance(fetcher.get("http://news.example/a"), Fetched)
    assert [address for address, _ in network.reached] == ["8.8.4.4", PUBLIC] * 2


def test_a_host_that_is_not_there_or_does_not_answer(web: WebServer, make: type[Fetcher]) -> None:
    network = Network(web.port, dead=[PUBLIC])
    fetcher = make(allowed=(), resolver=Names({"dead.example": [[PUBLIC]]}), backend=network)
    with pytest.raises(Unreachable, match=r"dead\.example does not answer"):
        fetcher.get("http://dead.example/")
    with pytest.raises(Unreachable, match=r"no host named nowhere\.example"):
        fetcher.get("http://nowhere.example/")


def test_a_resolver_that_hangs_is_not_waited_for(make: type[Fetcher]) -> None:
    class Hangs:
        def resolve(self, host: str, port: int, *, timeout: float) -> list[str]:
            raise TimeoutError

    with pytest.raises(FetchFailure, match="looking up") as caught:
        make(resolver=Hangs()).get("http://news.example/")
    assert caught.value.retryable


def test_an_allowance_is_for_what_it_names(web: WebServer, make: type[Fetcher]) -> None:
    url = web.serve("/a", "x")
    for allowance in ("127.0.0.0/8", f"10.0.0.0/8, 127.0.0.1:{web.port}", f"::ffff:127.0.0.1, 127.0.0.1/32:{web.port}"):
        assert isinstance(make(allowed=read_allowed(allowance)).get(url), Fetched)
    for allowance in ("127.0.0.2", "127.0.0.1:1", "::/0", "[::1]:80", "::ffff:127.0.0.1", ""):
        with pytest.raises(Refused):
            make(allowed=read_allowed(allowance)).get(url)


@pytest.mark.parametrize(
    "text", ["loopback", "127.0.0.1/33", "10.0.0.1/8", "127.0.0.1:x", "127.0.0.1:0", "[::1", "1.2.3.4:99999"]
)
def test_an_allowance_that_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no network"):
        read_allowed(text)


def test_slow_is_retryable() -> None:
    assert TooSlow("").retryable
