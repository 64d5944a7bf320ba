# Two commands do everything, set-up included: `make run` and `make test`. Without make: python scripts/setup.py run | test | quick | check

SETUP = python3 scripts/setup.py

.PHONY: help run test quick check format clean python

help:
	@echo "make run      set up and open the window"
	@echo "make test     set up and run every test          (make test ARGS='-k memory')"
	@echo "make quick    the tests without models, devices and network, in about a minute"
	@echo "make check    lint, formatting, types and QML"
	@echo "make format   bring the code into its form"
	@echo "make clean    remove what set-up made here; models and conversations stay"

run: python
	@$(SETUP) run $(ARGS)

test: python
	@$(SETUP) test $(ARGS)

quick: python
	@$(SETUP) quick $(ARGS)

check: python
	@$(SETUP) check

format: python
	@$(SETUP) && .venv/bin/python scripts/format

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache *.egg-info

# The barest Debian has no Python yet.
python:
	@command -v python3 >/dev/null || { \
	  echo "• Python: apt-get installs it"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 >/dev/null; }
