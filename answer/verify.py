"""Nothing is shown that was not checked: citations word for word, and what a claim says against what it cites."""

from __future__ import annotations

from collections.abc import Iterable

from answer.names import known_names
from answer.support import faults, is_quote
from answer.types import Citation, Claim, Dropped
from index.types import Found, Passage


def verify(claims: Iterable[Claim], found: Found) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """The claims that stand, and those that do not with the reason."""
    claims = tuple(claims)
    passages = {hit.passage.id: hit.passage for hit in found.hits}
    written = any(not is_quote(claim) for claim in claims)
    known = known_names(passage.text for passage in passages.values()) if written else frozenset()
    kept, dropped = [], []
    for claim in claims:
        if reason := _fault(claim, passages) or _unsupported(claim, known):
            dropped.append(Dropped(claim.text, reason))
        else:
            kept.append(claim)
    return tuple(kept), tuple(dropped)


def _fault(claim: Claim, passages: dict[int, Passage]) -> str | None:
    if not claim.citations:
        return "it cites nothing"
    for citation in claim.citations:
        if reason := _citation_fault(citation, passages.get(citation.passage_id)):
            return reason
    return None


def _unsupported(claim: Claim, known: frozenset[str]) -> str | None:
    return next((fault.reason for fault in faults(claim, known)), None)


def _citation_fault(citation: Citation, passage: Passage | None) -> str | None:
    if passage is None or passage.article != citation.article:
        return "it cites a passage that was not found"
    if not passage.start <= citation.start < citation.end <= passage.end:
        return "its citation lies outside the passage"
    if passage.text[citation.start - passage.start : citation.end - passage.start] != citation.quote:
        return "its quote differs from the article"
    return None
