"""Feeds of every family: what is read of them, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.apart.call import apart
from index.feeds import entries, read_feed
from index.feeds.json_feed import read_json_feed
from index.feeds.reading import feed_of
from index.feeds.types import Feed, Item
from index.parse.errors import Refused

AT = "https://herald.example/news/feed"

RSS2 = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Herald &amp;amp; Sons</title><language>en-gb</language><item>
<title>Pier &amp;amp; ferry</title><link>/a?x=1&amp;y=2</link><guid isPermaLink="false">herald-1</guid>
<pubDate>Sat, 14 Mar 2026 18:05:00 +0100</pubDate><dc:creator>Jane Doe</dc:creator>
<description>The pier is long &lt;b&gt;and&lt;/b&gt; old. Read more</description></item></channel></rss>"""

RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://herald.example/"><title>Herald</title></channel>
<item rdf:about="https://herald.example/a"><title>Pier &amp; ferry</title><link>https://herald.example/a</link>
<dc:creator>Jane Doe</dc:creator><dc:date>2026-03-14T18:05:00+01:00</dc:date></item></rdf:RDF>"""

RSS09 = """<rss version="0.91"><channel><title>Herald</title><item><title>Pier &amp; ferry</title>
<link>https://herald.example/a</link></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://herald.example/deep/">
<title type="html">Herald</title><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Pier
 &amp; <i>ferry</i></div></title><link rel="alternate" href="../a"/><link rel="edit" href="/edit"/>
<id>tag:herald.example,2026:1</id><author><name>Jane Doe</name></author><updated>2026-03-15T09:00:00Z</updated>
<published>2026-03-14T18:05:00+01:00</published></entry></feed>"""

JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Herald", "language": "en", "items": [{
        "id": 7, "url": "/a", "title": "Pier &amp; ferry", "authors": [{"name": "Jane Doe"}, 3, {"name": 4}],
        "date_published": "2026-03-14T18:05:00+01:00", "date_modified": "2026-03-15T09:00:00Z",
    }, "no item"],
})  # fmt: skip


def feed(source: str) -> Feed:
    """What is read of a feed, without a process of its own for each."""
    if source.startswith("{"):
        return read_json_feed(source.encode(), url=AT, zone=UTC, limit=9)
    return feed_of(entries.work(source.encode(), {"url": AT, "media_type": "text/html"}), AT, UTC)


def one(source: str) -> Item:
    (item,) = feed(source).items
    return item


@pytest.mark.parametrize("source", [RSS2, ATOM, JSON])
def test_a_feed_is_read_in_a_process_of_its_own_to_the_same_end(source: str) -> None:
    assert read_feed(source.encode(), url=AT, media_type="text/html") == feed(source)


@pytest.mark.parametrize("source", [RSS2, RSS1, RSS09, ATOM, JSON])
def test_every_family_says_title_and_address(source: str) -> None:
    item = one(source)
    assert item.title == "Pier & ferry"
    assert item.url is not None and item.url.split("?")[0] == "https://herald.example/a"


@pytest.mark.parametrize("source", [RSS2, RSS1, ATOM, JSON])
def test_dates_keep_their_zone(source: str) -> None:
    item = one(source)
    assert (item.published_at, item.author) == (datetime.fromisoformat("2026-03-14T18:05:00+01:00"), "Jane Doe")
    assert item.published_at is not None and item.published_at.utcoffset() is not None


@pytest.mark.parametrize("source", [ATOM, JSON])
def test_an_update_is_told_apart(source: str) -> None:
    assert one(source).updated_at == datetime.fromisoformat("2026-03-15T09:00:00+00:00")


@pytest.mark.parametrize(
    ("source", "id_"), [(RSS2, "herald-1"), (ATOM, "tag:herald.example,2026:1"), (JSON, "7"), (RSS09, None)]
)
def test_the_id(source: str, id_: str | None) -> None:
    assert one(source).id == id_


def test_an_id_is_never_cut() -> None:
    assert one(RSS2.replace("herald-1", "x" * 501)).id is None


def test_the_feed_names_itself_and_its_language() -> None:
    found = feed(RSS2)
    assert (found.title, found.language, found.items[0].language) == ("Herald & Sons", "en-gb", "en-gb")


DATES = [
    ("Sat, 14 Mar 2026 17:05:00 GMT", "2026-03-14T17:05:00+00:00"),
    ("Sat, 14 Mar 26 12:05:00 EST", "2026-03-14T12:05:00-05:00"),
    ("14 mars 2026", "2026-03-14T00:00:00+00:00"),
    ("2026-03-14 18:05", "2026-03-14T18:05:00+00:00"),
    ("Sat, 31 Feb 2026 17:05:00 GMT", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "moment"), DATES)
def test_dates_as_they_are_written(words: str, moment: str | None) -> None:
    found = one(RSS2.replace("Sat, 14 Mar 2026 18:05:00 +0100", words)).published_at
    assert (found and found.isoformat()) == moment


LONG = "The pier of Port Sable is to be rebuilt, the town council decided on Monday. " * 10


@pytest.mark.parametrize(
    ("content", "is_whole"),
    [(LONG, True), ("Short.", False), (LONG + "[&#8230;]", False), (LONG + "<a>Continue reading The pier</a>", False),
     (LONG + "<p>The post <a>Pier</a> appeared first on <a>Herald</a>.</p>", True)],
)  # fmt: skip
def test_only_a_whole_text_is_content(content: str, is_whole: bool) -> None:
    source = RSS2.replace("</item>", f"<content:encoded><![CDATA[<p>{content}</p>]]></content:encoded></item>")
    assert (one(source).content is not None) is is_whole


def test_json_content_as_text_becomes_paragraphs() -> None:
    source = json.loads(JSON)
    source["items"][0]["content_text"] = f"{LONG}\n\nA < B"
    assert one(json.dumps(source)).content == f"<p>{LONG.strip()}</p><p>A &lt; B</p>"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    assert one(RSS2.replace("</item></channel></rss>", "").replace("&amp;y", "&y")).title == "Pier & ferry"


JUNK = [
    b"", b"  \n", b"\0" * 50, b"<html><body>No feed</body></html>", b"{", b"[]", b'{"version": "1", "items": []}',
    b'{"version": "https://jsonfeed.org/version/1", "items": {}}', b"\x89PNG....", b"{" * 100_000, b"plain words",
]  # fmt: skip


@pytest.mark.parametrize("content", JUNK)
def test_junk_is_refused_with_a_clause(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_feed(content, url=AT, media_type="application/rss+xml")
    assert refused.value.reason.startswith("is ")


KEYS = ["id", "url", "title", "authors", "content_html", "content_text", "summary", "date_published", "language"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("name"), inner, max_size=1),
    max_leaves=4,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES) | VALUES, max_size=3), VALUES)
def test_json_of_the_wrong_shape_never_raises(items: list[object], title: object) -> None:
    source = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items})
    assert len(feed(source).items) <= len(items)


LAUGHS = "".join(
    f'<!ENTITY {name} "{"&" + before + ";" + "&" + before + ";"}">' for before, name in pairwise("abcdefgh")
)
HOSTILE = [
    (f'<!DOCTYPE x [<!ENTITY a "ha">{LAUGHS}]>', "&h;"),
    ('<!DOCTYPE x [<!ENTITY h SYSTEM "file:///etc/passwd">]>', "&h;"),
    ('<!DOCTYPE x [<!ENTITY % d SYSTEM "http://127.0.0.1:1/x.dtd"> %d;]>', "&h;"),
]


@pytest.mark.parametrize(("doctype", "title"), HOSTILE)
def test_entities_are_not_expanded(doctype: str, title: str) -> None:
    found = one(RSS09.replace("<rss", f"{doctype}<rss").replace("Pier &amp; ferry", title))
    assert found.title in (None, "&h;")


def test_a_feed_that_keeps_the_parser_busy_is_given_up() -> None:
    nested = RSS09.replace("<item>", "<item>" + "<a>" * 100_000).encode()
    with pytest.raises(Refused, match=r"could not be read as a feed \(it takes longer than 0.5 s\)"):
        apart("index.feeds.entries", nested, {"url": AT, "media_type": ""}, what="a feed", seconds=0.5)
