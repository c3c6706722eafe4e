/* content_read.c - the operators of a page as precis writes them, back into text.
 *
 * Invariant: an operator, a key or a nesting that precis never writes is an oddity, not ignored:
 * nothing can be drawn on a page that this file does not understand. Every loop moves on in the
 * bytes of the page. */
#include "base/buffer.h"
#include "base/hex.h"
#include "verify/pdf_file.h"

enum {
  MCID_MAX = 1 << 20,                /* of a page; a page of ours has some hundred */
  GLYPHS_A_CLUSTER = 16 + MARKS_MAX, /* what is one letter, and the marks that are set on it */
  GLYPH_HEX_MAX = 256,               /* digits of what one glyph says */
  ODDITIES_MAX = 200
};

void pdf_file_note(struct pdf_file *file, uint32_t page, str what)
{
  struct oddity oddity = {page, what};
  if (file->oddities.count < ODDITIES_MAX)
    vec_push(file->arena, &file->oddities, oddity);
}

/* --- tokens --- */

enum piece_kind { IS_END, IS_NAME, IS_HEX, IS_NUMBER, IS_WORD, IS_MARK };

struct operand {
  enum piece_kind kind;
  str text; /* without its '/' or '<>' */
};

struct scanner {
  str bytes;
  size_t at;
};

static bool is_blank(char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
  return c == '/' || c == '<' || c == '>' || c == '[' || c == ']' || c == '(' || c == ')' ||
         c == '%' || c == '{' || c == '}';
}

static str take_word(struct scanner *s)
{
  size_t from = s->at;
  while (s->at < s->bytes.len && !is_blank(s->bytes.data[s->at]) &&
         !is_delimiter(s->bytes.data[s->at]))
    s->at++;
  return str_sub(s->bytes, from, s->at - from);
}

static struct operand take_hex(struct scanner *s)
{
  size_t from = ++s->at;
  while (s->at < s->bytes.len && s->bytes.data[s->at] != '>')
    s->at++;
  struct operand token = {IS_HEX, str_sub(s->bytes, from, s->at - from)};
  s->at += s->at < s->bytes.len;
  return token;
}

static struct operand next_token(struct scanner *s)
{
  while (s->at < s->bytes.len && is_blank(s->bytes.data[s->at]))
    s->at++;
  if (s->at == s->bytes.len)
    return (struct operand){IS_END, {0}};
  str rest = str_sub(s->bytes, s->at, s->bytes.len - s->at);
  char c = rest.data[0];
  if (c == '/') {
    s->at++;
    return (struct operand){IS_NAME, take_word(s)};
  }
  if (str_starts(rest, STR("<<")) || str_starts(rest, STR(">>"))) {
    s->at += 2;
    return (struct operand){IS_MARK, str_sub(rest, 0, 2)};
  }
  if (c == '<')
    return take_hex(s);
  if (is_delimiter(c)) {
    s->at++;
    return (struct operand){IS_MARK, str_sub(rest, 0, 1)};
  }
  bool is_number = (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+';
  return (struct operand){is_number ? IS_NUMBER : IS_WORD, take_word(s)};
}

/* Four digits as a number; false at the end or where there are none. */
static bool take_code(str *hex, uint32_t *ret)
{
  uint32_t code = 0;
  if (hex->len < 4)
    return false;
  for (int i = 0; i < 4; i++) {
    int digit = hex_digit(hex->data[i]);
    if (digit < 0)
      return false;
    code = code << 4 | (uint32_t)digit;
  }
  *hex = str_sub(*hex, 4, hex->len - 4);
  *ret = code;
  return true;
}

/* UTF-16 in hex digits as UTF-8; the mark of its byte order left out. */
static str utf16_text(struct arena *arena, str hex)
{
  char *out = arena_alloc(arena, hex.len + 4);
  size_t used = 0;
  uint32_t c = 0, low = 0;
  while (out && take_code(&hex, &c)) {
    str ahead = hex;
    if (c >= 0xD800 && c < 0xDC00 && take_code(&ahead, &low) && low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      hex = ahead;
    }
    if (c != 0xFEFF && (c < 0xD800 || c >= 0xE000))
      used += utf8_put(out + used, c);
  }
  return (str){out ? out : "", used};
}

/* --- ToUnicode --- */

static bool read_pairs(struct pdf_file *file, struct scanner *s, struct code_map *map)
{
  for (;;) {
    struct operand code = next_token(s);
    if (code.kind == IS_WORD && str_eq(code.text, STR("endbfchar")))
      return true;
    struct operand text = next_token(s);
    uint32_t value;
    if (code.kind != IS_HEX || text.kind != IS_HEX || text.text.len > GLYPH_HEX_MAX ||
        !take_code(&code.text, &value))
      return false;
    vec_push(file->arena, &map->texts, utf16_text(file->arena, text.text));
    map->index[value] = map->texts.count;
  }
}

bool code_map_read(struct pdf_file *file, str bytes, struct code_map *map)
{
  enum { CODES = 1 << 16 };

  map->index = arena_array(file->arena, uint32_t, CODES);
  struct scanner scanner = {bytes, 0};
  while (map->index) {
    struct operand token = next_token(&scanner);
    if (token.kind == IS_END)
      return true;
    if (token.kind != IS_WORD)
      continue;
    bool is_range = str_eq(token.text, STR("beginbfrange"));
    if (is_range || (str_eq(token.text, STR("beginbfchar")) && !read_pairs(file, &scanner, map))) {
      pdf_file_note(file, NONE, STR("a face whose letters cannot be read"));
      return false;
    }
  }
  return false;
}

/* --- the page --- */

enum open_kind { OPEN_NONE, OPEN_ARTIFACT, OPEN_CONTENT };

struct reader {
  struct content *content;
  struct scanner scanner;
  const struct code_map *map;
  enum open_kind open;
  int32_t mcid;
  bool is_hyphen;      /* content of its own that says: soft hyphen */
  bool in_text;        /* between BT and ET */
  bool in_replacement; /* ActualText inside a text object */
  uint32_t drawn;      /* glyphs under it */
  str name;            /* of the last operands */
  bool has_words;      /* ActualText among the last operands */
  str words;
  int32_t given_mcid;
  struct buffer text; /* of the content that is open, or the text object of an artifact */
  bool is_odd;
};

static void odd(struct reader *r, const char *what)
{
  /* One a page: what follows is read in its light anyway. */
  if (!r->is_odd)
    pdf_file_note(r->content->file, r->content->page, str_of(what));
  r->is_odd = true;
}

static void keep_piece(struct reader *r, int32_t mcid)
{
  struct content *c = r->content;
  struct arena *arena = c->file->arena;
  struct content_piece piece = {.mcid = mcid, .text = arena_str(arena, buffer_str(&r->text))};
  r->text.len = 0;
  if (mcid < 0) {
    if (piece.text.len)
      vec_push(arena, &c->pieces, piece);
    return;
  }
  if ((uint32_t)mcid >= c->mcid_count) {
    uint32_t count = ((uint32_t)mcid + 1) * 2;
    c->by_mcid = arena_grow(arena, c->by_mcid, c->mcid_count * sizeof *c->by_mcid,
                            count * sizeof *c->by_mcid);
    c->mcid_count = c->by_mcid ? count : 0;
  }
  if (!c->by_mcid)
    return;
  if (c->by_mcid[mcid])
    odd(r, "content with a number that other content has");
  vec_push(arena, &c->pieces, piece);
  c->by_mcid[mcid] = c->pieces.count;
}

/* A long text behind one glyph must not grow without a limit. */
static void add_text(struct reader *r, str text)
{
  struct pdf_file *file = r->content->file;
  if (text.len > file->left) {
    odd(r, "more text than a briefing holds");
    return;
  }
  file->left -= text.len;
  buffer_add(&r->text, text);
}

static void draw_codes(struct reader *r, str hex)
{
  uint32_t code;
  while (take_code(&hex, &code)) {
    uint32_t index = r->map && r->map->index ? r->map->index[code] : 0;
    r->drawn++;
    if (!index) {
      odd(r, "a glyph that says nothing");
      continue;
    }
    if (!r->in_replacement && !r->is_hyphen)
      add_text(r, r->map->texts.at[index - 1]);
  }
  if (hex.len)
    odd(r, "a string that is not made of glyphs");
}

static bool is_soft_hyphen(str text)
{
  return str_eq(text, STR("\xC2\xAD"));
}

/* Operands: /Tag <</MCID 3 /ActualText <FEFF00AD>>> */
static void read_properties(struct reader *r)
{
  struct scanner *s = &r->scanner;
  for (;;) {
    struct operand key = next_token(s);
    if (key.kind == IS_MARK && str_eq(key.text, STR(">>")))
      return;
    struct operand value = next_token(s);
    uint32_t number;
    if (key.kind != IS_NAME || value.kind == IS_END) {
      odd(r, "marked content that cannot be read");
      return;
    }
    if (str_eq(key.text, STR("MCID")) && str_to_uint(value.text, &number) && number < MCID_MAX) {
      r->given_mcid = (int32_t)number;
    } else if (str_eq(key.text, STR("ActualText")) && value.kind == IS_HEX) {
      r->has_words = true;
      r->words = utf16_text(r->content->file->arena, value.text);
    } else if (!str_eq(key.text, STR("Type")) || !str_eq(value.text, STR("Layout"))) {
      odd(r, "marked content with a property that precis does not write");
    }
  }
}

static void begin_content(struct reader *r)
{
  if (r->in_text) {
    if (r->open == OPEN_NONE || r->in_replacement || !r->has_words || r->given_mcid >= 0)
      odd(r, "marked content inside a line");
    r->in_replacement = true;
    r->drawn = 0;
    add_text(r, r->words);
    return;
  }
  if (r->open != OPEN_NONE)
    odd(r, "marked content inside other content");
  bool is_artifact = str_eq(r->name, STR("Artifact"));
  if (is_artifact == (r->given_mcid >= 0) || (r->has_words && !is_soft_hyphen(r->words)))
    odd(r, "content that is neither of the page nor an artifact");
  r->open = is_artifact ? OPEN_ARTIFACT : OPEN_CONTENT;
  r->mcid = r->given_mcid;
  r->is_hyphen = r->has_words && !is_artifact;
  r->drawn = 0;
}

static void end_content(struct reader *r)
{
  if (r->in_replacement) {
    if (r->drawn > GLYPHS_A_CLUSTER)
      odd(r, "glyphs that say something else than they show");
    r->in_replacement = false;
    return;
  }
  if (r->open == OPEN_NONE || r->in_text)
    odd(r, "the end of content that was not begun");
  if (r->is_hyphen && r->drawn != 1)
    odd(r, "glyphs behind a hyphen");
  if (r->open == OPEN_CONTENT)
    keep_piece(r, r->mcid);
  r->open = OPEN_NONE;
  r->is_hyphen = false;
}

static void begin_text(struct reader *r)
{
  if (r->in_text || r->open == OPEN_NONE)
    odd(r, "text outside of content");
  r->in_text = true;
}

static void end_text(struct reader *r)
{
  if (!r->in_text || r->in_replacement)
    odd(r, "the end of a line that was not begun");
  r->in_text = false;
  if (r->open == OPEN_ARTIFACT)
    keep_piece(r, -1);
}

static void set_face(struct reader *r)
{
  r->map = NULL;
  for (uint32_t i = 0; i < r->content->map_count; i++)
    if (str_eq(str_of(r->content->maps[i].name), r->name))
      r->map = &r->content->maps[i];
  if (!r->map)
    odd(r, "a face that is not there");
}

static void end_array(struct reader *r)
{
  if (!r->in_text)
    odd(r, "letters outside of a line");
}

/* Rules and tints are artifacts, the bars of a figure its content. */
static void paint_rect(struct reader *r)
{
  if (r->in_text || r->open == OPEN_NONE)
    odd(r, "a drawing in the text");
}

/* A logo; whether there may be one, the evidence tells. */
static void paint_image(struct reader *r)
{
  if (r->in_text || r->open == OPEN_NONE || !str_eq(r->name, STR("Logo")))
    odd(r, "a picture in the text");
  r->content->file->images++;
}

/* Numbers only: their effect is on where and how, not on what is said. */
static void set_state(struct reader *r)
{
  (void)r;
}

static void operate(struct reader *r, str word)
{
  static const struct {
    const char *word;
    void (*act)(struct reader *);
  } operators[] = {{"BDC", begin_content}, {"EMC", end_content}, {"BT", begin_text},
                   {"ET", end_text},       {"Tf", set_face},     {"TJ", end_array},
                   {"Td", set_state},      {"Tz", set_state},    {"Ts", set_state},
                   {"Tc", set_state},      {"rg", set_state},    {"re", paint_rect},
                   {"f", set_state},       {"q", set_state},     {"cm", set_state},
                   {"Q", set_state},       {"Do", paint_image}};

  size_t i = 0, count = sizeof operators / sizeof *operators;
  while (i < count && !str_eq(word, str_of(operators[i].word)))
    i++;
  if (i < count)
    operators[i].act(r);
  else
    odd(r, "an operator that precis does not write");
  r->name = (str){0};
  r->has_words = false;
  r->words = (str){0};
  r->given_mcid = -1;
}

static void read_token(struct reader *r, struct operand token)
{
  switch (token.kind) {
  case IS_NAME:
    r->name = token.text;
    break;
  case IS_HEX:
    draw_codes(r, token.text);
    break;
  case IS_WORD:
    operate(r, token.text);
    break;
  case IS_MARK:
    if (str_eq(token.text, STR("<<")))
      read_properties(r);
    else if (!str_eq(token.text, STR("[")) && !str_eq(token.text, STR("]")))
      odd(r, "something that precis does not write");
    break;
  case IS_NUMBER:
  case IS_END:
    break;
  }
}

void content_read(struct content *content, str bytes)
{
  struct reader r = {.content = content, .scanner = {bytes, 0}, .mcid = -1, .given_mcid = -1};
  buffer_init(&r.text, arena_heap(content->file->arena));
  struct operand token = next_token(&r.scanner);
  for (; token.kind != IS_END && !r.text.is_short; token = next_token(&r.scanner))
    read_token(&r, token);
  if (r.open != OPEN_NONE || r.in_text || r.text.len)
    odd(&r, "content without an end");
  if (r.text.is_short)
    arena_fail(content->file->arena);
  buffer_clear(&r.text);
}
