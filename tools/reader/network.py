"""The networks of the reader in PyTorch: the encoder, what a pair of actors looks at, and the relations between them."""
import collections, pathlib, re, time

import numpy as np

from lessons import AS_WANTED

LAYERS, FIXED, HEADS, LONGEST = 9, 3, 12, 256
BEFORE, BACK = 48, 3  # pieces of the sentences before that a stretch of a page is read with, and sentences after which an actor is forgotten
HIDDEN, FEATURES = 384, 42
LOOKS, ASKED, PLACES = 2, 64, 6  # attention of a pair: heads, values of a query, bits of a word
AT_FIRST = (2.0, 2.0, 0.5, 0.5, 0.5, -1.0)  # what a word's place adds before anything is learned
IN_HALF = "amx_bf16" in pathlib.Path("/proc/cpuinfo").read_text()  # whether this processor multiplies faster in bfloat16
# first sentence by sentence, then in stretches of pages: rounds, and the highest rate
ALONE, TOGETHER = (4, 8e-5), (2, 5e-5)
HEAD_RATE, DROP = 10, 0.1
KEPT, MEAN_EVERY = 0.998, 10  # of the mean of the weights at each step, and how often it is taken
OF_FIELDS = {"domains": 0.5, "status": 0.3, "polarity": 0.3, "mode": 0.3}  # what the fields of a statement count for beside the relation
ABSENT = 0.35  # share of the pairs with somebody whom the sentence does not name, and no relation, that is learned from
HIDE, HIDE_WORDS = 0.3, 0.05  # shares of actors and of pieces that are hidden while learning, so that names are not learned by heart
PIECES = 16000  # pieces of the encoder's vocabulary that are kept in any case, by its own order (most frequent first)
NEAR, FAR = 32, 128  # of the encoder: kinds of distance between two pieces, and the distance from which all are one
NAMES = {"attention.attn.q.": "attention.self.query.", "attention.attn.k.": "attention.self.key.", "attention.attn.v.": "attention.self.value.",
         "attention.attn.o.": "attention.output.dense.", "attention.LayerNorm.": "attention.output.LayerNorm."}  # its names of tensors, and BERT's
# batches by number of pairs and of pieces: most of either, and stretches at once
PAIRS, LENGTHS, AT_ONCE = (16, 120, 360, 1000), (36, 100, LONGEST), (56, 20, 8)
STATUSES = ("actual", "signed", "planned", "offered", "sought", "considered", "ended")
POLARITIES = ("affirmed", "denied")
MODES = ("meet", "visit", "phone", "third-party", "multilateral")
DRAWS, DRAWN = {}, 1 << 26  # by the share left out: what is multiplied with, and how often yet; and how much is drawn at once
PICKS = {"time": 0.3, "amount": 0.3, "object": 0.3}  # what is told by words that a pair picks, and what it counts for
OPTIONS = (24, 96)  # most options of a window that are looked at: dates and numbers, things
OF_PLACE = 0.5  # what it counts for where a pair's relation is stated


def fields(domains):
    """What is learned beside the relation, with its values in order."""
    return {"domains": domains, "status": STATUSES, "polarity": POLARITIES, "mode": MODES}


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
            **{f"head.{name}.weight": start(len(values), HIDDEN) for name, values in fields(domains).items()},
            **{f"head.{name}.bias": zero(len(values)) for name, values in fields(domains).items()},
            **{f"head.{name}.{part}.weight": start(*shape) for name in PICKS for part, shape in
               (("asks", (ASKED, HIDDEN)), ("answers", (ASKED, width)), ("nothing", (1, HIDDEN)))},
            **{f"head.{name}.{part}.bias": zero(n) for name in PICKS for part, n in (("asks", ASKED), ("answers", ASKED), ("nothing", 1))},
            **{f"head.{name}.places": zero(PLACES + BACK + 1) for name in PICKS},
            **{f"head.place.{part}.weight": start(*shape) for part, shape in
               (("asks", (ASKED, HIDDEN)), ("answers", (ASKED, width)), ("relations", (relations + 1, ASKED)))},
            **{f"head.place.{part}.bias": zero(n) for part, n in (("asks", ASKED), ("answers", ASKED), ("relations", relations + 1))},
            "head.place.places": zero(PLACES),
            "head.focal.weight": np.zeros((1, width), np.float32), "head.focal.bias": zero(1),  # tools/focal/sense.py
            "head.absent_source": start(width), "head.absent_target": start(width),
            "head.look.query.weight": start(asked, 2 * width + FEATURES), "head.look.query.bias": zero(asked),
            "head.look.key.weight": start(asked, width), "head.look.key.bias": zero(asked),
            "head.look.places": np.tile(np.array(AT_FIRST, np.float32), (LOOKS, 1)) + start(LOOKS, PLACES)}


class Table:
    """Pages (lists of sentences) as numbers."""

    def __init__(self, pages, pieces, relations, domains):
        self.place = {r: k + 1 for k, r in enumerate(relations)}
        self.fields = {name: {v: k for k, v in enumerate(values)} for name, values in fields(domains).items()}
        mark = {s: pieces.index(s) for s in ("[UNK]", "[CLS]", "[SEP]")}
        self.hidden, self.first, self.last = mark["[UNK]"], mark["[CLS]"], mark["[SEP]"]
        split = tokenizer(pieces)
        self.pages = [[self.sentence(s, split.encode(s.text, add_special_tokens=False)) for s in page] for page in pages]

    def sentence(self, s, e):
        """Its pieces, those of each actor, whom each actor stands for, and its pairs."""
        overlaps = lambda q, x, y: e.offsets[q][0] < e.offsets[q][1] and e.offsets[q][0] < y and e.offsets[q][1] > x
        here = range(min(len(e.ids), LONGEST - 2))
        members = [[q for q in here if any(overlaps(q, *m) for m in mentions)] for mentions in s.members]
        word = [next((i for i, w in enumerate(s.words) if overlaps(q, *w)), None) for q in here]
        pieces = lambda at: [q for q in here if overlaps(q, *at)]
        heads = [(pieces(at), at) for at in s.places]
        heads = [(p, at) for p, at in heads if p]
        stated = lambda where: [(self.place[r], [k for k, (_, (x, y)) in enumerate(heads) if x < end and y > start]) for r, start, end in where]
        rows = [(a, b, f, [0 if i is None else w[i] for i in word], [self.place[r] for r in right] or [0],
                 {name: [of[v] for v in told.get(name, ()) if v in of] for name, of in self.fields.items()},
                 bool(right) or bool(s.members[a] and s.members[b]), wants, [x for x in stated(where) if x[1]])
                for a, b, f, w, right, told, wants, where in s.pairs]
        options = {name: [(p, value) for p, value in ((pieces(at), value) for at, value in all_of) if p] for name, all_of in s.options.items()}
        return np.array(e.ids[:len(here)], np.int32), members, s.sides, rows, [p for p, _ in heads], options

    def windows(self, page, most):
        """Stretches of a page that are read together: for each its sentences, and how many of them belong to the stretch before
        and are only there to be heeded. `most` is the room for the first."""
        sizes, start = [len(s[0]) + 1 for s in page], 0
        while start < len(page):
            before, room = start, BEFORE
            while before > 0 and sizes[before - 1] <= room:
                before -= 1
                room -= sizes[before]
            end, used = start + 1, 1 + sum(sizes[before:start + 1])
            while used > LONGEST and before < start:
                used -= sizes[before]
                before += 1
            while end < len(page) and used + sizes[end] <= most:
                used += sizes[end]
                end += 1
            yield page[before:end], start - before
            start, most = end, LONGEST

    def rows(self, window, own, rng):
        """Pieces of a window, where each sentence begins and ends, and the pairs of those after `own`: sentence, pieces of source and target, the rest."""
        ids, ends = [np.array([self.first], np.int32)], []
        for own_ids, *_ in window:
            start = ends[-1][1] if ends else 1
            ends.append((start, start + len(own_ids) + 1))
            ids += [own_ids, np.array([self.last], np.int32)]
        ids = np.concatenate(ids)
        if rng:
            hides, pieces = {}, collections.defaultdict(list)
            for (start, _), (_, members, sides, *_) in zip(ends, window):
                for side, at in zip(sides, members):
                    pieces[side] += [start + q for q in at]
            for side, at in pieces.items():
                if at and rng.random() < HIDE:
                    ids[at] = self.hidden
            words = rng.random(len(ids)) < HIDE_WORDS
            words[ids == self.last], words[0] = False, False
            ids[words] = self.hidden
        pairs = []
        picks = {name: [] for name in PICKS}  # sentence, pieces and value of each option of the window
        places = []  # pieces of each word of which a claim may be made
        for k, (*_, options) in enumerate(window):
            for name, found in options.items():
                picks[name] += [(k, [ends[k][0] + q for q in at], value) for at, value in found]
        for k in range(own, len(window)):
            _, members, sides, rows, heads, _ = window[k]
            first, words = len(places), [[ends[k][0] + q for q in at] for at in heads]
            places += words
            where = lambda who: [ends[k][0] + q for q in members[who]] or self.recalled(window, ends, k, sides[who])
            at = [None] * len(members)
            for a, b, f, bits, right, told, kept, wants, stated in rows:
                if kept or not rng or rng.random() < ABSENT:
                    for who in (a, b):
                        at[who] = where(who) if at[who] is None else at[who]
                    picked = {name: self.picked(name, want, k, picks[name]) for name, want in wants.items() if want}
                    stated = [(relation, range(first, len(places)), [first + o for o in of]) for relation, of in stated]
                    pairs.append((*ends[k], at[a], at[b], f, bits, right, told, picked, stated))
        return ids, pairs, picks, places

    def picked(self, name, wanted, k, options):
        """For a pair of sentence k: how many sentences before it each option stands that it may pick (a date of the sentences just before too),
        and the places of those that gold wants, 0 for none. Nothing where gold wants what no option tells."""
        reach = BACK if name == "time" else 0
        open_ = {o: k - j for o, (j, _, _) in enumerate(options) if 0 <= k - j <= reach}
        right = [o + 1 for o in open_ for w in wanted if w is not None and AS_WANTED[name](w, options[o][2])] + [0 for w in wanted if w is None]
        return (open_, right) if right else None

    def recalled(self, window, ends, k, side):
        """The pieces that stand for somebody in the nearest of the sentences before that speaks of them."""
        for j in range(k - 1, max(k - 1 - BACK, -1), -1):
            _, members, sides, *_ = window[j]
            found = next((m for m, s in zip(members, sides) if s == side and m), None)
            if found:
                return [ends[j][0] + q for q in found]
        return []

    def batches(self, rng):
        """Batches in random order, with what is left out and hidden, and where windows begin, drawn anew."""
        groups = collections.defaultdict(list)
        for k in rng.permutation(len(self.pages)):
            for window, own in self.windows(self.pages[k], rng.integers(LONGEST // 4, LONGEST + 1)):
                ids, pairs, *options = self.rows(window, own, rng)
                if pairs:
                    groups[self.size(ids, pairs)].append((ids, pairs, *options))
        found = [(key, of[i:i + AT_ONCE[key[1]]]) for key, of in groups.items() for i in range(0, len(of), AT_ONCE[key[1]])]
        for i in rng.permutation(len(found)):
            yield self.batch(*found[i])

    def size(self, ids, pairs):
        return tuple(next(i for i, most in enumerate(steps) if n <= most or i == len(steps) - 1) for n, steps in ((len(pairs), PAIRS), (len(ids), LENGTHS)))

    def batch(self, key, chosen):
        b, n = len(chosen), len(self.place) + 1
        l, q = max(len(pieces) for pieces, *_ in chosen), min(PAIRS[key[0]], max(len(pairs) for _, pairs, *_ in chosen))
        zero = lambda *shape: np.zeros(shape, np.float32)
        ids, mask, there = np.zeros((b, l), np.int64), zero(b, l), zero(b, q)
        source, target, own = (np.zeros((b, q, l), np.float32) for _ in range(3))
        features, bits, right = zero(b, q, FEATURES), np.zeros((b, q, l), np.uint8), zero(b, q, n)
        told = {name: zero(b, q, len(of)) for name, of in self.fields.items()}
        most = {name: OPTIONS[name == "object"] for name in PICKS}
        options = {name: zero(b, most[name], l) for name in PICKS}
        back = {name: np.full((b, q, most[name]), -1, np.int8) for name in PICKS}
        picked = {name: zero(b, q, most[name] + 1) for name in PICKS}
        words, stated = zero(b, max(1, max(len(places) for *_, places in chosen)), l), []
        mask[:, 0] = 1
        own[..., 0] = 1
        for r, (pieces, pairs, picks, places) in enumerate(chosen):
            for o, at in enumerate(places):
                words[r, o, at] = 1 / len(at)
            for name, found in picks.items():
                for o, (_, at, _) in enumerate(found[:most[name]]):
                    options[name][r, o, at] = 1 / len(at)
            ids[r, :len(pieces)], mask[r, :len(pieces)] = pieces, 1
            for c, (start, end, s, t, f, seen, relations, of, picks_of, stated_of) in enumerate(pairs[:q]):
                stated += [(r, c, *x) for x in stated_of]
                for side, at in ((source, s), (target, t)):
                    side[r, c, at] = 1 / max(len(at), 1)
                own[r, c, start:end] = 1
                features[r, c, f], right[r, c, relations], there[r, c] = 1, 1, 1
                bits[r, c, start:start + len(seen)] = seen
                for name, values in of.items():
                    told[name][r, c, values] = 1
                for name, pick in picks_of.items():
                    if pick and max(pick[0], default=0) < most[name]:
                        for o, steps in pick[0].items():
                            back[name][r, c, o] = steps
                        picked[name][r, c, pick[1]] = 1
        place = {"words": words, "of": np.array([x[:3] for x in stated], np.int64).reshape(-1, 3), "open": zero(len(stated), words.shape[1]),
                 "right": zero(len(stated), words.shape[1])}
        for k, (_, _, _, open_, those) in enumerate(stated):
            place["open"][k, open_], place["right"][k, those] = 1, 1
        return ids, mask, source, target, own, features, bits, right, told, there, options, back, picked, place


def train(pages, weights, pieces, relations, domains, epochs, most, seed=0):
    """The weights of both networks after some rounds over the pages, as a mean over the last steps; `most` is the highest rate."""
    import torch
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    table = Table(pages, pieces, relations, domains)
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    start = {**head_weights(rng, width, len(relations), domains), **weights}
    p = {k: torch.tensor(v) for k, v in start.items()}
    free = {k: v.requires_grad_() for k, v in p.items() if not is_fixed(k)}
    mean = {k: v.detach().clone() for k, v in free.items()}
    head = lambda k: k.startswith("head")
    rule = torch.optim.AdamW([{"params": [v for k, v in free.items() if head(k) == whether], "lr": 1.0, "of": HEAD_RATE if whether else 1} for whether in (False, True)],
                             weight_decay=0.01, fused=True)
    steps, step = epochs * sum(1 for _ in table.batches(np.random.default_rng(seed))), 0
    for epoch in range(epochs):
        begun, values = time.time(), []
        for batch in table.batches(rng):
            step += 1
            for group in rule.param_groups:
                group["lr"] = group["of"] * most * rate(step, steps)
            value = loss(p, [torch.from_numpy(x) if isinstance(x, np.ndarray) else {k: torch.from_numpy(v) for k, v in x.items()} for x in batch], True)
            rule.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(free.values(), 1.0)
            rule.step()
            values.append(value.item())
            if step % MEAN_EVERY == 0:
                with torch.no_grad():
                    torch._foreach_lerp_(list(mean.values()), list(free.values()), 1 - KEPT ** MEAN_EVERY)
            if len(values) % 200 == 0:
                print(f"  {len(values)} batches: loss {np.mean(values[-200:]):.3f}, {time.time() - begun:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {np.mean(values):.3f}, {time.time() - begun:.0f} s", flush=True)
    return {k: mean.get(k, v).numpy() for k, v in p.items()}


def is_fixed(name):
    """Whether a tensor stays as the encoder has it (head.focal is learned by tools/focal/sense.py)."""
    return name.startswith(("embeddings", "head.focal")) or name == "encoder.nearness" or any(name.startswith(f"encoder.layer.{l}.") for l in range(FIXED))


def rate(step, steps):
    """The share of the highest rate at a step: it rises over the first tenth and falls along half a cosine."""
    warm = steps // 10
    return step / max(warm, 1) if step < warm else 0.02 + 0.98 * (1 + np.cos(np.pi * min((step - warm) / max(steps - warm, 1), 1))) / 2


def dropped(x, share, learning):
    """With a share of its values left out while learning: which ones, a place in a long row of draws tells, for drawing anew takes longer than the products."""
    import torch
    if not learning:
        return x
    if share not in DRAWS or DRAWS[share][1] == 0:
        DRAWS[share] = [(torch.rand(DRAWN) >= share).to(torch.bfloat16) / (1 - share), 2000]
    draws = DRAWS[share]
    draws[1] -= 1
    at = int(torch.randint(DRAWN - x.numel(), ()))
    return x * draws[0][at:at + x.numel()].view(x.shape)


def line(x, p, name):
    from torch.nn.functional import linear
    return linear(x, p[name + ".weight"], p[name + ".bias"])


def encode(p, ids, mask, learning):
    """The vector of each piece."""
    import torch, torch.nn.functional as F
    b, l = ids.shape
    width, half = p["embeddings.word_embeddings.weight"].shape[1], torch.bfloat16 if IN_HALF else torch.float32
    of_half = lambda name: p[name].to(half)
    line = lambda x, name: F.linear(x, of_half(name + ".weight"), of_half(name + ".bias"))
    norm = lambda x, name: F.layer_norm(x, (width,), of_half(name + ".weight"), of_half(name + ".bias"), 1e-12)
    x = p["embeddings.word_embeddings.weight"][ids] + p["embeddings.position_embeddings.weight"][:l] + p["embeddings.token_type_embeddings.weight"][0]
    x = F.layer_norm(x, (width,), p["embeddings.LayerNorm.weight"], p["embeddings.LayerNorm.bias"], 1e-12).to(half)
    places = torch.arange(l)
    beyond = (1 - mask)[:, None, None, :] * -1e9 + p["encoder.nearness"][:, LONGEST - 1 + places[None] - places[:, None]]
    beyond = beyond.to(half).reshape(b * HEADS, l, l)
    for k in range(LAYERS):
        of = f"encoder.layer.{k}."
        asked, keys, values = (line(x, of + f"attention.self.{z}").reshape(b, l, HEADS, -1).transpose(1, 2).reshape(b * HEADS, l, -1) for z in ("query", "key", "value"))
        # faster on processors than scaled_dot_product_attention
        seen = torch.baddbmm(beyond, asked, keys.transpose(1, 2), alpha=(width / HEADS) ** -0.5).softmax(-1) @ values
        seen = seen.reshape(b, HEADS, l, -1).transpose(1, 2).reshape(b, l, width)
        x = norm(x + dropped(line(seen, of + "attention.output.dense"), DROP, learning), of + "attention.output.LayerNorm")
        x = norm(x + dropped(line(F.gelu(line(x, of + "intermediate.dense")), of + "output.dense"), DROP, learning), of + "output.LayerNorm")
    return x.float()


def pairs_of(p, h, source, target, own, features, bits, learning):
    """What the networks know of each pair."""
    import torch, torch.nn.functional as F
    a = source @ h + features[..., 0:1] * p["head.absent_source"]
    b = target @ h + features[..., 1:2] * p["head.absent_target"]
    mean = (own / own.sum(-1, keepdim=True)) @ h
    heads = lambda x: x.reshape(*x.shape[:2], LOOKS, ASKED).transpose(1, 2)
    asked, keys = heads(line(torch.cat([a, b, features], -1), p, "head.look.query")), heads(line(h, p, "head.look.key"))
    places = (p["head.look.places"] @ bits.reshape(PLACES, -1)).reshape(LOOKS, *bits.shape[1:]).transpose(0, 1)
    fit = asked @ keys.transpose(2, 3) / ASKED ** 0.5 + places + ((1 - own) * -1e9)[:, None]
    seen = (fit.softmax(-1) @ h[:, None]).transpose(1, 2).reshape(*a.shape[:2], -1)
    z = dropped(torch.cat([a, b, a * b, mean, features, seen], -1), 2 * DROP, learning)
    return dropped(F.gelu(line(z, p, "head.hidden")), 2 * DROP, learning)


def of_pick(p, name, z, h, bits, options, back, picked):
    """The logarithm of the chance that each pair picks an option that gold wants."""
    import torch
    of = f"head.{name}."
    fit = line(z, p, of + "asks") @ line(options @ h, p, of + "answers").transpose(1, 2) / ASKED ** 0.5
    places = p[of + "places"]
    fit = fit + torch.einsum("kbpo,k->bpo", bits @ options.transpose(1, 2), places[:PLACES])
    fit = fit + places[PLACES + back.long().clamp(min=0)] + (back < 0) * -1e9
    all_ = torch.cat([line(z, p, of + "nothing"), fit], -1).log_softmax(-1)
    return right_of(all_, picked).sum()


def of_place(p, z, h, bits, place):
    """The logarithm of the chance that each relation of a pair is stated at words that gold quotes."""
    import torch
    pair, of, line_of = place["of"][:, :2].T, place["of"][:, 2], lambda x, name: line(x, p, f"head.place.{name}")
    words = place["words"]
    keys = line_of(words @ h, "answers")[pair[0]]
    asked = line_of(z[pair[0], pair[1]], "asks")
    fit = (keys @ asked[..., None])[..., 0] + line_of(keys, "relations").gather(2, of[:, None, None].expand(-1, keys.shape[1], 1))[..., 0]
    fit = fit / ASKED ** 0.5 + torch.einsum("knp,nop,k->no", bits[:, pair[0], pair[1]], words[pair[0]], p["head.place.places"])
    return right_of((fit + (place["open"] - 1) * 1e9).log_softmax(-1), place["right"])


def right_of(chances, wanted):
    """The logarithm of the chance of what is wanted, nothing where nothing is."""
    some = wanted.sum(-1) > 0
    return chances[some].masked_fill(wanted[some] == 0, -1e9).logsumexp(-1)


def loss(p, batch, learning):
    import torch
    ids, mask, source, target, own, features, bits, right, told, there, options, back, picked, place = batch
    h = encode(p, ids, mask, learning)
    bits = torch.stack([(bits >> bit & 1).float() for bit in range(PLACES)])
    z = pairs_of(p, h, source, target, own, features, bits, learning)
    of = lambda name, wanted: right_of(line(z, p, "head." + name).log_softmax(-1), wanted).sum()
    value = of("out", right * there[..., None]) + sum(of(name, wanted) * OF_FIELDS[name] for name, wanted in told.items())
    value = value + sum(of_pick(p, name, z, h, bits, options[name], back[name], picked[name]) * PICKS[name] for name in PICKS)
    if len(place["of"]):
        value = value + of_place(p, z, h, bits, place).sum() * OF_PLACE
    return -value / there.sum().clamp(min=1)


def read(folder):
    """The weights that [`write`] has written, as numbers."""
    from safetensors.numpy import load_file
    w = load_file(folder / "reader.safetensors")
    return {k: v.astype(np.float32) * w[k + ".scale"][:, None] if k + ".scale" in w else v for k, v in w.items() if not k.endswith(".scale")}


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
    (folder / "fields.tsv").write_text("".join(f"{name}\t{v}\n" for name, values in fields(domains).items() for v in values), encoding="utf-8")
    (folder / "relations.txt").write_text("".join(r + "\n" for r in relations), encoding="utf-8")
    if not (folder / "weights.tsv").exists():
        (folder / "weights.tsv").write_text("", encoding="utf-8")
