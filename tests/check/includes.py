#!/usr/bin/env python3
"""Who may include whom: each room sees only the faces of the rooms below it. See ARCHITECTURE.md."""
import os
import re
import sys

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src")

# Direct includes of other rooms' faces; base and precis/precis.h are everybody's.
ALLOWED = {
    "base": set(),
    "text": set(),
    "doc": {"text"},
    "read": {"doc", "text"},
    "analyze": {"doc", "text"},
    "rank": {"analyze", "doc", "text"},
    "brief": {"rank", "analyze", "doc", "text"},
    "type": {"text"},
    "template": {"type", "text"},
    "paint": {"type", "template", "text"},
    "layout": {"type", "brief", "template", "paint", "text"},
    "pdf": {"paint", "type", "text"},
    "verify": {"brief", "rank", "analyze", "doc", "paint", "text"},
    "lib": {"verify", "text", "doc", "read", "analyze", "rank", "brief", "type", "template", "paint", "layout", "pdf"},
    "batch": set(),
    "cli": {"batch"},
}
# Headers that only one file may include: the walls around a library.
WALLS = {"hpdf": "pdf/low", "libdeflate": "pdf/low", "cmark": "read/markdown", "libxml": "read/", "archive": "read/zip.c", "unicode/": "text/", "pcre2": "text/", "libstemmer": "text/",
         "libexttextcat": "text/", "ini.h": "base/ini.c", "hb-subset": ("pdf/", "type/ask_pairs.c"), "qpdf/": "verify/qpdf.h",
         "sodium": "verify/sign.c", "sqlite3": "batch/ledger.c", "seccomp.h": "batch/sandbox.c", "linux/landlock.h": "batch/sandbox.c",
         "png.h": "paint/image_png", "jpeglib": "paint/image_jpeg"}


def main():
    bad = []
    for folder, _, names in os.walk(SRC):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            label = os.path.relpath(path, SRC)
            room = label.split(os.sep)[0]
            for number, line in enumerate(open(path, encoding="utf-8"), 1):
                found = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
                if not found:
                    continue
                target = found[2]
                if found[1] == '"':
                    other = target.split("/")[0]
                    if other in (room, "base", "precis"):
                        continue
                    if other not in ALLOWED[room] or target != f"{other}/{other}.h":
                        bad.append(f"{label}:{number}: {room} may not include {target}")
                else:
                    for header, wall in WALLS.items():
                        if target.startswith(header) and not label.startswith(wall):
                            bad.append(f"{label}:{number}: only {wall} may include <{target}>")
    print("\n".join(bad) or "every include follows the house's arrows")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
