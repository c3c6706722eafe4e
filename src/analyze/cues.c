/* cues.c - reads the lists of the language file that names and speakers go by into one table. */
#include "analyze/cues.h"

#include "base/vec.h"

/* What a word or a phrase's beginning says. */
struct cue_word {
  uint64_t bits;
  uint64_t next; /* what goes on with a phrase */
};

struct cues {
  bool capital_nouns;
  bool adjectives_behind;
  bool inverts;
  bool genders_things;
  bool verb_second;
  bool joins_nouns;
  struct arena *arena;
  struct map words;           /* an entry a word */
  VEC(struct cue_word) found; /* by entry */
  struct map same;            /* value: index in other */
  VEC(str) other;
};

struct cue_list {
  const char *section;
  const char *key;
  uint64_t bits;
};

static const struct cue_list cue_lists[] = {
    {"people", "given_male", CUE(GIVEN_MALE)},
    {"people", "given_female", CUE(GIVEN_FEMALE)},
    {"people", "given_any", CUE(GIVEN_ANY)},
    {"people", "given_words", CUE(GIVEN_WORD)},
    {"people", "titles", CUE(TITLE)},
    {"people", "titles_male", CUE(TITLE) | CUE(TITLE_MALE)},
    {"people", "titles_female", CUE(TITLE) | CUE(TITLE_FEMALE)},
    {"people", "titles_kept", CUE(TITLE) | CUE(TITLE_KEPT)},
    {"people", "always_capital", CUE(ALWAYS_CAPITAL)},
    {"people", "courtesy", CUE(COURTESY)},
    {"people", "postnominals", CUE(POSTNOMINAL)},
    {"people", "particles", CUE(PARTICLE)},
    {"people", "roles", CUE(ROLE)},
    {"people", "roles_male", CUE(ROLE) | CUE(ROLE_MALE)},
    {"people", "roles_female", CUE(ROLE) | CUE(ROLE_FEMALE)},
    {"people", "groups", CUE(GROUP)},
    {"people", "bodies", CUE(BODY)},
    {"people", "pronoun_he", CUE(HE)},
    {"people", "pronoun_she", CUE(SHE)},
    {"people", "pronoun_it", CUE(IT)},
    {"people", "pronoun_they", CUE(THEY)},
    {"people", "no_speakers", CUE(OTHER)},
    {"people", "possessives", CUE(POSSESSIVE)},
    {"people", "determiners", CUE(DETERMINER)},
    {"people", "quantities", CUE(QUANTITY)},
    {"organisations", "known", CUE(ORGANISATION)},
    {"organisations", "endings", CUE(ORGANISATION_END)},
    {"organisations", "heads", CUE(ORGANISATION_HEAD)},
    {"organisations", "suffixes", CUE(ORGANISATION_SUFFIX)},
    {"organisations", "joiners", CUE(JOINER)},
    {"places", "known", CUE(PLACE)},
    {"places", "words", CUE(PLACE_WORD)},
    {"places", "codes", CUE(PLACE) | CUE(PLACE_CODE)},
    {"places", "endings", CUE(PLACE_END)},
    {"places", "heads", CUE(PLACE_HEAD)},
    {"places", "prepositions", CUE(PLACE_BEFORE)},
    {"names", "never", CUE(NEVER)},
    {"names", "things", CUE(THING)},
    {"speech", "verbs", CUE(SAY)},
    {"speech", "calling", CUE(CALL)},
    {"speech", "participles", CUE(PARTICIPLE)},
    {"speech", "remarks", CUE(REMARK)},
    {"speech", "inanimate", CUE(INANIMATE)},
    {"speech", "sources", CUE(SOURCE)},
    {"speech", "adverbs", CUE(ADVERB)},
    {"speech", "auxiliaries", CUE(AUXILIARY)},
    {"grammar", "and", CUE(AND)},
    {"grammar", "of", CUE(OF)},
    {"grammar", "relatives", CUE(RELATIVE)},
    {"grammar", "definite", CUE(DEFINITE)},
    {"grammar", "his", CUE(HIS)},
    {"grammar", "her", CUE(HER)},
    {"grammar", "be", CUE(BE)},
    {"grammar", "infinitive", CUE(INFINITIVE)},
    {"grammar", "habit", CUE(HABIT)},
    {"grammar", "in", CUE(IN)},
    {"grammar", "as", CUE(AS)},
    {"grammar", "by", CUE(BY)},
    {"grammar", "links", CUE(LINK)},
    {"quotations", "titled", CUE(TITLED)},
    {"quotations", "coined", CUE(COINED)},
    {"quotations", "elisions", CUE(ELISION)},
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void add_bits(struct cues *cues, str folded, struct cue_word says)
{
  bool fresh = false;
  uint32_t entry = map_add(&cues->words, folded, &fresh);
  if (entry == MAP_NONE)
    return;
  if (fresh)
    vec_push(cues->arena, &cues->found, (struct cue_word){0});
  if (entry >= cues->found.count)
    return;
  cues->found.at[entry].bits |= says.bits;
  cues->found.at[entry].next |= says.next;
}

static bool is_joint(char c)
{
  return c == ' ' || c == '-' || c == '.' || c == '/' || c == '\'';
}

static bool may_be_letter(char c)
{
  unsigned char byte = (unsigned char)c;
  return byte >= 0x80 || char_classes[byte] & (CHAR_UPPER | CHAR_LOWER);
}

/* A phrase's beginnings are marked: its first word up to a blank, hyphen, stop, slash or
 * apostrophe, and from there on all that ends where a token may. What follows is noted for other
 * tokens' ends as well ("u2"), which is for words that begin a phrase already. */
static void add_word(struct cues *cues, str folded, uint64_t bits)
{
  if (folded.len == 0)
    return;
  add_bits(cues, folded, (struct cue_word){bits, 0});
  uint64_t mark = 0;
  bool is_letter = may_be_letter(folded.data[0]);
  for (size_t i = 1; i < folded.len; i++) {
    bool was_letter = is_letter;
    is_letter = may_be_letter(folded.data[i]);
    if (is_letter && was_letter)
      continue;
    if (is_joint(folded.data[i]))
      mark = CUE(PHRASE);
    if (folded.data[i - 1] == ' ')
      continue;
    size_t next = folded.data[i] == ' ' && i + 1 < folded.len ? i + 1 : i;
    struct cue_word leads = {mark, cue_next((unsigned char)folded.data[next])};
    add_bits(cues, str_sub(folded, 0, i), leads);
  }
}

static void read_same(struct cues *cues, const struct language *language)
{
  uint32_t count = language_keys(language, "same");
  for (uint32_t i = 0; i < count; i++) {
    str key = language_key(language, "same", i);
    str name = arena_str(cues->arena, key);
    if (name.len != key.len)
      return;
    struct word_list forms = language_list(language, "same", name.data);
    for (uint32_t k = 1; k < forms.count; k++) {
      uint32_t entry = map_add(&cues->same, text_fold(cues->arena, forms.words[k]), NULL);
      if (entry == MAP_NONE)
        return;
      cues->same.entries[entry].value = cues->other.count;
      vec_push(cues->arena, &cues->other, text_fold(cues->arena, forms.words[0]));
    }
  }
}

/* Room for the words of all lists; words of two lists make up for the phrases' beginnings. */
static void reserve_words(struct cues *cues, const struct language *language)
{
  uint32_t count = 0;
  for (size_t i = 0; i < COUNT_OF(cue_lists); i++)
    count += word_set_count(language_set(language, cue_lists[i].section, cue_lists[i].key));
  map_reserve(&cues->words, count);
}

struct cues *cues_new(struct arena *arena, const struct language *language)
{
  struct cues *cues = arena_make(arena, struct cues);
  if (!cues)
    return NULL;
  cues->arena = arena;
  cues->capital_nouns = language_capital_nouns(language);
  cues->adjectives_behind = str_eq(language_text(language, "grammar", "adjectives"), STR("behind"));
  cues->inverts = str_eq(language_text(language, "grammar", "inversion"), STR("yes"));
  cues->genders_things = str_eq(language_text(language, "grammar", "gender"), STR("things"));
  cues->verb_second = str_eq(language_text(language, "grammar", "verb"), STR("second"));
  cues->joins_nouns = str_eq(language_text(language, "grammar", "nouns"), STR("joined"));
  map_init(&cues->words, arena);
  map_init(&cues->same, arena);
  reserve_words(cues, language);
  for (size_t i = 0; i < COUNT_OF(cue_lists); i++) {
    const struct word_set *set = language_set(language, cue_lists[i].section, cue_lists[i].key);
    for (uint32_t k = 0; k < word_set_count(set); k++)
      add_word(cues, word_set_word(set, k), cue_lists[i].bits);
  }
  read_same(cues, language);
  return arena_short(arena) ? NULL : cues;
}

uint64_t cues_of(const struct cues *cues, str folded)
{
  uint32_t entry = map_find(&cues->words, folded);
  return entry == MAP_NONE ? 0 : cues->found.at[entry].bits;
}

uint64_t cues_next(const struct cues *cues, str folded)
{
  uint32_t entry = map_find(&cues->words, folded);
  return entry == MAP_NONE ? 0 : cues->found.at[entry].next;
}

bool cues_capital_nouns(const struct cues *cues)
{
  return cues->capital_nouns;
}

bool cues_adjectives_behind(const struct cues *cues)
{
  return cues->adjectives_behind;
}

bool cues_inverts(const struct cues *cues)
{
  return cues->inverts;
}

bool cues_verb_second(const struct cues *cues)
{
  return cues->verb_second;
}

bool cues_joins_nouns(const struct cues *cues)
{
  return cues->joins_nouns;
}

bool cues_genders_things(const struct cues *cues)
{
  return cues->genders_things;
}

str cues_same(const struct cues *cues, str folded)
{
  uint32_t entry = map_find(&cues->same, folded);
  return entry == MAP_NONE ? (str){"", 0} : cues->other.at[cues->same.entries[entry].value];
}
