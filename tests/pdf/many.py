"""A folder of documents in every template, both papers, one and two pages: what must hold on every page, counted.

Baselines of the body's size stand on one grid, no ink is clipped or meets other ink, the last page ends within two lines of its
foot where there is content for it, and the PDFs conform. Content is enough for a page when extracts had to be left out.
"""
import concurrent.futures
import os
import re

from check_pdf import run

HERE = os.path.dirname(os.path.abspath(__file__))
NEAR = 2     # lines above the foot
ROUND = 0.5  # points: what the two printed decimals of the leading come to over a page
BODY = "Vollkorn-Regular "  # the templates' face for running text; boxes, of whole lines, have another
GROUP = 200  # files a run of veraPDF
PAPERS, PAGES = ("a4", "letter"), (1, 2)


def off_grid(display, size, leading):
    """Marks of the body's face and size whose baseline is not a whole number of leadings from the first of its page."""
    first, bad, count = None, [], 0
    for line in display.splitlines():
        if line.startswith("page "):
            first = None
        mark = re.match(r"  glyphs [-\d.]+ ([-\d.]+) [-\d.]+ ([-\d.]+) \S+ " + BODY, line)
        if not mark or float(mark[2]) != size:
            continue
        first = float(mark[1]) if first is None else first
        off = (float(mark[1]) - first) % leading
        count += 1
        if min(off, leading - off) > ROUND:
            bad.append(line)
    return bad, count


def read_pages(text):
    rows = [row.split("\t") for row in text.splitlines()]
    size, leading = (float(word) for word in re.findall(r"[\d.]+", rows[1][1])[:2])
    return {"pages": int(rows[0][1]), "gap": int(rows[0][7]), "size": size, "leading": leading,
            "is_enough": any(row[:2] == ["cut", "extracts"] for row in rows)}


def check_one(precis, faults_of_ink, folder, job):
    document, template, paper, pages = job
    flags = ["-t", template, "--paper", paper, "--pages", str(pages)]
    pdf = os.path.join(folder, f"{os.path.basename(document)}-{template}-{paper}-{pages}.pdf")
    code, _, talk = run(precis, document, *flags, "--no-attach", "-q", "-o", pdf)
    if code:
        return {"job": job, "made": False, "talk": talk.strip(), "is_refused": code == 7}
    layout = read_pages(run(precis, "inspect", document, *flags, "--stage", "pages")[1])
    display = run(precis, "inspect", document, *flags, "--stage", "display")[1]
    bad, count = off_grid(display, layout["size"], layout["leading"])
    return {"job": job, "made": True, "pdf": pdf, "off": bad, "marks": count, "ink": faults_of_ink(display, flags), **layout,
            "is_full": layout["pages"] == pages and layout["gap"] <= NEAR}


def conforming(files):
    """(verdicts of veraPDF that are PASS, what it says of the others)"""
    passed, talk = 0, []
    for i in range(0, len(files), GROUP):
        _, out, err = run("sh", os.path.join(HERE, "verapdf.sh"), "2a,ua1", *files[i:i + GROUP])
        passed += sum(line.startswith("PASS") for line in out.splitlines())
        talk += [line for line in (out + err).splitlines() if not line.startswith("PASS")]
    return passed, talk


def check_folder(checks, precis, faults_of_ink, names, source, folder):
    documents = sorted(os.path.join(source, name) for name in os.listdir(source))
    jobs = [(d, t, paper, pages) for t in names for paper in PAPERS for pages in PAGES for d in documents]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(lambda job: check_one(precis, faults_of_ink, folder, job), jobs))
    made = [d for d in done if d["made"]]
    label = {id(d): " ".join([os.path.basename(d["job"][0]), *map(str, d["job"][1:])]) for d in done}
    lost = [label[id(d)] + ": " + d["talk"] for d in done if not d["made"]]
    checks.ok(f"{len(documents)} documents, {len(names)} templates: {len(made)} of {len(jobs)} briefings made", not lost, lost[:10])
    off = [label[id(d)] + d["off"][0] for d in made if d["off"]]
    checks.ok(f"grid: {sum(d['marks'] for d in made)} marks of the body, off it {sum(len(d['off']) for d in made)}", not off, off[:10])
    ink = [label[id(d)] + ": " + d["ink"][0] for d in made if d["ink"]]
    checks.ok(f"ink: clipped or overlapping in {len(ink)}", not ink, ink[:10])
    enough = [d for d in made if d["is_enough"]]
    short = [f"{label[id(d)]}: {d['pages']} pages, {d['gap']} lines" for d in enough if not d["is_full"]]
    checks.ok(f"foot: {len(enough) - len(short)} of {len(enough)} with content enough end within {NEAR} lines of it", not short, short)
    passed, talk = conforming([d["pdf"] for d in made])
    checks.ok(f"veraPDF 2a and ua1: {passed} of {2 * len(made)}", passed == 2 * len(made), talk[:10])
