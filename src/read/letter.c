/* letter.c - a letter's head: sender, place and date, whom it goes to, up to "Dear Mr Reed,". None
 * of it is what the letter is called; a line that names its subject is.
 *
 * The words come from a language file, section [reading]: "salutations" (Dear), "subjects" (Re).
 *
 * Invariant: all before the salutation are lines; no text changes. */
#include "read/front.h"

enum { SALUTATION_BYTES = 80, SUBJECT_BYTES = 200 };

bool opens_with_listed(struct word_list words, str folded)
{
  for (size_t i = 0; i < words.count; i++) {
    str word = words.words[i];
    if (str_starts(folded, word) && folded.len > word.len && strchr(" :,", folded.data[word.len]))
      return true;
  }
  return false;
}

static bool is_marked(struct arena *arena, const struct language *language, const char *key,
                      str line)
{
  return opens_with_listed(language_list(language, "reading", key), text_fold(arena, line));
}

static bool is_salutation(const struct document *document, const struct language *language,
                          uint32_t i)
{
  str line = document_block_text(document, i);
  return line.len > 1 && line.len <= SALUTATION_BYTES && !memchr(line.data, '\n', line.len) &&
         strchr(",:!", line.data[line.len - 1]) &&
         is_marked(document->arena, language, "salutations", line);
}

uint32_t letter_salutation(const struct document *document, const struct language *language,
                           uint32_t most)
{
  for (uint32_t i = 0; i < document->blocks.count && i < most; i++) {
    const struct block *block = &document->blocks.at[i];
    bool is_line = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
    if (!is_line || block->at.len > SUBJECT_BYTES ||
        ends_with_stop(document_block_text(document, i)))
      return UINT32_MAX;
    if (is_salutation(document, language, i))
      return i > 0 && i + 1 < document->blocks.count ? i : UINT32_MAX;
  }
  return UINT32_MAX;
}

/* Between blank lines right above the salutation, where the addressee's are together. */
static bool is_above_salutation(const struct document *document, uint32_t salutation, uint32_t i)
{
  enum { WORDS_MIN = 4 };

  const struct block *block = &document->blocks.at[i];
  if (document->media != MEDIA_TEXT || i == 0 || i + 1 != salutation)
    return false;
  str line = document_block_text(document, i);
  uint32_t at = document_line(document, block->at.at);
  return document_line(document, block[-1].at.at) + 1 < at &&
         document_line(document, block[1].at.at) > at + 1 && str_words(line) >= WORDS_MIN &&
         !memchr(line.data, ',', line.len);
}

bool letter_is_subject(const struct document *document, const struct language *language,
                       uint32_t salutation, uint32_t i)
{
  str line = document_block_text(document, i);
  if (i < salutation)
    return is_marked(document->arena, language, "subjects", line) ||
           is_above_salutation(document, salutation, i);
  const struct block *block = &document->blocks.at[i];
  return i == salutation + 1 && i + 1 < document->blocks.count && line.len <= SUBJECT_BYTES &&
         block->kind != BLOCK_ITEM && !ends_with_stop(line) && !ends_open(line) &&
         block[1].at.len > line.len;
}

uint32_t letter_subject_label(const struct document *document, const struct language *language,
                              uint32_t i)
{
  str line = document_block_text(document, i);
  if (!is_marked(document->arena, language, "subjects", line))
    return 0;
  const char *colon = memchr(line.data, ':', line.len);
  size_t end = colon ? (size_t)(colon - line.data) + 1 : 0;
  while (end < line.len && line.data[end] == ' ')
    end++;
  return end < line.len ? (uint32_t)end : 0;
}
