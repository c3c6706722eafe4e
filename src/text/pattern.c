/* pattern.c - pcre2, compiled once; a match takes from the pattern and its subject only.
 *
 * Invariant: nothing of a pattern is written after pattern_new, so threads may share it; what a
 * match writes lives in match data of its own (one allocation, some 50 ns beside the match itself).
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

#include "text/text.h"

/* A backtracking step each: milliseconds. Patterns of ours need hundreds. */
enum { MATCH_LIMIT = 100000 };

enum { HEAP_LIMIT_KIB = 16 * 1024 };

struct pattern {
  struct heap heap;
  pcre2_general_context *memory;
  pcre2_match_context *limits;
  pcre2_code *code; /* anchored: the JIT cannot anchor when it matches */
};

static void *pattern_malloc(size_t size, void *user)
{
  struct heap *heap = user;
  return heap->realloc(heap->user, NULL, size ? size : 1);
}

static void pattern_release(void *block, void *user)
{
  struct heap *heap = user;
  if (block)
    heap->realloc(heap->user, block, 0);
}

void pattern_free(struct pattern *pattern)
{
  if (!pattern)
    return;
  pcre2_code_free(pattern->code);
  pcre2_match_context_free(pattern->limits);
  pcre2_general_context_free(pattern->memory);
  struct heap heap = pattern->heap;
  heap.realloc(heap.user, pattern, 0);
}

static precis_status fail_pattern(precis_error *err, str source, int error, size_t offset)
{
  PCRE2_UCHAR why[128];
  if (error == PCRE2_ERROR_NOMEMORY || error == PCRE2_ERROR_HEAP_FAILED)
    return fail_no_memory(err);
  pcre2_get_error_message(error, why, sizeof why);
  size_t column = utf8_count(str_sub(source, 0, offset < source.len ? offset : source.len)) + 1;
  return fail_at(err, fail(err, PRECIS_BAD_TEMPLATE, "bad pattern: %s", (const char *)why),
                 STR("pattern"), 0, (uint32_t)column);
}

static precis_status compile(struct pattern *pattern, str source, precis_error *err)
{
  const uint32_t options =
      PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_CASELESS | PCRE2_ANCHORED;
  int error = 0;
  size_t offset = 0;
  pcre2_compile_context *context = pcre2_compile_context_create(pattern->memory);
  if (!context)
    return fail_no_memory(err);
  pattern->code =
      pcre2_compile((PCRE2_SPTR)source.data, source.len, options, &error, &offset, context);
  pcre2_compile_context_free(context);
  if (!pattern->code)
    return fail_pattern(err, source, error, offset);
  pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* without one the interpreter answers */
  return PRECIS_OK;
}

static bool make_limits(struct pattern *pattern)
{
  pattern->memory = pcre2_general_context_create(pattern_malloc, pattern_release, &pattern->heap);
  pattern->limits = pattern->memory ? pcre2_match_context_create(pattern->memory) : NULL;
  if (!pattern->limits)
    return false;
  pcre2_set_match_limit(pattern->limits, MATCH_LIMIT);
  pcre2_set_heap_limit(pattern->limits, HEAP_LIMIT_KIB);
  return true;
}

precis_status pattern_new(const struct heap *heap, str source, struct pattern **ret,
                          precis_error *err)
{
  AUTO(pattern) pattern = heap->realloc(heap->user, NULL, sizeof *pattern);
  if (!pattern)
    return fail_no_memory(err);
  *pattern = (struct pattern){.heap = *heap};
  if (!make_limits(pattern))
    return fail_no_memory(err);
  precis_status s = compile(pattern, source, err);
  if (s == PRECIS_OK)
    *ret = TAKE(pattern);
  return s;
}

enum match_answer pattern_match(const struct pattern *pattern, str subject)
{
  if (subject.len >= UINT32_MAX)
    return MATCH_GAVE_UP;
  pcre2_match_data *found = pcre2_match_data_create(1, pattern->memory);
  if (!found)
    return MATCH_GAVE_UP;
  PCRE2_SPTR text = (PCRE2_SPTR)(subject.data ? subject.data : "");
  int count =
      pcre2_match(pattern->code, text, subject.len, 0, PCRE2_NO_UTF_CHECK, found, pattern->limits);
  /* The JIT's stack is 32 KiB; the interpreter's frames may take the whole heap limit. */
  if (count == PCRE2_ERROR_JIT_STACKLIMIT)
    count = pcre2_match(pattern->code, text, subject.len, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                        found, pattern->limits);
  pcre2_match_data_free(found);
  if (count >= 0) /* 0: it has groups, which nobody asks for */
    return MATCH_FOUND;
  return count == PCRE2_ERROR_NOMATCH ? MATCH_NONE : MATCH_GAVE_UP;
}
