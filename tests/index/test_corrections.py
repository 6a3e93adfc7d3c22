"""Notes of correction and update: which paragraphs are some, which only look so, and what they tell of a mistake."""

from __future__ import annotations

from datetime import date

import pytest

from index.corrections import CorrectionKind, corrections
from index.passages import passages
from index.sentences import Kind, sentences

BODY = (
    "The council met.\n\nIt talked for hours.\n\n{}\n\nThe mayor left.\n\nIt rained.\n\nThe band played.\n\nAll slept."
)

NOTES = [
    ("**Correction, 7 March 2026:** The vote was 21 to 16.", CorrectionKind.CORRECTION, date(2026, 3, 7)),
    ("Correction: An earlier version said 40.", CorrectionKind.CORRECTION, None),
    ("*Correction (May 12): The name is Smith.*", CorrectionKind.CORRECTION, None),
    ("Correction 5/14/2026: it was 40.", CorrectionKind.CORRECTION, date(2026, 5, 14)),
    ("Corrected on 12 May 2026 to give the right vote.", CorrectionKind.CORRECTION, date(2026, 5, 12)),
    ("This article was amended on May 12, 2026. It gave a wrong name.", CorrectionKind.CORRECTION, date(2026, 5, 12)),
    ("An earlier version of this article said 40.", CorrectionKind.CORRECTION, None),
    ("Updated on 12 May 2026 with a comment of the council.", CorrectionKind.UPDATE, date(2026, 5, 12)),
    ("UPDATE 3: The man was named.", CorrectionKind.UPDATE, None),
    ("Update (12 May 2026, 4pm BST): It goes on.", CorrectionKind.UPDATE, date(2026, 5, 12)),
    ("Clarification: The mayor was mistakenly said to have resigned.", CorrectionKind.CLARIFICATION, None),
    ("Editor’s note: This was first printed in 1990.", CorrectionKind.NOTE, None),
    ("Berichtigung: In einer früheren Version dieses Artikels hieß es 40.", CorrectionKind.CORRECTION, None),
    ("Korrektur vom 12. Mai 2026: Es waren 45.", CorrectionKind.CORRECTION, date(2026, 5, 12)),
    ("In einer früheren Fassung dieses Textes stand 40.", CorrectionKind.CORRECTION, None),
    ("Rectificatif du 12 mai 2026 : il y en avait 45.", CorrectionKind.CORRECTION, date(2026, 5, 12)),
    ("Une version précédente de cet article indiquait 40.", CorrectionKind.CORRECTION, None),
    ("Fe de errores: En una versión anterior de este artículo se decía 40.", CorrectionKind.CORRECTION, None),
    ("Corrección, 3 de mayo de 2026: El total es 45.", CorrectionKind.CORRECTION, date(2026, 5, 3)),
]

NO_NOTES = [
    "Correction: stocks fall",
    "Correction: stocks fall again, and nobody at the exchange on Harbour Street knows why they do it.",
    "The correction in house prices: what it means.",
    "Correction in house prices 2026: what it means.",
    "The correction of 12 May 2026 was the worst in years.",
    "Corrected for inflation, it is 40.",
    "Updated in 1998, the bridge holds.",
    "Updated figures show 40.",
    "Updated: 12 May 2026, 14:20",
    "Updated 24 April 2026, 4.10 p.m. BST (first published 23 April 2026)",
    "An earlier version of the bill gave farmers 40 pounds.",
    "“Update: we are safe,” she wrote.",
    '"Correction: An earlier version of this article was better," he joked.',
    "> Update 2: we are safe.",
    "He called it a correction: the price was wrong.",
    "Correction fluid: a history of it.",
    "## Correction: stocks fall after an earlier mistake",
]


@pytest.mark.parametrize(("note", "kind", "on"), NOTES)
def test_notes_are_seen(note: str, kind: CorrectionKind, on: date | None) -> None:
    body = BODY.format(note)
    (found,) = corrections(body)
    assert (found.kind, found.on) == (kind, on)
    assert body[found.start : found.end] == note
    assert note.endswith(body[found.said : found.end])


@pytest.mark.parametrize("text", NO_NOTES)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert corrections(BODY.format(text)) == ()


def test_a_heading_that_is_a_label_opens_one() -> None:
    body = BODY.format("## Correction\n\nThe mayor is 40 years old.")
    assert [body[note.start : note.end] for note in corrections(body)] == ["The mayor is 40 years old."]


def test_at_the_edges_a_bare_label_is_enough() -> None:
    assert [note.kind for note in corrections("Met.\n\nCorrection: The vote was 21 to 16.")] == ["correction"]
    assert [note.kind for note in corrections("UPDATE: The man was named.\n\nMet.")] == ["update"]


def mistakes(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text) if s.kind is Kind.MISTAKE]


def test_what_was_wrong_is_told_apart_from_what_is_right() -> None:
    said = "An earlier version of this article gave the vote as 22 to 16."
    note = f"**Correction, 7 March 2026:** {said} There are 38 councillors. The vote was 21 to 16."
    assert mistakes(BODY.format(note)) == [f"**Correction, 7 March 2026:** {said}"]


@pytest.mark.parametrize(
    "text",
    [
        "The bill passed. An earlier version gave farmers 40 pounds. It was originally 20.",
        "Update 2: The price was originally 40. It rose.",
        "The correction was wrong.",
    ],
)
def test_prose_tells_no_mistake(text: str) -> None:
    assert mistakes(BODY.format(text)) == []


def test_passages_are_cut_as_if_it_were_prose() -> None:
    note = "Correction: An earlier version of this article said 40. It is 45."
    plain = note.replace("Correction", "Discretion").replace("this article", "that article")
    assert passages(BODY.format(note)) == passages(BODY.format(plain))
