"""Documents made by a seed: speech, figures, dates, names, lists, tables, abbreviations, in several forms and charsets."""
import random

PLACES = "Arden Bexley Corran Dunmore Eskdale Fallow Garve Holm Innes Jarrow Kelso Lorn Morar Nairn Oban".split()
PEOPLE = [("Ines Calder", "chair of the council"), ("Idris Kane", "head teacher"), ("Mara Lindqvist", "chief engineer"),
          ("Tomas Reyes", "harbour master"), ("Aiko Tanaka", "director of the museum"), ("Samuel Okafor", "spokesman")]
BODIES = [("Regional Water Authority", "RWA"), ("Northern Rail Agency", "NRA"), ("Coastal Survey Office", "CSO")]
THINGS = ["bridges", "households", "farms", "trains", "pupils", "boats", "turbines"]
MONTHS = "January February March April May June July August September October November December".split()
SAID = ["We will hear the train again before the year is out", "Nobody in {place} was told about the plan",
        "The numbers speak for themselves and we shall act on them", "There is no money left for a second survey"]


def sentence(r):
    place, other = r.sample(PLACES, 2)
    person, title = r.choice(PEOPLE)
    body, short = r.choice(BODIES)
    n, thing = r.randrange(3, 9000), r.choice(THINGS)
    day, month, year = r.randrange(1, 29), r.choice(MONTHS), r.randrange(1987, 2025)
    said = r.choice(SAID).format(place=place)
    return r.choice([
        f"The council of {place} voted on {day} {month} {year} to reopen the line to {other} for {n} {thing}.",
        f"“{said},” said {person}, {title}, in {place}.",
        f"\"{said},\" {person}, {title}, told a meeting in {other}, \"and that is all I can say today.\"",
        f"{person} said the work near {place} would cost €{n / 10:.1f} million and take {r.randrange(2, 20)} months.",
        f"The {body} ({short}) counted about {n:,} {thing} between {place} and {other} in {year}.",
        f"Some {r.randrange(2, 99)}% of the {thing} that the {short} inspected near {place} need repair.",
        f"Officials in {place} expect a decision on the {thing} of {other} by {month} {year}.",
        f"Between {n} and {n + 40} {thing} were moved from {place} to {other} – more than in any year since {year}.",
        f"Opponents in {other} say that the money would be better spent on the {thing} of {place}.",
    ])


def paragraph(r):
    return " ".join(sentence(r) for _ in range(r.randrange(1, 6)))


def block(r, markdown):
    kind = r.randrange(12)
    if kind == 0:
        head = f"What {r.choice(PLACES)} decided about the {r.choice(THINGS)}"
        return ("## " if markdown else "") + head
    if kind == 1:
        return "\n".join(f"- {sentence(r)}" for _ in range(r.randrange(2, 5)))
    if kind == 2 and markdown:
        rows = "\n".join(f"| {p} | {r.randrange(9, 999)} |" for p in r.sample(PLACES, 3))
        return f"| Place | Farms |\n|---|---|\n{rows}"
    if kind == 3 and markdown:
        return f"> {sentence(r)}"
    if kind == 4 and markdown:
        return f"**{r.choice(PLACES)}**: {sentence(r)} See [the report](https://example.org/{r.randrange(99)})."
    return paragraph(r)


def wrapped(text, width):
    out = []
    for part in text.split("\n\n"):
        line = ""
        for word in part.split(" "):
            if line and len(line) + 1 + len(word) > width:
                out.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        out += [line, ""]
    return "\n".join(out)


def document(seed):
    """(name, bytes)"""
    r = random.Random(seed)
    markdown = r.random() < 0.4
    blocks = [block(r, markdown) for _ in range(r.randrange(2, 16))] + [paragraph(r), paragraph(r)]
    if markdown and r.random() < 0.5:
        blocks.insert(0, f"---\ntitle: The {r.choice(THINGS)} of {r.choice(PLACES)}\ndate: 20{r.randrange(10, 24)}-0{r.randrange(1, 9)}-1{r.randrange(9)}\n---")
    text = "\n\n".join(blocks) + "\n"
    if not markdown and r.random() < 0.3:
        text = wrapped(text, r.randrange(50, 80))
    if r.random() < 0.2:
        text = text.replace("\n", "\r\n")
    charset = r.choice(["utf-8"] * 4 + ["cp1252", "utf-16"])
    return f"{r.choice(PLACES).lower()}-{seed}.{'md' if markdown else 'txt'}", text.encode(charset)


# Each of its paragraphs has one thing that stands in a box: bars, people with a title, abbreviations.
BOXES = """Harbour report

The harbour authority said on Monday that the port of Marr handled more freight than ever before. Ada Lund, the harbour director, praised the crews and the new cranes on the north quay.

The western terminal handled 410,000 tonnes of freight in the year. The eastern terminal handled 250,000 tonnes of freight, less than planned because of the strike in March.

The northern terminal handled 120,000 tonnes of freight and needs a deeper basin, engineers said. The board asked for a plan by autumn.

The European Maritime Safety Agency (EMSA) inspected the port in May. EMSA found no serious faults, and its report praised the pilots.

Tomas Reed, chief engineer, said that the basin could be dredged in two summers. "We know the ground, and it is soft," Reed said. The work would cost 12 million crowns, he added.

The International Labour Organization (ILO) asked the port about night shifts. The ILO wants a limit of eight hours, while the port works ten.
"""

# Its title is of two scripts, and cut in the running head.
SCRIPTS = """港の研究者 lund 氏は古い灯台「MARR」の修理に長いあいだ力を合わせて参加していましたが、MARR は船を導くという本来の役目にはあまり向いていませんでした。
灯台の工事は 1990 年ごろから続いています。
このため、町は新しい灯台を「LORN」と名づけて建てることにしました。
"""
