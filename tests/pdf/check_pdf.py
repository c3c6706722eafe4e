#!/usr/bin/env python3
"""The PDF as other programs see it: sound, faces embedded, text in reading order, PDF/UA-1, and PDF/A-3a
with the briefing's JSON attached, PDF/A-2a without.

usage: check_pdf.py --precis BUILD/precis [--keep FOLDER]

A validator that is missing is a failure.
"""
import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tally import Tally  # noqa: E402
EXAMPLE = os.path.join(HERE, "..", "..", "examples", "missiles.txt")
SENTENCES = [
    "The regional council voted on Monday to reopen the railway between the coast and the mountain villages.",
    "About 3,400 people live along the line, which closed in 1987.",
    "\u201cWe will hear the train again before the year is out,\u201d said Ines Calder, who chairs the council.",
    "The work will cost \u20ac12.5 million and is to begin in April.",
    "Opponents say that the money would be better spent on roads.",
    "The council\u2019s engineers found that 14 of the 19 bridges need no repair.",
    "A decision on the timetable is expected after the summer.",
]


def long_text(words):
    """Paragraphs whose sentences differ, so that nothing counts as a repetition."""
    places = ["Arden", "Bexley", "Corran", "Dunmore", "Eskdale", "Fallow", "Garve", "Holm", "Innes", "Jarrow"]
    out, n = [], 0
    while sum(len(p.split()) for p in out) < words:
        place = places[n % len(places)]
        out.append(f"In {place} the survey of district {n + 1} counted {137 + 29 * n} households and {11 + n} farms. "
                   f"Most of the {place} farms that answered in round {n + 1} grow barley, oats or grass for {40 + n} dairy herds. "
                   f"Officials of {place} plan to repeat the count when {n + 2} more villages have joined the scheme.")
        n += 1
    return "\n\n".join(out)


TEXTS = {
    "hundred": " ".join(SENTENCES),
    "long": long_text(5000),
    "capitals": "\n\n".join(s.upper() for s in SENTENCES),
    "longword": SENTENCES[0] + " " + "The registered name is " + "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunter" + ". " + " ".join(SENTENCES[1:]),
    "table": "\n\n".join(SENTENCES[:3]) + "\n\n- the first bridge\n- the second bridge\n\nYear\tTrains\tPassengers\n1986\t12\t4,100\n1987\t6\t1,900\n\n" + "\n\n".join(SENTENCES[3:]),
}


def run(*command):
    done = subprocess.run(command, capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def squeeze(text):
    """Without blanks and hyphens: pdftotext joins words at line ends, those with a hyphen of their own too."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def set_lines(precis, source, flags):
    """The text of every mark that layout painted, as the display list has it."""
    code, out, _ = run(precis, "inspect", source, *flags, "--stage", "display")
    return [m[1] for m in re.finditer(r"^  glyphs .* \|(.*)\|$", out, re.M)] if code == 0 else []


def embedded(listing):
    """pdffonts: each face embedded, a subset, with a way back to Unicode."""
    rows = listing.splitlines()[2:]
    return bool(rows) and all(re.search(r"\byes\s+yes\s+yes\b", row) for row in rows)


def check(checks, precis, folder, name, source, flags):
    pdf = os.path.join(folder, name + ".pdf")
    code, _, talk = run(precis, source, *flags, "-o", pdf)
    checks.ok(f"{name}: made", code == 0, talk)
    if code:
        return None
    first = open(pdf, "rb").read()
    run(precis, source, *flags, "-o", pdf)
    checks.ok(f"{name}: the same bytes", open(pdf, "rb").read() == first)
    code, out, talk = run("qpdf", "--check", pdf)
    checks.ok(f"{name}: qpdf --check", code == 0, out + talk)
    code, out, talk = run("pdffonts", pdf)
    checks.ok(f"{name}: faces embedded, subset, mapped", code == 0 and embedded(out), out + talk)
    code, text, talk = run("pdftotext", "-enc", "UTF-8", pdf, "-")
    printed = squeeze(text)
    lines = set_lines(precis, source, flags)
    lost = [line for line in lines if squeeze(line) not in printed]
    checks.ok(f"{name}: every line set is found again", len(lines) > 10 and not lost, lost[:3])
    checks.ok(f"{name}: page numbers", re.search(r"1", text), text[-200:])
    code, out, talk = run("pdfinfo", pdf)
    checks.ok(f"{name}: tagged, with a title", re.search(r"Tagged:\s+yes", out) and re.search(r"Title:\s+\S", out), out)
    return pdf


def attached(pdf):
    code, out, _ = run("qpdf", "--show-attachment=briefing.json", pdf)
    return json.loads(out) if code == 0 else None


def check_evidence(checks, precis, folder):
    """The brief is inside, with what stands on the page; nothing of the machine or the user is."""
    deep = os.path.join(folder, "a-folder-of-mine")
    os.makedirs(deep, exist_ok=True)
    source, pdf = os.path.join(deep, "report.txt"), os.path.join(deep, "report.pdf")
    with open(source, "w", encoding="utf-8") as file:
        file.write(TEXTS["hundred"])
    template = os.path.join(deep, "house.ini")
    with open(template, "w", encoding="utf-8") as file:
        file.write("base = brief\n")
    run(precis, source, "-t", template, "-o", pdf)
    brief = attached(pdf)
    checks.ok("evidence: attached", brief and brief["documents"][0]["sha256"] == hashlib.sha256(TEXTS["hundred"].encode()).hexdigest())
    checks.ok("evidence: what stands on the page", brief and any(SENTENCES[0] in re.sub(r"\s+", " ", t["text"]) for t in brief["page"]))
    checks.ok("evidence: faces, template, version", brief and brief["faces"] and brief["template"]["name"] == "house.ini" and brief["precis"])
    _, plain, _ = run("qpdf", "--qdf", "--object-streams=disable", pdf, "-")
    text = json.dumps(brief) + plain
    leaks = [word for word in ("a-folder-of-mine", folder, os.uname().nodename, os.path.expanduser("~")) if len(word) > 2 and word in text]
    checks.ok("evidence: nothing of the machine", not leaks, leaks)
    run(precis, source, "-t", template, "--no-attach", "-o", pdf)
    checks.ok("no-attach: nothing attached", attached(pdf) is None)
    return pdf


NOTE_LINK = re.compile(r"(Note|Back from note) (\d+)")


def check_notes(checks, pdf, source):
    """Each number leads to its note and back, is tagged as such, and the note names the line where its words stand."""
    name = os.path.basename(pdf)
    code, out, _ = run("qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", pdf)
    read = json.loads(out)
    objects = {key[4:]: o["value"] for key, o in read["qpdf"][1].items() if isinstance(o.get("value"), dict)}
    links = [o for o in objects.values() if o.get("/Subtype") == "/Link" and NOTE_LINK.fullmatch(o["/Contents"][2:])]
    notes = [o for o in objects.values() if o.get("/S") == "/Note"]
    there = {int(NOTE_LINK.fullmatch(o["/Contents"][2:])[2]) for o in links if o["/Contents"].startswith("u:Note")}
    back = [int(NOTE_LINK.fullmatch(o["/Contents"][2:])[2]) for o in links if o["/Contents"].startswith("u:Back")]
    checks.ok(f"{name}: a number a note, a note a number", notes and len(notes) == len(back) and there == set(back) == set(range(1, len(back) + 1)), (there, back))
    tags = [o for o in objects.values() if o.get("/S") == "/Link"]
    checks.ok(f"{name}: each link is tagged, prints, and says what it is", len(tags) >= len(links) and all(o.get("/F") == 4 for o in links), len(tags))
    ids = [o.get("/ID") for o in notes]
    checks.ok(f"{name}: notes are told apart", all(ids) and len(set(ids)) == len(ids), ids)
    _, out, _ = run("qpdf", "--show-attachment=briefing.json", pdf)
    texts = [t["text"] for t in json.loads(out)["page"]]
    lines = [re.sub(r"\s+", " ", line) for line in open(source, encoding="utf-8").read().split("\n")]
    found = [(int(m[1]), re.sub(r"[\u201c\u201d\u2026]", "", texts[i + 1]).strip()) for i, m in ((i, re.fullmatch(r"line (\d+): ?", t)) for i, t in enumerate(texts)) if m]
    wrong = [(line, words) for line, words in found
             if re.sub(r"[\u201c\u201d\u2026]", "", lines[line - 1] + " " + " ".join(lines[line:line + 1])).find(words) < 0]
    checks.ok(f"{name}: the first words stand on the line", len(found) == len(notes) and not wrong, wrong[:2])


def check_appendix(checks, precis, folder, mode, sources):
    """Behind the briefing: what is printed in its surroundings, or the whole text; notes lead there, all of it verifies."""
    name, pdf = f"appendix-{mode}", os.path.join(folder, f"appendix-{mode}.pdf")
    code, _, talk = run(precis, *sources, "--pages", "2", "--sources", mode, "-o", pdf)
    checks.ok(f"{name}: made", code == 0, talk)
    code, out, _ = run("qpdf", "--json=2", "--json-key=qpdf", "--json-key=pages", "--json-key=outlines", pdf)
    read = json.loads(out)
    page_of = {p["object"]: p["pageposfrom1"] for p in read["pages"]}
    objects = [o["value"] for o in read["qpdf"][1].values() if isinstance(o.get("value"), dict)]
    links = [(o["/Contents"][2:], page_of[o["/Dest"][0]]) for o in objects if o.get("/Subtype") == "/Link"]
    notes = len([o for o in objects if o.get("/S") == "/Note"])
    for first, last, what in ((1, 2, "in the briefing"), (3, len(page_of), "in the appendix")):
        found = {text for text, page in links if first <= page <= last and text.startswith("Note")}
        checks.ok(f"{name}: every note has a link that leads {what}", notes and len(found) == notes, (notes, sorted(found)[:4]))
    _, text, _ = run("pdftotext", "-f", "3", pdf, "-")
    entries = [title for title, page in walk_outline(read["outlines"]) if page > 2]
    if mode == "full":
        checks.ok(f"{name}: an entry a document", [e for e in entries if e.startswith("Source text")] == [f"Source text \u00b7 {os.path.basename(s)}" for s in sources], entries)
        printed = squeeze(text)
        lost = [w for s in sources for w in open(s, encoding="utf-8").read().split() if squeeze(w) not in printed]
        checks.ok(f"{name}: the whole text", not lost, lost[:5])
    else:
        checks.ok(f"{name}: an entry", entries == ["In context"], entries)
    done, out, talk = run(precis, "verify", pdf, "--sources", os.path.dirname(sources[0]))
    checks.ok(f"{name}: verifies", done == 0 and out.startswith("exact"), out[:400] + talk)
    return pdf


def walk_outline(entries):
    for entry in entries:
        yield entry["title"], entry["destpageposfrom1"]
        yield from walk_outline(entry["kids"])


def check_digest(checks, precis, folder, pages):
    """Stories, contents and outline agree: each story that is told has its entry, on the page it stands on."""
    documents = os.path.join(HERE, "..", "documents")
    sources = sorted(os.path.join(documents, name) for name in os.listdir(documents))
    name, pdf = f"digest-{pages}", os.path.join(folder, f"digest-{pages}.pdf")
    code, _, talk = run(precis, *sources, "--pages", pages, "-o", pdf)
    checks.ok(f"{name}: made", code == 0, talk)
    code, out, _ = run("qpdf", "--json=2", "--json-key=outlines", "--json-key=pages", "--json-key=qpdf", pdf)
    read = json.loads(out)
    outline = dict(walk_outline(read["outlines"]))
    objects = [o.get("value", {}) for o in read["qpdf"][1].values() if isinstance(o.get("value"), dict)]
    page_of = {p["object"]: p["pageposfrom1"] for p in read["pages"]}
    links = [(o["/Contents"][2:], page_of[o["/Dest"][0]]) for o in objects if o.get("/Subtype") == "/Link"]
    links = [link for link in links if not NOTE_LINK.fullmatch(link[0])]
    code, out, _ = run(precis, *sources, "--pages", pages, "--format", "json", "-o", "-")
    titles = [story["title"] for story in json.loads(out)["stories"]]
    checks.ok(f"{name}: a link for each story told", 8 < len(links) <= len(titles), links)
    for text, page in links:
        found = [t for t in titles if t.startswith(text.rstrip("\u2026"))]
        checks.ok(f"{name}: '{text}' is a story", len(found) == 1, titles)
        checks.ok(f"{name}: '{text}' has its bookmark", found and outline.get(found[0]) == page, (page, outline))
    spoken = {o["/Lang"] for o in objects if o.get("/S") and "/Lang" in o}
    checks.ok(f"{name}: stories in other languages say so", spoken and spoken <= {"u:de", "u:fr"}, spoken)
    lists = {o["/A"]["/ListNumbering"] for o in objects if o.get("/S") == "/L"}
    checks.ok(f"{name}: bullets are no numbers", lists == ({"/Decimal"} if pages == "1" else {"/Disc", "/Decimal"}), lists)
    left_out = re.search(r"(\d+) of (\d+) stories are left out", talk)
    checks.ok(f"{name}: what is left out is said", len(links) + (int(left_out[1]) if left_out else 0) == len(titles), talk)
    _, out, _ = run(precis, "inspect", *sources, "--pages", pages, "--stage", "display")
    numbers = re.findall(r" Span#\d+ .*\|(\d+)\|", out)
    checks.ok(f"{name}: page numbers are right", [int(n) for n in numbers] == [page for _, page in sorted_links(links, titles)], numbers)
    checks.ok(f"{name}: pages asked for", max(page_of.values()) == int(pages), page_of)
    _, _, again = run(precis, *sources, "--pages", pages, "-o", pdf + "2")
    with open(pdf, "rb") as one, open(pdf + "2", "rb") as other:
        checks.ok(f"{name}: the same bytes twice", one.read() == other.read())
    return pdf


def sorted_links(links, titles):
    return sorted(links, key=lambda link: next(i for i, t in enumerate(titles) if t.startswith(link[0].rstrip("\u2026"))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--keep", help="leave the PDFs in this folder")
    args = parser.parse_args()
    checks, made = Tally(), []
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        os.makedirs(folder, exist_ok=True)
        sources = {"missiles": EXAMPLE}
        for name, text in TEXTS.items():
            sources[name] = os.path.join(folder, name + ".txt")
            with open(sources[name], "w", encoding="utf-8") as file:
                file.write(text + "\n")
        for name, source in sources.items():
            made.append(check(checks, args.precis, folder, name, source, []))
        for name in ("missiles", "hundred", "long"):
            check_notes(checks, os.path.join(folder, name + ".pdf"), sources[name])
        run(args.precis, EXAMPLE, "--sources", "none", "-o", os.path.join(folder, "bare-page.pdf"))
        _, out, _ = run("pdftotext", os.path.join(folder, "bare-page.pdf"), "-")
        checks.ok("no sources: no note", out and "line 1" not in out and "Sources" not in out, out[-300:])
        made.append(check(checks, args.precis, folder, "missiles-letter", EXAMPLE, ["--paper", "letter"]))
        made.append(check(checks, args.precis, folder, "missiles-plain", EXAMPLE, ["-t", "plain"]))
        made += [check(checks, args.precis, folder, f"explained-{t}", EXAMPLE, ["--explain", "-t", t]) for t in ("brief", "memo")]
        made.append(check(checks, args.precis, folder, "long-two", sources["long"], ["--pages", "2"]))
        made += [check_digest(checks, args.precis, folder, pages) for pages in ("1", "2", "3")]
        for mode in ("context", "full"):
            made.append(check_appendix(checks, args.precis, folder, mode, [os.path.join(HERE, "..", "documents", d) for d in ("news.txt", "incident.txt", "press.txt")]))
        bare = [check_evidence(checks, args.precis, folder), os.path.join(folder, "digest-bare.pdf")]
        documents = os.path.join(HERE, "..", "documents")
        run(args.precis, *sorted(os.path.join(documents, name) for name in os.listdir(documents)), "--no-attach", "-o", bare[1])
        for level, files in (("3a", [m for m in made if m]), ("2a", bare)):
            code, out, talk = run("sh", os.path.join(HERE, "verapdf.sh"), level + ",ua1", *files)
            verdicts = [line for line in out.splitlines() if line.startswith("PASS")]
            wanted = 2 * (len(files))
            checks.ok(f"veraPDF: no failure for {level} and ua1", code == 0 and len(verdicts) == wanted, out + talk)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
