"""What the terminal and the command line import does not load Discord, nor anything heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PURE = [
    "access", "blocking", "blocks", "bodies", "card", "dates", "editing", "errors", "escape", "forgetting",
    "handles", "libraries", "link", "logs", "memory", "plain", "progress", "reading", "report", "settings",
    "terminal", "trim", "types", "uploads", "wording",
]  # fmt: skip
HEAVY = ["torch", "chromadb", "sentence_transformers", "langchain_core", "dateparser", "onnxruntime", "numpy"]


def loaded(root: Path, modules: list[str], watched: list[str]) -> str:
    program = f"import sys\nimport {', '.join(modules)}\nprint(*(m for m in {watched!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True, env={})
    return done.stdout.strip()


def test_pure_modules_do_not_load_discord(root: Path) -> None:
    assert loaded(root, [f"bot.{name}" for name in PURE], ["discord", "aiohttp", *HEAVY]) == ""


@pytest.mark.parametrize("module", ["bot.client", "bot.serve"])
def test_the_client_loads_nothing_heavy(root: Path, module: str) -> None:
    assert loaded(root, [module], HEAVY) == ""
