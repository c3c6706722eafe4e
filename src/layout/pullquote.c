/* pullquote.c - one quotation set large between rules, with its speaker.
 *
 * Invariants: the words are the quotation's own, only the marks round them are the layout's, in the
 * form of the brief's language; it is never hyphenated and never takes more than a third of a
 * column. */
#include "layout/set.h"

/* Outer marks by language: CLDR 43, delimiters. */
static const struct marks {
  const char *language, *open, *close;
} quote_marks[] = {
    {"cs", "\xE2\x80\x9E", "\xE2\x80\x9C"},
    {"da", "\xE2\x80\x9C", "\xE2\x80\x9D"},
    {"de", "\xE2\x80\x9E", "\xE2\x80\x9C"},
    {"en", "\xE2\x80\x9C", "\xE2\x80\x9D"},
    {"es", "\xC2\xAB", "\xC2\xBB"},
    {"fi", "\xE2\x80\x9D", "\xE2\x80\x9D"},
    {"fr", "\xC2\xAB\xC2\xA0", "\xC2\xA0\xC2\xBB"},
    {"it", "\xC2\xAB", "\xC2\xBB"},
    {"nl", "\xE2\x80\x9C", "\xE2\x80\x9D"},
    {"pl", "\xE2\x80\x9E", "\xE2\x80\x9D"},
    {"pt", "\xE2\x80\x9C", "\xE2\x80\x9D"},
    {"ru", "\xC2\xAB", "\xC2\xBB"},
    {"sv", "\xE2\x80\x9D", "\xE2\x80\x9D"},
};

enum {
  QUOTE_SHARE = 3,      /* a third of the column at most */
  QUOTE_BYTES_MAX = 600 /* no sentence worth pulling is longer; bounds the work */
};

static const struct marks *marks_of(const char *language)
{
  for (size_t i = 0; i < sizeof quote_marks / sizeof *quote_marks; i++)
    if (language && strncmp(language, quote_marks[i].language, 2) == 0)
      return &quote_marks[i];
  return &quote_marks[3];
}

const struct brief_quote *pull_quote(const struct brief *brief)
{
  for (uint32_t i = 0; i < brief->quotes.count; i++) {
    const struct brief_quote *quote = &brief->quotes.at[i];
    bool repeats = quote->extract < brief->summary.count &&
                   brief->summary.at[quote->extract].role == ROLE_BOTTOM_LINE;
    if (quote->is_pull && !repeats && quote->text.len && quote->text.len <= QUOTE_BYTES_MAX)
      return quote;
  }
  return NULL;
}

static void add_rule(struct setter *setter, struct flow *flow, struct frame *block, unit y,
                     unit height)
{
  flow_rect(setter, flow, block,
            (struct item){.y = y,
                          .width = setter->grid.column_width,
                          .height = height,
                          .color = setter->page_template->accent});
}

void flow_pull_quote(struct setter *setter, struct flow *flow, const struct brief_quote *quote)
{
  const struct marks *marks = marks_of(setter->brief->language);
  str text = arena_format(setter->arena, "%s%.*s%s", marks->open, STR_ARG(brief_quote_words(quote)),
                          marks->close);
  uint32_t nodes = flow->nodes.count;
  uint32_t node = flow_node(setter, flow, NODE_BLOCKQUOTE, flow->section);
  uint32_t said = flow_node(setter, flow, NODE_P, node);
  struct measure measure = {.width = setter->grid.column_width, .is_balanced = true};
  struct paragraph *words = set_text(setter, text, STYLE_QUOTE, said, measure);
  str by = brief_speaker_words(setter->arena, &quote->speaker);
  struct paragraph *speaker = NULL;
  if (by.len)
    speaker = set_text(setter, by, STYLE_SPEAKER, flow_node(setter, flow, NODE_P, node), measure);
  if (!words)
    return;
  unit pad = cell_part(setter, 450);
  unit inner = (unit)words->lines.count * words->style->leading + 2 * pad;
  if (speaker)
    inner += (unit)speaker->lines.count * speaker->style->leading + pad / 2;
  uint32_t cells = cells_for(setter, inner + cell_part(setter, 900));
  if (cells > setter->grid.cells / QUOTE_SHARE) {
    flow->nodes.count = nodes;
    return;
  }
  struct frame *block =
      flow_block(setter, flow, flow->into,
                 (struct frame){.kind = FRAME_QUOTE, .slot = SLOT_PULL_QUOTE, .cells = cells});
  unit height = (unit)cells * setter->grid.baseline;
  unit top = (height - inner) / 2 + cell_part(setter, 80);
  add_rule(setter, flow, block, top, setter->page_template->rule_thick);
  unit y = flow_stack(setter, flow, block, words, 0, top + pad);
  if (speaker)
    flow_stack(setter, flow, block, speaker, 0, y + pad / 2);
  add_rule(setter, flow, block, top + inner, setter->page_template->rule_thin);
}
