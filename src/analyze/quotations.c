/* quotations.c - judges what stands between marks: somebody's words, or a title, a term, a word
 * held at arm's length; and whether the words are a whole thought. */
#include "analyze/attribution.h"

/* Words at which marks without any attribution hold somebody's words. */
#define WORDS_ALONE 8
#define WORDS_WITH_STOP 4
#define WORDS_WITH_COMMA 3
/* Shorter than this nothing is fit to be pulled. */
#define WORDS_COMPLETE 6

struct content {
  uint32_t words;
  uint32_t capitals; /* of the words longer than three letters */
  uint32_t long_words;
  bool opens_upper;
  uint32_t last;      /* last character */
};

static struct content content_of(const struct people *p, uint32_t m)
{
  const struct marked *q = &p->marked.at[m];
  struct content c = {.words = 0};
  for (uint32_t i = q->first; i < q->end; i++) {
    if (!token_is_word(p, i) && p->a->tokens.at[i].kind != TOKEN_NUMBER)
      continue;
    bool is_upper = token_has(p, i, TOKEN_CAPITAL);
    bool is_glued = c.words > 0 && !token_has(p, i, TOKEN_SPACE_BEFORE);
    if (c.words == 0)
      c.opens_upper = is_upper || p->a->tokens.at[i].kind == TOKEN_NUMBER;
    c.words += !is_glued;
    if (token_text(p, i).len > 3 && token_is_word(p, i)) {
      c.long_words++;
      c.capitals += is_upper;
    }
  }
  str inner = str_span(p->a->document->text, q->inner);
  size_t at = inner.len;
  c.last = utf8_previous(inner, &at);
  while ((c.last == '\'' || c.last == 0x2019 || c.last == '"' || c.last == 0x201D) && at > 0)
    c.last = utf8_previous(inner, &at);
  return c;
}

static bool is_stop(uint32_t c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* Right before the marks: "so-called", "entitled", "the term". */
static bool is_coined(const struct people *p, uint32_t m)
{
  uint32_t first = p->marked.at[m].first;
  if (first == 0 || token_has(p, first, TOKEN_BLOCK_START))
    return false;
  uint32_t before = first - 1;
  bool has_comma = token_is(p, before, ',');
  if (has_comma && before > 0)
    before--;
  /* "so-called" */
  uint64_t bits =
      token_bits(p, before) | phrase_bits(p, names_word_start(p, 0, before), before + 1);
  if ((bits & CUE(TITLED)) || (!has_comma && (bits & CUE(COINED))))
    return true;
  if (has_comma)
    return false;
  if (!(token_bits(p, before) & (CUE(AS) | CUE(IT))))
    return false;
  for (uint32_t n = 0; n < 3 && before > 0 && token_is_word(p, before - 1); n++, before--)
    if (token_bits(p, before - 1) & CUE(COINED))
      return true;
  return false;
}

/* A title: every long word has a capital. */
static bool is_in_title_case(const struct content *c)
{
  return c->words >= 2 && c->opens_upper && c->capitals == c->long_words && c->long_words > 0;
}

bool is_work(const struct people *p, uint32_t m)
{
  struct content c = content_of(p, m);
  return is_coined(p, m) || (is_in_title_case(&c) && !is_stop(c.last) && c.last != ',');
}

/* A word or two inside a clause: somebody's when the clause says what they called or found
 * something, the writer's own when they are the object of a preposition. */
static bool is_predicate(const struct people *p, uint32_t m)
{
  uint32_t before = p->marked.at[m].first - 1;
  return !(token_classes(p, before) & CLASS_BIT(CLASS_PREPOSITION)) ||
         (token_bits(p, before) & CUE(AS));
}

/* "told the network's “Sunday Round Table.”": the stop is the sentence's, but not where a verb, a
 * comma or a colon leads right to the words. */
static bool is_named_beside(const struct people *p, const struct attribution *a, uint32_t m,
                            const struct content *c)
{
  uint32_t first = p->marked.at[m].first;
  bool is_led = first == 0 || token_has(p, first, TOKEN_BLOCK_START | TOKEN_SENTENCE_START) ||
                !token_is_word(p, first - 1) || a->verb + 1 == first;
  bool is_owned = first > 0 && token_is_possessive(p, first - 1);
  return c->last == '.' && (!is_led || is_owned);
}

bool is_quotation(const struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  const struct attribution *a = &w->at[m];
  struct content c = content_of(p, m);
  if (c.words == 0)
    return false;
  if (p->marked.at[m].continues || (m > 0 && p->marked.at[m - 1].continues))
    return true;
  bool has_stop = is_stop(c.last);
  bool has_comma = c.last == ',' || c.last == ';' || c.last == 0x2014;
  if (a->place == CUE_AFTER && (has_stop || has_comma || c.words >= 2))
    return true;
  if (is_coined(p, m))
    return false;
  if (a->place == CUE_COLON && (has_stop || c.words >= 3))
    return true;
  if (is_in_title_case(&c) && (!has_stop || is_named_beside(p, a, m, &c)))
    return false;
  if (a->place == CUE_BEFORE)
    return c.words >= 3 || has_stop ||
           (!c.opens_upper && a->subject.kind != SUBJECT_NONE && a->subject.kind != SUBJECT_OTHER &&
            is_predicate(p, m));
  if (a->place == CUE_CONTINUED)
    return c.words >= 2 || has_stop;
  /* A paragraph of its own: dialogue. */
  struct span block = p->a->document->blocks.at[p->marked.at[m].block].at;
  if (has_stop && p->marked.at[m].outer.at == block.at && p->marked.at[m].outer.len == block.len)
    return true;
  if (has_stop && c.words >= WORDS_WITH_STOP && c.opens_upper)
    return true;
  if (has_comma && c.words >= WORDS_WITH_COMMA && c.opens_upper)
    return true;
  return c.words >= WORDS_ALONE;
}

/* Openings that lean on what came before. */
static bool dangles(const struct people *p, uint32_t first)
{
  uint64_t classes = token_classes(p, first);
  uint64_t bits = token_bits(p, first);
  return (classes & CLASS_BIT(CLASS_CONNECTIVE)) || (bits & CUES_PRONOUN);
}

bool is_complete(const struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  struct content c = content_of(p, m);
  uint32_t words = c.words;
  uint32_t last = c.last;
  for (uint32_t next = w->at[m].next; next != NONE; next = w->at[next].next) {
    struct content more = content_of(p, next);
    words += more.words;
    last = more.last;
  }
  uint32_t first = p->marked.at[m].first;
  while (first < p->marked.at[m].end && !token_is_word(p, first))
    first++;
  /* The comma before the attribution stands inside the marks or, in most of Europe, behind them. */
  uint32_t behind = p->marked.at[m].end;
  bool has_comma = last == ',' || (behind < p->a->tokens.count && token_is(p, behind, ','));
  bool is_whole = is_stop(last) || (has_comma && w->at[m].place == CUE_AFTER);
  return words >= WORDS_COMPLETE && c.opens_upper && is_whole && first < p->marked.at[m].end &&
         !dangles(p, first);
}
