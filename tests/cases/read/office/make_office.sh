#!/bin/sh
# make_office.sh    makes the office files here anew from source/, with pandoc and LibreOffice (packages pandoc,
#                   libreoffice-writer-nogui). Not needed to run the tests: the files are kept. A new file has new dates
#                   inside: run run_cases.py --update after it and read what changed.
set -eu
cd "$(dirname "$0")"
export SOURCE_DATE_EPOCH=1709640000 LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

office() { # filter, source, target
    libreoffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$1" --outdir "$work" "$2" >/dev/null 2>&1
    made="$work/$(basename "${2%.*}").${1%%:*}"
    mv "$made" "$3"
}
docx='docx:MS Word 2007 XML'

for name in report german russian arabic manual; do
    pandoc --resource-path=source "source/$name.md" -o "pandoc-$name.docx"
done
pandoc source/tracked.md -o pandoc-tracked.docx
pandoc source/report.md -o pandoc-report.odt
pandoc source/russian.md -o pandoc-russian.odt
pandoc --resource-path=source source/manual.md -o pandoc-manual.odt
pandoc --resource-path=source source/manual.md -o pandoc-manual.epub
pandoc source/arabic.md -o pandoc-arabic.epub
pandoc source/book.md --toc -o pandoc-book.epub
pandoc source/book.md --toc -t epub2 -o pandoc-book-2.epub
pandoc source/german.md -o pandoc-german.epub

office "$docx" pandoc-report.odt writer-report.docx
office odt pandoc-report.docx writer-report.odt
office odt pandoc-tracked.docx writer-tracked.odt
office "$docx" writer-tracked.odt writer-tracked.docx
office odt source/letterhead.fodt writer-letterhead.odt
office "$docx" source/letterhead.fodt writer-letterhead.docx
office odt source/changes.fodt writer-changes.odt
office "$docx" source/changes.fodt writer-changes.docx
office odt source/survey.fodt writer-survey.odt
office "$docx" source/survey.fodt writer-survey.docx
office epub source/survey.fodt writer-survey.epub
office 'odt:writer8' source/release.html writer-release.odt
office "$docx" writer-release.odt writer-release.docx
office "$docx" pandoc-german.docx writer-german.docx
office doc:'MS Word 97' pandoc-german.docx old-format.doc
office rtf pandoc-german.docx rich-text.rtf
office pdf pandoc-german.docx german.pdf
ls -l
