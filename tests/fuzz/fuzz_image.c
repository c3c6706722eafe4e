/* fuzz_image.c - any bytes as a picture: pixels within the budget, or an error. */
#include <stdlib.h>

#include "paint/paint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct image *image = NULL;
  precis_error e = {0};
  precis_status s = image_decode(&heap_default, (str){(const char *)data, size}, &image, &e);
  if ((s == PRECIS_OK) != (image != NULL) || (s != PRECIS_OK && !e.message[0]))
    abort();
  if (image) {
    unsigned sum = 0; /* every pixel can be read */
    for (size_t i = 0; i < (size_t)image->width * image->height; i++)
      sum += image->pixels[3 * i + 2] + (image->alpha ? image->alpha[i] : 0);
    image_make_grey(image);
    if (sum == 1 && image->pixels[0] != image->pixels[1])
      abort();
  }
  image_free(image);
  return 0;
}
