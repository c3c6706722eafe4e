/* labels.c - the words that precis adds of its own to a briefing: [labels] of a language file. */
#include "text/text.h"

/* Every key that pages, Markdown, text and HTML ask for, in whatever template. */
static const char *const needed[] = {"masthead",
                                     "bottom-line",
                                     "key-points",
                                     "body",
                                     "figures",
                                     "chart",
                                     "disagreements",
                                     "timeline",
                                     "who",
                                     "abbreviations",
                                     "terms",
                                     "sources",
                                     "more-sources",
                                     "words",
                                     "line",
                                     "source-page",
                                     "paragraph",
                                     "context",
                                     "full",
                                     "explain",
                                     "explain-about",
                                     "explain-range",
                                     "explain-weights",
                                     "explain-text",
                                     "explain-score",
                                     "explain-before",
                                     "explain-along",
                                     "explain-cut",
                                     "explain-set",
                                     "note",
                                     "note-back",
                                     "page",
                                     "colon"};

const char *label_key(size_t number)
{
  return number < sizeof needed / sizeof *needed ? needed[number] : NULL;
}

precis_status language_check_labels(const struct language *language, str name, precis_error *err)
{
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
    if (language_text(language, "labels", needed[i]).len)
      continue;
    fail(err, PRECIS_BAD_TEMPLATE, "no \"%s\" in [labels]", needed[i]);
    fail_at(err, PRECIS_BAD_TEMPLATE, name, 0, 0);
    return fail_hint(err, PRECIS_BAD_TEMPLATE,
                     "copy [labels] from languages/en.ini and translate it");
  }
  return PRECIS_OK;
}
