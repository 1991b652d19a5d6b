# Commands for working on and trying the Alliance CMS.
# Needed: GNU make, a POSIX shell and Python 3.11 or newer. Everything else goes into .venv.

PYTHON ?= python3
PORT ?= 8000
# The address that `make serve` listens on.
HOST ?= 127.0.0.1
# Database, uploaded files and collected static files of `make demo` and `make dev`.
DATA_DIR ?= $(CURDIR)/var
BENCH_SIZE ?= 10000
ARTICLES ?= 1000
BENCH_LARGE ?= 100000
export PORT DATA_DIR
# Each of the many processes of a test run would compile all sources anew.
unexport PYTHONDONTWRITEBYTECODE

VENV_PYTHON = .venv/bin/python
MANAGE = $(VENV_PYTHON) manage.py
PYTEST = $(VENV_PYTHON) -m pytest -n auto
RANDOM_SEED = $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
SETTINGS = cms.settings.demo
SERVED_DATABASE = $(or $(DATABASE_URL),sqlite:///$(DATA_DIR)/db.sqlite3)
# Production has no default for it.
LOCAL = BASE_URL="$(or $(BASE_URL),http://localhost:$(PORT))"
WITH_SETTINGS = DJANGO_SETTINGS_MODULE=$(SETTINGS) DATABASE_URL="$(SERVED_DATABASE)"
UV = $(VENV_PYTHON) -m uv
COMPILE = $(UV) pip compile pyproject.toml --extra server --extra postgres \
	--universal --python-version 3.11 --generate-hashes --no-header
PIP = $(VENV_PYTHON) -m pip --quiet --disable-pip-version-check --retries 2
# A .venv that uv has made holds neither pip nor uv.
GET_UV = $(PIP) --version >/dev/null 2>&1 || $(VENV_PYTHON) -m ensurepip >/dev/null; \
	$(UV) --version >/dev/null 2>&1 || { \
	sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.lock > .venv/uv.txt; \
	$(PIP) install --require-hashes --no-deps -r .venv/uv.txt; }

# Empty when .venv is missing, broken, or was made by a Python that has gone.
IS_INSTALLED := $(shell $(VENV_PYTHON) -c 'import sys, django; print("yes" if sys.version_info >= (3, 11) else "")' 2>/dev/null)

# The checks before an installation need nothing but a Python.
ANY_PYTHON = $(if $(IS_INSTALLED),$(VENV_PYTHON),$(PYTHON))
CLIENT = clients/typescript
FRONTEND = examples/frontend
FRONTEND_PORT ?= 4321
STATIC_SOURCES = participants/static alliance_pages/static cms/static

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo load-demo frontend dev serve test test-all coverage bench lint lock structure api-snapshot client messages clean check-python check-port check-production static FORCE

help: ## list the commands
	@echo "make COMMAND [PORT=8000]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1 \2/p' Makefile | awk '{ name = $$1; $$1 = ""; printf "  %-13s%s\n", name, $$0 }'

demo: check-port load-demo static ## install, load the demonstration content, serve it (Ctrl-C stops)
# "set -m" gives the server the terminal's foreground: Ctrl-C then reaches the server alone, and
# make ends with the server's status 0 where it would otherwise report an interruption.
	@set -m 2>/dev/null; $(LOCAL) DJANGO_SETTINGS_MODULE=cms.settings.demo $(VENV_PYTHON) -m cms.demo.server

load-demo: .venv/.product ## all of demo but serving
	@$(LOCAL) DJANGO_SETTINGS_MODULE=cms.settings.demo $(MANAGE) load_demo --migrate --port $(PORT)

frontend: check-port load-demo static $(FRONTEND)/dist ## serve the demonstration and a site on its API at port 4321 (needs npm; Ctrl-C stops both)
	@"$(ANY_PYTHON)" -m cms.demo.ports "$(FRONTEND_PORT)"
	@set -m 2>/dev/null; $(LOCAL) DJANGO_SETTINGS_MODULE=cms.settings.demo DELIVERY_ALLOW_PRIVATE_TARGETS=true \
		FRONTEND_PREVIEW_URL=http://localhost:$(FRONTEND_PORT)/preview/ \
		FRONTEND_PORT=$(FRONTEND_PORT) $(VENV_PYTHON) -m cms.demo.frontend

dev: check-port .venv/.installed load-demo ## serve with debug pages, and reload when a file changes
	@$(LOCAL) DJANGO_SETTINGS_MODULE=cms.settings.dev $(MANAGE) runserver $(PORT)

test: .venv/.installed ## run the quick tests of every room; ARGS="-k name" is passed on to pytest
	$(PYTEST) $(ARGS)

test-all: .venv/.installed ## run all tests but those of the wheel; SEED=random tries other examples
	$(PYTEST) -m 'not packaging' $(if $(SEED),--hypothesis-seed=$(if $(filter random,$(SEED)),$(RANDOM_SEED),$(SEED))) $(ARGS)

# Each process writes a file of its own, which are then added up.
coverage: .venv/.installed ## run the tests of test-all, and list the lines and branches that none reaches
	$(VENV_PYTHON) -m coverage erase
	$(VENV_PYTHON) -m coverage run -m pytest -n auto -m 'not packaging' $(ARGS)
	$(VENV_PYTHON) -m coverage combine --quiet
	$(VENV_PYTHON) -m coverage report

serve: SETTINGS = cms.settings.production
serve: LISTENS_ON = $(HOST)
serve: check-port check-production static ## serve the public with the settings of production
	@set -m 2>/dev/null; $(WITH_SETTINGS) $(VENV_PYTHON) -m cms.server --host $(HOST) --port $(PORT)

# The databases are built once, under $(DATA_DIR)/bench, and kept.
bench: static ## measure what is served, beside controls; BENCH_SIZE=10000 ARTICLES=1000 BENCH_LARGE=100000
	@$(VENV_PYTHON) -m cms.bench --folder "$(DATA_DIR)/bench" \
		--size $(BENCH_SIZE) --articles $(ARTICLES) --large $(BENCH_LARGE)

lint: .venv/.installed ## check style, types, templates, imports between packages, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	find . -path './.venv*' -prune -o -path ./var -prune -o -path ./clients -prune -o -path ./examples -prune -o -name '*.html' -print | xargs .venv/bin/djhtml --check
	.venv/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run

lock: .venv/.installed ## resolve the dependencies of pyproject.toml anew into the locks
	@$(GET_UV)
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev --group browser --constraint requirements.lock -o requirements-dev.lock
	$(UV) pip compile --group readers \
		--universal --python-version 3.11 --generate-hashes --no-header -o tests/packaging/readers.lock

structure: .venv/.installed ## draw the picture of the code in docs/architecture.md anew
	$(VENV_PYTHON) -m docs.structure

api-snapshot: .venv/.installed ## write docs/openapi.json and the client's types anew; refuses what breaks unsaid
	@$(VENV_PYTHON) -m docs.api_examples
	@$(VENV_PYTHON) -m docs.api_snapshot
	@if command -v npm >/dev/null; then cd $(CLIENT) && npm ci --silent && npm run --silent generate; else \
		echo "There is no npm: the types of the TypeScript client are still to be made, by make client where it is."; fi

client: .venv/.installed ## make the types of the TypeScript client anew, compile and test it (needs npm)
	cd $(CLIENT) && npm ci && npm run generate
	$(VENV_PYTHON) -m pytest -m packaging tests/packaging/test_typescript_client.py $(ARGS)

messages: .venv/.installed ## collect and compile the texts for translation (needs gettext)
	$(MANAGE) makemessages --locale fr --no-obsolete --no-wrap --add-location file \
		--ignore '.venv*' --ignore var --ignore build --ignore dist --ignore tests --ignore cms/demo/content --ignore clients --ignore examples
	$(MANAGE) compilemessages --locale fr --ignore '.venv*' --ignore var

clean: ## remove .venv and caches; never var/, which holds content
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache build dist
	rm -rf clients/*/build clients/*/dist clients/*/node_modules
	rm -rf examples/*/.astro examples/*/dist examples/*/node_modules examples/*/public/static examples/*/build.log
	find . -path ./var -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# What the commands above rest on.

check-python:
	@command -v "$(ANY_PYTHON)" >/dev/null || { \
		echo "There is no $(PYTHON): install Python 3.11 or newer, or say where it is: PYTHON=/path/to/python3"; exit 1; }
	@"$(ANY_PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; $(PYTHON) is " + sys.version.split()[0] + ". Name another: PYTHON=python3.12")'

check-port: check-python
	@"$(ANY_PYTHON)" -m cms.demo.ports "$(PORT)" $(LISTENS_ON)

check-production: .venv/.product
	@$(WITH_SETTINGS) $(MANAGE) check --deploy
	@$(WITH_SETTINGS) $(MANAGE) migrate --check >/dev/null || { \
		echo "The database is not up to date. With the same environment, and a backup, run:"; \
		echo "$(if $(DATABASE_URL),,DATABASE_URL=$(SERVED_DATABASE) )DJANGO_SETTINGS_MODULE=$(SETTINGS) $(MANAGE) migrate"; \
		exit 1; }

# Collected again only if a source or an installed package is newer than the last manifest.
static: .venv/.product
	@if find .venv/.product $(STATIC_SOURCES) -newer "$(DATA_DIR)/static/staticfiles.json" 2>&1 | grep -q .; then \
		echo "Collecting static files …"; \
		$(WITH_SETTINGS) $(MANAGE) collectstatic --no-input --verbosity 0; \
	fi

# What it is built of: its sources, the client's, and the style sheets of the site.
$(FRONTEND)/dist: FORCE
	@command -v npm >/dev/null || { echo "There is no npm: install Node.js 20.3 or newer."; exit 1; }
	@echo "Building the frontend …"
	@cd $(FRONTEND) && npm ci --silent && ASTRO_TELEMETRY_DISABLED=1 npm run --silent build >build.log 2>&1 || { cat build.log; exit 1; }

# What runs the product: nothing that only tests need. Tools that are there already may stay.
.venv/.product: requirements.lock $(if $(IS_INSTALLED),,FORCE) | check-python
	@$(VENV_PYTHON) -c 'import django' 2>/dev/null && [ .venv/.installed -nt requirements-dev.lock ] || { \
		rm -f .venv/.installed; $(call install,requirements.lock); }
	@touch $@

# The product and the tools to change it. An existing .venv is kept if it works.
.venv/.installed: requirements-dev.lock $(if $(IS_INSTALLED),,FORCE) | check-python
	@$(call install,requirements-dev.lock)
	@[ .venv/.product -nt requirements.lock ] || touch .venv/.product
	@touch $@

define install
$(VENV_PYTHON) -c 'import os, sys, sysconfig; sys.exit(sys.version_info < (3, 11) or not os.path.isdir(sysconfig.get_path("purelib")))' 2>/dev/null || { \
	echo "Making .venv with $$($(PYTHON) --version) …"; \
	rm -rf .venv && $(PYTHON) -m venv .venv >/dev/null 2>&1 || { \
		echo "$(PYTHON) cannot make an environment in this folder: it needs its module venv (python3-venv on Debian) and the right to write here."; exit 1; }; }; \
echo "Installing what $(1) lists …"; \
{ { { $(GET_UV); } && $(UV) pip sync --quiet --require-hashes --python $(VENV_PYTHON) $(1); } \
	|| $(PIP) install --require-hashes -r $(1); } >.venv/install.log 2>&1 || { \
	echo "The packages cannot be installed; without a connection to a package index that is no wonder. What pip said stands in .venv/install.log."; exit 1; }
endef

FORCE:
