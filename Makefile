# Two commands: `make run` installs and starts Dateline, `make test` installs and runs every test.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -q --disable-pip-version-check
PINS := --constraint packaging/constraints.txt
SOURCES := pyproject.toml packaging/constraints.txt packaging/build_hook.py packaging/derive.py packaging/basemap.py packaging/disputed.py packaging/region_names.py geodata/gazetteer/data/disputed.tsv geodata/gazetteer/data/former_regions.tsv geodata/gazetteer/data/admin1.tsv assets/package-lock.json
# Chromium's sandbox refuses to start as root; nobody else goes without it.
ROOT_ONLY := $(shell [ "$$(id -u)" = 0 ] && echo QTWEBENGINE_DISABLE_SANDBOX=1)

.PHONY: run test soak bench picture clean

run: $(VENV)/run.stamp
	@$(PY) -m geodata gazetteer build --if-missing
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(ROOT_ONLY) $(PY) -m desktop; \
	else \
		echo "No display here: doing the same work offscreen; the picture of the window will be build/dateline.png"; \
		mkdir -p build; \
		$(ROOT_ONLY) QT_QPA_PLATFORM=offscreen $(PY) -m desktop --picture build/dateline.png; \
	fi

test: $(VENV)/test.stamp
	@$(ROOT_ONLY) QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m "not soak and not network"

soak: $(VENV)/test.stamp
	@$(ROOT_ONLY) QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m soak

bench: $(VENV)/test.stamp
	@$(ROOT_ONLY) QT_QPA_PLATFORM=offscreen $(PY) tests/quality/bench.py

$(VENV)/run.stamp: $(SOURCES)
	@[ -n "$(PYTHON)" ] || { echo "Dateline needs Python 3.11 or newer." >&2; exit 1; }
	@sh packaging/system_packages.sh "$(PYTHON)"
	@[ -x $(PY) ] || "$(PYTHON)" -m venv $(VENV)
	@echo "Installing Dateline and what it needs into $(VENV) (some minutes the first time)"
	@$(PIP) $(PINS) pip
	@$(PIP) $(PINS) --build-constraint packaging/constraints.txt --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	@echo "Installing what the tests need"
	@$(PIP) $(PINS) --build-constraint packaging/constraints.txt --editable '.[test]'
	@touch $@

clean:
	rm -rf build dist $(VENV)
