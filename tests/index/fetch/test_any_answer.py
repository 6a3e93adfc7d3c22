"""Whatever bytes a server sends, cut however it likes: a value or an error of ours, within the limit."""

from __future__ import annotations

import gzip
import zlib
from threading import Event

import httpcore
from hypothesis import example, given
from hypothesis import strategies as st

from index.fetch.answers import busy, next_place, read_answer
from index.fetch.clock import SystemClock
from index.fetch.deadline import Deadline
from index.fetch.errors import FetchFailure
from index.fetch.exchange import Wire
from index.fetch.robots import read_rules
from index.fetch.target import read_target
from index.fetch.types import Fetched
from web_fakes import PUBLIC, Names

MOST = 1000
BODIES = st.binary(max_size=60) | st.sampled_from(
    [gzip.compress(b"x" * 500), gzip.compress(bytes(5000)), zlib.compress(b"y")]
)
VALUES = (
    st.binary(max_size=5)
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20).map(str.encode)
    | st.sampled_from(
        [
            b"gzip",
            b"deflate",
            b"chunked",
            b"5",
            b"-1",
            b"/next",
            b"http://[",
            b"text/html; charset=\xff",
            b'"e"',
            b"1e9",
        ]
    )
)
NAMES = st.sampled_from(
    "Content-Encoding Content-Length Content-Type Transfer-Encoding Location Retry-After ETag Last-Modified X".split()
)
STATUSES = (
    st.just(200)
    | st.sampled_from([100, 103, 200, 204, 206, 301, 302, 304, 404, 410, 429, 503, 999])
    | st.integers(0, 1000)
)


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    lines = [b"HTTP/1.1 %d x" % draw(STATUSES)]
    lines += [name.encode() + b": " + value for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=2))]
    return b"\r\n".join([*lines, b"", draw(BODIES)])


@st.composite
def pieces(draw: st.DrawFn) -> list[bytes]:
    raw = draw(answers() | st.binary(max_size=80))
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=3)))
    return [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True) if raw[a:b]]


@given(pieces())
@example([b"HTTP/1.1 200 x\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n"])
@example([b"HTTP/1.1 302 x\r\nLocation: \xff\x00\r\n\r\n"])
@example([b"HTTP/1.1 429 x\r\nRetry-After: Thu, 31 Dec 9999 23:59:59 -2359\r\n\r\n"])
def test_any_answer_is_a_value_or_an_error_of_ours(sent: list[bytes]) -> None:
    wire = Wire(resolver=Names({"news.example": [[PUBLIC]]}), allowed=(), backend=httpcore.MockBackend(sent))
    clock = SystemClock()
    try:
        limit = Deadline(5.0, clock=clock, closing=Event())
        answer = wire.ask(read_target("http://news.example/a"), {}, deadline=limit, most=MOST)
        busy(answer, now=clock.now())
        if next_place(answer) is None:
            found = read_answer(answer, conditional=True, moved=False, most=MOST)
            assert not isinstance(found, Fetched) or len(found.content) <= MOST
    except FetchFailure as error:
        assert error.message


@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                b"User-agent: *",
                b"User-agent:",
                b"Disallow: /a*b$",
                b"Allow: %zz",
                b"Crawl-delay: 1e400",
                b"Request-rate: 0/0",
                b"Request-rate: 1/99999999999999999999d",
                b"Sitemap: http://[",
                b"Sitemap: \xff",
                b"Disallow: http://[::1",
                b"\x00",
            ]
        ),
        max_size=8,
    ).map(b"\n".join)
)
def test_any_robots_txt_is_read(content: bytes) -> None:
    rules = read_rules("http://news.example", content)
    assert 0 <= rules.gap <= 30
    assert all(url.startswith("http") for url in rules.sitemaps)
    try:
        rules.check(read_target("http://news.example/a//b?c=%zz"))
    except FetchFailure as error:
        assert "robots.txt" in error.message
