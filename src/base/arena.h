/* arena.h - one result, one arena, freed whole.
 *
 * Invariant: an arena that once could not give memory stays short; every later allocation from it
 * fails as well, so that a stage may push on and ask once, at its end, with arena_short(). */
#pragma once

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Where memory comes from. realloc as Lua's allocator: size 0 frees; block NULL allocates. */
struct heap {
  void *(*realloc)(void *user, void *block, size_t size);
  void *user;
  size_t object_limit; /* bytes an arena or buffer may hold */
};

/* libc's allocator, 4 GiB an object. */
extern const struct heap heap_default;

struct arena;

/* NULL when there is no memory. heap is copied. */
struct arena *arena_new(const struct heap *heap);
void arena_free(struct arena *arena);
/* The heap the arena draws from. */
const struct heap *arena_heap(const struct arena *arena);

/* Numbers that nobody outside can know, the same for all of the arena's life: for what must be in
 * no order that an input can be made for. Nothing that is put out may hang on them. */
enum { SECRETS = 3 };

const uint64_t *arena_secrets(struct arena *arena);
/* Zeroed bytes, aligned for any type; NULL (and short) when there are none. */
void *arena_alloc(struct arena *arena, size_t size);
/* Grows the newest allocation in place where possible, else copies; the old block is then nobody's,
 * as after arena_spare(). Fresh bytes are zero. */
void *arena_grow(struct arena *arena, void *block, size_t old_size, size_t new_size);
/* The same with the fresh bytes as the heap gave them. */
void *arena_grow_unset(struct arena *arena, void *block, size_t old_size, size_t new_size);
/* A block of the arena, in its whole size, that nothing points to any more: it is handed out again.
 * NULL is none. */
void arena_spare(struct arena *arena, void *block, size_t size);
bool arena_short(const struct arena *arena);
/* Bytes handed out so far. */
size_t arena_bytes(const struct arena *arena);
/* Marks the arena short by hand: a result that would be wrong must not be used. */
void arena_fail(struct arena *arena);

#define arena_make(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), sizeof(type), (count)))

void *arena_alloc_array(struct arena *arena, size_t size, size_t count);
/* A copy, NUL-terminated behind its length; the empty slice when there is no memory. */
str arena_str(struct arena *arena, str text);
/* The same with small ASCII letters: equal where str_eq_nocase() says so. */
str arena_str_lower(struct arena *arena, str text);
str arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
