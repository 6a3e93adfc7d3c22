"""Web addresses: made absolute, and told whether two of them are of one site."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from index.parse.facts import url_of

SHORT = 3
"""Letters of a second level such as `co` or `com` under which a country registers names: `co.uk`, `com.au`."""


def absolute(href: str, page: str | None) -> str | None:
    """`href` as it stands in `page`, as an http(s) address; None for a script, data, or what is no address."""
    try:
        return url_of(urljoin(page, href.strip()) if page else href) if href.strip() else None
    except ValueError:  # brackets that are no IPv6 address
        return None


def canonical(href: str, page: str | None) -> str | None:
    """The address that a page gives as its own, if it can be that: of the same site, and not just its front door."""
    found = absolute(href, page)
    if found is None or page is None:
        return found
    if not same_site(found, page) or (is_root(found) and not is_root(page)):
        return None
    return found


def is_root(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registered name: `www.herald.example` and `amp.herald.example`."""
    try:
        return _site(one) == _site(other) != ""
    except ValueError:
        return False


def _site(url: str) -> str:
    """The registered name of a host, without a list of them; a number is its own."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    labels = host.split(".")
    if ":" in host or labels[-1].isdigit():
        return host
    country = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= SHORT
    return ".".join(labels[-3 if country else -2 :])
