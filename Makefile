# The commands of the project; each sets up what it needs. A fresh machine needs Python 3.11 or newer and make.

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PYTHON ?= $(or $(shell sh .ci/interpreters | head -n 1),$(error No Python from 3.11 on that can make a venv runs here; \
	install one, or name it: make PYTHON=/path/to/python3))
WORKERS ?= 2
GOLD ?= tests/gold
FLOORS := $(if $(filter tests/gold,$(GOLD)),--floors benchmarks/floors.json)

export OMP_NUM_THREADS ?= 1

.PHONY: run test known pythons hostile score check lint format bench train dist lock clean help
.DEFAULT_GOAL := help

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(STAMPS)/claimx ## write the tables of data/raw to data/out
	$(BIN)/claimx run data/raw -o data/out

test: lint score ## lint, score the gold, and run all tests
	$(BIN)/pytest -q -n $(WORKERS) --dist loadscope

known: $(STAMPS)/claimx ## the known examples alone
	$(BIN)/pytest -q -n $(WORKERS) --dist loadscope tests/known

pythons: $(STAMPS)/claimx ## the known examples and the tables on every Python of this machine: minutes for each
	.ci/pythons

hostile: $(STAMPS)/claimx ## minutes on long and hostile texts
	$(BIN)/pytest -q -n 0 -m hostile tests/test_hostile.py

score: $(STAMPS)/claimx ## claims, sources, entities and speakers on the gold: make score GOLD=known files or JSON Lines
	$(BIN)/python benchmarks/score.py $(GOLD) $(FLOORS)

check: $(STAMPS)/claimx ## hold the known claims of the demo articles against what is found
	$(BIN)/claimx check data/known.csv data/raw --exact --strict

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

dist: $(STAMPS)/claimx ## the sdist, and the wheel from it, in dist
	$(BIN)/uv build --quiet --offline --no-build-isolation --python $(BIN)/python

lock: $(STAMPS)/claimx ## pin every package anew by its hashes for all Pythons, without addresses of registries
	$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --extra dev \
		--strip-extras --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) -o requirements.lock pyproject.toml
	for version in 3.11 3.12 3.13 3.14; do $(BIN)/uv pip install --quiet --dry-run --python $(BIN)/python --python-version $$version \
		--target build/none --require-hashes --only-binary :all: --no-binary docopt -r requirements.lock || exit 1; done

clean: ## remove what can be made again
	rm -rf $(VENV) .venvs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

$(STAMPS)/packages: requirements.lock
	$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	mkdir -p $(STAMPS) && touch $@

$(STAMPS)/claimx: $(STAMPS)/packages pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
