# make demo   sets up everything and fills the three examples into out/
# make test   sets up everything and runs all checks
# Needs git, make and Python 3.11 or later.

PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXAMPLES := $(wildcard examples/*.xlsx)

.PHONY: demo test lint examples docs template clean

demo: $(READY)
	@$(BIN)/python scripts/demo.py

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

examples: $(READY)  # the example workbooks from their data
	$(BIN)/python -m scripts.examples

docs: $(READY)  # docs/form.md from the description of the keys
	$(BIN)/python -m scripts.form_docs

template: $(READY)  # report.docx of the form hunan
	$(BIN)/python -m scripts.hunan_report

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本：make PYTHON=/路径/python3.11 demo"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
