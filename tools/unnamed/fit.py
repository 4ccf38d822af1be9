#!/usr/bin/env python3
"""Learns what speaks for a party where no words name it, from the development part of the corpus.

usage: fit.py MODEL [--check] [--known] [--out FILE]
  MODEL    the installed language model's folder
  --check  writes nothing and says how the weights do on pages they were not learned from (ten parts, split by page)
  --known  leaves out the held-out pages (for tools/reader/fit.py, which learns from those what to make of these weights)
  --out    the file, instead of the crate's data

Needs scikit-learn. For each reading with an open side the coder lists all who may be meant, each with its features
(`Coder::open_readings`). One is right where the claim so completed is a line of gold that no other statement of the page
has found. What completes a claim in the rules' failing examples and the worked rows of the claim suites that claim nothing is
wrong. (Their passing ones name their parties and teach to trust what stands near: learned from, they lower precision.) Two logistic regressions (one side open, both open) give each feature its weight, written in thousandths of
log-odds to crates/tightrope-coder/data/unnamed/weights.tsv. Lines of gold that leave the side open teach nothing.
"""
import argparse, sys, tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from agreement import party_fits, readings, same
from learning import ROOT, as_files, build, claim_rows, code, flat, found, gold_of, is_held, pages, rules

OUT = ROOT / "crates/tightrope-coder/data/unnamed/weights.tsv"
STRENGTH = {"one": 0.2, "both": 0.05}  # inverse of the regularization
WRONG = 5  # how much an example that must not be read counts against a line of a page
RARE = 4  # features seen less often are left out
SMALL = 20  # weights below, in thousandths, are left out
FILLED, LEFT_OUT, AHEAD = 0.0, -0.7, 0.8  # as in coding/unnamed/mod.rs


def read(model, folder, known):
    """Gold, statements and open readings of each page of the development part, read without weights."""
    files = [x for x in pages() if not (known and is_held(x[0]))]
    for (page, _), (told, open_) in zip(files, code(model, files, folder, "open", OPEN="1")):
        yield gold_of(page), told, open_


def wrong(model, folder):
    """Open readings of the rules' failing examples and of the worked rows of claim suites that claim nothing."""
    texts = [(x["text"], rule["id"]) for rule in rules(model) for x in rule["fail"]]
    texts += [(sentence, None) for sentence, claims, _, _ in claim_rows() if claims == "-"]
    files = as_files([text for text, _ in texts], folder)
    for (_, rule), (_, open_) in zip(texts, code(model, files, folder, "open", OPEN="1")):
        yield from (({**r, "weight": WRONG}, False) for r in open_ if rule in (None, r["statement"]["coder"]["rule"]))


def mark(s):
    """What tells a statement of a page from its others."""
    side = lambda e: e and e["id"]
    return s["coder"]["rule"], side(s["source"]), side(s["target"]), s["evidence"]["start"], s["evidence"]["end"]


def is_open(g, p):
    """Whether gold takes the claim only by a side that it leaves open."""
    closed = [r for r in readings(g) if r[1] is not None and r[2] is not None and r[0] == p["relation"]]
    fits = lambda s, t: party_fits(s, p["source"]) and party_fits(t, p["target"])
    return not any(fits(s, t) or fits(t, s) for _, s, t in closed)


def label(gold, told, readings_):
    """Each open reading with whether it is right; those that teach nothing are left out."""
    pairs = found(gold, [flat(s) for s in told])
    place = {mark(s): j for j, s in enumerate(told)}
    for r in readings_:
        p, own = flat(r["statement"]), r["instead"] and place.get(mark(r["instead"]))
        r["own"] = own
        if r["instead"] and own is None:
            continue
        free = [g for i, g in enumerate(gold) if same(g, p) and pairs.get(i, own) == own and (i not in pairs or own is not None)]
        closed = [g for g in free if not is_open(g, p)]
        if free and not closed:
            continue
        yield r, bool(closed)


def choose(told, rows, odds):
    """The page's statements after weighing, as coding/unnamed/mod.rs has it."""
    rivals = defaultdict(list)
    for (r, _), o in zip(rows, odds):
        rivals[(*r["of"], r["own"])].append((o, r))
    gone, more, words = set(), [], set()
    for (sentence, _, own), all_ in sorted(rivals.items(), key=lambda kv: -max(o for o, _ in kv[1])):
        odds_, best = max(all_, key=lambda x: x[0])
        given = next((o for o, r in all_ if r["given"]), None)
        word = (sentence, best["head"])
        if own is not None and given is not None:
            if not best["given"] and odds_ >= FILLED and odds_ > given + AHEAD:
                gone.add(own), more.append(best), words.add(word)
            elif given < LEFT_OUT:
                gone.add(own)
        elif odds_ >= FILLED and (own is not None or word not in words):
            gone.add(own), more.append(best), words.add(word)
    return [s for j, s in enumerate(told) if j not in gone] + [r["statement"] for r in more]


def score(gold, told):
    pairs = found(gold, [flat(s) for s in told])
    right = sum(not gold[i].get("optional") for i in pairs)
    return np.array([right, len(told) - len(pairs), sum(not g.get("optional") for g in gold) - right])


def f1(counts):
    right, extra, missed = counts
    return f"precision {right / (right + extra):.3f} recall {right / (right + missed):.3f} F1 {2 * right / (2 * right + extra + missed):.4f}"


class Model:
    def __init__(self, rows, open_):
        self.vectors = DictVectorizer(sparse=True)
        x = self.vectors.fit_transform([{f: 1 for f in r["features"]} for r, _ in rows])
        self.keep = np.asarray((x > 0).sum(0)).ravel() >= RARE
        heavy = [r.get("weight", 1) for r, _ in rows]
        right = [right for _, right in rows]
        self.fit = LogisticRegression(C=STRENGTH[open_], max_iter=5000, tol=1e-6).fit(x[:, self.keep], right, sample_weight=heavy)

    def odds(self, rows):
        x = self.vectors.transform([{f: 1 for f in r["features"]} for r, _ in rows])[:, self.keep]
        return self.fit.decision_function(x)

    def weights(self):
        names = self.vectors.get_feature_names_out()[self.keep]
        yield "always", self.fit.intercept_[0]
        yield from sorted(zip(names, self.fit.coef_[0]))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("model")
    args.add_argument("--check", action="store_true")
    args.add_argument("--known", action="store_true")
    args.add_argument("--out", type=Path, default=OUT)
    args = args.parse_args()
    build()
    with tempfile.TemporaryDirectory() as folder:
        data = [(gold, told, list(label(gold, told, open_))) for gold, told, open_ in read(args.model, folder, args.known)]
    with tempfile.TemporaryDirectory() as folder:
        more = list(wrong(args.model, folder))
    kinds = {"one": False, "both": True}
    of = lambda page, both: [x for x in page[2] if x[0]["both"] == both]
    if args.check:
        before, after = np.zeros(3), np.zeros(3)
        for train, test in GroupKFold(10).split(data, groups=range(len(data))):
            short = lambda both: [x for x in more if x[0]["both"] == both]
            models = {k: Model([x for i in train for x in of(data[i], both)] + short(both), k) for k, both in kinds.items()}
            for i in test:
                rows, odds = [], []
                for k, both in kinds.items():
                    if part := of(data[i], both):
                        rows += part
                        odds += list(models[k].odds(part))
                before += score(data[i][0], data[i][1])
                after += score(data[i][0], choose(data[i][1], rows, odds))
        print("without weights", f1(before), "\nwith weights   ", f1(after))
        return
    lines = []
    for kind, both in kinds.items():
        rows = [x for page in data for x in of(page, both)] + [x for x in more if x[0]["both"] == both]
        model = Model(rows, kind)
        kept = [(name, round(1000 * w)) for name, w in model.weights()]
        lines += [f"{kind}\t{name}\t{w}\n" for name, w in kept if abs(w) >= SMALL or name == "always"]
        print(f"{kind}: {len(rows)} readings, {sum(right for _, right in rows)} right, {len(kept)} features")
    head = "# What speaks for a party where no words name it: open sides, feature, thousandths of log-odds.\n# Made by tools/unnamed/fit.py from the development part of the corpus; do not edit by hand.\n"
    args.out.write_text(head + "".join(lines), encoding="utf-8")


main()
