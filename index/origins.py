"""Where each thing that is known of an article was found, from the most trusted place to the least."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """A place in which something is said of an article."""

    FIELDS = "fields"  # JSONL, CSV
    FRONT_MATTER = "front matter"
    JSON_LD = "JSON-LD"
    META = "meta"  # <meta>, <link>, <title>, <html lang>
    FEED = "feed"
    SITEMAP = "sitemap"
    PDF = "PDF"  # what the document says of itself
    TIME_ELEMENT = "time element"
    TEXT = "text"
    FILE_NAME = "file name"
    FILE_TIME = "file time"
    ADDRESS = "address"  # where the page was fetched
