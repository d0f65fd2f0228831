# Parley. `make build` and `make test` are all that is needed; `make help` lists the rest.
#
# Everything runs in .venv, made from the hashed lock by the first Python 3.11 or newer that is found
# (or by yours: make PYTHON=/path/to/python). Repeat runs skip what is done.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Bytecode is compiled once, below: without it every start of dbt or Great Expectations costs seconds more.
unexport PYTHONDONTWRITEBYTECODE
# Nothing phones home.
export DO_NOT_TRACK := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.installed-to-run
TESTS := $(VENV)/.installed-to-test
AUDIT := $(VENV)-audit
SPARK := $(VENV)-spark
PIP := $(BIN)/python -m pip -qq
# The models are tested on a work file of their own: neither the last ingest's nor the published one is touched.
GATE := warehouse/gate

.PHONY: help build test test-spark spark lint types models browser screenshots dashboard docs benchmark faults audit sbom licences lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

build: $(RUNS) ## build and publish warehouse/parley.duckdb
	@$(BIN)/parley build

test: lint types models ## run every check of the project: the one gate
	@$(BIN)/python -m pytest

test-spark: $(TESTS) $(SPARK)/.installed ## build on Spark and compare with DuckDB, row for row; needs Java 17 (some minutes)
	@$(BIN)/python -m pytest -m spark tests/spark

spark: $(SPARK)/.installed ## make .venv-spark, in which `parley build --target spark` runs Spark

lint: $(TESTS) ## check the style and the layout of the Python code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(TESTS) ## check the types of the Python code
	@$(BIN)/mypy

models: export PARLEY_WORK_DATABASE := $(CURDIR)/$(GATE)/work.duckdb
models: export DBT_TARGET_PATH := $(CURDIR)/$(GATE)/target
models: export DBT_LOG_PATH := $(CURDIR)/$(GATE)/logs
models: $(RUNS) ## run the models with their data and unit tests, then the expectations, on a copy
	@mkdir -p $(GATE)
	@$(BIN)/python -m ingest --database "$$PARLEY_WORK_DATABASE"
	@$(BIN)/dbt build --quiet --no-partial-parse # a unit test reads seeds while dbt parses: a changed seed must be read anew
	@$(BIN)/python -m expectations --database "$$PARLEY_WORK_DATABASE"

browser: $(TESTS) ## drive the dashboard in headless Chromium: walks, accessibility, both widths and themes, print
	@$(BIN)/python -m pytest -m browser

screenshots: $(TESTS) build ## take a picture of every page (or of VIEWS="compare sql"): warehouse/screenshots
	@$(BIN)/python -m dashboards.screenshots $(VIEWS)

dashboard: build ## open the dashboard on the published file
	@$(BIN)/parley dashboard

docs: $(RUNS) ## make the pages of the models: warehouse/docs/static_index.html
	@test -e warehouse/work.duckdb || $(BIN)/python -m ingest
	@$(BIN)/dbt docs generate --quiet --static --target-path warehouse/docs
	@echo "warehouse/docs/static_index.html"

benchmark: $(TESTS) build ## measure the build against its floors and its peers (installs SQLMesh), and the dashboard
	@$(BIN)/python -m benchmarks.build
	@$(BIN)/python -m benchmarks.peers
	@$(BIN)/python -m benchmarks.dashboard

faults: $(TESTS) build ## the long runs of faults: kills, mutated corpora, many readers (the gate has short ones)
	@$(BIN)/python benchmarks/kills.py build 100
	@$(BIN)/python benchmarks/kills.py daily 20
	@$(BIN)/python benchmarks/kills.py publication 100
	@$(BIN)/python benchmarks/fuzz.py
	@$(BIN)/python benchmarks/users.py
	@PARLEY_FAULTS=all PARLEY_PUBLICATIONS=50 $(BIN)/python -m pytest -o timeout=0 tests/ingest/test_bad_inputs.py \
	    $(addprefix tests/faults/test_,readers.py round_trip.py interval_laws.py known_claims.py large_questions.py)

audit: $(AUDIT)/.installed ## ask whether a known weakness is in a locked package; needs the network
	@PYTHONPATH=$(CURDIR) $(AUDIT)/bin/python -m deploy.audit

sbom: $(RUNS) $(AUDIT)/.installed ## write a bill of what is installed to run: warehouse/sbom.json (CycloneDX 1.6)
	@mkdir -p warehouse
	@$(AUDIT)/bin/python -W ignore -m cyclonedx_py environment --pyproject pyproject.toml --mc-type application \
	    --spec-version 1.6 --output-format JSON --output-reproducible --output-file warehouse/sbom.json $(BIN)/python
	@echo "warehouse/sbom.json"

licences: $(TESTS) ## list the licence of each locked package; one that is not allowed is an error
	@$(BIN)/python -m deploy.licences

lock: ## resolve requirements*.in anew into the hashed lock; needs the network
	@test -x $(VENV)-lock/bin/uv || { $(call find_python); "$$python" -m venv $(VENV)-lock; $(VENV)-lock/bin/pip --quiet install uv==0.13.9; }
	@for name in requirements requirements-dev requirements-audit requirements-spark; do \
	    $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	        --no-emit-index-url --no-emit-find-links --no-header $$name.in --output-file $$name.txt; \
	done

clean: ## remove all that can be made again: .venv, warehouse, target, caches
	@rm -rf $(VENV) $(VENV)-lock $(VENV)-sqlmesh $(AUDIT) $(SPARK) warehouse target logs .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The versions that CI and the lock were tried with come first; any newer one is taken where there is no other.
define find_python
for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
    "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && break; python=; \
done; \
for other in $(or $(PYTHON),python3 python3.14 python3.15); do \
    test -n "$$python" && break; \
    "$$other" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$other; \
done; \
test -n "$$python" || { echo "Parley needs Python 3.11 or newer and found none. Install one, or name yours: make PYTHON=/path/to/python" >&2; exit 1; }
endef

$(BIN)/python:
	@$(find_python); echo "making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); echo "that Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(RUNS): requirements.txt pyproject.toml | $(BIN)/python
	@echo "installing what Parley runs on (once, some minutes)"
	@$(PIP) install --no-compile --require-hashes -r requirements.txt
	@$(PIP) install --no-compile --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q -j2 $(VENV)/lib || true
	@touch $@

$(AUDIT)/.installed: requirements-audit.txt | $(BIN)/python
	@echo "installing what looks at the packages (once)"
	@$(BIN)/python -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip -qq install --require-hashes -r requirements-audit.txt
	@touch $@

$(SPARK)/.installed: requirements-spark.txt | $(BIN)/python
	@echo "installing Spark (once, some minutes)"
	@$(BIN)/python -m venv $(SPARK)
	@timeout 1200 $(SPARK)/bin/python -m pip -qq install --no-compile --require-hashes -r requirements-spark.txt
	@$(SPARK)/bin/python -m compileall -q -j2 $(SPARK)/lib || true
	@touch $@

$(TESTS): requirements-dev.txt $(RUNS)
	@echo "installing what the tests need (once)"
	@$(PIP) install --no-compile --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m compileall -q -j2 $(VENV)/lib || true
	@touch $@
