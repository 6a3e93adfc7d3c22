"""What a file may be: encodings, sizes, and all that is no article."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse import MAX_FILE, parse, too_large
from index.types import Draft, Parsed, Unreadable

UTC_ZONE = ZoneInfo("UTC")
ROOT = Path(__file__).parents[3]

FRENCH = "Le café du port a été fermé, a déclaré la maire. Le prix était de 5 €, dit l’hôtelière. Où aller à présent ?"
JAPANESE = "港の橋は月曜日に開通した。市長は「とても嬉しい」と話した。工事には三年かかり、費用は五億円だった。"
RUSSIAN = "Мост через залив открыли в понедельник. Мэр сказала, что работы шли три года и стоили дорого."
POLISH = "Most nad zatoką otwarto w poniedziałek. Burmistrz powiedziała, że prace trwały trzy lata i były drogie."


def parsed(raw: bytes, name: str = "a.txt") -> list[Parsed]:
    return list(parse(raw, name=name, modified_at=None, zone=UTC_ZONE))


def reason(raw: bytes, name: str = "a.txt") -> str:
    (found,) = parsed(raw, name)
    assert isinstance(found, Unreadable), found
    assert found.key == ""
    return found.reason


def body(raw: bytes, name: str = "a.txt") -> str:
    (found,) = parsed(raw, name)
    assert isinstance(found, Draft), found
    return found.body


ENCODED = [(FRENCH, name) for name in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")]
ENCODED += [(JAPANESE, name) for name in ("shift_jis", "euc_jp", "iso2022_jp", "utf-16")]
ENCODED += [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (POLISH, "cp1250")]


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_an_encoding_is_found(text: str, encoding: str) -> None:
    assert body((text + "\n\n" + text).encode(encoding)) == f"{text}\n\n{text}"


def test_latin_1() -> None:
    text = FRENCH.replace("€", "F").replace("’", "'")
    assert body(text.encode("latin-1")) == text


def test_a_page_says_its_encoding() -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>{POLISH}</p></body></html>'
    assert body(page.encode("iso-8859-2"), "a.html") == POLISH


def test_utf8_with_a_few_bytes_of_windows_loses_nothing() -> None:
    raw = FRENCH.encode() + b" \x93Oui\x94"
    assert body(raw) == FRENCH + " “Oui”"


def test_a_stray_nul_is_dropped() -> None:
    assert body(b"The ferry ran aground.\0 Nobody was hurt, said the owner of the ferry.").startswith(
        "The ferry ran aground. N"
    )


BAD = [
    (b"", "is empty"),
    (b" \r\n\t \n", "is empty"),
    (b"\xef\xbb\xbf\n", "is empty"),
    (b"\0" * 100, "binary"),
    (os.urandom(0) + bytes(range(256)) * 40, "binary"),
    (b"%PDF-1.7 ...", "is a PDF"),
    (b"PK\x03\x04....", "ZIP"),
    (b"\x89PNG\r\n\x1a\n....", "picture"),
    (b"\xff\xd8\xff\xe0....", "picture"),
]


@pytest.mark.parametrize(("raw", "words"), BAD)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_is_no_text_is_named(raw: bytes, words: str, name: str) -> None:
    assert words in reason(raw, name)


def test_a_file_that_is_too_large_is_named_with_its_size() -> None:
    assert reason(b"a " * (MAX_FILE // 2 + 50_000)) == "is larger than 10 MB (it has 10.1 MB)"
    assert too_large("a.txt", 52_400_000) == "is larger than 10 MB (it has 52.4 MB)"
    assert too_large("a.txt", MAX_FILE) is None
    assert too_large("export.jsonl", 52_400_000) is None


def test_another_kind_of_file_is_named() -> None:
    assert ".jsonl" in reason(b"a,b", "table.xlsx")


@pytest.mark.parametrize("name", ["A.TXT", "notes", "a.text", "a.MD", "a.markdown", "a.HTM"])
def test_the_ending_says_the_kind(name: str) -> None:
    assert body(b"The ferry ran aground.", name) == "The ferry ran aground."


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl"]))
def test_no_bytes_raise(raw: bytes, name: str) -> None:
    for found in parsed(raw, name):
        assert isinstance(found, Draft | Unreadable)


def test_loading_the_parsers_loads_no_library() -> None:
    heavy = "bs4 lxml trafilatura dateparser yaml charset_normalizer numpy".split()
    code = f"import sys, index.parse, index.passages; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
