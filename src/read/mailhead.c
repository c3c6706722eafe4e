/* mailhead.c - a mail saved as text: its head, the marks of quoted lines, the signature.
 *
 * Field names are those of RFC 5322, in every language the same; "-- " is the signature mark of
 * RFC 3676, section 4.3. */
#include "read/mail.h"
#include "read/steps.h"

enum {
  HEAD_LINES_MAX = 100,
  SIGNATURE_LINES_MAX = 12,
  QUOTED_LINES_MIN = 2,
  QUOTE_DEPTH_MAX = 100
};

enum field { FIELD_FROM = 1, FIELD_TO = 2, FIELD_SUBJECT = 4, FIELD_DATE = 8, FIELD_OTHER = 16 };

static const struct {
  str name;
  enum field field;
} fields[] = {{{"from", 4}, FIELD_FROM},       {{"to", 2}, FIELD_TO},
              {{"subject", 7}, FIELD_SUBJECT}, {{"re", 2}, FIELD_SUBJECT},
              {{"date", 4}, FIELD_DATE},       {{"sent", 4}, FIELD_DATE}};

/* A field of a mail's head: a name without blanks, a colon, a value. 0 if the line is none. */
static unsigned field_of(str line, str *ret_value)
{
  size_t at = 0;
  while (at < line.len && line.data[at] > ' ' && line.data[at] < 0x7F && line.data[at] != ':')
    at++;
  if (!at || at >= line.len || line.data[at] != ':')
    return 0;
  str name = str_sub(line, 0, at);
  *ret_value = str_trim(str_sub(line, at + 1, line.len - at - 1));
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (str_eq_nocase(name, fields[i].name))
      return fields[i].field;
  return at + 1 == line.len || line.data[at + 1] == ' ' ? FIELD_OTHER : 0;
}

/* What programs set before the subject of the mail that is answered or passed on. */
static const struct subject_mark {
  str text;
  enum mail_purpose purpose;
} marks[] = {
    {{"re:", 3}, MAIL_WRITTEN},    {{"aw:", 3}, MAIL_WRITTEN},    {{"antw:", 5}, MAIL_WRITTEN},
    {{"sv:", 3}, MAIL_WRITTEN},    {{"res:", 4}, MAIL_WRITTEN},   {{"fw:", 3}, MAIL_PASSED_ON},
    {{"fwd:", 4}, MAIL_PASSED_ON}, {{"wg:", 3}, MAIL_PASSED_ON},  {{"tr:", 3}, MAIL_PASSED_ON},
    {{"rv:", 3}, MAIL_PASSED_ON},  {{"enc:", 4}, MAIL_PASSED_ON}, {{"doorst:", 7}, MAIL_PASSED_ON},
};

/* The mark that a subject begins with; NULL if it has none, or nothing else. */
static const struct subject_mark *mark_of(str subject)
{
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (subject.len > marks[i].text.len &&
        str_eq_nocase(str_sub(subject, 0, marks[i].text.len), marks[i].text))
      return &marks[i];
  return NULL;
}

enum mail_purpose mail_purpose(str subject)
{
  const struct subject_mark *mark = mark_of(subject);
  return mark ? mark->purpose : MAIL_WRITTEN;
}

str mail_subject(str subject)
{
  for (const struct subject_mark *mark; (mark = mark_of(subject));)
    subject = str_trim(str_sub(subject, mark->text.len, subject.len - mark->text.len));
  return subject;
}

/* "jane@example.org (Jane Doe)", as RFC 822 had it. */
static str comment_name(str from)
{
  const char *open = memchr(from.data, '(', from.len);
  if (!open || from.data[from.len - 1] != ')')
    return from;
  size_t at = (size_t)(open - from.data) + 1;
  str name = str_trim(str_sub(from, at, from.len - 1 - at));
  return name.len ? name : str_trim(str_sub(from, 0, at - 1));
}

str mail_sender(str from)
{
  const char *open = memchr(from.data, '<', from.len);
  if (!open)
    return comment_name(from);
  str name = str_trim(str_sub(from, 0, (size_t)(open - from.data)));
  if (name.len > 1 && name.data[0] == '"' && name.data[name.len - 1] == '"')
    name = str_sub(name, 1, name.len - 2);
  size_t at = (size_t)(open - from.data) + 1;
  const char *close = memchr(open, '>', from.len - at + 1);
  size_t end = close ? (size_t)(close - from.data) : from.len;
  return name.len ? name : str_sub(from, at, end - at);
}

/* A mail's, else what whoever wrote the head by hand wrote. */
static str date_of(struct arena *arena, const struct language *language, str value)
{
  str date = moment_of_mail(arena, value);
  return date.len ? date : moment_stated(arena, language, value);
}

static void take_field(struct document *document, const struct language *language, unsigned field,
                       str value)
{
  if (field == FIELD_SUBJECT && !document->title.len)
    document->title = arena_str(document->arena, mail_subject(value));
  else if (field == FIELD_FROM && !document->author.len)
    document->author = arena_str(document->arena, mail_sender(value));
  else if (field == FIELD_DATE && !document->date.len)
    document->date = date_of(document->arena, language, value);
}

/* The line behind a head that begins with line `first`, *ret_known the fields of it that everybody
 * knows; up to the first empty line. `first` where there is none. */
static uint32_t fields_end(const struct lines *lines, uint32_t first, unsigned *ret_known)
{
  unsigned seen = 0;
  uint32_t i = first;
  for (; i < lines->all.count && i < HEAD_LINES_MAX; i++) {
    const struct line *line = &lines->all.at[i];
    str value;
    if (i > first && (line->flags & LINE_AFTER_BLANK))
      break;
    unsigned field = field_of(line_str(lines, i), &value);
    bool goes_on = i > first && line->indent > 0;
    if (!field && !goes_on)
      return first;
    seen |= goes_on ? 0 : field;
  }
  *ret_known = seen & (FIELD_FROM | FIELD_TO | FIELD_SUBJECT | FIELD_DATE);
  return i;
}

/* "MEMORANDUM": a word or two over a head say what it is the head of. */
static bool is_over_head(const struct lines *lines)
{
  enum { TITLE_BYTES = 40, BLANKS_MAX = 2 };

  str line = line_str(lines, 0), value;
  uint32_t blanks = 0;
  for (size_t i = 0; i < line.len; i++)
    blanks += line.data[i] == ' ';
  return line.len <= TITLE_BYTES && blanks <= BLANKS_MAX && !ends_open(line) &&
         !field_of(line, &value);
}

/* Lines of a head: at least two of the four fields everybody knows; all four under a line that is
 * none. */
static uint32_t head_length(const struct lines *lines)
{
  const unsigned all = FIELD_FROM | FIELD_TO | FIELD_SUBJECT | FIELD_DATE;
  unsigned known = 0;
  if (lines->all.count > 1 && is_over_head(lines)) {
    uint32_t end = fields_end(lines, 1, &known);
    return end > 1 && known == all ? end : 0;
  }
  uint32_t end = fields_end(lines, 0, &known);
  return known & (known - 1) ? end : 0; /* two bits or more */
}

static void strip_head(struct lines *lines, struct document *document,
                       const struct language *language)
{
  uint32_t count = head_length(lines);
  for (uint32_t i = 0; i < count; i++) {
    str value = STR("");
    unsigned field = lines->all.at[i].indent ? 0 : field_of(line_str(lines, i), &value);
    take_field(document, language, field, value);
    lines->all.at[i].flags |= LINE_DROPPED;
  }
}

static uint8_t quote_marks(str line, size_t *ret_len)
{
  size_t at = 0;
  uint8_t depth = 0;
  while (at < line.len && line.data[at] == '>' && depth < QUOTE_DEPTH_MAX) {
    depth++;
    at++;
    if (at < line.len && line.data[at] == ' ')
      at++;
  }
  *ret_len = at;
  return depth;
}

static void unquote(struct line *line, str text)
{
  size_t len;
  line->quote = quote_marks(text, &len);
  while (len < text.len && (text.data[len] == ' ' || text.data[len] == '\t')) {
    line->indent++;
    len++;
  }
  line->at += (uint32_t)len;
  line->len -= (uint32_t)len;
}

/* A quoted line without text is an empty line. */
static void strip_quotes(struct lines *lines)
{
  uint32_t quoted = 0, all = 0;
  for (uint32_t i = 0; i < lines->all.count; i++) {
    quoted += line_str(lines, i).data[0] == '>';
    all += !(lines->all.at[i].flags & LINE_DROPPED);
  }
  if (quoted < QUOTED_LINES_MIN)
    return;
  uint32_t kept = 0;
  uint8_t carried = 0, least = quoted == all;
  for (uint32_t i = 0; i < lines->all.count; i++) {
    struct line line = lines->all.at[i];
    unquote(&line, line_str(lines, i));
    if (!line.len) {
      carried |= LINE_AFTER_BLANK | line.flags;
      continue;
    }
    line.quote = line.quote > least ? line.quote - least : 0;
    line.flags |= carried;
    carried = 0;
    lines->all.at[kept++] = line;
  }
  lines->all.count = kept;
}

static void strip_signature(struct lines *lines)
{
  uint32_t count = lines->all.count;
  uint32_t from = count > SIGNATURE_LINES_MAX ? count - SIGNATURE_LINES_MAX : 0;
  for (uint32_t i = from; i < count; i++) {
    size_t end = lines->all.at[i].at + lines->all.at[i].len;
    bool is_mark = str_eq(line_str(lines, i), STR("--")) && end < lines->text.len &&
                   lines->text.data[end] == ' ';
    for (uint32_t k = i; is_mark && k < count; k++)
      lines->all.at[k].flags |= LINE_DROPPED;
  }
}

void mail_strip(struct lines *lines, struct document *document, const struct language *language)
{
  strip_head(lines, document, language);
  strip_quotes(lines);
  strip_signature(lines);
}
