/* number_words.c - numbers written as one word: "zweihundertfünfzigtausend", "duecentocinquanta".
 *
 * Invariant: the pieces are number words of the language file and cover the whole word; the longest
 * piece is taken first, none is tried twice. */
#include <math.h>

#include "analyze/facts.h"

enum { WORD_MIN = 9, WORD_MAX = 64, PIECE_MIN = 2, PIECE_MAX = 24 };

static unsigned start_bit(str folded)
{
  return ((unsigned char)folded.data[0] * 31u ^ (unsigned char)folded.data[1]) & 255;
}

void number_words_learn(struct fact_words *w, str folded)
{
  if (folded.len < PIECE_MIN)
    return;
  unsigned bit = start_bit(folded);
  w->number_starts[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* The longest number word at a byte; NULL if there is none. */
static const struct fact_word *piece_at(const struct fact_words *w, str folded, size_t at,
                                        size_t *ret_stop)
{
  size_t most = folded.len - at < PIECE_MAX ? folded.len - at : PIECE_MAX;
  for (size_t len = most; len >= PIECE_MIN; len--) {
    uint32_t index = map_find(&w->index, str_sub(folded, at, len));
    if (index == MAP_NONE)
      continue;
    const struct fact_word *word = &w->words.at[w->index.entries[index].value];
    if (!(word->roles & (ROLE(NUMBER) | ROLE(SCALE))))
      continue;
    *ret_stop = at + len;
    return word;
  }
  return NULL;
}

struct sum {
  double total, current; /* current < 0: no piece since the thousand */
};

static bool add_number(struct sum *s, double v)
{
  if (v != floor(v))
    return false;
  if (v >= 1000 && s->total == 0 && s->current < 0) {
    s->total = v;
    return true;
  }
  if (s->current >= 0 && (s->current < 100 || fmod(s->current, 100) != 0 || v >= 100))
    return false;
  s->current = v + (s->current < 0 ? 0 : s->current);
  return v < 1000;
}

static bool add_scale(struct sum *s, double scale)
{
  double factor = s->current < 0 ? 1 : s->current;
  if (scale == 100 && factor < 100) {
    s->current = factor * scale;
    return true;
  }
  if (scale != 1000 || s->total > 0 || factor >= 1000)
    return false;
  s->total = factor * scale;
  s->current = -1;
  return true;
}

/* Behind "und" in "hundertundfünf"; at itself if no such word stands there. */
static size_t past_joint(const struct fact_words *w, str folded, size_t at)
{
  for (uint32_t i = 0; i < w->joints.count; i++)
    if (str_starts(str_sub(folded, at, folded.len - at), w->joints.words[i]))
      return at + w->joints.words[i].len;
  return at;
}

bool number_word_read(const struct fact_words *w, str folded, double *ret)
{
  if (folded.len < WORD_MIN || folded.len > WORD_MAX || !w->joints.count)
    return false;
  unsigned bit = start_bit(folded);
  if (!(w->number_starts[bit / 64] >> bit % 64 & 1))
    return false;
  struct sum s = {.current = -1};
  size_t at = 0, stop = 0;
  while (at < folded.len) {
    const struct fact_word *word = piece_at(w, folded, at, &stop);
    size_t joint = word || !at ? at : past_joint(w, folded, at);
    if (joint > at)
      word = piece_at(w, folded, joint, &stop);
    if (!word)
      return false;
    if (!(word->roles & ROLE(SCALE) ? add_scale(&s, word->scale) : add_number(&s, word->number)))
      return false;
    at = stop;
  }
  *ret = s.total + (s.current < 0 ? 0 : s.current);
  return true;
}
