#!/usr/bin/env python3
"""Runs every fuzz target for some seconds, two at a time; what it finds is printed and kept.

usage: run.py --build BUILD-FUZZ [--seconds N] [--reader-seconds N] [--seed N] [--keep FOLDER] [TARGET...]

What reads strangers' bytes gets its own time, --reader-seconds; without it as much as the others. Seeds are the inputs of the case files and the pages beside them. A finding fails the run: its input lies in FOLDER (default:
fuzz-findings in the build folder); it then becomes a case or an input of tests/cli/check_hostile.py. With a seed the
mutations are the same in each run: a test that fails is to fail again; without one they are new.
"""
import argparse
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "..", "cases")
SEED_BYTES = 65536  # larger ones slow every mutation down
INPUT_SECONDS = 30  # of the clock: on a machine that others use a slow input is not at once a finding
MEMORY_MB = 2048
REPORT_BYTES = 6000
INPUT_BYTES = 8192  # of a mutation: several paragraphs, a page, the parts of a container; twice as many runs as with SEED_BYTES
READERS = {"fuzz_article", "fuzz_charset", "fuzz_docx", "fuzz_epub", "fuzz_html", "fuzz_mail", "fuzz_markdown", "fuzz_odt", "fuzz_plain"}


# The parts that the targets of containers take one after the other (container.h), by the ending of the file.
PARTS = {".docx": ("word/document.xml", "word/styles.xml", "word/footnotes.xml", "docProps/core.xml"),
         ".odt": ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"),
         ".epub": ("EPUB/content.opf", "EPUB/text/ch001.xhtml", "EPUB/text/title_page.xhtml")}


def parts(path):
    """A container as a target takes it apart, or None: a fuzzer gets nowhere with what is compressed."""
    wanted = PARTS.get(os.path.splitext(path)[1])
    if not wanted:
        return None
    with zipfile.ZipFile(path) as container:
        found = set(container.namelist())
        data = b"\n%%\n".join(container.read(name) if name in found else b"" for name in wanted)
    return data.replace(b"text/ch001.xhtml", b"one.xhtml").replace(b"text/title_page.xhtml", b"two.xhtml")


def seeds():
    """(name, bytes) of every case's input and every document among the cases."""
    for folder, _, names in sorted(os.walk(CASES)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                data = file.read(SEED_BYTES + 1)
            if name.endswith(".case"):
                data = (data.split(b"\n---\n", 2) + [b"", b""])[1]
            apart = parts(path)
            if apart:
                yield os.path.relpath(path, CASES).replace(os.sep, "-") + ".parts", apart[:SEED_BYTES]
            if len(data) <= SEED_BYTES:
                yield os.path.relpath(path, CASES).replace(os.sep, "-"), data


def fuzz(target, corpus, keep, seconds, seed):
    with tempfile.TemporaryDirectory() as found:
        done = subprocess.run(["nice", target, found, corpus, f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={INPUT_SECONDS}",
                               f"-max_len={INPUT_BYTES}", "-entropic=0",  # its tally of rare features costs more than the runs: 92 % for fuzz_saved
                               f"-rss_limit_mb={MEMORY_MB}", "-print_final_stats=1", f"-artifact_prefix={keep}/{os.path.basename(target)}-"],
                              capture_output=True, timeout=seconds * 4 + 300)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def seconds_of(target, args):
    is_reader = os.path.basename(target) in READERS
    return args.reader_seconds if is_reader and args.reader_seconds else args.seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--reader-seconds", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep")
    parser.add_argument("targets", nargs="*")
    args = parser.parse_args()
    every = sorted(path for path in glob.glob(os.path.join(args.build, "tests", "fuzz_*")) if os.access(path, os.X_OK) and os.path.isfile(path))
    targets = [path for path in every if not args.targets or os.path.basename(path) in args.targets]
    keep = args.keep or os.path.join(args.build, "fuzz-findings")
    os.makedirs(keep, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as corpus, concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, data in seeds():
            with open(os.path.join(corpus, name), "wb") as file:
                file.write(data)
        for target, (code, log) in zip(targets, pool.map(lambda t: fuzz(t, corpus, keep, seconds_of(t, args), args.seed), targets)):
            runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", log)
            print(f"{'ok  ' if code == 0 else 'FAIL'} {os.path.basename(target)}: {runs[1] if runs else '?'} runs", flush=True)
            if code:
                failed += 1
                print(log[log.find("ERROR"):][:REPORT_BYTES])
    print(f"{len(targets) - failed} passed, {failed} failed")
    sys.exit(bool(failed) or not targets)


if __name__ == "__main__":
    main()
