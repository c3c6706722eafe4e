/* english.h - the English language file and an analyzer made of it, for a group of tests. */
#pragma once

#include "unit.h"

#include "analyze/analyze.h"

static struct language *language;
static struct analyzer *analyzer;

static inline int set_up(void **state)
{
  (void)state;
  if (language_load(&heap_default, PRECIS_SOURCE_DIR "/languages/en.ini", &language, NULL) !=
      PRECIS_OK)
    return 1;
  return analyzer_new(&heap_default, language, &analyzer, NULL) != PRECIS_OK;
}

static inline int tear_down(void **state)
{
  (void)state;
  analyzer_free(analyzer);
  language_free(language);
  return 0;
}
