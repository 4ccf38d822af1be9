#!/usr/bin/env python3
"""Turns the sources of the second annotation into files of the gold format; reads nothing of the first annotation.

usage: build_second.py [--check | --show NAME]

corpus/second/source/NAME.toml (the format of build_gold.py) becomes corpus/second/NAME.jsonl. --check writes nothing and
fails where a source has a fault or its file is out of date; --show NAME prints the page's sentences with their statements.
"""
import sys

from build_gold import CORPUS, Wrong, build, dump, relations, show

SECOND = CORPUS / "second"


def main():
    argv, bad, count = sys.argv[1:], [], 0
    table = relations()
    for path in sorted((SECOND / "source").glob("*.toml")):
        try:
            lines, _, page = build(path.stem, table, SECOND / "source")
        except Wrong as e:
            bad += [f"{path.stem}: {l}" for l in str(e).splitlines()]
            continue
        count += len(lines)
        out = SECOND / f"{path.stem}.jsonl"
        if "--show" in argv:
            if path.stem in argv:
                show(lines, page)
        elif "--check" not in argv:
            out.write_bytes(dump(lines).encode("utf-8"))
        elif not out.is_file() or out.read_bytes().decode("utf-8", "replace") != dump(lines):
            bad.append(f"{out.relative_to(CORPUS.parent)} is out of date: run build_second.py")
    for b in bad:
        print(b, file=sys.stderr)
    if bad:
        sys.exit(1)
    if "--show" not in argv:
        print(f"{count} statements of the second annotation")


if __name__ == "__main__":
    main()
