/* ahead.c - words shaped together before they are asked for one by one: of what HarfBuzz does for a
 * word a tenth (Lato) to a third (Vollkorn) is done for each call.
 *
 * Invariant: what is kept is what the word gives when it is shaped alone. The words stand in one
 * buffer, parted by a bar, and HarfBuzz tells where its result would be another if the text were
 * broken there: a word at such a place is left to shape(). */
#include "type/faces.h"

/* In hardly any word, kerned with hardly anything, and in every face: for a character that a face
 * lacks HarfBuzz looks for others instead. */
#define PARTING 0x7C

/* Words of 24 bytes that are kept, and so no more than the 64 KiB that are shaped at once; the rest
 * is left to shape(). */
enum { AHEAD_MAX = 2048 };

/* A word in the buffer: from where on its clusters are. */
struct queued {
  str text;
  uint32_t from;
};

struct queue {
  struct fontset *fontset;
  struct arena *arena;
  const struct style_face *style;
  hb_buffer_t *buffer;
  VEC(struct queued) words;
  uint32_t next; /* cluster */
};

/* One run of the style's face in the Latin script, from left to right, marks and all that steers
 * shaping left out: what shape() would make one run of as well. */
static bool is_plain(const struct face *face, str text)
{
  hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    bool is_ascii = c > 0x20 && c < 0x7F;
    hb_script_t script = is_ascii ? HB_SCRIPT_LATIN : hb_unicode_script(unicode, c);
    if (!is_ascii && (c < 0xA0 || char_is_mark(c) || is_unseen(c) ||
                      (script != HB_SCRIPT_LATIN && script != HB_SCRIPT_COMMON)))
      return false;
    if (!face_has_glyph(face, c))
      return false;
  }
  return !text_holds_rtl(text);
}

static void enqueue(struct queue *queue, str text)
{
  for (size_t at = 0; at < text.len;) {
    uint32_t from = (uint32_t)at;
    uint32_t c = utf8_next(text, &at);
    hb_buffer_add(queue->buffer, c, queue->next + from);
  }
  vec_push(queue->arena, &queue->words, (struct queued){text, queue->next});
  queue->next += (uint32_t)text.len;
  hb_buffer_add(queue->buffer, PARTING, queue->next++);
}

/* The glyphs [first, end) of the buffer are the word's. */
static void keep(struct queue *queue, const struct queued *word, unsigned first, unsigned end)
{
  const struct face *face = queue->style->face;
  const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(queue->buffer, NULL);
  const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(queue->buffer, NULL);
  struct shaped shaped = {.width = 0};
  for (unsigned i = first; i < end; i++) {
    if (!info[i].codepoint)
      return;
    bool ends_cluster = i + 1 == end || info[i + 1].cluster != info[i].cluster;
    struct glyph g = glyph_taken(face, queue->style, &info[i], &place[i], ends_cluster);
    g.cluster -= word->from;
    shaped.width += g.advance;
    vec_push(queue->arena, &shaped.glyphs, g);
  }
  struct glyph_run run = {.face = face,
                          .size = queue->style->size,
                          .features = queue->style->features,
                          .at = {0, (uint32_t)word->text.len},
                          .glyph_count = shaped.glyphs.count};
  vec_push(queue->arena, &shaped.runs, run);
  if (!arena_short(queue->arena))
    kept_add(queue->fontset, word->text, queue->style, &shaped);
}

static bool is_unsafe(const hb_glyph_info_t *info, unsigned count, unsigned i)
{
  return i < count && (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK);
}

static void keep_words(struct queue *queue)
{
  unsigned count;
  const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(queue->buffer, &count);
  unsigned first = 0;
  for (uint32_t i = 0; i < queue->words.count; i++) {
    const struct queued *word = &queue->words.at[i];
    uint32_t parting = word->from + (uint32_t)word->text.len;
    unsigned end = first;
    while (end < count && info[end].cluster < parting)
      end++;
    if (!is_unsafe(info, count, first) && !is_unsafe(info, count, end))
      keep(queue, word, first, end);
    first = end + 1;
  }
}

void shape_ahead(struct fontset *fontset, struct arena *arena, const str *words, uint32_t count,
                 const struct style_face *style)
{
  struct queue queue = {
      .fontset = fontset, .arena = arena, .style = style, .buffer = hb_buffer_create()};
  for (uint32_t i = 0; i < count && queue.words.count < AHEAD_MAX; i++)
    if (!pairs_have(words[i], style) && kept_lacks(fontset, words[i], style) &&
        is_plain(style->face, words[i]))
      enqueue(&queue, words[i]);
  if (queue.words.count > 1) {
    struct feature_list features = features_of_style(style, style->face);
    hb_buffer_set_content_type(queue.buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    buffer_shape(queue.buffer, style->face, style, HB_SCRIPT_LATIN, false, &features);
    if (hb_buffer_allocation_successful(queue.buffer))
      keep_words(&queue);
  }
  hb_buffer_destroy(queue.buffer);
}
