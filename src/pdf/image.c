/* image.c - pictures as image XObjects, an alpha as their soft mask (ISO 32000 11.6.5.3). */
#include "pdf/write.h"

static low_object *write_samples(struct writer *w, const struct image *image,
                                 const uint8_t *samples, bool is_mask)
{
  size_t count = (size_t)image->width * image->height * (is_mask ? 1 : 3);
  low_object *stream = low_stream(w->low, (str){(const char *)samples, count}, true);
  low_add_name(w->low, stream, "Type", "XObject");
  low_add_name(w->low, stream, "Subtype", "Image");
  low_add_int(w->low, stream, "Width", (int32_t)image->width);
  low_add_int(w->low, stream, "Height", (int32_t)image->height);
  low_add_name(w->low, stream, "ColorSpace", is_mask ? "DeviceGray" : "DeviceRGB");
  low_add_int(w->low, stream, "BitsPerComponent", 8);
  w->hash[1] = w->hash[1] * 31 + str_hash((str){(const char *)samples, count});
  return stream;
}

void write_images(struct writer *w)
{
  const struct image *image = w->display->logo;
  if (!image)
    return;
  w->logo = write_samples(w, image, image->pixels, false);
  if (image->alpha)
    low_add(w->low, w->logo, "SMask", write_samples(w, image, image->alpha, true));
}
