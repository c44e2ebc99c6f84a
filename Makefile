# The commands of the project; each sets up what it needs. A fresh machine needs Python 3.11 and make.

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PYTHON ?= python3
WORKERS ?= 2

export OMP_NUM_THREADS ?= 1

.PHONY: run test check lint format bench train lock clean help
.DEFAULT_GOAL := help

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(STAMPS)/claimx ## write the tables of data/raw to data/out
	$(BIN)/claimx run data/raw -o data/out

test: lint ## lint, and run all tests
	$(BIN)/pytest -q -n $(WORKERS) --dist loadscope

check: $(STAMPS)/claimx ## hold the known claims of the demo articles against what is found
	$(BIN)/claimx check data/known.csv data/raw --exact

lint: $(STAMPS)/claimx ## ruff, mypy and the rules of the imports
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMPS)/claimx ## put the code into ruff's format
	$(BIN)/ruff format src tests benchmarks

bench: $(STAMPS)/claimx ## speed beside plain spaCy, in one run
	$(BIN)/python benchmarks/speed.py

train: $(STAMPS)/claimx ## train the entity model anew, on one core: make train DATA=folder of ner_*.jsonl.gz
	$(BIN)/python -m claimx.nlp.training $(DATA) -o src/claimx/models/ner

lock: $(STAMPS)/claimx ## pin every package anew by its hashes, without addresses of registries
	$(BIN)/pip-compile --quiet --generate-hashes --extra dev --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml

clean: ## remove what can be made again
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

$(STAMPS)/packages: requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	mkdir -p $(STAMPS) && touch $@

$(STAMPS)/claimx: $(STAMPS)/packages pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
