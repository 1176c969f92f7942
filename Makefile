# The four commands of the house: demo, test, check, bench. ROOM=name narrows the last three.
PYTHON ?= python3.11
UV := .venv/bin/uv
RUN := .venv/bin
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export UV_PYTHON_DOWNLOADS := never
# A test run starts hundreds of Python processes: the first keeps its bytecode for the others, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

ROOM ?=
TESTS := $(if $(ROOM),tests/$(ROOM),tests)
SERVICES ?=
WHICH := $(if $(SERVICES),,--without-services)

.PHONY: demo test check bench install
.DEFAULT_GOAL := demo

$(UV):
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/.runtime: $(UV) uv.lock pyproject.toml
	$(UV) sync --frozen --no-dev --inexact --quiet
	@touch $@

.venv/.dev: $(UV) uv.lock pyproject.toml
	$(UV) sync --frozen --inexact --all-extras --quiet
	@touch $@ .venv/.runtime

install: .venv/.dev

demo: .venv/.runtime
	$(RUN)/daybook demo $(ARGS)

# Three for two cores: half of a run waits, for processes that are started and killed. Each takes whole modules in turn.
test: .venv/.dev
	$(RUN)/pytest $(TESTS) -n 3 --dist worksteal --durations 15 $(WHICH) $(ARGS)

check: .venv/.dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/daybook check --fail-level WARNING
	$(RUN)/daybook makemigrations --check --dry-run
	$(RUN)/daybook web templates

bench: .venv/.dev
	$(RUN)/python -m bench $(ROOM) $(ARGS)
