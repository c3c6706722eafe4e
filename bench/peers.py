#!/usr/bin/env python3
"""The same text set by precis and by the engines that are installed: processor time, memory, size of the PDF, and the score of
bench/typography. One column, justified, hyphenated, 9.5 on 13 pt; Vollkorn but in groff, whose Times is what it ships.

    bench/peers.py TEXT [--measure 70] [--typst FOLDER]     FOLDER: where npm put @myriaddreamin/typst-ts-node-compiler
"""
import argparse
import html
import importlib.machinery
import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TIMES_SPACE_EM = .25

PAGE = """<!doctype html><html lang=%s><meta charset=utf-8><style>@page{size:A4;margin:24mm 18mm}
body{margin:0;width:%gmm;font:9.5pt/13pt Vollkorn;text-align:justify;hyphens:auto;font-variant-numeric:oldstyle-nums}
p{margin:0;text-indent:10pt}p:first-child{text-indent:0}</style><body>%s</body></html>"""

TYPST = """#set page(paper: "a4", margin: (x: 18mm, y: 24mm))
#set text(font: "Vollkorn", size: 9.5pt, lang: "%s", hyphenate: true, number-type: "old-style")
#set par(justify: true, linebreaks: "optimized", leading: 6.5pt, spacing: 6.5pt, first-line-indent: 10pt)
#block(width: %gmm)[%s]
"""

# microtype's expansion and protrusion (XeTeX has protrusion only), and emergencystretch against overfull lines.
LATEX = r"""\documentclass{article}
\usepackage[a4paper,left=18mm,top=24mm,bottom=20mm,textwidth=%gmm]{geometry}
\usepackage{fontspec}\setmainfont{Vollkorn}[Numbers=OldStyle]
\usepackage[%s]{babel}\usepackage{microtype}
\pagestyle{empty}\emergencystretch=1em\parindent=10pt\parskip=0pt
\begin{document}\fontsize{9.5bp}{13bp}\selectfont\noindent %s
\end{document}
"""
LATEX_LANGUAGES = {"en": "american", "de": "ngerman", "fr": "french"}
LATEX_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: "\\" + c for c in "#$%&_{}"}}

TYPST_RUN = """const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const fs = require('fs');
const c = NodeCompiler.create({ workspace: process.argv[2], fontArgs: [{ fontPaths: ['/usr/share/fonts/truetype/vollkorn'] }] });
fs.writeFileSync(process.argv[4], c.pdf({ mainFilePath: process.argv[3] }));
"""


def load_typography():
    path = os.path.join(ROOT, "bench", "typography")
    loader = importlib.machinery.SourceFileLoader("typography", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("typography", loader))
    loader.exec_module(module)
    return module


def write(path, text):
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def of_precis(o, folder, out):
    settings = [f"page.measure={o.measure:g}mm", "page.baseline=13pt", "page.margin-left=18mm", "page.margin-right=18mm",
                "style.body.size=9.5pt", "style.body.leading=13pt", "style.body.align=justify"]
    return [os.path.join(ROOT, "build", "bench", "set_whole"), o.text, out, *settings]


def of_groff(o, folder, out):
    if not shutil.which("groff"):
        return None
    body = "\n.br\n.ti 10p\n".join(p.replace("\\", "\\e") for p in o.paragraphs)
    source = write(os.path.join(folder, "t.roff"), f".pl 297m\n.po 18m\n.ll {o.measure:g}m\n.ps 9500u\n.vs 13p\n.ad b\n.hy 4\n{body}\n"
                   .replace("297m", "29.7c").replace("18m", "1.8c").replace(f"{o.measure:g}m", f"{o.measure / 10:g}c"))
    return ["sh", "-c", f"groff -k -Tpdf '{source}' > '{out}'"]


def of_html(o, folder):
    text = "".join(f"<p>{html.escape(p)}</p>" for p in o.paragraphs)
    return write(os.path.join(folder, "t.html"), PAGE % (o.language, o.measure, text))


def of_chromium(o, folder, out):
    if not shutil.which("chromium"):
        return None
    return ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/c",
            f"--print-to-pdf={out}", of_html(o, folder)]


def of_weasyprint(o, folder, out):
    return ["weasyprint", of_html(o, folder), out] if shutil.which("weasyprint") else None


def of_latex(program):
    def make(o, folder, out):
        if not shutil.which(program):
            return None
        text = "\n\n".join("".join(LATEX_ESCAPES.get(c, c) for c in p) for p in o.paragraphs)
        source = write(os.path.join(folder, "t.tex"), LATEX % (o.measure, LATEX_LANGUAGES.get(o.language, "american"), text))
        run = f"{program} -interaction=batchmode -output-directory={folder} {source}"
        return ["sh", "-c", f"{run} && mv {folder}/t.pdf {out}"]
    return make


def of_libreoffice(o, folder, out):
    if not shutil.which("soffice"):
        return None
    source = of_html(o, folder)
    run = f"soffice -env:UserInstallation=file://{folder}/lo --headless --convert-to pdf:writer_web_pdf_Export --outdir {folder} {source}"
    return ["sh", "-c", f"{run} && mv {folder}/t.pdf {out}"]


def of_typst(o, folder, out):
    if not o.typst:
        return None
    text = "\n\n".join("".join("\\" + c if c in "\\#$*_`<>@[]~=+-/" else c for c in p) for p in o.paragraphs)
    write(os.path.join(folder, "t.typ"), TYPST % (o.language, o.measure, text))
    runner = write(os.path.join(o.typst, "set.cjs"), TYPST_RUN)
    return ["node", runner, folder, os.path.join(folder, "t.typ"), out]


ENGINES = {"precis": of_precis, "groff (Times)": of_groff, "Typst": of_typst, "Chromium": of_chromium, "WeasyPrint": of_weasyprint,
           "LuaLaTeX": of_latex("lualatex"), "XeLaTeX": of_latex("xelatex"), "LibreOffice": of_libreoffice}


def timed(command, out):
    """Seconds of processor time, most memory in MB; None where it failed. In a child, so that each has its own count."""
    read, end = os.pipe()
    child = os.fork()
    if child == 0:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(end, f"{done.returncode} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    code, seconds, memory = os.read(read, 200).split()
    os.close(read)
    os.close(end)
    return (float(seconds), float(memory)) if code == b"0" and os.path.exists(out) else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("--measure", type=float, default=70)
    parser.add_argument("--language", default="en")
    parser.add_argument("--typst", metavar="FOLDER")
    o = parser.parse_args()
    with open(o.text, encoding="utf-8") as text:
        o.paragraphs = [" ".join(p.split()) for p in text.read().split("\n\n") if p.strip()]
    typography = load_typography()
    print("| engine | CPU ms | MB | PDF KB | score | loose | widest blank |\n|---|---|---|---|---|---|---|")
    for name, make in ENGINES.items():
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "out.pdf")
            command = make(o, folder, out)
            used = timed(command, out) if command else None
            if not used:
                print(f"| {name} | {'failed' if command else 'not installed'} | | | | | |")
                continue
            found = typography.judge(out, space_em=TIMES_SPACE_EM if "Times" in name else typography.SPACE_EM)
            print(f"| {name} | {used[0] * 1000:.0f} | {used[1]:.0f} | {os.path.getsize(out) / 1024:.0f} | {found['score']} | "
                  f"{found.get('loose', 0):.0%} | {found.get('widest', 0):.1f}x |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
