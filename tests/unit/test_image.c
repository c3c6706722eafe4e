/* test_image.c - pictures made here by libpng and libjpeg: every kind of PNG comes out as the same
 * colours, CMYK is refused with a remedy, and no cut file is taken for a whole one. */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "unit.h"

#include "paint/paint.h"

enum { WIDTH = 12, HEIGHT = 9 };

static void put_bytes(png_structp png, png_bytep bytes, size_t len)
{
  buffer_add(png_get_io_ptr(png), (str){(const char *)bytes, len});
}

static void flush_nothing(png_structp png)
{
  (void)png;
}

struct kind {
  int color, depth, interlace;
};

/* Left half black, right half white; with an alpha, the lowest row transparent. */
static void draw_row(struct kind kind, int y, uint8_t *row)
{
  int components = kind.color == PNG_COLOR_TYPE_GRAY || kind.color == PNG_COLOR_TYPE_PALETTE ? 1
                   : kind.color == PNG_COLOR_TYPE_GRAY_ALPHA                                 ? 2
                   : kind.color == PNG_COLOR_TYPE_RGB                                        ? 3
                                                                                             : 4;
  int bytes = kind.depth / 8, at = 0;
  for (int x = 0; x < WIDTH; x++)
    for (int c = 0; c < components; c++) {
      bool is_alpha = kind.color & PNG_COLOR_MASK_ALPHA && c == components - 1;
      uint8_t value = is_alpha ? (y == HEIGHT - 1 ? 0 : 255) : (x < WIDTH / 2 ? 0 : 255);
      if (kind.color == PNG_COLOR_TYPE_PALETTE)
        value = x >= WIDTH / 2;
      for (int b = 0; b < bytes; b++)
        row[at++] = value;
    }
}

static void make_png(struct kind kind, struct buffer *out)
{
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  png_color palette[2] = {{0, 0, 0}, {255, 255, 255}};
  uint8_t rows[HEIGHT][WIDTH * 8], *at[HEIGHT];
  png_set_write_fn(png, out, put_bytes, flush_nothing);
  png_set_IHDR(png, info, WIDTH, HEIGHT, kind.depth, kind.color, kind.interlace,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (kind.color == PNG_COLOR_TYPE_PALETTE)
    png_set_PLTE(png, info, palette, 2);
  for (int y = 0; y < HEIGHT; y++) {
    draw_row(kind, y, rows[y]);
    at[y] = rows[y];
  }
  png_set_rows(png, info, at);
  png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
  png_destroy_write_struct(&png, &info);
}

static void make_jpeg(J_COLOR_SPACE space, int components, struct buffer *out)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *bytes = NULL;
  unsigned long len = 0;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &bytes, &len);
  jpeg.image_width = WIDTH;
  jpeg.image_height = HEIGHT;
  jpeg.input_components = components;
  jpeg.in_color_space = space;
  jpeg_set_defaults(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  uint8_t row[WIDTH * 4];
  memset(row, 200, sizeof row);
  JSAMPROW rows[1] = {row};
  while (jpeg.next_scanline < jpeg.image_height)
    jpeg_write_scanlines(&jpeg, rows, 1);
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  buffer_add(out, (str){(const char *)bytes, len});
  free(bytes);
}

static void test_every_png(void **state)
{
  (void)state;
  static const struct kind kinds[] = {
      {PNG_COLOR_TYPE_GRAY, 8, 0},       {PNG_COLOR_TYPE_GRAY, 16, 1},
      {PNG_COLOR_TYPE_GRAY_ALPHA, 8, 1}, {PNG_COLOR_TYPE_RGB, 8, 0},
      {PNG_COLOR_TYPE_RGB, 16, 0},       {PNG_COLOR_TYPE_RGBA, 8, 1},
      {PNG_COLOR_TYPE_RGBA, 16, 0},      {PNG_COLOR_TYPE_PALETTE, 8, 0},
  };

  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    AUTO_BUFFER bytes;
    buffer_init(&bytes, &heap_default);
    make_png(kinds[i], &bytes);
    AUTO(image) image = NULL;
    precis_error e = {0};
    assert_int_equal(image_decode(&heap_default, buffer_str(&bytes), &image, &e), PRECIS_OK);
    assert_int_equal(image->width, WIDTH);
    assert_int_equal(image->height, HEIGHT);
    for (int at = 0; at < WIDTH * HEIGHT; at++) {
      uint8_t wanted = at % WIDTH < WIDTH / 2 ? 0 : 255;
      for (int c = 0; c < 3; c++)
        assert_int_equal(image->pixels[3 * at + c], wanted);
      if (image->alpha)
        assert_int_equal(image->alpha[at], at >= WIDTH * (HEIGHT - 1) ? 0 : 255);
    }
    assert_int_equal(image->alpha != NULL, (kinds[i].color & PNG_COLOR_MASK_ALPHA) != 0);
  }
}

/* Cut anywhere before its last bytes, a picture is refused. */
static void check_cut(str whole, size_t ending)
{
  for (size_t len = 0; len + ending < whole.len; len++) {
    AUTO(image) image = NULL;
    precis_error e = {0};
    precis_status s = image_decode(&heap_default, str_sub(whole, 0, len), &image, &e);
    assert_int_equal(s, PRECIS_BAD_TEMPLATE);
    assert_null(image);
    assert_true(e.hint[0] != '\0');
  }
}

static void test_cut_files(void **state)
{
  (void)state;
  AUTO_BUFFER png, jpeg;
  buffer_init(&png, &heap_default);
  buffer_init(&jpeg, &heap_default);
  make_png((struct kind){PNG_COLOR_TYPE_RGBA, 8, 0}, &png);
  make_jpeg(JCS_RGB, 3, &jpeg);
  check_cut(buffer_str(&png), sizeof "1234IEND1234" - 1);
  check_cut(buffer_str(&jpeg), 2);
}

static void test_jpeg(void **state)
{
  (void)state;

  static const struct {
    J_COLOR_SPACE space;
    int components;
    precis_status status;
  } cases[] = {
      {JCS_RGB, 3, PRECIS_OK}, {JCS_GRAYSCALE, 1, PRECIS_OK}, {JCS_CMYK, 4, PRECIS_BAD_TEMPLATE}};

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    AUTO_BUFFER bytes;
    buffer_init(&bytes, &heap_default);
    make_jpeg(cases[i].space, cases[i].components, &bytes);
    AUTO(image) image = NULL;
    precis_error e = {0};
    precis_status s = image_decode(&heap_default, buffer_str(&bytes), &image, &e);
    assert_int_equal(s, cases[i].status);
    if (s != PRECIS_OK) {
      assert_non_null(strstr(e.message, "CMYK"));
      assert_non_null(strstr(e.hint, "RGB"));
      continue;
    }
    assert_null(image->alpha);
    for (int at = 0; at < 3 * WIDTH * HEIGHT; at++)
      assert_in_range(image->pixels[at], 197, 203);
  }
}

/* A header that promises a gigapixel is refused before a row is read. */
static void test_too_large(void **state)
{
  (void)state;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  make_png((struct kind){PNG_COLOR_TYPE_GRAY, 8, 0}, &bytes);
  png_byte *ihdr = (png_byte *)bytes.data + 12;
  png_save_uint_32(ihdr + 4, 9000);
  png_save_uint_32(ihdr + 8, 9000);
  uint32_t crc = 0xFFFFFFFF;
  for (int i = 0; i < 17; i++) {
    crc ^= ihdr[i];
    for (int k = 0; k < 8; k++)
      crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
  }
  png_save_uint_32(ihdr + 17, ~crc);
  AUTO(image) image = NULL;
  precis_error e = {0};
  assert_int_equal(image_decode(&heap_default, buffer_str(&bytes), &image, &e), PRECIS_OVER_LIMIT);
  assert_non_null(strstr(e.message, "9000"));
}

static void test_neither(void **state)
{
  (void)state;
  static const char *const texts[] = {"", "GIF89a", "%PDF-1.7", "\x89PNG", "<svg/>"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    AUTO(image) image = NULL;
    precis_error e = {0};
    assert_int_equal(image_decode(&heap_default, str_of(texts[i]), &image, &e),
                     PRECIS_BAD_TEMPLATE);
    assert_non_null(strstr(e.hint, "PNG"));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_png), cmocka_unit_test(test_cut_files),
      cmocka_unit_test(test_jpeg),      cmocka_unit_test(test_too_large),
      cmocka_unit_test(test_neither),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
