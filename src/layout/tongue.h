/* tongue.h - private to layout/: the languages that something is set in (tongue.c). */
#pragma once

#include "base/map.h"
#include "layout/layout.h"

struct fragment;
struct setter;

struct tongue {
  const char *tag;                     /* "" where nothing is known */
  const struct hyphenator *hyphenator; /* may be NULL */
  struct map *cut_keys;                /* texts, by the style that shapes alike */
};

/* What words are shaped by: a style that others shape as, and a language of setter.tongues. */
struct shaping {
  uint8_t style, tongue;
};

/* Before anything is set; a short arena without memory. */
void tongues_ready(struct setter *setter);
/* Of setter.tongues: what a source is written in. */
uint8_t tongue_of(const struct setter *setter, uint32_t source);
/* A reader is told what language the fragment's node is in. */
void tongue_tag(const struct setter *setter, const struct fragment *fragment,
                struct display *display);
