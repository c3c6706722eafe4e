/* chart.c - bars where the text counts one thing several times: three figures or more of one kind
 * and unit, whose words share what is counted; one shared word ("sales") tells too little, and by
 * how much things rose and fell is no one thing.
 *
 * Invariants: bars start at nothing and are as long as their values; every bar has its number and
 * the text's own words; a figure that has a bar has no row among the large ones. The whole is one
 * Figure whose alternative text says all of it. */
#include "layout/box.h"

enum {
  BARS_MIN = 3,
  BARS_MAX = sizeof((struct chart *)0)->figures / sizeof(uint32_t),
  WORD_MIN = 5,     /* letters of a word that tells what is counted */
  SPREAD_MAX = 40,  /* the longest bar to the shortest: beyond it one is no more than a dot */
  LABEL_BYTES = 160 /* more is a paragraph, not a label */
};

static bool may_be_bar(const struct brief_figure *f)
{
  return f->is_printed && !f->is_range && !f->is_change && f->value > 0 && f->number.len &&
         f->label.len > f->text.len && f->label.len <= LABEL_BYTES &&
         (f->unit.len || f->kind == FIGURE_MONEY || f->kind == FIGURE_PERCENT);
}

static bool is_letter_at(str text, size_t at)
{
  return at < text.len && char_is_letter(utf8_next(text, &at));
}

static bool has_word(str text, str word)
{
  for (size_t at = 0, before = 0; at + word.len <= text.len;) {
    bool is_inside = at && is_letter_at(text, before);
    if (!is_inside && str_eq_nocase(str_sub(text, at, word.len), word) &&
        !is_letter_at(text, at + word.len))
      return true;
    before = at;
    utf8_next(text, &at);
  }
  return false;
}

/* One of the figures that both words are told of, with the seed's kind and unit. */
static bool is_like(const struct brief_figure *f, const struct brief_figure *seed,
                    const str words[2])
{
  return may_be_bar(f) && f->kind == seed->kind && str_eq_nocase(f->unit, seed->unit) &&
         has_word(f->label, words[0]) && has_word(f->label, words[1]);
}

/* Adds the figure unless it says what one before it does: of two with one value or one label, the
 * first. */
static void add_figure(struct chart *chart, const struct brief *brief, uint32_t index)
{
  const struct brief_figure *f = &brief->figures.at[index];
  for (uint32_t i = 0; i < chart->count; i++) {
    const struct brief_figure *other = &brief->figures.at[chart->figures[i]];
    bool is_same = !(f->value < other->value) && !(f->value > other->value);
    if (is_same || str_eq(f->label, other->label))
      return;
  }
  if (chart->count < BARS_MAX)
    chart->figures[chart->count++] = index;
}

static struct chart chart_of(const struct brief *brief, const struct brief_figure *seed,
                             const str words[2])
{
  struct chart chart = {0};
  double most = 0, least = 0;
  for (uint32_t i = 0; i < brief->figures.count; i++)
    if (is_like(&brief->figures.at[i], seed, words))
      add_figure(&chart, brief, i);
  for (uint32_t i = 0; i < chart.count; i++) {
    double value = brief->figures.at[chart.figures[i]].value;
    most = value > most ? value : most;
    least = i == 0 || value < least ? value : least;
  }
  chart.most = most;
  return chart.count >= BARS_MIN && most <= least * SPREAD_MAX ? chart : (struct chart){0};
}

/* The next word of letters, long enough to tell something, that is not of the figure itself. */
static bool next_word(const struct brief_figure *f, size_t *at, str *ret)
{
  while (*at < f->label.len) {
    size_t start = *at, letters = 0, end = *at;
    while (end < f->label.len) {
      size_t next = end;
      if (!char_is_letter(utf8_next(f->label, &next)))
        break;
      end = next;
      letters++;
    }
    *at = end > start ? end : end + 1;
    str word = str_sub(f->label, start, end - start);
    if (letters >= WORD_MIN && !has_word(f->text, word)) {
      *ret = word;
      return true;
    }
  }
  return false;
}

/* The best of what the seed's first word and another one behind it are told of. */
static struct chart chart_from(const struct brief *brief, const struct brief_figure *seed,
                               str first, size_t at)
{
  struct chart best = {0};
  str words[2] = {first};
  while (next_word(seed, &at, &words[1])) {
    struct chart chart = {0};
    if (!str_eq_nocase(words[0], words[1]))
      chart = chart_of(brief, seed, words);
    if (chart.count > best.count)
      best = chart;
  }
  return best;
}

struct chart chart_find(const struct brief *brief)
{
  struct chart best = {0};
  for (uint32_t i = 0; i < brief->figures.count; i++) {
    const struct brief_figure *seed = &brief->figures.at[i];
    str word;
    for (size_t at = 0; may_be_bar(seed) && next_word(seed, &at, &word);) {
      struct chart chart = chart_from(brief, seed, word, at);
      if (chart.count > best.count)
        best = chart;
    }
  }
  return best;
}

bool chart_has(const struct chart *chart, uint32_t figure)
{
  for (uint32_t i = 0; i < chart->count; i++)
    if (chart->figures[i] == figure)
      return true;
  return false;
}

/* Label above, then bar and number in one cell. */
static void add_bar(struct box *box, struct frame *block, const struct brief_figure *figure,
                    double share)
{
  struct setter *setter = box->setter;
  unit width = box_row_width(box);
  struct measure measure = {.width = width};
  struct fragment parts[2] = {{.text = figure->label, .style = STYLE_BOX, .node = box->figure}};
  struct reference reference = {figure->label_place, figure->label, SET_BOX_REFERENCE, box->figure};
  uint32_t count = 1 + add_reference(setter, box->flow, &parts[1], reference);
  struct paragraph *label = paragraph_set(setter, parts, count, measure);
  struct paragraph *number = set_text(setter, figure->number, SET_BOX_STRONG, box->figure, measure);
  if (!label || !number)
    return;
  block->cells = flow_cells(setter, box->flow, block, label, box->pad, block->cells);
  unit room = width - paragraph_natural_width(number) - cell_part(setter, 500);
  unit length = (unit)((room > 0 ? room : 0) * share);
  length = length > UNIT_POINT ? length : UNIT_POINT;
  flow_rect(setter, box->flow, block,
            (struct item){.cell = block->cells,
                          .x = box->pad,
                          .y = cell_part(setter, 250),
                          .width = length,
                          .height = cell_part(setter, 550),
                          .color = setter->page_template->accent,
                          .node = box->figure});
  block->cells = flow_cells(setter, box->flow, block, number,
                            box->pad + length + cell_part(setter, 400), block->cells);
}

static str describe(struct setter *setter, const struct chart *chart)
{
  str text = layout_label(setter, "chart"), colon = layout_label(setter, "colon");
  for (uint32_t i = 0; i < chart->count; i++) {
    const struct brief_figure *f = &setter->brief->figures.at[chart->figures[i]];
    text = arena_format(setter->arena, "%.*s%s %.*s%.*s %.*s", STR_ARG(text), i ? ";" : ".",
                        STR_ARG(f->number), STR_ARG(colon), STR_ARG(f->label));
  }
  return text;
}

void flow_chart(struct setter *setter, struct flow *flow)
{
  const struct chart *chart = &setter->chart;
  if (!chart->count || setter->status != PRECIS_OK)
    return;
  struct flow_mark mark = flow_mark(flow);
  struct box box = box_new(setter, flow, SLOT_CHART);
  box.inset = box.pad;
  struct frame *block = box_begin(&box, "chart");
  box.figure = flow_node(setter, flow, NODE_FIGURE, flow->section);
  if (!setter->is_trial)
    vec_last(&flow->nodes)->alt = describe(setter, chart);
  for (uint32_t i = 0; i < chart->count; i++) {
    const struct brief_figure *f = &setter->brief->figures.at[chart->figures[i]];
    block->cells += i > 0; /* a label belongs to the bar below it */
    add_bar(&box, block, f, f->value / chart->most);
  }
  if (block->cells + 1 > flow->room) {
    flow_go_back(flow, mark);
    return;
  }
  box_end(&box, block);
}
