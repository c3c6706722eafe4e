/* worker.c - reads the open files it is given, makes of each what its maker makes, gives bytes
 * back. The only process that looks into documents; it may die of one. */
#include <errno.h>
#include <nettle/sha2.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

#include "batch/parts.h"

enum { READ_STEP = 64 * 1024 };

void batch_made_init(struct batch_made *made)
{
  buffer_init(&made->output, &heap_default);
  buffer_init(&made->title, &heap_default);
  buffer_init(&made->line, &heap_default);
  buffer_init(&made->warnings, &heap_default);
  buffer_init(&made->analysis, &heap_default);
}

void batch_made_clear(struct batch_made *made)
{
  buffer_clear(&made->output);
  buffer_clear(&made->title);
  buffer_clear(&made->line);
  buffer_clear(&made->warnings);
  buffer_clear(&made->analysis);
}

/* One byte more than the limit, so that the maker can say that it is passed. */
static precis_status read_input(int fd, size_t max, struct buffer *ret, precis_error *err)
{
  char block[READ_STEP];
  while (ret->len <= max) {
    size_t wanted = max + 1 - ret->len < sizeof block ? max + 1 - ret->len : sizeof block;
    ssize_t got = read(fd, block, wanted);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return fail(err, PRECIS_IO, "cannot be read: %s", strerror(errno));
    if (got == 0)
      break;
    buffer_add(ret, (str){block, (size_t)got});
  }
  return ret->is_short ? fail_no_memory(err) : PRECIS_OK;
}

/* What came in. */
struct order_in {
  const struct request *request;
  const char *name;
  int fd;
  int helper;
};

static void hash(str bytes, uint8_t ret[HASH_BYTES])
{
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.len, (const uint8_t *)bytes.data);
  sha256_digest(&context, HASH_BYTES, ret);
}

static bool is_short(const struct batch_made *made)
{
  return made->output.is_short || made->title.is_short || made->line.is_short ||
         made->warnings.is_short || made->analysis.is_short;
}

/* Where the document is for a converter. */
static precis_status ask_helper(const struct worker *worker, const struct order_in *order,
                                struct batch_input *input, struct buffer *text, precis_error *err)
{
  const struct batch_maker *maker = worker->maker;
  if (!maker->wants_text || input->bytes.len > worker->max_input ||
      !maker->wants_text(maker->user, *input))
    return PRECIS_OK;
  struct helper_job job = {order->name, order->fd, order->request->seconds};
  precis_status s = helper_text(order->helper, &job, worker->max_input, text, err);
  input->text = text->data ? buffer_str(text) : STR("");
  return s;
}

static precis_status answer(const struct worker *worker, const struct order_in *order,
                            struct batch_input *input, struct batch_made *made, struct reply *reply)
{
  const struct batch_maker *maker = worker->maker;
  const struct request *request = order->request;
  AUTO_BUFFER text;
  buffer_init(&text, &heap_default);
  hash(input->bytes, reply->sha256);
  if (request->has_known && memcmp(reply->sha256, request->known, HASH_BYTES) == 0) {
    reply->is_unchanged = true;
    return PRECIS_OK;
  }
  precis_status s = ask_helper(worker, order, input, &text, &reply->err);
  if (s == PRECIS_OK)
    s = maker->make(maker->user, *input, made, &reply->err);
  if (s == PRECIS_OK && is_short(made))
    s = fail_no_memory(&reply->err);
  if (s == PRECIS_OK)
    hash(buffer_str(&made->output), reply->output_sha256);
  return s;
}

static precis_status make_document(const struct worker *worker, const struct order_in *order,
                                   struct batch_made *made, struct reply *reply)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  precis_status s = read_input(order->fd, worker->max_input, &bytes, &reply->err);
  struct batch_input input = {.bytes = buffer_str(&bytes), .name = order->name};
  return s == PRECIS_OK ? answer(worker, order, &input, made, reply) : s;
}

static precis_status make_index(const struct worker *worker, const struct order_in *order,
                                struct batch_made *made, struct reply *reply)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  AUTO(arena) arena = arena_new(&heap_default);
  struct batch_index index;
  if (!arena)
    return fail_no_memory(&reply->err);
  precis_status s = read_input(order->fd, SIZE_MAX - 1, &bytes, &reply->err);
  if (s == PRECIS_OK)
    s = printed_read(arena, buffer_str(&bytes), &index, &reply->err);
  if (s == PRECIS_OK)
    s = worker->maker->make_index(worker->maker->user, &index, made, &reply->err);
  return s == PRECIS_OK && is_short(made) ? fail_no_memory(&reply->err) : s;
}

static precis_status make_digest(const struct worker *worker, const struct order_in *order,
                                 struct batch_made *made, struct reply *reply)
{
  AUTO(arena) arena = arena_new(&heap_default);
  struct batch_analyses analyses;
  if (!arena)
    return fail_no_memory(&reply->err);
  precis_status s = digest_open(arena, order->fd, &analyses, &reply->err);
  if (s == PRECIS_OK)
    s = worker->maker->make_digest(worker->maker->user, &analyses, made, &reply->err);
  return s == PRECIS_OK && is_short(made) ? fail_no_memory(&reply->err) : s;
}

/* What an index shows of a document, and what is told of it, is held in memory by whoever shows it:
 * a title of a megabyte is cut, and shows it. */
static void bound(struct buffer *text)
{
  enum { SHOWN_BYTES_MAX = 16 * 1024 };

  static const char ellipsis[] = "\xE2\x80\xA6";
  if (text->len <= SHOWN_BYTES_MAX)
    return;
  text->len = SHOWN_BYTES_MAX;
  while (text->len && ((unsigned char)text->data[text->len] & 0xC0) == 0x80)
    text->len--; /* not within a character */
  buffer_add(text, (str){ellipsis, sizeof ellipsis - 1});
}

static bool send_reply(int socket, struct reply *reply, const struct batch_made *made)
{
  const struct buffer *bodies[BODY_COUNT] = {&made->output, &made->title, &made->line,
                                             &made->warnings, &made->analysis};
  struct iovec parts[BODY_COUNT + 1] = {{reply, sizeof *reply}};
  for (int i = 0; i < BODY_COUNT; i++) {
    reply->lens[i] = reply->err.status == PRECIS_OK ? bodies[i]->len : 0;
    parts[i + 1] = (struct iovec){bodies[i]->data, (size_t)reply->lens[i]};
  }
  struct rusage used;
  if (getrusage(RUSAGE_SELF, &used) == 0)
    reply->rss_mib = (uint32_t)(used.ru_maxrss / 1024);
  return wire_send(socket, parts, BODY_COUNT + 1, -1);
}

static bool serve(const struct worker *worker, int socket, const struct order_in *order)
{
  static precis_status (*const makers[])(const struct worker *, const struct order_in *,
                                         struct batch_made *, struct reply *) = {
      [JOB_DOCUMENT] = make_document, [JOB_INDEX] = make_index, [JOB_DIGEST] = make_digest};
  if (order->request->kind >= sizeof makers / sizeof *makers)
    return false;
  struct batch_made made;
  batch_made_init(&made);
  struct reply reply = {.ticket = order->request->ticket, .err = {.status = PRECIS_OK}};
  reply.err.status = makers[order->request->kind](worker, order, &made, &reply);
  bound(&made.title);
  bound(&made.line);
  bound(&made.warnings);
  close(order->fd);
  bool sent = send_reply(socket, &reply, &made);
  batch_made_clear(&made);
  return sent;
}

_Noreturn void worker_run(const struct worker *worker, int socket)
{
  static const char no_wall[] = "precis: error: the sandbox of a worker would not close\n";
  int helper = helper_start(worker, socket);
  if (!sandbox_close(worker->maker)) {
    (void)!write(STDERR_FILENO, no_wall, sizeof no_wall - 1);
    _exit(WORKER_NO_SANDBOX);
  }
  struct request request;
  int fd, none;
  char name[PATH_BYTES_MAX + 1];
  while (wire_receive(socket, &request, sizeof request, &fd) && fd >= 0 &&
         request.name_len < sizeof name && wire_receive(socket, name, request.name_len, &none)) {
    name[request.name_len] = '\0';
    sandbox_allow_cpu(request.seconds);
    if (!serve(worker, socket, &(struct order_in){&request, name, fd, helper}))
      break;
  }
  _exit(0);
}
