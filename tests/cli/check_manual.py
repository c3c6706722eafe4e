#!/usr/bin/env python3
"""Man pages and completions name every flag that --help names, and nothing else.

usage: check_manual.py --precis BUILD/precis
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tally import Tally  # noqa: E402

COMMANDS = ["make", "batch", "pipe", "inspect", "list", "verify", "sign", "keygen"]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def help_flags(precis, command):
    text = subprocess.run([precis, "help", command], capture_output=True, check=True).stdout.decode()
    return set(re.findall(r"^  (?:-(\w), |    )--([\w-]+)", text, re.M))


def check_man(checks, folder, precis):
    groff, mandoc = shutil.which("groff"), shutil.which("mandoc")
    for command in COMMANDS:
        path = os.path.join(folder, f"precis-{command}.1")
        page = read(path).replace("\\-", "-")
        flags = set(re.findall(r"^\.TP\n(?:\\fB-(\w)\\fR, )?\\fB--([\w-]+)\\fR", page, re.M))
        checks.ok(f"man: {command}: its flags", flags == help_flags(precis, command), flags ^ help_flags(precis, command))
        exits = re.search(r"^\.SH EXIT STATUS\n(.*?)^\.SH", page, re.M | re.S)[1]
        checks.ok(f"man: {command}: exits of its own", ("--strict" in exits) == ("strict" in {name for _, name in flags}) and
                  ("8 not verified" in exits) == (command in ("make", "verify")) and exits.startswith("0 done, 1 failed"), exits)
        checks.ok(f"man: {command}: a line in NAME", re.search(rf"^\.SH NAME\nprecis-{command} - \S.+\n\.SH", page, re.M), page[:200])
    page = read(os.path.join(folder, "precis.1")).replace("\\-", "-")
    named = re.findall(r"^\.BR precis-(\w+) \(1\)", page, re.M)
    checks.ok("man: precis: its commands", named == COMMANDS, named)
    for name in ["precis.1"] + [f"precis-{c}.1" for c in COMMANDS]:
        path = os.path.join(folder, name)
        if groff:
            done = subprocess.run([groff, "-man", "-ww", "-z", "-Tutf8", path], capture_output=True)
            checks.ok(f"{name}: groff has nothing to say", done.returncode == 0 and not done.stderr, done.stderr)
        if mandoc:
            done = subprocess.run([mandoc, "-Tlint", "-Werror", path], capture_output=True)
            checks.ok(f"{name}: mandoc has no error", done.returncode == 0, done.stdout)


def complete(script, *words):
    """What bash offers for the last of the words."""
    call = f"""source {script}; COMP_WORDS=({" ".join(repr(w) for w in words)}); COMP_CWORD={len(words) - 1}; _precis; printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "-c", call], capture_output=True)
    return set(done.stdout.decode().split()), done.stderr.decode()


def check_bash(checks, folder, precis):
    script = os.path.join(folder, "precis")
    checks.ok("bash -n", subprocess.run(["bash", "-n", script], capture_output=True).returncode == 0)
    for command in COMMANDS:
        wanted = {f"--{name}" for _, name in help_flags(precis, command)} | {f"-{letter}" for letter, _ in help_flags(precis, command) if letter}
        got, talk = complete(script, "precis", command, "-")
        checks.ok(f"bash: {command}", got == wanted and not talk, (got ^ wanted, talk))
    wanted = {f"--{name}" for _, name in help_flags(precis, "make")}
    got, _ = complete(script, "precis", "--")
    checks.ok("bash: without a command", got == wanted, got ^ wanted)
    for words, wanted in ((["batch", "--color", ""], {"auto", "always", "never"}), (["make", "--paper", "l"], {"letter"}), (["pipe", "--format", ""], {"json", "pdf"}),
                          (["list", "st"], {"stages"}), (["ver"], {"verify"}), (["help", "ba"], {"batch"}), (["--words", ""], set())):
        got, talk = complete(script, "precis", *words)
        checks.ok(f"bash: {words}", got == wanted and not talk, (got, talk))


def check_others(checks, folder, precis):
    fish, zsh = read(os.path.join(folder, "precis.fish")), read(os.path.join(folder, "_precis"))
    for command in COMMANDS:
        wanted = {name for _, name in help_flags(precis, command)}
        got = set(re.findall(rf"'__precis_is {command}' -l ([\w-]+)", fish))
        checks.ok(f"fish: {command}", got == wanted, got ^ wanted)
        block = re.search(rf"^  {command}\) _arguments(.*?);;", zsh, re.M | re.S)[1]
        got = set(re.findall(r"^ +'(?:\(-\w )?--([\w-]+)[\[)]", block, re.M))
        checks.ok(f"zsh: {command}", got == wanted, got ^ wanted)
    for shell, name in (("fish", "precis.fish"), ("zsh", "_precis")):
        if shutil.which(shell):
            done = subprocess.run([shell, "-n", os.path.join(folder, name)], capture_output=True)
            checks.ok(f"{shell} -n", done.returncode == 0, done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    precis = os.path.abspath(parser.parse_args().precis)
    folder = os.path.join(os.path.dirname(precis), "src", "cli")
    checks = Tally()
    for check in (check_man, check_bash, check_others):
        check(checks, folder, precis)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
