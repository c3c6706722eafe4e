/* signature.c - tells what is not text by its first bytes. */
#include "read/steps.h"

struct signature {
  str bytes;
  size_t at;
  const char *name;
  const char *hint;
};

/* Formats a desk is likely to hand over; from the formats' own specifications. */
static const struct signature signatures[] = {
    {{"\x89PNG\r\n\x1A\n", 8}, 0, "PNG image", "a picture has no text: run it through OCR first"},
    {{"\xFF\xD8\xFF", 3}, 0, "JPEG image", "a picture has no text: run it through OCR first"},
    {{"GIF87a", 6}, 0, "GIF image", "a picture has no text: run it through OCR first"},
    {{"GIF89a", 6}, 0, "GIF image", "a picture has no text: run it through OCR first"},
    {{"II*\0", 4}, 0, "TIFF image", "a picture has no text: run it through OCR first"},
    {{"MM\0*", 4}, 0, "TIFF image", "a picture has no text: run it through OCR first"},
    {{"%PDF-", 5}, 0, "PDF document", "convert it first: pdftotext FILE"},
    {{"{\\rtf", 5},
     0,
     "RTF document",
     "save it as DOCX or plain text first, or name a converter in precis.ini"},
    {{"\x7F"
      "ELF",
      4},
     0,
     "ELF program",
     ""},
    {{"\xCF\xFA\xED\xFE", 4}, 0, "Mach-O program", ""},
    {{"\xCA\xFE\xBA\xBE", 4}, 0, "Java class or Mach-O program", ""},
    {{"\0asm", 4}, 0, "WebAssembly program", ""},
    {{"\x1F\x8B", 2}, 0, "gzip archive", "unpack it first"},
    {{"BZh", 3}, 0, "bzip2 archive", "unpack it first"},
    {{"\xFD"
      "7zXZ\0",
      6},
     0,
     "xz archive",
     "unpack it first"},
    {{"\x28\xB5\x2F\xFD", 4}, 0, "Zstandard archive", "unpack it first"},
    {{"7z\xBC\xAF\x27\x1C", 6}, 0, "7-Zip archive", "unpack it first"},
    {{"Rar!\x1A\7", 6}, 0, "RAR archive", "unpack it first"},
    {{"ustar", 5}, 257, "tar archive", "unpack it first"},
    {{"SQLite format 3\0", 16}, 0, "SQLite database", ""},
    {{"OggS\0", 5}, 0, "Ogg recording", ""},
    {{"fLaC\0", 5}, 0, "FLAC recording", ""},
    {{"ID3\3", 4}, 0, "MP3 recording", ""},
    {{"ID3\4", 4}, 0, "MP3 recording", ""},
    {{"ftyp", 4}, 4, "MPEG-4 recording", ""},
    {{"WEBPVP8", 7}, 8, "WebP image", "a picture has no text: run it through OCR first"},
    {{"WAVEfmt", 7}, 8, "WAVE recording", ""},
    {{"wOFF", 4}, 0, "WOFF font", ""},
    {{"wOF2", 4}, 0, "WOFF2 font", ""},
    {{"\0\1\0\0\0", 5}, 0, "TrueType font", ""},
};

precis_status refuse_binary(str bytes, precis_error *err)
{
  precis_status container = refuse_container(bytes, NULL, err);
  if (container != PRECIS_OK)
    return container;
  for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
    const struct signature *signature = &signatures[i];
    if (bytes.len < signature->at + signature->bytes.len ||
        !str_eq(str_sub(bytes, signature->at, signature->bytes.len), signature->bytes))
      continue;
    precis_status s = fail(err, PRECIS_BAD_INPUT, "not text: %s", signature->name);
    return signature->hint[0] ? fail_hint(err, s, "%s", signature->hint) : s;
  }
  return PRECIS_OK;
}

/* A file of records has a NUL every few bytes; a text that a faulty program spoilt has a few. */
enum { NUL_SHARE = 200 };

precis_status refuse_nuls(str text, precis_error *err)
{
  size_t nuls = 0;
  for (const char *at = text.data, *end = text.data + text.len;
       at < end && (at = memchr(at, 0, (size_t)(end - at))); at++)
    nuls++;
  if (nuls <= text.len / NUL_SHARE)
    return PRECIS_OK;
  precis_status s = fail(err, PRECIS_BAD_INPUT, "not text: binary data");
  return fail_hint(err, s, "%zu NUL bytes in %zu", nuls, text.len);
}
