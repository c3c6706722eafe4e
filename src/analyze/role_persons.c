/* role_persons.c - whom "the mayor" stands for: the one person whose title the text has told.
 *
 * Invariant: with doubt, nobody. */
#include "analyze/attribution.h"

/* People whose titles end in one word; more of them are a list, and "the member" is nobody. */
#define SAME_TITLE 32

/* The word that says what somebody is: the last one, "deputy mayor", or where adjectives and what
 * it is of stand behind, the first: "ministre de l'Intérieur". */
static str head_word(const struct people *p, str title)
{
  return cues_adjectives_behind(p->cues) ? str_first_word(title) : str_last_word(title);
}

void index_titles(struct attributing *w)
{
  struct people *p = w->p;
  map_init(&w->titles, p->scratch);
  w->same_title = arena_array(p->scratch, uint32_t, p->a->names.count + 1);
  w->folded_titles = arena_array(p->scratch, str, p->a->names.count + 1);
  if (!w->same_title || !w->folded_titles)
    return;
  for (uint32_t i = 0; i < p->a->names.count; i++) {
    str title = text_fold(p->scratch, p->a->names.at[i].title);
    w->folded_titles[i] = title;
    w->same_title[i] = NONE;
    if (title.len == 0 || !name_is_person(p, i))
      continue;
    bool fresh = false;
    uint32_t entry = map_add(&w->titles, head_word(p, title), &fresh);
    if (entry == MAP_NONE)
      return;
    w->same_title[i] = fresh ? NONE : w->titles.entries[entry].value;
    w->titles.entries[entry].value = i;
  }
}

/* Every word between the article and the head stands in the title too. */
static bool title_has(const struct people *p, str title, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (token_is_word(p, i) && !(token_bits(p, i) & CUE(DETERMINER)) &&
        str_find(title, p->a->words.at[p->a->tokens.at[i].word].folded, 0) == SIZE_MAX)
      return false;
  return true;
}

/* "The representative of France" is not the one of Japan: what a noun is of stands beside that
 * person's title, too. */
static bool is_of_same(const struct people *p, str title, struct subject s)
{
  enum { BYTES_BEHIND = 60 };

  uint64_t joins = CUE(OF) | CUE(JOINER);
  uint32_t i = s.end, count = p->a->tokens.count;
  if (i >= count || !(token_bits(p, i) & joins) || (token_bits(p, i) & CUE(AND)))
    return true;
  while (i < count && (token_bits(p, i) & (joins | CUE(DETERMINER) | CUE(POSSESSIVE))))
    i++;
  str text = p->a->document->text;
  size_t at = (size_t)(title.data - text.data), end = at + title.len + BYTES_BEHIND;
  end = end < text.len ? end : text.len;
  while (end < text.len && ((unsigned char)text.data[end] & 0xC0) == 0x80)
    end++;
  str beside = text_fold(p->scratch, str_sub(text, at, end - at));
  return i < count && str_find(beside, token_folded(p, i), 0) != SIZE_MAX;
}

/* "minister" of "minister van financiën", "us-präsident" of "der us-präsident": the word of a
 * folded title that the rest of it only says more of. */
static str title_head(const struct people *p, str title)
{
  size_t from = 0, end = title.len;
  for (size_t at = 0; at < title.len;) {
    size_t next = str_find(title, STR(" "), at);
    next = next == SIZE_MAX ? title.len : next;
    if (at > 0 && cues_of(p->cues, str_sub(title, at, next - at)) & (CUE(OF) | CUE(PLACE_BEFORE))) {
      end = at - 1;
      break;
    }
    from = at;
    at = next + 1;
  }
  return from < end ? str_sub(title, from, end - from) : (str){"", 0};
}

/* Whether the last word before token `at` that ends like the noun is the head of a title, or the
 * noun again, and not somebody else's. */
static bool is_last_such(const struct people *p, uint32_t at, str noun, str head)
{
  enum { WORDS_MAX = 400 };

  for (uint32_t n = 0, i = at; n < WORDS_MAX && i-- > 0; n++) {
    if (!token_is_word(p, i) || !str_ends(token_folded(p, i), noun))
      continue;
    bool is_again = i > 0 && token_bits(p, i - 1) & CUE(DEFINITE) &&
                    names_word_end(p, i) == i + 1 && str_eq(token_folded(p, i), noun);
    uint32_t first = names_word_start(p, 0, i);
    str word = text_fold(p->scratch, str_span(p->a->document->text, tokens_span(p, first, i + 1)));
    if (str_eq(word, head))
      return true;
    if (!is_again)
      return false;
  }
  return false;
}

/* "der Minister", of whom the text has spoken as "Verkehrsminister Jan Holm": the one person of
 * whose title the noun is the last part, where nobody else is spoken of so in between. */
static uint32_t joined_person(const struct attributing *w, struct subject s)
{
  enum { NOUN_BYTES_MIN = 4 };

  const struct people *p = w->p;
  str noun = token_folded(p, s.end - 1);
  uint32_t found = NONE;
  if (!cues_joins_nouns(p->cues) || noun.len < NOUN_BYTES_MIN || p->a->names.count > CAST)
    return NONE;
  for (uint32_t i = 0; i < p->a->names.count; i++) {
    if (!name_is_person(p, i) || !str_ends(title_head(p, w->folded_titles[i]), noun))
      continue;
    if (found != NONE)
      return NONE;
    found = i;
  }
  bool is_meant = found != NONE && title_has(p, w->folded_titles[found], s.first, s.end) &&
                  is_of_same(p, p->a->names.at[found].title, s) &&
                  is_last_such(p, s.first, noun, title_head(p, w->folded_titles[found]));
  return is_meant ? found : NONE;
}

/* "la ministre" is no man, where articles tell. */
static bool article_fits(const struct people *p, uint32_t article, enum gender gender)
{
  str word = token_folded(p, article);
  bool is_he = language_has(p->a->language, "grammar", "articles.he", word);
  bool is_she = language_has(p->a->language, "grammar", "articles.she", word);
  if (is_he == is_she)
    return true;
  return gender != (is_he ? GENDER_FEMALE : GENDER_MALE);
}

/* "Le maire de Nantes", "un maire" between whose title it is and the noun at `first`: the noun may
 * be that one's. Where what a role is of stands before it, the title says so itself. */
static bool has_another(const struct people *p, uint32_t name, uint32_t first)
{
  enum { BACK = 400, ROLE_TOKENS = 14 };

  str head = token_folded(p, first + 1);
  str title = p->a->names.at[name].title;
  size_t at = (size_t)(title.data - p->a->document->text.data);
  for (uint32_t i = first, n = 0; i > 0 && n < BACK && cues_adjectives_behind(p->cues); n++) {
    i--;
    uint64_t before = i > 0 ? token_bits(p, i - 1) : 0;
    if (!token_is_word(p, i) || !str_eq(token_folded(p, i), head))
      continue;
    size_t here = p->a->tokens.at[i].at;
    if (here >= at && here < at + title.len)
      return false;
    bool is_of_name = false;
    for (uint32_t k = i + 1; k < i + ROLE_TOKENS && k < first && !is_of_name; k++)
      is_of_name = p->mention_at[k] != NONE && p->a->mentions.at[p->mention_at[k]].name == name;
    struct subject s = {.first = i, .end = i + 1};
    bool is_other = before & CUE(DETERMINER) && !(before & CUE(DEFINITE));
    if (!is_of_name && (is_other || !is_of_same(p, title, s)))
      return true;
  }
  return false;
}

uint32_t person_of_role(const struct attributing *w, struct subject s, bool *ret_many)
{
  const struct people *p = w->p;
  *ret_many = false;
  if (!(token_bits(p, s.first) & CUE(DEFINITE)) || s.end < s.first + 2 ||
      !token_is_word(p, s.end - 1))
    return NONE;
  str words = str_span(p->a->document->text, tokens_span(p, s.first + 1, s.end));
  uint32_t entry = map_find(&w->titles, head_word(p, text_fold(p->scratch, words)));
  uint32_t found = NONE;
  uint32_t n = 0;
  for (uint32_t i = entry == MAP_NONE ? NONE : w->titles.entries[entry].value;
       i != NONE && n < SAME_TITLE; i = w->same_title[i], n++) {
    if (!title_has(p, w->folded_titles[i], s.first, s.end) ||
        !is_of_same(p, p->a->names.at[i].title, s) || !article_fits(p, s.first, p->genders.at[i]))
      continue;
    *ret_many = found != NONE;
    found = i;
    if (*ret_many)
      break;
  }
  if (found == NONE)
    return joined_person(w, s);
  *ret_many = *ret_many || has_another(p, found, s.first);
  return *ret_many ? NONE : found;
}
