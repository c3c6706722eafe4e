#!/usr/bin/env python3
"""Writes what HarfBuzz makes of pairs of plain characters in the faces of some sets as C tables (pairs.h).

usage: make_pairs.py --ask PROGRAM --languages DIR --depfile PAIRS.d -o PAIRS.c SET.ini...

PROGRAM is ask_pairs.c. Characters that do the same to all others share a row of the table, and those to which all others do
the same a column. A face that is not installed is left out: its words are shaped one by one.
"""
import argparse
import concurrent.futures
import configparser
import glob
import os
import subprocess
import sys

COLUMNS = 20
FIGURES = ["onum", "lnum", "tnum"]  # what styles ask for (shape.c)


def faces_of(path):
    """(file, features of figures) of each face of the set."""
    faces = configparser.ConfigParser(interpolation=None)
    faces.read(path, encoding="utf-8")
    figures = FIGURES + [tag for tag in [faces.get("features", "old-style-one", fallback="")] if tag]
    for section in ("upright", "italic"):
        for name in faces[section].values() if faces.has_section(section) else []:
            yield os.path.join(faces["face-set"]["folder"], name), ",".join(figures)


def asked(program, languages, face):
    return subprocess.run([program, *face, *languages], check=True, capture_output=True, text=True).stdout.splitlines()


def array(kind, name, values):
    lines = ["  " + ", ".join(map(str, values[i:i + COLUMNS])) + "," for i in range(0, len(values), COLUMNS)]
    return "\n".join([f"static const {kind} {name}[] = {{", *lines, "};\n"])


def classes(lists, plain):
    """The different lists of those that are plain, and a number from 1 on for each; 0 for what is not plain."""
    known = {}
    numbers = [known.setdefault(tuple(one), len(known) + 1) if is_plain else 0 for one, is_plain in zip(lists, plain)]
    return list(known), numbers


def tables(index, answer):
    """The C text of one face: its arrays, and its line of the list."""
    name, checksum = answer[0].split()
    languages = answer[1].split()
    count = (len(answer) - 2) // 2
    plain, glyphs, advances = zip(*(map(int, line.split()) for line in answer[2:2 + count]))
    kerns = [list(map(int, line.split())) for line in answer[2 + count:]]
    rows, row_of = classes(kerns, plain)
    columns, column_of = classes(zip(*rows), plain)
    arrays = [("uint16_t", "glyphs", glyphs), ("int16_t", "advances", advances), ("uint8_t", "rows", row_of),
              ("uint8_t", "columns", column_of), ("int16_t", "kerns", [kern for row in zip(*columns) for kern in row])]
    text = "".join(array(kind, f"{what}_{index}", values) for kind, what, values in arrays)
    fields = ", ".join(f"{what}_{index}" for _, what, _ in arrays)
    return text, f'    {{"{name}", {checksum}u, " {" ".join(languages)} ", {fields}, {len(columns)}}},\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--ask", "--languages", "--depfile"):
        parser.add_argument(name, required=True)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("sets", nargs="+")
    args = parser.parse_args()

    languages = sorted(os.path.basename(path).removesuffix(".ini") for path in glob.glob(os.path.join(args.languages, "*.ini")))
    faces = [face for path in args.sets for face in faces_of(path)]
    there = [face for face in faces if os.path.exists(face[0])]
    if len(there) < len(faces):
        print(f"make_pairs.py: {len(faces) - len(there)} of {len(faces)} faces are not installed", file=sys.stderr)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(lambda face: asked(args.ask, languages, face), there))

    made = [tables(index, answer) for index, answer in enumerate(answers)]
    with open(args.output, "w", encoding="utf-8") as out:
        out.write('/* Made by make_pairs.py. */\n#include <stddef.h>\n\n#include "type/pairs.h"\n\n')
        out.write("".join(text for text, _ in made))
        out.write("const struct face_pairs face_pairs[] = {\n" + "".join(line for _, line in made) + "    {0}};\n")
    with open(args.depfile, "w", encoding="utf-8") as out:
        out.write(f"{args.output}: {' '.join(args.sets + [face[0] for face in there])}\n")


main()
