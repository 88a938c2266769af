#!/usr/bin/env bash
# Feeds each format's reader with made-up files until it has read RUNS of them.
#
#   RUNS=10000000 Tests/Fuzz/fuzz.sh [FORMAT...]
#
# A format is a folder of fixtures. What is found on the way is kept in .build-fuzz/corpus/FORMAT and
# serves the next time; a file that breaks a promise is left in .build-fuzz/crashes/FORMAT-*, and is to
# become a test. Exit status: 0 when nothing was found.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fixtures=Tests/MarketReportsTests/Fixtures
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
LIBFUZZER=$(find "$toolchain/lib/clang" -name "libclang_rt.fuzzer_no_main-$(uname -m).a")
[ -n "$LIBFUZZER" ] || { echo 'fuzz: this toolchain has no libFuzzer' >&2; exit 1; }
export LIBFUZZER
swift build --quiet -c release --scratch-path .build-fuzz --product fuzz

# Swift's own crash handler would hide the crash from libFuzzer.
export SWIFT_BACKTRACE=enable=no
[ $# -gt 0 ] || set -- $(ls "$fixtures")
status=0
for format in "$@"; do
  seeds=$fixtures/$format corpus=.build-fuzz/corpus/$format crashes=.build-fuzz/crashes
  words=.build-fuzz/$format.words
  mkdir -p "$corpus" "$crashes"
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
