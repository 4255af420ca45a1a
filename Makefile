# `make demo` and `make test` do all the set-up: a virtual environment in .venv, dependencies pinned by version and hash.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test check format bench lock docs clean

demo: $(READY)  ## read the sample reports and show their record
	@rm -f build/demo.sqlite*
	@mkdir -p build
	$(BIN)/reportedly read samples/vesk-offensive.txt --published 2023-09-19
	$(BIN)/reportedly add samples --record build/demo.sqlite
	$(BIN)/reportedly stories --record build/demo.sqlite --limit 5
	$(BIN)/reportedly disputes --record build/demo.sqlite --limit 8
	$(BIN)/reportedly accounts --record build/demo.sqlite
	$(BIN)/reportedly demands --record build/demo.sqlite --limit 5
	@echo
	@echo "now your own: $(BIN)/reportedly read FOLDER    more: $(BIN)/reportedly --help"

test: $(READY)  ## everything that has to hold before a change lands
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

check: test

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## score the open annotated reports in ../shared; gains and losses against bench/scores.json
	$(BIN)/python bench/bench.py

docs: $(READY)  ## write docs/cli.md and docs/read.svg anew
	$(BIN)/python tools/make_cli_reference.py > docs/cli.md
	$(BIN)/python tools/make_picture.py

lock:  ## pin every dependency anew (needs uv)
	uv pip compile -q pyproject.toml requirements.in --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@echo "setting up .venv (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "reportedly needs Python 3.11 to 3.13; this is " + sys.version.split()[0] + ": set PYTHON=python3.12 or the like")'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
