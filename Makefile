# One list of commands. `make help` prints it; docs and .ci/run call nothing else.
#
#   PYTHON=python3.12   the interpreter that .venv is made from
#   COUNTY=townships/…  the county that `make audit` audits
#   JOBS=2              audits or test workers at once
#   ARGS='-k memo'      more arguments for pytest
#   FUZZ_CASES=20000    damaged files that `make fuzz` reads
#   FUZZ_SEED=1         which ones; default: others every time, the number is printed
#   LOCK_ARGS=--upgrade let `make lock` take newer versions; without it pins stay

PYTHON ?= python3
JOBS ?= 2
FUZZ_CASES ?= 20000
FUZZ_SEED ?= $(shell date +%s)
COUNTY ?= townships/青禾县
VENV := .venv
BIN := $(VENV)/bin
KIT := $(BIN)/disclosure-audit

# A stamp says that .venv holds what a lock file names. It lies inside .venv, so it goes with it.
RUNTIME := $(VENV)/.stamp-runtime
DEV := $(VENV)/.stamp-dev
DEBIAN := $(VENV)/.stamp-debian
DEBIAN_PACKAGES := chromium fonts-arphic-uming fonts-liberation fonts-noto-cjk libreoffice-calc \
	libreoffice-writer poppler-utils

PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev audit test fuzz check check-format check-lint check-types check-imports \
	check-docs bench lab lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/  make \1 \2/p' Makefile | \
		awk '{ printf "  make %-8s", $$2; $$1 = $$2 = ""; print }'

# ---------------------------------------------------------------- environment

setup: $(RUNTIME) ## make .venv from the lock file, no more

setup-dev: $(DEV)

# The kit is installed without isolation: its build tools come from the lock, hash-checked like all
# the rest, and nothing unpinned is fetched.
$(RUNTIME): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "需要 Python 3.11 或更高版本，现为：$$($(PYTHON) --version 2>&1)。" \
			"请安装后重试，或指定解释器：make PYTHON=python3.12 setup" >&2; \
		echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version 2>&1)." \
			"Install it, or name one: make PYTHON=python3.12 setup" >&2; \
		exit 1; }
	@echo "正在准备运行环境（约一分钟）… setting up $(VENV), about a minute" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "正在安装测试工具… installing the test tools" >&2
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# Tests look at memos as a person does: a browser, Chinese fonts, PDF tools. They come from the
# system, because a browser that a test tool downloads for itself is not to be had everywhere.
$(DEBIAN): $(RUNTIME)
	@missing=; \
	for name in $(DEBIAN_PACKAGES); do \
		state=$$(dpkg-query -W -f '$${db:Status-Status}' "$$name" 2>/dev/null) || state=; \
		test "$$state" = installed || missing="$$missing $$name"; \
	done; \
	if test -z "$$missing"; then \
		touch $@; \
	elif test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		echo "正在安装系统软件包… installing$$missing" >&2; \
		apt-get -qq update && \
		DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $$missing \
			>/dev/null && \
		touch $@; \
	elif command -v chromium >/dev/null || command -v google-chrome >/dev/null; then \
		touch $@; \
	else \
		echo "部分测试需要：apt-get install$$missing（请由管理员安装）" >&2; \
		echo "Some tests want Chromium, Noto CJK fonts and poppler. On Debian or Ubuntu, as root:" \
			"apt-get install$$missing" >&2; \
	fi

# ---------------------------------------------------------------- the main job

# One process a township, $(JOBS) at once. What a run prints is kept and shown in one piece, so two
# runs never share a line. No memo at all is a failure too: an empty county was not audited.
audit: $(RUNTIME) ## audit every year folder of the sample county, memos beside the reports
	@done=$$(mktemp) && trap 'rm -f "$$done"' EXIT && export done && status=0 && \
	find $(COUNTY) -mindepth 2 -maxdepth 2 -type d -print0 | LC_ALL=C sort -z | \
	xargs -0 -r -n 1 -P $(JOBS) sh -c ' \
		said=$$($(KIT) audit "$$1" 2>&1); code=$$?; \
		if test $$code = 0; then \
			echo "$$1" >>"$$done"; printf "%s\n" "$$said"; \
		else \
			printf "%s\n✗ %s (%s)\n" "$$said" "$$1" "$$code"; \
		fi; \
		test $$code = 0' audit || status=1; \
	test -s "$$done" || status=1; \
	echo "备忘录 $$(($$(wc -l <"$$done"))) 份。 $$(($$(wc -l <"$$done"))) memos written."; \
	exit $$status

lab: $(RUNTIME) ## JupyterLab on this machine alone, with the notebook open
	@root=; test "$$(id -u)" != 0 || root=--allow-root; \
	exec $(BIN)/jupyter lab --ServerApp.ip=127.0.0.1 $$root \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url= \
		--LabApp.extension_manager=readonly notebooks/township_audit.ipynb

# ---------------------------------------------------------------- for developers

test: $(DEV) $(DEBIAN) ## every test
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

# `make test` holds the same tests with 1,000 files, the same ones every time.
fuzz: $(DEV) ## read FUZZ_CASES damaged files of every format
	@echo "FUZZ_SEED=$(FUZZ_SEED) FUZZ_CASES=$(FUZZ_CASES)"; \
	FUZZ_SEED=$(FUZZ_SEED) FUZZ_CASES=$(FUZZ_CASES) \
		$(BIN)/python -m pytest tests/fuzz -n 0 -q $(ARGS)

check: check-format check-lint check-types check-imports check-docs ## format, lint, types, import rules, docs; edits nothing

check-format: $(DEV)
	@$(BIN)/ruff format --check .

check-lint: $(DEV)
	@$(BIN)/ruff check .

check-types: $(DEV)
	@$(BIN)/mypy

check-imports: $(DEV)
	@$(BIN)/lint-imports

check-docs: $(DEV)
	@$(BIN)/python -m disclosure_audit.checks.reference --check docs

bench: $(DEV) $(DEBIAN) ## accuracy, repairs and power into docs/ (half an hour), then speed, ratios last
	@$(BIN)/python bench/accuracy.py --reports 44 --converted 8 --write docs/accuracy.md
	@$(BIN)/python bench/accuracy.py --scans --reports 8 --write docs/accuracy.md
	@$(BIN)/python bench/repairs.py --write docs/repairs.md
	@$(BIN)/python bench/power.py --write docs/method.md
	@$(BIN)/python bench/startup.py
	@$(BIN)/python bench/reading_speed.py
	@$(BIN)/python bench/relations.py

# The one target that needs a package index for more than installing. uv resolves for every platform
# and Python at once, which pip cannot; it lives in a folder thrown away afterwards.
lock: ## make both lock files anew from pyproject.toml
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && \
	"$$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv && \
	compile="$$tools/bin/uv pip compile pyproject.toml --quiet --no-config --universal \
		--python-version 3.11 --generate-hashes --no-annotate $(LOCK_ARGS)" && \
	$$compile --custom-compile-command 'make lock' --group build -o requirements.lock && \
	$$compile --custom-compile-command 'make lock' --group build --group dev \
		--constraints requirements.lock -o requirements-dev.lock

clean: ## remove caches and build output; memos and .venv stay
	@rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find lib tests bench -type d -name __pycache__ -prune -exec rm -rf {} +
