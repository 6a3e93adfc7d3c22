# Two commands do everything: `make run` and `make test`. Both set up what is missing, and nothing twice.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test test-slow check eval bench setup format clean

run: $(READY)  ## the bot where there is a token, else the sample articles in the terminal
	@$(BIN)/pullquote start

test: $(READY)
	@$(BIN)/python -m pytest -q -m "not slow"

test-slow: $(READY)
	@$(BIN)/python -m pytest -q -m slow

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

eval: $(READY)
	@$(BIN)/python -m evals

bench: $(READY)
	@$(BIN)/python -m bench

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

setup: $(READY)

$(READY): pyproject.toml constraints.txt .ci/setup
	@PYTHON="$(PYTHON)" sh .ci/setup

clean:  ## what was installed and built; never var/, which holds the index
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
