#!/usr/bin/env bash
# How many megabytes of reports a second of processor time reads, for the whole of `market gather`:
# redaction, fingerprints, digest and store included.
#
#   ROUNDS=5 MEGABYTES=256 Tests/Bench/bench.sh [FORMAT...]
#
# A format is a folder of fixtures; without any, all are measured, Chef also as a file for each run and
# packed. Beside it, in turn with it: `cat`, which only reads, and, where they are installed, jq's and
# Ruby's parsers, which keep nothing, and the bare unpackers. Each figure is a median of ROUNDS; packed
# bytes count as what they unpack to. The reports are the fixtures with other ids, Chef's with as many
# node attributes as a real node has; those of Ansible, Salt and Terraform once as they are, small and
# mostly failing, and once grown to the size of real ones. They are left in .build/bench.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rounds=${ROUNDS:-5} megabytes=${MEGABYTES:-256}
market=${MARKET:-$PWD/.build/release/market}
fixtures=$PWD/Tests/MarketReportsTests/Fixtures work=$PWD/.build/bench

# Attributes as Ohai finds them: 6,000 packages, which makes a report of some 300 KB.
attributes() {
  awk -v seed="$1" 'BEGIN {
    srand(seed)
    for (i = 0; i < 6000; i++)
      printf "%s\"lib%c%c-%d\":{\"version\":\"%d.%d.%d-%d\",\"arch\":\"amd64\"}", i ? "," : "",
        97 + rand() * 26, 97 + rand() * 26, i, rand() * 9, rand() * 40, rand() * 9, rand() * 5
  }'
}

# The same report of another run: every UUID, as runs and nodes have them, ends in $1.
renamed() {
  sed -E "s/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{6})[0-9a-f]{6}/\1$(printf %06x "$1")/g"
}

make_chef() {
  local number=0 bytes=0
  mkdir -p "$work/chef-lines" "$work/chef-files" "$work/chef-gz" "$work/chef-zst"
  while [ "$bytes" -lt $((megabytes << 20)) ]; do
    number=$((number + 1))
    attributes $number >"$work/attributes"
    awk -v file="$work/attributes" 'BEGIN { getline more < file }
      /"run_converge"/ { sub(/"automatic": *\{/, "&\"packages\":{" more "},") } { print }' \
      "$fixtures/chef/data-collector.jsonl" | renamed $number >"$work/renamed"
    bytes=$((bytes + $(stat -c %s "$work/renamed")))
    cat "$work/renamed" >>"$work/chef-lines/$((number % 4)).jsonl"
    (cd "$work/chef-files" && split -l 1 --additional-suffix=.json "$work/renamed" "$number-")
  done
  gzip -kc "$work"/chef-lines/*.jsonl >"$work/chef-gz/all.jsonl.gz"
  command -v zstd >/dev/null && zstd -qc "$work"/chef-lines/*.jsonl >"$work/chef-zst/all.jsonl.zst"
}

# Documents as the fixtures are, without what was printed around them, an eighth of Chef's bytes: they
# are small, and little is skipped in them.
make_format() {
  local number=0 bytes=0 file
  shopt -s nullglob
  mkdir -p "$work/$1"
  while [ "$bytes" -lt $((megabytes << 17)) ]; do
    for file in "$fixtures/$1"/*.{json,jsonl,yaml}; do
      number=$((number + 1)) bytes=$((bytes + $(stat -c %s "$file")))
      renamed $number <"$file" >"$work/$1/$number-${file##*/}"
    done
  done
}

# A report with as much in it as a real one: 300 states of which one failed, the facts of each host, or
# 200 resources that are refreshed before something is applied.
grown() {
  case $1 in
    salt) awk '{ print } /^    "local": \{/ {
        for (i = 0; i < 300; i++)
          printf "        \"file_|-conf-%d_|-/etc/app/%d.conf_|-managed\": {\n" \
            "            \"name\": \"/etc/app/%d.conf\",\n            \"changes\": {},\n" \
            "            \"result\": true,\n" \
            "            \"comment\": \"File /etc/app/%d.conf is in the correct state\",\n" \
            "            \"__sls__\": \"app.config\",\n            \"__run_num__\": %d,\n" \
            "            \"start_time\": \"21:43:36.764962\",\n            \"duration\": 3.226,\n" \
            "            \"__id__\": \"conf-%d\"\n        },\n", i, i, i, i, 1000 + i, i
      }' "$fixtures/salt/failed.json" ;;
    ansible) awk '/"ansible_facts": \{\}/ {
        sub(/\{\},?$/, "")
        printf "%s{\n", $0
        for (i = 0; i < 1500; i++)
          printf "        \"fact_%d\": { \"device\": \"eth%d\", \"mtu\": 1500, \"active\": true },\n", i, i
        print "        \"distribution\": \"Debian\" },"
        next
      } { print }' "$fixtures/ansible/check.json" ;;
    terraform) awk 'NR == 2 { pair = $0 } NR == 3 {
        for (i = 0; i < 200; i++) {
          copy = pair "\n" $0
          gsub(/web\[0\]/, "node[" i "]", copy)
          gsub(/"resource_key":0/, "\"resource_key\":" i, copy)
          print copy
        }
      } { print }' "$fixtures/terraform/apply-failed.jsonl" ;;
  esac
}

make_grown() {
  local number=0 bytes=0
  mkdir -p "$work/$1-large"
  grown "$1" >"$work/grown"
  while [ "$bytes" -lt $((megabytes << 18)) ]; do
    number=$((number + 1)) bytes=$((bytes + $(stat -c %s "$work/grown")))
    renamed $number <"$work/grown" >"$work/$1-large/$number.json"
  done
}

# Seconds of processor time of a command, nothing when it fails.
seconds() {
  local TIMEFORMAT='%U %S'
  if { time "$@" >/dev/null 2>&1; } 2>"$work/time"; then awk '{ print $1 + $2 }' "$work/time"; fi
}

gather() { rm -rf "$work/store" && "$market" gather --quiet --store "$work/store" "$1"; }
floor() { find "$1" -type f -exec cat {} +; }
jq_parse() { find "$1" -type f -exec jq -n 'reduce inputs as $i (0; . + 1)' {} +; }
psych() {
  find "$1" -type f -exec ruby -rpsych -e 'ARGV.each { |f| Psych.parse_stream(File.read(f)) }' {} +
}
unpack() {
  find "$1" -type f -name '*.gz' -exec "$gunzip" -dc {} + -o -name '*.zst' -exec zstd -dqc {} +
}

# Prints a row: the folder, its unpacked bytes, and who is to read it.
row() {
  local folder=$work/$1 bytes=$2 peer round
  shift 2
  for peer in "$@"; do : >"$work/seconds-$peer"; done
  for ((round = 0; round <= rounds; round++)); do
    for peer in "$@"; do
      if [ $round = 0 ]; then
        "$peer" "$folder" >/dev/null 2>&1 || true # fills the page cache
      else
        seconds "$peer" "$folder" >>"$work/seconds-$peer"
      fi
    done
  done
  printf '%-12s %7.1f' "${folder##*/}" "$(awk "BEGIN { print $bytes / 1e6 }")"
  for peer in "$@"; do
    sort -n "$work/seconds-$peer" | awk -v bytes="$bytes" -v peer="$peer" -v ours="$ours" '
      { all[NR] = $1 }
      END {
        if (NR == 0) { printf "  %s failed", peer; exit }
        rate = bytes / 1e6 / (all[int((NR + 1) / 2)] + 1e-9)
        if (ours == "") printf "  %s %.0f", peer, rate
        else printf "  %s %.0f (%.2f)", peer, rate, ours / rate
        print rate > "'"$work"'/rate"
      }'
    [ -n "$ours" ] || ours=$(cat "$work/rate")
  done
  ours=
  printf '\n'
}

bytes_of() { find "$work/$1" -type f -exec cat {} + | wc -c; }

rm -rf "$work" && mkdir -p "$work"
ours=
gunzip=gzip
# The library's own program, where there is one: gather unpacks with ISA-L.
command -v igzip >/dev/null && gunzip=igzip
json=() yaml=() packed=()
command -v jq >/dev/null && json=(jq_parse)
command -v ruby >/dev/null && yaml=(psych)
command -v zstd >/dev/null && packed=(unpack)
[ $# -gt 0 ] || set -- $(ls "$fixtures")
echo "MB, then MB per second of processor time (and how many times that is ours); medians of $rounds"
for format in "$@"; do
  if [ "$format" = chef ]; then
    make_chef
    lines=$(bytes_of chef-lines)
    row chef-lines "$lines" gather floor "${json[@]}"
    row chef-files "$lines" gather floor "${json[@]}"
    row chef-gz "$lines" gather unpack
    [ ${#packed[@]} = 0 ] || row chef-zst "$lines" gather unpack
  else
    make_format "$format"
    peers=("${json[@]}")
    [ "$format" != puppet ] || peers=("${yaml[@]}")
    row "$format" "$(bytes_of "$format")" gather floor "${peers[@]}"
    [ -n "$(grown "$format")" ] || continue
    make_grown "$format"
    row "$format-large" "$(bytes_of "$format-large")" gather floor "${peers[@]}"
  fi
done
