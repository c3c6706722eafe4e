/* names.c - the pass over names: lays out what names and quotations share, then gathers runs of
 * capitalised words and lets the document agree on them. */
#include "analyze/passes.h"
#include "analyze/people.h"

struct names_rules {
  struct heap heap;
  struct arena *arena;
  struct cues *cues;
};

precis_status names_rules_new(const struct heap *heap, const struct language *language,
                              struct names_rules **ret, precis_error *err)
{
  struct arena *arena = arena_new(heap);
  struct names_rules *rules = arena ? arena_make(arena, struct names_rules) : NULL;
  struct cues *cues = rules ? cues_new(arena, language) : NULL;
  if (!cues) {
    arena_free(arena);
    return fail_no_memory(err);
  }
  rules->arena = arena;
  rules->cues = cues;
  *ret = rules;
  return PRECIS_OK;
}

void names_rules_free(struct names_rules *rules)
{
  if (rules)
    arena_free(rules->arena);
}

static void fill_none(uint32_t *at, uint32_t count)
{
  for (uint32_t i = 0; i < count; i++)
    at[i] = NONE;
}

static bool make_room(struct people *p)
{
  struct analysis *a = p->a;
  uint32_t tokens = a->tokens.count;
  p->words = arena_array(p->scratch, struct name_word, a->words.count + 1);
  p->seen_small = arena_array(p->scratch, bool, a->words.count + 1);
  p->is_storm = arena_array(p->scratch, bool, a->words.count + 1);
  p->mention_at = arena_array(p->scratch, uint32_t, tokens + 1);
  p->quote_at = arena_array(p->scratch, uint32_t, tokens + 1);
  p->block_at = arena_array(p->scratch, uint32_t, tokens + 1);
  return !arena_short(p->scratch);
}

static void look_up(struct people *p)
{
  for (uint32_t i = 0; i < p->a->words.count; i++) {
    const struct word *word = &p->a->words.at[i];
    uint64_t bits = cues_of(p->cues, word->folded);
    uint64_t next = bits & CUE(PHRASE) ? cues_next(p->cues, word->folded) : 0;
    p->words[i] = (struct name_word){bits, word->classes, next};
  }
}

/* Which words the document writes small, and whether it is careless about capitals. */
static void note_small(struct people *p)
{
  struct analysis *a = p->a;
  unsigned capital = TOKEN_CAPITAL | TOKEN_ALL_CAPS;
  for (uint32_t i = 0; i < a->tokens.count; i++)
    if (!token_has(p, i, capital))
      p->seen_small[a->tokens.at[i].word] = true;
  p->is_informal = a->tokens.count && !token_has(p, 0, capital) && token_is_word(p, 0);
  for (uint32_t i = 0; i < a->words.count && !p->is_informal; i++)
    p->is_informal = p->seen_small[i] && (p->words[i].bits & CUE(ALWAYS_CAPITAL));
}

static void note_storms(struct people *p)
{
  for (uint32_t i = 0; i + 1 < p->a->tokens.count; i++)
    if (token_has(p, i + 1, TOKEN_CAPITAL | TOKEN_ALL_CAPS) &&
        (token_bits(p, i + 1) & CUES_GIVEN) && (token_classes(p, i) & CLASS_BIT(CLASS_STORM)))
      p->is_storm[p->a->tokens.at[i + 1].word] = true;
}

/* What is known of every distinct word, and the block of every token. */
static bool lay_out(struct people *p)
{
  struct analysis *a = p->a;
  if (!make_room(p))
    return false;
  look_up(p);
  fill_none(p->mention_at, a->tokens.count + 1);
  fill_none(p->quote_at, a->tokens.count + 1);
  note_storms(p);
  note_small(p);
  uint32_t block = 0;
  for (uint32_t i = 0; i < a->tokens.count; i++) {
    while (block + 1 < a->document->blocks.count &&
           a->document->blocks.at[block + 1].at.at <= a->tokens.at[i].at)
      block++;
    p->block_at[i] = block;
  }
  return true;
}

void find_names(struct analysis *a, const struct analyzer *analyzer)
{
  struct arena *scratch = arena_new(arena_heap(a->arena));
  struct people *p = scratch ? arena_make(scratch, struct people) : NULL;
  if (!p) {
    arena_free(scratch);
    arena_fail(a->arena);
    return;
  }
  *p = (struct people){.a = a, .cues = analyzer->names->cues, .scratch = scratch};
  a->people = p;
  if (a->document->blocks.count > 0 && lay_out(p)) {
    quotes_pair(p);
    names_gather(p);
    names_agree(p);
  }
  /* The pass over quotations, which frees the scratch, runs only when nothing has failed. */
  if (arena_short(scratch) || arena_short(a->arena)) {
    arena_fail(a->arena);
    a->people = NULL;
    arena_free(scratch);
  }
}
