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
    {{"%!PS-Adobe", 10}, 0, "PostScript document", "convert it first: ps2pdf FILE"},
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
     "a program is no document: choose another file"},
    {{"\xCF\xFA\xED\xFE", 4}, 0, "Mach-O program", "a program is no document: choose another file"},
    {{"\xCA\xFE\xBA\xBE", 4},
     0,
     "Java class or Mach-O program",
     "a program is no document: choose another file"},
    {{"MZ\x90\0", 4}, 0, "Windows program", "a program is no document: choose another file"},
    {{"\0asm", 4}, 0, "WebAssembly program", "a program is no document: choose another file"},
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
    {{"SQLite format 3\0", 16}, 0, "SQLite database", "export the text in it first"},
    {{"OggS\0", 5}, 0, "Ogg recording", "a recording has no text: have it written down first"},
    {{"fLaC\0", 5}, 0, "FLAC recording", "a recording has no text: have it written down first"},
    {{"ID3\3", 4}, 0, "MP3 recording", "a recording has no text: have it written down first"},
    {{"ID3\4", 4}, 0, "MP3 recording", "a recording has no text: have it written down first"},
    {{"ftyp", 4}, 4, "MPEG-4 recording", "a recording has no text: have it written down first"},
    {{"WEBPVP8", 7}, 8, "WebP image", "a picture has no text: run it through OCR first"},
    {{"WAVEfmt", 7}, 8, "WAVE recording", "a recording has no text: have it written down first"},
    {{"wOFF", 4}, 0, "WOFF font", "a font is no document: choose another file"},
    {{"wOF2", 4}, 0, "WOFF2 font", "a font is no document: choose another file"},
    {{"\0\1\0\0\0", 5}, 0, "TrueType font", "a font is no document: choose another file"},
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

/* A file of records has a NUL every few bytes; a text that a faulty program spoilt has a few. Other
 * control characters are a ninth of random bytes; texts of terminals have escapes and backspaces,
 * which are not counted. */
enum { NUL_SHARE = 200, CONTROL_SHARE = 20, CONTROLS_MIN = 8 };

static bool is_control(char c)
{
  enum { DELETE = 0x7F, ESCAPE = 0x1B };

  bool is_of_text = (c >= '\b' && c <= '\r') || c == ESCAPE;
  return ((unsigned char)c < ' ' && !is_of_text) || c == DELETE;
}

precis_status refuse_controls(str text, precis_error *err)
{
  size_t nuls = 0, controls = 0;
  for (size_t i = 0; i < text.len; i++) {
    nuls += text.data[i] == 0;
    controls += is_control(text.data[i]);
  }
  bool has_nuls = nuls > text.len / NUL_SHARE;
  if (!has_nuls && (controls < CONTROLS_MIN || controls <= text.len / CONTROL_SHARE))
    return PRECIS_OK;
  precis_status s = fail(err, PRECIS_BAD_INPUT, "not text: binary data");
  return has_nuls ? fail_hint(err, s, "%zu NUL bytes in %zu", nuls, text.len)
                  : fail_hint(err, s, "%zu control characters in %zu bytes", controls, text.len);
}
