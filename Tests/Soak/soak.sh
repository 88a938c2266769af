#!/usr/bin/env bash
# Kills writers, and looks afterwards whether everything that they acknowledged is there.
#
#   ROUNDS=200 SEED=7 Tests/Soak/soak.sh PROGRAM
#
# PROGRAM is a built `market`. The rounds take turns: one kills a writer at a random moment; one has
# several writers at once, some of one person, and kills some of them while a reader reads; one kills
# who imports; one holds a market over plain lines, kills its board again and again, and goes on with
# it to the minutes. A store that lost something is kept and named. Exit status: 0 when nothing was
# lost.
set -euo pipefail
market=$(readlink -f "$1")
company=$(dirname "$(readlink -f "$0")")/../../Data/Company
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

# What is said in a market, and what its board answers once that is on the disk.
deeds=(
  '>|== Review ==' 'n looked at it| noted: looked at it' 't|: reviewed: on track' 'b|: reviewed: blocked'
  'u|! undone: ' 'U|! again: '
  '>|== Triage ==' 'a 2| judged it: ' 'm 2 y| merged #' 'u|! undone: '
  'c 3| judged it: ' 's 1| snoozed it '
  '>|== Assign ==' '|! saved: ' 'n pin it| planned: pin it' 'o 2|! saved: '
  '>|== Close ==' '| is over after '
)

open_board() {
  "$market" meet --stream --store "$store" --as ana --now 2026-11-24T09:00:00Z \
    <"$work/said" >"$work/heard" 2>/dev/null &
  board=$!
  exec 4>"$work/said" 5<"$work/heard"
}

# With the pipes goes what the board had not read.
close_board() {
  board=
  exec 4>&- 5<&-
  wait 2>/dev/null || true
}

# Waits for an answer. What a killed board had said before is still heard.
hear() {
  local line
  while IFS= read -r -t 60 line <&5; do [[ $line != *"$1"* ]] || return 0; done
  return 1
}

count() { "$market" store ids --store "$store" 2>/dev/null | tee "$work/ids" | wc -l; }

# What ana decided, one kind a line.
kinds_decided() { grep -ho '"event":{"[a-z_]*"' "$store"/ledger/ana-*.jsonl; }

# Holds a market. One deed in $1 is followed by a kill, before its answer or after; 0 kills nobody.
hold_market() {
  local deed=0 board='' killed before after told
  cp -R "$company" "$store"
  while [ $deed -lt ${#deeds[@]} ]; do
    [ -n "$board" ] || { open_board && hear 'keys: '; }
    before=$(count) killed='' told=''
    echo "${deeds[deed]%%|*}" >&4
    if [ "$1" != 0 ] && [ $((RANDOM % $1)) = 0 ]; then
      doze 6
      kill_one "$board"
      killed=1
    fi
    if hear "${deeds[deed]#*|}"; then told=1; fi
    [ -z "$killed" ] || close_board
    after=$(count)
    [ -z "$told" ] || sed -n "$((before + 1)),\$ s/^/ACK /p" "$work/ids" >>"$work/out.1"
    if [ "$after" -gt "$before" ]; then
      deed=$((deed + 1))
    elif [ -n "$told" ] || [ -z "$killed" ]; then
      fail "“${deeds[deed]}” is not in the ledger"
      break
    fi
  done
  [ -z "$board" ] || { kill -9 "$board" && close_board; }
}

one_market() {
  if [ ! -e "$work/undisturbed" ]; then
    hold_market 0
    kinds_decided >"$work/undisturbed"
    rm -rf "$store" "$work/out.1"
  fi
  hold_market 3
  kinds_decided | cmp -s - "$work/undisturbed" || fail "a market with kills decided something else"
  # A kill may have come between the end and the minutes; who opens the market next writes them.
  open_board
  hear ' is over after ' || fail "the market does not end"
  kill -9 "$board"
  close_board
  [ -s "$store/minutes/2026-11-24.md" ] || fail "there are no minutes"
}

exec 3>&2 2>/dev/null   # bash tells of each job that was killed
trap 'echo >&3 "soak: round ${round:-0} stopped at line $LINENO"' ERR
mkfifo "$work/said" "$work/heard"
for round in $(seq "${ROUNDS:-100}"); do
  rm -rf "$work"/out.* "$work/store" "$work/other"
  store=$work/store
  [ $((round % 4)) = 3 ] || "$market" init "$store" --quiet
  case $((round % 4)) in
    0) one_writer ;;
    1) many_writers ;;
    2) one_import ;;
    3) one_market ;;
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
