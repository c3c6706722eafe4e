#!/usr/bin/env python3
"""Every template in both papers, in large print, without colour and with a logo: the text is found again in order,
no ink is clipped or meets other ink, PDF/A and PDF/UA hold. The same for texts in other scripts.

usage: check_templates.py --precis BUILD/precis [--keep FOLDER] [--documents FOLDER | DOCUMENT...]

With documents, those are set in every template; without, a few of tests/documents. With a folder, all that is in it is set in
every template, both papers, on one page and on two, and counted (many.py); sixty documents take half an hour.
"""
import argparse
import os
import re
import struct
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from many import check_folder  # noqa: E402
from check_pdf import Tally, run, squeeze, set_lines  # noqa: E402

DOCUMENTS = os.path.join(HERE, "..", "documents")
SAMPLE = ["news.txt", "rapport.txt"]
# Language: a text and words (no lam-alef: pdftotext turns round what one glyph of Arabic says) of it that lie on a line of their own kind, as they must be found again.
SCRIPTS = {
    "el": ("Η πλημμύρα στη Θεσσαλία", "Η κυβέρνηση ανακοίνωσε την Τρίτη νέα μέτρα για τις πλημμύρες. Περίπου 4.200 κάτοικοι έχουν εγκαταλείψει τα σπίτια τους. "
           "Ο στρατός έστειλε 300 στρατιώτες στην περιοχή. Τα σχολεία θα παραμείνουν κλειστά μέχρι τις 14 Οκτωβρίου."),
    "ru": ("Наводнение на Амуре", "Правительство объявило во вторник о новых мерах. Около 4200 жителей покинули свои дома. "
           "Армия направила в регион 300 солдат. Школы останутся закрытыми до 14 октября."),
    "he": ("שיטפון בצפון", "הממשלה הודיעה ביום שלישי על צעדים חדשים. תושבים רבים עזבו את בתיהם. "
           "הצבא שלח חיילים לאזור. בתי הספר יישארו סגורים עד אוקטובר."),
    "ar": ("فيضانات في البلد", "أعلنت الحكومة يوم الخميس عن خطة جديدة. غادر سكان المدينة منازلهم. "
           "أرسل الجيش جنودا كثيرين. ستبقى المدارس مغلقة حتى أكتوبر."),
    "hi": ("उत्तर में बाढ़", "सरकार ने मंगलवार को बाढ़ के बाद नए उपायों की घोषणा की। लगभग 4,200 लोग अपने घर छोड़ चुके हैं। "
           "सेना ने क्षेत्र में 300 सैनिक भेजे हैं। स्कूल 14 अक्टूबर तक बंद रहेंगे।"),
    "zh": ("北方洪水", "政府星期二宣布了洪水过后的新措施。约有4200名居民已经离开家园。军队向该地区派遣了300名士兵。学校将停课至10月14日。"),
    "ja": ("北部の洪水", "政府は火曜日、洪水の後の新しい対策を発表した。約4200人の住民が家を離れた。自衛隊は300人の隊員を派遣した。"),
    "ko": ("북부 홍수", "정부는 화요일 홍수 이후 새로운 대책을 발표했다. 약 4,200명의 주민이 집을 떠났다. 군은 이 지역에 300명의 병사를 보냈다."),
}
DIRECTIONS = "\u202a\u202b\u202c\u200e\u200f"


def make_logo(path):
    """A disc on nothing: colour and alpha."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    size = 48
    rows = b"".join(b"\0" + b"".join(bytes((18, 53, 91, 255 if (x - 24) ** 2 + (y - 24) ** 2 < 530 else 0)) for x in range(size)) for y in range(size))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def page_size(flags):
    return (612, 792) if "letter" in flags else (595.276, 841.89)


def faults(precis, source, flags):
    """Marks that leave the page, and text that stands on other text."""
    code, out, talk = run(precis, "inspect", source, *flags, "--stage", "display")
    return faults_of(out, flags) if code == 0 else [talk]


def faults_of(display, flags):
    width, height = page_size(flags)
    bad, placed = [], []
    for line in display.splitlines():
        if line.startswith("page "):
            placed = []
            continue
        mark = re.match(r"  (glyphs|rect|image) ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) (\S+)", line)
        if not mark:
            continue
        kind, (x, y, w, h) = mark[1], (float(v) for v in mark.groups()[1:5])
        top = y - 0.75 * h if kind == "glyphs" else y
        bottom = y + 0.25 * h if kind == "glyphs" else y + h
        if x < 12 or x + w > width - 12 or top < 6 or bottom > height - 6:
            bad.append("clipped: " + line)
        if kind != "glyphs":
            continue
        # x-height: what another line must never touch.
        box = (x + 0.5, y - 0.5 * h, x + w - 0.5, y)
        bad += ["overlaps: " + line + " / " + other for b, other in placed
                if box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3]]
        placed.append((box, line))
    return bad


def check(checks, precis, folder, name, source, flags):
    pdf = os.path.join(folder, name + ".pdf")
    code, _, talk = run(precis, source, *flags, "-q", "-o", pdf)
    checks.ok(f"{name}: made", code == 0, talk)
    if code:
        return None
    _, text, _ = run("pdftotext", "-enc", "UTF-8", pdf, "-")
    printed = squeeze(text)
    if "--banner" in flags:  # make's alone, and it takes room of the foot's title
        flags = flags[:flags.index("--banner")]
    else:
        lost = [line for line in set_lines(precis, source, flags) if squeeze(line) not in printed]
        checks.ok(f"{name}: every line set is found again", not lost, lost[:3])
    bad = faults(precis, source, flags)
    checks.ok(f"{name}: no clipped or overlapping ink", not bad, bad[:3])
    return pdf


def check_script(checks, precis, folder, language):
    """pdftotext gives words in the order of the text, and the structure's text as well."""
    source, pdf = os.path.join(folder, language + ".txt"), os.path.join(folder, language + ".pdf")
    title, body = SCRIPTS[language]
    with open(source, "w", encoding="utf-8") as file:
        file.write(title + "\n\n" + body + "\n")
    code, _, talk = run(precis, source, "--lang", language, "-o", pdf)
    checks.ok(f"{language}: made, with a glyph for everything", code == 0 and "W301" not in talk, talk)
    _, text, _ = run("pdftotext", "-enc", "UTF-8", pdf, "-")
    text = text.translate({ord(c): None for c in DIRECTIONS})
    sentences = re.findall(r"[^.。।]+", title + ". " + body)
    lost = [s for s in sentences if squeeze(s) not in squeeze(text)]
    checks.ok(f"{language}: read back in order", not lost, (lost, text))
    bad = faults(precis, source, ["--lang", language])
    checks.ok(f"{language}: no clipped or overlapping ink", not bad, bad[:3])
    return pdf


def templates(precis):
    return [line.split("\t")[0] for line in run(precis, "list", "templates")[1].splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--keep", help="leave the PDFs in this folder")
    parser.add_argument("--documents", dest="folder", help="all documents of this folder, counted")
    parser.add_argument("documents", nargs="*")
    args = parser.parse_args()
    checks, made = Tally(), []
    documents = args.documents or [os.path.join(DOCUMENTS, name) for name in SAMPLE]
    names = templates(args.precis)
    checks.ok("templates are listed", len(names) >= 7, names)
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        os.makedirs(folder, exist_ok=True)
        if args.folder:
            check_folder(checks, args.precis, faults_of, names, args.folder, folder)
            print(f"{checks.passed} passed, {checks.failed} failed")
            sys.exit(bool(checks.failed))
        logo = os.path.join(folder, "logo.png")
        make_logo(logo)
        for number, document in enumerate(documents):
            base = os.path.splitext(os.path.basename(document))[0]
            for template in names:
                for paper in ("a4", "letter") if args.documents or number == 0 else ("letter",):
                    made.append(check(checks, args.precis, folder, f"{base}-{template}-{paper}", document, ["-t", template, "--paper", paper]))
                if number == 0:
                    made.append(check(checks, args.precis, folder, f"{base}-{template}-large", document, ["-t", template, "--large-print", "--pages", "4"]))
                    made.append(check(checks, args.precis, folder, f"{base}-{template}-grey", document, ["-t", template, "--grey", "--logo", logo, "--banner", "INTERNAL"]))
        if not args.documents:
            made += [check_script(checks, args.precis, folder, language) for language in SCRIPTS]
        files = [m for m in made if m]
        code, out, talk = run("sh", os.path.join(HERE, "verapdf.sh"), "3a,ua1", *files)
        verdicts = [line for line in out.splitlines() if line.startswith("PASS")]
        checks.ok("veraPDF: no failure for 3a and ua1", code == 0 and len(verdicts) == 2 * len(files), out + talk)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(bool(checks.failed))


if __name__ == "__main__":
    main()
