#!/usr/bin/env python3
"""Writes the hyphenation patterns of the languages as C tables, from the dictionaries of Debian's hyphen-* packages.

usage: make_patterns.py --languages DIR --dictionaries DIR --depfile PATTERNS.d -o PATTERNS.c

The key `hyphenation` of a language file's [language] names its dictionary. Each level of it (joined words, syllables) becomes
a tree of letters, a node after all nodes that are nearer to the root, so that the children of a node end where those of the
next begin (patterns.h). A dictionary that is not installed is told and left out: texts of that language are not hyphenated.
"""
import argparse
import configparser
import glob
import hashlib
import os
import sys

LEVELS = 2
COLUMNS = 12


def is_pattern(line):
    """No comment, no keyword, and none that would change letters ("Schiff-fahrt"): a hyphen alone may be added to a text."""
    return line and line[0] not in "#%" and not line[0].isupper() and "/" not in line


def letters_and_values(line):
    """The letters of a pattern as bytes, and the value before each of them and behind the last."""
    letters, values = b"", [0]
    for c in line:
        if c.isdigit():
            values[-1] = int(c)
        else:
            added = c.encode()
            letters += added
            values += [0] * len(added)
    return letters, bytes(values)


def read_levels(content):
    charset, _, rest = content.partition(b"\n")
    levels = [{}]
    for line in rest.decode(charset.strip().decode()).split("\n"):
        line = line.rstrip("\r ")
        if line == "NEXTLEVEL":
            levels.append({})
        elif is_pattern(line):
            letters, values = letters_and_values(line)
            if letters:
                levels[-1][letters] = values
    if len(levels) > LEVELS:
        sys.exit(f"make_patterns.py: {len(levels)} levels in a dictionary, at most {LEVELS} are known")
    return [{}] * (LEVELS - len(levels)) + levels


def tree_rows(patterns, pool):
    """A row a node: (first child, letter, where its pattern's values are in the pool; 0 for no pattern)."""
    root = {}
    for letters, values in patterns.items():
        node = root
        for letter in letters:
            node = node.setdefault(letter, {})
        node[None] = values
    rows, row_of_nodes = [], [(0, root)]
    for letter, node in row_of_nodes:  # grows as it is walked
        values = pool.place_of(node[None]) if None in node else 0
        rows.append((len(row_of_nodes), letter, values))
        row_of_nodes.extend(sorted((k, child) for k, child in node.items() if k is not None))
    rows.append((len(row_of_nodes), 0, 0))
    return rows


class Pool:
    """Runs of values, each once; the first byte is none, so that 0 is no place."""

    def __init__(self):
        self.bytes = bytearray(1)
        self.places = {}

    def place_of(self, values):
        if values not in self.places:
            self.places[values] = len(self.bytes)
            self.bytes += values
        return self.places[values]


def table(declaration, items):
    lines = ["  " + ", ".join(items[i:i + COLUMNS]) + "," for i in range(0, len(items), COLUMNS)]
    return "\n".join([f"static const {declaration} = {{", *lines, "};\n"])


def language_tables(tag, content):
    """The tables of a language, and its row in the list of all."""
    pool = Pool()
    tables, names = [], []
    for i, patterns in enumerate(read_levels(content)):
        names.append(f"{tag}_{i}" if patterns else "NULL")
        if patterns:
            rows = tree_rows(patterns, pool)
            tables.append(table(f"struct pattern_node {tag}_{i}[]", ["{%d, %d, %d}" % row for row in rows]))
    tables.append(table(f"uint8_t {tag}_values[]", [str(value) for value in pool.bytes]))
    digest = hashlib.sha256(content).hexdigest()[:16]
    return "".join(tables), f'{{"{tag}", {{{", ".join(names)}}}, {tag}_values, UINT64_C(0x{digest})}},'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--languages", "--dictionaries", "--depfile"):
        parser.add_argument(name, required=True)
    parser.add_argument("-o", "--output", required=True)
    args = parser.parse_args()
    tables, rows, read = "", [], [args.languages]
    for name in sorted(glob.glob(os.path.join(args.languages, "*.ini"))):
        read.append(name)
        ini = configparser.ConfigParser(interpolation=None, strict=False, delimiters="=")
        ini.read(name, encoding="utf-8")
        dictionary = ini["language"].get("hyphenation")
        path = os.path.join(args.dictionaries, dictionary or "")
        if os.path.isfile(path):
            read.append(path)
            with open(path, "rb") as file:
                of_language, row = language_tables(ini["language"]["tag"], file.read())
            tables += of_language
            rows.append(row)
        elif dictionary:
            print(f"{name}: no {path}: its texts will not be hyphenated; install its hyphen-* package", file=sys.stderr)
    with open(args.output, "w", encoding="ascii") as out:
        out.write('/* Made by make_patterns.py. */\n#include <stddef.h>\n\n#include "type/patterns.h"\n\n' + tables)
        out.write("const struct hyphenator hyphenators[] = {\n  " + "\n  ".join(rows) + "\n  {NULL},\n};\n")
    with open(args.depfile, "w", encoding="utf-8") as out:
        out.write(f"{args.output}: " + " ".join(name.replace(" ", "\\ ") for name in read) + "\n")


main()
