"""The entries of a sitemap in XML, as the words that are in them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from index.parse.errors import Refused

Entry = tuple[str, dict[str, str]]
"""`url` or `sitemap`, and what it says: `loc`, `lastmod`, and the names of a news sitemap."""


def work(raw: bytes, said: dict[str, str]) -> list[Entry]:
    """The same as `entries`, in a process of its own (`index.apart`)."""
    return entries(raw, int(said["most"]))


def entries(content: bytes, most: int) -> list[Entry]:
    """The first `<url>` and `<sitemap>` with the words of what is in them, by their names without namespaces.

    Broken XML is read as far as it goes. Entities are not expanded, and nothing is fetched. Raises `Refused`.
    """
    return list(islice(_entries(content), most))


def _entries(content: bytes) -> Iterator[Entry]:
    from lxml import etree

    parser = etree.iterparse(
        BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root: Any = None
    try:
        for event, element in parser:
            name = _local(element)
            if root is None:
                root = _checked(element, name)
            elif event == "end" and element.getparent() is root:
                if name in ("url", "sitemap"):
                    yield name, _said(element)
                element.clear()  # what was read, so that the tree does not grow
                while element.getprevious() is not None:
                    del root[0]
    except etree.LxmlError as error:
        if root is None:
            raise Refused("is not a sitemap") from error
    if root is None:
        raise Refused("is not a sitemap")


def _checked(root: Any, name: str) -> Any:
    if name not in ("urlset", "sitemapindex"):
        raise Refused("is not a sitemap")
    return root


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].casefold()


def _said(entry: Any) -> dict[str, str]:
    """The first of each name counts: `loc` of the page comes before those of its pictures."""
    found: dict[str, str] = {}
    for part in entry.iter():
        if part.text and isinstance(part.tag, str) and "image" not in part.tag and "video" not in part.tag:
            found.setdefault(_local(part), part.text.strip())
    return found
