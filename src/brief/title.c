/* title.c - a title: given, the document's own, or words of the text, whose place is then recorded.
 */
#include "brief/make.h"

enum { TITLE_WORDS_MAX = 12, TITLE_WORDS_MIN = 4, EXTRACTS_TRIED = 6 };

/* A clause that opens its sentence tells more than a phrase and may be longer. */
enum { CLAUSE_WORDS_MIN = 6, CLAUSE_WORDS_MAX = 16 };

static void set_title(struct maker *m, str text, enum title_origin origin, struct place place)
{
  m->brief->title = (struct brief_title){arena_str(m->brief->arena, text), origin, place};
}

static bool from_heading(struct maker *m, uint32_t document)
{
  const struct document *d = maker_analysis(m, document)->document;
  if (d->headline >= d->blocks.count)
    return false;
  struct span at = d->blocks.at[d->headline].at;
  set_title(m, str_span(d->text, at), TITLE_HEADING, place_of(m, document, at));
  return at.len > 0;
}

/* Of several documents, the one that tells most of what most are about. */
static uint32_t main_document(const struct maker *m)
{
  return m->ranking->stories.count ? m->ranking->stories.at[0].fullest : 0;
}

/* A short sentence without a quotation is a title as it stands, less its stop. */
static struct span short_sentence(str text, struct span sentence)
{
  str all = str_span(text, sentence);
  uint32_t words = words_in(all);
  bool quotes =
      str_find(all, STR("\xE2\x80\x9C"), 0) != SIZE_MAX || str_find(all, STR("\""), 0) != SIZE_MAX;
  if (words < TITLE_WORDS_MIN || words > TITLE_WORDS_MAX || quotes)
    return (struct span){0, 0};
  while (all.len && strchr(".,;: ", all.data[all.len - 1]))
    all.len--;
  return (struct span){sentence.at, (uint32_t)all.len};
}

/* A run of words that carry meaning, with the article before it. */
struct chunk {
  uint32_t first, end; /* tokens */
  double weight;
};

static bool has_class(const struct analysis *a, uint32_t token, enum word_class class)
{
  return a->words.at[a->tokens.at[token].word].classes & CLASS_BIT(class);
}

static bool carries(const struct analysis *a, uint32_t token)
{
  const struct token *t = &a->tokens.at[token];
  return t->kind != TOKEN_MARK && !has_class(a, token, CLASS_STOP) &&
         !has_class(a, token, CLASS_PREPOSITION) && !has_class(a, token, CLASS_PRONOUN_OTHER) &&
         !has_class(a, token, CLASS_DEMONSTRATIVE) && !has_class(a, token, CLASS_CONNECTIVE) &&
         !has_class(a, token, CLASS_SPEECH_VERB);
}

/* Words that stand for what the text is about are its terms' words. */
static double weight_of(const struct analysis *a, uint32_t token)
{
  struct span at = {a->tokens.at[token].at, a->tokens.at[token].len};
  double best = 0;
  for (uint32_t i = 0; i < a->terms.count && i < 2 * TITLE_WORDS_MAX; i++) {
    str word = str_span(a->document->text, at);
    size_t found = str_find(a->terms.at[i].text, word, 0);
    if (found != SIZE_MAX && a->terms.at[i].score > best)
      best = a->terms.at[i].score;
  }
  return best;
}

static struct chunk chunk_at(const struct analysis *a, uint32_t first, uint32_t end)
{
  struct chunk c = {first, first, 0};
  while (c.end < end && carries(a, c.end)) {
    c.weight += weight_of(a, c.end);
    c.end++;
  }
  return c;
}

/* What may stand between the two halves of a title: "of", "with the", "in". */
static uint32_t behind_link(const struct analysis *a, uint32_t at, uint32_t end)
{
  uint32_t from = at;
  if (at < end && has_class(a, at, CLASS_PREPOSITION))
    at++;
  if (at > from && at < end && has_class(a, at, CLASS_STOP) &&
      a->tokens.at[at].kind == TOKEN_WORD && a->tokens.at[at].len <= 3)
    at++;
  return at;
}

/* "The regional council": a phrase that opens its sentence keeps its article. */
static uint32_t with_article(const struct analysis *a, const struct sentence *s, uint32_t first)
{
  bool opens = first == s->first_token + 1 && a->tokens.at[s->first_token].kind == TOKEN_WORD;
  return opens && a->tokens.at[s->first_token].len <= 3 ? s->first_token : first;
}

/* A phrase of nouns stands behind an article or a preposition; behind "and", a comma, "this" or
 * the "to" of a verb is half of something else. */
static bool opens_phrase(const struct analysis *a, const struct sentence *s, uint32_t first)
{
  if (first == s->first_token)
    return true;
  const struct token *before = &a->tokens.at[first - 1];
  bool is_joint =
      has_class(a, first - 1, CLASS_CONNECTIVE) || has_class(a, first - 1, CLASS_DEMONSTRATIVE) ||
      language_has(a->language, "grammar", "infinitive", a->words.at[before->word].folded);
  return before->kind == TOKEN_WORD && before->len <= 4 && has_class(a, first - 1, CLASS_STOP) &&
         !is_joint;
}

/* "The council of | Marlow Bay voted": behind a preposition and a name comes what somebody else
 * does. */
static bool holds_deed(const struct analysis *a, const struct sentence *s, struct chunk c)
{
  if (c.first == s->first_token || !has_class(a, c.first - 1, CLASS_PREPOSITION))
    return false;
  for (uint32_t i = c.first; i + 1 < c.end; i++)
    if (a->tokens.at[i].flags & TOKEN_CAPITAL && !(a->tokens.at[i + 1].flags & TOKEN_CAPITAL))
      return true;
  return false;
}

/* Longer runs hold a verb. */
enum { CHUNK_WORDS_MIN = 2, CHUNK_WORDS_MAX = 3 };

/* The pair of meaning runs, joined by a preposition, that holds most of the text's terms: "nuclear
 * negotiations with the DPRK". */
static struct span best_phrase(const struct analysis *a, const struct sentence *s)
{
  struct span best = {0, 0};
  double best_weight = 0;
  uint32_t end = s->first_token + s->token_count;
  for (uint32_t i = s->first_token; i < end;) {
    struct chunk left = chunk_at(a, i, end);
    if (left.end == left.first) {
      i++;
      continue;
    }
    uint32_t link = behind_link(a, left.end, end);
    struct chunk right = link > left.end ? chunk_at(a, link, end) : (struct chunk){0, 0, 0};
    bool pair = right.end > right.first && left.end - left.first >= CHUNK_WORDS_MIN &&
                left.end - left.first <= CHUNK_WORDS_MAX &&
                right.end - right.first <= CHUNK_WORDS_MAX && opens_phrase(a, s, left.first) &&
                !holds_deed(a, s, left);
    double weight = left.weight + right.weight;
    if (pair && right.end - left.first <= TITLE_WORDS_MAX && weight > best_weight) {
      const struct token *last = &a->tokens.at[right.end - 1];
      uint32_t from = a->tokens.at[with_article(a, s, left.first)].at;
      best = (struct span){from, last->at + last->len - from};
      best_weight = weight;
    }
    i = left.end;
  }
  return best;
}

/* The best term of several words; len 0 if there is none. */
static struct span long_term(const struct analysis *a)
{
  for (uint32_t i = 0; i < a->terms.count; i++)
    if (words_in(a->terms.at[i].text) > 1)
      return a->terms.at[i].at;
  return (struct span){0, 0};
}

/* What stands before the first comma, where that is a clause and no mere opening: "The town will
 * lose its only bank on 28 June, when". */
static struct span opening_clause(const struct analysis *a, const struct sentence *s)
{
  const struct word_set *scenes = language_set(a->language, "quotations", "scenes");
  uint32_t i = s->first_token, end = s->first_token + s->token_count;
  if (i == end || a->tokens.at[i].kind != TOKEN_WORD || has_class(a, i, CLASS_PREPOSITION) ||
      has_class(a, i, CLASS_CONNECTIVE) ||
      word_set_has(scenes, a->words.at[a->tokens.at[i].word].folded))
    return (struct span){0, 0};
  while (i < end && !(a->tokens.at[i].kind == TOKEN_MARK &&
                      strchr(",;:(\"\xE2", a->document->text.data[a->tokens.at[i].at])))
    i++;
  const struct token *last = &a->tokens.at[i - 1];
  struct span clause = {s->at.at, last->at + last->len - s->at.at};
  uint32_t words = words_in(str_span(a->document->text, clause));
  bool is_comma = i < end && a->document->text.data[a->tokens.at[i].at] == ',';
  bool fits = is_comma && words >= CLAUSE_WORDS_MIN && words <= CLAUSE_WORDS_MAX;
  return fits ? clause : (struct span){0, 0};
}

/* The words up to the first mark that leaves enough of them: "As the operation entered its 24th
 * day", "The only catch: if you wanted a pair". */
static struct span head_clause(const struct analysis *a, const struct sentence *s)
{
  str text = a->document->text;
  uint32_t end = s->first_token + s->token_count;
  for (uint32_t i = s->first_token + 1; i < end; i++) {
    const struct token *mark = &a->tokens.at[i], *last = &a->tokens.at[i - 1];
    if (mark->kind != TOKEN_MARK)
      continue;
    unsigned char c = (unsigned char)text.data[mark->at];
    struct span clause = {s->at.at, last->at + last->len - s->at.at};
    uint32_t words = words_in(str_span(text, clause));
    if (c == '"' || c == '(' || c >= 0x80 || words > CLAUSE_WORDS_MAX)
      break;
    bool is_apart = mark->len == 1 && strchr(",;:.", c) &&
                    (i + 1 == end || a->tokens.at[i + 1].flags & TOKEN_SPACE_BEFORE);
    if (is_apart && last->kind == TOKEN_WORD && words >= CLAUSE_WORDS_MIN)
      return clause;
  }
  return (struct span){0, 0};
}

/* "DPRK", "U.K.": names the matter to those who know it. */
static bool is_short_form(str term)
{
  enum { NAME_BYTES_MIN = 4 };

  bool has_lower = false;
  for (size_t at = 0; at < term.len;)
    has_lower = char_is_lower(utf8_next(term, &at)) || has_lower;
  return term.len < NAME_BYTES_MIN || !has_lower || str_find(term, STR("."), 0) != SIZE_MAX;
}

/* The text's first term, if it is a name that the sentence speaks of: with all of the name. */
static struct span name_of_matter(const struct analysis *a, const struct sentence *s)
{
  const struct span none = {0, 0};
  str term = a->terms.count ? a->terms.at[0].text : STR("");
  size_t first = 0, at = str_find(str_span(a->document->text, s->at), term, 0);
  if (is_short_form(term) || at == SIZE_MAX || !char_is_upper(utf8_next(term, &first)))
    return none;
  struct span words = {s->at.at + (uint32_t)at, (uint32_t)term.len};
  for (uint32_t k = 0; k < a->mentions.count && a->mentions.at[k].at.at <= words.at; k++)
    if (span_holds(a->mentions.at[k].at, words))
      return a->mentions.at[k].at;
  /* "Eine Briefmarke ist": no name, but what the sentence begins with. */
  bool is_opening = s->token_count > 1 && words.at <= a->tokens.at[s->first_token + 1].at;
  return is_opening ? words : none;
}

/* A phrase that opens small is a piece of its sentence: then rather the name of what it is about.
 */
static struct span phrase_or_name(const struct analysis *a, const struct sentence *s)
{
  struct span phrase = best_phrase(a, s);
  size_t first = phrase.at;
  if (phrase.len && !char_is_lower(utf8_next(a->document->text, &first)))
    return phrase;
  struct span name = name_of_matter(a, s);
  return name.len ? name : phrase;
}

struct span title_phrase(const struct analysis *a, struct span sentence)
{
  const struct sentence *s = &a->sentences.at[analysis_sentence(a, sentence.at)];
  struct span at = short_sentence(a->document->text, sentence);
  if (!at.len)
    at = opening_clause(a, s);
  if (!at.len)
    at = head_clause(a, s);
  if (!at.len)
    at = phrase_or_name(a, s);
  return at.len ? at : long_term(a);
}

static void set_from_text(struct maker *m, uint32_t document, struct span at)
{
  set_title(m, str_span(maker_analysis(m, document)->document->text, at), TITLE_SENTENCE,
            place_of(m, document, at));
}

/* From the first extracts: a sentence short enough, else the phrase that says most. */
static bool from_sentence(struct maker *m)
{
  for (uint32_t i = 0; i < m->brief->summary.count && i < EXTRACTS_TRIED; i++) {
    const struct brief_extract *e = &m->brief->summary.at[i];
    const struct analysis *a = maker_analysis(m, e->place.document);
    struct span at = short_sentence(a->document->text, e->place.at);
    if (!at.len && i == 0)
      at = opening_clause(a, &a->sentences.at[analysis_sentence(a, e->place.at.at)]);
    if (!at.len && i == 0)
      at = phrase_or_name(a, &a->sentences.at[analysis_sentence(a, e->place.at.at)]);
    if (!at.len)
      continue;
    set_from_text(m, e->place.document, at);
    return true;
  }
  for (uint32_t i = 1; i < m->brief->summary.count && i < EXTRACTS_TRIED; i++) {
    const struct brief_extract *e = &m->brief->summary.at[i];
    const struct analysis *a = maker_analysis(m, e->place.document);
    struct span at = best_phrase(a, &a->sentences.at[analysis_sentence(a, e->place.at.at)]);
    if (!at.len)
      continue;
    set_from_text(m, e->place.document, at);
    return true;
  }
  return false;
}

/* A noun phrase of the text says less than a clause, but it is the text's own. */
static bool from_term(struct maker *m)
{
  struct span at = long_term(maker_analysis(m, 0));
  if (at.len)
    set_from_text(m, 0, at);
  return at.len > 0;
}

static void from_file(struct maker *m)
{
  str stem = path_stem(maker_analysis(m, 0)->document->name);
  set_title(m, stem, TITLE_FILE, (struct place){0});
}

void make_title(struct maker *m)
{
  /* Where there are several stories, the largest is the first page's. */
  uint32_t first = m->ranking->stories.count > 1 ? main_document(m) : 0;
  str own = maker_analysis(m, first)->document->title;
  if (m->options->title.len)
    set_title(m, m->options->title, TITLE_USER, (struct place){0});
  else if (own.len)
    set_title(m, own, TITLE_METADATA, (struct place){0});
  else if (!from_heading(m, first) && !from_heading(m, main_document(m)) && !from_sentence(m) &&
           !from_term(m))
    from_file(m);
}
