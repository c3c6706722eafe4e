/* stopwatch.c - CPU time and memory of each step, for --time. The only clock of the house. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "cli/cli.h"

static double cpu_seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void stopwatch_lap(void *stopwatch, const char *step, size_t bytes)
{
  struct stopwatch *watch = stopwatch;
  size_t i = 0;
  while (i < watch->count && strcmp(watch->laps[i].step, step) != 0)
    i++;
  if (i == STEPS_MAX)
    return;
  if (i == watch->count)
    watch->laps[watch->count++] = (struct lap){.step = step};
  double now = cpu_seconds();
  watch->laps[i].seconds += now - watch->last;
  watch->laps[i].bytes = bytes > watch->laps[i].bytes ? bytes : watch->laps[i].bytes;
  watch->last = now;
}

void stopwatch_print(const struct stopwatch *watch)
{
  for (size_t i = 0; i < watch->count; i++)
    fprintf(stderr, "%-15s %10.2f ms %10zu KiB\n", watch->laps[i].step,
            watch->laps[i].seconds * 1e3, watch->laps[i].bytes / 1024);
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage); /* workers of a batch, converters */
  double children = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
  if (children > 0)
    fprintf(stderr, "%-15s %10.2f ms %10ld KiB at most\n", "other processes", children * 1e3,
            usage.ru_maxrss);
  getrusage(RUSAGE_SELF, &usage);
  fprintf(stderr, "%-15s %10.2f ms %10ld KiB at most\n", "whole run", cpu_seconds() * 1e3,
          usage.ru_maxrss);
}
