/* title.c - a title: given, the document's own, or words of the text, whose place is then recorded.
 */
#include "brief/title.h"

enum {
  LONG_TITLE_WORDS_MAX = 18,
  CLAUSE_WORDS_MAX = 16,
  LEAD_WORDS_LEAST = 9,
  LEAD_WORDS_MAX = 26,
  EXTRACTS_TRIED = 8,
  SENTENCES_TRIED = 40
};

/* What a title is worth beside one from the first extract in few words: from another, from
 * elsewhere in the text, in many words, of "we", with "her" or "those words" in it, with
 * its main clause behind another; from what a report opens with, and from the sentence behind that.
 */
static const double POINT_SHARE = 0.5, TEXT_SHARE = 0.1, LONG_SHARE = 0.9, PRONOUN_SHARE = 0.3,
                    PERSON_SHARE = 0.6, BEHIND_SHARE = 0.4, LEAD_SHARE = 1.5, NEXT_SHARE = 0.4;

/* Sentences that say nothing by themselves. */
enum {
  NO_TITLE = SENTENCE_FURNITURE | SENTENCE_DANGLING | SENTENCE_QUOTATION | SENTENCE_QUESTION |
             SENTENCE_TABULAR | SENTENCE_NOTICE
};

static const struct title_limits any = {LONG_TITLE_WORDS_MAX, CLAUSE_WORDS_MAX},
                                 of_lead = {LEAD_WORDS_MAX, LEAD_WORDS_MAX};

static void set_title(struct maker *m, str text, enum title_origin origin, struct place place)
{
  m->brief->title = (struct brief_title){arena_str(m->brief->arena, text), origin, place};
}

/* "Introduction", "Early life": names a part, and no text. */
static bool names_part(struct maker *m, const struct language *language, str heading)
{
  str folded = text_fold(m->scratch, heading);
  return language_has(language, "reading", "parts", folded) ||
         language_has(language, "ranking", "headings_main", folded) ||
         language_has(language, "ranking", "headings_aside", folded);
}

static bool from_heading(struct maker *m, uint32_t document)
{
  const struct analysis *a = maker_analysis(m, document);
  const struct document *d = a->document;
  if (d->headline >= d->blocks.count)
    return false;
  struct span at = document_headline(d);
  if (names_part(m, a->language, str_span(d->text, at)))
    return false;
  set_title(m, str_span(d->text, at), TITLE_HEADING, place_of(m, document, at));
  return at.len > 0;
}

/* The best term of several words; len 0 if there is none. */
static struct span long_term(const struct analysis *a)
{
  for (uint32_t i = 0; i < a->terms.count; i++)
    if (words_in(a->terms.at[i].text) > 1)
      return a->terms.at[i].at;
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

/* --- the sentence or clause that tells most of the matter --- */

struct headline {
  uint32_t document;
  struct span at;
  double value;
};

/* How much of what the text is about the words name: its first terms, by their scores beside the
 * first one's. */
static double terms_named(const struct analysis *a, struct span at)
{
  enum { TERMS_MAX = 10 };

  str words = str_span(a->document->text, at);
  double sum = 0;
  for (uint32_t i = 0; i < a->terms.count && i < TERMS_MAX; i++)
    if (str_find(words, a->terms.at[i].text, 0) != SIZE_MAX)
      sum += a->terms.at[i].score;
  return sum > 0 ? sum / a->terms.at[0].score : 0;
}

/* With a letter that is no small one, or a figure: not "glass slipper", "{Data}". */
static bool opens_well(str text, struct span title)
{
  size_t at = title.at;
  uint32_t c = utf8_next(text, &at);
  return c < 0x80 ? char_is_upper(c) || char_is_digit(c) : !char_is_lower(c);
}

/* "We", "It", "So on 4 July": whoever reads a title knows nobody yet, and nothing was said before.
 */
static bool opens_with_pronoun(const struct analysis *a, const struct sentence *s)
{
  const uint64_t pronouns =
      CLASSES_PERSON | CLASS_BIT(CLASS_PRONOUN_OTHER) | CLASS_BIT(CLASS_DEMONSTRATIVE);
  return a->words.at[a->tokens.at[s->first_token].word].classes & pronouns;
}

/* "Militants took the airport as they swept through the city": whom it means was just named. */
static bool is_told(const struct analysis *a, const struct sentence *s, uint32_t i)
{
  return i > s->first_token + 2 &&
         (title_lists(a, i - 1, "additions.before") || title_lists(a, i - 1, "scenes"));
}

/* "Medlin had the idea to text her", "If you have information": whom, who? */
static bool holds_pronoun(const struct analysis *a, const struct sentence *s, struct span title)
{
  const uint64_t persons = CLASSES_PERSON | CLASS_BIT(CLASS_PRONOUN_OTHER);
  const struct word_set *addressed = language_set(a->language, "sentences", "addressed");
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++)
    if (a->tokens.at[i].at < span_end(title) && a->tokens.at[i].kind == TOKEN_WORD &&
        ((a->words.at[a->tokens.at[i].word].classes & persons && !is_told(a, s, i)) ||
         (title_lists(a, i, "pointing") && !title_lists(a, i + 1, "times")) ||
         word_set_has(addressed, word_at(a, i))))
      return true;
  return false;
}

/* "Terrorist: Ramzi Yousef is serving": below a picture. */
static bool is_labelled(const struct analysis *a, const struct sentence *s)
{
  enum { LABEL_TOKENS = 6 };

  for (uint32_t i = s->first_token;
       i < s->first_token + s->token_count && i <= s->first_token + LABEL_TOKENS; i++)
    if (a->document->text.data[a->tokens.at[i].at] == ':')
      return true;
  return false;
}

/* "Daily Mail Reporter and Associated Press Reporter": without a word that is small and says
 * something, where not every noun has a capital. */
static bool is_all_names(const struct analysis *a, const struct sentence *s, struct span title)
{
  if (language_capital_nouns(a->language))
    return false;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++)
    if (a->tokens.at[i].at < span_end(title) && a->tokens.at[i].kind == TOKEN_WORD &&
        !(a->tokens.at[i].flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPS)) && !has_class(a, i, CLASS_STOP))
      return false;
  return true;
}

/* "…; and": an item of a list. */
static bool goes_on(const struct analysis *a, struct span title)
{
  uint32_t next = analysis_token(a, span_end(title));
  return next > 0 && a->tokens.at[next - 1].kind == TOKEN_WORD &&
         has_class(a, next - 1, CLASS_CONNECTIVE);
}

/* A title made of one sentence: all of it, or the clause before its first comma. */
static void consider(uint32_t document, const struct analysis *a, uint32_t sentence,
                     struct title_limits limits, double share, struct headline *best)
{
  const struct sentence *s = &a->sentences.at[sentence];
  if (!s->token_count || s->flags & NO_TITLE || has_class(a, s->first_token, CLASS_CONNECTIVE))
    return; /* "But in her rush to", "So on 4 July": nothing was said before */
  struct span at = without_list_mark(a, s->at);
  struct span title = title_of_sentence(a, s, at, any);
  if (!title.len && limits.sentence > any.sentence)
    title = title_of_sentence(a, s, at, limits);
  if (title.len && words_in(str_span(a->document->text, title)) > TITLE_WORDS_MAX)
    share *= LONG_SHARE;
  if (!title.len || !opens_well(a->document->text, title) || cuts_quotation(a, title) ||
      cuts_bracket(a->document->text, title) || is_all_names(a, s, title) || is_labelled(a, s) ||
      goes_on(a, title))
    return;
  if (opens_with_pronoun(a, s) ||
      adds_to_another(a, s->first_token, analysis_token(a, span_end(title))))
    share *= PRONOUN_SHARE;
  else if (holds_pronoun(a, s, title))
    share *= PERSON_SHARE;
  if (title_holds_half(a, s->first_token, s->first_token + 1))
    share *= BEHIND_SHARE;
  double value = share * (1 + terms_named(a, title));
  if (value > best->value)
    *best = (struct headline){document, title, value};
}

/* A report's first sentence says what is new; where no title can be made of it, the next does.
 */
static void consider_lead(uint32_t document, const struct analysis *a, struct headline *best)
{
  enum { SENTENCES_MAX = 8, LEADS = 2 };

  uint32_t i = 0, count = a->sentences.count < SENTENCES_MAX ? a->sentences.count : SENTENCES_MAX;
  while (i < count &&
         (a->sentences.at[i].flags & SENTENCE_FURNITURE ||
          words_in(str_span(a->document->text, a->sentences.at[i].at)) <= LEAD_WORDS_LEAST))
    i++;
  struct headline lead = {document, {0, 0}, 0};
  double share = LEAD_SHARE;
  for (uint32_t n = 0; n < LEADS && i < count && !lead.at.len; n++, i++, share *= NEXT_SHARE)
    if (!n || !holds_pronoun(a, &a->sentences.at[i], a->sentences.at[i].at))
      consider(document, a, i, of_lead, share, &lead);
  if (lead.value > best->value)
    *best = lead;
}

static void consider_opening(uint32_t document, const struct analysis *a,
                             struct title_limits limits, double share, struct headline *best)
{
  for (uint32_t i = 0; i < a->sentences.count && i < SENTENCES_TRIED; i++)
    consider(document, a, i, limits, share, best);
}

/* What stands for a text of whose extracts none makes a title: its matter's full name, a sentence
 * from its opening, else a word or two. */
static struct span title_without_extract(const struct analysis *a, const struct sentence *s)
{
  struct span name = name_of_matter(a, s);
  if (words_in(str_span(a->document->text, name)) > 1)
    return name;
  struct headline best = {0};
  consider_opening(0, a, any, 1, &best);
  if (!best.at.len)
    consider_opening(0, a, of_lead, 1, &best);
  if (!best.at.len && !(s->flags & NO_TITLE))
    best.at = title_of_few_words(a, s->at, 2, TITLE_WORDS_MIN); /* "The ferry sank." */
  if (best.at.len)
    return best.at;
  return name.len ? name : long_term(a);
}

struct span title_phrase(const struct analysis *a, struct span sentence)
{
  uint32_t own = analysis_sentence(a, sentence.at);
  struct headline best = {0};
  consider(0, a, own, any, 1, &best);
  return best.at.len ? best.at : title_without_extract(a, &a->sentences.at[own]);
}

/* "Bucharest (Romanian: București) is the capital of": what an encyclopaedia's first sentence opens
 * with is what its article is called. */
static struct span name_of_entry(const struct analysis *a, const struct sentence *s)
{
  struct span name = name_of_matter(a, s);
  bool opens = s->token_count > 1 && name.at <= a->tokens.at[s->first_token + 1].at;
  return opens ? name : (struct span){0, 0};
}

/* "Ilse Varga (12 May 1911 – 3 November 1998) was a": opens an entry, whatever else the text is. */
static struct span name_before_dates(const struct analysis *a)
{
  enum { TOKENS_MAX = 40 };

  uint32_t first = 0;
  while (first < a->sentences.count && a->sentences.at[first].flags & SENTENCE_FURNITURE)
    first++;
  const struct span none = {0, 0};
  if (first >= a->sentences.count)
    return none;
  uint32_t at = a->sentences.at[first].at.at, mention = analysis_mention(a, at);
  if (mention >= a->mentions.count || a->mentions.at[mention].at.at != at)
    return none;
  struct span name = a->mentions.at[mention].at;
  const char *text = a->document->text.data;
  uint32_t i = analysis_token(a, span_end(name)), end = i + TOKENS_MAX;
  bool has_date = false;
  if (i >= a->tokens.count || text[a->tokens.at[i].at] != '(')
    return none;
  while (++i < end && i + 1 < a->tokens.count && text[a->tokens.at[i].at] != ')')
    has_date |= title_opens_date(a, i);
  bool is_told = i + 1 < a->tokens.count && a->tokens.at[i + 1].kind == TOKEN_WORD &&
                 is_listed(a, i + 1, "sentences", "being");
  return has_date && is_told ? name : none;
}

/* Of the first story's extracts, and what its document opens with. */
static bool from_text(struct maker *m, uint32_t document)
{
  struct headline best = {.document = document};
  const struct brief_extract *first = NULL;
  for (uint32_t i = 0, tried = 0; i < m->brief->summary.count && tried < EXTRACTS_TRIED; i++) {
    const struct brief_extract *e = &m->brief->summary.at[i];
    if (e->story != 0)
      continue;
    const struct analysis *a = maker_analysis(m, e->place.document);
    double share = first ? POINT_SHARE : 1;
    consider(e->place.document, a, analysis_sentence(a, e->place.at.at), first ? any : of_lead,
             share, &best);
    first = first ? first : e;
    tried++;
  }
  if (!first)
    return false;
  const struct analysis *a = maker_analysis(m, first->place.document);
  const struct sentence *s = &a->sentences.at[analysis_sentence(a, first->place.at.at)];
  struct span entry =
      m->ranking->genre == GENRE_REFERENCE ? name_of_entry(a, s) : (struct span){0, 0};
  if (!entry.len && a == maker_analysis(m, document))
    entry = name_before_dates(a);
  if (entry.len || !best.at.len)
    best = (struct headline){first->place.document, entry.len ? entry : title_without_extract(a, s),
                             0};
  else
    consider_opening(document, maker_analysis(m, document), any, TEXT_SHARE, &best);
  if (m->ranking->genre == GENRE_NEWS && !entry.len)
    consider_lead(document, maker_analysis(m, document), &best);
  if (best.at.len)
    set_title(m, str_span(maker_analysis(m, best.document)->document->text, best.at),
              TITLE_SENTENCE, place_of(m, best.document, best.at));
  return best.at.len > 0;
}

static void from_file(struct maker *m)
{
  str stem = path_stem(maker_analysis(m, 0)->document->name);
  set_title(m, stem, TITLE_FILE, (struct place){0});
}

void make_title(struct maker *m)
{
  /* Where there are several stories, the largest is the first page's. */
  uint32_t first = m->ranking->stories.count > 1 ? maker_main_document(m) : 0;
  str own = maker_analysis(m, first)->document->title;
  if (m->options->title.len)
    set_title(m, m->options->title, TITLE_USER, (struct place){0});
  else if (own.len)
    set_title(m, own, TITLE_METADATA, (struct place){0});
  else if (!from_heading(m, first) && !from_heading(m, maker_main_document(m)) &&
           !from_text(m, first))
    from_file(m);
}
