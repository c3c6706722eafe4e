/* low.h - PDF objects through libharu's object layer: the one wall between libharu and the rest.
 *
 * Sticky: after the first failure every call does nothing, and low_save() says so. Objects belong
 * to the document. libharu allocates by malloc; its own high-level calls are not used (docs in
 * ARCHITECTURE.md). */
#pragma once

#include "base/buffer.h"

struct low;
typedef struct low_object low_object; /* a dictionary, stream or array */

struct low *low_new(void); /* NULL without memory */
void low_free(struct low *low);
/* True once anything failed. */
bool low_failed(const struct low *low);

low_object *low_dict(struct low *low);         /* direct: has one parent */
low_object *low_shared_dict(struct low *low);  /* indirect: may stand in several places */
low_object *low_array(struct low *low);        /* direct */
low_object *low_shared_array(struct low *low); /* indirect */
low_object *low_stream(struct low *low, str bytes, bool deflate);

void low_add(struct low *low, low_object *dict, const char *key, low_object *value);
void low_add_name(struct low *low, low_object *dict, const char *key, const char *name);
void low_add_int(struct low *low, low_object *dict, const char *key, int32_t value);
void low_add_real(struct low *low, low_object *dict, const char *key, double value);
void low_add_bool(struct low *low, low_object *dict, const char *key, bool value);
void low_add_text(struct low *low, low_object *dict, const char *key, str utf8); /* a text string */
void low_add_ascii(struct low *low, low_object *dict, const char *key, const char *text);
void low_push(struct low *low, low_object *array, low_object *value);
void low_push_name(struct low *low, low_object *array, const char *name);
void low_push_ascii(struct low *low, low_object *array, const char *text);
void low_push_int(struct low *low, low_object *array, int32_t value);
void low_push_real(struct low *low, low_object *array, double value);
void low_push_null(struct low *low, low_object *array);
void low_push_bytes(struct low *low, low_object *array, const uint8_t *bytes, size_t len);

/* Points. Content and resources of the page are filled in through the next two. */
low_object *low_page(struct low *low, double width, double height);
void low_page_content(struct low *low, low_object *page, str content);
low_object *low_page_resources(struct low *low, low_object *page);
low_object *low_catalog(struct low *low);
low_object *low_info(struct low *low);
low_object *low_trailer(struct low *low);
/* parent NULL: at the top. The caller adds its Dest. */
low_object *low_outline_item(struct low *low, low_object *parent, str title);

/* PDF 1.7 into the buffer. */
precis_status low_save(struct low *low, struct buffer *ret, precis_error *err);
