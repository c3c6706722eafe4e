#!/usr/bin/env python3
"""What is asked for is done or refused with a word: names of outputs, dates, flags that a command has no use for, messages.

usage: check_usage.py --precis BUILD/precis
"""
import argparse
import base64
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_cli import OFFICE, TEXT, Checks  # noqa: E402

DOCUMENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents")


def output_names(c):
    """No briefing takes the place of another."""
    for name in ("W/a.txt", "W/a.md", "W/b.txt", "W/x/a.txt"):
        os.makedirs(os.path.dirname(c.path(name)), exist_ok=True)
        c.write(name, TEXT)
    c.refused("one name for two", 2, r"D/a\.txt: is the name of more than one briefing", "W/a.txt", "W/x/a.txt", "--output-dir", "D",
              "--format", "text")
    c.refused("one name for two kinds", 2, r"D/a\.json", "W/b.txt", "W/a.txt", "W/a.md", "--output-dir", "D", "--format", "json")
    c.refused("one alone ends with its own code", 9, r"a\.txt: error: is a source", "W/a.txt", "--output-dir", "W", "--format", "text")
    c.refused("and one that is missing", 5, r"none\.txt", "W/none.txt", "--output-dir", "W")
    c.ok("several with another", c.run("W/b.txt", "W/none.txt", "--output-dir", "D").returncode == 4)
    done = c.run("W/a.txt", "W/b.txt", "--output-dir", "D", "--format", "text")
    c.ok("different names", done.returncode == 0 and sorted(os.listdir(c.path("D"))) == ["a.txt", "b.pdf", "b.txt"], done.stderr)
    done = c.run("article.txt", "-o", "out.xyz")
    c.ok("an ending of no format", done.returncode == 0 and b"'.xyz' is the ending of no format; a PDF" in done.stderr, done.stderr)
    c.ok("counts under --strict", c.run("article.txt", "-o", "out.xyz", "--strict").returncode == 3)
    for name in ("out.PDF", "out"):
        done = c.run("article.txt", "-o", name)
        c.ok(f"{name} needs no word", done.returncode == 0 and b"ending" not in done.stderr and c.read(name).startswith(b"%PDF"), done.stderr)
    c.write("target.json", "{}")
    os.symlink("target.json", c.path("link.json"))
    done = c.run("article.txt", "-o", "link.json")
    c.ok("a link stays a link", done.returncode == 0 and os.path.islink(c.path("link.json")) and len(c.read("target.json")) > 9, done)
    c.write("closed.json", "{}")
    os.chmod(c.path("closed.json"), 0o444)
    os.chmod(c.folder, 0o777)
    anybody = {"user": 65534} if os.getuid() == 0 else {}
    done = subprocess.run([c.precis, "article.txt", "-o", "closed.json"], capture_output=True, cwd=c.folder, **anybody)
    c.ok("what may not be written is not replaced", done.returncode == 9 and c.read("closed.json") == b"{}" and
         b"closed.json: error: cannot be written: Permission denied" in done.stderr, done)
    c.write("private.json", "{}")
    os.chmod(c.path("private.json"), 0o600)
    c.run("article.txt", "-o", "private.json")
    c.ok("who may read an output stays", stat.S_IMODE(os.stat(c.path("private.json")).st_mode) == 0o600 and len(c.read("private.json")) > 9)
    c.write("house.ini", "base = brief\n")
    c.write("readers.ini", "[readers]\nxyz = cat {}\n")
    shutil.copy(os.path.join(OFFICE, "source", "screen.png"), c.path("logo.png"))
    for words in (["-t", "./house.ini"], ["--config", "readers.ini"], ["--logo", "logo.png"], ["--set", "masthead.logo=./logo.png"]):
        name = words[1].split("=")[-1]
        before = c.read(name)
        c.refused(f"over its own {words[0]} {name}", 9, r"is read by this command", "article.txt", *words, "--format", "pdf", "-o", os.path.basename(name))
        c.ok(f"{name} is as it was", c.read(name) == before)
    c.write("news", "an article of that name")
    c.ok("an installed template is no file of that name", c.run("article.txt", "-t", "news", "-o", "news").returncode == 0)


def dates(c):
    """Only days that there are; SOURCE_DATE_EPOCH is printed where no document has a date."""
    for day in ("2023-02-30", "2023-02-29", "1900-02-29", "0000-01-01", "2023-13-01", "2023-04-31", "20230401", "2023-4-1"):
        c.refused(f"--date {day}", 2, r"--date: '.*' is not a day of the calendar", "article.txt", "--date", day)
    done = c.run("pipe", feed=json.dumps({"id": 1, "text": TEXT, "date": "2023-02-30"}).encode())
    answer = json.loads(done.stdout)
    c.ok("pipe: a day that is none", done.returncode == 4 and "2023-02-30" in answer["error"]["message"], answer)
    page = ("article.txt", "--format", "html", "-o", "-")
    done = c.run(*page, "--date", "2024-02-29")
    c.ok("a leap day", done.returncode == 0 and b"2024-02-29" in done.stdout, done.stderr)
    c.ok("no date, none printed", b"<time" not in c.run(*page).stdout)
    done = c.run(*page, SOURCE_DATE_EPOCH="86400")
    c.ok("SOURCE_DATE_EPOCH is printed", done.returncode == 0 and b"1970-01-02" in done.stdout, done.stderr)
    done = c.run("article.txt", "--format", "json", "-o", "-", SOURCE_DATE_EPOCH="86400")
    brief = json.loads(done.stdout)
    c.ok("and is no date of the document", "date" not in brief["documents"][0] and not any("resolved" in d for d in brief["dates"]), brief["dates"])
    done = c.run(*page, "--date", "2001-02-03", SOURCE_DATE_EPOCH="86400")
    c.ok("--date goes before it", b"2001-02-03" in done.stdout and b"1970-01-02" not in done.stdout)
    c.write("dated.md", "---\ndate: 2011-12-13\n---\n\n" + TEXT)
    done = c.run("dated.md", "--format", "html", "-o", "-", SOURCE_DATE_EPOCH="86400")
    c.ok("the document's own goes before it", b"2011-12-13" in done.stdout and b"1970-01-02" not in done.stdout)
    done = c.run("article.txt", "dated.md", "--format", "html", "-o", "-", SOURCE_DATE_EPOCH="86400")
    c.ok("also where only one has a date", b"1970-01-02" not in done.stdout)
    c.run("article.txt", "-o", "epoch.json", SOURCE_DATE_EPOCH="86400")
    done = c.run("verify", "epoch.json")
    c.ok("verify makes the same again without it", done.returncode == 0 and b"made again" in done.stdout, done.stdout)
    for value in ("x", "-1", "12.5", "99999999999999"):
        done = c.run("article.txt", "-o", "never.pdf", SOURCE_DATE_EPOCH=value)
        c.ok(f"SOURCE_DATE_EPOCH={value}", done.returncode == 2 and b"SOURCE_DATE_EPOCH" in done.stderr and not os.path.exists(c.path("never.pdf")), done.stderr)
    done = c.run("batch", "W", "-o", "made", "--format", "html", SOURCE_DATE_EPOCH="86400")
    c.ok("batch prints it", done.returncode == 0 and b"1970-01-02" in c.read("made/b.txt.html"), done.stderr)
    done = c.run("batch", "W", "-o", "made", "--format", "html", SOURCE_DATE_EPOCH="172800")
    c.ok("and makes briefings again when it is another", b"1970-01-03" in c.read("made/b.txt.html"), done.stderr)


GERMAN = """Der Hafenrat hat am Dienstag nach zwei Jahren dem neuen Wellenbrecher zugestimmt. Das Vorhaben kostet vier Millionen und
dauert achtzehn Monate. Ingenieure beginnen im März mit einer Vermessung des Meeresbodens, und der Rat erwartet die ersten Steine vor dem Sommer.
"""


def heads(c):
    """A head's date: in words or digits, where it is certain which is the day; in front matter and before a memo."""
    iso = "2023-05-04"
    table = [("2023-05-04", iso, iso), ("2023-05-04T10:00:00Z", iso, iso), ("2023-05-04 10:00", iso, iso), ("4 July 2023", "2023-07-04", None), ("July 4, 2023", "2023-07-04", None),
             ("4. Mai 2023", None, iso), ("2023/05/04", iso, iso), ("04.05.2023", None, iso), ("4.5.2023", None, iso), ("04/05/2023", None, iso),
             ("25.05.2023", "2023-05-25", "2023-05-25"), ("05/25/2023", "2023-05-25", "2023-05-25"), ("05.05.2023", "2023-05-05", "2023-05-05"),
             ("2023-05", "2023-05", "2023-05"), ("July 2023", "2023-07", None), ("'July 4, 2023'", "2023-07-04", None), ("2023-02-30", None, None),
             ("30 February 2023", None, None), ("2023-05-04 to 2023-06-07", None, None), ("next week", None, None), ("1.2.3", None, None)]
    for written, english, german in table:
        for name, text, wanted in (("head.md", TEXT, english), ("kopf.md", GERMAN, german)):
            c.write(name, f"---\ntitle: A head\ndate: {written}\n---\n\n{text}")
            got = json.loads(c.run(name, "--format", "json", "-o", "-").stdout)["documents"][0].get("date")
            c.ok(f"{name}: date: {written}", got == wanted, got)
    for written, wanted in (("15 January 2024", "2024-01-15"), ("January 15, 2024", "2024-01-15"), ("Mon, 15 Jan 2024 10:00:00 +0100", "2024-01-15"), ("05/06/2024", None)):
        c.write("memo.txt", f"TO: All heads\nFROM: Ann Reed\nDATE: {written}\nSUBJECT: The wall\n\n{TEXT}")
        document = json.loads(c.run("memo.txt", "--format", "json", "-o", "-").stdout)["documents"][0]
        c.ok(f"memo: {written}", document.get("date") == wanted and document["author"] == "Ann Reed" and document["title"] == "The wall", document)


def front_matter(c):
    """The forms of YAML that people write over Markdown: title and author as its tools have them."""
    table = [("title: >\n  A long wall\n  and its pier", "A long wall and its pier", None), ("title: |-\n  The wall: a plan", "The wall: a plan", None),
             ("title: The wall # a draft", "The wall", None), ("title: 'The # wall' # a draft", "The # wall", None), ("title: C#, a wall", "C#, a wall", None),
             ('title: "The \\"old\\" wall"', 'The "old" wall', None), ("title: 'It''s a wall'", "It's a wall", None), ("title: 'A wall\n  and a pier'", "A wall and a pier", None),
             ('title: "Wall" and pier', '"Wall" and pier', None), ("author:\n  - Ann Reed\n  - Bo Lind", None, "Ann Reed, Bo Lind"),
             ("author:\n- Ann Reed # chair\n- 'Bo Lind'\ntitle: A wall", "A wall", "Ann Reed, Bo Lind"), ("author: [Ann Reed, 'Bo Lind']", None, "Ann Reed, Bo Lind"),
             ("authors:\n  - name: Ann Reed\n    affiliation: Harbour\n  - affiliation: Town\n    name: Bo Lind", None, "Ann Reed, Bo Lind"),
             ("author:\n  name: Ann Reed\n  email: ann@harbour.example", None, "Ann Reed"), ("tags:\n  - walls\n  - title: none\n# author: nobody", None, None)]
    for head, title, author in table:
        c.write("front.md", f"---\n{head}\n---\n\n{TEXT}")
        document = json.loads(c.run("front.md", "--format", "json", "-o", "-").stdout)["documents"][0]
        c.ok(f"front matter: {head!r}", (document.get("title"), document.get("author")) == (title, author), document)


def verify_several(c):
    """All briefings that are named are checked, a line each."""
    c.run("article.txt", "-o", "one.json")
    c.run("article.txt", "-o", "two.json", "--words", "60")
    c.write("false.json", c.read("two.json").replace(b"breakwater", b"breakwaxer"))
    done = c.run("verify", "one.json", "two.json")
    lines = done.stdout.decode().splitlines()
    c.ok("two exact ones", done.returncode == 0 and len(lines) == 2 and lines[0].startswith("one.json: exact") and lines[1].startswith("two.json: exact"), lines)
    for order in (("one.json", "false.json"), ("false.json", "one.json"), ("none.json", "false.json"), ("false.json", "none.json")):
        done = c.run("verify", *order)
        c.ok(f"{order}: 8", done.returncode == 8 and b"false.json: differs" in done.stdout, done)
    done = c.run("verify", "none.json", "one.json")
    c.ok("one that is not there: 5", done.returncode == 5 and b"one.json: exact" in done.stdout and b"none.json" in done.stderr, done)
    done = c.run("verify", "one.json", "false.json", "--format", "json")
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    c.ok("as JSON", [r["file"] for r in reports] == ["one.json", "false.json"] and [r["report"]["verdict"] for r in reports] == ["exact", "differs"], reports)
    done = c.run("verify", "one.json", "--format", "json")
    c.ok("one as JSON is its report", json.loads(done.stdout)["verdict"] == "exact", done)
    done = c.run("verify", "one.json", "--sources", "nowhere")
    c.ok("a place for sources that is not there", b"nowhere: warning" in done.stderr, done)
    c.refused("a signature of nobody", 2, r"--signature without --signer", "verify", "one.json", "--signature", "x.sig")
    c.refused("a key that is not there", 5, r"nofile.*No such file", "verify", "one.json", "--signer", "nofile")


def keys(c):
    c.run("keygen", "-o", "own")
    c.refused("a public key signs nothing", 5, r"own\.pub.*is a public key", "sign", "one.json", "--key", "own.pub")
    c.refused("keys are files", 2, r"keys are files", "keygen", "-o", "-")
    before = c.read("own")
    c.refused("over the secret key", 9, r"own.*is read by this command", "sign", "one.json", "--key", "own", "-o", "./own")
    c.ok("the secret key is as it was", c.read("own") == before)
    c.run("sign", "one.json", "--key", "own")
    key = c.read("own.pub").decode().strip()
    for signer in ("own.pub", key, key.split()[1]):
        done = c.run("verify", "one.json", "--signer", signer)
        c.ok(f"signed: {signer[:20]}", done.returncode == 0 and b"signed" in done.stdout, done)
    for cut in ("", "\n", "precis-public-key-1 ", key[:-9]):
        c.write("cut.pub", cut)
        done = c.run("verify", "one.json", "--signer", "cut.pub")
        c.ok(f"a key cut to {cut!r} is no leave to look away", done.returncode == 8 and b"no public key" in done.stdout, done)


def words(c):
    """A value is answered with what is allowed; a word that is nearly one with that."""
    for flag, value, allowed in (("--words", "x", "a whole number from 1"), ("--color", "foo", "auto, always or never"), ("--quotes", "-1", "a whole number"),
                                 ("--sources", "all", "none, list, context or full"), ("--from", "pdf", "text, markdown, html"),
                                 ("--format", "docx", "pdf, json, markdown, text or html"), ("--ratio", "0", "a percentage above 0"), ("--title", b"\xff", "text in UTF-8")):
        c.refused(f"{flag} {value}", 2, f"{flag}: '.*' is not {allowed}", "article.txt", flag, value)
    c.refused("an empty value", 2, r"--title needs a value", "article.txt", "--title", "")
    c.refused("pipe --format text", 2, r"is not json or pdf", "pipe", "--format", "text")
    c.refused("inspect --format html", 2, r"is not text or json", "inspect", "article.txt", "--stage", "text", "--format", "html")
    c.refused("list --lang", 2, r"unknown flag", "list", "stages", "--lang", "de")
    c.refused("pipe FILE", 2, r"pipe reads stdin", "pipe", "article.txt")
    c.refused("nearly a command", 2, r"did you mean precis verify\?", "verfiy", "x")
    c.refused("nearly a template", 2, r"no template 'memos'.*did you mean memo\?", "article.txt", "-t", "memos")
    for words in (["-t", "nope"], ["--set", "foo.bar=1"], ["--logo", "none.png"]):
        for form in ("text", "json"):
            code = 5 if words[0] == "--logo" else 2
            c.refused(f"{words} --format {form}", code, words[1].split(".")[0], "article.txt", *words, "--format", form, "-o", "-")
    c.refused("a folder called -", 2, r"batch writes a folder", "batch", "W", "-o", "-")
    c.refused("a setting that fits no page", 2, r"^precis: --set: error", "article.txt", "--set", "page.columns=99")
    done = c.run("article.txt", "--words", "x", "--diagnostics", "json")
    c.ok("usage as JSON", json.loads(done.stderr)["level"] == "error" and "--words" in json.loads(done.stderr)["message"], done.stderr)
    done = c.run("article.txt", "--pagse", "1", "--diagnostics=json")
    c.ok("its hint too", json.loads(done.stderr)["hint"] == "did you mean --pages?", done.stderr)
    for words, usage in ((("--help",), b"precis 0.1.0: "), (("--help", "batch"), b"usage: precis batch"), (("batch", "--help"), b"usage: precis batch"),
                         (("batch", "W", "-h"), b"usage: precis batch"), (("make", "-h"), b"usage: precis [make]"), (("article.txt", "--help"), b"usage: precis [make]")):
        done = c.run(*words)
        c.ok(f"{words}", done.returncode == 0 and usage in done.stdout, done.stdout[:200])
    done = c.run("article.txt", "-qvo", "letters.json")
    c.ok("letters of one word", done.returncode == 0 and c.read("letters.json").startswith(b"{"), done)
    done = c.run("article.txt", "-qvoletters2.json")
    c.ok("and a value in it", done.returncode == 0 and c.read("letters2.json").startswith(b"{"), done)
    c.refused("a letter that is none", 2, r"unknown flag '-qz'", "article.txt", "-qz")
    c.refused("nearly a flag", 2, r"unknown flag '-pages'; hint: did you mean --pages\?", "article.txt", "-pages", "2")
    c.refused("a value that is missing", 2, r"--output needs a value: OUT", "article.txt", "-qo")
    done = c.run("help", "help")
    c.ok("help help", done.returncode == 0 and b"usage: precis help" in done.stdout, done)


def templates(c):
    """What is wrong with a template is told with its file and its line; what a file names lies beside it."""
    def lines(name, *more):
        os.makedirs(os.path.dirname(c.path(name)), exist_ok=True)
        c.write(name, "\n".join(more) + "\n")
    lines("T/font.ini", "base = brief", "[style.title]", "size = 30pt", "family = Helvetica")
    lines("T/nofont.ini", "base = brief", "[style.title]", "family =")
    lines("T/size.ini", "base = brief", "[style.title]", "size = 900pt")
    lines("T/breif.ini", "; near", "base = breif")
    lines("T/logo.ini", "base = brief", "[masthead]", "logo = none.png")
    lines("T/bad.ini", "base = brief", "[masthead]", "logo = font.ini")
    lines("T/label.ini", "base = brief", "[labels]", "mastheed = X")
    lines("T/a.ini", "base = b.ini")
    lines("T/b.ini", "", "base = ./a.ini")
    for i in range(12):
        lines(f"T/chain{i}.ini", f"base = chain{i + 1}.ini")
    lines("T/child.ini", "base = font.ini", "[style.title]", "family = Vollkorn")
    for name, code, said in (("font", 2, r"T/font\.ini:4: error: no face of the family 'Helvetica'"), ("nofont", 2, r"T/nofont\.ini:3: error: style\.title: no family"),
                             ("size", 2, r"T/size\.ini:3: error: style\.title: a size from"), ("breif", 2, r"T/breif\.ini:2: error: no template 'breif'; hint: did you mean brief\?"),
                             ("logo", 2, r"T/logo\.ini:3: error: logo 'T/none\.png': cannot be opened"), ("bad", 2, r"T/bad\.ini:3: error: logo 'T/font\.ini': "),
                             ("label", 2, r"T/label\.ini:3: error: unknown label 'mastheed'; hint: did you mean 'masthead'\?"),
                             ("a", 2, r"T/b\.ini:2: error: the bases go round in a circle"), ("chain0", 2, r"T/chain7\.ini:1: error: more than 8 files based on each other")):
        c.refused(f"template {name}", code, said, "article.txt", "-t", f"T/{name}.ini", "-o", "never.pdf")
    done = c.run("article.txt", "-t", "T/child.ini", "-o", "child.pdf")
    c.ok("a base beside the template", done.returncode == 0, done.stderr)
    c.ok("the same from elsewhere", c.run("../article.txt", "-t", "./child.ini", "-o", "../child2.pdf", cwd="T").returncode == 0)
    c.refused("a font of --set", 2, r"--set: error: no face", "article.txt", "--set", "style.body.family=Helvetica", "-o", "never.pdf")


def stages(c):
    for name, key in (("lines", "baseline"), ("pages", "kind"), ("display", "kind")):
        done = c.run("inspect", "article.txt", "--stage", name, "--format", "json")
        got = json.loads(done.stdout)
        c.ok(f"stage {name} as JSON", got["stage"] == name and got["items"] and all(key in item for item in got["items"]), got["items"][:2])
    counts = [len(json.loads(c.run("inspect", "article.txt", "--stage", "brief", "--format", "json", "--quotes", n).stdout)["quotes"]) for n in "12"]
    c.ok("inspect --quotes", counts == [1, 2], counts)


def requests(c):
    """An answer has the id's own bytes; what cannot be read is named, and costs no other request."""
    ids = ["1.1", "1e3", '"a\\u0041\\"}"', '[1, {"id": 2.50}]', "null", "-0.0", "12345678901234567", "18446744073709551615"]
    lines = [f'{{"more": {{"id": [3,"}}"]}}, "id" : {i} , "text": {json.dumps(TEXT)}}}' for i in ids]
    done = c.run("pipe", "--fields", "summary", feed="\n".join(lines).encode())
    got = [line[len('{"id":'):line.index(',"summary"')] for line in done.stdout.decode().splitlines()]
    c.ok("ids come back as they are", got == ids, got)
    feed = "".join(json.dumps(r) + "\n" for r in ({"id": 1, "path": "-"}, {"id": 2, "path": "none.txt"}, {"id": 3, "text": TEXT}, {"text": TEXT}))
    answers = [json.loads(line) for line in c.run("pipe", feed=feed.encode()).stdout.splitlines()]
    c.ok("one answer a request", [a["id"] for a in answers] == [1, 2, 3, None] and "summary" in answers[2], answers)
    c.ok("stdin is no document", "stdin holds the requests" in answers[0]["error"]["message"], answers[0])
    for more in ({"media": "TEXT/Plain; charset=utf-8"}, {"media": ""}, {"lang": ""}, {"date": ""}, {"title": None}, {"media": "text/html ;x=y"}):
        answer = json.loads(c.run("pipe", feed=json.dumps({"id": 1, "text": TEXT, **more}).encode()).stdout)
        document = answer["brief"]["documents"][0] if "brief" in answer else answer
        c.ok(f"taken: {more}", document.get("language") == "en" and document.get("media") == ("text/html" if "html" in str(more) else "text/plain"), document)
    for more, said in (({"date": 5}, '"date" is no string'), ({"lang": ["en"]}, '"lang" is no string'), ({"text": 7}, '"text" is no string'),
                       ({"documents": {"text": TEXT}}, '"documents" is no list'), ({"documents": [TEXT]}, '"documents" holds what is no object'),
                       ({"documents": [{"text": TEXT, "media": 1}]}, '"media" is no string'), ({"media": "text/rtf"}, "media 'text/rtf' is not one")):
        answer = json.loads(c.run("pipe", feed=json.dumps({"id": 1, "text": TEXT, **more}).encode()).stdout)
        c.ok(f"not taken: {more}", said in answer.get("error", {}).get("message", ""), answer)
    done = c.run("pipe", feed=b"\xef\xbb\xbf" + json.dumps({"id": 1, "text": TEXT}).encode())
    c.ok("behind a mark of the byte order", done.returncode == 0, done.stdout[:200])
    c.ok("an error names its file", answers[1]["error"]["file"] == "none.txt", answers[1])


def briefs(c):
    """What make prints of the command line pipe prints too; a request's own title goes before."""
    words = ("pipe", "--format", "pdf", "--banner", "FOR TRAINING", "--author", "Ann Reed", "--title", "The wall")
    feed = "\n".join(json.dumps(r) for r in ({"id": 1, "text": TEXT}, {"id": 2, "text": TEXT, "title": "The pier"}, {"id": 3, "text": TEXT, "title": ""}))
    answers = [json.loads(line) for line in c.run(*words, feed=feed.encode()).stdout.splitlines()]
    for answer, title in zip(answers, ("The wall", "The pier", "The wall")):
        c.write("piped.pdf", base64.b64decode(answer["pdf"]))
        page = subprocess.run(["pdftotext", "-layout", c.path("piped.pdf"), "-"], capture_output=True).stdout.decode()
        c.ok(f"pipe {answer['id']}: as the command line has it", page.count("FOR TRAINING") == 2 and "Ann Reed" in page and title in page, page)
    feed = json.dumps({"id": 1, "text": "<p>" + TEXT.replace("harbour", "<b>harbour</b>") + "</p>"}).encode()
    answer = json.loads(c.run("pipe", "--from", "html", feed=feed).stdout)
    c.ok("pipe --from", answer["brief"]["documents"][0]["media"] == "text/html" and "<b>" not in "".join(answer["summary"]), answer["summary"])


def sizes(c):
    """So many words hold where a sentence fits them; else one is taken all the same, with a warning."""
    for flag, value, most in (("--words", "1", 0), ("--words", "8", 8), ("--words", "12", 12), ("--words", "20", 20), ("--words", "60", 60), ("--ratio", "1%", 0), ("--ratio", "5%", 19)):
        done = c.run(os.path.join(DOCUMENTS, "memo.txt"), flag, value, "--format", "json", "-o", "-")
        brief = json.loads(done.stdout)
        words = sum(len(s["text"].split()) for s in brief["summary"])
        warned = any(w["code"] == "W207" for w in brief.get("warnings", []))
        c.ok(f"{flag} {value}", words and (warned and b"W207" in done.stderr if not most else words <= most and not warned), (words, done.stderr))


def written(c):
    """What text and Markdown say beside the extracts: sources as asked, date and author, the marking, names of files."""
    def of(form, *words, name="article.txt"):
        return c.run(name, "--format", form, "-o", "-", "-q", *words).stdout.decode()
    for form in ("markdown", "text"):
        none, plain, context, full = (of(form, "--sources", kind) for kind in ("none", "list", "context", "full"))
        c.ok(f"{form}: no sources", "Sources" not in none and "sha256" not in none and not re.search(r"\[\d+\]", none), none)
        c.ok(f"{form}: listed", "Sources" in plain and "In context" not in plain, plain)
        c.ok(f"{form}: in context", "In context" in context and "sha256" in context, context)
        last = "A second hearing on the oyster beds is to be held in the town hall on 12 May."
        c.ok(f"{form}: whole", last in full.replace("*", "").replace("\n      ", " ") and full.count("Fishing crews") > plain.count("Fishing crews"), full)
        got = of(form, "--author", "Ann Reed", "--date", "2024-02-29").splitlines()
        c.ok(f"{form}: date and author", "2024-02-29 · Ann Reed" in got[:4], got[:5])
        c.ok(f"{form}: marked at head and foot", of(form, "--banner", "FOR TRAINING").count("FOR TRAINING") == 2)
        c.write("a\x1b[31m\u202eb.txt", TEXT)
        got = of(form, name="a\x1b[31m\u202eb.txt")
        c.ok(f"{form}: a name with controls is quoted", "\x1b" not in got and "\u202e" not in got and "x1b" in got, got[-300:])
        os.unlink(c.path("a\x1b[31m\u202eb.txt"))
        got = of(form, "--title", "T\x1b[31m")
        c.ok(f"{form}: a title too", "\x1b" not in got, got[:60])
    c.ok("markdown: the marking is escaped", r"**A \*B\* \<i\>**" in of("markdown", "--banner", "A *B* <i>"))
    for name in ("news.txt", "minutes.md"):
        path = os.path.join(DOCUMENTS, name)
        names = [n for n in json.loads(of("json", name=path))["names"] if n.get("printed")]
        for form in ("markdown", "text"):
            who = re.split(r"Who’s who\n-*", of(form, name=path))[1].split("\n\n## ")[0].split("\n-----")[0]
            c.ok(f"{form}: {name}: who says who", all((n["name"] in who) == bool(n.get("title")) for n in names) and len(names) > 1, (who, names))


def markings(c):
    """A handling marking is never cut: it takes more lines, or there is no page."""
    marking = "FOR TRAINING ONLY AND NOT TO BE SHOWN TO ANYBODY OUTSIDE OF THE HARBOUR OFFICE WITHOUT ITS WRITTEN CONSENT, WHICH ENDS HERE"
    wide = ["--set", "page.margin-top=45mm", "--set", "page.margin-bottom=45mm"]
    for words, lines in ((marking, 2), (marking + " " + marking, 3)):
        done = c.run("article.txt", "--banner", words, "-o", "marked.pdf", *wide)
        page = subprocess.run(["pdftotext", "-layout", c.path("marked.pdf"), "-"], capture_output=True).stdout.decode()
        c.ok(f"{lines} lines at head and foot", done.returncode == 0 and " ".join(page.split()).count(words) == 2, page)
        c.ok("verified", c.run("verify", "marked.pdf").returncode == 0)
    c.refused("no room for a marking", 2, r"the banner takes \d+ lines.*room for \d.*page\.margin-top", "article.txt", "--banner", marking * 5, "-o", "never.pdf")


def containers(c):
    """A container without its text is told as one; any refused file by the path that was given."""
    os.makedirs(c.path("deep/er"))
    for name, inner, what in (("deep/er/bare.docx", "word/documents.xml", "DOCX document"), ("deep/er/bare.odt", "mimetype", "ODT document")):
        with zipfile.ZipFile(c.path(name), "w") as file:
            file.writestr(inner, "application/vnd.oasis.opendocument.text")
        c.refused(name, 5, rf"^precis: {name}: error: damaged: this {what} has no text part; hint: save it again", name)
    c.write("deep/er/nul.txt", b"\0" * 500)
    c.refused("deep/er/nul.txt", 5, r"^precis: deep/er/nul\.txt: error", "deep/er/nul.txt")


def streams(c):
    """What a shell makes of <(...) is read like stdin; a device is none, and in batch and pipe only files are."""
    def shell(line, **more):
        return subprocess.run(["bash", "-c", line], capture_output=True, cwd=c.folder, timeout=60, env={**os.environ, "P": c.precis}, **more)
    wanted = json.loads(c.run("article.txt", "--format", "json", "-o", "-").stdout)["summary"]
    for line in ("$P <(cat article.txt) --format json -o -", "$P <(sleep 0.2; cat article.txt) --format json -o -", "cat article.txt | $P /dev/stdin --format json -o -",
                 "mkfifo pipe.txt; (sleep 0.2; cat article.txt > pipe.txt) & $P pipe.txt --format json -o -"):
        done = shell(line)
        c.ok(line, done.returncode == 0 and json.loads(done.stdout)["summary"] == wanted, done)
    done = shell("$P article.txt -o whole.pdf && $P <(cat whole.pdf) -o y.pdf")
    c.ok("a converter's kind too", done.returncode == (0 if shutil.which("pdftotext") else 5), done)
    done = shell("$P verify <(cat one.json) --signer <(cat own.pub) --signature <(cat one.json.sig) --sources article.txt")
    c.ok("verify: briefing, key and signature", done.returncode == 0 and b"signed" in done.stdout, done)
    done = shell("$P <(cat article.txt) --max-input 100 -o -")
    c.ok("within --max-input", done.returncode == 5 and b"limit" in done.stderr, done)
    c.refused("a device", 5, r"/dev/null: error: is not a regular file", "/dev/null")
    done = c.run("pipe", feed=json.dumps({"id": 1, "path": "pipe.txt"}).encode())
    c.ok("no request waits for a writer", done.returncode == 4 and b"is not a regular file" in done.stdout, done)


def runs(c):
    done = c.run("article.txt", "-o", "p.json", "--progress", "always")
    c.ok("make --progress", done.returncode == 0 and b"1 of 1 read" in done.stderr, done.stderr)
    done = c.run("article.txt", "-o", "p.json", "--progress", "never")
    c.ok("make --progress never", done.returncode == 0 and b"read" not in done.stderr, done.stderr)
    done = c.run("batch", "W", "-o", "timed", "--format", "json", "--time")
    c.ok("batch --time", done.returncode == 0 and b"other processes" in done.stderr and b"whole run" in done.stderr, done.stderr)
    c.ok("batch without --explain", b'"choices"' not in c.read("timed/b.txt.json"))
    done = c.run("batch", "W", "-o", "timed", "--format", "json", "--explain")
    c.ok("batch --explain", done.returncode == 0 and b'"choices"' in c.read("timed/b.txt.json"), done.stderr)
    os.makedirs(c.path("site"))
    c.write("site/index.html", "<p>A site of one's own.</p>")
    done = c.run("batch", "W", "-o", "site")
    c.ok("batch into another's site", done.returncode == 9 and b"site: error: holds 'index.html', which no run" in done.stderr and os.listdir(c.path("site")) == ["index.html"], done)
    os.unlink(c.path("site/index.html"))
    for pattern in ("*.tx", "["):
        done = c.run("batch", "W", "-o", "sieved", "--include", pattern)
        c.ok(f"--include {pattern} names nothing", done.returncode == 0 and b"W: warning: there is no document that --include names" in done.stderr, done)
        c.ok(f"--include {pattern} under --strict", c.run("batch", "W", "-o", "sieved", "--include", pattern, "--strict").returncode == 3)
    done = c.run("batch", "W", "-o", "sieved", "--include", "*.txt")
    c.ok("--include of some", done.returncode == 0 and b"warning" not in done.stderr, done)
    c.ok("batch there again and again", [c.run("batch", "W", "-o", "site", *more).returncode for more in ((), ("--force",))] == [0, 0])
    c.write("nothing.txt", " \n\n")
    done = c.run("article.txt", "nothing.txt", "--format", "text", "-o", "-")
    c.ok("a document without a sentence among several", done.returncode == 0 and b"'nothing.txt' has no sentence" in done.stderr, done.stderr)
    for text in ("Το λιμάνι έκλεισε χθες το βράδυ μετά από την καταιγίδα που έπληξε την πόλη.", "港口昨晚因暴风雨关闭。当局表示将于星期二重新开放。许多渔民在等待消息。"):
        c.write("other.txt", text + "\n")
        done = c.run("other.txt", "--format", "text", "-o", "-")
        c.ok("letters of no language known", b"W106" in done.stderr, done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    precis = os.path.abspath(parser.parse_args().precis)
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(precis, folder)
        checks.write("article.txt", TEXT)
        for step in (output_names, dates, heads, front_matter, verify_several, keys, words, templates, stages, requests, briefs, sizes, written, markings, containers, streams, runs):
            step(checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
