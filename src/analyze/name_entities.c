/* name_entities.c - agreement over the document: forms of one name become one entry.
 *
 * Invariant: an entity is one form of words (folded); its root is the fullest form. A short form
 * goes to the one full form that it can stand for; where several could, the one named last before
 * it. Runs whose capital proves nothing are taken only when the document proves the name elsewhere,
 * or when their own words do. */
#include "analyze/people.h"

/* Evidence at which a run needs no other place to prove it: a title, a given name with a surname,
 * an ending, a place of the list. */
#define PROOF 6

/* A family; where more people share a surname, the ones named last count. */
#define SAME_SURNAME 64

/* "Cllr.": no longer title is mere courtesy. */
#define COURTESY_BYTES 5
/* Acronyms have no more letters. */
#define INITIALS_MAX 8

/* One word with a capital needs more than a hint to be a name. */
#define SINGLE_LEAST 2

struct forms {
  struct people *p;
  struct map keys;      /* folded form -> entity */
  struct map last_word; /* last word of a person's full form -> first such entity */
  struct map first_word;
  struct map heads;    /* first words of an organisation -> entity */
  struct map initials; /* of an organisation's words -> entity */
  struct map same;     /* canonical form of the language file -> entity */
  uint32_t *latest;    /* by entity: candidate where its full form stood last, + 1 */
};

static int32_t best_evidence(const struct entity *e)
{
  int32_t best = e->person > e->organisation ? e->person : e->organisation;
  return best > e->place ? best : e->place;
}

static enum name_kind kind_of(const struct entity *e)
{
  if (e->place >= e->person && e->place > e->organisation)
    return NAME_PLACE;
  return e->organisation >= e->person && e->organisation > 0 ? NAME_ORGANISATION : NAME_PERSON;
}

static uint32_t entity_of(struct forms *f, const struct candidate *c)
{
  struct people *p = f->p;
  bool fresh = false;
  uint32_t entry = map_add(&f->keys, tokens_key(p, c->first, c->end), &fresh);
  if (entry == MAP_NONE)
    return NONE;
  if (fresh) {
    f->keys.entries[entry].value = p->entities.count;
    struct entity e = {.key = f->keys.entries[entry].key,
                       .first = c->first,
                       .end = c->end,
                       .name = NONE,
                       .whole = p->entities.count,
                       .next = NONE,
                       .title = {"", 0}};
    for (uint32_t i = c->first; i < c->end; i++)
      e.words += token_is_word(p, i);
    vec_push(p->scratch, &p->entities, e);
  }
  uint32_t entity = f->keys.entries[entry].value;
  return entity < p->entities.count ? entity : NONE;
}

static enum gender title_gender(const struct people *p, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++) {
    uint64_t bits = token_bits(p, i);
    if (bits & (CUE(TITLE_MALE) | CUE(ROLE_MALE)))
      return GENDER_MALE;
    if (bits & (CUE(TITLE_FEMALE) | CUE(ROLE_FEMALE)))
      return GENDER_FEMALE;
  }
  return GENDER_UNKNOWN;
}

static enum gender given_gender(const struct people *p, uint32_t i)
{
  uint64_t bits = token_bits(p, i);
  if ((bits & CUE(GIVEN_ANY)) || !(bits & CUES_GIVEN))
    return GENDER_UNKNOWN;
  if ((bits & CUE(GIVEN_MALE)) && (bits & CUE(GIVEN_FEMALE)))
    return GENDER_UNKNOWN;
  return bits & CUE(GIVEN_MALE) ? GENDER_MALE : GENDER_FEMALE;
}

/* "in London", "of London", "London, England": of the town. */
static bool is_in_place(const struct people *p, const struct candidate *c)
{
  bool has_before = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START);
  uint32_t next = c->end + 1;
  return (has_before && token_bits(p, c->lead - 1) & (CUE(PLACE_BEFORE) | CUE(OF))) ||
         (next < p->a->tokens.count && token_is(p, c->end, ',') &&
          (is_behind_town(p, next) || phrase_end(p, next, CUE(PLACE)) > next));
}

static void add_evidence(struct people *p, struct entity *e, const struct candidate *c)
{
  bool has_next = c->end < p->a->tokens.count && !token_has(p, c->end, TOKEN_BLOCK_START);
  /* In "Richard I think" it is none. */
  bool is_regnal = c->end == c->first + 1 && has_next && token_text(p, c->end).len > 1 &&
                   names_is_numeral(p, c->end);
  e->is_regnal = e->is_regnal || is_regnal;
  e->person += c->person;
  e->organisation += c->organisation;
  e->place += c->place;
  e->strong += !c->is_weak;
  e->towns += is_in_place(p, c);
  /* A role says more than "Mr" or "Dr". */
  if (e->title.len == 0)
    e->title = names_title(p, c);
  if (e->title.len <= COURTESY_BYTES) {
    str role = names_role(p, c);
    e->title = role.len > 0 ? role : e->title;
  }
  if (e->gender == GENDER_UNKNOWN)
    e->gender = title_gender(p, c->lead, c->first);
  if (e->gender == GENDER_UNKNOWN)
    e->gender = given_gender(p, c->first);
  if (e->gender == GENDER_UNKNOWN)
    e->gender = names_role_gender(p, c);
}

static void collect_entities(struct forms *f)
{
  struct people *p = f->p;
  for (uint32_t i = 0; i < p->candidates.count; i++)
    names_weigh(p, &p->candidates.at[i]);
  names_share(p);
  for (uint32_t i = 0; i < p->candidates.count; i++) {
    struct candidate *c = &p->candidates.at[i];
    c->entity = NONE;
    if (c->first == c->end)
      continue;
    int32_t best = c->person > c->organisation ? c->person : c->organisation;
    best = best > c->place ? best : c->place;
    if (c->is_weak && best < PROOF)
      continue;
    c->entity = entity_of(f, c);
    if (c->entity != NONE)
      add_evidence(p, &p->entities.at[c->entity], c);
  }
}

static void index_person(struct forms *f, struct map *map, uint32_t token, uint32_t entity)
{
  struct people *p = f->p;
  bool fresh = false;
  uint32_t entry = map_add(map, token_folded(p, token), &fresh);
  if (entry == MAP_NONE)
    return;
  if (fresh) {
    map->entries[entry].value = entity;
    return;
  }
  if (map != &f->last_word) {
    map->entries[entry].value = NONE; /* two people share it: nobody's short form */
    return;
  }
  p->entities.at[entity].next = map->entries[entry].value;
  map->entries[entry].value = entity;
}

/* Words of [first, end), those that hyphens join as one: "Marsh-Jones", but not
 * "al-Rashid". */
static uint32_t words_apart(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t words = 0;
  for (uint32_t i = first; i < end; i++)
    words += token_is_word(p, i) && !(i > first + 1 && token_is_inner_hyphen(p, i - 1) &&
                                      !(token_bits(p, i - 2) & CUE(PARTICLE)));
  return words;
}

static void index_people(struct forms *f)
{
  struct people *p = f->p;
  for (uint32_t i = 0; i < p->entities.count; i++) {
    const struct entity *e = &p->entities.at[i];
    if (e->words < 2 || kind_of(e) != NAME_PERSON || e->person <= 0)
      continue;
    bool is_whole = words_apart(p, e->first, e->end) > 1;
    if (is_whole)
      index_person(f, &f->last_word, e->end - 1, i);
    if (!is_whole && !cues_capital_nouns(p->cues))
      continue;
    index_person(f, &f->first_word, e->first, i);
  }
}

/* "Ann Moss" where one "Ann Ruth Moss" is named, too: the fuller form; NONE where there is none, or
 * more than one. */
static uint32_t fuller_person(const struct forms *f, uint32_t entity)
{
  const struct people *p = f->p;
  const struct entity *e = &p->entities.at[entity];
  uint32_t entry = map_find(&f->last_word, token_folded(p, e->end - 1)), found = NONE;
  if (entry == MAP_NONE)
    return NONE;
  uint32_t i = f->last_word.entries[entry].value;
  for (uint32_t n = 0; i != NONE && n < SAME_SURNAME; i = p->entities.at[i].next, n++) {
    const struct entity *other = &p->entities.at[i];
    if (other->words <= e->words ||
        p->a->tokens.at[other->first].word != p->a->tokens.at[e->first].word)
      continue;
    if (found != NONE)
      return NONE;
    found = i;
  }
  return found;
}

static void join_middle_names(struct forms *f)
{
  struct people *p = f->p;
  for (uint32_t i = 0; i < p->entities.count; i++) {
    struct entity *e = &p->entities.at[i];
    bool is_plain = e->words == 2 && kind_of(e) == NAME_PERSON && e->person > 0 &&
                    token_text(p, e->first).len > 1;
    uint32_t fuller = is_plain ? fuller_person(f, i) : NONE;
    if (fuller == NONE)
      continue;
    struct entity *full = &p->entities.at[fuller];
    /* What is set in capitals is not how the text names somebody. */
    bool is_shouted = token_has(p, full->first, TOKEN_ALL_CAPS);
    struct entity *root = is_shouted ? e : full, *other = is_shouted ? full : e;
    other->whole = is_shouted ? i : fuller;
    if (root->title.len == 0)
      root->title = other->title;
  }
}

/* Does the full form b fit what stands before the short form c: its title, its initial? */
static bool fits(const struct people *p, const struct candidate *c, const struct entity *b)
{
  enum gender gender = title_gender(p, c->lead, c->first);
  if (gender != GENDER_UNKNOWN && b->gender != GENDER_UNKNOWN && gender != b->gender)
    return false;
  if (words_apart(p, c->first, c->end) > 1 && !(token_bits(p, c->first) & CUE(PARTICLE))) {
    str initial = token_text(p, c->first);
    return initial.len == 1 && initial.data[0] == token_text(p, b->first).data[0];
  }
  return true;
}

/* The title words before the short form stand in the full form's title too. */
static bool shares_title(const struct people *p, const struct candidate *c, const struct entity *b)
{
  if (c->lead == c->first || token_bits(p, c->lead) & CUE(COURTESY))
    return false;
  str title = text_fold(p->scratch, b->title);
  return str_find(title, token_folded(p, c->lead), 0) != SIZE_MAX;
}

static uint32_t root_of(const struct people *p, uint32_t entity)
{
  /* Three steps: short form, full form, its longer synonym. */
  for (int i = 0; i < 3 && p->entities.at[entity].whole != entity; i++)
    entity = p->entities.at[entity].whole;
  return entity;
}

/* "Marsh-Jones" is not Jones, and "Reed-Jones" is another; but "Rashid" may be al-Rashid. */
static bool is_same_surname(const struct people *p, const struct candidate *c,
                            const struct entity *full)
{
  uint32_t last = c->end - 1, of = full->end - 1;
  while (last > c->first + 1 && of > full->first + 1 && token_is_inner_hyphen(p, last - 1) &&
         token_is_inner_hyphen(p, of - 1)) {
    last -= 2;
    of -= 2;
    if (p->a->tokens.at[last].word != p->a->tokens.at[of].word)
      return false;
  }
  bool is_joined = of > full->first + 1 && token_is_inner_hyphen(p, of - 1) &&
                   !(token_bits(p, of - 2) & CUE(PARTICLE));
  bool is_own_joined = last > c->first + 1 && token_is_inner_hyphen(p, last - 1) &&
                       !(token_bits(p, last - 2) & CUE(PARTICLE));
  return !is_joined && !is_own_joined;
}

/* The person whose surname (or given name) this candidate is, of several the one named last; NONE
 * if nobody's. */
static uint32_t whole_person(struct forms *f, const struct candidate *c, bool *ret_shared)
{
  struct people *p = f->p;
  uint32_t words = words_apart(p, c->first, c->end);
  bool is_initial = words == 2 && token_text(p, c->first).len == 1;
  /* "De Groot": the particle belongs to the surname. */
  bool has_particle = words > 1 && (token_bits(p, c->first) & CUE(PARTICLE));
  if (words != 1 && !is_initial && !has_particle)
    return NONE;
  uint32_t entry = map_find(&f->last_word, token_folded(p, c->end - 1));
  uint32_t best = NONE;
  bool best_shares = false, is_one = true;
  if (entry != MAP_NONE)
    for (uint32_t e = f->last_word.entries[entry].value, n = 0; e != NONE && n < SAME_SURNAME;
         e = p->entities.at[e].next, n++) {
      if (e == c->entity || !fits(p, c, &p->entities.at[e]) ||
          !is_same_surname(p, c, &p->entities.at[e]))
        continue;
      bool shares = shares_title(p, c, &p->entities.at[e]);
      /* Who is named later in the text is not meant yet. */
      bool is_rival = best != NONE && root_of(p, e) != root_of(p, best) && f->latest[e] > 0 &&
                      f->latest[best] > 0;
      bool is_later = best == NONE || f->latest[e] > f->latest[best];
      is_one = shares != best_shares ? is_one || shares : is_one && !is_rival;
      if (best == NONE || (shares && !best_shares) || (shares == best_shares && is_later)) {
        best = e;
        best_shares = shares;
      }
    }
  *ret_shared = best != NONE && !is_one;
  /* "Richard III" is not Richard Hale. */
  bool is_regnal = c->entity != NONE && p->entities.at[c->entity].is_regnal;
  if (best != NONE || words != 1 || is_regnal || c->end > c->first + 1)
    return best;
  entry = map_find(&f->first_word, token_folded(p, c->first));
  return entry == MAP_NONE ? NONE : f->first_word.entries[entry].value;
}

/* Initials of an organisation's capitalised words spell the acronym. */
static bool spells(const struct people *p, const struct entity *e, str acronym)
{
  size_t n = 0;
  for (uint32_t i = e->first; i < e->end; i++) {
    if (!token_is_word(p, i) || !token_has(p, i, TOKEN_CAPITAL | TOKEN_ALL_CAPS))
      continue;
    if (n >= acronym.len || token_text(p, i).data[0] != acronym.data[n])
      return false;
    n++;
  }
  return n == acronym.len && n >= 2;
}

/* First words of organisations and their initials, to find the full form of a short one. */
static void index_organisation(struct forms *f, uint32_t entity)
{
  struct people *p = f->p;
  const struct entity *e = &p->entities.at[entity];
  char letters[INITIALS_MAX];
  size_t n = 0;
  bool fresh = false;
  for (uint32_t k = e->first; k < e->end; k++) {
    bool is_whole = token_has(p, k, TOKEN_SPACE_BEFORE) || token_is(p, k, ',') ||
                    (token_is(p, k, '.') && k + 1 == e->end);
    if (k > e->first && is_whole) {
      uint32_t entry = map_add(&f->heads, tokens_key(p, e->first, k), &fresh);
      if (entry != MAP_NONE && fresh)
        f->heads.entries[entry].value = entity;
    }
    if (n < sizeof letters && token_is_word(p, k) &&
        token_has(p, k, TOKEN_CAPITAL | TOKEN_ALL_CAPS))
      letters[n++] = token_text(p, k).data[0];
  }
  if (n < 2)
    return;
  uint32_t entry = map_add(&f->initials, arena_str(p->scratch, (str){letters, n}), &fresh);
  if (entry != MAP_NONE && fresh)
    f->initials.entries[entry].value = entity;
}

static void index_organisations(struct forms *f)
{
  for (uint32_t i = 0; i < f->p->entities.count; i++)
    if (f->p->entities.at[i].words > 1 && kind_of(&f->p->entities.at[i]) == NAME_ORGANISATION)
      index_organisation(f, i);
}

/* The organisation that this form shortens: by its first words, or by initials; NONE. */
static uint32_t whole_organisation(const struct forms *f, uint32_t entity)
{
  const struct people *p = f->p;
  const struct entity *e = &p->entities.at[entity];
  bool is_acronym = e->words == 1 && token_has(p, e->first, TOKEN_ALL_CAPS);
  uint32_t entry = is_acronym ? map_find(&f->initials, token_text(p, e->first)) : MAP_NONE;
  if (entry != MAP_NONE) {
    uint32_t whole = f->initials.entries[entry].value;
    return whole != entity && spells(p, &p->entities.at[whole], token_text(p, e->first)) ? whole
                                                                                         : NONE;
  }
  /* "BBC" is whole, "BBC Newsbeat" another. */
  bool is_whole = is_acronym && token_bits(p, e->first) & CUE(ORGANISATION);
  bool may_shorten = !is_whole && e->place < PROOF && !(e->words > 1 && e->person >= PROOF) &&
                     map_find(&f->last_word, e->key) == MAP_NONE;
  entry = may_shorten ? map_find(&f->heads, e->key) : MAP_NONE;
  return entry == MAP_NONE || f->heads.entries[entry].value == entity
             ? NONE
             : f->heads.entries[entry].value;
}

static void join_organisations(struct forms *f)
{
  for (uint32_t i = 0; i < f->p->entities.count; i++) {
    uint32_t whole = f->p->entities.at[i].whole == i ? whole_organisation(f, i) : NONE;
    if (whole != NONE)
      f->p->entities.at[i].whole = whole;
  }
}

/* "Angela Merkels", "Chicagos": the genitive where it has no apostrophe. "Peters" is a name of its
 * own. */
static void join_genitives(struct forms *f)
{
  struct people *p = f->p;
  for (uint32_t i = 0; cues_capital_nouns(p->cues) && i < p->entities.count; i++) {
    struct entity *e = &p->entities.at[i];
    if (e->whole != i || e->key.len < 2 || e->key.data[e->key.len - 1] != 's')
      continue;
    uint32_t entry = map_find(&f->keys, str_sub(e->key, 0, e->key.len - 1));
    uint32_t other = entry == MAP_NONE ? NONE : f->keys.entries[entry].value;
    if (other != NONE && (e->words > 1 || kind_of(&p->entities.at[other]) == NAME_PLACE))
      e->whole = other;
  }
}

/* Forms that the language file's table calls the same: the longest one in the text is the root. */
static void join_same(struct forms *f)
{
  struct people *p = f->p;
  for (uint32_t i = 0; i < p->entities.count; i++) {
    struct entity *e = &p->entities.at[i];
    str canonical = cues_same(p->cues, e->key);
    bool fresh = false;
    uint32_t entry = map_add(&f->same, canonical.len ? canonical : e->key, &fresh);
    if (entry == MAP_NONE)
      return;
    if (fresh) {
      f->same.entries[entry].value = i;
      continue;
    }
    uint32_t other = f->same.entries[entry].value;
    struct entity *o = &p->entities.at[other];
    bool is_longer = e->key.len > o->key.len;
    *(is_longer ? &o->whole : &e->whole) = is_longer ? i : other;
    if (is_longer)
      f->same.entries[entry].value = i;
  }
}

/* "Buying": a form of a word. */
static bool is_inflected(const struct people *p, uint32_t i)
{
  enum { ENDING_LEAST = 2 };

  AUTO(stemmer) stemmer = stemmer_new(language_stemmer(p->a->language));
  str word = token_folded(p, i);
  return !stemmer || stem_word(stemmer, p->scratch, word).len + ENDING_LEAST <= word.len;
}

/* "Aroha Tanui, who": a word of no list before a surname that the text has alone elsewhere, and of
 * nobody else, where what follows speaks of a person. */
static void settle_unknown_given(struct forms *f, struct candidate *c)
{
  enum { LEAST = 3 };

  struct people *p = f->p;
  if (c->end != c->first + 2 || c->person < LEAST || c->lead < c->first)
    return;
  uint32_t last = c->end - 1;
  uint32_t entry = map_find(&f->keys, tokens_key(p, last, c->end));
  if (entry == MAP_NONE || map_find(&f->last_word, token_folded(p, last)) != MAP_NONE)
    return;
  const struct entity *alone = &p->entities.at[f->keys.entries[entry].value];
  if (kind_of(alone) != NAME_PERSON || alone->person <= 0 || is_inflected(p, c->first))
    return;
  c->entity = entity_of(f, c);
  if (c->entity == NONE)
    return;
  add_evidence(p, &p->entities.at[c->entity], c);
  p->entities.at[c->entity].person += PROOF;
  index_person(f, &f->last_word, last, c->entity);
}

/* A weak candidate is taken when its form, or its form without the sentence's first word, is known.
 */
static void settle_weak(struct forms *f, struct candidate *c)
{
  struct people *p = f->p;
  if (c->first == c->end)
    return;
  uint32_t first = c->first;
  for (uint32_t tries = 0; tries < 2 && first < c->end; tries++, first++) {
    uint32_t entry = map_find(&f->keys, tokens_key(p, first, c->end));
    if (entry != MAP_NONE) {
      if (first > c->first)
        c->lead = first;
      c->first = first;
      c->entity = f->keys.entries[entry].value;
      return;
    }
    /* "Mehrez Labin" is another than Labin: a word of no list may be a given name. */
    bool is_word = token_bits(p, first) || token_classes(p, first) || token_seen_small(p, first) ||
                   cues_capital_nouns(p->cues);
    if (!is_word)
      settle_unknown_given(f, c);
    if (c->lead < c->first || !is_word)
      break;
  }
  if (c->entity != NONE)
    return;
  bool is_shared = false;
  bool is_short = whole_person(f, c, &is_shared) != NONE ||
                  map_find(&f->heads, tokens_key(p, c->first, c->end)) != MAP_NONE;
  if (is_short)
    c->entity = entity_of(f, c);
}

/* The entity's name, which token `first` mentions. */
static uint32_t add_name(struct people *p, uint32_t root, uint32_t first)
{
  struct entity *e = &p->entities.at[root];
  if (e->name != NONE)
    return e->name;
  struct analysis *a = p->a;
  uint32_t end = kind_of(e) == NAME_PERSON ? names_generation_end(p, e->end) : e->end;
  e->name = a->names.count;
  vec_push(a->arena, &a->names,
           (struct name){.kind = kind_of(e),
                         .name = str_span(a->document->text, tokens_span(p, e->first, end)),
                         .title = kind_of(e) == NAME_PERSON ? e->title : (str){"", 0}});
  vec_push(p->scratch, &p->genders, kind_of(e) == NAME_PERSON ? e->gender : GENDER_NONE);
  vec_push(p->scratch, &p->firsts, first);
  return e->name;
}

/* Whether the words round a town's name speak of a person who has been named with it in full: it
 * has no preposition or article, no people or body of its own ("London police"), and where the
 * document also speaks of the town, it speaks. */
static bool is_surname_of_known(const struct people *p, const struct candidate *c,
                                const struct entity *own)
{
  uint32_t before = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START) ? c->lead - 1 : NONE;
  uint32_t next =
      c->end < p->a->tokens.count && !token_has(p, c->end, TOKEN_BLOCK_START) ? c->end : NONE;
  bool is_source = before != NONE && before > 0 &&
                   (phrase_end(p, before, CUE(SOURCE)) == c->lead ||
                    phrase_end(p, before - 1, CUE(SOURCE)) == c->lead);
  bool is_led = before != NONE && !is_source &&
                (token_classes(p, before) & CLASS_BIT(CLASS_PREPOSITION) ||
                 token_bits(p, before) & CUE(DETERMINER));
  uint64_t people = CUE(GROUP) | CUE(BODY) | CUE(ROLE);
  bool leads = next != NONE && token_is_word(p, next) &&
               (token_bits(p, next) & people || token_has(p, next, TOKEN_CAPITAL) ||
                token_classes(p, next) & CLASS_BIT(CLASS_COMMON));
  bool speaks = next != NONE && token_bits(p, next) & CUE(SAY);
  if (is_in_place(p, c) || is_led || (leads && !speaks))
    return false;
  return own->towns == 0 || speaks || is_source;
}

/* May what the lists call a place or a body be the surname of that person here? "Lincoln" is where
 * no preposition of place stands before it. */
static bool is_surname_here(const struct forms *f, const struct candidate *c, uint32_t person)
{
  const struct people *p = f->p;
  const struct entity *own = &p->entities.at[c->entity];
  bool is_behind = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START) &&
                   (token_bits(p, c->lead - 1) & CUE(PLACE_BEFORE));
  bool is_known =
      person != NONE && f->latest[person] > 0 && kind_of(own) == NAME_PLACE &&
      p->entities.at[person].person >= PROOF &&
      p->a->tokens.at[p->entities.at[person].end - 1].word == p->a->tokens.at[c->end - 1].word;
  return own->place < PROOF || ((token_bits(p, own->first) & CUE(PLACE_WORD)) && !is_behind) ||
         (is_known && is_surname_of_known(p, c, own));
}

/* "Van Utrecht", "De Groot": where the surname starts at c with the capital particle of the full
 * form before it; c->first if it stands there without. */
static uint32_t surname_start(const struct people *p, const struct candidate *c,
                              const struct entity *full)
{
  uint32_t words = c->end - c->first;
  if (words >= full->end - full->first)
    return c->first;
  uint32_t i = c->first, of = full->end - words;
  while (i > 0 && of > full->first && !token_has(p, i, TOKEN_BLOCK_START) &&
         token_bits(p, of - 1) & CUE(PARTICLE) && p->mention_at[i - 1] == NONE &&
         p->a->tokens.at[i - 1].word == p->a->tokens.at[of - 1].word) {
    i--;
    of--;
  }
  return token_has(p, i, TOKEN_CAPITAL) ? i : c->first;
}

/* One mention; the title that a short form brings goes to the full one. */
static void add_mention(struct forms *f, struct candidate *c)
{
  struct people *p = f->p;
  /* "Pablo Arana, Jr. Airport": what tells the bearer of the name before begins no other. */
  if (p->mention_at[c->first] != NONE)
    return;
  uint32_t root = root_of(p, c->entity);
  const struct entity *own = &p->entities.at[c->entity];
  struct entity *e = &p->entities.at[root];
  bool is_shared = false;
  bool is_short = words_apart(p, own->first, own->end) == 1 ||
                  (own->words == 2 && token_text(p, own->first).len == 1) ||
                  (token_bits(p, own->first) & CUE(PARTICLE));
  if (is_short) {
    uint32_t person = whole_person(f, c, &is_shared);
    uint32_t start = person != NONE ? surname_start(p, c, &p->entities.at[person]) : c->first;
    bool may_be_person =
        start < c->first || kind_of(own) == NAME_PERSON || is_surname_here(f, c, person);
    if (person != NONE && may_be_person) {
      c->lead = c->lead < c->first ? c->lead : start;
      c->first = start;
      root = root_of(p, person);
      e = &p->entities.at[root];
    }
  } else if (kind_of(own) == NAME_PERSON) {
    f->latest[c->entity] = (uint32_t)(c - p->candidates.at) + 1;
  }
  if (best_evidence(e) < (e->words == 1 ? SINGLE_LEAST : 1))
    return;
  /* What stands before a short form here, not before the same short form of somebody else. */
  if (e != own && e->title.len == 0)
    e->title = names_title(p, c);
  if (e->gender == GENDER_UNKNOWN)
    e->gender = title_gender(p, c->lead, c->first);
  uint32_t name = add_name(p, root, c->first);
  if (name >= p->a->names.count || name >= p->firsts.count)
    return;
  if (name_is_person(p, name))
    c->end = names_generation_end(p, c->end);
  uint32_t mention = p->a->mentions.count;
  vec_push(p->a->arena, &p->a->mentions,
           (struct mention){.at = tokens_span(p, c->first, c->end), .name = name});
  vec_push(p->scratch, &p->leads, c->lead);
  vec_push(p->scratch, &p->ends, c->end);
  vec_push(p->scratch, &p->shared, is_shared);
  struct name *n = &p->a->names.at[name];
  n->count++;
  if (n->kind == NAME_PERSON) {
    n->title = e->title.len ? e->title : n->title;
    p->genders.at[name] = e->gender;
  }
  for (uint32_t i = c->first; i < c->end; i++)
    p->mention_at[i] = mention;
  c->entity = name; /* from here on: the name */
}

void names_agree(struct people *p)
{
  struct forms f = {.p = p};
  map_init(&f.keys, p->scratch);
  map_init(&f.last_word, p->scratch);
  map_init(&f.first_word, p->scratch);
  map_init(&f.heads, p->scratch);
  map_init(&f.initials, p->scratch);
  map_init(&f.same, p->scratch);
  /* A candidate makes at most one entity. */
  f.latest = arena_array(p->scratch, uint32_t, p->candidates.count + 1);
  if (!f.latest)
    return;
  collect_entities(&f);
  index_people(&f);
  join_middle_names(&f);
  index_organisations(&f);
  for (uint32_t i = 0; i < p->candidates.count; i++)
    if (p->candidates.at[i].entity == NONE && p->candidates.at[i].first < p->candidates.at[i].end)
      settle_weak(&f, &p->candidates.at[i]);
  join_organisations(&f);
  join_genitives(&f);
  join_same(&f);
  if (arena_short(p->scratch))
    return;
  for (uint32_t i = 0; i < p->candidates.count; i++)
    if (p->candidates.at[i].entity != NONE)
      add_mention(&f, &p->candidates.at[i]);
  names_list_aliases(p);
}
