/* error.h - how a function says that it failed. All return the status, so that callers can return
 * the call; err may be NULL. Control bytes in the message are quoted. */
#pragma once

#include "base/arena.h"

precis_status fail(precis_error *err, precis_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
precis_status fail_no_memory(precis_error *err);
/* Adds the place to an error that has none yet; returns its status. */
precis_status fail_at(precis_error *err, precis_status status, str where, uint32_t line,
                      uint32_t column);
/* Adds what to do about it. */
precis_status fail_hint(precis_error *err, precis_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Copies text into a fixed field, control bytes, escapes and bidi controls quoted, cut at a character. */
void copy_quoted(char *field, size_t room, str text);

/* AUTO(document) doc = ...; is freed at the end of its scope unless TAKE(doc) handed it over.
 * A type opts in with DEFINE_AUTO(document), which needs document_free(). */
#define DEFINE_AUTO(type)                                                                          \
  static inline void type##_cleanup(struct type **object)                                          \
  {                                                                                                \
    type##_free(*object);                                                                          \
  }
#define AUTO(type) __attribute__((cleanup(type##_cleanup))) struct type *
#define TAKE(object)                                                                               \
  ({                                                                                               \
    __typeof__(object) taken_ = (object);                                                          \
    (object) = NULL;                                                                               \
    taken_;                                                                                        \
  })

DEFINE_AUTO(arena)
