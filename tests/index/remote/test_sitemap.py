"""Sitemaps: what is listed is fetched once, and again when its date changes; limits, outages, held changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from index.engine import Index
from index.types import MAIN_LIBRARY
from index.upkeep import Change, Wishes
from library import counts, found
from made_web import Days, page, sitemap, sitemap_index
from webserver import WebServer

DAY = "2026-05-{:02}"


def lay(site: WebServer, names: dict[str, str], *, at: str = "/sitemap.xml") -> str:
    """Pages and the sitemap that lists them with these days."""
    for name in names:
        if f"/{name}" not in site._acts:
            site.serve(f"/{name}", page(name.title(), f"The {name} was seen at the weir."))
    places = {site.url(f"/{name}"): day for name, day in names.items()}
    return site.serve(at, sitemap(places), media_type="application/xml")


def asked(site: WebServer) -> list[str]:
    found = [request.path for request in site.requests if request.path != "/robots.txt"]
    site.requests.clear()
    return found


def test_only_what_its_date_says_to_have_changed_is_fetched_again(index: Index, site: WebServer) -> None:
    url = lay(site, {"otter": DAY.format(1), "heron": DAY.format(2)})
    assert counts(index.add_urls(MAIN_LIBRARY, [url])) == {"added": 2}
    asked(site)

    site.serve("/otter", page("Otter", "The otter was never seen."))
    site.serve("/heron", page("Heron", "The heron was never seen."))
    lay(site, {"otter": DAY.format(9), "heron": DAY.format(2)})
    assert counts(index.sync(MAIN_LIBRARY)) == {"updated": 1, "unchanged": 1}
    assert asked(site) == ["/sitemap.xml", "/otter"]


def test_an_index_of_sitemaps_is_walked(index: Index, site: WebServer) -> None:
    one = lay(site, {"otter": DAY.format(1)}, at="/one.xml")
    two = lay(site, {"heron": DAY.format(2)}, at="/two.xml")
    top = site.serve(
        "/top.xml", sitemap_index([one, two, site.url("/missing.xml")]), media_type="application/xml", etag='"t"'
    )
    report = index.add_urls(MAIN_LIBRARY, [top])
    assert counts(report) == {"added": 2, "failed": 1}
    assert index.status().sources[0].error is None

    lay(site, {"heron": DAY.format(2), "gull": DAY.format(3)}, at="/two.xml")
    assert counts(index.sync(MAIN_LIBRARY)) == {"added": 1, "failed": 1, "unchanged": 2}, "though the top is as it was"


def test_the_newest_come_first_and_the_oldest_give_way(index: Index, site: WebServer, clock: Days) -> None:
    for number in range(1, 7):
        site.serve(f"/a{number}", page(f"A{number}", f"Barge {number} sank.", date=f"2026-05-0{number}T10:00:00Z"))
    url = lay(site, {f"a{number}": DAY.format(number) for number in range(1, 6)})
    report = index.add_paths(MAIN_LIBRARY, [url], wishes=Wishes(limit=3))
    assert counts(report) == {"added": 3}
    assert {a.title for a in index.article_choices(MAIN_LIBRARY, "", 9)} == {"A5", "A4", "A3"}

    lay(site, {f"a{number}": DAY.format(number) for number in range(1, 7)})
    assert counts(index.sync(MAIN_LIBRARY, dry_run=True)) == {"added": 1, "removed": 1, "unchanged": 2}
    report = index.sync(MAIN_LIBRARY)
    assert counts(report) == {"added": 1, "removed": 1, "unchanged": 2}
    assert {a.title for a in index.article_choices(MAIN_LIBRARY, "", 9)} == {"A6", "A5", "A4"}
    clock.pass_(days=30)
    assert counts(index.sync(MAIN_LIBRARY)) == {"unchanged": 3}, "what gave way is left alone"


def test_what_was_not_fetched_is_fetched_by_the_next_sync(index: Index, site: WebServer) -> None:
    url = lay(site, {f"a{number}": DAY.format(number) for number in range(1, 29)})
    index.add_paths(
        MAIN_LIBRARY, [url], progress=lambda done, _all: index._editor.stopping.set() if done == 3 else None
    )
    some = index.status().articles
    assert 3 <= some < 28
    index._editor.stopping.clear()
    asked(site)
    assert index.sync(MAIN_LIBRARY).count(Change.ADDED) == 28 - some
    assert len(asked(site)) == 1 + 28 - some, "nothing is fetched twice"


def test_an_outage_in_the_middle_gives_up_soon_and_removes_nothing(index: Index, site: WebServer, clock: Days) -> None:
    names = {f"a{number:02}": DAY.format(number) for number in range(1, 29)}
    url = lay(site, names)
    index.add_urls(MAIN_LIBRARY, [url])
    for name in names:
        site.serve(f"/{name}", "oops", status=500)
    lay(site, dict.fromkeys(names, DAY.format(30)))
    asked(site)
    report = index.sync(MAIN_LIBRARY)
    assert len(asked(site)) < 28
    assert report.count(Change.REMOVED) == 0
    (source,) = index.status().sources
    assert source.error
    assert source.failing_since == clock.now()
    assert index.status().articles == 28


@pytest.mark.parametrize("broken", ["gone", "changed"])
def test_a_site_that_breaks_is_held(index: Index, site: WebServer, clock: Days, broken: str) -> None:
    names = {f"a{number}": DAY.format(number) for number in range(1, 10)}
    url = lay(site, names)
    index.add_urls(MAIN_LIBRARY, [url])
    clock.pass_(days=3)
    for name in names:
        if broken == "gone":
            site.gone(f"/{name}")
        else:
            site.serve(f"/{name}", page("Oops", f"Our new system is here, {name}."))
    lay(site, {**dict.fromkeys(names, DAY.format(20)), "new": DAY.format(21)})

    for dry_run in (True, False, False):
        report = index.sync(MAIN_LIBRARY, dry_run=dry_run)
        assert (report.count(Change.HELD), report.count(Change.REMOVED), report.count(Change.UPDATED)) == (9, 0, 0)
        assert [location for location, _ in report.held] == [url]
    assert found(index, "a3 weir")
    assert found(index, "new weir")
    held = index.status().sources[0].held
    assert held and held.updated + held.removed == 9

    report = index.sync(MAIN_LIBRARY, source=url, confirmed=True)
    assert report.count(Change.REMOVED if broken == "gone" else Change.UPDATED) == 9
    assert not any("The a3 was seen" in text for text in found(index, "a3 weir"))
    assert index.status().sources[0].held is None
    assert index.verify().differences == ()


def test_a_dry_run_of_an_address_changes_nothing(index: Index, site: WebServer) -> None:
    url = lay(site, {"otter": DAY.format(1)})
    assert counts(index.add_paths(MAIN_LIBRARY, [url], dry_run=True)) == {"added": 1}
    assert (index.status().sources, index.status().articles) == ((), 0)


def test_a_source_that_is_removed_meanwhile_leaves_nothing(index: Index, site: WebServer) -> None:
    url = lay(site, {f"a{number}": DAY.format(number) for number in range(1, 5)})

    def drop(done: int, _all: int) -> None:
        if done == 2:
            index.remove(MAIN_LIBRARY, url)

    report = index.add_paths(MAIN_LIBRARY, [url], progress=drop)
    assert "was removed meanwhile" in (report.entries[-1].reason or "")
    assert (index.status().sources, index.status().articles) == ((), 0)


def test_the_wished_rhythm_is_kept(index: Index, site: WebServer, clock: Days) -> None:
    url = lay(site, {"otter": DAY.format(1)})
    index.add_paths(MAIN_LIBRARY, [url], wishes=Wishes(every=timedelta(minutes=30)))
    (source,) = index.status().sources
    assert source.next_at == clock.now() + timedelta(minutes=30)
