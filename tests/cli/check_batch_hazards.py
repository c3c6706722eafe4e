#!/usr/bin/env python3
"""A folder with one document for every input that broke a library we stand on, among 200 good ones: all good ones are done, each bad
one is told with its own reason, what can be read of the others is read and warned of, and the run ends with 4.

usage: check_batch_hazards.py --precis BUILD/precis [--good 200] [--show]
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(1, os.path.join(HERE, "..", "batch"))
sys.path.insert(2, os.path.join(HERE, ".."))
from check_containers import ENTITY, TEXT, docx, paragraph  # noqa: E402
from check_hostile_pages import MARK, PAGE, WORDS  # noqa: E402
from documents import document  # noqa: E402
from tally import Tally  # noqa: E402

GOOD = document(1, 200)
GIGABYTE = 1 << 30


def sparse(path):
    with open(path, "wb") as file:
        file.write(b"word " * 1000)
        file.truncate(GIGABYTE)


def page(text):
    return f"<!DOCTYPE html><html><body>{text}</body></html>"


# By library: (file, its text or bytes, what happens, what is said). Exit codes are failures; "done" may say why it warns.
HAZARDS = {
    "cmark": [
        ("lists in lists.md", lambda: "- " * 30_000 + "x" + "\n" * 30_000 + "\n" + GOOD, "done", "partial"),
        ("pictures.md", lambda: "![[]()" * 50_000 + "\n\n" + GOOD, "done", "partial"),
        ("quotations in quotations.md", lambda: "> " * 100_000 + "a*" * 100_000 + "\n\n" + GOOD, "done", "partial"),
    ],
    "libxml2": [
        ("an entity from a file.docx", lambda: docx(paragraph("&a;"), '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), 5, "document type declaration"),
        ("entities.docx", lambda: docx(paragraph("&a;"), ENTITY.format(TEXT)), 5, "document type declaration"),
        ("deeper than 256.html", lambda: page("<div>" * 100_000 + PAGE + "</div>" * 100_000), "done", "partial"),
        ("over ten million bytes.html", lambda: page(f"<p>{WORDS * 215_000}{MARK}</p>"), "done", ""),
        ("attributes.html", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{MARK}</p>" + PAGE), "done", ""),
    ],
    "zip": [
        ("a bomb.docx", lambda: docx(paragraph("word " * 20_000_000)), 5, "inflates to more than"),
        ("names that lead out.docx", lambda: docx("".join(paragraph(p) for p in GOOD.split("\n\n")), extra=[("../../out", "x"), ("/etc/out", "x"), ("a\x1b[31mb", "x")]), "done", ""),
        ("two bodies.docx", lambda: docx("", extra=[("word/document.xml", "<x/>")]), 5, "two entries 'word/document.xml'"),
    ],
    "pcre2": [("a megabyte.txt", lambda: GOOD + "\n" + "x1" * 500_000, "done", "")],
    "HarfBuzz": [("combining marks.txt", lambda: GOOD + " The mayor said the cafe" + "\u0301" * 100_000 + " of the town would close.", "done", "marks")],
    "text": [
        ("zeros.txt", lambda: b"\0" * 5000, 5, "binary data|zero"),
        ("lone surrogates.txt", lambda: GOOD.encode() + b" It said \xed\xa0\x80\xed\xbf\xbf twice.", "done", ""),  # as another charset, which it fits
        ("UTF-16 without a mark.txt", lambda: GOOD.encode("utf-16-le"), "done", ""),
        ("line ends.txt", lambda: GOOD.replace("\n\n", "\r\n\r\n", 1).replace("\n\n", "\r\r", 1), "done", ""),
        ("Windows-1252 in UTF-8.txt", lambda: GOOD.encode() + b"\nThe caf\xe9 is \x93closed\x94 today, as everybody in the town knows.\n", "done", ""),
        ("zero width and bidi.txt", lambda: GOOD.replace(" the ", " \u200bthe\u200b \u202eeht\u202c ", 40), "done", ""),
        ("a gigabyte.txt", sparse, 5, "larger than the limit of"),
        ("empty.txt", b"", 6, "no sentence"),
        ("headings.md", "# One\n\n## Two\n\n### Three\n", 6, "no sentence"),
        ("a table.md", "| a | b |\n|---|---|\n| 1 | 2 |\n", 6, "no sentence"),
    ],
    "file system": [
        ("both.md", GOOD, "done", ""),
        ("both.docx", lambda: docx("".join(paragraph(p) for p in GOOD.split("\n\n"))), "done", ""),
        ("new\nline\x1b[31m.txt", GOOD, "done", ""),
    ],
}
# What is no regular file is not opened, and said to be ignored: name, and how it is made.
IGNORED = {
    "link to a file.txt": lambda path: os.symlink("good000.txt", path),
    "link to the root": lambda path: os.symlink("/", path),
    "device.txt": lambda path: os.symlink("/dev/zero", path),
    "fifo.txt": os.mkfifo,
}


def write_all(c, folder, good):
    os.makedirs(folder)
    for i in range(good):
        with open(os.path.join(folder, f"good{i:03d}.txt"), "w", encoding="utf-8") as file:
            file.write(document(i))
    for rows in HAZARDS.values():
        for name, make, _, _ in rows:
            path = os.path.join(folder, name)
            data = make if not callable(make) else make(path) if make is sparse else make()
            if data is not None:
                with open(path, "wb") as file:
                    file.write(data if isinstance(data, bytes) else data.encode())
    for name, make in IGNORED.items():
        make(os.path.join(folder, name))


def check_row(c, row, name, wanted, said):
    if wanted == "done":
        warnings = " ".join(row.get("warnings", []))
        c.ok(f"{name!r}: done", row["status"] == "done", row)
        c.ok(f"{name!r}: {'warned of' if said else 'nothing to warn of'}", re.search(said, warnings) if said else "partial" not in warnings, warnings)
        return
    error = row.get("error", {})
    c.ok(f"{name!r}: exit {wanted} and its own reason", error.get("code") == wanted and re.search(said, error["message"]), row)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--good", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print what was said of each")
    args = parser.parse_args()
    c = Tally()
    with tempfile.TemporaryDirectory() as folder:
        write_all(c, os.path.join(folder, "in"), args.good)
        done = subprocess.run([os.path.abspath(args.precis), "batch", "in", "-o", "out", "-v", "--timeout", "300"], cwd=folder, capture_output=True, timeout=600)
        with open(os.path.join(folder, "out", "manifest.jsonl"), encoding="utf-8") as file:
            rows = {row["path"]: row for row in map(json.loads, file)}
        talk = done.stderr.decode("utf-8", "replace")
        if args.show:
            for name, row in rows.items():
                if not name.startswith("good"):
                    print(f"{name!r}: {row['status']}: {row.get('error', {}).get('message', '')} {row.get('warnings', [])}")
            print(talk.splitlines()[-1])
        c.ok("exit 4", done.returncode == 4, talk[-1500:])
        hazards = [row for rows in HAZARDS.values() for row in rows]
        c.ok("every document has its row", len(rows) == args.good + len(hazards), len(rows))
        bad = [f"good{i:03d}.txt" for i in range(args.good) if rows[f"good{i:03d}.txt"]["status"] != "done"]
        c.ok("all good ones are done", not bad, bad)
        for name, _, wanted, said in hazards:
            check_row(c, rows[name], name, wanted, said)
        for name in IGNORED:
            c.ok(f"{name}: ignored, and said so", name not in rows and re.search(re.escape(name) + ": ignored: ", talk), talk[-1500:])
        c.ok("the counts add up", f"{len(rows) + len(IGNORED)} found: " in talk and f"{len(IGNORED)} ignored" in talk, talk.splitlines()[-1])
        outputs = [row["output"] for row in rows.values() if "output" in row]
        c.ok("an output each", len(set(outputs)) == len(outputs) and all(os.path.isfile(os.path.join(folder, "out", o)) for o in outputs))
        c.ok("nothing got out", not os.path.exists("/etc/out") and not os.path.exists(os.path.join(folder, "..", "out")) and "\x1b" not in talk)
        c.ok("no secret got in", not any(b"root:" in open(os.path.join(folder, "out", o), "rb").read() for o in outputs))
    print(f"{c.passed} passed, {c.failed} failed")
    sys.exit(bool(c.failed))


if __name__ == "__main__":
    main()
