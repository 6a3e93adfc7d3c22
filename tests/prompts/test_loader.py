"""Prompts are checked when they load: files, placeholders, digest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from answer.write.model import PLACEHOLDERS, PROMPT
from prompts.errors import PromptUnusable
from prompts.loader import load

DECLARED = {"system": frozenset({"nonce"}), "user": frozenset({"question"})}


def written(folder: Path, *, system: str = "Mind the mark $nonce.", user: str = "Asked: $question") -> Path:
    (folder / "test.system.md").write_text(system, encoding="utf-8")
    (folder / "test.user.md").write_text(user, encoding="utf-8")
    return folder


def test_the_shipped_prompt_loads_with_the_placeholders_that_its_writer_fills() -> None:
    prompt = load(PROMPT, PLACEHOLDERS)
    assert len(prompt.digest) == 12
    assert int(prompt.digest, 16) >= 0


def test_placeholders_are_filled_and_values_are_not_templates(tmp_path: Path) -> None:
    prompt = load("test", DECLARED, folder=written(tmp_path))
    assert prompt.message("user", question="What costs $nonce or ${question} or $$5?") == (
        "Asked: What costs $nonce or ${question} or $$5?"
    )


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ("Asked: $question on $asked_on", "nothing fills: $asked_on"),
        ("Asked: question", "lacks placeholders that it must have: $question"),
        ("Asked: ${question} for $5", "begins no placeholder"),
        ("Asked: $Question", "nothing fills: $Question"),
    ],
)
def test_a_placeholder_too_many_too_few_or_misspelt_is_named(tmp_path: Path, user: str, said: str) -> None:
    with pytest.raises(PromptUnusable, match=r"test\.user\.md") as raised:
        load("test", DECLARED, folder=written(tmp_path, user=user))
    assert said in raised.value.message


@pytest.mark.parametrize("values", [{}, {"question": "?", "more": "?"}])
def test_values_must_be_exactly_the_placeholders(tmp_path: Path, values: dict[str, str]) -> None:
    prompt = load("test", DECLARED, folder=written(tmp_path))
    with pytest.raises(PromptUnusable):
        prompt.message("user", **values)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptUnusable, match=r"test\.system\.md is missing"):
        load("test", DECLARED, folder=tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (written(tmp_path) / "test.user.md").write_bytes(b"\xff\xfe\xff $question")
    with pytest.raises(PromptUnusable, match=r"test\.user\.md"):
        load("test", DECLARED, folder=tmp_path)


def test_the_digest_changes_with_any_message_and_with_nothing_else(tmp_path: Path) -> None:
    first = load("test", DECLARED, folder=written(tmp_path)).digest
    assert load("test", DECLARED, folder=written(tmp_path)).digest == first
    assert load("test", DECLARED, folder=written(tmp_path, user="Asked:  $question")).digest != first
    assert load("test", DECLARED, folder=written(tmp_path, system="Mind the mark: $nonce.")).digest != first


def test_prompts_are_found_from_any_folder(tmp_path: Path, root: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "from answer.write.model import PROMPT, PLACEHOLDERS\n"
        "from prompts.loader import load\n"
        "print(load(PROMPT, PLACEHOLDERS).digest)"
    )
    command = [sys.executable, "-I", "-c", code]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout.strip() == load(PROMPT, PLACEHOLDERS).digest, ran.stderr
