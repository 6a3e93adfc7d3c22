"""What became of an article since an answer quoted it: the text as it was, marked as changed, or no text at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from answer.types import Citation
from bot.bodies import edition
from bot.errors import Refused
from bot.remarks import corrected
from bot.types import Archive
from bot.wording import day
from index.types import Article, Body

FORGOTTEN = "That article is no longer in the archive, so its text cannot be shown."


def quoted_body(archive: Archive, group: Sequence[Citation]) -> tuple[Body, str | None]:
    """The body that citations of one version quote, with what to say where it changed or was corrected. Blocks.

    Raises `Refused`, which says when, where the article was withdrawn or that version is no longer kept.
    """
    cited = group[0].article
    body = archive.body(*edition(cited))
    if body is not None and body.current:
        return body, _joined((*_redated(cited, body.article), *corrected(body.text)))
    history = archive.history(cited.library, cited.id)
    if history is None:
        raise Refused(FORGOTTEN)
    if history.removed_at is not None:
        raise Refused(f"That article was withdrawn on {day(history.removed_at)}, and its text is no longer shown.")
    changes = history.changes_since(cited.version)
    if body is None:
        raise Refused(f"That article {_changed(changes)}, and the text that this answer quotes is no longer kept.")
    now = archive.body(cited.library, cited.id, history.article.version)
    what = f"This article {_changed(changes)}; this is the text that the answer quotes."
    return body, _joined((what, _still_there(group, now), *(corrected(now.text) if now else ())))


def _redated(cited: Article, now: Article) -> tuple[str, ...]:
    """What its source says of a later update that left the text as it was."""
    if now.updated_at is None or now.updated_at == cited.updated_at:
        return ()
    return (f"Its source dates an update of {day(now.updated_at)}; the text is the same.",)


def _joined(said: Sequence[str]) -> str | None:
    return " ".join(said) or None


def _changed(changes: Sequence[datetime]) -> str:
    if not changes:
        return "changed since"
    times = "" if len(changes) == 1 else f" {len(changes)} times, last"
    return f"changed{times} on {day(changes[-1])}"


def _still_there(group: Sequence[Citation], now: Body | None) -> str:
    """Whether the quotes stand in today's text too."""
    kept = [now is not None and citation.quote in now.text for citation in group]
    if all(kept):
        return "The quoted words still stand in it today."
    return f"{'Some of the' if any(kept) else 'The'} quoted words no longer stand in it."
