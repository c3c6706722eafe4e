/* cues_around.c - finds the attribution before or after a pair of quotation marks.
 *
 * Invariant: every walk ends at the neighbouring pair, the sentence, the block, or after
 * CLAUSE_WORDS; a passive, an infinitive or a noun that looks like a verb is no cue. */
#include "analyze/attribution.h"
#include "analyze/subject_nouns.h"

/* No attribution stands further away than this many tokens. */
#define CLAUSE_WORDS 60
/* "called it", "described the moment the tube was opened as": the verb stands near its object. */
#define CALL_WORDS 16
/* "gab Jan Holm zu:", "liet ze weten:"; with more between, the words may be of somebody else. */
#define TOLD_WORDS 6

/* "used to" say. */
static bool is_habit(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & CUE(HABIT)) && (token_bits(p, i + 1) & CUE(INFINITIVE));
}

static bool starts_sentence(const struct people *p, uint32_t i)
{
  return token_has(p, i, TOKEN_BLOCK_START) ||
         (token_has(p, i, TOKEN_SENTENCE_START) &&
          (p->quote_at[i] == NONE || p->marked.at[p->quote_at[i]].first == i));
}

/* Where the sentence round token i starts, not further back than CLAUSE_WORDS. */
static uint32_t clause_start(const struct people *p, uint32_t i)
{
  for (uint32_t n = 0; i > 0 && n < CLAUSE_WORDS && !starts_sentence(p, i); n++) {
    i--;
    if (p->quote_at[i] != NONE)
      i = p->marked.at[p->quote_at[i]].first;
  }
  return i;
}

/* A form of "be" or an article before the word: passive, or a noun. */
static bool is_no_verb(const struct people *p, uint32_t v, uint32_t start)
{
  if (v == start)
    return false;
  uint32_t before = v - 1;
  if (token_bits(p, before) & CUE(ADVERB) && before > start)
    before--;
  if (token_bits(p, before) & CUE(BE))
    return before == start || !is_reflexive(p, before - 1);
  bool is_relative =
      (token_bits(p, before) & CUE(RELATIVE)) && before > start && token_is(p, before - 1, ',');
  bool is_noun = (token_bits(p, before) & (CUE(DETERMINER) | CUE(POSSESSIVE))) && !is_relative &&
                 !(token_bits(p, before) & CUES_PRONOUN);
  /* "in several states" */
  str word = token_text(p, v);
  is_noun = is_noun || (token_bits(p, before) & CUE(QUANTITY) && word.data[word.len - 1] == 's');
  return is_noun || token_is_possessive(p, before);
}

static void set(struct attributing *w, uint32_t m, enum place_of_cue place, struct subject s,
                uint32_t verb)
{
  w->at[m].place = place;
  w->at[m].subject = s;
  w->at[m].verb = verb;
}

/* "gab Holm zu", "stellte sie klar": verbs that tell of speech only behind the words, or right
 * before their colon. */
static bool is_told(const struct people *p, uint32_t i)
{
  return !token_has(p, i, TOKEN_CAPITAL) && p->quote_at[i] == NONE &&
         token_listed(p, i, "speech", "told");
}

/* --- after --- */

/* The verb of a subject that starts the text behind the marks, over an apposition. */
static uint32_t verb_behind(const struct people *p, uint32_t i, uint32_t end)
{
  if (i < end && token_is(p, i, '(')) {
    while (i < end && !token_is(p, i, ')'))
      i++;
    i++;
  }
  if (i < end && (token_bits(p, i) & CUE(POSTNOMINAL)))
    i++;
  if (i < end && token_is(p, i, ',')) {
    do
      i++;
    while (i < end && !token_is(p, i, ','));
    /* Two commas may stand inside one apposition; the verb decides. */
    while (i < end && !is_speech_verb(p, skip_adverbs(p, i + 1, end)) && i + 1 < end) {
      uint32_t next = i + 1;
      while (next < end && !token_is(p, next, ','))
        next++;
      if (next >= end)
        break;
      i = next;
    }
    i++;
  }
  i = skip_adverbs(p, i, end);
  if (i + 1 < end && is_habit(p, i))
    i += 2;
  return i < end && is_speech_verb(p, i) ? i : NONE;
}

static bool ends_open(const struct people *p, uint32_t m)
{
  struct span inner = p->marked.at[m].inner;
  str text = str_span(p->a->document->text, inner);
  size_t at = text.len;
  uint32_t c = utf8_previous(text, &at);
  if (c == ')' || c == ']' || c == '\'' || c == '"' || c == 0x2019 || c == 0x201D)
    c = at > 0 ? utf8_previous(text, &at) : c;
  return c == ',' || c == '!' || c == '?' || c == '.' || c == 0x2026 || c == 0x2014 ||
         c == 0x2013 || c == '-' || c == ';';
}

static bool opens_upper(const struct people *p, uint32_t m)
{
  uint32_t first = p->marked.at[m].first + 1;
  return first < p->marked.at[m].end && token_has(p, first, TOKEN_CAPITAL);
}

/* A term inside a clause that ends before the attribution: asked what he meant by “as they are”, he
 * replied, “I meant …”. What he says comes next, and begins anew. */
static bool is_before_another(const struct people *p, uint32_t m, uint32_t first)
{
  uint32_t open = p->marked.at[m].first;
  bool opens_clause = open == 0 || starts_sentence(p, open) || !token_is_word(p, open - 1) ||
                      is_speech_verb(p, open - 1);
  if (opens_clause || opens_upper(p, m) || m + 1 >= p->marked.count || !opens_upper(p, m + 1) ||
      p->marked.at[m + 1].block != p->marked.at[m].block)
    return false;
  uint32_t next = p->marked.at[m + 1].first;
  if (next - first > CLAUSE_WORDS || !(token_is(p, next - 1, ',') || token_is(p, next - 1, ':')))
    return false;
  for (uint32_t i = first; i < next; i++)
    if (token_has(p, i, TOKEN_SENTENCE_START))
      return false;
  return true;
}

/* Behind a full stop a new sentence begins, and it says more than who spoke: “…” Hill said that the
 * ferry was late; “…” Hill said: “…”. */
static bool says_more(const struct people *p, uint32_t verb, uint32_t end)
{
  if (verb + 1 >= end)
    return verb + 1 < p->a->tokens.count && p->quote_at[verb + 1] != NONE;
  uint32_t i = skip_adverbs(p, verb + 1, end);
  if (i < end && token_is_word(p, i)) {
    /* “…” Hill responded to the letter. */
    bool is_reply_to =
        token_classes(p, verb) & CLASS_BIT(CLASS_REPLY) && token_bits(p, i) & CUE(INFINITIVE);
    return is_reply_to || !(token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION));
  }
  bool leads_on = i < end && (token_is(p, i, ':') || token_is(p, i, ','));
  return leads_on && i + 1 < p->a->tokens.count && p->quote_at[i + 1] != NONE;
}

/* "dijo al alcalde"; "disse a Jan Reed", where the article of a noun is "to" as well. */
static bool is_hearer(const struct people *p, uint32_t i, uint32_t end)
{
  if (i + 1 >= end || p->mention_at[i] != NONE || !leads_to_hearer(p, i))
    return false;
  bool is_name = p->mention_at[i + 1] != NONE && p->leads.at[p->mention_at[i + 1]] == i + 1;
  return is_name || !(token_bits(p, i) & CUE(DEFINITE));
}

/* "la maire lors d'une visite": where who speaks ends and what it was begins. */
static uint32_t noun_before_aside(const struct people *p, uint32_t i, uint32_t end)
{
  for (uint32_t k = i + 2; k < end && token_is_word(p, k - 1); k++)
    if (p->mention_at[k] == NONE && !opens_noun(p, k - 1) && token_listed(p, k, "speech", "asides"))
      return k;
  return end;
}

/* Who speaks behind the verb at v: "a déclaré mardi Jan Reed". */
static struct subject subject_behind(const struct people *p, uint32_t v, uint32_t end)
{
  uint32_t from = skip_adverbs(p, behind_joined_clitic(p, v + 1, end), end);
  if (!cues_inverts(p->cues))
    return subject_beside(p, from, end);
  from = behind_day(p, from, end);
  struct subject s = subject_behind_aside(p, from, end);
  if (s.kind != SUBJECT_NONE || is_hearer(p, from, end))
    return s;
  s = subject_beside(p, from, end);
  uint32_t cut = s.kind == SUBJECT_NAME ? end : noun_before_aside(p, from, end);
  return cut < end ? subject_beside(p, from, cut) : s;
}

/* "según Jan Reed", "según ha explicado Jan Reed", "secondo quanto riferito da Jan Reed". */
static struct subject subject_of_source(const struct people *p, uint32_t i, uint32_t end)
{
  if (!cues_inverts(p->cues)) /* "according to Said Reed" */
    return subject_from(p, i, end);
  uint32_t v = skip_adverbs(p, behind_clitics(p, i, end), end);
  if (v + 1 >= end || !is_speech_verb(p, v))
    return subject_from(p, i, end);
  uint32_t by = v + 1;
  by += token_classes(p, by) & CLASS_BIT(CLASS_PREPOSITION) &&
        language_has(p->a->language, "grammar", "by.whom", token_folded(p, by));
  return subject_beside(p, by, end);
}

static char last_byte(const struct people *p, uint32_t m)
{
  str inner = str_span(p->a->document->text, p->marked.at[m].inner);
  return inner.len > 0 ? inner.data[inner.len - 1] : '\0';
}

static bool ends_in_stop(const struct people *p, uint32_t m)
{
  return last_byte(p, m) == '.';
}

static bool ends_in_mark(const struct people *p, uint32_t m)
{
  return ends_in_stop(p, m) || last_byte(p, m) == '!' || last_byte(p, m) == '?';
}

/* "Die Serie „Haus am See“, zeigt der Sender", "het boek “Thuis”": a noun right before the marks
 * says what they name. */
static bool is_behind_noun(const struct people *p, uint32_t m)
{
  uint32_t open = p->marked.at[m].first;
  if (open == 0 || starts_sentence(p, open) || !token_is_word(p, open - 1))
    return false;
  if (cues_capital_nouns(p->cues))
    return token_has(p, open - 1, TOKEN_CAPITAL);
  return open > 1 && opens_noun(p, open - 2) && !(token_bits(p, open - 1) & CUE(AUXILIARY)) &&
         !(token_classes(p, open - 1) & CLASS_BIT(CLASS_STOP));
}

void cue_after(struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  uint32_t i = p->marked.at[m].end;
  uint32_t end = m + 1 < p->marked.count ? p->marked.at[m + 1].first : p->a->tokens.count;
  if (end > i + CLAUSE_WORDS)
    end = i + CLAUSE_WORDS;
  if (i >= end || token_has(p, i, TOKEN_BLOCK_START) || p->marked.at[m].continues)
    return;
  bool is_new = token_has(p, i, TOKEN_SENTENCE_START) && token_has(p, i, TOKEN_CAPITAL);
  bool has_comma = !token_is_word(p, i) && (token_is(p, i, ',') || token_text(p, i).len == 3);
  bool is_open = ends_open(p, m);
  if (!token_is_word(p, i) && !has_comma)
    return;
  if (!token_is_word(p, i))
    i++;
  for (uint32_t k = i; k < end; k++)
    if ((k > i && token_has(p, k, TOKEN_SENTENCE_START)) || token_has(p, k, TOKEN_BLOCK_START) ||
        token_is(p, k, ';'))
      end = k;
  if (i >= end || (!is_open && !has_comma) || is_before_another(p, m, i))
    return;
  bool is_behind_stop = !has_comma && ends_in_stop(p, m);
  uint32_t source = phrase_end(p, i, CUE(SOURCE));
  if (source > i && is_new && !has_comma)
    return;
  if (source > i) {
    /* "so Verkehrsminister Jan Holm" */
    struct subject by = subject_of_source(p, source, end);
    struct subject beside = by.kind == SUBJECT_NONE ? subject_beside(p, source, end) : by;
    set(w, m, CUE_AFTER, beside.kind == SUBJECT_NAME ? beside : by, i);
    return;
  }
  struct inversion joined = inversion_at(p, i, end);
  if (joined.pronoun != NONE) {
    set(w, m, CUE_AFTER, subject_from(p, joined.pronoun, end), joined.verb);
    return;
  }
  uint32_t first = skip_adverbs(p, behind_clitics(p, i, end), end);
  uint32_t phrase = first < end ? said_phrase(p, first, end) : NONE;
  if (phrase != NONE) {
    set(w, m, CUE_AFTER, subject_behind(p, phrase, end), phrase);
    return;
  }
  bool is_verb = first < end && is_speech_verb(p, first);
  if (is_verb || (first + 1 < end && has_comma && is_told(p, first) && !is_behind_noun(p, m))) {
    if (is_new && is_behind_stop) /* “…” Asked about it, */
      return;
    uint32_t from = skip_adverbs(p, first + 1, end);
    /* "gab es": nobody told it; "laat het ministerie" */
    bool is_it = from < end && token_bits(p, from) & CUE(IT) &&
                 !(token_bits(p, from) & CUE(DETERMINER) && token_is_word(p, from + 1));
    if (!is_verb && is_it)
      return;
    struct subject s = subject_behind(p, first, end);
    set(w, m, CUE_AFTER, s, first);
    w->at[m].is_same = s.kind == SUBJECT_NONE && drops_subject(p, i, first, end);
    return;
  }
  if (is_new && !has_comma && cues_inverts(p->cues))
    return;
  struct subject s = subject_beside(p, i, end);
  uint32_t behind = s.kind == SUBJECT_NONE ? i + 1 : s.end;
  /* “…,” the mayor, Ann Lee, said: the name is set off from its role on both sides. */
  behind += s.kind != SUBJECT_NONE && s.first > i && token_is(p, s.first - 1, ',') &&
            behind < end && token_is(p, behind, ',');
  uint32_t verb = verb_behind(p, behind, end);
  /* A sentence of its own behind a stop: “No.” Smith said it again. */
  if (verb == NONE || (is_behind_stop && (is_new || says_more(p, verb, end))))
    return;
  set(w, m, CUE_AFTER, s, verb);
}

/* “…”. Lo ha detto Jan Reed: a sentence of its own that says no more than whose words they were. */
void cue_told(struct attributing *w, uint32_t m)
{
  enum { REACH = 24, WORDS = 2 };

  const struct people *p = w->p;
  uint32_t i = p->marked.at[m].end, count = p->a->tokens.count;
  i += i < count && token_is(p, i, '.');
  uint32_t end = i + 1 < count && token_has(p, i, TOKEN_SENTENCE_START) ? i + 1 : i;
  while (end > i && end < count && end < i + REACH && p->quote_at[end] == NONE &&
         !token_has(p, end, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
    end++;
  uint32_t told = i;
  for (uint32_t n = 1; n <= WORDS && i + n < end && told == i; n++)
    told = language_has(p->a->language, "speech", "so", tokens_key(p, i, i + n)) ? i + n : i;
  uint32_t v = told > i ? skip_adverbs(p, told, end) : end;
  if (v >= end || token_has(p, i, TOKEN_BLOCK_START) || !is_speech_verb(p, v))
    return;
  struct subject s = subject_behind(p, v, end);
  if (s.kind == SUBJECT_NAME || s.kind == SUBJECT_NOUN)
    set(w, m, CUE_AFTER, s, v);
}

/* --- before --- */

/* "Gegenüber der Zeitung sagte", "In een reactie zegt": whether the clause of the verb at v begins
 * with words that are no subject, where the subject is then behind the verb. */
static bool is_behind_aside(const struct people *p, uint32_t v, uint32_t start)
{
  if (v <= start + 1 || !cues_verb_second(p->cues))
    return false;
  for (uint32_t i = start; i < v; i++) {
    bool is_part = token_is_word(p, i) || p->a->tokens.at[i].kind == TOKEN_NUMBER ||
                   token_is_inner_hyphen(p, i);
    /* "In Berlin hat der Minister gesagt" */
    if (!is_part || token_bits(p, i) & (CUE(AUXILIARY) | CUE(LINK)))
      return false;
  }
  return token_classes(p, start) & CLASS_BIT(CLASS_PREPOSITION) || leads_to_hearer(p, start);
}

static struct subject of_verb(const struct people *p, uint32_t v, uint32_t start, uint32_t end)
{
  if (is_behind_aside(p, v, start)) {
    struct subject behind = subject_beside(p, skip_adverbs(p, v + 1, end), end);
    return behind.kind == SUBJECT_OTHER ? NO_SUBJECT : behind; /* "sagt man" */
  }
  if (v > start + 1 && is_habit(p, v - 2))
    return subject_before(p, v - 2, start);
  struct subject left = v > start ? subject_before(p, v, start) : NO_SUBJECT;
  /* "Diese Haltung begründete er mit": in German whom a verb has right behind it. "sie" may be whom
   * somebody speaks of as well. */
  uint64_t behind = v + 1 < end && cues_capital_nouns(p->cues) ? token_bits(p, v + 1) : 0;
  if (behind & CUE(HE))
    return subject_from(p, v + 1, end);
  bool is_thing = left.kind == SUBJECT_NOUN || (left.kind == SUBJECT_NAME && left.first > start &&
                                                token_bits(p, left.first - 1) & CUE(DETERMINER));
  if (behind & CUE(SHE) && is_thing)
    left.kind = SUBJECT_OTHER;
  bool is_inverted = v == start || token_is(p, v - 1, ',');
  bool is_left = left.kind == SUBJECT_OTHER || (left.kind != SUBJECT_NONE && left.is_sure);
  bool is_speech = token_bits(p, v) & CUE(SAY) || is_told(p, v);
  if (is_left || !is_inverted || !is_speech)
    return left;
  /* "One thing is certain, wrote a columnist:" - nothing else may follow the subject, unless its
   * place is behind the verb: "Es gebe, fügte sie hinzu, „…“". */
  struct subject right = subject_from(p, skip_adverbs(p, v + 1, end), end);
  bool is_last = right.kind != SUBJECT_NONE &&
                 (cues_inverts(p->cues) || (right.end < end && !token_is_word(p, right.end)));
  return is_last ? right : left;
}

/* "The cleric, described by a court as": the court speaks. */
static bool is_passive(const struct people *p, uint32_t v, uint32_t end)
{
  return v + 2 < end && !(token_bits(p, v) & CUE(SAY)) && (token_bits(p, v + 1) & CUE(BY));
}

static struct subject by_whom(const struct people *p, uint32_t i, uint32_t end)
{
  struct subject s = subject_from(p, i, end);
  if (s.kind == SUBJECT_NONE)
    s = (struct subject){
        .kind = SUBJECT_OTHER, .first = i, .end = i + 1, .name = NONE, .is_sure = true};
  return s;
}

/* "did not say", "never said", "denied that he had said", "nega di aver detto". Where the words
 * stand behind the verb ("sagte nicht"), right there. */
static bool is_negated(const struct people *p, uint32_t v, uint32_t start, uint32_t end)
{
  enum { BACK = 4 };

  const uint64_t between =
      CUE(AUXILIARY) | CUE(ADVERB) | CUE(LINK) | CUE(INFINITIVE) | CUES_PRONOUN;
  const uint64_t no = CLASS_BIT(CLASS_NEGATION);
  for (uint32_t n = 1; n <= BACK && v >= start + n; n++) {
    uint32_t i = v - n;
    if (token_classes(p, i) & (no | CLASS_BIT(CLASS_ONLY)))
      return (token_classes(p, i) & no) != 0;
    if (!(token_bits(p, i) & between))
      break;
  }
  return v + 1 < end && cues_capital_nouns(p->cues) && token_classes(p, v + 1) & no;
}

/* "admitted that when the doctor told him of it he was": whose words they are is not to be told, as
 * what he was told may end anywhere. */
static bool is_in_scene(const struct people *p, uint32_t v, uint32_t start, uint32_t end)
{
  const struct word_set *scenes = language_set(p->a->language, "speech", "scenes");
  const struct word_set *subjects = language_set(p->a->language, "speech", "subjects");
  bool goes_on = false, is_told_before = false;
  for (uint32_t i = v + 2; i < end && !goes_on; i++)
    goes_on = token_is_word(p, i) && word_set_has(subjects, token_folded(p, i));
  uint32_t scene = v;
  while (goes_on && scene > start && token_is_word(p, scene) &&
         !word_set_has(scenes, token_folded(p, scene)))
    scene--;
  if (!goes_on || !token_is_word(p, scene) || !word_set_has(scenes, token_folded(p, scene)))
    return false;
  for (uint32_t i = scene; i-- > start && !is_told_before;)
    is_told_before = is_speech_verb(p, i);
  return is_told_before;
}

/* Nothing but a comma, a colon or “that” stands between the verb and the words. */
static bool leads_to(const struct people *p, uint32_t v, uint32_t end)
{
  return v + 1 == end ||
         (v + 2 == end && (!token_is_word(p, v + 1) || (token_bits(p, v + 1) & CUE(LINK))));
}

/* "he went on: “…”", "she went on to say “…”"; but "went from being a “boy next door”": whether a
 * word that is a verb of speech only right beside the words is one here. */
static bool is_beside(const struct people *p, uint32_t v, uint32_t end)
{
  enum { WORDS = 2 };

  /* "el club celebra la “Noche azul”" */
  if (word_set_has(language_set(p->a->language, "speech", "behind"), token_folded(p, v)))
    return v + 2 == end && token_is(p, v + 1, ':');
  if (!word_set_has(language_set(p->a->language, "speech", "beside"), token_folded(p, v)))
    return true;
  uint32_t words = 0;
  for (uint32_t i = v + 1; i < end; i++) {
    if (token_bits(p, i) & CUE(INFINITIVE))
      return i + 1 < end && is_speech_verb(p, i + 1);
    words += token_is_word(p, i);
  }
  return words < WORDS;
}

/* The last verb of speech in [start, end) with its subject; a relative clause only when nothing
 * else. */
static bool last_cue(const struct people *p, uint32_t start, uint32_t end, struct subject *ret,
                     uint32_t *ret_verb)
{
  bool has_relative = false;
  for (uint32_t v = end; v-- > start;) {
    if (p->quote_at[v] != NONE) {
      v = p->marked.at[p->quote_at[v]].first;
      continue;
    }
    bool is_near = v + TOLD_WORDS >= end && v > start;
    /* ", gab Holm zu," with the verb's other part */
    bool is_inside = is_near && token_is(p, v - 1, ',') && token_is(p, end - 1, ',') &&
                     p->mention_at[end - 2] == NONE && !token_has(p, end - 2, TOKEN_CAPITAL);
    bool is_told_here = (is_inside || (is_near && token_is(p, end - 1, ':'))) && is_told(p, v);
    if (!is_speech_verb(p, v) && !is_told_here)
      continue;
    bool is_call = !(token_bits(p, v) & CUE(SAY)) && !is_told_here;
    if (is_call && end - v > CALL_WORDS)
      continue;
    if (is_no_verb(p, v, start) || !is_beside(p, v, end))
      continue;
    if (v > start && (token_bits(p, v - 1) & CUE(INFINITIVE)) &&
        !(v > start + 1 && is_habit(p, v - 2)))
      continue;
    if (v > start && p->quote_at[v - 1] != NONE)
      break; /* “…,” said X: the cue of the pair before */
    struct subject s = is_passive(p, v, end) ? by_whom(p, v + 2, end) : of_verb(p, v, start, end);
    /* "the latest claims" may be no verb; right before the words it is one. */
    bool is_doubtful = s.kind == SUBJECT_OTHER && !s.is_sure && !leads_to(p, v, end);
    if (s.kind == SUBJECT_NONE || is_doubtful)
      continue;
    if (is_negated(p, v, start, end) || is_in_scene(p, v, start, end))
      s.kind = SUBJECT_OTHER;
    s.is_sure = s.is_sure || s.kind == SUBJECT_OTHER;
    bool is_relative = !s.is_sure;
    if (!has_relative || !is_relative) {
      *ret = s;
      *ret_verb = v;
    }
    if (!is_relative)
      return true;
    has_relative = true;
  }
  return has_relative;
}

/* "In his words, “…”"; "The judge’s comment was read out: “…”". */
static bool remark_cue(const struct people *p, uint32_t start, uint32_t end, struct subject *ret)
{
  for (uint32_t i = start + 1; i < end; i++) {
    if (!(token_bits(p, i) & CUE(REMARK)) || p->quote_at[i] != NONE)
      continue;
    uint32_t owner = i - 1;
    while (owner > start && token_is_word(p, owner) && !token_is_possessive(p, owner) &&
           !(token_bits(p, owner) & CUE(POSSESSIVE)) && i - owner < 3)
      owner--;
    if (token_bits(p, owner) & CUE(POSSESSIVE)) {
      *ret =
          (struct subject){.kind = SUBJECT_PRONOUN, .first = owner, .end = owner + 1, .name = NONE};
      return true;
    }
    if (token_is_possessive(p, owner) && owner > start) {
      *ret = subject_before(p, owner, start);
      return ret->kind != SUBJECT_NONE;
    }
  }
  return false;
}

static bool source_cue(const struct people *p, uint32_t start, uint32_t end, struct subject *ret,
                       uint32_t *ret_verb)
{
  for (uint32_t i = end; i-- > start;) {
    if (p->quote_at[i] != NONE)
      break;
    uint32_t behind = phrase_end(p, i, CUE(SOURCE));
    if (behind == i)
      continue;
    /* "laut dem Bericht von der Kammer": of the dative, and of no noun behind it */
    bool is_of_other = token_classes(p, behind) & CLASS_BIT(CLASS_OBLIQUE);
    *ret = is_of_other ? NO_SUBJECT : subject_of_source(p, behind, end);
    *ret_verb = i;
    return true;
  }
  return false;
}

/* "Holm zufolge war es „…“": the name before what says so. */
static bool source_behind_cue(const struct people *p, uint32_t start, uint32_t end,
                              struct subject *ret, uint32_t *ret_verb)
{
  const struct word_set *behind = language_set(p->a->language, "speech", "sources.behind");
  for (uint32_t i = end; word_set_count(behind) > 0 && i-- > start + 1;) {
    if (p->quote_at[i] != NONE)
      return false;
    if (!token_is_word(p, i) || !word_set_has(behind, token_folded(p, i)))
      continue;
    *ret = subject_before(p, i, start);
    *ret_verb = i;
    return ret->kind == SUBJECT_NAME && ret->is_sure;
  }
  return false;
}

/* "Minister Holm: “…”": a paragraph that begins with nothing but who speaks, and whole sentences.
 */
static struct subject introduced(const struct people *p, uint32_t m, uint32_t start, uint32_t colon)
{
  if (!token_has(p, start, TOKEN_BLOCK_START) || !ends_in_mark(p, m))
    return NO_SUBJECT;
  struct subject s = subject_beside(p, start, colon);
  bool is_all = s.kind == SUBJECT_NAME && s.end == colon && name_is_person(p, s.name);
  return is_all ? s : NO_SUBJECT;
}

void cue_before(struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  uint32_t end = p->marked.at[m].first;
  if (end == 0)
    return;
  bool is_colon = token_is(p, end - 1, ':');
  bool is_first = token_has(p, end, TOKEN_BLOCK_START);
  if ((is_first || starts_sentence(p, end)) && !is_colon)
    return;
  if (is_first && p->block_at[end - 1] + 1 != p->block_at[end])
    return;
  uint32_t start = clause_start(p, end - 1);
  struct subject s = NO_SUBJECT;
  uint32_t verb = NONE;
  for (uint32_t i = end; i-- > start;)
    if (p->quote_at[i] == NONE && token_is(p, i, ';'))
      start = i + 1;
  /* What belongs to the pair before is not this one's. */
  uint32_t before = m > 0 ? p->marked.at[m - 1].end : 0;
  if (m > 0 && before > start && w->at[m - 1].place == CUE_AFTER)
    start = before;
  enum place_of_cue place = is_colon ? CUE_COLON : CUE_BEFORE;
  uint32_t going_on = is_colon ? goes_on_saying(p, start, end - 1) : NONE;
  if (going_on != NONE) {
    set(w, m, CUE_COLON, NO_SUBJECT, going_on);
    w->at[m].is_same = true;
  } else if (last_cue(p, start, end, &s, &verb) || source_cue(p, start, end, &s, &verb) ||
             source_behind_cue(p, start, end, &s, &verb)) {
    set(w, m, place, s, verb);
    w->at[m].is_denied = s.kind == SUBJECT_OTHER && is_negated(p, verb, start, end);
  } else if (remark_cue(p, start, end, &s))
    set(w, m, place, s, NONE);
  else if (is_colon)
    set(w, m, CUE_COLON, introduced(p, m, start, end - 1), NONE);
  else if (end >= 2 && token_is(p, end - 1, ',') && is_speech_verb(p, end - 2))
    w->at[m].place = CUE_BEFORE; /* somebody said it */
}
