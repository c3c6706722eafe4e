/* speakers.c - the pass over quotations: which marks hold somebody's words, whose, and which pairs
 * are parts of one quotation.
 *
 * Invariant: quotations stand in text order; a pair is part of at most one. A speaker is only ever
 * what the text round the marks says, or what continues it without a sentence between. */
#include "analyze/attribution.h"
#include "analyze/passes.h"

/* Tokens between two neighbouring pairs. */
struct gap {
  uint32_t first, end;
  bool same_block;
  bool has_sentence; /* a sentence starts in it */
};

static struct gap gap_between(const struct people *p, uint32_t before, uint32_t m)
{
  struct gap g = {.first = p->marked.at[before].end,
                  .end = p->marked.at[m].first,
                  .same_block = p->marked.at[before].block == p->marked.at[m].block};
  for (uint32_t i = g.first; i < g.end && g.same_block; i++)
    g.has_sentence =
        g.has_sentence || (p->quote_at[i] == NONE && token_has(p, i, TOKEN_SENTENCE_START));
  return g;
}

/* One verb of speech at most stands in the gap, and no second clause begins in it: what somebody
 * else says, or the same one at another time, is no part of the quotation. */
static bool is_one_clause(const struct people *p, struct gap g)
{
  uint32_t verbs = 0;
  for (uint32_t i = g.first; i < g.end; i++) {
    verbs += is_speech_verb(p, i);
    bool begins_clause = verbs > 0 && (token_bits(p, i) & CUE(AND)) && i + 1 < g.end &&
                         subject_from(p, i + 1, g.end).kind != SUBJECT_NONE;
    if (verbs > 1 || begins_clause || token_is(p, i, ';'))
      return false;
  }
  return true;
}

/* “…,” said X, “…”: the second pair goes on with the first one's sentence. Only the first pair's
 * own attribution may stand between the two. */
static bool is_further_part(const struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  if (p->marked.at[m - 1].continues)
    return true;
  struct gap g = gap_between(p, m - 1, m);
  const struct attribution *before = &w->at[m - 1];
  if (!g.same_block || g.has_sentence || before->place != CUE_AFTER || before->is_further ||
      g.end < g.first + 2 || !is_one_clause(p, g))
    return false;
  bool is_new = token_has(p, g.end, TOKEN_SENTENCE_START) && !token_is(p, g.end - 1, ',');
  if (is_new || is_work(p, m))
    return false;
  str last = token_text(p, g.end - 1);
  return str_eq(last, STR(",")) || str_eq(last, STR("—")) || str_eq(last, STR("–"));
}

/* “…,” a neighbour chimed in: words behind the comma tell whose it is, even where we cannot read
 * them. */
static bool is_said_by_another(const struct people *p, uint32_t m)
{
  uint32_t behind = p->marked.at[m].end;
  str inner = str_span(p->a->document->text, p->marked.at[m].inner);
  bool has_comma = inner.len > 0 && inner.data[inner.len - 1] == ',';
  return has_comma && behind < p->a->tokens.count && token_is_word(p, behind) &&
         !token_has(p, behind, TOKEN_BLOCK_START);
}

/* What has no attribution of its own takes the one before it: right behind its attribution, or
 * joined to it by "and". */
static void carry_on(struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  /* A title between the two does not part them. */
  uint32_t last = !w->at[m - 1].is_quotation && m > 1 ? m - 2 : m - 1;
  struct gap g = gap_between(p, last, m);
  struct attribution *before = &w->at[last];
  struct attribution *own = &w->at[m];
  bool has_speaker = before->speaker.mention.len > 0;
  if (!g.same_block || !has_speaker || own->place != CUE_NOWHERE || is_said_by_another(p, m))
    return;
  bool is_joined = g.end > g.first && g.end - g.first <= 3 && !g.has_sentence &&
                   !token_has(p, g.end, TOKEN_SENTENCE_START);
  bool is_behind = !g.has_sentence && before->place == CUE_AFTER && g.end > g.first &&
                   (token_is(p, g.end - 1, '.') || token_has(p, g.end, TOKEN_SENTENCE_START));
  if (!is_joined && !is_behind)
    return;
  own->place = is_behind ? CUE_AFTER : before->place;
  own->subject = before->subject;
  own->verb = before->verb;
  own->speaker = before->speaker;
}

/* "Jan Reed es prudente. «…», advierte.": the only person of the sentence before, which is about
 * her; NO_SUBJECT. */
static struct subject only_subject_before(const struct people *p, uint32_t m)
{
  enum { BACK = 60 };

  uint32_t end = p->marked.at[m].first, start = end;
  if (!token_has(p, end, TOKEN_SENTENCE_START) || token_has(p, end, TOKEN_BLOCK_START))
    return NO_SUBJECT;
  do
    start--;
  while (start > 0 && end - start < BACK && p->quote_at[start] == NONE &&
         !token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START));
  if (p->quote_at[start] != NONE || !token_has(p, start, TOKEN_SENTENCE_START))
    return NO_SUBJECT;
  struct subject s = subject_first(p, start, end);
  if (s.kind != SUBJECT_NAME || p->a->names.at[s.name].kind != NAME_PERSON ||
      p->a->names.at[s.name].title.len == 0)
    return NO_SUBJECT;
  for (uint32_t i = start; i < end; i++) {
    /* "Jan Reed murió ayer. «…», recordó": somebody else */
    if (token_listed(p, i, "speech", "gone"))
      return NO_SUBJECT;
    uint32_t mention = p->mention_at[i];
    uint32_t name = mention != NONE ? p->a->mentions.at[mention].name : s.name;
    if (name != s.name && name_is_person(p, name))
      return NO_SUBJECT;
  }
  return s;
}

/* "explica Jan Reed. «…», añade.", "Y añade: «…»": the one who has just spoken, where nobody else
 * is named and no other sentence stands between. */
static void go_on(struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  struct subject s = w->at[m].place == CUE_AFTER ? only_subject_before(p, m) : NO_SUBJECT;
  uint32_t name = s.name;
  /* "explica Jan Reed. Ann Lee escucha. «…», añade.": either */
  bool has_other = m > 0 && w->at[m - 1].is_quotation && w->at[m - 1].speaker.name != name &&
                   p->marked.at[m - 1].block == p->marked.at[m].block;
  if (name != NONE && has_other)
    return;
  if (name != NONE) {
    const struct name *n = &p->a->names.at[name];
    w->at[m].speaker = (struct speaker){.name = name,
                                        .label = n->name,
                                        .title = n->title,
                                        .mention = tokens_span(p, s.first, s.end)};
    return;
  }
  if (m == 0 || !w->at[m - 1].is_quotation || p->marked.at[m - 1].block != p->marked.at[m].block)
    return;
  struct gap g = gap_between(p, m - 1, m);
  uint32_t starts = w->at[m].place == CUE_COLON ? 1 : 0;
  for (uint32_t i = g.first; i < g.end; i++) {
    bool is_other = p->mention_at[i] != NONE &&
                    p->a->mentions.at[p->mention_at[i]].name != w->at[m - 1].speaker.name;
    bool is_new = i > g.first && token_has(p, i, TOKEN_SENTENCE_START);
    if (is_new && starts-- == 0)
      return;
    if (is_other && mention_is_person(p, p->mention_at[i]))
      return;
  }
  w->at[m].speaker = w->at[m - 1].speaker;
}

static void attribute(struct attributing *w, uint32_t m)
{
  struct attribution *a = &w->at[m];
  *a =
      (struct attribution){.subject = NO_SUBJECT, .verb = NONE, .next = NONE, .speaker.name = NONE};
  if (m > 0 && is_further_part(w, m) && (w->at[m - 1].is_quotation)) {
    a->is_further = true;
    a->is_quotation = true;
    a->place = w->at[m - 1].place;
    a->subject = w->at[m - 1].subject;
    a->speaker = w->at[m - 1].speaker;
    w->at[m - 1].next = m;
    return;
  }
  cue_after(w, m);
  if (a->place == CUE_NOWHERE)
    cue_before(w, m);
  if (a->place == CUE_NOWHERE)
    cue_inside(w, m);
  if (a->place == CUE_NOWHERE)
    cue_told(w, m);
  if (a->is_same)
    go_on(w, m);
  else if (a->place != CUE_NOWHERE)
    a->speaker = speaker_of(w, m, a->subject);
  else if (m > 0)
    carry_on(w, m);
  a->is_quotation = is_quotation(w, m);
}

/* Folded words between the marks, without what punctuation they end in. */
static str words_of(const struct people *p, uint32_t m)
{
  const struct marked *q = &p->marked.at[m];
  uint32_t end = q->end;
  uint32_t first = q->first + 1;
  while (end > first && !token_is_word(p, end - 1))
    end--;
  return end > first ? tokens_key(p, first, end) : (str){"", 0};
}

/* A headline's quotation is said in the body: the same words, the same speaker. */
static void attribute_headlines(struct attributing *w)
{
  struct people *p = w->p;
  struct map said;
  map_init(&said, p->scratch);
  for (uint32_t m = 0; m < p->marked.count; m++) {
    if (!w->at[m].is_quotation || w->at[m].speaker.mention.len == 0)
      continue;
    bool fresh = false;
    str words = words_of(p, m);
    uint32_t entry = words.len ? map_add(&said, words, &fresh) : MAP_NONE;
    if (entry != MAP_NONE && fresh)
      said.entries[entry].value = m;
  }
  for (uint32_t m = 0; m < p->marked.count; m++) {
    if (w->at[m].speaker.mention.len > 0 ||
        p->a->document->blocks.at[p->marked.at[m].block].kind != BLOCK_HEADING)
      continue;
    uint32_t entry = map_find(&said, words_of(p, m));
    if (entry == MAP_NONE)
      continue;
    w->at[m].speaker = w->at[said.entries[entry].value].speaker;
    w->at[m].is_quotation = true;
  }
}

/* What somebody did not say elsewhere in the text nobody says here: "the mayor did not say “…”". */
static void deny(struct attributing *w)
{
  enum { DENIED_MAX = 16, DENIED_BYTES = 12 };

  const struct people *p = w->p;
  uint32_t count = 0;
  for (uint32_t d = 0; d < p->marked.count && count < DENIED_MAX; d++) {
    str words = w->at[d].is_denied ? words_of(p, d) : (str){"", 0};
    if (words.len < DENIED_BYTES)
      continue;
    count++;
    for (uint32_t m = 0; m < p->marked.count; m++)
      if (str_find(words_of(p, m), words, 0) != SIZE_MAX)
        w->at[m].speaker = (struct speaker){.name = NONE};
  }
}

static void write_quotes(struct attributing *w)
{
  struct people *p = w->p;
  struct analysis *a = p->a;
  for (uint32_t m = 0; m < p->marked.count; m++) {
    if (!w->at[m].is_quotation || w->at[m].is_further)
      continue;
    struct quote quote = {.first_part = a->parts.count,
                          .speaker = w->at[m].speaker,
                          .sentence = analysis_sentence(a, p->marked.at[m].inner.at),
                          .is_complete = is_complete(w, m)};
    for (uint32_t part = m; part != NONE; part = w->at[part].next) {
      vec_push(a->arena, &a->parts, p->marked.at[part].inner);
      quote.part_count++;
    }
    vec_push(a->arena, &a->quotes, quote);
  }
}

static void quotes_attribute(struct people *p)
{
  struct attributing w = {.p = p};
  w.at = arena_array(p->scratch, struct attribution, p->marked.count + 1);
  index_titles(&w);
  if (!w.at || arena_short(p->scratch))
    return;
  for (uint32_t m = 0; m < p->marked.count; m++)
    attribute(&w, m);
  attribute_headlines(&w);
  deny(&w);
  write_quotes(&w);
}

void find_quotes(struct analysis *a, const struct analyzer *analyzer)
{
  (void)analyzer;
  struct people *p = a->people;
  if (!p)
    return;
  if (a->tokens.count > 0)
    quotes_attribute(p);
  if (arena_short(p->scratch))
    arena_fail(a->arena);
  a->people = NULL;
  arena_free(p->scratch);
}
