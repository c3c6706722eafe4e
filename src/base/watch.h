/* watch.h - who is told that a step of the work is done. The clock is the listener's own. */
#pragma once

#include <stddef.h>

struct watch {
  void (*done)(void *user, const char *step, size_t bytes); /* NULL: nobody listens */
  void *user;
};

/* bytes: what the step's result holds by now. watch may be NULL. */
static inline void watch_done(const struct watch *watch, const char *step, size_t bytes)
{
  if (watch && watch->done)
    watch->done(watch->user, step, bytes);
}
