/* appositions.c - finds who is named beside a noun: behind a role, behind a comma, behind an owner.
 *
 * Invariant: every walk is bounded by SUBJECT_WORDS or TITLE_TOKENS. */
#include "analyze/appositions.h"

/* Title, initials and name: "Deputy Foreign Minister Dr. J. Doe". */
#define TITLE_TOKENS 8

/* "prof. Antolini": a title in small letters is no part of a name. */
static bool is_short_title(const struct people *p, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i += 2)
    if (!(token_bits(p, i) & CUE(TITLE)) || i + 1 >= end || !token_is(p, i + 1, '.'))
      return false;
  return true;
}

uint32_t mention_led_by(const struct people *p, uint32_t i, uint32_t end)
{
  for (uint32_t k = i; k < end && k < i + TITLE_TOKENS; k++)
    if (p->mention_at[k] != NONE) {
      uint32_t lead = p->leads.at[p->mention_at[k]];
      return lead >= i && is_short_title(p, i, lead) ? p->mention_at[k] : NONE;
    }
  return NONE;
}

/* "sagte Max Holms Vater", "zei Jan Holms advocaat": where the genitive has no apostrophe. */
static bool is_in_genitive(const struct people *p, uint32_t after)
{
  bool is_noun = !cues_capital_nouns(p->cues) || token_has(p, after, TOKEN_CAPITAL);
  return is_noun && token_bits(p, after) & SPEAKERS &&
         names_ends(p, "genitive.ends", token_folded(p, after - 1));
}

bool is_owner(const struct people *p, uint32_t mention, uint32_t end)
{
  uint32_t after = p->ends.at[mention];
  return after < end && (token_is_possessive(p, after) || is_in_genitive(p, after));
}

bool is_joined(const struct people *p, uint32_t mention)
{
  return token_is_inner_hyphen(p, p->ends.at[mention]) &&
         p->a->names.at[p->a->mentions.at[mention].name].kind != NAME_PERSON;
}

uint32_t apposed(const struct people *p, uint32_t i, uint32_t end)
{
  if (!opens_noun(p, i) || i + 2 >= end || !may_speak(p, i + 1) || is_speech_verb(p, i + 1) ||
      (token_bits(p, i + 1) & CUE(AUXILIARY)))
    return NONE;
  bool is_set_off = token_is(p, i + 2, ',');
  uint32_t mention = mention_led_by(p, is_set_off ? i + 3 : i + 2, end);
  if (!mention_is_person(p, mention) || is_owner(p, mention, end))
    return NONE;
  uint32_t behind = p->ends.at[mention];
  return !is_set_off || behind == end || token_is(p, behind, ',') ? mention : NONE;
}

/* The person whom the noun before the comma is set beside: "its director, Saskia Holm", "his
 * daughter, the poet Saskia Holm"; behind a longer noun the name ends there: "the director of the
 * yard, Saskia Holm,". */
static uint32_t apposed_at(const struct people *p, uint32_t comma, uint32_t end, bool is_long)
{
  uint32_t name = comma + 1 < end && opens_noun(p, comma + 1) ? comma + 2 : comma + 1;
  uint32_t mention = mention_led_by(p, name, end);
  if (mention == NONE)
    mention = apposed(p, comma + 1, end);
  if (mention == NONE || !is_long)
    return mention;
  uint32_t behind = p->ends.at[mention];
  return mention_is_person(p, mention) && (behind >= end || !token_is_word(p, behind)) ? mention
                                                                                       : NONE;
}

uint32_t mention_behind_role(const struct people *p, uint32_t i, uint32_t end)
{
  bool has_role = false;
  for (uint32_t n = 0; n < SUBJECT_WORDS && i < end; n++, i++) {
    /* "investigator Dr. Ann Lee" */
    uint32_t led = token_bits(p, i) & CUE(TITLE) ? mention_led_by(p, i, end) : NONE;
    if (p->mention_at[i] != NONE || led != NONE) {
      uint32_t mention = led != NONE ? led : p->mention_at[i];
      bool is_whole = !is_owner(p, mention, end) && !is_joined(p, mention);
      if (is_whole && (mention_is_person(p, mention) || !has_role))
        return mention;
      i = p->ends.at[mention] - (is_whole ? 1 : 0); /* "the director of the BNE, Saskia Holm," */
      continue;
    }
    bool is_behind_role = i > 0 && (token_bits(p, i - 1) & CUE(ROLE));
    has_role = has_role || is_behind_role || (i > 0 && token_bits(p, i - 1) & CUE(TITLE));
    if (token_is(p, i, ',') && has_role)
      return apposed_at(p, i, end, !is_behind_role);
    /* A second article that nothing links to the first stands behind a verb. */
    has_role = has_role && (!opens_noun(p, i) || is_link(p, i) || is_link(p, i - 1));
    bool is_age = cues_joins_nouns(p->cues) && p->a->tokens.at[i].kind == TOKEN_NUMBER &&
                  token_is_inner_hyphen(p, i + 1); /* "de 34-jarige" */
    bool is_part = token_is_word(p, i) || token_is(p, i, '-') || token_is_possessive(p, i);
    if ((!is_part && !is_age) || is_speech_verb(p, i) || (token_bits(p, i) & CUE(AUXILIARY)))
      return NONE;
  }
  return NONE;
}

uint32_t owned_person(const struct people *p, uint32_t mention, uint32_t end)
{
  uint32_t other =
      is_owner(p, mention, end) ? mention_led_by(p, p->ends.at[mention] + 1, end) : NONE;
  return mention_is_person(p, other) ? other : NONE;
}

uint32_t behind_noun(const struct people *p, uint32_t i, uint32_t end)
{
  if (!cues_capital_nouns(p->cues) || i + 1 >= end || p->mention_at[i] != NONE ||
      !token_has(p, i, TOKEN_CAPITAL) || !may_speak(p, i))
    return NONE;
  uint32_t mention = mention_led_by(p, i + 1, end);
  bool is_whole = mention != NONE && p->ends.at[mention] >= p->leads.at[mention] + 2;
  return is_whole && mention_is_person(p, mention) && !is_owner(p, mention, end) ? mention : NONE;
}

uint32_t behind_adjective(const struct people *p, struct subject s, uint32_t end)
{
  uint32_t i = s.end;
  if (s.kind != SUBJECT_NOUN || !cues_adjectives_behind(p->cues) || i + 1 >= end ||
      !token_is_word(p, i) || token_has(p, i, TOKEN_CAPITAL) || !may_speak(p, i) || is_link(p, i) ||
      (token_bits(p, i) & (CUE(AND) | CUE(LINK) | CUE(RELATIVE) | CUE(AUXILIARY))))
    return NONE;
  uint32_t mention = mention_led_by(p, i + 1, end);
  return mention_is_person(p, mention) ? mention : NONE;
}
