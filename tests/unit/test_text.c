/* Characters, normal form, case, stems, breaks: against ICU over all code points, and on hostile
 * text. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <stdio.h>

#include "unit.h"

#include "base/buffer.h"
#include "failing_heap.h"
#include "text/text.h"

static bool is_scalar(uint32_t c)
{
  return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

static void every_character_goes_there_and_back(void **state)
{
  (void)state;
  for (uint32_t c = 0; c <= 0x110010; c++) {
    char put[4];
    size_t len = utf8_put(put, c), next = 0, previous = len;
    if (!is_scalar(c)) {
      assert_int_equal(len, 0);
      continue;
    }
    str s = {put, len};
    assert_int_equal(len, U8_LENGTH(c));
    assert_int_equal(utf8_next(s, &next), c);
    assert_int_equal(next, len);
    assert_int_equal(utf8_previous(s, &previous), c);
    assert_int_equal(previous, 0);
    assert_true(utf8_valid(s));
  }
}

/* Every string of three bytes that begins with one of 0x80-0xFF: ours and ICU's judgement agree. */
static void ill_formed_bytes_are_refused(void **state)
{
  (void)state;
  static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                        0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF,
                                        0xF0, 0xF4, 0xF5, 0xF8, 0xFE, 0xFF};

  enum { EDGES = sizeof edges };

  unsigned valid_count = 0;
  for (unsigned i = 0; i < 128 * EDGES * EDGES * EDGES; i++) {
    char bytes[4] = {(char)(0x80 + i % 128), (char)edges[i / 128 % EDGES],
                     (char)edges[i / 128 / EDGES % EDGES],
                     (char)edges[i / 128 / EDGES / EDGES % EDGES]};
    UChar units[8];
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(units, 8, NULL, bytes, 4, &code);
    bool valid = U_SUCCESS(code);
    if (utf8_valid((str){bytes, 4}) != valid)
      assert_int_equal(i, -1);
    valid_count += valid;
  }
  assert_true(valid_count > 1000); /* both answers occur */
}

static void a_bad_byte_is_one_replacement(void **state)
{
  (void)state;
  str s = STR("a\xC3"
              "b\xE2\x82"
              "c\xED\xA0\x80");
  uint32_t want[] = {'a', 0xFFFD, 'b', 0xFFFD, 0xFFFD, 'c', 0xFFFD, 0xFFFD, 0xFFFD};
  size_t at = 0, back = s.len;
  for (size_t i = 0; i < sizeof want / sizeof *want; i++)
    assert_int_equal(utf8_next(s, &at), want[i]);
  assert_int_equal(at, s.len);
  for (size_t i = sizeof want / sizeof *want; i-- > 0;)
    assert_int_equal(utf8_previous(s, &back), want[i]);
  assert_int_equal(back, 0);
}

static void ascii_has_icus_classes(void **state)
{
  (void)state;
  for (uint32_t c = 0; c < 128; c++) {
    assert_int_equal(char_is_letter(c), u_isalpha((UChar32)c));
    assert_int_equal(char_is_upper(c), u_isupper((UChar32)c));
    assert_int_equal(char_is_lower(c), u_islower((UChar32)c));
    assert_int_equal(char_is_digit(c), u_isdigit((UChar32)c));
    assert_int_equal(char_is_space(c), u_isUWhiteSpace((UChar32)c));
    assert_int_equal(char_lower(c), u_tolower((UChar32)c));
    assert_int_equal(char_is_dash(c), c == '-');
  }
}

static void other_characters_have_their_classes(void **state)
{
  (void)state;
  assert_true(char_is_letter(0xE9) && char_is_lower(0xDF) && char_is_upper(0x1C5));
  assert_true(char_is_digit(0x664) && !char_is_digit(0xB2));
  assert_true(char_is_space(0xA0) && char_is_space(0x202F) && !char_is_space(0x200B));
  assert_true(char_is_mark(0x301) && !char_is_mark(0xE9));
  assert_true(char_is_cjk(0x6F22) && char_is_cjk(0x3042) && char_is_cjk(0x30FC) &&
              char_is_cjk(0xE01));
  assert_false(char_is_cjk(0xAC00) || char_is_cjk('a') || char_is_cjk(0x3002));
  assert_true(char_is_invisible(0xAD) && char_is_invisible(0xFEFF) && !char_is_invisible(0x200D));
  assert_true(char_is_bidi_control(0x202E) && char_is_bidi_control(0x2066));
  assert_true(char_is_open_quote(0x201E) && char_is_close_quote(0x2019));
  assert_false(char_is_open_quote('"') || char_is_close_quote('\''));
  assert_true(char_is_dash(0x2014) && char_is_dash(0x2011) && !char_is_dash('_'));
  /* No number is out of bounds. */
  assert_false(char_is_letter(0x110000) || char_is_letter(UINT32_MAX) || char_is_cjk(UINT32_MAX));
}

static void case_is_folded_and_stays_nfc(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  static const char *const rows[][2] = {
      {"", ""},
      {"Ärger IN ŁÓDŹ", "ärger in łódź"},
      {"ΑΒΓ Ⅷ", "αβγ ⅷ"},
      {"\u023A\u023E", "\u2C65\u2C66"}, /* two bytes become three */
      {"\u0130\u0301", "\u00ED"},       /* a mark composes with what became plain */
      {"a\xFFZ", "a\uFFFDz"},           /* never invalid, whatever comes */
      {"\xFF\xFF\xFF\xFF", "\uFFFD\uFFFD\uFFFD\uFFFD"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_string_equal(text_fold(arena, str_of(rows[i][0])).data, rows[i][1]);
  assert_false(arena_short(arena));
}

static void composed_text_is_not_copied(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  str s = STR("“Ärger” – in Łódź, 日本 привет");
  assert_ptr_equal(text_nfc(arena, s).data, s.data);
  assert_int_equal(arena_bytes(arena), 0);
}

/* Each character of the Unicode, alone and decomposed, between letters: as ICU has it. */
static void all_characters_are_composed_as_by_icu(void **state)
{
  (void)state;
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&code), *nfd = unorm2_getNFDInstance(&code);
  AUTO(arena) arena = arena_new(&heap_default);
  for (UChar32 c = 0x80; c <= 0x10FFFF; c += c == 0xD7FF ? 0x801 : 1) {
    UChar plain[8] = {'e'}, apart[64], whole[64];
    int32_t len = 1, byte_len = 0, want_len = 0;
    U16_APPEND_UNSAFE(plain, len, c);
    plain[len++] = 'x';
    int32_t apart_len = unorm2_normalize(nfd, plain, len, apart, 64, &code);
    int32_t whole_len = unorm2_normalize(nfc, plain, len, whole, 64, &code);
    char bytes[256], want[256];
    u_strToUTF8(want, sizeof want, &want_len, whole, whole_len, &code);
    u_strToUTF8(bytes, sizeof bytes, &byte_len, apart, apart_len, &code);
    assert_true(U_SUCCESS(code));
    if (!str_eq(text_nfc(arena, (str){bytes, (size_t)byte_len}), (str){want, (size_t)want_len}))
      assert_int_equal(c, -1);
    u_strToUTF8(bytes, sizeof bytes, &byte_len, plain, len, &code);
    if (!str_eq(text_nfc(arena, (str){bytes, (size_t)byte_len}), (str){want, (size_t)want_len}))
      assert_int_equal(c, -2);
  }
}

static void marks_without_end_are_composed_in_time(void **state)
{
  (void)state;

  enum { MARKS = 100000 };

  AUTO(arena) arena = arena_new(&heap_default);
  AUTO_BUFFER text;
  buffer_init(&text, &heap_default);
  buffer_add(&text, STR("e"));
  for (int i = 0; i < MARKS; i++)
    buffer_add(&text, i % 2 ? STR("\u0323") : STR("\u0301"));
  str composed = text_nfc(arena, buffer_str(&text));
  assert_false(arena_short(arena));
  assert_true(utf8_valid(composed));
  assert_true(str_starts(composed, STR("\u1EB9\u0323"))); /* sorted: the dots below come first */
  assert_int_equal(utf8_count(composed), MARKS);          /* one composed, none lost */
}

static void words_are_stemmed(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  AUTO(stemmer) english = stemmer_new("english");
  assert_non_null(english);
  assert_string_equal(stem_word(english, arena, STR("missiles")).data, "missil");
  assert_string_equal(stem_word(english, arena, STR("minister\u2019s")).data, "minist");
  assert_null(stemmer_new("klingon"));
  assert_null(stemmer_new(""));
  assert_string_equal(stem_word(NULL, arena, STR("gehend")).data, "gehend");
  static char long_word[100000];
  memset(long_word, 'a', sizeof long_word);
  assert_int_equal(stem_word(english, arena, (str){long_word, sizeof long_word}).len, 100000);
}

struct breaks {
  uint32_t at[64];
  uint32_t count;
  uint32_t last;
  uint32_t stop_after;
};

static bool note_break(void *user, uint32_t at, int32_t rule)
{
  struct breaks *breaks = user;
  (void)rule;
  assert_true(at > breaks->last);
  breaks->last = at;
  if (breaks->count < 64)
    breaks->at[breaks->count] = at;
  return ++breaks->count != breaks->stop_after;
}

static void breaks_are_byte_offsets(void **state)
{
  (void)state;
  str text = STR("Ärger da. Über uns!");
  struct breaks sentences = {0}, words = {.stop_after = 2};
  assert_int_equal(text_breaks(BREAK_SENTENCE, "de", text, note_break, &sentences, NULL),
                   PRECIS_OK);
  assert_int_equal(sentences.count, 2);
  assert_int_equal(sentences.at[0], 11);
  assert_int_equal(sentences.at[1], text.len);
  assert_int_equal(text_breaks(BREAK_WORD, "", text, note_break, &words, NULL), PRECIS_OK);
  assert_int_equal(words.count, 2); /* the second answer ended it */
  assert_int_equal(words.at[0], 6);
  assert_int_equal(text_breaks(BREAK_LINE, NULL, STR(""), note_break, &words, NULL), PRECIS_OK);
}

/* Linear or it does not end: quadratic work on a megabyte would take hours. */
static void endless_lines_are_broken_in_time(void **state)
{
  (void)state;
  static const char *const pieces[] = {"a",    ". ", "a. 1) ", "“", "1",   "\u0301",
                                       "ภาษา", "漢", "\n",     " ", "a.)", "🇩🇪"};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    AUTO_BUFFER text;
    buffer_init(&text, &heap_default);
    while (text.len < 1000000)
      buffer_add(&text, str_of(pieces[i]));

    enum break_kind kinds[] = {BREAK_WORD, BREAK_SENTENCE, BREAK_LINE};

    for (size_t k = 0; k < 3; k++) {
      struct breaks breaks = {0};
      assert_int_equal(text_breaks(kinds[k], "en", buffer_str(&text), note_break, &breaks, NULL),
                       PRECIS_OK);
      assert_int_equal(breaks.last, text.len);
    }
  }
}

static void runs_stand_in_visual_order(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct direction_runs got = {0};
  assert_int_equal(
      text_directions(arena, (struct directed_text){.text = STR("“Größe” 12")}, &got, NULL),
      PRECIS_OK);
  assert_int_equal(got.count, 1);
  assert_int_equal(got.runs[0].span.len, 16);
  assert_false(got.runs[0].is_rtl);
  assert_int_equal(text_directions(arena, (struct directed_text){.text = STR("")}, &got, NULL),
                   PRECIS_OK);
  assert_int_equal(got.count, 0);
  assert_int_equal(
      text_directions(arena, (struct directed_text){.text = STR("a😀 שלום 12 b")}, &got, NULL),
      PRECIS_OK);

  static const struct {
    uint32_t at, len;
    bool is_rtl;
  } want[] = {{0, 6, false}, {15, 2, false}, {6, 9, true}, {17, 2, false}};

  assert_int_equal(got.count, 4);
  for (uint32_t i = 0; i < 4; i++) {
    assert_int_equal(got.runs[i].span.at, want[i].at);
    assert_int_equal(got.runs[i].span.len, want[i].len);
    assert_int_equal(got.runs[i].is_rtl, want[i].is_rtl);
  }
  assert_true(text_is_rtl(STR("12 (שלום")) && text_is_rtl(STR("IBM שלום")) &&
              !text_is_rtl(STR("Hello שלום")) && !text_is_rtl(STR("12")));
  assert_int_equal(text_directions(arena,
                                   (struct directed_text){.text = STR("ab."), .base = BASE_RTL},
                                   &got, NULL),
                   PRECIS_OK);
  assert_int_equal(got.count, 2); /* the stop stands on the left */
  assert_true(got.runs[0].is_rtl && got.runs[0].span.at == 2);
  assert_int_equal(
      text_directions(arena, (struct directed_text){.text = STR("שלום hello")}, &got, NULL),
      PRECIS_OK);
  assert_int_equal(got.count, 2);
  assert_false(got.runs[0].is_rtl); /* the paragraph runs right to left: its end is leftmost */
}

/* "1" behind "7." is no decimal of it where it is a note's number. */
static void parts_stand_apart(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct direction_runs got = {0};
  struct span number = {0, 1};
  struct directed_text text = {.text = STR("שלום 7.1"), .base = BASE_RTL};
  number.at = (uint32_t)text.text.len - 1;
  assert_int_equal(text_directions(arena, text, &got, NULL), PRECIS_OK);
  assert_int_equal(got.count, 2);
  assert_int_equal(got.runs[0].span.len, 3); /* "7.1" */
  text.isolates = &number;
  text.isolate_count = 1;
  assert_int_equal(text_directions(arena, text, &got, NULL), PRECIS_OK);
  assert_int_equal(got.count, 4); /* from the left: 1, the stop, 7, the word */
  assert_int_equal(got.runs[0].span.at, number.at);
  assert_true(got.runs[1].is_rtl && got.runs[1].span.at == number.at - 1);
  uint32_t bytes = 0;
  for (uint32_t i = 0; i < got.count; i++)
    bytes += got.runs[i].span.len;
  assert_int_equal(bytes, text.text.len);
  text = (struct directed_text){.text = STR("at 3: שלום!"), .base = BASE_LTR, .isolate_count = 1};
  struct span words = {6, (uint32_t)text.text.len - 6};
  text.isolates = &words; /* which has its mark on its own left */
  assert_int_equal(text_directions(arena, text, &got, NULL), PRECIS_OK);
  assert_int_equal(got.count, 2);
  assert_true(!got.runs[0].is_rtl && got.runs[1].is_rtl && got.runs[1].span.len == words.len);
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  bool done = false;
  for (long n = 0; !done; n++) {
    struct failing_heap failing = {.fails_at = n};

    struct heap heap = failing_heap(&failing);
    {
      AUTO(arena) arena = arena_new(&heap);
      if (arena) {
        str composed = text_nfc(arena, STR("e\u0301"));
        str folded = text_fold(arena, STR("\u023A\u0130"));
        done = !arena_short(arena);
        assert_int_equal(composed.len, done ? 2 : composed.len);
        assert_true(utf8_valid(composed) && utf8_valid(folded));
      }
    }

    assert_int_equal(failing.live, 0);
    assert_true(n < 100);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_character_goes_there_and_back),
      cmocka_unit_test(ill_formed_bytes_are_refused),
      cmocka_unit_test(a_bad_byte_is_one_replacement),
      cmocka_unit_test(ascii_has_icus_classes),
      cmocka_unit_test(other_characters_have_their_classes),
      cmocka_unit_test(case_is_folded_and_stays_nfc),
      cmocka_unit_test(composed_text_is_not_copied),
      cmocka_unit_test(all_characters_are_composed_as_by_icu),
      cmocka_unit_test(marks_without_end_are_composed_in_time),
      cmocka_unit_test(words_are_stemmed),
      cmocka_unit_test(breaks_are_byte_offsets),
      cmocka_unit_test(endless_lines_are_broken_in_time),
      cmocka_unit_test(runs_stand_in_visual_order),
      cmocka_unit_test(parts_stand_apart),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
