#!/usr/bin/env python3
"""precis batch over folders that are as they are: bad documents, bad names, kills at any moment, two runs at once.

usage: check_batch.py --precis BUILD/precis --misbehaving BUILD/tests/precis-misbehaving [--kills N] [--documents N]
"""
import argparse
import contextlib
import errno
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "batch"))
sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from documents import document, write_documents  # noqa: E402
from tally import Tally  # noqa: E402


class Checks(Tally):
    def __init__(self, options, folder):
        super().__init__()
        self.precis = os.path.abspath(options.precis)
        self.misbehaving = os.path.abspath(options.misbehaving)
        self.options, self.folder, self.skipped = options, folder, []

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def fresh(self, name):
        shutil.rmtree(self.path(name), ignore_errors=True)
        os.makedirs(self.path(name))
        return self.path(name)

    def write(self, path, data):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())

    def batch(self, *words, program=None, **more):
        return subprocess.run([program or self.precis, "batch", *words], capture_output=True, timeout=300, cwd=self.folder, **more)

    def start(self, *words, program=None):
        return subprocess.Popen([program or self.precis, "batch", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                cwd=self.folder)

    def skip(self, why):
        self.skipped.append(why)


def rows(folder, name="manifest.jsonl"):
    with open(os.path.join(folder, name), "rb") as file:
        return [json.loads(line) for line in file.read().split(b"\n")[:-1]]


def by_path(folder):
    return {row["path"]: row for row in rows(folder)}


def tree(folder):
    """Every product of a run and its hash: all but the ledger's own folder."""
    found = {}
    for where, folders, names in os.walk(os.fsencode(folder)):
        if b".precis" in folders:
            folders.remove(b".precis")
        for name in names:
            path = os.path.join(where, name)
            found[os.path.relpath(path, os.fsencode(folder))] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return found


def counts(talk):
    """The summary line as a dict; its parts must add up to what was found."""
    line = re.findall(rb"precis: (\d+ found: .*)", talk)
    if not line:
        return {}
    parts = {name.decode(): int(n) for n, name in re.findall(rb"(\d+) (found|done|unchanged|failed|ignored|not done|to do)", line[-1])}
    parts["sound"] = parts["found"] == sum(n for name, n in parts.items() if name != "found")
    return parts


def first_runs(c):
    folder = c.fresh("in")
    write_documents(folder, 12)
    c.write(c.path("in", "a.md"), "# The pier\n\n" + document(100))
    c.write(c.path("in", "a.txt"), document(101))
    c.write(c.path("in", "deep", "er", "b.txt"), document(102))
    c.write(c.path("in", "empty.txt"), "")
    c.write(c.path("in", "picture.png"), b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    done = c.batch("in", "-o", "out")
    found = counts(done.stderr)
    c.ok("exit 4 with bad documents", done.returncode == 4, (done.returncode, done.stderr))
    c.ok("counts", found == {"found": 17, "done": 15, "unchanged": 0, "failed": 2, "ignored": 0, "sound": True}, found)
    c.ok("nothing on stdout", done.stdout == b"", done.stdout)
    table = by_path(c.path("out"))
    c.ok("manifest sorted", [r["path"] for r in rows(c.path("out"))] == sorted(table, key=os.fsencode))
    c.ok("a reason each", table["empty.txt"]["error"]["code"] == 6 and "PNG" in table["picture.png"]["error"]["message"], table)
    c.ok("one line a failure", done.stderr.count(b"error:") == 2 and b"picture.png: error: " in done.stderr, done.stderr)
    c.ok("a.md and a.txt", table["a.md"]["output"] == "a.md.pdf" and table["a.txt"]["output"] == "a.txt.pdf")
    for row in table.values():
        if row["status"] == "done":
            data = open(c.path("out", row["output"]), "rb").read()
            c.ok("hashes", hashlib.sha256(data).hexdigest() == row["output_sha256"] and row["sha256"] ==
                 hashlib.sha256(open(c.path("in", row["path"]), "rb").read()).hexdigest(), row)
    subprocess.run([c.precis, c.path("in", "deep", "er", "b.txt"), "-o", c.path("one.pdf")], check=True)
    c.ok("as make makes it", open(c.path("one.pdf"), "rb").read() == open(c.path("out", "deep", "er", "b.txt.pdf"), "rb").read())
    c.ok("title and bottom line", table["a.md"]["title"] == "The pier" and table["a.md"]["bottom_line"], table["a.md"])
    page = open(c.path("out", "index.html"), encoding="utf-8").read()
    c.ok("index.html", 'href="./deep/er/b.txt.pdf"' in page and "PNG" in page and page.count("<tr class=") == 17, page[:2000])


def second_runs(c):
    """What is done and unchanged is skipped; everything else is not."""
    before = tree(c.path("out"))
    done = c.batch("in", "-o", "out")
    found = counts(done.stderr)
    c.ok("skipped", found["unchanged"] == 15 and found["failed"] == 2 and found["done"] == 0 and found["sound"], found)
    c.ok("same products", tree(c.path("out")) == before)
    os.utime(c.path("in", "a.md"))
    c.ok("touched is unchanged", counts(c.batch("in", "-o", "out").stderr)["unchanged"] == 15)
    c.write(c.path("in", "a.md"), "# The wall\n\n" + document(103))
    os.unlink(c.path("out", "a.txt.pdf"))
    with open(c.path("out", "deep", "er", "b.txt.pdf"), "ab") as file:
        file.write(b"more")
    dry = c.batch("in", "-o", "out", "--dry-run")
    c.ok("dry run: what was altered", b"make\tdeep/er/b.txt\tits briefing was altered\n" in dry.stdout, dry.stdout)
    os.truncate(c.path("out", "deep", "er", "b.txt.pdf"), os.path.getsize(c.path("out", "deep", "er", "b.txt.pdf")) - 4)
    dry = c.batch("in", "-o", "out", "--dry-run")
    lines = dict(line.split("\t")[1::-1] for line in dry.stdout.decode().splitlines())
    why = {line.split("\t")[1]: line.split("\t")[2] for line in dry.stdout.decode().splitlines()}
    c.ok("dry run", lines["a.md"] == "make" and lines["deep/er/b.txt"] == "skip" and why["a.txt"] == "its briefing is missing" and
         why["empty.txt"] == "failed before", why)
    c.ok("dry run: counts", counts(dry.stderr)["sound"] and counts(dry.stderr)["to do"] == 4, dry.stderr)
    c.ok("dry run makes nothing", not os.path.exists(c.path("out", "a.txt.pdf")))
    done = c.batch("in", "-o", "out")
    c.ok("changed and missing are redone", counts(done.stderr)["done"] == 2, done.stderr)
    c.ok("the new one", by_path(c.path("out"))["a.md"]["title"] == "The wall")
    c.ok("options", counts(c.batch("in", "-o", "out", "--words", "60").stderr)["done"] == 15)
    c.ok("and back", counts(c.batch("in", "-o", "out").stderr)["done"] == 15)
    c.ok("--force", counts(c.batch("in", "-o", "out", "--force").stderr)["done"] == 15)
    ledger = sqlite3.connect(c.path("out", ".precis", "ledger.db"))
    ledger.execute("UPDATE documents SET version='0.0.1' WHERE path=?", (b"a.md",))
    ledger.commit()
    ledger.close()
    c.ok("another version", counts(c.batch("in", "-o", "out").stderr)["done"] == 1)
    c.write(c.path("in", "a.md"), "")
    c.write(c.path("in", "empty.txt"), document(104))
    done = c.batch("in", "-o", "out")
    c.ok("good and bad changed places", counts(done.stderr)["done"] == 1 and counts(done.stderr)["failed"] == 2, done.stderr)
    c.ok("no stale briefing", not os.path.exists(c.path("out", "a.md.pdf")) and os.path.exists(c.path("out", "empty.txt.pdf")))
    for name in ("a.md", "picture.png"):
        os.unlink(c.path("in", name))
    done = c.batch("in", "-o", "out", "--strict")
    c.ok("exit 0 when all is well", done.returncode == 0 and counts(done.stderr)["found"] == 15, done)
    c.ok("what is gone is not in the manifest", "a.md" not in by_path(c.path("out")))


def many_folders(c):
    """The old outputs are looked at, folder by folder, while a group of new ones gets its names: many runs, for chance decides."""
    folder = c.fresh("wide")
    paths = [os.path.join(folder, f"f{i % 120:03d}", f"d{i:03d}.txt") for i in range(720)]
    for i, path in enumerate(paths):
        c.write(path, document(i, 40))
    c.batch("wide", "-o", "wide-out", "--format", "json", "-j", "2")
    for turn in range(6):
        for i, path in enumerate(paths):
            c.write(path, document(1000 * (turn + 1) + i, 40))
            os.utime(path, (1600000000, 1600000000 + turn))
        done = c.batch("wide", "-o", "wide-out", "--format", "json", "-j", "2")
        found = counts(done.stderr)
        c.ok("many folders: all are made anew", done.returncode == 0 and found.get("done") == 720, (done.returncode, done.stderr))
    made = {k for k in tree(c.path("wide-out")) if k.endswith(b".txt.json")}
    c.ok("many folders: each in its own", made == {os.fsencode(os.path.relpath(p, folder)) + b".json" for p in paths}, made)


def patterns(c):
    folder = c.fresh("globs")
    names = ["a.txt", "b.md", "sub/a.txt", "sub/b.md", "sub/deep/c.txt", "keep/x.txt", "keep/y.txt", ".hidden.txt", ".git/z.txt",
             "logs/l.txt", "sub/logs/m.txt", "[odd].txt", "sub/#n.txt"]
    for i, name in enumerate(names):
        c.write(os.path.join(folder, name), document(i))

    def made(ignore, *words, inner=None):
        c.write(os.path.join(folder, ".precisignore"), ignore)
        c.write(os.path.join(folder, "sub", ".precisignore"), inner or "")
        done = c.batch("globs", "-o", "plan", "--dry-run", *words)
        found = [line.split("\t") for line in done.stdout.decode().splitlines()]
        c.ok(f"{ignore!r} {words}: adds up", counts(done.stderr)["sound"] and counts(done.stderr)["found"] == len(found), done.stderr)
        return {path for verb, path, _ in found if verb == "make"}

    plain = {n for n in names if not n.startswith(".")}
    for name, got, want in [
        ("hidden files", made(""), plain),
        ("by ending", made("*.md\n"), plain - {"b.md", "sub/b.md"}),
        ("anchored", made("/*.md\n"), plain - {"b.md"}),
        ("a folder", made("logs/\n"), plain - {"logs/l.txt", "sub/logs/m.txt"}),
        ("an anchored folder", made("/logs/\n"), plain - {"logs/l.txt"}),
        ("kept again", made("*.txt\n!a.txt\n"), {"a.txt", "b.md", "sub/a.txt", "sub/b.md"}),
        ("the last decides", made("!a.txt\n*.txt\n"), {"b.md", "sub/b.md"}),
        ("across folders", made("sub/**/c.txt\n"), plain - {"sub/deep/c.txt"}),
        ("all below", made("sub/**\n"), {n for n in plain if not n.startswith("sub/")}),
        ("anywhere", made("**/logs/m.txt\n"), plain - {"sub/logs/m.txt"}),
        ("a set", made("[ab].*\n"), plain - {"a.txt", "b.md", "sub/a.txt", "sub/b.md"}),
        ("an escape", made("\\[odd].txt\n\\#n.txt\n"), plain - {"[odd].txt", "sub/#n.txt"}),
        ("a comment", made("# a.txt\n\n"), plain),
        ("one letter", made("?.md\n"), plain - {"b.md", "sub/b.md"}),
        ("an inner file has its say", made("*.md\n", inner="!b.md\n"), plain - {"b.md"}),
        ("hidden ones kept", made("!.hidden.txt\n"), plain | {".hidden.txt"}),
        ("--exclude", made("", "--exclude", "*.md", "--exclude", "/keep"), {n for n in plain if not n.endswith(".md") and "keep" not in n}),
        ("--include", made("", "--include", "*.md"), {"b.md", "sub/b.md"}),
        ("both", made("", "--include", "*.md", "--exclude", "sub"), {"b.md"}),
    ]:
        c.ok(f"patterns: {name}", got == want, (got ^ want))
    stars = "a*" * 60 + "b"
    c.write(os.path.join(folder, "a" * 200), document(1))
    c.ok("patterns: no end of stars", ("a" * 200) in made(stars + "\n" + "**/" * 60 + "zz\n"))


def names(c):
    folder = os.fsencode(c.fresh("odd"))
    odd = [b"line\nend.txt", b"esc\x1b[31m.txt", b"caf\xe9.txt", b"x" * 251 + b".txt", b"\xf0\x9f\x93\x84.md", b"index", b"a.md", b"a",
           b"quote\"<b>&.txt", b"100%.txt", b"c:d.txt", b"-dash.txt", b" blank .txt", b"rtl\xe2\x80\xae.txt", b"a.md.pdf/inner.txt",
           b"y" * 255, b"index.html/z.txt", b"manifest.jsonl/z.txt", b"tab\t.txt"]
    for i, name in enumerate(odd):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(document(i).encode())
    os.symlink("/", os.path.join(folder, b"root"))
    os.symlink("a.md", os.path.join(folder, b"link.md"))
    os.mkfifo(os.path.join(folder, b"fifo.txt"))
    done = c.batch("odd", "-o", "odd-out")
    found = counts(done.stderr)
    c.ok("odd names", found == {"found": len(odd) + 3, "done": len(odd), "unchanged": 0, "failed": 0, "ignored": 3, "sound": True}, done.stderr)
    made = {path for path in tree(c.path("odd-out")) if path not in (b"index.html", b"index.pdf", b"manifest.jsonl")}
    c.ok("odd names: one output each", len(made) == len(odd), made)
    table = rows(c.path("odd-out"))
    told = [bytes.fromhex(r["path_hex"]) if "path_hex" in r else r["path"].encode() for r in table]
    c.ok("odd names: told exactly", sorted(told) == sorted(odd) == told, told)
    outputs = {bytes.fromhex(r["output_hex"]) if "output_hex" in r else r["output"].encode() for r in table}
    c.ok("odd names: outputs told exactly", outputs == made, outputs ^ made)
    c.ok("odd names: skipped the second time", counts(c.batch("odd", "-o", "odd-out").stderr)["unchanged"] == len(odd))
    with open(os.path.join(folder, b"bad\n\x1b[2J.txt"), "wb") as file:
        file.write(b"\0" * 99)
    done = c.batch("odd", "-o", "odd-out")
    c.ok("odd names: quoted on the way to a terminal", b"\x1b" not in done.stderr and done.stderr.count(b"\n") == 2, done.stderr)


def unreadable(c):
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        c.skip("unreadable folder: root reads all, and there is no setpriv")
        return
    folder = c.fresh("locked")
    c.write(os.path.join(folder, "good.txt"), document(1))
    c.write(os.path.join(folder, "secret.txt"), document(2))
    c.write(os.path.join(folder, "shut", "in.txt"), document(3))
    words = [c.precis, "batch", folder, "-o", c.path("locked-out")]
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *words]
        for where in (c.folder, folder):
            os.chmod(where, 0o777)
        if subprocess.run(words[:6] + ["test", "-x", c.precis]).returncode != 0:
            c.skip("unreadable folder: nobody may not run the build")
            return
    os.chmod(os.path.join(folder, "secret.txt"), 0)
    os.chmod(os.path.join(folder, "shut"), 0)
    done = subprocess.run(words, capture_output=True, timeout=120)
    os.chmod(os.path.join(folder, "shut"), 0o777)
    found = counts(done.stderr)
    c.ok("unreadable: counted", done.returncode == 4 and found.get("done") == 1 and found.get("failed") == 2 and found["sound"], done.stderr)
    table = by_path(c.path("locked-out")) if done.returncode == 4 else {}
    c.ok("unreadable: why", all("Permission denied" in table[p]["error"]["message"] for p in ("secret.txt", "shut/")) if table else False, table)


def misbehaving(c):
    folder = c.fresh("mad")
    acts = {"crash": "Segmentation fault|ended", "abort": "Aborted", "exit": "ended before", "spin": "longer than", "sleep": "longer than",
            "babble": "was not one", "fork": "not permitted", "exec": "not permitted", "socket": "not permitted", "kill": "not permitted",
            "peek": "denied|not permitted", "scribble": "denied|not permitted", "eat": "Aborted"}
    if c.options.sanitized:
        del acts["eat"]  # RLIMIT_AS is off under sanitizers
    for act in acts:
        c.write(os.path.join(folder, act + ".txt"), f"misbehave: {act}\n")
    write_documents(folder, 40)
    done = c.batch("mad", "-o", "mad-out", "--timeout", "4", "-j", "3", program=c.misbehaving)
    found = counts(done.stderr)
    c.ok("misbehaving: only they fail", done.returncode == 4 and found["done"] == 40 and found["failed"] == len(acts), done.stderr)
    table = by_path(c.path("mad-out"))
    walls = b"no Landlock" not in done.stderr and b"no seccomp" not in done.stderr
    for act, reason in acts.items():
        if not walls and act in ("fork", "exec", "socket", "peek", "scribble", "kill"):
            continue
        c.ok(f"misbehaving: {act}", re.search(reason, table[act + ".txt"].get("error", {}).get("message", "")), table[act + ".txt"])
    c.ok("nothing scribbled", not os.path.exists("/tmp/precis-misbehaved"))
    done = c.batch("mad", "-o", "good-out", "--exclude", "/*.txt", program=c.precis)
    outputs = {k: v for k, v in tree(c.path("mad-out")).items() if b"/" in k}
    c.ok("misbehaving: the others' bytes", outputs == {k: v for k, v in tree(c.path("good-out")).items() if b"/" in k})
    time.sleep(0.1)
    left = subprocess.run(["ps", "-eo", "stat,args"], capture_output=True, text=True).stdout if shutil.which("ps") else ""
    c.ok("no process left", not [x for x in left.splitlines() if c.folder in x and "mad-out" in x], left)


def changing(c):
    folder = c.fresh("changing")
    text = "misbehave: doze\n\n" + document(5)
    c.write(os.path.join(folder, "a.txt"), text)
    run = c.start("changing", "-o", "changing-out", program=c.misbehaving)
    for n in range(60):
        if run.poll() is not None:
            break
        time.sleep(0.05)
        with open(os.path.join(folder, "a.txt"), "ab") as file:
            file.write(b"It grew by one line more.\n")
    talk = run.communicate(timeout=60)[1]
    c.ok("changed while read", run.returncode == 4 and b"changed while it was read" in talk, talk)
    done = c.batch("changing", "-o", "changing-out", program=c.misbehaving)
    c.ok("changed while read: done the next time", done.returncode == 0 and counts(done.stderr)["done"] == 1, done.stderr)


def retirement(c):
    """Each worker serves 2,000 documents; with one worker none is at work when it ends."""
    if c.options.sanitized:
        return
    folder = c.fresh("long")
    for i in range(2050):
        c.write(os.path.join(folder, f"{i:04d}.txt"), f"The ferry board voted on Monday to close landing {i} until Easter.\n")
    done = c.batch("long", "-o", "long-out", "-j", "1", "--format", "json")
    c.ok("retirement: all are done", done.returncode == 0 and counts(done.stderr)["done"] == 2050, done.stderr)


def signals(c):
    folder = c.fresh("many")
    write_documents(folder, c.options.documents)
    c.batch("many", "-o", "calm", "-j", "2")
    calm = tree(c.path("calm"))
    c.ok("undisturbed", len(calm) == c.options.documents + 2 + (b"index.pdf" in calm), len(calm))
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        shutil.rmtree(c.path("stopped"), ignore_errors=True)
        run = c.start("many", "-o", "stopped", "-j", "2")
        wait_for_drafts(c.path("stopped"), run)
        run.send_signal(number)
        talk = run.communicate(timeout=60)[1]
        found = counts(talk)
        if run.returncode == 0:
            c.skip(f"signal {number}: the run was done before it came")
            continue
        c.ok(f"signal: exit {code}", run.returncode == code and found["sound"] and found.get("not done", 0) > 0, (run.returncode, talk))
        c.ok("signal: nothing half-written", all(calm[k] == v for k, v in tree(c.path("stopped")).items() if k.endswith(b".pdf")))
        done = c.batch("many", "-o", "stopped", "-j", "2")
        c.ok("signal: resumed", done.returncode == 0 and tree(c.path("stopped")) == calm and counts(done.stderr)["unchanged"] > 0, done.stderr)


def wait_for_drafts(folder, run):
    """Until some documents are made, or the run is over; the ledger hears of them in groups, later."""
    while run.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            if len(os.listdir(os.path.join(folder, ".precis", "tmp"))) >= 8:
                return
        time.sleep(0.002)


def kills(c):
    """Killed at random moments and resumed; more workers or fewer; shards: the same bytes."""
    calm = tree(c.path("calm"))
    dice = random.Random(7)
    shutil.rmtree(c.path("killed"), ignore_errors=True)
    started = time.monotonic()
    c.batch("many", "-o", "timed", "-j", "2")
    took = time.monotonic() - started
    ended = 0
    for number in range(c.options.kills):
        run = c.start("many", "-o", "killed", "-j", "2")
        time.sleep(dice.uniform(0, took / max(2, c.options.kills / 4)))
        ended += run.poll() is not None
        run.kill()
        run.communicate()
    done = c.batch("many", "-o", "killed", "-j", "2")
    c.ok("killed: the run ends well", done.returncode == 0 and counts(done.stderr)["sound"], done.stderr)
    c.ok("killed: the same bytes", tree(c.path("killed")) == calm, set(tree(c.path("killed")).items()) ^ set(calm.items()))
    c.ok("killed: no leftovers", os.listdir(c.path("killed", ".precis", "tmp")) == [], os.listdir(c.path("killed", ".precis", "tmp")))
    print(f"{c.options.kills} kills, {ended} of them after the end")
    for jobs in ("1", "8"):
        c.batch("many", "-o", f"jobs{jobs}", "-j", jobs)
        c.ok(f"-j {jobs}: the same bytes", tree(c.path(f"jobs{jobs}")) == calm)


def shards(c):
    """Shards merged are the whole: the manifest, the index, every briefing."""
    calm = tree(c.path("calm"))
    for number in c.options.shards:
        out = f"shards{number}"
        found = []
        for i in range(number, 0, -1):
            done = c.batch("many", "-o", out, "--shard", f"{i}/{number}")
            found.append(counts(done.stderr))
            c.ok(f"shard {i}/{number}", done.returncode == 0 and found[-1]["sound"], done.stderr)
        c.ok(f"{number} shards: all found", sum(f["found"] for f in found) == c.options.documents, found)
        manifests = sorted(n for n in os.listdir(c.path(out)) if n.startswith("manifest"))
        done = c.batch("--merge", *(os.path.join(out, n) for n in manifests), "-o", out)
        c.ok(f"{number} shards: merged", done.returncode == 0 and counts(done.stderr)["done"] == c.options.documents, done.stderr)
        made = {k: v for k, v in tree(c.path(out)).items() if not k.startswith(b"manifest-")}
        c.ok(f"{number} shards: the same bytes", made == calm, set(made.items()) ^ set(calm.items()))


def merges(c):
    c.fresh("merge")
    good = '{"path":"a.txt","status":"done","output":"a.txt.pdf"}\n{"path":"b.txt","status":"failed","error":{"code":5,"message":"x"}}\n'
    c.write(c.path("merge", "good.jsonl"), good)
    c.write(c.path("merge", "again.jsonl"), good.replace("failed", "done").replace('"error"', '"output":"b.txt.pdf","error"'))
    done = c.batch("--merge", "merge/good.jsonl", "merge/again.jsonl", "-o", "merged")
    c.ok("merge: what was done counts", done.returncode == 0 and counts(done.stderr)["done"] == 2, done)
    done = c.batch("--merge", "merge/good.jsonl", "merge/good.jsonl", "-o", "merged")
    c.ok("merge: what failed, failed", done.returncode == 4 and open(c.path("merged", "manifest.jsonl")).read() == good, done)
    c.write(c.path("merge", "waiting.jsonl"), '{"path":"a.txt","status":"pending"}\n{"path":"b.txt","status":"pending"}\n')
    for order in (("waiting", "good"), ("good", "waiting")):
        done = c.batch("--merge", *(f"merge/{name}.jsonl" for name in order), "-o", "merged")
        c.ok("merge: what failed is not waited for", done.returncode == 4 and open(c.path("merged", "manifest.jsonl")).read() == good, (order, done))
    for name, text, pattern in [
        ("not JSON", "nonsense\n", rb"bad.jsonl:1: error: is no line of a manifest"),
        ("cut", good[:-5], rb"bad.jsonl:2: error: ends within a line"),
        ("unsorted", "".join(reversed(good.splitlines(True))), rb"bad.jsonl:2: error: is not sorted"),
        ("another kind", '{"path":"a.txt","status":"<b>"}\n', rb"no line of a manifest"),
        ("two outputs", '{"path":"a.txt","status":"done","output":"other.pdf"}\n', rb"bad.jsonl:1: error: 'a.txt' stands in"),
    ]:
        c.write(c.path("merge", "bad.jsonl"), text)
        done = c.batch("--merge", "merge/good.jsonl", "merge/bad.jsonl", "-o", "merged")
        c.ok(f"merge: {name}", done.returncode == 5 and re.search(pattern, done.stderr) and done.stderr.count(b"\n") == 1, done)
        c.ok(f"merge: {name}: nothing changed", open(c.path("merged", "manifest.jsonl")).read() == good)


def two_runs(c):
    folder = c.fresh("slow")
    c.write(os.path.join(folder, "a.txt"), "misbehave: sleep\n")
    run = c.start("slow", "-o", "slow-out", "--timeout", "5", program=c.misbehaving)
    while not os.path.exists(c.path("slow-out", ".precis", "ledger.db")):
        time.sleep(0.01)
    done = c.batch("slow", "-o", "slow-out")
    c.ok("two runs: the second says who", done.returncode == 9 and f"process {run.pid}".encode() in done.stderr, done.stderr)
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=60)
    c.ok("two runs: then free", c.batch("slow", "-o", "slow-out").returncode in (0, 4))


def faults(c):
    c.fresh("small")
    write_documents(c.path("small"), 30)
    mount = c.fresh("full")
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", mount], capture_output=True).returncode == 0
    if mounted:
        try:
            done = c.batch("small", "-o", "full/out")
            c.ok("disk full: exit 9", done.returncode == 9 and b"No space left" in done.stderr, (done.returncode, done.stderr))
            c.ok("disk full: one line", done.stderr.count(b"error:") == 1, done.stderr)
            kept = tree(c.path("full", "out"))
            subprocess.run(["mount", "-o", "remount,size=64m", mount], check=True)
            done = c.batch("small", "-o", "full/out")
            c.ok("disk full: resumed", done.returncode == 0 and counts(done.stderr)["sound"], done.stderr)
            now = tree(c.path("full", "out"))
            c.ok("disk full: nothing half-written", all(now[k] == v for k, v in kept.items() if k.endswith(b".pdf")))
        finally:
            subprocess.run(["umount", "-l", mount])
    else:
        c.skip("disk full: no right to mount")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
    done = c.batch("small", "-o", "limited", preexec_fn=small_files)
    c.ok("file size limit: exit 9", done.returncode == 9 and b"error:" in done.stderr, (done.returncode, done.stderr))
    c.write(c.path("slow", "a.txt"), "misbehave: doze\n\n" + document(1))
    run = c.start("slow", "-o", "gone", program=c.misbehaving)
    while not os.path.exists(c.path("gone", ".precis", "ledger.db")):
        time.sleep(0.01)
    time.sleep(0.2)
    shutil.rmtree(c.path("gone"))
    talk = run.communicate(timeout=60)[1]
    c.ok("output folder removed: exit 9", run.returncode == 9 and b"removed" in talk, (run.returncode, talk))
    c.ok("output folder removed: done the next time", c.batch("slow", "-o", "gone", program=c.misbehaving).returncode == 0)
    with open(c.path("gone", ".precis", "ledger.db"), "r+b") as file:
        file.write(b"this is no ledger" * 40)
    for name in ("ledger.db-wal", "ledger.db-shm"):
        if os.path.exists(c.path("gone", ".precis", name)):
            os.unlink(c.path("gone", ".precis", name))
    done = c.batch("slow", "-o", "gone")
    c.ok("a spoilt ledger: exit 9", done.returncode == 9 and b"remove this file" in done.stderr, (done.returncode, done.stderr))


def usage(c):
    c.fresh("one")
    c.write(c.path("one", "x.txt"), document(1))
    c.write(c.path("two", "one", "y.txt"), document(2))
    for name, code, pattern, *words in [
        ("no -o", 2, rb"-o DIR", "one"),
        ("no path", 2, rb"-o DIR", "-o", "w"),
        ("missing path", 5, rb"nowhere.*No such file", "nowhere", "-o", "w"),
        ("two of a name", 2, rb"called 'one'", "one", "two/one", "-o", "w"),
        ("bad shard", 2, rb"--shard", "one", "-o", "w", "--shard", "3/2"),
        ("bad template", 2, rb"nosuch", "one", "-o", "w", "-t", "nosuch"),
        ("bad timeout", 2, rb"--timeout", "one", "-o", "w", "--timeout", "0"),
        ("output round the source", 9, rb"holds this source", "one", "-o", "."),
        ("output is the source", 9, rb"holds this source", "one", "-o", "one"),
        ("output cannot be made", 9, rb"cannot be made", "one", "-o", "one/x.txt/out"),
        ("one folder for each", 2, rb"unknown flag", "one", "-o", "w", "--output-dir", "x"),
    ]:
        done = c.batch(*words)
        c.ok(f"usage: {name}", done.returncode == code and re.search(pattern, done.stderr) and done.stderr.count(b"\n") == 1, (done.returncode, done.stderr))
        c.ok(f"usage: {name}: nothing made", not os.path.exists(c.path("w")))
    done = c.batch("one", "-o", "one/out", "--manifest", "-")
    c.ok("output inside the source", done.returncode == 0 and json.loads(done.stdout)["path"] == "x.txt", done)
    c.ok("output inside the source: not read again", counts(c.batch("one", "-o", "one/out").stderr) ==
         {"found": 2, "done": 0, "unchanged": 1, "failed": 0, "ignored": 1, "sound": True})
    done = c.batch("one", "two", "-o", "w", "--manifest", "m.jsonl", "--format", "json", "-v")
    c.ok("two folders: another run's output is no source", counts(done.stderr)["ignored"] == 1, done.stderr)
    c.ok("two folders", done.returncode == 0 and [r["output"] for r in rows(c.folder, "m.jsonl")] == ["one/x.txt.json", "two/one/y.txt.json"], done)
    c.write(c.path("one", "a.txt"), "")
    c.write(c.path("one", "b.txt"), "")
    done = c.batch("one", "-o", "w2", "--fail-fast", "-j", "1")
    found = counts(done.stderr)
    c.ok("--fail-fast", done.returncode == 4 and found["sound"] and found["failed"] >= 1, done.stderr)
    done = c.batch("one", "-o", "w3", "--diagnostics", "json")
    c.ok("--diagnostics json", all(json.loads(line)["message"] for line in done.stderr.splitlines()), done.stderr)
    done = c.batch("one", "-o", "w4", "-q")
    c.ok("quiet: errors only", done.stderr.count(b"\n") == 2, done.stderr)
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    for name in ("languages", "templates", "fonts"):
        shutil.copytree(os.path.join(root, name), c.path("templates", "house", name))
    done = c.batch("two", "-o", "w6", env={**os.environ, "PRECIS_DATA": c.path("templates", "house")})
    c.ok("data below a folder called templates", done.returncode == 0, (done.returncode, done.stderr))
    shutil.rmtree(c.path("templates", "house", "templates"))
    done = c.batch("two", "-o", "w7", env={**os.environ, "PRECIS_DATA": c.path("templates", "house")})
    c.ok("data without templates", done.returncode == 2 and b"no templates in the data folder" in done.stderr, (done.returncode, done.stderr))
    done = c.batch("one", "-o", "w5", "--progress", "always")
    c.ok("progress when asked", b"left" in done.stderr and b"\r" in done.stderr, done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--misbehaving", required=True)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--sanitized", action="store_true")
    parser.add_argument("--shards", type=int, nargs="*", default=[1, 3])
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(options, folder)
        for step in (first_runs, second_runs, many_folders, patterns, names, unreadable, misbehaving, changing, retirement, signals, kills, shards, merges, two_runs, faults, usage):
            if not options.only or step.__name__ in options.only.split(","):
                step(checks)
    for why in checks.skipped:
        print(f"skipped: {why}")
    print(f"{checks.passed} passed, {checks.failed} failed, {len(checks.skipped)} skipped")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
