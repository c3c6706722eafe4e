/* people.h - what the passes over names, quotations and speakers share while they work on one
 * document.
 *
 * Invariant: everything here lives in a scratch arena that ends with the passes; ids and token
 * indices point into the analysis. Tokens are never written to. */
#pragma once

#include "analyze/analyze.h"
#include "analyze/cues.h"

enum gender {
  GENDER_UNKNOWN,
  GENDER_MALE,
  GENDER_FEMALE,
  GENDER_NONE /* no person */
};

/* A pair of quotation marks that lies inside no other. */
struct marked {
  struct span inner; /* without the marks */
  struct span outer; /* with them */
  uint32_t block;
  uint32_t first, end; /* tokens of outer, half open */
  bool continues;      /* its paragraph ends without a closing mark, the next pair goes on */
};

/* A run of capitalised words that may name something. */
struct candidate {
  uint32_t first, end; /* tokens of the name */
  uint32_t lead;       /* first token with the title before it; == first if none */
  uint32_t entity;
  int32_t person, organisation, place; /* evidence of this place in the text */
  bool is_weak;                        /* its capital proves nothing: sentence start, heading */
};

/* What a form of words names, over the whole document. */
struct entity {
  str key;             /* folded words, one blank between */
  uint32_t first, end; /* tokens of its first place */
  uint32_t words;
  int32_t person, organisation, place;
  uint32_t strong; /* places where the capital proves something */
  uint32_t towns;  /* places where the words beside it speak of a town */
  uint32_t count;
  bool is_regnal; /* one given name, which a numeral stands behind somewhere: "Richard III" */
  uint32_t name;  /* in analysis.names; NONE */
  uint32_t whole; /* the entity whose short form this is; itself if none */
  uint32_t next;  /* another entity with the same last word; NONE ends */
  str title;
  enum gender gender;
};

/* What a token asks of its word, in one place. */
struct name_word {
  uint64_t bits;    /* enum cue */
  uint64_t classes; /* enum word_class */
  uint64_t next;    /* cues_next() */
};

struct people {
  struct analysis *a;
  const struct cues *cues;
  struct arena *scratch;
  struct name_word *words; /* by word id */
  bool is_informal;        /* the document starts small, or writes "i" for I */
  bool *seen_small;        /* by word id: the document has it without a capital */
  bool *is_storm;          /* by word id: a given name that the document gives to a storm */
  uint32_t *mention_at;    /* by token: the mention that covers it, NONE */
  uint32_t *quote_at;      /* by token: the pair of marks that covers it, NONE */
  uint32_t *block_at;      /* by token */
  VEC(struct marked) marked;
  VEC(struct candidate) candidates;
  VEC(struct entity) entities;
  VEC(uint32_t) leads;      /* by mention: first token, title included */
  VEC(uint32_t) ends;       /* by mention: token behind it */
  VEC(bool) shared;         /* by mention: a short form of several people named before it */
  VEC(enum gender) genders; /* by name */
  VEC(uint32_t) firsts;     /* by name: token of its first mention */
};

static inline bool name_is_person(const struct people *p, uint32_t name)
{
  return p->a->names.at[name].kind == NAME_PERSON;
}

/* False for NONE. */
static inline bool mention_is_person(const struct people *p, uint32_t mention)
{
  return mention != NONE && name_is_person(p, p->a->mentions.at[mention].name);
}

static inline str token_text(const struct people *p, uint32_t i)
{
  const struct token *t = &p->a->tokens.at[i];
  return str_sub(p->a->document->text, t->at, t->len);
}

static inline uint32_t token_end(const struct people *p, uint32_t i)
{
  return p->a->tokens.at[i].at + p->a->tokens.at[i].len;
}

static inline uint64_t token_bits(const struct people *p, uint32_t i)
{
  return p->words[p->a->tokens.at[i].word].bits;
}

static inline uint64_t token_classes(const struct people *p, uint32_t i)
{
  return p->words[p->a->tokens.at[i].word].classes;
}

static inline bool token_is(const struct people *p, uint32_t i, char mark)
{
  const struct token *t = &p->a->tokens.at[i];
  return t->len == 1 && p->a->document->text.data[t->at] == mark;
}

static inline bool token_seen_small(const struct people *p, uint32_t i)
{
  return p->seen_small[p->a->tokens.at[i].word];
}

static inline bool token_is_word(const struct people *p, uint32_t i)
{
  return p->a->tokens.at[i].kind == TOKEN_WORD;
}

static inline bool token_has(const struct people *p, uint32_t i, unsigned flag)
{
  return (p->a->tokens.at[i].flags & flag) != 0;
}

static inline bool token_is_capital(const struct people *p, uint32_t i)
{
  return token_is_word(p, i) && token_has(p, i, TOKEN_CAPITAL | TOKEN_ALL_CAPS);
}

/* "well-known": a hyphen with blanks round it is a dash. */
static inline bool token_is_inner_hyphen(const struct people *p, uint32_t i)
{
  return i + 1 < p->a->tokens.count && token_is(p, i, '-') &&
         !token_has(p, i, TOKEN_SPACE_BEFORE) && !token_has(p, i + 1, TOKEN_SPACE_BEFORE);
}

/* The word as the language file would write it. */
str token_folded(const struct people *p, uint32_t i);
/* A word of a list of the language file. */
bool token_listed(const struct people *p, uint32_t i, const char *section, const char *key);
/* An apostrophe, alone or with the s behind it: Blinken’s, ministers’. */
bool token_is_possessive(const struct people *p, uint32_t i);
/* An apostrophe alone. */
bool token_is_apostrophe(const struct people *p, uint32_t i);
/* Bits of the phrase of tokens [first, end) as the language file would write it. */
uint64_t phrase_bits(const struct people *p, uint32_t first, uint32_t end);
/* phrase_end() of a word that begins a phrase. */
uint32_t phrase_end_long(const struct people *p, uint32_t first, uint64_t wanted);

/* End of the longest phrase at first that has one of the bits; first if none. */
static inline uint32_t phrase_end(const struct people *p, uint32_t first, uint64_t wanted)
{
  const struct name_word *word = &p->words[p->a->tokens.at[first].word];
  if (first + 1 < p->a->tokens.count &&
      word->next & cue_next((unsigned char)token_text(p, first + 1).data[0]))
    return phrase_end_long(p, first, wanted);
  return word->bits & wanted ? first + 1 : first;
}

/* Folded words of [first, end) with one blank between, in the scratch arena. */
str tokens_key(const struct people *p, uint32_t first, uint32_t end);
struct span tokens_span(const struct people *p, uint32_t first, uint32_t end);

/* quotes.c: fills marked and quote_at. */
void quotes_pair(struct people *p);
/* name_runs.c: a state or province as written only behind a town and a comma: "Lawrence, KS". */
bool is_behind_town(const struct people *p, uint32_t i);
/* name_particles.c */
/* "Jan", "Minister J. Peter": nothing but given names, behind which "van" or "de" leads on to the
 * surname; what may be a town ("Florence de") is one only behind a title. */
bool names_given_only(const struct people *p, uint32_t first, uint32_t at);
/* Whether a particle at `at` goes on with a person's name. */
bool names_goes_on(const struct people *p, uint32_t first, uint32_t at);
/* "al-Rashid", "el-Sisi": the capital that an Arabic article at token i leads to; i if it is none.
 */
uint32_t names_article_end(const struct people *p, uint32_t i);
/* One word, written with hyphens. */
bool names_hyphenated(const struct people *p, const struct candidate *c);
/* Of such words, one with a preposition: "Montreuil-sous-Aire". */
bool names_town(const struct people *p, const struct candidate *c);
/* The capital behind the particles that begin at i, "van den Berg"; i if there is none. */
uint32_t names_surname(const struct people *p, uint32_t i);
/* "A.R. Rahman", "I. M. Pei": two or more before a name, which may be words elsewhere. */
bool names_has_initials(const struct people *p, uint32_t i);
/* "Thomas A. Edison", "Samuel I. Newhouse": an initial that is a word elsewhere. */
bool names_is_middle_initial(const struct people *p, uint32_t i);
/* "Wladimir Putins Rede": a whole name in the genitive before what is the person's. */
bool names_owns(const struct people *p, const struct candidate *c);
/* name_runs.c: fills candidates. */
void names_gather(struct people *p);
/* name_signatures.c: a given name that is no word, place or title besides. */
bool names_is_plain_given(const struct people *p, uint32_t i);
/* A signature that ran into what stood on its next line, "Ann Lee Harbour Energy Corp", "Ann Lee
 * Jim Poe": end of the first person's name; first if the run is one name. */
uint32_t names_signature_end(const struct people *p, uint32_t first, uint32_t end);
/* name_generations.c: "II", "XIV". */
bool names_is_numeral(const struct people *p, uint32_t i);
/* Where a person's name that ends before token `end` ends with what tells it from that of a father
 * or forebear: "Sam Houston III", "Sam Houston, Jr."; forms of a name agree without that. */
uint32_t names_generation_end(const struct people *p, uint32_t end);
/* name_kinds.c: what one candidate's words and neighbours say it is. */
void names_weigh(struct people *p, struct candidate *c);
/* name_lists.c: what the members of one list say about each other. */
void names_share(struct people *p);
/* role_nouns.c: nouns of what a person is, words that lead to what that is of; what one is to
 * another. */
bool names_is_role(const struct people *p, uint32_t i);
/* Whether a word has one of the endings that the language file lists under [grammar]. */
bool names_ends(const struct people *p, const char *key, str word);
/* "voormalig": stands before a role without an article. */
bool names_is_role_adjective(const struct people *p, str word);
/* Whether the word at i is an article that a person's adjective at i + 1 may follow: "Das machte
 * Trainer Jan Holm möglich" is about no person, and "Ihr dankte Trainer Jan Holm" has no adjective.
 */
bool names_leads_to_adjective(const struct people *p, uint32_t i);
/* Whether the word at i, in front of a role, is none that says which. */
bool names_is_no_adjective(const struct people *p, uint32_t i);
/* "oppositionsführer": a word that ends in a role or title. */
bool names_word_ends_in_role(const struct people *p, str word);
/* A noun joined of others of which the last is a role, and not what one is to another. */
bool names_is_joined_role(const struct people *p, uint32_t i);
/* A body that bears nobody's name, as a council does and a school may not. */
bool names_is_nameless(const struct people *p, uint32_t i);
bool names_is_relation(const struct people *p, uint32_t i);
bool names_leads_on(const struct people *p, uint32_t i);
/* The noun of the role that ends with token `last`, before the name or a comma before it: `last`
 * where that is one by itself, or none. */
uint32_t names_role_noun(const struct people *p, const struct candidate *c, uint32_t last);
/* Where the word begins that token i ends, "vice-President": from there on at the earliest. */
uint32_t names_word_start(const struct people *p, uint32_t from, uint32_t i);
/* Behind the word that begins with token i, with all its hyphens. */
uint32_t names_word_end(const struct people *p, uint32_t i);
/* Behind the degrees that stand behind a name, ", M.D., Ph.D.", at the mark that ends them. */
uint32_t names_behind_degrees(const struct people *p, uint32_t i);
/* Where the roles and titles begin that stand between `from` and the name, right before it; the
 * name where there are none. */
uint32_t names_roles_start(const struct people *p, uint32_t from, uint32_t name);
/* "former U.S. President", "oud-minister": where the word stands that makes another office of it;
 * nobody is what he was. */
uint32_t names_changed_start(const struct people *p, uint32_t start);
/* "no longer mayor", "previously a judge": what follows he is not. */
bool names_is_undone(const struct people *p, uint32_t i);
/* titles.c: whether a role stands beside the name, be it another's; *ret_body: one in front of it
 * that a body may have, "the broadcaster Bay Sports". */
bool names_has_role(const struct people *p, const struct candidate *c, bool *ret_body);
/* The role that stands beside a person's name, empty if none is certain to be the person's or if it
 * tells nothing without more: "daughter". */
str names_role(const struct people *p, const struct candidate *c);
/* What the roles beside a name say of the person: "her husband, the cellist Piet Maes". */
enum gender names_role_gender(const struct people *p, const struct candidate *c);
/* The title in front of the name, "President", "vice-President"; empty for a courtesy. */
str names_title(const struct people *p, const struct candidate *c);
/* name_entities.c: joins candidates over the document; fills names, mentions, aliases. */
void names_agree(struct people *p);
/* name_aliases.c: distinct forms of each name beside its fullest, in the order of their first
 * places. */
void names_list_aliases(struct people *p);
/* quotations.c: the marks hold the title of a work, or a term: never what somebody says. */
bool is_work(const struct people *p, uint32_t m);
