UV_VERSION := 0.13.8
PY := .venv/bin/python

.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed ## make the environment from pinned versions

.venv/.installed: requirements.lock pyproject.toml
	@python3 -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@$(PY) -m uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

lock: ## refresh requirements.lock from pyproject.toml
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --no-header \
		--generate-hashes --no-emit-index-url --extra sandbox --extra dev --output-file requirements.lock pyproject.toml requirements.in

.PHONY: help setup lock
