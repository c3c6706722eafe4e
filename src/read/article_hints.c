/* article_hints.c - what class names and ids say about an element.
 *
 * The words are those that page makers use; the core of them is the lists of Mozilla's Readability
 * (Apache 2.0), which the pages of its test set gave. */
#include "read/article.h"

enum place {
  ANYWHERE,
  AT_START, /* of a word: after anything but a letter, or a capital after a small letter */
  WHOLE     /* a word */
};

struct name {
  str word;
  enum place place;
  unsigned hints;
};

enum { FURNITURE = HINT_UNLIKELY | HINT_BAD, NEVER = HINT_NEVER | HINT_BAD };

/* Sorted by the first letter, so that a place in a name is held against few words. */
static const struct name names[] = {
    {{"about-author", 12}, ANYWHERE, HINT_SMALL},
    {{"about-the-author", 16}, ANYWHERE, HINT_SMALL},
    {{"abstract", 8}, ANYWHERE, HINT_LEAD},
    {{"ad", 2}, WHOLE, FURNITURE},
    {{"ads", 3}, WHOLE, FURNITURE},
    {{"adsense", 7}, ANYWHERE, NEVER},
    {{"advert", 6}, ANYWHERE, NEVER},
    {{"affiliate", 9}, AT_START, HINT_SMALL},
    {{"agegate", 7}, ANYWHERE, FURNITURE},
    {{"also-like", 9}, ANYWHERE, NEVER},
    {{"also-read", 9}, ANYWHERE, HINT_SMALL},
    {{"article", 7}, ANYWHERE, HINT_MAYBE | HINT_GOOD},
    {{"article-meta", 12}, WHOLE, HINT_SMALL},
    {{"author", 6}, WHOLE, HINT_BYLINE},
    {{"author-bio", 10}, ANYWHERE, HINT_SMALL},
    {{"author-box", 10}, ANYWHERE, HINT_SMALL},
    {{"author-card", 11}, ANYWHERE, HINT_SMALL},
    {{"author-info", 11}, ANYWHERE, HINT_SMALL},
    {{"authorbox", 9}, ANYWHERE, HINT_SMALL},
    {{"banner", 6}, ANYWHERE, FURNITURE},
    {{"blog", 4}, ANYWHERE, HINT_GOOD},
    {{"body", 4}, ANYWHERE, HINT_MAYBE | HINT_GOOD},
    {{"breadcrumb", 10}, ANYWHERE, NEVER},
    {{"btn", 3}, WHOLE, HINT_SMALL},
    {{"button", 6}, WHOLE, HINT_SMALL},
    {{"byline", 6}, ANYWHERE, HINT_BYLINE},
    {{"catlinks", 8}, ANYWHERE, NEVER},
    {{"chapo", 5}, ANYWHERE, HINT_LEAD},
    {{"column", 6}, ANYWHERE, HINT_MAYBE},
    {{"com-", 4}, ANYWHERE, HINT_BAD},
    {{"combx", 5}, ANYWHERE, FURNITURE},
    {{"comment", 7}, ANYWHERE, FURNITURE | HINT_COMMENTS},
    {{"community", 9}, ANYWHERE, HINT_UNLIKELY},
    {{"consent", 7}, ANYWHERE, NEVER},
    {{"contact", 7}, ANYWHERE, HINT_BAD},
    {{"content", 7}, ANYWHERE, HINT_MAYBE | HINT_GOOD},
    {{"cookie", 6}, ANYWHERE, NEVER},
    {{"cover-wrap", 10}, ANYWHERE, HINT_UNLIKELY},
    {{"dateline", 8}, ANYWHERE, HINT_BYLINE},
    {{"deck", 4}, WHOLE, HINT_LEAD},
    {{"dek", 3}, WHOLE, HINT_LEAD},
    {{"disclosure", 10}, ANYWHERE, HINT_SMALL},
    {{"disqus", 6}, ANYWHERE, NEVER | HINT_COMMENTS},
    {{"editsection", 11}, ANYWHERE, NEVER},
    {{"entry", 5}, ANYWHERE, HINT_GOOD},
    {{"entry-meta", 10}, WHOLE, HINT_SMALL},
    {{"excerpt", 7}, WHOLE, HINT_LEAD},
    {{"extra", 5}, AT_START, HINT_UNLIKELY},
    {{"foot", 4}, WHOLE, FURNITURE},
    {{"footer", 6}, ANYWHERE, FURNITURE},
    {{"gdpr", 4}, ANYWHERE, NEVER},
    {{"header", 6}, ANYWHERE, HINT_UNLIKELY},
    {{"hatnote", 7}, WHOLE, HINT_SMALL},
    {{"hentry", 6}, ANYWHERE, HINT_GOOD},
    {{"hid", 3}, WHOLE, HINT_BAD},
    {{"hidden", 6}, ANYWHERE, HINT_BAD},
    {{"intro", 5}, AT_START, HINT_LEAD},
    {{"jump-link", 9}, ANYWHERE, NEVER},
    {{"lead", 4}, WHOLE, HINT_LEAD},
    {{"lede", 4}, WHOLE, HINT_LEAD},
    {{"legends", 7}, ANYWHERE, HINT_UNLIKELY},
    {{"main", 4}, ANYWHERE, HINT_MAYBE | HINT_GOOD},
    {{"masthead", 8}, ANYWHERE, HINT_BAD},
    {{"mathjax", 7}, ANYWHERE, HINT_MAYBE},
    {{"media", 5}, ANYWHERE, HINT_BAD},
    {{"menu", 4}, ANYWHERE, HINT_UNLIKELY},
    {{"meta", 4}, ANYWHERE, HINT_BAD},
    {{"more-from", 9}, ANYWHERE, NEVER},
    {{"most-popular", 12}, ANYWHERE, NEVER},
    {{"most-read", 9}, ANYWHERE, NEVER},
    {{"mw-jump", 7}, ANYWHERE, NEVER},
    {{"nav", 3}, WHOLE, FURNITURE},
    {{"navbar", 6}, ANYWHERE, FURNITURE},
    {{"navbox", 6}, ANYWHERE, NEVER},
    {{"navigation", 10}, ANYWHERE, FURNITURE},
    {{"newsletter", 10}, ANYWHERE, NEVER | HINT_SMALL},
    {{"noprint", 7}, WHOLE, HINT_SMALL},
    {{"outbrain", 8}, ANYWHERE, NEVER},
    {{"page", 4}, ANYWHERE, HINT_GOOD},
    {{"pager", 5}, ANYWHERE, HINT_UNLIKELY},
    {{"pagination", 10}, ANYWHERE, HINT_UNLIKELY},
    {{"paywall", 7}, ANYWHERE, HINT_SMALL},
    {{"popup", 5}, ANYWHERE, HINT_UNLIKELY},
    {{"post", 4}, ANYWHERE, HINT_GOOD},
    {{"post-meta", 9}, WHOLE, HINT_SMALL},
    {{"postprofile", 11}, ANYWHERE, HINT_SMALL},
    {{"promo", 5}, ANYWHERE, HINT_BAD},
    {{"pull-quote", 10}, ANYWHERE, HINT_SMALL},
    {{"pullquote", 9}, ANYWHERE, HINT_SMALL},
    {{"reactions", 9}, WHOLE, FURNITURE | HINT_COMMENTS},
    {{"read-also", 9}, ANYWHERE, HINT_SMALL},
    {{"read-more", 9}, ANYWHERE, HINT_SMALL},
    {{"read-next", 9}, ANYWHERE, NEVER},
    {{"recirc", 6}, ANYWHERE, NEVER},
    {{"recommend", 9}, ANYWHERE, NEVER},
    {{"related", 7}, ANYWHERE, FURNITURE | HINT_SMALL},
    {{"remark", 6}, ANYWHERE, HINT_UNLIKELY},
    {{"replies", 7}, ANYWHERE, HINT_UNLIKELY | HINT_COMMENTS},
    {{"rss", 3}, WHOLE, HINT_UNLIKELY},
    {{"scroll", 6}, ANYWHERE, HINT_BAD},
    {{"shadow", 6}, ANYWHERE, HINT_MAYBE},
    {{"share", 5}, AT_START, HINT_BAD | HINT_SMALL},
    {{"sharing", 7}, ANYWHERE, HINT_BAD | HINT_SMALL},
    {{"shopping", 8}, ANYWHERE, HINT_BAD},
    {{"shoutbox", 8}, ANYWHERE, FURNITURE},
    {{"sidebar", 7}, ANYWHERE, FURNITURE},
    {{"signature", 9}, WHOLE, HINT_SMALL},
    {{"signup", 6}, ANYWHERE, HINT_SMALL},
    {{"sitesub", 7}, ANYWHERE, HINT_SMALL},
    {{"skip-link", 9}, ANYWHERE, NEVER},
    {{"skyscraper", 10}, ANYWHERE, FURNITURE},
    {{"social", 6}, ANYWHERE, HINT_UNLIKELY | HINT_SMALL},
    {{"sponsor", 7}, ANYWHERE, FURNITURE},
    {{"standfirst", 10}, ANYWHERE, HINT_LEAD},
    {{"story", 5}, ANYWHERE, HINT_GOOD},
    {{"subscribe", 9}, ANYWHERE, HINT_SMALL},
    {{"subtitle", 8}, ANYWHERE, HINT_LEAD},
    {{"summary", 7}, WHOLE, HINT_LEAD},
    {{"supplemental", 12}, ANYWHERE, HINT_UNLIKELY},
    {{"taboola", 7}, ANYWHERE, NEVER},
    {{"tags", 4}, ANYWHERE, HINT_BAD},
    {{"text", 4}, ANYWHERE, HINT_GOOD},
    {{"trending", 8}, ANYWHERE, NEVER},
    {{"user-info", 9}, ANYWHERE, HINT_SMALL},
    {{"userinfo", 8}, ANYWHERE, HINT_SMALL},
    {{"visually-hidden", 15}, ANYWHERE, NEVER},
    {{"vorspann", 8}, ANYWHERE, HINT_LEAD},
    {{"vote", 4}, AT_START, HINT_SMALL},
    {{"widget", 6}, ANYWHERE, HINT_BAD},
    {{"yom-remote", 10}, ANYWHERE, HINT_UNLIKELY},
};

/* A name longer than this is made by a machine; its start says enough. */
enum { NAME_BYTES_MAX = 512 };

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_letter(char c)
{
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_small(char c)
{
  return c >= 'a' && c <= 'z';
}

static bool starts_word(str name, size_t at)
{
  return at == 0 || !is_letter(name.data[at - 1]) ||
         (is_small(name.data[at - 1]) && !is_small(name.data[at]));
}

static bool stands_at(str name, size_t at, const struct name *wanted)
{
  size_t len = wanted->word.len;
  if (name.len - at < len)
    return false;
  for (size_t i = 1; i < len; i++) {
    char c = lower(name.data[at + i]);
    if ((c == '_' ? '-' : c) != wanted->word.data[i])
      return false;
  }
  if (wanted->place == ANYWHERE)
    return true;
  bool ends = at + len == name.len || !is_letter(name.data[at + len]) ||
              (is_small(name.data[at + len - 1]) && !is_small(name.data[at + len]));
  return starts_word(name, at) && (wanted->place == AT_START || ends);
}

unsigned article_hints(str name)
{
  enum { NAMES = sizeof names / sizeof *names };

  unsigned hints = 0;
  if (name.len > NAME_BYTES_MAX)
    name.len = NAME_BYTES_MAX;
  for (size_t at = 0; at < name.len; at++) {
    char first = lower(name.data[at]);
    size_t low = 0, high = NAMES;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      if (names[middle].word.data[0] < first)
        low = middle + 1;
      else
        high = middle;
    }
    for (; low < NAMES && names[low].word.data[0] == first; low++)
      if (stands_at(name, at, &names[low]))
        hints |= names[low].hints;
  }
  return hints;
}
