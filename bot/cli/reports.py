"""What `pullquote index …` prints: as JSON for programs (docs/json.md), as lines for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from answer import contract
from bot.wording import counted
from index.schedule import interval
from index.upkeep import Change, Report, Source, Status, Verification


def report(done: Report) -> dict[str, Any]:
    """What a sync did."""
    return {
        **{change.value: done.count(change) for change in Change},
        "passages": done.passages,
        "embedded": done.embedded,
        "reused": done.reused,
        "vectors_to_come": done.to_come,
        "seconds": round(done.seconds, 3),
        "dry_run": done.dry_run,
        "entries": [
            {"change": entry.change.value, "name": entry.name, "reason": entry.reason} for entry in done.entries
        ],
        "notices": list(done.notices),
        "held_sources": [{"location": location, **asdict(held)} for location, held in done.held],
    }


def status(found: Status) -> dict[str, Any]:
    """How the index stands."""
    return {
        "data_dir": str(found.data_dir),
        "articles": found.articles,
        "passages": found.passages,
        "vectors_missing": found.vectors_missing,
        "chroma_behind": found.chroma_behind,
        "embedding_model": found.model,
        "being_changed_by": found.holder,
        "notes": list(found.notes),
        "libraries": {name: contract.coverage(covered) for name, covered in found.libraries.items()},
        "sources": [_source(one) for one in found.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    every = interval(source)
    return {
        "library": source.library,
        "kind": source.kind.value,
        "location": source.location,
        "synced_at": contract.moment(source.synced_at),
        "error": source.error,
        "articles": source.articles,
        "passages": source.passages,
        "every_seconds": None if every is None else int(every.total_seconds()),
        "next_at": contract.moment(source.next_at),
        "failing_since": contract.moment(source.failing_since),
        "failures": source.failures,
        "pages_failing": source.pages_failing,
        "watched": source.watched,
        "limit": source.limit,
        "held": asdict(source.held) if source.held else None,
    }


def verification(found: Verification) -> dict[str, Any]:
    """What a comparison found."""
    return {
        "clean": not found.differences,
        "repaired": found.repaired,
        "passages_checked": found.checked,
        "differences": list(found.differences),
        "left_out": found.left_out,
    }


def verification_text(found: Verification) -> str:
    """The same for people."""
    if not found.differences:
        agree = f"Ledger, words and vectors agree: {counted(found.checked, 'passage')} checked."
        return "\n".join(filter(None, (agree, found.left_out)))
    last = "All of it was mended." if found.repaired else "Run it with --repair to mend what can be made anew."
    if all("INDEX_CHROMA_URL" in difference for difference in found.differences):
        return "\n".join(found.differences)  # a server that is down is nothing to mend
    return "\n".join(filter(None, (*found.differences, last, found.left_out)))
