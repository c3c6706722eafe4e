/* sign.c - who stands for a briefing: Ed25519 through libsodium; the only file that sees it.
 *
 * What is signed is not the file but its SHA-256 behind a line that says what it is for, so that a
 * signature made here is none of anything else. Keys and signatures are one line of text each. */
#include <sodium.h>

#include "base/buffer.h"
#include "verify/verify.h"

static const str SECRET_HEAD = {"precis-secret-key-1 ", 20};
static const str PUBLIC_HEAD = {"precis-public-key-1 ", 20};
static const str SIGNATURE_HEAD = {"precis-signature-1 ", 19};
/* Before the hash; a change of what is signed changes the number. */
static const str DOMAIN = {"precis-signature-1\n", 19};

enum {
  MESSAGE_BYTES = 19 + crypto_hash_sha256_BYTES,
  TEXT_BYTES = 96 /* of a signature in base64, with its end */
};

static precis_status ready(precis_error *err)
{
  return sodium_init() >= 0 ? PRECIS_OK
                            : fail(err, PRECIS_IO, "the system gives no random numbers for keys");
}

static void add_base64(struct buffer *out, const unsigned char *bytes, size_t len)
{
  char text[TEXT_BYTES];
  sodium_bin2base64(text, sizeof text, bytes, len, sodium_base64_VARIANT_ORIGINAL);
  buffer_add(out, str_of(text));
  sodium_memzero(text, sizeof text);
}

/* A word of base64 of exactly so many bytes. */
static bool read_base64(str word, unsigned char *bytes, size_t len)
{
  size_t got = 0;
  const char *end = NULL;
  return word.len &&
         sodium_base642bin(bytes, len, word.data, word.len, NULL, &got, &end,
                           sodium_base64_VARIANT_ORIGINAL) == 0 &&
         got == len && end == word.data + word.len;
}

static void add_message(str briefing, unsigned char message[MESSAGE_BYTES])
{
  memcpy(message, DOMAIN.data, DOMAIN.len);
  crypto_hash_sha256(message + DOMAIN.len, (const unsigned char *)briefing.data, briefing.len);
}

precis_status verify_make_keys(struct buffer *secret, struct buffer *public_key, precis_error *err)
{
  unsigned char seed[crypto_sign_SEEDBYTES], key[crypto_sign_SECRETKEYBYTES];
  unsigned char open[crypto_sign_PUBLICKEYBYTES];
  precis_status s = ready(err);
  if (s != PRECIS_OK)
    return s;
  randombytes_buf(seed, sizeof seed);
  crypto_sign_seed_keypair(open, key, seed);
  buffer_add(secret, SECRET_HEAD);
  add_base64(secret, seed, sizeof seed);
  buffer_byte(secret, '\n');
  buffer_add(public_key, PUBLIC_HEAD);
  add_base64(public_key, open, sizeof open);
  buffer_byte(public_key, '\n');
  sodium_memzero(seed, sizeof seed);
  sodium_memzero(key, sizeof key);
  return secret->is_short || public_key->is_short ? fail_no_memory(err) : PRECIS_OK;
}

precis_status verify_sign(str briefing, str secret, struct buffer *out, precis_error *err)
{
  unsigned char seed[crypto_sign_SEEDBYTES], key[crypto_sign_SECRETKEYBYTES];
  unsigned char open[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
  unsigned char message[MESSAGE_BYTES];
  str line = str_trim(secret);
  precis_status s = ready(err);
  if (s != PRECIS_OK)
    return s;
  if (!str_starts(line, SECRET_HEAD) ||
      !read_base64(str_sub(line, SECRET_HEAD.len, line.len - SECRET_HEAD.len), seed, sizeof seed)) {
    s = fail(err, PRECIS_BAD_INPUT, "is no secret key");
    return fail_hint(err, s, "precis keygen makes one");
  }
  crypto_sign_seed_keypair(open, key, seed);
  add_message(briefing, message);
  crypto_sign_detached(signature, NULL, message, sizeof message, key);
  sodium_memzero(seed, sizeof seed);
  sodium_memzero(key, sizeof key);
  buffer_add(out, SIGNATURE_HEAD);
  add_base64(out, open, sizeof open);
  buffer_byte(out, ' ');
  add_base64(out, signature, sizeof signature);
  buffer_byte(out, '\n');
  return out->is_short ? fail_no_memory(err) : PRECIS_OK;
}

/* With its first word, as in the file, or alone. */
static bool read_public(str text, unsigned char open[crypto_sign_PUBLICKEYBYTES])
{
  str line = str_trim(text);
  if (str_starts(line, PUBLIC_HEAD))
    line = str_sub(line, PUBLIC_HEAD.len, line.len - PUBLIC_HEAD.len);
  return read_base64(line, open, crypto_sign_PUBLICKEYBYTES);
}

static bool read_signature(str text, unsigned char open[crypto_sign_PUBLICKEYBYTES],
                           unsigned char signature[crypto_sign_BYTES])
{
  str line = str_trim(text);
  if (!str_starts(line, SIGNATURE_HEAD))
    return false;
  str rest = str_sub(line, SIGNATURE_HEAD.len, line.len - SIGNATURE_HEAD.len), key;
  return str_split(&rest, ' ', &key) && read_base64(key, open, crypto_sign_PUBLICKEYBYTES) &&
         read_base64(rest, signature, crypto_sign_BYTES);
}

/* NULL: the signer signed these bytes; else what is wrong. */
static const char *fault_of(str briefing, str signature, str signer)
{
  unsigned char wanted[crypto_sign_PUBLICKEYBYTES], open[crypto_sign_PUBLICKEYBYTES];
  unsigned char bytes[crypto_sign_BYTES], message[MESSAGE_BYTES];
  if (!read_public(signer, wanted))
    return "cannot be checked: the signer's key is no public key";
  if (!signature.len)
    return "is missing";
  if (!read_signature(signature, open, bytes))
    return "is not one of precis, or not a whole one";
  if (sodium_memcmp(wanted, open, sizeof open) != 0)
    return "was made with another key";
  add_message(briefing, message);
  return crypto_sign_verify_detached(bytes, message, sizeof message, wanted) == 0
             ? NULL
             : "is not of this file: one of them was changed";
}

precis_status verify_signature(str briefing, str signature, str signer,
                               struct verify_report *report, precis_error *err)
{
  precis_status s = ready(err);
  if (s != PRECIS_OK)
    return s;
  const char *fault = fault_of(briefing, signature, signer);
  report->is_signed = !fault;
  if (fault)
    verify_note(report,
                (struct verify_difference){.where = STR("signature"), .what = str_of(fault)});
  return PRECIS_OK;
}
