#!/usr/bin/env python3
"""precis batch --digest: one briefing over all documents of a folder, the same however the run was divided, killed or resumed, and
the same as `precis make` over the same documents; and what a merge needs for it.

usage: check_batch_digest.py --precis BUILD/precis [--documents N] [--kills N]
"""
import argparse
import json
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "batch"))
sys.path.insert(1, os.path.join(HERE, ".."))
from documents import document  # noqa: E402
from tally import Tally  # noqa: E402


class Checks(Tally):
    def __init__(self, options, folder):
        super().__init__()
        self.options, self.folder = options, folder
        self.precis = os.path.abspath(options.precis)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def read(self, *names):
        try:
            with open(self.path(*names), "rb") as file:
                return file.read()
        except OSError:
            return b""

    def write(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, *words):
        return subprocess.run([self.precis, *words], capture_output=True, timeout=300, cwd=self.folder)

    def batch(self, *words):
        return self.run("batch", *words)


def write_all(c):
    """Stories that several tell, copies, and a document that fails."""
    for i in range(c.options.documents):
        text = document(i // 3 * 1000, 260)
        if i % 3 == 1:  # the same with another end
            text += "\nThe harbour master of the town had nothing to add to this on Friday.\n"
        elif i % 3 == 2:  # another report
            text = document(i, 200)
        c.write(c.path("in", f"d{i % 4}", f"doc{i:03d}.txt"), text)
    c.write(c.path("in", "empty.txt"), "")


def check_whole(c):
    done = c.batch("in", "-o", "out", "-j", "2", "--digest", "digest.pdf")
    c.ok("run", done.returncode == 4 and done.stderr.count(b"error") == 1, done)
    c.ok("a PDF", c.read("digest.pdf").startswith(b"%PDF-"))
    c.ok("not in the manifest", b"digest" not in c.read("out", "manifest.jsonl"))
    done = c.run("verify", "digest.pdf", "--sources", "in")
    c.ok("every extract is verbatim", done.returncode == 0, done)
    done = c.batch("in", "-o", "out", "--digest", "digest.json")
    c.ok("again: nothing is made anew", b"%d unchanged" % c.options.documents in done.stderr, done)
    files = sorted(os.path.join("in", d, n) for d in os.listdir(c.path("in")) if os.path.isdir(c.path("in", d))
                   for n in os.listdir(c.path("in", d)))
    for ending in ("json", "pdf"):
        done = c.run("make", *files, "-o", f"made.{ending}")
        c.ok(f"{ending}: as make has it", done.returncode == 0 and c.read(f"made.{ending}") == c.read(f"digest.{ending}"), done)
    brief = json.loads(c.read("digest.json"))
    c.ok("over all documents", len(brief["documents"]) == c.options.documents, len(brief["documents"]))


def check_divided(c):
    calm = c.read("digest.pdf")
    for jobs in ("1", "8"):
        c.batch("in", "-o", f"jobs{jobs}", "-j", jobs, "--digest", f"jobs{jobs}.pdf")
        c.ok(f"-j {jobs}: the same", c.read(f"jobs{jobs}.pdf") == calm)
    for i in (3, 1, 2):
        done = c.batch("in", "-o", "shards", "--shard", f"{i}/3", "--digest", "shards.pdf")
        c.ok(f"shard {i}: no digest of a part", not c.read("shards.pdf"), done)
    manifests = [f"shards/manifest-{i}-of-3.jsonl" for i in (1, 2, 3)]
    done = c.batch("--merge", *manifests, "-o", "shards", "--digest", "shards.pdf")
    c.ok("3 shards merged: the same", done.returncode == 4 and c.read("shards.pdf") == calm, done)
    c.ok("3 shards merged: index and manifest too", all(c.read("shards", n) == c.read("out", n) and c.read("out", n)
                                                       for n in ("manifest.jsonl", "index.html", "index.pdf")))


def check_killed(c):
    dice = random.Random(5)
    for _ in range(c.options.kills):
        run = subprocess.Popen([c.precis, "batch", "in", "-o", "killed", "-j", "2", "--digest", "killed.pdf"], cwd=c.folder,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.02, 0.6))
        run.kill()
        run.wait()
        c.ok("killed: whole or not there", c.read("killed.pdf") in (b"", c.read("digest.pdf")))
    done = c.batch("in", "-o", "killed", "--digest", "killed.pdf")
    c.ok("killed and resumed: the same", done.returncode == 4 and c.read("killed.pdf") == c.read("digest.pdf"), done)
    c.ok("killed and resumed: no leftovers", os.listdir(c.path("killed", ".precis", "tmp")) == [])


def check_changes(c):
    """What is missing for the digest is made; what has gone is gone from it."""
    c.batch("in", "-o", "later")
    done = c.batch("in", "-o", "later", "--dry-run", "--digest", "later.pdf")
    c.ok("later: said beforehand", done.stdout.count(b"its part of the digest is missing") == c.options.documents, done.stdout)
    done = c.batch("in", "-o", "later", "--digest", "later.pdf")
    c.ok("later: the same", c.read("later.pdf") == c.read("digest.pdf"), done)
    c.batch("in", "-o", "later", "--force")  # without: what is kept stays sound
    c.batch("in", "-o", "later", "--digest", "later.pdf")
    c.ok("later: the same after a run without", c.read("later.pdf") == c.read("digest.pdf"))
    shutil.copytree(c.path("in"), c.path("changed"))
    c.batch("changed", "-o", "changed-out", "--digest", "changed.json")
    names = {d["name"] for d in json.loads(c.read("changed.json"))["documents"]}
    c.write(c.path("changed", "d0", "doc000.txt"), document(4711, 300))
    os.remove(c.path("changed", "d1", "doc001.txt"))
    c.batch("changed", "-o", "changed-out")
    c.batch("changed", "-o", "changed-out", "--digest", "changed.json")
    brief = json.loads(c.read("changed.json"))
    c.ok("changed: what has gone is gone", names - {d["name"] for d in brief["documents"]} == {"doc001.txt"}, names)
    done = c.run("verify", "changed.json", "--sources", "changed")
    c.ok("changed: what it says is what stands there now", done.returncode == 0, done)


def check_refusals(c):
    for i in (1, 2):
        c.batch("in", "-o", "bare", "--shard", f"{i}/2")
    done = c.batch("--merge", "bare/manifest-1-of-2.jsonl", "bare/manifest-2-of-2.jsonl", "-o", "bare", "--digest", "bare.pdf")
    c.ok("merge without analyses", done.returncode == 9 and b"not in the ledger; hint: run the shards with --digest" in done.stderr, done)
    c.ok("merge without analyses: no digest, the rest is there", not c.read("bare.pdf") and c.read("bare", "index.pdf"))
    shutil.copy(c.path("bare", "manifest-1-of-2.jsonl"), c.path("renamed.jsonl"))
    done = c.batch("--merge", "renamed.jsonl", "-o", "renamed", "--digest", "bare.pdf")
    c.ok("merge of a renamed manifest", done.returncode == 5 and b"renamed.jsonl: error: its name does not tell" in done.stderr, done)
    os.makedirs(c.path("folder.pdf"))
    done = c.batch("in", "-o", "refused", "--digest", "folder.pdf")
    c.ok("a folder", done.returncode == 9 and b"folder.pdf: error: is a folder" in done.stderr and not os.path.exists(c.path("refused")), done)
    done = c.batch("in", "-o", "out", "--digest", "missing/digest.pdf")
    c.ok("a folder that is not there", done.returncode == 9 and b"missing/digest.pdf" in done.stderr, done)
    before = c.read("in", "d0", "doc000.txt")
    for name in ("in/digest.pdf", "in/d0/doc000.txt"):
        done = c.batch("in", "-o", "out", "--digest", name)
        c.ok(f"among the sources: {name}", done.returncode == 9 and b"would lie among the documents of 'in'; hint: " in done.stderr, done)
    c.ok("among the sources: nothing written", c.read("in", "d0", "doc000.txt") == before and not c.read("in", "digest.pdf"))
    done = c.batch("in", "-o", "out", "--manifest", "in/m.jsonl")
    c.ok("a manifest among the sources", done.returncode == 9 and not c.read("in", "m.jsonl"), done)
    for name, said in (("index.pdf", b"is what the run itself writes there"), ("d0/doc000.txt.pdf", b"is the briefing of 'd0/doc000.txt'")):
        calm = c.read("out", name)
        done = c.batch("in", "-o", "out", "--digest", "out/" + name)
        c.ok(f"in the place of {name}", done.returncode == 9 and said in done.stderr and c.read("out", name) == calm, done)
    for name, said in (("index.html", b"is what the run itself writes there"), (".precis/ledger.db", b"is what the run itself writes there"),
                       ("d0/doc000.txt.pdf", b"is the briefing of 'd0/doc000.txt'"), ("digest.pdf", b"is the digest too")):
        calm = c.read("out", name)
        done = c.batch("in", "-o", "out", "--manifest", "out/" + name, *(["--digest", "out/./digest.pdf"] if name == "digest.pdf" else []))
        c.ok(f"a manifest in the place of {name}", done.returncode == 9 and said in done.stderr and c.read("out", name)[:16] == calm[:16], done)
    done = c.batch("in", "-o", "out", "--manifest", "out/manifest.jsonl")
    c.ok("a manifest in its own place", done.returncode == 4 and c.read("out", "manifest.jsonl"), done)
    os.mkfifo(c.path("pipe"))
    for flag in ("--manifest", "--digest"):
        with subprocess.Popen(["timeout", "60", "cat", c.path("pipe")], stdout=subprocess.PIPE) as reader:
            done = c.batch("in", "-o", "out", flag, "pipe")
            whole = c.read("digest.pdf") if flag == "--digest" else c.read("out", "manifest.jsonl")
            c.ok(f"{flag} into a pipe", stat.S_ISFIFO(os.stat(c.path("pipe")).st_mode) and reader.communicate()[0] == whole, done.stderr)
    done = c.batch("in", "-o", "out", "--digest", "-", "-q")
    c.ok("a digest to stdout", done.returncode == 4 and done.stdout == c.read("digest.pdf") and not os.path.exists(c.path("-")), done.stderr)
    done = c.batch("in", "-o", "out", "--digest", "-", "--manifest", "-")
    c.ok("both to stdout", done.returncode == 9 and b"is the digest too" in done.stderr, done.stderr)
    done = c.batch("in", "-o", "out", "--digest", "out/digest.pdf")
    c.ok("in the output folder", done.returncode == 4 and c.read("out", "digest.pdf") == c.read("digest.pdf"), done)
    os.remove(c.path("out", "digest.pdf"))
    c.write(c.path("none", "empty.txt"), "")
    done = c.batch("none", "-o", "none-out", "--digest", "none.pdf")
    c.ok("nothing to tell", done.returncode == 4 and b"no digest" in done.stderr and not c.read("none.pdf"), done)


def check_names(c):
    """The name of a file is bytes, in UTF-8 or not: the digest is made as make has it."""
    c.write(c.path("named", "one.txt"), document(1, 200))
    odd = os.path.join(os.fsencode(c.path("named")), b"two\xff.txt")
    shutil.copy(c.path("in", "d0", "doc000.txt"), odd)
    done = c.batch("named", "-o", "named-out", "--digest", "named.json")
    c.ok("a name that is not UTF-8", done.returncode == 0 and not done.stderr.count(b"error"), done)
    c.run("make", "named/one.txt", odd, "-o", "named-made.json")
    c.ok("a name that is not UTF-8: as make has it", c.read("named.json") and c.read("named.json") == c.read("named-made.json"))
    done = c.run("verify", "named.json", "--sources", "named")
    c.ok("a name that is not UTF-8: every extract is verbatim", done.returncode == 0, done)


def check_look(c):
    """Settings for a template of one's own do not cost the run its index and digest; a marking stands on all."""
    c.write(c.path("own.ini"), "base = memo\n")
    done = c.batch("in", "-o", "own", "-t", "own.ini", "--set", "side.tint=yes", "--digest", "own.pdf", "--banner", "HANDLE <WITH> CARE", "-v")
    c.ok("settings of another template", done.returncode == 4 and c.read("own.pdf") and c.read("own", "index.pdf") and
         done.stderr.count(b"made without --set, which does not fit the template") == 2, done)
    for name in ("own.pdf", "own/index.pdf"):
        text = subprocess.run(["pdftotext", c.path(name), "-"], capture_output=True, timeout=60).stdout
        c.ok(f"the marking stands on {name}", text.count(b"HANDLE <WITH> CARE") >= 2, text[:300])
    c.ok("the marking stands on index.html", c.read("own", "index.html").count(b"HANDLE &lt;WITH&gt; CARE") == 2)


def check_missing(c):
    """A shard that is not among the manifests is named."""
    for i in range(1, 6):
        c.write(c.path("five", f"manifest-{i}-of-5.jsonl"), f'{{"path":"{i}.txt","status":"done","output":"{i}.txt.pdf"}}\n')
    for given, said in (((1, 2, 3, 5), "shard 4 of 5 is missing; hint: run --shard 4/5, then merge again"),
                        ((2, 4), "shards 1, 3, 5 of 5 are missing; hint: run --shard 1/5, then merge again")):
        done = c.batch("--merge", *(f"five/manifest-{i}-of-5.jsonl" for i in given), "-o", "five-out")
        c.ok(f"missing: all but {given}", done.returncode == 5 and said.encode() in done.stderr and not os.path.exists(c.path("five-out")), done)
    done = c.batch("--merge", *(f"five/manifest-{i}-of-5.jsonl" for i in (5, 4, 3, 2, 1)), "-o", "five-out")
    c.ok("missing: none", done.returncode == 0, done)
    c.write(c.path("five", "manifest-1-of-2.jsonl"), "")
    done = c.batch("--merge", "five/manifest-1-of-5.jsonl", "five/manifest-1-of-2.jsonl", "-o", "five-out")
    c.ok("of two divisions", done.returncode == 2 and re.search(rb"of 5 and of 2 shards", done.stderr), done)
    shutil.copy(c.path("five", "manifest-2-of-5.jsonl"), c.path("five", "second.jsonl"))
    done = c.batch("--merge", "five/manifest-1-of-5.jsonl", "five/second.jsonl", "-o", "five-out")
    c.ok("names that tell nothing are nobody's lack", done.returncode == 0, done)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--documents", type=int, default=45)
    parser.add_argument("--kills", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        c = Checks(options, folder)
        write_all(c)
        for step in (check_whole, check_divided, check_killed, check_changes, check_refusals, check_names, check_look, check_missing):
            step(c)
    print(f"{c.passed} passed, {c.failed} failed")
    sys.exit(bool(c.failed))


if __name__ == "__main__":
    main()
