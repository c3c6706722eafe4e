/* arena.c - chunks from the heap, handed out from the front, freed together.
 *
 * Invariant: `used` never passes `room` of the newest chunk; `bytes` never passes
 * heap.object_limit. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/sanitized.h"
#include "base/vec.h"

#ifdef IS_SANITIZED
#include <sanitizer/asan_interface.h>
#endif

/* First chunk; each later one doubles, so that a result of n bytes takes few calls of the heap.
 * Above the largest the doubling would waste more memory than it saves time. */
enum { CHUNK_MIN = 16 * 1024 };

enum { CHUNK_MAX = 256 * 1024 };

struct chunk {
  struct chunk *previous;
  size_t used, room; /* bytes of data */
  max_align_t data[];
};

/* What a vector or a map left behind when it moved, or a chunk had over when the next was begun:
 * handed out, from its end, before another chunk is asked for. Without that, half of what an arena
 * takes would be such remains. */
struct spare {
  struct spare *next;
  size_t room; /* bytes, with this head */
};

/* Smaller remains are not worth the search; of the others as many are looked at. */
enum { SPARE_MIN = 512, SPARE_TRIES = 8 };

struct arena {
  struct heap heap;
  struct chunk *newest;
  struct spare *spares;
  size_t bytes;
  uint64_t secrets[SECRETS];
  bool has_secrets;
  bool is_short;
};

static void *libc_realloc(void *user, void *block, size_t size)
{
  (void)user;
  if (size)
    return realloc(block, size);
  free(block);
  return NULL;
}

const struct heap heap_default = {libc_realloc, NULL, (size_t)4 << 30};

struct arena *arena_new(const struct heap *heap)
{
  struct arena *arena = heap->realloc(heap->user, NULL, sizeof *arena);
  if (arena)
    *arena = (struct arena){.heap = *heap};
  return arena;
}

void arena_free(struct arena *arena)
{
  if (!arena)
    return;
  struct heap heap = arena->heap;
  for (struct chunk *chunk = arena->newest; chunk;) {
    struct chunk *previous = chunk->previous;
    heap.realloc(heap.user, chunk, 0);
    chunk = previous;
  }
  heap.realloc(heap.user, arena, 0);
}

const struct heap *arena_heap(const struct arena *arena)
{
  return &arena->heap;
}

const uint64_t *arena_secrets(struct arena *arena)
{
  /* A kernel without them leaves the numbers at zero. */
  if (!arena->has_secrets && getrandom(arena->secrets, sizeof arena->secrets, GRND_NONBLOCK) < 0)
    memset(arena->secrets, 0, sizeof arena->secrets);
  arena->has_secrets = true;
  return arena->secrets;
}

static size_t aligned(size_t size)
{
  return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

void arena_spare(struct arena *arena, void *block, size_t size)
{
#ifdef IS_SANITIZED /* who still looks there is found out */
  (void)arena;
  if (block)
    ASAN_POISON_MEMORY_REGION(block, size);
#else
  size = aligned(size);
  if (!block || size < SPARE_MIN)
    return;
  struct spare *left = block;
  *left = (struct spare){.next = arena->spares, .room = size};
  arena->spares = left;
#endif
}

/* NULL when none of the first is large enough. */
static void *take_spare(struct arena *arena, size_t size)
{
  struct spare **link = &arena->spares;
  for (int i = 0; *link && i < SPARE_TRIES; i++, link = &(*link)->next) {
    struct spare *left = *link;
    if (left->room < size)
      continue;
    char *block = (char *)left + (left->room - size);
    left->room -= size;
    if (left->room < SPARE_MIN) /* its head may be part of the block from here on */
      *link = left->next;
    return block;
  }
  return NULL;
}

static bool add_chunk(struct arena *arena, size_t size)
{
  size_t room = arena->newest ? arena->newest->room * 2 : CHUNK_MIN;
  if (room > CHUNK_MAX)
    room = CHUNK_MAX;
  if (room < size)
    room = size;
  struct chunk *chunk = arena->heap.realloc(arena->heap.user, NULL, sizeof *chunk + room);
  if (!chunk)
    return false;
  *chunk = (struct chunk){.previous = arena->newest, .room = room};
  struct chunk *before = arena->newest;
  if (before)
    arena_spare(arena, (char *)before->data + before->used, before->room - before->used);
  if (before)
    before->used = before->room;
  arena->newest = chunk;
  return true;
}

/* Bytes as the heap gave them; NULL (and short) when there are none. */
static void *take(struct arena *arena, size_t size)
{
  if (arena->is_short || size > arena->heap.object_limit) {
    arena->is_short = true;
    return NULL;
  }
  size = aligned(size ? size : 1);
  struct chunk *chunk = arena->newest;
  bool fits = chunk && size <= chunk->room - chunk->used;
  bool is_over = size > arena->heap.object_limit - arena->bytes;
  void *left = is_over || fits ? NULL : take_spare(arena, size);
  if (left) {
    arena->bytes += size;
    return left;
  }
  if (is_over || (!fits && !add_chunk(arena, size))) {
    arena->is_short = true;
    return NULL;
  }
  chunk = arena->newest;
  void *block = (char *)chunk->data + chunk->used;
  chunk->used += size;
  arena->bytes += size;
  return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
  void *block = take(arena, size);
  if (block)
    memset(block, 0, size);
  return block;
}

void *arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
  if (count && size > SIZE_MAX / count) {
    arena->is_short = true;
    return NULL;
  }
  return arena_alloc(arena, size * count);
}

/* A block larger than CHUNK_MAX has a chunk to itself, which the heap may widen where it stands or
 * move by its pages: no second copy, and nothing left behind. NULL if it is none, or will not. */
static void *widen_chunk(struct arena *arena, const void *block, size_t old_room, size_t new_room)
{
  struct chunk **link = &arena->newest;
  while (*link && (*link)->data != block)
    link = &(*link)->previous;
  if (!*link || old_room <= CHUNK_MAX || (*link)->room != old_room)
    return NULL;
  size_t size = sizeof(struct chunk) + new_room;
  struct chunk *moved = arena->heap.realloc(arena->heap.user, *link, size);
  if (!moved)
    return NULL;
  *link = moved;
  moved->room = moved->used = new_room;
  arena->bytes += new_room - old_room;
  return moved->data;
}

void *arena_grow_unset(struct arena *arena, void *block, size_t old_size, size_t new_size)
{
  struct chunk *chunk = arena->newest;
  size_t old_room = aligned(old_size), new_room = aligned(new_size);
  bool fits = block && !arena->is_short && new_size >= old_size &&
              new_room - old_room <= arena->heap.object_limit - arena->bytes;
  if (fits && (char *)block + old_room == (char *)chunk->data + chunk->used &&
      new_room - old_room <= chunk->room - chunk->used) {
    chunk->used += new_room - old_room;
    arena->bytes += new_room - old_room;
    return block;
  }
  void *fresh = fits ? widen_chunk(arena, block, old_room, new_room) : NULL;
  if (fresh)
    return fresh;
  fresh = take(arena, new_size);
  if (fresh && block) {
    memcpy(fresh, block, old_size < new_size ? old_size : new_size);
    arena_spare(arena, block, old_size);
  }
  return fresh;
}

void *arena_grow(struct arena *arena, void *block, size_t old_size, size_t new_size)
{
  void *grown = arena_grow_unset(arena, block, old_size, new_size);
  if (grown && new_size > old_size)
    memset((char *)grown + old_size, 0, new_size - old_size);
  return grown;
}

bool arena_short(const struct arena *arena)
{
  return arena->is_short;
}

size_t arena_bytes(const struct arena *arena)
{
  return arena->bytes;
}

void arena_fail(struct arena *arena)
{
  arena->is_short = true;
}

str arena_str(struct arena *arena, str text)
{
  char *copy = text.len < SIZE_MAX ? take(arena, text.len + 1) : NULL;
  if (!copy)
    return STR("");
  if (text.len)
    memcpy(copy, text.data, text.len);
  copy[text.len] = '\0';
  return (str){copy, text.len};
}

str arena_str_lower(struct arena *arena, str text)
{
  str copy = arena_str(arena, text);
  char *bytes = (char *)copy.data; /* ours; "" has none to change */
  for (size_t i = 0; i < copy.len; i++)
    bytes[i] = str_lower(bytes[i]);
  return copy;
}

str arena_format(struct arena *arena, const char *format, ...)
{
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  char *text = len >= 0 ? arena_alloc(arena, (size_t)len + 1) : NULL;
  if (text)
    vsnprintf(text, (size_t)len + 1, format, again);
  va_end(again);
  va_end(args);
  return text ? (str){text, (size_t)len} : STR("");
}

/* First room of a vector: most lists of a briefing are shorter. */
enum { VEC_ROOM_MIN = 8 };

bool vec_widen(struct arena *arena, void **at, uint32_t *room, size_t size, uint32_t least)
{
  if (least <= *room)
    return true;
  /* A push writes whole values. */
  void *moved = arena_grow_unset(arena, *at, *room * size, least * size);
  if (!moved)
    return false;
  *at = moved;
  *room = least;
  return true;
}

bool vec_grow(struct arena *arena, void **at, uint32_t *room, size_t size)
{
  if (*room > UINT32_MAX / 2) {
    arena->is_short = true;
    return false;
  }
  return vec_widen(arena, at, room, size, *room ? *room * 2 : VEC_ROOM_MIN);
}
