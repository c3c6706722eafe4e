#!/usr/bin/env python3
"""The command as a script sees it: exit codes, one clear line a failure, nothing half-written, the same bytes every time.

usage: check_cli.py --precis BUILD/precis
"""
import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tally import Tally  # noqa: E402

OFFICE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "read", "office")

TEXT = """The harbour board approved the new breakwater on Tuesday after two years of hearings. The project will cost $4.2 million
and take eighteen months. "We have waited long enough for safe water," said Marta Oduya, the harbour master.

Fishing crews had asked for the work since the storm of 2019, when 14 boats were lost. Engineers will begin with a survey
of the sea bed in March. The board expects the first stones to be laid before summer, and the old pier stays open.

The Coastal Works Agency (CWA) pays two thirds of the cost, and the town pays the rest over ten years. "Nobody here has forgotten
the night of the storm, and nobody wants to live through another one behind a wall of sand," said Marta Oduya. Opponents say that the
wall will push the sand along the bay and bury the oyster beds to the south. The agency answers that its model shows no such drift.
A second hearing on the oyster beds is to be held in the town hall on 12 May.
"""


class Checks(Tally):
    def __init__(self, precis, folder):
        super().__init__()
        self.precis, self.folder = precis, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return self.path(name)

    def run(self, *words, feed=None, cwd="", **environment):
        return subprocess.run([self.precis, *words], input=feed, capture_output=True, timeout=120, cwd=self.path(cwd),
                              env={**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, **environment})

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def refused(self, name, code, pattern, *words, feed=None):
        """The exit code, and one line on stderr that says why; nothing new in the folder."""
        before = sorted(os.listdir(self.folder))
        done = self.run(*words, feed=feed)
        talk = done.stderr.decode("utf-8", "replace")
        self.ok(f"{name}: exit {code}", done.returncode == code, (done.returncode, talk))
        self.ok(f"{name}: one line", talk.count("\n") == 1 and talk.startswith("precis: "), talk)
        self.ok(f"{name}: says {pattern}", re.search(pattern, talk), talk)
        self.ok(f"{name}: no product", done.stdout == b"" and sorted(os.listdir(self.folder)) == before, os.listdir(self.folder))


def codes(c):
    """Each warning of pages has a code of its own."""
    c.write("marks.txt", TEXT + "\n\nThe l" + "e\u0301" + "\u0323" * 60 + "ader said that the harbour board had closed the pier for good.\n")
    done = c.run("marks.txt", "-o", c.path("marks.pdf"))
    c.ok("marks on a letter: W305", b"W305: of the marks on one letter only the first 30" in done.stderr and b"W303" not in done.stderr, done)
    for marks in ("\u0301\u0316", "\u0316\u0301", "\u0323\u0308\u0301\u0330\u035f"):
        c.write("marks.txt", TEXT + "\n\nThe l" + "e" + marks * 40 + "ader said that the harbour board had closed the pier for good.\n")
        done = c.run("marks.txt", "--pages", "1", "-o", c.path("marks.pdf"))
        c.ok(f"{len(marks)} kinds of mark: W305", b"W305" in done.stderr, done)
        done = c.run("verify", "marks.pdf")
        c.ok(f"{len(marks)} kinds of mark: verified", done.returncode == 0, done)


def item_marks(c):
    """Whatever the source has before its items, the pages show what the check before writing knows."""
    for mark in ("{}.", "{})", "({})", "1.{}.", "II.1.{})", "{}a)", "§{})", "A{}."):
        items = "".join(f"{mark.format(i)} The keeper of lock {i} must tell the warden of the harbour within three days.\n\n" for i in range(1, 6))
        c.write("items.txt", f"{TEXT}\n\n{items}")
        done = c.run("items.txt", "--pages", "1", "-o", c.path("items.pdf"))
        c.ok(f"items {mark}: made", done.returncode == 0, done)
    for marks in ("abcde", ("i", "ii", "iii", "iv", "v"), "ABCDE"):
        items = "".join(f"({mark}) The keeper of lock {mark} must tell the warden of the harbour within three days.\n\n" for mark in marks)
        c.write("items.txt", f"{TEXT}\n\n{items}")
        done = c.run("items.txt", "--pages", "1", "-o", c.path("items.pdf"))
        c.ok(f"items ({marks[1]}): made", done.returncode == 0, done)


def bad_inputs(c):
    article = c.write("article.txt", TEXT)
    os.mkdir(c.path("folder"))
    c.write("empty.txt", "")
    c.write("blanks.txt", " \n\t\n  \n")
    c.write("nul.txt", b"\0" * 500)
    c.write("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    c.write("wrong.ini", "base = brief\n[page]\ncolmuns = 2\n")
    c.refused("missing file", 5, r"none\.txt.*No such file", "none.txt")
    c.refused("folder", 2, r"folder.*precis batch", "folder")
    c.refused("empty file", 6, r"empty\.txt", "empty.txt")
    c.refused("blanks", 6, r"blanks\.txt", "blanks.txt")
    c.refused("NULs", 5, r"nul\.txt", "nul.txt")
    c.refused("picture", 5, r"PNG", "picture.txt")
    c.refused("output in a missing folder", 9, r"none/out\.pdf", "article.txt", "-o", "none/out.pdf")
    c.refused("output is a folder", 9, r"folder", "article.txt", "-o", "folder")
    c.refused("output is the input", 9, r"source", "article.txt", "-o", "article.txt")
    c.refused("unknown flag", 2, r"--pagse.*--pages", "article.txt", "--pagse", "2")
    c.refused("flag without its value", 2, r"--pages needs", "article.txt", "--pages")
    c.refused("flag with a bad value", 2, r"--pages.*'many'", "article.txt", "--pages", "many")
    c.refused("two sizes", 2, r"more than one", "article.txt", "--pages", "1", "--words", "100")
    c.refused("no file", 2, r"no file")
    c.refused("misspelt key", 2, r"wrong\.ini:3.*columns", "article.txt", "-t", "wrong.ini")
    c.refused("missing template", 2, r"nosuch", "article.txt", "-t", "nosuch")
    os.mkdir(c.path("folder.ini"))
    c.write("large.ini", "# Templates are small.\n" * 50_000)
    c.refused("a folder for a template", 2, r"folder\.ini: error: is a folder", "article.txt", "-t", "./folder.ini")
    c.refused("a large template", 2, r"large\.ini: error: is larger than the limit", "article.txt", "-t", "./large.ini")
    c.refused("bad setting", 2, r"colmuns", "article.txt", "--set", "page.colmuns=3")
    c.refused("unknown stage", 2, r"nosuch", "inspect", "article.txt", "--stage", "nosuch")
    c.refused("bad date", 2, r"YYYY-MM-DD", "article.txt", "--date", "yesterday")
    c.refused("too large", 5, r"limit.*--max-input", "article.txt", "--max-input", "10")
    c.refused("file name with escapes", 5, r"\\x1b", "no\x1b[31mfile.txt")
    done = c.run("article.txt", "-o", "/dev/full")
    c.ok("disk full: exit 9", done.returncode == 9, (done.returncode, done.stderr))
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))}
    before = sorted(os.listdir(c.folder))
    for output in (["-o", "limited.pdf"], ["--sources", "full", "--format", "html", "-o", "limited.html"]):
        done = subprocess.run([c.precis, "article.txt", *output], capture_output=True, cwd=c.folder, **limit)
        c.ok("a limit on files: exit 9", done.returncode == 9 and b"cannot be written: File too large" in done.stderr, done)
    c.ok("a limit on files: nothing left", sorted(os.listdir(c.folder)) == before, os.listdir(c.folder))
    c.ok("source untouched", open(article, encoding="utf-8").read() == TEXT)


def good_inputs(c):
    done = c.run("article.txt")
    c.ok("default output", done.returncode == 0 and os.path.exists(c.path("article.pdf")), done.stderr)
    first = open(c.path("article.pdf"), "rb").read()
    c.run("article.txt")
    c.ok("same bytes", open(c.path("article.pdf"), "rb").read() == first)
    c.ok("silent", done.stdout == b"" and b"error" not in done.stderr, done.stderr)
    os.unlink(c.path("article.pdf"))
    c.write("latin.txt", TEXT.replace("harbour", "harb\u00f6r").encode("cp1252"))
    done = c.run("latin.txt", "--format", "text", "-o", "-")
    c.ok("Windows-1252 is decoded", done.returncode == 0 and "harb\u00f6r" in done.stdout.decode(), done)
    c.write("bad.txt", TEXT.encode().replace(b"board", b"b\xffard", 1) + "caf\u00e9 d\u00e9j\u00e0 vu \u2014 na\u00efve.\n".encode())
    done = c.run("bad.txt", "--format", "json", "-o", "-")
    c.ok("invalid UTF-8: exit 0 with a warning", done.returncode == 0 and json.loads(done.stdout).get("warnings"), done.stderr)
    done = c.run("inspect", "bad.txt", "--stage", "text")
    c.ok("inspect says so too", done.returncode == 0 and b"bad.txt: warning: W101: 1 characters could not be decoded" in done.stderr, done.stderr)
    done = c.run("bad.txt", "--strict", "-o", "strict.json")
    c.ok("--strict: exit 3, written", done.returncode == 3 and os.path.exists(c.path("strict.json")), (done.returncode, done.stderr))
    done = c.run("-", "--format", "markdown", feed=TEXT.encode())
    c.ok("stdin to stdout", done.returncode == 0 and done.stdout.startswith(b"#"), done)
    done = c.run("article.txt", "latin.txt", "--output-dir", "made", "--format", "json")
    c.ok("--output-dir", done.returncode == 0 and sorted(os.listdir(c.path("made"))) == ["article.json", "latin.json"], done)
    for words in (["--help"], ["help", "make"], ["help", "pipe"], ["--version"], ["list", "stages"], ["list", "templates"],
                  ["list", "languages"], ["list", "fonts"], ["list", "formats"]):
        done = c.run(*words)
        c.ok(" ".join(words), done.returncode == 0 and done.stdout and not done.stderr, done)


def none(c):
    """A count of 0 is none, not the usual number."""
    every = json.loads(c.run("article.txt", "--format", "json", "-o", "-").stdout)
    c.ok("there is something to leave out", every["quotes"] and every["figures"] and every["dates"], every)
    for words, left_out in ((["--quotes", "0"], {"quotes"}), (["--facts", "0"], {"figures", "dates"})):
        made = json.loads(c.run("article.txt", *words, "--format", "json", "-o", "-").stdout)
        c.ok(f"{words}: none", {key for key in every if every[key] and not made.get(key)} == left_out, list(made))
        c.run("article.txt", *words, "-o", "few.pdf")
        done = c.run("verify", "few.pdf")
        c.ok(f"{words}: verified", done.returncode == 0, done.stdout + done.stderr)
        os.unlink(c.path("few.pdf"))
        asked = json.dumps({"text": TEXT}).encode()
        made = json.loads(c.run("pipe", *words, "--fields", "quotes,figures,dates,names", feed=asked).stdout)["brief"]
        c.ok(f"pipe {words}: none", {"quotes", "figures", "dates", "names"} - made.keys() == left_out, list(made))
    c.refused("pipe without a field", 2, r"--fields: nothing is left of 'quotes'", "pipe", "--quotes", "0", "--fields", "quotes")


def stages(c):
    names = c.run("list", "stages").stdout.decode().split()
    c.ok("fifteen stages", len(names) == 15, names)
    for name in names:
        done = c.run("inspect", "article.txt", "--stage", name)
        c.ok(f"stage {name}", done.returncode == 0 and done.stdout, done)
    for name in names[:11]:
        done = c.run("inspect", "article.txt", "--stage", name, "--format", "json")
        good = done.returncode == 0 and json.loads(done.stdout)
        c.ok(f"stage {name} as JSON", good and good["stage"] == name and isinstance(good["items"], list), done)


def verbatim(c):
    text = c.run("inspect", "article.txt", "--stage", "text").stdout[:-1]
    brief = json.loads(c.run("article.txt", "--format", "json", "-o", "-").stdout)
    count = 0
    for group in ("summary", "quotes", "figures", "dates"):
        for item in brief.get(group, []):
            pieces = [text[p["start"]:p["end"]] for p in item.get("parts", [item])]
            c.ok(f"{group} verbatim", b" ".join(pieces).decode() == item["text"], item)
            count += 1
    c.ok("there is something to check", count >= 6, count)


# What the command loads when it is needed (src/base/library.h), and a command that needs it.
LOADED = (("libarchive", ("report.docx", "-o", "none.pdf")), ("libxml2", ("page.html", "-o", "none.pdf")),
          ("libicui18n", ("old.txt", "-o", "none.pdf")), ("libjpeg", ("article.txt", "-o", "none.pdf", "--logo", "logo.jpg")),
          ("libsodium", ("keygen", "-o", "none.key")), ("libsqlite3", ("batch", "reports", "-o", "none")))


def libraries(c):
    """Where all of them are broken, texts are read and set as ever; each is named by whoever needs it, and nothing else is made."""
    with open(c.precis, "rb") as file:
        program = file.read()
    names = {stem: re.search(stem.encode() + rb"\.so[.0-9]+", program)[0].decode() for stem, _ in LOADED}
    os.mkdir(c.path("broken"))
    for name in names.values():
        c.write(f"broken/{name}", "")
    os.mkdir(c.path("reports"))
    c.write("reports/one.txt", TEXT)
    c.write("page.html", f"<!DOCTYPE html><html><body><article><p>{TEXT}</p></article></body></html>")
    c.write("old.txt", (TEXT + "Das Schiff fährt früh am Morgen über die Förde, wo es schön ist. " * 20).encode("latin-1"))
    c.write("logo.jpg", b"\xff\xd8\xff\xe0" + bytes(100))
    with open(os.path.join(OFFICE, "pandoc-german.docx"), "rb") as file:
        c.write("report.docx", file.read())
    broken = {"LD_LIBRARY_PATH": c.path("broken")}
    c.run("article.txt", "-o", "whole.pdf")
    done = c.run("article.txt", "-o", "without.pdf", **broken)
    c.ok("a text needs none of them", done.returncode == 0 and c.read("whole.pdf") == c.read("without.pdf"), done.stderr)
    for stem, words in LOADED:
        done = c.run(*words, **broken)
        talk = done.stderr.decode()
        c.ok(f"without {stem}: fails", done.returncode in (1, 5), (done.returncode, talk))
        c.ok(f"without {stem}: named, with what to do", f"install the package that has {names[stem]}" in talk and talk.count("\n") == 1, talk)
        c.ok(f"without {stem}: no product", not done.stdout and not [name for name in os.listdir(c.folder) if name.startswith("none.")], done.stdout)


def pipes(c):
    lines = [json.dumps({"id": 1, "text": TEXT}), "not JSON", json.dumps({"id": "short", "text": "Too short"}),
             json.dumps({"id": [2], "documents": [{"text": TEXT}, {"text": TEXT}]}), json.dumps({"id": 3})]
    done = c.run("pipe", feed="\n".join(lines).encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    c.ok("pipe: exit 4", done.returncode == 4, done.returncode)
    c.ok("pipe: order", [r["id"] for r in rows] == [1, None, "short", [2], 3], [r.get("id") for r in rows])
    c.ok("pipe: summary", rows[0]["summary"] and rows[0]["brief"]["schema"] == 1)
    c.ok("pipe: error line", rows[1]["error"]["code"] == 5 and rows[1]["error"]["line"] == 2, rows[1])
    c.ok("pipe: short text is no error", "error" not in rows[2], rows[2])
    c.ok("pipe: two documents", len(rows[3]["brief"]["documents"]) == 2, rows[3])
    many = [json.dumps({"id": i, "text": TEXT * (1 + i % 7)}) if i % 5 else lines[i % 3 + 1] for i in range(60)]
    one = c.run("pipe", feed="\n".join(many).encode())
    for jobs in ("2", "8", "0"):
        done = c.run("pipe", "-j", jobs, feed="\n".join(many).encode())
        c.ok(f"pipe: -j {jobs} says the same", done.stdout == one.stdout and done.returncode == one.returncode == 4, done.stderr)
    folder = os.open(c.folder, os.O_RDONLY)
    done = subprocess.run([c.precis, "pipe"], stdin=folder, capture_output=True, timeout=120)
    os.close(folder)
    c.ok("pipe: input that cannot be read", done.returncode == 5 and re.search(rb"stdin: error: cannot be read", done.stderr), done)
    c.write("readers.ini", "[readers]\nleaf = echo The pier was shut today." + ("\n  {}" + " {}" * 11) * 4)
    leaves = [c.write(f"{i}.leaf", "x") for i in range(200)]
    asked = "\n".join(json.dumps({"path": os.path.basename(leaf)}) for leaf in leaves).encode()
    one = c.run("pipe", "--config", "readers.ini", feed=asked)
    for run in (1, 2, 3):  # threads share the readers
        done = c.run("pipe", "--config", "readers.ini", "-j", "8", feed=asked)
        c.ok("pipe: each reader has its own words", done.stdout == one.stdout and done.returncode == 0, run)
    for leaf in leaves:
        os.remove(leaf)
    with subprocess.Popen([c.precis, "pipe", "-j", "3"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talk:
        for i in range(5):  # each answer comes before the next question
            talk.stdin.write(json.dumps({"id": i, "text": TEXT}).encode() + b"\n")
            talk.stdin.flush()
            c.ok("pipe: answers at once", json.loads(talk.stdout.readline())["id"] == i)
        talk.stdin.close()
    long = b'{"id": "long", "text": "' + b"word " * 16_000_000 + b'"}'
    done = c.run("pipe", "--max-input", "5000", feed=lines[0].encode() + b"\n" + long + b"\n" + lines[0].encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    c.ok("pipe: a line past the limit", len(rows) == 3 and rows[0] == rows[2] and "--max-input" in rows[1]["error"]["hint"] and
         rows[1]["id"] is None and "the line" in rows[1]["error"]["message"], (done.returncode, rows[1:2]))
    done = c.run("pipe", "--fields", "text,sentences", feed=lines[0].encode())
    brief = json.loads(done.stdout)["brief"]
    c.ok("pipe: fields", brief["text"] and brief["sentences"] and "quotes" not in brief, list(brief))


def many_files(c):
    """However many languages and templates there are, each is listed."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    data = c.path("many")
    for name in ("languages", "templates"):
        shutil.copytree(os.path.join(root, name), os.path.join(data, name))
    with open(os.path.join(data, "languages", "nl.ini"), encoding="utf-8") as file:
        dutch = file.read()
    tags = [f"q{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(70)]
    for tag in tags:
        c.write(f"many/languages/{tag}.ini", dutch.replace("tag = nl", f"tag = {tag}"))
    for n in range(260):
        c.write(f"many/templates/house{n}.ini", "base = brief\n")
    for what, wanted in (("languages", tags), ("templates", [f"house{n}" for n in range(260)])):
        done = c.run("list", what, PRECIS_DATA=data)
        names = [line.split("\t")[0] for line in done.stdout.decode().splitlines()]
        c.ok(f"all {what} are listed, in order", set(wanted) < set(names) and names == sorted(names), (done.stderr, names))
    shutil.rmtree(data)


def labels(c):
    """A language is a file: its own words stand in every format; a template's come before them; one that lacks a word is refused."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    data = c.path("data")
    shutil.copytree(os.path.join(root, "languages"), os.path.join(data, "languages"))
    for name in ("templates", "fonts"):
        os.symlink(os.path.realpath(os.path.join(root, name)), os.path.join(data, name))
    with open(os.path.join(data, "languages", "en.ini"), encoding="utf-8") as file:
        english = file.read()
    other = english.replace("tag = en", "tag = eo").replace("Bottom line\n", "Kerno\n").replace("= Briefing\n", "= Resumo\n")
    other = other.replace("= By the numbers\n", "= Per nombroj\n")
    c.write("data/languages/eo.ini", other)
    c.write("house.ini", "base = brief\n[labels]\nmasthead = The House\n[labels.eo]\nbottom-line = La Domo\n")

    def made(*words):
        done = c.run("article.txt", *words, PRECIS_DATA=data)
        c.ok(f"labels: {' '.join(words)}", done.returncode == 0, done.stderr)
        return done.stdout.decode()

    def printed(*words):
        made("-o", "labels.pdf", *words)
        verified = c.run("verify", "labels.pdf", PRECIS_DATA=data)
        c.ok(f"labels: verify {' '.join(words)}", verified.returncode == 0, verified.stdout + verified.stderr)
        return subprocess.run(["pdftotext", "-layout", c.path("labels.pdf"), "-"], capture_output=True, check=True).stdout.decode()

    for kind in ("markdown", "text", "html"):
        text = made("--lang", "eo", "--format", kind, "-o", "-")
        c.ok(f"labels: {kind} has those of the file", "kerno" in text.lower() and "per nombroj" in text.lower(), text)
        c.ok(f"labels: {kind} has no others", "bottom line" not in text.lower(), text)
        text = made("--lang", "pl", "--format", kind, "-o", "-")
        c.ok(f"labels: {kind} without a file has English ones", "bottom line" in text.lower(), text)
    text = printed("--lang", "eo")
    c.ok("labels: a page has those of the file", "Kerno" in text and "Resumo" in text and "Per nombroj" in text, text)
    text = printed("--lang", "pl")
    c.ok("labels: a page without a file has English ones", "Bottom line" in text and "Briefing" in text, text)
    text = printed("--lang", "eo", "-t", "house.ini")
    c.ok("labels: a template's come first", "The House" in text and "La Domo" in text and "Per nombroj" in text, text)
    text = printed("--lang", "de", "-t", "house.ini")
    c.ok("labels: in every language", "The House" in text and "Kernaussage" in text, text)
    c.write("data/languages/eo.ini", other.replace("key-points = ", "key-point = "))
    done = c.run("article.txt", "--lang", "eo", "-o", "none.pdf", PRECIS_DATA=data)
    talk = done.stderr.decode()
    c.ok("labels: one that is missing is named", done.returncode and re.search(r'eo\.ini.*no "key-points" in \[labels\]', talk), talk)
    c.ok("labels: and nothing is made", not os.path.exists(c.path("none.pdf")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    precis = os.path.abspath(parser.parse_args().precis)
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(precis, folder)
        for step in (codes, item_marks, bad_inputs, good_inputs, none, stages, verbatim, many_files, labels, libraries, pipes):
            step(checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
