#!/usr/bin/env python3
"""Calls that src/ does without, and what was left open."""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BANNED = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|strtod|setlocale|gets|rand|time|exit|abort|assert)\s*\(")
LIBRARY_ONLY = re.compile(r"\b(getenv|printf|fprintf|puts|fputs|perror)\s*\(")
PROGRAMS = ("src/cli/", "src/type/ask_pairs.c")  # the command, and what the build runs
SAID = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])+\'|//[^\n]*|/\*.*?\*/', re.S)  # strings, characters, comments
OPEN_ENDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def code_of(text):
    """The text without what is only said in it, line for line."""
    return SAID.sub(lambda said: '""' + "\n" * said[0].count("\n"), text)


def main():
    bad = []
    for folder, _, names in os.walk(os.path.join(ROOT, "src")):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            label = os.path.relpath(path, ROOT)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            for number, (line, code) in enumerate(zip(text.split("\n"), code_of(text).split("\n")), 1):
                found = BANNED.search(code)
                if not found and not label.startswith(PROGRAMS):
                    found = LIBRARY_ONLY.search(code)
                if found:
                    bad.append(f"{label}:{number}: {found[1]}()")
                if OPEN_ENDS.search(line) and "XXXX" not in line:
                    bad.append(f"{label}:{number}: left open")
    print("\n".join(bad) or "no banned call, nothing left open")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
