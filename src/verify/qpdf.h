/* qpdf.h - libqpdf's calls, found when a PDF is read back. Private to verify/; the only header that
 * sees qpdf's.
 *
 * Linked, it would cost every run of the command half of what the loader does: it brings GnuTLS and
 * ten libraries more, which only `verify` needs. */
#pragma once

#include <qpdf/qpdf-c.h>

#include "base/error.h"

#define QPDF_CALLS(CALL)                                                                           \
  CALL(init)                                                                                       \
  CALL(cleanup)                                                                                    \
  CALL(silence_errors)                                                                             \
  CALL(set_suppress_warnings)                                                                      \
  CALL(set_attempt_recovery)                                                                       \
  CALL(set_ignore_xref_streams)                                                                    \
  CALL(read_memory)                                                                                \
  CALL(has_error)                                                                                  \
  CALL(get_error)                                                                                  \
  CALL(is_encrypted)                                                                               \
  CALL(get_num_pages)                                                                              \
  CALL(get_page_n)                                                                                 \
  CALL(get_root)                                                                                   \
  CALL(get_trailer)                                                                                \
  CALL(oh_release)                                                                                 \
  CALL(oh_is_array)                                                                                \
  CALL(oh_is_dictionary)                                                                           \
  CALL(oh_is_integer)                                                                              \
  CALL(oh_is_name)                                                                                 \
  CALL(oh_is_name_and_equals)                                                                      \
  CALL(oh_is_null)                                                                                 \
  CALL(oh_is_stream)                                                                               \
  CALL(oh_has_key)                                                                                 \
  CALL(oh_get_key)                                                                                 \
  CALL(oh_get_dict)                                                                                \
  CALL(oh_get_array_item)                                                                          \
  CALL(oh_get_array_n_items)                                                                       \
  CALL(oh_get_int_value)                                                                           \
  CALL(oh_get_name)                                                                                \
  CALL(oh_get_object_id)                                                                           \
  CALL(oh_get_stream_data)                                                                         \
  CALL(oh_begin_dict_key_iter)                                                                     \
  CALL(oh_dict_more_keys)                                                                          \
  CALL(oh_dict_next_key)

/* A member `init` for qpdf_init(), of its type, and so on. */
struct qpdf_calls {
#define QPDF_MEMBER(name) __typeof__(qpdf_##name) *name;
  QPDF_CALLS(QPDF_MEMBER)
#undef QPDF_MEMBER
};

/* PRECIS_IO: the library, or a call of it, is not there. It stays loaded; no clean-up is needed. */
precis_status qpdf_load(struct qpdf_calls *ret, precis_error *err);
