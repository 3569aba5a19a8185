# All that Trellis needs is Python 3.11 or later; every command fetches the rest into this folder, once.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell command -v $(name))))
PORT ?= 8000

# Official files that the parsers are also checked against, when a folder of them lies beside this one.
ifneq ($(wildcard ../shared/public-data/.),)
export TRELLIS_PUBLIC_DATA ?= $(abspath ../shared/public-data)
endif

.DEFAULT_GOAL := help
.PHONY: help demo build test test-fast lint tidy lock messages snapshot clean python

help: ## say what can be made
	@echo "make …"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "%-14s%s\n", $$1, $$2}'

demo: python ## run Trellis with the demonstration alliance (PORT=8000)
	@exec $(PYTHON) tools/bootstrap.py demo --port $(PORT)

build: python ## make this folder ready to run, without starting anything
	@$(PYTHON) tools/bootstrap.py build

test: python ## check everything: style, types, layers, tests on both databases and in a browser
	@$(PYTHON) tools/bootstrap.py test

test-fast: python ## check what can be checked in under a minute
	@$(PYTHON) tools/bootstrap.py test-fast

lint: python ## check style, layers and types
	@$(PYTHON) tools/bootstrap.py lint

tidy: python ## format the code and mend its style
	@$(PYTHON) tools/bootstrap.py tidy

lock: python ## pin the dependencies of pyproject.toml again (UPGRADE=1: to their newest versions)
	@$(PYTHON) tools/bootstrap.py lock $(if $(UPGRADE),-- --upgrade)

messages: python ## collect the texts to translate
	@$(PYTHON) tools/bootstrap.py messages

snapshot: python ## rebuild the published data that ship with the package
	@$(PYTHON) tools/bootstrap.py snapshot

clean: ## remove what was fetched and built; the data in var/ stays
	rm -rf .venv node_modules .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  src/trellis/site/static/trellis

python:
	@test -n "$(PYTHON)" || { echo "Trellis needs Python 3.11 or later, and found none. Install it (python.org, or the system's package python3), then run make again."; exit 1; }
