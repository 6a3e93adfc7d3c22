"""Answers and hits as the JSON that other programs read: stable, documented in docs/json.md."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_never

from answer.types import Answer, Answered, Citation, NotFound, Silence
from index.types import Article, Coverage, Hit, Window

OUTCOMES = {
    Silence.NOTHING_RELEVANT: "not_found",
    Silence.EMPTY_WINDOW: "empty_window",
    Silence.EMPTY_LIBRARY: "empty_library",
}


def outcome(answer: Answer) -> str:
    """`answered`, `not_found`, `empty_window` or `empty_library`."""
    match answer:
        case Answered():
            return "answered"
        case NotFound():
            return OUTCOMES[answer.why]
        case _:
            assert_never(answer)


def answer_line(answer: Answer, *, seconds: float) -> dict[str, Any]:
    """What `ask --batch` writes of an answer, without the caller's id."""
    claims = answer.claims if isinstance(answer, Answered) else ()
    closest = answer.closest if isinstance(answer, NotFound) else ()
    return {
        "outcome": outcome(answer),
        "claims": [{"text": c.text, "citations": [citation(one) for one in c.citations]} for c in claims],
        "window": window(answer.question.window),
        "closest": [article(one) for one in closest],
        "newest": article(answer.newest) if answer.newest else None,
        "seconds": round(seconds, 4),
    }


def whole_answer(answer: Answer, *, seconds: float) -> dict[str, Any]:
    """What `ask --json` prints: the line of a batch, and how it came to be."""
    made = answer.provenance
    return {
        "question": answer.question.text,
        "asked_at": moment(answer.question.asked_at),
        "source": answer.question.outlet,
        "libraries": list(answer.question.libraries),
        **answer_line(answer, seconds=seconds),
        "window_read_from": answer.question.phrase,
        "searched": coverage(answer.searched),
        "archive": coverage(answer.archive),
        "hits": [hit(one) for one in answer.hits],
        "dropped": [{"text": one.text, "reason": one.reason} for one in answer.dropped],
        "notices": list(answer.notices),
        "made_by": {
            "writer": made.writer,
            "embedding": made.embedding,
            "prompt": made.prompt,
            "index": made.index,
            "seconds": {step: round(value, 4) for step, value in made.seconds.items()},
        },
    }


def citation(cited: Citation) -> dict[str, Any]:
    """A citation; `start` and `end` are characters of the stored body, and `quote` is what stands between."""
    return {
        **article(cited.article),
        "version": cited.article.version,
        "quote": cited.quote,
        "start": cited.start,
        "end": cited.end,
        "passage_start": cited.passage_start,
        "passage_end": cited.passage_end,
    }


def hit(found: Hit) -> dict[str, Any]:
    """A passage that a search found."""
    return {
        **article(found.passage.article),
        "score": round(found.score, 6),
        "text": found.passage.text,
        "start": found.passage.start,
        "end": found.passage.end,
        "also_in": [article(one) for one in found.copies],
    }


def explained(found: Hit) -> dict[str, Any]:
    """The same with why it was found."""
    return {
        **hit(found),
        "meaning_rank": found.meaning_rank,
        "cosine": found.cosine,
        "words_rank": found.words_rank,
        "bm25": found.bm25,
        "recency": found.recency,
    }


def article(one: Article) -> dict[str, Any]:
    """What identifies an article for a reader."""
    return {
        "article_id": one.id,
        "title": one.title,
        "url": one.url,
        "source": one.outlet,
        "published_at": moment(one.published_at),
    }


def window(span: Window) -> dict[str, Any] | None:
    """The window that was searched; `until` is the first moment after it."""
    return {"since": moment(span.since), "until": moment(span.until)} if span else None


def coverage(covered: Coverage) -> dict[str, Any]:
    """How many articles, and from when to when."""
    return {"articles": covered.articles, "oldest": moment(covered.oldest), "newest": moment(covered.newest)}


def moment(value: datetime | None) -> str | None:
    """ISO 8601 with the zone's offset."""
    return value.isoformat() if value else None
