# Everything there is to make. `make` alone prints the menu below.

PREFIX ?= /usr/local
RELEASE := swift build -c release --static-swift-stdlib --product market
# The wall between the rooms: an import that Package.swift does not declare is an error.
WALLED := --explicit-target-dependency-import-check error

# Debian's names. SwiftPM fetches with git over https.
LIBRARIES := libncurses-dev libisal-dev libzstd-dev libmd-dev libyaml-dev
FETCHING := git ca-certificates
# What tests run besides the program: a terminal, and what the handler for Chef is written in.
TEST_TOOLS := tmux ruby

# What the program writes about itself, below PREFIX.
WRITTEN := share/man/man1/market.1 share/man/man5/market.yml.5 \
  share/bash-completion/completions/market share/zsh/site-functions/_market \
  share/fish/vendor_completions.d/market.fish

.PHONY: menu run test check fuzz soak bench simulate lint record install uninstall \
  libraries test-tools
.DEFAULT_GOAL := menu

menu: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

run: libraries ## open the board on the demonstration data
	@echo 'Building the market; the first time takes minutes.' >&2
	@$(RELEASE) --quiet
	@.build/release/market demo

test: test-tools ## run the whole test suite, the terminal's included
	@swift build --quiet --build-tests
	@swift test --quiet --skip-build --disable-xctest

check: test-tools ## build with the walls up, test, lint: before every commit
	@swift build --quiet --build-tests $(WALLED)
	@swift test --quiet --skip-build --disable-xctest
	@$(MAKE) --no-print-directory lint

fuzz: libraries ## feed the readers made-up files: make fuzz RUNS=10000000 FORMATS="puppet ledger"
	@Tests/Fuzz/fuzz.sh $(FORMATS)

soak: libraries ## kill, fill and damage stores for some minutes: make soak ROUNDS=1000 SEED=7
	@swift build --quiet --build-tests
	@MARKET_SOAK=1 swift test --quiet --skip-build --disable-xctest --filter MarketLedgerTests
	@$(RELEASE) --quiet
	@ROUNDS=$(or $(ROUNDS),300) SEED=$(or $(SEED),1) Tests/Soak/soak.sh .build/release/market

bench: libraries ## measure reading, and a store of ten years: make bench ROUNDS=5 FORMATS="chef store"
	@$(RELEASE) --quiet
	@$(if $(filter-out store,$(or $(FORMATS),all)),Tests/Bench/bench.sh $(filter-out store,$(FORMATS)))
	@$(if $(filter store,$(or $(FORMATS),store)),Tests/Bench/store.sh)

simulate: libraries ## judge the detectors on made-up months: make simulate SEEDS=1...20 DETAILS=1
	@swift build -c release --product simulate --quiet
	@.build/release/simulate $(SEEDS) $(KIND) $(FLEET) $(if $(DETAILS),--details)

lint: ## check the style of every Swift file
	@swift format lint --strict --recursive Sources Tests Package.swift
	@echo 'Lint found nothing.'

record: test-tools ## write golden files and the README's screens anew; read the diff before you commit it
	@swift build --quiet --build-tests
	@RECORD_GOLDEN=1 swift test --quiet --skip-build --disable-xctest

install: libraries ## install program, manual and completions: make install PREFIX=/usr/local
	@$(RELEASE) --quiet
	@install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin $(dir $(WRITTEN)) share/morning-market)
	@install -m 755 .build/release/market $(DESTDIR)$(PREFIX)/bin/market
	@cp -R Data/. $(DESTDIR)$(PREFIX)/share/morning-market/
	@.build/release/market manual market >$(DESTDIR)$(PREFIX)/$(word 1,$(WRITTEN))
	@.build/release/market manual market.yml >$(DESTDIR)$(PREFIX)/$(word 2,$(WRITTEN))
	@.build/release/market --generate-completion-script bash >$(DESTDIR)$(PREFIX)/$(word 3,$(WRITTEN))
	@.build/release/market --generate-completion-script zsh >$(DESTDIR)$(PREFIX)/$(word 4,$(WRITTEN))
	@.build/release/market --generate-completion-script fish >$(DESTDIR)$(PREFIX)/$(word 5,$(WRITTEN))
	@chmod 644 $(addprefix $(DESTDIR)$(PREFIX)/,$(WRITTEN))
	@echo 'Installed $(DESTDIR)$(PREFIX)/bin/market, its manual and completions.'

# With PREFIX=$HOME/.local somebody's store may lie among the data.
uninstall: ## remove what was installed; stores stay: make uninstall PREFIX=/usr/local
	@rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/market $(WRITTEN))
	@rm -rf $(addprefix $(DESTDIR)$(PREFIX)/share/morning-market/,$(notdir $(wildcard Data/*)))
	@rmdir $(DESTDIR)$(PREFIX)/share/morning-market 2>/dev/null || true
	@echo 'Removed $(DESTDIR)$(PREFIX)/bin/market, its manual and completions.'

libraries:
	@$(call debian-has,$(LIBRARIES) $(FETCHING))

test-tools:
	@$(call debian-has,$(LIBRARIES) $(FETCHING) $(TEST_TOOLS))

# Installs the packages of $(1) that are missing, and runs nothing when none is.
# Debian 12 still has ncurses' wide headers under their old name; later ones dropped it.
define debian-has
set -e; \
command -v swift >/dev/null || { \
  echo 'make: there is no Swift toolchain; get it from https://swift.org/install' >&2; exit 1; }; \
command -v dpkg-query >/dev/null || { \
  echo 'make: this is not Debian; the build needs the headers of: $(1)' >&2; exit 0; }; \
missing=; \
for package in $(1); do \
  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' \
    || missing="$$missing $$package"; \
done; \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then as_root=; \
elif command -v sudo >/dev/null; then as_root=sudo; \
else \
  echo "make: you are not root and there is no sudo; ask for: apt-get install$$missing" >&2; \
  exit 1; \
fi; \
echo "Installing$$missing" >&2; \
give_up() { \
  echo "make: apt-get could not install them; when it can: apt-get install$$missing" >&2; \
  exit 1; \
}; \
$$as_root apt-get -qq update >/dev/null || give_up; \
if apt-cache show libncursesw5-dev >/dev/null 2>&1; then \
  missing=$$(echo "$$missing" | sed 's/libncurses-dev/libncursesw5-dev/'); \
fi; \
$$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get -qq install --no-install-recommends $$missing >/dev/null || give_up
endef
