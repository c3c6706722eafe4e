#!/usr/bin/env python3
"""The recipes of docs/scale.md, run as they stand there with smaller numbers: shards by GNU parallel and by a Slurm of three nodes on this
machine give what a plain run gives, to the byte. What is not installed is skipped.

usage: check_scale.py --precis BUILD/precis [--documents N]
"""
import argparse
import contextlib
import getpass
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "batch"))
sys.path.insert(1, os.path.join(HERE, ".."))
from documents import document, write_documents  # noqa: E402
from tally import Tally  # noqa: E402

PAGE = os.path.join(HERE, "..", "..", "docs", "scale.md")
SLURM = ["slurmctld", "slurmd", "sbatch", "sinfo", "squeue", "scancel"]
GIVE_UP = 60  # seconds, for what never comes; nothing passes or fails by being slow
NODES = 3

CONF = """ClusterName=scale
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/none
CredType=cred/none
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
SlurmdParameters=config_overrides
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


class Checks(Tally):
    def __init__(self, options, folder):
        super().__init__()
        self.options, self.folder, self.skipped = options, folder, []
        self.env = dict(os.environ, PATH=os.path.dirname(os.path.abspath(options.precis)) + ":" + os.environ["PATH"], SHELL="/bin/sh")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def shell(self, text):
        words = ["/bin/sh", "-c", text]
        try:
            return subprocess.run(words, cwd=self.folder, env=self.env, capture_output=True, timeout=GIVE_UP)
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(words, 124, late.stdout, late.stderr)

    def lacks(self, *programs):
        missing = [p for p in programs if not shutil.which(p, path=self.env["PATH"] + ":/usr/sbin:/sbin")]
        if missing:
            self.skipped.append(f"{missing[0]} not installed")
        return bool(missing)


def recipe(start, *changes):
    """The block of the page that starts so, each change made in it at least once."""
    blocks = re.findall(r"(?:^    .*\n)+", open(PAGE, encoding="utf-8").read(), re.M)
    text = next(re.sub(r"^    ", "", b, flags=re.M) for b in blocks if b.startswith("    " + start))
    for old, new in changes:
        if old not in text:
            raise SystemExit(f"docs/scale.md: no '{old}' in the recipe '{start}'")
        text = text.replace(old, new)
    return text


def products(folder):
    """Briefings, manifest and index by their hashes; not what is a shard's own."""
    found = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if f != ".precis"]
        for name in names:
            if not name.startswith("manifest-"):
                path = os.path.join(where, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def plain(c):
    write_documents(c.path("reports"), c.options.documents)
    open(c.path("reports", "empty.txt"), "w").close()  # fails: shards must say so and go on
    done = c.shell(recipe("precis batch reports", ("-o out", "-o plain"), ("-j 4", "-j 2")))
    c.ok("plain run", done.returncode == 4 and len(products(c.path("plain"))) == c.options.documents + 3, done)


def same(c, name, done):
    out, calm = products(c.path("out")), products(c.path("plain"))
    c.ok(f"{name}: exit", done.returncode == 4, done)
    c.ok(f"{name}: the bytes of a plain run", out == calm, sorted(set(out.items()) ^ set(calm.items()))[:4])


def shard_files(c, name, count):
    own = [f"{kind}-{i}-of-{count}{end}" for kind, end in (("ledger", ".db"), ("lock", ""), ("tmp", "")) for i in range(1, count + 1)]
    there = set(os.listdir(c.path("out", ".precis")))
    c.ok(f"{name}: the files of shards", there.issuperset(own), there)
    c.ok(f"{name}: their manifests", len(glob.glob(c.path("out", f"manifest-*-of-{count}.jsonl"))) == count)


def parallel(c):
    if c.lacks("parallel"):
        return
    run = recipe("parallel 'precis batch", ("/8", "/4"), ("of-8", "of-4"), (" 5 6 7 8", ""), ("parallel ", "parallel -j 2 "))
    killed = subprocess.Popen(["/bin/sh", "-c", run], cwd=c.folder, env=c.env, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        until(lambda: glob.glob(c.path("out", "d*", "*")) or killed.poll() is not None)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
    until(lambda: not group_lives(killed.pid))
    done = c.shell(run)
    same(c, "parallel, after a kill", done)
    shard_files(c, "parallel", 4)
    os.unlink(c.path("out", "manifest.jsonl"))
    done = c.shell(run.replace("reports", "elsewhere"))
    c.ok("parallel: no merge after a shard that could not run", done.returncode != 0 and
         not os.path.exists(c.path("out", "manifest.jsonl")), done)


def pipes(c):
    if c.lacks("parallel"):
        return
    with open(c.path("in.jsonl"), "w", encoding="utf-8") as file:
        for i in range(20):
            file.write(json.dumps({"id": i, "text": document(i)}) + "\n")
    run = recipe("parallel --pipe", ("-N 100", "-N 6"), ("parallel ", "parallel -j 2 "))
    done = c.shell(run)
    whole = c.shell(re.search(r"precis pipe [^|]*", run)[0] + "< in.jsonl")
    with open(c.path("out.jsonl"), "rb") as file:
        parts = file.read()
    c.ok("pipe: parts are the whole", done.returncode == 0 and parts == whole.stdout and parts.count(b"\n") == 20, (done, whole.stderr))


def until(true):
    for _ in range(GIVE_UP * 20):
        if true():
            return True
        time.sleep(0.05)
    return False


def group_lives(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in sockets]


@contextlib.contextmanager
def cluster(c):
    """A controller and three nodes on the loopback; gone at the end, with what they run."""
    folder = c.path("slurm")
    os.makedirs(os.path.join(folder, "state"))
    host, ports = socket.gethostname().split(".")[0], free_ports(1 + NODES)
    with open(os.path.join(folder, "slurm.conf"), "w", encoding="utf-8") as file:
        nodes = [f"NodeName=node{i} NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[i]} CPUs=1 RealMemory=9000\n" for i in range(1, NODES + 1)]
        conf = CONF.format(host=host, ports=ports, user=getpass.getuser(), folder=folder)
        file.write(conf.replace("PartitionName", "".join(nodes) + "PartitionName"))
    with open(os.path.join(folder, "cgroup.conf"), "w", encoding="utf-8") as cgroup:
        cgroup.write("CgroupPlugin=cgroup/v1\n")  # loaded in any case; that of v2 wants a systemd
    c.env["SLURM_CONF"] = file.name
    c.env["PATH"] += ":/usr/sbin:/sbin"
    for i in range(1, NODES + 1):
        os.makedirs(os.path.join(folder, f"node{i}"))
    daemons = []
    try:
        for words in [["slurmctld", "-D", "-i"]] + [["slurmd", "-D", "-N", f"node{i}"] for i in range(1, NODES + 1)]:
            daemons.append(subprocess.Popen(words, env=c.env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        until(lambda: any(d.poll() is not None for d in daemons) or
              c.shell("sinfo -h -N -t idle -o %N").stdout.split() == [b"node%d" % i for i in range(1, NODES + 1)])
        yield all(d.poll() is None for d in daemons)
    finally:
        c.shell('scancel --user="$(id -un)"')
        until(lambda: daemons[0].poll() is not None or not c.shell("squeue -h").stdout.strip())
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in daemons:
            try:
                daemon.wait(timeout=20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def logs(c):
    return [line for path in sorted(glob.glob(c.path("slurm", "*.log")), reverse=True) for line in open(path, errors="replace") if "error" in line or "fatal" in line][-12:]


def has_address():
    """Slurm asks so for every name, and finds not even 127.0.0.1 on a machine that has the loopback alone."""
    try:
        return bool(socket.getaddrinfo("127.0.0.1", 0, family=socket.AF_INET, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG))
    except socket.gaierror:
        return False


def slurm(c):
    if c.lacks(*SLURM):
        return
    if not has_address():
        c.skipped.append("Slurm: this machine has no address but the loopback's")
        return
    shutil.rmtree(c.path("out"), ignore_errors=True)
    with open(c.path("shards.sh"), "w", encoding="utf-8") as file:
        file.write(recipe("#!/bin/sh", ("1-64", f"1-{NODES}"), ("/64", f"/{NODES}"), ("per-task=4", "per-task=1")))
    run = recipe("shards=", ("of-64", f"of-{NODES}"), ("sbatch --dep", "sbatch --wait --dep"))
    with cluster(c) as is_up:
        if not is_up:
            c.skipped.append(f"Slurm does not start on this machine: {' '.join(logs(c)[:1]).strip()}")
            return
        done = c.shell(run)
        said = [open(p, errors="replace").read() for p in glob.glob(c.path("slurm-*.out"))]
        c.ok("slurm: submitted", done.returncode == 4, (done, said, logs(c)))
        if done.returncode != 4:
            return
        same(c, "slurm", done)
        shard_files(c, "slurm", NODES)
        again = c.shell("sbatch --wait --array=2 shards.sh")
        manifest = c.path("out", f"manifest-2-of-{NODES}.jsonl")
        c.ok("slurm: one task again", again.returncode == 0 and os.path.getsize(manifest) > 0, again)
        same(c, "slurm, one task again", c.shell(f"precis batch --merge out/manifest-*-of-{NODES}.jsonl -o out"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--documents", type=int, default=40)
    with tempfile.TemporaryDirectory() as folder:
        c = Checks(parser.parse_args(), folder)
        for step in (plain, parallel, pipes, slurm):
            step(c)
    for why in sorted(set(c.skipped)):
        print(f"skipped: {why}")
    print(f"{c.passed} passed, {c.failed} failed" + "".join(f"; skipped: {why}" for why in sorted(set(c.skipped))))
    sys.exit(bool(c.failed))


if __name__ == "__main__":
    main()
