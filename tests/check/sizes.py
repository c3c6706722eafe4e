#!/usr/bin/env python3
"""Files of at most 700 lines, functions of at most 80 lines and 6 parameters; exceptions stand here with their reason."""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FILE_LINES = 700
FUNCTION_LINES = 80
PARAMETERS = 6
# "path:function": reason
EXCEPTIONS = {
    "src/read/xml.c:on_start": "libxml2's SAX2 handler has nine",
}


def functions(lines):
    """(name, first line, last line, parameters) of each function definition; clang-format puts '{' in column 0."""
    start = None
    for i, line in enumerate(lines):
        if line == "{" and start is None:
            k = i - 1
            while k > 0 and lines[k - 1] and not lines[k - 1].startswith(("}", "#", "/", " *", "*")) and not lines[k - 1].endswith(";"):
                k -= 1
            head = " ".join(x.strip() for x in lines[k:i])
            start = (i, head)
        elif line == "}" and start is not None:
            name = re.search(r"(\w+)\s*\(", start[1])
            inside = start[1][start[1].find("(") + 1:start[1].rfind(")")]
            depth, count = 0, 1 if inside.strip() not in ("", "void") else 0
            for c in inside:
                depth += (c == "(") - (c == ")")
                count += c == "," and depth == 0
            yield (name[1] if name else "?", start[0] + 1, i + 1, count)
            start = None


def main():
    bad = []
    lengths = []
    for folder, _, names in os.walk(os.path.join(ROOT, "src")):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            label = os.path.relpath(path, ROOT)
            lines = open(path, encoding="utf-8").read().split("\n")
            if len(lines) - 1 > FILE_LINES:
                bad.append(f"{label}: {len(lines) - 1} lines, more than {FILE_LINES}")
            for function, first, last, parameters in functions(lines):
                lengths.append(last - first - 1)
                if f"{label}:{function}" in EXCEPTIONS:
                    continue
                if last - first + 1 > FUNCTION_LINES:
                    bad.append(f"{label}:{first}: {function} has {last - first + 1} lines, more than {FUNCTION_LINES}")
                if parameters > PARAMETERS:
                    bad.append(f"{label}:{first}: {function} has {parameters} parameters, more than {PARAMETERS}")
    lengths.sort()
    print("\n".join(bad) or f"{len(lengths)} functions, median {lengths[len(lengths) // 2]} lines, longest {lengths[-1]}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
