/* linebreak.c - total fit (Knuth and Plass 1981): the line ends that make the whole paragraph even.
 *
 * A break stands after a piece. For each break the cheapest way to it is kept for every class of
 * fitness and number of hyphens in a row. Passes grow the tolerance; the last one takes any
 * stretch, so that no line is ever overfull: pieces wider than the measure are divided at
 * characters first.
 *
 * A line costs the square of what its blanks are off, as the eye counts unevenness, not TeX's sixth
 * power: a few wide lines do not make all others pay in hyphens. What glyphs and tracking give
 * costs next to nothing: nobody sees it. The costs were fitted on sixty texts in three languages at
 * 50 to 85 mm (bench/typography).
 *
 * Invariant: active breaks stand in order of position, and a break before `window` can start no
 * line that ends at the current piece. Cost: pieces times the pieces a line holds. */
#include "layout/set.h"

enum {
  RATIO = 1000,           /* 1: stretched or shrunk by all that the style allows */
  RATIO_MAX = 30 * RATIO, /* beyond, only more of the same: keeps the square in range */
  LINE_DEMERIT = 100,     /* fewer lines */
  STEP_DEMERIT = 75000,   /* of a line whose blanks are one step off */
  COLOR_DEMERIT = 7500,   /* of one whose glyphs are as wide or as narrow as they may be */
  RAGGED_DEMERIT = 30000, /* of a ragged line at ratio 1 */
  HYPHEN_DEMERIT = 45000, /* a hyphen is worth three quarters of a step */
  RARE_DEMERIT = 70000,   /* two hyphens in one word, or one where the style has none */
  WHOLE_DEMERIT = 240000, /* a blank nearly two steps off */
  DASH_DEMERIT = 15000,   /* a break after a hyphen of the word's own shows less */
  PLAIN_DEMERIT = 9000,
  TIED_DEMERIT = 240000,       /* a figure or a name parted: a blank nearly two steps off */
  FORCED_DEMERIT = 9000000,    /* inside a word that fits no line: only where nothing else does */
  MISFIT_DEMERIT = 40000,      /* a tight line beside a loose one */
  TWO_HYPHENS_DEMERIT = 20000, /* beside what each costs */
  LAST_HYPHEN_DEMERIT = 20000, /* the line before the last ends in a hyphen */
  RUNT_DEMERIT = 250000,       /* last line shorter than an eighth of the measure, ragged a sixth */
  FRAGMENT_DEMERIT = 400000,   /* last line that is no more than the end of a divided word, */
  STUMP_DEMERIT = 1500000,     /* and that a short one */
  CLASSES = 4,
  HYPHENS_MAX = 2,
  STATES = CLASSES * (HYPHENS_MAX + 1),
  PASSES = 3
};

/* Where a blank of .23 em, grown by GLUE_STRETCH at ratio 1 and by half of itself a step beyond,
 * has come to .25, .30 and .35 em; shrunk by GLUE_SHRINK at each, to .175. */
enum { RATIO_TIGHT = -1100, RATIO_LOOSE = 1094, RATIO_VERY_LOOSE = 1530, RATIO_WIDEST = 1960 };

/* In thousandths of the best blank: the face's own (Vollkorn's is .20 em), which the eye takes for
 * even, and what is a step off it, wider by half of that or narrower by a third (TeX's glue). */
enum { BLANK_EVEN = 870, STEP_WIDER = 435, STEP_TIGHTER = 290, STEP = 1000 };

/* Past any sum that lines can reach; three hyphens in a row in the last pass. */
#define LADDER_DEMERIT 100000000000LL
/* A way dearer than the best by more cannot win: misfit, hyphens and the last line cost less. */
#define WORTH_KEEPING 225000LL

/* Blanks from .13 em (TeX's third of Vollkorn's own) to .35; then whatever holds the text. A pass
 * before them that let blanks give no more than .18 em found lines as even with more hyphens. */
static const int64_t tolerances[PASSES] = {RATIO_WIDEST, 4 * RATIO, INT64_MAX};

struct breaker {
  struct setter *setter;
  const struct paragraph *paragraph;
  struct measure measure;
  uint32_t from; /* piece that the first line starts with */
  int64_t tolerance;
  struct way_list *ways; /* the setter's, used again by each paragraph */
  uint32_t window;       /* first way that can still start a line */
};

/* Where lines are tried to end, and what all of them have there. */
struct line_end {
  uint32_t at; /* one past the last piece */
  const struct piece *last;
  int64_t width; /* of all up to there, with the hyphen that is set */
  int64_t hang;
  bool is_last, has_hyphen; /* of the paragraph; that is set */
};

/* A line tried: from one break to another. */
struct trial {
  int64_t delta, stretch, shrink;
  int64_t blank; /* widths of its blanks: what stretches or shrinks past 1 */
  const struct line_end *end;
};

static unit width_of_line(const struct breaker *breaker, uint32_t first)
{
  return breaker->measure.width - (first == 0 ? breaker->measure.first_indent : 0);
}

static struct line_end line_end(const struct breaker *breaker, uint32_t at)
{
  const struct paragraph *p = breaker->paragraph;
  const struct piece *last = &p->pieces.at[at - 1];
  const struct piece_sum *sum = &p->sums[at];
  struct line_end end = {.at = at,
                         .last = last,
                         .width = sum->width,
                         .hang = last->hang_right,
                         .is_last = at == p->pieces.count};
  end.has_hyphen = !end.is_last && sets_hyphen(last->end);
  if (end.has_hyphen) {
    end.width += p->style->hyphen_width;
    end.hang = p->style->hyphen_width * 7 / 10;
  }
  return end;
}

static struct trial try_line(const struct breaker *breaker, uint32_t first,
                             const struct line_end *end)
{
  const struct paragraph *p = breaker->paragraph;
  const struct set_style *style = p->style;
  const struct piece_sum *a = &p->sums[first], *b = &p->sums[end->at];
  struct trial trial = {.end = end};
  bool leads_blank = p->pieces.at[first].blank_before;
  int64_t blank = b->blank - p->sums[first + leads_blank].blank;
  int64_t width = end->width - a->width;
  trial.blank = blank;
  trial.delta =
      width_of_line(breaker, first) - (width - end->hang - p->pieces.at[first].hang_left) - blank;
  if (!style->is_elastic) {
    trial.stretch =
        breaker->measure.is_balanced ? breaker->measure.width / 3 : 3 * style->face.size;
    return trial;
  }
  int64_t em = style->face.size, glyphs = b->glyphs - a->glyphs - (b->blanks - a->blanks);
  glyphs += end->has_hyphen;
  trial.stretch = blank * GLUE_STRETCH / 1000 + width / 50 + glyphs * em / 50;
  trial.shrink = blank * GLUE_SHRINK / 1000 + width / 50 + glyphs * em / 100;
  return trial;
}

/* Stretch ratio in thousandths: to 1 what blanks, glyphs and tracking give together, beyond it what
 * the blanks must give alone, a step for half of their width. The last line of a paragraph is not
 * stretched. */
static int64_t ratio_of(const struct breaker *breaker, const struct trial *trial)
{
  const struct set_style *style = breaker->paragraph->style;
  int64_t stretch = trial->stretch > 0 ? trial->stretch : 1;
  int64_t blank = trial->blank > 0 ? trial->blank : style->face.size / 4;
  if (trial->delta >= 0) {
    if (trial->end->is_last && !breaker->measure.is_balanced)
      return 0;
    if (!style->is_elastic || trial->delta <= stretch)
      return trial->delta * RATIO / stretch;
    return RATIO + (trial->delta - stretch) * 2 * RATIO / blank;
  }
  if (-trial->delta <= trial->shrink)
    return trial->delta * RATIO / trial->shrink;
  return -RATIO + (trial->delta + trial->shrink) * RATIO * 1000 / GLUE_SHRINK / blank;
}

/* Kept apart by what the blanks show; lines that shrink have classes of one. */
static uint8_t fitness_of(int64_t ratio)
{
  if (ratio < RATIO_TIGHT)
    return 0;
  if (ratio <= RATIO_LOOSE)
    return 1;
  return ratio <= RATIO_VERY_LOOSE ? 2 : 3;
}

static int64_t break_demerits(const struct piece *last)
{
  switch ((enum piece_end)last->end) {
  case END_HYPHEN:
  case END_BARE:
    return HYPHEN_DEMERIT;
  case END_RARE:
    return RARE_DEMERIT;
  case END_WHOLE:
    return WHOLE_DEMERIT;
  case END_DASH:
    return DASH_DEMERIT;
  case END_PLAIN:
    return PLAIN_DEMERIT;
  case END_FORCED:
    return FORCED_DEMERIT;
  case END_TIED:
    return TIED_DEMERIT;
  case END_NEVER:
  case END_BLANK:
    return 0;
  }
  return 0;
}

/* Thousandths of a step that the blanks of a line are off. */
static int64_t steps_off(int64_t ratio)
{
  int64_t grown = ratio > RATIO ? GLUE_STRETCH + (ratio - RATIO) / 2
                                : ratio * (ratio > 0 ? GLUE_STRETCH : GLUE_SHRINK) / RATIO;
  int64_t off = 1000 + grown - BLANK_EVEN;
  return off * STEP / (off > 0 ? STEP_WIDER : STEP_TIGHTER);
}

static int64_t unevenness(const struct set_style *style, int64_t ratio)
{
  int64_t r = ratio < -RATIO_MAX ? -RATIO_MAX : ratio > RATIO_MAX ? RATIO_MAX : ratio;
  if (!style->is_elastic)
    return RAGGED_DEMERIT * r / RATIO * r / RATIO;
  int64_t steps = steps_off(r);
  int64_t color = r < -RATIO || r > RATIO ? RATIO : r;
  return STEP_DEMERIT * steps / STEP * steps / STEP + COLOR_DEMERIT * color / RATIO * color / RATIO;
}

static int64_t line_demerits(const struct breaker *breaker, const struct trial *trial,
                             int64_t ratio)
{
  int64_t d = LINE_DEMERIT + unevenness(breaker->paragraph->style, ratio);
  if (!trial->end->is_last)
    return d + break_demerits(trial->end->last);
  unit width = breaker->measure.width;
  if (trial->delta > width - width / (breaker->paragraph->style->is_elastic ? 8 : 6))
    d += RUNT_DEMERIT;
  return d;
}

/* A last line without a blank, of fewer than five letters, a stop and a note's number, or of a
 * seventh of the measure. */
static bool is_short_fragment(const struct breaker *breaker, const struct trial *trial)
{
  int64_t width = breaker->measure.width - trial->delta;
  int64_t least = breaker->measure.width * 15 / 100;
  int64_t letters = breaker->paragraph->style->face.size * 4;
  return !trial->blank && (width < least || width < letters);
}

/* Ways [from, to) that stand at one break, gone on by this line; each is put into its state's slot
 * if it is the cheapest. False: the line is too loose. */
static bool offer(const struct breaker *breaker, struct span ways, const struct trial *trial,
                  struct way *best)
{
  const struct line_end *end = trial->end;
  int64_t ratio = ratio_of(breaker, trial);
  if (ratio > breaker->tolerance)
    return false;
  uint8_t fitness = fitness_of(ratio);
  bool is_hyphen = !end->is_last && shows_hyphen(end->last->end);
  bool is_stump = end->is_last && is_short_fragment(breaker, trial);
  bool has_line_before = breaker->ways->at[ways.at].at > breaker->from;
  int64_t line = line_demerits(breaker, trial, ratio);
  for (uint32_t from = ways.at; from < span_end(ways); from++) {
    const struct way *way = &breaker->ways->at[from];
    uint32_t hyphens = is_hyphen ? way->hyphens + 1u : 0;
    int64_t d = way->demerits + line;
    if (has_line_before && (fitness > way->fitness + 1 || way->fitness > fitness + 1))
      d += MISFIT_DEMERIT;
    if (hyphens > 1)
      d += TWO_HYPHENS_DEMERIT;
    if (hyphens > HYPHENS_MAX) {
      if (breaker->tolerance != INT64_MAX)
        continue;
      d += LADDER_DEMERIT;
      hyphens = HYPHENS_MAX;
    }
    if (end->is_last && way->hyphens) {
      if (is_stump && breaker->tolerance == tolerances[0])
        continue;
      d += LAST_HYPHEN_DEMERIT + (is_stump ? STUMP_DEMERIT : trial->blank ? 0 : FRAGMENT_DEMERIT);
    }
    struct way *slot = &best[fitness * (HYPHENS_MAX + 1) + hyphens];
    if (d < slot->demerits)
      *slot = (struct way){d, end->at, from, fitness, (uint8_t)hyphens};
  }
  return true;
}

/* Those worth keeping: none with as few hyphens in a row is much cheaper. A way with fewer may be
 * the only one that ends in no ladder. */
static void keep_best(struct breaker *breaker, const struct way *best)
{
  int64_t least[HYPHENS_MAX + 1];
  for (uint32_t h = 0; h <= HYPHENS_MAX; h++) {
    least[h] = h ? least[h - 1] : INT64_MAX;
    for (uint32_t i = h; i < STATES; i += HYPHENS_MAX + 1)
      least[h] = best[i].demerits < least[h] ? best[i].demerits : least[h];
  }
  for (uint32_t i = 0; i < STATES; i++)
    if (best[i].demerits < INT64_MAX &&
        best[i].demerits <= least[i % (HYPHENS_MAX + 1)] + WORTH_KEEPING)
      vec_push(breaker->setter->arena, breaker->ways, best[i]);
}

/* What blanks give beyond ratio -1: as much again. */
static int64_t last_shrink(const struct trial *trial)
{
  return trial->shrink > 0 ? trial->blank * GLUE_SHRINK / 1000 : 0;
}

/* A line from here must be stretched past the tolerance, and so must each that begins later: what
 * hangs and what hyphens take is narrower than two ems. */
static bool is_far_too_short(const struct breaker *breaker, const struct trial *trial)
{
  const struct set_style *style = breaker->paragraph->style;
  if (trial->end->is_last || !style->is_elastic || breaker->tolerance == INT64_MAX)
    return false;
  int64_t blank = trial->blank + style->face.size / 4;
  int64_t most = trial->stretch + (breaker->tolerance - RATIO + 1) * blank / (2 * RATIO);
  return trial->delta > most + 2 * style->face.size;
}

/* Ways from the first on that stand at the same break: a line from there is the same for all. */
static struct span ways_at_one(const struct breaker *breaker, uint32_t first)
{
  const struct way_list *ways = breaker->ways;
  uint32_t end = first + 1;
  while (end < ways->count && ways->at[end].at == ways->at[first].at)
    end++;
  return (struct span){first, end - first};
}

static void find_ways_to(struct breaker *breaker, uint32_t at)
{
  struct way best[STATES];
  for (uint32_t i = 0; i < STATES; i++)
    best[i].demerits = INT64_MAX;
  struct line_end end = line_end(breaker, at);
  bool has_way = false;
  for (uint32_t i = breaker->window; i < breaker->ways->count;) {
    struct span ways = ways_at_one(breaker, i);
    struct trial trial = try_line(breaker, breaker->ways->at[i].at, &end);
    bool is_first = i == breaker->window;
    i = (uint32_t)span_end(ways);
    if (trial.delta < -trial.shrink - last_shrink(&trial)) {
      /* Hanging marks and hyphens are narrower than two ems: longer lines from here are overfull
       * too. */
      if (is_first && trial.delta < -trial.shrink - 2 * breaker->paragraph->style->face.size)
        breaker->window = i;
      continue;
    }
    if (is_far_too_short(breaker, &trial))
      break;
    has_way |= offer(breaker, ways, &trial, best);
  }
  if (has_way)
    keep_best(breaker, best);
}

static uint32_t cheapest_end(const struct breaker *breaker)
{
  uint32_t best = NONE;
  for (uint32_t i = breaker->window; i < breaker->ways->count; i++)
    if (breaker->ways->at[i].at == breaker->paragraph->pieces.count &&
        (best == NONE || breaker->ways->at[i].demerits < breaker->ways->at[best].demerits))
      best = i;
  return best;
}

/* Of the lines that stand already; as many as count. */
static uint8_t hyphens_before(const struct paragraph *p)
{
  uint8_t hyphens = 0;
  for (uint32_t i = p->lines.count; i-- > 0 && hyphens < HYPHENS_MAX; hyphens++)
    if (!shows_hyphen(p->pieces.at[p->lines.at[i].end - 1].end))
      break;
  return hyphens;
}

static uint32_t run_pass(struct breaker *breaker, int64_t tolerance)
{
  const struct paragraph *p = breaker->paragraph;
  breaker->tolerance = tolerance;
  breaker->ways->count = 0;
  breaker->window = 0;
  vec_push(breaker->setter->arena, breaker->ways,
           (struct way){
               .at = breaker->from, .previous = NONE, .fitness = 1, .hyphens = hyphens_before(p)});
  for (uint32_t end = breaker->from + 1; end <= p->pieces.count; end++) {
    if (breaker->window == breaker->ways->count)
      return NONE;
    if (p->pieces.at[end - 1].end != END_NEVER || end == p->pieces.count)
      find_ways_to(breaker, end);
  }
  return cheapest_end(breaker);
}

typedef VEC(struct piece) piece_list;

/* Cuts one piece where hyphens may stand, by bytes of its word, or at all its characters, marks
 * kept with their base; each part gets its advances. */
static void divide_piece(struct setter *setter, struct piece piece, const bool *hyphens,
                         piece_list *divided)
{
  const struct shaped *shaped = word_glyphs(setter, piece.word);
  str text = setter->words.at[piece.word].text;
  int64_t *advance = arena_array(setter->arena, int64_t, text.len + 1);
  if (!advance)
    return;
  for (uint32_t i = 0; i < shaped->glyphs.count; i++)
    if (shaped->glyphs.at[i].cluster < text.len)
      advance[shaped->glyphs.at[i].cluster] += shaped->glyphs.at[i].advance;
  share_ligatures(text, advance);
  for (size_t at = piece.from; at < piece.to;) {
    struct piece part = {piece.word, (uint32_t)at, 0, .fragment = piece.fragment};
    utf8_next(text, &at);
    part.glyphs = 1;
    for (size_t next = at; next < piece.to; at = next) {
      bool is_mark = char_is_mark(utf8_next(text, &next));
      if (!is_mark && (!hyphens || hyphens[at]))
        break;
      part.glyphs += !is_mark;
    }
    part.to = (uint32_t)at;
    part.blank_before = piece.blank_before && part.from == piece.from;
    part.end = part.to == piece.to ? piece.end : hyphens ? END_RARE : END_FORCED;
    for (uint32_t i = part.from; i < part.to; i++)
      part.width += (unit)advance[i];
    vec_push(setter->arena, divided, part);
  }
}

/* With hyphens, even where the style has none: a word that goes on without a sign reads as two. */
static void divide_wide_piece(struct setter *setter, const struct paragraph *p, uint32_t index,
                              unit room, piece_list *divided)
{
  struct piece piece = p->pieces.at[index];
  const bool *hyphens = p->holds_rtl || !p->style->hyphen_width
                            ? NULL
                            : word_hyphens(setter, piece.word, piece.from, piece.to);
  piece_list parts = {0};
  divide_piece(setter, piece, hyphens, &parts);
  for (uint32_t i = 0; i < parts.count; i++)
    if (hyphens && parts.at[i].width > room)
      divide_piece(setter, parts.at[i], NULL, divided);
    else
      vec_push(setter->arena, divided, parts.at[i]);
}

/* Divides pieces that are wider than a line. */
static void divide_wide_pieces(struct setter *setter, struct paragraph *p, unit width)
{
  bool is_needed = false;
  unit room = width - p->style->hyphen_width;
  for (uint32_t i = 0; i < p->pieces.count && !is_needed; i++)
    is_needed = p->pieces.at[i].width > room;
  if (!is_needed)
    return;
  piece_list divided = {0};
  for (uint32_t i = 0; i < p->pieces.count; i++)
    if (p->pieces.at[i].width > room)
      divide_wide_piece(setter, p, i, room, &divided);
    else
      vec_push(setter->arena, &divided, p->pieces.at[i]);
  p->pieces.at = divided.at;
  p->pieces.count = divided.count;
  p->pieces.room = divided.room;
  paragraph_sum(setter, p);
}

static void keep_lines(struct setter *setter, struct paragraph *p, const struct breaker *breaker,
                       uint32_t way)
{
  uint32_t kept = p->lines.count;
  for (; way != NONE && breaker->ways->at[way].previous != NONE;
       way = breaker->ways->at[way].previous) {
    uint32_t first = breaker->ways->at[breaker->ways->at[way].previous].at;
    unit indent = first == 0 ? breaker->measure.first_indent : 0;
    vec_push(setter->arena, &p->lines, (struct set_line){first, breaker->ways->at[way].at, indent});
  }
  for (uint32_t i = kept, k = p->lines.count; i + 1 < k; i++) {
    struct set_line held = p->lines.at[i];
    p->lines.at[i] = p->lines.at[--k];
    p->lines.at[k] = held;
  }
}

/* One line of so many is short, or more. In the passes before the last none is: blanks hold out to
 * .6 em there. */
static bool has_short_lines(struct setter *setter, const struct paragraph *p)
{
  enum { LINES_A_SHORT_ONE = 10 };

  uint32_t count = 0;
  for (uint32_t i = 0; i + 1 < p->lines.count; i++) {
    struct line_fit fit = line_fit(setter, p, &p->lines.at[i]);
    count += p->measure - p->lines.at[i].indent - fit.width > p->style->face.size;
  }
  return count && count * LINES_A_SHORT_ONE >= p->lines.count;
}

/* A short paragraph with one short line among even ones looks broken: all of it is set ragged. In a
 * long one the eye passes over the line. */
static void break_ragged(struct breaker *breaker, struct paragraph *p)
{
  struct set_style *ragged = arena_make(breaker->setter->arena, struct set_style);
  if (!ragged)
    return;
  *ragged = *p->style;
  ragged->is_elastic = false;
  ragged->align = ALIGN_LEFT;
  p->style = ragged;
  p->lines.count = 0;
  keep_lines(breaker->setter, p, breaker, run_pass(breaker, INT64_MAX));
}

void paragraph_break_rest(struct setter *setter, struct paragraph *paragraph,
                          struct measure measure)
{
  uint32_t from = paragraph->lines.count ? vec_last(&paragraph->lines)->end : 0;
  if (setter->status != PRECIS_OK || from >= paragraph->pieces.count)
    return;
  divide_wide_pieces(setter, paragraph, measure.width - measure.first_indent);
  if (arena_short(setter->arena)) {
    setter->status = fail_no_memory(&setter->err);
    return;
  }
  paragraph->measure = measure.width;
  struct breaker breaker = {.setter = setter,
                            .paragraph = paragraph,
                            .measure = measure,
                            .from = from,
                            .ways = &setter->ways};
  uint32_t way = NONE;
  /* Ragged lines end where they may: no tolerance would keep a hyphen out. */
  int first = paragraph->style->is_elastic ? 0 : PASSES - 1;
  int pass = first;
  for (; pass < PASSES && way == NONE; pass++)
    way = run_pass(&breaker, tolerances[pass]);
  if (arena_short(setter->arena)) {
    setter->status = fail_no_memory(&setter->err);
    return;
  }
  if (way == NONE) { /* pieces glued together that no line holds */
    for (uint32_t i = 0; i < paragraph->pieces.count; i++)
      if (paragraph->pieces.at[i].end == END_NEVER)
        paragraph->pieces.at[i].end = END_FORCED;
    way = run_pass(&breaker, INT64_MAX);
  }
  if (way == NONE)
    setter->status = fail(&setter->err, PRECIS_CANNOT_FIT, "a line cannot hold a single character");
  keep_lines(setter, paragraph, &breaker, way);
  bool is_at_last = pass == PASSES && paragraph->style->is_elastic && from == 0;
  if (is_at_last && setter->status == PRECIS_OK && has_short_lines(setter, paragraph))
    break_ragged(&breaker, paragraph);
}

void paragraph_break(struct setter *setter, struct paragraph *paragraph, struct measure measure)
{
  paragraph->lines.count = 0;
  paragraph_break_rest(setter, paragraph, measure);
}
