/* cues.h - the words of the language file that names, quotations and speakers go by.
 *
 * One table from a folded word or phrase to a set of bits; made with the analyzer, immutable after.
 * Every beginning of a phrase carries CUE_PHRASE, so that only its places look further. */
#pragma once

#include "base/map.h"
#include "text/text.h"

enum cue {
  CUE_GIVEN_MALE,
  CUE_GIVEN_FEMALE,
  CUE_GIVEN_ANY,
  CUE_GIVEN_WORD, /* a given name that is a word as well: Will, Grace */
  CUE_TITLE,      /* before a name */
  CUE_TITLE_MALE,
  CUE_TITLE_FEMALE,
  CUE_TITLE_KEPT,     /* Sir, Dame: part of the name as printed */
  CUE_ALWAYS_CAPITAL, /* I: written small only in careless text */
  CUE_COURTESY,       /* Mr, Ms: a title that is no role */
  CUE_POSTNOMINAL,
  CUE_PARTICLE, /* de, van: inside a person's name */
  CUE_ROLE,     /* a noun for one person */
  CUE_ROLE_MALE,
  CUE_ROLE_FEMALE,
  CUE_GROUP, /* a plural noun for people */
  CUE_BODY,  /* a noun for what speaks as one: council, report */
  CUE_ORGANISATION,
  CUE_ORGANISATION_END,
  CUE_ORGANISATION_HEAD, /* "Ministry of" */
  CUE_ORGANISATION_SUFFIX,
  CUE_PLACE,
  CUE_PLACE_WORD, /* a place that is a word as well: Nice */
  CUE_PLACE_CODE, /* only in capitals: NY, US */
  CUE_PLACE_END,
  CUE_PLACE_HEAD,
  CUE_PLACE_BEFORE, /* prepositions of place */
  CUE_JOINER,       /* of, for, and: inside an organisation's name */
  CUE_NEVER,        /* capitalised, but no name: nationalities, months, function words */
  CUE_THING,        /* ends what has a capital and is no name: Act, Prize */
  CUE_SAY,
  CUE_CALL,
  CUE_PARTICIPLE, /* of those: saying, calling */
  CUE_REMARK,
  CUE_INANIMATE,
  CUE_TITLED,
  CUE_COINED,
  CUE_ELISION,
  CUE_ADVERB,
  CUE_AUXILIARY,
  CUE_HE,
  CUE_SHE,
  CUE_IT,
  CUE_THEY,
  CUE_OTHER, /* pronouns that name nobody */
  CUE_POSSESSIVE,
  CUE_DETERMINER,
  CUE_QUANTITY,
  CUE_SOURCE, /* according to */
  CUE_AND,
  CUE_OF,       /* what stands between a noun and whose or where it is */
  CUE_RELATIVE, /* who, which */
  CUE_DEFINITE, /* the */
  CUE_HIS,
  CUE_HER,
  CUE_BE,         /* forms of be: a passive follows */
  CUE_INFINITIVE, /* to */
  CUE_HABIT,      /* used, before an infinitive */
  CUE_IN,         /* prepositions that hardly stand but before a place */
  CUE_AS,
  CUE_BY,     /* opens a byline */
  CUE_LINK,   /* that, but: before a clause's subject */
  CUE_PHRASE, /* a longer phrase begins so */
  CUE_COUNT
};

#define CUE(name) (UINT64_C(1) << CUE_##name)
#define CUES_GIVEN (CUE(GIVEN_MALE) | CUE(GIVEN_FEMALE) | CUE(GIVEN_ANY))
#define CUES_PRONOUN (CUE(HE) | CUE(SHE) | CUE(IT) | CUE(THEY))

/* Longest phrase in words; longer ones of the file are never found. */
#define CUE_PHRASE_WORDS 6

struct cues;

/* In the arena; NULL (and a short arena) without memory. */
struct cues *cues_new(struct arena *arena, const struct language *language);
/* The bits of a folded word or phrase, 0 if it is in no list. */
uint64_t cues_of(const struct cues *cues, str folded);
/* What may come behind a folded word where a phrase begins with it: cue_next() of first bytes. */
uint64_t cues_next(const struct cues *cues, str folded);

/* The bit of a first byte, folded or not; all of them for a letter past ASCII, which folding may
 * change. */
static inline uint64_t cue_next(unsigned char byte)
{
  return byte < 0x80 ? UINT64_C(1) << ((byte | 0x20) & 63) : UINT64_MAX;
}

/* Every noun has a capital, as in German: a capital alone proves no name. */
bool cues_capital_nouns(const struct cues *cues);
/* An adjective stands behind its noun, as in French. */
bool cues_adjectives_behind(const struct cues *cues);
/* Behind its words the verb of speech stands before who spoke: "sagte Müller", never "Müller
 * sagte". */
bool cues_inverts(const struct cues *cues);
/* The verb of a sentence stands second: what it begins with may be no subject, which is then behind
 * the verb. */
bool cues_verb_second(const struct cues *cues);
/* Nouns are joined into one word, of which the last part says what it is. */
bool cues_joins_nouns(const struct cues *cues);
/* "he" and "she" may be a thing, as in French. */
bool cues_genders_things(const struct cues *cues);
/* The same entity under its other name ("dprk" -> "north korea"), folded; empty if none. */
str cues_same(const struct cues *cues, str folded);
