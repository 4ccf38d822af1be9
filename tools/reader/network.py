"""The networks of the reader in JAX: the encoder, what a pair of actors looks at, and the relations between them."""
import collections, re, time

import numpy as np

LAYERS, FIXED, HEADS, LONGEST = 9, 3, 12, 160
HIDDEN, FEATURES = 384, 42
LOOKS, ASKED, PLACES = 2, 64, 6  # attention of a pair: heads, values of a query, bits of a word
AT_FIRST = (2.0, 2.0, 0.5, 0.5, 0.5, -1.0)  # what a word's place adds before anything is learned
RATE, HEAD_RATE, DROP, EPOCHS = 8e-5, 10, 0.1, 4
KEPT = 0.998  # of the mean of the weights at each step
OF_FIELDS = 0.5  # what the domains of a relation count for beside the relation
ABSENT = 0.35  # share of the pairs with somebody whom the sentence does not name, and no relation, that is learned from
HIDE, HIDE_WORDS = 0.3, 0.05  # shares of actors and of pieces that are hidden while learning, so that names are not learned by heart
PIECES = 16000  # pieces of the encoder's vocabulary that are kept in any case, by its own order (most frequent first)
NEAR, FAR = 32, 128  # of the encoder: kinds of distance between two pieces, and the distance from which all are one
NAMES = {"attention.attn.q.": "attention.self.query.", "attention.attn.k.": "attention.self.key.", "attention.attn.v.": "attention.self.value.",
         "attention.attn.o.": "attention.output.dense.", "attention.LayerNorm.": "attention.output.LayerNorm."}  # its names of tensors, and BERT's
# batches by number of pairs and of pieces: most of either, and sentences at once
PAIRS, LENGTHS, AT_ONCE = (12, 56, 400), (24, 36, 56, LONGEST), (32, 8, 2)


def tokenizer(pieces):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    ids = {p: i for i, p in enumerate(pieces)}
    t = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    t.normalizer, t.pre_tokenizer = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer()
    t.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[(s, ids[s]) for s in ("[CLS]", "[SEP]")])
    t.enable_truncation(LONGEST)
    return t


def vocabulary(encoder, texts):
    """The pieces that are kept: the most frequent, single letters of Latin, and whatever the texts hold."""
    old = (encoder / "vocab.txt").read_text("utf-8").splitlines()
    used = {i for e in tokenizer(old).encode_batch(texts) for i in e.ids}
    latin = re.compile(r"^(##)?[\x21-\u024f–—‘’“”…€]+$")
    keep = [i for i, p in enumerate(old) if p in ("[PAD]", "[UNK]", "[CLS]", "[SEP]") or i in used or latin.match(p) and (i < PIECES or len(p.lstrip("#")) < 2)]
    keep = [i for i in keep if not old[i].startswith("[unused")]
    return keep, [old[i] for i in keep]


def nearness(weights):
    """What each distance of a key from a query adds, a row a head: the encoder has a weight for each of few kinds of distance,
    told as in T5 (Raffel et al. 2020): one by one when near, by the logarithm when far."""
    distance = np.arange(1 - LONGEST, LONGEST)
    after, n, half = distance > 0, np.abs(distance), NEAR // 4
    far = half + (np.log(np.maximum(n, 1) / half) / np.log(FAR / half) * half).astype(int)
    return weights[np.where(after, NEAR // 2, 0) + np.where(n < half, n, np.minimum(far, NEAR // 2 - 1))].T.copy()


def base_weights(encoder, keep):
    """The encoder's own weights, of the layers and pieces that are kept, by BERT's names."""
    from safetensors.numpy import load_file
    w = {}
    for name, value in load_file(encoder / "model.safetensors").items():
        for old, new in NAMES.items():
            name = name.replace(old, new)
        layer = int(name.split(".")[2]) if name.startswith("encoder.layer.") else -1
        if value.dtype.kind == "f" and "pooler" not in name and layer < LAYERS:
            w[name] = value.astype(np.float32)
    w["embeddings.word_embeddings.weight"] = w["embeddings.word_embeddings.weight"][keep]
    # the first two places are for what is no text
    w["embeddings.position_embeddings.weight"] = w["embeddings.position_embeddings.weight"][2:LONGEST + 2]
    w["embeddings.token_type_embeddings.weight"] = np.zeros((1, w["embeddings.word_embeddings.weight"].shape[1]), np.float32)
    w["encoder.nearness"] = nearness(w.pop("encoder.relative_attention_bias.weight"))
    return w


def head_weights(rng, width, relations, domains):
    start = lambda *shape: rng.normal(0, 0.03, shape).astype(np.float32)
    zero = lambda n: np.zeros(n, np.float32)
    asked = LOOKS * ASKED
    return {"head.hidden.weight": start(HIDDEN, (4 + LOOKS) * width + FEATURES), "head.hidden.bias": zero(HIDDEN),
            "head.out.weight": start(relations + 1, HIDDEN), "head.out.bias": zero(relations + 1),
            "head.domain.weight": start(domains, HIDDEN), "head.domain.bias": zero(domains),
            "head.absent_source": start(width), "head.absent_target": start(width),
            "head.look.query.weight": start(asked, 2 * width + FEATURES), "head.look.query.bias": zero(asked),
            "head.look.key.weight": start(asked, width), "head.look.key.bias": zero(asked),
            "head.look.places": np.tile(np.array(AT_FIRST, np.float32), (LOOKS, 1)) + start(LOOKS, PLACES)}


class Table:
    """Sentences as numbers."""

    def __init__(self, sentences, pieces, relations, domains):
        self.place, self.field = {r: k + 1 for k, r in enumerate(relations)}, {d: k for k, d in enumerate(domains)}
        self.hidden = pieces.index("[UNK]")
        self.encoded = tokenizer(pieces).encode_batch([s.text for s in sentences])
        self.rows, self.members = [], []
        for s, e in zip(sentences, self.encoded):
            overlaps = lambda q, x, y: e.offsets[q][0] < e.offsets[q][1] and e.offsets[q][0] < y and e.offsets[q][1] > x
            here = range(len(e.ids))
            self.members.append([[q for q in here if any(overlaps(q, *m) for m in mentions)] for mentions in s.members])
            word = [next((i for i, w in enumerate(s.words) if overlaps(q, *w)), None) for q in here]
            self.rows.append([(a, b, f, [0 if i is None else w[i] for i in word], [self.place[r] for r in right] or [0],
                               [self.field[d] for d in of if d in self.field], bool(right) or bool(s.members[a] and s.members[b]))
                              for a, b, f, w, right, of in s.pairs])

    def size(self, k, rows):
        return tuple(next(i for i, most in enumerate(steps) if n <= most or i == len(steps) - 1) for n, steps in ((len(rows), PAIRS), (len(self.encoded[k].ids), LENGTHS)))

    def batches(self, rng):
        """Batches in random order, with what is left out and hidden drawn anew."""
        groups = collections.defaultdict(list)
        for k in rng.permutation(len(self.rows)):
            rows = [r for r in self.rows[k] if r[6] or rng.random() < ABSENT]
            if rows:
                ids = np.array(self.encoded[k].ids)
                for pieces in self.members[k]:
                    if pieces and rng.random() < HIDE:
                        ids[pieces] = self.hidden
                words = rng.random(len(ids)) < HIDE_WORDS
                words[[0, -1]] = False
                ids[words] = self.hidden
                groups[self.size(k, rows)].append((k, ids, rows))
        found = [(key, of[i:i + AT_ONCE[key[0]]]) for key, of in groups.items() for i in range(0, len(of), AT_ONCE[key[0]])]
        for i in rng.permutation(len(found)):
            yield self.batch(*found[i])

    def batch(self, key, chosen):
        q, l, b, n = PAIRS[key[0]], LENGTHS[key[1]], AT_ONCE[key[0]], len(self.place) + 1
        zero = lambda *shape: np.zeros(shape, np.float32)
        ids, mask, there = np.zeros((b, l), np.int32), zero(b, l), zero(b, q)
        source, target, features, bits = zero(b, q, l), zero(b, q, l), zero(b, q, FEATURES), zero(b, q, l, PLACES)
        right, fields = zero(b, q, n), zero(b, q, len(self.field))
        mask[:, 0] = 1
        for r, (k, own, rows) in enumerate(chosen):
            m = len(own)
            ids[r, :m], mask[r, :m] = own, 1
            for c, (s, t, f, places, relations, domains, _) in enumerate(rows[:q]):
                for side, who in ((source, s), (target, t)):
                    side[r, c, self.members[k][who]] = 1 / max(len(self.members[k][who]), 1)
                features[r, c, f], right[r, c, relations], fields[r, c, domains], there[r, c] = 1, 1, 1, 1
                bits[r, c, :m] = np.array(places)[:, None] >> np.arange(PLACES) & 1
        return ids, mask, source, target, features, bits, right, fields, there


def train(sentences, weights, pieces, relations, domains, seed=0):
    """The weights of both networks after some rounds over the sentences, as a mean over the last steps."""
    import jax, jax.numpy as jnp, optax
    rng = np.random.default_rng(seed)
    table = Table(sentences, pieces, relations, domains)
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    is_fixed = lambda k: k.startswith("embeddings") or k == "encoder.nearness" or any(k.startswith(f"encoder.layer.{l}.") for l in range(FIXED))
    start = {**weights, **head_weights(rng, width, len(relations), len(domains))}
    fixed = {k: jnp.asarray(v) for k, v in start.items() if is_fixed(k)}
    free = {k: jnp.asarray(v) for k, v in start.items() if not is_fixed(k)}

    def norm(x, p, name):
        mean = x.mean(-1, keepdims=True)
        return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12) * p[name + ".weight"] + p[name + ".bias"]

    def drop(x, key, rate):
        return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)

    half = jnp.bfloat16  # but for the slope of the weights, which takes less time in float32
    along = lambda a, b, of_a, of_b: jax.lax.dot_general(a, b, (((of_a,), (of_b,)), ((), ())), preferred_element_type=jnp.float32)

    @jax.custom_vjp
    def product(x, w):
        return along(x.astype(half), w.astype(half), 1, 1)

    def forward(x, w):
        return product(x, w), (x, w)

    def backward(of, slope):
        return along(slope.astype(half), of[1].astype(half), 1, 0), along(slope, of[0], 0, 0)

    product.defvjp(forward, backward)

    def line(x, p, name):
        w = p[name + ".weight"]
        return product(x.reshape(-1, x.shape[-1]), w).reshape(*x.shape[:-1], w.shape[0]) + p[name + ".bias"]

    gelu = lambda x: jax.nn.gelu(x, approximate=False)

    def encode(p, ids, mask, key):
        b, l = ids.shape
        x = p["embeddings.word_embeddings.weight"][ids] + p["embeddings.position_embeddings.weight"][:l] + p["embeddings.token_type_embeddings.weight"][0]
        x = norm(x, p, "embeddings.LayerNorm")
        places = jnp.arange(l)
        near = p["encoder.nearness"][:, LONGEST - 1 + places[None] - places[:, None]]
        beyond = (1 - mask)[:, None, None, :] * -1e9 + near
        for k in range(LAYERS):
            of = f"encoder.layer.{k}."
            split = lambda x: x.reshape(b, l, HEADS, -1).transpose(0, 2, 1, 3)
            asked, keys, values = (split(line(x, p, of + f"attention.self.{z}")) for z in ("query", "key", "value"))
            fit = jax.nn.softmax(asked @ keys.transpose(0, 1, 3, 2) / np.sqrt(width / HEADS) + beyond, -1)
            key, k1, k2 = jax.random.split(key, 3)
            x = norm(x + drop(line((fit @ values).transpose(0, 2, 1, 3).reshape(b, l, width), p, of + "attention.output.dense"), k1, DROP), p, of + "attention.output.LayerNorm")
            x = norm(x + drop(line(gelu(line(x, p, of + "intermediate.dense")), p, of + "output.dense"), k2, DROP), p, of + "output.LayerNorm")
        return x

    def loss(free, batch, key):
        ids, mask, source, target, features, bits, right, fields, there = batch
        p = {**fixed, **free}
        k0, k1, k2 = jax.random.split(key, 3)
        h = encode(p, ids, mask, k0)
        a = jnp.einsum("bpl,bld->bpd", source, h) + features[..., 0:1] * p["head.absent_source"]
        b = jnp.einsum("bpl,bld->bpd", target, h) + features[..., 1:2] * p["head.absent_target"]
        mean = jnp.broadcast_to(((h * mask[..., None]).sum(1) / mask.sum(1, keepdims=True))[:, None], a.shape)
        heads = lambda x: x.reshape(*x.shape[:2], LOOKS, ASKED)
        asked, keys = heads(line(jnp.concatenate([a, b, features], -1), p, "head.look.query")), heads(line(h, p, "head.look.key"))
        fit = jnp.einsum("bphd,blhd->bphl", asked, keys) / np.sqrt(ASKED) + jnp.einsum("bplf,hf->bphl", bits, p["head.look.places"])
        fit = jax.nn.softmax(fit + ((1 - mask) * -1e9)[:, None, None, :], -1)
        seen = jnp.einsum("bphl,bld->bphd", fit, h).reshape(*a.shape[:2], LOOKS * width)
        z = drop(jnp.concatenate([a, b, a * b, mean, features, seen], -1), k1, 2 * DROP)
        z = drop(gelu(line(z, p, "head.hidden")), k2, 2 * DROP)
        right_of = lambda name, wanted: jax.nn.logsumexp(jnp.where(wanted > 0, jax.nn.log_softmax(line(z, p, name), -1), -1e9), -1)
        told = fields.sum(-1) > 0
        of_fields = jnp.where(told, right_of("head.domain", fields), 0).sum() / jnp.maximum(there.sum(), 1)
        return -(right_of("head.out", right) * there).sum() / there.sum() - OF_FIELDS * of_fields

    steps = EPOCHS * sum(1 for _ in table.batches(np.random.default_rng(seed)))
    rate = optax.warmup_cosine_decay_schedule(0, RATE, steps // 10, steps, RATE * 0.02)
    kinds = {"head": optax.adamw(lambda s: rate(s) * HEAD_RATE, weight_decay=0.01), "encoder": optax.adamw(rate, weight_decay=0.01)}
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(kinds, {k: "head" if k.startswith("head") else "encoder" for k in free}))
    state = rule.init(free)

    @jax.jit
    def step(free, mean, state, batch, key):
        value, slope = jax.value_and_grad(loss)(free, batch, key)
        change, state = rule.update(slope, state, free)
        free = optax.apply_updates(free, change)
        return free, jax.tree.map(lambda m, w: KEPT * m + (1 - KEPT) * w, mean, free), state, value

    key, mean = jax.random.PRNGKey(seed), free
    for epoch in range(EPOCHS):
        begun, values = time.time(), []
        for batch in table.batches(rng):
            key, now = jax.random.split(key)
            free, mean, state, value = step(free, mean, state, batch, now)
            values.append(value)
        print(f"epoch {epoch + 1}: loss {float(np.mean(values)):.3f}, {time.time() - begun:.0f} s", flush=True)
    return {k: np.asarray(v) for k, v in {**fixed, **mean}.items()}


def rounded(weights):
    """Matrices in whole numbers with a scale a row, all else as it is."""
    out = {}
    for name, value in weights.items():
        value = np.asarray(value, np.float32)
        if value.ndim == 2 and ".weight" in name and "position" not in name and "token_type" not in name:
            scale = np.maximum(np.abs(value).max(1), 1e-8) / 127
            out[name], out[name + ".scale"] = np.rint(value / scale[:, None]).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = value
    return out


def write(folder, weights, pieces, relations, domains):
    from safetensors.numpy import save_file
    folder.mkdir(parents=True, exist_ok=True)
    save_file(rounded(weights), folder / "reader.safetensors")
    (folder / "vocabulary.txt").write_text("".join(p + "\n" for p in pieces), encoding="utf-8")
    (folder / "domains.txt").write_text("".join(d + "\n" for d in domains), encoding="utf-8")
    (folder / "relations.txt").write_text("".join(r + "\n" for r in relations), encoding="utf-8")
    if not (folder / "weights.tsv").exists():
        (folder / "weights.tsv").write_text("", encoding="utf-8")
