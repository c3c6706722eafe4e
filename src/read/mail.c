/* mail.c - a mail, as it was sent or as the first of a mailbox: its head, and the text of its body.
 *
 * The text part counts before the HTML part; what is attached is named in a warning. Of a mailbox
 * (mbox) the first mail is read, and a warning says how many there are: a mail is a document, and
 * programs that split mailboxes are everywhere. */
#include "read/mail.h"

#include "read/html.h"
#include "read/mime.h"
#include "read/steps.h"

struct mail {
  struct document *document;
  struct arena *scratch;
  const struct read_options *options;
  struct mime_parts parts;
  uint32_t replaced;
  enum mail_purpose purpose;
};

/* --- mailboxes --- */

/* "From jane@example.org Mon Mar  4 10:00:00 2024" (RFC 4155). */
static bool is_postmark(str line)
{
  enum { LINE_MAX_BYTES = 200 };

  if (!str_starts(line, STR("From ")) || line.len > LINE_MAX_BYTES)
    return false;
  uint32_t colons = 0;
  for (size_t i = 0; i < line.len; i++)
    colons += line.data[i] == ':';
  return colons >= 1;
}

/* The first mail of a mailbox, without its postmark; all of a file that is none. */
static str first_mail(str bytes, uint32_t *ret_line, uint32_t *ret_others)
{
  str rest = bytes, line;
  *ret_line = 1;
  *ret_others = 0;
  if (!str_split(&rest, '\n', &line) || !is_postmark(line))
    return bytes;
  *ret_line = 2;
  if (!rest.len)
    return str_sub(bytes, bytes.len, 0);
  str mail = rest;
  bool after_empty = false;
  for (str scan = rest; str_split(&scan, '\n', &line);
       after_empty = !line.len || (line.len == 1 && line.data[0] == '\r')) {
    if (!after_empty || !is_postmark(line))
      continue;
    if (!*ret_others)
      mail.len = (size_t)(line.data - rest.data);
    ++*ret_others;
  }
  return mail;
}

/* --- the head --- */

static str field_text(struct mail *mail, str head, const char *name)
{
  str field = mime_field(mail->scratch, head, name);
  str words = field.data ? str_trim(mime_words(mail->scratch, field)) : STR("");
  return text_nfc(mail->document->arena, arena_str(mail->document->arena, words));
}

static void read_head(struct mail *mail, str head)
{
  struct document *document = mail->document;
  str subject = field_text(mail, head, "subject");
  mail->purpose = mail_purpose(subject);
  document->title = mail_subject(subject);
  document->author = mail_sender(field_text(mail, head, "from"));
  str date = mime_field(mail->scratch, head, "date");
  if (date.data)
    document->date = moment_of_mail(document->arena, date);
}

/* --- which parts are the text --- */

static bool is_attached(struct mail *mail, const struct mime_part *part)
{
  str field = mime_field(mail->scratch, part->head, "content-disposition");
  return field.data && str_eq(mime_type(mail->scratch, field), STR("attachment"));
}

static bool is_text(struct mail *mail, const struct mime_part *part, const char *type)
{
  return str_eq(part->type, str_of(type)) && !is_attached(mail, part);
}

static struct mapped decode_part(struct mail *mail, const struct mime_part *part)
{
  struct mapped decoded;
  mapped_init(&decoded, mail->scratch, part->body.len);
  mime_decode(&decoded, part);
  return decoded;
}

/* Whether a part of its group, or of the mail for one in no group, is text of a kind. */
static bool is_preferred(struct mail *mail, const struct mime_part *part, const char *type)
{
  if (!is_text(mail, part, type))
    return false;
  struct mapped decoded = decode_part(mail, part);
  return str_trim(mapped_str(&decoded)).len > 0;
}

/* The type that is read: the text's if a part of it says anything, else the page's. */
static const char *settle_type(struct mail *mail)
{
  static const char *const types[] = {"text/plain", "text/html"};
  for (size_t i = 0; i < 2; i++)
    for (uint32_t k = 0; k < mail->parts.leaves.count; k++)
      if (is_preferred(mail, &mail->parts.leaves.at[k], types[i]))
        return types[i];
  return types[0];
}

/* What is neither read nor a twin of what is read: its name, or its type. */
static bool is_apart(struct mail *mail, const struct mime_part *part, const char *type)
{
  static const str silent[] = {{"application/pgp-signature", 25},
                               {"application/pkcs7-signature", 27},
                               {"application/x-pkcs7-signature", 29},
                               {"message/delivery-status", 23}};
  if (is_text(mail, part, type) || (part->group && !is_attached(mail, part)) ||
      (part->is_related && str_starts(part->type, STR("image/"))))
    return false;
  for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
    if (str_eq(part->type, silent[i]))
      return false;
  return part->body.len > 0;
}

static str name_of(struct mail *mail, const struct mime_part *part)
{
  static const char *const fields[][2] = {{"content-disposition", "filename"},
                                          {"content-type", "name"}};
  for (size_t i = 0; i < 2; i++) {
    str field = mime_field(mail->scratch, part->head, fields[i][0]);
    str name = field.data ? mime_parameter(mail->scratch, field, fields[i][1]) : STR("");
    if (name.len)
      return name;
  }
  return part->type;
}

static void warn_of_attachments(struct mail *mail, const char *type)
{
  enum { NAMED_MAX = 3 };

  str names = STR("");
  uint32_t count = 0;
  for (uint32_t i = 0; i < mail->parts.leaves.count; i++) {
    const struct mime_part *part = &mail->parts.leaves.at[i];
    if (!is_apart(mail, part, type))
      continue;
    str name = count < NAMED_MAX ? name_of(mail, part) : STR("");
    if (count++ < NAMED_MAX)
      names = arena_format(mail->scratch, "%.*s%s'%.*s'", STR_ARG(names), names.len ? ", " : "",
                           STR_ARG(name));
  }
  if (count > NAMED_MAX)
    document_warn(mail->document, "W112", 0, "attachments not read: %.*s and %u more",
                  STR_ARG(names), count - NAMED_MAX);
  else if (count)
    document_warn(mail->document, "W112", 0, "attachment%s not read: %.*s", count > 1 ? "s" : "",
                  STR_ARG(names));
}

/* --- the body --- */

static enum mail_flow flow_of(struct mail *mail, str content_type)
{
  if (!content_type.data ||
      !str_eq_nocase(mime_parameter(mail->scratch, content_type, "format"), STR("flowed")))
    return MAIL_FIXED;
  bool is_tight = str_eq_nocase(mime_parameter(mail->scratch, content_type, "delsp"), STR("yes"));
  return is_tight ? MAIL_FLOWED_TIGHT : MAIL_FLOWED;
}

static const char *charset_of(struct mail *mail, str content_type, str bytes)
{
  if (mail->options->charset)
    return mail->options->charset;
  str charset =
      content_type.data ? mime_parameter(mail->scratch, content_type, "charset") : STR("");
  /* A program that says US-ASCII and sends more says nothing. */
  bool says_nothing = !charset.len || str_eq_nocase(charset, STR("us-ascii"));
  if (!says_nothing)
    return arena_str(mail->scratch, charset).data;
  return str_starts(bytes, STR("<")) ? html_charset(mail->scratch, bytes) : NULL;
}

/* The text of a part in UTF-8, what is not the writer's left out. */
static precis_status add_part(struct mail *mail, const struct mime_part *part, bool is_page,
                              struct mapped *ret, precis_error *err)
{
  struct mapped decoded = decode_part(mail, part);
  str content_type = mime_field(mail->scratch, part->head, "content-type");
  const char *charset = charset_of(mail, content_type, mapped_str(&decoded));
  struct decoded result;
  precis_status s = mapped_decode(&decoded, charset, &result, err);
  if (s == PRECIS_OK)
    s = refuse_controls(mapped_str(&decoded), err);
  if (s != PRECIS_OK)
    return s;
  if (!ret->len)
    mail->document->charset = arena_str(mail->document->arena, str_of(result.charset)).data;
  mail->replaced += result.replaced;
  if (ret->len)
    mapped_add(ret, STR("\n"));
  if (is_page)
    mail_own_page(ret, &decoded, mail->purpose);
  else
    mail_own_text(ret, &decoded, flow_of(mail, content_type), mail->purpose);
  return PRECIS_OK;
}

/* The lines of the page become those of the mail. */
static void map_lines(struct document *document, const struct mapped *page)
{
  str text = mapped_str(page);
  size_t at = 0;
  uint32_t line = 1;
  for (uint32_t i = 0; i < document->lines.count; i++) {
    uint32_t wanted = document->lines.at[i].line;
    if (wanted < line) {
      line = 1;
      at = 0;
    }
    for (; line < wanted; line++) {
      const char *end = memchr(text.data + at, '\n', text.len - at);
      at = end ? (size_t)(end - text.data) + 1 : text.len;
    }
    document->lines.at[i].line = mapped_line(page, at);
  }
}

static precis_status read_page(struct mail *mail, const struct mapped *page, str *ret_language,
                               precis_error *err)
{
  struct builder builder;
  struct html_facts facts = {0};
  builder_init(&builder, mail->document, mail->scratch, page->len / 2);
  struct html_source source = {.text = mapped_str(page), .scope = HTML_LETTER, .first_line = 1};
  precis_status s = html_emit(&builder, &source, &facts, err);
  builder_finish(&builder);
  if (s != PRECIS_OK)
    return s;
  map_lines(mail->document, page);
  *ret_language = facts.language;
  return PRECIS_OK;
}

static precis_status read_body(struct mail *mail, str *ret_language, precis_error *err)
{
  const char *type = settle_type(mail);
  bool is_page = strcmp(type, "text/html") == 0;
  struct mapped body;
  mapped_init(&body, mail->scratch, 0);
  for (uint32_t i = 0; i < mail->parts.leaves.count; i++) {
    const struct mime_part *part = &mail->parts.leaves.at[i];
    precis_status s =
        is_text(mail, part, type) ? add_part(mail, part, is_page, &body, err) : PRECIS_OK;
    if (s != PRECIS_OK)
      return s;
  }
  if (mail->replaced)
    document_warn(mail->document, "W101", 0,
                  "%u characters could not be decoded as %s; U+FFFD stands for them",
                  mail->replaced, mail->document->charset);
  warn_of_attachments(mail, type);
  if (is_page)
    return read_page(mail, &body, ret_language, err);
  const char *tag = language_of_text(mail->options, STR(""), mapped_str(&body));
  plain_read_mapped(mail->document, mail->scratch, &body, words_of_language(mail->options, tag));
  return PRECIS_OK;
}

static bool is_encrypted(const struct mail *mail)
{
  if (mail->parts.is_encrypted)
    return true;
  for (uint32_t i = 0; i < mail->parts.leaves.count; i++) {
    const struct mime_part *part = &mail->parts.leaves.at[i];
    bool is_sealed = str_eq(part->type, STR("application/pkcs7-mime")) ||
                     str_eq(part->type, STR("application/x-pkcs7-mime"));
    bool is_armoured = str_starts(part->type, STR("text/")) &&
                       str_starts(str_trim(part->body), STR("-----BEGIN PGP MESSAGE-----"));
    if ((is_sealed || is_armoured) && !part->is_forwarded)
      return true;
  }
  return false;
}

precis_status mail_read(struct document *document, struct arena *scratch, str bytes,
                        const struct read_options *options, struct own_facts *ret,
                        precis_error *err)
{
  struct mail mail = {.document = document, .scratch = scratch, .options = options};
  mail.parts.arena = scratch;
  precis_status s = refuse_binary(bytes, err);
  if (s != PRECIS_OK)
    return s;
  uint32_t line, others;
  str message = first_mail(bytes, &line, &others);
  mime_split(&mail.parts, message, line);
  if (is_encrypted(&mail)) {
    s = fail(err, PRECIS_BAD_INPUT, "encrypted document");
    return fail_hint(err, s, "decrypt the mail in the program it came from first");
  }
  read_head(&mail, mail.parts.head);
  if (others)
    document_warn(document, "W113", 0,
                  "partial: only the first of %u mails of this mailbox is read; split it first "
                  "(git mailsplit)",
                  others + 1);
  if (mail.parts.is_cut)
    document_warn(document, "W110", 0, "partial: parts of the mail past the budget left out");
  return read_body(&mail, &ret->language, err);
}
