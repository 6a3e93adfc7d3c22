"""What a source and a passage say of an article's corrections."""

from __future__ import annotations

from datetime import UTC, datetime

from answer.types import Claim
from bot.blocks import card_blocks
from bot.bodies import edition
from bot.card import make_card
from bot.fate import quoted_body
from bot.plain import card_text
from bot.remarks import corrected
from fakes import FakeArchive
from index.types import Hit, Passage
from made import answered, article, cite

QUOTE = "The vote was 21 to 16."
NOTE = "**Correction, 7 March 2026:** An earlier version of this article gave the vote as 22 to 16."
BODY = f"{QUOTE}\n\nUpdate, 9 March 2026: The mayor has resigned.\n\n{NOTE}"
SAID = "Corrected 7 March 2026: An earlier version of this article gave the vote as 22 to 16."


def test_corrections_come_before_updates_without_their_marks() -> None:
    assert corrected(BODY) == (SAID, "Updated 9 March 2026: The mayor has resigned.")


def test_a_note_without_a_whole_date_is_shown_as_it_stands() -> None:
    assert corrected("Met.\n\n*Correction (May 12): The name is Smith.*") == (
        "Correction (May 12): The name is Smith.",
    )


def test_the_card_shows_them_below_the_source() -> None:
    cited = article()
    card = make_card(answered(Claim(QUOTE, (cite(cited, BODY, QUOTE),))), {edition(cited): BODY})
    assert SAID in card_blocks(card).articles
    assert SAID.split(": ")[0] in card_text(card)


def test_the_card_names_where_else_the_story_stands() -> None:
    cited = article()
    others = tuple(
        article(f"copy{number}", outlet=f"Post {number}", published_at=datetime(2026, 3, number, tzinfo=UTC))
        for number in range(15, 21)
    )
    hit = Hit(passage=Passage(1, cited, 0, len(BODY), BODY), score=1.0, copies=others)
    card = make_card(answered(Claim(QUOTE, (cite(cited, BODY, QUOTE),)), hits=(hit,)))
    (said,) = card.sources[0].remarks
    assert said.startswith("Also in: Post 15 (15 March 2026), Post 16 (16 March 2026)")
    assert said.endswith(" and 2 more")


def test_a_passage_says_it_and_one_of_an_old_version_what_was_corrected_since() -> None:
    archive = FakeArchive()
    group = [cite(archive.put("main", "a", f"{QUOTE}\n\nMore."), f"{QUOTE}\n\nMore.", QUOTE)]
    assert quoted_body(archive, group)[1] is None
    archive.put("main", "a", BODY)
    notice = quoted_body(archive, group)[1]
    assert notice and SAID in notice
    assert "still stand in it" in notice
