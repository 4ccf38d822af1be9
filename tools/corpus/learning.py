"""What the tools that learn from the corpus share: its pages, what the coder makes of texts, and which of it is right.

Only the development part is read, unless a caller asks for another.
"""
import csv, json, os, pathlib, re, subprocess
from concurrent.futures import ThreadPoolExecutor

from agreement import best_pairs, same

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEV = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/examples/dev"
DATE = "2025-06-18"  # of a text without one
AT_ONCE = 20  # texts that one process codes
HELD = ("ppppp", "qqqqq", "rrrrr", "sssss", "ttttt", "uuuuu", "vvvvv", "wwwww")  # letters of pages


def build():
    subprocess.run(["cargo", "build", "-q", "-p", "tightrope-coder", "--example", "dev"], cwd=ROOT, check=True)


def pages(split="dev"):
    """File and date of each page."""
    for table in sorted((ROOT / "corpus").glob("pages-*.tsv")):
        head, *rows = [l.split("\t") for l in table.read_text("utf-8").splitlines()]
        for row in (dict(zip(head, r)) for r in rows):
            if row["split"] == split:
                yield ROOT / "corpus/pages" / row["file"], row["date"]


def is_held(page):
    """Whether nobody had read the page when rules were last mended, nor the reader's networks learned from it."""
    return letter(page) in HELD


def letter(page):
    """The letter of a page, or letters: its writer's."""
    return re.match("[a-z]+", page.name)[0]


def gold_of(page):
    with open(ROOT / "corpus/gold" / (page.name.rsplit(".", 1)[0] + ".jsonl"), encoding="utf-8") as f:
        return [json.loads(l) for l in f]


def code(model, texts, folder, further, **env):
    """Statements of texts (file, date), and what examples/dev writes beside them to a file named so further, if it does."""
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    lines = lambda name: [json.loads(l) for l in open(folder / name, encoding="utf-8")]

    def some(start):
        jobs = [x for k, (file, date) in enumerate(texts[start:start + AT_ONCE], start) for x in (str(file), date, f"{folder}/{k}.out")]
        subprocess.run([DEV, model, *jobs], env={**os.environ, **env}, check=True)

    with ThreadPoolExecutor(os.cpu_count()) as processes:
        list(processes.map(some, range(0, len(texts), AT_ONCE)))
    return [(lines(f"{k}.out"), lines(f"{k}.out.{further}") if further else None) for k in range(len(texts))]


def as_files(texts, folder):
    """Short texts as files, with a date."""
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    files = [folder / f"{k}.txt" for k in range(len(texts))]
    for file, text in zip(files, texts):
        file.write_text(text + "\n", encoding="utf-8")
    return [(file, DATE) for file in files]


def rules(model):
    """The rules with their examples."""
    out = subprocess.run([DEV, model], check=True, capture_output=True, text=True).stdout
    return [json.loads(l) for l in out.splitlines()]


def claim_rows():
    """The worked rows of the claim suites: sentence, claims ("-" for none), source, target."""
    for file in sorted((ROOT / "corpus/suites").glob("claims-*.tsv")):
        rows = [l for l in open(file, encoding="utf-8") if not l.startswith("#")]
        for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if r["split"] == "dev":
                yield r["sentence"].replace("\\n", "\n"), r["claims"], r["source"], r["target"]


def names(e):
    return [e[k] for k in ("id", "name", "state") if e.get(k)]


def flat(s):
    """A statement as agreement.py compares it."""
    side = lambda e: names(e) if e else None
    return {"relation": s["relation"], "source": side(s["source"]), "target": side(s["target"]), "polarity": s["polarity"],
            "start": s["evidence"]["start"], "end": s["evidence"]["end"]}


def found(gold, predicted):
    """Gold lines with the prediction that each finds, required lines first."""
    weigh = lambda g: 1 if g.get("optional") else 1000
    return best_pairs({(i, j): weigh(g) for i, g in enumerate(gold) for j, p in enumerate(predicted) if same(g, p)})
