/* archive.h - values to bytes and back by one description: a function that names the fields of a
 * type saves it or loads it, so that the two cannot differ. Private to analyze/.
 *
 * Invariant: once anything was wrong nothing more is read and every value is zero; the caller asks
 * once, at its end. What is saved is not written to. */
#pragma once

#include "base/buffer.h"
#include "base/vec.h"

struct archive {
  struct buffer *out;  /* saving; NULL: loading */
  str in;              /* loading: what is left */
  struct arena *arena; /* of what is loaded */
  str text;            /* words of it are saved as their place */
  bool is_bad;
};

/* Seven bits a byte, low ones first, the eighth set where more follow. */
void archive_uint64(struct archive *archive, uint64_t *value);
void archive_uint(struct archive *archive, uint32_t *value);
/* The bits, so that it comes back as it was. */
void archive_double(struct archive *archive, double *value);
/* Text of the document, or bytes of its own; valid UTF-8 in any case. */
void archive_str(struct archive *archive, str *value);
/* The same for what need not be UTF-8: the name of a file is bytes. */
void archive_bytes(struct archive *archive, str *value);
void archive_span(struct archive *archive, struct span *value);
/* How many values follow, each of at least one byte; loading, room for them. */
void archive_list(struct archive *archive, void **at, uint32_t *count, size_t size);

#define archive_vec(archive, vec)                                                                  \
  archive_list((archive), (void **)&(vec)->at, &(vec)->count, sizeof *(vec)->at)

/* Enums, flags and small numbers. */
#define archive_field(archive, field)                                                              \
  do {                                                                                             \
    uint32_t value_ = (uint32_t)(field);                                                           \
    archive_uint((archive), &value_);                                                              \
    if (!(archive)->out)                                                                           \
      (field) = (__typeof__(field))value_;                                                         \
  } while (0)
