#!/usr/bin/env python3
"""Briefings for fuzz_verify to start from: JSON, PDFs as made, and PDFs with their streams unpacked.

usage: verify_seeds.py --precis BUILD/precis FOLDER
"""
import argparse
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precis", required=True)
    parser.add_argument("folder")
    args = parser.parse_args()
    os.makedirs(args.folder, exist_ok=True)
    documents = os.path.join(HERE, "..", "documents")
    for n, name in enumerate(sorted(os.listdir(documents))[:6]):
        out = os.path.join(args.folder, name)
        explained = ["--explain", "-q"] * (n % 2)
        for ending in ("pdf", "json"):
            subprocess.run([args.precis, os.path.join(documents, name), "--words", "60", *explained, "-o", f"{out}.{ending}"], check=True)
        subprocess.run(["qpdf", "--stream-data=uncompress", "--object-streams=disable", out + ".pdf", out + ".plain.pdf"], check=True)


if __name__ == "__main__":
    main()
