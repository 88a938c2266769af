#!/usr/bin/env bash
# Kills writers, and looks afterwards whether everything that they acknowledged is there.
#
#   ROUNDS=200 SEED=7 Tests/Soak/soak.sh PROGRAM
#
# PROGRAM is a built `market`. A third of the rounds kill one writer at a random moment; a third has
# several writers at once, some of one person, and kills some of them while a reader reads; a third kills
# one that imports. A store that lost something is kept and named. Exit status: 0 when nothing was lost.
set -euo pipefail
market=$(readlink -f "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/soak-XXXXXX")
RANDOM=${SEED:-1}
lost=0 acknowledged=0 kills=0 reads=0

# Sleeps up to $1 milliseconds.
doze() { sleep "$(printf '0.%03d' $((RANDOM % $1)))"; }

# Starts a writer of a person: write PERSON NUMBER FILE. A line counts only when it is whole.
write() { "$market" store soak -n "$2" --store "$store" --as "$1" >"$3" 2>"$3.err" & }

kill_one() { if kill -9 "$1" 2>/dev/null; then kills=$((kills + 1)); fi; }

fail() {
  lost=$((lost + 1))
  cp -R "$store" "$work/lost-$lost"
  echo >&3 "soak: round $round: $1; the store is kept in $work/lost-$lost"
}

# Everything acknowledged is there, once; nothing is damaged but ends of lines; a repair leaves it sound.
look() {
  local ids=$work/ids acks=$work/acks
  cat "$work"/out.* 2>/dev/null | sed -n 's/^ACK //p' | sort >"$acks"
  "$market" store ids --store "$store" >"$ids" 2>/dev/null || fail "the store does not open"
  sort "$ids" | uniq -d | grep -q . && fail "a decision is there twice"
  [ -z "$(comm -23 "$acks" <(sort "$ids"))" ] || fail "what was acknowledged is not there"
  acknowledged=$((acknowledged + $(wc -l <"$acks")))
  kinds=$("$market" check --store "$store" --json 2>/dev/null | grep -oE '"kind":"[a-z_]+"' || true)
  [ -z "$(grep -v '"torn"' <<<"$kinds")" ] || fail "something but the end of a line is damaged"
  "$market" check --store "$store" --repair >/dev/null 2>&1 || fail "a repair does not mend it"
  "$market" store ids --store "$store" 2>/dev/null | cmp -s - "$ids" || fail "a repair lost something"
}

one_writer() {
  write ana 200 "$work/out.1"
  doze 250
  kill_one $!
  wait 2>/dev/null || true
}

many_writers() {
  local writers=()
  for number in 1 2 3 4; do
    write "$([ $((number % 2)) = 0 ] && echo ana || echo "bo$number")" 60 "$work/out.$number"
    writers+=($!)
  done
  for _ in 1 2; do
    doze 150
    kill_one "${writers[RANDOM % 4]}"
    "$market" store state --store "$store" >/dev/null 2>"$work/reader.err" ||
      fail "a reader was stopped"
    reads=$((reads + 1))
  done
  wait 2>/dev/null || true
}

one_import() {
  write ana 120 "$work/out.1"
  wait
  "$market" export --store "$store" >"$work/document"
  store=$work/other
  "$market" import "$work/document" --store "$store" >/dev/null 2>&1 &
  doze 15
  kill_one $!
  wait 2>/dev/null || true
  "$market" import "$work/document" --store "$store" >/dev/null 2>&1 || fail "an import can't go on"
}

exec 3>&2 2>/dev/null   # bash tells of each job that was killed
trap 'echo >&3 "soak: round ${round:-0} stopped at line $LINENO"' ERR
for round in $(seq "${ROUNDS:-100}"); do
  rm -rf "$work"/out.* "$work/store" "$work/other"
  store=$work/store
  "$market" init "$store" --quiet
  case $((round % 3)) in
    0) one_writer ;;
    1) many_writers ;;
    2) one_import ;;
  esac
  look
done
echo "$round rounds, $kills kills, $acknowledged acknowledged, $reads reads beside writers: $lost lost"
if [ "$lost" = 0 ]; then rm -rf "$work"; else exit 1; fi
# Who tried nothing found nothing.
if [ "$acknowledged" = 0 ] || [ "$reads" = 0 ]; then
  echo >&3 "soak: nothing was written or read; see: $market store soak -n 1 --store DIR"
  exit 1
fi
