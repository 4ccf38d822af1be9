#!/usr/bin/env python3
"""How far two annotations of the same pages agree: corpus/gold against corpus/second.

usage: agreement.py [--show]          print the tables of corpus/AGREEMENT.md; --show adds the required lines not found

Two lines are one statement when relation, parties, polarity and place fit, by the rules of `evaluate statements`: one line
stands for gold and may list alternatives (`also`, several names of a party, several polarities), the other for a prediction
and gives its first relation and polarity. Symmetric relations take either order. Lines are paired one to one so that most required
lines find a partner, then most attributes agree. A gold line that is optional costs nothing when it is not found.

Attributes are compared on the pairs. Kappa is taken over lines paired by their place alone, so that it can see disagreement.
"""
import json, re, sys, unicodedata
from collections import Counter, defaultdict
from functools import lru_cache

from build_gold import CORPUS, relations

FIELDS = ["status", "time", "amount", "object", "domains", "mode", "parties", "certainty", "attribution"]
SYMMETRIC = {r for r, (_, symmetric) in relations().items() if symmetric}


def listed(x):
    return x if isinstance(x, list) else [x]


def words(s):
    """The words of a name without case, accents, article and marks inside a word."""
    s = "".join(c for c in unicodedata.normalize("NFKD", str(s)).casefold() if not unicodedata.combining(c))
    out = re.findall(r"[^\W_]+", re.sub(r"[.'’\"“”‘#]", "", s).replace("organisation", "organization"))
    return out[1:] if out[:1] == ["the"] else out


def key(s):
    return "".join(words(s))


def party_fits(accepted, given):
    """Gold's party against a prediction's: an open one takes any, a prediction that leaves it open fits only that."""
    return accepted is None or (given is not None and bool({key(a) for a in listed(accepted)} & {key(g) for g in listed(given)}))


def place_fits(g, p):
    (lo, hi), a, b = g["within"], p["start"], p["end"]
    size = g["end"] - g["start"]
    if a < lo - 2 or b > hi + 2 or b - a < min(8, size):
        return False
    return 2 * (min(g["end"], b) - max(g["start"], a)) >= min(size, b - a)


def readings(g):
    yield g["relation"], g["source"], g["target"]
    for a in g.get("also", []):
        yield (a, g["source"], g["target"]) if isinstance(a, str) else (a["relation"], a["source"], a["target"])


def parties_fit(g, reading, p):
    relation, s, t = reading
    if party_fits(s, p["source"]) and party_fits(t, p["target"]):
        return True
    return (relation in SYMMETRIC or bool(g.get("symmetric"))) and party_fits(s, p["target"]) and party_fits(t, p["source"])


def same(g, p):
    """Whether the prediction p is the statement of the gold line g."""
    if listed(p.get("polarity", "affirmed"))[0] not in listed(g.get("polarity", "affirmed")) or not place_fits(g, p):
        return False
    return any(r[0] == p["relation"] and parties_fit(g, r, p) for r in readings(g))


def one_way(k, g, p):
    """Share of 1 that the field of p earns against what g accepts."""
    if k == "certainty":
        return float(listed(p.get(k, "asserted"))[0] in listed(g.get(k, "asserted")))
    if k == "attribution":
        want, got = g.get(k, []), p.get(k, [])
        near = lambda a, b: set(words(a)) <= set(words(b)) or set(words(b)) <= set(words(a))
        return float(all(any(near(w, h) for h in got) for w in want)) if want else float(not got)
    want, got = g[k], p[k]
    if k == "domains":
        want, got = set(listed(want)), set(listed(got))
        return len(want & got) / len(got if len(want) < 3 else want | got)
    if k == "amount":
        return float(all(got.get(f) == v for f, v in want.items()))
    if k == "object":
        return float(key(want) in key(got) or key(got) in key(want))
    if k == "parties":
        have = {key(x) for f in ("parties", "source", "target") for x in listed(p[f] or [])}
        return float(all(key(w) in have for w in want))
    return float(listed(got)[0] in listed(want))


def fields(a, b):
    """Field, agreement (mean of both directions) and whether both lines state it, of a pair."""
    for k in FIELDS:
        both, default = k in a and k in b, k in ("certainty", "attribution")
        if both or (default and (k in a or k in b)):
            yield k, (one_way(k, a, b) + one_way(k, b, a)) / 2, True
        elif (k in a or k in b) and not default:
            yield k, 0.0, False


def best_pairs(weights):
    """One-to-one pairing of largest total weight; weights maps (i, j) to a value > 0. Exact, by component of the graph."""
    left, right = defaultdict(dict), defaultdict(set)
    for (i, j), w in weights.items():
        left[i][j] = w
        right[j].add(i)
    pairs, seen = {}, set()
    for root in sorted(left):
        if root in seen:
            continue
        rows, todo = [], [root]
        while todo:
            i = todo.pop()
            if i not in seen:
                seen.add(i)
                rows.append(i)
                todo += [x for j in left[i] for x in right[j]]
        rows.sort()

        @lru_cache(maxsize=None)
        def best(n, used):
            if n == len(rows):
                return 0.0, ()
            options = [best(n + 1, used)]
            for j, w in sorted(left[rows[n]].items()):
                if j not in used:
                    total, rest = best(n + 1, used | {j})
                    options.append((total + w, ((rows[n], j),) + rest))
            return max(options, key=lambda o: o[0])

        pairs.update(best(0, frozenset())[1])
    return pairs


def required(line):
    return not line.get("optional")


def paired(gold, pred, fits):
    weights = {}
    for i, g in enumerate(gold):
        for j, p in enumerate(pred):
            if fits(g, p):
                marks = [c for _, c, both in fields(g, p) if both]
                weights[i, j] = 1000 * required(g) + 1 + sum(marks) / max(1, len(marks))
    return best_pairs(weights)


def by_place(a, b):
    """Pairs of lines on the same words, closest first; parties break ties, the relation has no say."""
    weights = {}
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if place_fits(x, y) and place_fits(y, x):
                common = min(x["end"], y["end"]) - max(x["start"], y["start"])
                alike = sum(party_fits(x[k], y[k]) and party_fits(y[k], x[k]) for k in ("source", "target"))
                weights[i, j] = 1 + common / (max(x["end"], y["end"]) - min(x["start"], y["start"])) + alike / 4
    return best_pairs(weights)


class Tally:
    """Counts that add up over pages; rates are taken from the sums. `free`: an optional prediction may lack a partner."""

    def __init__(self, free=False):
        self.free, self.right, self.need, self.extra = free, 0, 0, 0

    def add(self, gold, pred, pairs):
        used = set(pairs.values())
        self.right += sum(required(g) and i in pairs for i, g in enumerate(gold))
        self.need += sum(map(required, gold))
        self.extra += sum(j not in used and (required(p) or not self.free) for j, p in enumerate(pred))
        return self

    def rates(self):
        recall = self.right / self.need if self.need else 0.0
        precision = self.right / (self.right + self.extra) if self.right + self.extra else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def kappa(labels):
    """Cohen's kappa of pairs of labels: (observed - expected) / (1 - expected), with the observed share."""
    n = len(labels)
    if not n:
        return 0.0, 0.0
    seen = sum(x == y for x, y in labels) / n
    a, b = Counter(x for x, _ in labels), Counter(y for _, y in labels)
    chance = sum(a[k] * b[k] for k in a) / n / n
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0, seen


def load(path):
    return [json.loads(l) for l in path.read_text(encoding="utf-8").splitlines() if l.strip()]


def lone(name, lines, with_partner, side):
    """Prints the required lines of one side that the other, as prediction, does not find."""
    for i, l in enumerate(lines):
        if required(l) and i not in with_partner:
            print(f"  {side:6} {name[:3]} {l['relation']:15} {l['source']} > {l['target']} {l.get('polarity', '')} | {l['quote']}")


def bare(line):
    """A line without its alternatives of relation and polarity, and required."""
    out = {k: v for k, v in line.items() if k not in ("also", "optional")}
    return dict(out, polarity=listed(line.get("polarity", "affirmed"))[0])


def versions(a, b):
    """Name, gold, prediction, whether optional predictions are free: from the scorer's own rules to the strictest ones."""
    yield "first as gold", a, b, False
    yield "second as gold", b, a, False
    yield "first as gold, lone optional predictions free", a, b, True
    yield "second as gold, lone optional predictions free", b, a, True
    yield "no alternatives, every line counts", [bare(l) for l in a], [bare(l) for l in b], False
    yield "no alternatives, required lines only", [bare(l) for l in a if required(l)], [bare(l) for l in b if required(l)], False


def main():
    names = sorted(p.stem for p in (CORPUS / "second").glob("*.jsonl"))
    pages = {n: (load(CORPUS / "gold" / f"{n}.jsonl"), load(CORPUS / "second" / f"{n}.jsonl")) for n in names}
    total, labels, crossed, lists_meet = {}, defaultdict(list), Counter(), []
    fits, alone = defaultdict(list), Counter()
    print("| page | lines first (required) | lines second (required) | F1, first as gold | F1, second as gold | F1, no alternatives |")
    print("|---|---|---|---|---|---|")
    for n, (a, b) in pages.items():
        here = {}
        for name, gold, pred, free in versions(a, b):
            pairs = paired(gold, pred, same)
            here[name] = Tally(free).add(gold, pred, pairs).rates()[2]
            total.setdefault(name, Tally(free)).add(gold, pred, pairs)
        one = [here[k] for k in ("first as gold", "second as gold", "no alternatives, every line counts")]
        count = lambda ls: f"{len(ls)} ({sum(map(required, ls))})"
        print(f"| {n} | {count(a)} | {count(b)} | " + " | ".join(f"{x:.3f}" for x in one) + " |")
        pairs, places = paired(a, b, same), by_place(a, b)
        total.setdefault("place alone, every line counts", Tally()).add([bare(l) for l in a], [bare(l) for l in b], places)
        for i, j in sorted(pairs.items()):
            for k, c, both in fields(a[i], b[j]):
                fits[k].append(c) if both else alone.update([k])
        for i, j in sorted(places.items()):
            x, y = a[i], b[j]
            labels["relation"].append((x["relation"], y["relation"]))
            if x["relation"] != y["relation"]:
                crossed["/".join(sorted((x["relation"], y["relation"])))] += 1
            labels["polarity"].append(tuple(listed(l.get("polarity", "affirmed"))[0] for l in (x, y)))
            labels["required or optional"].append((required(x), required(y)))
            if "status" in x and "status" in y:
                labels["status"].append((listed(x["status"])[0], listed(y["status"])[0]))
                lists_meet.append(bool(set(listed(x["status"])) & set(listed(y["status"]))))
        if "--show" in sys.argv:
            lone(n, a, set(pairs), "first")
            lone(n, b, set(paired(b, a, same)), "second")
    print("\n| pairing, all pages | P | R | F1 |\n|---|---|---|---|")
    for k, t in total.items():
        print("| {} | {:.3f} | {:.3f} | {:.3f} |".format(k, *t.rates()))
    print("\n| field | stated by both | agree | stated by one only | agree, if silence counts against |\n|---|---|---|---|---|")
    row = lambda k, v, n: print(f"| {k} | {len(v)} | {sum(v) / len(v):.3f} | {n} | {sum(v) / (len(v) + n):.3f} |")
    for k in FIELDS:
        if fits[k]:
            row(k, fits[k], alone[k])
    row("all", [c for v in fits.values() for c in v], sum(alone.values()))
    print("\n| label, lines paired by place | pairs | same | kappa |\n|---|---|---|---|")
    for k, v in labels.items():
        value, seen = kappa(v)
        print(f"| {k} | {len(v)} | {seen:.3f} | {value:.3f} |")
    print(f"\nLists of status that share a value: {sum(lists_meet)} of {len(lists_meet)}.")
    print("Relations crossed most: " + ", ".join(f"{k} {c}" for k, c in sorted(crossed.items(), key=lambda e: (-e[1], e[0]))[:8]) + ".")


if __name__ == "__main__":
    main()
