#!/usr/bin/env bash
# Times `wardround simulate` as a whole process: five runs after one that warms up, then the median.
#   benchmarks/whole-run.sh STUDY DIR
set -eu

if [ $# -ne 2 ]; then
    echo "usage: benchmarks/whole-run.sh STUDY DIR (a study file and the folder with its data)" >&2
    exit 2
fi
study=$1
data=$2
root=$(cd "$(dirname "$0")/.." && pwd -P)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

TIMEFORMAT='%R %U %S'
for run in 0 1 2 3 4 5; do
    timing=$({ time "$root/wardround" simulate "$study" --data "$data" --out "$out/run$run" >"$out/log" 2>&1; } 2>&1) || {
        cat "$out/log" >&2
        exit 1
    }
    rm -rf "$out/run$run"
    [ "$run" -eq 0 ] && continue
    echo "$timing" >>"$out/timings"
    echo "run $run: $timing (seconds: wall, user, system)"
done
echo "median: $(sort -n "$out/timings" | sed -n 3p | cut -d' ' -f1) s"
