#!/usr/bin/env python3
"""Inputs that make a careless program slow: each must be read to its end within a budget of CPU seconds and memory, and give valid JSON,
pages or a reason.

usage: check_hostile.py --precis BUILD/precis [--seconds N] [NAME...]

The budget is some twenty times what the slowest takes: it tells a loop inside a loop, not a slow machine.
"""
import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile

MANY = 100_000
MEGABYTE = 1_000_000
# 0 done, 3 with warnings, 6 nothing to summarize
EXITS = (0, 3, 6)
MEMORY_MAX = 1_000  # megabytes


def split_quotation(n):
    return "“We know of {0} more”, said he, “and of {0} less.” ".format(n)


def letters_of(n, count):
    return "".join(chr(ord("A") + n // 26**at % 26) for at in range(count))


def explained(n):
    return f"The {' '.join(letter + 'orin' for letter in letters_of(n, 4))} ({letters_of(n, 4)}) met. "


def words_of_one_slot(count):
    """Words of eight letters that all fall on one slot where the hash is (8 ^ bytes) * odd, xored with its own high half."""
    odd, mask, letters, words = 0x9E3779B97F4A7C15, (1 << 17) - 1, range(ord("a"), ord("z") + 1), []
    inverse = pow(odd, -1, 1 << 32)
    for head in itertools.product(letters, repeat=4):
        product = (int.from_bytes(bytes(head), "little") ^ 8) * odd & (1 << 64) - 1
        rest = ((product & mask) - (product >> 32) & mask) * inverse & mask  # of the upper four bytes, so that both halves agree
        fifth, sixth, last_bit = rest & 255, rest >> 8 & 255, rest >> 16
        if fifth in letters and sixth in letters:
            words += (bytes((*head, fifth, sixth, a, b)).decode() for a in letters if a & 1 == last_bit for b in letters)
        if len(words) >= count:
            return " ".join(words) + "."


INPUTS = {
    "one line without a blank": lambda: "x" * MEGABYTE,
    "letters and digits in turn": lambda: "a1" * (MEGABYTE // 2),
    "double marks": lambda: '"' * MANY,
    "double marks with blanks": lambda: '" ' * MANY,
    "single marks": lambda: "'" * MANY,
    "single marks before letters": lambda: "'a " * MANY,
    "curly marks": lambda: "“" * MANY,
    "curly marks before letters": lambda: "“a " * MANY,
    "curly single marks": lambda: "‘a " * MANY,
    "closing marks": lambda: "a” " * MANY,
    "angle marks": lambda: "«" * MANY,
    "angle marks before letters": lambda: "« a " * MANY,
    "backticks": lambda: "``" * MANY,
    "backticks before letters": lambda: "``a " * MANY,
    "all marks in turn": lambda: "\"'“”‘’«»``„" * (MANY // 10),
    "digits in a row": lambda: "7" * MANY,
    "digits with blanks": lambda: "7 " * MANY,
    "digits with commas": lambda: "7," * MANY,
    "groups of three": lambda: "1" + ",234" * MANY,
    "groups of three with blanks": lambda: "1" + " 234" * MANY,
    "numbers with signs": lambda: "-7-7/7.7:7^7e7 " * (MANY // 10),
    "number words": lambda: "one hundred and twenty thousand million " * (MANY // 5),
    "currencies": lambda: "$ € US$ £7 " * (MANY // 4),
    "ranges": lambda: "between 3 and 4 to 5 to 6 from 7 until 8 " * (MANY // 10),
    "dates": lambda: "3 May 2020 to 4 June 2021, since last week " * (MANY // 8),
    "openings of dates": lambda: "the end of the beginning of " * (MANY // 5),
    "slashes of dates": lambda: "3/4/" * MANY,
    "capitalised words": lambda: "Alpha Beta Gamma Delta " * (MANY // 4),
    "different capitalised words": lambda: " ".join(f"Na{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}{chr(97 + n // 17576)}o" for n in range(MANY)),
    "one surname, many people": lambda: " ".join(f"Mr. A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} Smith said so. Smith left." for n in range(MANY // 10)),
    "names joined by of and and": lambda: "Ministry of Trade and " * (MANY // 4),
    "capitals": lambda: "ABC " * MANY,
    "titles": lambda: "Mr. " * MANY,
    "initials": lambda: "A. B. " * (MANY // 2),
    "open brackets": lambda: "(" * MANY,
    "brackets with words": lambda: "Big Old Word (BOW " * (MANY // 4),
    "closed brackets": lambda: "World Health Organization (WHO) " * (MANY // 4),
    "nested brackets": lambda: "(" * MANY + ")" * MANY,
    "letters with stops": lambda: "a." * (MEGABYTE // 2),
    "stops": lambda: "." * MEGABYTE,
    "stops with blanks": lambda: ". " * (MEGABYTE // 2),
    "stops and marks": lambda: "?!…” " * MANY,
    "split quotations": lambda: "".join(split_quotation(n) for n in range(MEGABYTE // 60)),
    "short quotations": lambda: "“x” said he, " * (MEGABYTE // 15),
    "quotations, a paragraph each": lambda: "“x,” said he.\n\n" * (MEGABYTE // 18),
    "paragraphs left open": lambda: "“It goes on.\n\n" * (MEGABYTE // 18),
    "pronouns": lambda: "He said that she said that they said. " * (MANY // 4),
    "list marks": lambda: "".join(f"{n % 99}. a " for n in range(MANY)),
    "words on lines": lambda: "word\n" * MANY,
    "words on lines apart": lambda: "word\n\n" * MANY,
    "different words on lines": lambda: "\n".join(f"w{n}" for n in range(MANY)),
    "blank lines": lambda: "\n" * MEGABYTE,
    "indents": lambda: "".join(" " * (n % 40) + "word\n" for n in range(MANY)),
    "hyphens at line ends": lambda: "hyphen-\n" * MANY,
    "hyphens": lambda: "a-" * MANY,
    "combining marks": lambda: "e" + "\u0301" * 30_000 + " is a letter.",
    "combining marks out of order": lambda: "e" + "\u0301\u0323" * 15_000 + " is a letter.",
    "ideographs": lambda: "港" * MANY,
    "apostrophes": lambda: "o'" * MANY,
    "addresses": lambda: "a@b.c/d_e " * (MANY // 2),
    "tabs": lambda: "a\tb\tc\n" * (MANY // 3),
    "page feeds": lambda: "A head\n\nText of it.\n12\n\f" * (MANY // 10),
    "one sentence over and over": lambda: "The ship left the port on Monday. " * (MANY // 4),
    "words of one slot": lambda: words_of_one_slot(180_000),
    "Markdown marks": lambda: "# [a](b) *c* **d** `e` > | " * (MANY // 10),
}

# Of several documents.
TOGETHER = {
    "abbreviations of two documents": lambda: ["".join(explained(n) for n in range(first, 180_000, 2)) for first in (0, 1)],
}

# Of these pages are made, so.
PAGED = {
    "hard lines in one block, set whole": (lambda: "The harbour board approved the new breakwater on Tuesday, because costs\nhad risen and the crews waited. " * 9_000,
                                           ("--pages", "1", "--sources", "full")),
    "sentences of one block, in context": (lambda: "The harbour board approved the new breakwater on Tuesday. Its crews waited.\n" * 9_000,
                                           ("--pages", "1", "--sources", "context")),
}


def limits(seconds):
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    return set_limits


def wrong(precis, name, seconds, folder):
    """(what is wrong with the answer, or None; CPU seconds)"""
    make, flags = PAGED.get(name) or (INPUTS.get(name) or TOGETHER[name], ("--format", "json"))
    made = make()
    texts = made if name in TOGETHER else [made]
    paths = [os.path.join(folder, f"hostile{i or ''}.txt") for i in range(len(texts))]
    for path, text in zip(paths, texts):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    out = os.path.join(folder, "out")
    with open(out, "wb") as product:
        child = subprocess.Popen([precis, *paths, *flags, "-o", "-"], stdout=product, stderr=subprocess.PIPE, preexec_fn=limits(seconds))
        talk = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
    took, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    if os.WIFSIGNALED(status):
        return f"ended by signal {os.WTERMSIG(status)} after {took:.1f} s", took
    if os.WEXITSTATUS(status) not in EXITS:
        return f"exit {os.WEXITSTATUS(status)}: {talk.decode(errors='replace').strip()}", took
    if megabytes > MEMORY_MAX:
        return f"took {megabytes:.0f} MB", took
    if os.WEXITSTATUS(status) == 6:
        return None, took
    return what_is_wrong(out, name), took


def what_is_wrong(out, name):
    with open(out, "rb") as file:
        product = file.read()
    if name in PAGED:
        return None if product.startswith(b"%PDF") else "no PDF"
    try:
        return None if json.loads(product)["summary"] else "an empty summary and no exit 6"
    except ValueError as error:
        return f"no JSON: {error}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    failed, slowest = 0, (0, "")
    with tempfile.TemporaryDirectory() as folder:
        names = args.names or [*INPUTS, *TOGETHER, *PAGED]
        for name in names:
            what, took = wrong(args.precis, name, args.seconds, folder)
            slowest = max(slowest, (took, name))
            if what:
                failed += 1
                print(f"FAIL {name}: {what}")
            elif args.names or took > 1:
                print(f"{took:5.1f} s  {name}")
    print(f"{len(names) - failed} inputs in time, {failed} not; the slowest, {slowest[1]}: {slowest[0]:.1f} s")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
