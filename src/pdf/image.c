/* image.c - pictures as image XObjects, an alpha as their soft mask (ISO 32000 11.6.5.3). */
#include "pdf/write.h"

/* mask NULL: none. */
static low_object *write_samples(struct writer *w, const struct image *image, str samples,
                                 const char *space, const low_object *mask)
{
  low_object *stream = low_stream(w->low, samples, LOW_DEFLATED);
  struct buffer *out = low_open(w->low, stream);
  put_name(out, "Type", "XObject");
  put_name(out, "Subtype", "Image");
  put_int(out, "Width", image->width);
  put_int(out, "Height", image->height);
  put_name(out, "ColorSpace", space);
  put_int(out, "BitsPerComponent", 8);
  if (mask)
    put_reference(out, "SMask", low_number(mask));
  low_close(w->low);
  w->hash[1] = hash_join(w->hash[1], str_hash_fast(low_stream_bytes(w->low, stream)));
  return stream;
}

void write_images(struct writer *w)
{
  const struct image *image = w->display->logo;
  if (!image)
    return;
  size_t count = (size_t)image->width * image->height;
  low_object *mask = NULL;
  if (image->alpha)
    mask = write_samples(w, image, (str){(const char *)image->alpha, count}, "DeviceGray", NULL);
  w->logo =
      write_samples(w, image, (str){(const char *)image->pixels, count * 3}, "DeviceRGB", mask);
}
