/* quotes.c - pairs quotation marks, block by block.
 *
 * One pass collects a block's marks with what stands on either side, a second walks them with a
 * small stack. Invariant: a mark that finds no partner in its block is dropped, and with it nothing
 * else: the pairs inside it stand on their own. The one exception is a paragraph that ends unclosed
 * while the next one reopens. Apostrophes are told from single marks by the letters beside them. */
#include "analyze/people.h"

/* Deeper nesting is not prose; the stack stays small, so the walk is linear. */
#define STACK_DEPTH 8

enum family {
  FAMILY_DOUBLE, /* " */
  FAMILY_SINGLE, /* ' */
  FAMILY_LATEX,  /* `` */
  FAMILY_BACKTICK,
  FAMILY_OPEN, /* “ */
  FAMILY_CLOSE,
  FAMILY_LOW, /* „ */
  FAMILY_SINGLE_OPEN,
  FAMILY_SINGLE_CLOSE,
  FAMILY_SINGLE_LOW,
  FAMILY_LEFT, /* « */
  FAMILY_RIGHT,
  FAMILY_ANGLE_LEFT, /* ‹ */
  FAMILY_ANGLE_RIGHT,
  FAMILY_CORNER_OPEN, /* 「 */
  FAMILY_CORNER_CLOSE,
  FAMILY_COUNT
};

#define FAMILY_BIT(f) (1u << FAMILY_##f)

/* Which marks may close what a family opens. A straight mark closes a curly one that somebody typed
 * half; Swedish closes ” with ”; LaTeX writes the mark that closes a low one as ``. */
static const uint32_t closers[FAMILY_COUNT] = {
    [FAMILY_DOUBLE] = FAMILY_BIT(DOUBLE),
    [FAMILY_SINGLE] = FAMILY_BIT(SINGLE) | FAMILY_BIT(SINGLE_CLOSE),
    [FAMILY_LATEX] = FAMILY_BIT(DOUBLE),
    [FAMILY_BACKTICK] = FAMILY_BIT(SINGLE) | FAMILY_BIT(SINGLE_CLOSE),
    [FAMILY_OPEN] = FAMILY_BIT(CLOSE) | FAMILY_BIT(DOUBLE),
    [FAMILY_CLOSE] = FAMILY_BIT(CLOSE),
    [FAMILY_LOW] = FAMILY_BIT(OPEN) | FAMILY_BIT(CLOSE) | FAMILY_BIT(DOUBLE) | FAMILY_BIT(LATEX),
    [FAMILY_SINGLE_OPEN] = FAMILY_BIT(SINGLE_CLOSE) | FAMILY_BIT(SINGLE),
    [FAMILY_SINGLE_LOW] = FAMILY_BIT(SINGLE_OPEN) | FAMILY_BIT(SINGLE_CLOSE),
    [FAMILY_LEFT] = FAMILY_BIT(RIGHT),
    [FAMILY_RIGHT] = FAMILY_BIT(LEFT) | FAMILY_BIT(RIGHT),
    [FAMILY_ANGLE_LEFT] = FAMILY_BIT(ANGLE_RIGHT),
    [FAMILY_ANGLE_RIGHT] = FAMILY_BIT(ANGLE_LEFT),
    [FAMILY_CORNER_OPEN] = FAMILY_BIT(CORNER_CLOSE),
};

#define SINGLES                                                                                    \
  (FAMILY_BIT(SINGLE) | FAMILY_BIT(SINGLE_CLOSE) | FAMILY_BIT(SINGLE_OPEN) | FAMILY_BIT(BACKTICK))

enum side {
  SIDE_BLANK, /* or the edge of the block, or a dash */
  SIDE_WORD,
  SIDE_OPENING, /* brackets, opening marks */
  SIDE_STOP,    /* punctuation, closing brackets and marks */
  SIDE_MARK     /* a straight quotation mark: either */
};

/* What the next mark of a single family that leaves no doubt is. */
enum ahead { AHEAD_NOTHING, AHEAD_OPEN, AHEAD_CLOSE };

struct event {
  uint32_t at;
  uint8_t len;
  uint8_t family;
  uint8_t before, after; /* enum side */
  uint8_t ahead;
  bool is_elision; /* ’tis, ’90s */
  bool after_s;    /* the letter before is an s, or "in": may be a possessive, or talkin’ */
};

struct open_mark {
  uint32_t slot; /* in pairs */
  uint8_t family;
  bool has_closed; /* a pair of its family has closed inside it */
};

struct pair {
  uint32_t at, end; /* outer */
  uint8_t open_len, close_len;
  uint8_t family;
  bool is_closed;
  bool continues;
};

struct pairing {
  struct people *p;
  VEC(struct event) events;
  VEC(struct pair) pairs;
  struct open_mark stack[STACK_DEPTH];
  uint32_t depth;
};

static enum side side_of(uint32_t c)
{
  if (c == 0 || char_is_space(c) || char_is_dash(c))
    return SIDE_BLANK;
  if (c == '"' || c == '\'' || c == '`' || c == 0x2019)
    return SIDE_MARK;
  if (c == '(' || c == '[' || c == '{' || char_is_open_quote(c))
    return SIDE_OPENING;
  if (char_is_letter(c) || char_is_digit(c) || char_is_mark(c) || c == '$' || c == 0x20AC ||
      c == 0xA3)
    return SIDE_WORD;
  return SIDE_STOP;
}

static int family_of(uint32_t c)
{
  switch (c) {
  case '"':
    return FAMILY_DOUBLE;
  case '\'':
    return FAMILY_SINGLE;
  case '`':
    return FAMILY_BACKTICK;
  case 0x201C:
  case 0x201F:
    return FAMILY_OPEN;
  case 0x201D:
    return FAMILY_CLOSE;
  case 0x201E:
    return FAMILY_LOW;
  case 0x2018:
  case 0x201B:
    return FAMILY_SINGLE_OPEN;
  case 0x2019:
    return FAMILY_SINGLE_CLOSE;
  case 0x201A:
    return FAMILY_SINGLE_LOW;
  case 0xAB:
    return FAMILY_LEFT;
  case 0xBB:
    return FAMILY_RIGHT;
  case 0x2039:
    return FAMILY_ANGLE_LEFT;
  case 0x203A:
    return FAMILY_ANGLE_RIGHT;
  case 0x300C:
  case 0x300E:
    return FAMILY_CORNER_OPEN;
  case 0x300D:
  case 0x300F:
    return FAMILY_CORNER_CLOSE;
  default:
    return -1;
  }
}

/* A word that is written with an apostrophe in front: tis, em, 90s. */
static bool is_elision(const struct people *p, str text, uint32_t at)
{
  char word[12];
  size_t len = 0;
  while (at + len < text.len && len < sizeof word) {
    char c = text.data[at + len];
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9'))
      break;
    word[len] = str_lower(c);
    len++;
  }
  if (len == 0 || len == sizeof word)
    return false;
  bool is_decade = len >= 2 && len <= 3 && word[0] >= '0' && word[0] <= '9' && word[1] >= '0' &&
                   word[1] <= '9' && (len == 2 || word[2] == 's');
  return is_decade || (cues_of(p->cues, (str){word, len}) & CUE(ELISION)) != 0;
}

/* The family of what stands at *ret_len bytes from at; `` and '' are one mark each. */
static int mark_at(str text, uint32_t at, uint32_t c, uint32_t *ret_len)
{
  int family = family_of(c);
  bool is_twice =
      (c == '`' || c == '\'') && at + 1 < text.len && text.data[at + 1] == text.data[at];
  if (is_twice && c == '`') {
    *ret_len = 2;
    return FAMILY_LATEX;
  }
  return family;
}

static bool may_start_mark(unsigned char byte)
{
  return byte == '"' || byte == '\'' || byte == '`' || byte == 0xE2 || byte == 0xC2 || byte == 0xE3;
}

/* The high bit of every byte of eight that equals the one in all bytes of `same`, and of some that
 * stand behind such a byte. */
static uint64_t equal_bytes(uint64_t eight, uint64_t same)
{
  static const uint64_t ones = UINT64_C(0x0101010101010101), highs = UINT64_C(0x8080808080808080);
  uint64_t zero = eight ^ same;
  return (zero - ones) & ~zero & highs;
}

/* The next byte that may start a mark, or the end: most of a text is passed over eight bytes at a
 * time. */
static size_t next_mark(str text, size_t at)
{
  static const uint64_t doubles = UINT64_C(0x2222222222222222),
                        singles = UINT64_C(0x2727272727272727),
                        backticks = UINT64_C(0x6060606060606060),
                        highs = UINT64_C(0x8080808080808080);
  for (; at + 8 <= text.len; at += 8) {
    uint64_t eight;
    memcpy(&eight, text.data + at, 8);
    if (eight & highs || equal_bytes(eight, doubles) || equal_bytes(eight, singles) ||
        equal_bytes(eight, backticks))
      break;
  }
  while (at < text.len && !may_start_mark((unsigned char)text.data[at]))
    at++;
  return at;
}

/* The character before at, 0 at the block's start. */
static uint32_t character_before(str text, size_t start, size_t at)
{
  return at > start ? utf8_previous(text, &at) : 0;
}

static void collect(struct pairing *w, struct span block)
{
  struct people *p = w->p;
  str text = str_sub(p->a->document->text, 0, span_end(block));
  bool is_latex = false;
  for (size_t at = block.at; (at = next_mark(text, at)) < text.len;) {
    size_t next = at;
    uint32_t c = utf8_next(text, &next);
    uint32_t len = (uint32_t)(next - at);
    int family = mark_at(text, (uint32_t)at, c, &len);
    if (family < 0) {
      at = next;
      continue;
    }
    uint32_t before = character_before(text, block.at, at);
    is_latex = is_latex || family == FAMILY_LATEX;
    /* Two straight singles close what `` opened; elsewhere each stands for itself. */
    if (is_latex && c == '\'' && next < text.len && text.data[next] == '\'') {
      len = 2;
      family = FAMILY_DOUBLE;
    }
    next = at + len;
    size_t peek = next;
    uint32_t after = next < text.len ? utf8_next(text, &peek) : 0;
    vec_push(p->scratch, &w->events,
             (struct event){.at = (uint32_t)at,
                            .len = (uint8_t)len,
                            .family = (uint8_t)family,
                            .before = (uint8_t)side_of(before),
                            .after = (uint8_t)side_of(after),
                            .is_elision = (c == '\'' || c == 0x2019 || c == 0x2018) &&
                                          is_elision(p, text, (uint32_t)next),
                            .after_s = before == 's' || before == 'S' || before == 'n'});
    at = next;
  }
}

static bool can_open(const struct event *e)
{
  if (e->family == FAMILY_LEFT || e->family == FAMILY_OPEN || e->family == FAMILY_LOW ||
      e->family == FAMILY_LATEX || e->family == FAMILY_CORNER_OPEN)
    return true;
  if (e->after == SIDE_BLANK && e->family != FAMILY_DOUBLE)
    return false;
  return e->before != SIDE_WORD;
}

static bool is_clear_opening(const struct event *e)
{
  return (e->before == SIDE_BLANK || e->before == SIDE_OPENING) && e->after != SIDE_BLANK &&
         e->after != SIDE_STOP;
}

static bool can_close(const struct event *e)
{
  return e->before != SIDE_BLANK || e->after == SIDE_BLANK || e->after == SIDE_STOP;
}

/* Between letters, or where a letter has gone: no quotation mark. */
static bool is_apostrophe(const struct event *e)
{
  if (e->family != FAMILY_SINGLE && e->family != FAMILY_SINGLE_CLOSE &&
      e->family != FAMILY_BACKTICK && e->family != FAMILY_SINGLE_OPEN)
    return false;
  return e->before == SIDE_WORD && e->after == SIDE_WORD;
}

/* From the back: what the next single mark without doubt is. */
static void look_ahead(struct pairing *w)
{
  enum ahead ahead = AHEAD_NOTHING;
  for (uint32_t i = w->events.count; i-- > 0;) {
    struct event *e = &w->events.at[i];
    e->ahead = (uint8_t)ahead;
    if (!(SINGLES & (1u << e->family)) || is_apostrophe(e))
      continue;
    if (e->family == FAMILY_SINGLE_OPEN || (is_clear_opening(e) && !e->is_elision))
      ahead = AHEAD_OPEN;
    else if (e->before == SIDE_STOP && e->after != SIDE_WORD)
      ahead = AHEAD_CLOSE;
  }
}

static void push_open(struct pairing *w, const struct event *e)
{
  if (w->depth == STACK_DEPTH) {
    memmove(w->stack, w->stack + 1, (STACK_DEPTH - 1) * sizeof *w->stack);
    w->depth--;
  }
  w->stack[w->depth++] = (struct open_mark){.slot = w->pairs.count, .family = e->family};
  vec_push(w->p->scratch, &w->pairs,
           (struct pair){.at = e->at, .open_len = e->len, .family = e->family});
}

static bool close_at(struct pairing *w, uint32_t level, const struct event *e)
{
  struct pair *pair = &w->pairs.at[w->stack[level].slot];
  pair->is_closed = true;
  pair->end = e->at + e->len;
  pair->close_len = e->len;
  w->depth = level;
  for (uint32_t i = 0; i < level; i++)
    if (w->stack[i].family == pair->family)
      w->stack[i].has_closed = true;
  return true;
}

static bool try_close(struct pairing *w, const struct event *e)
{
  if (!can_close(e))
    return false;
  bool is_symmetric = e->family == FAMILY_DOUBLE || e->family == FAMILY_SINGLE;
  if (is_symmetric && is_clear_opening(e))
    return false;
  for (uint32_t level = w->depth; level-- > 0;) {
    uint8_t family = w->stack[level].family;
    if (closers[family] & (1u << e->family)) {
      bool is_single = (SINGLES & (1u << e->family)) != 0;
      if (is_single && e->before == SIDE_WORD && e->after_s && e->ahead == AHEAD_CLOSE)
        return false; /* the boys’ bowls, inside ‘…,’ */
      return close_at(w, level, e);
    }
    /* A single mark never closes past an open double one. */
    if ((SINGLES & (1u << e->family)) && !(SINGLES & (1u << family)))
      return false;
  }
  return false;
}

/* The same mark opens while it is open: the older one was never closed. */
static void drop_unclosed(struct pairing *w, const struct event *e)
{
  if (e->family != FAMILY_DOUBLE && e->family != FAMILY_SINGLE)
    return;
  for (uint32_t level = 0; level < w->depth; level++)
    if (w->stack[level].family == e->family) {
      w->depth = level;
      return;
    }
}

static void walk(struct pairing *w)
{
  for (uint32_t i = 0; i < w->events.count; i++) {
    const struct event *e = &w->events.at[i];
    if (is_apostrophe(e))
      continue;
    if (e->is_elision && e->ahead != AHEAD_CLOSE && e->before != SIDE_STOP)
      continue;
    if (try_close(w, e))
      continue;
    if (!can_open(e) || e->family == FAMILY_CORNER_CLOSE)
      continue;
    bool is_closer =
        e->family == FAMILY_SINGLE_CLOSE || e->family == FAMILY_CLOSE || e->family == FAMILY_RIGHT;
    if (is_closer && (!is_clear_opening(e) || e->family == FAMILY_SINGLE_CLOSE))
      continue;
    drop_unclosed(w, e);
    push_open(w, e);
  }
}

static bool is_prose(const struct block *b)
{
  return b->kind != BLOCK_CODE && b->kind != BLOCK_TABLE;
}

/* The next paragraph starts with the mark that this one left open. */
static bool next_reopens(const struct people *p, uint32_t block, const struct open_mark *open)
{
  const struct document *d = p->a->document;
  if (open->has_closed || block + 1 >= d->blocks.count)
    return false;
  const struct block *next = &d->blocks.at[block + 1];
  if (!is_prose(next) || next->at.len < 2 || next->kind == BLOCK_HEADING)
    return false;
  size_t at = next->at.at;
  uint32_t c = utf8_next(str_sub(d->text, 0, span_end(next->at)), &at);
  uint32_t len = 0;
  return mark_at(d->text, next->at.at, c, &len) == open->family;
}

/* Keeps the outermost pairs of a block, in order. */
static void keep_outermost(struct pairing *w, uint32_t block)
{
  struct people *p = w->p;
  uint32_t reached = 0;
  for (uint32_t i = 0; i < w->pairs.count; i++) {
    const struct pair *pair = &w->pairs.at[i];
    if (!pair->is_closed || pair->at < reached)
      continue;
    reached = pair->end;
    struct span inner = {pair->at + pair->open_len,
                         pair->end - pair->close_len - pair->at - pair->open_len};
    str text = str_span(p->a->document->text, inner);
    size_t from = 0, to = text.len;
    for (size_t next = 0; from < to; from = next)
      if (!char_is_space(utf8_next(text, &next)))
        break;
    for (size_t back = to; to > from; to = back)
      if (!char_is_space(utf8_previous(text, &back)))
        break;
    if (to == from)
      continue;
    vec_push(p->scratch, &p->marked,
             (struct marked){.inner = {inner.at + (uint32_t)from, (uint32_t)(to - from)},
                             .outer = {pair->at, pair->end - pair->at},
                             .block = block,
                             .continues = pair->continues});
  }
}

static void pair_block(struct pairing *w, uint32_t block)
{
  const struct block *b = &w->p->a->document->blocks.at[block];
  w->events.count = w->pairs.count = w->depth = 0;
  collect(w, b->at);
  if (w->events.count == 0 || arena_short(w->p->scratch))
    return;
  look_ahead(w);
  walk(w);
  if (w->depth > 0 && next_reopens(w->p, block, &w->stack[0])) {
    struct pair *pair = &w->pairs.at[w->stack[0].slot];
    pair->is_closed = pair->continues = true;
    pair->end = span_end(b->at);
    pair->close_len = 0;
  }
  keep_outermost(w, block);
}

/* Which pair covers each token, and each pair's tokens. */
static void spread(struct people *p)
{
  uint32_t i = 0;
  for (uint32_t m = 0; m < p->marked.count; m++) {
    struct marked *pair = &p->marked.at[m];
    while (i < p->a->tokens.count && p->a->tokens.at[i].at < pair->outer.at)
      i++;
    pair->first = i;
    for (; i < p->a->tokens.count && p->a->tokens.at[i].at < span_end(pair->outer); i++)
      p->quote_at[i] = m;
    pair->end = i;
  }
}

void quotes_pair(struct people *p)
{
  struct pairing w = {.p = p};
  for (uint32_t b = 0; b < p->a->document->blocks.count && !arena_short(p->scratch); b++)
    if (is_prose(&p->a->document->blocks.at[b]))
      pair_block(&w, b);
  spread(p);
}
