/* unbuilt.c - the media types that are told apart but not read yet. */
#include "read/steps.h"

static precis_status refuse(const char *what, precis_error *err)
{
  precis_status s = fail(err, PRECIS_BAD_INPUT, "%s are not read by this version", what);
  return fail_hint(err, s, "save the document as HTML, Markdown or plain text first");
}

#define UNBUILT(name, what)                                                                        \
  precis_status name(struct document *document, struct arena *scratch, str bytes,                  \
                     const struct read_options *options, str *ret_language, precis_error *err)     \
  {                                                                                                \
    (void)document;                                                                                \
    (void)scratch;                                                                                 \
    (void)bytes;                                                                                   \
    (void)options;                                                                                 \
    (void)ret_language;                                                                            \
    return refuse(what, err);                                                                      \
  }

UNBUILT(docx_read, "DOCX documents")
UNBUILT(odt_read, "ODT documents")
UNBUILT(epub_read, "EPUB books")
UNBUILT(mail_read, "EML mails")
