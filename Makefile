# The commands of a developer and of an operator who tries the product; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-bench demo test check format messages lock bench gallery soak clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-16s %s\n' "$$name" "$$what"; done

setup: ## make a clone ready to run
	@$(PYTHON) tools/setup.py

setup-test: ## the same, with what tests and checks need
	@$(PYTHON) tools/setup.py --test

demo: setup ## play the demonstration and serve it (SERVE=0: stop after the table)
	@$(BIN)/exchange demo $(if $(filter 0,$(SERVE)),--no-serve) $(ARGS)

test: setup-test ## run the suite with coverage (ARGS="-k word" for a part of it)
	@$(BIN)/python -m pytest -n $(JOBS) $(if $(ARGS),$(ARGS),--cov)

check: setup-test ## lint, format, types, floors, catalogues
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/catalogues.py

format: setup-test ## let ruff mend what it can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: setup-test ## collect the texts to translate into the catalogues
	@$(BIN)/python tools/messages.py

lock: setup-test ## resolve the Python packages anew
	@$(BIN)/python tools/lock.py

setup-bench: ## the same, with what measuring needs
	@$(PYTHON) tools/setup.py --bench

bench: setup-bench ## measure, print one line each, write bench.json
	@$(BIN)/python -m tests.benchmarks $(ARGS)

gallery: setup-test ## set every kind of paper in every language, to look at: build/gallery
	@$(BIN)/python -m tests.gallery $(ARGS)

soak: setup-test ## the long fault tests
	@$(BIN)/python -m pytest -n $(JOBS) -m soak $(ARGS)

clean: ## forget everything that was installed or built
	rm -rf .venv .cache node_modules exchange/documents/fonts exchange/static/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* htmlcov
