#!/usr/bin/env python3
"""Whether the coder computes of a page what the networks are: its chances against the same tensors in numpy.

usage: compare.py MODEL READER PAGE DATE     MODEL and READER are folders, that of the language model and of the reader's files

Prints the mean and the greatest difference of a relation's chance; what pairs pick is not compared. Inputs of the encoder's products are rounded to seven bits, so where the
last bit of a sum differs here from there, one may fall on the other side of a half: a mean of some 0.02 is as it should be.
"""
import math, pathlib, sys, tempfile

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "corpus"))
from learning import build, code
from lessons import Sentence
from network import ASKED, FEATURES, HEADS, LAYERS, LONGEST, LOOKS, PLACES, Table, read

NEAR = 1e-4  # added to a chance before its logarithm is taken, as features.rs has it


def whole(x):
    """Each row in whole numbers from 0 to 127, evenly from its lowest value to its highest, as the coder rounds it."""
    low, high = (np.float32(f(x, -1, keepdims=True, initial=0)) for f in (np.min, np.max))
    step = np.maximum(high - low, np.float32(1e-30)) / np.float32(127)
    zero = np.rint(-low / step)
    return (np.rint(np.clip(x * (1 / step) + zero, 0, 127)) - zero) * step


def chances(w, ids, pairs):
    """For each pair of a stretch its chances of nothing and of each relation."""
    line = lambda x, name: x @ w[name + ".weight"].T + w[name + ".bias"]
    layer_line = lambda x, name: line(whole(x), name)
    gelu = lambda x: 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))

    def shares(x):
        x = np.exp(x - x.max(-1, keepdims=True))
        return x / x.sum(-1, keepdims=True)

    def norm(x, name):
        mean = x.mean(-1, keepdims=True)
        return (x - mean) / np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * w[name + ".weight"] + w[name + ".bias"]

    n, embedding = len(ids), lambda what: w[f"embeddings.{what}_embeddings.weight"]
    x = norm(embedding("word")[ids] + embedding("position")[:n] + embedding("token_type")[0], "embeddings.LayerNorm")
    width, places = x.shape[1], np.arange(n)
    near = w["encoder.nearness"][:, LONGEST - 1 + places[None] - places[:, None]]
    for layer in range(LAYERS):
        of = f"encoder.layer.{layer}."
        heads = lambda x: x.reshape(n, HEADS, -1).transpose(1, 0, 2)
        asked, keys, values = (heads(layer_line(x, of + f"attention.self.{z}")) for z in ("query", "key", "value"))
        fit = shares(asked @ keys.transpose(0, 2, 1) / math.sqrt(width / HEADS) + near)
        x = norm(x + layer_line((fit @ values).transpose(1, 0, 2).reshape(n, width), of + "attention.output.dense"), of + "attention.output.LayerNorm")
        x = norm(x + layer_line(gelu(layer_line(x, of + "intermediate.dense")), of + "output.dense"), of + "output.LayerNorm")
    for start, end, source, target, features, places, *_ in pairs:
        on = np.zeros(FEATURES, np.float32)
        on[features] = 1
        own = x[[0, *range(start, end)]]
        mean = lambda at: x[at].mean(0) if at else np.zeros(width, np.float32)
        a, b = mean(source) + on[0] * w["head.absent_source"], mean(target) + on[1] * w["head.absent_target"]
        asked = line(np.concatenate([a, b, on]), "head.look.query").reshape(LOOKS, ASKED)
        keys = line(own, "head.look.key").reshape(len(own), LOOKS, ASKED)
        bits = np.array([0, *places, *[0] * (len(own) - 1 - len(places))])[:, None] >> np.arange(PLACES) & 1
        seen = shares(np.einsum("hd,lhd->hl", asked, keys) / math.sqrt(ASKED) + w["head.look.places"] @ bits.T) @ own
        hidden = gelu(line(np.concatenate([a, b, a * b, own.mean(0), on, seen.reshape(-1)]), "head.hidden"))
        yield shares(line(hidden, "head.out"))


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    model, reader, page, date = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4]
    build()
    with tempfile.TemporaryDirectory() as folder:
        [(_, lessons)] = code(model, [(page, date)], folder, "lessons", LESSONS="1", READER=str(reader))
    listed = lambda name: (reader / name).read_text("utf-8").splitlines()
    relations, w = listed("relations.txt"), read(reader)
    sentences = [Sentence(page.read_bytes(), l, lambda *_: (set(), {}, {})) for l in lessons]
    table = Table([sentences], listed("vocabulary.txt"), relations, [l.split("\t")[1] for l in listed("fields.tsv") if l.startswith("domains\t")])
    [own], lesson = table.pages, iter(lessons)
    apart, compared, whose = [], 0, lambda e: e.get("state") or e["id"]
    chance = lambda log: math.exp(log / 1000) - NEAR
    for stretch, before in table.windows(own, LONGEST):
        ids, pairs, _ = table.rows(stretch, before, None)
        found = chances(w, ids, pairs)
        for _ in stretch[before:]:
            l = next(lesson)
            of = {(whose(l["members"][a][1]), whose(l["members"][b][1])): c for (a, b, *_), c in zip(l["pairs"], found)}
            for j in (j for j in l["judged"] if not j["rule"]):
                told, s = dict(map(tuple, j["features"])), j["statement"]
                row = of[whose(s["source"]), whose(s["target"])]
                both = (row[1 + relations.index(s["relation"])], told["it"]), (row[0], told["nothing"])
                apart, compared = apart + [abs(x - chance(y)) for x, y in both], compared + 1
    print(f"{compared} readings of {len(lessons)} sentences compared, difference of a chance {np.mean(apart or [0]):.6f} in the mean, {max(apart, default=0):.6f} at most")


if __name__ == "__main__":
    main()
