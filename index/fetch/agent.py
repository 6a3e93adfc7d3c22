"""How we name ourselves to a site."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

TOKEN = "Pullquote"  # noqa: S105 (the product token that robots.txt is matched with)


def user_agent(contact: str) -> str:
    """Name, version, purpose and, where the operator gives one, a contact: an address of mail or the web."""
    about = "; ".join(filter(None, ("quotes articles, with a link to each", contact and f"+{contact}")))
    return f"{TOKEN}/{_version()} ({about})"


def _version() -> str:
    try:
        return version("pullquote")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"
