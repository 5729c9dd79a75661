# Two commands do everything: `make demo` and `make test`. Each sets up what is missing first.
# A stamp file says that a step of the set-up is done; it is older than what the step reads when
# that has changed, and the step is then done again.

PORT ?= 8000
BIN := .venv/bin
NODE := node_modules/.bin
WEB := search_service/web
# Folders too: a file that went away changes its folder.
WEB_SOURCES := $(wildcard $(WEB)/*.mjs) search_service/data/page_messages.tsv \
	indexers/data/taxonomy.tsv geo/data/municipalities.csv $(shell find $(WEB)/src)

.PHONY: help setup demo test lint relevance bench bench-full chaos fuzz audit clean keys
.DEFAULT_GOAL := help

help:
	@echo 'make demo [PORT=8000]  start the engine, demo data, the API and the search page'
	@echo 'make test              check style and types and run every test'
	@echo 'make relevance         measure the search on graded queries, beside a stock engine'
	@echo 'make chaos             break engines, workers and the indexer under load; minutes'
	@echo 'make bench             measure what the service costs on 100,000 documents (minutes)'
	@echo 'make bench-full        the same by size, up to a million documents (hours)'
	@echo 'make fuzz [MINUTES=10] every route and, for so long each, every parser: an hour or several'
	@echo 'make audit             known vulnerabilities of the packages, and lists of them (SBOM)'
	@echo 'make setup             install what the two above need (they do it themselves)'
	@echo 'make lint              check style and types only'
	@echo 'make keys              write .env with random keys for docker-compose.yml'
	@echo 'make clean             remove what set-up and checks made (the data in .lahella stay)'

setup: .venv/.python-done .venv/.voikko-done $(WEB)/built/manifest.json

.venv/.python-done: pyproject.toml
	@.ci/setup python
	@touch $@

.venv/.voikko-done: .venv/.python-done
	@.ci/setup voikko
	@touch $@

.venv/.browser-done: .venv/.python-done
	@.ci/setup browser
	@touch $@

.venv/.gis-done: .venv/.python-done
	@.ci/setup gis
	@touch $@

node_modules/.npm-done: package.json package-lock.json
	@.ci/setup npm
	@touch $@

$(WEB)/built/manifest.json: node_modules/.npm-done $(WEB_SOURCES)
	@.ci/setup web

# exec: a signal to make reaches the command itself, and no shell is left between them.
demo: setup
	@exec $(BIN)/lahella up --port $(PORT)

test: .venv/.browser-done .venv/.gis-done lint
	$(BIN)/pytest

relevance: setup
	$(BIN)/python -m tests.relevance.measure

chaos: setup
	$(BIN)/python -m benchmarks.chaos

bench: setup
	$(BIN)/python -m benchmarks.serving

bench-full: setup
	$(BIN)/python -m benchmarks.scale

# The first finds what the document does not tell, the second what no parser foresaw.
MINUTES ?= 10
fuzz: setup
	FUZZ_EXAMPLES=200 $(BIN)/pytest tests/fuzz/test_routes.py
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

audit: setup
	@.ci/audit

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE)/biome check --error-on-warnings
	$(NODE)/tsc --project $(WEB)

keys: setup
	@umask 077; set -C; $(BIN)/python -m indexers.engine.keys > .env && echo 'Wrote .env with random keys.'

clean:
	rm -rf .venv node_modules build dist *.egg-info $(WEB)/built
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
