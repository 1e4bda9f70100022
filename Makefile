# Two commands are enough: `make run` and `make test`. `make` alone lists the others.

VENV ?= .venv
JOBS ?= 3
SLOW_JOBS ?= 2
PYTHON ?=
SAMPLE_HOME ?= .groundswell-sample
BENCHES ?= import_speed first_look kill pages
DATA ?=

BIN := $(VENV)/bin
PINNED := $(VENV)/.pinned
READY := $(VENV)/.ready
PINS_VENV := .venv-pins
SAMPLE := $(filter-out %/README.md,$(wildcard sample/*))

# A Python will do if it is new enough, can make environments, and its SQLite can search text.
SUITS := import sys, ensurepip, venv, sqlite3; sys.version_info >= (3, 11) or sys.exit(1); \
sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(x)")

# The name of the first Python that will do, as a shell command.
FIND_PYTHON = for one in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	if "$$one" -c '$(SUITS)' 2>/dev/null; then echo "$$one"; exit; fi; done; \
	echo "make: no Python 3.11 or newer found that has venv and an SQLite with FTS5." >&2; \
	echo "make: Install one (Debian: apt install python3 python3-venv; macOS: brew install python)," >&2; \
	echo "make: or name it: make PYTHON=/path/to/python3 …" >&2; exit 1

.PHONY: help run test test-slow check bench bench-waves pins clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

run: $(READY) ## Open the sample wave in the browser; DATA="file …" opens your own files instead
ifeq ($(strip $(DATA)),)
	@# Rows that were set aside (exit code 1) are shown on the page Import.
	@GROUNDSWELL_HOME="$(SAMPLE_HOME)" "$(BIN)/groundswell" import --quick $(SAMPLE) || [ $$? -eq 1 ]
	@GROUNDSWELL_HOME="$(SAMPLE_HOME)" "$(BIN)/groundswell" serve
else
	@# One path may hold spaces as it is; of several, those that do are quoted inside DATA.
	@if [ -e "$$DATA" ]; then set -- "$$DATA"; else eval "set -- $$DATA"; fi; \
	"$(BIN)/groundswell" import --quick "$$@" || [ $$? -eq 1 ]
	@"$(BIN)/groundswell" serve
endif

# Each worker keeps to one core, so that JOBS says how many are used at most: a third of the time they wait.
# The slow ones have browsers and servers beside them.
test: export OMP_NUM_THREADS = 1
test: check ## Set everything up, check the code, and pass the fast tests
	"$(BIN)/pytest" -n $(JOBS) -m "not slow"

test-slow: export OMP_NUM_THREADS = 1
test-slow: $(READY) ## Pass the tests that take longer
	"$(BIN)/pytest" -n $(SLOW_JOBS) -m slow

servers: $(READY) ## Install the real servers that some of the slow tests talk with, into .servers
	"$(BIN)/python" -m tests.servers.install

check: $(READY) ## Check style, types and the layers between the rooms
	"$(BIN)/ruff" check
	"$(BIN)/ruff" format --check
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"

bench: $(READY) ## Measure; BENCHES="kill pages" picks some
	@for one in $(BENCHES); do echo "== bench.$$one"; "$(BIN)/python" -m "bench.$$one" || exit 1; done

bench-waves: $(READY) ## Measure the wave forecasts beside others; DATA=DIR holds cascades/*.parquet
	@test -d "$$DATA/cascades" || { echo 'make: name the data: make bench-waves DATA=DIR' >&2; exit 2; }
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check "scikit-learn>=1.6" "scipy>=1.14"
	"$(BIN)/python" -m bench.waves --data "$$DATA"

pins: ## Take the newest versions of what is needed into constraints.txt
	@test -x "$(PINS_VENV)/bin/uv" || { python="$$($(FIND_PYTHON))" && "$$python" -m venv "$(PINS_VENV)" \
		&& "$(PINS_VENV)/bin/python" -m pip install --quiet uv; }
	"$(PINS_VENV)/bin/uv" pip compile pyproject.toml --extra dev --extra llm --universal --python-version 3.11 \
		--generate-hashes --upgrade --no-header --no-emit-index-url --quiet --output-file constraints.txt

clean: ## Remove what make made: environment, servers, caches, the sample's data folder (never your own)
	rm -rf "$(VENV)" "$(PINS_VENV)" "$(SAMPLE_HOME)" .servers build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PINNED): constraints.txt
	@test -x "$(BIN)/pip" || { python="$$($(FIND_PYTHON))" && "$$python" -m venv "$(VENV)"; }
	@echo "Installing what constraints.txt names into $(VENV)"
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@touch "$@"

$(READY): $(PINNED) pyproject.toml
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch "$@"
