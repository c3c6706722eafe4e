#!/usr/bin/env python3
"""Pages of real documents by the rules of typesetting: full pages end at their foot, columns together, type within its limits, no
ladders, no divided word at a column's end; whole texts set without a broken rule (bench/typography)."""
import argparse
import collections
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests"))
from tally import Tally  # noqa: E402

FULL = 80  # hundredths of the last page from which on it is to end at its foot
NEAR = 2   # lines
POOR = 33  # hundredths of the last page: less is set on one page less
BOXES = {"abbreviations", "chart", "disagreements", "figures", "terms", "timeline", "who"}
# Hyphens of the text's own at line ends count as hyphens; parts of compounds and names of programs may be divided.
HARD_TEXTS = {
    "own-hyphens": (50, 4, "Der Verband der Obst-, Gemüse- und Kartoffelbauern fordert Lager-, Kühl- und Trocknungsanlagen, Forst-, Feld- und Wegebau, "
                    "Maschinen-, Geräte- und Fahrzeughallen sowie Viehzucht-, Milch- und Käsereibetriebe für Berg-, Hügel- und Talgemeinden. "
                    "Auch Wasser-, Strom- und Wärmeleitungen, Schul-, Kirch- und Marktplätze gehören zum Ausbau-, Pflege- und Erhaltungsplan. "),
    "compounds": (70, 1.5, "The cross-departmental working-group recommended decision-making under re-examination, counter-intelligence co-ordination and "
                  "non-proliferation-related capacity-building in under-represented administrations. "),
    "programs": (70, 2.5, "When the number of the block reaches HYBRID_FORK_BLOCK_NUMBER the client sets the code of the contract to "
                 "MSG_HASHER_CODE_HASH and then reads the amount from NON_REVERT_MIN_DEPOSIT, before it pays what the constant called "
                 "REWARD_STEPDOWN_BLOCK_COUNT allows for the month. "),
    "capitals": (60, 3.5, "A client that asks for eth_getTransactionCount or eth_getTransactionByBlockNumber gets what engineGetPayloadBodies "
                 "and engineForkchoiceUpdated returned, unless getUncleCountByBlockNumber has answered first. "),
    "strokes": (85, 1.5, "Der Verband fordert, dass Gemeindeverwaltungen/Ortsbehörden und alle Feuerwehrmannschaften/Rettungsdienste "
                "sowie die Landwirtschaftskammern/Handelskammern ab dem nächsten Jahr gemeinsam beraten. "),
}
LARGEST = 11.0  # points: size-max of templates/brief.ini
# Joined, they have more to say than a page holds, in high boxes and long sentences: each ended a page too high, or took one too many.
JOINED = [("incident", "paper"), ("memo", "paper"), ("letter", "speech"), ("news", "sitrep"), ("ruling", "earnings"), ("obituary", "speech"),
          ("howto", "incident", "memo")]
# In large print on so many pages: boxes as high as half a page kept what there is to say from it.
LARGE = [(("incident", "memo", "ruling"), "memo", 5), (("sports", "paper", "sitrep"), "brief", 8)]
# More notes than the foot of a page holds: their head had one line below it, at the foot of a column.
NOTED = ("paper", "policy", "memo", "sitrep")


def inspect(precis, path, stage, pages, *flags):
    run = subprocess.run([precis, "inspect", path, "--stage", stage, "--pages", str(pages), *flags], capture_output=True, text=True)
    return [row.split("\t") for row in run.stdout.splitlines()] if run.returncode == 0 else None


def faults_of_pages(rows, asked):
    """Of the print of stage pages."""
    head, blocks = rows[0], [r for r in rows if len(r) == 5 and r[0].isdigit()]
    pages, fill = int(head[1]), int(head[5].rstrip("%"))
    if pages > asked:
        yield f"{pages} pages, {asked} asked for"
    ends, foot = collections.defaultdict(int), None
    for page, column, cell, cells, name in blocks:
        if int(page) != pages:
            continue
        if column.isdigit():
            ends[column] = max(ends[column], int(cell) + int(cells))
        elif name == "sources":
            foot = int(cell)
    if foot is None or len(ends) < 2:
        return
    is_all = float(rows[1][1].split()[0]) >= LARGEST and not any(r[:2] == ["cut", "extracts"] for r in rows)  # no text is left to fill it with
    if fill >= FULL and not is_all and foot - min(ends.values()) > NEAR:
        yield f"{fill}% full, but columns end {[foot - e for e in ends.values()]} lines above the foot"
    if max(ends.values()) > foot:
        yield "a column runs into the notes"


def faults_of_lines(rows):
    """Of the print of stage lines."""
    last, run, before, above = {}, 0, None, ""
    for page, x, baseline, width, stretch, tracking, gap, text in (r for r in rows if len(r) == 8):
        if not 98 <= float(stretch.rstrip("%")) <= 102:
            yield f"stretched to {stretch}: {text}"
        if not -.12 <= float(tracking) <= .25:
            yield f"tracked by {tracking} pt: {text}"
        if re.search(r"\d$", above.strip()) and re.match(r"[mb]illion|Milli(on|ard)en|milliard", text):
            yield f"a number and what scales it parted: {above} / {text}"
        if ",\u2026" in text:
            yield f"cut behind a comma: {text}"
        if re.search(r" \u00b7 \d+$", above.strip()) and text[:1].isalpha():
            yield f"a source's words parted: {above} / {text}"
        above = text
        is_divided = text.endswith("-")
        key = page, float(x) > 297
        run = run + 1 if is_divided and before == key else int(is_divided)
        before = key
        if run > 2:
            yield f"three hyphens in a row: {text}"
        if float(baseline) > last.get(key, (0, ""))[0]:
            last[key] = float(baseline), text
    for key, (_, text) in list(last.items()):
        if text.endswith("-"):
            yield f"a column ends in a divided word: {text}"


def faults_of_boxes(precis, path):
    """A box beside the text that is no more than its heading and the air below it."""
    for template in ("assessment", "margin"):
        for paper in ("a4", "letter"):
            for row in inspect(precis, path, "pages", 1, "-t", template, "--paper", paper) or []:
                if row[-1] in BOXES and int(row[3]) <= 3:
                    yield f"{template}, {paper}: the box of {row[-1]} is empty"


def faults_of_points(precis, path):
    """A list of one point, or none at all."""
    for template in ("memo", "plain", "study"):
        rows = inspect(precis, path, "pages", 1, "-t", template) or []
        points = sum(row[-1] == "key-points" for row in rows) - (template != "memo")  # its heads stand beside the text
        if points < 2:
            yield f"{template}: {points} key points"


def faults_of_titles(precis, paths):
    """A title that is nearer to the line below it on one page than on another, or touches it."""
    for template, least in (("news", 19), ("plain", 16)):
        steps = []
        for path in paths:
            marks = [row[0].split() for row in inspect(precis, path, "display", 1, "-t", template) if row[0].startswith("  glyphs")]
            last = max(i for i, mark in enumerate(marks) if mark[5].startswith("H1#"))
            steps.append(float(marks[last + 1][2]) - float(marks[last][2]))
        if min(steps) < least or max(steps) - min(steps) > 4:
            yield f"{template}: from {min(steps):.1f} to {max(steps):.1f} pt"


def faults_of_figures(precis, path):
    """A large figure in words that is broken beside its text."""
    if not any(row[-1] == "within three minutes" for row in inspect(precis, path, "lines", 1, "-t", "brief") or []):
        yield "no line is \"within three minutes\""


def faults_of_foot(precis, path, template):
    """A page that ends too high though there is more to say, or one more than was asked for."""
    for paper in ("a4", "letter"):
        for pages in (1, 2):
            rows = inspect(precis, path, "pages", pages, "-t", template, "--paper", paper)
            made, gap = (int(rows[0][1]), int(rows[0][7])) if rows else (0, 0)
            if not made or made > pages:
                yield f"{paper}: {made} pages, {pages} asked for"
            elif any(row[:2] == ["cut", "extracts"] for row in rows) and (made < pages or gap > NEAR):
                yield f"{paper}, {pages}: ends {gap} lines above the foot of page {made}"
            if is_parted([row for row in rows or [] if row[-1] == "sources" and row[1].isdigit()]):
                yield f"{paper}, {pages}: notes stand apart from their sources"


def faults_of_rest(precis, path, template):
    """A page of boxes alone, or a last page with little on it though one less holds all."""
    for paper in ("a4", "letter"):
        rows = inspect(precis, path, "pages", 2, "-t", template, "--paper", paper)
        made, fill = int(rows[0][1]), int(rows[0][5].rstrip("%"))
        blocks = [row for row in rows if len(row) == 5 and row[0].isdigit()]
        for page in range(1, made + 1):
            if not any(int(row[0]) == page and row[1].isdigit() for row in blocks):
                yield f"{paper}: page {page} has no text"
        if made == 2 and fill < POOR:
            one = inspect(precis, path, "pages", 1, "-t", template, "--paper", paper)
            is_cut = any(row[0] == "cut" and "template" not in row[-1] for row in one or [])
            if one and not is_cut and {row[-1] for row in one if len(row) == 5} >= {row[-1] for row in blocks}:
                yield f"{paper}: page 2 is {fill}% full, and one page holds all"


def is_parted(rows):
    """Rows of one column with more than a line between them."""
    return any(above[:2] == own[:2] and int(own[2]) > int(above[2]) + int(above[3]) + 1 for above, own in zip(rows, rows[1:]))


def is_stranded(rows):
    """A head and one line at the foot of a column, and the others in the next."""
    return len(rows) > 2 and rows[0][:2] == rows[1][:2] != rows[2][:2]


def faults_of_cuts(precis, path):
    """What is told of a box's rows: how many are set, and that the template lets no more be."""
    rows = inspect(precis, path, "pages", 4, "--set", "fit.box-rows=2")
    cuts = {row[1]: row[2:] for row in rows if row[0] == "cut"}
    if cuts.get("figures", ["", ""])[1] != "the template's most" or not cuts["figures"][0].startswith("2 of "):
        yield f"figures: {cuts}"
    if "extracts" in cuts:
        yield f"extracts are cut: {cuts}"


def faults_of_hard_text(setter, name):
    """Of a text set whole: a broken rule, or a blank that is wider than its like could be."""
    measure, widest, text = HARD_TEXTS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name + ".txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text * 4 + "\n")
        run = subprocess.run([os.path.join(ROOT, "bench", "typography"), path, "--setter", setter, "--measure", str(measure)],
                             capture_output=True, text=True)
    found = re.search(r"widest blank ([\d.]+)x", run.stdout)
    return run.returncode != 0 or not found or float(found[1]) > widest, run.stdout + run.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--precis", required=True)
    precis = parser.parse_args().precis
    tally = Tally()
    documents = {os.path.basename(path): path for path in sorted(glob.glob(os.path.join(ROOT, "tests", "documents", "*")))}
    for name, path in documents.items():
        for pages in (1, 2):
            found = inspect(precis, path, "pages", pages), inspect(precis, path, "lines", pages)
            faults = ["no pages"] if None in found else [*faults_of_pages(found[0], pages), *faults_of_lines(found[1])]
            tally.ok(f"{name}, {pages}", not faults, "\n".join(faults))
        faults = list(faults_of_boxes(precis, path))
        tally.ok(name, not faults, "\n".join(faults))
    for name in ("news.txt", "obituary.txt", "press.txt", "sports.txt"):
        faults = list(faults_of_points(precis, documents[name]))
        tally.ok(f"{name}, key points", not faults, "\n".join(faults))
    for template in ("assessment", "memo", "news", "plain"):
        for name, path in documents.items():
            faults = list(faults_of_lines(inspect(precis, path, "lines", 1, "-t", template)))
            tally.ok(f"{name}, {template}", not faults, "\n".join(faults))
    faults = [*faults_of_titles(precis, documents.values()), *faults_of_figures(precis, documents["incident.txt"])]
    tally.ok("titles and figures", not faults, "\n".join(faults))
    templates = [line.split("\t")[0] for line in subprocess.run([precis, "list", "templates"], capture_output=True, text=True).stdout.splitlines()]
    tally.ok("templates", len(templates) >= 8, templates)
    with tempfile.TemporaryDirectory() as folder:
        joined, stems = {}, {os.path.splitext(name)[0]: path for name, path in documents.items()}
        for names in [*JOINED, NOTED, *(names for names, _, _ in LARGE)]:
            joined["-".join(names)] = path = os.path.join(folder, "-".join(names) + ".txt")
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n\n".join(open(stems[name], encoding="utf-8").read() for name in names))
        for names, template, pages in LARGE:
            rows = inspect(precis, joined.pop("-".join(names)), "pages", pages, "--large-print", "-t", template)
            tally.ok(f"{names}, large print", rows and int(rows[0][7]) <= NEAR, rows and rows[0])
        rows = inspect(precis, joined.pop("-".join(NOTED)), "pages", 4, "--paper", "letter")
        notes = [row for row in rows if row[-1] == "sources" and row[1].isdigit()]
        tally.ok("head of the notes", len(notes) > 2 and not is_stranded(notes), notes[:3])
        jobs = [(name, path, template) for name, path in documents.items() for template in ("assessment", "brief", "news", "study")]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = pool.map(lambda job: list(faults_of_rest(precis, *job[1:])), jobs)
            for (name, _, template), faults in zip(jobs, found):
                tally.ok(f"{name}, rest, {template}", not faults, "\n".join(faults))
        jobs = [(name, path, template) for name, path in {**documents, **joined}.items() for template in templates
                if name in joined or template in ("digest", "news")]  # three columns miss sooner than two
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = pool.map(lambda job: list(faults_of_foot(precis, *job[1:])), jobs)
            for (name, _, template), faults in zip(jobs, found):
                tally.ok(f"{name}, foot, {template}", not faults, "\n".join(faults))
    faults = list(faults_of_cuts(precis, documents["memo.txt"]))
    tally.ok("memo.txt, cuts", not faults, "\n".join(faults))
    setter = os.path.join(os.path.dirname(precis), "bench", "set_whole")
    for name in ("speech.txt", "obituary.txt", "nachricht.txt", "rapport.txt"):
        run = subprocess.run([os.path.join(ROOT, "bench", "typography"), documents[name], "--setter", setter], capture_output=True, text=True)
        tally.ok(name, run.returncode == 0, run.stdout + run.stderr)
    for name in HARD_TEXTS:
        is_wrong, talk = faults_of_hard_text(setter, name)
        tally.ok(name, not is_wrong, talk)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return tally.failed > 0


if __name__ == "__main__":
    sys.exit(main())
