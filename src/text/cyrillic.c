/* cyrillic.c - the two tables of Russian that ICU does not look for: those of DOS and of old Macs.
 *
 * Small letters, nine of ten in any text, lie where no other table has letters as often: DOS has а
 * to п in A0 to AF and р to я in E0 to EF; a Mac has а to ю in E0 to FE as Windows has, but its
 * capitals before A0, where Windows has marks, and я not at FF. */
#include "text/decode.h"

struct tally {
  uint32_t high, all; /* bytes */
  uint32_t rows[16];  /* by their first four bits */
  uint32_t df, ff;
};

static struct tally tally_of(str sample)
{
  struct tally t = {0};
  for (size_t i = 0; i < sample.len; i++) {
    unsigned char byte = (unsigned char)sample.data[i];
    t.all++;
    t.high += byte >= 0x80;
    t.rows[byte >> 4]++;
    t.df += byte == 0xDF;
    t.ff += byte == 0xFF;
  }
  return t;
}

/* From so many thousandths to so many. */
static bool is_share(uint32_t count, uint32_t all, uint32_t from, uint32_t to)
{
  return (uint64_t)count * 1000 >= (uint64_t)all * from &&
         (uint64_t)count * 1000 <= (uint64_t)all * to;
}

const char *cyrillic_charset(str sample)
{
  enum { HIGH_MIN = 80 }; /* fewer bytes prove nothing */

  struct tally t = tally_of(sample);
  uint32_t capitals = t.rows[8] + t.rows[9], frame = t.rows[0xB] + t.rows[0xC] + t.rows[0xD];
  if (t.high < HIGH_MIN || !is_share(t.high, t.all, 400, 1000))
    return NULL;
  if (is_share(t.rows[0xA], t.high, 350, 750) && is_share(t.rows[0xE], t.high, 200, 600) &&
      is_share(capitals, t.high, 0, 200) && is_share(frame + t.rows[0xF], t.high, 0, 50))
    return "ibm866";
  if (is_share(t.rows[0xE] + t.rows[0xF], t.high, 800, 1000) && is_share(t.df, t.high, 5, 60) &&
      is_share(frame - t.df, t.high, 0, 5) && is_share(capitals, t.high, 10, 200) && !t.ff)
    return "x-mac-cyrillic";
  return NULL;
}
