"""Nothing that a server does costs more than the limits: bombs, endless and slow bodies, lies, nonsense."""

from __future__ import annotations

import gzip
import threading
import time
import tracemalloc
import zlib

import pytest

from index.fetch.decode import MAX_MEMBERS, PIECE
from index.fetch.errors import BadAnswer, Ending, FetchFailure, TooLarge, TooSlow, Unreachable
from index.fetch.fetcher import Fetcher
from index.fetch.types import Fetched, Limits
from web_acts import Act, Endless, Halting, Page, Resets, Sends, Stalls, Trickle, Truncated, bomb, giant_headers
from webserver import WebServer

MOST = 200_000
QUICK = 0.15


@pytest.fixture
def bounded(web: WebServer, make: type[Fetcher]) -> Fetcher:
    """A fetcher with small limits that knows the site's robots.txt already."""
    fetcher = make(limits=Limits(content=MOST, seconds=QUICK))
    fetcher.sitemaps(web.url())
    return fetcher


def packed(content: bytes, coding: str) -> Page:
    return Page(content, headers=(("Content-Encoding", coding),))


@pytest.mark.parametrize("act", [bomb(50_000_000), bomb(50_000_000, encoding="deflate")])
def test_a_bomb_stops_at_the_limit(web: WebServer, bounded: Fetcher, act: Act) -> None:
    url = web.act("/a", act)
    with pytest.raises(TooLarge):
        bounded.get(url)  # loads what is loaded only once
    tracemalloc.start()
    with pytest.raises(TooLarge):
        bounded.get(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * MOST


def test_a_packed_file_is_a_bomb_too(web: WebServer, bounded: Fetcher) -> None:
    with pytest.raises(TooLarge):
        bounded.get(web.serve("/sitemap.xml.gz", gzip.compress(bytes(5_000_000)), media_type="application/gzip"))
    found = bounded.get(web.serve("/sitemap.xml.gz", gzip.compress(b"<urlset/>"), media_type="application/gzip"))
    assert isinstance(found, Fetched)
    assert (found.content, found.media_type) == (b"<urlset/>", "")


@pytest.mark.parametrize("act", [Endless(), Endless(chunked=True), Endless(b"x", chunked=True)])
def test_an_endless_body_ends_for_us(web: WebServer, bounded: Fetcher, act: Act) -> None:
    with pytest.raises((TooLarge, TooSlow)):
        bounded.get(web.act("/a", act))


def test_a_body_that_is_all_frame_ends_too(web: WebServer, bounded: Fetcher) -> None:
    """Gzip's empty blocks, of which any number holds nothing."""
    empty = zlib.compressobj(wbits=31)
    head = empty.compress(b"x") + empty.flush(zlib.Z_SYNC_FLUSH)
    body = head + b"\x00\x00\x00\xff\xff" * 200_000
    raw = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body
    with pytest.raises(TooLarge):
        bounded.get(web.act("/a", Sends(raw)))


def test_a_length_over_the_limit_is_not_waited_for(web: WebServer, bounded: Fetcher) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (MOST + 1)
    with pytest.raises(TooLarge):
        bounded.get(web.act("/a", Halting((head, b"x"), pause=2 * QUICK)))


def test_members_without_end_are_not_read(web: WebServer, bounded: Fetcher) -> None:
    """As with anything behind the last member, what was read until then is the page."""
    found = bounded.get(web.act("/a", packed(gzip.compress(b"x") * 200, "gzip")))
    assert isinstance(found, Fetched)
    assert found.content == b"x" * MAX_MEMBERS


def test_what_is_exactly_at_the_limit_comes(web: WebServer, bounded: Fetcher) -> None:
    for act in (Page(b"x" * MOST), packed(gzip.compress(b"x" * MOST), "gzip")):
        found = bounded.get(web.act("/a", act))
        assert isinstance(found, Fetched)
        assert len(found.content) == MOST
    for act in (Page(b"x" * (MOST + 1)), packed(gzip.compress(b"x" * (MOST + 1)), "gzip")):
        with pytest.raises(TooLarge):
            bounded.get(web.act("/a", act))


@pytest.mark.parametrize("act", [Trickle(), Trickle(head=True), Stalls(), Trickle(pause=0.001, content=b"x" * 10_000)])
def test_slow_is_cut_off(web: WebServer, bounded: Fetcher, act: Act) -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow, match=r"longer than 0\.15 seconds"):
        bounded.get(web.act("/a", act))
    assert time.monotonic() - began < 10 * QUICK


def test_the_limit_is_for_all_steps_together(web: WebServer, bounded: Fetcher) -> None:
    """Each step takes less than the limit, all of them more."""
    for at in range(4):
        pieces = f"HTTP/1.1 302 Found\r\nLocation: /{at + 1}\r\n".encode(), b"Content-Length: 0\r\n\r\n"
        web.act(f"/{at}", Halting(pieces, pause=0.4 * QUICK))
    web.serve("/4", "end")
    with pytest.raises(TooSlow):
        bounded.get(web.url("/0"))
    assert web.asked("/1") and not web.asked("/4")


def test_closing_ends_what_is_under_way(web: WebServer, make: type[Fetcher]) -> None:
    fetcher = make()
    fetcher.sitemaps(web.url())
    threading.Timer(0.05, fetcher.close).start()
    with pytest.raises(Ending):
        fetcher.get(web.act("/a", Trickle()))


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (Truncated(), Unreachable),
        (Resets(), Unreachable),
        (Sends(), BadAnswer),
        (Sends(b""), Unreachable),
        (Sends(b"HTTP/1.1 200 OK\r\nContent-Le"), BadAnswer),
        (Sends(b"HTTP/1.1 999999 What\r\n\r\n"), BadAnswer),
        (Sends(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx"), BadAnswer),
        (Sends(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"), BadAnswer),
        (Sends(b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nx"), FetchFailure),
        (Sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), BadAnswer),
        (Sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), Unreachable),
        (Sends(b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000), FetchFailure),
        (Sends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), BadAnswer),
        (giant_headers(200_000), BadAnswer),
        (Page(b"x", headers=(("Content-Length", "100000000000"),)), FetchFailure),
        (packed(b"<p>no gzip", "gzip"), BadAnswer),
        (packed(b"<p>no deflate", "deflate"), BadAnswer),
        (packed(gzip.compress(b"x" * 1000)[:-12], "gzip"), BadAnswer),
        (packed(b"x", "gzip"), BadAnswer),
        (packed(b"brotli", "br"), BadAnswer),
        (packed(gzip.compress(gzip.compress(b"x")), "gzip, gzip"), BadAnswer),
    ],
)
def test_nonsense_is_an_error_of_ours(web: WebServer, bounded: Fetcher, act: Act, error: type[FetchFailure]) -> None:
    with pytest.raises(FetchFailure) as caught:
        bounded.get(web.act("/a", act))
    assert isinstance(caught.value, error)
    assert caught.value.message[0].islower()


@pytest.mark.parametrize(
    "act",
    [
        packed(gzip.compress(b"whole"), "gzip"),
        packed(gzip.compress(b"whole"), "X-GZIP"),
        packed(gzip.compress(b"wh") + gzip.compress(b"ole"), "gzip"),
        packed(gzip.compress(b"whole") + b"trailing", "gzip"),
        packed(gzip.compress(b"whole") + b"\n", "gzip"),
        packed(zlib.compress(b"whole"), "deflate"),
        packed(zlib.compressobj(wbits=-15).compress(b"") + zlib.compress(b"whole")[2:-4], "deflate"),
        packed(b"whole", "identity"),
        packed(b"whole", "utf-8"),
        Sends(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole and more"),
        Sends(b"HTTP/1.0 200 OK\r\n\r\nwhole"),
        Sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nwh\r\n3\r\nole\r\n0\r\nX: y\r\n\r\n"),
        Sends(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole"),
        Trickle(b"whole", pause=0.001),
    ],
)
def test_odd_and_right_is_read(web: WebServer, bounded: Fetcher, act: Act) -> None:
    found = bounded.get(web.act("/a", act))
    assert isinstance(found, Fetched)
    assert found.content == b"whole"


@pytest.mark.parametrize("wbits", [31, 15, -15])
def test_a_body_comes_whole_however_it_is_cut(wbits: int) -> None:
    from index.fetch.decode import decoded

    packer = zlib.compressobj(wbits=wbits)
    content = bytes(3 * PIECE) + bytes(range(256)) * 500
    body = packer.compress(content) + packer.flush()
    for size in (1, 2, 7, 1000):
        chunks = (body[at : at + size] for at in range(0, len(body), size))
        assert b"".join(decoded(chunks, "gzip" if wbits == 31 else "deflate")) == content
