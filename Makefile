# Sitrep: `make run` builds the graph of the sample articles and serves it; `make help` lists the rest.
# Needs Python 3.11, make and a Python package registry. Every variable can be set: make run PORT=8080 ARTICLES=news

ARTICLES ?= samples
STORE    ?= store
PORT     ?= 8000
SCALE    ?= 1000

# A Python that cannot make a virtual environment (Debian's without python3-venv) is passed over.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	$$name -c 'import ensurepip, sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$name && break; done)

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/installed
PIP   := -m pip -qq --disable-pip-version-check
LOCK  := requirements.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test format benchmark evaluate lock wheel clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: $(STAMP) ## install Sitrep and the locked packages into .venv
	@:

$(STAMP): $(LOCK) pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 with venv found: install python3.11 and python3.11-venv," \
		"or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Installing the locked packages into $(VENV): a few minutes the first time"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) install --require-hashes --requirement $(LOCK)
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## build the graph of ARTICLES into STORE, then serve it on PORT
	@$(BIN)/kg build $(ARTICLES) --store "$(STORE)"
	@exec $(BIN)/kg serve --store "$(STORE)" --port $(PORT)

test: setup ## check format, rules, types, documentation, and run the tests
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@git ls-files -z '*.md' | xargs -0 $(BIN)/cog --check --verbosity=0
	@$(BIN)/pytest --quiet --numprocesses auto --dist loadscope

format: setup ## put the code into its one form and refresh generated documentation
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@git ls-files -z '*.md' | xargs -0 $(BIN)/cog -r --verbosity=0

# The saved questions and the exports are measured on SCALE made-up articles, short ones as of a wire. Serving comes
# last, because it ends with 1 where it is slower than wanted.
benchmark: setup ## measure reading, building, saved questions, exports and serving
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	for benchmark in reading.py build.py "synthetic.py $$folder/store --articles $(SCALE) --reports 1" \
		"queries.py $$folder/store" "exports.py $$folder/store" serving.py; do \
		echo "== $${benchmark%% *}"; $(BIN)/python benchmarks/$$benchmark; done

evaluate: setup ## score the annotated corpora in the folder CORPORA, and keep the figures in benchmarks/results
	@test -n "$(CORPORA)" || { echo "make: name the corpora's folder: make evaluate CORPORA=path" >&2; exit 2; }
	@$(BIN)/python benchmarks/evaluate.py "$(CORPORA)"
	@$(BIN)/python benchmarks/gate.py "$(CORPORA)"

# pip-tools lives apart, so that what it needs does not enter the lock that it writes.
lock: ## write requirements.txt anew, keeping versions that still fit (newer ones: make lock UPGRADE=--upgrade)
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python $(PIP) install --upgrade pip pip-tools
	@CUSTOM_COMPILE_COMMAND="make lock" $(VENV)-lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe \
		--strip-extras --extra dev $(UPGRADE) --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--output-file $(LOCK) pyproject.toml

wheel: setup ## build the wheel into dist/
	@$(BIN)/hatchling build -t wheel

clean: ## remove what make made; the store stays
	@rm -rf $(VENV) $(VENV)-lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
