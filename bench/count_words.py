#!/usr/bin/env python3
"""Writes the [frequencies] of a language file: the words that many documents of free text hold.

usage: count_words.py --name "what was counted" SET.jsonl[:FIELD] ... [--words N] > frequencies.ini

Each row of a set is a document, or several ("docs"); FIELD is "text" where it is not named. Only the number of documents that
hold a word is written, as its place in a list: `words` go from the commonest on, `below` says how many of them stand in more
than e^-0.5, e^-1, e^-1.5 ... of the documents.
"""
import argparse
import collections
import json
import math
import re
import sys

STEP = 0.5
LINE = 100


def documents(name):
    path, _, field = name.partition(":")
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        yield from row["docs"] if "docs" in row and not field else [row[field or "text"]]


def folded(text):
    return {w for w in re.findall(r"[^\W\d_]+", text.lower()) if len(w) < 25}


def wrapped(key, words):
    line = f"{key} ="
    for i, word in enumerate(words):
        piece = f" {word}" + ("," if i + 1 < len(words) else "")
        if len(line) + len(piece) > LINE:
            yield line
            line = " "
        line += piece
    yield line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--name", required=True)
    parser.add_argument("--words", type=int, default=3000)
    args = parser.parse_args()
    counts, total = collections.Counter(), 0
    for name in args.sets:
        for text in documents(name):
            counts.update(folded(text))
            total += 1
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: args.words]
    steps = int(math.log(total / best[-1][1]) / STEP) + 1
    below = [sum(n > total * math.exp(-STEP * (step + 1)) for _, n in best) for step in range(steps)]
    print("; How many documents hold a word: `words` from the commonest on, `below` how many of them stand in")
    print("; more than e^-0.5, e^-1, e^-1.5 ... of the documents. Written by bench/count_words.py from")
    print(f"; {total} documents: {args.name}.")
    print("[frequencies]")
    for line in [*wrapped("below", [str(n) for n in below]), *wrapped("words", [w for w, _ in best])]:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
