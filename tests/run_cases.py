#!/usr/bin/env python3
"""Runs the case files: an input, a stage, the print it must give.

usage: run_cases.py --precis BUILD/precis [--update] [CASE...]

A case is headers (`stage: NAME`; also `media:`, `lang:`, `date:`, `flags:`), a line `---`, the input, a line `---`, and the
expected print of `precis inspect --stage NAME`. In the input, `\\xNN` and `\\f` stand for single bytes.

`file: NAME` instead of an input names a file beside the case, of any format; what the file says about itself and the warnings
are then printed before the stage (`lang:` is not assumed: the language is found).
"""
import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 60  # a case that takes longer hangs; sanitizers are slow


def read_case(path):
    with open(path, encoding="utf-8") as file:
        head, source, expected = (file.read().split("\n---\n", 2) + ["", ""])[:3]
    headers = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return head, headers, source, expected


def input_bytes(source):
    """The input with its escapes resolved; without its last line end, which belongs to the case file."""
    data = source.encode()
    return re.sub(rb"\\(?:x([0-9a-f]{2})|f)", lambda m: bytes([int(m[1], 16)]) if m[1] else b"\f", data)


def complaint(done, name, shown):
    return f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace').replace(name, shown)}"


def facts(precis, name, flags):
    """What the JSON says of the document and its warnings, a line each."""
    command = [precis, name, "--format", "json", "--sentences", "1", "-o", "-", "--quiet"] + flags
    done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    if done.returncode != 0:
        return complaint(done, name, os.path.basename(name))
    brief = json.loads(done.stdout)
    document = brief["documents"][0]
    lines = [f"{key}: {document[key]}\n" for key in ("media", "charset", "title", "author", "date", "language") if key in document]
    return "".join(lines + [f"{w['code']}: {w['message']}\n" for w in brief.get("warnings", []) if w["code"] < "W2"])


def run_file(precis, path, headers):
    name = os.path.join(os.path.dirname(path), headers["file"])
    flags = headers.get("flags", "").split()
    if "lang" in headers:
        flags += ["--lang", headers["lang"]]
    got = facts(precis, name, flags)
    done = subprocess.run([precis, "inspect", name, "--stage", headers["stage"], *flags], capture_output=True, timeout=SECONDS)
    if done.returncode == 0:
        return f"{got}\n{done.stdout.decode('utf-8', 'replace')}"
    return got if complaint(done, name, os.path.basename(name)) == got else got + complaint(done, name, os.path.basename(name))


def run(precis, path):
    head, headers, source, expected = read_case(path)
    if "file" in headers:
        return run_file(precis, path, headers).rstrip("\n"), expected.rstrip("\n"), head, source
    ending = {"markdown": ".md", "html": ".html"}.get(headers.get("media"), ".txt")
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "input" + ending)
        with open(name, "wb") as file:
            file.write(input_bytes(source) + b"\n")
        command = [precis, "inspect", name, "--stage", headers["stage"], "--lang", headers.get("lang", "en"), "--quiet"]
        if "date" in headers:
            command += ["--date", headers["date"]]
        command += headers.get("flags", "").split()
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    got = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0 or done.stderr:
        got += complaint(done, name, "input" + ending)
    return got.rstrip("\n"), expected.rstrip("\n"), head, source


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("cases", nargs="*")
    args = parser.parse_args()
    cases = args.cases or sorted(os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(HERE, "cases"))
                                 for name in names if name.endswith(".case"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, (got, expected, head, source) in zip(cases, pool.map(lambda p: run(args.precis, p), cases)):
            if got == expected:
                continue
            failed += 1
            label = os.path.relpath(path, HERE)
            if args.update:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"{head}\n---\n{source}\n---\n{got}\n")
                print(f"updated {label}")
            else:
                print(f"FAIL {label}\n  expected:\n{expected}\n  got:\n{got}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if (failed and not args.update) or not cases else 0)


if __name__ == "__main__":
    main()
