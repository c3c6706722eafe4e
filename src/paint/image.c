/* image.c - a picture's bytes into pixels: by their first bytes PNG or JPEG, within budgets. */
#include "paint/image.h"

/* A logo is a few centimetres wide: four million pixels are 600 dpi over 8 cm by 8 cm. */
enum { PIXELS_MAX = 4000000, SIDE_MAX = 10000 };

struct image *image_new(const struct heap *heap)
{
  struct arena *arena = arena_new(heap);
  struct image *image = arena ? arena_make(arena, struct image) : NULL;
  if (!image) {
    arena_free(arena);
    return NULL;
  }
  image->arena = arena;
  return image;
}

precis_status image_make_room(struct image *image, uint32_t width, uint32_t height,
                              precis_error *err)
{
  if (!width || !height || width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX) {
    precis_status s = fail(err, PRECIS_OVER_LIMIT, "a picture of %u by %u pixels", width, height);
    return fail_hint(err, s, "make it smaller: at most %d pixels in all", PIXELS_MAX);
  }
  image->width = width;
  image->height = height;
  size_t count = (size_t)width * height;
  image->pixels = arena_alloc(image->arena, 3 * count);
  image->alpha = arena_alloc(image->arena, count);
  return image->pixels && image->alpha ? PRECIS_OK : fail_no_memory(err);
}

/* An alpha that hides nothing is none. */
static void drop_plain_alpha(struct image *image)
{
  size_t count = (size_t)image->width * image->height;
  for (size_t i = 0; i < count; i++)
    if (image->alpha[i] != 255)
      return;
  image->alpha = NULL;
}

precis_status image_decode(const struct heap *heap, str bytes, struct image **ret,
                           precis_error *err)
{
  static const char png[] = "\x89PNG\r\n\x1a\n", jpeg[] = "\xFF\xD8\xFF";
  AUTO(image) image = image_new(heap);
  if (!image)
    return fail_no_memory(err);
  precis_status s;
  if (str_starts(bytes, (str){png, sizeof png - 1}))
    s = png_decode(image, bytes, err);
  else if (str_starts(bytes, (str){jpeg, sizeof jpeg - 1}))
    s = jpeg_decode(image, bytes, err);
  else
    s = fail_hint(err, fail(err, PRECIS_BAD_TEMPLATE, "neither a PNG nor a JPEG picture"),
                  "save it as PNG");
  if (s != PRECIS_OK)
    return s;
  drop_plain_alpha(image);
  *ret = TAKE(image);
  return PRECIS_OK;
}

void image_free(struct image *image)
{
  if (image)
    arena_free(image->arena);
}

void image_make_grey(struct image *image)
{
  size_t count = (size_t)image->width * image->height;
  for (size_t i = 0; i < count; i++) {
    uint8_t *p = image->pixels + 3 * i;
    /* Rec. 709 weights on the coded values: near enough for print, and no table. */
    p[0] = p[1] = p[2] = (uint8_t)((p[0] * 2126 + p[1] * 7152 + p[2] * 722 + 5000) / 10000);
  }
}
