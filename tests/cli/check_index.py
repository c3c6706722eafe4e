#!/usr/bin/env python3
"""index.html of a batch as a browser shows it, and index.pdf as it is printed: every title, bottom line, name, status and reason
is there to be read and found, every link leads to a briefing, and no name or title of a document gets out of its element.

usage: check_index.py --precis BUILD/precis [--keep FOLDER]

veraPDF holds index.pdf against PDF/A and PDF/UA. Chromium reads the page: its DOM after all scripts that it would run, its text as printed. A browser that is
missing is a failure.
"""
import argparse
import base64
import hashlib
import html
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "batch"))
sys.path.insert(2, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from check_html import Page, contrast  # noqa: E402
from documents import document  # noqa: E402
from tally import Tally  # noqa: E402

MARK = "ran-a-script"
RUN = f"document.documentElement.dataset.{MARK.replace('-a-', '').replace('-', '')}='{MARK}'"
SCRIPT = f"<script>{RUN}</script>"
# What a name or a title may try: to close its element, its attribute, the style, the page; to be a scheme; to load and run.
TITLES = {
    "script": SCRIPT,
    "closing": f"</a></th></table></style></title>{SCRIPT}",
    "quotes": f"\" onfocus=\"{RUN}\" autofocus=\" ' onmouseover='{RUN}'",
    "image": f"<img src=x onerror=\"{RUN}\"><svg onload=\"{RUN}\">",
    "entities": "&lt;script&gt; &amp;amp; &#60;b&#62; &quot",
    "comment": "<!-- ]]> --!> <![CDATA[ <plaintext>",
    "turned": "The harbour \u202egnp.exe\u202c report \u2066left open",
    "arabic": "تقرير الميناء الجديد",
}
NAMES = [
    f"<img src=x onerror={RUN.replace('/', '')}>.txt".encode(),
    b"\"'quotes\" onfocus=x autofocus='.txt",
    b"new\nline\r\ttab.txt",
    "turned\u202etxt.exe.txt".encode(),
    b"not-utf8-\xff\xfe.txt",
    b"not-utf8-\xfd\xfe.txt",
    b"javascript:alert(1).txt",
    b"percent%41?query#fragment&amp; space.txt",
    "Umlaut-ä-漢字.txt".encode(),
    b"\x7f\x1b[31mred.txt",
    b"https:/a.example/b.txt",
]
STATES = {"done": "Done", "failed": "Failed", "pending": "Not done"}  # in the order of the page
FOLLOWED = (b"new\nline\r\ttab.txt", b"not-utf8-\xff\xfe.txt", b"percent%41?query#fragment&amp; space.txt")


class Checks(Tally):
    def __init__(self, precis, folder, paints):
        super().__init__()
        self.precis, self.folder, self.paints = os.path.abspath(precis), folder, paints

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, path, data):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())

    def batch(self, *words):
        return subprocess.run([self.precis, "batch", *words], capture_output=True, timeout=300, cwd=self.folder)

    def browse(self, page, *flags):
        """page: a path or an address."""
        address = page if page.startswith("file:") else "file://" + urllib.request.pathname2url(page)
        return subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                               "--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={self.path('browser')}", *flags, address],
                              capture_output=True, timeout=120)

    def dom(self, page):
        return self.browse(page, "--dump-dom").stdout.decode("utf-8", "replace")


def quoted(name):
    """As precis quotes a name in its messages."""
    shown = ""
    for ch in name.decode("utf-8", "surrogateescape"):
        unsafe = ch < " " or "\x7f" <= ch <= "\x9f" or ch in "\u200e\u200f\u061c\u2028\u2029" or "\u202a" <= ch <= "\u202e" or \
            "\u2066" <= ch <= "\u2069" or "\udc80" <= ch <= "\udcff"
        shown += "".join(f"\\x{b:02x}" for b in ch.encode("utf-8", "surrogateescape")) if unsafe else ch
    return shown


def flat(text):
    return re.sub(r"\s+", "", text)


def manifest(folder):
    with open(os.path.join(folder, "manifest.jsonl"), "rb") as file:
        rows = [json.loads(line) for line in file.read().split(b"\n")[:-1]]
    for row in rows:
        for key in ("path", "output"):
            if key in row:
                row[key] = bytes.fromhex(row[key + "_hex"]) if key + "_hex" in row else row[key].encode()
    return rows


def rows_of(dom):
    """The table rows of the page: (class, text, the addresses of its links)."""
    rows = []
    for row in re.findall(r"<tr class=.*?</tr>", dom, re.S):
        page = Page(row)
        rows.append((page.all("tr")[0]["class"], page.all("tr")[0]["text"], [e["href"] for e in page.all("a")]))
    return rows


def leads_to(page, reference):
    address = urllib.parse.urljoin("file://" + urllib.request.pathname2url(page), reference)
    return urllib.parse.unquote_to_bytes(urllib.parse.urlsplit(address).path)


def check_rows(c, name, out, dom):
    rows, shown = manifest(out), rows_of(dom)
    wanted = [r for state in STATES for r in rows if r["status"] == state]
    c.ok(f"{name}: a row a document, the failed ones behind", [s[0] for s in shown] == [r["status"] for r in wanted], [s[0] for s in shown])
    for row, (_, text, links) in zip(wanted, shown):
        path = row["path"]
        c.ok(f"{name}: the name of {path!r}", flat(quoted(path)) in flat(text), text)
        c.ok(f"{name}: the status of {path!r}", text.endswith(STATES[row["status"]]), text)
        if row["status"] == "done":
            c.ok(f"{name}: title and bottom line of {path!r}", all(flat(row[k]) in flat(text) for k in ("title", "bottom_line")), text)
            whole = [leads_to(os.path.join(out, "index.html"), link) for link in links]
            c.ok(f"{name}: the link of {path!r}", whole == [os.fsencode(out) + b"/" + row["output"]] and os.path.isfile(whole[0]), (links, whole))
        elif row["status"] == "failed":
            c.ok(f"{name}: the reason of {path!r}", row["error"]["message"] in text and row["error"].get("hint", "") in text and not links, text)
    return rows


def check_page(c, name, out):
    """The page as the browser has it, as it prints it, and as it is without its policy."""
    path = os.path.join(out, "index.html")
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        text = file.read()
    c.ok(f"{name}: the page is UTF-8", not re.search(r"[\udc80-\udcff]", text))
    dom = c.dom(path)
    rows = check_rows(c, name, out, dom)
    page = Page(dom)
    tags = {e["tag"] for e in page.elements}
    c.ok(f"{name}: nothing that runs or loads", not tags & {"script", "link", "img", "svg", "iframe", "object", "form", "base"}, tags)
    odd = [k for e in page.elements for k in e if k.startswith("on") or k in ("style", "src", "autofocus")]
    c.ok(f"{name}: no attribute that runs or loads", not odd, odd)
    c.ok(f"{name}: one title, one h1", len(page.all("title")) == len(page.all("h1")) == 1 and page.all("title")[0]["text"] == "Briefings")
    policy = [html.unescape(e.get("content", "")) for e in page.all("meta") if e.get("http-equiv") == "Content-Security-Policy"]
    style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    sha = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    c.ok(f"{name}: the policy allows this style and nothing else",
         len(policy) == 1 and policy[0].startswith("default-src 'none'; style-src 'sha256-" + sha + "'"), (policy, sha))
    open_page = os.path.join(out, "open.html")
    c.write(open_page, re.sub(r"<meta http-equiv.*?>", "", text).encode("utf-8", "surrogateescape"))
    c.ok(f"{name}: no script runs, without the policy either", MARK not in re.search(r"<html.*?>", dom)[0] and
         MARK not in re.search(r"<html.*?>", c.dom(open_page))[0])
    c.ok(f"{name}: no control character", not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text))
    done = subprocess.run(["tidy", "-quiet", "-errors", "-utf8", path], capture_output=True, timeout=60)
    c.ok(f"{name}: tidy finds nothing", done.returncode == 0, done.stderr.decode("utf-8", "replace"))
    counts = re.sub(r"\s+", " ", page.all("p")[0]["text"])
    states = [r["status"] for r in rows]
    c.ok(f"{name}: counts", counts.startswith(f" {states.count('done')} done {states.count('failed')} failed"), counts)
    ids = {e["id"] for e in page.elements if "id" in e}
    c.ok(f"{name}: counts lead to their part", {e["href"][1:] for e in page.all("a") if e["href"].startswith("#")} == ids, ids)
    return rows, text


def check_printed(c, name, out, rows):
    """What is printed is what is seen: no text hidden by the style."""
    target = c.path("printed.pdf")
    c.browse(os.path.join(out, "index.html"), "--no-pdf-header-footer", f"--print-to-pdf={target}")
    text = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, timeout=60).stdout.decode("utf-8", "replace")
    wanted = [t for r in rows for t in (quoted(r["path"]), r.get("title", ""), r.get("bottom_line") or r["error"]["message"])]
    lost = [t for t in wanted if flat(t) not in flat(text)]
    c.ok(f"{name}: printed", wanted and not lost, (lost, text))


def links_of(pdf):
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"], capture_output=True, timeout=120).stdout
    return [m.decode() for m in re.findall(rb"/URI \((.*?)\)\n", plain)]


def text_of(pdf):
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, timeout=120).stdout.decode("utf-8", "replace")


def check_pdf(c, name, out, rows):
    """The printed index: all of it, by folder, with a link a briefing."""
    pdf = os.path.join(out, "index.pdf")
    text, folders = flat(text_of(pdf)), {}
    for row in rows:
        folders.setdefault(os.path.dirname(row["path"]), []).append(row)
    for row in rows:
        shown = quoted(os.path.basename(row["path"]))
        c.ok(f"{name}: index.pdf has the name of {row['path']!r}", flat(shown) in text, text)
        words = [row["bottom_line"]] if row["status"] == "done" else [row["error"]["message"], row["error"].get("hint", "")]
        c.ok(f"{name}: index.pdf says what {row['path']!r} says", all(flat(w) in text for w in words), words)
        turned = re.search(r"[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]", row.get("title", ""))
        c.ok(f"{name}: index.pdf has the title of {row['path']!r}", turned or flat(row.get("title", "")) in text, row)
    states = [r["status"] for r in rows]
    counted = [text.count(word) for word in ("Done", "Failed")]
    c.ok(f"{name}: index.pdf has each status", counted == [states.count("done"), states.count("failed")], counted)
    wanted = [os.fsencode(out) + b"/" + r["output"] for folder in sorted(folders) for r in folders[folder] if r["status"] == "done"]
    led = [leads_to(pdf, link) for link in links_of(pdf)]
    c.ok(f"{name}: index.pdf leads to each briefing, folder by folder", led == wanted, (led, wanted))
    if len(folders) > 3:
        entries = [flat(f"{quoted(f) if f else 'Top folder'} · {len(folders[f])}") for f in sorted(folders)]
        c.ok(f"{name}: index.pdf has its contents", all(e in text for e in entries), entries)


def check_conforming(c, *outs):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pdf", "verapdf.sh")
    done = subprocess.run(["sh", script, "2a,ua1", *[os.path.join(c.path(out), "index.pdf") for out in outs]], capture_output=True, timeout=300)
    c.ok("index.pdf conforms to PDF/A-2a and PDF/UA-1", done.returncode == 0 and done.stdout.count(b"PASS") == 2 * len(outs), done)


def write_manifest(c, name, count):
    """Of documents that never were: every twentieth failed."""
    with open(c.path(name), "w", encoding="utf-8") as file:
        for i in range(count):
            path = f"d{i // 200:03d}/doc{i:05d}.txt" if i else "a deep folder/" * 1100 + "end/doc.txt"  # more than a string of a PDF holds
            row = {"path": path, "sha256": "0" * 64}
            if i % 20 == 19:
                row.update(status="failed", error={"code": 5, "message": f"reason {i}", "hint": ""})
            else:
                row.update(status="done", output=path + ".pdf", output_sha256="0" * 64, title=f"The harbour and its piers, {i}",
                           bottom_line=" ".join([f"Line {i}."] + [f"The board approved the plan for pier {i} on Tuesday."] * 12))
            file.write(json.dumps(row) + "\n")


def check_many(c):
    """A bounded list, which says so, in a bounded memory."""
    peaks, pages = {}, {}
    for count in (1000, 10000):
        write_manifest(c, f"m{count}.jsonl", count)
        done = c.batch("--merge", f"m{count}.jsonl", "-o", f"m{count}")
        c.ok(f"{count}: merged", done.returncode == 4, done)
        peaks[count] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        pages[count] = text_of(c.path(f"m{count}", "index.pdf"))
    says = "Of 10000 documents 1000 are listed here: those that failed before others. All of them stand in index.html."
    c.ok("1000: all are listed", pages[1000].count("Done") == 950 and "are listed here" not in pages[1000], pages[1000][:300])
    c.ok("1000: a long path is cut, and its document is there", flat("a deep folder/end") in flat(pages[1000]) and "Line 0." in pages[1000])
    c.ok("10000: what is left out is said", flat(says) in flat(pages[10000]), pages[10000][:500])
    c.ok("10000: the failed ones are listed", pages[10000].count("Failed") == pages[10000].count("Done") == 500 and "reason 9999" in pages[10000])
    c.ok("10000: a long line is cut, and shows it", "\u2026" in pages[1000])
    c.ok("10000: at most 1.2 times the memory of 1000", peaks[10000] <= 1.2 * peaks[1000], peaks)


def paint(c, name, out, width):
    """A picture for the eye."""
    target = c.path(f"{name}-{width}.png")
    c.browse(os.path.join(out, "index.html"), f"--screenshot={target}", f"--window-size={width},1400", "--hide-scrollbars")


def write_ordinary(c):
    for i in range(6):
        c.write(c.path("plain", f"d{i % 3}", f"report-{i}.md"), f"# Report {i}: the harbour and its piers\n\n" + document(i))
    c.write(c.path("plain", "empty.txt"), "")
    c.write(c.path("plain", "d1", "picture.png"), b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def check_ordinary(c):
    write_ordinary(c)
    done = c.batch("plain", "-o", "plain-out")
    c.ok("plain: exit 4 with bad documents", done.returncode == 4, done)
    rows, text = check_page(c, "plain", c.path("plain-out"))
    check_printed(c, "plain", c.path("plain-out"), rows)
    check_pdf(c, "plain", c.path("plain-out"), rows)
    with open(c.path("plain-out", "index.pdf"), "rb") as file:
        pdf = file.read()
    for width in (1200, 480) if c.paints else ():
        paint(c, "plain", c.path("plain-out"), width)
    c.batch("plain", "-o", "plain-out")
    with open(c.path("plain-out", "index.html"), encoding="utf-8") as file:
        c.ok("plain: the same when nothing was to do", file.read() == text)
    with open(c.path("plain-out", "index.pdf"), "rb") as file:
        c.ok("plain: index.pdf the same when nothing was to do", file.read() == pdf)


def check_hostile(c):
    for name, title in TITLES.items():
        c.write(c.path("hostile", name + ".html"), "<!DOCTYPE html><html><head><title>" + html.escape(title) + "</title></head><body><h1>" +
                html.escape(title) + "</h1>" + "".join(f"<p>{p}</p>" for p in document(len(name)).split("\n\n")[1:]) + "</body></html>")
    for i, name in enumerate(NAMES):
        path = os.path.join(os.fsencode(c.path("hostile")), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        for ending, data in ((b"", document(100 + i).encode()), (b".empty", b"")):
            with open(path + ending, "wb") as file:
                file.write(data)
    done = c.batch("hostile", "-o", "hostile-out", "--format", "html")
    c.ok("hostile: run", done.returncode == 4, done)
    rows, _ = check_page(c, "hostile", c.path("hostile-out"))
    states = [r["status"] for r in rows]
    c.ok("hostile: all of them", states.count("done") == len(TITLES) + len(NAMES) and states.count("failed") == len(NAMES), states)
    titles = {flat(r["title"]) for r in rows if "title" in r}
    lost = [t for t in TITLES.values() if flat(t) not in titles]
    c.ok("hostile: the titles came through", not lost, (lost, titles))
    check_pdf(c, "hostile", c.path("hostile-out"), rows)
    if c.paints:
        paint(c, "hostile", c.path("hostile-out"), 1200)
    check_followed(c, c.path("hostile-out"), rows)


def check_followed(c, out, rows):
    """The browser itself finds the briefings behind the worst of names."""
    with open(os.path.join(out, "index.html"), encoding="utf-8", errors="replace") as file:
        links = {leads_to(os.path.join(out, "index.html"), link): link for _, _, found in rows_of(file.read()) for link in found}
    followed = [r for r in rows if r["path"] in FOLLOWED]
    c.ok("hostile: some to follow", len(followed) == len(FOLLOWED), followed)
    for row in followed:
        link = links.get(os.fsencode(out) + b"/" + row["output"], "")
        dom = c.dom(urllib.parse.urljoin("file://" + urllib.request.pathname2url(os.path.join(out, "index.html")), link))
        c.ok(f"hostile: followed to {row['path']!r}", link and row["title"] in html.unescape(dom), dom[:300])


def check_unfinished(c):
    """A shard that was merged before its end: what is missing is told."""
    with open(c.path("plain-out", "manifest.jsonl"), encoding="utf-8") as file:
        lines = file.read().splitlines(keepends=True)
    lines[0] = json.dumps({"path": json.loads(lines[0])["path"], "status": "pending"}) + "\n"
    c.write(c.path("unfinished.jsonl"), "".join(lines))
    shutil.copytree(c.path("plain-out"), c.path("unfinished-out"))
    c.batch("--merge", "unfinished.jsonl", "-o", "unfinished-out")
    with open(c.path("unfinished-out", "index.html"), encoding="utf-8") as file:
        text = file.read()
    check_rows(c, "unfinished", c.path("unfinished-out"), text)
    counts = Page(text).all("p")[0]["text"].split("\n")
    c.ok("unfinished: counts", counts == ["", "5 done", "2 failed", "1 not done", ""], counts)


def check_browser(c):
    """The marker shows when a script does run: else its absence would mean nothing."""
    c.write(c.path("control.html"), f"<!DOCTYPE html><title>x</title><p>{SCRIPT}")
    c.ok("the browser runs scripts", MARK in re.search(r"<html.*?>", c.dom(c.path("control.html")) or "<html>")[0])


def check_contrast(c):
    with open(c.path("plain-out", "index.html"), encoding="utf-8") as file:
        css = re.search(r"<style>(.*?)</style>", file.read(), re.S)[1]
    schemes = [dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", block)) for block in re.findall(r":root\{(.*?)\}", css)]
    c.ok("contrast: day, night and paper", len(schemes) == 3 and "prefers-color-scheme:dark" in css and "@page" in css, len(schemes))
    c.ok("no url in the style", "url(" not in css and "@import" not in css)
    for n, scheme in enumerate(schemes):
        for ink in ("ink", "accent", "grey", "alarm"):
            for ground in ("ground", "warn"):
                value = contrast(scheme[ink], scheme[ground])
                c.ok(f"contrast: {ink} on {ground}, {n}", value >= 4.5, value)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--keep", help="leave the pages and their pictures in this folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        c = Checks(args.precis, os.path.abspath(args.keep or scratch), bool(args.keep))
        os.makedirs(c.folder, exist_ok=True)
        check_many(c)  # first: the largest child so far is one of its own
        check_browser(c)
        check_ordinary(c)
        check_unfinished(c)
        check_hostile(c)
        check_conforming(c, "plain-out", "hostile-out", "unfinished-out")
        check_contrast(c)
    print(f"{c.passed} passed, {c.failed} failed")
    sys.exit(bool(c.failed))


if __name__ == "__main__":
    main()
