/* json.h - writes JSON into a buffer, commas and escapes taken care of. Invalid UTF-8 becomes U+FFFD. */
#pragma once

#include "base/buffer.h"

struct json {
  struct buffer *out;
  bool needs_comma;
};

void json_open(struct json *json, char bracket);  /* '{' or '[' */
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_key(struct json *json, const char *key);
void json_str(struct json *json, str text);
void json_uint(struct json *json, uint64_t value);
void json_number(struct json *json, double value, int decimals);
void json_bool(struct json *json, bool value);
/* "key":value in one call; the str form leaves empty text out. */
void json_pair_str(struct json *json, const char *key, str text);
void json_pair_uint(struct json *json, const char *key, uint64_t value);
void json_pair_number(struct json *json, const char *key, double value, int decimals);
void json_pair_true(struct json *json, const char *key, bool value); /* left out when false */
