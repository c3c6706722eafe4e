/* saved.h - whether what was loaded may be used. Private to analyze/. */
#pragma once

#include "analyze/analyze.h"

/* Every index in bounds, every span whole characters of the text, every list in its order: what the
 * stages behind take for granted. */
bool is_sound_document(const struct document *document);
bool is_sound_analysis(const struct analysis *analysis);
