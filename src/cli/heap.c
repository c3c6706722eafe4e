/* heap.c - libc's heap as briefings want it. */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/cli.h"

enum {
  PIECE_BYTES = 4 << 20, /* what is smaller comes from the heap */
  KEPT_BYTES = 16 << 20  /* of it that is free at its end: a briefing's memory serves the next */
};

void heap_keep(void)
{
  mallopt(M_MMAP_THRESHOLD, PIECE_BYTES);
  mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
}

/* A briefing touches some ten megabytes. libc would ask for them in forty pieces, the kernel give
 * them in 2,500 pages, each with a fault of its own: a quarter of the run's time. Of its largest
 * pages they are six; where it has none to give, everything is as it was. */
enum {
  PAGE_BYTES = 2 << 20,
  HEAP_BYTES = 8 * PAGE_BYTES, /* most briefings stay below; a page counts only once touched */
  LEAD_BYTES = 256 << 10,      /* before the first: libc's marks as it grows stand here, and a */
  FIRST_BYTES = 160 << 10      /* small page touched in a large one's place would keep it small */
};

void heap_enlarge(void)
{
  char *end = sbrk(0);
  if (end == (char *)-1)
    return;
  size_t gap = PAGE_BYTES - (uintptr_t)end % PAGE_BYTES;
  if (gap < LEAD_BYTES)
    gap += PAGE_BYTES;
  if (sbrk((intptr_t)(gap - LEAD_BYTES)) == (char *)-1)
    return;
  mallopt(M_TRIM_THRESHOLD, 2 * HEAP_BYTES); /* all of it is free at first */
  mallopt(M_TOP_PAD, HEAP_BYTES + LEAD_BYTES);
  void *volatile first = malloc(FIRST_BYTES); /* more than libc has: the heap grows */
  mallopt(M_TOP_PAD, PAGE_BYTES);
  free(first);
  madvise(end + gap, HEAP_BYTES, MADV_HUGEPAGE);
}
