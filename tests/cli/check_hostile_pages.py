#!/usr/bin/env python3
"""Pages that break HTML parsers: each must be read within CPU seconds and memory, keep its sentence, and say when it was cut.

usage: check_hostile_pages.py --precis BUILD/precis [--seconds N] [--megabytes N] [NAME...]

The budgets are some twenty times what the slowest takes. A page that libxml2's own tree would cut without a word (more than 256
levels, a text of over 10,000,000 bytes) must be read whole or warn "partial". Files that are no text end with 5 and the reason.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile

MANY = 100_000
MARK = "The harbour office counted ninety boats on Monday, which is more than it ever did."
WORDS = "Some words stand here, and others follow them. "
PAGE = f"<p>{MARK}</p>" + f"<p>{WORDS * 8}</p>" * 3

# name: (page, whether it must warn that it is partial)
PAGES = {
    "elements nested deep": (lambda: "<div>" * MANY + PAGE + "</div>" * MANY, True),
    "text behind deep nesting": (lambda: "<div>" * 700 + "</div>" * 700 + PAGE, True),
    "three hundred levels": (lambda: "<div>" * 300 + PAGE + "</div>" * 300, False),
    "inline elements nested deep": (lambda: "<b>" * MANY + PAGE, True),
    "paragraphs that never end": (lambda: f"<p>{MARK}" + "<p>" * MANY, False),
    "list items that never end": (lambda: "<ul><li>" * MANY + PAGE, True),
    "tables nested deep": (lambda: "<table><tr><td>" * 5_000 + PAGE, True),
    "end tags of nothing": (lambda: PAGE + "<div>" * 400 + "</x></b></p>" * MANY, False),
    "attributes, many on a tag": (lambda: "<p " + " ".join(f"a{n}=1" for n in range(MANY)) + f">{MARK}</p>" + PAGE, False),
    "one attribute, many times": (lambda: "<p " + "class=a " * MANY + f">{MARK}</p>" + PAGE, False),
    "an attribute of a megabyte": (lambda: f'<p class="{"x" * 1_000_000}">{MARK}</p>' + PAGE, False),
    "a name of a megabyte": (lambda: f"<{'x' * 1_000_000}>{PAGE}", False),
    "quotes that never close": (lambda: PAGE + '<a b="' * MANY, False),
    "a text of over ten million bytes": (lambda: f"<p>{WORDS * 220_000}{MARK}</p>", False),
    "entities that grow": (lambda: '<!DOCTYPE h [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "&{chr(97 + n)};&{chr(97 + n)};&{chr(97 + n)};">' for n in range(20)) + "]>" + PAGE + "<p>&u;</p>", False),
    "an entity from a file": (lambda: '<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + PAGE + "<p>root&x;</p>", False),
    "a DTD from elsewhere": (lambda: '<!DOCTYPE html SYSTEM "http://127.0.0.1:1/x.dtd">' + PAGE, False),
    "references": (lambda: PAGE + "&x;&#1;&#xFFFFFFFFF;&amp" * MANY, False),
    "comments that never end": (lambda: PAGE + "<!--" * MANY, True),
    "comments": (lambda: PAGE + "<!-- a -- b -->" * MANY, False),
    "scripts that never end": (lambda: PAGE + "<script>" * MANY, True),
    "scripts": (lambda: PAGE + "<script></scrip></script>" * MANY, False),
    "a title that never ends": (lambda: "<title>" * MANY + PAGE, False),
    "code in code": (lambda: "<pre>" * 400 + "word { } " * MANY + "</pre>" * 400 + PAGE, False),
    "less-than signs": (lambda: PAGE + "<" * 1_000_000, False),
    "elements, half a million": (lambda: PAGE + "<i>x</i> " * 500_000, False),
    "elements past the budget": (lambda: "<p>" + "<i></i>" * 2_200_000 + f"</p>{PAGE}", True),
    "breaks": (lambda: PAGE + "text<br><br>" * MANY, False),
    "breaks in bold": (lambda: PAGE + "<p>" + "<b>text</b><br><br>" * (2 * MANY) + "</p>", False),
    "breaks before paragraphs": (lambda: "<div>" + "<br>" * 250_000 + PAGE + f"<p>{WORDS}</p>" * 40_000 + "</div>", False),
    "classes": (lambda: PAGE + ('<div class="' + "articlecommentheader " * 20 + '">a</div>') * 20_000, False),
    "siblings": (lambda: PAGE + "<div><p>One, two, three, four, five, six, seven and so on.</p></div>" * 50_000, False),
    "quotations nested deep": (lambda: PAGE + "<q>a" * MANY, True),
    "raised marks": (lambda: PAGE + "<sup>" * 400 + "<sup>1</sup>" * MANY, False),
    "JSON nested deep": (lambda: '<script type="application/ld+json">' + "[" * MANY + "</script>" + PAGE, False),
    "JSON, a megabyte": (lambda: '<script type="application/ld+json">[' + '{"@type":"Article","headline":"x"},' * 27_000 + "{}]</script>" + PAGE, False),
    "controls": (lambda: PAGE.replace(". ", ". \x01") + "\x02" * 20, False),
}

# What is no page, whatever it is called: (bytes, what the message must say)
REFUSED = {
    "picture.html": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "not text: PNG image"),
    "records.html": (b"<html>\0\x01\x02\0\x80\xfe\0" * 100, "not text: binary data"),
    "controls.html": (PAGE.replace(" ", " \x01").encode() + b"\x02" * 1000, "not text: binary data"),
    "archive.htm": (b"\x1f\x8b\x08" + b"x" * 64, "not text: gzip archive"),
}


def run(precis, path, args):
    """(exit code, stdout, stderr, CPU seconds, megabytes)"""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (args.seconds, args.seconds))
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        child = subprocess.Popen([precis, path, "--format", "json", "-o", "-"], stdout=out, stderr=talk, preexec_fn=limit)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        talk.seek(0)
        return child.returncode, out.read(), talk.read().decode("utf-8", "replace"), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def wrong_page(args, folder, name):
    make, is_partial = PAGES[name]
    path = os.path.join(folder, "page.html")
    with open(path, "w", encoding="utf-8") as file:
        page = make()
        file.write(page if page.startswith("<!DOCTYPE") else "<!DOCTYPE html><html><body>" + page)
    code, out, talk, took, megabytes = run(args.precis, path, args)
    if code not in (0, 6):
        return f"exit {code} after {took:.1f} s: {talk.strip()[:200]}", took
    if megabytes > args.megabytes:
        return f"{megabytes:.0f} MB", took
    text = subprocess.run([args.precis, "inspect", path, "--stage", "text"], capture_output=True).stdout.decode()
    if MARK not in text:
        return "its sentence is lost", took
    if "root:" in text:
        return "a file was read", took
    warnings = [w["message"] for w in json.loads(out).get("warnings", [])] if code == 0 else []
    if is_partial != any(w.startswith("partial") for w in warnings):
        return f"partial is {is_partial}, the warnings are {warnings}", took
    return None, took


def wrong_file(args, folder, name):
    data, message = REFUSED[name]
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data)
    code, _, talk, _, _ = run(args.precis, path, args)
    return None if code == 5 and message in talk and name in talk else f"exit {code}: {talk.strip()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("--megabytes", type=int, default=1500)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    failed, slowest = 0, (0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name in args.names or PAGES:
            what, took = wrong_page(args, folder, name)
            slowest = max(slowest, (took, name))
            failed += bool(what)
            if what:
                print(f"FAIL {name}: {what}")
            elif args.names or took > 1:
                print(f"{took:5.1f} s  {name}")
        for name in () if args.names else REFUSED:
            what = wrong_file(args, folder, name)
            failed += bool(what)
            if what:
                print(f"FAIL {name}: {what}")
    print(f"{len(args.names or PAGES) + (0 if args.names else len(REFUSED)) - failed} passed, {failed} failed; the slowest, {slowest[1]}: {slowest[0]:.1f} s")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
