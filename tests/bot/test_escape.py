"""Article and model text made harmless: tables for the known tricks, properties for the rest."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import clean, link_text, markdown, one_line

TRICKY = st.text(
    st.sampled_from("*_~`|<>@#[]()\\/:-+.!\n \t1a:\u202e\u200b\u200d\u200c\x1b\r\u2028\U000e0041😀é") | st.characters()
)

DANGEROUS = re.compile(r"[*_~`|<>@#\[\]]|//|:[\w+~-]+:|^[^\S\n]*[-+]|^[^\S\n]*\d+[.)]", re.MULTILINE)
"""What Discord gives a meaning to, once escaped pairs are out of the way."""


def without_pairs(text: str) -> str:
    return re.sub(r"\\[^0-9A-Za-z\s]", "\x00", text)


@given(TRICKY)
def test_nothing_that_discord_obeys_is_left(text: str) -> None:
    left = without_pairs(markdown(text))
    assert not DANGEROUS.search(left)
    assert "\\" not in left


@given(TRICKY)
def test_it_looks_as_it_was(text: str) -> None:
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown(text)) == clean(text)


@given(TRICKY)
def test_clean_leaves_nothing_unseen_and_nothing_more_to_clean(text: str) -> None:
    done = clean(text)
    assert clean(done) == done
    assert all(unicodedata.category(character) not in ("Cc", "Cs") or character == "\n" for character in done)
    assert not set(done) & set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\ufeff")


@given(TRICKY)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(TRICKY)
def test_link_text_closes_no_link(text: str) -> None:
    assert not set("[]\n") & set(link_text(text))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        ("@everyone <@1> <@&2> <#3>", r"\@everyone \<\@1\> \<\@&2\> \<\#3\>"),
        ("</ask:12> <:x:1> <t:1:R>", r"\</ask:12\> \<\:x:1\> \<t\:1:R\>"),
        ("see https://evil.example/a", r"see https:\//evil.example/a"),
        ("[a](https://b.example)", r"\[a\](https:\//b.example)"),
        ("join Discord.gg/abc or discord.com/invite/x", r"join Discord.gg\/abc or discord.com\/invite/x"),
        ("on 12/05/2026, /ask", "on 12/05/2026, /ask"),
        ("# big\n-# small\n> quote", "\\# big\n\\-\\# small\n\\> quote"),
        ("- a\n  + b\n12. c\n3) d", "\\- a\n  \\+ b\n12\\. c\n3\\) d"),
        (":tada: at 10:30", r"\:tada: at 10:30"),
        ("```py\ncode```", "\\`\\`\\`py\ncode\\`\\`\\`"),
        ("well-known, 3.5 (and so on)", "well-known, 3.5 (and so on)"),
        ("a\\*b", r"a\\\*b"),
    ],
)
def test_known_tricks(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mred\x1b[0m", "a[31mred[0m"),
        ("abc\u202edef", "abcdef"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("tab\there\r\nnext\u2028line", "tab here\nnext\nline"),
        ("👩\u200d🔬 stays", "👩\u200d🔬 stays"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("a\u200d\u200d\u200db \u200dc", "a\u200db c"),
    ],
)
def test_what_cannot_be_seen_goes(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
