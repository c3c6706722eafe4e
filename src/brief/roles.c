/* roles.c - the picks in their roles: the bottom line, key points, and the body that follows the
 * source.
 *
 * Invariant: summary holds bottom line, key points, body, each story by story and in the order of
 * the source; an extract's rank says how much it is needed, so that a smaller page drops the high
 * ones. */
#include <stdlib.h>

#include "brief/make.h"
#include "brief/title.h"

/* A bottom line is read at a glance: 40 to 60 words. */
enum { BOTTOM_LINE_WORDS = 60 };

enum { KEY_POINTS_MAX = 5, KEY_POINT_WORDS = 48 };

/* A list of fewer is none; and the picks that a page of large type has room for. */
enum { KEY_POINTS_LEAST = 3, EARLY_PICKS = 6 };

/* Of one story among several. Its opening is looked for among so many of its first picks. */
enum { STORY_POINTS_MAX = 3, STORY_OPENING_PICKS = 20 };

/* Less says too little to be the main point, or a point at all; a script without blanks has more
 * tokens than words. */
enum { BOTTOM_LINE_LEAST = 7, KEY_POINT_LEAST = 5, TOKENS_PER_WORD = 2 };

/* A text that opens with its main point has it in its first sentences, and then among the best
 * picks; what goes with it is one of the very best and stands in the first part of the text. */
enum { OPENING_SENTENCES = 3, OPENING_PICKS = 20, SECOND_PICKS = 4, OPENING_PART = 4 };

/* What is picked of a turn says too little with fewer words, its first sentence ("Sure.") as well;
 * a turn is looked for among so many of the first picks. */
enum { TURN_LINE_LEAST = 10, TURN_OPENING_LEAST = 4, TURN_PICKS = 64 };

/* Sentences that no reader takes for the briefing's own. */
enum {
  NOT_ALONE = SENTENCE_DANGLING | SENTENCE_QUOTATION | SENTENCE_OPEN_END | SENTENCE_STOP_PUT |
              SENTENCE_QUESTION
};

/* Of a sentence that a quotation may have. */
static const float QUOTED_SHARE = 0.3f;

static const struct ranked *ranked_of(const struct maker *m, uint32_t pick)
{
  return &m->ranking->sentences.at[m->ranking->picks.at[pick].ranked];
}

static const struct analysis *analysis_of(const struct maker *m, uint32_t pick)
{
  return maker_analysis(m, ranked_of(m, pick)->document);
}

static const struct sentence *picked(const struct maker *m, uint32_t pick)
{
  return &analysis_of(m, pick)->sentences.at[ranked_of(m, pick)->sentence];
}

static str words_of_pick(const struct maker *m, uint32_t pick)
{
  return str_span(analysis_of(m, pick)->document->text, picked(m, pick)->at);
}

/* The first sentence of its turn, which names who speaks; NONE where the text has no turns. */
static uint32_t opening_of(const struct maker *m, uint32_t pick)
{
  return ranked_of(m, pick)->opening;
}

/* Picks of one turn are told together: who speaks stands before the first only, or above them. */
static bool is_of_turn(const struct maker *m, uint32_t pick)
{
  uint32_t ranked = m->ranking->picks.at[pick].ranked, opening = opening_of(m, pick);
  return m->ranking->sentences.at[ranked].is_headed || (opening != NONE && opening != ranked) ||
         m->opens_turn[ranked];
}

/* Picks that were taken together from this one on. */
static uint32_t taken_with(const struct maker *m, uint32_t pick)
{
  uint32_t end = pick + 1;
  while (end < m->ranking->picks.count &&
         m->ranking->picks.at[end].rank == m->ranking->picks.at[pick].rank)
    end++;
  return end - pick;
}

static bool is_taken_along(const struct maker *m, uint32_t pick)
{
  return taken_with(m, pick) > 1 || (pick > 0 && taken_with(m, pick - 1) > 1);
}

/* "2. Agrees that such crews shall have access to the fund;": one of what a resolution decides. */
static bool is_ruling(const struct analysis *a, const struct sentence *s)
{
  enum { RULING_WORDS_MIN = 8 };

  str text = str_span(a->document->text, s->at);
  if (a->document->blocks.at[s->block].kind != BLOCK_ITEM || s->words < RULING_WORDS_MIN ||
      text.data[text.len - 1] != ';')
    return false;
  uint32_t first = analysis_token(a, without_list_mark(a, s->at).at);
  return first < a->tokens.count && a->tokens.at[first].flags & TOKEN_CAPITAL;
}

static bool is_whole(const struct maker *m, uint32_t pick)
{
  const struct sentence *s = picked(m, pick);
  uint32_t open = is_ruling(analysis_of(m, pick), s) ? SENTENCE_OPEN_END : 0;
  return !is_of_turn(m, pick) && !(s->flags & NOT_ALONE & ~open);
}

static bool stands_alone(const struct maker *m, uint32_t pick)
{
  return !is_taken_along(m, pick) && is_whole(m, pick);
}

static bool holds_quotation(const struct maker *m, uint32_t pick)
{
  return analysis_share_quoted(analysis_of(m, pick), picked(m, pick)->at) > 0;
}

/* The bottom line is the briefing's own voice. Others' words may stand in a text's opening where
 * they are few and it says whose: "in what the governor called “the worst night of my life”". */
static bool speaks_for_another(const struct maker *m, uint32_t pick)
{
  const struct analysis *a = analysis_of(m, pick);
  uint32_t sentence = ranked_of(m, pick)->sentence;
  struct span at = picked(m, pick)->at;
  if (analysis_share_quoted(a, at) > QUOTED_SHARE)
    return true;
  for (uint32_t i = 0; i < a->quotes.count && a->quotes.at[i].sentence <= sentence; i++) {
    struct span mention = a->quotes.at[i].speaker.mention;
    bool is_told = mention.len && span_holds(at, mention);
    if (a->quotes.at[i].sentence == sentence && !is_told)
      return true;
  }
  return false;
}

/* It opens with what adds to what another told. */
static bool opens_adding(const struct maker *m, uint32_t pick)
{
  enum { OPENING_TOKENS = 6 };

  const struct analysis *a = analysis_of(m, pick);
  const struct sentence *s = picked(m, pick);
  uint32_t count = s->token_count < OPENING_TOKENS ? s->token_count : OPENING_TOKENS;
  return adds_to_another(a, s->first_token, s->first_token + count);
}

/* "But", "However": the briefing's own voice does not open with them. */
static bool opens_with_connective(const struct maker *m, uint32_t pick)
{
  const struct analysis *a = analysis_of(m, pick);
  const struct sentence *s = picked(m, pick);
  return s->token_count && has_class(a, s->first_token, CLASS_CONNECTIVE);
}

/* "You have repaired 300 clocks.": half of a talk, or an instruction. */
static bool speaks_to_reader(const struct maker *m, uint32_t pick)
{
  const struct analysis *a = analysis_of(m, pick);
  const struct sentence *s = picked(m, pick);
  const struct word_set *addressed = language_set(a->language, "sentences", "addressed");
  return s->token_count && word_set_has(addressed, word_at(a, s->first_token));
}

/* By ranked sentence: one that is picked has its speaker from it. */
static void find_turns(struct maker *m)
{
  const struct ranking *r = m->ranking;
  m->opens_turn = arena_array(m->scratch, bool, r->sentences.count + 1);
  for (uint32_t i = 0; m->opens_turn && i < r->picks.count; i++) {
    uint32_t ranked = r->picks.at[i].ranked, opening = r->sentences.at[ranked].opening;
    if (opening != NONE && opening != ranked)
      m->opens_turn[opening] = true;
  }
}

/* By ranked sentence: its pick + 1; 0: not picked. */
static uint32_t *picks_of(const struct maker *m)
{
  const struct ranking *r = m->ranking;
  uint32_t *ret = arena_array(m->scratch, uint32_t, (size_t)r->sentences.count + 1);
  for (uint32_t i = 0; ret && i < r->picks.count; i++)
    ret[r->picks.at[i].ranked] = i + 1;
  return ret;
}

/* The pick right before a ranked sentence in its document, + 1; 0: there is none. */
static uint32_t pick_before(const struct maker *m, const uint32_t *pick_of, uint32_t ranked)
{
  const struct ranked *all = m->ranking->sentences.at;
  bool has_before = ranked > 0 && all[ranked - 1].document == all[ranked].document;
  return has_before ? pick_of[ranked - 1] : 0;
}

/* By pick: the sentence after it is picked too and leans on it. */
static void find_leaning(const struct maker *m, const uint32_t *pick_of, bool *leaned_on)
{
  const struct ranking *r = m->ranking;
  for (uint32_t i = 0; i < r->picks.count; i++) {
    uint32_t before = pick_before(m, pick_of, r->picks.at[i].ranked);
    if (before && picked(m, i)->flags & (SENTENCE_DANGLING | SENTENCE_QUOTATION))
      leaned_on[before - 1] = true;
  }
}

/* "14 April 2025, 7.30 p.m., in the school.": when and where, but not what. */
static bool is_stamp(const struct maker *m, uint32_t pick)
{
  const struct analysis *a = analysis_of(m, pick);
  const struct sentence *s = picked(m, pick);
  return title_opens_date(a, s->first_token) &&
         !has_verb(a, s->first_token, s->first_token + s->token_count);
}

/* The whole of a short text: one line stands out, the rest follows in its order. So the line may
 * not be one that another leans on, unless that still comes right behind it. */
static uint32_t line_of_whole(const struct maker *m, const bool *leaned_on)
{
  const struct ranking *r = m->ranking;
  for (uint32_t i = 0; i < r->picks.count; i++) {
    bool is_free = !leaned_on[i] || r->picks.at[i].ranked == 0;
    if (is_free && is_whole(m, i) && !holds_quotation(m, i) && !opens_with_connective(m, i) &&
        !is_stamp(m, i))
      return i;
  }
  return 0;
}

static bool has_words_for(const struct maker *m, uint32_t pick, uint32_t least)
{
  const struct sentence *s = picked(m, pick);
  least += ranked_of(m, pick)->label_words;
  return s->words >= least || s->token_count >= least * TOKENS_PER_WORD;
}

/* Sentences of its document that may be chosen and stand before a pick, up to OPENING_SENTENCES. */
static uint32_t sentences_before(const struct maker *m, uint32_t pick)
{
  const struct ranked *all = m->ranking->sentences.at;
  uint32_t at = m->ranking->picks.at[pick].ranked, count = 0;
  while (count < OPENING_SENTENCES && at > count &&
         all[at - count - 1].document == all[at].document)
    count++;
  return count;
}

static bool says_the_point(const struct maker *m, uint32_t pick)
{
  bool is_opening = sentences_before(m, pick) < OPENING_SENTENCES;
  bool is_own = is_opening ? !speaks_for_another(m, pick) : !holds_quotation(m, pick);
  return is_own && is_whole(m, pick) && !opens_with_connective(m, pick) && !opens_adding(m, pick) &&
         !speaks_to_reader(m, pick) && has_words_for(m, pick, BOTTOM_LINE_LEAST) &&
         !is_stamp(m, pick);
}

static bool may_be_bottom_line(const struct maker *m, uint32_t pick)
{
  return says_the_point(m, pick) && !is_taken_along(m, pick);
}

/* The first of the text's opening sentences that is among the best picks; NONE. Several documents
 * have no common opening; and who speaks opens with thanks, if not with what was earned. */
static uint32_t opening_pick(const struct maker *m)
{
  const struct ranking *r = m->ranking;
  uint32_t best = NONE, reach = OPENING_SENTENCES;
  for (uint32_t i = 0; i < r->picks.count && i < OPENING_PICKS && r->analysis_count == 1; i++) {
    if (r->picks.at[i].ranked >= reach || !may_be_bottom_line(m, i) ||
        (r->genre == GENRE_TRANSCRIPT && !str_has_digit(words_of_pick(m, i))))
      continue;
    best = i;
    reach = r->picks.at[i].ranked;
  }
  return best;
}

/* "She was an actress. She won the prize": what a reference work opens with says what it is about;
 * where that was taken for what leans on it, it is the line with all of that, if it comes right
 * behind. False: there is none. */
static bool set_opening_group(const struct maker *m, enum role *roles)
{
  const struct ranking *r = m->ranking;
  bool is_entry = r->analysis_count == 1 && r->genre == GENRE_REFERENCE;
  for (uint32_t i = 0; is_entry && i < r->picks.count && i < OPENING_PICKS; i++) {
    uint32_t count = taken_with(m, i), ranked = r->picks.at[i].ranked, words = 0;
    bool is_line = ranked < OPENING_SENTENCES && count > 1 && says_the_point(m, i) &&
                   !(i > 0 && taken_with(m, i - 1) > 1);
    for (uint32_t k = i; k < i + count; k++) {
      const struct sentence *s = picked(m, k);
      is_line = is_line && r->picks.at[k].ranked == ranked + (k - i) && !is_of_turn(m, k) &&
                !(s->flags & NOT_ALONE & ~SENTENCE_DANGLING) && !speaks_for_another(m, k);
      words += s->words;
    }
    if (!is_line || words > BOTTOM_LINE_WORDS)
      continue;
    for (uint32_t k = i; k < i + count; k++)
      roles[k] = ROLE_BOTTOM_LINE;
    return true;
  }
  return false;
}

static uint32_t story_of_pick(const struct maker *m, uint32_t pick)
{
  return m->ranking->story_of[ranked_of(m, pick)->document];
}

/* A report's opening among the first picks of a story, of its fullest one before others; NONE. */
static uint32_t opening_of_story(const struct maker *m, uint32_t story)
{
  const struct ranking *r = m->ranking;
  uint32_t best = NONE, least = UINT32_MAX, seen = 0;
  for (uint32_t i = 0; i < r->picks.count && seen < STORY_OPENING_PICKS; i++) {
    if (story_of_pick(m, i) != story)
      continue;
    seen++;
    uint32_t before = sentences_before(m, i);
    uint32_t document = ranked_of(m, i)->document;
    if (before == OPENING_SENTENCES || !may_be_bottom_line(m, i))
      continue;
    before += document == r->stories.at[story].fullest ? 0 : OPENING_SENTENCES;
    if (before >= least)
      continue;
    best = i;
    least = before;
  }
  return best;
}

/* The first pick that may be the bottom line; over several stories that of the first one, which
 * gives the title; NONE. */
static uint32_t first_line(const struct maker *m)
{
  uint32_t first = m->ranking->stories.count > 1 ? opening_of_story(m, 0) : NONE;
  for (uint32_t i = 0; first == NONE && i < m->ranking->picks.count; i++)
    if (may_be_bottom_line(m, i) && (m->ranking->stories.count < 2 || story_of_pick(m, i) == 0))
      first = i;
  return first;
}

/* Whether a pick may stand beside what the bottom line has. */
static bool may_follow(const struct maker *m, uint32_t pick, uint32_t opening, uint32_t words)
{
  const struct ranking *r = m->ranking;
  if (pick >= SECOND_PICKS || words + picked(m, pick)->words > BOTTOM_LINE_WORDS)
    return false;
  return opening == NONE || r->picks.at[pick].ranked * OPENING_PART < r->sentences.count;
}

/* How many picks a turn has, where they may be the bottom line: they say something and ask nothing;
 * else 0. */
static uint32_t line_of_turn(const struct maker *m, uint32_t opening, uint32_t least_first)
{
  const struct ranking *r = m->ranking;
  uint32_t words = 0, picks = 0;
  for (uint32_t i = 0; i < r->picks.count; i++) {
    const struct sentence *s = picked(m, i);
    if (opening_of(m, i) != opening)
      continue;
    bool is_label = s->words <= r->sentences.at[opening].label_words; /* "Mr. LYLE." */
    bool says_little =
        r->picks.at[i].ranked == opening && !is_label && !has_words_for(m, i, least_first);
    if (s->flags & SENTENCE_QUESTION || says_little)
      return 0;
    words += s->words;
    picks++;
  }
  uint32_t least = TURN_LINE_LEAST + r->sentences.at[opening].label_words;
  return words >= least && words <= BOTTOM_LINE_WORDS ? picks : 0;
}

/* The turn of which most is picked, of equals the first, if it may be the bottom line; NONE. */
static uint32_t turn_of_line(const struct maker *m, uint32_t least_first)
{
  uint32_t best = NONE, most = 0;
  for (uint32_t i = 0; i < m->ranking->picks.count && i < TURN_PICKS; i++) {
    uint32_t opening = opening_of(m, i);
    uint32_t picks = opening != NONE ? line_of_turn(m, opening, least_first) : 0;
    best = picks > most ? opening : best;
    most = picks > most ? picks : most;
  }
  return best;
}

/* In a transcript a turn is the bottom line; one that opens with "Sure." where there is no other.
 */
static bool set_turn_line(const struct maker *m, enum role *roles)
{
  uint32_t best = turn_of_line(m, TURN_OPENING_LEAST);
  best = best == NONE ? turn_of_line(m, 0) : best;
  for (uint32_t i = 0; i < m->ranking->picks.count && best != NONE; i++)
    if (opening_of(m, i) == best)
      roles[i] = ROLE_BOTTOM_LINE;
  return best != NONE;
}

static void set_bottom_line(const struct maker *m, enum role *roles)
{
  uint32_t count = m->ranking->picks.count, opening = opening_pick(m);
  if (opening == NONE && set_opening_group(m, roles))
    return;
  uint32_t first = opening == NONE ? first_line(m) : opening;
  bool is_spoken = first == NONE ? opening_of(m, 0) != NONE : opening_of(m, first) != NONE;
  if (is_spoken && set_turn_line(m, roles))
    return;
  if (first == NONE) {
    /* Where all is said by somebody, no line says by whom without its turn. */
    for (first = 0; first < count && is_of_turn(m, first); first++)
      ;
    if (first < count)
      roles[first] = ROLE_BOTTOM_LINE;
    return;
  }
  roles[first] = ROLE_BOTTOM_LINE;
  uint32_t words = picked(m, first)->words;
  bool is_in_order = opening == NONE && m->ranking->stories.count < 2;
  for (uint32_t i = is_in_order ? first + 1 : 0; i < count; i++) {
    if (i == first || !may_be_bottom_line(m, i) || !may_follow(m, i, opening, words) ||
        story_of_pick(m, i) != story_of_pick(m, first))
      continue;
    roles[i] = ROLE_BOTTOM_LINE;
    return;
  }
}

/* The briefing's own voice: short, whole by itself, no quotation. */
static bool is_own_voice(const struct maker *m, uint32_t pick)
{
  return stands_alone(m, pick) && !holds_quotation(m, pick) && !opens_with_connective(m, pick) &&
         !speaks_to_reader(m, pick) && has_words_for(m, pick, KEY_POINT_LEAST) &&
         picked(m, pick)->words <= KEY_POINT_WORDS;
}

static bool may_be_point(const struct maker *m, uint32_t pick, const bool *leaned_on)
{
  return !leaned_on[pick] && is_own_voice(m, pick);
}

/* Where the first picks give a page no list, points that others lean on make one: what leans is
 * picked later, and left out. Returns how many were made so. */
static uint32_t add_early_points(const struct maker *m, enum role *roles, const bool *leaned_on)
{
  uint32_t likely = 0, made = 0, count = m->ranking->picks.count;
  count = count < EARLY_PICKS ? count : EARLY_PICKS;
  for (uint32_t i = 0; i < count; i++)
    likely += roles[i] == ROLE_BODY && may_be_point(m, i, leaned_on);
  for (uint32_t i = 0; i < count && likely + made < KEY_POINTS_LEAST; i++) {
    if (roles[i] != ROLE_BODY || !leaned_on[i] || !is_own_voice(m, i))
      continue;
    roles[i] = ROLE_KEY_POINT;
    made++;
  }
  return made;
}

static void set_roles(const struct maker *m, enum role *roles, const bool *leaned_on)
{
  uint32_t count = m->ranking->picks.count;
  for (uint32_t i = 0; i < count; i++)
    roles[i] = ROLE_BODY;
  if (m->ranking->is_whole) {
    uint32_t line = line_of_whole(m, leaned_on);
    bool is_told = opening_of(m, line) != NONE && set_turn_line(m, roles);
    if (!is_told && !is_of_turn(m, line))
      roles[line] = ROLE_BOTTOM_LINE;
    return;
  }
  if (count)
    set_bottom_line(m, roles);
  uint32_t points = m->options->pages ? add_early_points(m, roles, leaned_on) : 0;
  for (uint32_t i = 0; i < count && points < KEY_POINTS_MAX; i++) {
    if (roles[i] != ROLE_BODY || !may_be_point(m, i, leaned_on))
      continue;
    roles[i] = ROLE_KEY_POINT;
    points++;
  }
  for (uint32_t i = 0; i < count && points < KEY_POINTS_LEAST; i++)
    if (roles[i] == ROLE_KEY_POINT && opening_of(m, i) != NONE)
      roles[i] = ROLE_BODY; /* of a talk, one or two lines are no list */
}

/* What a pick is to its story. */
enum story_part { PART_TEXT, PART_LEAD, PART_POINT };

struct story_pick {
  enum story_part part;
  uint32_t rank; /* within the brief */
};

/* A story's opening trades places with what was picked first of it: it is needed first. Returns the
 * rank. */
static uint32_t put_opening_first(const struct maker *m, uint32_t first, struct story_pick *ret)
{
  const struct ranking *r = m->ranking;
  uint32_t rank = r->picks.at[first].rank, opening = opening_of_story(m, story_of_pick(m, first));
  if (opening == NONE || r->picks.at[opening].rank == rank)
    return rank;
  for (uint32_t i = first; i < r->picks.count && r->picks.at[i].rank == rank; i++)
    ret[i].rank = r->picks.at[opening].rank;
  ret[opening].rank = rank;
  return rank;
}

/* A story is opened by the first that was picked of it, with what that leans on. */
static void set_parts(const struct maker *m, const bool *leaned_on, struct story_pick *ret)
{
  const struct ranking *r = m->ranking;
  uint32_t *leads = arena_array(m->scratch, uint32_t, r->stories.count + 1); /* rank + 1 */
  uint32_t *points = arena_array(m->scratch, uint32_t, r->stories.count + 1);
  for (uint32_t i = 0; i < r->picks.count; i++)
    ret[i].rank = r->picks.at[i].rank;
  for (uint32_t i = 0; leads && points && r->stories.count > 1 && i < r->picks.count; i++) {
    uint32_t story = story_of_pick(m, i);
    if (!leads[story])
      leads[story] = put_opening_first(m, i, ret) + 1;
    if (leads[story] == ret[i].rank + 1) {
      ret[i].part = is_of_turn(m, i) ? PART_TEXT : PART_LEAD;
    } else if (points[story] < STORY_POINTS_MAX && may_be_point(m, i, leaned_on)) {
      ret[i].part = PART_POINT;
      points[story]++;
    }
  }
}

static int by_place(const void *a, const void *b)
{
  const struct brief_extract *x = a, *y = b;
  if (x->role != y->role)
    return x->role < y->role ? -1 : 1;
  if (x->story != y->story)
    return x->story < y->story ? -1 : 1;
  if (x->place.document != y->place.document)
    return x->place.document < y->place.document ? -1 : 1;
  return (x->place.at.at > y->place.at.at) - (x->place.at.at < y->place.at.at);
}

/* Of the words outside the marks of a sentence that a quotation opens, "a-t-il dit", "añadió": one
 * is a pronoun, or they are too few to name anybody in a language that drops its pronouns. */
static bool leaves_speaker_open(const struct analysis *a, const struct sentence *s)
{
  enum { VERB_WORDS = 3 };

  uint32_t opening = analysis_part(a, s->at.at), part = opening, words = 0;
  bool has_pronoun = false;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
    const struct token *t = &a->tokens.at[i];
    while (part < a->parts.count && span_end(a->parts.at[part]) <= t->at)
      part++;
    if (t->kind == TOKEN_MARK || (part < a->parts.count && a->parts.at[part].at <= t->at))
      continue;
    bool is_before = part == opening; /* "La norma «llega tarde», dijo" */
    if (is_before || t->flags & TOKEN_CAPITAL)
      return false;
    has_pronoun = has_pronoun || a->words.at[t->word].classes & CLASSES_PERSON;
    words++;
  }
  bool is_dropped = language_has(a->language, "grammar", "dropped", STR("yes"));
  return has_pronoun || (words && words <= VERB_WORDS && is_dropped);
}

/* "“They are two countries,” he said.": who that is stands before it, or somebody else is taken for
 * him. */
static bool needs_speaker(const struct maker *m, uint32_t pick)
{
  const struct analysis *a = analysis_of(m, pick);
  const struct sentence *s = picked(m, pick);
  if (s->flags & SENTENCE_QUOTATION || !holds_quotation(m, pick))
    return s->flags & SENTENCE_QUOTATION;
  if (!(s->flags & SENTENCE_DANGLING))
    return leaves_speaker_open(a, s);
  struct span told = analysis_told(a, ranked_of(m, pick)->sentence);
  uint32_t token = analysis_token(a, told.at);
  return !told.len || (token < a->tokens.count &&
                       a->words.at[a->tokens.at[token].word].classes & CLASSES_PERSON);
}

/* By pick: it leans on what stands elsewhere on the page, or nowhere, and so says less than
 * nothing. What is not set on pages is a list in which the reader finds it; but no quotation stands
 * there without the words that name its speaker. */
static void find_torn(const struct maker *m, const uint32_t *pick_of, const enum role *roles,
                      bool *torn)
{
  const struct ranking *r = m->ranking;
  for (uint32_t ranked = 0; ranked < r->sentences.count && !r->is_whole; ranked++) {
    if (!pick_of[ranked] || roles[pick_of[ranked] - 1] != ROLE_BODY)
      continue;
    uint32_t pick = pick_of[ranked] - 1, before = pick_before(m, pick_of, ranked);
    uint32_t flags = picked(m, pick)->flags;
    bool is_spoken = needs_speaker(m, pick);
    bool leans = m->options->pages && (flags & SENTENCE_DANGLING || opens_with_connective(m, pick));
    if (leans || is_spoken)
      torn[pick] = !before || roles[before - 1] != ROLE_BODY || (is_spoken && torn[before - 1]);
  }
}

static void find_gaps(const struct maker *m)
{
  for (uint32_t i = 1; i < m->brief->summary.count; i++) {
    struct brief_extract *e = &m->brief->summary.at[i];
    const struct analysis *a = maker_analysis(m, e->place.document);
    e->is_next =
        e->place.document == e[-1].place.document &&
        analysis_sentence(a, e->place.at.at) == analysis_sentence(a, e[-1].place.at.at) + 1;
  }
}

void make_summary(struct maker *m)
{
  const struct ranking *r = m->ranking;
  enum role *roles = arena_array(m->scratch, enum role, r->picks.count + 1);
  struct story_pick *parts = arena_array(m->scratch, struct story_pick, r->picks.count + 1);
  bool *leaned_on = arena_array(m->scratch, bool, r->picks.count + 1);
  bool *torn = arena_array(m->scratch, bool, r->picks.count + 1);
  const uint32_t *pick_of = picks_of(m);
  find_turns(m);
  if (!roles || !parts || !leaned_on || !torn || !pick_of || !m->opens_turn)
    return;
  find_leaning(m, pick_of, leaned_on);
  set_roles(m, roles, leaned_on);
  set_parts(m, leaned_on, parts);
  find_torn(m, pick_of, roles, torn);
  for (uint32_t i = 0; i < r->picks.count; i++) {
    const struct ranked *ranked = ranked_of(m, i);
    const struct sentence *s = picked(m, i);
    if (torn[i])
      continue;
    struct span at = without_list_mark(analysis_of(m, i), s->at);
    struct brief_extract extract = {
        .text = copy_span(m, ranked->document, at),
        .place = place_of(m, ranked->document, at),
        .score = ranked->score,
        .role = roles[i],
        .rank = parts[i].rank,
        .block = s->block,
        .story = r->story_of[ranked->document],
        .is_lead = parts[i].part == PART_LEAD,
        .is_point = parts[i].part == PART_POINT,
        .is_spoken = holds_quotation(m, i),
    };
    vec_push(m->brief->arena, &m->brief->summary, extract);
  }
  if (m->brief->summary.count)
    qsort(m->brief->summary.at, m->brief->summary.count, sizeof *m->brief->summary.at, by_place);
  find_gaps(m);
  find_items(m);
}
