"""Tells what fetched bytes are: by their first element or mark, then by what the server and the address say."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from index.feeds.gzipped import GZIP, head_of
from index.feeds.types import ContentKind

LOOKED_AT = 16_384
"""Bytes: the first element of a document stands in them, whatever comment or licence is before it."""

FEED_JSON = "https://jsonfeed.org/version/"

_PDF_WITHIN = 1_024  # bytes of other things that PDF allows before its mark
_ELEMENT = re.compile(
    r"<(?:[\w.-]+:)?(?:(?P<feed>rss|feed|rdf)|(?P<sitemap>urlset|sitemapindex)"
    r"|(?P<page>!doctype\s+html|html|head)|(?P<piece>body|title|meta|div|p|h1|article))(?=[\s>/])",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_TEXTS = (".txt", ".text", ".md", ".markdown")


def what_is(content: bytes, *, media_type: str, url: str) -> ContentKind:
    """The kind of what was fetched at `url`. A server's word counts only where the bytes do not tell."""
    if content.startswith(GZIP):
        content = head_of(content, LOOKED_AT)
        media_type = "" if content else "application/gzip"
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return ContentKind.PDF
    head = _text(content[:LOOKED_AT])
    if kind := _by_element(head, media_type):
        return kind
    if _is_json_feed(head, content, media_type):
        return ContentKind.FEED
    return _by_name(head, media_type.casefold(), url)


def _text(head: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _by_element(head: str, media_type: str) -> ContentKind | None:
    found = _ELEMENT.search(_COMMENT.sub(" ", head))
    if found is None or found.lastgroup is None:
        return None
    if found.lastgroup == "piece":  # which a text about pages, Markdown and a picture may have too
        return None if media_type.startswith(("text/plain", "text/markdown", "image/")) else ContentKind.PAGE
    return ContentKind(found.lastgroup)


def _is_json_feed(head: str, content: bytes, media_type: str) -> bool:
    if not head.lstrip().startswith("{"):
        return False
    if "feed+json" in media_type.casefold() or FEED_JSON in head.replace("\\/", "/"):
        return True
    try:  # `version` may stand last
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and str(found.get("version")).startswith(FEED_JSON)


def _by_name(head: str, media_type: str, url: str) -> ContentKind:
    if "\0" in head:
        return ContentKind.OTHER
    lines = head.split()
    if lines and all(re.match(r"https?://\S", line) for line in lines[:-1] or lines):
        return ContentKind.SITEMAP
    if "html" in media_type:
        return ContentKind.PAGE
    ending = PurePosixPath(_path(url)).suffix.casefold()
    if media_type in ("text/plain", "text/markdown") or (
        ending in _TEXTS and media_type in ("", "application/octet-stream")
    ):
        return ContentKind.TEXT
    return ContentKind.OTHER


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
