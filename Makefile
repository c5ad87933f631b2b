# make demo   sets up everything and fills the examples into out/
# make test   sets up everything and runs all checks
# make bench  measures speed and memory side by side with the usual ways, writes docs/performance.md
# make single-file, make offline   a program without Python, a set of wheels without network: docs/offline.md
# Needs git, make and Python 3.11 or later.

# The first of these that runs, is new enough and can make an environment (a name on the PATH may be an empty shim).
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test bench single-file offline examples docs template clean

demo: $(READY)
	@$(BIN)/python scripts/demo.py

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

bench: $(READY)  # about ten minutes (python -m bench --short: rough figures in some); the peers in JavaScript take part where node is installed
	$(BIN)/python -m bench

single-file: $(READY)  # one program for this kind of system; docs/offline.md
	@$(BIN)/python -m scripts.offline.single_file

offline: $(READY)  # make offline FOR='--platform win_amd64 --python 3.12'
	@$(BIN)/python -m scripts.offline.wheels $(FOR)

examples: $(READY)  # the example workbooks from their data
	$(BIN)/python -m scripts.examples

docs: $(READY)  # docs/form.md from the keys, docs/rules from the explanations, docs/docxtpl.md from the corpus of templates
	$(BIN)/python -m scripts.form_docs
	$(BIN)/python -m scripts.form_schema
	$(BIN)/python -m scripts.rule_docs
	$(BIN)/python -m scripts.corpus

template: $(READY)  # report.docx of the built-in forms
	$(BIN)/python -m scripts.hunan_report
	$(BIN)/python -m scripts.sichuan_report
	$(BIN)/python -m scripts.xiangmu_report

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更高版本（须带 venv）。装好后重试，或指明位置：make PYTHON=/路径/python3.11 demo"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
