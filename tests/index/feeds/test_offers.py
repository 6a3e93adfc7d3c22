"""What fetched bytes are, and what a home page offers."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.feeds import offers, what_is
from index.feeds.types import ContentKind, Offer
from index.parse.errors import Refused

HOME = "https://www.herald.example/news/"
HTML, XML = "text/html; charset=utf-8", "application/xml"

KINDS = [
    (b"<?xml version='1.0'?><!-- <html> --><rss version='2.0'>", HTML, ContentKind.FEED),
    (b"\xef\xbb\xbf\n<feed xmlns='http://www.w3.org/2005/Atom'>", "text/plain", ContentKind.FEED),
    (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", XML, ContentKind.FEED),
    (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", XML, ContentKind.FEED),
    (
        b'{"title": "x", "items": [], "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}',
        "text/html",
        ContentKind.FEED,
    ),
    (b'{"items": []}', "application/feed+json", ContentKind.FEED),
    (b'{"items": []}', "application/json", ContentKind.OTHER),
    ("<rss version='2.0'>".encode("utf-16"), XML, ContentKind.FEED),
    (b"<urlset xmlns='x'>", "text/html", ContentKind.SITEMAP),
    (gzip.compress(b"<sitemapindex xmlns='x'>" + b" " * 9_999), "application/gzip", ContentKind.SITEMAP),
    (b"https://herald.example/a\nhttps://herald.example/b\n", "text/plain", ContentKind.SITEMAP),
    (b"<!DOCTYPE html><html><body><rss>", XML, ContentKind.PAGE),
    (b"words without a tag", "text/html", ContentKind.PAGE),
    (b"<p>a piece of a page", "", ContentKind.PAGE),
    (b"%PDF-1.7", "text/html", ContentKind.PDF),
    (b"\n\n%PDF-1.4", "application/octet-stream", ContentKind.PDF),
    (b"words", "text/plain", ContentKind.TEXT),
    (b"# words", "text/markdown", ContentKind.TEXT),
    (b"<p align='center'>logo</p>\n\n# words", "text/markdown", ContentKind.TEXT),
    (b"<svg xmlns='x'><title>x</title>", "image/svg+xml", ContentKind.OTHER),
    (b"\x89PNG\r\n\x1a\n\0\0", "text/plain", ContentKind.OTHER),
    (b"\x1f\x8bno", "text/html", ContentKind.OTHER),
    (b"", "", ContentKind.OTHER),
]


@pytest.mark.parametrize(("content", "media_type", "kind"), KINDS)
def test_bytes_say_more_than_the_server(content: bytes, media_type: str, kind: ContentKind) -> None:
    assert what_is(content, media_type=media_type, url=HOME) is kind


def test_the_ending_says_what_the_server_does_not() -> None:
    assert what_is(b"words", media_type="application/octet-stream", url="https://a.example/n.md") is ContentKind.TEXT


def found(head: str = "", body: str = "") -> list[tuple[str, str]]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return [(one.kind.value, one.url) for one in offers(page.encode(), url=HOME)]


def test_the_likeliest_come_first() -> None:
    head = (
        '<link rel="sitemap" href="/sitemap.xml"><link rel="alternate" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel="Alternate" type="application/rss+xml; charset=utf-8" title="Herald &amp; Sons" href="feed.xml">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed"><link rel=alternate type=text/xml href=/x>'
    )
    body = '<a href="/sport/rss">Sport</a> <a href="https://other.example/rss">Other</a> <a href="/about">About</a>'
    assert found(head, body) == [
        ("feed", "https://www.herald.example/news/feed.xml"),
        ("feed", "https://www.herald.example/sport/rss"),
        ("sitemap", "https://www.herald.example/sitemap.xml"),
        ("feed", "https://www.herald.example/comments/feed/"),
    ]


def test_an_offer_has_the_title_of_its_link() -> None:
    page = (
        b'<link rel="alternate" type="application/atom+xml" title="Herald &amp; Sons" href="https://feeds.example/h">'
    )
    assert offers(page, url=HOME) == (Offer(ContentKind.FEED, "https://feeds.example/h", "Herald & Sons"),)


def test_the_base_of_the_page_counts() -> None:
    assert found('<base href="/deep/"><link rel=alternate type=application/rss+xml href=rss>') == [
        ("feed", "https://www.herald.example/deep/rss")
    ]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/xml,<rss>", "http://[", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_offered(href: str) -> None:
    assert (
        found(f'<link rel="alternate" type="application/rss+xml" href="{href}">', f'<a href="{href}/feed">x</a>') == []
    )


PIECES = ["<link rel=alternate type=application/rss+xml href=", "<a href=", "/feed", ">", "\0", "<!--", "<base href="]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=8))
def test_no_page_raises(pieces: list[str]) -> None:
    content = "".join(pieces).encode("utf-8", "replace")
    assert isinstance(what_is(content, media_type="", url="http://["), ContentKind)
    with suppress(Refused):
        for one in offers(content, url=HOME):
            assert one.url.startswith("http")
