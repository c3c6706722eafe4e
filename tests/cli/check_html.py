#!/usr/bin/env python3
"""HTML and plain text as a browser and a mail program see them: valid, self-contained, every extract leading back to its place,
every number to its note and back, no text that gets out of its element; no line over 72 columns.

usage: check_html.py --precis BUILD/precis [--keep FOLDER]

A validator that is missing is a failure.
"""
import argparse
import base64
import glob
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tally import Tally  # noqa: E402
DOCUMENTS = sorted(glob.glob(os.path.join(HERE, "..", "documents", "*.*")))
VOID = {"meta", "br", "link", "hr", "img"}
ENDS_ITSELF = {"li", "p", "dt", "dd", "tr", "td", "th"}

HOSTILE = """</style><script>alert(1)</script> & <b onclick="x()">bold</b>

The council of Ardmore voted on 3 May 2021 to close the "</style><script>fetch('http://a.example')</script>" bridge for repairs.
The work will cost &lt;$4.2 million&gt; & take "eighteen" months, said Ines Calder, who chairs the <council>. About 3,400 people
use the bridge each day, and <img src=x onerror=alert(1)> none of them was asked. From March to June the ferry sails every hour.

From the first day on, the ferry was late. > It was said that \u202eno one\u202c had told the crew, and -- as Ines Calder put it --
nobody will. A ]]> and a <!-- comment --> stand here, and so do ' and " and ` as well as \u2028 a separator of lines.

"We will see the bridge whole again before the year is out, whatever it takes of us," said Ines Calder. Opponents say that the
money would be better spent on roads. The engineers found that 14 of the 19 piers need no repair at all this year.
"""

ARABIC = ("قال مجلس الميناء يوم الثلاثاء إنه وافق على بناء رصيف جديد. وقال المهندسون إن العمل سيبدأ في شهر مارس من العام المقبل. "
          "ورحب الصيادون بالقرار بعد سنوات طويلة من الانتظار.\n")
WIDE = """北朝鮮は先月、弾道ミサイルを三発発射した。日本政府は厳重に抗議したと発表した。国連安全保障理事会は緊急会合を開くことを決めた。
専門家は新型の可能性があると述べた。発射は午前七時ごろに行われ、落下地点は排他的経済水域の外と推定されるという情報が関係省庁から報告されている。

The word Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft is longer than any line of a mail may be.
The survey of the district counted 166 households, 12 farms and 🐑🐑🐑 sheep in the year 2020, more than ever before in the valley.
"""


class Page(html.parser.HTMLParser):
    """Elements with their attributes and their whole text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.style, self.doctype = [], [], "", ""
        self.feed(text)
        self.close()

    def handle_decl(self, decl):
        self.doctype = decl

    def handle_starttag(self, tag, attributes):
        element = {"tag": tag, "text": "", **dict(attributes)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag):
        return [e for e in self.elements if e["tag"] == tag]


class Checks(Tally):
    def __init__(self, precis, folder):
        super().__init__()
        self.precis, self.folder = precis, folder

    def make(self, form, sources, *flags):
        done = subprocess.run([self.precis, *sources, "--format", form, "-o", "-", *flags], capture_output=True, timeout=120)
        return done.returncode, done.stdout.decode("utf-8")

    def text_of(self, source):
        return subprocess.run([self.precis, "inspect", source, "--stage", "text"], capture_output=True, timeout=120).stdout

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


def check_valid(c, name, text):
    path = c.write("page.html", text)
    done = subprocess.run(["tidy", "-quiet", "-errors", "-utf8", path], capture_output=True, timeout=60)
    c.ok(f"{name}: tidy finds nothing", done.returncode == 0, done.stderr.decode("utf-8", "replace"))


def check_closed(c, name, page, text):
    """Nothing is loaded and nothing runs; the one style is the one that the policy allows."""
    tags = {e["tag"] for e in page.elements}
    c.ok(f"{name}: nothing that runs or loads", not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "b-"}, tags)
    odd = [k for e in page.elements for k in e if k.startswith("on") or k in ("style", "src", "srcset", "action")]
    c.ok(f"{name}: no attribute that runs or loads", not odd, odd)
    c.ok(f"{name}: links stay on the page", all(e["href"].startswith("#") for e in page.all("a")), [e["href"] for e in page.all("a")][:3])
    policy = [e.get("content", "") for e in page.all("meta") if e.get("http-equiv") == "Content-Security-Policy"]
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    sha = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() if style else ""
    c.ok(f"{name}: the policy allows this style and nothing else", len(policy) == 1 and policy[0].startswith("default-src 'none'; style-src 'sha256-")
         and sha in policy[0] and len(page.all("style")) == 1, (policy, sha))
    c.ok(f"{name}: no url in the style", style and "url(" not in style[1] and "@import" not in style[1])


def check_places(c, name, page, brief, texts):
    """An element with data-start is what stands there, and all of the summary is on the page."""
    placed = [e for e in page.elements if "data-start" in e]
    wrong = [e for e in placed
             if texts[int(e["data-document"])][int(e["data-start"]):int(e["data-end"])].decode("utf-8", "replace") != e["text"]]
    c.ok(f"{name}: extracts are what stands at their place", placed and not wrong, wrong[:1])
    have = {(int(e["data-document"]), int(e["data-start"]), int(e["data-end"])) for e in placed}
    lost = [s["text"] for s in brief["summary"] if (s["document"], s["start"], s["end"]) not in have]
    c.ok(f"{name}: the whole summary is there", not lost, lost[:1])
    lines = {}
    for e in placed:
        lines.setdefault((int(e["data-document"]), int(e["data-start"])), set()).add(int(e.get("data-line", 0)))
    wrong = [(s["text"], s["line"]) for s in brief["summary"] if lines.get((s["document"], s["start"]), set()) | {0} != {s["line"], 0}]
    c.ok(f"{name}: lines", not wrong, wrong[:1])


def check_content(c, name, page, brief):
    printed = [f for f in brief["figures"] if f.get("printed")]
    c.ok(f"{name}: a row a figure", len([e for e in page.all("th") if e.get("scope") == "row"]) >= len(printed), len(printed))
    pulled = [q["text"].rstrip(",") for q in brief["quotes"] if q.get("pull")]
    c.ok(f"{name}: quotations pulled", pulled == [e["text"] for e in page.all("blockquote")], pulled)
    times = [(e["datetime"], e["text"]) for e in page.all("time") if "datetime" in e]
    dates = {(d["iso"], d["text"]) for d in brief["dates"] if d.get("printed")}
    c.ok(f"{name}: machines read whole dates", all(re.fullmatch(r"\d{4}-\d\d-\d\d", t[0]) and t in dates for t in times) and
         len(times) == len([d for d in dates if re.fullmatch(r"\d{4}-\d\d-\d\d", d[0])]), times)
    terms = [t["text"] for t in brief["terms"] if t.get("printed")]
    shown = [e["text"] for e in page.all("section") if e.get("class") == "terms"]
    c.ok(f"{name}: terms", not terms or (len(shown) == 1 and all(t in shown[0] for t in terms)), terms)


def check_links(c, name, page, mode):
    ids = [e["id"] for e in page.elements if "id" in e]
    c.ok(f"{name}: ids are told apart", len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1][:3])
    dead = [e["href"] for e in page.all("a") if e["href"][1:] not in ids]
    c.ok(f"{name}: links lead somewhere", not dead, dead[:3])
    references = [e for e in page.all("a") if e.get("role") == "doc-noteref"]
    notes = [e for e in page.all("li") if re.fullmatch(r"note-\d+", e.get("id", ""))]
    used = {e["href"][1:] for e in references}
    c.ok(f"{name}: notes and numbers are one to one", used == {e["id"] for e in notes} and (mode == "none") == (not notes), (used, len(notes)))
    back = {e["href"][1:] for e in page.all("a") if e.get("role") == "doc-backlink"}
    c.ok(f"{name}: and back", back == {e["id"] for e in references}, back ^ {e["id"] for e in references})
    order = list(dict.fromkeys(int(e["text"]) for e in references))
    c.ok(f"{name}: numbered as they are read", order == sorted(order), order)


def check_page(c, name, sources, mode, *flags):
    code, text = c.make("html", sources, "--sources", mode, *flags)
    _, raw = c.make("json", sources, *flags)
    c.ok(f"{name}: made", code == 0 and raw, code)
    if code or not raw:
        return
    brief, page = json.loads(raw), Page(text)
    root = page.all("html")[0]
    c.ok(f"{name}: language and direction", root.get("lang") == brief.get("language", root.get("lang")) and root.get("dir") == "ltr", root.get("lang"))
    c.ok(f"{name}: one title, one h1", len(page.all("h1")) == 1 and page.all("title")[0]["text"], page.doctype)
    check_valid(c, name, text)
    check_closed(c, name, page, text)
    check_places(c, name, page, brief, [c.text_of(s) for s in sources])
    check_content(c, name, page, brief)
    check_links(c, name, page, mode)
    if mode == "full":
        spoken = [e for e in page.all("section") if e.get("class") == "full"]
        whole = "".join(c.text_of(s).decode() for s in sources)
        c.ok(f"{name}: the whole text", spoken and all(w in spoken[0]["text"] for w in whole.split()))
    if mode in ("full", "context"):
        marked = "".join(e["text"] for e in page.all("mark"))
        c.ok(f"{name}: what is printed is marked", all(re.sub(r"\s", "", s["text"]) in re.sub(r"\s", "", marked) for s in brief["summary"]))


def check_direction(c):
    """Read from the side that its words are read from, as the pages are, whatever the language is called."""
    for language in ("ar", "en"):
        code, text = c.make("html", [c.write("port.txt", ARABIC)], "--lang", language)
        root = Page(text).all("html")[0] if code == 0 else {}
        c.ok(f"direction, {language}", root.get("dir") == "rtl", (code, root))


def check_explained(c, source):
    """Why each sentence was chosen: a row each, in HTML and in text, of what the JSON has."""
    check_page(c, "explained", [source], "list", "--explain")
    check_text(c, "explained", [source], "--explain")
    brief = json.loads(c.make("json", [source], "--explain")[1])
    choices = brief["explanation"]["choices"]
    page, plain = Page(c.make("html", [source], "--explain")[1]), Page(c.make("html", [source])[1])
    section = [e for e in page.all("section") if e.get("class") == "explanation"]
    rows = [e for e in page.elements if re.fullmatch(r"choice-\d+", e.get("id", ""))]
    c.ok("explained: a row a choice", len(section) == 1 and len(rows) == len(choices) > 3, (len(rows), len(choices)))
    flat = re.sub(r"\s", "", c.make("text", [source], "--explain")[1])
    for row, choice in zip(rows, choices):
        beaten = choice.get("beaten", {})
        score = f'{int(choice["score"] * 100 + 0.5) / 100:.2f}'
        told = beaten.get("text", "") if "choice" not in beaten else str(beaten["choice"] + 1)
        good = choice["text"] in row["text"] and score in row["text"] and told in row["text"]
        c.ok("explained: the row says it", good, (row["text"], choice))
        good = all(re.sub(r"\s", "", t) in flat for t in (choice["text"], score, told))
        c.ok("explained: so does the text", good, choice)
    c.ok("explained: only where asked for", not [e for e in plain.all("section") if e.get("class") == "explanation"])


def check_hostile(c):
    source = c.write("x\x01<i>y.txt", HOSTILE)
    flags = ["--title", "</title><script>alert('\x07\x1b[31m')</script>\"", "--author", "\"><b>\u202e", "--banner", "<marquee>"]
    check_page(c, "hostile", [source], "full", *flags)
    _, text = c.make("html", [source], *flags)
    c.ok("hostile: no control character", not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text))
    c.ok("hostile: no way out", "<script" not in text and "<marquee" not in text and "<b>\u202e" not in text and text.count("</style>") == 1)
    css = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    c.ok("hostile: directions end with their extract", re.search(r"\[data-start\],bdi\{unicode-bidi:isolate", css))


def luminance(color):
    color = color.lstrip("#")
    color = "".join(2 * x for x in color) if len(color) == 3 else color
    parts = [int(color[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def check_contrast(c):
    _, text = c.make("html", DOCUMENTS[:1])
    css = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    schemes = [dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", block)) for block in re.findall(r":root\{(.*?)\}", css)]
    c.ok("contrast: day, night and paper", len(schemes) == 3 and "prefers-color-scheme:dark" in css and "@page" in css, len(schemes))
    for n, scheme in enumerate(schemes):
        for ink in ("ink", "accent", "grey", "alarm"):
            for ground in ("ground", "tint", "second"):
                value = contrast(scheme[ink], scheme[ground])
                c.ok(f"contrast: {ink} on {ground}, {n}", value >= 4.5, value)
        c.ok(f"contrast: ink on mark, {n}", contrast(scheme["ink"], scheme["mark"]) >= 4.5)


def columns(line):
    return sum(0 if unicodedata.category(ch) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in line)


def check_text(c, name, sources, *flags):
    code, text = c.make("text", sources, *flags)
    _, raw = c.make("json", sources, *flags)
    c.ok(f"text {name}: made", code == 0 and raw, code)
    if code or not raw:
        return
    long = [line for line in text.splitlines() if columns(line) > 72 and " " in line.strip()[2:]]
    c.ok(f"text {name}: 72 columns", not long, long[:1])
    marks = [line for line in text.splitlines() if re.match(r"From |>|-- $", line)]
    c.ok(f"text {name}: no line that mail takes for its own", not marks, marks)
    flat = re.sub(r"\s", "", text)
    lost = [s["text"] for s in json.loads(raw)["summary"] if re.sub(r"\s", "", s["text"]) not in flat]
    c.ok(f"text {name}: the whole summary is there", not lost, lost[:1])
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    notes = [int(n) for n in re.findall(r"^\[(\d+)\] (?:\(\d+\) )?\w+ \d+: ", text, re.M)]
    c.ok(f"text {name}: a note a number", notes == list(range(1, len(notes) + 1)) and set(notes) >= {n for n in numbers if n <= len(notes)}, (notes, numbers))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--keep", help="leave the page that was made last in this folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        os.makedirs(folder, exist_ok=True)
        c = Checks(args.precis, folder)
        modes = ("list", "context", "full", "none")
        for n, source in enumerate(DOCUMENTS):
            check_page(c, os.path.basename(source), [source], modes[n % len(modes)])
            check_text(c, os.path.basename(source), [source], "--sources", modes[n % 3])
        for mode in modes:
            check_page(c, f"several, {mode}", DOCUMENTS[-6:], mode, "--words", "600")
        check_text(c, "several", DOCUMENTS[-6:], "--words", "1500", "--sources", "context")
        for source in DOCUMENTS[::6]:
            check_explained(c, source)
        check_direction(c)
        check_hostile(c)
        check_text(c, "hostile", [c.write("hostile.txt", HOSTILE)], "--sources", "full")
        check_text(c, "wide", [c.write("wide.txt", WIDE)])
        check_contrast(c)
    print(f"{c.passed} passed, {c.failed} failed")
    sys.exit(bool(c.failed))


if __name__ == "__main__":
    main()
