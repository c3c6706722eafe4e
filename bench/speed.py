#!/usr/bin/env python3
"""How fast: one cold run of the command, documents a second, how time grows with the text, and what each pass takes of it.

usage: speed.py --precis BUILD/precis [--runs N] [--mega N,...] [--text FILE]

--text: a file whose passes are measured as well; prose that does not repeat takes longer than the example over and over.

Times are CPU seconds of whole processes as the kernel counts them; each figure is the median of the runs. Beside the growing texts
stands the ratio to the size before: linear is the ratio of the sizes.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(HERE, "..", "examples", "missiles.txt")


def measured(command, feed=None):
    """(CPU seconds, peak KiB, wall seconds) of one process."""
    begun = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen(command, stdin=subprocess.PIPE if feed is not None else subprocess.DEVNULL, stdout=nowhere, stderr=nowhere)
        if feed is not None:
            child.stdin.write(feed)
            child.stdin.close()
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, time.monotonic() - begun


def median(rows):
    return [statistics.median(column) for column in zip(*rows)]


# The passes of one analysis, as --time names them.
PASSES = ("tokens", "sentences", "abbreviations", "names", "quotes", "dates", "figures", "terms")


def passes(precis, name, runs):
    """{step: least CPU milliseconds of the runs}, as --time tells."""
    best = {}
    for _ in range(runs):
        run = subprocess.run([precis, name, "--time", "--format", "json", "-o", os.devnull], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        for step, took in re.findall(r"^(\S.*?) +([\d.]+) ms", run.stderr.decode(), re.MULTILINE):
            best[step] = min(best.get(step, float("inf")), float(took))
    return best


def print_passes(precis, name, runs):
    best, size = passes(precis, name, runs), os.path.getsize(name)
    print(f"passes over {size / 1e6:.1f} MB:")
    for step, took in best.items():
        print(f"  {step:14} {took:8.1f} ms {took * 1e6 / size:7.2f} ns a byte")
    analysis = sum(best[step] for step in PASSES)
    print(f"  analysis alone: {analysis:.1f} ms, {size / analysis / 1e3:.1f} MB/s")


def varied(text, bytes_wanted):
    """The example over and over, its numbers and some words changed, so that no paragraph is a copy."""
    out, size, n = [], 0, 0
    while size < bytes_wanted:
        for line in text.splitlines():
            n += 1
            line = line.replace("100", str(100 + n % 900)).replace("2022", str(1980 + n % 40)).replace("Singapore", f"Port{n % 500}ville")
            out.append(line)
            size += len(line.encode()) + 2
    return "\n\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--mega", default="0.1,1,10")
    parser.add_argument("--text")
    args = parser.parse_args()
    text = open(EXAMPLE, encoding="utf-8").read()
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.join(folder, "out.pdf")
        cpu, peak, _ = median([measured([args.precis, EXAMPLE, "-o", pdf]) for _ in range(args.runs)])
        print(f"one page from {len(text.split())} words, cold: {cpu * 1e3:.1f} ms CPU, {peak / 1024:.1f} MiB, PDF of {os.path.getsize(pdf) / 1024:.1f} KiB")
        lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i in range(200)).encode()
        for form in ("json", "pdf"):
            cpu, peak, _ = median([measured([args.precis, "pipe", "--format", form], lines) for _ in range(3)])
            print(f"pipe, {form}: {200 / cpu:.0f} documents a CPU second, {peak / 1024:.1f} MiB")
        before = None
        for mega in (float(m) for m in args.mega.split(",")):
            name = os.path.join(folder, "grown.txt")
            with open(name, "w", encoding="utf-8") as file:
                file.write(varied(text, mega * 1e6))
            cpu, peak, _ = median([measured([args.precis, name, "--format", "json", "-o", "-"]) for _ in range(3)])
            growth = f", {cpu / before:.1f} times the size before" if before else ""
            print(f"{mega:g} MB to JSON: {cpu:.3f} s CPU, {mega / cpu:.1f} MB/s, {peak / 1024:.0f} MiB{growth}")
            before = cpu
        print_passes(args.precis, name, 3)
    if args.text:
        print_passes(args.precis, args.text, 3)


if __name__ == "__main__":
    main()
