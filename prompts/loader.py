"""Prompts are Markdown files beside this one, one per message, their `$name` placeholders checked on load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from prompts.errors import PromptUnusable

DIGEST_BYTES = 6  # twelve hexadecimal digits


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages of one writer; `digest` changes with every character of them."""

    name: str
    digest: str
    _messages: Mapping[str, Template]

    def message(self, role: str, **values: str) -> str:
        """A message with its placeholders filled; values are never read as templates.

        Raises `PromptUnusable` where values and placeholders are not the same set.
        """
        template = self._messages[role]
        _require_equal(self.name, role, declared=frozenset(values), found=frozenset(template.get_identifiers()))
        return template.substitute(values).strip()


def load(name: str, declared: Mapping[str, frozenset[str]], *, folder: Traversable | None = None) -> Prompt:
    """The prompt whose files are `name.role.md`, one for each role in `declared`, with the placeholders of each.

    Raises `PromptUnusable` where a file is missing, is no template, or has other placeholders than declared.
    """
    folder = folder if folder is not None else files("prompts")
    texts = {role: _read(folder, f"{name}.{role}.md") for role in sorted(declared)}
    messages = {role: _template(name, role, text, declared[role]) for role, text in texts.items()}
    return Prompt(name, _digest(texts), messages)


def _read(folder: Traversable, file_name: str) -> str:
    try:
        return folder.joinpath(file_name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptUnusable(
            f"The prompt {file_name} is missing or cannot be read; install Pullquote again."
        ) from error


def _template(name: str, role: str, text: str, declared: frozenset[str]) -> Template:
    template = Template(text)
    if not template.is_valid():
        raise PromptUnusable(f"The prompt {name}.{role}.md has a $ that begins no placeholder; write $$ for a dollar.")
    _require_equal(name, role, declared=declared, found=frozenset(template.get_identifiers()))
    return template


def _require_equal(name: str, role: str, *, declared: frozenset[str], found: frozenset[str]) -> None:
    if unknown := found - declared:
        raise PromptUnusable(f"The prompt {name}.{role}.md has placeholders that nothing fills: {_listed(unknown)}.")
    if missing := declared - found:
        raise PromptUnusable(f"The prompt {name}.{role}.md lacks placeholders that it must have: {_listed(missing)}.")


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names))


def _digest(texts: Mapping[str, str]) -> str:
    hashed = blake2b(digest_size=DIGEST_BYTES)
    for role, text in texts.items():
        hashed.update(f"{role}\0{len(text)}\0{text}".encode())
    return hashed.hexdigest()
