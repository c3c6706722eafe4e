/* library.c - dlopen() behind the struct of calls that its callers describe. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

/* Never unloaded: a C++ run-time may have left work for the end of the process, and the calls are
 * kept by whoever asked. */
enum { MODE = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE };

precis_status library_load(const struct library *library, void *ret_calls, precis_error *err)
{
  void *loaded = dlopen(library->file, MODE);
  if (!loaded) {
    const char *why = dlerror();
    return fail_hint(err, fail(err, PRECIS_IO, "%s", why ? why : library->file),
                     "%s: install the package that has %s", library->use, library->file);
  }
  precis_status s = PRECIS_OK;
  for (size_t i = 0; i < library->count && s == PRECIS_OK; i++) {
    void *call = dlsym(loaded, library->calls[i].name);
    if (call)
      memcpy((char *)ret_calls + library->calls[i].place, &call, sizeof call);
    else
      s = fail(err, PRECIS_IO, "%s has no %s()", library->file, library->calls[i].name);
  }
  dlclose(loaded);
  return s;
}

void library_load_all(void)
{
  static const char *const files[] = {LIBRARY_FILES};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    void *loaded = dlopen(files[i], MODE);
    if (loaded)
      dlclose(loaded);
  }
}
