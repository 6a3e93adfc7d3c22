"""What a site says of its articles: feeds, sitemaps, and the links on a page that lead to them.

Loading this package loads no parser; whatever the bytes are, its readers raise nothing but `Refused`.
"""

from __future__ import annotations

from index.feeds.kinds import what_is
from index.feeds.offers import offers
from index.feeds.reading import read_feed
from index.feeds.sitemap import read_sitemap

__all__ = ["offers", "read_feed", "read_sitemap", "what_is"]
