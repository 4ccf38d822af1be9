"""Writes texts of random pieces (exceptions, odd characters, numbers, addresses, words) as JSON lines, to strain the tokenizer.

usage: noise.py MODEL_FOLDER COUNT [SEED] > noise.jsonl
"""

import json
import random
import sys
import unicodedata

import spacy


def main():
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    exceptions = sorted(spacy.load(sys.argv[1]).tokenizer.rules)
    words = "Tokyo signed the gas deal with Rome on Monday ; its minister won't say cannot gonna U.S. km² 10km 5$ US$5".split()
    marks = list(".,;:!?…—–-~\"'“”‘’«»()[]{}<>/*^+=%°²µ€£$#&@_\\|`") + ["...", "--", "---", "....", "''", "``", "'s", "’s", "S.", "A.B."]
    web = ["http://a.b.co/x?y=1#z", "www.un.org", "a@b.org", "10.1.2.3", "192.168.0.1", "x.y", "e.g.a", "ftp://q:w@host.com:8080/"]
    spaces = [" ", " ", " ", "", "", "  ", "\n", "\n\n", "\t", "\u00a0", " \n", "\u2003", "\r\n", "\x1c", "\u200b", "\u3000"]

    def odd():
        while True:
            c = rng.choice([rng.randint(0x20, 0x24F), rng.randint(0x250, 0x30FF), rng.randint(0x1F300, 0x1FAFF)])
            # Characters that this Python does not know may have gained case or letterhood since.
            if not 0xD800 <= c < 0xE000 and unicodedata.category(chr(c)) != "Cn":
                return chr(c)

    makers = [
        lambda: rng.choice(exceptions),
        lambda: rng.choice(words),
        lambda: rng.choice(marks),
        lambda: rng.choice(web),
        odd,
        lambda: str(rng.randint(0, 99999)),
        lambda: "".join(rng.choice("aAzZ09.-'éЖ漢") for _ in range(rng.randint(1, 8))),
    ]
    for _ in range(int(sys.argv[2])):
        text = ""
        for _ in range(rng.randint(12, 40)):
            text += rng.choice(makers)() + rng.choice(spaces)
        print(json.dumps(text if len(text) >= 40 else text + " " * 40))


if __name__ == "__main__":
    main()
