#!/usr/bin/env python3
"""The same documents give the same bytes in two builds: another compiler, other optimisation, other checks.

usage: check_same.py --precis BUILD/precis --other BUILD2/precis
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = (("--sentences", "3"), ("--words", "150"), ("--ratio", "30%"), ("--words", "100", "--about", "council"))


def requests():
    folder = os.path.join(HERE, "documents")
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            media = "text/markdown" if name.endswith(".md") else "text/plain"
            texts.append({"text": file.read(), "media": media})
    single = [{"id": i, **t} for i, t in enumerate(texts)]
    return single + [{"id": "all", "documents": texts}, {"id": "some", "documents": texts[:5]}]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--other", required=True)
    args = parser.parse_args()
    feed = "".join(json.dumps(r) + "\n" for r in requests()).encode()
    passed = failed = 0
    for size in SIZES:
        one, other = (subprocess.run([p, "pipe", *size], input=feed, capture_output=True, timeout=300) for p in (args.precis, args.other))
        lines = one.stdout.splitlines(), other.stdout.splitlines()
        if len(lines[0]) != len(lines[1]) or not lines[0]:
            sys.exit(f"{size}: {len(lines[0])} and {len(lines[1])} answers; {one.stderr.decode()}{other.stderr.decode()}")
        for a, b in zip(*lines):
            passed += a == b
            if a != b:
                failed += 1
                print(f"{size}: {a[:60]!r} differs")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
