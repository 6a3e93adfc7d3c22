"""Sitemaps in all their forms, and bytes that are none."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.feeds import read_sitemap
from index.feeds.gzipped import unpacked
from index.feeds.sitemap import MAX_SIZE
from index.feeds.types import Place, Sitemap
from index.parse.errors import Refused

AT = "https://herald.example/sitemap.xml"
URLSET = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
NEWS = """<url xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><loc>
 https://herald.example/a?x=1&amp;y=2 </loc><lastmod>2026-03-15T09:00:00Z</lastmod>
<n:news><n:publication><n:name>Herald</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2026-03-14T18:05+01:00</n:publication_date><n:title>Pier &amp; ferry</n:title></n:news></url>"""


def read(source: str) -> Sitemap:
    return read_sitemap(source.encode(), url=AT)


def place(body: str) -> Place:
    (found,) = read(URLSET.format(f"<url><loc>/a</loc>{body}</url>")).places
    return found


def test_a_news_sitemap() -> None:
    (found,) = read(URLSET.format(NEWS)).places
    assert (found.url, found.title) == ("https://herald.example/a?x=1&y=2", "Pier & ferry")
    assert (found.outlet, found.language) == ("Herald", "en")
    assert found.published_at is not None and found.modified_at is not None
    assert found.published_at.isoformat() == "2026-03-14T18:05:00+01:00"
    assert found.modified_at.isoformat() == "2026-03-15T09:00:00+00:00"


def test_an_index_of_sitemaps() -> None:
    source = (
        "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>b.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read(source) == Sitemap((), ("https://herald.example/news.xml", "https://herald.example/b.xml.gz"))


LASTMOD = [
    ("2026", "2026-01-01T00:00:00+00:00"),
    ("2026-03", "2026-03-01T00:00:00+00:00"),
    ("2026-03-14", "2026-03-14T00:00:00+00:00"),
    ("2026-03-14T18:05+01:00", "2026-03-14T18:05:00+01:00"),
    ("2026-03-14T18:05:06.789Z", "2026-03-14T18:05:06.789000+00:00"),
    ("2026-02-31", None),
    ("2026-13", None),
    ("0000", None),
    ("soon", None),
]


@pytest.mark.parametrize(("words", "moment"), LASTMOD)
def test_when_a_page_changed(words: str, moment: str | None) -> None:
    found = place(f"<lastmod>{words}</lastmod>").modified_at
    assert (found and found.isoformat()) == moment


def test_the_address_of_the_page_is_not_that_of_its_picture() -> None:
    picture = '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:loc>/p.jpg</i:loc></i:image>'
    assert place(picture).url == "https://herald.example/a"
    assert read(URLSET.format(f"<url>{picture}<loc>/a</loc></url>")).places[0].url == "https://herald.example/a"


def test_what_is_no_address_is_left_out() -> None:
    entries = "".join(
        f"<url><loc>{loc}</loc></url>" for loc in ("javascript:x", "data:x", "ftp://a.example/", "", "/a", "/a")
    )
    assert [one.url for one in read(URLSET.format(entries)).places] == ["https://herald.example/a"]


def test_lines_of_addresses_and_compressed_ones() -> None:
    lines = b"\xef\xbb\xbfhttps://herald.example/a\r\n\nhttps://herald.example/b\n"
    found = read_sitemap(gzip.compress(lines[:20]) + gzip.compress(lines[20:]), url=AT)
    assert found == read_sitemap(lines, url=AT)
    assert [one.url for one in found.places] == ["https://herald.example/a", "https://herald.example/b"]


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    whole = URLSET.format("<url><loc>/a</loc></url><url><loc>/b?x=1&y=2</loc></url><url><loc>/c")
    assert [one.url.split("?")[0][-1] for one in read(whole[: whole.index("/c")]).places] == ["a", "b"]


def test_no_more_entries_than_allowed() -> None:
    many = URLSET.format("".join(f"<url><loc>/{number}</loc></url>" for number in range(9)))
    assert len(read_sitemap(many.encode(), url=AT, most=5).places) == 5
    assert len(read_sitemap(b"https://herald.example/a\n" * 2 + b"x\n" * 9, url=AT, most=2).places) == 1


HOSTILE = [
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY h "&b;&b;&b;&b;">]>',
    '<!DOCTYPE x [<!ENTITY h SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY % d SYSTEM "http://127.0.0.1:1/x.dtd"> %d;]>',
]


@pytest.mark.parametrize("doctype", HOSTILE)
def test_entities_are_not_expanded(doctype: str) -> None:
    source = f"{doctype}<urlset><url><loc>https://herald.example/&h;</loc></url></urlset>"
    assert all(one.url == "https://herald.example/" for one in read(source).places)


@pytest.mark.parametrize("piece", ["<a>", "<a/>", "<url><a/>"])
def test_a_sitemap_of_very_many_tags_is_read_apart(piece: str) -> None:
    assert read("<urlset><url><loc>/a</loc></url>" + piece * 250_000).places == (Place(url="https://herald.example/a"),)


JUNK = [
    (b"", "is not a sitemap"),
    (b"<html><body>https://herald.example/</body></html>", "is not a sitemap"),
    (b"<urlse", "is not a sitemap"),
    (b"words and words", "is not a sitemap"),
    (b"\0\1\2" * 99, "is a binary file, not text"),
    (gzip.compress(b"https://herald.example/" * 99)[:50], "is compressed and damaged"),
    (b"\x1f\x8bno", "is compressed and damaged"),
]


@pytest.mark.parametrize(("content", "reason"), JUNK)
def test_junk_is_refused_with_a_clause(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_sitemap(content, url=AT)
    assert refused.value.reason == reason


def test_a_bomb_is_not_unpacked_further_than_allowed() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * MAX_SIZE, compresslevel=1)
    with pytest.raises(Refused, match="is larger than 52 MB when unpacked"):
        read_sitemap(bomb, url=AT)
    with pytest.raises(Refused):
        unpacked(bomb, 1_000)


PIECES = [
    "<urlset>",
    "<url>",
    "<loc>",
    "http://[",
    "/a",
    "</loc>",
    "</url>",
    "<sitemapindex>",
    "&x;",
    "<![CDATA[",
    "\0",
    "\n",
]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=10), st.booleans())
def test_nothing_but_refused_is_raised(pieces: list[str], packed: bool) -> None:
    content = "".join(pieces).encode("utf-8", "replace")
    try:
        assert isinstance(read_sitemap(gzip.compress(content) if packed else content, url=AT), Sitemap)
    except Refused as refused:
        assert refused.reason
