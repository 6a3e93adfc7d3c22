"""The loopback web server of the tests does what its acts say."""

from __future__ import annotations

import http.client
from collections.abc import Mapping

import pytest

from web_acts import Resets, Sends, Truncated, bomb
from webserver import WebServer


def ask(web: WebServer, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_page_is_served_changed_and_taken_away(web: WebServer) -> None:
    web.serve("/a", "one")
    assert ask(web, "/a")[::2] == (200, b"one")
    web.serve("/a", "two", media_type="text/plain")
    assert ask(web, "/a?x=1")[1]["Content-Type"] == "text/plain"
    web.remove("/a")
    assert ask(web, "/a")[0] == 404
    web.gone("/a")
    assert ask(web, "/a")[0] == 410
    assert [request.path for request in web.requests] == ["/a", "/a?x=1", "/a", "/a"]


def test_conditional_requests_get_304(web: WebServer) -> None:
    date, later = "Mon, 01 Jan 2024 00:00:00 GMT", "Tue, 02 Jan 2024 00:00:00 GMT"
    web.serve("/a", "one", etag='"1"', last_modified=date)
    assert ask(web, "/a", {"If-None-Match": '"1"'})[::2] == (304, b"")
    assert ask(web, "/a", {"If-None-Match": '"0"', "If-Modified-Since": later})[0] == 200
    assert ask(web, "/a", {"If-Modified-Since": date})[0] == 304
    web.serve("/a", "two", last_modified=later)
    assert ask(web, "/a", {"If-Modified-Since": date})[::2] == (200, b"two")


def test_redirects_and_retry_after_are_told(web: WebServer) -> None:
    web.redirect("/old", "/new", status=308)
    web.busy("/busy", retry_after="120")
    status, headers, _ = ask(web, "/old")
    assert (status, headers["Location"]) == (308, "/new")
    status, headers, _ = ask(web, "/busy")
    assert (status, headers["Retry-After"]) == (429, "120")


def test_it_misbehaves_as_told(web: WebServer) -> None:
    web.act("/cut", Truncated())
    with pytest.raises(http.client.IncompleteRead):
        ask(web, "/cut")
    web.act("/reset", Resets())
    with pytest.raises(ConnectionError):
        ask(web, "/reset")
    web.act("/ssh", Sends())
    with pytest.raises(http.client.BadStatusLine):
        ask(web, "/ssh")
    web.act("/bomb", bomb(1_000_000))
    assert len(ask(web, "/bomb")[2]) < 5_000
    web.down = True
    with pytest.raises(ConnectionError):
        ask(web, "/bomb")
