/* coreference.c - whom a pronoun stands for, or a role (role_persons.c).
 *
 * Invariant: with doubt, nobody. The search goes back sentence by sentence, at most SENTENCES of
 * them and BLOCKS_BACK blocks; in a sentence its subject comes first, and two people who fit,
 * neither of them the subject, end the search. */
#include "analyze/attribution.h"

#define SENTENCES 8
#define BLOCKS_BACK 2
#define SENTENCE_WORDS 80
#define SUBJECT_WORDS 6 /* behind a subject, its verb and what it leads on to */

static const struct speaker nobody = {.name = NONE, .label = {"", 0}, .title = {"", 0}};

static struct speaker speaker_named(const struct people *p, uint32_t name, struct span mention)
{
  const struct name *n = &p->a->names.at[name];
  return (struct speaker){.name = name, .label = n->name, .title = n->title, .mention = mention};
}

/* "Moreau", of whom the text has named two: which of them, it does not say. */
static bool is_shared(const struct people *p, struct subject s)
{
  uint32_t mention = s.end > s.first ? p->mention_at[s.end - 1] : NONE;
  return mention != NONE && mention < p->shared.count && p->shared.at[mention] &&
         s.name == p->a->mentions.at[mention].name;
}

static struct speaker speaker_unnamed(const struct people *p, struct subject s)
{
  struct span words = tokens_span(p, s.first, s.end);
  return (struct speaker){.name = NONE,
                          .label = str_span(p->a->document->text, words),
                          .title = {"", 0},
                          .mention = words};
}

/* --- pronouns --- */

struct fit {
  struct subject who;  /* the best so far */
  struct speaker said; /* set when an earlier quotation's speaker is the best */
  uint32_t people;     /* that fit and differ */
  uint32_t sure;       /* of them, of known gender */
  uint32_t owner;      /* fits too, but only what is his is named; NONE */
  bool is_subject;
  bool is_doubtful; /* or somebody whom the sentence does not name */
};

/* Whom a pronoun asks for. */
struct wanted {
  enum gender gender;
  uint32_t teller; /* the name of who says all of it, and is not meant; NONE */
};

static enum gender gender_of_noun(const struct people *p, struct subject s)
{
  enum gender gender = GENDER_NONE;
  for (uint32_t i = s.first; i < s.end; i++) {
    uint64_t bits = token_bits(p, i);
    if (i + 1 < s.end && token_is_possessive(p, i + 1)) /* "the mayor's office" is nobody */
      continue;
    if (bits & CUE(ROLE_MALE))
      return GENDER_MALE;
    if (bits & CUE(ROLE_FEMALE))
      return GENDER_FEMALE;
    if (bits & CUE(ROLE))
      gender = GENDER_UNKNOWN;
    if ((token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)) || (bits & CUE(JOINER)))
      break;
  }
  return gender;
}

static bool fits_gender(enum gender has, enum gender wanted)
{
  return has == GENDER_UNKNOWN || has == wanted;
}

static void consider(struct fit *fit, struct subject s, enum gender has, enum gender wanted,
                     bool is_subject)
{
  if (!fits_gender(has, wanted))
    return;
  bool is_same = fit->people > 0 && s.kind == SUBJECT_NAME && fit->who.kind == SUBJECT_NAME &&
                 s.name == fit->who.name;
  if (is_same)
    return;
  bool is_sure = has == wanted;
  fit->people++;
  fit->sure += is_sure;
  bool is_better = fit->people == 1 || (is_sure && fit->sure == 1);
  if (is_better) {
    fit->who = s;
    fit->is_subject = is_subject;
  }
}

/* The first "he" or "she" of [start, end) outside quotations; end if none. */
static uint32_t pronoun_in(const struct people *p, uint32_t start, uint32_t end, enum gender wanted)
{
  uint64_t bit = wanted == GENDER_MALE ? CUE(HE) : CUE(SHE);
  for (uint32_t i = start; i < end; i++) {
    if (p->quote_at[i] != NONE)
      i = p->marked.at[p->quote_at[i]].end - 1;
    else if (token_bits(p, i) & bit)
      return i;
  }
  return end;
}

/* "He met Neil Strand": whom he meets is somebody else. Behind a comma it may be himself: "When he
 * came, Neil Strand spoke". */
static bool is_met(const struct people *p, uint32_t pronoun, uint32_t person, bool is_subject)
{
  if (pronoun >= person)
    return false;
  for (uint32_t i = pronoun; i < person && !is_subject; i++)
    if (p->quote_at[i] == NONE && token_is(p, i, ','))
      return false;
  return true;
}

/* "Her doctor" is not she. */
static bool is_owned(const struct people *p, uint32_t first, enum gender wanted)
{
  uint64_t bits = token_bits(p, first);
  return (bits & CUE(POSSESSIVE)) && (bits & (wanted == GENDER_MALE ? CUE(HIS) : CUE(HER)));
}

/* "His father was the coach": the pronoun may be of either, where nobody speaks in the sentence. */
static bool is_owner_meant(const struct people *p, uint32_t start, uint32_t end, enum gender wanted)
{
  if (!is_owned(p, start, wanted))
    return false;
  for (uint32_t i = start; i < end; i++)
    if (p->quote_at[i] == NONE && is_speech_verb(p, i))
      return false;
  return true;
}

/* "Die Behörde lehnte ab": where things are he and she, the pronoun may be the body that the
 * sentence is about. */
static bool is_thing_meant(const struct people *p, struct subject first, uint32_t pronoun)
{
  if (!cues_genders_things(p->cues) || pronoun < first.end)
    return false;
  if (first.kind == SUBJECT_NAME)
    return p->a->names.at[first.name].kind == NAME_ORGANISATION;
  for (uint32_t i = first.first; first.kind == SUBJECT_NOUN && i < first.end; i++)
    if (token_bits(p, i) & (CUE(BODY) | CUE(OF)))
      return (token_bits(p, i) & CUE(BODY)) != 0;
  return false;
}

/* German "sie" is she and they: which of both, the verb beside it tells. */
static bool is_ambiguous(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & CUE(SHE)) && (token_bits(p, i) & CUE(THEY));
}

static bool is_plural(const struct people *p, uint32_t pronoun, uint32_t verb)
{
  const struct word_set *plurals = language_set(p->a->language, "speech", "plurals");
  uint32_t from = pronoun > 0 ? pronoun - 1 : pronoun;
  bool has = verb != NONE && word_set_has(plurals, token_folded(p, verb));
  for (uint32_t i = from; i < p->a->tokens.count && i <= pronoun + 1 && !has; i++)
    has = token_is_word(p, i) && word_set_has(plurals, token_folded(p, i));
  return has;
}

/* Behind the brackets at i, "(Bexhill West) (Lab)"; i if there are none. */
static uint32_t behind_brackets(const struct people *p, uint32_t i)
{
  enum { BRACKETS_MAX = 2, TOKENS_MAX = 12 };

  uint32_t count = p->a->tokens.count;
  for (uint32_t n = 0; n < BRACKETS_MAX && i < count && token_is(p, i, '('); n++) {
    uint32_t close = i + 1;
    while (close < count && close < i + TOKENS_MAX && !token_is(p, close, ')'))
      close++;
    if (close >= count || !token_is(p, close, ')'))
      break;
    i = close + 1;
  }
  return i;
}

/* "ANN LEE:", "Senator LEE.": in front of a turn, a name says who speaks there, of whom the words
 * do not tell. */
static bool is_label(const struct people *p, uint32_t mention)
{
  uint32_t lead = p->leads.at[mention], end = p->ends.at[mention];
  if (!token_has(p, lead, TOKEN_BLOCK_START))
    return false;
  uint32_t next = behind_brackets(p, end);
  if (next + 1 >= p->a->tokens.count || token_has(p, next, TOKEN_BLOCK_START))
    return false;
  bool is_turn = token_is(p, next, ':') && p->quote_at[next + 1] == NONE;
  return is_turn || (token_is(p, next, '.') && token_has(p, end - 1, TOKEN_ALL_CAPS));
}

/* The name in the label of the turn that token i stands in; NONE. */
static uint32_t teller(const struct people *p, uint32_t i)
{
  enum { LABEL_TOKENS = 8 };

  const struct block *b = &p->a->document->blocks.at[p->block_at[i]];
  uint32_t first = analysis_token(p->a, b->at.at);
  for (uint32_t k = first; k < first + LABEL_TOKENS && k < i; k++)
    if (p->mention_at[k] != NONE)
      return is_label(p, p->mention_at[k]) ? p->a->mentions.at[p->mention_at[k]].name : NONE;
  return NONE;
}

/* "Hale wants the deal to hold, Burton added.": who ends a sentence with a verb of speech. */
static bool says_it_all(const struct people *p, struct subject s, uint32_t end)
{
  bool is_last = s.end < end && is_speech_verb(p, s.end) &&
                 (s.end + 1 == end || (s.end + 2 == end && !token_is_word(p, s.end + 1)));
  return is_last && s.first > 0 && token_is(p, s.first - 1, ',');
}

/* "To the reporter Tom Hill, Kim said that he slept": the pronoun behind the verb is who speaks. */
static bool says_of_himself(const struct people *p, struct subject s, uint32_t pronoun)
{
  enum { WORDS = 3 };

  return pronoun > s.end && pronoun <= s.end + WORDS && is_speech_verb(p, s.end);
}

/* "Ann Malone asked whether she would run": of somebody else. */
static bool asks_of_another(const struct people *p, struct subject s, uint32_t pronoun)
{
  bool asks = false;
  for (uint32_t i = s.end; i < pronoun && i < s.end + SUBJECT_WORDS; i++) {
    asks = asks || token_listed(p, i, "sentences", "asking");
    if (asks && token_listed(p, i, "sentences", "asked"))
      return true;
  }
  return false;
}

/* "Li, the second man behind Xi Jinping, spoke": named only to say who the subject is. */
static bool is_in_apposition(const struct people *p, struct subject first, struct subject s,
                             enum gender wanted)
{
  return first.kind == SUBJECT_NAME && first.name != s.name && s.first > first.end &&
         s.end < p->a->tokens.count && token_is(p, first.end, ',') && token_is(p, s.end, ',') &&
         fits_gender(p->genders.at[first.name], wanted);
}

/* Of all people of a surname, "Vance", the only one of a gender whom the text has named by then;
 * NONE. */
static uint32_t only_namesake(const struct people *p, struct subject s, enum gender wanted)
{
  str surname = token_text(p, s.end - 1);
  uint32_t found = NONE;
  for (uint32_t i = 0; i < p->a->names.count && i < CAST; i++) {
    str name = p->a->names.at[i].name;
    bool is_one = name_is_person(p, i) && p->firsts.at[i] < s.first && str_ends(name, surname) &&
                  fits_gender(p->genders.at[i], wanted);
    if (is_one && found != NONE)
      return NONE;
    found = is_one ? i : found;
  }
  return found;
}

/* Everybody in [start, end) outside quotations whom the pronoun could mean. */
static struct fit fit_sentence(const struct attributing *w, uint32_t start, uint32_t end,
                               struct wanted who, bool takes_nouns)
{
  const struct people *p = w->p;
  enum gender wanted = who.gender;
  struct fit fit = {.who = NO_SUBJECT, .said = nobody, .owner = NONE};
  struct subject first = subject_first(p, start, end);
  uint32_t pronoun = pronoun_in(p, start, end, wanted);
  bool is_about_one = first.kind == SUBJECT_PRONOUN && first.first == pronoun;
  if (first.kind == SUBJECT_NOUN && takes_nouns && pronoun > first.first &&
      !is_owned(p, first.first, wanted) && !asks_of_another(p, first, pronoun))
    consider(&fit, first, gender_of_noun(p, first), wanted, true);
  fit.is_doubtful = is_thing_meant(p, first, pronoun);
  uint32_t last_quote = NONE;
  for (uint32_t i = start; i < end; i++) {
    if (p->quote_at[i] != NONE) {
      last_quote = p->quote_at[i];
      i = p->marked.at[last_quote].end - 1;
      continue;
    }
    uint32_t mention = p->mention_at[i];
    if (mention == NONE)
      continue;
    struct subject s = {.kind = SUBJECT_NAME,
                        .first = p->leads.at[mention],
                        .end = p->ends.at[mention],
                        .name = p->a->mentions.at[mention].name};
    i = s.end - 1;
    if (!name_is_person(p, s.name) || s.name == who.teller || is_label(p, mention))
      continue;
    if (is_in_apposition(p, first, s, wanted) || (pronoun < end && asks_of_another(p, s, pronoun)))
      continue;
    bool is_owner = s.end < end && token_is_possessive(p, s.end);
    if (is_met(p, pronoun, s.first, is_about_one)) {
      fit.is_doubtful = fit.is_doubtful || (!is_owner && is_ambiguous(p, pronoun));
      continue;
    }
    if (is_owner) {
      fit.owner = fits_gender(p->genders.at[s.name], wanted) ? s.name : fit.owner;
      continue;
    }
    if (is_shared(p, s) && p->genders.at[s.name] != wanted) {
      s.name = only_namesake(p, s, wanted);
      fit.is_doubtful = fit.is_doubtful || s.name == NONE;
      if (s.name == NONE)
        continue;
    }
    bool is_subject = first.kind == SUBJECT_NAME && first.name == s.name;
    consider(&fit, s, p->genders.at[s.name], wanted, is_subject);
    bool speaks = says_it_all(p, s, end) || (pronoun < end && says_of_himself(p, s, pronoun));
    if (speaks && fits_gender(p->genders.at[s.name], wanted)) {
      fit.who = s;
      fit.is_subject = true;
    }
  }
  /* “…,” she said: whoever she was. */
  const struct attribution *q = last_quote != NONE ? &w->at[last_quote] : NULL;
  if (fit.people == 0 && q && q->speaker.mention.len > 0 && q->subject.kind == SUBJECT_PRONOUN) {
    enum gender has = q->speaker.name != NONE ? p->genders.at[q->speaker.name] : GENDER_UNKNOWN;
    bool is_same = token_bits(p, q->subject.first) & (wanted == GENDER_MALE ? CUE(HE) : CUE(SHE));
    if (fits_gender(has, wanted) && is_same) {
      fit.said = q->speaker;
      fit.people = 1;
    }
  }
  fit.is_doubtful = fit.is_doubtful || (fit.people > 0 && is_owner_meant(p, start, end, wanted));
  return fit;
}

/* "said her daughter, the poet Claire Aubry": in a paragraph before, "she" may as well be whose
 * daughter it is. */
static bool is_beside_owner(const struct people *p, uint32_t lead, uint32_t start)
{
  enum { BACK = 5 };

  for (uint32_t n = 0; n < BACK && lead > start; n++) {
    lead--;
    if (token_bits(p, lead) & CUE(POSSESSIVE))
      return true;
    if (!token_is_word(p, lead) && !token_is(p, lead, ','))
      return false;
  }
  return false;
}

/* "Burton's meeting with Neil Strand was brief. He said": he may be either. */
static bool is_of_another(const struct fit *fit)
{
  return fit->owner != NONE && !fit->is_subject && fit->who.kind == SUBJECT_NAME &&
         fit->owner != fit->who.name;
}

static bool is_clear(const struct fit *fit)
{
  bool is_one = fit->people == 1 || fit->sure == 1 || (fit->is_subject && fit->people > 0);
  return is_one && !fit->is_doubtful;
}

/* The only person of that gender in the document, when all others are known to be of the other and
 * the text has named her by then: "She said," in a hearing, is not counsel who is named below. */
static struct speaker only_person(const struct attributing *w, uint32_t at, struct wanted who)
{
  const struct people *p = w->p;
  uint32_t found = NONE;
  if (p->a->names.count > CAST)
    return nobody;
  for (uint32_t i = 0; i < p->a->names.count; i++) {
    if (!name_is_person(p, i) || !fits_gender(p->genders.at[i], who.gender))
      continue;
    if (found != NONE || p->genders.at[i] != who.gender || i == who.teller)
      return nobody;
    found = i;
  }
  bool is_named = found != NONE && p->firsts.at[found] < at;
  return is_named ? speaker_named(p, found, (struct span){0, 1}) : nobody;
}

/* "Her counsel asked Ms Lee. “No,” she replied": not the one who was there to be answered. */
static bool is_reply(const struct attributing *w, uint32_t m)
{
  uint32_t verb = w->at[m].verb;
  return verb != NONE && token_classes(w->p, verb) & CLASS_BIT(CLASS_REPLY);
}

/* An article of the gender at token i, before what is no name. */
static bool is_article_of(const struct people *p, uint32_t i, enum gender wanted)
{
  const char *articles = wanted == GENDER_MALE ? "articles.he" : "articles.she";
  return token_is_word(p, i) && token_is_word(p, i + 1) && p->mention_at[i + 1] == NONE &&
         language_has(p->a->language, "grammar", articles, token_folded(p, i));
}

/* "A blogger who calls himself Rat posted it": behind an article that does not tell he from she, a
 * role or who somebody is. */
static bool leads_to_person(const struct people *p, uint32_t i, uint32_t end, enum gender wanted)
{
  enum { NOUN_WORDS = 4 };

  for (uint32_t k = i + 1; k < end && k <= i + NOUN_WORDS && token_is_word(p, k); k++) {
    uint64_t other = wanted == GENDER_MALE ? CUE(ROLE_FEMALE) : CUE(ROLE_MALE);
    bool is_role = (token_bits(p, k) & CUE(ROLE)) && !(token_bits(p, k) & other);
    bool is_told_of =
        (token_bits(p, k) & CUE(RELATIVE)) && !(token_classes(p, k) & CLASS_BIT(CLASS_OF_THINGS));
    if (is_role || (k > i + 1 && is_told_of))
      return true;
  }
  return false;
}

/* "Eine Pflegerin hob die Schultern. „Wir sind müde“, sagt sie"; "La galeriste ouvre sa boutique":
 * somebody without a name whom the sentence brings in or is about, where no pronoun in it is who
 * was meant before. */
static bool has_stranger(const struct people *p, uint32_t start, uint32_t end, enum gender wanted)
{
  if (pronoun_in(p, start, end, wanted) < end)
    return false;
  bool has = end > start + 1 && p->quote_at[start] == NONE && is_article_of(p, start, wanted);
  for (uint32_t i = start; i + 1 < end && !has; i++) {
    if (p->quote_at[i] != NONE)
      i = p->marked.at[p->quote_at[i]].end - 1;
    else
      has = token_listed(p, i, "grammar", "indefinite") &&
            (is_article_of(p, i, wanted) || leads_to_person(p, i, end, wanted));
  }
  return has;
}

static struct speaker person_before(const struct attributing *w, uint32_t m, uint32_t at,
                                    enum gender wanted)
{
  const struct people *p = w->p;
  uint32_t end = at;
  uint32_t block = p->block_at[at];
  uint32_t owner = NONE; /* named behind whoever is found, if only by what is his */
  struct wanted who = {.gender = wanted, .teller = teller(p, at)};
  for (int n = 0; n < SENTENCES && end > 0; n++) {
    uint32_t start = end - 1;
    for (int k = 0; k < SENTENCE_WORDS && start > 0; k++) {
      bool is_inside =
          p->quote_at[start] != NONE && p->marked.at[p->quote_at[start]].first != start;
      if (!is_inside && token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
        break;
      start = is_inside ? p->marked.at[p->quote_at[start]].first : start - 1;
    }
    if (p->block_at[start] + BLOCKS_BACK < block)
      break;
    struct fit fit = fit_sentence(w, start, end, who, p->block_at[start] == block);
    bool is_own = n == 0 && !token_has(p, at, TOKEN_SENTENCE_START | TOKEN_BLOCK_START);
    if (fit.people > 0 || fit.is_doubtful) {
      if (fit.said.mention.len > 0 && !fit.is_doubtful)
        return fit.said;
      bool is_asked = n <= 1 && fit.people > 1 && is_reply(w, m);
      bool is_either = (!is_own && is_of_another(&fit)) || (owner != NONE && owner != fit.who.name);
      bool is_far = p->block_at[start] != block;
      if (!is_clear(&fit) || is_shared(p, fit.who) || is_asked || is_either ||
          (is_far && is_beside_owner(p, fit.who.first, start)))
        return nobody;
      if (fit.who.kind == SUBJECT_NAME)
        return speaker_named(p, fit.who.name, (struct span){0, 1});
      bool is_many = false;
      uint32_t person = person_of_role(w, fit.who, &is_many);
      if (person != NONE)
        return speaker_named(p, person, (struct span){0, 1});
      return is_many ? nobody : speaker_unnamed(p, fit.who);
    }
    if (has_stranger(p, start, end, wanted))
      return nobody;
    owner = !is_own && owner == NONE ? fit.owner : owner;
    end = start;
  }
  return only_person(w, at, who);
}

/* "it", "they": the body or group that is the subject of the sentence before. */
static struct speaker body_before(const struct attributing *w, uint32_t at, uint64_t wanted)
{
  const struct people *p = w->p;
  uint32_t end = at;
  for (int n = 0; n < 2 && end > 0 && p->block_at[end - 1] == p->block_at[at]; n++) {
    uint32_t start = end - 1;
    for (int k = 0; k < SENTENCE_WORDS && start > 0; k++, start--)
      if (p->quote_at[start] == NONE &&
          token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
        break;
    struct subject s = subject_first(p, start, end);
    if (s.kind == SUBJECT_NOUN && (token_bits(p, s.end - 1) & wanted))
      return speaker_unnamed(p, s);
    if (s.kind == SUBJECT_NAME && (wanted & CUE(BODY)) &&
        p->a->names.at[s.name].kind == NAME_ORGANISATION)
      return speaker_named(p, s.name, (struct span){0, 1});
    end = start;
  }
  return nobody;
}

/* Who was "he" once is not "she" further down. */
static struct speaker told_person(const struct attributing *w, uint32_t m, uint32_t token,
                                  enum gender gender)
{
  struct speaker speaker = person_before(w, m, token, gender);
  if (speaker.name != NONE && w->p->genders.at[speaker.name] == GENDER_UNKNOWN)
    w->p->genders.at[speaker.name] = gender;
  return speaker;
}

static struct speaker of_pronoun(const struct attributing *w, uint32_t m, uint32_t token)
{
  const struct people *p = w->p;
  uint64_t bits = token_bits(p, token);
  if (bits & CUE(POSSESSIVE)) {
    if (bits & CUE(HIS))
      return person_before(w, m, token, GENDER_MALE);
    return bits & CUE(HER) ? person_before(w, m, token, GENDER_FEMALE) : nobody;
  }
  if (bits & CUE(HE))
    return told_person(w, m, token, GENDER_MALE);
  bool is_they = is_ambiguous(p, token) && is_plural(p, token, w->at[m].verb);
  if ((bits & CUE(SHE)) && !is_they)
    return told_person(w, m, token, GENDER_FEMALE);
  return body_before(w, token, bits & CUE(IT) ? CUE(BODY) : CUE(GROUP));
}

struct speaker speaker_of(struct attributing *w, uint32_t m, struct subject s)
{
  const struct people *p = w->p;
  if (s.kind == SUBJECT_NONE || s.kind == SUBJECT_OTHER)
    return nobody;
  struct span mention = tokens_span(p, s.first, s.end);
  if (s.kind == SUBJECT_NAME)
    return is_shared(p, s) ? speaker_unnamed(p, s) : speaker_named(p, s.name, mention);
  struct speaker speaker;
  if (s.kind == SUBJECT_PRONOUN) {
    speaker = of_pronoun(w, m, s.first);
  } else {
    bool is_many = false;
    uint32_t person = person_of_role(w, s, &is_many);
    if (is_many)
      return nobody;
    speaker = person != NONE ? speaker_named(p, person, mention) : speaker_unnamed(p, s);
  }
  if (speaker.mention.len > 0)
    speaker.mention = mention;
  return speaker;
}
