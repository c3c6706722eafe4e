#!/usr/bin/env python3
"""The article of each page in cases/read/html is found: the words of NAME.html as read, against those of NAME.txt.

usage: check_pages.py --precis BUILD/precis [--show] [PAGE.html...]

F1 counts words, however often each comes; a sign of Chinese or Japanese is a word. --show prints every page's figures and, for
those under the bar, the lines that one side alone has.
"""
import argparse
import collections
import difflib
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PAGES = os.path.join(HERE, "cases", "read", "html")
MEAN = 0.98  # of all pages
LEAST = 0.93  # of any page
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words(text):
    found = []
    for word in re.findall(r"\w+", text.lower()):
        found += list(word) if WIDE.search(word) else [word]
    return collections.Counter(found)


def score(got, wanted):
    got, wanted = words(got), words(wanted)
    both = sum((got & wanted).values())
    return 2 * both / max(1, sum(got.values()) + sum(wanted.values()))


def read(precis, path):
    done = subprocess.run([precis, "inspect", path, "--stage", "text"], capture_output=True, timeout=60)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else done.stderr.decode("utf-8", "replace")


def lines(text):
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("pages", nargs="*")
    args = parser.parse_args()
    pages = args.pages or sorted(os.path.join(PAGES, name) for name in os.listdir(PAGES) if name.endswith(".html"))
    scores, bad = [], []
    for page in pages:
        with open(page[:-len(".html")] + ".txt", encoding="utf-8") as file:
            wanted = file.read()
        got = read(args.precis, page)
        scores.append(score(got, wanted))
        if scores[-1] < LEAST:
            bad.append(page)
        if args.show:
            print(f"{scores[-1]:.3f} {os.path.basename(page)}")
            for line in difflib.unified_diff(lines(got), lines(wanted), n=0, lineterm="") if scores[-1] < MEAN else ():
                if line[:3] not in ("---", "+++", "@@ "):
                    print("   ", line[:150])
    mean = sum(scores) / len(scores)
    for page in bad:
        print(f"FAIL {os.path.basename(page)}: under {LEAST}")
    print(f"{len(scores) - len(bad)} passed, {len(bad)} failed; mean F1 of words {mean:.4f}, at least {MEAN}")
    sys.exit(bool(bad) or mean < MEAN)


if __name__ == "__main__":
    main()
