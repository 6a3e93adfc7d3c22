"""Links that open at the passage, or plainly at the article where that would err."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.link import LONGEST, passage_link, safe_url

URL = "https://herald.example/ferry"
LONG = (
    "The Harrow ferry, which has carried workers across the estuary since 1911, "
    "returns to service on 3 May after a winter of repairs that cost far more than planned."
)


def link(body: str, quote: str, url: str | None = URL) -> str | None:
    start = body.index(quote)
    return passage_link(url, body, start, start + len(quote))


@pytest.mark.parametrize(
    ("body", "quote", "fragment"),
    [
        ("It is cold. The ferry returns.", "The ferry returns.", "The%20ferry%20returns."),
        ("A well-known, old & dear boat.", "well-known, old & dear", "well%2Dknown%2C%20old%20%26%20dear"),
        ("Before. " + LONG + " After.", LONG, "The%20Harrow%20ferry%2C,more%20than%20planned."),
        ("The ferry\nreturns soon.", "ferry\nreturns", "ferry%20returns"),
        ("Das Fährschiff “kommt” später.", "Fährschiff “kommt”", "F%C3%A4hrschiff%20%E2%80%9Ckommt%E2%80%9D"),
    ],
)
def test_fragments(body: str, quote: str, fragment: str) -> None:
    assert link(body, quote) == f"{URL}#:~:text={fragment}"


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("The ferry returns. And again: the Ferry  returns.", "The ferry returns"),
        (f"{LONG} {LONG}", LONG),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("很" * 200, "很" * 150),
    ],
)
def test_plain_where_the_words_would_not_lead_there(body: str, quote: str) -> None:
    assert link(body, quote) == URL


def test_more_words_where_a_few_are_not_unique() -> None:
    body = f"The Harrow ferry, as we said, is old. {LONG}"
    assert link(body, LONG) == f"{URL}#:~:text=The%20Harrow%20ferry%2C%20which,far%20more%20than%20planned."


def test_an_anchor_stays_and_a_directive_is_replaced() -> None:
    assert link("The ferry.", "The ferry.", f"{URL}#top") == f"{URL}#top:~:text=The%20ferry."
    assert link("The ferry.", "The ferry.", f"{URL}#:~:text=x") == f"{URL}#:~:text=The%20ferry."


def test_without_a_body_the_link_is_plain() -> None:
    assert passage_link(URL, None, 0, 5) == URL


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/a", "//x.example", "herald.example/a",
        "https://", "https://user:pass@bank.example/", "https://bank.example@evil.example/", "http://[::1/a",
        "https://x.example:99999/", f"https://x.example/{'a' * LONGEST}",
    ],
)  # fmt: skip
def test_addresses_that_are_not_shown(url: str | None) -> None:
    assert safe_url(url) is None
    assert passage_link(url, "The ferry.", 0, 3) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (" https://x.example/a b ", "https://x.example/a%20b"),
        ("https://x.example/a)](https://evil.example", "https://x.example/a%29%5D%28https://evil.example"),
        ("https://x.example/a\n<@1>", "https://x.example/a%0A%3C@1%3E"),
        ("https://x.example/ä?q=ö", "https://x.example/%C3%A4?q=%C3%B6"),
    ],
)
def test_addresses_made_harmless(url: str, shown: str) -> None:
    assert safe_url(url) == shown


@given(st.text(st.sampled_from("ab \n.-,&é#%😀") | st.characters(), max_size=400), st.data())
def test_any_quote_gives_a_link_that_markdown_and_discord_take(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    made = passage_link(URL, body, start, end)
    assert made is not None
    assert made.startswith(URL)
    assert len(made) <= LONGEST
    assert made.isascii()
    assert not set(' \n<>()[]"') & set(made)
    fragment = made.partition(":~:text=")[2]
    assert "-" not in fragment
    if fragment:
        first = unquote(fragment.split(",")[0])
        assert " ".join(body[start:end].split()).startswith(first)
