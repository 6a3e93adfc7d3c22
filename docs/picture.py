"""Makes `docs/answer.svg`, the picture in the README: a real answer on the sample articles, in the terminal."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from answer.assemble import opened
from bot.terminal import PROMPT, Chat, sample
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ("How long is the crack in the swing bridge?", "Who won the 2022 World Cup?")
ASKED_AT = datetime(2026, 7, 16, 9, 0, tzinfo=UTC)
COLUMNS = 100


def main() -> None:
    """Ask, and write the picture."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as place, opened(IndexSettings(data_dir=Path(place)), create=True) as house:
        house.index.add_paths(MAIN_LIBRARY, [ROOT / "articles"])
        chat = Chat(answerer=house.chain, archive=house.index, write=lines.append, clock=lambda: ASKED_AT)
        sample(chat, QUESTIONS, write=lines.append)
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    for line in "\n".join(lines).strip().splitlines():
        console.print(Text(line, style="bold" if line.startswith(PROMPT) else ""))
    console.save_svg(str(ROOT / "docs" / "answer.svg"), title="pullquote chat")


if __name__ == "__main__":
    main()
