#!/usr/bin/env python3
"""One briefing over several documents: copies counted once, every story told, figures that
differ, what was asked for, and short texts.

usage: check_digest.py --precis BUILD/precis
"""
import argparse
import json
import os
import re
import sys
import tempfile

from check_cli import Checks

HERE = os.path.dirname(os.path.abspath(__file__))

FLOOD = """Flood reaches the old town of Belmere

The river Arden burst its banks at Belmere on Monday night and flooded the old town, the fire brigade said. Water stood a
metre deep in Mill Street, and rescuers in boats brought 64 people out of their houses. Schools in the district stay closed
until Thursday.

The mayor, Iris Falk, called the flood the worst since 1988. Engineers opened the upper sluice in the evening to relieve the
dam at Cawdon. The weather service expects the rain to end on Wednesday, but the crest of the flood will pass the town only
on the following morning.

Volunteers filled sandbags through the night in front of the hospital. Its ground floor had been cleared as a precaution, and
patients were taken to Cawdon. The railway line along the river is shut, and buses go round by the ridge road.
"""

OTHER_FLOOD = """Belmere counts the cost

Belmere woke to mud and silence on Tuesday after the Arden flooded its old town. Shopkeepers in Mill Street carried ruined
stock to the kerb. The fire brigade pumped cellars dry while the river still stood high at the bridge.

The district will pay 500 crowns to each household that was flooded, the mayor Iris Falk said. Insurance companies sent
assessors into the town. The dam at Cawdon held, and engineers closed the upper sluice again at noon.
"""

TELESCOPE = """Telescope on the Karst plateau sees first light

Astronomers at the Karst observatory took the first picture with their new telescope on Friday. The mirror, 4 metres wide, was
ground in a workshop in Lund and carried up the mountain in eleven pieces. The picture shows a spiral galaxy in the
constellation of the Hunting Dogs.

The telescope will search for faint comets beyond the orbit of Neptune. Its camera reads the whole sky once in nine nights. The
observatory's director, Pavel Otto, said that the optics were better than promised. Students may apply for observing time
from next spring.
"""


class Digest(Checks):
    def brief(self, *names, flags=()):
        done = self.run(*names, "--format", "json", "-o", "-", *flags)
        self.ok(f"{names}: exit 0", done.returncode == 0, done.stderr)
        brief = json.loads(done.stdout)
        for item in [i for d in brief.get("disagreements", []) for i in d["figures"]] + brief["summary"]:
            text = self.run("inspect", names[item["document"]], "--stage", "text").stdout[:-1]
            self.ok(f"{names}: verbatim", text[item["start"]:item["end"]].decode() == item["text"], item)
        return brief

    def pages(self, name, *words):
        """Text of the pages, by inspect; runs of blanks folded."""
        done = self.run("inspect", *words, "--stage", "lines")
        self.ok(f"{name}: exit 0", done.returncode == 0, done.stderr)
        return " ".join(done.stdout.decode().split())


def warnings(brief, code):
    return [w["message"] for w in brief["warnings"] if w["code"] == code]


def copies(c):
    c.write("flood.txt", FLOOD)
    edited = FLOOD.replace("Flood reaches", "UPDATE: Flood reaches").replace("burst", "broke").replace("the fire brigade said", "officials said")
    c.write("resend.txt", edited.replace("Volunteers filled", "Neighbours filled"))
    c.write("other.txt", OTHER_FLOOD)
    c.write("star.txt", TELESCOPE)
    alone = c.brief("flood.txt", flags=("--words", "60"))
    both = c.brief("flood.txt", "resend.txt", flags=("--words", "60"))
    c.ok("a copy is told of", any(m.startswith("resend.txt is nearly a copy of flood.txt (") for m in warnings(both, "W203")), both["warnings"])
    c.ok("a copy adds nothing", [s["text"] for s in both["summary"]] == [s["text"] for s in alone["summary"]], both["summary"])
    c.ok("nothing is told from a copy", all(i["document"] == 0 for k in ("summary", "quotes", "figures", "dates") for i in both[k]), both)
    c.ok("both documents are named", len(both["documents"]) == 2)
    c.write("short.txt", FLOOD.rsplit("\n\n", 1)[0])
    cut = c.brief("short.txt", "flood.txt", flags=("--words", "60"))
    c.ok("the fullest is kept", warnings(cut, "W203") == ["short.txt is nearly a copy of flood.txt (100 %)"], cut["warnings"])
    c.ok("and told from", {s["document"] for s in cut["summary"]} == {1}, cut["summary"])
    same = c.brief("flood.txt", "flood.txt", flags=("--words", "60"))
    c.ok("on a tie the first is kept", {s["document"] for s in same["summary"]} == {0} and warnings(same, "W203"), same["warnings"])
    two = c.brief("flood.txt", "other.txt")
    c.ok("two reports of one event are no copies", not warnings(two, "W203"), two["warnings"])


def languages(c):
    c.write("a-flut.txt", "Der Fluss trat am Montag über die Ufer. Die Feuerwehr half den Leuten in der alten Stadt, und der Rat dankte ihr.")
    c.write("flood.txt", FLOOD)
    c.write("star.txt", TELESCOPE)
    brief = c.brief("a-flut.txt", "flood.txt", "star.txt")
    c.ok("a digest is in the language of most of its words", brief["language"] == "en", brief["language"])
    shown = c.run("a-flut.txt", "flood.txt", "star.txt", "--format", "text", "-o", "-").stdout.decode()
    c.ok("and so are its heads", "\nBottom line\n" in shown, shown[:400])


def namesakes(c):
    """Two firms' reports share their words; what tells of one harbour shares its names."""
    report = ("{0} earned more in the third quarter than a year before. Revenue rose 4 percent and the margin 1 point. {1}, who leads {0}, "
              "said that demand was strong in every segment. {0} expects earnings per share to rise in the fourth quarter, too. "
              "The board of {0} raised the dividend for the quarter, and {1} thanked the staff for the results.")
    c.write("one.txt", report.format("Marlow Mills", "Ann Lee"))
    c.write("two.txt", report.format("Kestrel Foods", "Tomas Reed").replace("strong", "weak").replace("rose", "fell").replace("more in", "less in"))
    c.write("three.txt", "Marlow Mills will pay a higher dividend, Ann Lee told shareholders on Friday. Analysts had expected less of Marlow Mills, "
            "whose mills at Arden ran day and night. Ann Lee said that Marlow Mills would hire again at Arden.")
    told = c.brief("one.txt", "two.txt", "three.txt")["stories"]
    c.ok("names tell one story from another", sorted(s["documents"] for s in told) == [[0, 2], [1]], told)


def stories(c):
    for words in ("60", "120", "250"):
        brief = c.brief("star.txt", "flood.txt", "other.txt", flags=("--words", words))
        told = {s["document"] for s in brief["summary"]}
        c.ok(f"both stories are told in {words} words", 0 in told and told & {1, 2}, brief["summary"])
        for role in ("key-point", "body"):
            of = [s["document"] > 0 for s in brief["summary"] if s["role"] == role]
            c.ok(f"{role} goes story by story, the larger first", of == sorted(of, reverse=True), brief["summary"])
    one = c.brief("star.txt", "flood.txt", "other.txt", flags=("--sentences", "1"))
    c.ok("the larger story comes first", one["summary"][0]["document"] in (1, 2), one["summary"])
    done = c.run("star.txt", "flood.txt", "other.txt", "--format", "markdown", "-o", "-").stdout.decode()
    heads = [line for line in done.splitlines() if line.startswith("### ")]
    wanted = ["### Flood reaches the old town of Belmere", "### Telescope on the Karst plateau sees first light"]
    c.ok("each story stands under its headline", heads == wanted, done)
    shown = c.pages("page", "star.txt", "flood.txt", "other.txt")
    c.ok("on the page as well", wanted[0][4:] in shown or "Flood reaches" in shown, shown)


def about(c):
    def first(query):
        return c.brief("flood.txt", flags=("--sentences", "1", "--about", query))["summary"][0]["text"]

    c.ok("about: the query's word", "hospital" in first("hospital"), first("hospital"))
    c.ok("about: another form of it", "sluice" in first("sluices"), first("sluices"))
    c.ok("about: a phrase word by word", "weather service" in first("weather service"), first("weather service"))
    c.ok("about: a quoted phrase", "railway line" in first('"railway line" river'), first('"railway line" river'))
    plain = c.brief("flood.txt", flags=("--sentences", "2"))
    none = c.brief("flood.txt", flags=("--sentences", "2", "--about", "submarine cables"))
    c.ok("about: nothing is told", warnings(none, "W204") == ["nothing in the text is about submarine cables"], none["warnings"])
    c.ok("about: then the normal summary", none["summary"] == plain["summary"], none["summary"])
    found = c.brief("flood.txt", flags=("--sentences", "2", "--about", "the sluice"))
    c.ok("about: something is no warning", not warnings(found, "W204"), found["warnings"])
    # "pumps" stands beside "harbour" throughout: a sentence with pumps alone goes before one with neither.
    text = "".join(f"The harbour pumps of pier {n} run by day. A lamp burns in the yard of house {n} at night. "
                   f"Children in street {n} play with a ball. " for n in ("one", "two", "three", "four", "five"))
    c.write("pumps.txt", "Old carts were sold to a baker in the hills. Old pumps were sold to a farmer in the hills.\n\n" + text)
    scores = {}
    for query in ("harbour", "lamp"):
        done = c.run("inspect", "pumps.txt", "--stage", "scores", "--about", query, "--format", "json")
        scores[query] = {i["text"][:9]: i["features"]["about"] for i in json.loads(done.stdout)["items"]}
    c.ok("about: what stands beside the query", 0 == scores["harbour"]["Old carts"] < scores["harbour"]["Old pumps"], scores)
    c.ok("about: it counts for less", scores["harbour"]["Old pumps"] < scores["harbour"]["The harbo"], scores)
    c.ok("about: only there", scores["lamp"]["Old pumps"] == 0, scores)


# What the first document says; what a second says; the texts that differ, or none.
FIRST = "Boats of the fire brigade rescued 64 people in the old town of Belmere."
COUNTS = [
    ("another count", FIRST, "Firefighters in boats rescued 71 people from the old town of Belmere.", ["64 people", "71 people"]),
    ("the passive", FIRST, "In boats of the fire brigade, 71 people were rescued in the old town of Belmere.", ["64 people", "71 people"]),
    ("the same count", FIRST, "Firefighters in boats rescued 64 people from the old town of Belmere.", None),
    ("at least", "Boats of the fire brigade rescued at least 40 people in the old town of Belmere.",
     "Firefighters in boats rescued 43 people from the old town of Belmere.", None),
    ("about", "Boats of the fire brigade rescued about 40 people in the old town of Belmere.",
     "Firefighters in boats rescued 41 people from the old town of Belmere.", None),
    ("up to", "Boats of the fire brigade rescued up to 80 people in the old town of Belmere.", FIRST, None),
    ("a range", "Boats of the fire brigade rescued between 60 and 70 people in the old town of Belmere.", FIRST, None),
    ("rounding", "The storm cut off 5,000 homes from power in the Arden valley.", "The storm cut off 4,936 homes from power in the Arden valley.", None),
    ("another place", FIRST, "Boats of the fire brigade rescued 71 people in the old town of Cawdon.", None),
    ("another act", FIRST, "Boats of the fire brigade missed 71 people in the old town of Belmere.", None),
    ("another thing", FIRST, "Boats of the fire brigade rescued 71 sheep in the old town of Belmere.", None),
    ("another day", FIRST, "Boats of the fire brigade rescued 71 people on 3 March in the old town of Belmere.", None),
    ("another period", FIRST, "Boats of the fire brigade rescued 71 people within two hours in the old town of Belmere.", None),
    ("another order", FIRST, "Boats of the fire brigade rescued 640 people in the old town of Belmere.", None),
    ("another kind", FIRST, "Boats of the fire brigade rescued 71 percent in the old town of Belmere.", None),
    ("a few words alike", FIRST, "Volunteers rescued 71 people.", None),
    ("a source at odds with itself", FIRST, "Firefighters in boats rescued 71 people from the old town of Belmere. "
     "Boats of the fire brigade rescued 80 people in the old town of Belmere.", None),
    ("money", "The repair of the dam at Cawdon will cost the district 40 million crowns.",
     "The repair of the dam at Cawdon will cost the district 52 million crowns.", ["40 million crowns", "52 million crowns"]),
    ("money for another thing", "The repair of the dam at Cawdon will cost the district 40 million crowns.",
     "The repair of the bridge at Belmere will cost the county 52 million crowns.", None),
]

NOTE = """Anna Berg leaves the board of the harbour company in June. She has led its finances since 2009. The company thanked
her in a letter to the staff: "We owe her a sound balance sheet." But who follows her is open. The board meets again on 4 May. It will
name a chair then.
"""


def disagreements(c):
    for name, first, second, differ in COUNTS:
        c.write("one.txt", OTHER_FLOOD + "\n" + first + "\n")
        c.write("two.txt", FLOOD.replace("and rescuers in boats brought 64 people out of their houses", "and rescuers came in boats") + "\n" + second + "\n")
        brief = c.brief("one.txt", "two.txt")
        found = [[f["text"] for f in d["figures"]] for d in brief.get("disagreements", [])]
        c.ok(f"differing: {name}", found == ([differ] if differ else []), (first, second, found))
        c.ok(f"differing: {name}: absent where there is none", ("disagreements" in brief) == bool(differ), list(brief))
    c.write("one.txt", OTHER_FLOOD + "\n" + COUNTS[0][1] + "\n")
    c.write("two.txt", FLOOD.replace("64 people", "them") + "\n" + COUNTS[0][2] + "\n")
    brief = c.brief("one.txt", "two.txt")
    keys = list(brief)
    c.ok("differing: behind the figures", keys[keys.index("figures") + 1] == "disagreements", keys)
    c.ok("differing: both sources", [f["document"] for f in brief["disagreements"][0]["figures"]] == [0, 1], brief["disagreements"])
    for format in ("markdown", "text"):
        done = c.run("one.txt", "two.txt", "--format", format, "-o", "-").stdout.decode()
        c.ok(f"differing: {format}", "Sources differ" in done and done.count("71 people") > 1, done)
    shown = c.pages("differing on the page", "one.txt", "two.txt", "--pages", "2")
    c.ok("differing: the page has a box of it", "Sources differ" in shown and "64 people" in shown and "71 people" in shown, shown)
    c.ok("differing: one source alone has none", "disagreements" not in c.brief("two.txt"))


def json_stories(c):
    c.write("flood.txt", FLOOD)
    c.write("resend.txt", FLOOD.replace("burst", "broke"))
    c.write("again.txt", FLOOD.replace("Volunteers filled", "Neighbours filled"))
    c.write("other.txt", OTHER_FLOOD)
    c.write("star.txt", TELESCOPE)
    names = ("star.txt", "resend.txt", "flood.txt", "other.txt", "again.txt")
    brief = c.brief(*names)
    told = brief["stories"]
    c.ok("stories: behind the documents", list(brief)[list(brief).index("documents") + 1] == "stories", list(brief))
    c.ok("stories: the larger first", [s["title"].split()[0] for s in told] == ["Flood", "Telescope"], told)
    c.ok("stories: reports", [s["documents"] for s in told] == [[1, 3], [0]], told)
    c.ok("stories: copies with their original", [s["copies"] for s in told] == [[{"document": 2, "of": 1}, {"document": 4, "of": 1}], []], told)
    for story in told:
        text = c.run("inspect", names[story["document"]], "--stage", "text").stdout[:-1]
        c.ok("stories: the title is verbatim", text[story["start"]:story["end"]].decode() == story["title"], story)
    for s in brief["summary"]:
        c.ok("stories: each extract names its own", s["document"] in told[s["story"]]["documents"], s)
    c.ok("stories: the title is the largest one's", brief["title"]["text"] == told[0]["title"], brief["title"])
    c.ok("stories: the bottom line tells of one", {s["story"] for s in brief["summary"] if s["role"] == "bottom-line"} == {0}, brief["summary"])
    c.ok("stories: one document has none", "stories" not in c.brief("flood.txt"))
    with open(os.path.join(HERE, "..", "documents", "encyclopaedia.md"), encoding="utf-8") as lake:
        c.write("lake.md", lake.read())
    short = c.brief("flood.txt", "lake.md", flags=("--words", "80"))["summary"]
    opening = [s["text"] for s in short if s["document"] == 1]
    c.ok("stories: told from the opening of a report", opening[0].startswith("Lake Orrin is a freshwater lake"), short)
    c.write("gone.txt", "Page moved\n\nThe page that you asked for was moved on Monday. Ask the library of the town for it.\n")
    both = c.brief("gone.txt", "flood.txt")["stories"]
    c.ok("stories: of those as large a slight one is last", [s["documents"] for s in both] == [[1], [0]], both)
    c.write("titled.md", "---\ntitle: The river rises\n---\n" + OTHER_FLOOD)
    titled = c.brief("star.txt", "titled.md")
    c.ok("stories: a title from metadata", {"The river rises"} < {s["title"] for s in titled["stories"]}, titled["stories"])


def page(c):
    """The digest's page."""
    names = ("star.txt", "resend.txt", "flood.txt", "other.txt", "again.txt")
    shown = c.pages("digest", *names)
    c.ok("digest: copies are named", "2 reports \u00b7 Also in \u00b7 flood.txt \u00b7 again.txt" in shown, shown)
    c.ok("digest: how many reports and stories", "3 reports \u00b7 2 stories" in shown, shown)
    c.ok("digest: few stories need no contents", "Contents" not in shown, shown)
    c.ok("digest: one page is enough for so little", "Page 1 of 1" in shown, shown)
    done = c.run(*names, "-o", "copies.pdf")
    c.ok("digest: with copies it is written", done.returncode == 0, done.stderr)
    done = c.run("verify", "copies.pdf", "--sources", ".")
    c.ok("digest: and stands up to verify", done.returncode == 0, done.stdout + done.stderr)
    alone = c.run("inspect", "flood.txt", "--stage", "pages").stdout.decode()
    c.ok("one document is no digest", "bottom-line" in alone and "stories" not in alone, alone)
    told = c.run("inspect", *names, "--stage", "pages", "-t", "brief").stdout.decode()
    c.ok("-t brief is kept to", "stories" not in told and "key-points" in told, told)
    documents = os.path.join(HERE, "..", "documents")
    with open(os.path.join(documents, "nachricht.txt"), encoding="utf-8") as file:
        text = file.read()
    c.write("nachricht.txt", text)
    c.write("kopie.txt", text)
    shown = c.pages("one story in German", "nachricht.txt", "kopie.txt")
    c.ok("digest: one story names its copies under its title", "Auch in \u00b7 kopie.txt" in shown, shown)
    many = sorted(os.path.join(documents, name) for name in os.listdir(documents))
    done = c.run(*many, "--pages", "1", "-o", "many.pdf")
    left = [int(w.split()[0]) for w in done.stderr.decode().split("W303: ")[1:]]
    c.ok("digest: what is left out is warned of", done.returncode == 0 and len(left) == 1 and 0 < left[0] < len(many), done.stderr)
    shown = c.pages("many", *many, "--pages", "1")
    c.ok("digest: and said on the page", left and f"Stories left out \u00b7 {left[0]}" in shown, shown)
    done = c.run(*many, "--pages", "2", "-o", "many.pdf")
    c.ok("digest: more pages hold all", done.returncode == 0 and b"W303" not in done.stderr, done.stderr)
    strict = c.run(*many, "--pages", "1", "-o", "many.pdf", "--strict")
    c.ok("digest: --strict minds", strict.returncode == 3, strict.returncode)


def contents(c):
    """Later lines of an entry of the contents stand in; no page's number meets its text, on pages read from the right neither."""
    documents = [os.path.join(HERE, "..", "documents", name) for name in ("incident.txt", "obituary.txt", "sports.txt", "news.txt")]
    c.write("ar.txt", "افتتاح محطة\n\nتنتج المحطة 250 "
            "ألف متر مكعب من المياه يوميا.\n")
    for name, words in (("from the left", documents), ("from the right", ["ar.txt", *documents, "--lang", "ar"])):
        done = c.run("inspect", *words, "--pages", "2", "--stage", "display")
        found = re.findall(r"  glyphs ([-\d.]+) ([-\d.]+) ([-\d.]+) [-\d.]+ (Link|Span)#(\d+) .*\|(.*)\|", done.stdout.decode())
        marks = [(float(x), float(y), float(x) + float(w), kind, node, text) for x, y, w, kind, node, text in found]
        numbers = [m for m in marks if m[3] == "Span" and m[5].isdigit()]
        met = [(n, m) for n in numbers for m in marks if m[3] == "Link" and m[1] == n[1] and m[0] < n[2] and n[0] < m[2]]
        c.ok(f"contents {name}: no number meets its text", len(numbers) >= 4 and not met, met or done.stderr)
        if name == "from the left":
            entries = {m[4] for m in marks if m[3] == "Link"}
            several = [e for e in ([m[0] for m in marks if m[4] == node] for node in entries) if len(e) > 1]
            c.ok("contents: later lines stand in", several and all(x > e[0] + 4 for e in several for x in e[1:]), several)


def order(c):
    """The title is the first head read, also where the contents are too long for a strip over it."""
    folder = os.path.join(HERE, "..", "documents")
    every = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    for flags in (("--pages", "4"), ("--pages", "8", "--large-print")):
        done = c.run("inspect", *every, *flags, "--stage", "display").stdout.decode()
        nodes = {int(node): level for level, node in re.findall(r" H(\d)#(\d+) ", done)}
        c.ok(f"order {flags}: the title comes first", nodes and nodes[min(nodes)] == "1", nodes)


def lists(c):
    """Points of a page's lists stand alike, however its columns are filled."""
    folder = os.path.join(HERE, "..", "documents")
    names = ("news.txt", "speech.txt", "obituary.txt", "letter.txt", "paper.txt", "howto.md")
    done = c.run("inspect", *(os.path.join(folder, name) for name in names), "--pages", "2", "--stage", "pages").stdout.decode()
    blocks = [line.split("\t") for line in done.splitlines() if line[:1].isdigit()]
    gaps = {int(b[2]) - int(a[2]) - int(a[3]) for a, b in zip(blocks, blocks[1:]) if a[:2] == b[:2] and a[4] == b[4] == "key-points"}
    c.ok("lists: no air between points", gaps == {0}, gaps)


def in_story(c):
    """What sources say differently stands in its story."""
    c.write("one.txt", OTHER_FLOOD + "\n" + COUNTS[0][1] + "\n")
    c.write("two.txt", FLOOD.replace("64 people", "them") + "\n" + COUNTS[0][2] + "\n")
    c.write("star.txt", TELESCOPE)
    done = c.run("inspect", "one.txt", "two.txt", "star.txt", "--stage", "pages").stdout.decode()
    blocks = [line.split("\t")[-1] for line in done.splitlines()[1:]]
    shown = c.pages("differing in a digest", "one.txt", "two.txt", "star.txt")
    c.ok("digest: where sources differ is told before the next story", "disagreements" in blocks and blocks.index("disagreements") < len(blocks) - 1 - blocks[::-1].index("stories"), blocks)
    box = shown[shown.index("Sources differ"):] if "Sources differ" in shown else ""
    c.ok("digest: side by side", "64 people" in box and "71 people" in box, shown)


def short(c):
    c.write("note.txt", NOTE)
    c.write("list.txt", "- milk\n- bread\n- eggs\n")
    c.write("words.txt", "only words here and no stop")
    for name, flags in (("note.txt", ()), ("note.txt", ("--pages", "1")), ("note.txt", ("--words", "200")), ("list.txt", ()), ("words.txt", ())):
        brief = c.brief(name, flags=flags)
        text = " ".join(c.run("inspect", name, "--stage", "text").stdout.decode().split())
        whole = text.removeprefix("- ").replace(" - ", " ")  # extracts stand without the marks of a list
        told = sorted(brief["summary"], key=lambda s: s["start"])
        c.ok(f"{name} {flags}: all of it, once", " ".join(s["text"] for s in told) == whole, told)
        c.ok(f"{name} {flags}: said so", len(warnings(brief, "W202")) == 1, brief["warnings"])
        body = [s["start"] for s in brief["summary"] if s["role"] == "body"]
        c.ok(f"{name} {flags}: in its order, but for one line", body == sorted(body) and len(body) == len(told) - 1, brief["summary"])
        printed = [i for k in ("quotes", "figures", "dates", "names", "terms") for i in brief[k] if i.get("printed") or i.get("pull")]
        c.ok(f"{name} {flags}: nothing is said twice", not printed, printed)
    brief = c.brief("note.txt", flags=("--words", "20"))
    words = sum(len(x["text"].split()) for x in brief["summary"])
    c.ok("note.txt: fewer words than it has are still a bound", 0 < words <= 20, brief["summary"])
    for pages in ("1", "2"):
        shown = c.pages("note on a page", "note.txt", "--pages", pages)
        for line in ("She has led", "But who follows", "It will name"):
            c.ok(f"{pages} pages hold '{line}' once", shown.count(line) == 1, shown)
    few = c.brief("note.txt", flags=("--sentences", "2"))
    c.ok("a number of sentences is kept to", len(few["summary"]) == 2, few["summary"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    precis = os.path.abspath(parser.parse_args().precis)
    with tempfile.TemporaryDirectory() as folder:
        checks = Digest(precis, folder)
        for step in (copies, languages, namesakes, stories, json_stories, page, contents, order, lists, in_story, about, short, disagreements):
            step(checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
