#!/usr/bin/env bash
# How long a store of ten years takes: 110,000 lines in six ledgers, 3,000 nights.
#
#   ROUNDS=5 Tests/Bench/store.sh
#
# Each figure is the median of ROUNDS, in milliseconds, from the start of the program to its end. The store
# is made once, which takes minutes, and left in .build/bench-decade.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rounds=${ROUNDS:-5}
market=${MARKET:-$PWD/.build/release/market}
store=$PWD/.build/bench-decade

if [ ! -e "$store/whole" ]; then
  echo 'Making a store of ten years.' >&2
  rm -rf "$store"
  swift build -c release --product simulate --quiet
  .build/release/simulate decade="$store"
  touch "$store/whole"
fi

# Milliseconds of a command.
once() {
  local TIMEFORMAT=%R
  { time "$@" >/dev/null 2>&1 </dev/null; } 2>&1 | awk '{ print $1 * 1000 }'
}

# Prints a row: what is measured, what runs before each round, and the command.
row() {
  local name=$1 before=$2
  shift 2
  for ((round = 0; round <= rounds; round++)); do
    $before
    # The first fills the page cache.
    if [ $round = 0 ]; then once "$@" >/dev/null; else once "$@"; fi
  done | sort -n | awk -v name="$name" '
    { all[NR] = $1 }
    END { printf "%-44s %6.0f ms\n", name, all[int((NR + 1) / 2)] }'
}

forget_book() { rm -f "$store"/live/book-*; }

echo "medians of $rounds"
row 'mine, of ledgers that were never read' forget_book "$market" mine --store "$store" --as ana
row 'mine' true "$market" mine --store "$store" --as ana
row 'a board, line by line' true "$market" meet --stream --store "$store" --as ana --now 2026-11-24T09:00:00Z
row 'a decision' true "$market" note 4980 'measured' --store "$store" --as ana
row 'the whole history of a problem' true "$market" show 4980 --store "$store" --as ana
