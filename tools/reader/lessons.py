"""What the reader is learned from: sentences with their actors, and the relations that are right between any two."""
import pathlib, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "corpus"))
from agreement import key, listed, readings, same
from learning import as_files, claim_rows, code, gold_of, names, rules

FIELDS = ("domains", "status", "polarity", "mode")  # of a gold line, that the networks learn beside the relation
DEFAULT = {"polarity": "affirmed"}
# of a gold line, what words of the page tell: the options that a lesson lists, and whether one is what gold wants
TOLD_BY = {"time": "dates", "amount": "amounts", "object": "things"}
AS_WANTED = {"time": lambda want, got: got in listed(want),
             "amount": lambda want, got: all(got.get(k) == v for k, v in want.items()),
             "object": lambda want, got: key(want) in key(got)}


class Sentence:
    """A sentence with the characters of its words and of all mentions of each actor, whom each actor stands for, of the words of which a claim may be made, of
    its dates, numbers and noun phrases with what they tell, and for each pair its features, what each word is to it, its right relations, the fields that are
    told of them (FIELDS), what the gold lines want of TOLD_BY, None of a line that states none, and where each states which relation."""

    def __init__(self, raw, lesson, right):
        text = lambda a, b: raw[a:b].decode("utf-8", "replace")
        start, end = lesson["bytes"]
        chars = lambda at: (len(text(start, at[0])), len(text(start, at[1])))
        self.text = text(start, end)
        self.words = [chars(at) for at in lesson["words"]]
        self.members = [[chars(at) for at in mentions] for mentions, _ in lesson["members"]]
        who = [e for _, e in lesson["members"]]
        place = len(text(0, start)), len(text(0, end))
        self.sides = [e.get("state") or e["id"] for e in who]
        self.options = {name: [(chars(at), value) for at, value in lesson[of]] for name, of in TOLD_BY.items()}
        self.places = [chars(at) for at in lesson["places"]]
        self.pairs = [(a, b, f, w, *right(who[a], who[b], *place)) for a, b, f, w in lesson["pairs"]]


def of_pages(model, pages, folder):
    """For each page (file, date) its sentences; a pair's relations and fields are those of the gold lines that it fits."""
    for (page, _), (_, found) in zip(pages, code(model, pages, folder, "lessons", LESSONS="1")):
        raw = page.read_bytes()
        gold = [(g, [r for r in readings(g) if r[1] is not None and r[2] is not None]) for g in gold_of(page)]

        def right(a, b, start, end):
            fits, fields, wants, where = set(), {name: set() for name in FIELDS}, {name: [] for name in TOLD_BY}, []
            for g, ways in gold:
                if g["start"] >= end or g["end"] <= start:
                    continue
                for relation, _, _ in ways:
                    told = {"relation": relation, "source": names(a), "target": names(b), "polarity": "affirmed", "start": g["start"], "end": g["end"]}
                    if same(g, told) or same(g, dict(told, polarity="denied")):
                        fits.add(relation)
                        where.append((relation, g["start"] - start, g["end"] - start))
                        for name, values in fields.items():
                            values.update(listed(g.get(name, DEFAULT.get(name, []))))
                        for name, values in wants.items():
                            values.append(g.get(name))
            return fits, fields, wants, where

        yield [Sentence(raw, l, right) for l in found]


def of_examples(model, folder):
    """Texts of the worked rows of the claim suites and of the rules' passing examples, each as its sentences."""
    rows = [(text, set() if claims == "-" else set(claims.split("|")), source, target) for text, claims, source, target in claim_rows()]
    for rule in rules(model):
        for x in rule["pass"]:
            says = x["says"].split(" ")
            if len(says) > 1:
                rows.append((x["text"], {rule["id"].split(".")[0]}, says[0], says[1]))
    files = as_files([r[0] for r in rows], folder)
    for (_, relations, source, target), (file, _), (_, found) in zip(rows, files, code(model, files, folder, "lessons", LESSONS="1")):
        fits = lambda e, name: name != "-" and name in names(e)
        right = lambda a, b, *_: (relations if fits(a, source) and fits(b, target) else set(), {}, {}, [])
        yield [Sentence(file.read_bytes(), l, right) for l in found]
