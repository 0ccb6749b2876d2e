# Communique. `make` lists the goals. Python 3.11 or newer and make are all that they need.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh
PY := .venv/bin/python
COMMUNIQUE := .venv/bin/communique
CASSETTES := fixtures/cassettes
EMBEDDED := qwen2.5-coder-1.5b
READERS := strong-reader --base-url http://desk/v1
PURE := $(addprefix tests/,schemas document normalize language entities ask verify assemble evaluate limits settings \
	output/tables output/show output/compare pipeline)
unexport PYTHONPATH

# $(call flag,NAME,--name) is --name "value" if NAME was given on make's command line, and nothing otherwise: a variable
# of the environment is no argument. $(call switch,NAME,--name) is --name unless NAME is empty, 0 or no.
given = $(filter command,$(firstword $(origin $(1))))
flag = $(if $(call given,$(1)),$(2) "$$$(1)")
switch = $(if $(call given,$(1)),$(if $(filter-out 0 no,$($(1))),$(2)))
taking = $(call flag,INCLUDE,--include) $(call flag,EXCLUDE,--exclude) $(call flag,MAP,--map) \
	$(call flag,STUBS,--stubs) $(call flag,LIMIT,--limit)
asking = $(call flag,MODEL,--model) $(call flag,BASE_URL,--base-url) $(call flag,PLAN,--plan) $(call flag,VERIFY,--verify) $(call flag,CODEBOOK,--codebook) \
	$(call flag,WEIGHTS,--weights) $(call flag,ANALYZER,--analyzer) $(call flag,CONCURRENCY,--concurrency) $(call flag,TIMEOUT,--timeout) \
	$(call flag,RPM,--rpm) $(call flag,TPM,--tpm) $(call flag,BUDGET,--budget) \
	$(call flag,MAX_TOKENS,--max-tokens) $(call flag,REPLAY,--replay) $(call flag,RECORD,--record) \
	$(call flag,CONFIG,--config) $(call switch,QUIET,--quiet) $(call switch,JSON,--json)
cluster = $(call flag,ENGINE,--engine) $(call flag,SHARDS,--shards) $(call flag,RAY_ADDRESS,--ray-address)
analysing = $(call flag,WORKERS,--workers) $(call flag,ARTICLE_TIMEOUT,--article-timeout)
batches = $(call flag,VIA,--via) $(call flag,POLL,--poll) $(call flag,BATCH_REQUESTS,--batch-requests)

##@ Use

.PHONY: extract
extract: need-INPUT .venv/.ready ## Extract the records of articles: INPUT=... [OUT=] [COLLECTION=] [REPLACE=1] [INCLUDE=] [EXCLUDE=] [MAP=] [STUBS=skip] [LIMIT=] [DUPLICATES=] [MODEL=] [BASE_URL=] [PLAN=] [VERIFY=] [CODEBOOK=] [REPLAY=] [VIA=batch] [ENGINE=ray] [JSON=1] [QUIET=1]
	@$(COMMUNIQUE) $(if $(call given,COLLECTION),add $(call flag,COLLECTION,--to),run) $(call flag,OUT,--out) $(call switch,REPLACE,--replace) $(call flag,FAIL_OVER,--fail-over) $(call flag,LOG,--log) \
		$(taking) $(call flag,DUPLICATES,--duplicates) $(batches) $(cluster) $(analysing) $(asking) -- "$$INPUT"

.PHONY: eval
eval: need-GOLD .venv/.ready ## Measure precision, recall and F1 against a gold file: GOLD=... [OUT=] [DETAILS=1] and the options of extract
	@$(COMMUNIQUE) eval $(call flag,OUT,--out) $(call switch,DETAILS,--details) $(asking) -- "$$GOLD"

.PHONY: install
install: .venv/.ready ## Install the command .venv/bin/communique; other goals do this too

.PHONY: fetch
fetch: .venv/.ready ## Download the weights of the embedded model (1.1 GB) and of the analyzer (9 MB), for later use without a network
	@$(COMMUNIQUE) fetch

##@ Work on it

.PHONY: test-fast
test-fast: .venv/.ready-dev ## Run the tests of the pure core: no server, no browser: [ARGS="-k name"]
	@$(PY) -m pytest -o addopts="-q --strict-markers --disable-socket --allow-unix-socket" -m "not slow" $(PURE) $(ARGS)

.PHONY: test
test: .venv/.ready-dev ## Run the tests but the slow ones: [ARGS="-k name"]
	@$(PY) -m pytest -m "not slow" $(ARGS)

.PHONY: test-all
test-all: .venv/.ready-dev ## Run all tests, with kills, Ray, large inputs and the installation, and fuzz: [ARGS="-k name"] [SECONDS=]
	@$(MAKE) .venv/.ready-ftm || echo "followthemoney cannot be built here: its test is skipped" >&2
	@$(PY) -m pytest -rs $(ARGS)
	@$(PY) -m tests.fuzz $(call flag,SECONDS,--seconds)

.PHONY: fuzz
fuzz: .venv/.ready-dev ## Test the properties on new inputs for two minutes, or longer: [SECONDS=3600] [ARGS="--only readers"]
	@$(PY) -m tests.fuzz $(call flag,SECONDS,--seconds) $(ARGS)

.PHONY: check
check: lint format-check types contracts test ## Run all checks of a commit

.PHONY: lint
lint: .venv/.ready-dev ## Lint
	@$(PY) -m ruff check .

.PHONY: format
format: .venv/.ready-dev ## Format the code and fix what the linter can fix
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

.PHONY: format-check
format-check: .venv/.ready-dev
	@$(PY) -m ruff format --check .

.PHONY: types
types: .venv/.ready-dev ## Check types, strictly
	@$(PY) -m mypy

.PHONY: contracts
contracts: .venv/.ready-dev ## Check the import contracts
	@.venv/bin/lint-imports --no-logo

.PHONY: docs
docs: .venv/.ready-dev ## Build the documentation into site/, strictly, and check its links
	@$(PY) -m sphinx -q -W --keep-going -b html -c docs . site
	@$(PY) tools/check_site.py site

.PHONY: record
record: .venv/.ready-dev ## Record the cassettes of the plan of choices again, with the embedded model, and those of faults
	@rm -rf runs/record-choices $(CASSETTES)/choices
	@$(COMMUNIQUE) run fixtures/articles --model $(EMBEDDED) --record $(CASSETTES) --out runs/record-choices
	@cp runs/record-choices/extractions.jsonl fixtures/extractions/choices.jsonl
	@$(PY) -m tests.support.record_faults

.PHONY: record-desk
record-desk: need-DESK .venv/.ready-dev ## Record the cassettes of the document plan again, from what readers wrote: DESK=folder
	@$(PY) -m benchmarks.desk.record "$$DESK"

.PHONY: approve
approve: .venv/.ready ## Update fixtures/extractions/ from the recorded answers; review the difference
	@rm -rf runs/approve-choices runs/approve-document
	@$(COMMUNIQUE) run fixtures/articles --model $(EMBEDDED) --replay $(CASSETTES) --out runs/approve-choices --quiet
	@$(COMMUNIQUE) run fixtures/articles fixtures/articles_document --model $(READERS) --replay $(CASSETTES) --out runs/approve-document --quiet
	@for plan in choices document; do cp runs/approve-$$plan/extractions.jsonl fixtures/extractions/$$plan.jsonl || exit; done

.PHONY: bench
bench: .venv/.ready .venv-peer/.ready ## Measure accuracy and speed beside LangExtract and instructor: [GOLD=] [ARGS="--limit 6 --desk FOLDER"]
	@$(PY) -m benchmarks.accuracy $(if $(call given,GOLD),"$$GOLD") --peer .venv-peer/bin/python $(ARGS)

.PHONY: probe
probe: .venv/.ready ## Edit the fixture articles, and check that the output follows: [ARGS="--model NAME --seed N"]
	@$(PY) -m benchmarks.probe $(ARGS)

.PHONY: bench-report
bench-report: .venv/.ready-dev ## Measure the report of 2,000 articles in Chromium: [ARGS="--articles 500"]
	@$(PY) -m benchmarks.report $(ARGS)

.PHONY: bench-batch
bench-batch: .venv/.ready-dev ## Measure runs of many articles on a scripted server
	@$(PY) -m benchmarks.batch.efficiency
	@$(PY) -m benchmarks.batch.ledger
	@$(PY) -m benchmarks.batch.kills
	@$(PY) -m benchmarks.batch.interrupts
	@$(PY) -m benchmarks.batch.memory

.PHONY: bench-quotes
bench-quotes: .venv/.ready-dev ## Count altered and re-typeset quotes that are located in articles: INPUT=... [ARGS="--count 5000"]
	@$(PY) -m benchmarks.quotes $(ARGS) $(if $(call given,INPUT),"$$INPUT")

.PHONY: bench-core
bench-core: .venv/.ready-dev ## Measure the core without a model: speed, growth with the length of a text, hostile texts: [ARGS="--keep"]
	@$(PY) -m benchmarks.core $(ARGS)

.PHONY: bench-long
bench-long: .venv/.ready-dev ## Measure articles of up to 60,000 words in the document plan, with a scripted model
	@$(PY) -m benchmarks.long_text

.PHONY: bench-duplicates
bench-duplicates: .venv/.ready-dev ## Measure which copies of articles are detected: INPUT=... [ARGS="--scale 100000"]
	@$(PY) -m benchmarks.duplicates $(ARGS) $(if $(call given,INPUT),"$$INPUT")

.PHONY: lock
lock: .venv-uv/.ready ## Lock all dependencies at their newest allowed versions
	@$(compile) pyproject.toml --extra embedded --group build -o requirements/run.txt
	@$(compile) pyproject.toml --extra embedded --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(compile) --group ftm-validate -c requirements/dev.txt -o requirements/ftm.txt

.PHONY: clean
clean: ## Remove the environments and all caches, but no runs
	@rm -rf .venv .venv-peer .venv-uv site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find extract schemas prompts tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile
	@printf '\nThe first call makes .venv. To begin with:\n  make extract INPUT=fixtures/articles/arms-deal.txt\n  $(COMMUNIQUE) --help\n'

# -- the environment

# The first Python that is new enough and can make environments, or that of PYTHON=...
find-python = for python in "$${PYTHON:-python3.13}" python3.13 python3.12 python3.11 python3; do \
		"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "There is no Python 3.11 or newer with venv here. Install one (on Debian: python3 and python3-venv)," >&2; \
		echo "or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi

.venv/.ready: requirements/run.txt pyproject.toml
	@$(find-python); "$$python" tools/environment.py requirements/run.txt $@

.venv/.ready-dev: requirements/dev.txt .venv/.ready
	@$(PY) tools/environment.py requirements/dev.txt $@
	@$(COMMUNIQUE) fetch en_core_web_sm --quiet > /dev/null

# The validator of FollowTheMoney needs PyICU, which is built from source: test-all alone installs it, if it can.
.venv/.ready-ftm: requirements/ftm.txt .venv/.ready-dev
	@$(PY) tools/environment.py requirements/ftm.txt $@

compile = .venv-uv/bin/uv pip compile -q --upgrade --universal --generate-hashes --python-version 3.11 --no-header \
	--system-certs

.venv-uv/.ready: Makefile
	@$(find-python); "$$python" -m venv .venv-uv
	@.venv-uv/bin/python -m pip install -q uv
	@touch $@

# The peer has its own environment, so that its dependencies and ours do not constrain each other.
.venv-peer/.ready: Makefile
	@$(find-python); "$$python" -m venv .venv-peer
	@.venv-peer/bin/python -m pip install -q "langextract[openai]==1.7.1"
	@touch $@

.PHONY: need-INPUT
need-INPUT:
	@$(if $(call given,INPUT),:,printf '%s\n' \
		'make extract needs INPUT: a file with an article, a table of articles, or a folder of them. For instance:' \
		'  make extract INPUT=fixtures/articles/arms-deal.txt' >&2; exit 2)

.PHONY: need-DESK
need-DESK:
	@$(if $(call given,DESK),:,printf '%s\n' \
		'make record-desk needs DESK: the folder in which readers write answers. For instance:' \
		'  make record-desk DESK=desk' >&2; exit 2)

.PHONY: need-GOLD
need-GOLD:
	@$(if $(call given,GOLD),:,printf '%s\n' \
		'make eval needs GOLD: a JSONL of articles with their true records. For instance:' \
		'  make eval GOLD=fixtures/gold.jsonl' >&2; exit 2)
