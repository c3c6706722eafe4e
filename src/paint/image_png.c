/* image_png.c - PNG by libpng, whose errors jump back here: the process never ends for a picture.
 *
 * Invariant: what is set between setjmp and a jump lies in the reader, not in a register. */
#include <png.h>
#include <setjmp.h>

#include "paint/image.h"

/* What one chunk may take unpacked: a colour profile is the largest that a logo has. */
enum { CHUNK_BYTES_MAX = 4 << 20, CHUNKS_MAX = 64 };

struct png_reader {
  struct image *image;
  str rest;
  png_structp png;
  png_infop info;
  uint8_t *row; /* of four components */
  uint8_t **rows;
  precis_status status;
  precis_error *err;
  char message[120];
};

static void on_error(png_structp png, png_const_charp message)
{
  struct png_reader *r = png_get_error_ptr(png);
  size_t len = strnlen(message, sizeof r->message - 1);
  memcpy(r->message, message, len);
  r->message[len] = '\0';
  longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t len)
{
  struct png_reader *r = png_get_io_ptr(png);
  if (len > r->rest.len)
    png_error(png, "it is cut off");
  memcpy(to, r->rest.data, len);
  r->rest = str_sub(r->rest, len, r->rest.len - len);
}

/* Whatever the file has becomes four components of eight bits. */
static void want_rgba(struct png_reader *r)
{
  png_set_expand(r->png);
  png_set_strip_16(r->png);
  png_set_gray_to_rgb(r->png);
  png_set_add_alpha(r->png, 0xFF, PNG_FILLER_AFTER);
  png_set_interlace_handling(r->png);
  png_read_update_info(r->png, r->info);
}

static bool make_rows(struct png_reader *r)
{
  struct image *image = r->image;
  size_t stride = (size_t)image->width * 4;
  uint8_t *all = arena_alloc(image->arena, stride * image->height);
  r->rows = arena_array(image->arena, uint8_t *, image->height);
  for (uint32_t y = 0; all && r->rows && y < image->height; y++)
    r->rows[y] = all + y * stride;
  return all && r->rows;
}

static void take_rows(struct png_reader *r)
{
  struct image *image = r->image;
  for (uint32_t y = 0; y < image->height; y++)
    for (uint32_t x = 0; x < image->width; x++) {
      const uint8_t *from = r->rows[y] + 4 * (size_t)x;
      size_t at = (size_t)y * image->width + x;
      memcpy(image->pixels + 3 * at, from, 3);
      image->alpha[at] = from[3];
    }
}

/* Everything between setjmp and the end of reading. */
static void read_all(struct png_reader *r)
{
  if (setjmp(png_jmpbuf(r->png))) {
    r->status =
        fail_hint(r->err, fail(r->err, PRECIS_BAD_TEMPLATE, "not a sound PNG: %s", r->message),
                  "save it again as PNG");
    return;
  }
  png_set_read_fn(r->png, r, read_bytes);
  png_set_user_limits(r->png, 10000, 10000);
  png_set_chunk_malloc_max(r->png, CHUNK_BYTES_MAX);
  png_set_chunk_cache_max(r->png, CHUNKS_MAX);
  png_read_info(r->png, r->info);
  r->status = image_make_room(r->image, png_get_image_width(r->png, r->info),
                              png_get_image_height(r->png, r->info), r->err);
  if (r->status != PRECIS_OK)
    return;
  want_rgba(r);
  if (png_get_rowbytes(r->png, r->info) != (size_t)r->image->width * 4)
    png_error(r->png, "its rows are of another length");
  if (!make_rows(r)) {
    r->status = fail_no_memory(r->err);
    return;
  }
  png_read_image(r->png, r->rows);
  take_rows(r);
}

precis_status png_decode(struct image *image, str bytes, precis_error *err)
{
  struct png_reader r = {.image = image, .rest = bytes, .err = err, .status = PRECIS_OK};
  r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, on_error, on_warning);
  if (r.png)
    r.info = png_create_info_struct(r.png);
  if (!r.info) {
    png_destroy_read_struct(&r.png, NULL, NULL);
    return fail_no_memory(err);
  }
  read_all(&r);
  png_destroy_read_struct(&r.png, &r.info, NULL);
  return r.status;
}
