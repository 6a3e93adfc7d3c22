"""What an evaluation asks, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what is right: any of `answers` in a quote, from any of `articles`; none: it has no answer."""

    id: str
    question: str
    answers: tuple[str, ...]
    articles: frozenset[str] = frozenset()
    kind: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def answerable(self) -> bool:
        """Whether the articles answer it."""
        return bool(self.answers)


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Articles as JSONL objects, and the questions about them; in `zone` those mean "yesterday"."""

    name: str
    articles: Sequence[Mapping[str, Any]]
    cases: Sequence[Case]
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one case."""

    case: Case
    hits: tuple[str, ...]
    answered: bool
    first: bool
    right: bool
    verbatim: bool
    seconds: float
