/* io.h - whole files in and out, nothing half-written. */
#pragma once

#include "base/buffer.h"

/* Bytes of a document at most where nobody says how many. */
enum { INPUT_MAX_DEFAULT = 256 << 20 };

/* Reads a regular file (or stdin for "-") of at most max bytes into an empty buffer.
 * PRECIS_IO: missing, unreadable, a folder, not a regular file; PRECIS_OVER_LIMIT: too large. */
precis_status file_read(const char *path, size_t max, struct buffer *ret, precis_error *err);
/* The same; a FIFO, as a shell's "<(...)" is one, to its end, and waits for who writes to it. For
 * files that the user names: what a folder or a document names would hang the run. */
precis_status file_or_pipe_read(const char *path, size_t max, struct buffer *ret,
                                precis_error *err);
/* All bytes to an open file, however often the kernel takes only some; false: errno says why. */
bool file_put(int fd, str bytes);
/* Writes beside the path, syncs, renames; where a link leads to another, there. Devices and pipes
 * are written to as they are. PRECIS_IO, and no file of that name touched, on failure. */
precis_status file_write(const char *path, str bytes, precis_error *err);
