#!/usr/bin/env python3
"""Learns what speaks for a state as the one that a page is about, from the development part of the corpus.

usage: fit.py MODEL [--check] [--known] [--out FILE]
  MODEL    the installed language model's folder
  --check  writes nothing and says how often the weights are right on pages they were not learned from (ten parts)
  --known  leaves out the held-out pages (for tools/reader/fit.py, which learns from those what to make of readings)
  --out    the file, instead of the crate's data

Needs scipy. For each state that a page names the coder lists what speaks for it (`Coder::focal_readings`); which it is about
stands in `pages-*.tsv`. A conditional logit (McFadden 1974), one for pages in which somebody says "we" and one for the others, gives
each feature its weight, written in thousandths to crates/tightrope-coder/data/focal/weights.tsv.
"""
import argparse, csv, json, os, subprocess, sys, tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
import learning
from learning import ROOT, build, is_held, pages

OUT = ROOT / "crates/tightrope-coder/data/focal/weights.tsv"
STRENGTH = 0.001  # of the penalty on squares of weights, a page
PARTS = 10
KINDS = ["told", "spoken"]
HEAD = """# What speaks for a state as the one that a page is about: whether somebody says "we" on the page, feature, thousandths.
# Made by tools/focal/fit.py; do not edit by hand.
"""


def focal_of():
    for table in (ROOT / "corpus").glob("pages-*.tsv"):
        with open(table, encoding="utf-8") as f:
            yield from ((r["file"], r["focal"]) for r in csv.DictReader(f, delimiter="\t"))


def read(model, folder, known):
    """Whether the page speaks as "we", values of the features of each state, and which is right, for each page."""
    files = [x for x in pages() if not (known and is_held(x[0]))]
    jobs = [x for k, (file, date) in enumerate(files) for x in (str(file), date, f"{folder}/{k}")]
    subprocess.run([learning.DEV, model, *jobs], check=True, env={**os.environ, "FOCAL": "1"})
    focal, names, found = dict(focal_of()), [], []
    for k, (file, _) in enumerate(files):
        spoken, states = json.loads(Path(f"{folder}/{k}").read_text("utf-8"))
        states = [(s["state"], s["features"]) for s in states]
        right = [i for i, (state, _) in enumerate(states) if state == focal[file.name]]
        if not right:
            print(f"{file.name}: {focal[file.name]} is not named", file=sys.stderr)
            continue
        names = [name for name, _ in states[0][1]]
        found.append((spoken, np.array([[v / 1000 for _, v in f] for _, f in states]), right[0], file.name, [s for s, _ in states]))
    return names, found


def fit(found):
    width = found[0][1].shape[1]

    def loss(w):
        total, slope = STRENGTH * len(found) * w @ w, 2 * STRENGTH * len(found) * w
        for _, x, right, *_ in found:
            odds = x @ w
            share = np.exp(odds - odds.max())
            share /= share.sum()
            total -= np.log(share[right])
            slope = slope + share @ x - x[right]
        return total, slope

    return minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--known", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    build()
    with tempfile.TemporaryDirectory() as folder:
        names, found = read(args.model, folder, args.known)
    text = HEAD
    for kind in (0, 1):
        own = [x for x in found if x[0] == bool(kind)]
        if args.check:
            wrong = []
            for part in range(PARTS):
                w = fit([x for k, x in enumerate(own) if k % PARTS != part])
                taken = [(x, (x[1] @ w).argmax()) for k, x in enumerate(own) if k % PARTS == part]
                wrong += [(x, best) for x, best in taken if best != x[2]]
            print(f"{KINDS[kind]}: {len(own) - len(wrong)} of {len(own)} right")
            for x, best in wrong:
                print(f"  {x[3]}: {x[4][x[2]]}, taken for {x[4][best]}")
        w = fit(own)
        text += "".join(f"{KINDS[kind]}\t{name}\t{round(1000 * v)}\n" for name, v in sorted(zip(names, w)))
    print(text) if args.check else args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
