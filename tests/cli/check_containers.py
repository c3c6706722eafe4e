#!/usr/bin/env python3
"""Containers, mails and converters that mean harm or are broken: each ends within a budget of CPU seconds and memory, with the reason and
what to do about it, and what can be read of the others is read.

usage: check_containers.py --precis BUILD/precis [--seconds N] [--memory MiB] [NAME...]
"""
import argparse
import io
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile

OFFICE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "read", "office")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OPENDOCUMENT = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "text", "table"))
TEXT = "The harbour board approved the new breakwater on Tuesday."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
MANY = 100_000
LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a text of words, not of numbers
PADDING = ("padding", os.urandom(200_000))  # against the limit of 200 times, where something else is tested

# A row: name of the file, its bytes (or a function that gives them), exit code, what stderr says, what the text says.
# None for the text: nothing is looked for in it.


def rezip(source, changes, extra=()):
    """A real file with entries changed (None: left out) and others added at its end, twice the same if so wished."""
    out = io.BytesIO()
    with zipfile.ZipFile(os.path.join(OFFICE, source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = changes.get(entry.filename, old.read(entry))
            if data is not None:
                new.writestr(entry.filename, data)
        for name, data in extra:
            new.writestr(name, data)
    return out.getvalue()


def docx(body, head="", root="", extra=()):
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {W} {MC} {root}><w:body>{body}</w:body></w:document>'
    return rezip("pandoc-german.docx", {"word/document.xml": xml}, extra)


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body, head=""):
    xml = f'{head}<office:document-content {OPENDOCUMENT}><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    return rezip("pandoc-report.odt", {"content.xml": xml})


PAGES = ("EPUB/text/title_page.xhtml", "EPUB/text/ch001.xhtml", "EPUB/text/ch002.xhtml")


def epub(changes, extra=()):
    return rezip("pandoc-book.epub", changes, extra)


def package(change, extra=()):
    with zipfile.ZipFile(os.path.join(OFFICE, "pandoc-book.epub")) as old:
        return epub({"EPUB/content.opf": change(old.read("EPUB/content.opf").decode())}, extra)


def encryption(method):
    return ('<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
            f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{method}"/><enc:CipherData><enc:CipherReference URI="EPUB/text/ch001.xhtml"/>'
            '</enc:CipherData></enc:EncryptedData></encryption>')


def zip_of(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in entries:
            new.writestr(name, data)
    return out.getvalue()


def password_bit():
    """Bit 0 of the flags, in the local heads and in the directory: the entry is encrypted."""
    data = bytearray(docx(paragraph(TEXT)))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        where = data.find(mark)
        while where >= 0:
            data[where + at] |= 1
            where = data.find(mark, where + 4)
    return bytes(data)


def real(name):
    with open(os.path.join(OFFICE, name), "rb") as file:
        return file.read()


def mail(head, body):
    return f"From: Jane Doe <jane@example.org>\nSubject: Ice\nDate: Mon, 4 Mar 2024 09:12:00 +0100\nMIME-Version: 1.0\n{head}\n{body}".encode()


def nested_mail(depth):
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return mail(opening + "Content-Type: text/plain\n", TEXT)


def empty_pdf():
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")


BOX = "<w:p><w:r><w:pict><w:txbxContent>"
BOX_END = "</w:txbxContent></w:pict></w:r></w:p>"
ENTITY = '<!DOCTYPE w:document [<!ENTITY a "{0}">]>'
LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"

CASES = {
    "a bomb": ("a.docx", lambda: docx(paragraph("word " * 30_000_000)), 5, "'word/document.xml' inflates to more than", None),
    "a bomb below the limit of an entry": ("a.docx", lambda: docx(paragraph(" " * 60_000_000)), 5, "more than 200 times its size", None),
    "two bodies": ("a.docx", lambda: docx("", extra=[("word/document.xml", "<x/>")]), 5, "two entries 'word/document.xml'; hint: which one counts", None),
    "names that lead out": ("a.docx", lambda: docx(paragraph(TEXT), extra=[("../../out", "x"), ("/etc/out", "x"), ("a\x1b[31mb", "x")]), 0, "", TEXT),
    "an escape in a name told": ("a.docx", lambda: docx("", extra=[("a\x1b[31mb", "x"), ("a\x1b[31mb", "y")]), 5, r"two entries 'a\\x1b\[31mb'", None),
    "more entries than a document has": ("a.docx", lambda: zip_of(*((f"e{n}", "") for n in range(20_001))), 5, "not |more than 20000 entries", None),
    "a declaration of a type": ("a.docx", lambda: docx(paragraph("&a;"), ENTITY.format(TEXT)), 5, "'word/document.xml' has a document type declaration", None),
    "entities of entities": ("a.docx", lambda: docx(paragraph("&a9;"), LAUGHS), 5, "document type declaration", None),
    "an entity from a file": ("a.docx", lambda: docx(paragraph("&a;"), '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), 5, "document type declaration", None),
    "an entity from a file, in UTF-16": ("a.docx", lambda: rezip("pandoc-german.docx", {"word/document.xml": (
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>{paragraph("&a;")}</w:body></w:document>').encode("utf-16")}),
        5, "document type declaration", None),
    "UTF-16": ("a.docx", lambda: rezip("pandoc-german.docx", {"word/document.xml": (
        f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body>{paragraph(TEXT)}</w:body></w:document>').encode("utf-16")}), 0, "", TEXT),
    "a type declared in styles": ("a.docx", lambda: rezip("pandoc-german.docx", {"word/styles.xml": "<!DOCTYPE x><x/>"}), 5, "'word/styles.xml' has a document type", None),
    "deep elements": ("a.docx", lambda: docx("<w:p>" * MANY), 5, "elements nested deeper than 250", None),
    "many attributes": ("a.docx", lambda: docx("<w:p " + " ".join(f'a{n}="1"' for n in range(MANY)) + "/>"), 5, "a tag with more than 256 attributes", None),
    "a long tag": ("a.docx", lambda: docx(f'<w:p w:a="{os.urandom(3_000_000).hex()}"/>'), 5, "a tag over 4 MiB", None),
    "many namespaces": ("a.docx", lambda: docx("".join("<w:p " + " ".join(f'xmlns:a{d}x{n}="u"' for n in range(100)) + ">" for d in range(100))), 5, "more than 2000 namespaces", None),
    "a long text": ("a.docx", lambda: docx(paragraph(TEXT + " " + re.sub("(.{99})", r"\1 ", os.urandom(5_500_000).hex().translate(LETTERS)) + ". The end of it.")), 0, "", "The end of it."),
    "cut in the middle": ("a.docx", lambda: real("pandoc-report.docx")[:6000], 5, "damaged ZIP container.*; hint: save or send the document again", None),
    "a broken entry": ("a.docx", lambda: real("pandoc-report.docx").replace(b"\x78", b"\x79"), 5, "damaged|not|two", None),
    "a body that breaks off": ("a.docx", lambda: rezip("pandoc-german.docx", {"word/document.xml": f"<w:document {W}><w:body>{paragraph(TEXT)}<w:p><w:r>"}), 0,
                               "partial: 'word/document.xml' is damaged at its line 1", TEXT),
    "a body of nothing": ("a.docx", lambda: rezip("pandoc-german.docx", {"word/document.xml": ""}), 6, "no sentence", None),
    "nothing at all": ("a.docx", b"", 5, "not DOCX: no ZIP container; hint: the file is empty", None),
    "an empty container": ("a.docx", zip_of, 5, "damaged ZIP container", None),
    "a picture": ("a.docx", PNG, 5, "not text: PNG image; hint: .*OCR", None),
    "a text": ("a.docx", TEXT.encode(), 5, "not DOCX: no ZIP container; hint: give the file its right ending", None),
    "random bytes": ("a.txt", lambda: random.Random(7).randbytes(3000), 5, "not text: binary data; hint: [0-9]+ control characters in", None),
    "what a terminal wrote": ("a.txt", f"\x1b[1mI\bIc\bce\be\x1b[0m {TEXT}".encode(), 0, "control characters left out", TEXT),
    "PostScript": ("a.txt", b"%!PS-Adobe-3.0\n", 5, "not text: PostScript document; hint: convert it first", None),
    "a program": ("a.txt", b"\x7fELF\2\1\1", 5, "not text: ELF program; hint: ", None),
    "a recording": ("a.txt", b"OggS\0\2", 5, "not text: Ogg recording; hint: ", None),
    "an ODT": ("a.docx", lambda: real("pandoc-report.odt"), 0, "", "The northern route opened on 12 June, 19"),
    "a DOCX": ("a.txt", lambda: real("pandoc-report.docx"), 0, "", "The northern route opened on 12 June, 19"),
    "a book": ("a.odt", lambda: real("pandoc-book.epub"), 0, "", "twelve ships"),
    "a workbook": ("a.xlsx", lambda: zip_of(("xl/workbook.xml", "<x/>")), 5, "not text: Excel workbook \\(.xlsx\\); hint: ", None),
    "a presentation": ("a.pptx", lambda: zip_of(("ppt/presentation.xml", "<x/>")), 5, "not text: PowerPoint presentation", None),
    "any container": ("a.zip", lambda: zip_of(("a.txt", TEXT)), 5, "not text: ZIP container; hint: unpack it", None),
    "an encrypted DOCX": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), 5, "encrypted document; hint: save it without a password", None),
    "an old Word document": ("a.doc", OLE + "WordDocument".encode("utf-16-le"), 5, "Word document of the old format \\(.doc\\); hint: save it as DOCX", None),
    "an encrypted entry": ("a.docx", password_bit, 5, "encrypted document; hint: ", None),
    "boxes in boxes": ("a.docx", lambda: docx(paragraph(TEXT) + BOX * 40 + paragraph("Deep.") + BOX_END * 40), 0, "partial: 1 text boxes nested deeper than 16", TEXT),
    "a box written twice": ("a.docx", lambda: docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{BOX}{paragraph('Once.')}{BOX_END}</mc:Choice>"
                                                   f"<mc:Fallback>{BOX}{paragraph('Twice.')}{BOX_END}</mc:Fallback></mc:AlternateContent></w:r></w:p>"), 0, "", TEXT + "\n\nOnce.\n"),
    "tables in tables": ("a.docx", lambda: docx(paragraph(TEXT) + "<w:tbl><w:tr><w:tc>" * 60 + paragraph("Deep.") + "</w:tc></w:tr></w:tbl>" * 60), 0, "", TEXT + "\n\nDeep."),
    "a field that never ends": ("a.docx", lambda: docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph(TEXT)), 0, "", TEXT),
    "fields in fields": ("a.docx", lambda: docx('<w:p>' + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * MANY + "</w:p>" + paragraph(TEXT)), 0, "", TEXT),
    "an instruction and its result": ("a.docx", lambda: docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>not this</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                                                             '<w:r><w:t>but this is it.</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), 0, "", "but this is it.\n"),
    "hidden and shown": ("a.docx", lambda: docx('<w:p><w:r><w:t>Seen </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr>'
                                                '<w:t>and seen again.</w:t></w:r></w:p>'), 0, "", "Seen and seen again.\n"),
    "symbols": ("a.docx", lambda: docx('<w:p><w:r><w:t>The angle </w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F061"/><w:t> is small</w:t><w:sym w:font="Wingdings" w:char="F04A"/><w:noBreakHyphen/>'
                                       '<w:softHyphen/><w:t>ish.</w:t></w:r></w:p>'), 0, "1 symbols of a font", "The angle \u03b1 is small\u2011ish.\n"),
    "a deleted row": ("a.docx", lambda: docx(f'{paragraph(TEXT)}<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph("a")}</w:tc><w:tc>{paragraph("b")}</w:tc></w:tr>'
                                             f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{paragraph("c")}</w:tc><w:tc>{paragraph("d")}</w:tc></w:tr></w:tbl>'), 0, "", "\n\na\tb\n"),
    "a deleted cell": ("a.docx", lambda: docx(f'{paragraph(TEXT)}<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>{paragraph("a")}</w:tc><w:tc>{paragraph("b")}</w:tc>'
                                              f'<w:tc>{paragraph("c")}</w:tc></w:tr></w:tbl>'), 0, "", "\n\nb\tc\n"),
    "what moved": ("a.docx", lambda: docx(f'<w:p><w:moveFrom>{"<w:r><w:t>Here once.</w:t></w:r>"}</w:moveFrom><w:moveTo><w:r><w:t>It is here now.</w:t></w:r></w:moveTo></w:p>'), 0, "", "It is here now.\n"),
    "a slot nobody filled": ("a.docx", lambda: docx(f'{paragraph(TEXT)}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph("Click here.")}</w:sdtContent></w:sdt>{paragraph("Next.")}'),
                             0, "", TEXT + "\n\nNext.\n"),
    "contents that Word made": ("a.docx", lambda: docx(f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{paragraph("Ice ... 3")}'
                                                       f'</w:sdtContent></w:sdt>{paragraph(TEXT)}'), 0, "", TEXT),
    "many notes": ("a.docx", lambda: docx(f'<w:p><w:r><w:t>{TEXT}</w:t></w:r>' + "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(MANY)) + "</w:p>"), 0, "", TEXT),
    "paragraphs without end": ("a.docx", lambda: docx((BOX + paragraph("a") + BOX_END) * 60_000 + paragraph(TEXT), extra=[PADDING]), 0, "", TEXT),
    "an encrypted ODT": ("a.odt", lambda: rezip("pandoc-report.odt", {"META-INF/manifest.xml":
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>',
        "content.xml": os.urandom(5000)}), 5, "encrypted document; hint: save it without a password", None),
    "a declaration in an ODT": ("a.odt", lambda: odt("", "<!DOCTYPE x>"), 5, "'content.xml' has a document type declaration", None),
    "endless blanks and columns": ("a.odt", lambda: odt(f'<text:p>{TEXT}<text:s text:c="4000000000"/>Next.</text:p><table:table><table:table-column table:number-columns-repeated="4000000000"/>'
                                                        f'<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>'), 0, "", TEXT + " Next."),
    "paragraphs in paragraphs": ("a.odt", lambda: odt("<text:p>a" * 200 + "</text:p>" * 200 + f"<text:p>{TEXT}</text:p>"), 0, "partial: .*nested deeper", TEXT),
    "spans in spans": ("a.odt", lambda: odt("<text:p>" + "<text:span>" * 200 + TEXT + "</text:span>" * 200 + "</text:p>"), 0, "", TEXT),
    "a spreadsheet": ("a.odt", lambda: zip_of(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")), 5, "not ODT: a document of the type 'application/vnd.oasis.opendocument.spreadsheet'; hint: save its text", None),
    "a protected book": ("a.epub", lambda: epub({}, [("META-INF/encryption.xml", encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))]), 5,
                         "encrypted document; hint: a book with copy protection", None),
    "a book with garbled fonts": ("a.epub", lambda: epub({}, [("META-INF/encryption.xml", encryption("http://www.idpf.org/2008/embedding"))]), 0, "", "twelve ships"),
    "a protected book that says not how": ("a.epub", lambda: epub({}, [("META-INF/encryption.xml", re.sub("<enc:EncryptionMethod[^>]*>", "", encryption("")))]), 5,
        "encrypted document; hint: a book with copy protection cannot be read", None),
    "a chapter of random bytes": ("a.epub", lambda: epub({"EPUB/text/ch001.xhtml": random.Random(7).randbytes(40000)}), 0,
        "partial: chapter 'EPUB/text/ch001.xhtml' is not text: binary data", "Pilots"),
    "a chapter that is a picture": ("a.epub", lambda: epub({"EPUB/text/ch001.xhtml": b"\x89PNG\r\n\x1a\n" + bytes(99)}), 0, "is not text: PNG", "Pilots"),
    "a book of random bytes": ("a.epub", lambda: epub({n: random.Random(7).randbytes(40000) for n in PAGES}), 5, "not text: binary data; hint: [0-9]+ control characters in", None),
    "a missing chapter": ("a.epub", lambda: epub({"EPUB/text/ch001.xhtml": None}), 0, "partial: chapter 'EPUB/text/ch001.xhtml' is missing", "Pilots"),
    "a chapter of a name beyond ASCII": ("a.epub", lambda: package(lambda p: p.replace("text/ch001.xhtml", "text/%C3%9Cber%20uns.xhtml"),
                                                                   [("EPUB/text/\u00dcber uns.xhtml", f"<html><body><p>{TEXT}</p></body></html>")]), 0, "", TEXT),
    "a chapter outside": ("a.epub", lambda: package(lambda p: p.replace("text/ch001.xhtml", "../../../../etc/passwd")), 0, "partial: chapter '' is missing", "Pilots"),
    "a chapter many times": ("a.epub", lambda: package(lambda p: p.replace("</spine>", '<itemref idref="ch001_xhtml"/>' * MANY + "</spine>"), [PADDING]), 0, "", "twelve ships"),
    "a book without a package": ("a.epub", lambda: epub({"EPUB/content.opf": None}), 5, "not EPUB: ", None),
    "parts in parts": ("a.eml", lambda: nested_mail(1000), 6, "no sentence", None),
    "many parts": ("a.eml", lambda: mail('Content-Type: multipart/mixed; boundary="b"\n', f"--b\n\n{TEXT}\n" + "--b\nContent-Type: a/b\n\nx\n" * MANY), 0, "partial: parts of the mail past the budget", TEXT),
    "no boundary": ("a.eml", lambda: mail("Content-Type: multipart/mixed\n", TEXT), 6, "attachment not read: 'multipart/mixed'|no sentence", None),
    "boundaries that never match": ("a.eml", lambda: mail('Content-Type: multipart/mixed; boundary="b"\n', "--c\n" * MANY), 6, "no sentence", None),
    "encoded words without end": ("a.eml", lambda: mail("Content-Type: text/plain\nX: y\n", TEXT).replace(b"Ice", b"=?utf-8?q?" * MANY), 0, "", TEXT),
    "equals signs in a head": ("a.eml", lambda: mail("Content-Type: text/plain\n", TEXT).replace(b"Ice", b"\xff=" * MANY), 0, "", TEXT),
    "parameters without end": ("a.eml", lambda: mail('Content-Type: text/plain; a="' + ';b="' * MANY + "\n", TEXT), 0, "", TEXT),
    "fields without end": ("a.eml", lambda: mail("".join(f"X-{n}: y\n" for n in range(MANY)), TEXT), 0, "", TEXT),
    "an unknown charset": ("a.eml", lambda: mail("Content-Type: text/plain; charset=klingon\n", TEXT), 0, "", TEXT),
    "base64 that is none": ("a.eml", lambda: mail("Content-Transfer-Encoding: base64\n", "%%%%" * 1000), 6, "no sentence", None),
    "zeros in base64": ("a.eml", lambda: mail("Content-Transfer-Encoding: base64\n", "A" * 8000), 5, "binary data", None),
    "heads of forwarded mails": ("a.eml", lambda: mail("", "From: a\nTo: b\nDate: c\n\n" * 30_000 + TEXT), 0, "", TEXT),
    "answers to answers": ("a.eml", lambda: mail("", TEXT + "\n\n" + "Jane wrote:\n> a\n\n" * 30_000), 0, "", TEXT),
    "an empty mail": ("a.eml", b"", 6, "no sentence", None),
    "a page that never closes": ("a.eml", lambda: mail("Content-Type: text/html\n", f"<p>{TEXT}</p>" + '<div class="gmail_attr">' * MANY), 0, "", TEXT),
    "a picture in a mail's place": ("a.eml", PNG, 5, "not text: PNG image", None),
    "a PDF of pictures": ("a.pdf", empty_pdf, 5, "image-only PDF; hint: run ocrmypdf first", None),
    "a PDF of another name": ("a.bin", lambda: real("german.pdf"), 0, "", "Der Pegel in Dresden"),
    "a broken PDF": ("a.pdf", b"%PDF-1.7\nnothing", 5, "damaged PDF document: .*; hint: save or send the document again", None),
    "a text that calls itself PDF": ("a.pdf", TEXT.encode(), 0, "", TEXT),
}

READERS = f"""[readers]
ok = printf '%s.\\n' "{TEXT}"
path = sh -c 'echo "$0"; cat "$0"' {{}}
fed = cat
fail = sh -c 'echo; echo "  no luck today"; echo more >&2; echo "first \x1b[31mline" >&2; echo second >&2; exit 3'
none = /nonexistent/program {{}}
much = yes
memory = sh -c 'echo The limit is $(ulimit -v) kilobytes, no more.'
stray = sh -c 'sleep 300 & echo $! > stray.pid; echo "{TEXT}"'
words = printf '%s|%s|%s.\\n' "a  b" 'c "d"' e{{}}f
"""

# Endings and what must come out of them, with READERS as precis.ini.
CONVERTED = {
    "ok": (0, "", TEXT), "path": (0, "", "in.path"), "fed": (0, "", TEXT), "fail": (5, r"'sh' failed: more; hint: see its line 5 in ", None),
    "none": (5, "'/nonexistent/program', which reads .none files, is not installed; hint: see its line 6", None),
    "much": (5, "'yes' wrote more than the limit of 100000 bytes; hint: raise --max-input", None),
    "memory": (0, "", "4194304 kilobytes"), "stray": (0, "", TEXT), "words": (0, "", 'a b|c "d"|e'),
}


def run(command, seconds, memory, folder, feed=None):
    """(exit code or minus the signal, stdout, stderr, CPU seconds, MiB)"""
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        child = subprocess.Popen(command, stdin=feed or subprocess.DEVNULL, stdout=out, stderr=talk, preexec_fn=set_limits, cwd=folder)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        out.seek(0), talk.seek(0)
        text, said = out.read().decode("utf-8", "replace"), talk.read().decode("utf-8", "replace")
    code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    mib = usage.ru_maxrss // 1024
    if mib > memory:
        said += f" (took {mib} MiB)"
        code = "memory"
    return code, text, said, usage.ru_utime + usage.ru_stime


def compare(got, expected, name):
    """What is wrong with an answer, or None."""
    code, text, said, _ = got
    wanted, reason, part = expected
    if code != wanted:
        return f"exit {code}, not {wanted}: {said.strip()[:300]}"
    if reason and not re.search(reason, said):
        return f"says {said.strip()[:300]!r}, not {reason!r}"
    if wanted == 5 and not re.search(rf"^precis: {re.escape(name)}: error: .*; hint: ", said):
        return f"no file, reason and hint: {said.strip()[:300]!r}"
    if "\x1b" in said:
        return "an escape sequence reached the terminal"
    if part and part not in text:
        return f"the text is {text[:300]!r}, without {part!r}"
    return None


def check_case(precis, folder, limits, name):
    file, data, *expected = CASES[name]
    with open(os.path.join(folder, file), "wb") as out:
        out.write(data() if callable(data) else data)
    if expected[0] == 0 and expected[2] is not None or expected[0] == 6:
        # The command for its exit code and warnings, inspect for the text.
        made = run([precis, file, "--sentences", "1", "--format", "json", "-o", "-"], *limits, folder)
        seen = run([precis, "inspect", file, "--stage", "text"], *limits, folder)
        return compare((made[0], seen[1], made[2], made[3]), expected, file)
    return compare(run([precis, file, "--sentences", "1", "--format", "text", "-o", "-"], *limits, folder), expected, file)


def check_rows(precis, folder, limits):
    """Lines of code stay code where the mark of their paragraph was deleted: no other block has rows."""
    code = ('<w:p><w:pPr><w:pStyle w:val="SourceCode"/><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>buoy 14</w:t><w:br/><w:t>ice 2</w:t></w:r></w:p>'
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Ice</w:t></w:r></w:p>')
    with open(os.path.join(folder, "a.docx"), "wb") as out:
        out.write(docx(paragraph(TEXT) + code + paragraph("It was thin.")))
    got = run([precis, "inspect", "a.docx", "--stage", "blocks"], *limits, folder)
    return compare(got, (0, "", "\tcode\tbuoy 14\\nice 2Ice\n"), "a.docx")


def check_converter(precis, folder, limits, ending):
    name = f"in.{ending}"
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(TEXT + "\n")
    got = run([precis, "inspect", name, "--stage", "text", "--config", "precis.ini", "--max-input", "100000"], *limits, folder)
    wrong = compare(got, CONVERTED[ending], name)
    if ending == "stray" and not wrong:
        pid = int(open(os.path.join(folder, "stray.pid")).read())
        for _ in range(200):  # killed is not yet gone
            if not os.path.exists(f"/proc/{pid}") or " Z " in open(f"/proc/{pid}/stat").read():
                return None
            time.sleep(0.01)
        return "what the converter had started is still running"
    return wrong


def check_settings(precis, folder, limits):
    """precis.ini at its usual place, and mistakes in it."""
    home = os.path.join(folder, "home")
    os.makedirs(os.path.join(home, "precis"))
    with open(os.path.join(home, "precis", "precis.ini"), "w") as file:
        file.write(READERS)
    os.environ["XDG_CONFIG_HOME"] = home
    with open(os.path.join(folder, "in.ok"), "w") as file:
        file.write("x")
    wrong = [compare(run([precis, "inspect", "in.ok", "--stage", "text"], *limits, folder), (0, "", TEXT), "in.ok")]
    for text, reason in (("[readers]\nPDF = x\n", r"bad.ini:2: error: 'PDF' is no ending"), ("[writers]\npdf = x\n", r"bad.ini:2: error: unknown section \[writers\]"),
                         ("[readers]\nok =\n", r"reader of .ok is empty"),
                         ("[readers]\nok = cat 'a b\n", r"reader of .ok is a command whose last quotation mark is not closed; hint: see its line 2"),
                         ("[readers]\nok = cat" + " a" * 64 + "\n", r"reader of .ok is a command of more than 64 words")):
        with open(os.path.join(folder, "bad.ini"), "w") as file:
            file.write(text)
        wrong.append(compare(run([precis, "inspect", "in.ok", "--stage", "text", "--config", "bad.ini"], *limits, folder), (2, reason, None), "bad.ini"))
    wrong.append(compare(run([precis, "inspect", "in.ok", "--stage", "text", "--config", "nowhere.ini"], *limits, folder), (2, "nowhere.ini: error: cannot be opened", None), ""))
    with open(os.path.join(OFFICE, "german.pdf"), "rb") as file:
        wrong.append(compare(run([precis, "inspect", "-", "--stage", "text"], *limits, folder, file), (0, "", "Der Pegel in Dresden"), "stdin"))
    del os.environ["XDG_CONFIG_HOME"]
    return "; ".join(w for w in wrong if w) or None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--memory", type=int, default=1024)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    warnings.simplefilter("ignore")  # of zipfile: two entries of one name are what is wanted
    precis, limits = os.path.abspath(args.precis), (args.seconds, args.memory)
    checks = {name: lambda f, n=name: check_case(precis, f, limits, n) for name in CASES}
    checks |= {f"reader {ending}": lambda f, e=ending: check_converter(precis, f, limits, e) for ending in CONVERTED}
    checks["a deleted mark behind code"] = lambda f: check_rows(precis, f, limits)
    checks["settings"] = lambda f: check_settings(precis, f, limits)
    failed = 0
    for name in args.names or checks:
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "precis.ini"), "w", encoding="utf-8") as file:
                file.write(READERS)
            wrong = checks[name](folder)
            if set(os.listdir(folder)) & {"out", "passwd"}:
                wrong = "a file came out of a container"
        if wrong:
            failed += 1
            print(f"FAIL {name}: {wrong}")
    print(f"{len(args.names or checks) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
