"""The house itself: sizes, what importing costs, settings and their example, names that nobody else owns."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest
from pydantic_settings import BaseSettings

from answer.settings import AnswerSettings
from bot.settings import BotSettings
from index.settings import IndexSettings

PACKAGES = ("answer", "bot", "index", "prompts")
DEVELOPMENT = ("bench", "evals", "tests")
HEAVY = ("torch", "chromadb", "sentence_transformers", "onnxruntime", "transformers", "sklearn")
MAX_FILE, MEDIAN_FILE = 250, 80
MAX_FUNCTION, NINE_IN_TEN, MEDIAN_FUNCTION = 50, 25, 8


def files(root: Path, *packages: str) -> list[Path]:
    return [file for package in packages for file in sorted((root / package).rglob("*.py"))]


def lengths(file: Path) -> list[tuple[str, int]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (f"{file.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def test_no_file_is_long(root: Path) -> None:
    every = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files(root, *PACKAGES, *DEVELOPMENT)}
    assert {str(file): length for file, length in every.items() if length > MAX_FILE} == {}
    assert median(every[file] for file in files(root, *PACKAGES)) <= MEDIAN_FILE


def test_no_function_is_long(root: Path) -> None:
    every = [found for file in files(root, *PACKAGES, *DEVELOPMENT) for found in lengths(file)]
    assert [name for name, length in every if length > MAX_FUNCTION] == []
    ours = sorted(length for file in files(root, *PACKAGES) for _, length in lengths(file))
    assert median(ours) <= MEDIAN_FUNCTION
    assert ours[int(len(ours) * 0.9)] <= NINE_IN_TEN


def test_each_module_says_what_it_is_for(root: Path) -> None:
    assert [
        str(f) for f in files(root, *PACKAGES, *DEVELOPMENT) if not ast.get_docstring(ast.parse(f.read_text()))
    ] == []


def modules(root: Path) -> list[str]:
    names = [file.relative_to(root).with_suffix("").as_posix().replace("/", ".") for file in files(root, *PACKAGES)]
    return [name.removesuffix(".__init__") for name in names]


def run_python(code: str, root: Path, cwd: Path) -> str:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, env=env, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_does_nothing(root: Path, tmp_path: Path) -> None:
    """Every module, in an empty environment and folder: no heavy library is loaded and nothing is written."""
    code = (
        f"import importlib, sys\nfor name in {modules(root)!r}: importlib.import_module(name)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert run_python(code, root, tmp_path).strip() == "[]"
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_starts_light(root: Path, tmp_path: Path) -> None:
    light = (*HEAVY, "discord", "numpy", "langchain_core", "rich", "bs4", "trafilatura", "dateparser", "aiohttp")
    code = f"import bot.cli.root, sys\nprint([name for name in {light!r} if name in sys.modules])"
    assert run_python(code, root, tmp_path).strip() == "[]"


def test_a_question_in_the_terminal_waits_for_no_framework(root: Path, tmp_path: Path) -> None:
    heavy = {*HEAVY, "discord", "langchain_core", "rich", "trafilatura"} - {"onnxruntime"}  # which runs the model
    code = f"""
import os, sys
os.environ["INDEX_DATA_DIR"] = {str(tmp_path / "var")!r}
from bot.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print([name for name in {sorted(heavy)!r} if name in sys.modules])
"""
    run_python(f"import sys; sys.argv[1:] = ['index', 'add', {str(root / 'articles')!r}]{code}", root, tmp_path)
    asked = run_python(f"import sys; sys.argv[1:] = ['ask', 'When did the swing bridge reopen?']{code}", root, tmp_path)
    assert asked.splitlines()[-1] == "[]"


@pytest.mark.parametrize("package", PACKAGES)
def test_nobody_else_owns_our_names(package: str) -> None:
    assert set(packages_distributions().get(package, ["pullquote"])) == {"pullquote"}


def variables(settings: type[BaseSettings]) -> set[str]:
    prefix = settings.model_config.get("env_prefix", "")
    return {str(field.validation_alias or f"{prefix}{name}").upper() for name, field in settings.model_fields.items()}


def test_the_example_names_every_setting_and_no_other(root: Path) -> None:
    example = (root / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)
    known = variables(IndexSettings) | variables(BotSettings) | variables(AnswerSettings)
    assert sorted(named) == sorted(known)


@pytest.mark.parametrize("settings", [IndexSettings, BotSettings, AnswerSettings])
@pytest.mark.parametrize("where", ["the environment", ".env"])
def test_an_empty_setting_is_the_default_one(
    settings: type[BaseSettings], where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unset = settings()
    if where == ".env":
        (tmp_path / ".env").write_text("".join(f"{name}=\n" for name in variables(settings)), encoding="utf-8")
    else:
        for name in variables(settings):
            monkeypatch.setenv(name, "")
    said = {"temperature": None}  # empty: not sent
    assert settings() == unset.model_copy(update={k: v for k, v in said.items() if k in settings.model_fields})


@pytest.mark.parametrize("settings", [IndexSettings, BotSettings, AnswerSettings])
def test_every_setting_says_what_it_does(settings: type[BaseSettings]) -> None:
    assert [name for name, field in settings.model_fields.items() if not field.description] == []


def test_prompts_are_told_as_data_not_as_code(root: Path) -> None:
    assert {file.suffix for file in (root / "prompts").iterdir() if file.is_file()} <= {".md", ".py"}
    assert list((root / "prompts").glob("*.md"))
