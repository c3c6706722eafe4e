/* sound.c - holds a loaded document and its analysis against what every reader and pass keeps. */
#include <math.h>

#include "analyze/saved.h"

static bool is_character(str text, uint32_t at)
{
  return at == text.len || (at < text.len && ((uint8_t)text.data[at] & 0xC0) != 0x80);
}

static bool is_span(const struct document *d, struct span s)
{
  return s.at <= d->text.len && s.len <= d->text.len - s.at && is_character(d->text, s.at) &&
         is_character(d->text, span_end(s));
}

/* --- document --- */

static bool has_controls(str text)
{
  for (size_t i = 0; i < text.len; i++) {
    uint8_t c = (uint8_t)text.data[i];
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
      return true;
  }
  return false;
}

static bool are_warnings(const struct doc_warning *at, uint32_t count)
{
  for (uint32_t i = 0; i < count; i++)
    if (!at[i].code[0] || has_controls(str_of(at[i].code)))
      return false;
  return true;
}

static bool are_blocks(const struct document *d)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const struct block *b = &d->blocks.at[i];
    if (b->kind > BLOCK_CAPTION || b->furniture > FURNITURE_HEADLINE || !is_span(d, b->at) ||
        b->at.at < end || b->lead_in > b->at.len || b->lead_out > b->at.len - b->lead_in)
      return false;
    end = span_end(b->at);
  }
  return d->headline == NONE || d->headline < d->blocks.count;
}

static bool are_pages(const struct document *d)
{
  for (uint32_t i = 1; i < d->pages.count; i++)
    if (d->pages.at[i].at < d->pages.at[i - 1].at)
      return false;
  return true;
}

static bool are_lines(const struct document *d)
{
  for (uint32_t i = 1; i < d->lines.count; i++)
    if (d->lines.at[i].at < d->lines.at[i - 1].at)
      return false;
  return true;
}

bool is_sound_document(const struct document *d)
{
  return d->text.len < UINT32_MAX && !has_controls(d->text) && are_blocks(d) && are_lines(d) &&
         are_pages(d) && are_warnings(d->warnings.at, d->warnings.count) &&
         !str_eq(str_of(media_name(d->media)), STR("application/octet-stream"));
}

/* --- analysis --- */

static bool are_tokens(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->tokens.count; i++) {
    const struct token *t = &a->tokens.at[i];
    struct span at = {t->at, t->len};
    if (!t->len || t->at < end || !is_span(a->document, at) || t->kind > TOKEN_IDEOGRAPH ||
        t->word >= a->words.count)
      return false;
    end = span_end(at);
  }
  for (uint32_t i = 0; i < a->words.count; i++) {
    const struct word *w = &a->words.at[i];
    if (!w->folded.len || w->stem >= a->stem_count || w->count > a->tokens.count)
      return false;
  }
  return a->stem_count <= a->words.count;
}

/* The tokens from `token` on are those of the sentence. */
static bool holds_tokens(const struct analysis *a, const struct sentence *s, uint32_t token)
{
  if (s->first_token != token || !s->token_count || s->token_count > a->tokens.count - token)
    return false;
  const struct token *last = &a->tokens.at[token + s->token_count - 1];
  return a->tokens.at[token].at >= s->at.at && last->at + last->len <= span_end(s->at);
}

static bool are_sentences(const struct analysis *a)
{
  uint32_t token = 0, end = 0;
  uint64_t words = 0;
  for (uint32_t i = 0; i < a->sentences.count; i++) {
    const struct sentence *s = &a->sentences.at[i];
    if (!is_span(a->document, s->at) || s->at.at < end || s->words > s->at.len ||
        s->block >= a->document->blocks.count ||
        !span_holds(a->document->blocks.at[s->block].at, s->at) || !holds_tokens(a, s, token))
      return false;
    token += s->token_count;
    end = span_end(s->at);
    words += s->flags & SENTENCE_FURNITURE ? 0 : s->words;
  }
  return token == a->tokens.count && words == a->word_total;
}

/* Who lists the mentions of each name sets aside as much room as the name says. */
static bool are_counts(const struct analysis *a)
{
  size_t room = (size_t)a->names.count + 1;
  uint32_t *counts = arena_array(a->arena, uint32_t, room);
  bool is_right = counts != NULL;
  for (uint32_t i = 0; is_right && i < a->mentions.count; i++)
    counts[a->mentions.at[i].name]++;
  for (uint32_t i = 0; is_right && i < a->names.count; i++)
    is_right = counts[i] == a->names.at[i].count;
  arena_spare(a->arena, counts, room * sizeof *counts);
  return is_right;
}

static bool are_names(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->names.count; i++) {
    const struct name *n = &a->names.at[i];
    if (n->kind > NAME_PLACE || !n->name.len || n->first_alias > a->aliases.count ||
        n->alias_count > a->aliases.count - n->first_alias)
      return false;
  }
  for (uint32_t i = 0; i < a->mentions.count; i++) {
    const struct mention *m = &a->mentions.at[i];
    if (!is_span(a->document, m->at) || m->at.at < end || m->name >= a->names.count)
      return false;
    end = span_end(m->at);
  }
  return are_counts(a);
}

/* What was found stands in the sentence it names. */
static bool is_in_sentence(const struct analysis *a, struct span at, uint32_t sentence)
{
  return is_span(a->document, at) && sentence < a->sentences.count &&
         at.at >= a->sentences.at[sentence].at.at &&
         at.at <= span_end(a->sentences.at[sentence].at);
}

/* Each after the one before: who joins them, or looks one up, counts on it. */
static bool are_parts(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->parts.count; i++) {
    if (!is_span(a->document, a->parts.at[i]) || a->parts.at[i].at < end)
      return false;
    end = span_end(a->parts.at[i]);
  }
  return true;
}

static bool are_quotes(const struct analysis *a)
{
  uint32_t sentence = 0, part = 0;
  for (uint32_t i = 0; i < a->quotes.count; i++) {
    const struct quote *q = &a->quotes.at[i];
    if (!q->part_count || q->first_part != part || q->part_count > a->parts.count - part ||
        q->sentence >= a->sentences.count || q->sentence < sentence ||
        !is_span(a->document, q->speaker.mention) ||
        (q->speaker.name != NONE && q->speaker.name >= a->names.count))
      return false;
    sentence = q->sentence;
    part += q->part_count;
  }
  return part == a->parts.count && are_parts(a);
}

static bool are_figures(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->figures.count; i++) {
    const struct figure *f = &a->figures.at[i];
    if (f->kind > FIGURE_RATIO || f->bound > BOUND_MAX || !f->at.len || f->at.at < end ||
        !is_in_sentence(a, f->at, f->sentence) || !is_span(a->document, f->number) ||
        !span_holds(f->at, f->number) || !isfinite(f->value) || !isfinite(f->to))
      return false;
    end = span_end(f->at);
  }
  return true;
}

static bool are_dates(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->dates.count; i++) {
    const struct date *d = &a->dates.at[i];
    if (d->kind > DATE_UNTIL || !d->at.len || d->at.at < end || !d->iso[0] ||
        !str_is_ascii(str_of(d->iso)) || has_controls(str_of(d->iso)) ||
        !is_in_sentence(a, d->at, d->sentence))
      return false;
    end = span_end(d->at);
  }
  return true;
}

static bool are_words_of_text(const struct analysis *a)
{
  for (uint32_t i = 0; i < a->abbreviations.count; i++)
    if (!is_span(a->document, a->abbreviations.at[i].at))
      return false;
  for (uint32_t i = 0; i < a->terms.count; i++) {
    const struct term *t = &a->terms.at[i];
    if (!is_span(a->document, t->at) || !(t->score >= 0 && t->score <= 1))
      return false;
  }
  return true;
}

bool is_sound_analysis(const struct analysis *a)
{
  return are_tokens(a) && are_sentences(a) && are_names(a) && are_quotes(a) && are_figures(a) &&
         are_dates(a) && are_words_of_text(a) && are_warnings(a->warnings.at, a->warnings.count);
}
