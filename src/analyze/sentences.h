/* sentences.h - what the rule layers of the sentence splitter share. Private to the room. */
#pragma once

#include "analyze/analyze.h"

/* What a word may do at an end of a sentence, by word id; beside the classes of the lexicon. */
enum end_cue {
  END_STARTER = 1 << 0,     /* opens a sentence where it has a capital */
  END_CAPITAL = 1 << 1,     /* an abbreviation only with a capital: Mass., Sun. */
  END_OPENING = 1 << 2,     /* leans on the sentence before: another, both */
  END_ALONE = 1 << 3,       /* "this week", "this report" lean on nothing */
  END_PHRASE = 1 << 4,      /* first word of a leaning phrase */
  END_BE = 1 << 5,          /* is, was: "it is clear that" */
  END_SMALL = 1 << 6,       /* opens a sentence even in lower case: "i" */
  END_CLOSING = 1 << 7,     /* an abbreviation that stands last more often than not: etc. */
  END_IT = 1 << 8,          /* it, its */
  END_CLAUSE = 1 << 9,      /* behind an empty "it is": that, to */
  END_NOTICE = 1 << 10,     /* first word of a notice */
  END_WEAK = 1 << 11,       /* says nothing of whom a pronoun means: of, two, in */
  END_ASK = 1 << 12,        /* asked, wondered */
  END_WHAT = 1 << 13,       /* whether, where: opens what is asked */
  END_ORDER = 1 << 14,      /* second, thirdly: with a comma, goes on with a list */
  END_REPLY = 1 << 15,      /* replied, answered */
  END_NEXT = 1 << 16,       /* second word of a notice */
  END_CAPTION = 1 << 17,    /* with a number, opens the words below a picture: Figure */
  END_STAMP = 1 << 18,      /* said of a time, it says when something was made known: updated */
  END_PICTURED = 1 << 19,   /* set off, says that a picture shows it */
  END_SIDE = 1 << 20,       /* set off, says where a picture shows it: left */
  END_AUXILIARY = 1 << 21,  /* has, would */
  END_HALF = 1 << 22,       /* opens half a sentence: because */
  END_SCENE = 1 << 23,      /* when, if */
  END_SHOWN = 1 << 24,      /* before "in Table 2", shows nothing */
  END_LEAD = 1 << 25,       /* last in a sentence, leads to the next: following */
  END_ARTICLE = 1 << 26,    /* a, the */
  END_INFINITIVE = 1 << 27, /* to */
  END_GREETING = 1 << 28,   /* opens what greets: hello */
  END_WHOLE = 1 << 29,      /* looks like an abbreviation, and is written without a stop: Lkw */
  END_ORDINAL = 1 << 30     /* before a number with a stop, says that it is an ordinal: der 147. */
};

struct sentence_rules {
  struct map cues; /* by folded word: enum end_cue */
  const struct word_set *openings, *connectives, *contrasts, *links, *nows, *echoes, *notices,
      *leads, *pointers, *listed, *rulings, *turnings, *tails;
  bool has_ordinal_stops; /* "am 3. Oktober" */
  bool inverts;           /* behind its words, the verb stands before who spoke */
};

struct splitter {
  struct analysis *a;
  const struct sentence_rules *rules;
  str text;
  uint32_t *cues;       /* by word id */
  bool *is_start;       /* by token: a list mark that opens a sentence */
  uint32_t *partner;    /* by token: the bracket that closes this one; NONE */
  bool is_lower;        /* the block is written without capitals */
  bool quotes_passages; /* what is set off is somebody else's */
  bool spaces_stops;    /* stops are written behind a blank */
  uint32_t first, end;  /* tokens of the block */
};

static inline const struct token *token_at(const struct splitter *s, uint32_t i)
{
  return &s->a->tokens.at[i];
}

static inline uint64_t classes_at(const struct splitter *s, uint32_t i)
{
  return s->a->words.at[s->a->tokens.at[i].word].classes;
}

static inline unsigned cues_at(const struct splitter *s, uint32_t i)
{
  return s->cues[s->a->tokens.at[i].word];
}

static inline bool has_space(const struct splitter *s, uint32_t i)
{
  return (s->a->tokens.at[i].flags & TOKEN_SPACE_BEFORE) != 0;
}

/* The character of a mark, '.' also for "..."; 0 for other tokens and past the block. */
static inline uint32_t mark_at(const struct splitter *s, uint32_t i)
{
  if (i >= s->end || token_at(s, i)->kind != TOKEN_MARK)
    return 0;
  size_t at = token_at(s, i)->at;
  return utf8_next(s->text, &at);
}

static inline bool mark_is(const struct splitter *s, uint32_t i, char c)
{
  return i < s->end && token_at(s, i)->kind == TOKEN_MARK && s->text.data[token_at(s, i)->at] == c;
}

static inline bool word_is(const struct splitter *s, uint32_t i, uint64_t classes)
{
  return i < s->end && token_at(s, i)->kind == TOKEN_WORD && (classes_at(s, i) & classes) != 0;
}

/* sentence_lists.c: fills is_start for the block. */
void find_list_marks(struct splitter *s);
/* True if [start, i] is nothing but a list mark: "1.", "(iii)", "a.)". */
bool is_list_mark(const struct splitter *s, uint32_t start, uint32_t i);
/* sentence_ends.c: where the sentence ends that token i may end: the token behind it; 0 if it does
 * not. */
uint32_t sentence_end(const struct splitter *s, uint32_t start, uint32_t i);
bool may_terminate(const struct splitter *s, uint32_t i, uint32_t mark);

static inline bool is_terminator(const struct splitter *s, uint32_t i)
{
  uint32_t mark = mark_at(s, i);
  return mark && may_terminate(s, i, mark);
}

bool is_closer(const struct splitter *s, uint32_t i);
bool is_opener(const struct splitter *s, uint32_t i);
/* sentence_leans.c: the first word behind list marks and opening marks; end if there is none. */
uint32_t first_word(const struct splitter *s, uint32_t first, uint32_t end);
/* Words from first on are a phrase of several, as the language file has it, of one of the sets;
 * more may be NULL. */
bool opens_with_phrase(const struct splitter *s, uint32_t first, uint32_t end,
                       const struct word_set *phrases, const struct word_set *more);
/* A comma, a colon or a semicolon in it. */
bool has_comma(const struct splitter *s, uint32_t first, uint32_t end);
/* Where what is said begins behind who says it; first if nobody is named. */
uint32_t behind_label(const struct splitter *s, uint32_t first, uint32_t end);
bool sentence_leans(const struct splitter *s, uint32_t first, uint32_t end);
/* sentence_flags.c */
uint32_t sentence_flags(const struct splitter *s, uint32_t first, uint32_t end);
/* Marks sentences that are nothing but quotation, over the block's sentences from first on. */
void flag_quotations(const struct splitter *s, uint32_t first_sentence);
