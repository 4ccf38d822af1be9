"""Measures spaCy on one thread over JSON lines of strings: `spacy_speed.py MODEL ROUNDS FILE...`.

Prints the best batch size's rounds in the form that the example `speed` prints.
"""

import json
import sys
import time

import spacy


def rounds(nlp, texts, count, size):
    for _ in range(count):
        wall, cpu = time.perf_counter(), time.thread_time()
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=size))
        yield words, time.perf_counter() - wall, time.thread_time() - cpu


def main():
    texts = [json.loads(line) for path in sys.argv[3:] for line in open(path, encoding="utf-8")]
    start = time.perf_counter()
    nlp = spacy.load(sys.argv[1])
    print(f"load_seconds {time.perf_counter() - start:.4f}")
    list(rounds(nlp, texts[:200], 1, 64))
    tried = {size: list(rounds(nlp, texts, 1, size)) for size in (32, 128, 256, 1024)}
    best = min(tried, key=lambda size: tried[size][0][2])
    print(f"batch_size {best}")
    for i, (words, wall, cpu) in enumerate(rounds(nlp, texts, int(sys.argv[2]), best)):
        print(f"round {i} words {words} seconds {wall:.4f} cpu_seconds {cpu:.4f}")


if __name__ == "__main__":
    main()
