# Two commands: `make brief` (the main job on the bundled dispatch) and `make test`.
# Both make their own environment in .venv from the committed locks and need only Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
# A lock names every package there is to be, so nothing is left to resolve.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
# Compiled modules are kept, or every command that a test starts compiles four hundred of them anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: brief test explore check bench docs wheel lock clean

brief: $(VENV)/run.done
	$(BIN)/accord brief examples/dispatch.txt -o $(OUT)

test: $(VENV)/dev.done
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

explore: $(VENV)/dev.done
	ACCORD_EXAMPLES=1 ACCORD_DOCUMENTS=1000 $(BIN)/python -m pytest -q -n 2 --dist worksteal --hypothesis-profile explore

check: $(VENV)/dev.done
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.done
	$(BIN)/python -m benchmarks

docs: $(VENV)/dev.done
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict --site-dir $(OUT)-site

wheel: $(BIN)/python
	$(INSTALL) --require-hashes -r requirements.lock
	SOURCE_DATE_EPOCH=1767225600 $(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	cd dist && sha256sum *.whl > SHA256SUMS

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra html --extra calendar pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --all-extras --group dev -c requirements.lock pyproject.toml requirements-build.in -o requirements-dev.lock

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Accord needs Python 3.11 or newer")'
	$(PYTHON) -m venv --upgrade-deps $(VENV)

$(VENV)/run.done: $(BIN)/python requirements.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation -e .
	touch $@

# The second lock holds all of the first; of its gigabyte few modules are asked for, and those are compiled when they are.
$(VENV)/dev.done: $(BIN)/python requirements-dev.lock pyproject.toml
	$(INSTALL) --no-compile --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-build-isolation -e .
	touch $(VENV)/run.done $@

clean:
	rm -rf $(VENV) $(OUT)
