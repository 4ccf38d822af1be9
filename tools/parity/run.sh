#!/bin/sh
# Compares our parse with spaCy's over text files; exits with 1 if anything differs.
#
# usage: tools/parity/run.sh MODEL_FOLDER [compare.py options] FILE...
# SPACY_PYTHON names a Python that has spaCy 3.8; without it a throw-away environment is made.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
model=$1
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ -z "${SPACY_PYTHON:-}" ]; then
    python3 -m venv "$scratch/venv"
    "$scratch/venv/bin/pip" install --quiet 'spacy==3.8.*'
    SPACY_PYTHON=$scratch/venv/bin/python
fi
cargo build --quiet --release --manifest-path "$here/Cargo.toml" -p tightrope-nlp --example parse
"$SPACY_PYTHON" "$here/tools/parity/compare.py" "$model" "${CARGO_TARGET_DIR:-$here/target}/release/examples/parse" "$@"
