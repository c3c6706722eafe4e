/* front.c - what stands round a report: headline, byline, dateline, notes.
 *
 * Looked for only before the first paragraph of the body and in the last blocks; what is not
 * certain stays text; a letter's head is letter.c's. The words come from a language file, section
 * [reading]: "byline" (By), "note" (Published, Media contact, For immediate release); months from
 * [months].
 *
 * Invariant: a headline becomes a heading, the furniture under it a paragraph; no text changes. */
#include "read/front.h"

/* A body paragraph is this long, or half of it and stopped; what is shorter is front matter when it
 * looks so. */
enum { BODY_BYTES = 120, FRONT_BLOCKS = 12, TAIL_BLOCKS = 6 };

enum { LINE_BYTES = 120, HEADLINE_BYTES = 200, TELEPHONE_LINE_BYTES = 100, DATE_WORDS = 5 };

bool front_is_line(struct arena *arena, const struct language *language, str line)
{
  if (line.len > LINE_BYTES)
    return false;
  if (byline_name(language, line).len || dateline_alone(line) || note_is(arena, language, line) ||
      dateline_date(arena, language, line).len)
    return true;
  return str_words(line) <= DATE_WORDS && !ends_open(line) && !note_is_of_other(language, line) &&
         moment_find(arena, language, line).len;
}

static bool is_body(const struct block *block, str text)
{
  if (block->kind != BLOCK_PARAGRAPH)
    return block->kind != BLOCK_HEADING;
  return text.len >= BODY_BYTES || (ends_with_stop(text) && text.len >= BODY_BYTES / 2);
}

/* A place and a date: false if the text is no such line. */
static bool take_dateline(struct document *document, const struct language *language, str text)
{
  str date = dateline_date(document->arena, language, text);
  if (!document->date.len)
    document->date = date;
  return date.len > 0;
}

static void take_date(struct document *document, const struct language *language, str text)
{
  if (!take_dateline(document, language, text) && !document->date.len)
    document->date = moment_find(document->arena, language, text);
}

/* Whether a line is an author that the document names elsewhere, alone or among others. */
static bool is_author(str authors, str line)
{
  enum { AUTHOR_BYTES_MIN = 4 };

  if (line.len < AUTHOR_BYTES_MIN)
    return false;
  for (str author; str_split(&authors, ',', &author);)
    if (str_eq_nocase(str_trim(author), line))
      return true;
  return false;
}

/* Byline, dateline or note; FURNITURE_NONE when the text is none of them. */
static enum furniture kind_of(struct document *document, const struct language *language,
                              str authors, str text)
{
  struct arena *arena = document->arena;
  if (note_is_of_picture(arena, language, text))
    return FURNITURE_NOTE;
  if (text.len > HEADLINE_BYTES)
    return FURNITURE_NONE;
  if (is_author(authors, text))
    return FURNITURE_BYLINE;
  str name = byline_name(language, text);
  if (name.len) {
    if (!document->author.len)
      document->author = arena_str(arena, name);
    return FURNITURE_BYLINE;
  }
  if (note_is(arena, language, text)) {
    take_date(document, language, text);
    return FURNITURE_NOTE;
  }
  if (take_dateline(document, language, text))
    return FURNITURE_DATELINE;
  bool has_date = text.len <= LINE_BYTES && !ends_with_stop(text) &&
                  !note_is_of_other(language, text) && moment_find(arena, language, text).len;
  bool is_headline_first = document->headline == UINT32_MAX && str_words(text) > DATE_WORDS;
  if (is_headline_first || !(has_date || dateline_alone(text)))
    return FURNITURE_NONE;
  take_date(document, language, text);
  return FURNITURE_DATELINE;
}

/* The block under a headline that is no byline, date or note; document->blocks.count if there is
 * none. */
static uint32_t past_lines(const struct document *document, const struct language *language,
                           uint32_t i)
{
  enum { LINES_MAX = 3 };

  uint32_t next = i + 1;
  while (next < document->blocks.count && next <= i + LINES_MAX &&
         front_is_line(document->arena, language, document_block_text(document, next)))
    next++;
  return next;
}

/* A page without a heading, whose first lines are short and lead to a paragraph. */
static bool opens_page(const struct document *document, const struct language *language, uint32_t i)
{
  enum { STAMP_WORDS = 8 }; /* "Middelhaven, 7 March 2011, No. 34/2011" */

  str text = document_block_text(document, i);
  if (document->media != MEDIA_HTML ||
      (str_words(text) <= STAMP_WORDS && moment_find(document->arena, language, text).len))
    return false;
  for (uint32_t k = 0; k < document->blocks.count; k++)
    if (document->blocks.at[k].kind == BLOCK_HEADING &&
        (k >= i || !document->blocks.at[k].furniture))
      return false; /* a kicker is none */
  for (uint32_t k = i + 1; k < document->blocks.count && k <= i + FRONT_BLOCKS; k++) {
    const struct block *block = &document->blocks.at[k];
    if (block->kind != BLOCK_PARAGRAPH)
      return false;
    if (block->at.len >= BODY_BYTES)
      return true;
  }
  return false;
}

static bool has_small(str line)
{
  bool has = false;
  for (size_t at = 0; at < line.len && !has;)
    has = char_is_lower(utf8_next(line, &at));
  return has;
}

/* "SUPREME COURT OF WESTMERE" over "Summary of the judgment in Lindqvist v. Ardent": capitals that
 * say whose or what kind of text it is, over a longer line that is written as others are. */
static bool is_over_headline(const struct document *document, const struct language *language,
                             uint32_t i, str text, str next)
{
  enum { HEADLINE_WORDS = 5 };

  const struct block *block = &document->blocks.at[i];
  bool is_line = block[1].kind == BLOCK_HEADING ||
                 (document->media == MEDIA_TEXT && block[1].kind == BLOCK_PARAGRAPH);
  return is_line && !has_small(text) && has_small(next) && next.len > text.len &&
         next.len <= LINE_BYTES && !ends_with_stop(next) &&
         !(next.data[0] >= '0' && next.data[0] <= '9') && /* of an item below */
         !moment_find(document->arena, language, next).len && !ends_open(next) &&
         str_words(next) >= HEADLINE_WORDS && !front_is_line(document->arena, language, next);
}

/* "CITY OF GLEN HOLLOW", "MARLOW POLICE DEPARTMENT": a few words, the first or last of which says
 * what kind of body it is. */
static bool names_body(const struct language *language, str folded)
{
  enum { BODY_WORDS = 5 };

  return str_words(folded) <= BODY_WORDS &&
         (language_has(language, "organisations", "heads", str_first_word(folded)) ||
          language_has(language, "organisations", "endings", str_last_word(folded)));
}

/* "CITY COUNCIL REGULAR MEETING MINUTES", "Minutes of the finance committee": the last word or the
 * first says what kind of text it is. */
static bool names_kind(const struct language *language, str folded)
{
  return language_has(language, "reading", "kinds", str_first_word(folded)) ||
         language_has(language, "reading", "kinds", str_last_word(folded));
}

/* "PART 3", "Kapitel IV" over the heading that it numbers. */
static bool numbers_heading(const struct document *document, const struct language *language,
                            uint32_t i, str text)
{
  str rest = text_fold(document->arena, text), word;
  bool is_division = str_split(&rest, ' ', &word) &&
                     language_has(language, "reading", "divisions", word) && rest.len;
  for (size_t k = 0; k < rest.len && is_division; k++)
    is_division = strchr("0123456789ivxlc.:", rest.data[k]);
  return is_division && document->blocks.at[i + 1].kind == BLOCK_HEADING;
}

/* "MARLOW POLICE DEPARTMENT" over "INCIDENT REPORT", "Marlow Town Council" over "Minutes of": whose
 * text and which. */
static bool is_sender(const struct document *document, const struct language *language, uint32_t i,
                      str text, str next)
{
  struct arena *arena = document->arena;
  enum block_kind kind = document->blocks.at[i + 1].kind;
  if (!language || !(kind == BLOCK_HEADING || kind == BLOCK_PARAGRAPH) || str_words(next) < 2 ||
      next.len > HEADLINE_BYTES || ends_open(next) || ends_with_stop(next) ||
      !names_body(language, text_fold(arena, text)))
    return false;
  str folded = text_fold(arena, next);
  bool is_capitals = !has_small(text) && !has_small(next) && !str_has_digit(next) &&
                     next.len <= LINE_BYTES && !front_is_line(arena, language, next) &&
                     !names_body(language, folded);
  return is_capitals || names_kind(language, folded);
}

/* A word or two over the headline: before one that the format names, or one of the language's list
 * ("Live", "Comment") before a line that may be one. */
static bool is_kicker(const struct document *document, const struct language *language, uint32_t i,
                      str text, str next)
{
  const struct block *block = &document->blocks.at[i];
  if (is_over_headline(document, language, i, text, next) ||
      (language && numbers_heading(document, language, i, text)))
    return true;
  if (language && language_has(language, "reading", "kickers", text_fold(document->arena, text)))
    return next.len > text.len && next.len <= HEADLINE_BYTES && !ends_with_stop(next);
  return document->media != MEDIA_TEXT && block->kind == BLOCK_PARAGRAPH && !ends_open(text) &&
         block[1].kind == BLOCK_HEADING && block[1].level == 1;
}

static void mark_headline(struct document *document, uint32_t i)
{
  struct block *block = &document->blocks.at[i];
  if (document->media == MEDIA_TEXT || block->kind != BLOCK_HEADING)
    block->level = 1;
  block->kind = BLOCK_HEADING;
  block->furniture = FURNITURE_HEADLINE;
  document->headline = i;
}

static void mark_second_line(struct block *block)
{
  block->kind = BLOCK_HEADING;
  block->furniture = FURNITURE_HEADLINE;
  block->level = 2;
}

/* Marks what stands over the headline, and that where it is sure to be one; returns the last block
 * marked, UINT32_MAX for none. */
static uint32_t mark_over_headline(struct document *document, const struct language *language,
                                   uint32_t i, str text)
{
  enum { KICKER_BYTES = 60 };

  if (document->headline != UINT32_MAX || text.len > KICKER_BYTES ||
      i + 1 >= document->blocks.count)
    return UINT32_MAX;
  str next = document_block_text(document, i + 1);
  bool sends = is_sender(document, language, i, text, next);
  if (!sends && !is_kicker(document, language, i, text, next))
    return UINT32_MAX;
  mark_second_line(&document->blocks.at[i]);
  if (sends)
    mark_headline(document, i + 1);
  return i + sends;
}

/* Points of a list may stand between a release's headline and its first paragraph. */
static uint32_t past_items(const struct document *document, uint32_t i)
{
  while (i + 1 < document->blocks.count && i + 1 < FRONT_BLOCKS &&
         document->blocks.at[i].kind == BLOCK_ITEM)
    i++;
  return i;
}

/* A page's title in its window and once more above the text: the block says what block i does. */
static bool repeats(const struct document *document, uint32_t block, uint32_t i)
{
  return block < document->blocks.count && i < block &&
         str_eq(document_block_text(document, block), document_block_text(document, i));
}

/* "Is the hunt over?" at the very start: the question of an article, and no sentence of it. */
static bool asks(const struct document *document, uint32_t i, str text)
{
  enum { WORDS_MIN = 4 };

  bool is_asked = ends_with_stop(text) && str_find(text, STR("."), 0) == SIZE_MAX &&
                  str_find(text, STR("!"), 0) == SIZE_MAX;
  return repeats(document, i + 1, i) ||
         (i == 0 && is_asked && text.len <= LINE_BYTES && str_words(text) >= WORDS_MIN);
}

/* "MS OKAFOR:", above what she says. */
static bool is_speaker(str text)
{
  enum { WORDS_MAX = 4 };

  return text.len && text.data[text.len - 1] == ':' && str_words(text) <= WORDS_MAX &&
         !has_small(text);
}

static bool is_headline(const struct document *document, const struct language *language,
                        uint32_t i, str text)
{
  const struct block *block = &document->blocks.at[i];
  if (document->headline != UINT32_MAX || i + 1 >= document->blocks.count)
    return false;
  if (block->kind == BLOCK_HEADING)
    return true;
  if (block->kind != BLOCK_PARAGRAPH || text.len > HEADLINE_BYTES ||
      (ends_open(text) && !asks(document, i, text)))
    return false;
  if (i == 0 && language && !ends_with_stop(text) &&
      names_kind(language, text_fold(document->arena, text)))
    return true;
  uint32_t next = past_lines(document, language, i);
  next += repeats(document, next, i);
  next += next < document->blocks.count && is_speaker(document_block_text(document, next));
  uint32_t behind = past_items(document, next);
  if (next >= document->blocks.count)
    return false;
  return document->blocks.at[next].at.len > text.len || opens_page(document, language, i) ||
         (behind > next &&
          dateline_lead(document->arena, language, document_block_text(document, behind)));
}

/* A headline under the words "press release", when who sends it was taken for one. */
static bool is_released(const struct document *document, const struct language *language,
                        uint32_t i, str text)
{
  enum { HEADLINE_WORDS = 4 };

  uint32_t first = document->headline;
  const struct block *block = &document->blocks.at[i];
  bool is_line = block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH;
  if (document->media != MEDIA_TEXT || first >= i || !is_line || text.len > HEADLINE_BYTES ||
      ends_with_stop(text) || ends_open(text) || str_words(text) < HEADLINE_WORDS ||
      i + 1 >= document->blocks.count)
    return false;
  bool has_subtitle = i + 2 < document->blocks.count && block[1].at.len <= text.len;
  if (block[1 + has_subtitle].at.len <= text.len)
    return false;
  bool is_released = false;
  for (uint32_t k = first + 1; k < i; k++) {
    if (document->blocks.at[k].furniture == FURNITURE_NONE)
      return false;
    is_released = is_released || note_is_release(language, document_block_text(document, k));
  }
  return is_released;
}

/* "Brackwell Estates Ltd v Harbour Authority": who the case is between, under a court in capitals.
 */
static bool names_parties(const struct document *document, const struct language *language,
                          uint32_t i, str text)
{
  uint32_t first = document->headline;
  const struct block *block = &document->blocks.at[i];
  if (!language || first >= i || has_small(document_block_text(document, first)) ||
      !(block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH) ||
      text.len > HEADLINE_BYTES || ends_open(text))
    return false;
  bool was_name = false, is_between = false;
  for (str word; str_split(&text, ' ', &word);) {
    size_t at = 0;
    bool is_name = word.len && char_is_upper(utf8_next(word, &at));
    if (is_between && is_name)
      return true;
    is_between = was_name && language_has(language, "reading", "parties", word);
    was_name = is_name;
  }
  return false;
}

/* Something longer or a heading comes within a few lines: bylines and dates may stand between. */
static bool is_followed(const struct document *document, uint32_t i, str text)
{
  enum { LINES_MAX = 3 };

  for (uint32_t next = i + 1; next < document->blocks.count && next <= i + LINES_MAX; next++) {
    const struct block *block = &document->blocks.at[next];
    if (block->at.len > text.len || block->kind == BLOCK_HEADING)
      return true;
    if (block->kind != BLOCK_PARAGRAPH)
      return false;
  }
  return false;
}

/* A second line of a title, right under a headline that its format names as one. */
static bool is_subtitle(const struct document *document, uint32_t i, str text)
{
  const struct block *block = &document->blocks.at[i];
  return document->media != MEDIA_TEXT && block->kind == BLOCK_PARAGRAPH &&
         block->furniture == FURNITURE_NONE && text.len <= LINE_BYTES && !ends_open(text) &&
         is_followed(document, i, text);
}

/* "Ring found Posted: Monday, 23 June 2014 Updated: ...": what stands on the headline's line. */
static void end_before_note(struct document *document, const struct language *language, uint32_t i)
{
  struct block *block = &document->blocks.at[i];
  str text = str_span(document->text, block->at);
  size_t end = language ? note_start(language, "note", text) : text.len;
  if (end == text.len)
    return;
  str notes = str_sub(text, end + 1, text.len - end - 1);
  take_date(document, language, str_sub(notes, 0, note_start(language, "note", notes)));
  block->lead_out = (uint32_t)(text.len - end);
}

/* Byline, dateline or note: none of the report's own text. */
static void mark_line(struct block *block, enum furniture furniture)
{
  block->kind = BLOCK_PARAGRAPH;
  block->furniture = furniture;
  block->level = 0;
}

/* "Still current at: 2 July 2024. Updated: 28 June 2024. Latest update: ...": a note's date within
 * the first paragraph. */
static void take_noted_date(struct document *document, const struct language *language, str text)
{
  size_t at = language ? note_start(language, "dated", text) : text.len;
  if (at == text.len)
    return;
  str note = str_sub(text, at + 1, text.len - at - 1);
  size_t stop = str_find(note, STR(". "), 0);
  take_date(document, language, str_sub(note, 0, stop < note.len ? stop : note.len));
}

static void mark_lead(struct document *document, const struct language *language, uint32_t i)
{
  struct block *block = &document->blocks.at[i];
  if (block->kind != BLOCK_PARAGRAPH)
    return;
  str text = str_span(document->text, block->at);
  block->lead_in = dateline_lead(document->arena, language, text);
  if (block->lead_in)
    take_date(document, language, str_sub(text, 0, block->lead_in));
  else
    take_noted_date(document, language, text);
}

static void mark_start(struct document *document, const struct language *language, str authors)
{
  uint32_t named = UINT32_MAX; /* the headline that its format names, or a note behind it */
  for (uint32_t i = 0; i < document->blocks.count && i < FRONT_BLOCKS; i++) {
    struct block *block = &document->blocks.at[i];
    str text = str_span(document->text, block->at);
    /* "Network Working Group      A. Reed", over the title of a note in the net */
    bool is_head = i == 0 && document->blocks.count > 1 && block[1].kind == BLOCK_HEADING;
    if (block->kind == BLOCK_TABLE && is_head)
      continue;
    if (block->kind == BLOCK_TABLE || block->kind == BLOCK_CODE)
      return;
    if (repeats(document, i, document->headline)) {
      mark_line(block, FURNITURE_NOTE);
      continue;
    }
    str names = block->kind == BLOCK_HEADING ? STR("") : authors;
    enum furniture furniture = kind_of(document, language, names, text);
    if (furniture != FURNITURE_NONE) {
      mark_line(block, furniture);
      if (furniture == FURNITURE_NOTE && named != UINT32_MAX && named + 1 == i)
        named = i;
      continue;
    }
    uint32_t over = mark_over_headline(document, language, i, text);
    if (over != UINT32_MAX) {
      i = over;
      continue;
    }
    if (is_released(document, language, i, text)) {
      mark_second_line(&document->blocks.at[document->headline]);
      mark_headline(document, i);
      continue;
    }
    if (names_parties(document, language, i, text)) {
      mark_second_line(&document->blocks.at[document->headline]);
      mark_headline(document, i);
      continue;
    }
    if (is_headline(document, language, i, text)) {
      named = block->kind == BLOCK_HEADING ? i : UINT32_MAX;
      mark_headline(document, i);
      end_before_note(document, language, i);
      if (language && document->media == MEDIA_TEXT &&
          letter_is_subject(document, language, UINT32_MAX, i))
        block->lead_in = letter_subject_label(document, language, i);
      continue;
    }
    if (named != UINT32_MAX && named + 1 == i && is_subtitle(document, i, text)) {
      mark_second_line(block);
      continue;
    }
    if (document->headline == UINT32_MAX || is_body(block, text) ||
        dateline_lead(document->arena, language, text)) {
      mark_lead(document, language, past_items(document, i));
      return;
    }
  }
}

static void mark_end(struct document *document, const struct language *language)
{
  uint32_t count = document->blocks.count;
  for (uint32_t i = count > TAIL_BLOCKS ? count - TAIL_BLOCKS : 0; i < count; i++) {
    struct block *block = &document->blocks.at[i];
    str text = str_span(document->text, block->at);
    if (block->furniture != FURNITURE_NONE || block->kind == BLOCK_TABLE ||
        block->kind == BLOCK_CODE)
      continue;
    bool is_call = i + 1 == count && i > 0 && text.len <= TELEPHONE_LINE_BYTES &&
                   block->kind == BLOCK_PARAGRAPH && note_has_telephone(text);
    if (block->kind == BLOCK_PARAGRAPH && take_dateline(document, language, text))
      block->furniture = FURNITURE_DATELINE;
    else if (is_call || note_is(document->arena, language, text))
      block->furniture = FURNITURE_NOTE;
  }
}

/* "Letter from the Chair": the first line of a letter, where no other says what it is about. */
static bool names_letter(const struct document *document, const struct language *language,
                         uint32_t salutation)
{
  enum { WORDS_MIN = 3, WORDS_MAX = 10 };

  str line = document_block_text(document, 0), rest = line;
  uint32_t words = str_words(line);
  bool is_named = false;
  for (str word; str_split(&rest, ' ', &word);)
    is_named |= language_has(language, "reading", "letters", text_fold(document->arena, word));
  for (uint32_t i = 0; i <= salutation + 1 && is_named; i++)
    is_named = !letter_is_subject(document, language, salutation, i);
  return is_named && document->media == MEDIA_TEXT && salutation > 0 && words >= WORDS_MIN &&
         words <= WORDS_MAX && !ends_open(line);
}

/* A letter's head is none of the report; false where the document is no letter. */
static bool mark_letter(struct document *document, const struct language *language, str authors)
{
  uint32_t salutation = language ? letter_salutation(document, language, FRONT_BLOCKS) : UINT32_MAX;
  if (salutation == UINT32_MAX)
    return false;
  bool is_called = names_letter(document, language, salutation);
  for (uint32_t i = 0; i <= salutation + 1; i++) {
    struct block *block = &document->blocks.at[i];
    bool is_named = document->media != MEDIA_TEXT && block->kind == BLOCK_HEADING;
    if (document->headline == UINT32_MAX &&
        (is_named || is_called || letter_is_subject(document, language, salutation, i))) {
      mark_headline(document, i);
      if (!is_named && !is_called && i < salutation)
        block->lead_in = letter_subject_label(document, language, i);
    } else if (i <= salutation) {
      enum furniture furniture =
          kind_of(document, language, authors, str_span(document->text, block->at));
      mark_line(block, furniture == FURNITURE_NONE ? FURNITURE_NOTE : furniture);
    }
  }
  return true;
}

/* "Minutes of the meeting held on 6 November 2023": what was said there is of that day. */
static void take_day_of_meeting(struct document *document, const struct language *language)
{
  for (uint32_t i = 0; language && i < document->blocks.count && i < FRONT_BLOCKS; i++) {
    str text = document_block_text(document, i);
    if (text.len <= HEADLINE_BYTES &&
        opens_with_listed(language_list(language, "reading", "minutes"),
                          text_fold(document->arena, text)))
      take_date(document, language, text);
  }
}

void front_mark(struct document *document, const struct language *language, str authors)
{
  if (arena_short(document->arena))
    return;
  if (!mark_letter(document, language, authors))
    mark_start(document, language, authors);
  take_day_of_meeting(document, language);
  mark_end(document, language);
  back_mark(document, language);
}
