#!/usr/bin/env python3
"""Writes the [frequencies] of a language file: the words that many documents of free text hold.

usage: count_words.py --name "what was counted" SET.jsonl[:FIELD] ... [--words N] > frequencies.ini
       count_words.py --name "what was counted" MODEL.lm ... [--words N] > frequencies.ini

Each row of a set is a document, or several ("docs"); FIELD is "text" where it is not named. A model (ARPA, with counts for
probabilities, as in Debian's onboard-data) has the words of a large text: a document is taken for 500 words drawn from it.
Only the number of documents that hold a word is written, as its place in a list: `words` go from the commonest on, `below` says
how many of them stand in more than e^-0.5, e^-1, e^-1.5 ... of the documents. Words that a model mostly has with a capital are
names and left out.
"""
import argparse
import collections
import itertools
import json
import math
import re
import sys

STEP = 0.5
LINE = 100
LETTERS_MAX = 25
DOCUMENT_WORDS = 500


def documents(name):
    path, _, field = name.partition(":")
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        yield from row["docs"] if "docs" in row and not field else [row[field or "text"]]


def folded(text):
    return {w for w in re.findall(r"[^\W\d_]+", text.lower()) if len(w) < LETTERS_MAX}


def shares_of_sets(names):
    counts, total = collections.Counter(), 0
    for name in names:
        for text in documents(name):
            counts.update(folded(text))
            total += 1
    return {word: n / total for word, n in counts.items()}, f"{total} documents"


def words_of_model(name):
    with open(name, encoding="utf-8") as rows:
        for row in itertools.takewhile(lambda r: not r.startswith("\\2-grams"), rows):
            count, _, word = row.strip().partition(" ")
            if count.isdigit() and re.fullmatch(r"[^\W\d_]+", word):
                yield word, int(count)


def shares_of_models(names):
    small, capital = collections.Counter(), collections.Counter()
    for name in names:
        for word, count in words_of_model(name):
            (small if word == word.lower() else capital)[word.lower()] += count
    total = sum(small.values()) + sum(capital.values())
    shares = {word: 1 - math.exp(-(n + capital[word]) * DOCUMENT_WORDS / total)
              for word, n in small.items() if n > capital[word] and len(word) < LETTERS_MAX}
    return shares, f"documents of {DOCUMENT_WORDS} of {total // 1000000} million words"


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
    is_model = args.sets[0].endswith(".lm")
    shares, counted = shares_of_models(args.sets) if is_model else shares_of_sets(args.sets)
    best = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[: args.words]
    steps = int(-math.log(best[-1][1]) / STEP) + 1
    below = [sum(share > math.exp(-STEP * (step + 1)) for _, share in best) for step in range(steps)]
    print("; How many documents hold a word: `words` from the commonest on, `below` how many of them stand in")
    print("; more than e^-0.5, e^-1, e^-1.5 ... of the documents. Written by bench/count_words.py from")
    print(f"; {counted}: {args.name}.")
    print("[frequencies]")
    for line in [*wrapped("below", [str(n) for n in below]), *wrapped("words", [w for w, _ in best])]:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
