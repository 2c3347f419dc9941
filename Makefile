# Needs make and Python >= 3.11; everything else goes into .venv.
# PYTHON=/path/to/python3.12 chooses another interpreter, PYTEST_ARGS="-k trees" runs a part of the tests.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BROWSER := $(VENV)/.browser
PYTHON ?=
PYTEST_WORKERS ?= 2
PYTEST_ARGS ?=
LOCK_ARGS ?=

# Sets $$python to the first interpreter that is new enough.
define find_python
python=''; \
for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python); do \
  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo 'kb_builder needs Python 3.11 or newer$(if $(PYTHON),: $(PYTHON) is not one,, and found none on the PATH).' >&2; \
  echo 'Install it, or name it: make PYTHON=/path/to/python3.12 …' >&2; exit 1; \
fi
endef

.PHONY: help
help: ## Say what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(INSTALLED) ## Make .venv with the locked dependencies and the command kb

$(INSTALLED): requirements.lock pyproject.toml
	@$(find_python); \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing $$package, which this Python lacks"; \
	    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$$package"; } >/dev/null || exit 1; \
	  else \
	    echo "This Python can't make virtual environments. Install its package, on Debian: sudo apt install $$package" >&2; \
	    exit 1; \
	  fi; \
	fi; \
	echo "Making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/kb schema --quiet
	@touch $@

.PHONY: site
site: setup ## Build the demo site into site/
	@$(BIN)/kb build

.PHONY: serve
serve: setup ## Build the demo site, serve it, reload the browser on a change
	@$(BIN)/kb serve

.PHONY: test
test: setup $(BROWSER) gettext ## Run every check and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) $(PYTEST_ARGS)

# Where no browser can be had, the browser tests say so themselves; with CI=true this is a failure.
$(BROWSER): $(INSTALLED) tests/browser/chromium.py tests/publishing/nginx.py
	@$(BIN)/python -m tests.browser.chromium --install
	@$(BIN)/python -m tests.publishing.nginx --install
	@touch $@

# The tests of incremental builds with 300 random edits and 50 kills.
# Where they can't be had, the tests that need them say so themselves; with CI=true this is a failure.
.PHONY: gettext
gettext:
	@if ! command -v msgmerge >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'Installing gettext'; { apt-get update -qq && apt-get install -y -qq --no-install-recommends gettext; } >/dev/null || true; \
	fi

.PHONY: soak
soak: setup ## Edit, kill and damage builds for an hour
	KB_SOAK=1 $(BIN)/python -m pytest -n $(PYTEST_WORKERS) tests/building $(PYTEST_ARGS)

.PHONY: bench
bench: setup ## Measure 1,000, 4,000 and 10,000 articles, and edits in the browser
	@$(BIN)/python -m tests.bench

.PHONY: screenshots
screenshots: setup $(BROWSER) ## Take the pictures of the README again
	@$(BIN)/python -m tests.screenshots

.PHONY: fmt
fmt: setup ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# uv comes into an environment that is thrown away. LOCK_ARGS=--upgrade takes the newest versions.
.PHONY: lock
lock: ## Write requirements.lock again from pyproject.toml
	@$(find_python); \
	tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	"$$python" -m venv "$$tools" && "$$tools/bin/pip" install --quiet --disable-pip-version-check uv && \
	"$$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-emit-index-url --custom-compile-command 'make lock' $(LOCK_ARGS) --output-file requirements.lock pyproject.toml

.PHONY: clean
clean: ## Remove all that was built; .venv stays
	rm -rf build site site-agent .kb-cache .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
