/* clause.c - verbatim pieces of a sentence: the clause around a figure or a date. */
#include "brief/make.h"

/* A clause fit to be printed is far shorter; what runs on for more is none. So a text without a
 * stop costs each of its figures no more than this. */
enum { CLAUSE_BYTES_MAX = 4096 };

uint32_t words_in(str text)
{
  uint32_t words = 0;
  bool inside = false;
  for (size_t i = 0; i < text.len; i++) {
    bool blank = text.data[i] == ' ' || text.data[i] == '\t' || text.data[i] == '\n';
    words += inside && blank;
    inside = !blank;
  }
  return words + inside;
}

bool has_words(str text, uint32_t most)
{
  return text.len <= CLAUSE_BYTES_MAX && words_in(text) <= most;
}

/* A mark that may end a clause: ; : — ( ) or a comma, each only where a blank or the end follows,
 * so that 1,000 and 3:1 stay whole; what a quotation leaves out, "[...]". */
static bool is_clause_mark(str text, size_t at)
{
  char c = text.data[at];
  bool blank_after = at + 1 >= text.len || text.data[at + 1] == ' ';
  if (c == ',' || c == ';' || c == ':')
    return blank_after;
  if (c == '(' || c == ')')
    return true;
  str rest = str_sub(text, at, text.len - at);
  return str_starts(rest, STR("\xE2\x80\x94")) || str_starts(rest, STR("[...]")) ||
         str_starts(rest, STR("[\xE2\x80\xA6]"));
}

enum { ASIDE_BYTES = 200 };

/* The bracket that opens what ends at `close`: an aside is no end of the clause round it. Itself if
 * there is none near by. */
static size_t past_aside(str text, size_t close)
{
  for (size_t at = close; at > 0 && close - at < ASIDE_BYTES; at--)
    if (text.data[at - 1] == '(' || text.data[at - 1] == ')')
      return text.data[at - 1] == '(' ? at - 1 : close;
  return close;
}

/* The bracket that closes what opens at `open`, where the words go on behind it: "538,300 residents
 * (17.8%) could speak Welsh". Itself if they do not. */
static size_t over_aside(str text, size_t open)
{
  for (size_t at = open + 1; at + 2 < text.len && at - open < ASIDE_BYTES; at++)
    if (text.data[at] == '(' || text.data[at] == ')') {
      size_t next = at + 2;
      bool goes_on =
          text.data[at] == ')' && text.data[at + 1] == ' ' && char_is_lower(utf8_next(text, &next));
      return goes_on ? at : open;
    }
  return open;
}

/* What is longer than so many commas' worth is no row; so a list of thousands costs no more. */
enum { INNER_MAX = 8 };

static size_t clause_start(const struct analysis *a, struct span sentence, size_t from)
{
  str all = str_span(a->document->text, sentence);
  size_t least = from > CLAUSE_BYTES_MAX ? from - CLAUSE_BYTES_MAX : 0;
  for (uint32_t passed = 0; from > least; from--) {
    if (!is_clause_mark(all, from - 1))
      continue;
    size_t open = all.data[from - 1] == ')' ? past_aside(all, from - 1) : from;
    bool is_inner =
        all.data[from - 1] == ',' && comma_is_inner(a, sentence.at + (uint32_t)from - 1, true);
    if (passed++ >= INNER_MAX || !(is_inner || open + 1 < from))
      break;
    from = open + 1 < from ? open + 1 : from;
  }
  return from;
}

static size_t clause_end(const struct analysis *a, struct span sentence, size_t to)
{
  str all = str_span(a->document->text, sentence);
  size_t most = to + CLAUSE_BYTES_MAX;
  for (uint32_t passed = 0; to < all.len && to <= most; to++) {
    if (!is_clause_mark(all, to))
      continue;
    size_t close = all.data[to] == '(' ? over_aside(all, to) : to;
    bool is_inner = all.data[to] == ',' && comma_is_inner(a, sentence.at + (uint32_t)to, false);
    if (passed++ >= INNER_MAX || !(is_inner || close > to))
      break;
    to = close;
  }
  return to;
}

struct span clause_around(const struct analysis *a, struct span sentence, struct span inside)
{
  str all = str_span(a->document->text, sentence);
  size_t from = clause_start(a, sentence, inside.at - sentence.at);
  size_t to = clause_end(a, sentence, span_end(inside) - sentence.at);
  if (to - from > CLAUSE_BYTES_MAX)
    return (struct span){0, 0};
  while (from < to &&
         ((unsigned char)all.data[from] & 0xC0) == 0x80) /* behind a dash of three bytes */
    from++;
  str clause = str_trim(str_sub(all, from, to - from));
  return (struct span){sentence.at + (uint32_t)(clause.data - all.data), (uint32_t)clause.len};
}

bool cuts_bracket(str text, struct span words)
{
  int open = 0;
  for (uint32_t i = words.at; i < span_end(words) && open >= 0; i++)
    open += (text.data[i] == '(') - (text.data[i] == ')');
  return open != 0;
}

/* The token behind a figure that begins here; the same where none does. */
static uint32_t behind_figure(const struct analysis *a, uint32_t token)
{
  uint32_t at = a->tokens.at[token].at, figure = analysis_figure(a, at);
  bool begins = figure < a->figures.count && a->figures.at[figure].at.at == at;
  return begins ? analysis_token(a, span_end(a->figures.at[figure].at)) : token;
}

/* "which the minister proposed", "in whose yard", "$88 million of which", "71, whose house": what
 * it is about stands before the clause. */
static bool begins_relative(const struct analysis *a, struct span clause)
{
  enum { BEFORE_MAX = 2 };

  uint32_t i = analysis_token(a, clause.at);
  if (i + 1 < a->tokens.count && a->tokens.at[i].kind == TOKEN_NUMBER &&
      a->document->text.data[a->tokens.at[i + 1].at] == ',')
    return true;
  i = i < a->tokens.count ? behind_figure(a, i) : i;
  for (uint32_t n = 0; n <= BEFORE_MAX && i + n < a->tokens.count; n++) {
    const struct token *t = &a->tokens.at[i + n];
    if (t->kind != TOKEN_WORD || t->at >= span_end(clause))
      return false;
    if (has_class(a, i + n, CLASS_RELATIVE))
      return true;
    if (!has_class(a, i + n, CLASS_PREPOSITION) && !is_listed(a, i + n, "grammar", "definite"))
      return false;
  }
  return false;
}

bool is_verb(const struct analysis *a, uint32_t token)
{
  return has_class(a, token, CLASS_SPEECH_VERB) || is_listed(a, token, "speech", "auxiliaries") ||
         is_listed(a, token, "titles", "verbs");
}

bool has_verb(const struct analysis *a, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end && i < a->tokens.count; i++)
    if (a->tokens.at[i].kind == TOKEN_WORD &&
        (is_verb(a, i) || ends_listed(a, i, "dates", "past.ends")))
      return true;
  return false;
}

static bool begins_figure(const struct analysis *a, uint32_t token)
{
  return token < a->tokens.count && behind_figure(a, token) > token;
}

/* "needs £200" */
static bool is_verb_before_figure(const struct analysis *a, uint32_t token)
{
  return begins_figure(a, token + 1) && ends_listed(a, token, "grammar", "verb.ends");
}

/* "réclame une hausse", "beat the forecast": a noun stands behind its article. */
static bool is_before_article(const struct analysis *a, uint32_t token)
{
  uint32_t next = token + 1;
  return !has_class(a, token, CLASS_STOP) && next < a->tokens.count &&
         a->tokens.at[next].kind == TOKEN_WORD &&
         (is_listed(a, next, "figures", "article") || is_listed(a, next, "figures", "the"));
}

/* "was sold for £20", "won two medals", "now employs 140", "and lifted their": who, stands in
 * another clause. */
static bool opens_with_verb(const struct analysis *a, uint32_t first)
{
  uint32_t next = first + 1;
  bool leads = next < a->tokens.count && a->tokens.at[next].kind == TOKEN_WORD &&
               (has_class(a, first, CLASS_CONNECTIVE) || is_listed(a, first, "grammar", "and"));
  return is_verb(a, first) || is_verb_before_figure(a, first) || is_before_article(a, first) ||
         (leads && (is_verb(a, next) || is_before_article(a, next))) ||
         (has_class(a, first, CLASS_STOP) && is_verb_before_figure(a, next));
}

/* "setting off two", "held for £20", not "operating costs". */
static bool opens_with_participle(const struct analysis *a, uint32_t first)
{
  uint32_t next = first + 1;
  bool leads_on = begins_figure(a, next) ||
                  (next < a->tokens.count &&
                   (has_class(a, next, CLASS_PREPOSITION) || has_class(a, next, CLASS_STOP)));
  return leads_on && ends_listed(a, first, "titles", "participles.endings");
}

/* "an increase of 63%", and where verbs are listed "the youngest of nine", "200 nights a year". */
static bool opens_with_thing(const struct analysis *a, uint32_t first)
{
  bool knows_verbs = word_set_count(language_set(a->language, "titles", "verbs")) > 0;
  bool is_word = a->tokens.at[first].kind == TOKEN_WORD;
  bool is_definite =
      begins_figure(a, first) || (is_word && is_listed(a, first, "grammar", "definite"));
  return (is_word && is_listed(a, first, "figures", "article")) || (knows_verbs && is_definite);
}

enum leaning { LEANS_NOT, LEANS_ON_CLAUSE, LEANS_ON_SENTENCE };

/* What a clause behind a comma or a dash needs to be understood: "setting off two blasts", "or 8%
 * of its workforce", "dass 66 % zustimmten" the clause before, "was sold for £20" its subject. */
static enum leaning leaning_of(const struct analysis *a, struct span sentence, struct span clause)
{
  uint32_t first = analysis_token(a, clause.at);
  if (clause.at <= sentence.at || !first || first >= a->tokens.count)
    return LEANS_NOT;
  if (begins_relative(a, clause))
    return LEANS_ON_CLAUSE;
  if (a->tokens.at[first].flags & TOKEN_CAPITAL ||
      strchr(";:", a->document->text.data[a->tokens.at[first - 1].at]))
    return LEANS_NOT;
  bool lacks_verb =
      opens_with_thing(a, first) && !has_verb(a, first, analysis_token(a, span_end(clause)));
  if (a->tokens.at[first].kind != TOKEN_WORD)
    return lacks_verb ? LEANS_ON_CLAUSE : LEANS_NOT;
  if (opens_with_verb(a, first))
    return LEANS_ON_SENTENCE;
  bool leans =
      has_class(a, first, CLASS_PREPOSITION) || is_listed(a, first, "titles", "openings") ||
      is_listed(a, first, "grammar", "dependent") || is_listed(a, first, "grammar", "or") ||
      opens_with_participle(a, first) || lacks_verb;
  return leans ? LEANS_ON_CLAUSE : LEANS_NOT;
}

struct span with_antecedent(const struct analysis *a, struct span sentence, struct span clause)
{
  enum { STEPS_MAX = 3 };
  const struct span none = {0, 0};

  str all = str_span(a->document->text, sentence);
  enum leaning leaning = leaning_of(a, sentence, clause);
  for (int i = 0; i < STEPS_MAX && leaning == LEANS_ON_CLAUSE; i++) {
    uint32_t first = analysis_token(a, clause.at);
    if (first < 2 || a->tokens.at[first - 2].at < sentence.at)
      return none;
    uint32_t last = a->tokens.at[first - 2].at - sentence.at,
             end = last + a->tokens.at[first - 2].len;
    if (all.data[last] == ')')
      last = (uint32_t)past_aside(all, last);
    struct span before = {sentence.at + last, end - last};
    before = clause_around(a, sentence, before);
    if (!before.len)
      return none;
    clause = (struct span){before.at, span_end(clause) - before.at};
    leaning = leaning_of(a, sentence, clause);
    /* "…, officials said, after the wind dropped" */
    if (leaning == LEANS_NOT && clause.at > sentence.at &&
        has_class(a, first - 2, CLASS_SPEECH_VERB))
      leaning = LEANS_ON_CLAUSE;
  }
  if (leaning == LEANS_ON_SENTENCE)
    clause = (struct span){sentence.at, span_end(clause) - sentence.at};
  return leaning == LEANS_ON_CLAUSE || cuts_bracket(a->document->text, clause) ? none : clause;
}

/* The clause behind the comma that ends this one; the same where the sentence ends with it. */
static struct span with_next(const struct analysis *a, struct span sentence, struct span clause)
{
  uint32_t comma = analysis_token(a, span_end(clause));
  if (comma + 1 >= a->tokens.count || a->tokens.at[comma + 1].at >= span_end(sentence) ||
      a->document->text.data[a->tokens.at[comma].at] != ',')
    return clause;
  struct span next = {a->tokens.at[comma + 1].at, a->tokens.at[comma + 1].len};
  next = clause_around(a, sentence, next);
  return next.len ? (struct span){clause.at, span_end(next) - clause.at} : clause;
}

struct span with_main_clause(const struct analysis *a, struct span sentence, struct span clause)
{
  enum { MORE_WORDS_MIN = 3, STEPS_MAX = 3 }; /* ", however," is no clause */

  uint32_t first = analysis_token(a, clause.at);
  if (!clause.len || clause.at != sentence.at || a->tokens.at[first].kind != TOKEN_WORD ||
      !has_class(a, first, CLASS_PREPOSITION))
    return clause;
  struct span whole = clause;
  for (int i = 0; i < STEPS_MAX; i++) {
    whole = with_next(a, sentence, whole);
    if (words_in(str_span(a->document->text, whole)) >=
        words_in(str_span(a->document->text, clause)) + MORE_WORDS_MIN)
      break;
  }
  return whole;
}

bool cuts_quotation(const struct analysis *a, struct span words)
{
  for (uint32_t i = analysis_part(a, words.at); i < a->parts.count; i++) {
    struct span part = a->parts.at[i];
    if (part.at >= span_end(words))
      return false;
    if (!span_holds(words, part))
      return true;
  }
  return false;
}

/* "3", "iii", "b": what may number an item. Before a stop "Mr" and "J" shorten a name, "c" a word
 * before a year; "(We)" is a word that was put in. */
static bool numbers_item(const struct analysis *a, uint32_t token, uint32_t next, char mark)
{
  const struct token *t = &a->tokens.at[token];
  str text = str_sub(a->document->text, t->at, t->len);
  if (t->kind == TOKEN_NUMBER)
    return true;
  if (mark == '.' && a->tokens.at[next].kind == TOKEN_NUMBER)
    return false;
  const char *romans = mark == '.' ? "ivxlc" : "ivxlcIVXLC";
  bool is_roman = true;
  for (size_t i = 0; i < text.len; i++)
    is_roman = is_roman && strchr(romans, text.data[i]);
  bool is_small = text.data[0] >= 'a' && text.data[0] <= 'z';
  bool is_great = text.data[0] >= 'A' && text.data[0] <= 'Z';
  return is_roman || (text.len == 1 && (is_small || (is_great && mark != '.')));
}

bool adds_to_another(const struct analysis *a, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end && a->tokens.at[i].kind != TOKEN_MARK; i++)
    if (has_class(a, i, CLASS_ALSO))
      return true;
  return false;
}

struct span without_list_mark(const struct analysis *a, struct span words)
{
  enum { MARK_BYTES = 3 }; /* "10", "iii", one bullet */

  uint32_t first = analysis_token(a, words.at), i = first, marks = 0, others = 0, other = first;
  bool is_odd = false;
  for (; i < a->tokens.count && a->tokens.at[i].at < span_end(words); i++) {
    const struct token *t = &a->tokens.at[i];
    if (i > first && t->flags & TOKEN_SPACE_BEFORE)
      break;
    if (t->len > MARK_BYTES)
      return words;
    marks += t->kind == TOKEN_MARK;
    is_odd |= t->kind == TOKEN_MARK && !strchr("([.)]", a->document->text.data[t->at]);
    others += t->kind != TOKEN_MARK;
    other = t->kind != TOKEN_MARK ? i : other;
  }
  bool goes_on = i < a->tokens.count && a->tokens.at[i].at < span_end(words) &&
                 a->tokens.at[i].kind != TOKEN_MARK;
  if (!goes_on || !marks || others > 1)
    return words;
  char last = a->document->text.data[a->tokens.at[i - 1].at];
  bool is_mark = others ? !is_odd && (last == '.' || last == ')') && numbers_item(a, other, i, last)
                        : i == first + 1 && strchr("-*+\xE2", last);
  if (!is_mark)
    return words;
  uint32_t at = a->tokens.at[i].at;
  return (struct span){at, span_end(words) - at};
}

/* "a dividend of 14.5p per share which": leads on to what is left out. */
static bool leads_on(const struct analysis *a, uint32_t token)
{
  return is_joint(a, token) ||
         (a->tokens.at[token].kind == TOKEN_WORD && has_class(a, token, CLASS_RELATIVE));
}

struct span without_joint(const struct analysis *a, struct span clause)
{
  uint32_t first = analysis_token(a, clause.at), end = analysis_token(a, span_end(clause));
  if (end < first + 2 || a->tokens.at[first].at != clause.at)
    return clause;
  bool is_added = a->tokens.at[first].kind == TOKEN_WORD && is_listed(a, first, "grammar", "and");
  uint32_t from = is_added ? a->tokens.at[first + 1].at : clause.at;
  const struct token *last = &a->tokens.at[leads_on(a, end - 1) ? end - 2 : end - 1];
  uint32_t to = last->at + last->len > from ? last->at + last->len : span_end(clause);
  return (struct span){from, to - from};
}
