#!/usr/bin/env python3
"""The shared library shows exactly the functions that precis.h declares, and rooms keep no mutable statics.

usage: symbols.py build/src/libprecis.so
"""
import os
import re
import subprocess
import sys

LINKER = {"__bss_start", "_edata", "_end"}  # the linker's own
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def exported(library):
    out = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1] for line in out.splitlines() if line.split()[-2] in "TDBRV" and line.split()[-1] not in LINKER}


def declared():
    text = open(os.path.join(ROOT, "include/precis/precis.h"), encoding="utf-8").read()
    return set(re.findall(r"PRECIS_API[^;]*?(\bprecis_\w+)\(", text))


def writable(library):
    """Own objects in .data or .bss: every one is hidden state. Tables of pointers lie in .data.rel.ro, which is read-only."""
    out = subprocess.run(["nm", "--format=sysv", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    rows = [[cell.strip() for cell in line.split("|")] for line in out.splitlines() if line.count("|") == 6]
    runtime = re.compile(r"^(_|completed\.)")
    return {row[0] for row in rows if row[6] in (".data", ".bss", ".tbss", ".tdata") and not runtime.match(row[0])}


def main():
    library = sys.argv[1]
    shown, promised = exported(library), declared()
    bad = [f"exported but not declared: {n}" for n in sorted(shown - promised)]
    bad += [f"declared but not exported: {n}" for n in sorted(promised - shown)]
    bad += [f"mutable static: {n}" for n in sorted(writable(library))]
    print("\n".join(bad) or f"{len(promised)} functions exported, as declared; no mutable static")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
