/* lexicon.c - the lists of the language file as bits on words; words of a document as ids.
 *
 * Invariant: a folded word is in lower case and has typewriter apostrophes, in the lexicon as in
 * the document, so that one look-up answers for every way to write it. */
#include "analyze/lexicon.h"

struct lexicon {
  struct map words; /* value: index into classes */
  VEC(uint64_t) classes;
  const struct word_set *elisions;
  const struct word_set *contractions;
};

/* Where a class's words stand. EACH_KEY: the keys of the section are the words ("may = 5");
 * EACH_LIST: the words of all its keys ("kilometre = km, kilometres"). */
#define EACH_KEY "*keys"
#define EACH_LIST "*lists"

struct class_list {
  enum word_class class;
  const char *section;
  const char *key;
};

static const struct class_list class_lists[] = {
    {CLASS_STOP, "words", "stop"},
    {CLASS_ABBREVIATION, "abbreviations", "general"},
    {CLASS_ABBREVIATION_TITLE, "abbreviations", "titles"},
    {CLASS_ABBREVIATION_NUMBER, "abbreviations", "numbers"},
    {CLASS_MONTH, "months", EACH_KEY},
    {CLASS_WEEKDAY, "weekdays", EACH_KEY},
    {CLASS_NUMBER, "numbers", EACH_KEY},
    {CLASS_SCALE, "scales", EACH_KEY},
    {CLASS_UNIT, "units", EACH_LIST},
    {CLASS_CURRENCY, "currencies", EACH_LIST},
    {CLASS_SPEECH_VERB, "speech", "verbs"},
    {CLASS_PERSON_TITLE, "people", "titles"},
    {CLASS_PERSON_TITLE, "people", "titles_male"},
    {CLASS_PERSON_TITLE, "people", "titles_female"},
    {CLASS_PERSON_TITLE, "people", "titles_kept"},
    {CLASS_GIVEN_NAME, "people", "given_male"},
    {CLASS_GIVEN_NAME, "people", "given_female"},
    {CLASS_GIVEN_NAME, "people", "given_any"},
    {CLASS_ORGANISATION_END, "organisations", "endings"},
    {CLASS_ORGANISATION_END, "organisations", "suffixes"},
    {CLASS_PLACE, "places", "known"},
    {CLASS_PRONOUN_HE, "people", "he"},
    {CLASS_PRONOUN_SHE, "people", "she"},
    {CLASS_PRONOUN_THEY, "people", "they"},
    {CLASS_PRONOUN_OTHER, "people", "it"},
    {CLASS_PRONOUN_OTHER, "people", "others"},
    {CLASS_DEMONSTRATIVE, "words", "demonstratives"},
    {CLASS_CONNECTIVE, "words", "connectives"},
    {CLASS_PREPOSITION, "words", "prepositions"},
    {CLASS_NATIONALITY, "words", "nationalities"},
    {CLASS_COLLECTIVE, "people", "groups"},
    {CLASS_SURNAME, "people", "surnames"},
    {CLASS_GREETING, "people", "greetings"},
    {CLASS_MAIL_FIELD, "people", "mail_fields"},
    {CLASS_BEHIND_TOWN, "places", "behind_town"},
    {CLASS_STORM, "names", "storms"},
    {CLASS_COMMON, "names", "common"},
    {CLASS_RELATION, "people", "relations"},
    {CLASS_DEGREE, "people", "degrees"},
    {CLASS_GENERATION, "people", "generations"},
    {CLASS_FIRM, "organisations", "firms"},
    {CLASS_STREET, "places", "streets"},
    {CLASS_SURE_END, "organisations", "sure"},
    {CLASS_SURE_END, "places", "sure"},
    {CLASS_SYLLABLE, "people", "syllables"},
    {CLASS_AT_STREET, "places", "at_streets"},
    {CLASS_NUMBERED, "places", "numbered"},
    {CLASS_ALSO, "grammar", "also"},
    {CLASS_OBLIQUE, "grammar", "oblique"},
    {CLASS_NEGATION, "speech", "negations"},
    {CLASS_ONLY, "speech", "only"},
    {CLASS_REPLY, "sentences", "replies"},
    {CLASS_RELATIVE, "grammar", "relative.openers"},
    {CLASS_OF_THINGS, "grammar", "relatives.things"},
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* --- the lexicon --- */

static bool has_curly(str s)
{
  return str_find(s, STR("’"), 0) != SIZE_MAX;
}

static str fold(struct arena *arena, str written)
{
  static const str curly = {"’", sizeof "’" - 1};
  str folded = text_fold(arena, written);
  if (!folded.len || !has_curly(folded))
    return folded;
  char *out = arena_alloc(arena, folded.len);
  size_t used = 0;
  for (size_t at = 0; out && at < folded.len;) {
    bool is_curly = str_starts(str_sub(folded, at, folded.len - at), curly);
    out[used++] = is_curly ? '\'' : folded.data[at];
    at += is_curly ? curly.len : 1;
  }
  return (str){out ? out : "", used};
}

static void add_word(struct lexicon *lexicon, struct arena *arena, str folded,
                     enum word_class class)
{
  bool fresh = false;
  uint32_t entry = folded.len ? map_add(&lexicon->words, folded, &fresh) : MAP_NONE;
  if (entry == MAP_NONE)
    return;
  if (fresh)
    vec_push(arena, &lexicon->classes, 0);
  if (entry < lexicon->classes.count)
    lexicon->classes.at[entry] |= CLASS_BIT(class);
}

static void add_set(struct lexicon *lexicon, struct arena *arena, const struct word_set *set,
                    enum word_class class)
{
  for (uint32_t i = 0; i < word_set_count(set); i++)
    add_word(lexicon, arena, word_set_word(set, i), class);
}

static void add_section(struct lexicon *lexicon, struct arena *arena,
                        const struct language *language, const struct class_list *from)
{
  bool has_lists = strcmp(from->key, EACH_LIST) == 0;
  uint32_t count = language_keys(language, from->section);
  for (uint32_t i = 0; i < count; i++) {
    str key = language_key(language, from->section, i);
    if (!has_lists) {
      add_word(lexicon, arena, fold(arena, key), from->class);
      continue;
    }
    str name = arena_str(arena, key);
    if (name.len)
      add_set(lexicon, arena, language_set(language, from->section, name.data), from->class);
  }
}

const struct lexicon *lexicon_new(struct arena *arena, const struct language *language)
{
  struct lexicon *lexicon = arena_make(arena, struct lexicon);
  if (!lexicon)
    return NULL;
  map_init(&lexicon->words, arena);
  uint32_t count = 0;
  for (size_t i = 0; i < COUNT_OF(class_lists); i++)
    count += word_set_count(language_set(language, class_lists[i].section, class_lists[i].key));
  map_reserve(&lexicon->words, count);
  for (size_t i = 0; i < COUNT_OF(class_lists); i++) {
    const struct class_list *from = &class_lists[i];
    if (from->key[0] == '*')
      add_section(lexicon, arena, language, from);
    else
      add_set(lexicon, arena, language_set(language, from->section, from->key), from->class);
  }
  lexicon->elisions = language_set(language, "tokens", "elisions");
  lexicon->contractions = language_set(language, "tokens", "contractions");
  return arena_short(arena) ? NULL : lexicon;
}

uint64_t lexicon_classes(const struct lexicon *lexicon, str folded)
{
  uint32_t entry = map_find(&lexicon->words, folded);
  return entry == MAP_NONE ? 0 : lexicon->classes.at[entry];
}

bool lexicon_is_elision(const struct lexicon *lexicon, str folded)
{
  return word_set_has(lexicon->elisions, folded);
}

bool lexicon_is_contraction(const struct lexicon *lexicon, str folded)
{
  return word_set_has(lexicon->contractions, folded);
}

/* --- the words of one document --- */

void vocabulary_open(struct vocabulary *v, struct analysis *analysis, const struct lexicon *lexicon,
                     struct arena *scratch)
{
  *v = (struct vocabulary){.analysis = analysis, .lexicon = lexicon, .scratch = scratch};
  v->stemmer = stemmer_new(language_stemmer(analysis->language));
  map_init(&v->words, scratch);
  map_init(&v->stems, scratch);
}

void vocabulary_close(struct vocabulary *v)
{
  stemmer_free(v->stemmer);
  v->stemmer = NULL;
  struct analysis *a = v->analysis;
  a->stem_count = v->stems.count;
  for (uint32_t i = 0; i < a->words.count && i < v->counts.count; i++)
    a->words.at[i].count = v->counts.at[i];
}

/* Longer words, and those with other letters than a to z, are folded in the arena. */
enum { FOLD_MAX = 64 };

/* Folds an ASCII word into the room. A word in lower case, as most are, is taken from the text
 * itself; one that does not fit gives the empty slice. */
static str fold_short(char room[FOLD_MAX], str written)
{
  unsigned wide = 0, capital = 0;
  if (written.len > FOLD_MAX)
    return STR("");
  for (size_t i = 0; i < written.len; i++) {
    unsigned char c = (unsigned char)written.data[i];
    unsigned shift = (char_classes[c & 0x7F] & CHAR_UPPER) * 0x20u; /* 'A' to 'a' */
    wide |= c;
    capital |= shift;
    room[i] = (char)(c | shift);
  }
  return wide & 0x80 ? STR("") : capital ? (str){room, written.len} : written;
}

static uint32_t add_fresh(struct vocabulary *v, str folded)
{
  struct analysis *a = v->analysis;
  bool has_letters = (unsigned char)folded.data[0] >= 0x80 || folded.data[0] > '9';
  str stem = has_letters ? stem_word(v->stemmer, v->scratch, folded) : folded;
  struct word word = {
      .folded = folded,
      .stem = map_add(&v->stems, stem, NULL),
      .count = 0,
      .classes = lexicon_classes(v->lexicon, folded),
  };
  vec_push(a->arena, &a->words, word);
  return a->words.count ? a->words.count - 1 : 0;
}

/* The entry of a fresh word gets its key: the text's own bytes where they are folded, else a copy.
 */
static bool settle(struct vocabulary *v, uint32_t id, str written, str folded)
{
  struct analysis *a = v->analysis;
  if (folded.data != written.data)
    folded = arena_str(a->arena, folded);
  v->words.entries[id].key = folded;
  vec_push(v->scratch, &v->counts, 0);
  bool is_settled = folded.len && add_fresh(v, folded) == id;
  if (!is_settled)
    arena_fail(a->arena);
  return is_settled;
}

static uint32_t counted(struct vocabulary *v, uint32_t id)
{
  if (id >= v->counts.count)
    return 0;
  v->counts.at[id]++;
  return id;
}

uint32_t vocabulary_add(struct vocabulary *v, str written)
{
  char room[FOLD_MAX];
  str folded = fold_short(room, written);
  if (!folded.len)
    folded = fold(v->scratch, written);
  bool is_fresh = false;
  uint32_t id = map_add(&v->words, folded, &is_fresh);
  return is_fresh && !settle(v, id, written, folded) ? 0 : counted(v, id);
}

uint32_t vocabulary_add_short(struct vocabulary *v, str written, uint64_t folded)
{
  char room[FOLD_MAX];
  bool is_fresh = false;
  uint32_t id = map_add_short(&v->words, folded, written.len, &is_fresh);
  return is_fresh && !settle(v, id, written, fold_short(room, written)) ? 0 : counted(v, id);
}
