/* printed.c - what of a run's manifest is printed: chosen by the supervisor, which reads its own
 * manifest only, set by a worker.
 *
 * Invariant: what a worker is given does not grow with the run: a bounded number of lines, and
 * their texts are cut as they are read. Those that were not done come first, as somebody has to see
 * to them. */
#include "batch/parts.h"

/* Some fifty pages: more is not read on paper. 10,000 documents take no more memory than these. */
enum { PRINTED_MAX = 1000 };

/* Four lines, and ten, of a column. */
enum { TITLE_BYTES_MAX = 200, LINE_BYTES_MAX = 500 };

struct choice {
  struct buffer *out;
  uint64_t done, others; /* that may still be taken */
};

static precis_status choose(void *user, struct arena *arena, const struct batch_entry *entry,
                            precis_error *err)
{
  struct choice *choice = user;
  uint64_t *left = index_part_of(entry) == 0 ? &choice->done : &choice->others;
  (void)arena;
  if (!*left)
    return PRECIS_OK;
  --*left;
  buffer_add(choice->out, entry->whole);
  return choice->out->is_short ? fail_no_memory(err) : PRECIS_OK;
}

precis_status printed_choose(str manifest, const uint64_t counts[INDEX_PARTS], struct buffer *out,
                             precis_error *err)
{
  uint64_t others = counts[1] + counts[2] < PRINTED_MAX ? counts[1] + counts[2] : PRINTED_MAX;
  struct choice choice = {out, PRINTED_MAX - others, others};
  buffer_add(out, (str){(const char *)counts, INDEX_PARTS * sizeof *counts});
  return each_entry(manifest, choose, &choice, err);
}

/* The front of a text, cut at a blank where there is one near, with an ellipsis. */
static str cut(struct arena *arena, str text, size_t most)
{
  static const char ellipsis[] = "\xE2\x80\xA6";
  if (text.len <= most)
    return arena_str(arena, text);
  size_t end = most;
  while (end > most / 2 && text.data[end] != ' ')
    end--;
  if (text.data[end] != ' ')
    for (end = most; end && ((unsigned char)text.data[end] & 0xC0) == 0x80;)
      end--; /* not within a character */
  return arena_format(arena, "%.*s%s", (int)end, text.data, ellipsis);
}

struct reading {
  struct arena *arena;
  struct batch_entry *entries;
  size_t count;
};

static precis_status keep(void *user, struct arena *arena, const struct batch_entry *entry,
                          precis_error *err)
{
  struct reading *reading = user;
  (void)arena;
  if (reading->count == PRINTED_MAX)
    return fail(err, PRECIS_OVER_LIMIT, "more than %d documents to print", PRINTED_MAX);
  reading->entries[reading->count++] = (struct batch_entry){
      .path = arena_str(reading->arena, entry->path),
      .output = arena_str(reading->arena, entry->output),
      .status = arena_str(reading->arena, entry->status),
      .title = cut(reading->arena, entry->title, TITLE_BYTES_MAX),
      .line = cut(reading->arena, entry->line, LINE_BYTES_MAX),
      .message = cut(reading->arena, entry->message, LINE_BYTES_MAX),
      .hint = cut(reading->arena, entry->hint, LINE_BYTES_MAX),
  };
  return arena_short(reading->arena) ? fail_no_memory(err) : PRECIS_OK;
}

precis_status printed_read(struct arena *arena, str chosen, struct batch_index *ret,
                           precis_error *err)
{
  uint64_t counts[INDEX_PARTS];
  if (chosen.len < sizeof counts)
    return fail(err, PRECIS_BAD_INPUT, "is no list of documents");
  memcpy(counts, chosen.data, sizeof counts);
  struct reading reading = {arena, arena_array(arena, struct batch_entry, PRINTED_MAX), 0};
  if (!reading.entries)
    return fail_no_memory(err);
  precis_status s =
      each_entry(str_sub(chosen, sizeof counts, chosen.len - sizeof counts), keep, &reading, err);
  *ret = (struct batch_index){counts[0], counts[1], counts[2], reading.entries, reading.count};
  return s;
}
