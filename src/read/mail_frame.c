/* mail_frame.c - what stands round a letter that is sent to many: the line that leads to a browser,
 * the one that ends the subscription.
 *
 * The words are those of the languages that mail programs are known in here (mail_text.c); they
 * count only in a link, or in its address. */
#include "read/page.h"

static bool holds_one_of(str text, const str *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (str_find(text, words[i], 0) != SIZE_MAX)
      return true;
  return false;
}

#define HOLDS_ONE_OF(text, words) holds_one_of((text), (words), sizeof(words) / sizeof *(words))

/* How long a paragraph may be that holds such a link; more of it is the letter's own. */
static size_t furniture_bytes(const struct page *page, uint32_t link)
{
  static const str leaving[] = {{"nsubscribe", 10}, {"bmelden", 7},       {"bbestellen", 10},
                                {"sabonner", 8},    {"sinscrire", 9},     {"baja", 4},
                                {"isiscri", 7},     {"uitschrijven", 12}, {"tpisat", 6},
                                {"references", 10}, {"Отписаться", 20}};
  static const str addresses[] = {{"unsub", 5},  {"optout", 6}, {"opt-out", 7},
                                  {"abmeld", 6}, {"desabo", 6}, {"desinscri", 9}};
  static const str browsers[] = {
      {"rowser", 6}, {"navigateur", 10}, {"navegador", 9}, {"webversi", 8}, {"online ", 7}};

  enum { LABEL_BYTES = 80, FOOTER_BYTES = 600, TOP_LINE_BYTES = 120 };

  str label = page_text_of(page, link, LABEL_BYTES);
  str address = page_value(page, link, ATTRIBUTE_HREF);
  if (HOLDS_ONE_OF(label, leaving) || HOLDS_ONE_OF(address, addresses))
    return FOOTER_BYTES;
  return HOLDS_ONE_OF(label, browsers) ? TOP_LINE_BYTES : 0;
}

/* Bytes of a block without blocks in it that is such a line; 0 if it is none. */
static size_t frame_bytes(const struct page *page, uint32_t i)
{
  enum { NODES_MAX = 200 };

  const struct page_node *node = &page->nodes.at[i];
  size_t limit = 0, bytes = 0;
  if (node->end - i > NODES_MAX)
    return 0;
  for (uint32_t k = i + 1; k < node->end; k++) {
    if (page_is_block(page, k) && !page_is(page, k, TAG_BR))
      return 0;
    if (page_is(page, k, TAG_TEXT))
      bytes += str_trim(page_text(page, k)).len;
    size_t allowed = page_is(page, k, TAG_A) ? furniture_bytes(page, k) : 0;
    limit = allowed > limit ? allowed : limit;
  }
  return bytes <= limit ? bytes : 0;
}

void page_drop_frame(const struct page *page, bool *is_out)
{
  size_t dropped = 0, all = 0;
  for (uint32_t i = 1; i < page->nodes.count; i++) {
    if (page_is(page, i, TAG_TEXT))
      all += str_trim(page_text(page, i)).len;
    size_t bytes = page_is_block(page, i) && !page_is(page, i, TAG_BODY) ? frame_bytes(page, i) : 0;
    is_out[i] = bytes > 0;
    dropped += bytes;
  }
  if (dropped * 2 > all) /* a letter of one paragraph with the link in it */
    memset(is_out, 0, page->nodes.count * sizeof *is_out);
}
