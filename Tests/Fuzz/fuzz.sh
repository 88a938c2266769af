#!/usr/bin/env bash
# Feeds each reader with made-up files until it has read RUNS of them.
#
#   RUNS=10000000 Tests/Fuzz/fuzz.sh [FORMAT|ledger|digest|document...]
#
# A format is a folder of fixtures of reports; the other three are files of the store, whose seeds are
# the stores of every version. What is found on the way is kept in .build-fuzz/corpus/FORMAT and
# serves the next time; a file that breaks a promise is left in .build-fuzz/crashes/FORMAT-*, and is to
# become a test. Exit status: 0 when nothing was found.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fixtures=Tests/MarketReportsTests/Fixtures
stores=Tests/MarketLedgerTests/Fixtures
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
LIBFUZZER=$(find "$toolchain/lib/clang" -name "libclang_rt.fuzzer_no_main-$(uname -m).a")
[ -n "$LIBFUZZER" ] || { echo 'fuzz: this toolchain has no libFuzzer' >&2; exit 1; }
export LIBFUZZER
# The trials look at parts of the readers that no other program sees.
swift build --quiet -c release -Xswiftc -enable-testing --scratch-path .build-fuzz --product fuzz
# Stores are tried in memory, and gone when the run is, also when it found something.
TMPDIR=$(mktemp -d /dev/shm/fuzz-XXXXXX)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

# Swift's own crash handler would hide the crash from libFuzzer.
export SWIFT_BACKTRACE=enable=no
[ $# -gt 0 ] || set -- $(ls "$fixtures") ledger digest document

# Copies the files of the stores that are given into one folder.
gather_seeds() {
  mkdir -p "$seeds"
  for file in "$@"; do cp "$file" "$seeds/$(echo "$file" | tr / -)"; done
}

status=0
for format in "$@"; do
  seeds=$fixtures/$format corpus=.build-fuzz/corpus/$format crashes=.build-fuzz/crashes
  words=.build-fuzz/$format.words
  mkdir -p "$corpus" "$crashes"
  export FUZZ_TRIAL=$format
  case $format in
    ledger | digest | document) seeds=.build-fuzz/seeds/$format ;;
  esac
  case $format in
    # All are of one hand for the trial, and no longer than a trial is.
    ledger)
      gather_seeds "$stores"/*/store/ledger/*.jsonl
      sed -i -E 's/(ana|bo)-[0-9a-f]{6}/ana-3f9c1e/g; s/"by":"bo"/"by":"ana"/; 9,$d' "$seeds"/* ;;
    # The night that the trial looks at.
    digest)
      gather_seeds "$stores"/*/store/nights/*/*.json
      sed -i -E 's/"night":"[-0-9]+"/"night":"2026-11-22"/' "$seeds"/* ;;
    # A document that is short enough, out of an old store; its sums are made true by the trial.
    document)
      mkdir -p "$seeds"
      {
        printf '{"v":1,"files":{"market.yml":"verify_after: 2"},"minutes":{"2026-11-20":["m"]},'
        printf '"nights":{"2026-11-20":{"gatherer":'
        cat "$stores"/digest-1-first/store/nights/2026-11-20/gatherer.json
        printf '}},\n"ledger":{"bo-2956e8":["",\n'
        head -n 1 "$stores"/digest-1-first/store/ledger/bo-2956e8.jsonl
        printf ']},"sum":"0000000000000000"}\n'
      } >"$seeds/document.json" ;;
  esac
  # The words of the format, JSON's and YAML's, quoted as libFuzzer wants them.
  {
    grep -rahoE '"[A-Za-z@_][-A-Za-z0-9@_. ]{1,30}"' "$seeds" || true
    grep -rahoE '^[- ]*[a-z_]{2,30}:' "$seeds" | tr -d ' -' | sed 's/.*/"&"/' || true
  } | sort -u | head -400 >"$words"
  echo "== $format"
  .build-fuzz/release/fuzz -runs="${RUNS:-1000000}" -max_len="${LENGTH:-4096}" -timeout=10 \
    -rss_limit_mb=1024 -dict="$words" -artifact_prefix="$crashes/$format-" -print_final_stats=1 \
    "$corpus" "$seeds" 2>&1 | grep -E '^stat::number|^stat::average|ERROR|SUMMARY|Fatal|cov:' |
    tail -n 6 || status=1
done
exit $status
