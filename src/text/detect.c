/* detect.c - the language a text is written in, by the n-grams of libexttextcat.
 *
 * Its distance grows with the text, so only the order and the relative gap of two answers mean
 * something. A wrong language costs a briefing more than the default: close answers are none.
 *
 * Invariant: a set of models is used by one thread at a time, for it keeps what it counts in
 * itself; those that nobody uses wait in the detector, for reading them anew costs half a short
 * document. */
#include <libexttextcat/textcat.h>
#include <pthread.h>
#include <unistd.h>

#include "text/text.h"

/* As many threads find models waiting; further ones read their own. */
enum { IDLE_MAX = 16 };

struct detector {
  struct heap heap;
  char *models_path;
  pthread_mutex_t lock;
  void *idle[IDLE_MAX];
  size_t idle_count;
};

precis_status detector_new(const struct heap *heap, const char *models_path, struct detector **ret,
                           precis_error *err)
{
  size_t path_size = strlen(models_path) + 1;
  struct detector *detector = heap->realloc(heap->user, NULL, sizeof *detector + path_size);
  if (!detector)
    return fail_no_memory(err);
  *detector = (struct detector){.heap = *heap, .models_path = (char *)(detector + 1)};
  memcpy(detector->models_path, models_path, path_size);
  pthread_mutex_init(&detector->lock, NULL);
  *ret = detector;
  return PRECIS_OK;
}

void detector_free(struct detector *detector)
{
  if (!detector)
    return;
  for (size_t i = 0; i < detector->idle_count; i++)
    textcat_Done(detector->idle[i]);
  pthread_mutex_destroy(&detector->lock);
  detector->heap.realloc(detector->heap.user, detector, 0);
}

/* NULL: there are none. */
static void *take_models(struct detector *detector)
{
  void *models = NULL;
  pthread_mutex_lock(&detector->lock);
  if (detector->idle_count)
    models = detector->idle[--detector->idle_count];
  pthread_mutex_unlock(&detector->lock);
  if (models)
    return models;
  if (access(detector->models_path, R_OK)) /* the library would print about it */
    return NULL;
  return special_textcat_Init(detector->models_path, "");
}

static void give_back(struct detector *detector, void *models)
{
  pthread_mutex_lock(&detector->lock);
  bool has_room = detector->idle_count < IDLE_MAX;
  if (has_room)
    detector->idle[detector->idle_count++] = models;
  pthread_mutex_unlock(&detector->lock);
  if (!has_room)
    textcat_Done(models);
}

/* Two pieces, from the front and the middle: a front matter or a quoted mail does not decide alone.
 * 4 KiB give the answers that 8 do, in half the time (0.4 ms). */
enum { PIECE_BYTES = 2048 };

enum { SAMPLE_BYTES = 2 * PIECE_BYTES };

/* Titles of some 60 bytes were told wrong by gaps of up to 1 %. */
enum { GAP_MIN_PERCENT = 2 };

/* Shorter than any sentence: chance decides. */
enum { TEXT_MIN_BYTES = 40 };

static size_t character_start(str text, size_t at)
{
  while (at > 0 && at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80)
    at--;
  return at;
}

static size_t copy_sample(char out[SAMPLE_BYTES], str text)
{
  if (text.len <= SAMPLE_BYTES) {
    memcpy(out, text.data, text.len);
    return text.len;
  }
  size_t front = character_start(text, PIECE_BYTES);
  size_t middle = character_start(text, text.len / 2);
  size_t end = character_start(text, middle + PIECE_BYTES);
  memcpy(out, text.data, front);
  memcpy(out + front, text.data + middle, end - middle);
  return front + (end - middle);
}

/* The models know capitals at the start of words only. Folds in place what is mostly capitals; a
 * letter whose lower case is longer stays. */
static void lower_capitals(char *sample, size_t len)
{
  str text = {sample, len};
  size_t upper = 0, lower = 0;
  for (size_t at = 0; at < len;) {
    uint32_t c = utf8_next(text, &at);
    upper += char_is_upper(c);
    lower += char_is_lower(c);
  }
  if (upper <= lower)
    return;
  for (size_t at = 0; at < len;) {
    size_t start = at;
    char put[4];
    size_t put_len = utf8_put(put, char_lower(utf8_next(text, &at)));
    if (put_len == at - start)
      memcpy(sample + start, put, put_len);
  }
}

/* The nearest model's name; NULL when the next one is too near to tell. */
static const char *nearest(const candidate_t *candidates, int count)
{
  int best = -1, second = -1;
  for (int i = 0; i < count; i++) {
    if (best < 0 || candidates[i].score < candidates[best].score) {
      second = best;
      best = i;
    } else if (second < 0 || candidates[i].score < candidates[second].score) {
      second = i;
    }
  }
  if (best < 0)
    return NULL;
  if (second >= 0 && (int64_t)candidates[second].score * 100 <
                         (int64_t)candidates[best].score * (100 + GAP_MIN_PERCENT))
    return NULL;
  return candidates[best].name;
}

static const char *classify(void *models, const char *sample, size_t len, const char *const *tags,
                            size_t count)
{
  candidate_t *candidates = textcat_GetClassifyFullOutput(models);
  if (!candidates)
    return "";
  const char *name = nearest(candidates, textcat_ClassifyFull(models, sample, len, candidates));
  const char *tag = "";
  for (size_t i = 0; name && i < count; i++)
    if (str_eq(str_of(name), str_of(tags[i])))
      tag = tags[i];
  textcat_ReleaseClassifyFullOutput(models, candidates);
  return tag;
}

const char *language_detect(struct detector *detector, const char *const *tags, size_t count,
                            str text)
{
  char sample[SAMPLE_BYTES];
  if (!detector || !count || text.len < TEXT_MIN_BYTES)
    return "";
  size_t len = copy_sample(sample, text);
  lower_capitals(sample, len);
  void *models = take_models(detector);
  if (!models)
    return "";
  const char *tag = classify(models, sample, len, tags, count);
  give_back(detector, models);
  return tag;
}
