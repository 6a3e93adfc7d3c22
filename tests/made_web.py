"""Pages, feeds and sitemaps of an invented newspaper, as a site serves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random

from web_fakes import TestClock
from webserver import WebServer

WORDS = (
    "harbour board customs house speaker pilot keeper lock owner barge quay winter ferry tide council mayor bridge "
    "market carpenter school river engine baker letter concert garden lantern orchard printer signal station tunnel "
    "velvet workshop archive ballot canal dredger estuary fisher granary herring island jetty kiln loom mill net oar"
).split()


def filler(seed: str, *, words: int = 60) -> str:
    """A sentence of so many words that no other text shares."""
    chance = Random(seed)
    return f"Before that, {' '.join(chance.choices(WORDS, k=words))}."


class Days(TestClock):
    """A clock for both schedules and fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.today = datetime(2026, 6, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.today

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.today += timedelta(**time)
        self.seconds += timedelta(**time).total_seconds()


def page(title: str, text: str, *, date: str = "2026-05-20T10:00:00Z", canonical: str = "", updated: str = "") -> str:
    """An article's page, with JSON-LD as newspapers write it."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    changed = f', "dateModified": "{updated}"' if updated else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>{link}'
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", '
        f'"datePublished": "{date}"{changed}, "publisher": {{"name": "The Ostmark Post"}}}}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{escape(title)}</h1><p>{escape(text)}</p>"
        f"<p>{filler(title + text)}</p></article><footer>Imprint</footer></body></html>"
    )


def rss(items: Iterable[Mapping[str, str]]) -> str:
    """A feed of items with `link`, `title`, `date` and either `summary` or `content`."""
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Ostmark Post</title><link>http://o.example/</link>{''.join(map(_item, items))}</channel></rss>"
    )


def publish(site: WebServer, items: Iterable[Mapping[str, str]], *, etag: str | None = None) -> str:
    """Serve a feed at /feed; returns its address."""
    return site.serve("/feed", rss(items), media_type="application/rss+xml", etag=etag)


def _item(item: Mapping[str, str]) -> str:
    content = item.get("content", "")
    whole = (
        f"<content:encoded>{escape(f'<p>{content}</p><p>{filler(content, words=120)}</p>')}</content:encoded>"
        if content
        else ""
    )
    return (
        f"<item><title>{escape(item['title'])}</title><link>{item['link']}</link><guid>{item['link']}</guid>"
        f"<pubDate>{item.get('date', 'Wed, 20 May 2026 10:00:00 GMT')}</pubDate>"
        f"<description>{escape(item.get('summary', 'In short.'))}</description>{whole}</item>"
    )


def sitemap(places: Mapping[str, str]) -> str:
    """A sitemap of addresses with their `lastmod` ("" for none)."""
    rows = (f"<url><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for url, day in places.items())
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>'


def sitemap_index(urls: Iterable[str]) -> str:
    """A sitemap of sitemaps."""
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
    )
