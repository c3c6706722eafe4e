/* qpdf.c - the names of libqpdf's calls and their places. */
#include "verify/qpdf.h"

#include "base/library.h"

precis_status qpdf_load(struct qpdf_calls *ret, precis_error *err)
{
#define QPDF_ENTRY(name) {"qpdf_" #name, offsetof(struct qpdf_calls, name)},
  static const struct library_call calls[] = {QPDF_CALLS(QPDF_ENTRY)};
#undef QPDF_ENTRY
  static const struct library qpdf = {LIBRARY_FILE_QPDF, "PDFs are read back with libqpdf", calls,
                                      sizeof calls / sizeof *calls};
  return library_load(&qpdf, ret, err);
}
