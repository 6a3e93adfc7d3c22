"""What a robots.txt forbids is not fetched, and one that cannot be read forbids everything for now."""

from __future__ import annotations

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.fetch.errors import Busy, Refused, Unreachable
from index.fetch.fetcher import Fetcher
from index.fetch.robots import LONGEST_DELAY, MOST, Rules, read_rules
from index.fetch.site_rules import KEPT, KEPT_FAILURE
from index.fetch.target import read_target
from index.fetch.types import Fetched
from web_acts import Act, Endless, Page, Resets, Sends
from web_fakes import PUBLIC, Names, Network, TestClock
from webserver import WebServer

SITE = "https://news.example"


def rules(text: str) -> Rules:
    return read_rules(SITE, text.encode())


def allowed(text: str, path: str) -> bool:
    try:
        rules(text).check(read_target(SITE + path))
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: other\nDisallow: /", "/b", True),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: other\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: pullQUOTE\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Pullquote/1.0 # us\nDisallow: /b", "/b", False),
        ("User-agent: other\nUser-agent: Pullquote\nDisallow: /", "/a", False),
        ("user agent : Pullquote\nDisallow: /", "/a", False),
        ("User-agent: pull\nDisallow: /", "/a", True),
        ("User-agent: pullquotes\nDisallow: /", "/a", True),
        ("User-agent: mypullquote\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /s?q=", "/s?q=1", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html>User-agent: *</html>", "/a", True),
    ],
)
def test_rules_are_read_as_the_standard_says(text: str, path: str, may: bool) -> None:
    assert allowed(text, path) is may


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/4", 4.0),
        ("Crawl-delay: 900", LONGEST_DELAY),
        ("Crawl-delay: -1", 0.0),
        ("Crawl-delay: nan", 0.0),
        ("", 0.0),
    ],
)
def test_a_delay_is_kept_up_to_a_limit(line: str, gap: float) -> None:
    assert rules(f"User-agent: *\n{line}\nDisallow: /x").gap == gap
    assert rules(f"User-agent: other\n{line}\nDisallow: /x").gap == 0.0


def test_sitemaps_are_told_that_may_be_fetched_at_all() -> None:
    text = "Sitemap: /one.xml\nSitemap: https://cdn.example/two.xml\nSitemap: file:///etc/passwd\nSitemap: /one.xml"
    assert rules(text).sitemaps == (f"{SITE}/one.xml", "https://cdn.example/two.xml")
    assert len(rules("\n".join(f"Sitemap: /{at}.xml" for at in range(5000))).sitemaps) == 100


def test_many_names_with_many_rules_are_read_in_bounds() -> None:
    """Read as it is, this would take Protego nearly two gigabytes, and what a robots.txt may hold ten times as much."""
    many = range(5000)
    text = "".join(f"User-agent: {at}\n" for at in many) + "".join(f"Disallow:/{at}\n" for at in many)
    tracemalloc.start()
    rules(text).check(read_target(SITE + "/1"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_what_is_past_the_limit_is_not_read() -> None:
    filler = "# " + "x" * MOST + "\n"
    assert allowed(filler + "User-agent: *\nDisallow: /", "/a")


def test_what_is_forbidden_is_not_asked_for(web: WebServer, fetcher: Fetcher) -> None:
    web.serve("/robots.txt", "User-agent: *\nDisallow: /secret\nSitemap: /map.xml", media_type="text/plain")
    web.serve("/secret", "x")
    web.redirect("/open", "/secret")
    for path in ("/secret", "/secret/2", "/%73ecret", "/open"):
        with pytest.raises(Refused, match=r"robots\.txt of 127\.0\.0\.1"):
            fetcher.get(web.url(path))
    assert [request.path for request in web.requests] == ["/robots.txt", "/open"]
    assert fetcher.sitemaps(web.url("/any")) == (web.url("/map.xml"),)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_robots_txt_that_is_not_there_allows_everything(web: WebServer, fetcher: Fetcher, status: int) -> None:
    web.act("/robots.txt", Page(b"User-agent: *\nDisallow: /", status=status))
    assert isinstance(fetcher.get(web.serve("/a", "x")), Fetched)
    assert fetcher.sitemaps(web.url()) == ()


@pytest.mark.parametrize(
    "act", [Page(b"", status=500), Page(b"", status=503), Resets(), Sends(), Page(b"", status=304)]
)
def test_one_that_cannot_be_read_forbids_everything_for_now(web: WebServer, make: type[Fetcher], act: Act) -> None:
    clock = TestClock()
    fetcher = make(clock=clock)
    web.act("/robots.txt", act)
    url = web.serve("/a", "x")
    for _ in range(3):
        with pytest.raises(Unreachable, match=r"robots\.txt cannot be read"):
            fetcher.get(url)
    assert [request.path for request in web.requests] == ["/robots.txt"]
    web.remove("/robots.txt")
    clock.seconds += KEPT_FAILURE
    assert isinstance(fetcher.get(url), Fetched)


def test_one_that_is_too_long_is_cut(web: WebServer, fetcher: Fetcher) -> None:
    head = b"User-agent: *\nDisallow: /a\n"
    web.act("/robots.txt", Endless(head + b"# " + b"x" * 65536 + b"\n"))
    with pytest.raises(Refused):
        fetcher.get(web.url("/a"))


def test_it_is_asked_for_once_a_day(web: WebServer, make: type[Fetcher]) -> None:
    clock = TestClock()
    fetcher = make(clock=clock)
    url = web.serve("/a", "x")
    for _ in range(3):
        fetcher.get(url)
    assert len(web.asked("/robots.txt")) == 1
    web.serve("/robots.txt", "User-agent: *\nDisallow: /")
    clock.seconds += KEPT
    with pytest.raises(Refused):
        fetcher.get(url)


def test_many_threads_ask_for_it_once(web: WebServer, make: type[Fetcher]) -> None:
    names = Names({f"{at}.example": [[PUBLIC]] for at in range(4)})
    fetcher = make(resolver=names, backend=Network(web.port), at_once=3)
    web.serve("/a", "x")
    urls = [f"http://{at % 4}.example/a?{at}" for at in range(40)]
    with ThreadPoolExecutor(16) as pool:
        assert all(isinstance(found, Fetched) for found in pool.map(fetcher.get, urls))
    assert len(web.asked("/robots.txt")) == 4
    assert len(web.requests) == 44


def test_it_may_be_elsewhere(web: WebServer, fetcher: Fetcher) -> None:
    web.redirect("/robots.txt", "/other/robots.txt")
    web.serve("/other/robots.txt", "User-agent: *\nDisallow: /")
    with pytest.raises(Refused):
        fetcher.get(web.serve("/a", "x"))


def test_each_site_has_its_own(web: WebServer, make: type[Fetcher]) -> None:
    names = Names({"one.example": [[PUBLIC]], "two.example": [[PUBLIC]]})
    fetcher = make(resolver=names, backend=Network(web.port))
    web.serve("/a", "x")
    for url in ("http://one.example/a", "http://two.example/a", "http://two.example:81/a", "http://ONE.example.:80/a"):
        fetcher.get(url)
    hosts = [request.headers["host"] for request in web.asked("/robots.txt")]
    assert hosts == ["one.example", "two.example", "two.example:81"]


def test_a_site_too_busy_for_its_robots_txt_is_left_alone(web: WebServer, make: type[Fetcher]) -> None:
    clock = TestClock()
    fetcher = make(clock=clock)
    web.busy("/robots.txt", status=503, retry_after="30")
    url = web.serve("/a", "x")
    for _ in range(2):
        with pytest.raises(Busy):
            fetcher.get(url)
    assert len(web.requests) == 1
    web.remove("/robots.txt")
    clock.seconds += 31
    assert isinstance(fetcher.get(url), Fetched)
