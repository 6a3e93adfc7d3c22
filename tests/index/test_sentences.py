"""Sentences: where they end in prose of several languages and in Markdown, and what holds for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import MAX_SENTENCE, Kind, sentences

MARKERS = set("#>-*+=_|:•‣▪◦·")

PROSE = [
    "The pool opened. | It closed again! | Why? | Nobody knows…",
    "Dr. Adeyemi of St. Alba and Cllr. Tully met J. D. Marsh. | Then J.D. Marsh left for Port Sable.",
    "Prof. Lund and Mrs. Okafor spoke. | Gen. Ruiz vs. Col. Hart was the match.",
    "The ferry sails at 5 p.m. | It returns at 7 a.m. Monday.",
    "It was 6:05 p.m. EST when the bell rang.",
    "It ended at 5 p.m. | Police cleared the quay.",
    "He moved to the U.S. | He likes the U.K. economy and U.S. officials.",
    "Harbour Lines Inc. sold two boats to Sable Ltd. | The price was $3.50 a share, up 2.25%.",
    "On Jan. 5 and Sept. 12 the bridge was shut. | It cost 1,000.50 crowns.",
    "See No. 5 and p. 12 of vol. 3. | She said no. | Then he left.",
    "We sell fruit, e.g. Apples, i.e. Bramleys, etc. | The shop is open.",
    "Vitamin C. | The cure was Plan B. | It worked.",
    "Open https://example.org/a.b?c=d.e, main.py and v1.2.3. | Node.js runs 3.11.",
    "Wait... what? | Well... | Then go. | Really?! | Yes.",
    "“We are ready. | We want a pier,” she said. | “Soon.”",
    "“Why?” he asked. | “Why?” Mayor Lund asked. | “Now!” | Then he left.",
    '"Go!" she cried. | "No." | He stayed.',
    "(He left. | She stayed.) | Then it rained [hard]. | It stopped.",
    "It grew.[1] | It shrank. | [2] See [the map.](https://example.org/m) | **Bold.** | _Soft._ | End.",
    "Great!🎉 | Next one. | 🎉 Party time. | Go",
    "Founded in 2025. | The town grew to 12. | It has 3 piers.",
    "Am 3. Mai kam die Nr. 4, z. B. als Gast, d. h. zu früh. | Der 1. Vorsitzende ging.",
    "Es war 2025. | Die Stadt schlief.",
    "„Wir sind da.“ | Er ging. | »Wirklich?« fragte sie. | Dr. Weiß kam am 12. März um 14.30 Uhr.",
    "« Nous sommes prêts. » | Il part. | M. Durand et Mme. Petit viennent. | « Pourquoi ? » demande-t-il.",
    "¿Por qué? | ¡Vamos! | El Sr. Gómez llegó. | La Sra. Ruiz no.",
    "港が開いた。|「行く。」と彼は言った。|終わり！",
    "港口开放了。|他说：“好！”|然后走了？",
    "नाव आ गई। | वह रुकी। | फिर चली।",
    "وصل القارب؟ | نعم. | غادر الميناء.",
    "no stop at all in this line",
]


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in sentences(text)]


@pytest.mark.parametrize("marked", PROSE)
def test_prose_is_split_where_the_bars_stand(marked: str) -> None:
    parts = [part.strip() for part in marked.split("|")]
    assert texts(marked.replace(" | ", " ").replace("|", "")) == parts


MARKDOWN = """# Harbour news #

Pier and *sea*
==============

The pier, which was built by hand and by mail, opened on the third day of
May. Mayor Lund, who is the head of the town of Port Sable, spoke to the
Sailors' Club.

- Bread
- Fish. Salt.
2. Second

| Boat | Seats |
|------|------:|
| Alba | 12. Or 13 |

> Quoted words that
> go on. And end.

```python
x = 1.  # No. Stop

y = 2
```
* * *
C# is a language
"""


def test_markdown_blocks() -> None:
    assert kinds(MARKDOWN) == [
        ("heading", "Harbour news"),
        ("heading", "Pier and *sea*"),
        ("prose", "The pier, which was built by hand and by mail, opened on the third day of\nMay."),
        ("prose", "Mayor Lund, who is the head of the town of Port Sable, spoke to the\nSailors' Club."),
        ("item", "Bread"),
        ("item", "Fish."),
        ("item", "Salt."),
        ("item", "2. Second"),
        ("row", "| Boat | Seats |"),
        ("row", "| Alba | 12. Or 13 |"),
        ("prose", "Quoted words that\n> go on."),
        ("prose", "And end."),
        ("code", "x = 1.  # No. Stop\n\ny = 2"),
        ("prose", "C# is a language"),
    ]


def test_a_line_of_plain_text_is_a_paragraph() -> None:
    text = "Updated 3 May 2026\nMayor opens the harbour after ten years\nThe mayor said it was late. " + "Long. " * 20
    assert texts(text)[:3] == [
        "Updated 3 May 2026",
        "Mayor opens the harbour after ten years",
        "The mayor said it was late.",
    ]


def test_a_headline_as_long_as_a_wrapped_line_is_not_joined_to_a_paragraph() -> None:
    headline = "Mayor opens the new harbour of Port Sable after ten years of hard work"
    paragraph = "The boats came in from all the villages of the bay" + ", and then more boats came in" * 3
    assert texts(f"{headline}\n{paragraph}") == [headline, paragraph]


def test_bylines_and_addresses_under_a_headline_are_not_joined_to_it() -> None:
    lines = ["Mayor opens the new harbour of Port Sable after ten years of hard work", "By Jane Doe"]
    lines += ["Published 3 March 2026", "https://sable.example/harbour"]
    assert texts("\n".join(lines)) == lines


def test_html_table_rows_without_outer_bars() -> None:
    assert kinds("Boat | Seats\nAlba | 12. Or 13") == [("row", "Boat | Seats"), ("row", "Alba | 12. Or 13")]


def test_a_paragraph_above_dashes_is_no_heading() -> None:
    assert kinds("It is over.\n---\nNext") == [("prose", "It is over."), ("prose", "Next")]


def test_a_fence_that_is_never_closed_reaches_to_the_end() -> None:
    assert kinds("a\n~~~~\nb. C\n~~~\nd") == [("prose", "a"), ("code", "b. C\n~~~\nd")]


def test_a_tag_is_no_heading_and_a_figure_no_quote() -> None:
    assert kinds("#harbour\n\n>100 came") == [("prose", "#harbour"), ("prose", ">100 came")]


@pytest.mark.parametrize("text", ["", " ", "\n \n\t\n", "---", "| - | - |", "> ", "#", "```\n```"])
def test_nothing_to_read(text: str) -> None:
    assert sentences(text) == []


def test_text_without_stops_is_cut_at_white_space() -> None:
    found = texts("harbour " * 500)
    assert all(len(part) <= MAX_SENTENCE and part.split() == ["harbour"] * len(part.split()) for part in found)
    assert sum(part.count("harbour") for part in found) == 500


def test_a_cut_without_white_space_keeps_letters_whole() -> None:
    found = texts("e\u0301" * 2_000)
    assert "".join(found) == "e\u0301" * 2_000
    assert not any(part.startswith("\u0301") for part in found)


HOSTILE = [
    ".",
    "(",
    "a ",
    "\n",
    "a. ",
    "> ",
    ">",
    "#",
    "*",
    "`",
    ". )",
    ".(",
    "](a",
    "。a",
    "- a\n",
    '?" A A ',
    " ",
    "“",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert all(s.end - s.start <= MAX_SENTENCE for s in sentences(text))


words = st.sampled_from(
    re.split(
        "~",
        "The~boat~sails.~Dr.~U.S.~p.m.~3.~Mai~«oui»~“Why?”~he~asked...~12.5~No.~|a|~|~-~>~#~##~```~---~===~*~1."
        "~\n~\n\n~\n> ~。~A!~B?~(see)~e.g.~https://a.b/c.~港。~🎉~said~Jane~\t",
    )
)
documents = st.one_of(st.text(max_size=300), st.lists(words, max_size=80).map(" ".join))


@settings(deadline=None)
@given(documents)
def test_sentences_are_stripped_ordered_and_apart(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        piece = text[sentence.start : sentence.end]
        assert piece
        assert piece.strip() == piece
        assert end <= sentence.start < sentence.end
        assert len(piece) <= MAX_SENTENCE
        end = sentence.end


@settings(deadline=None)
@given(documents.filter(lambda text: "```" not in text and "~~~" not in text))
def test_every_word_is_in_a_sentence(text: str) -> None:
    inside = {at for s in sentences(text) for at in range(s.start, s.end)}
    outside = {c for at, c in enumerate(text) if at not in inside and not c.isspace()}
    assert outside <= MARKERS


@settings(deadline=None)
@given(documents)
def test_reading_is_the_same_twice(text: str) -> None:
    assert sentences(text) == sentences(text)
    assert all(isinstance(s.kind, Kind) for s in sentences(text))
