/* failing_heap.h - a heap that fails its nth call, and counts what is not given back. */
#pragma once

#include <stdlib.h>

#include "base/arena.h"

struct failing_heap {
  long fails_at; /* this call (from 0) and all later ones; -1: none */
  long calls;
  long live; /* blocks not freed yet */
};

static inline void *failing_realloc(void *user, void *block, size_t size)
{
  struct failing_heap *f = user;
  if (!size) {
    f->live -= block != NULL;
    free(block);
    return NULL;
  }
  long call = f->calls++;
  if (f->fails_at >= 0 && call >= f->fails_at)
    return NULL;
  f->live += block == NULL;
  return realloc(block, size);
}

static inline struct heap failing_heap(struct failing_heap *f)
{
  return (struct heap){failing_realloc, f, (size_t)1 << 30};
}
