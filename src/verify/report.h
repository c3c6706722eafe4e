/* report.h - what was checked and what differs. Private to verify/. */
#pragma once

#include "verify/verify.h"

/* True if something at that place differs already. */
bool report_has(const struct verify_report *report, str where);
