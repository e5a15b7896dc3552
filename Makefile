# Needs only make, Python 3.11 or later with venv, and a package index (pip's own configuration
# says which). Everything goes into .venv; the second run starts at once.

SHELL := /bin/sh
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$python; break; }; done)
PACKAGES := coordinator screens storage notify exports
BIN := .venv/bin
READY := .venv/ready
# One more than two cores: many tests wait for a server, a browser or a screen.
JOBS ?= 3

.PHONY: demo run test lint types contracts rewritten tests bench soak docs lock clean

demo: $(READY)  ## a look around, on an invented agency's book
	@$(BIN)/coordinator demo

run: $(READY)  ## your own book
	@$(BIN)/coordinator

test: lint  ## every check
	@$(MAKE) --no-print-directory --jobs=2 rewritten types contracts
	@$(MAKE) --no-print-directory tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

# Each of pytest's processes would rewrite the asserts of every module for itself: done once, and
# kept even where the environment forbids Python to write bytecode, it saves a minute of processor.
rewritten: $(READY)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --collect-only -qq -m "not soak" > .venv/collected \
		|| { cat .venv/collected; exit 1; }

tests: $(READY)
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m "not soak"

bench: $(READY)  ## the figures of speed; makes two big books the first time
	COORDINATOR_BENCH=1 $(BIN)/pytest tests/benchmarks -s

soak: $(READY)  ## the long forms of kills, corruption and random books
	$(BIN)/pytest -n $(JOBS) -m soak --timeout 7200

docs: $(READY)  ## writes the page of the book's tables anew, from the models
	$(BIN)/coordinator schema > coordinator/manual/schema.md

lock:  ## resolve the dependencies anew; needs uv on the path
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Our own packages are compiled too: an editable install never does it, and an environment that
# forbids Python to write bytecode would otherwise start three times as slowly.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $(READY)
