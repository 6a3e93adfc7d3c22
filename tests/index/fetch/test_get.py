"""What a fetch gives: content, types, conditions, redirects, and the error that each status is."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version

import pytest

from index.fetch.errors import BadAnswer, Busy, Ending, FetchFailure, Gone, Missing, Refused, Unreachable
from index.fetch.fetcher import Fetcher
from index.fetch.types import Fetched, NotModified
from web_acts import Page
from webserver import WebServer

DATE = "Mon, 01 Jan 2024 00:00:00 GMT"


def fetched(fetcher: Fetcher, url: str) -> Fetched:
    found = fetcher.get(url)
    assert isinstance(found, Fetched)
    return found


def test_a_page_comes_with_what_was_said_of_it(web: WebServer, fetcher: Fetcher) -> None:
    url = web.serve("/a?b=1", "<p>Zürich", media_type="Text/HTML; Charset=UTF-8", etag='"1"', last_modified=DATE)
    assert fetcher.get(url + "#part") == Fetched(
        url=url,
        content="<p>Zürich".encode(),
        media_type="text/html",
        charset="utf-8",
        etag='"1"',
        last_modified=DATE,
        moved=False,
    )


def test_we_say_who_we_are_and_nothing_else(web: WebServer, make: type[Fetcher]) -> None:
    web.serve("/a", "x", headers={"Set-Cookie": "id=1"})
    fetcher = make(contact="https://news.example/bot")
    for _ in range(2):
        fetcher.get(web.url("/a"))
    sent = web.asked("/a")[-1].headers
    agent = f"Pullquote/{version('pullquote')} (quotes articles, with a link to each; +https://news.example/bot)"
    assert sent["user-agent"] == agent
    assert sent["host"] == f"127.0.0.1:{web.port}"
    assert sent["connection"] == "close"
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_proxies_of_the_environment_are_not_asked(
    web: WebServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(fetcher, web.serve("/a", "x")).content == b"x"


def test_nothing_is_sent_again_that_did_not_change(web: WebServer, fetcher: Fetcher) -> None:
    url = web.serve("/a", "one", etag='W/"1"', last_modified=DATE)
    assert fetcher.get(url, etag='W/"1"') == NotModified(url)
    assert fetcher.get(url, last_modified=DATE) == NotModified(url)
    web.serve("/a", "two", etag='"2"')
    found = fetcher.get(url, etag='W/"1"', last_modified=DATE)
    assert isinstance(found, Fetched)
    assert (found.content, found.etag, found.last_modified) == (b"two", '"2"', None)


def test_a_condition_that_is_no_header_is_not_sent(web: WebServer, fetcher: Fetcher) -> None:
    url = web.serve("/a", "one")
    for etag in ('"1"\r\nX-Injected: 1', "ä", "x" * 5000):
        assert isinstance(fetcher.get(url, etag=etag), Fetched)
        assert "if-none-match" not in web.requests[-1].headers


def test_304_that_nobody_asked_for_is_nonsense(web: WebServer, fetcher: Fetcher) -> None:
    with pytest.raises(BadAnswer):
        fetcher.get(web.serve("/a", "", status=304))


@pytest.mark.parametrize(
    ("said", "media_type", "charset"),
    [
        (None, "", None),
        ("", "", None),
        ("text/html", "text/html", None),
        ('TEXT/XML; a=b; charset="ISO-8859-1"', "text/xml", "iso-8859-1"),
        ("text/html; charset=nonsense", "text/html", None),
        ("text/html; charset=hex", "text/html", None),
        ("text/html; charset=unicode_escape", "text/html", None),
        ("text/html; charset=", "text/html", None),
        ("application/pdf, text/html", "application/pdf", None),
        (";;;", "", None),
    ],
)
def test_types_and_charsets_are_what_somebody_knows(
    web: WebServer, fetcher: Fetcher, said: str | None, media_type: str, charset: str | None
) -> None:
    found = fetched(fetcher, web.serve("/a", "x", media_type=said))
    assert (found.media_type, found.charset) == (media_type, charset)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, BadAnswer),
        (401, Refused),
        (403, Refused),
        (404, Missing),
        (410, Gone),
        (451, Refused),
        (500, Unreachable),
        (502, Unreachable),
        (503, Busy),
        (204, BadAnswer),
        (206, BadAnswer),
        (300, BadAnswer),
    ],
)
def test_each_status_is_an_error_of_ours(
    web: WebServer, fetcher: Fetcher, status: int, error: type[FetchFailure]
) -> None:
    with pytest.raises(FetchFailure) as caught:
        fetcher.get(web.act("/a", Page(b"", status=status)))
    assert type(caught.value) is error
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301,), True), ((308, 301), True), ((302,), False), ((301, 307), False), ((303,), False)]
)
def test_redirects_are_followed_and_told(
    web: WebServer, fetcher: Fetcher, statuses: tuple[int, ...], moved: bool
) -> None:
    for at, status in enumerate(statuses):
        web.redirect(f"/{at}", f"/{at + 1}", status=status)
    end = web.serve(f"/{len(statuses)}", "end")
    found = fetched(fetcher, web.url("/0"))
    assert (found.content, found.url, found.moved) == (b"end", end, moved)
    assert "referer" not in web.requests[-1].headers


def test_five_redirects_are_followed_and_six_are_not(web: WebServer, fetcher: Fetcher) -> None:
    for at in range(6):
        web.redirect(f"/{at}", web.url(f"/{at + 1}"))
    web.serve("/6", "end")
    assert fetched(fetcher, web.url("/1")).content == b"end"
    with pytest.raises(BadAnswer, match="without an end"):
        fetcher.get(web.url("/0"))
    assert not web.asked("/7")


def test_a_loop_ends_at_once(web: WebServer, fetcher: Fetcher) -> None:
    web.redirect("/a", "/b")
    web.redirect("/b", "/a#again")
    with pytest.raises(BadAnswer, match="without an end"):
        fetcher.get(web.url("/a"))
    assert len(web.asked("/a")) == 1


def test_a_redirect_to_nowhere_is_nonsense(web: WebServer, fetcher: Fetcher) -> None:
    with pytest.raises(BadAnswer):
        fetcher.get(web.serve("/a", "", status=302))


def test_an_outage_ends(web: WebServer, fetcher: Fetcher) -> None:
    url = web.serve("/a", "x")
    fetcher.get(url)
    web.down = True
    with pytest.raises(Unreachable) as caught:
        fetcher.get(url)
    assert caught.value.retryable
    web.down = False
    assert fetched(fetcher, url).content == b"x"


def test_a_closed_fetcher_fetches_nothing(web: WebServer, fetcher: Fetcher) -> None:
    fetcher.close()
    with pytest.raises(Ending):
        fetcher.get(web.serve("/a", "x"))
    assert web.requests == []


def test_429_says_for_how_long(web: WebServer, fetcher: Fetcher) -> None:
    with pytest.raises(Busy) as caught:
        fetcher.get(web.busy("/a", retry_after="120"))
    assert caught.value.retry_after == timedelta(minutes=2)
    asked = len(web.requests)
    with pytest.raises(Busy, match="left alone"):
        fetcher.get(web.serve("/b", "x"))
    assert len(web.requests) == asked
