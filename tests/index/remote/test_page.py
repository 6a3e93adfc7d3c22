"""Single pages: what an address is, a page that moves, changes, is served by two addresses, or is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.assemble import open_index
from index.engine import Index
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY
from index.upkeep import Change, SourceKind
from library import WordsEncoder, counts, encoders, found
from made_web import Days, page, publish, sitemap
from webserver import WebServer

OTTERS = page("Otters", "Otters came back to the weir.")


def test_a_page_is_kept_level(index: Index, site: WebServer, clock: Days) -> None:
    url = site.serve("/otters", OTTERS, etag='"1"')
    assert counts(index.add_urls(MAIN_LIBRARY, [url])) == {"added": 1}
    (source,) = index.status().sources
    assert (source.kind, source.location) == (SourceKind.PAGE, url)
    assert source.next_at and (source.next_at - clock.now()).total_seconds() == 24 * 3600

    clock.pass_(days=1)
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 1}
    assert site.requests[-1].headers["if-none-match"] == '"1"'
    site.serve("/otters", page("Otters", "Otters left the weir for good."), etag='"2"')
    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1}
    assert any("left the weir" in text for text in found(index, "otters"))


def test_a_page_that_moves_keeps_its_identity(index: Index, site: WebServer) -> None:
    old = site.serve("/old", OTTERS)
    index.add_urls(MAIN_LIBRARY, [old])
    (before,) = index.article_choices(MAIN_LIBRARY, "otters", 5)
    new = site.serve("/new", page("Otters", "Otters came back to the weir.", canonical=site.url("/new")))
    site.redirect("/old", new, status=301)

    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1}
    (after,) = index.article_choices(MAIN_LIBRARY, "otters", 5)
    assert (after.id, after.url) == (before.id, new)

    assert counts(index.add_urls(MAIN_LIBRARY, [new])) == {"unchanged": 1}, "the new address is the same article"
    assert index.status().articles == 1
    index.remove(MAIN_LIBRARY, old)
    assert found(index, "otters weir"), "the other source still has it"


def test_a_page_that_moved_to_one_that_is_there_is_no_second_article(index: Index, site: WebServer) -> None:
    old, new = site.serve("/old", OTTERS), site.serve("/new", page("Otters", "Otters came back to the weir, again."))
    index.add_urls(MAIN_LIBRARY, [old, new])
    assert index.status().articles == 2
    site.redirect("/old", new, status=308)
    assert counts(index.sync(MAIN_LIBRARY)) == {"removed": 1, "unchanged": 1}
    assert index.status().articles == 1
    assert index.verify().differences == ()


def test_two_addresses_of_one_article_are_one(index: Index, site: WebServer) -> None:
    canonical = site.url("/otters")
    text = page("Otters", "Otters came back to the weir.", canonical=canonical)
    for path in ("/otters", "/otters?utm=1", "/amp/otters"):
        site.serve(path, text)
    index.add_urls(MAIN_LIBRARY, [canonical, site.url("/otters?utm=1"), site.url("/amp/otters")])
    (article,) = index.article_choices(MAIN_LIBRARY, "", 5)
    assert article.url == canonical
    assert len(index.status().sources) == 3


def test_a_page_that_leads_home_is_gone(index: Index, site: WebServer, clock: Days) -> None:
    url = site.serve("/otters", OTTERS)
    index.add_urls(MAIN_LIBRARY, [url])
    site.serve("/", page("The Ostmark Post", "All the news of the day."))
    site.redirect("/otters", site.url("/"), status=301)
    for _ in range(3):
        assert found(index, "otters weir")
        clock.pass_(hours=13)
        index.sync(MAIN_LIBRARY)
    assert found(index, "otters weir") == found(index, "news of the day") == []


@pytest.mark.parametrize("status", [500, 503, 403, 429])
def test_other_errors_remove_nothing(index: Index, site: WebServer, clock: Days, status: int) -> None:
    url = site.serve("/otters", OTTERS)
    index.add_urls(MAIN_LIBRARY, [url])
    site.serve("/otters", "no", status=status)
    for _ in range(5):
        clock.pass_(days=2)
        assert counts(index.sync(MAIN_LIBRARY)) == {"failed": 1}
    assert found(index, "otters weir")
    assert index.status().sources[0].failures == 5


def test_what_a_site_asks_for_is_waited_for(index: Index, site: WebServer, clock: Days) -> None:
    url = site.serve("/otters", OTTERS)
    index.add_urls(MAIN_LIBRARY, [url])
    site.busy("/otters", retry_after=str(47 * 3600))
    index.sync(MAIN_LIBRARY)
    (source,) = index.status().sources
    assert source.next_at and (source.next_at - clock.now()).total_seconds() >= 47 * 3600


def test_a_front_page_gives_its_feed(index: Index, site: WebServer) -> None:
    publish(site, [{"link": site.url("/o"), "title": "Otter", "content": "The otter was seen at Ostmark."}])
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.serve("/", f"<html><head>{link}</head><body><a href='/o'>Otter</a></body></html>")
    report = index.add_urls(MAIN_LIBRARY, [site.url("/")])
    assert counts(report) == {"added": 1}
    assert f"its feed {site.url('/feed')} was taken" in report.notices[0]
    assert [source.location for source in index.status().sources] == [site.url("/feed")]


def test_a_front_page_without_a_feed_gives_the_sitemap(index: Index, site: WebServer) -> None:
    site.serve("/", "<html><body><p>Welcome</p></body></html>")
    site.serve("/otters", OTTERS)
    site.serve("/robots.txt", f"Sitemap: {site.url('/map.xml')}", media_type="text/plain")
    site.serve("/map.xml", sitemap({site.url("/otters"): "2026-05-20"}), media_type="application/xml")
    report = index.add_urls(MAIN_LIBRARY, [site.url("/")])
    assert counts(report) == {"added": 1}
    assert "its sitemap" in report.notices[0]
    assert index.status().sources[0].kind is SourceKind.SITEMAP


def test_what_cannot_be_a_source_is_told_and_leaves_none(index: Index, site: WebServer, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The operator's secret.")
    given = {
        site.url("/none"): "404",
        site.serve("/empty", "<html><body></body></html>"): "no article",
        f"file://{secret}": "http",
        str(secret): "http",
        "ftp://o.example/feed": "http",
        "http://169.254.169.254/latest/meta-data/": "not",
        "http://10.0.0.1/": "not",
        "http://user:pass@o.example/": "password",
    }
    report = index.add_urls("guild:1", list(given))
    reasons = {entry.name: entry.reason or "" for entry in report.entries}
    assert report.count(Change.FAILED) == len(given)
    assert [url for url, part in given.items() if part not in reasons[url]] == []
    assert index.status().sources == ()
    assert index.status().articles == 0


def test_what_the_operator_allowed_is_for_the_operator_s_library(tmp_path: Path, site: WebServer) -> None:
    url = site.serve("/otters", OTTERS)
    settings = IndexSettings(data_dir=tmp_path / "own", fetch_allow="127.0.0.1", fetch_gap=0)
    index = open_index(settings, create=True, encoder=WordsEncoder(), make=encoders())
    assert counts(index.add_urls("guild:1", [url])) == {"failed": 1}
    assert site.requests == []
    assert counts(index.add_urls(MAIN_LIBRARY, [url])) == {"added": 1}
    index.close()
