#!/usr/bin/env python3
"""Makes every briefing of tests/documents in every format and holds it against what a reader may expect.

usage: check_documents.py --precis BUILD/precis [DOCUMENT...]

Every text of the JSON stands at its offsets; every printed sentence and quotation stands in the source, word for word; no
summary sentence leans on one that is missing; a PDF has the pages asked for; keys come in their order; a document in
which nobody speaks has no speaker.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 120  # under sanitizers

KEYS = ["precis", "schema", "title", "language", "about", "documents", "summary", "quotes", "figures", "dates", "names",
        "abbreviations", "terms", "warnings", "options", "maker", "template", "faces", "page", "seal"]
ITEM_KEYS = {
    "summary": ["text", "document", "start", "end", "line", "score", "role", "printed"],
    "quotes": ["text", "speaker", "parts", "document", "start", "end", "line", "score", "pull", "printed"],
    "figures": ["kind", "text", "value", "to", "unit", "qualifier", "bound", "document", "start", "end", "line", "sentence",
                "score", "printed"],
    "dates": ["text", "iso", "resolved", "kind", "sentence", "document", "start", "end", "line", "printed"],
    "names": ["kind", "name", "title", "aliases", "count", "document", "mentions", "printed"],
    "abbreviations": ["short", "long", "origin", "document", "start", "end", "printed"],
    "terms": ["text", "score", "count", "printed"],
}

# Openings of a sentence that mean something outside it; a sentence that stands alone has none of them.
LEANS = {
    "en": r"(He|She|They|It|This(?! paper| report)|These|His|Her|Their|Its|However|Moreover|Therefore|But|And|So|Second,)\b",
    "de": r"(Er|Sie|Dies|Diese|Dieser|Das teilte|Aber|Doch|Jedoch|Außerdem|Deshalb)\b",
    "fr": r"(Il|Elle|Ils|Elles|Cela|Ceci|Mais|Cependant|Toutefois|Donc)\b",
}
EMPTY = re.compile(r"It (is|was|took|takes) .*(that|to)\b")  # nothing is meant by it
# Nobody is quoted in these.
SPEECHLESS = {"memo", "paper", "reviews", "howto", "letter", "incident"}
SPACE = re.compile(r"\s+")


def run(precis, *flags):
    return subprocess.run([precis, *flags], capture_output=True, timeout=SECONDS)


def squeezed(text):
    return SPACE.sub("", text)


class Checker:
    def __init__(self, precis, path, folder):
        self.precis, self.path, self.folder = precis, path, folder
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.text = run(precis, "inspect", path, "--stage", "text").stdout.rstrip(b"\n")
        self.faults = []

    def fault(self, what):
        self.faults.append(f"{self.name}: {what}")

    def make(self, form, *flags):
        done = run(self.precis, self.path, "--format", form, "-o", "-", *flags)
        if done.returncode or done.stderr:
            self.fault(f"{form} {' '.join(flags)}: exit {done.returncode}, {done.stderr.decode('utf-8', 'replace')[:200]}")
        return done.stdout

    def check_offsets(self, brief):
        for kind in ITEM_KEYS:
            for item in brief.get(kind, []):
                if "start" not in item or "text" not in item:
                    continue
                parts = item.get("parts") or [item]
                stands = b" ".join(self.text[p["start"]:p["end"]] for p in parts).decode()
                if stands != item["text"]:
                    self.fault(f"{kind} {item['text'][:60]!r} is not what stands at its offsets: {stands[:60]!r}")

    def check_order(self, brief):
        def in_order(keys, wanted, where):
            places = [wanted.index(k) if k in wanted else -1 for k in keys]
            if -1 in places or places != sorted(places):
                self.fault(f"keys of {where}: {list(keys)}")
        in_order(brief, KEYS, "the brief")
        for kind, wanted in ITEM_KEYS.items():
            for item in brief.get(kind, []):
                in_order(item, wanted, kind)

    def check_leaning(self, brief):
        """Bottom line and key points stand alone; the body may lean on the sentence right before it."""
        leans = re.compile(LEANS[brief["language"]])
        ends = {item["end"] for item in brief["summary"]}
        for item in brief["summary"]:
            text = item["text"]
            if text.rstrip().endswith(":"):
                self.fault(f"{item['role']} ends in a colon: {text[:60]!r}")
            gap = max((e for e in ends if e <= item["start"]), default=-1)
            follows = gap >= 0 and not self.text[gap:item["start"]].strip()
            if leans.match(text) and not EMPTY.match(text) and (item["role"] != "body" or not follows):
                self.fault(f"{item['role']} leans: {text[:60]!r}")
            if item["role"] != "body" and len(text.split()) < 4:
                self.fault(f"{item['role']} says nothing: {text!r}")

    def check_speakers(self, brief):
        for quote in brief.get("quotes", []):
            if self.name in SPEECHLESS and quote.get("speaker"):
                self.fault(f"a speaker where nobody speaks: {quote['speaker']}")

    def check_printed(self, form, printed):
        """Paragraphs of the first part of the page, wrapped or not, are the source's own words."""
        source = squeezed(self.text.decode())
        body = printed.decode().split("=" * 20)[-1] if form == "text" else printed.decode()
        for block in re.split(r"\n\n", re.split(r"\n(?:## )?(?:Sources|Quellen)\n?", body)[0]):
            for line in ([block] if form == "text" else block.split("\n")):
                quoted = re.match(r"\s*(?:> )*“(.*)”\s*(?:--|—|$)", line, re.S)
                if quoted and squeezed(quoted[1]) not in source:
                    self.fault(f"{form} prints what the source does not say: {quoted[1][:60]!r}")

    def check_sentences(self, brief, form, printed):
        flat = squeezed(printed.decode().replace("\\", "").replace("*", "").replace("_", ""))
        for item in brief["summary"]:
            words = squeezed(re.sub(r"^(?:[-*•]|\d+\.)\s+", "", item["text"]).replace("*", "").replace("_", ""))
            if words not in flat:
                self.fault(f"{form} leaves out or changes {item['text'][:60]!r}")

    def check_pdf(self, *flags):
        pdf = os.path.join(self.folder, self.name + ".pdf")
        done = run(self.precis, self.path, "--format", "pdf", "-o", pdf, *flags)
        if done.returncode or done.stderr:
            self.fault(f"pdf {' '.join(flags)}: exit {done.returncode}, {done.stderr.decode('utf-8', 'replace')[:200]}")
            return
        info = run("pdfinfo", pdf).stdout.decode()
        wanted = flags[1] if flags else "1"
        if not re.search(rf"^Pages:\s+{wanted}$", info, re.M):
            self.fault(f"pdf {' '.join(flags)}: not {wanted} pages")

    def check(self):
        brief = json.loads(self.make("json"))
        self.check_offsets(brief)
        self.check_order(brief)
        self.check_leaning(brief)
        self.check_speakers(brief)
        for form in ("text", "markdown"):
            printed = self.make(form)
            self.check_printed(form, printed)
            self.check_sentences(brief, form, printed)
        three = json.loads(self.make("json", "--sentences", "3"))
        self.check_offsets(three)
        self.check_leaning(three)
        self.check_pdf()
        return self.faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("documents", nargs="*")
    args = parser.parse_args()
    folder = os.path.join(HERE, "documents")
    paths = args.documents or [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    failed = 0
    with tempfile.TemporaryDirectory() as out:
        for path in paths:
            faults = Checker(os.path.abspath(args.precis), path, out).check()
            failed += bool(faults)
            print("\n".join(faults), end="\n" if faults else "")
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
