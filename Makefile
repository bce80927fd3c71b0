# The whole workflow on one screen. `make` alone lists the targets.
UV_VERSION := 0.13.8
BIN := .venv/bin
PY := $(BIN)/python
TESTS ?= tests --ignore=tests/soak

# Where engine, schemas and the authoring environment are kept, for every checkout. Only they are
# removed: the folder may be one that others use, too.
CACHES = $${STEPWELL_CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/stepwell}
CACHED := engine schema pipelines-py* .pipelines-py*.lock checkov-* .checkov-*.lock

# Compiled once, Python starts in half the time, also where it is told to keep nothing.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint docs soak bench lock clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed ## make the environment from pinned versions

.venv/.installed: requirements.lock pyproject.toml
	@echo "making the environment (.venv) from pinned versions"
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"python3: must be 3.11 or newer, got %d.%d" % sys.version_info[:2] or 0)'
	@python3 -m venv --clear .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@$(PY) -m uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@$(BIN)/stepwell check --all --json >/dev/null || true # fills caches; what it finds is not for now
	@touch $@

demo: setup ## bring up a team's level 0 platform in the sandbox and use it
	@$(BIN)/stepwell demo

test: setup ## run every test
	@$(BIN)/stepwell engine
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

check: setup ## check every committed stack: no credentials, no engine, no network
	@$(BIN)/stepwell check --all

lint: setup ## formatting, lint and types
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/basedpyright

docs: setup ## write the generated pages again
	@$(PY) -m cli.docs

soak: setup ## what takes too long for make test: sequences and settings by the hundred, each failing call
	@STEPWELL_TEST_EFFORT=60 $(PY) -m pytest -n 2 tests/blueprints/test_fuzz.py \
		tests/blueprints/test_going_up.py tests/generator/test_loader.py \
		tests/sandbox/fidelity tests/soak

bench: setup ## print the figures of benchmarks/
	@$(PY) -m benchmarks

lock: setup ## pin the newest versions that pyproject.toml allows
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --upgrade \
		--generate-hashes --no-emit-index-url --extra sandbox --extra dev \
		--output-file requirements.lock pyproject.toml requirements.in

clean: ## stop the sandbox and remove what was made; CACHE=1 removes the caches too
	@if [ -x $(BIN)/stepwell ]; then $(BIN)/stepwell sandbox stop --quiet; fi
	@if [ -n "$(CACHE)" ] && cd "$(CACHES)" 2>/dev/null; then rm -rf $(CACHED); fi
	@rm -rf .venv .sandbox .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
