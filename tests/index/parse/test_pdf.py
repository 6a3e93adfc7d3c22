"""PDF: paragraphs again, what the document says of itself, and documents that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse import parse
from index.parse.pdf_furniture import Line, without_furniture
from index.parse.pdf_text import blocks
from index.types import DateOrigin, Draft, Parsed, Unreadable
from pdfs import pdf, raw_pdf

COUNCIL = "The pier of Port Sable is to be rebuilt, the town council decided on Monday after a debate of four hours."
STONE = "Mayor Lund said that the stone would come from Old Alba, and that the work on it would take three long years."


def one(raw: bytes, name: str = "report.pdf") -> Parsed:
    (found,) = parse(raw, name=name, modified_at=datetime(2026, 5, 1, tzinfo=UTC), zone=ZoneInfo("UTC"))
    return found


def test_an_article_as_an_office_program_sets_it() -> None:
    found = one(pdf(COUNCIL, STONE, title="Pier to be rebuilt", author="Jane Doe", heading="Pier to be rebuilt"))
    assert isinstance(found, Draft), found
    assert found.body == f"{COUNCIL}\n\n{STONE}"
    assert (found.title, found.author) == ("Pier to be rebuilt", "Jane Doe")
    assert found.published_from is DateOrigin.PDF
    assert found.origins == {"title": "PDF", "author": "PDF", "published_at": "PDF"}


@pytest.mark.parametrize("title", [None, "Microsoft Word - pier_v3.docx", "untitled", "pier.indd", "12"])
def test_a_title_that_a_program_made_is_none(title: str | None) -> None:
    found = one(pdf(COUNCIL, title=title, author="Administrator", heading="The pier and the sea"))
    assert isinstance(found, Draft), found
    assert (found.title, found.author, found.origins["title"]) == ("The pier and the sea", None, "text")


def test_a_date_in_the_text_is_better_than_that_of_the_document() -> None:
    found = one(pdf("Published 14 March 2026", COUNCIL))
    assert isinstance(found, Draft), found
    assert (found.published_at, found.published_from) == (datetime(2026, 3, 14, tzinfo=UTC), DateOrigin.TEXT)


BAD: list[tuple[Callable[[], bytes], str]] = [
    (lambda: pdf(COUNCIL, password="secret"), "is encrypted; save a copy of it without a password"),
    (lambda: raw_pdf([b"0 0 m 10 10 l S"]), "has no text; it is probably scanned"),
    (lambda: pdf(COUNCIL)[:900], "is damaged and could not be read as a PDF"),
    (lambda: b"%PDF-1.7 and nothing else", "is damaged and could not be read as a PDF"),
    (lambda: b"no PDF at all", "is damaged and could not be read as a PDF"),
    (lambda: raw_pdf([b"BT (x) Tj ET " + b" " * 90_000_000]), "is damaged and could not be read as a PDF"),
    (lambda: raw_pdf([b"BT /F 9 Tf (x) Tj ET"] * 2_001), "has more than 2,000 pages"),
]


@pytest.mark.parametrize(("make", "reason"), BAD)
def test_what_cannot_be_read_is_said_in_a_clause(make: Callable[[], bytes], reason: str) -> None:
    assert one(make()) == Unreadable("", reason)


def test_an_empty_password_opens() -> None:
    assert isinstance(one(pdf(COUNCIL, password="")), Draft)


def test_numbers_beyond_all_pages_do_no_harm() -> None:
    far = b"9" * 30
    found = one(raw_pdf([b"BT /F %s Tf %s -%s Td (The pier is long.) Tj ET" % (far, far, far)]))
    assert isinstance(found, Draft) and found.body.endswith("The pier is long.")


def test_a_book_in_one_paragraph_is_joined_in_one_go() -> None:
    lines = [Line("word-" if number % 2 else "words and words", 50, -12.0 * number, 10) for number in range(50_000)]
    assert len(blocks([lines])) == 1


def test_a_work_that_is_referred_to_is_not_the_address() -> None:
    found = one(pdf(COUNCIL, STONE, "https://other.example/a-report"))
    assert isinstance(found, Draft) and found.body.endswith("a-report")
    assert (found.url, "url" in found.origins) == (None, False)


def line(text: str, y: float, x: float = 50, size: float = 10) -> Line:
    return Line(text, x, y, size)


def page(*texts: str, number: int = 1) -> list[Line]:
    top, foot = line("The Sable Packet", 580), line(f"{number} of 3", 20)
    return [top, *(line(text, 540 - 12 * at) for at, text in enumerate(texts)), foot]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [page("First words", "of one."), page("Other words", number=2), page("Last words", number=3)]
    left = [[one.text for one in some] for some in without_furniture(pages)]
    assert left == [["First words", "of one."], ["Other words"], ["Last words"]]


def test_a_number_inside_the_text_stays() -> None:
    pages = [[line("In the year", 300), line("1912", 288), line("it sank.", 276)]]
    assert without_furniture(pages) == pages


def text(*lines: Line) -> list[str]:
    return [block for block, _ in blocks([list(lines)])]


LONG = "a line of the usual length that goes on and on to the margin"


def test_lines_become_paragraphs() -> None:
    assert text(line(LONG, 500), line("ends here.", 488), line("New", 460), line("one", 448)) == [
        f"{LONG} ends here.",
        "New one",
    ]


def test_a_hyphen_at_the_end_of_a_line() -> None:
    body = text(line("The long-awaited har-", 500), line("bour and the long-", 488), line("awaited pier", 476))
    assert body == ["The long-awaited harbour and the long-awaited pier"]


def test_an_indent_begins_a_paragraph_and_a_list_is_a_list() -> None:
    lines = [
        line(LONG, 500),
        line(LONG, 488),
        line(LONG, 476, x=62),
        line("• a bell", 464),
        line("of bronze", 452, x=60),
    ]
    assert text(*lines) == [f"{LONG} {LONG}", LONG, "- a bell of bronze"]


def test_larger_letters_are_a_heading() -> None:
    assert text(line("What it costs", 520, size=14), line(LONG, 500), line(LONG, 488))[0] == "## What it costs"


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [[line(LONG, 32), line("and over", 20)], [line("the page.", 560), line(LONG, 548)]]
    assert blocks(pages)[0][0].startswith(f"{LONG} and over the page.")


NUMBERS = st.floats(-1e6, 1e6)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(st.builds(Line, st.text(max_size=30), NUMBERS, NUMBERS, NUMBERS), max_size=6), max_size=4))
def test_no_lines_raise(pages: list[list[Line]]) -> None:
    for block, _ in blocks(without_furniture(pages)):
        assert isinstance(block, str)
