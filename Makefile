# `make help` lists what can be made. Each target makes the environment that it needs first.

# The first of these that is Python 3.11; another one is named with `make report PYTHON=/its/path`.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)
UV_VERSION = 0.13.9

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help report test test-slow test-all check-site bench reproducible simulate lab git check-lab pictures docs reference lock upgrade clean

# What lies on a reader's own Python path must not come before what the lock names.
unexport PYTHONPATH PYTHONHOME

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

# As many test modules at a time as there are processors, by name: those with few tests take as
# long as others, and would all come last.
SIDE_BY_SIDE = -n auto --dist loadfile --no-loadscope-reorder

report: .venv/ready ## build the report as an HTML book
	.venv/bin/report build

test: .venv/ready ## run the tests, except the slow ones
	.venv/bin/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE)

test-slow: .venv/ready ## run the slow tests only (they build whole books)
	.venv/bin/python -m pytest -q -m slow $(SIDE_BY_SIDE)
	@cat .pytest_cache/planted-faults.txt

test-all: test test-slow ## run all tests

check-site: .venv-check/ready .venv/ready ## look at every page of the edition with a browser
	scripts/install_browser.sh
	.venv/bin/report export
	.venv-check/bin/python tests/check_site.py

bench: .venv/ready ## time a build beside the stock way of building the same notebooks
	.venv/bin/python tests/bench.py
	.venv/bin/python tests/bench_editions.py

reproducible: .venv/ready ## export twice under other circumstances and compare every byte
	.venv/bin/python tests/reproducible.py

simulate: .venv/ready ## simulate errors of tests and coverage of intervals (about seven minutes)
	OMP_NUM_THREADS=1 .venv/bin/python tests/simulate.py

lab: .venv-lab/ready git ## write: open JupyterLab on the notebooks
	.venv-lab/bin/jupyter lab --config=scripts/lab/jupyter_server_config.py

git: ## tell git how notebooks are compared, merged and committed
	@scripts/set_up_git.sh

check-lab: .venv-lab/ready .venv-check/ready ## write a sentence in JupyterLab with a browser, as an author does
	scripts/install_browser.sh
	.venv-check/bin/python tests/lab_journey.py

pictures: .venv-lab/ready .venv-check/ready report ## make the pictures of the documentation again
	scripts/install_browser.sh
	.venv-check/bin/python scripts/make_pictures.py

docs: .venv/ready ## build the documentation as a book of its own
	.venv/bin/jupyter-book build docs -W -n --keep-going -q
	@echo "The documentation is at docs/_build/html/index.html"

reference: .venv/ready ## write the pages of the documentation that come from the programs
	.venv/bin/python scripts/make_reference.py

lock: .venv-lock/ready ## make the locks again after pyproject.toml was changed
	.venv-lock/bin/python scripts/lock.py

upgrade: .venv-lock/ready ## make the locks again with the newest releases that fit
	.venv-lock/bin/python scripts/lock.py --upgrade

clean: ## remove what builds and tests made (the book too); the environments stay
	rm -rf book/_build docs/_build notebooks/figures .pytest_cache .hypothesis .ruff_cache
	find . -name '.venv*' -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) \
		-type d -prune -exec rm -rf {} +

# --- Environments -------------------------------------------------------------------------------
# `installed` says that all packages of the lock are in, and in which folder; `ready` that the
# project itself is in as well. Each is written last, so an environment that was interrupted while
# it was made has no mark and is made again from nothing, as it is when the lock changes.

define python_is_there
@test -n "$(PYTHON)" || { \
	echo "Python 3.11 is needed, and none of python3.11, python3 and python is it" \
		"(python3 is: $$(python3 --version 2>&1 | tail -n 1))."; \
	echo "Install Python 3.11, or say where it is: make report PYTHON=/path/to/python3.11"; \
	exit 1; } >&2
@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	echo "Python 3.11 is needed, and $(PYTHON) is not it."; \
	exit 1; } >&2
@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	echo "$(PYTHON) cannot make environments: its modules venv and ensurepip are missing."; \
	echo "On Debian and Ubuntu the package python3.11-venv has them."; \
	exit 1; } >&2
endef

define make_environment
$(python_is_there)
@echo "Making $(1). The first time this takes a minute or more: packages are fetched and checked."
@rm -rf $(1)
@"$(PYTHON)" -m venv $(1)
endef

# Ready-made packages only: building one would fetch and run what no hash in the lock covers.
define install_lock
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check \
	--only-binary=:all: --require-hashes -r $(2) || { \
	echo "Not all packages of $(2) could be installed; pip says why above. This needs a network." >&2; \
	exit 1; }
@pwd -P > $(1)/installed
endef

define install_project
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check \
	--no-deps --no-build-isolation --no-index -e .
@touch $(1)/ready
endef

.venv/installed: requirements.lock
	$(call make_environment,.venv)
	$(call install_lock,.venv,requirements.lock)

.venv-lab/installed: requirements-lab.lock
	$(call make_environment,.venv-lab)
	$(call install_lock,.venv-lab,requirements-lab.lock)

.venv-check/installed: requirements-check.lock
	$(call make_environment,.venv-check)
	$(call install_lock,.venv-check,requirements-check.lock)

.venv/ready: .venv/installed pyproject.toml
	$(call install_project,.venv)

.venv-lab/ready: .venv-lab/installed pyproject.toml
	$(call install_project,.venv-lab)

.venv-check/ready: .venv-check/installed pyproject.toml
	$(call install_project,.venv-check)

.venv-lock/ready: Makefile
	$(call make_environment,.venv-lock)
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# An environment knows its own place by heart: in a folder that was moved or copied, or whose
# Python has gone, it no longer works and is made again.
here := $(shell pwd -P)
made_here = $(shell test -x $(1)/bin/python && cat $(1)/installed 2>/dev/null)
ifneq ($(call made_here,.venv),$(here))
.PHONY: .venv/installed
endif
ifneq ($(call made_here,.venv-lab),$(here))
.PHONY: .venv-lab/installed
endif
ifneq ($(call made_here,.venv-check),$(here))
.PHONY: .venv-check/installed
endif
