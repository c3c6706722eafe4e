/* image_jpeg.c - JPEG by libjpeg, whose errors jump back here.
 *
 * CMYK is refused: how its inks look depends on a profile, and the page's colours are sRGB. */
#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>

#include "base/library.h"
#include "paint/image.h"

/* A progressive picture with more scans than this is made to be slow (a real one has about ten). */
enum { SCANS_MAX = 100, MEMORY_MAX = 64 << 20 };

#define JPEG_CALLS(CALL)                                                                           \
  CALL(jpeg_CreateDecompress)                                                                      \
  CALL(jpeg_destroy_decompress)                                                                    \
  CALL(jpeg_finish_decompress)                                                                     \
  CALL(jpeg_mem_src)                                                                               \
  CALL(jpeg_read_header)                                                                           \
  CALL(jpeg_read_scanlines)                                                                        \
  CALL(jpeg_start_decompress)                                                                      \
  CALL(jpeg_std_error)

LIBRARY(libjpeg, LIBRARY_FILE_JPEG, "JPEGs are read with libjpeg", JPEG_CALLS);

struct jpeg_reader {
  struct calls lib;
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf back;
  struct image *image;
  precis_status status;
  precis_error *err;
  char message[JMSG_LENGTH_MAX];
};

static void on_error(j_common_ptr common)
{
  struct jpeg_reader *r = common->client_data;
  common->err->format_message(common, r->message);
  longjmp(r->back, 1);
}

static void on_message(j_common_ptr common)
{
  (void)common;
}

static void on_progress(j_common_ptr common)
{
  struct jpeg_reader *r = common->client_data;
  if (r->jpeg.input_scan_number > SCANS_MAX) {
    memcpy(r->message, "too many scans", sizeof "too many scans");
    longjmp(r->back, 1);
  }
}

static precis_status refuse_cmyk(precis_error *err)
{
  precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "a JPEG in CMYK, the colours of printing inks");
  return fail_hint(err, s, "save it as PNG, or as JPEG in RGB (sRGB)");
}

static void read_rows(struct jpeg_reader *r)
{
  struct image *image = r->image;
  memset(image->alpha, 255, (size_t)image->width * image->height);
  while (r->jpeg.output_scanline < r->jpeg.output_height) {
    JSAMPROW row = image->pixels + 3 * (size_t)r->jpeg.output_scanline * image->width;
    r->lib.jpeg_read_scanlines(&r->jpeg, &row, 1);
  }
  r->lib.jpeg_finish_decompress(&r->jpeg);
}

/* Everything between setjmp and the end of reading. */
static void read_all(struct jpeg_reader *r, str bytes)
{
  if (setjmp(r->back)) {
    r->status =
        fail_hint(r->err, fail(r->err, PRECIS_BAD_TEMPLATE, "not a sound JPEG: %s", r->message),
                  "save it again as JPEG or PNG");
    return;
  }
  r->lib.jpeg_CreateDecompress(&r->jpeg, JPEG_LIB_VERSION, sizeof r->jpeg);
  r->jpeg.mem->max_memory_to_use = MEMORY_MAX;
  r->jpeg.progress = &r->progress;
  r->lib.jpeg_mem_src(&r->jpeg, (const unsigned char *)bytes.data, bytes.len);
  r->lib.jpeg_read_header(&r->jpeg, TRUE);
  if (r->jpeg.jpeg_color_space == JCS_CMYK || r->jpeg.jpeg_color_space == JCS_YCCK) {
    r->status = refuse_cmyk(r->err);
    return;
  }
  r->status = image_make_room(r->image, r->jpeg.image_width, r->jpeg.image_height, r->err);
  if (r->status != PRECIS_OK)
    return;
  r->jpeg.out_color_space = JCS_RGB;
  r->jpeg.dct_method = JDCT_ISLOW; /* the same pixels on every machine */
  r->lib.jpeg_start_decompress(&r->jpeg);
  read_rows(r);
  if (r->errors.num_warnings) { /* it fills what is missing with grey */
    r->status = fail(r->err, PRECIS_BAD_TEMPLATE, "a damaged JPEG, or one that is cut off");
    fail_hint(r->err, r->status, "save it again as JPEG or PNG");
  }
}

precis_status jpeg_decode(struct image *image, str bytes, precis_error *err)
{
  struct jpeg_reader r = {.image = image, .err = err, .status = PRECIS_OK};
  precis_status s = library_load(&libjpeg, &r.lib, err);
  if (s != PRECIS_OK)
    return s;
  r.jpeg.err = r.lib.jpeg_std_error(&r.errors);
  r.errors.error_exit = on_error;
  r.errors.output_message = on_message;
  r.progress.progress_monitor = on_progress;
  r.jpeg.client_data = &r;
  read_all(&r, bytes);
  r.lib.jpeg_destroy_decompress(&r.jpeg);
  return r.status;
}
