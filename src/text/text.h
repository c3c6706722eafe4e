/* text.h - characters, normal form, breaks, languages, stems, patterns: all of ICU, Snowball, pcre2
 * and exttextcat that the rest of the house sees. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"

/* --- utf8.c: characters ------------------------------------------------------------------- */

#define UTF8_REPLACEMENT 0xFFFDu

uint32_t utf8_next_wide(str s, size_t *at);

/* The character at *at, which moves behind it; U+FFFD and one byte for what is not UTF-8. */
static inline uint32_t utf8_next(str s, size_t *at)
{
  if (*at < s.len && !((unsigned char)s.data[*at] & 0x80))
    return (unsigned char)s.data[(*at)++];
  return utf8_next_wide(s, at);
}

/* The character that ends at *at, which moves to its start. */
uint32_t utf8_previous(str s, size_t *at);
/* 1 to 4 bytes written; 0 for a surrogate or a number past U+10FFFF. */
size_t utf8_put(char out[4], uint32_t c);
bool utf8_valid(str s);
size_t utf8_count(str s); /* characters */

/* Classes of the ASCII characters; of others ICU is asked (the functions called wide). */
enum char_class { CHAR_UPPER = 1, CHAR_LOWER = 2, CHAR_DIGIT = 4, CHAR_SPACE = 8 };

extern const uint8_t char_classes[128];

bool char_is_wide(uint32_t c, unsigned classes);

static inline bool char_is(uint32_t c, unsigned classes)
{
  return c < 128 ? (char_classes[c] & classes) != 0 : char_is_wide(c, classes);
}

static inline bool char_is_letter(uint32_t c)
{
  return char_is(c, CHAR_UPPER | CHAR_LOWER);
}

static inline bool char_is_upper(uint32_t c) /* upper or title case */
{
  return char_is(c, CHAR_UPPER);
}

static inline bool char_is_lower(uint32_t c)
{
  return char_is(c, CHAR_LOWER);
}

static inline bool char_is_digit(uint32_t c) /* decimal digit of any script */
{
  return char_is(c, CHAR_DIGIT);
}

static inline bool char_is_space(uint32_t c) /* White_Space, no-break ones too */
{
  return char_is(c, CHAR_SPACE);
}

bool char_is_mark(uint32_t c);         /* combining */
bool char_is_cjk(uint32_t c);          /* scripts written without blanks: Han, kana, Thai, ... */
uint32_t char_columns(uint32_t c);     /* of a terminal's or a mail's line: 0, 1 or 2 (UAX #11) */
bool char_is_invisible(uint32_t c);    /* soft hyphen, zero-width, BOM: dropped by readers */
bool char_is_bidi_control(uint32_t c); /* reported by readers, quoted in messages */
bool char_is_open_quote(uint32_t c);   /* “ „ « ‘ ‚ ‹ 「 ... */
bool char_is_close_quote(uint32_t c);  /* ” » ’ › 」 ... */
bool char_is_dash(uint32_t c);         /* hyphens and dashes */
uint32_t char_lower(uint32_t c);

/* Simple lower case of every character, NFC kept; in the arena. */
str text_fold(struct arena *arena, str s);

/* --- normalize.c -------------------------------------------------------------------------- */

/* NFC; s itself when it is already. Empty and a short arena without memory. */
str text_nfc(struct arena *arena, str s);

/* --- charset.c: bytes into UTF-8 ------------------------------------------------------------ */

struct decoded {
  str text;            /* UTF-8, not yet normalized; may be the input itself, less a BOM */
  const char *charset; /* IANA name in lower case, static or in the arena */
  uint32_t replaced;   /* characters that could not be decoded and became U+FFFD */
};

/* Whether ICU has a table for the name. */
bool charset_is_known(const char *charset);
/* charset NULL: BOM, else UTF-8 if valid, else UTF-16 by its zero bytes, else what ICU detects,
 * else Windows-1252. PRECIS_BAD_INPUT for a name that ICU does not know. */
precis_status charset_decode(struct arena *arena, str bytes, const char *charset,
                             struct decoded *ret, precis_error *err);

/* --- segment.c: ICU break iterators -------------------------------------------------------- */

enum break_kind { BREAK_WORD, BREAK_SENTENCE, BREAK_LINE };

/* Calls found(user, offset, rule status) for each break of the text after 0, in order; false ends
 * it. Linear; the offsets are bytes. tag: BCP 47, "" for the root rules. */
precis_status text_breaks(enum break_kind kind, const char *tag, str text,
                          bool (*found)(void *user, uint32_t at, int32_t rule), void *user,
                          precis_error *err);

/* --- bidi.c: which way a paragraph runs ------------------------------------------------------ */

/* The direction of a paragraph: of its first strong character, or given. */
enum text_base { BASE_AUTO, BASE_LTR, BASE_RTL };

struct direction_run {
  struct span span;
  bool is_rtl;
};

struct direction_runs {
  const struct direction_run *runs; /* in the arena, in visual order, left to right */
  uint32_t count;
};

/* A paragraph. Each of the parts is ordered by itself, and neutral to what stands round it, as
 * between FSI and PDI (UAX #9): they rise and do not overlap. */
struct directed_text {
  str text;
  enum text_base base;
  const struct span *isolates;
  uint32_t isolate_count;
};

/* True if a character of it is written right to left. */
bool text_holds_rtl(str text);
/* The runs of one paragraph, whose direction is that of its first strong character (left to right
 * without one). One run without a copy when nothing runs right to left. */
precis_status text_directions(struct arena *arena, struct directed_text text,
                              struct direction_runs *ret, precis_error *err);
/* Whether most of its letters are written right to left: the first word of a sentence in Hebrew
 * may be "IBM", so UAX #9 P2, which asks the first letter, says too little. */
bool text_is_rtl(str text);

/* --- pattern.c: pcre2 ---------------------------------------------------------------------- */

struct pattern; /* compiled once, immutable, shared between threads */

/* Of either case, UTF and UCP, JIT where there is one. PRECIS_BAD_TEMPLATE with the column for a
 * bad pattern. */
precis_status pattern_new(const struct heap *heap, str source, struct pattern **ret,
                          precis_error *err);
void pattern_free(struct pattern *pattern);
DEFINE_AUTO(pattern)

enum match_answer {
  MATCH_NONE,
  MATCH_FOUND,
  MATCH_GAVE_UP /* match limit 100,000, heap limit 16 MiB; any other error of pcre2 */
};

/* A match that starts where the subject does, which must be valid UTF-8 (it is not checked again).
 */
enum match_answer pattern_match(const struct pattern *pattern, str subject);

/* --- stem.c: Snowball ----------------------------------------------------------------------- */

struct stemmer; /* not shared between threads */

/* NULL for a language that Snowball lacks (stem_word then copies) or without memory. */
struct stemmer *stemmer_new(const char *algorithm);
void stemmer_free(struct stemmer *stemmer);
DEFINE_AUTO(stemmer)
/* The stem of a folded word, in the arena. */
str stem_word(struct stemmer *stemmer, struct arena *arena, str word);

/* versions.c: tells other versions of the libraries behind text/ from these. */
uint64_t text_versions(void);

/* --- language.c: languages/XX.ini ------------------------------------------------------------ */

/* A language is a file: sections of keys, each key a list of words separated by commas (indented
 * lines go on with it) or, in sections of numbers, "word = value". Immutable, shared between
 * threads. */
struct language;

precis_status language_load(const struct heap *heap, const char *path, struct language **ret,
                            precis_error *err);
/* The same from the bytes of a file; name stands in its errors. */
precis_status language_read(const struct heap *heap, str bytes, const char *name,
                            struct language **ret, precis_error *err);
void language_free(struct language *language);
DEFINE_AUTO(language)

uint64_t language_digest(const struct language *language);     /* of the file it was read from */
const char *language_tag(const struct language *language);     /* "en" */
const char *language_name(const struct language *language);    /* "English" */
const char *language_stemmer(const struct language *language); /* Snowball's name; "" if none */

/* A folded word ends in one of a key's words. */
bool language_ends(const struct language *language, const char *section, const char *key, str word);
/* Words of one key in the file's order, as written; empty if the key is absent. */
struct word_list {
  const str *words;
  uint32_t count;
};

struct word_list language_list(const struct language *language, const char *section,
                               const char *key);
/* The text of a key (first line), empty if absent. */
str language_text(const struct language *language, const char *section, const char *key);
/* Number of keys in a section and their names, in the file's order. */
uint32_t language_keys(const struct language *language, const char *section);
str language_key(const struct language *language, const char *section, uint32_t index);
/* A list as a set of folded words (phrases too): true if word, already folded, is in it. */
bool language_has(const struct language *language, const char *section, const char *key,
                  str folded);
/* The same set looked up once, for hot loops; the empty set if the key is absent. An apostrophe in
 * the word may be ' or U+2019. */
struct word_set;
const struct word_set *language_set(const struct language *language, const char *section,
                                    const char *key);
bool word_set_has(const struct word_set *set, str folded);
/* Place of the word in its list; UINT32_MAX if it is not there. */
uint32_t word_set_index(const struct word_set *set, str folded);
/* The words of a set, folded, apostrophes typewriter ones, in the file's order; one that the list
 * has twice comes twice. */
uint32_t word_set_count(const struct word_set *set);
str word_set_word(const struct word_set *set, uint32_t index);
/* The number that a key stands for ("january = 1"); false if it is absent or no number. */
bool language_number(const struct language *language, const char *section, str folded_key,
                     double *ret);
/* A pattern with its placeholders replaced, each by (?:alternation): {section.key} by the words of
 * the list, {section.*} by the names of the section's keys; longest first, quoted, each blank as
 * \s+, either apostrophe; (?!), which never matches, for an empty list. In the arena. */
str language_pattern(const struct language *language, struct arena *arena, str source);

/* Every noun has a capital, as in German: [names] capitals = nouns. */
bool language_capital_nouns(const struct language *language);
/* Whether a whole line is one of [reading] lines: of a page, and none of its text. */
bool language_has_line(const struct language *language, str line);

/* labels.c: the keys that every [labels] has, by their number; NULL behind the last. */
const char *label_key(size_t number);
/* PRECIS_BAD_TEMPLATE where [labels] lacks a word that a briefing may need; name is the
 * file's. */
precis_status language_check_labels(const struct language *language, str name, precis_error *err);

enum { BACKGROUND_STEPS = 16 };

/* background.c: how rare a word is in a language at large, from the language file's [frequencies].
 */
struct background {
  const struct word_set *words;     /* from the commonest on; NULL: the language has none */
  uint32_t below[BACKGROUND_STEPS]; /* how many of them are commoner than each step of rarity */
  uint32_t steps;
};

struct background background_of(const struct language *language);
/* log of documents a document that holds the folded word; more than any listed one's for a word
 * that is not listed. */
float background_rarity(const struct background *background, str folded);

struct detector; /* exttextcat's models, read when first asked for; any number of threads may ask */

/* models_path: languages/textcat.conf; need not be there. */
precis_status detector_new(const struct heap *heap, const char *models_path, struct detector **ret,
                           precis_error *err);
void detector_free(struct detector *detector);
DEFINE_AUTO(detector)
/* Which of the tags ("en", "de", ...) the text is written in, by exttextcat over 4 KiB of it; the
 * pointer is that of tags. "" when undecided, when it is another language, or without its models.
 * detector may be NULL. */
const char *language_detect(struct detector *detector, const char *const *tags, size_t count,
                            str text);

/* quote_marks.c: the outer marks round a quotation in a language ("de-AT"; NULL: English). */
struct quote_marks {
  const char *open, *close;
};

struct quote_marks quote_marks_of(const char *language);
