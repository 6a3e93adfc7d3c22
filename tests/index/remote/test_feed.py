"""A feed is kept level: what is new or changed comes in, and what leaves it stays as long as its page does."""

from __future__ import annotations

from pathlib import Path

from index.engine import Index
from index.fetch.addresses import read_allowed
from index.fetch.fetcher import Fetcher
from index.types import MAIN_LIBRARY
from index.upkeep import SourceKind
from library import counts, found, open_small
from made_web import Days, page, publish
from web_fakes import Names
from webserver import WebServer


def item(site: WebServer, name: str, **said: str) -> dict[str, str]:
    return {"link": site.url(f"/{name}"), "title": name.title(), **said}


def test_items_that_are_whole_are_taken_from_the_feed(index: Index, site: WebServer) -> None:
    whole = [item(site, name, content=f"The {name} was seen at Ostmark.") for name in ("otter", "heron")]
    feed = publish(site, whole)

    report = index.add_urls(MAIN_LIBRARY, [feed])

    assert counts(report) == {"added": 2}
    (otter,) = index.article_choices(MAIN_LIBRARY, "otter", 5)
    assert (otter.url, otter.outlet, otter.title) == (site.url("/otter"), "The Ostmark Post", "Otter")
    assert otter.published_at and otter.published_at.isoformat() == "2026-05-20T10:00:00+00:00"
    assert [request.path for request in site.requests] == ["/robots.txt", "/feed"]
    (source,) = index.status().sources
    assert (source.kind, source.articles) == (SourceKind.FEED, 2)


def test_items_with_a_summary_are_followed_to_their_pages(index: Index, site: WebServer) -> None:
    site.serve("/otter", page("Otter", "Otters came back to the weir."))
    feed = publish(site, [item(site, "otter")])
    assert counts(index.add_urls(MAIN_LIBRARY, [feed])) == {"added": 1}
    assert found(index, "otters weir")
    assert index.verify().differences == ()


def test_an_unchanged_feed_costs_one_conditional_request(index: Index, site: WebServer, clock: Days) -> None:
    site.serve("/otter", page("Otter", "Otters came back to the weir."), etag='"p1"')
    feed = publish(site, [item(site, "otter")], etag='"f1"')
    index.add_urls(MAIN_LIBRARY, [feed])
    site.requests.clear()
    clock.pass_(hours=1)

    report = index.sync(MAIN_LIBRARY)

    assert counts(report) == {"unchanged": 1}
    assert [(r.path, r.headers.get("if-none-match")) for r in site.requests] == [("/feed", '"f1"')]


def test_what_is_new_and_what_changed_comes_in(index: Index, site: WebServer) -> None:
    otter = item(site, "otter", content="The otter was seen at Ostmark.")
    feed = publish(site, [otter])
    index.add_urls(MAIN_LIBRARY, [feed])
    changed = otter | {"content": "The otter was never seen at Ostmark."}
    publish(site, [item(site, "heron", content="A heron is new."), changed])

    assert counts(index.sync(MAIN_LIBRARY, dry_run=True)) == {"added": 1, "updated": 1}
    assert counts(index.sync(MAIN_LIBRARY)) == {"added": 1, "updated": 1}
    assert any("never seen" in text for text in found(index, "otter"))
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 2}


def test_what_leaves_the_feed_stays_until_its_page_is_gone(index: Index, site: WebServer, clock: Days) -> None:
    site.serve("/otter", page("Otter", "Otters came back to the weir."))
    site.serve("/heron", page("Heron", "Herons nest at the lock."))
    feed = publish(site, [item(site, "otter"), item(site, "heron")])
    index.add_urls(MAIN_LIBRARY, [feed])

    publish(site, [item(site, "heron")])
    clock.pass_(days=1)
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 2}

    site.gone("/otter")
    clock.pass_(days=3)
    report = index.sync(MAIN_LIBRARY)
    assert counts(report) == {"removed": 1, "unchanged": 1}
    assert "gone (410)" in (report.entries[0].reason or "")
    assert found(index, "otters weir") == []

    site.serve("/otter", page("Otter", "Otters came back to the weir."))
    clock.pass_(days=8)
    assert counts(index.sync(MAIN_LIBRARY)) == {"added": 1, "unchanged": 1}
    assert found(index, "otters weir")


def test_404_is_believed_after_three_times_over_a_day(index: Index, site: WebServer, clock: Days) -> None:
    site.serve("/otter", page("Otter", "Otters came back to the weir."))
    feed = publish(site, [item(site, "otter")])
    index.add_urls(MAIN_LIBRARY, [feed])
    site.remove("/otter")
    clock.pass_(days=4)
    seen = []
    for _ in range(6):
        seen.append(counts(index.sync(MAIN_LIBRARY)).get("removed", 0))
        clock.pass_(hours=6)
    assert seen == [0, 0, 0, 0, 1, 0]
    assert found(index, "otters") == []
    assert index.verify().differences == ()


def test_a_feed_that_fails_is_tried_later_and_later_and_loses_nothing(
    index: Index, site: WebServer, clock: Days
) -> None:
    whole = item(site, "otter", content="The otter was seen at Ostmark.")
    feed = publish(site, [whole])
    index.add_urls(MAIN_LIBRARY, [feed])
    site.down = True
    waits = []
    since = clock.now()
    for _ in range(9):
        assert index.sync(MAIN_LIBRARY).entries[0].change == "failed"
        (source,) = index.status().sources
        assert source.next_at and source.failing_since == since
        waits.append((source.next_at - clock.now()).total_seconds() / 3600)
        clock.pass_(hours=1)
    assert waits == [2, 4, 8, 16, 32, 48, 48, 48, 48]
    assert found(index, "otter")

    site.down = False
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 1}
    (source,) = index.status().sources
    assert (source.failing_since, source.error, source.failures) == (None, None, 0)
    assert source.next_at and (source.next_at - clock.now()).total_seconds() == 3600


def test_a_page_in_place_of_the_feed_changes_nothing(index: Index, site: WebServer) -> None:
    feed = publish(site, [item(site, "otter", content="The otter was seen at Ostmark.")])
    index.add_urls(MAIN_LIBRARY, [feed])
    site.serve("/feed", "<html><body><h1>We will be back soon</h1></body></html>")
    report = index.sync(MAIN_LIBRARY)
    assert counts(report) == {"failed": 1}
    assert "not a feed" in (report.entries[0].reason or "")
    assert found(index, "otter")


def test_a_feed_does_not_speak_for_another_site(tmp_path: Path, site: WebServer, clock: Days) -> None:
    names = Names({"post.example": [["127.0.0.1"]], "evil.example": [["127.0.0.1"]]})
    fetcher = Fetcher(gap=0.0, allowed=read_allowed("127.0.0.1"), clock=clock, resolver=names)
    index = open_small(tmp_path / "own", fetcher=fetcher, now=clock.now)
    story = site.url("/otter", host="post.example")
    site.serve("/otter", page("Otter", "Otters came back to the weir."))
    site.serve("/evil", page("Otter", "Otters are a lie, says the forger.", canonical=story))
    publish(site, [{"link": story, "title": "Otter", "content": "Otters are a lie, says the forger."}])

    assert counts(index.add_urls(MAIN_LIBRARY, [site.url("/feed", host="evil.example")])) == {"added": 1}
    assert any("weir" in text for text in found(index, "otters")), "what stands at its address, not what the feed says"
    assert counts(index.add_urls(MAIN_LIBRARY, [site.url("/evil", host="evil.example")])) == {"added": 1}
    (forged,) = (a for a in index.article_choices(MAIN_LIBRARY, "", 5) if "evil" in (a.url or ""))
    assert forged.url == site.url("/evil", host="evil.example"), "a canonical link to another site counts for nothing"
    index.close()


def test_an_address_that_is_added_takes_over_no_article(index: Index, site: WebServer) -> None:
    url = site.serve("/otter", page("Otter", "Otters came back to the weir."))
    index.add_urls(MAIN_LIBRARY, [url])
    feed = publish(site, [item(site, "otter", content="Otters are a lie, says the feed.")], etag='"f"')
    assert counts(index.add_urls(MAIN_LIBRARY, [feed])) == {"unchanged": 1}
    assert any("weir" in text for text in found(index, "otters"))
    index.remove(MAIN_LIBRARY, url)
    index.sync(MAIN_LIBRARY)
    assert any("lie" in text for text in found(index, "otters")), "the feed speaks for it once nobody else does"
