/* qpdf.c - libqpdf loaded by the name that its header was built with (meson.build asks the linker's
 * file for it). */
#include "verify/qpdf.h"

#include <dlfcn.h>
#include <string.h>

static const struct {
  const char *name;
  size_t place; /* in struct qpdf_calls */
} calls[] = {

#define QPDF_ENTRY(name) {"qpdf_" #name, offsetof(struct qpdf_calls, name)},
    QPDF_CALLS(QPDF_ENTRY)
#undef QPDF_ENTRY
};

precis_status qpdf_load(struct qpdf_calls *ret, precis_error *err)
{
  /* Never unloaded: its C++ run-time may have left work for the end of the process. */
  void *library = dlopen(PRECIS_QPDF, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!library) {
    const char *why = dlerror();
    return fail_hint(err, fail(err, PRECIS_IO, "%s", why ? why : PRECIS_QPDF " cannot be loaded"),
                     "PDFs are read back with libqpdf: install the package that has " PRECIS_QPDF);
  }
  precis_status s = PRECIS_OK;
  struct qpdf_calls found;
  for (size_t i = 0; i < sizeof calls / sizeof *calls && s == PRECIS_OK; i++) {
    void *call = dlsym(library, calls[i].name);
    if (call)
      memcpy((char *)&found + calls[i].place, &call, sizeof call);
    else
      s = fail(err, PRECIS_IO, "%s has no %s()", PRECIS_QPDF, calls[i].name);
  }
  dlclose(library);
  if (s == PRECIS_OK)
    *ret = found;
  return s;
}
