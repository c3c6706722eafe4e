/* digest.c - what the documents left for a digest, from the ledgers into one file that a worker
 * reads: the supervisor moves the bytes and looks at none of them.
 *
 * The file: for each document the length of what it left, in 8 bytes of this machine, and that. */
#include <errno.h>
#include <unistd.h>

#include "batch/parts.h"

struct gathering {
  struct run *run;
  struct ledger_list ledgers;
  struct draft *draft;
  uint64_t count;
};

static precis_status find_analysis(struct gathering *g, str path, str *ret, precis_error *err)
{
  *ret = STR("");
  for (size_t i = 0; i < g->ledgers.count && !ret->len; i++) {
    precis_status s = ledger_analysis(g->ledgers.at[i], path, ret, err);
    if (s != PRECIS_OK)
      return s;
  }
  return PRECIS_OK;
}

static precis_status gather(void *user, struct arena *arena, const struct batch_entry *entry,
                            precis_error *err)
{
  struct gathering *g = user;
  str bytes;
  (void)arena;
  if (!entry->output.len)
    return PRECIS_OK;
  if (signal_taken(g->run))
    return fail(err, PRECIS_STOPPED, "interrupted");
  precis_status s = find_analysis(g, entry->path, &bytes, err);
  if (s == PRECIS_OK && !bytes.len) {
    s = fail(err, PRECIS_STOPPED, "what it left for the digest is not in the ledger");
    fail_hint(err, s, "run the shards with --digest too, then merge again");
    return fail_at(err, s, entry->path, 0, 0);
  }
  uint64_t length = bytes.len;
  if (s == PRECIS_OK)
    s = store_append(g->draft, (str){(const char *)&length, sizeof length}, err);
  if (s == PRECIS_OK)
    s = store_append(g->draft, bytes, err);
  g->count++;
  return s;
}

precis_status digest_gather(struct run *run, str manifest, struct draft *ret, uint64_t *ret_count,
                            precis_error *err)
{
  struct ledger_list own = {&run->ledger, 1};
  precis_status s = store_draft(run->store, STR(""), ret, err);
  if (s != PRECIS_OK)
    return s;
  struct gathering g = {run, run->ledger ? own : run->shards, ret, 0};
  s = each_entry(manifest, gather, &g, err);
  *ret_count = g.count;
  if (s != PRECIS_OK)
    store_drop(run->store, ret);
  return s;
}

static bool read_at(int fd, void *data, size_t len, uint64_t at)
{
  for (size_t done = 0; done < len;) {
    ssize_t got = pread(fd, (char *)data + done, len - done, (off_t)(at + done));
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    done += (size_t)got;
  }
  return true;
}

precis_status digest_open(struct arena *arena, int fd, struct batch_analyses *ret,
                          precis_error *err)
{
  off_t size = lseek(fd, 0, SEEK_END);
  uint64_t *at = NULL, next = 0, length = 0;
  size_t count = 0, room = 0;
  for (; size > 0 && next < (uint64_t)size; count++) {
    if (count + 1 >= room) {
      size_t grown = room ? room * 2 : 1024;
      at = arena_grow(arena, at, room * sizeof *at, grown * sizeof *at);
      room = grown;
    }
    if (!at)
      return fail_no_memory(err);
    bool is_sound = read_at(fd, &length, sizeof length, next);
    at[count] = next + sizeof length;
    if (!is_sound || length > (uint64_t)size - at[count])
      return fail(err, PRECIS_BAD_INPUT, "what the documents left is damaged");
    next = at[count] + length;
  }
  *ret = (struct batch_analyses){.fd = fd, .at = at, .count = count};
  if (at)
    at[count] = next + sizeof length;
  return PRECIS_OK;
}

bool batch_analysis_read(const struct batch_analyses *analyses, size_t number, struct buffer *ret)
{
  /* Between two of them stands the length of the second. */
  uint64_t at = analyses->at[number], end = analyses->at[number + 1] - sizeof(uint64_t);
  char block[64 * 1024];
  for (; at < end; at += sizeof block) {
    size_t wanted = end - at < sizeof block ? (size_t)(end - at) : sizeof block;
    if (!read_at(analyses->fd, block, wanted, at))
      return false;
    buffer_add(ret, (str){block, wanted});
  }
  return !ret->is_short;
}
