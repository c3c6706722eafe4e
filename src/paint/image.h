/* image.h - private to paint/: the two decoders and what they fill. */
#pragma once

#include "paint/paint.h"

struct image *image_new(const struct heap *heap);
/* Room for the pixels; PRECIS_OVER_LIMIT with a remedy. */
precis_status image_make_room(struct image *image, uint32_t width, uint32_t height,
                              precis_error *err);
precis_status png_decode(struct image *image, str bytes, precis_error *err);
precis_status jpeg_decode(struct image *image, str bytes, precis_error *err);
