#!/bin/sh
# Words per second of spaCy and of this crate on one core, whole pipeline, in one run; prints the ratio.
#
# usage: tools/bench-nlp/run.sh MODEL_FOLDER FILE...   (each line of a file is a JSON string)
# SPACY_PYTHON names a Python that has spaCy 3.8; without it a throw-away environment is made.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
model=$1
shift
: "${ROUNDS:=3}"
: "${CORE:=0}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ -z "${SPACY_PYTHON:-}" ]; then
    python3 -m venv "$scratch/venv"
    "$scratch/venv/bin/pip" install --quiet 'spacy==3.8.*'
    SPACY_PYTHON=$scratch/venv/bin/python
fi
cargo build --quiet --release --manifest-path "$here/Cargo.toml" -p tightrope-nlp --example speed
target=${CARGO_TARGET_DIR:-$here/target}

env -u OPENBLAS_CORETYPE -u L2_SIZE OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 BLIS_NUM_THREADS=1 MKL_NUM_THREADS=1 \
    taskset -c "$CORE" "$SPACY_PYTHON" "$here/tools/bench-nlp/spacy_speed.py" "$model" "$ROUNDS" "$@" >"$scratch/spacy"
taskset -c "$CORE" "$target/release/examples/speed" "$model" "$ROUNDS" "$@" >"$scratch/ours"

echo "spaCy:"
cat "$scratch/spacy"
echo "ours (round 0 starts with empty memories):"
cat "$scratch/ours"
awk '
    /^round/ {
        who = FILENAME
        sub(".*/", "", who)
        if (!($2 == 0 && who == "ours")) { words[who] += $4; cpu[who] += $8; wall[who] += $6 }
        if ($2 == 0) { first[who] = $4 / $8 }
    }
    END {
        for (who in words) printf "%s: %.0f words/s of running time, %.0f words/s of wall time\n", who, words[who] / cpu[who], words[who] / wall[who]
        printf "ratio: %.2f (running time), %.2f (wall time); first round, empty memories: %.2f (running time)\n", \
            words["ours"] / cpu["ours"] / (words["spacy"] / cpu["spacy"]), \
            words["ours"] / wall["ours"] / (words["spacy"] / wall["spacy"]), \
            first["ours"] / (words["spacy"] / cpu["spacy"])
    }' "$scratch/spacy" "$scratch/ours"
