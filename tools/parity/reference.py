"""Prints spaCy's parse of each line of a text file as JSON lines, in the form tests/sentences.jsonl has.

usage: reference.py MODEL_FOLDER FILE   (lines are taken as they are; `\\n` is not part of a line)
"""

import json
import sys

import spacy


def annotate(doc):
    tokens = [
        {
            "text": t.text, "idx": t.idx, "space": bool(t.whitespace_), "norm": t.norm_, "shape": t.shape_,
            "tag": t.tag_, "pos": t.pos_, "morph": str(t.morph), "lemma": t.lemma_, "head": t.head.i,
            "dep": t.dep_, "sent_start": bool(t.is_sent_start),
        }
        for t in doc
    ]
    return {"text": doc.text, "tokens": tokens, "ents": [[e.start, e.end, e.label_] for e in doc.ents]}


def main():
    nlp = spacy.load(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8", newline="\n") as lines:
        for line in lines:
            print(json.dumps(annotate(nlp(line.rstrip("\n"))), ensure_ascii=False))


if __name__ == "__main__":
    main()
