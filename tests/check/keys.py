#!/usr/bin/env python3
"""Every key of templates (src/template/keys.c) stands in templates/brief.ini, or by its name in docs/templates.md; every section in the latter; and each sets
what something reads."""
import functools
import glob
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def read(*names):
    with open(os.path.join(ROOT, *names), encoding="utf-8") as file:
        return file.read()


@functools.cache
def readers():
    """All that works with a template once it is loaded; adapt.c is what makes others of it."""
    files = glob.glob(os.path.join(ROOT, "src", "*", "*.c"))
    return "".join(read(file) for file in files if not os.path.dirname(file).endswith("template") or file.endswith("adapt.c"))


def main():
    keys = re.findall(r'^ *\{"([a-z]+)", "([a-z-]+)", VALUE_[A-Z]+, (?:0|IN_[A-Z]+\(([a-z_]+)\))', read("src", "template", "keys.c"), re.M)
    told, docs, section = set(), read("docs", "templates.md"), ""
    for line in read("templates", "brief.ini").splitlines():
        head, entry = re.match(r"\[([a-z]+)", line), re.match(r"([a-z-]+) *=", line)
        section = head[1] if head else section
        if entry:
            told.add((section, entry[1]))
    bad = [f"{section}.{key} is told of nowhere" for section, key, _ in keys if (section, key) not in told and f"`{key}`" not in docs]
    bad += [f"[{section}] is not in docs/templates.md" for section in sorted({s for s, _, _ in keys}) if not re.search(rf"`\[{section}[].]", docs)]
    bad += [f"{section}.{key}: nothing reads {field}" for section, key, field in keys if field and not re.search(rf"(?:->|\.){field}\b", readers())]
    print("\n".join(bad) or f"{len(keys)} keys of templates, each told of")
    sys.exit(bool(bad or not keys))


if __name__ == "__main__":
    main()
