#!/usr/bin/env python3
"""precis batch by thousands: killed and resumed, by one worker and by many, in shards, with index and digest; how much
memory, how fast.

usage: endurance.py --precis BUILD/precis [--documents 2000] [--kills 20] [--many 10000] [--only kills,jobs,shards,memory,speed,peers]

Prints a line a claim with its figure and exits 1 when one does not hold. Timings are of the clock and want an idle machine.
"""
import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "batch"))
from documents import write_documents  # noqa: E402

BAD = 0
# So many that the index, which one worker prints at the end, weighs little.
SPEED_DOCUMENTS = 3000
PEER_DOCUMENTS = 300


def say(claim, good, figure):
    global BAD
    BAD += not good
    print(f"{'ok  ' if good else 'FAIL'} {claim}: {figure}", flush=True)


def tree(folder):
    found = {}
    for where, folders, names in os.walk(folder):
        if ".precis" in folders:
            folders.remove(".precis")
        for name in names:
            if name.startswith("manifest-"):
                continue
            path = os.path.join(where, name)
            found[os.path.relpath(path, folder)] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return found


def whole(out):
    """Where a run's products go: the digest among them."""
    return ["-o", out, "--digest", os.path.join(out, "digest.pdf")]


def batch(o, *words):
    return subprocess.run([o.precis, "batch", *words, "-q"], cwd=o.folder, check=True, stderr=subprocess.DEVNULL)


def kills(o):
    calm = tree(os.path.join(o.folder, "calm"))
    dice = random.Random(11)
    started = time.monotonic()
    batch(o, "in", *whole("timed"), "-j", "2")
    took = time.monotonic() - started
    shutil.rmtree(os.path.join(o.folder, "timed"))
    early = 0
    for _ in range(o.kills):
        run = subprocess.Popen([o.precis, "batch", "in", *whole("killed"), "-j", "2", "-q"], cwd=o.folder, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0, 2 * took / o.kills))
        early += run.poll() is None
        run.kill()
        run.wait()
    batch(o, "in", *whole("killed"), "-j", "2")
    same = tree(os.path.join(o.folder, "killed")) == calm
    say(f"{o.documents} documents killed {o.kills} times: manifest and outputs those of an undisturbed run", same and early >= o.kills / 2,
        f"{len(calm)} files, {early} kills within the run")


def jobs(o):
    calm = tree(os.path.join(o.folder, "calm"))
    for number in ("1", "8"):
        batch(o, "in", *whole(f"jobs{number}"), "-j", number)
        say(f"-j {number}: the same bytes", tree(os.path.join(o.folder, f"jobs{number}")) == calm, len(calm))


def shards(o):
    calm = tree(os.path.join(o.folder, "calm"))
    for number in (1, 2, 7, 64):
        out = f"shards{number}"
        for i in range(1, number + 1):
            batch(o, "in", *whole(out), "--shard", f"{i}/{number}")
        manifests = [os.path.join(out, n) for n in sorted(os.listdir(os.path.join(o.folder, out))) if n.startswith("manifest")]
        batch(o, "--merge", *manifests, *whole(out))
        say(f"{number} shards merged: the same bytes", tree(os.path.join(o.folder, out)) == calm, len(calm))
        shutil.rmtree(os.path.join(o.folder, out))


def peak(o, *words):
    """The largest sum of the proportional sizes of all processes of a run, in MiB."""
    run = subprocess.Popen([o.precis, "batch", *words, "-q"], cwd=o.folder, stderr=subprocess.DEVNULL)
    most = most_supervisor = 0
    while run.poll() is None:
        group, todo = [], [run.pid]
        while todo:
            pid = todo.pop()
            group.append(pid)
            try:
                todo += [int(p) for p in open(f"/proc/{pid}/task/{pid}/children").read().split()]
            except OSError:
                pass
        total = 0
        for pid in group:
            try:
                rollup = open(f"/proc/{pid}/smaps_rollup").read()
            except OSError:
                continue
            size = int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))
            total += size
            if pid == run.pid:
                most_supervisor = max(most_supervisor, size)
        most = max(most, total)
        time.sleep(0.02)  # less than the index takes, which is the peak
    return most / 1024, most_supervisor / 1024


def memory(o):
    write_documents(os.path.join(o.folder, "many"), o.many, words=300)
    write_documents(os.path.join(o.folder, "few"), o.many // 10, words=300)
    few, few_own = peak(o, "few", "-o", "few-out", "-j", "2", "--format", "json")
    many, many_own = peak(o, "many", "-o", "many-out", "-j", "2", "--format", "json")
    say(f"{o.many} documents in at most 1.2 times the memory of {o.many // 10}", many <= 1.2 * few,
        f"{many:.1f} to {few:.1f} MiB, {many / few:.2f} times; the supervisor alone {many_own:.1f} to {few_own:.1f}")


def seconds(o, cores, *words):
    """Of the clock, on so many cores: the supervisor works beside its workers, and counts too."""
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(mine)[:cores])
    started = time.monotonic()
    batch(o, *words, "-j", str(cores))
    took = time.monotonic() - started
    os.sched_setaffinity(0, mine)
    return took


def speed(o):
    write_documents(os.path.join(o.folder, "speed"), SPEED_DOCUMENTS, words=500)
    for form, wanted in (("pdf", 120), ("json", 500)):
        one = seconds(o, 1, "speed", "-o", f"{form}1", "--format", form)
        two = seconds(o, 2, "speed", "-o", f"{form}2", "--format", form)
        rate = SPEED_DOCUMENTS / one
        say(f"{form}: at least {wanted} briefings of 500 words a second on one core", rate >= wanted, f"{rate:.0f}")
        say(f"{form}: two cores at least 1.8 times one", one / two >= 1.8, f"{one / two:.2f} times: {SPEED_DOCUMENTS / two:.0f}")


# Read by a Python that has it: one process over all texts, the summary of the most usual method.
SUMY = """
import sys
from sumy.nlp.tokenizers import Tokenizer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lsa import LsaSummarizer
summarize, tokenizer = LsaSummarizer(), Tokenizer("english")
for name in sys.stdin.read().split("\\0"):
    summarize(PlaintextParser.from_file(name, tokenizer).document, 3)
"""


def peers(o):
    """Summarizers that are installed, on one core over texts of the same size; they write sentences, no briefing."""
    folder = os.path.join(o.folder, "peers")
    write_documents(folder, PEER_DOCUMENTS, words=500)
    names = sorted(os.path.join(where, name) for where, _, files in os.walk(folder) for name in files)
    if shutil.which("ots"):
        started = time.monotonic()
        for name in names:
            subprocess.run(["ots", "--ratio", "20", name], stdout=subprocess.DEVNULL, check=True)
        print(f"     ots, a process each: {len(names) / (time.monotonic() - started):.0f} a second")
    if subprocess.run([sys.executable, "-c", "import sumy"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        started = time.monotonic()
        subprocess.run([sys.executable, "-c", SUMY], input="\0".join(names), text=True, check=True)
        print(f"     sumy, LSA: {len(names) / (time.monotonic() - started):.0f} a second")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--many", type=int, default=10000)
    parser.add_argument("--only", default="kills,jobs,shards,memory,speed,peers")
    o = parser.parse_args()
    o.precis = os.path.abspath(o.precis)
    with tempfile.TemporaryDirectory() as o.folder:
        only = o.only.split(",")
        if {"kills", "jobs", "shards"} & set(only):
            write_documents(os.path.join(o.folder, "in"), o.documents)
            batch(o, "in", *whole("calm"), "-j", "2")
        for step in (kills, jobs, shards, memory, speed, peers):
            if step.__name__ in only:
                step(o)
    sys.exit(bool(BAD))


if __name__ == "__main__":
    main()
