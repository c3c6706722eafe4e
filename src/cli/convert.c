/* convert.c - precis.ini's [readers]: which there are, which fits a file, and running it. */
#include "cli/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/ini.h"
#include "base/io.h"

/* PDF is what desks receive most and the library does not read; reading order, not -layout, which
 * writes two columns as one. */
static const struct reader built_in[] = {
    {{"pdf", 3}, {"pdftotext -enc UTF-8 {} -", 25}, 0},
};

enum { CONFIG_MAX_BYTES = 1 << 20, ARGUMENTS_MAX = 64, ENDING_MAX_BYTES = 16, PIECE = 65536 };

/* --- precis.ini --- */

static bool is_ending(str key)
{
  for (size_t i = 0; i < key.len; i++) {
    char c = key.data[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
      return false;
  }
  return key.len > 0 && key.len <= ENDING_MAX_BYTES;
}

static struct reader *named_reader(struct readers *readers, str ending)
{
  for (uint32_t i = 0; i < readers->all.count; i++)
    if (str_eq(readers->all.at[i].ending, ending))
      return &readers->all.at[i];
  return NULL;
}

static precis_status take_setting(void *user, str section, str key, str value, uint32_t line,
                                  precis_error *err)
{
  struct readers *readers = user;
  if (!str_eq(section, STR("readers"))) {
    precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "unknown section [%.*s]", STR_ARG(section));
    return fail_hint(err, s, "there is one: [readers]");
  }
  if (!is_ending(key)) {
    precis_status s =
        fail(err, PRECIS_BAD_TEMPLATE, "'%.*s' is no ending of file names", STR_ARG(key));
    return fail_hint(err, s, "write it without the dot, in lower case: pdf = pdftotext {} -");
  }
  struct reader *known = named_reader(readers, key);
  if (known) { /* an indented line goes on with the command */
    known->command =
        arena_format(readers->arena, "%.*s %.*s", STR_ARG(known->command), STR_ARG(value));
    return PRECIS_OK;
  }
  struct reader reader = {arena_str(readers->arena, key), arena_str(readers->arena, value), line};
  vec_push(readers->arena, &readers->all, reader);
  return PRECIS_OK;
}

/* The usual place; empty where nobody has a home. */
static str usual_path(struct arena *arena)
{
  const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  if (config && config[0] == '/')
    return arena_format(arena, "%s/precis/precis.ini", config);
  return home && home[0] == '/' ? arena_format(arena, "%s/.config/precis/precis.ini", home)
                                : STR("");
}

static precis_status load(struct readers *readers, const char *named, precis_error *err)
{
  readers->path = named ? arena_str(readers->arena, str_of(named)) : usual_path(readers->arena);
  if (!named && (!readers->path.len || access(readers->path.data, F_OK) != 0)) {
    readers->path = STR("");
    return PRECIS_OK;
  }
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  precis_status s = file_read(readers->path.data, CONFIG_MAX_BYTES, &bytes, err);
  if (s != PRECIS_OK) {
    if (err)
      err->status = PRECIS_BAD_TEMPLATE; /* not an input: configuration */
    return PRECIS_BAD_TEMPLATE;
  }
  return ini_read(buffer_str(&bytes), readers->path, take_setting, readers, err);
}

precis_status readers_load(const char *named, struct readers *ret, precis_error *err)
{
  *ret = (struct readers){.arena = arena_new(&heap_default), .path = STR("")};
  if (!ret->arena)
    return fail_no_memory(err);
  precis_status s = load(ret, named, err);
  return s == PRECIS_OK && arena_short(ret->arena) ? fail_no_memory(err) : s;
}

void readers_clear(struct readers *readers)
{
  if (readers->arena)
    arena_free(readers->arena);
  readers->arena = NULL;
}

/* --- which reader --- */

static str ending_of_name(const char *name)
{
  str whole = str_of(name);
  const char *dot = memrchr(whole.data, '.', whole.len);
  size_t at = dot ? (size_t)(dot - whole.data) + 1 : whole.len;
  return str_sub(whole, at, whole.len - at);
}

static const struct reader *find(const struct readers *readers, str ending)
{
  for (uint32_t i = 0; i < readers->all.count; i++)
    if (str_eq_nocase(readers->all.at[i].ending, ending))
      return &readers->all.at[i];
  for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
    if (str_eq_nocase(built_in[i].ending, ending))
      return &built_in[i];
  return NULL;
}

const struct reader *readers_find(const struct readers *readers, const char *name, str head)
{
  bool is_pdf = str_starts(head, STR("%PDF-"));
  const struct reader *reader = find(readers, is_pdf ? STR("pdf") : ending_of_name(name));
  /* What only calls itself a PDF is told by the library what it is. */
  return reader && !reader->line && !is_pdf ? NULL : reader;
}

/* --- running it --- */

struct words {
  const char *at[ARGUMENTS_MAX + 1];
  size_t count;
};

/* The next word, quotes off, {} replaced; the mark that is still open at its end, else 0. */
static const char *next_word(struct arena *arena, str *command, const char *path, char *ret_quote)
{
  AUTO_BUFFER word;
  buffer_init(&word, &heap_default);
  char quote = 0;
  size_t at = 0;
  for (; at < command->len; at++) {
    char c = command->data[at];
    bool is_path = str_starts(str_sub(*command, at, command->len - at), STR("{}"));
    if (!quote && (c == ' ' || c == '\t'))
      break;
    if (quote ? c == quote : c == '"' || c == '\'') {
      quote = quote ? 0 : c;
    } else if (is_path) {
      buffer_add(&word, str_of(path));
      at++;
    } else {
      buffer_byte(&word, c);
    }
  }
  if (word.is_short)
    arena_fail(arena);
  *command = str_trim(str_sub(*command, at, command->len - at));
  *ret_quote = quote;
  return arena_str(arena, buffer_str(&word)).data;
}

/* What the command is that cannot be run; NULL: nothing. */
static const char *cut_words(struct arena *arena, str command, const char *path, struct words *ret)
{
  char quote = 0;
  command = str_trim(command);
  *ret = (struct words){.count = 0};
  while (command.len && ret->count < ARGUMENTS_MAX)
    ret->at[ret->count++] = next_word(arena, &command, path, &quote);
  if (command.len)
    return "a command of more than 64 words";
  if (quote)
    return "a command whose last quotation mark is not closed";
  return ret->count ? NULL : "empty";
}

static precis_status complain(const struct readers *readers, const struct reader *reader,
                              precis_status status, precis_error *err)
{
  return reader->line ? fail_hint(err, status, "see its line %u in %.*s", reader->line,
                                  STR_ARG(readers->path))
                      : fail_hint(err, status, "name another in precis.ini: [readers] %.*s = ...",
                                  STR_ARG(reader->ending));
}

static str first_line(const struct buffer *talk)
{
  str rest = str_trim(buffer_str(talk)), line = STR("");
  str_split(&rest, '\n', &line);
  return str_trim(line);
}

static precis_status explain_failure(const struct reader *reader, const struct child *child,
                                     precis_error *err)
{
  str talk = first_line(child->talk);
  if (!reader->line && str_find(talk, STR("assword"), 0) != SIZE_MAX) {
    precis_status s = fail(err, PRECIS_BAD_INPUT, "encrypted document");
    return fail_hint(err, s, "save it without a password first: qpdf --decrypt");
  }
  bool is_damaged = str_starts(talk, STR("Syntax Error"));
  if (!reader->line && is_damaged) { /* poppler says so of what is no sound PDF */
    precis_status s = fail(err, PRECIS_BAD_INPUT, "damaged PDF document: %.*s", STR_ARG(talk));
    return fail_hint(err, s, "save or send the document again");
  }
  return talk.len
             ? fail(err, PRECIS_BAD_INPUT, "'%s' failed: %.*s", child->arguments[0], STR_ARG(talk))
             : fail(err, PRECIS_BAD_INPUT, "'%s' failed without a word", child->arguments[0]);
}

static precis_status explain(const struct readers *readers, const struct reader *reader,
                             const struct child *child, enum child_end end, precis_error *err)
{
  const char *program = child->arguments[0];
  precis_status s = PRECIS_OK;
  switch (end) {
  case CHILD_DONE:
    return PRECIS_OK;
  case CHILD_FAILED:
    s = explain_failure(reader, child, err);
    break;
  case CHILD_MISSING:
    s = fail(err, PRECIS_BAD_INPUT, "'%s', which reads .%.*s files, is not installed", program,
             STR_ARG(reader->ending));
    if (!reader->line)
      return fail_hint(err, s, "install poppler-utils, or name another in precis.ini: [readers]");
    break;
  case CHILD_REFUSED:
    s = fail(err, PRECIS_IO, "'%s' could not be started", program);
    break;
  case CHILD_TOO_LONG:
    s = fail(err, PRECIS_BAD_INPUT, "'%s' took longer than %u seconds", program,
             child_seconds(child));
    break;
  case CHILD_TOO_LARGE:
    s = fail(err, PRECIS_OVER_LIMIT, "'%s' wrote more than the limit of %zu bytes", program,
             child->max_output);
    return fail_hint(err, s, "raise --max-input");
  }
  return complain(readers, reader, s, err);
}

static bool says_anything(str text)
{
  for (size_t i = 0; i < text.len; i++)
    if ((unsigned char)text.data[i] > ' ')
      return true;
  return false;
}

/* What a reader is run on. */
struct reading {
  const char *path; /* for {} */
  int input;        /* standard input; -1: none */
  size_t max;
  uint32_t seconds;
  bool (*confine)(void);
};

static precis_status run_on(const struct readers *readers, const struct reader *reader,
                            const struct reading *reading, struct buffer *ret, precis_error *err)
{
  AUTO(arena) scratch = arena_new(&heap_default); /* readers are shared by all threads of pipe */
  if (!scratch)
    return fail_no_memory(err);
  /* A path is no option of the program, whatever it begins with. */
  const char *path =
      reading->path[0] == '-' ? arena_format(scratch, "./%s", reading->path).data : reading->path;
  struct words words;
  const char *fault = cut_words(scratch, reader->command, path, &words);
  if (fault)
    return complain(
        readers, reader,
        fail(err, PRECIS_BAD_TEMPLATE, "the reader of .%.*s is %s", STR_ARG(reader->ending), fault),
        err);
  if (arena_short(scratch))
    return fail_no_memory(err);
  AUTO_BUFFER talk;
  buffer_init(&talk, &heap_default);
  struct child child = {.arguments = words.at,
                        .input = reading->input,
                        .seconds = reading->seconds,
                        .confine = reading->confine,
                        .max_output = reading->max,
                        .output = ret,
                        .talk = &talk};
  precis_status s = explain(readers, reader, &child, child_run(&child), err);
  if (s == PRECIS_OK && ret->is_short)
    return fail_no_memory(err);
  if (s == PRECIS_OK && str_eq(reader->ending, STR("pdf")) && !says_anything(buffer_str(ret))) {
    s = fail(err, PRECIS_BAD_INPUT, "image-only PDF");
    return fail_hint(err, s, "run ocrmypdf first");
  }
  return s;
}

static bool takes_path(const struct reader *reader)
{
  return str_find(reader->command, STR("{}"), 0) != SIZE_MAX;
}

precis_status readers_run(const struct readers *readers, const struct reader *reader,
                          const char *path, size_t max, struct buffer *ret, precis_error *err)
{
  struct reading reading = {.path = path, .input = -1, .max = max};
  if (!takes_path(reader))
    reading.input = open(path, O_RDONLY | O_CLOEXEC);
  precis_status s = run_on(readers, reader, &reading, ret, err);
  if (reading.input >= 0)
    close(reading.input);
  return s;
}

/* --- on an open document --- */

precis_status write_temporary(const char *folder, str bytes, str ending, struct buffer *ret,
                              precis_error *err)
{
  buffer_format(ret, "%s/precis-XXXXXX.%.*s", folder, STR_ARG(ending));
  buffer_byte(ret, '\0');
  int fd = ret->is_short ? -1 : mkostemps(ret->data, (int)ending.len + 1, O_CLOEXEC);
  if (fd < 0)
    return fail(err, PRECIS_IO, "no temporary file: %s", strerror(errno));
  bool is_whole = file_put(fd, bytes);
  if (close(fd) == 0 && is_whole)
    return PRECIS_OK;
  unlink(ret->data);
  return fail(err, PRECIS_IO, "a temporary file could not be written: %s", strerror(errno));
}

static precis_status read_all(int fd, struct buffer *ret, precis_error *err)
{
  char piece[PIECE];
  ssize_t got;
  for (off_t at = 0; (got = pread(fd, piece, sizeof piece, at)) != 0; at += got) {
    if (got < 0 && errno != EINTR)
      return fail(err, PRECIS_IO, "cannot be read: %s", strerror(errno));
    got = got < 0 ? 0 : got;
    buffer_add(ret, (str){piece, (size_t)got});
  }
  return ret->is_short ? fail_no_memory(err) : PRECIS_OK;
}

static precis_status run_on_copy(const struct readers *readers, const struct reader *reader,
                                 const struct batch_conversion *conversion, struct buffer *ret,
                                 precis_error *err)
{
  AUTO_BUFFER bytes, path;
  buffer_init(&bytes, &heap_default);
  buffer_init(&path, &heap_default);
  precis_status s = read_all(conversion->fd, &bytes, err);
  if (s == PRECIS_OK)
    s = write_temporary(conversion->folder, buffer_str(&bytes), reader->ending, &path, err);
  if (s != PRECIS_OK)
    return s;
  struct reading reading = {
      .path = path.data, .input = -1, .max = conversion->max, .seconds = conversion->seconds};
  s = run_on(readers, reader, &reading, ret, err);
  unlink(path.data);
  return s;
}

precis_status readers_run_open(const struct readers *readers, const struct reader *reader,
                               const struct batch_conversion *conversion, struct buffer *ret,
                               precis_error *err)
{
  bool is_built_in = !reader->line;
  if (!is_built_in && takes_path(reader))
    return run_on_copy(readers, reader, conversion, ret, err);
  struct reading reading = {
      .path = "/proc/self/fd/0", /* opened anew: from its start, to be sought in */
      .input = conversion->fd,
      .max = conversion->max,
      .seconds = conversion->seconds,
      .confine = is_built_in ? conversion->confine : NULL};
  lseek(conversion->fd, 0, SEEK_SET);
  return run_on(readers, reader, &reading, ret, err);
}

const char *reader_media(const struct reader *reader)
{
  return str_eq(reader->ending, STR("pdf")) ? "application/pdf" : "application/octet-stream";
}

void reader_program(const struct reader *reader, char ret[PROGRAM_BYTES])
{
  str rest = str_trim(reader->command), word = STR("");
  str_split(&rest, ' ', &word);
  word = path_name(word);
  size_t len = word.len < PROGRAM_BYTES - 1 ? word.len : PROGRAM_BYTES - 1;
  memcpy(ret, word.data, len);
  ret[len] = '\0';
}
