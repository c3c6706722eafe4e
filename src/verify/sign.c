/* sign.c - who stands for a briefing: Ed25519 through libsodium; the only file that sees it.
 *
 * What is signed is not the file but its SHA-256 behind a line that says what it is for, so that a
 * signature made here is none of anything else. Keys and signatures are one line of text each. */
#include <sodium.h>

#include "base/buffer.h"
#include "base/library.h"
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

#define SODIUM_CALLS(CALL)                                                                         \
  CALL(crypto_hash_sha256)                                                                         \
  CALL(crypto_sign_detached)                                                                       \
  CALL(crypto_sign_seed_keypair)                                                                   \
  CALL(crypto_sign_verify_detached)                                                                \
  CALL(randombytes_buf)                                                                            \
  CALL(sodium_base642bin)                                                                          \
  CALL(sodium_bin2base64)                                                                          \
  CALL(sodium_init)                                                                                \
  CALL(sodium_memcmp)                                                                              \
  CALL(sodium_memzero)

LIBRARY(libsodium, LIBRARY_FILE_SODIUM, "signatures are made and checked with libsodium",
        SODIUM_CALLS);

static precis_status ready(struct calls *ret, precis_error *err)
{
  precis_status s = library_load(&libsodium, ret, err);
  if (s == PRECIS_OK && ret->sodium_init() < 0)
    s = fail(err, PRECIS_IO, "the system gives no random numbers for keys");
  return s;
}

static void add_base64(const struct calls *lib, struct buffer *out, const unsigned char *bytes,
                       size_t len)
{
  char text[TEXT_BYTES];
  lib->sodium_bin2base64(text, sizeof text, bytes, len, sodium_base64_VARIANT_ORIGINAL);
  buffer_add(out, str_of(text));
  lib->sodium_memzero(text, sizeof text);
}

/* A word of base64 of exactly so many bytes. */
static bool read_base64(const struct calls *lib, str word, unsigned char *bytes, size_t len)
{
  size_t got = 0;
  const char *end = NULL;
  return word.len &&
         lib->sodium_base642bin(bytes, len, word.data, word.len, NULL, &got, &end,
                                sodium_base64_VARIANT_ORIGINAL) == 0 &&
         got == len && end == word.data + word.len;
}

static void add_message(const struct calls *lib, str briefing, unsigned char message[MESSAGE_BYTES])
{
  memcpy(message, DOMAIN.data, DOMAIN.len);
  lib->crypto_hash_sha256(message + DOMAIN.len, (const unsigned char *)briefing.data, briefing.len);
}

precis_status verify_make_keys(struct buffer *secret, struct buffer *public_key, precis_error *err)
{
  unsigned char seed[crypto_sign_SEEDBYTES], key[crypto_sign_SECRETKEYBYTES];
  unsigned char open[crypto_sign_PUBLICKEYBYTES];
  struct calls lib;
  precis_status s = ready(&lib, err);
  if (s != PRECIS_OK)
    return s;
  lib.randombytes_buf(seed, sizeof seed);
  lib.crypto_sign_seed_keypair(open, key, seed);
  buffer_add(secret, SECRET_HEAD);
  add_base64(&lib, secret, seed, sizeof seed);
  buffer_byte(secret, '\n');
  buffer_add(public_key, PUBLIC_HEAD);
  add_base64(&lib, public_key, open, sizeof open);
  buffer_byte(public_key, '\n');
  lib.sodium_memzero(seed, sizeof seed);
  lib.sodium_memzero(key, sizeof key);
  return secret->is_short || public_key->is_short ? fail_no_memory(err) : PRECIS_OK;
}

precis_status verify_sign(str briefing, str secret, struct buffer *out, precis_error *err)
{
  unsigned char seed[crypto_sign_SEEDBYTES], key[crypto_sign_SECRETKEYBYTES];
  unsigned char open[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
  unsigned char message[MESSAGE_BYTES];
  str line = str_trim(secret);
  struct calls lib;
  precis_status s = ready(&lib, err);
  if (s != PRECIS_OK)
    return s;
  if (!str_starts(line, SECRET_HEAD) ||
      !read_base64(&lib, str_sub(line, SECRET_HEAD.len, line.len - SECRET_HEAD.len), seed,
                   sizeof seed)) {
    s = fail(err, PRECIS_BAD_INPUT, "is no secret key");
    return fail_hint(err, s, "precis keygen makes one");
  }
  lib.crypto_sign_seed_keypair(open, key, seed);
  add_message(&lib, briefing, message);
  lib.crypto_sign_detached(signature, NULL, message, sizeof message, key);
  lib.sodium_memzero(seed, sizeof seed);
  lib.sodium_memzero(key, sizeof key);
  buffer_add(out, SIGNATURE_HEAD);
  add_base64(&lib, out, open, sizeof open);
  buffer_byte(out, ' ');
  add_base64(&lib, out, signature, sizeof signature);
  buffer_byte(out, '\n');
  return out->is_short ? fail_no_memory(err) : PRECIS_OK;
}

/* With its first word, as in the file, or alone. */
static bool read_public(const struct calls *lib, str text,
                        unsigned char open[crypto_sign_PUBLICKEYBYTES])
{
  str line = str_trim(text);
  if (str_starts(line, PUBLIC_HEAD))
    line = str_sub(line, PUBLIC_HEAD.len, line.len - PUBLIC_HEAD.len);
  return read_base64(lib, line, open, crypto_sign_PUBLICKEYBYTES);
}

static bool read_signature(const struct calls *lib, str text,
                           unsigned char open[crypto_sign_PUBLICKEYBYTES],
                           unsigned char signature[crypto_sign_BYTES])
{
  str line = str_trim(text);
  if (!str_starts(line, SIGNATURE_HEAD))
    return false;
  str rest = str_sub(line, SIGNATURE_HEAD.len, line.len - SIGNATURE_HEAD.len), key;
  return str_split(&rest, ' ', &key) && read_base64(lib, key, open, crypto_sign_PUBLICKEYBYTES) &&
         read_base64(lib, rest, signature, crypto_sign_BYTES);
}

/* NULL: the signer signed these bytes; else what is wrong. */
static const char *fault_of(const struct calls *lib, str briefing, str signature, str signer)
{
  unsigned char wanted[crypto_sign_PUBLICKEYBYTES], open[crypto_sign_PUBLICKEYBYTES];
  unsigned char bytes[crypto_sign_BYTES], message[MESSAGE_BYTES];
  if (!read_public(lib, signer, wanted))
    return "cannot be checked: the signer's key is no public key";
  if (!signature.len)
    return "is missing";
  if (!read_signature(lib, signature, open, bytes))
    return "is not one of precis, or not a whole one";
  if (lib->sodium_memcmp(wanted, open, sizeof open) != 0)
    return "was made with another key";
  add_message(lib, briefing, message);
  return lib->crypto_sign_verify_detached(bytes, message, sizeof message, wanted) == 0
             ? NULL
             : "is not of this file: one of them was changed";
}

precis_status verify_signature(str briefing, str signature, str signer,
                               struct verify_report *report, precis_error *err)
{
  struct calls lib;
  precis_status s = ready(&lib, err);
  if (s != PRECIS_OK)
    return s;
  const char *fault = fault_of(&lib, briefing, signature, signer);
  report->is_signed = !fault;
  if (fault)
    verify_note(report,
                (struct verify_difference){.where = STR("signature"), .what = str_of(fault)});
  return PRECIS_OK;
}
