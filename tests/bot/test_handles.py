"""Handles of articles fit where Discord takes them, tell ids apart and lead back to them."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.handles import LONGEST, beginning, handle

IDS = st.text(min_size=1, max_size=300) | st.text(min_size=1, max_size=8).map(lambda end: "x" * 100 + end)


@given(IDS, IDS)
def test_handles_tell_ids_apart_and_lead_back(one: str, other: str) -> None:
    assert 0 < len(handle(one)) <= LONGEST
    assert one.startswith(beginning(handle(one))) or len(one) <= LONGEST
    assume(one != other)
    assert handle(one) != handle(other)


def test_short_ids_and_titles_stay_what_they_are() -> None:
    assert handle("x" * LONGEST) == "x" * LONGEST
    assert beginning("A title…#1") == "A title…#1"
