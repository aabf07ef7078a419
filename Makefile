# Needs Python 3.11 or newer and make. Everything is installed into $(VENV).
#   make run PORT=8060       make test        make help
PYTHON ?= python3
VENV   ?= .venv
HOST   ?= 127.0.0.1
PORT   ?= 8050
CITY   ?= sample

BIN      := $(VENV)/bin
# --no-compile halves the time: Python compiles a module when it is first imported
PIP      := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile --constraint constraints.txt
BUNDLE   := dashboard/vendor/plotly-basic.min.js
PACKAGED := pyproject.toml constraints.txt hatch_build.py

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check format format-check lint types layers bench screenshots messages constraints wheel clean

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.installed $(BUNDLE)  ## install, pull the city's data, serve it and print the address
	$(BIN)/dashboard serve --city $(CITY) --host $(HOST) --port $(PORT)

test: $(VENV)/.dev $(BUNDLE)  ## the tests, in random order; THOROUGH=true tries every example
	$(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal $(TESTS)

check: format-check lint types layers test  ## everything a change must pass

format: $(VENV)/.dev  ## rewrite the code in the house's format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

format-check: $(VENV)/.dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.dev $(BUNDLE)  ## measure refresh, answers, pages and page weight
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/.dev $(BUNDLE)  ## take docs/screenshot.png and the folder screenshots/
	$(BIN)/python -m tools.screenshots

messages: $(VENV)/.dev  ## collect the texts to translate into dashboard/translations
	$(BIN)/python -m tools.messages

constraints: $(VENV)/.dev  ## write down the versions now installed
	$(BIN)/python -m pip --disable-pip-version-check freeze --exclude-editable > constraints.txt

wheel: $(VENV)/.dev $(BUNDLE)  ## build dist/*.whl, front-end files included
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist .

clean:  ## remove what was installed, built and cached here
	rm -rf $(VENV) dashboard/vendor build dist screenshots
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache test-results

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$(PYTHON) is older than Python 3.11: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(PACKAGED) | $(BIN)/python
	@echo "Installing into $(VENV) (a minute or two the first time) ..."
	$(PIP) --editable '.[frontend]'
	@touch $@

$(VENV)/.dev: $(PACKAGED) | $(BIN)/python
	@echo "Installing into $(VENV), with what the checks need (a few minutes the first time) ..."
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

$(BUNDLE): constraints.txt | $(VENV)/.installed
	$(BIN)/python tools/install_frontend.py
