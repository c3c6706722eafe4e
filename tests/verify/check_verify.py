#!/usr/bin/env python3
"""Every briefing is verbatim and verify says so; every change of it, or of its source, is found and named; signatures.

usage: check_verify.py --precis BUILD/precis [--documents N] [--changes N] [--seed N] [--keep FOLDER] [--verapdf]

Documents: those of tests/documents and tests/cases/read (a part of them unless N is over 20) and N made by a seed; each as PDF and as JSON, with every template. Changes: N, of the
kinds in CHANGES, one a briefing; each must end in exit 8 with its place named, also with --quick, where the briefing is
not made again (as for one that another version made).

--verapdf: each PDF is held against PDF/A-3a and PDF/UA-1 as well, and once more made with --no-attach against PDF/A-2a.
"""
import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import texts  # noqa: E402
from tally import Tally  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
EXACT, MISSING, DIFFERS = 0, 5, 8
SECONDS = 300  # under sanitizers
SIZES = [[], ["--pages", "2"], ["--words", "120"], ["--sentences", "4"], ["--ratio", "30%"], ["--about", "bridges farms"],
         ["--quotes", "3", "--facts", "5"], ["--title", "A title of mine", "--author", "M. Yself", "--banner", "FOR TRAINING"],
         ["--date", "2024-02-29", "--lang", "en"], ["--set", "rank.genre=report", "--paper", "letter"], ["--explain"]]


class Tool:
    def __init__(self, precis):
        self.precis = os.path.abspath(precis)

    def run(self, *flags, **environment):
        return subprocess.run([self.precis, *flags], capture_output=True, timeout=SECONDS, env={**os.environ, **environment})

    def verify(self, briefing, sources, *flags):
        """(exit code, report)"""
        done = self.run("verify", briefing, "--sources", sources, "--format", "json", *flags)
        if done.stderr:  # no library talks on its own
            return -1, {"talk": done.stderr.decode("utf-8", "replace")[:500]}
        try:
            return done.returncode, json.loads(done.stdout)
        except ValueError:
            return done.returncode, {"talk": (done.stdout + done.stderr).decode("utf-8", "replace")[:500]}

    def evidence(self, pdf):
        """The JSON that a PDF carries."""
        shown = subprocess.run(["qpdf", "--show-attachment=briefing.json", pdf], capture_output=True, timeout=SECONDS)
        return json.loads(shown.stdout)


def templates():
    return sorted(n[:-4] for n in os.listdir(os.path.join(ROOT, "templates")) if n.endswith(".ini"))


# --- every text stands where it says -------------------------------------------------------------


def falsehoods(brief, text):
    """Items of a brief over one document that are not the text's own words."""
    for kind in ("summary", "quotes", "figures", "dates"):
        for item in brief.get(kind, []):
            stands = b" ".join(text[p["start"]:p["end"]] for p in item.get("parts") or [item]).decode("utf-8", "replace")
            if stands != item["text"]:
                yield f"{kind}: {item['text'][:60]!r} is {stands[:60]!r}"
            speaker = item.get("speaker")
            if speaker and text[speaker["start"]:speaker["end"]].decode("utf-8", "replace") != speaker["mention"]:
                yield f"speaker: {speaker}"


class Conformance:
    """PDFs kept for veraPDF, which needs a second to start: it sees many at a time."""
    GROUP = 60

    def __init__(self, folder):
        self.folder, self.names = folder, {}
        os.makedirs(folder, exist_ok=True)

    def keep(self, tool, name, pdf, *how):
        number = len(self.names)
        kept = {level: os.path.join(self.folder, f"{number:04}-{level}.pdf") for level in ("3a", "2a")}
        shutil.copy(pdf, kept["3a"])
        tool.run(*how, "--no-attach", "-o", kept["2a"])
        self.names[number] = name

    def check(self, checks):
        for flavours, level in (("3a,ua1", "3a"), ("2a,ua1", "2a")):
            for first in range(0, len(self.names), self.GROUP):
                self.check_group(checks, flavours, level, range(first, min(first + self.GROUP, len(self.names))))

    def check_group(self, checks, flavours, level, numbers):
        files = [os.path.join(self.folder, f"{n:04}-{level}.pdf") for n in numbers]
        script = os.path.join(ROOT, "tests", "pdf", "verapdf.sh")
        done = subprocess.run(["sh", script, flavours, *files], capture_output=True, timeout=SECONDS * 4, text=True)
        verdicts = {}
        for line in done.stdout.splitlines():
            if line.startswith(("PASS", "FAIL", "UNREADABLE")):
                verdicts[tuple(line.split()[1:3])] = report = [line]
            else:
                report.append(line)  # what broke, and where
        for number, file in zip(numbers, files):
            for flavour in flavours.split(","):
                report = verdicts.get((flavour, file), [f"no verdict: {done.stderr[:300]}"])
                checks.ok(f"{self.names[number]}: {flavour}", report[0].startswith("PASS"), "\n".join(report))


def check_document(checks, tool, folder, path, flags, conformance=None):
    name = f"{os.path.basename(path)} {' '.join(flags)}"
    if tool.run(path, "--format", "json", "-o", os.devnull).returncode == 5:
        return  # a case of what cannot be read
    for ending in ("pdf", "json"):
        out = os.path.join(folder, "out." + ending)
        done = tool.run(path, *flags, "-o", out)
        if done.returncode == 6 or not checks.ok(f"{name}: {ending} made", done.returncode == 0, done.stderr):
            return
        code, report = tool.verify(out, path)
        again = "pages_made_again" if ending == "pdf" else "made_again"
        checks.ok(f"{name}: {ending} verifies", code == EXACT and report.get(again), report)
        code, report = tool.verify(out, path, "--quick")
        checks.ok(f"{name}: {ending} verifies quickly", code == EXACT and not report["differences"], report)
        if conformance and ending == "pdf":
            conformance.keep(tool, name, out, path, *flags)
    brief = json.load(open(out, encoding="utf-8"))
    text = tool.run("inspect", path, "--stage", "text").stdout.rstrip(b"\n")
    lies = list(falsehoods(brief, text))
    checks.ok(f"{name}: verbatim", not lies, lies)


def check_several(checks, tool, folder, paths):
    out = os.path.join(folder, "several.pdf")
    done = tool.run(*paths, "-o", out)
    if done.returncode == 0:
        code, report = tool.verify(out, os.path.dirname(paths[0]))
        checks.ok(f"several: {[os.path.basename(p) for p in paths]}", code == EXACT and report["pages_made_again"], report)
        moved = shutil.move(paths[0], paths[0] + ".away")
        os.makedirs(os.path.dirname(paths[0]) + "/none", exist_ok=True)
        code, report = tool.verify(out, os.path.dirname(paths[0]) + "/none")
        checks.ok("several: one away, found by its hash beside the others", code in (EXACT, MISSING), report)
        shutil.move(moved, paths[0])


# --- changes -------------------------------------------------------------------------------------


class Case:
    """One briefing, its source, and their bytes, in a folder of their own."""

    def __init__(self, tool, folder, name, bytes_, flags):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.source = os.path.join(folder, name)
        self.write(self.source, bytes_)
        self.pdf, self.json = os.path.join(folder, "b.pdf"), os.path.join(folder, "b.json")
        self.sound = all(tool.run(self.source, *flags, "-o", out).returncode == 0 for out in (self.pdf, self.json))
        self.plain = os.path.join(folder, "plain.pdf")  # the same with its streams unpacked: letters can be changed
        if self.sound:
            subprocess.run(["qpdf", "--stream-data=uncompress", "--object-streams=disable", self.pdf, self.plain], check=True)
            self.brief = json.load(open(self.json, encoding="utf-8"))

    @staticmethod
    def write(path, bytes_):
        with open(path, "wb") as file:
            file.write(bytes_)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def seal(brief):
    """Sealed as precis does it: a forger can do that too."""
    brief.pop("seal", None)
    body = json.dumps(brief, ensure_ascii=False, separators=(",", ":"))[:-1]
    brief["seal"] = hashlib.sha256(body.encode()).hexdigest()
    return brief


def other_letter(r, letter):
    return r.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != letter.lower()])


def strings(value, path=()):
    """Places of all texts of a brief but its seal."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if (path, key) != ((), "seal"):
                yield from strings(inner, path + (key,))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from strings(inner, path + (i,))
    elif isinstance(value, str) and re.search("[A-Za-z]", value):
        yield path


def at(value, path):
    for step in path:
        value = value[step]
    return value


def write_brief(case, r, brief, forge):
    """forge: with a seal that fits; such a change shows only against the source."""
    out = os.path.join(case.folder, "changed.json")
    brief = seal(brief) if forge else brief
    indent = r.choice([None, 2])
    Case.write(out, json.dumps(brief, ensure_ascii=r.random() < 0.5, indent=indent).encode())
    return out


def change_source(case, r):
    bytes_ = bytearray(read(case.source))
    places = [i for i, c in enumerate(bytes_) if chr(c).isalpha() and c < 128]
    i = r.choice(places)
    bytes_[i] = ord(other_letter(r, chr(bytes_[i])))
    Case.write(case.source, bytes_)
    return r.choice([case.pdf, case.json])


def change_json(case, r):
    brief = json.loads(json.dumps(case.brief))
    path = r.choice(list(strings(brief)))
    text = at(brief, path)
    i = r.choice([i for i, c in enumerate(text) if c.isascii() and c.isalpha()])
    at(brief, path[:-1])[path[-1]] = text[:i] + other_letter(r, text[i]) + text[i + 1:]
    return write_brief(case, r, brief, False)


def forge_extract(case, r):
    brief = json.loads(json.dumps(case.brief))
    item = r.choice(brief["summary"] + brief["quotes"] + brief["figures"] + brief["dates"])
    i = r.randrange(len(item["text"]))
    item["text"] = item["text"][:i] + other_letter(r, item["text"][i]) + item["text"][i + 1:]
    return write_brief(case, r, brief, True)


def change_offset(case, r):
    brief = json.loads(json.dumps(case.brief))
    item = r.choice(brief["summary"] + brief["figures"] + brief["dates"] + [p for q in brief["quotes"] for p in q["parts"]])
    item[r.choice(["start", "end"])] += r.choice([-1, 1, 7])
    return write_brief(case, r, brief, r.random() < 0.5)


def change_hash(case, r):
    brief = json.loads(json.dumps(case.brief))
    holder, key = r.choice([(brief, "seal"), (brief["documents"][0], "sha256")])
    i = r.randrange(64)
    holder[key] = holder[key][:i] + r.choice([c for c in "0123456789abcdef" if c != holder[key][i]]) + holder[key][i + 1:]
    return write_brief(case, r, brief, False)


def swap_speaker(case, r):
    brief = json.loads(json.dumps(case.brief))
    said = [q for q in brief["quotes"] if q.get("speaker", {}).get("name")]
    if not said:
        return None
    quote = r.choice(said)
    others = [q["speaker"] for q in said if q["speaker"]["name"] != quote["speaker"]["name"]]
    if others:
        quote["speaker"] = r.choice(others)
    else:
        quote["speaker"]["name"] = r.choice([p for p, _ in texts.PEOPLE if p != quote["speaker"]["name"]])
    return write_brief(case, r, brief, r.random() < 0.5)


def drop_extract(case, r):
    brief = json.loads(json.dumps(case.brief))
    kind = r.choice([k for k in ("summary", "quotes", "figures", "dates") if brief[k]])
    brief[kind].pop(r.randrange(len(brief[kind])))
    return write_brief(case, r, brief, r.random() < 0.5)


def write_pdf(case, bytes_):
    out = os.path.join(case.folder, "changed.pdf")
    Case.write(out, bytes_)
    return out


def glyph_strings(bytes_):
    return [m for m in re.finditer(rb"<([0-9A-F]{4,})>(?=[-0-9.<\] ]*[^\n]*TJ)", bytes_)]


def change_print(case, r):
    bytes_ = bytearray(read(case.plain))
    found = r.choice(glyph_strings(bytes_))
    codes = sorted({m[1][i:i + 4] for m in glyph_strings(bytes_) for i in range(0, len(m[1]), 4)})
    i = found.start(1) + 4 * r.randrange(len(found[1]) // 4)
    old = bytes(bytes_[i:i + 4])
    bytes_[i:i + 4] = r.choice([c for c in codes if c != old])
    return write_pdf(case, bytes_)


def drop_print(case, r):
    """A line of the page away: its letters are overwritten by blanks."""
    bytes_ = bytearray(read(case.plain))
    found = r.choice([m for m in re.finditer(rb"\[<[^\n]*?\] TJ", bytes_) if len(m[0]) > 40])
    bytes_[found.start():found.end()] = b" " * len(found[0])
    return write_pdf(case, bytes_)


def change_attachment(case, r):
    bytes_ = bytearray(read(case.plain))
    start = bytes_.index(b'{"precis":')
    end = bytes_.index(b'"seal":"', start)
    i = r.choice([i for i in range(start + 2, end) if 97 <= bytes_[i] <= 122 and bytes_[i - 1] != 92])
    bytes_[i] = ord(other_letter(r, chr(bytes_[i])))
    return write_pdf(case, bytes_)


def change_byte(case, r):
    """Anywhere in the file as it was made, deflated streams, faces and all."""
    bytes_ = bytearray(read(case.pdf))
    i = r.randrange(len(bytes_))
    bytes_[i] ^= 1 << r.randrange(8)
    return write_pdf(case, bytes_)


def truncate(case, r):
    path = r.choice([case.pdf, case.json])
    bytes_ = read(path)
    out = os.path.join(case.folder, "changed." + path[-4:].lstrip("."))
    Case.write(out, bytes_[:r.randrange(1, len(bytes_) - 1)])
    return out


# change: whether --quick must find it too (a forged seal, or a byte of a face, shows only when all is made again)
CHANGES = {
    change_source: True, change_json: True, forge_extract: True, change_offset: True, change_hash: True, swap_speaker: False,
    drop_extract: False, change_print: True, drop_print: True, change_attachment: True, change_byte: False, truncate: True,
}


def check_changes(checks, tool, folder, count, seed):
    r = random.Random(seed)
    found = {change.__name__: 0 for change in CHANGES}
    done = n = 0
    while done < count:
        n += 1
        name, bytes_ = texts.document(seed * 100000 + n)
        case = Case(tool, os.path.join(folder, f"case-{n}"), name, bytes_, r.choice(SIZES[:2] + [[], ["--explain"]]))
        if not case.sound or not case.brief["summary"] or not (case.brief["figures"] or case.brief["dates"]):
            shutil.rmtree(case.folder)
            continue
        original = read(case.source)
        code, report = tool.verify(case.plain, case.source, "--quick")
        checks.ok(f"{name}: unpacked, still exact in its texts", code == EXACT, report)
        for change, shows_quickly in CHANGES.items():
            if done == count:
                break
            briefing = change(case, r)
            if not briefing:
                continue
            done += 1
            for flags in ([], ["--quick"]) if shows_quickly else ([],):
                code, report = tool.verify(briefing, case.source, *flags)
                named = report.get("differences") and all(d.get("where") and d.get("what") for d in report["differences"])
                good = checks.ok(f"{change.__name__} {' '.join(flags)} ({name}, seed {seed})", code == DIFFERS and named, (code, report))
                found[change.__name__] += bool(good) and not flags
                if not good:
                    shutil.copytree(case.folder, os.path.join(folder, f"failed-{done}"), dirs_exist_ok=True)
            Case.write(case.source, original)
        shutil.rmtree(case.folder)
    print(", ".join(f"{name} {count}" for name, count in found.items()))


def check_missing(checks, tool, folder):
    name, bytes_ = texts.document(7)
    case = Case(tool, os.path.join(folder, "missing"), name, bytes_, [])
    os.rename(case.source, case.source + ".renamed")
    os.makedirs(case.folder + "/nowhere")
    code, report = tool.verify(case.pdf, case.folder + "/nowhere")
    checks.ok("renamed: found by its hash", code == EXACT, report)
    os.remove(case.source + ".renamed")
    code, report = tool.verify(case.pdf, case.folder + "/nowhere")
    checks.ok("a missing source is exit 5 and named", code == MISSING and report.get("missing") == [name], report)
    bare = os.path.join(case.folder, "bare.pdf")
    tool.run(os.path.join(ROOT, "examples", "missiles.txt"), "--no-attach", "-o", bare)
    code, report = tool.verify(bare, case.folder)
    checks.ok("without evidence nothing is verified", code == DIFFERS, report)
    done = tool.run("verify", case.folder + "/none.pdf")
    checks.ok("no such briefing: exit 5", done.returncode == MISSING, done.stderr)


def check_no_library(checks, tool, folder):
    """libqpdf is loaded by verify alone: where it is broken, briefings are made, and verify says what is missing."""
    library = re.search(rb"libqpdf\.so\.\d+", read(tool.precis))[0].decode()
    broken, out = os.path.join(folder, "broken"), os.path.join(folder, "without.pdf")
    os.makedirs(broken)
    Case.write(os.path.join(broken, library), b"")
    source = os.path.join(ROOT, "examples", "missiles.txt")
    done = tool.run(source, "-o", out, LD_LIBRARY_PATH=broken)
    checks.ok("without libqpdf a briefing is made", done.returncode == 0, done.stderr)
    done = tool.run("verify", out, "--sources", source, LD_LIBRARY_PATH=broken)
    checks.ok("without libqpdf verify names it", done.returncode == MISSING and b"install the package" in done.stderr and library.encode() in done.stderr
              and not done.stdout, (done.returncode, done.stdout, done.stderr))


def check_converted(checks, tool, folder):
    """A PDF as source: read by a program of precis.ini, known by its own hash."""
    source, out = os.path.join(folder, "source.pdf"), os.path.join(folder, "of-a-pdf.pdf")
    tool.run(os.path.join(ROOT, "examples", "missiles.txt"), "--no-attach", "-o", source)
    done = tool.run(source, "-o", out)
    code, report = tool.verify(out, source)
    checks.ok("a PDF as source", done.returncode == 0 and code == EXACT and report.get("pages_made_again"), (done.stderr, report))


def check_boxes(checks, tool, folder):
    """Rows of boxes have the number of a note that leads to where their words stand."""
    source, out = os.path.join(folder, "boxes.txt"), os.path.join(folder, "boxes.pdf")
    Case.write(source, texts.BOXES.encode())
    lines = texts.BOXES.splitlines()
    tool.run(source, "-o", out)
    page = [(t["role"], t["text"].strip()) for t in tool.evidence(out)["page"]]
    notes = {}  # number: line
    for i, (role, text) in enumerate(page):
        if role == "Link" and i + 1 < len(page) and (told := re.fullmatch(r"line (\d+):", page[i + 1][1])):
            notes[text] = lines[int(told[1]) - 1]

    def noted(text, of):
        bare = text.replace(" ", "")  # line ends leave no blank
        number = next((page[i + 1] for i, (role, t) in enumerate(page) if t.replace(" ", "") == bare and role == "TD"), ("", ""))
        checks.ok(f"boxes: {text!r} has its note", number[0] == "Link" and of in notes.get(number[1], ""), (number, notes))

    noted("harbour director", "Ada Lund, the harbour director")
    noted("chief engineer", "Tomas Reed, chief engineer")
    noted("European Maritime Safety Agency", "(EMSA)")
    noted("International Labour Organization", "(ILO)")
    figure = next((i for i, (role, text) in enumerate(page) if role == "Figure" and "410,000" in text), len(page))
    numbers = page[figure + 1:figure + 4]
    good = all(role == "Link" and of in notes.get(text, "") for (role, text), of in zip(numbers, ("410,000", "250,000", "120,000")))
    checks.ok("boxes: each bar has its note", len(numbers) == 3 and good, (numbers, notes))
    tool.run(source, "--sources", "none", "-o", out)
    bare = [(t["role"], t["text"].strip()) for t in tool.evidence(out)["page"]]
    rows = [[t for t in told if t[0] in ("TH", "TD")] for told in (page, bare)]
    checks.ok("boxes: no row more or less for it", rows[0] == rows[1], rows)


def check_scripts(checks, tool, folder):
    """What stands in several pieces, as its letters are in several faces."""
    source, out = os.path.join(folder, "scripts.txt"), os.path.join(folder, "scripts.pdf")
    Case.write(source, texts.SCRIPTS.encode())
    done = tool.run(source, "-o", out)
    code, report = tool.verify(out, source)
    checks.ok("a title of two scripts, cut", done.returncode == 0 and code == EXACT, (done.stderr, report))


def pages_text(pdf, last):
    return subprocess.run(["pdftotext", "-layout", "-l", str(last), pdf, "-"], capture_output=True, timeout=SECONDS).stdout


def check_explained(checks, tool, folder):
    """--explain: told on pages of their own and in the JSON, of the source's own words, and checked like all others."""
    source = os.path.join(ROOT, "tests", "documents", "paper.txt")
    plain, told = os.path.join(folder, "plain.pdf"), os.path.join(folder, "told.pdf")
    asked = {}
    for pages in (1, 2):
        tool.run(source, "--pages", str(pages), "-o", plain)
        done = tool.run(source, "--pages", str(pages), "--explain", "-o", told)
        same = [re.sub(rb"\d+ of \d+", b"", pages_text(f, pages)) for f in (plain, told)]
        checks.ok(f"explained: the fit to {pages} is the same", done.returncode == 0 and same[0] == same[1], same)
        made = subprocess.run([tool.precis, source, "--pages", str(pages), "--explain", "-o", "-", "--format", "pdf"], capture_output=True)
        checks.ok("explained: the same bytes again", made.stdout == read(told))
        asked[pages] = tool.evidence(told)
    brief = asked[1]
    choices, text = brief["explanation"]["choices"], tool.run("inspect", source, "--stage", "text").stdout
    for i, choice in enumerate(choices):
        for told_of in filter(None, (choice, choice.get("beaten"))):
            stands = text[told_of["start"]:told_of["end"]].decode()
            checks.ok(f"explained: choice {i} is verbatim", stands == told_of["text"], told_of)
        if "item" in choice:
            checks.ok(f"explained: choice {i} is the item", brief["summary"][choice["item"]]["text"] == choice["text"], choice)
        if "choice" in choice.get("beaten", {}):
            other = choices[choice["beaten"]["choice"]]
            checks.ok(f"explained: choice {i} beat that one", other["text"] == choice["beaten"]["text"], choice)
    checks.ok("explained: some beat what was never taken", any("choice" not in c.get("beaten", {"choice": 0}) for c in choices) or len(choices) > 20)
    printed = sum(bool(e.get("printed")) for e in brief["summary"])
    cut = {c["what"]: (c["set"], c["all"]) for c in brief["cut"]}
    checks.ok("explained: what was cut is counted", cut.get("extracts") == (printed, len(brief["summary"])), (cut, printed))
    page = b" ".join(pages_text(told, 99).split())
    tool.run(source, "--explain", "-o", told)
    for text_of in ("How this briefing was chosen", "Chosen, but left out for space", f"{printed}/{len(brief['summary'])}"):
        checks.ok(f"explained: the page says {text_of}", text_of.encode() in b" ".join(pages_text(told, 99).split()), page[-500:])
    scores = {(c["start"], c["end"]): c for c in json.loads(tool.run(
        "inspect", source, "--pages", "1", "--stage", "selection", "--format", "json").stdout)["items"]}
    for choice in choices:
        item = scores.get((choice["start"], choice["end"]))
        if item:
            parts = item["parts"] | {"new": item["new"]}
            good = all(abs(parts[k] - v) < 0.0051 for k, v in choice["parts"].items()) and abs(item["score"] - choice["score"]) < 0.0001
            checks.ok("explained: the parts are those of the score and what was new", good, (parts, choice))
            checks.ok("explained: parts and rest are all of it",
                      abs(sum(choice["parts"].values()) + choice["rest"] - sum(parts.values())) < 0.05, choice)
    check_explained_changes(checks, tool, folder, source, brief)


def check_explained_changes(checks, tool, folder, source, brief):
    def changed(name, where, change):
        forged = json.loads(json.dumps(brief))
        change(forged["explanation"]["choices"])
        out = os.path.join(folder, "explained.json")
        Case.write(out, json.dumps(seal(forged), ensure_ascii=False).encode())
        code, report = tool.verify(out, source, "--quick")
        named = any(where in d["where"] for d in report.get("differences", []))
        checks.ok(f"explained: {name} is found", code == DIFFERS and named, (code, report))

    beaten = next(i for i, c in enumerate(brief["explanation"]["choices"]) if "beaten" in c)
    changed("a changed sentence", "explanation.choices[2].text", lambda c: c[2].update(text=c[2]["text"] + "x"))
    changed("a changed place", "explanation.choices[1]", lambda c: c[1].update(start=c[1]["start"] + 1))
    changed("a changed line", "explanation.choices[1].line", lambda c: c[1].update(line=c[1]["line"] + 1))
    changed("a changed runner-up", f"explanation.choices[{beaten}].beaten", lambda c: c[beaten]["beaten"].update(text="No."))
    changed("a runner-up from nowhere", f"explanation.choices[{beaten}].beaten", lambda c: c[beaten]["beaten"].update(document=7))
    changed("a changed score on the page", "page[", lambda c: c[0].update(score=0.1234))
    changed("a changed part on the page", "page[", lambda c: c[0]["parts"].update({next(iter(c[0]["parts"])): 7.5}))


def check_readers(checks, tool, folder):
    """A source read through a program of precis.ini is read through it again; where that cannot be, it is said: exit 5."""
    folder = os.path.join(folder, "readers")
    os.makedirs(folder)
    source, out, made = (os.path.join(folder, name) for name in ("notes.rot", "notes.pdf", "notes.json"))
    program = os.path.join(folder, "unrot")

    def config(name, command):
        path = os.path.join(folder, name)
        Case.write(path, b"[readers]\n" + (f"rot = {command}\n" if command else "").encode())
        return ["--config", path]

    with open(os.path.join(ROOT, "examples", "missiles.txt"), "rb") as file:
        Case.write(source, file.read().translate(bytes.maketrans(b"aeiou", b"eioua")))
    Case.write(program, b"#!/bin/sh\nexec tr eioua aeiou <\"$1\"\n")
    os.chmod(program, 0o755)
    named = config("named.ini", program + " {}")
    for path in (out, made):
        done = tool.run(source, *named, "-o", path)
        checks.ok("readers: made", done.returncode == 0, done.stderr)
    document = json.load(open(made, encoding="utf-8"))["documents"][0]
    checks.ok("readers: the briefing names the program, not its folder", document.get("reader") == "unrot" and folder not in json.dumps(document), document)

    def verdict(name, briefing, flags, code, *said):
        got, report = tool.verify(briefing, folder, *flags)
        told = json.dumps(report.get("unread", [])) if code == MISSING else json.dumps(report)
        checks.ok(f"readers: {name}", got == code and all(s in told for s in said), (got, report))
        return report

    for briefing in (out, made):
        report = verdict("the same program", briefing, named, EXACT)
        checks.ok("readers: and made again", report.get("made_again") and not report["unread"], report)
        verdict("no program named", briefing, config("none.ini", None), MISSING, "notes.rot", "'unrot'", "precis.ini")
        verdict("a program that is not there", briefing, config("gone.ini", program + "-gone {}"), MISSING, "notes.rot", "unrot-gone")
        verdict("a program that fails", briefing, config("fails.ini", "false {}"), MISSING, "notes.rot", "'false'")
        other = config("other.ini", "tr eioux aeiou")
        verdict("a program that writes another text", briefing, other, MISSING, "writes another text", "'unrot'")
        verdict("a program under another path", briefing, config("moved.ini", f"sh {program} {{}}"), EXACT)
    plain = os.path.join(folder, "plain.txt")
    shutil.copy(os.path.join(ROOT, "examples", "missiles.txt"), plain)
    tool.run(plain, "-o", out)
    Case.write(os.path.join(folder, "txt.ini"), b"[readers]\ntxt = tr a b\n")
    verdict("what was read without is read without", out, ["--config", os.path.join(folder, "txt.ini")], EXACT)
    tool.run(source, *named, "-o", out)
    os.rename(source, source + ".old")
    verdict("renamed: by the name it had", out, named, EXACT)
    Case.write(source + ".old", read(source + ".old")[:-9] + b"otherwise")
    verdict("a changed source is no matter of programs", out, named, MISSING)
    os.rename(source + ".old", source)
    verdict("a changed source of the name", out, named, DIFFERS, "documents[0].sha256")


def check_pages(checks, tool, folder):
    """A converter's form feeds end the pages of its document: notes name the page, and verify knows it."""
    folder = os.path.join(folder, "pages")
    os.makedirs(folder)
    source, out, made = (os.path.join(folder, name) for name in ("book.leaf", "book.pdf", "book.json"))
    named = ["--config", os.path.join(folder, "leaf.ini")]
    Case.write(named[1], b"[readers]\nleaf = tr | '\\f'\n")
    paragraphs = texts.BOXES.strip().split("\n\n")
    leaves = ["\n\n".join(paragraphs[i:i + 2]) + "\n" for i in range(0, len(paragraphs), 2)]
    Case.write(source, "|".join(leaves).encode())
    for path in (out, made):
        done = tool.run(source, *named, "-o", path)
        checks.ok("pages: made", done.returncode == 0, done.stderr)
        code, report = tool.verify(path, folder, *named)
        checks.ok("pages: verifies", code == EXACT and report["made_again"], report)
    brief = json.load(open(made, encoding="utf-8"))
    for kind in ("summary", "quotes", "figures", "dates"):
        for item in brief[kind]:
            good = item["line"] == 0 and item["text"] in leaves[item.get("page", 0) - 1]
            checks.ok(f"pages: {kind}: {item['text'][:30]!r} is on its page", good, item)
    told = re.findall(r"page (\d+): .(.*?)…?\W", " ".join(pages_text(out, 1).decode().split()))
    checks.ok("pages: notes name them", len(told) > 3 and all(words in " ".join(leaves[int(n) - 1].split()) for n, words in told), told)
    brief["summary"][1]["page"] += 1
    Case.write(made, json.dumps(seal(brief), ensure_ascii=False).encode())
    code, report = tool.verify(made, folder, *named, "--quick")
    good = code == DIFFERS and any(d["where"] == "summary[1].page" for d in report["differences"])
    checks.ok("pages: another page is found", good, report)


def check_signatures(checks, tool, folder):
    folder = os.path.join(folder, "signatures")
    name, bytes_ = texts.document(11)
    case = Case(tool, folder, name, bytes_, [])
    key = os.path.join(folder, "own.key")
    checks.ok("keygen", tool.run("keygen", "-o", key).returncode == 0 and os.stat(key).st_mode & 0o777 == 0o600)
    first = read(key)
    checks.ok("keygen writes over no key", tool.run("keygen", "-o", key).returncode == 9 and read(key) == first)
    checks.ok("two keys differ", tool.run("keygen", "-o", key + "2").returncode == 0 and read(key + "2") != first)
    checks.ok("signed", tool.run("sign", case.pdf, "--key", key).returncode == 0)
    signature = read(case.pdf + ".sig")
    tool.run("sign", case.pdf, "--key", key)
    checks.ok("signing again gives the same", read(case.pdf + ".sig") == signature)
    signer = ["--signer", key + ".pub"]
    code, report = tool.verify(case.pdf, case.source, *signer)
    checks.ok("signed by the key", code == EXACT and report.get("signed"), report)
    text = read(key + ".pub").decode().split()[1]
    code, report = tool.verify(case.pdf, case.source, "--signer", text)
    checks.ok("the key's text will do", code == EXACT and report.get("signed"), report)

    def fails(what, *flags):
        code, report = tool.verify(case.pdf, case.source, *flags)
        good = code == DIFFERS and not report.get("signed") and any(d["where"] == "signature" for d in report["differences"])
        checks.ok(f"signature: {what}", good, (code, report))
    fails("another key", "--signer", key + "2.pub")
    done = tool.run("verify", case.pdf, "--signer", "nonsense")
    checks.ok("signature: neither a key nor a file", done.returncode == MISSING and b"nonsense" in done.stderr, done.stderr)
    fails("a key of another kind", "--signer", "A" * 43 + "=")
    Case.write(case.pdf + ".sig", signature[:-9] + b"\n")
    fails("a cut signature", *signer)
    swapped = signature.replace(signature[-12:-11], b"A" if signature[-12:-11] != b"A" else b"B")
    Case.write(case.pdf + ".sig", swapped)
    fails("a changed signature", *signer)
    os.remove(case.pdf + ".sig")
    fails("no signature", *signer)
    tool.run("sign", case.json, "--key", key, "-o", case.pdf + ".sig")
    fails("another file's signature", *signer)
    os.chmod(key, 0o644)
    done = tool.run("sign", case.pdf, "--key", key)
    checks.ok("a key that others can read is not used", done.returncode == MISSING and b"chmod 600" in done.stderr, done.stderr)
    done = tool.run("sign", case.pdf, "--key", key + ".pub")
    checks.ok("a public key does not sign", done.returncode != 0, done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--changes", type=int, default=48)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="work in this folder, and leave it")
    parser.add_argument("--verapdf", action="store_true", help="hold each PDF against its standards")
    args = parser.parse_args()
    checks, tool, r = Tally(), Tool(args.precis), random.Random(args.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        os.makedirs(os.path.join(folder, "documents"), exist_ok=True)
        paths, step = [], 1 if args.documents > 20 else 4  # all of them in a thorough run
        for name in sorted(os.listdir(os.path.join(ROOT, "tests", "documents")))[::step]:
            paths.append(shutil.copy(os.path.join(ROOT, "tests", "documents", name), os.path.join(folder, "documents")))
        for form in ("html", "mail", "office"):
            read_cases = os.path.join(ROOT, "tests", "cases", "read", form)
            for name in sorted(os.listdir(read_cases))[::step]:
                if name.endswith((".html", ".eml", ".mbox", ".docx", ".odt", ".epub")):
                    paths.append(shutil.copy(os.path.join(read_cases, name), os.path.join(folder, "documents")))
        for n in range(args.documents):
            name, bytes_ = texts.document(args.seed * 1000 + n)
            paths.append(os.path.join(folder, "documents", name))
            Case.write(paths[-1], bytes_)
        conformance = Conformance(os.path.join(folder, "verapdf")) if args.verapdf else None
        for i, path in enumerate(paths):
            check_document(checks, tool, folder, path, ["-t", templates()[i % len(templates())], *SIZES[i % len(SIZES)]], conformance)
        for _ in range(max(2, len(paths) // 20)):
            check_several(checks, tool, folder, r.sample(paths, r.randrange(2, 5)))
        check_missing(checks, tool, folder)
        check_no_library(checks, tool, folder)
        check_signatures(checks, tool, folder)
        check_converted(checks, tool, folder)
        check_readers(checks, tool, folder)
        check_pages(checks, tool, folder)
        check_explained(checks, tool, folder)
        check_boxes(checks, tool, folder)
        check_scripts(checks, tool, folder)
        check_changes(checks, tool, folder, args.changes, args.seed)
        if conformance:
            conformance.check(checks)
            print(f"veraPDF: {len(conformance.names)} documents, each against 3a and ua1, and without attachment against 2a and ua1")
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
