/* low.h - a PDF's objects, held and numbered by libharu: the one wall between libharu and the rest.
 *
 * libharu keeps the list of objects, the tree of pages, the outline and the table of where each
 * object stands; what a dictionary says is written once, as text, between low_open() and
 * low_close(). Sticky: after the first failure every call does nothing, and low_save() says so.
 * Objects belong to the document. libharu allocates by malloc; its own high-level calls are not
 * used (docs in ARCHITECTURE.md). */
#pragma once

#include "base/buffer.h"

struct low;
typedef struct low_object low_object; /* a dictionary or stream with a number of its own */

enum low_packing {
  LOW_AS_IS,
  LOW_DEFLATED,
  LOW_DEFLATED_BEFORE, /* the bytes are those of a stream that was LOW_DEFLATED */
};

/* The arena outlives it, and is short when this had no memory. NULL without memory. */
struct low *low_new(struct arena *arena);
void low_free(struct low *low);
/* True once anything failed. */
bool low_failed(const struct low *low);

low_object *low_dict(struct low *low);
low_object *low_stream(struct low *low, str bytes, enum low_packing packing);
/* The bytes as the file has them; until the next stream is made. */
str low_stream_bytes(const struct low *low, const low_object *stream);
/* What put_reference() names it by. */
uint32_t low_number(const low_object *object);

/* Where its entries are put (values.h); those that libharu writes stand before them. To be closed
 * before another object is made or opened; a stream may be opened at once after it is made, any
 * other object once. */
struct buffer *low_open(struct low *low, low_object *object);
void low_close(struct low *low);

/* Points. Its resources are an entry of the caller's. */
low_object *low_page(struct low *low, double width, double height);
/* The page's stream, filled. */
low_object *low_page_content(struct low *low, low_object *page, str content);
low_object *low_catalog(struct low *low);
low_object *low_info(struct low *low);
low_object *low_trailer(struct low *low);
/* parent NULL: at the top. Title and destination are entries of the caller's. */
low_object *low_outline_item(struct low *low, low_object *parent);

/* PDF 1.7 into the buffer. */
precis_status low_save(struct low *low, struct buffer *ret, precis_error *err);
