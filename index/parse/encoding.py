"""Bytes to text: byte order mark, UTF-8, what the file says of itself, then a guess from its letters."""

from __future__ import annotations

import codecs
import re

from index.parse.errors import Refused

LOOKED_AT = 200_000
"""Bytes on which an encoding is guessed: more do not make the guess better, only slower."""

BINARY_SHARE = 0.02
"""Of control characters. Text has next to none; a picture or a program has one byte in ten."""

STRAY = 4
"""Control characters that a short text may have."""

_KINDS = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP or Office file", b"\x89PNG": "a picture", b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture", b"RIFF": "a sound, a film or a picture", b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file", b"7z\xbc\xaf": "a compressed file", b"Rar!": "a compressed file",
    b"\xfd7zXZ": "a compressed file", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"SQLite format 3\x00": "a database", b"{\\rtf": "an RTF file",
}  # fmt: skip

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
_GUESSES = "cp1252 cp1250 cp1251 koi8_r cp1253 cp1254 cp1255 cp1256 cp932 euc_jp gb18030 big5 cp949".split()
_CENTRAL = frozenset("Polish Czech Slovak Hungarian Croatian Slovene Romanian Serbian Albanian".split())
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def declared_in_html(raw: bytes) -> str | None:
    """The encoding that a page names in its head."""
    match = _DECLARED.search(raw, 0, 4_096)
    return match[1].decode("ascii") if match else None


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text of a file, without byte order mark and NULs. Raises `Refused` for what is not text."""
    if kind := next((kind for magic, kind in _KINDS.items() if raw.startswith(magic)), None):
        raise Refused(f"is {kind}, not text")
    text = _decoded(raw, declared)
    _refuse_binary(text[:LOOKED_AT])
    return text.replace("\0", "")


def _refuse_binary(head: str) -> None:
    if len(_CONTROL.findall(head)) > max(STRAY, BINARY_SHARE * len(head)):
        raise Refused("is a binary file, not text")


def _decoded(raw: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding) or raw[len(mark) :].decode(encoding, "replace")
    encodings = [_by_zeros(raw), "iso2022_jp" if b"\x1b$" in raw else None, "utf-8", _known(declared)]
    for encoding in filter(None, encodings):
        if (text := _strict(raw, encoding)) is not None:
            return text
    return _mostly_utf8(raw) or _guessed(raw)


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):  # a codec that is no encoding of text is a LookupError
        return None


def _by_zeros(raw: bytes) -> str | None:
    """UTF-16 without a mark has a zero in every other byte of Latin letters."""
    head = raw[:2_000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 4 or min(even, odd) > len(head) / 50:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    return _WIDER.get(found, found) if found not in ("utf-16", "utf-32", "utf-7") else None


def _mostly_utf8(raw: bytes) -> str | None:
    """UTF-8 in which a few bytes are not: those are read as Windows-1252, which is what they mostly are."""
    broken: list[bytes] = []

    def as_windows(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        piece = error.object[error.start : error.end]
        broken.append(piece)
        return piece.decode("cp1252", "replace"), error.end

    codecs.register_error("pullquote-as-windows", as_windows)
    text = raw.decode("utf-8", "pullquote-as-windows")
    foreign = len(raw) - sum(map(len, broken)) - sum(map(str.isascii, text))
    return text if foreign > 2 * sum(map(len, broken)) else None


def _guessed(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # here, since it is slow to load and most files are UTF-8

    _refuse_binary(raw[:LOOKED_AT].decode("latin-1"))
    first = next(at for at, byte in enumerate(raw) if byte > 127)
    piece = raw[max(0, first - LOOKED_AT // 2) : first + LOOKED_AT // 2]
    best = from_bytes(piece, cp_isolation=_GUESSES).best()
    guess = _settled(best.encoding, best.language, best.coherence) if best else "cp1252"
    for encoding in (guess, "cp1252"):
        if (text := _strict(raw, encoding)) is not None:
            return text
    raise Refused("cannot be read as text: its encoding cannot be told")


def _settled(encoding: str, language: str, coherence: float) -> str:
    """The guess, with what it cannot tell apart told apart by the language: Windows has three sets of Latin letters."""
    if encoding in ("cp1250", "cp1252", "cp1254"):
        return "cp1250" if language in _CENTRAL else "cp1254" if language == "Turkish" else "cp1252"
    one_byte = encoding.startswith(("cp125", "koi8"))
    return "cp1252" if one_byte and not coherence else encoding
