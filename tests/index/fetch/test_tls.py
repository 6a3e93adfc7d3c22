"""What comes by https comes from who the certificate says, and stays on https."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.fetch.errors import Refused, TooSlow, Unreachable
from index.fetch.fetcher import Fetcher
from index.fetch.types import Fetched, Limits
from web_acts import Stalls, Trickle
from web_fakes import PUBLIC, Names, Network
from webserver import WebServer, serving


@pytest.fixture
def secure(root: Path) -> Iterator[WebServer]:
    """A server with a certificate for news.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(root / "tests" / "tls" / "news.example.pem")
    with serving(context) as site:
        yield site


@pytest.fixture
def trusting(secure: WebServer, make: type[Fetcher], root: Path) -> Fetcher:
    """A fetcher that trusts that certificate, and for which two names lead to the server."""
    tls = ssl.create_default_context(cafile=root / "tests" / "tls" / "news.example.pem")
    names = Names({"news.example": [[PUBLIC]], "other.example": [[PUBLIC]]})
    limits = Limits(seconds=0.3)
    return make(allowed=(), resolver=names, backend=Network(secure.port), tls=tls, limits=limits)


def test_a_host_with_its_certificate_is_read(secure: WebServer, trusting: Fetcher) -> None:
    secure.serve("/a", "x")
    found = trusting.get("https://news.example/a")
    assert isinstance(found, Fetched)
    assert (found.content, found.url) == (b"x", "https://news.example/a")
    assert secure.requests[-1].headers["host"] == "news.example"


def test_a_host_with_the_certificate_of_another_is_not(secure: WebServer, trusting: Fetcher) -> None:
    with pytest.raises(Unreachable, match="certificate is not valid"):
        trusting.get("https://other.example/a")
    assert secure.requests == []


def test_a_certificate_that_nobody_vouches_for_is_not_taken(secure: WebServer, make: type[Fetcher]) -> None:
    fetcher = make(resolver=Names({"news.example": [[PUBLIC]]}), backend=Network(secure.port))
    with pytest.raises(Unreachable, match="certificate is not valid"):
        fetcher.get("https://news.example/a")
    assert secure.requests == []


def test_there_is_no_way_back_to_http(secure: WebServer, trusting: Fetcher) -> None:
    secure.redirect("/a", "http://news.example/a")
    with pytest.raises(Refused, match="from https to http"):
        trusting.get("https://news.example/a")


def test_slow_is_cut_off_under_tls_too(secure: WebServer, trusting: Fetcher) -> None:
    trusting.sitemaps("https://news.example/")
    for act in (Stalls(), Trickle(pause=0.01)):
        secure.act("/a", act)
        with pytest.raises(TooSlow):
            trusting.get("https://news.example/a")


def test_a_server_without_tls_is_told(web: WebServer, make: type[Fetcher]) -> None:
    fetcher = make(resolver=Names({"news.example": [[PUBLIC]]}), backend=Network(web.port))
    with pytest.raises(Unreachable):
        fetcher.get("https://news.example/a")
