/* source.c - a file, stdin or a FIFO into a document: by the library, or through a reader of
 * precis.ini. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/convert.h"

enum { HEAD_BYTES = 8 };

size_t options_max_input(const struct options *options)
{
  return options->max_input ? options->max_input : INPUT_MAX_DEFAULT;
}

/* The first bytes of a regular file; empty for what is none, which the library refuses. */
static str head_of(const char *path, char room[HEAD_BYTES])
{
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  ssize_t got =
      fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, room, HEAD_BYTES) : 0;
  if (fd >= 0)
    close(fd);
  return (str){room, got > 0 ? (size_t)got : 0};
}

/* What the reader wrote is read as text, and stands for the bytes it was made from. */
static precis_status read_converted(const struct source_input *input, const struct reader *reader,
                                    const char *path, str original, precis_document **ret,
                                    precis_error *err)
{
  AUTO_BUFFER text;
  buffer_init(&text, &heap_default);
  precis_status s = readers_run(input->options->readers, reader, path,
                                options_max_input(input->options), &text, err);
  if (s != PRECIS_OK)
    return fail_at(err, s, str_of(input->source->name), 0, 0);
  precis_source source = *input->source;
  source.media = PRECIS_MEDIA_TEXT;
  source.original = original;
  source.original_media = reader_media(reader);
  char program[PROGRAM_BYTES];
  reader_program(reader, program);
  if (!source.original_reader) /* else another that writes the same is as good */
    source.original_reader = program;
  return precis_document_read(input->engine, buffer_str(&text), &source, ret, err);
}

/* stdin, or a FIFO: what is read once. */
static precis_status read_stream(const struct source_input *input, const char *from,
                                 precis_document **ret, precis_error *err)
{
  AUTO_BUFFER bytes, path;
  buffer_init(&bytes, &heap_default);
  buffer_init(&path, &heap_default);
  precis_status s = file_or_pipe_read(from, options_max_input(input->options), &bytes, err);
  if (s != PRECIS_OK)
    return s;
  const struct reader *reader =
      input->source->media == PRECIS_MEDIA_GUESS
          ? readers_find(input->options->readers, input->source->name, buffer_str(&bytes))
          : NULL;
  if (!reader)
    return precis_document_read(input->engine, buffer_str(&bytes), input->source, ret, err);
  const char *folder = getenv("TMPDIR");
  s = write_temporary(folder && folder[0] == '/' ? folder : "/tmp", buffer_str(&bytes),
                      reader->ending, &path, err);
  if (s != PRECIS_OK)
    return s;
  s = read_converted(input, reader, path.data, buffer_str(&bytes), ret, err);
  unlink(path.data);
  return s;
}

/* Of a request of pipe it could be one that nobody writes to, and no other would be answered. */
static bool is_stream(const struct options *options, const char *path)
{
  struct stat st;
  bool may_wait = options->command == COMMAND_MAKE || options->command == COMMAND_INSPECT;
  return strcmp(path, "-") == 0 || (may_wait && stat(path, &st) == 0 && S_ISFIFO(st.st_mode));
}

precis_status source_read(const struct options *options, const precis_engine *engine,
                          const char *path, const precis_source *source, precis_document **ret,
                          precis_error *err)
{
  precis_source named = *source;
  if (!named.name)
    named.name = strcmp(path, "-") == 0 ? "stdin" : path;
  struct source_input input = {.options = options, .engine = engine, .source = &named};
  if (is_stream(options, path))
    return read_stream(&input, path, ret, err);
  char room[HEAD_BYTES];
  str head = head_of(path, room);
  const struct reader *reader = head.len && named.media == PRECIS_MEDIA_GUESS
                                    ? readers_find(options->readers, path, head)
                                    : NULL;
  if (!reader && head.len && named.media == PRECIS_MEDIA_GUESS) /* renamed since it was named so */
    reader = readers_find(options->readers, named.name, head);
  if (!reader)
    return precis_document_read_file(engine, path, &named, ret, err);
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  precis_status s = file_read(path, options_max_input(options), &bytes, err);
  return s == PRECIS_OK ? read_converted(&input, reader, path, buffer_str(&bytes), ret, err) : s;
}
