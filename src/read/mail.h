/* mail.h - what is not the writer's in the body of a mail. Private to the room. */
#pragma once

#include "read/mapped.h"

enum mail_flow {
  MAIL_FIXED,
  MAIL_FLOWED,       /* RFC 3676: a blank at a line's end lets the paragraph go on */
  MAIL_FLOWED_TIGHT, /* the same with DelSp: the blank itself goes */
};

/* What the subject says of the mail: "WG: ", "Fwd: " pass another on, whatever its head looks like.
 */
enum mail_purpose { MAIL_WRITTEN, MAIL_PASSED_ON };

/* mailhead.c */
enum mail_purpose mail_purpose(str subject);

/* A plain text without the mails it answers, its signature and the footer of a list; with all of it
 * where nothing else would be left. Forwarded mails stay, without their heads. */
void mail_own_text(struct mapped *ret, const struct mapped *text, enum mail_flow flow,
                   enum mail_purpose purpose);
/* The same for a page: elements that programs mark as quoted or as a signature. */
void mail_own_page(struct mapped *ret, const struct mapped *page, enum mail_purpose purpose);
