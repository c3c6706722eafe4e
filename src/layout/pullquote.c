/* pullquote.c - one quotation set large between rules, with its speaker.
 *
 * Invariants: the words are the quotation's own, only the marks round them are the layout's, in the
 * form of the brief's language; it is never hyphenated and never takes more than a third of a
 * column. */
#include "layout/set.h"

enum {
  QUOTE_SHARE = 3,      /* a third of the column at most */
  INSET_AIR = 14,       /* points between an inset quotation and the text */
  QUOTE_BYTES_MAX = 600 /* no sentence worth pulling is longer; bounds the work */
};

static bool may_stand(const struct brief *brief, const struct brief_quote *quote)
{
  bool repeats = quote->extract < brief->summary.count &&
                 brief->summary.at[quote->extract].role == ROLE_BOTTOM_LINE;
  return !repeats && quote->text.len && quote->text.len <= QUOTE_BYTES_MAX;
}

const struct brief_quote *pull_quote(const struct brief *brief, const struct brief_quote *after)
{
  uint32_t count = brief->quotes.count, at = 0;
  if (after)
    at = (uint32_t)(after - brief->quotes.at) + 1 + (after->is_spare ? count : 0);
  for (; at < 2 * count; at++) {
    const struct brief_quote *quote = &brief->quotes.at[at % count];
    bool is_next = at < count ? quote->is_pull : quote->is_spare;
    if (is_next && may_stand(brief, quote))
      return quote;
  }
  return NULL;
}

/* A quotation set in some width. */
struct pull {
  const struct paragraph *words, *speaker; /* speaker may be NULL */
  unit width, pad;
  unit inner; /* height with the rules */
  uint32_t cells;
};

/* Who said it, with the number of the note: of two figures where only the room is asked for. */
static struct paragraph *set_speaker(struct setter *setter, struct flow *flow,
                                     const struct brief_quote *quote, struct measure measure,
                                     uint32_t node)
{
  struct fragment parts[2] = {
      {.text = brief_speaker_words(setter->arena, &quote->speaker),
       .style = STYLE_SPEAKER,
       .node = node},
      {.text = STR("00"), .style = SET_SPEAKER_REFERENCE, .is_glued = true}};
  struct reference reference = {quote->place, quote->text, SET_SPEAKER_REFERENCE, node};
  uint32_t count = 2;
  if (!parts[0].text.len)
    return NULL;
  if (flow)
    count = 1 + add_reference(setter, flow, &parts[1], reference);
  return paragraph_set(setter, parts, count, measure);
}

/* flow NULL: to see what it takes. */
static struct pull set_pull(struct setter *setter, struct flow *flow,
                            const struct brief_quote *quote, unit width, const uint32_t nodes[2])
{
  struct quote_marks marks = quote_marks_of(setter->brief->language);
  str text = arena_format(setter->arena, "%s%.*s%s", marks.open, STR_ARG(brief_quote_words(quote)),
                          marks.close);
  struct measure measure = {.width = width, .is_balanced = true};
  struct pull pull = {.width = width, .pad = cell_part(setter, 450)};
  struct fragment words = {.text = text,
                           .style = STYLE_QUOTE,
                           .node = nodes[0],
                           .tongue = tongue_of(setter, quote->place.document)};
  pull.words = paragraph_set(setter, &words, 1, measure);
  pull.speaker = set_speaker(setter, flow, quote, measure, nodes[1]);
  if (!pull.words)
    return pull;
  pull.inner = paragraph_height(pull.words) + 2 * pull.pad;
  if (pull.speaker)
    pull.inner += paragraph_height(pull.speaker) + pull.pad / 2;
  pull.cells = cells_for(setter, pull.inner + cell_part(setter, 900));
  return pull;
}

uint32_t pull_quote_cells(struct setter *setter, const struct brief_quote *quote, unit width)
{
  uint32_t cells = set_pull(setter, NULL, quote, width, (const uint32_t[2]){0}).cells;
  return cells <= setter->grid.cells / QUOTE_SHARE ? cells : 0;
}

static struct pull begin_pull(struct setter *setter, struct flow *flow,
                              const struct brief_quote *quote, unit width)
{
  uint32_t node = flow_node(setter, flow, NODE_BLOCKQUOTE, flow->section);
  uint32_t nodes[2] = {flow_node(setter, flow, NODE_P, node)};
  if (brief_speaker_words(setter->arena, &quote->speaker).len)
    nodes[1] = flow_node(setter, flow, NODE_P, node);
  return set_pull(setter, flow, quote, width, nodes);
}

static void add_rule(struct setter *setter, struct flow *flow, struct frame *block,
                     struct item rule)
{
  rule.color = setter->page_template->accent;
  flow_rect(setter, flow, block, rule);
}

static void add_pull(struct setter *setter, struct flow *flow, struct frame *block,
                     const struct pull *pull, unit x)
{
  const struct page_template *t = setter->page_template;
  unit height = (unit)pull->cells * setter->grid.baseline;
  unit top = (height - pull->inner) / 2 + cell_part(setter, 80);
  add_rule(setter, flow, block,
           (struct item){.x = x, .y = top, .width = pull->width, .height = t->rule_thick});
  unit y = flow_stack(setter, flow, block, pull->words, x, top + pull->pad);
  if (pull->speaker)
    flow_stack(setter, flow, block, pull->speaker, x, y + pull->pad / 2);
  add_rule(
      setter, flow, block,
      (struct item){.x = x, .y = top + pull->inner, .width = pull->width, .height = t->rule_thin});
}

void flow_pull_quote(struct setter *setter, struct flow *flow, const struct brief_quote *quote)
{
  unit width = setter->grid.column_width;
  if (!pull_quote_cells(setter, quote, width))
    return;
  struct pull pull = begin_pull(setter, flow, quote, width);
  struct frame *block =
      flow_block(setter, flow, flow->into,
                 (struct frame){.kind = FRAME_QUOTE, .slot = SLOT_PULL_QUOTE, .cells = pull.cells});
  if (pull.words)
    add_pull(setter, flow, block, &pull, 0);
}

unit inset_width(const struct setter *setter)
{
  return setter->page_template->quote_width + unit_of(INSET_AIR);
}

struct frame *flow_inset_quote(struct setter *setter, struct flow *flow,
                               const struct brief_quote *quote)
{
  unit width = setter->page_template->quote_width;
  struct pull pull = begin_pull(setter, flow, quote, width);
  struct frame *block = flow_block(setter, flow, flow->into,
                                   (struct frame){.kind = FRAME_QUOTE,
                                                  .slot = SLOT_PULL_QUOTE,
                                                  .cells = pull.cells,
                                                  .splits = true,
                                                  .whole = pull.cells});
  if (pull.words)
    add_pull(setter, flow, block, &pull, setter->grid.column_width - width);
  return block;
}

void flow_over_quote(struct setter *setter, struct flow *flow, const struct brief_quote *quote)
{
  unit width = 2 * setter->grid.column_width + setter->grid.gutter;
  struct pull pull = begin_pull(setter, flow, quote, width);
  struct frame *block =
      flow_block(setter, flow, &flow->over,
                 (struct frame){.kind = FRAME_QUOTE, .slot = SLOT_PULL_QUOTE, .cells = pull.cells});
  if (pull.words)
    add_pull(setter, flow, block, &pull, 0);
}
