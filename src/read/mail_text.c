/* mail_text.c - the writer's own words in the plain text of a mail.
 *
 * Programs write the words round a quoted mail in their user's language, whatever the mail is in:
 * the words below are those of all of them together. */
#include "read/mail.h"

#include "read/steps.h"

/* --- lines --- */

struct mail_line {
  size_t at, len; /* without the line end */
  uint32_t depth; /* of "> " */
  bool is_left_out;
};

struct mail_lines {
  const struct mapped *text;
  struct arena *arena;
  VEC(struct mail_line) all;
};

static str line_of(const struct mail_lines *lines, uint32_t i)
{
  return str_sub(mapped_str(lines->text), lines->all.at[i].at, lines->all.at[i].len);
}

static str words_of(const struct mail_lines *lines, uint32_t i)
{
  return str_trim(line_of(lines, i));
}

static uint32_t quote_depth(str line)
{
  uint32_t depth = 0;
  for (size_t at = 0; at < line.len && (line.data[at] == '>' || (depth && line.data[at] == ' '));
       at++)
    depth += line.data[at] == '>';
  return depth;
}

static void split(struct mail_lines *lines)
{
  str text = mapped_str(lines->text);
  for (size_t at = 0; at < text.len;) {
    const char *end = memchr(text.data + at, '\n', text.len - at);
    size_t to = end ? (size_t)(end - text.data) : text.len;
    struct mail_line line = {.at = at, .len = to - at};
    line.len -= line.len && text.data[to - 1] == '\r';
    line.depth = quote_depth(str_sub(text, at, line.len));
    vec_push(lines->arena, &lines->all, line);
    at = to + 1;
  }
}

static bool is_empty(const struct mail_lines *lines, uint32_t i)
{
  return !words_of(lines, i).len;
}

static bool has_own_text(const struct mail_lines *lines, uint32_t from, uint32_t to)
{
  for (uint32_t i = from; i < to; i++)
    if (!lines->all.at[i].is_left_out && !lines->all.at[i].depth && !is_empty(lines, i))
      return true;
  return false;
}

static void leave_out(struct mail_lines *lines, uint32_t from, uint32_t to)
{
  for (uint32_t i = from; i < to; i++)
    lines->all.at[i].is_left_out = true;
}

/* --- flowed text (RFC 3676, 4) --- */

static bool goes_on(str line)
{
  return line.len && line.data[line.len - 1] == ' ' && !str_eq(line, STR("-- "));
}

/* Bytes of the quote marks and of the blank that was stuffed before the text. */
static size_t stuffing(const struct mail_lines *lines, uint32_t i)
{
  str line = line_of(lines, i);
  size_t at = 0;
  while (at < line.len && line.data[at] == '>')
    at++;
  return at < line.len && line.data[at] == ' ' && !str_eq(line, STR("-- ")) ? at + 1 : at;
}

static void join_flowed(struct mapped *ret, const struct mail_lines *lines, enum mail_flow flow)
{
  for (uint32_t i = 0; i < lines->all.count; i++) {
    const struct mail_line *line = &lines->all.at[i];
    bool is_joined = i > 0 && goes_on(line_of(lines, i - 1)) && line->depth == line[-1].depth;
    size_t skipped = stuffing(lines, i);
    bool joins_next = goes_on(line_of(lines, i)) && i + 1 < lines->all.count &&
                      line[1].depth == line->depth && !str_eq(line_of(lines, i + 1), STR("-- "));
    size_t end = joins_next && flow == MAIL_FLOWED_TIGHT ? line->len - 1 : line->len;
    if (!is_joined && line->depth)
      mapped_copy(ret, lines->text, line->at, skipped);
    if (end > skipped)
      mapped_copy(ret, lines->text, line->at + skipped, end - skipped);
    if (!joins_next)
      mapped_add(ret, STR("\n"));
  }
}

/* --- quoted mails --- */

static bool has_one_of(str line, const str *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (str_find(line, words[i], 0) != SIZE_MAX)
      return true;
  return false;
}

#define HAS_ONE_OF(line, words) has_one_of((line), (words), sizeof(words) / sizeof *(words))

/* "On 3 May 2024, Jane Doe wrote:", on one line or two, right before what is quoted. */
static bool is_attribution(str line)
{
  static const str verbs[] = {{"wrote", 5},    {"schrieb", 7}, {"écrit", 6},    {"escribió", 9},
                              {"scritto", 7},  {"schreef", 7}, {"escreveu", 8}, {"пишет", 10},
                              {"написал", 14}, {"писал", 10},  {"napisał", 8},  {"skrev", 5}};

  enum { LINE_MAX_BYTES = 300 };

  if (line.len < 2 || line.len > LINE_MAX_BYTES || line.data[line.len - 1] != ':')
    return false;
  return HAS_ONE_OF(line, verbs) || memchr(line.data, '@', line.len);
}

static void leave_attribution_out(struct mail_lines *lines, uint32_t quoted)
{
  enum { LINES_MAX = 3 };

  uint32_t end = quoted;
  while (end > 0 && is_empty(lines, end - 1))
    end--;
  str text = mapped_str(lines->text);
  for (uint32_t from = end; from > 0 && end - from < LINES_MAX; from--) {
    const struct mail_line *first = &lines->all.at[from - 1], *last = &lines->all.at[end - 1];
    if (is_empty(lines, from - 1) || first->depth)
      return;
    str words = str_trim(str_sub(text, first->at, last->at + last->len - first->at));
    /* A line that begins a paragraph, so that no sentence of the writer's is cut. */
    bool begins = from == 1 || is_empty(lines, from - 2) || lines->all.at[from - 2].depth;
    if (begins && is_attribution(words)) {
      leave_out(lines, from - 1, end);
      return;
    }
  }
}

static void leave_quotes_out(struct mail_lines *lines)
{
  for (uint32_t i = 0; i < lines->all.count; i++) {
    if (!lines->all.at[i].depth)
      continue;
    if (i == 0 || !lines->all.at[i - 1].depth)
      leave_attribution_out(lines, i);
    lines->all.at[i].is_left_out = true;
  }
}

/* "-----Original Message-----": words between rows of hyphens. */
static bool is_separator(str line)
{
  enum { HYPHENS = 4, LINE_MAX_BYTES = 100 };

  size_t at = 0, end = line.len;
  while (at < line.len && line.data[at] == '-')
    at++;
  while (end > at && line.data[end - 1] == '-')
    end--;
  return line.len <= LINE_MAX_BYTES && at >= HYPHENS && line.len - end >= HYPHENS && end > at;
}

static bool is_forward(str line)
{
  static const str words[] = {{"orward", 6},      {"eitergeleitet", 13}, {"ransf", 5},
                              {"eenvia", 6},      {"noltrat", 7},        {"oorgestuurd", 11},
                              {"ncaminhada", 10}, {"ересыла", 14},       {"ересла", 12}};
  return HAS_ONE_OF(line, words);
}

/* "From: ...", "Gesendet: ...": a field of the head that a program writes over a quoted mail. */
static bool is_head_line(str line, bool *ret_is_sender)
{
  static const str senders[] = {{"From:", 5}, {"Von:", 4}, {"De:", 3}, {"De :", 4},
                                {"Da:", 3},   {"Van:", 4}, {"От:", 5}, {"*From:*", 7}};
  static const str others[] = {
      {"Sent:", 5},        {"Date:", 5},       {"To:", 3},         {"Cc:", 3},
      {"CC:", 3},          {"Subject:", 8},    {"Reply-To:", 9},   {"Gesendet:", 9},
      {"Datum:", 6},       {"An:", 3},         {"Betreff:", 8},    {"Envoyé", 7},
      {"À:", 3},           {"À :", 4},         {"Objet", 5},       {"Date :", 6},
      {"Enviado", 7},      {"Fecha:", 6},      {"Para:", 5},       {"Asunto:", 7},
      {"Assunto:", 8},     {"Inviato:", 8},    {"Data:", 5},       {"A:", 2},
      {"Oggetto:", 8},     {"Verzonden:", 10}, {"Aan:", 4},        {"Onderwerp:", 10},
      {"Отправлено:", 21}, {"Дата:", 9},       {"Кому:", 9},       {"Тема:", 9},
      {"*Sent:*", 7},      {"*To:*", 5},       {"*Subject:*", 10}, {"*Date:*", 7}};
  *ret_is_sender = false;
  for (size_t i = 0; i < sizeof senders / sizeof *senders; i++)
    *ret_is_sender |= str_starts(line, senders[i]);
  bool is_one = *ret_is_sender;
  for (size_t i = 0; i < sizeof others / sizeof *others && !is_one; i++)
    is_one = str_starts(line, others[i]);
  return is_one;
}

/* Lines of such a head from a place on: three or more, the sender among them; 0 if there is none.
 */
static uint32_t head_lines(const struct mail_lines *lines, uint32_t from)
{
  enum { LINES_MIN = 3, LINES_MAX = 12 };

  bool has_sender = false, is_sender;
  uint32_t i = from;
  for (; i < lines->all.count && i - from < LINES_MAX; i++) {
    if (!is_head_line(words_of(lines, i), &is_sender))
      break;
    has_sender |= is_sender;
  }
  return has_sender && i - from >= LINES_MIN ? i - from : 0;
}

static uint32_t past_empty(const struct mail_lines *lines, uint32_t i)
{
  while (i < lines->all.count && is_empty(lines, i))
    i++;
  return i;
}

static bool is_original(str line)
{
  static const str words[] = {{"rigin", 5}, {"rsprüngl", 9}, {"orspronkelijk", 13}};
  return HAS_ONE_OF(line, words);
}

/* "Begin forwarded message:" right before what is quoted, or before a head. */
static bool is_forward_line(str line)
{
  enum { LINE_MAX_BYTES = 60 };

  return line.len > 1 && line.len <= LINE_MAX_BYTES && line.data[line.len - 1] == ':' &&
         is_forward(line);
}

/* A mail passed on as a quotation, "> From: ..." and the text under it: the head goes, the rest
 * counts as written. */
static void keep_passed_on(struct mail_lines *lines)
{
  for (uint32_t i = 0; i < lines->all.count; i++) {
    if (lines->all.at[i].depth || !is_forward_line(words_of(lines, i)))
      continue;
    uint32_t next = past_empty(lines, i + 1);
    if (next == lines->all.count || lines->all.at[next].depth != 1)
      continue;
    leave_out(lines, i, next);
    bool in_head = true, is_sender;
    for (; next < lines->all.count && lines->all.at[next].depth; next++) {
      struct mail_line *line = &lines->all.at[next];
      str bare = str_trim(str_sub(line_of(lines, next), 1, line->len - 1));
      in_head = in_head && (!bare.len || is_head_line(bare, &is_sender));
      line->is_left_out = in_head;
      line->depth--;
    }
    i = next - 1;
  }
}

/* A forwarded mail loses its head and stays; an answered one is left out to the end. What stands
 * in a forwarded mail under a few words was passed on once more. */
static void leave_mails_out(struct mail_lines *lines, enum mail_purpose purpose)
{
  enum { PASSED_ON_BYTES = 200 };

  bool has_own = false, in_forwarded = false, passes_on = purpose == MAIL_PASSED_ON;
  size_t own_bytes = 0; /* since the last head */
  for (uint32_t i = 0; i < lines->all.count; i++) {
    str line = words_of(lines, i);
    bool is_mark = line.len && line.data[0] == '-' && is_separator(line);
    bool is_ruled = line.len && line.data[0] == '_' && is_rule(line);
    uint32_t head = is_mark || is_ruled ? past_empty(lines, i + 1) : i;
    uint32_t count = lines->all.at[i].is_left_out ? 0 : head_lines(lines, head);
    if (!count && !(is_mark && is_original(line))) {
      bool is_own = line.len && !lines->all.at[i].is_left_out && !lines->all.at[i].depth;
      has_own |= is_own;
      own_bytes += is_own ? line.len : 0;
      continue;
    }
    bool is_forwarded = passes_on || (is_mark && is_forward(line)) || !has_own ||
                        (in_forwarded && own_bytes <= PASSED_ON_BYTES);
    leave_out(lines, i, is_forwarded ? head + count : lines->all.count);
    if (!is_forwarded)
      return;
    i = head + count - 1;
    in_forwarded = true;
    passes_on = false;
    own_bytes = 0;
  }
}

/* --- what stands under a mail --- */

static bool is_footer_line(str line)
{
  static const str words[] = {{"mailing list", 12}, {"Mailing list", 12}, {"Mailing-List", 12},
                              {"mailing-list", 12}, {"nsubscribe", 10},   {"listinfo", 8},
                              {"bbestellen", 10},   {"http://", 7},       {"https://", 8},
                              {"subscribed to", 13}};
  return HAS_ONE_OF(line, words);
}

/* A rule near the end with a list's address under it. */
static void leave_footer_out(struct mail_lines *lines)
{
  enum { RULE_MIN = 20, LINES_MAX = 15 };

  uint32_t count = lines->all.count;
  for (uint32_t i = count > LINES_MAX ? count - LINES_MAX : 0; i < count; i++) {
    str line = words_of(lines, i);
    bool has_address = false;
    if (line.len < RULE_MIN || !is_rule(line))
      continue;
    for (uint32_t k = i + 1; k < count; k++)
      has_address |= is_footer_line(words_of(lines, k));
    if (has_address) {
      leave_out(lines, i, count);
      return;
    }
  }
}

/* "Sent from my phone": one line at the end. */
static bool is_device_line(str line)
{
  static const str heads[] = {
      {"Sent from my ", 13}, {"Get Outlook for ", 16},      {"Von meinem ", 11},
      {"Gesendet von ", 13}, {"Envoyé de mon ", 15},        {"Enviado desde mi ", 17},
      {"Inviato da ", 11},   {"Verzonden vanaf mijn ", 21}, {"Отправлено с ", 24}};

  enum { LINE_MAX_BYTES = 80 };

  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (line.len <= LINE_MAX_BYTES && str_starts(line, heads[i]))
      return true;
  return false;
}

/* The three things that a lawyer's lines under a mail all speak of: secret, mail, reader. */
static bool is_disclaimer(str words)
{
  static const str secrets[] = {{"onfidential", 11}, {"ertraulich", 10}, {"onfidentiel", 11},
                                {"onfidencial", 11}, {"iservat", 7},     {"ertrouwelijk", 12},
                                {"ONFIDENTIAL", 11}};
  static const str mails[] = {{"e-mail", 6},    {"E-Mail", 6},    {"E-mail", 6},  {"email", 5},
                              {"message", 7},   {"messaggio", 9}, {"mensaje", 7}, {"mensagem", 8},
                              {"Nachricht", 9}, {"bericht", 7}};
  static const str readers[] = {{"ntended", 7},  {"ddressee", 8}, {"Empfänger", 10},
                                {"Adressat", 8}, {"estinat", 7},  {"eadresseerde", 12},
                                {"recipient", 9}};
  return HAS_ONE_OF(words, secrets) && HAS_ONE_OF(words, mails) && HAS_ONE_OF(words, readers);
}

/* The paragraph of the disclaimer near the end, and what little stands under it. */
static void leave_disclaimer_out(struct mail_lines *lines)
{
  enum { PARAGRAPHS_MAX = 3, BELOW_MAX_BYTES = 400 };

  str text = mapped_str(lines->text);
  uint32_t to = lines->all.count;
  for (int seen = 0; seen < PARAGRAPHS_MAX && to > 0; seen++) {
    while (to > 0 && (lines->all.at[to - 1].is_left_out || is_empty(lines, to - 1)))
      to--;
    uint32_t from = to;
    while (from > 0 && !lines->all.at[from - 1].is_left_out && !is_empty(lines, from - 1))
      from--;
    if (from == to || !has_own_text(lines, 0, from))
      return;
    const struct mail_line *first = &lines->all.at[from], *last = &lines->all.at[to - 1];
    str words = str_sub(text, first->at, last->at + last->len - first->at);
    if (is_disclaimer(words) && text.len - first->at <= words.len + BELOW_MAX_BYTES) {
      leave_out(lines, from, lines->all.count);
      return;
    }
    to = from;
  }
}

static void leave_signature_out(struct mail_lines *lines)
{
  uint32_t last = UINT32_MAX;
  for (uint32_t i = 0; i < lines->all.count; i++) {
    str line = line_of(lines, i);
    if (str_eq(line, STR("-- ")) && has_own_text(lines, 0, i)) {
      leave_out(lines, i, lines->all.count);
      break;
    }
    if (!lines->all.at[i].is_left_out && line.len && !is_empty(lines, i))
      last = i;
  }
  if (last != UINT32_MAX && is_device_line(words_of(lines, last)))
    leave_out(lines, last, last + 1);
}

/* The lines of a message signed in its text (RFC 4880, 7) that are the program's. */
static void leave_armour_out(struct mail_lines *lines)
{
  for (uint32_t i = 0; i < lines->all.count; i++) {
    str line = words_of(lines, i);
    if (str_eq(line, STR("-----BEGIN PGP SIGNED MESSAGE-----"))) {
      while (i < lines->all.count && !is_empty(lines, i))
        lines->all.at[i++].is_left_out = true;
    } else if (str_eq(line, STR("-----BEGIN PGP SIGNATURE-----"))) {
      while (i < lines->all.count &&
             !str_eq(words_of(lines, i), STR("-----END PGP SIGNATURE-----")))
        lines->all.at[i++].is_left_out = true;
      if (i < lines->all.count)
        lines->all.at[i].is_left_out = true;
    }
  }
}

void mail_own_text(struct mapped *ret, const struct mapped *text, enum mail_flow flow,
                   enum mail_purpose purpose)
{
  struct arena *arena = ret->arena;
  struct mail_lines lines = {.text = text, .arena = arena};
  split(&lines);
  struct mapped joined;
  if (flow != MAIL_FIXED) {
    mapped_init(&joined, arena, text->len + 1);
    join_flowed(&joined, &lines, flow);
    lines = (struct mail_lines){.text = &joined, .arena = arena};
    split(&lines);
  }
  if (arena_short(arena))
    return;
  leave_armour_out(&lines);
  leave_footer_out(&lines);
  keep_passed_on(&lines);
  leave_mails_out(&lines, purpose);
  if (has_own_text(&lines, 0, lines.all.count))
    leave_quotes_out(&lines);
  leave_signature_out(&lines);
  leave_disclaimer_out(&lines);
  for (uint32_t i = 0; i < lines.all.count; i++) {
    const struct mail_line *line = &lines.all.at[i];
    if (line->is_left_out)
      continue;
    mapped_copy(ret, lines.text, line->at, line->len);
    mapped_add(ret, STR("\n"));
  }
}
