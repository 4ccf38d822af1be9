"""Compares our parse with spaCy's over any text files and counts the differences.

usage: compare.py MODEL_FOLDER PARSE_BINARY [--blocks N] [--seed S] FILE...

JSON files give every string of 40 characters or more; JSON lines and tab-separated files likewise by line and cell; any
other file is cut at blank lines and the blocks keep their line breaks. `--blocks` takes that many at random (a fixed seed).
PARSE_BINARY is the crate's example `parse`. Exit status 1 if anything differs.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile

import spacy


def strings(value):
    if isinstance(value, str):
        if len(value) >= 40:
            yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


def blocks(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read()
    if path.endswith(".json"):
        yield from strings(json.loads(text))
    elif path.endswith(".jsonl"):
        for line in text.splitlines():
            yield from strings(json.loads(line))
    elif path.endswith(".tsv"):
        for line in text.split("\n"):
            yield from (cell for cell in line.split("\t") if len(cell) >= 40)
    else:
        yield from (b for b in re.split(r"\n[ \t]*\n", text) if b.strip())


def expected(doc):
    tokens = [
        [t.text, bool(t.whitespace_), t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, bool(t.is_sent_start)]
        for t in doc
    ]
    return {"tokens": tokens, "ents": [[e.start, e.end, e.label_] for e in doc.ents]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("binary")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--blocks", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()

    texts = []
    for path in args.files:
        try:
            texts.extend(b.replace("\x00", " ") for b in blocks(path))
        except (OSError, json.JSONDecodeError) as error:
            print(f"left out {path}: {error}", file=sys.stderr)
    texts = [t for t in dict.fromkeys(texts) if len(t) < 100_000]
    if args.blocks and args.blocks < len(texts):
        texts = random.Random(args.seed).sample(texts, args.blocks)

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        file.writelines(json.dumps(t) + "\n" for t in texts)
        file.flush()
        run = subprocess.run([args.binary, args.model, file.name], capture_output=True, text=True, check=True)
    ours = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert len(ours) == len(texts), (len(ours), len(texts))

    nlp = spacy.load(args.model)
    tokens = entities = bad_tokens = bad_documents = 0
    for found, doc in zip(ours, nlp.pipe(texts, batch_size=64)):
        wanted = expected(doc)
        tokens += len(wanted["tokens"])
        entities += len(wanted["ents"])
        if found == wanted:
            continue
        bad_documents += 1
        differing = [(w, f) for w, f in zip(wanted["tokens"], found["tokens"]) if w != f]
        bad_tokens += len(differing) + abs(len(wanted["tokens"]) - len(found["tokens"]))
        if bad_documents <= args.show:
            print("---", json.dumps(doc.text[:300], ensure_ascii=False))
            for w, f in differing[:5]:
                print("  spaCy", json.dumps(w, ensure_ascii=False), "ours", json.dumps(f, ensure_ascii=False))
            if wanted["ents"] != found["ents"]:
                print("  entities spaCy", wanted["ents"], "ours", found["ents"])
    print(
        f"{len(texts)} documents, {tokens} tokens, {entities} entities: "
        f"{bad_documents} documents and {bad_tokens} tokens differ (spaCy {spacy.__version__})"
    )
    sys.exit(1 if bad_documents else 0)


if __name__ == "__main__":
    main()
