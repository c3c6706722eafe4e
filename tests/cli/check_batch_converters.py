#!/usr/bin/env python3
"""Converters in a folder's run: PDFs and what precis.ini names among good documents, a program that hangs, fails, writes too much or
tries what it may not, and that nothing of it is left; and that a changed configuration makes documents anew.

usage: check_batch_converters.py --precis BUILD/precis
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, "..", "batch"))
sys.path.insert(1, os.path.join(HERE, ".."))
from documents import document  # noqa: E402
from tally import Tally  # noqa: E402

GIVE_UP = 60  # seconds, for what never comes; nothing passes or fails by being slow

# What the programs of precis.ini do; each is given its own name as the first word.
PROGRAM = """import ctypes, fcntl, os, platform, socket, struct, sys, time
what, path = sys.argv[1], (sys.argv + [""])[2]
libc = ctypes.CDLL(None, use_errno=True)
def attempt(name, act):
    try:
        act()
        print(name + " was done by the program on that Tuesday. ")
    except PermissionError as e:
        print(name + " was refused to the program on that Tuesday. ")
    except OSError as e:
        print(name + " ended with " + str(e) + " that Tuesday. ")
def signal(number, *words):
    if number and libc.syscall(number, *words) != 0:
        raise OSError(ctypes.get_errno(), "signal")
    if not number:
        raise PermissionError("this machine's numbers are not known here")
TGKILL, SIGQUEUE, TGSIGQUEUE = {"x86_64": (234, 129, 297), "aarch64": (131, 138, 240)}.get(platform.machine(), (0, 0, 0))
QUEUED = struct.pack("iii", 0, 0, -1) + bytes(116)
if what == "copy":
    print(open(path, encoding="utf-8").read())
    open(sys.argv[3], "a").write(path + "\\n")
elif what == "stdin":
    print(sys.stdin.read())
elif what == "hang":
    if os.fork() == 0:
        os.setsid()
    open(sys.argv[2], "a").write(str(os.getpid()) + "\\n")
    time.sleep(1000)
elif what == "flood":
    while True:
        sys.stdout.write("word " * 10000)
elif what == "fail":
    sys.exit("no good today")
elif what == "crash":
    os.abort()
elif what == "walls":
    attempt("Writing", lambda: open(os.environ["WALLS"], "w"))
    attempt("Connecting", lambda: socket.socket())
    victim, other = os.environ["VICTIM"], os.getppid()
    attempt("Truncating", lambda: os.truncate(victim, 0))
    attempt("Cutting", lambda: os.open(victim, os.O_RDONLY | os.O_TRUNC))
    attempt("Locking", lambda: os.chmod(victim, 0))
    attempt("Owning", lambda: os.chown(victim, os.getuid(), os.getgid()))
    attempt("Dating", lambda: os.utime(victim))
    attempt("Labelling", lambda: os.setxattr(victim, "user.label", b"mine"))
    attempt("Flagging", lambda: fcntl.ioctl(os.open(victim, os.O_RDONLY), 0x40086602, bytes(8)))
    attempt("Killing", lambda: os.kill(other, 0))
    attempt("Threading", lambda: signal(TGKILL, other, other, 0))
    attempt("Queueing", lambda: signal(SIGQUEUE, other, 0, QUEUED))
    attempt("Lining up", lambda: signal(TGSIGQUEUE, other, other, 0, QUEUED))
    attempt("Reporting", lambda: fcntl.fcntl(1, fcntl.F_SETOWN, other))
    attempt("Slowing", lambda: os.setpriority(os.PRIO_PROCESS, other, 1))
    print(sys.stdin.buffer.read()[9:].decode())
"""


class Checks(Tally):
    def __init__(self, precis, folder):
        super().__init__()
        self.precis, self.folder = os.path.abspath(precis), folder
        self.env = dict(os.environ)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def read(self, *names):
        with open(self.path(*names), "rb") as file:
            return file.read()

    def write(self, path, data):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())

    def run(self, *words, **env):
        return subprocess.run([self.precis, *words], capture_output=True, timeout=300, cwd=self.folder, env=dict(self.env, **env))

    def rows(self, out):
        return {r["path"]: r for r in map(json.loads, self.read(out, "manifest.jsonl").splitlines())}


def write_all(c):
    c.write(c.path("program.py"), PROGRAM)
    for i in range(8):
        c.write(c.path("in", f"good{i}.txt"), document(i))
    c.write(c.path("source.txt"), document(77, 300))
    c.run("source.txt", "-o", "in/report.pdf")
    shutil.copy(c.path("in", "report.pdf"), c.path("in", "report without an ending"))
    c.write(c.path("in", "broken.pdf"), b"%PDF-1.7\nnothing")
    c.write(c.path("in", "called.pdf"), document(78))  # only called so


def check_pdf(c):
    done = c.run("batch", "in", "-o", "out", "--format", "json", "-j", "2")
    rows = c.rows("out")
    states = {p: r["status"] for p, r in rows.items()}
    c.ok("PDF: all but the broken one", [p for p in states if states[p] != "done"] == ["broken.pdf"] and done.returncode == 4, states)
    error = rows["broken.pdf"]["error"]
    c.ok("PDF: the program's own words", error["code"] == 5 and "Syntax Error: Couldn't find trailer dictionary" in error["message"], error)
    c.ok("PDF: the hash is the file's", rows["report.pdf"]["sha256"] == hashlib.sha256(c.read("in", "report.pdf")).hexdigest(), rows)
    c.run("make", "in/report.pdf", "-o", "made.json")
    c.ok("PDF: as make has it", c.read("made.json") == c.read("out", "report.pdf.json"))
    c.ok("PDF: by its first bytes", c.read("out", "report without an ending.json").count(b"application/pdf") > 0)
    c.ok("PDF: not by its name alone", b"application/pdf" not in c.read("out", "called.pdf.json"))
    done = c.run("batch", "in", "-o", "out", "--format", "json")
    c.ok("PDF: unchanged is skipped", b"11 unchanged" in done.stderr, done)
    c.run("batch", "in", "-o", "pages", "--digest", "digest.pdf")
    done = c.run("verify", "digest.pdf", "--sources", "in")
    c.ok("PDF: in the digest, and verbatim", done.returncode == 0, done)


def check_named(c):
    program = f"{sys.executable} {c.path('program.py')}"
    c.write(c.path("precis.ini"), "[readers]\n" + "".join(f"{ending} = {program} {words}\n" for ending, words in {
        "dat": "copy {} " + c.path("paths"), "in": "stdin", "hang": "hang " + c.path("pids"), "flood": "flood", "bad": "fail",
        "gone": "crash"}.items()) + "none = no-such-program {}\n")
    for i in range(6):
        c.write(c.path("named", f"good{i}.txt"), document(i))
    for n, ending in enumerate(("dat", "in", "hang", "flood", "bad", "gone", "none")):
        c.write(c.path("named", f"x.{ending}"), document(200 + n))
    done = c.run("batch", "named", "-o", "named-out", "--format", "json", "--config", "precis.ini", "--timeout", "4", "--max-input", "1000000", "-j", "2")
    rows = c.rows("named-out")
    c.ok("named: exit 4", done.returncode == 4, done)
    c.ok("named: all good ones, and those of programs", all(rows[p]["status"] == "done" for p in rows if p[2:] in ("dat", "in") or p[:4] == "good"), rows)
    for ending, said in (("hang", "took longer than 3 seconds"), ("flood", "wrote more than the limit of 1000000 bytes"),
                         ("bad", "failed: no good today"), ("gone", "failed"), ("none", "which reads .none files, is not installed")):
        error = rows[f"x.{ending}"].get("error", {})
        c.ok(f"named: {ending}", said in error.get("message", ""), rows[f"x.{ending}"])
    with open(c.path("paths"), encoding="utf-8") as file:
        paths = file.read().split()
    c.ok("named: a copy with the ending", len(paths) == 1 and paths[0].endswith(".dat") and not os.path.exists(c.path(paths[0])), paths)
    c.ok("named: no leftovers", os.listdir(c.path("named-out", ".precis", "tmp")) == [], os.listdir(c.path("named-out", ".precis", "tmp")))
    check_ended(c, "named", 2)
    done = c.run("batch", "named", "-o", "named-out", "--format", "json", "--dry-run")
    c.ok("named: another configuration makes anew", done.stdout.count(b"made with other options") == 8, done.stdout)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def check_ended(c, name, least):
    """Of what hung, and what that had started, nothing lives on."""
    with open(c.path("pids"), encoding="ascii") as file:
        pids = file.read().split()
    until = time.monotonic() + GIVE_UP
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    c.ok(f"{name}: no process is left", len(pids) >= least and not any(map(alive, pids)), [p for p in pids if alive(p)])


def check_killed(c):
    os.remove(c.path("pids"))
    os.makedirs(c.path("hanging"))
    c.write(c.path("hanging", "x.hang"), "text")
    run = subprocess.Popen([c.precis, "batch", "hanging", "-o", "killed", "--config", "precis.ini"], cwd=c.folder,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + GIVE_UP
    while (not os.path.exists(c.path("pids")) or c.read("pids").count(b"\n") < 2) and time.monotonic() < until:
        time.sleep(0.02)
    run.kill()
    run.wait()
    check_ended(c, "killed", 2)


def check_walls(c):
    """The built-in program may change no file, connect nowhere and signal nobody: one of its name tries."""
    c.write(c.path("bin", "pdftotext"), f"#!/bin/sh\nexec {sys.executable} {c.path('program.py')} walls\n")
    os.chmod(c.path("bin", "pdftotext"), 0o755)
    c.write(c.path("walled", "x.pdf"), b"%PDF-1.7\n" + document(90).encode())
    env = {"PATH": c.path("bin") + ":" + os.environ["PATH"], "WALLS": c.path("written"), "VICTIM": c.path("victim")}
    c.write(c.path("victim"), "It was here before.\n")
    before = os.stat(c.path("victim"))
    done = c.run("batch", "walled", "-o", "walled-out", "--format", "json", "--sentences", "40", **env)
    text = c.read("walled-out", "x.pdf.json") if os.path.exists(c.path("walled-out", "x.pdf.json")) else b""
    notes = done.stderr
    tried = {"Writing": b"no Landlock"}
    for what in ("Connecting", "Truncating", "Cutting", "Locking", "Owning", "Dating", "Labelling", "Flagging", "Killing", "Threading",
                 "Queueing", "Lining up", "Reporting", "Slowing"):
        tried[what] = b"no seccomp"
    for what, excuse in tried.items():
        c.ok(f"walls: {what}", f"{what} was refused".encode() in text or excuse in notes, (text[:400], done))
    after = os.stat(c.path("victim"))
    c.ok("walls: the file is as it was", b"no seccomp" in notes or (after.st_size, after.st_mtime_ns, after.st_ctime_ns, after.st_mode) ==
         (before.st_size, before.st_mtime_ns, before.st_ctime_ns, before.st_mode), (before, after))
    c.ok("walls: nothing written", not os.path.exists(c.path("written")) or b"no Landlock" in notes)


def check_look(c):
    """A language file or a template's base that changes makes documents anew."""
    data = c.path("data")
    os.makedirs(data)
    for name in ("languages", "templates"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(data, name))
    os.symlink(os.path.realpath(os.path.join(ROOT, "fonts")), os.path.join(data, "fonts"))

    def stale(*words):
        done = c.run("batch", "in", "-o", "look", "-t", "memo", "--dry-run", *words, PRECIS_DATA=data)
        return done.stdout.count(b"made with other options")

    c.run("batch", "in", "-o", "look", "-t", "memo", PRECIS_DATA=data)
    c.ok("look: the same", stale() == 0)
    c.ok("look: a setting", stale("--set", "style.body.size=10pt") == 11)
    for path in ("templates/brief.ini", "templates/memo.ini", "languages/en.ini", "languages/textcat.conf"):
        whole = c.read("data", path)
        c.write(c.path("data", path), whole + b"\n# another\n")
        c.ok(f"look: {path} changed", stale() == 11, stale())
        c.write(c.path("data", path), whole)
    c.write(c.path("data", "templates", "news.ini"), c.read("data", "templates", "news.ini") + b"\n# another\n")
    c.ok("look: a template that is not in use", stale() == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        c = Checks(args.precis, folder)
        write_all(c)
        for step in (check_pdf, check_named, check_killed, check_walls, check_look):
            step(c)
    print(f"{c.passed} passed, {c.failed} failed")
    sys.exit(bool(c.failed))


if __name__ == "__main__":
    main()
