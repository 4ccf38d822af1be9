#!/usr/bin/env python3
"""Turns the annotators' compact sources into gold files, and checks them.

usage: build_gold.py [NAME ...]            write corpus/gold/NAME.jsonl and corpus/pages-X.tsv
       build_gold.py --check [NAME ...]    write nothing; fail where anything is wrong or out of date
       build_gold.py --show NAME           print the sentences of a page with the statements found in each
       build_gold.py --stats [NAME ...]    print counts by page and by relation

NAME is the stem of corpus/source/NAME.toml; without one, all sources. X is the first letter of NAME (a01-... -> a).
Options: --part X restricts to the names that begin with X.

A source is TOML, a head and one inline table per statement:

    page  = "a01-serbia-commentary.txt"   # in corpus/pages/
    focal = "SRB"
    style = "commentary"
    date  = "2024-11-20"                  # the --date a reader should use
    split = "dev"                         # dev or test
    speaker = "analyst"                   # optional: `by` of every statement that has none (speeches)
    join  = ["Co. Ltd"]                   # optional: strings inside which no sentence ends
    [names]                               # optional: short names, used as $x; values are lists with |
    vucic = "Aleksandar Vučić|Vučić|SRB"
    [gold]
    st = [
      {q='Serbia borrowed ... China', r="lends_to", s="CHN", t="SRB", st="actual", d="finance transport"},
    ]

Keys of a statement (write quotations in '...' or '''...''' so that " needs no escape):
    q     the exact words; ' ... ' in the middle stands for whatever lies between, up to the sentence's end
    n     which occurrence of q on the page, from 1; needed where there are several
    r     relation            s, t   source, target: "A|B" accepts either, "$x" a name of the head, "" is null
    st    status, d domains, cert certainty, pol polarity, mode  (several: separated by spaces)
    by    attribution, outermost first, separated by ' > '; "" says that the page itself asserts it
    time  EDTF ("2013|2013~" accepts either)      amt   amount as a table        obj   object
    with  all the parties that must be found, separated by spaces or |
    also  list of relations or of tables {r, s, t} that are equally right
    opt   true: arguable      sym   true: either way round      w   the sentence's exact words, where the splitter errs
"""
import json, pathlib, re, signal, sys, tomllib
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
RELATIONS = ROOT / "crates/tightrope-statement/data/relations.tsv"
DOMAINS = set("political military trade investment finance energy nuclear minerals transport aerospace digital "
              "communications customs agriculture intellectual_property health media science tourism education culture "
              "environment humanitarian legal migration other".split())
STATUSES = set("actual signed planned offered sought considered ended".split())
CERTAINTIES = {"asserted", "reported", "estimated"}
POLARITIES = {"affirmed", "denied"}
MODES = {"visit", "meet", "phone", "multilateral", "third-party"}
AMOUNT = {"value", "unit", "rank", "share"}
HEAD = {"page", "focal", "style", "date", "split", "speaker", "join", "names", "gold"}
KEYS = set("q n r s t st d cert pol mode by time amt obj with also opt sym w".split())
STYLES = {"wire", "commentary", "communique", "country brief", "speech", "interview", "timeline", "social post"}
EDTF_DATE = r"-?\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-(0[1-9]|[12]\d|3[01]))?)?[~?%]?|\d{3}X|\d{2}XX"
EDTF = re.compile(rf"^(\.\.|{EDTF_DATE})?(/(\.\.|{EDTF_DATE})?)?$")
ABBREVIATIONS = ("Mr Mrs Ms Dr Prof St Gen Lt Col Maj Sgt Adm Sen Rep Gov Rev Hon Co Ltd Inc Corp Jr Sr No Nos vs etc e.g i.e "
                 "cf ca Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec approx Fig Art").split()


class Wrong(Exception):
    """What is wrong with one source, in words for its annotator."""


def relations():
    rows = [l.split("\t") for l in RELATIONS.read_text(encoding="utf-8").splitlines() if l.strip() and l[0] != "#"]
    kind, symmetric = rows[0].index("kind"), rows[0].index("symmetric")
    return {r[0]: (r[kind], r[symmetric] == "yes") for r in rows[1:]}


def sentences(text, join=()):
    """Sentence spans: a line break always ends one; so does . ! ? before a space and a capital, digit or opening mark."""
    keep = [m.span() for j in join for m in re.finditer(re.escape(j), text)]
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for m in re.finditer(r"[.!?]+[\"'”’»)\]*_]*\s+(?=[\"'“‘«(\[*_]*[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я0-9#@])", line.group()):
            end = line.start() + len(m.group().rstrip()) + m.start()
            word = re.search(r"[\w.]*$", text[line.start():line.start() + m.start()]).group()
            if m.group()[0] == "." and m.group().rstrip() == ".":
                if word in ABBREVIATIONS or re.fullmatch(r"([A-Z]\.)*[A-Z]", word) or (word.isdigit() and line.start() + m.start() - len(word) == line.start()):
                    continue
            if any(a < end < b for a, b in keep):
                continue
            yield start, end
            start = line.start() + m.end()
        end = line.start() + len(line.group().rstrip())
        if end > start:
            yield start, end


def found(text, words, n=None):
    """Spans of the page that the words name."""
    if " ... " in words:
        head, tail = words.split(" ... ", 1)
        spans = []
        for m in re.finditer(re.escape(head), text):
            at = text.find(tail, m.end())
            if at >= 0 and "\n" not in text[m.start():at]:
                spans.append((m.start(), at + len(tail)))
    else:
        spans = [m.span() for m in re.finditer(f"(?={re.escape(words)})", text)]
        spans = [(a, a + len(words)) for a, _ in spans]
    if not spans:
        raise Wrong(f"not on the page: {words!r}")
    if n is None and len(spans) > 1:
        raise Wrong(f"on the page {len(spans)} times, give n: {words!r}")
    if n is not None and not 1 <= n <= len(spans):
        raise Wrong(f"n={n}, but {len(spans)} on the page: {words!r}")
    return spans[(n or 1) - 1]


def party(words, names):
    """A party as gold writes it: null, one string, or the list of what is accepted."""
    if not words:
        return None
    out = []
    for w in words.split("|"):
        w = w.strip()
        if w.startswith("$"):
            if w[1:] not in names:
                raise Wrong(f"no name {w} in the head")
            out += [x.strip() for x in names[w[1:]].split("|")]
        else:
            out.append(w)
    out = list(dict.fromkeys(out))
    if not all(out):
        raise Wrong(f"empty party in {words!r}")
    return out[0] if len(out) == 1 else out


def one_or_list(words, known, what, split=" "):
    parts = [p.strip() for p in words.split(split) if p.strip()]
    for p in parts:
        if not (p in known if isinstance(known, set) else known(p)):
            raise Wrong(f"unknown {what} {p!r}")
    if not parts:
        raise Wrong(f"empty {what}")
    return parts[0] if len(parts) == 1 else parts


def statement(s, ctx):
    text, spans, names, table, speaker = ctx
    if extra := set(s) - KEYS:
        raise Wrong(f"unknown keys {sorted(extra)}")
    for k in ("q", "r", "s", "t"):
        if k not in s:
            raise Wrong(f"no {k!r}")
    a, b = found(text, s["q"], s.get("n"))
    if text[a:b] != text[a:b].strip():
        raise Wrong("quote begins or ends with a space")
    lo, hi = found(text, s["w"]) if "w" in s else next(((x, y) for x, y in spans if x <= a < y), (None, None))
    if lo is None or not (lo <= a and b <= hi):
        raise Wrong(f"quote runs out of its sentence: {text[a:b]!r}")
    if s["r"] not in table:
        raise Wrong(f"unknown relation {s['r']!r}")
    kind, symmetric = table[s["r"]]
    g = dict(start=a, end=b, within=[lo, hi], quote=text[a:b], relation=s["r"],
             source=party(s["s"], names), target=party(s["t"], names))
    if g["source"] is None and g["target"] is None:
        raise Wrong("neither source nor target")
    also = []
    for x in s.get("also", []):
        if isinstance(x, str):
            relation, x = x, None
        else:
            relation = x.get("r", s["r"])
        if relation not in table:
            raise Wrong(f"unknown relation in also: {relation!r}")
        if x is None:
            also.append(relation)
        else:
            if extra := set(x) - {"r", "s", "t"}:
                raise Wrong(f"unknown keys in also {sorted(extra)}")
            also.append(dict(relation=relation, source=party(x.get("s", s["s"]), names), target=party(x.get("t", s["t"]), names)))
    if also:
        g["also"] = also
    if s.get("sym"):
        if symmetric:
            raise Wrong(f"sym is needless: {s['r']} is symmetric")
        g["symmetric"] = True
    if "d" in s:
        d = one_or_list(s["d"], DOMAINS, "domain")
        g["domains"] = d if isinstance(d, list) else [d]
    if "st" in s:
        g["status"] = one_or_list(s["st"], STATUSES, "status")
    elif kind == "tie":
        raise Wrong("a tie needs a status")
    if "pol" in s:
        g["polarity"] = one_or_list(s["pol"], POLARITIES, "polarity")
    if "cert" in s:
        g["certainty"] = one_or_list(s["cert"], CERTAINTIES, "certainty")
    by = s.get("by", speaker)
    if by:
        g["attribution"] = [x.strip() for x in by.split(" > ")]
    if "mode" in s:
        if s["r"] != "consult":
            raise Wrong("mode is for consult")
        g["mode"] = one_or_list(s["mode"], MODES, "mode")
    if "time" in s:
        g["time"] = one_or_list(s["time"], EDTF.match, "EDTF", "|")
    if "amt" in s:
        if not s["amt"] or set(s["amt"]) - AMOUNT:
            raise Wrong(f"amount keys {sorted(s['amt'])}")
        if not 0 <= s["amt"].get("share", 0) <= 1:
            raise Wrong("a share is between 0 and 1")
        unit = s["amt"].get("unit")
        if unit and unit.lower() in ("dollars", "euros", "usd", "eur"):
            if unit not in ("USD", "EUR"):
                raise Wrong(f"unit {unit!r}: money in ISO 4217")
        g["amount"] = s["amt"]
    if "obj" in s:
        g["object"] = s["obj"]
    if "with" in s:
        sep = "|" if "|" in s["with"] else " "
        g["parties"] = [w.strip() for w in s["with"].split(sep) if w.strip()]
    if s.get("opt"):
        g["optional"] = True
    return g


def build(name, table, folder=CORPUS / "source"):
    """The gold lines of a source, its row for pages-X.tsv, and its page; raises Wrong with every fault found."""
    path = folder / f"{name}.toml"
    try:
        src = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as e:
        raise Wrong(f"{path.name}: {e}")
    bad = [f"unknown key in head: {k}" for k in set(src) - HEAD]
    bad += [f"no {k!r} in head" for k in ("page", "focal", "style", "date", "split", "gold") if k not in src]
    if bad:
        raise Wrong("\n".join(bad))
    if src["style"] not in STYLES:
        bad.append(f"style {src['style']!r} is none of {sorted(STYLES)}")
    if src["split"] not in ("dev", "test"):
        bad.append("split is dev or test")
    if not re.fullmatch(r"[A-Z]{3}", src["focal"]):
        bad.append("focal is an alpha-3 code")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", src["date"]):
        bad.append("date is YYYY-MM-DD")
    if pathlib.PurePath(src["page"]).stem != name:
        bad.append(f"page {src['page']!r} is not named as its source")
    try:
        text = (CORPUS / "pages" / src["page"]).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise Wrong("\n".join(bad + [str(e)]))
    if "\r" in text or "\t" in text:
        bad.append("the page holds a carriage return or tab")
    spans = list(sentences(text, src.get("join", [])))
    lines, seen = [], {}
    for i, s in enumerate(src["gold"].get("st", []), 1):
        try:
            g = statement(s, (text, spans, src.get("names", {}), table, src.get("speaker", "")))
        except Wrong as e:
            bad.append(f"statement {i} ({s.get('r')}): {e}")
            continue
        key = json.dumps([g[k] for k in ("start", "end", "relation", "source", "target")] + [g.get("polarity"), g.get("object")])
        if key in seen:
            bad.append(f"statement {i} repeats statement {seen[key]}")
        seen[key] = i
        lines.append(g)
    if bad:
        raise Wrong("\n".join(bad))
    lines.sort(key=lambda g: (g["start"], g["end"]))
    short = name.split("-")[0]
    lines = [dict(id=f"{short}-{i:03}", document=src["page"], **g) for i, g in enumerate(lines, 1)]
    return lines, [src["page"], src["focal"], src["style"], src["date"], src["split"]], (text, spans)


def dump(lines):
    return "".join(json.dumps(l, ensure_ascii=False) + "\n" for l in lines)


def tables(rows):
    """pages-X.tsv of every part, from the rows of its pages."""
    out = {}
    for r in sorted(rows):
        out.setdefault(re.match("[a-z]+", r[0])[0], ["file\tfocal\tstyle\tdate\tsplit"]).append("\t".join(r))
    return {f"pages-{x}.tsv": "\n".join(ls) + "\n" for x, ls in out.items()}


def show(lines, page):
    text, spans = page
    for lo, hi in spans:
        print(f"[{lo}-{hi}] {text[lo:hi]}")
        for g in lines:
            if g["within"] == [lo, hi]:
                rest = {k: v for k, v in g.items() if k not in ("id", "document", "start", "end", "within", "quote", "relation", "source", "target")}
                print(f"    {g['id']} {g['relation']} {g['source']} > {g['target']} | {g['quote']}\n        {rest}")


def stats(built):
    total, need = Counter(), Counter()
    for name, (lines, row, (text, _)) in built.items():
        required = sum(not g.get("optional") for g in lines)
        total.update(g["relation"] for g in lines)
        need.update(g["relation"] for g in lines if not g.get("optional"))
        print(f"{name:32} {row[1]} {row[4]:4} {len(text.split()):4} words {len(lines):3} statements ({required} required)")
    print(f"{len(built)} pages, {sum(total.values())} statements, {sum(need.values())} required, {sum(total.values()) - sum(need.values())} optional")
    for r, c in sorted(total.items(), key=lambda x: (-x[1], x[0])):
        print(f"  {r:18} {c:4} ({need[r]} required)")


def main():
    argv = sys.argv[1:]
    part = argv[argv.index("--part") + 1] if "--part" in argv else ""
    names = [a for k, a in enumerate(argv) if not a.startswith("--") and (k == 0 or argv[k - 1] != "--part")]
    every = sorted(p.stem for p in (CORPUS / "source").glob("*.toml"))
    chosen = [n for n in (names or every) if n.startswith(part)]
    table, built, bad = relations(), {}, []
    for n in chosen:
        try:
            built[n] = build(n, table)
        except Wrong as e:
            bad += [f"{n}: {l}" for l in str(e).splitlines()]
    if "--show" in argv:
        for n in built:
            show(built[n][0], built[n][2])
    elif "--stats" in argv:
        stats(built)
    else:
        want = {CORPUS / "gold" / f"{n}.jsonl": dump(v[0]) for n, v in built.items()}
        rows = {n: v[1] for n, v in built.items()}
        # A part's table lists all its pages, so the ones not asked for are built as well.
        for n in every:
            if n not in chosen and any(n[0] == c[0] for c in chosen):
                try:
                    rows[n] = build(n, table)[1]
                except Wrong:
                    print(f"{n}: left out of its table, it does not build", file=sys.stderr)
        want |= {CORPUS / f: t for f, t in tables(rows.values()).items()}
        if "--check" in argv:
            stale = [p for p, t in want.items() if not p.is_file() or p.read_bytes().decode("utf-8", "replace") != t]
            bad += [f"{p.relative_to(ROOT)} is out of date: run build_gold.py" for p in stale]
            if not names and not part:
                stems = set(every)
                for folder, end in (("pages", ""), ("gold", ".jsonl")):
                    bad += [f"corpus/{folder}/{p.name} has no source" for p in sorted((CORPUS / folder).glob(f"*{end}")) if p.stem not in stems]
        else:
            for p, t in want.items():
                p.parent.mkdir(parents=True, exist_ok=True)
                p.write_bytes(t.encode("utf-8"))
    for b in bad:
        print(b, file=sys.stderr)
    if bad:
        sys.exit(1)
    if "--show" not in argv and "--stats" not in argv:
        print(f"{len(built)} pages, {sum(len(v[0]) for v in built.values())} statements")


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
