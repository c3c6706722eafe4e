/* vec.h - sticky vectors in an arena: VEC(struct token) tokens = {0}; vec_push(arena, &tokens, t);
 *
 * A push that finds no memory marks the arena short and drops the value; the stage asks once at its
 * end. Growth doubles, so that n pushes move at most 2n values. */
#pragma once

#include "base/arena.h"

#define VEC(type)                                                                                  \
  struct {                                                                                         \
    type *at;                                                                                      \
    uint32_t count;                                                                                \
    uint32_t room;                                                                                 \
  }

#define vec_push(arena, vec, ...)                                                                  \
  ((vec)->count < (vec)->room ||                                                                   \
           vec_grow((arena), (void **)&(vec)->at, &(vec)->room, sizeof *(vec)->at)                 \
       ? (void)((vec)->at[(vec)->count++] = (__VA_ARGS__))                                         \
       : (void)0)

#define vec_last(vec) (&(vec)->at[(vec)->count - 1])

/* Room for so many values in all, where they are known before; a short arena when there is none. */
#define vec_reserve(arena, vec, least)                                                             \
  vec_widen((arena), (void **)&(vec)->at, &(vec)->room, sizeof *(vec)->at, (least))

bool vec_widen(struct arena *arena, void **at, uint32_t *room, size_t size, uint32_t least);

/* Room for at least one more; false and a short arena when there is none. */
bool vec_grow(struct arena *arena, void **at, uint32_t *room, size_t size);
