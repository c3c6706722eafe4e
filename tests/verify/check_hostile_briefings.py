#!/usr/bin/env python3
"""Briefings that somebody made to deceive or to stop verify: PDFs that do something, JSON that takes long to check.

usage: check_hostile_briefings.py --precis BUILD/precis [--seconds N] [--megabytes N]

Each PDF is changed by an update behind its end, and once more written anew by qpdf, where no update shows; both must end in exit 8.
Each JSON must end in exit 8 within a budget of CPU seconds and memory, many times what it takes.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tally import Tally  # noqa: E402

SOURCE = os.path.join(ROOT, "examples", "missiles.txt")
DIFFERS = 8
MEGABYTE = 1_000_000
SCRIPT = b"/S/JavaScript/JS(app.alert\\(1\\))"


def objects(pdf):
    """By number: the dictionary between its brackets."""
    return {int(m[1]): m[2] for m in re.finditer(rb"(?<!\d)(\d+) 0 obj\s*<<(.*?)>>\s*(?:endobj|stream)", pdf, re.S)}


def numbers(pdf, pattern):
    return [number for number, inner in objects(pdf).items() if re.search(pattern, inner, re.S)]


def updated(pdf, changes):
    """changes: number and its dictionary's new inner part."""
    at, out, table = pdf.rindex(b"startxref"), bytearray(pdf), b""
    before = int(pdf[at:].split()[1])
    for number, inner in changes.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n<<%s>>\nendobj\n" % (number, inner)
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.S)[1]
    place = len(out)
    return bytes(out) + b"xref\n0 0\n" + table + b"trailer\n<<" + trailer + b"/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, place)


def adding(pattern, more):
    """Adds keys to the first dictionary that is so."""
    def change(pdf):
        number = numbers(pdf, pattern)[0]
        return {number: objects(pdf)[number] + more}
    return change


def replacing(pattern, old, new):
    def change(pdf):
        number = numbers(pdf, pattern)[0]
        inner, count = re.subn(old, new, objects(pdf)[number], flags=re.S)
        assert count == 1, (pattern, old, inner)
        return {number: inner}
    return change


CATALOG, PAGE, FOLDER, LINK = rb"/Type\s*/Catalog", rb"/Type\s*/Page\b", rb"/Type\s*/Pages\b", rb"/Subtype\s*/Link"
ENTRY, ELEMENT, TREE = rb"/Title.*/Dest|/Dest.*/Title", rb"/Type\s*/StructElem", rb"/Type\s*/StructTreeRoot"
PDFS = {
    "a script among the names": replacing(CATALOG, rb"/Names\s*<<", rb"/Names<</JavaScript<</Names[(x)<<" + SCRIPT.replace(b"\\", b"\\\\") + rb">>]>>"),
    "an action when it is opened": adding(CATALOG, b"/OpenAction<<" + SCRIPT + b">>"),
    "other actions of the file": adding(CATALOG, b"/AA<</WC<<" + SCRIPT + b">>>>"),
    "a form": adding(CATALOG, b"/AcroForm<</Fields[]/XFA(x)>>"),
    "layers": adding(CATALOG, b"/OCProperties<</OCGs[]/D<<>>>>"),
    "a base for links": adding(CATALOG, b"/URI<</Base(http://example.org/)>>"),
    "a second file": replacing(CATALOG, rb"(/EmbeddedFiles\s*<<\s*/Names\s*\[)(.*?)\]", rb"\1\2(z.exe)<</Type/Filespec/F(z.exe)>>]"),
    "pages of its own to print": replacing(CATALOG, rb"/DisplayDocTitle", rb"/PrintPageRange[0 0]/DisplayDocTitle"),
    "an action of a page": adding(PAGE, b"/AA<</O<<" + SCRIPT + b">>>>"),
    "a page that shows a part": adding(PAGE, b"/CropBox[0 0 595 400]"),
    "a page that is turned": adding(PAGE, b"/Rotate 180"),
    "pages that are turned": adding(FOLDER, b"/Rotate 180"),
    "a link with a script": replacing(LINK, rb"/Dest\s*\[.*?\]", b"/A<<" + SCRIPT.replace(b"\\", b"\\\\") + b">>"),
    "a link elsewhere": replacing(LINK, rb"/Dest\s*\[.*?\]", b"/A<</S/URI/URI(http://example.org/)>>"),
    "a link to another file": replacing(LINK, rb"/Dest\s*\[.*?\]", b"/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>"),
    "a link that starts a program": replacing(LINK, rb"/Dest\s*\[.*?\]", b"/A<</S/Launch/F(other.exe)>>"),
    "a link that draws": adding(LINK, b"/AP<</N 1 0 R>>"),
    "a field in place of a link": replacing(LINK, rb"/Link", b"/Widget"),
    "an outline with a script": replacing(ENTRY, rb"/Dest\s*\[.*?\]", b"/A<<" + SCRIPT.replace(b"\\", b"\\\\") + b">>"),
    "words read in place of others": adding(ELEMENT, b"/ActualText(Nothing of it is true.)"),
    "roles called otherwise": adding(TREE, b"/RoleMap<</P/Artifact>>"),
}


def extracts(brief, texts):
    brief["summary"] = [{**brief["summary"][0], "text": text, "printed": True} for text in texts]


def pages(brief, texts, role="P"):
    brief["page"] = [{"role": role, "page": 1, "text": text} for text in texts]


def alike(count):
    return ["a" * 1000 + "b" + str(i) for i in range(count)]


def terms(brief, texts):
    brief["terms"] = [{"text": text} for text in texts]


BRIEFS = {
    "texts that begin alike": lambda b: (extracts(b, alike(2000)), terms(b, ["a"]), pages(b, ["a" * 2 * MEGABYTE])),
    "extracts that no page has": lambda b: (extracts(b, [f"zq{i}" for i in range(4000)]), pages(b, ["ab" * 1000] * 1000)),
    "digits behind a letter": lambda b: pages(b, ["x" + "7" * 4 * MEGABYTE]),
    "digits behind digits": lambda b: (terms(b, ["x", "7"]), pages(b, ["x" + "7" * 4 * MEGABYTE])),
    "separators": lambda b: pages(b, ["\u00b7a" * MEGABYTE]),
    "separators before a text": lambda b: pages(b, ["\u00b7" * 150 + "a" * 2 * MEGABYTE]),
    "texts that are cut": lambda b: (terms(b, alike(2000)), pages(b, ["a" * 999 + "\u2026"] * 1000)),
    "notes that are cut": lambda b: (extracts(b, alike(2000)), pages(b, ["\u201c" + "a" * 999 + "\u2026\u201d"] * 500)),
    "pieces of texts": lambda b: (terms(b, alike(2000)), pages(b, ["a" * 999 + "c"] * 1000, "Artifact")),
    "a figure of passages": lambda b: pages(b, ["abcd " * 400_000], "Figure"),
    "brackets": lambda b: pages(b, ["a (" * MEGABYTE + ")"]),
}


def verify(args, briefing):
    """(exit code, report, CPU seconds, megabytes)"""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (args.seconds, args.seconds))
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([args.precis, "verify", briefing, "--sources", SOURCE, "--quick", "--format", "json"], stdout=out,
                                 stderr=subprocess.STDOUT, preexec_fn=limit)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return child.returncode, out.read().decode("utf-8", "replace")[:2000], usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def rewritten(folder, path):
    out = os.path.join(folder, "anew.pdf")
    subprocess.run(["qpdf", "--object-streams=disable", path, out], capture_output=True)  # warns of what it mended
    return out


def check_pdfs(checks, args, folder, whole):
    path = write(folder, "same.pdf", whole)
    checks.ok("as it was made", verify(args, path)[0] == 0)
    checks.ok("written anew", verify(args, rewritten(folder, path))[0] == 0)
    catalog = numbers(whole, CATALOG)[0]
    code, report, _, _ = verify(args, write(folder, "same.pdf", updated(whole, {catalog: objects(whole)[catalog]})))
    checks.ok("an update that changes nothing", code == DIFFERS and "added to the file" in report, (code, report))
    for name, change in PDFS.items():
        path = write(folder, "changed.pdf", updated(whole, change(whole)))
        for way, file in (("updated", path), ("anew", rewritten(folder, path))):
            code, report, _, _ = verify(args, file)
            told = json.loads(report)["differences"] if code == DIFFERS else []
            own = [d["what"] for d in told if "added to the file" not in d["what"]]
            checks.ok(f"{name}, {way}", code == DIFFERS and own, (code, report))


def check_briefs(checks, args, folder, evidence):
    slowest = 0, ""
    for name, change in BRIEFS.items():
        brief = json.loads(evidence)
        change(brief)
        code, report, seconds, megabytes = verify(args, write(folder, "changed.json", json.dumps(brief, ensure_ascii=False).encode()))
        slowest = max(slowest, (seconds, name))
        checks.ok(name, code == DIFFERS and megabytes < args.megabytes, f"exit {code}, {seconds:.1f} s, {megabytes:.0f} MB: {report[:200]}")
    print(f"the slowest, {slowest[1]}: {slowest[0]:.1f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("--megabytes", type=int, default=1000)
    args = parser.parse_args()
    checks = Tally()
    with tempfile.TemporaryDirectory() as folder:
        pdf = os.path.join(folder, "b.pdf")
        subprocess.run([args.precis, SOURCE, "-o", pdf], check=True, capture_output=True)
        with open(pdf, "rb") as file:
            check_pdfs(checks, args, folder, file.read())
        evidence = subprocess.run(["qpdf", "--show-attachment=briefing.json", pdf], capture_output=True, check=True).stdout
        check_briefs(checks, args, folder, evidence)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
