# Two commands matter: `make run` starts everything on this machine, `make test` checks everything.
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# Tests and programs are built alike, and share what is built: no msgpack, which gin would bring and nobody speaks.
export GOFLAGS := $(strip $(GOFLAGS) -tags=nomsgpack)
GO_BUILD := go build -buildvcs=false -ldflags "-X main.version=$(VERSION)"
STEP := scripts/step.sh

# The web parts are built again only when one of their sources is newer than the stamp.
UI_SOURCES := $(shell find web/ui web/pages web/scripts internal/i18n/texts internal/i18n/fmt.json -type f 2>/dev/null) \
	$(wildcard web/*.ts web/*.json)
# Folders too: a file that was taken away changes only them.
GO_SOURCES := go.mod go.sum $(shell find chat cmd/dari faq internal notify tickets web/pages \( -type d -o -type f ! -name '*_test.go' \)) $(wildcard web/*.go)
ifeq ($(wildcard web/dist/console/*),)
UI_FORCE := force
endif
ifeq ($(wildcard web/node_modules/vite),)
DEPS_FORCE := force
endif

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: install-run build ## Start Dari with a demo shop on this machine (DARI_LISTEN chooses the port)
	@exec bin/dari dev

.PHONY: test
test: ## Everything CI runs
	@$(STEP) "What is missing on this machine" scripts/install.sh test
	@$(STEP) "Web: dependencies" $(MAKE) deps
	@$(STEP) "Web: lint and types" npm --prefix web run -s check
	@$(STEP) "Web: unit tests" npm --prefix web run -s test
	@$(STEP) "Web: build" $(MAKE) ui
	@$(STEP) "Web: sizes of the bundles" npm --prefix web run -s sizes
	@$(STEP) "Go: build" $(MAKE) build
	@$(STEP) "Go: format and lint" $(MAKE) lint-go
	@$(STEP) "API: types in TypeScript are those of the document" $(MAKE) api-check
	@$(STEP) "Go: tests with the race detector" go test -race -timeout 30m -p 2 ./...
	@$(STEP) "Go: naughty strings through every operation" $(MAKE) walk
	@$(STEP) "Drills: faults against the real program" $(MAKE) drill
	@$(STEP) "Browser: end to end" $(MAKE) e2e
	@printf '\nAll of make test passed.\n'

.PHONY: build
build: bin/dari ## Build bin/dari with the web parts in it

.PHONY: ui
ui: .cache/ui.stamp ## Build the web parts when their sources changed

.PHONY: deps
deps: .cache/npm.stamp ## Install the web parts' dependencies when the lock file changed

.PHONY: check
check: deps lint ## The quick half of the tests: formats, linters, types, unit tests of the web parts
	@npm --prefix web run -s test

.PHONY: lint
lint: deps lint-go ## Formats, linters and types of Go and TypeScript
	@npm --prefix web run -s check

.PHONY: fmt
fmt: deps .cache/tools.stamp ## Format Go and TypeScript
	@find . \( -name node_modules -o -name .cache -o -name .git -o -name .dari \) -prune -o -name '*.go' -print | xargs .cache/bin/gofumpt -w
	@npm --prefix web run -s fix

.PHONY: bench
bench: build ## Measure the product beside its yardsticks, into docs/benchmarks.md (IDS="P1 P3" chooses)
	@$(if $(IDS),,go test -run '^$$' -bench . -benchmem ./...)
	@go run ./cmd/bench -binary "$(CURDIR)/bin/dari" $(IDS)
	@$(if $(IDS),,node web/scripts/speed.mjs)
	@$(if $(IDS),,node web/scripts/console-speed.mjs)

.PHONY: drill
drill: build ## Fault drills against the real program (IDS="F1 F3" chooses, FULL=1 at full size)
	@if [ -e cmd/drill/main.go ]; then go run ./cmd/drill -binary "$(CURDIR)/bin/dari" $(if $(FULL),--full) $(IDS); else echo "no drills in this tree"; fi

.PHONY: walk
walk: ## Naughty strings through every operation, without the race detector (needs DARI_CORPORA)
	@go test -timeout 30m -run Naughty ./cmd/dari

.PHONY: e2e
e2e: build ## Browser tests against the real program
	@if ls web/e2e/*.test.mjs >/dev/null 2>&1; then node web/scripts/e2e.mjs; else echo "no browser tests in this tree"; fi

# The steps below are parts of the ones above.

bin/dari: .cache/ui.stamp $(GO_SOURCES)
	@mkdir -p bin
	@$(GO_BUILD) -o $@ ./cmd/dari
	@touch $@

.PHONY: install-run
install-run:
	@scripts/install.sh run

.PHONY: lint-go
lint-go: .cache/tools.stamp ui
	@scripts/lint-go.sh

.PHONY: api-check
api-check: build
	@if [ -e web/ui/src/shared/openapi.d.ts ]; then \
	  bin/dari openapi > .cache/openapi.json && npm --prefix web run -s api -- ../.cache/openapi.json --check; \
	else echo "no generated types in this tree"; fi

.cache/npm.stamp: web/package-lock.json web/package.json $(DEPS_FORCE)
	@mkdir -p .cache
	@echo "Installing the web parts' dependencies"
	@npm --prefix web ci --no-audit --no-fund --loglevel=error
	@touch $@

.cache/ui.stamp: .cache/npm.stamp $(UI_SOURCES) $(UI_FORCE)
	@mkdir -p .cache
	@echo "Building the web parts"
	@npm --prefix web run -s build
	@touch $@

.cache/tools.stamp: internal/tools/go.mod internal/tools/go.sum
	@mkdir -p .cache/bin
	@echo "Building the Go tools"
	@cd internal/tools && GOBIN="$(CURDIR)/.cache/bin" go install tool
	@touch $@

.PHONY: force
force:
