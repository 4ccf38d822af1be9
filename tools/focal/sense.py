#!/usr/bin/env python3
"""Learns what the reader's encoder sees of a state in its mentions: whether the page is about it.

usage: sense.py MODEL READER [--check] [--known]
  MODEL    the installed language model's folder
  READER   the folder of the reader, whose tensors head.focal are written
  --check  writes nothing and says how often the choice is right on pages it was not learned from (five parts, without and with the reader)
  --known  leaves out the held-out pages

Needs scipy and safetensors. For each state that a page names the coder gives the mean of the encoder's vectors of its mentions. A conditional
logit (McFadden 1974) over them gives what is added to the log-odds of crates/tightrope-coder/data/focal/weights.tsv (or of the folder DATA), which
stay as they are.
"""
import argparse, json, os, subprocess, sys, tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from fit import KINDS, OUT, focal_of, learning
from learning import build, is_held, pages

STRENGTH = 0.003  # of the penalty on squares of weights, a page
PARTS = 5


def read(model, reader, folder, known):
    """For each page the log-odds of its states, the vectors of their mentions and which is right."""
    files = [x for x in pages() if not (known and is_held(x[0]))]
    jobs = [x for k, (file, date) in enumerate(files) for x in (str(file), date, f"{folder}/{k}")]
    subprocess.run([learning.DEV, model, *jobs], check=True, env={**os.environ, "FOCAL": "1", "READER": str(reader)})
    weights, focal, found = table(), dict(focal_of()), []
    for k, (file, _) in enumerate(files):
        spoken, states = json.loads(Path(f"{folder}/{k}").read_text("utf-8"))
        right = [i for i, s in enumerate(states) if s["state"] == focal[file.name]]
        if right:
            width = max(len(s.get("sense", ())) for s in states)
            odds = [sum(v * weights.get((KINDS[spoken], name), 0) for name, v in s["features"]) / 1e6 for s in states]
            found.append((np.array(odds), np.array([s.get("sense") or [0.0] * width for s in states]), right[0]))
    return found


def table():
    file = Path(os.environ["DATA"]) / "focal/weights.tsv" if os.environ.get("DATA") else OUT
    rows = [l.split("\t") for l in file.read_text("utf-8").splitlines() if l and l[0] != "#"]
    return {(kind, name): int(weight) for kind, name, weight in rows}


def learn(found):
    def loss(w):
        total, slope = STRENGTH * len(found) * w @ w, 2 * STRENGTH * len(found) * w
        for odds, x, right in found:
            all_ = odds + x @ w
            share = np.exp(all_ - all_.max())
            share /= share.sum()
            total -= np.log(share[right])
            slope = slope + share @ x - x[right]
        return total, slope

    return minimize(loss, np.zeros(found[0][1].shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("reader", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--known", action="store_true")
    args = parser.parse_args()
    build()
    with tempfile.TemporaryDirectory() as folder:
        found = read(args.model, args.reader, folder, args.known)
    if args.check:
        right = lambda x, w: (x[0] + x[1] @ w).argmax() == x[2]
        without = sum(right(x, np.zeros(x[1].shape[1])) for x in found)
        sensed = 0
        for part in range(PARTS):
            w = learn([x for k, x in enumerate(found) if k % PARTS != part])
            sensed += sum(right(x, w) for k, x in enumerate(found) if k % PARTS == part)
        return print(f"{len(found)} pages: {without} right without the reader, {sensed} with it")
    from safetensors.numpy import load_file, save_file
    file, w = args.reader / "reader.safetensors", learn(found)
    tensors = load_file(file)
    scale = np.abs(w).max() / 127
    tensors.update({"head.focal.weight": np.rint(w / scale).astype(np.int8)[None], "head.focal.weight.scale": np.array([scale], np.float32),
                    "head.focal.bias": np.zeros(1, np.float32)})
    save_file(tensors, file)


if __name__ == "__main__":
    main()
