"""YAML front matter at the head of a Markdown file. Every value stays text: dates are read by `dates`, not by YAML."""

from __future__ import annotations

import re

from index.parse.errors import Refused

MAX_SIZE = 64 * 1024
"""Characters. Metadata is never this long; a YAML parser can be kept busy for minutes with more."""

_OPENED = re.compile(r"---[ \t]*\n")
_CLOSED = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\"']?\w[\w -]{0,60}[\"']?[ \t]{0,20}:(?:\s|$)")


def split(text: str) -> tuple[dict[str, object], str]:
    """The fields of the front matter and the body after it. Text without front matter is all body.

    Raises `Refused` for front matter that is not closed, does not parse, is too long or has aliases.
    """
    opened = _OPENED.match(text)
    if not opened or not _KEY.match(text, opened.end()):
        return _empty(text, opened)
    closed = _CLOSED.search(text, opened.end())
    if not closed:
        raise Refused("has front matter that is opened in line 1 and never closed")
    if closed.start() > MAX_SIZE:
        raise Refused(f"has front matter of more than {MAX_SIZE // 1024} KB")
    return _fields(text[opened.end() : closed.start()]), text[closed.end() :]


def _empty(text: str, opened: re.Match[str] | None) -> tuple[dict[str, object], str]:
    closed = _CLOSED.match(text, opened.end()) if opened else None
    return {}, text[closed.end() :] if closed else text


def _fields(source: str) -> dict[str, object]:
    import yaml  # here, since only Markdown with front matter needs it

    try:
        if "*" in source and any(isinstance(token, yaml.AliasToken) for token in yaml.scan(source, yaml.BaseLoader)):
            raise Refused("has front matter with YAML aliases, which are not read")
        fields = yaml.load(source, yaml.BaseLoader)  # noqa: S506  makes nothing but text, lists and mappings
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f" (line {mark.line + 2})" if mark else ""
        raise Refused(f"has front matter that does not parse{line}: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise Refused("has front matter with characters that YAML does not allow") from error
    except RecursionError as error:
        raise Refused("has front matter that is nested too deeply") from error
    if not isinstance(fields, dict):
        raise Refused("has front matter that is not a list of `name: value` lines")
    return {str(name): value for name, value in fields.items()}
