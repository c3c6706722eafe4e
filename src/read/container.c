/* container.c - names what a ZIP container or an old Office file is, for the message that refuses
 * it. */
#include "read/steps.h"

struct mark {
  str bytes;
  const char *name;
  const char *hint;
};

#define RESAVE "save it as DOCX first, or name a converter in precis.ini"

/* Streams of a compound file ([MS-CFB]), whose names stand in its directory as UTF-16. */
static const struct mark streams[] = {
    {{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32},
     "encrypted document",
     "save it without a password first"},
    {{"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 24},
     "Word document of the old format (.doc)",
     RESAVE},
    {{"W\0o\0r\0k\0b\0o\0o\0k\0", 16},
     "Excel workbook of the old format (.xls)",
     "a workbook has no sentences: save its text as DOCX or plain text"},
    {{"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0", 38},
     "PowerPoint presentation of the old format (.ppt)",
     RESAVE},
    {{"_\0_\0s\0u\0b\0s\0t\0g\0001\0.\0000\0_\0", 24},
     "Outlook message (.msg)",
     "save it as EML (message source) first"},
};

/* Entries of ZIP containers, whose names stand in them as they are. */
static const struct mark entries[] = {
    {{"xl/workbook.", 12},
     "Excel workbook (.xlsx)",
     "a workbook has no sentences: save its text as DOCX or plain text"},
    {{"ppt/presentation.xml", 20}, "PowerPoint presentation (.pptx)", RESAVE},
    {{"application/vnd.oasis.opendocument.spreadsheet", 46},
     "OpenDocument spreadsheet (.ods)",
     "a workbook has no sentences: save its text as ODT or plain text"},
    {{"application/vnd.oasis.opendocument.presentation", 47},
     "OpenDocument presentation (.odp)",
     "save it as ODT first, or name a converter in precis.ini"},
    {{"Index/Document.iwa", 18}, "Pages document", "export it as Word (.docx) first"},
    {{"word/document", 13}, "DOCX document", "leave --from out: it is then detected"},
    {{"application/vnd.oasis.opendocument.text", 39},
     "ODT document",
     "leave --from out: it is then detected"},
    {{"application/epub+zip", 20}, "EPUB book", "leave --from out: it is then detected"},
};

static const struct mark *find(str bytes, const struct mark *marks, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (str_find(bytes, marks[i].bytes, 0) != SIZE_MAX)
      return &marks[i];
  return NULL;
}

static const struct mark *name_of(str bytes)
{
  static const struct mark zip = {
      {0}, "ZIP container", "unpack it, and give the documents in it one by one"};
  static const struct mark compound = {{0}, "Office document of the old format", RESAVE};
  const struct mark *found = NULL;
  if (str_starts(bytes, STR("PK"))) {
    found = find(bytes, entries, sizeof entries / sizeof *entries);
    return found ? found : &zip;
  }
  found = find(bytes, streams, sizeof streams / sizeof *streams);
  return found ? found : &compound;
}

precis_status refuse_container(str bytes, const char *what, precis_error *err)
{
  bool is_zip = str_starts(bytes, STR("PK\3\4")) || str_starts(bytes, STR("PK\5\6"));
  bool is_compound = str_starts(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
  if (!is_zip && !is_compound)
    return PRECIS_OK;
  const struct mark *mark = name_of(bytes);
  bool is_encrypted = mark == &streams[0];
  if (what && str_starts(str_of(mark->name), str_of(what))) {
    precis_status s = fail(err, PRECIS_BAD_INPUT, "damaged: this %s has no text part", mark->name);
    return fail_hint(err, s, "save it again with the program that made it");
  }
  precis_status s =
      is_encrypted ? fail(err, PRECIS_BAD_INPUT, "%s", mark->name)
                   : fail(err, PRECIS_BAD_INPUT, "not %s: %s", what ? what : "text", mark->name);
  return fail_hint(err, s, "%s", mark->hint);
}
