/* set.h - what the files of layout/ share: styles made ready, words, paragraphs, blocks, the flow.
 *
 * Invariants: a word is shaped once for all styles that shape alike, and measured once in a style
 * and size; a paragraph's pieces are the bytes of its fragments less the blanks between them, in
 * order; nodes of the flow stand in reading order; heights in the flow are whole grid cells, and
 * the baseline of a cell is the same part of it everywhere. */
#pragma once

#include "layout/ends.h"
#include "layout/item.h"
#include "layout/layout.h"
#include "layout/ties.h"
#include "layout/tongue.h"

/* Styles that are a template's style with one thing changed. */
enum set_style_id {
  SET_BOX_STRONG = STYLE_COUNT, /* the box's face in bold: names, dates, short forms */
  SET_BOTTOM_LABEL,             /* the label, run in at the size of the bottom line */
  SET_REFERENCE,                /* superior number of a note, in the text */
  SET_POINT_REFERENCE,          /* in key points, */
  SET_BOX_REFERENCE,            /* in boxes, */
  SET_LINE_REFERENCE,           /* in the bottom line, */
  SET_SPEAKER_REFERENCE,        /* behind who said it */
  SET_BOX_PALE,                 /* what stands round an extract */
  SET_NOTE_NUMBER,              /* the same number before its note */
  SET_TITLE_SMALL,              /* for titles that would fill the head */
  SET_FIGURE_MIDDLE,            /* for large figures that would not stand on one line, */
  SET_FIGURE_SMALL,             /* and the least that is large */
  SET_STYLE_COUNT
};

struct set_style {
  struct style_face face;
  unit leading;
  unit space; /* best width of a blank */
  uint32_t hyphen_glyph;
  unit hyphen_width;
  struct color color;
  enum text_align align;
  bool hyphenates, is_large; /* large: a head or a quotation, whose lines divide no word */
  bool is_elastic;           /* expansion and tracking allowed */
  unit indent;
  unit rise; /* of superior figures that the face has none of */
};

/* Every word is shaped at this size, once for all styles that differ in size only, and scaled from
 * it: trying the type larger costs no shaping. */
#define REFERENCE_SIZE (64 * UNIT_POINT)

/* A word as it was shaped. */
struct shaped_word {
  str text;
  struct shaped shaped; /* at REFERENCE_SIZE, without tracking */
  uint8_t style;        /* the first of those that shape alike */
  uint8_t tongue;       /* of setter.tongues */
  uint32_t signs;       /* of enum word_sign */
  uint8_t *ends;        /* [i]: piece_end before byte i; NULL: the word is one piece */
  uint32_t sized;       /* the last of its sizes; NONE */
};

/* The same in a style and its size. */
struct set_word {
  str text;
  uint8_t style;
  unit size;
  uint32_t shaped; /* of setter.shaped */
  uint32_t next;   /* of its sizes; NONE */
  unit width;
  const struct piece *pieces; /* for any fragment */
  uint32_t piece_count;
  struct shaped *glyphs; /* NULL until word_glyphs() is asked */
};

/* A text cut into words for the styles that shape alike. */
struct cut_text {
  uint32_t *words; /* of setter.shaped */
  uint32_t count;
  bool holds_rtl;
};

/* A stretch of a word that no line end divides. */
struct piece {
  uint32_t word;
  uint32_t from, to; /* bytes of the word */
  unit width;
  uint32_t glyphs;
  unit hang_left, hang_right;
  uint32_t fragment;
  uint8_t end;
  bool blank_before;
};

/* Sums over the pieces before one. */
struct piece_sum {
  int64_t width;
  int64_t blank; /* best widths of blanks */
  uint32_t blanks, glyphs;
};

struct fragment {
  str text;
  uint8_t style;
  uint32_t node;
  bool is_glued;    /* no blank and no line end before it */
  bool is_isolated; /* ordered by itself in a line of two directions: a note's number, an excerpt */
  uint8_t tongue;   /* of setter.tongues; 0: the brief's language */
};

struct set_line {
  uint32_t first, end; /* pieces */
  unit indent;
  unit narrow; /* less than the measure, where lines of the page end: something stands beside it */
};

struct paragraph {
  const struct set_style *style;
  struct fragment *fragments;
  uint32_t fragment_count;
  VEC(struct piece) pieces;
  struct piece_sum *sums; /* pieces.count + 1 */
  VEC(struct set_line) lines;
  unit leading, depth; /* of stacked lines; of a title's ink below its last baseline (ink.c) */
  unit measure;
  bool holds_rtl; /* some of it is written right to left */
  bool is_rtl;    /* all of it is read from the right */
};

/* Thousandths of a box's first cell that are empty above its rule. */
enum { BOX_RULE_AT = 550 };

/* What a blank gives, in thousandths of its best width, by the time that glyphs and tracking have
 * given all they may: of .23 em it shrinks to .18, but hardly grows, because the eye sees a wide
 * blank sooner than letters 2 % wider. Twenty texts at 50 to 85 mm scored best so. */
#define GLUE_STRETCH 40
#define GLUE_SHRINK 217

/* Where a paragraph is set. */
struct measure {
  unit width;
  unit first_indent;
  bool is_balanced, is_listed; /* lines of like length: titles; what dots part stays whole */
};

enum item_kind {
  ITEM_LINE,
  ITEM_RECT,
  ITEM_TARGET /* the page of a story, and a link to it; laid out before it is known */
};

/* A thing of a block, from the left edge of the block and the top of its cell. */
struct item {
  enum item_kind kind;
  uint32_t cell;
  unit x, y; /* lines: baseline; rects: top */
  unit width, height;
  struct color color;
  const struct paragraph *paragraph;
  uint32_t line;
  uint32_t target; /* ITEM_TARGET: the story */
  uint32_t node;   /* rects: of the structure; 0: an artifact; ITEM_TARGET: the link */
  uint32_t number; /* node of the page's number */
  str text;        /* what a reader says for it */
};

enum frame_kind { FRAME_TEXT, FRAME_HEAD, FRAME_QUOTE, FRAME_BOX };

struct frame {
  enum frame_kind kind;
  enum block_id slot;
  uint32_t cells;
  uint32_t gap;   /* cells before it, dropped at a column's top */
  bool splits;    /* may go on in the next column after any cell */
  uint32_t whole; /* cells at its top that no column's end divides; it is at least as high */
  uint32_t first_item, item_count;
  unit width;
};

/* A run of a block's cells at its place. */
struct placement {
  uint32_t block;
  uint32_t from, to; /* cells of the block */
  uint32_t page, column;
  uint32_t cell; /* of the page */
  unit x;
};

typedef VEC(struct frame) frame_list;

/* Columns of this number are the one beside the text. */
#define SIDE_COLUMN (NONE - 1)

/* Where a block begins. */
struct block_place {
  uint32_t page, cell;
};

/* Where a note is referred to first, and where it stands: nodes of the structure. */
struct note_nodes {
  uint32_t reference, label;
  uint32_t source; /* its words in the appendix; 0: there is none */
};

/* A node that is a link to a note, or from it back to the text. */
struct flow_link {
  uint32_t node, note;

  enum link_goal { LINK_NOTE, LINK_BACK, LINK_SOURCE } goal;
};

/* A node that leads to another file. */
struct flow_reference {
  uint32_t node;
  str uri, contents;
};

struct flow {
  VEC(struct node) nodes;
  VEC(struct item) items;
  frame_list head, column, foot; /* over all columns; in columns; at the last page's foot */
  frame_list side;               /* beside the text */
  frame_list over;               /* one quotation over two columns, or none */
  uint32_t over_passage;         /* block of column that holds its passage; NONE */
  frame_list *into;              /* column or side: where blocks are added now */
  VEC(struct placement) side_places;
  uint32_t side_pages; /* that have such a block */
  uint32_t room;       /* cells that a box may take at most */
  VEC(struct outline_entry {
    struct outline_item item;
    uint32_t block; /* of head (level 0), column or side */
    bool in_side;
  })
  outline;
  struct brief_notes notes;
  VEC(struct note_nodes) note_nodes; /* by note */
  VEC(struct flow_link) links;
  VEC(struct flow_reference) references;
  struct open_lists lists;
  bool has_chart, contents_wait; /* for the title: they stand in the columns below it */
  uint32_t rows_set[SLOT_COUNT]; /* of the boxes made, by box */
  uint32_t section;              /* node that blocks are added to */
  /* A head that is to stand in the side column beside the next block; how far the last one reaches
   * below the block it stands beside. */
  const struct paragraph *side_head;
  uint32_t side_head_block; /* of column; NONE */
  uint32_t *story_blocks;   /* by story: its first block in column; NONE */
  uint32_t story_count;
  struct block_place *places; /* by block in column; once the pages are broken */
};

/* Blocks that may change places with each other when a page is to come out even. */
enum { BOXES_MAX = 7 };

/* Extracts passed over because they had no room where less needed ones have. */
enum { SKIPS_MAX = 8 };

/* How much of the brief is set, and how large. */
struct plan {
  uint32_t extracts;                       /* ranks below it are set, but for those skipped */
  uint32_t skipped[SKIPS_MAX], skip_count; /* ranks */
  const struct brief_extract *summary;     /* of the brief; NULL where nothing is skipped */
  uint32_t rows[SLOT_COUNT];               /* at most, by box; terms; 1 for the chart */
  bool has_quote;
  bool quote_in_column; /* though the template would have it straddle */
  unit body_size;
  uint32_t cells;                 /* of a page: the leading; 0: the template's */
  enum block_id boxes[BOXES_MAX]; /* in the order they stand in; SLOT_COUNT ends it early */
};

struct page_grid {
  unit baseline; /* height of a cell */
  unit top, left;
  unit width; /* of the text area */
  unit column_width;
  unit gutter;
  uint32_t columns;
  uint32_t cells; /* of a page */
};

/* The page's text area with the side column, and what of it the head covers. */
struct page_frame {
  unit left, width;
  unit head_left, head_width;
};

/* The cheapest way found to a line end, by fitness and hyphens in a row (linebreak.c). */
struct way {
  int64_t demerits;
  uint32_t at; /* first piece of the next line */
  uint32_t previous;
  uint8_t fitness, hyphens;
};

struct way_list {
  struct way *at;
  uint32_t count, room;
};

/* Labels by their keys, which are literals: a layout asks for some dozen, some thousand times. */
struct label {
  const char *key;
  str text;
};

struct label_list {
  VEC(struct label) all;
};

/* Room for a key or a list, used again by each. */
struct scratch {
  char *at;
  size_t room;
};

/* Everything one layout is made with; errors are sticky. */
struct setter {
  const struct layout_context *context;
  const struct brief *brief;
  const struct listing *listing; /* what is set instead of a brief; NULL */
  const struct page_template *page_template;
  struct arena *arena;
  struct set_style styles[SET_STYLE_COUNT];
  struct page_grid grid; /* of the column that blocks are made for now */
  struct page_grid side_grid;
  struct page_frame frame;
  uint32_t page_limit;  /* 0: none */
  uint32_t side_rows;   /* of a box beside the text at most; 0: as many as there are */
  struct map word_keys; /* style, tongue and text of shaped, by index */
  VEC(struct shaped_word) shaped;
  VEC(struct set_word) words;
  uint8_t shapes_as[SET_STYLE_COUNT];   /* the first style that shapes as this one does */
  VEC(struct tongue) tongues;
  VEC(struct cut_text) cuts;
  struct cut_place *cut_places; /* words.c; NULL until a text is cut */
  struct map set_keys;          /* paragraphs already broken */
  VEC(struct paragraph *) set;
  struct scratch word_key, set_key, advances;
  struct map listed; /* the language's folded words, by signs; ties.c */
  VEC(uint32_t) missing;
  bool dropped_marks;
  struct way_list ways;

  struct chart {
    uint32_t figures[6]; /* of the brief */
    uint32_t count;      /* 0: no chart */
    double most;
  } chart;

  /* What the line of a note holds of its words; by paragraph of the brief. */
  struct note_cut {
    const char *words;
    unit width;
    str text;
  } * note_cuts;

  struct label_list *labels; /* of the template, once asked for */
  VEC(str) numbers;          /* "0", "1", ... as far as they were asked for */
  str *source_texts;         /* by source, as the list of sources has it */
  str joined_terms;          /* as many as were asked for */

  /* What the styles were made for: the search mostly asks for the same again. */
  struct {
    unit body_size;
    bool is_ready;
  } ready_for;

  const struct face *faces[SET_STYLE_COUNT]; /* which do not change with the size */

  /* Faces that were asked for superior figures. */
  struct superior {
    const struct face *face;
    bool has_them;
  } superiors[SET_STYLE_COUNT];

  struct attempt_list *attempts; /* attempt.c; NULL until one is made */

  struct flow_size {
    uint32_t nodes, items, blocks, links;
  } flow_size; /* of the last flow made */

  bool
      is_trial; /* only to see what the pages hold: notes, of one line each, are counted, not set */
  bool title_was_cut;
  uint32_t logo_node;
  bool is_rtl;        /* the page is read from the right: its columns and blocks are mirrored */
  uint32_t *story_of; /* by source; NULL until it is asked for */
  struct frame spare; /* written where a list had no memory */
  precis_status status;
  precis_error err;
};

/* A quotation over two columns: the first of them, and its cells from the top of the columns. */
struct over {
  uint32_t page, column, cell;
  uint32_t cells; /* 0: there is none */
};

struct page_break_result {
  struct over over;                 /* of flow.over */
  VEC(struct placement) placements; /* of flow.column */
  uint32_t page_count;
  uint32_t head_cells, foot_cells;
  uint32_t foot_page;
  uint32_t last_used, last_room; /* cells of the last page's columns, all together */
  uint32_t last_gap;             /* cells that the column which ends highest there leaves empty */
  uint32_t hole;                 /* that, and the same of pages before the last */
  uint32_t strain;               /* cells of air beyond one in each gap */
};

/* style.c */
/* page_cells: lines of a page, which the leading follows from; 0: the template's leading. */
void setter_ready_styles(struct setter *setter, unit body_size, uint32_t page_cells);
unit cell_baseline(const struct setter *setter);
/* Of the side column, from where lines of the text begin. */
unit side_x(const struct setter *setter);
/* Where a column begins; the first is the right one of a page that is read from there. */
unit column_left(const struct setter *setter, uint32_t column);
/* word.c: at least so many bytes; NULL and a short arena without memory. */
char *scratch_room(struct setter *setter, struct scratch *scratch, size_t need);

/* Of setter.shaped; NONE when it could not be shaped. */
uint32_t word_shaped(struct setter *setter, struct shaping shaping, str text);
/* The same of one that was shaped before; NONE. */
uint32_t word_known(struct setter *setter, struct shaping shaping, str text);
/* The style's face at the size that words are shaped in. */
struct style_face reference_face(const struct setter *setter, struct shaping shaping);
void word_find_ends(struct setter *setter, struct shaped_word *word);
/* [i]: a hyphen may stand before byte i of the word, for i in (from, to); NULL: nowhere. */
const bool *word_hyphens(struct setter *setter, uint32_t word, uint32_t from, uint32_t to);
/* words.c: of setter.cuts; NONE and a sticky error on failure. The text outlives the setter. */
uint32_t text_cut(struct setter *setter, const struct fragment *fragment);
/* A shaped word in a style, of setter.words; NONE: as above. */
uint32_t word_sized(struct setter *setter, uint32_t shaped, uint8_t style);
/* [i]: of the glyphs that begin at byte i. A ligature's is its first letter's, and a word may be
 * divided inside it ("Af|ter"): each letter gets its share. */
void share_ligatures(str text, int64_t *advances);
/* Lengths in the word's size. */
const struct shaped *word_glyphs(struct setter *setter, uint32_t word);
/* paragraph.c: NULL and a sticky error on failure. */
struct paragraph *paragraph_new(struct setter *setter, const struct fragment *fragments,
                                uint32_t count);
/* Made and broken; the lines are those of an equal paragraph set before, where there is one. */
struct paragraph *paragraph_set(struct setter *setter, const struct fragment *fragments,
                                uint32_t count, struct measure measure);

/* The first lines of a paragraph are narrower. */
struct run_round {
  uint32_t lines;
  unit by;
};

struct paragraph *paragraph_set_round(struct setter *setter, const struct fragment *fragments,
                                      uint32_t count, struct measure measure,
                                      struct run_round round);
struct paragraph *paragraph_of(struct setter *setter, str text, uint8_t style, uint32_t node);
/* A line of it ends inside a word. */
bool paragraph_divides_word(const struct paragraph *paragraph);
void paragraph_sum(struct setter *setter, struct paragraph *paragraph);
unit paragraph_height(const struct paragraph *paragraph); /* stacked */
/* ink.c: leading and depth of one that is broken. */
void paragraph_clear_ink(struct setter *setter, struct paragraph *paragraph);
/* linebreak.c */
void paragraph_break(struct setter *setter, struct paragraph *paragraph, struct measure measure);
/* What follows the lines it has. */
void paragraph_break_rest(struct setter *setter, struct paragraph *paragraph,
                          struct measure measure);

/* Where a line goes. */
struct line_place {
  uint32_t page;
  unit x, baseline;
};

/* line.c */
struct line_fit {
  uint32_t stretch; /* Tz in thousandths */
  unit tracking;
  unit gap;   /* a blank, before stretch */
  unit width; /* set, after stretch */
  unit hang_left;
  bool has_hyphen;
};
struct line_fit line_fit(struct setter *setter, const struct paragraph *paragraph,
                         const struct set_line *line);
void line_paint(struct setter *setter, struct layout *layout, const struct paragraph *paragraph,
                uint32_t index, struct line_place place);

/* The stretch of one word that stands on a line. */
struct line_part {
  uint32_t word; /* as shaped on its own when it is not the whole word */
  uint32_t fragment;
  bool blank_before;
};

/* The next whole stretch of a word from piece *at on; its pieces are shaped together. */
struct line_part line_next_part(struct setter *setter, const struct paragraph *p,
                                const struct set_line *line, uint32_t *at);
/* visual.c */
void line_paint_visual(struct setter *setter, struct layout *layout,
                       const struct paragraph *paragraph, uint32_t index, struct line_place place);
unit paragraph_natural_width(const struct paragraph *paragraph);
/* block.c: blocks and their items; a block's items are added before the next block is begun. */
uint32_t flow_node(struct setter *setter, struct flow *flow, enum node_role role, uint32_t parent);
uint32_t flow_list(struct setter *setter, struct flow *flow, uint32_t parent,
                   enum list_labels labels);
struct frame *flow_block(struct setter *setter, struct flow *flow, frame_list *list,
                         struct frame block);

/* What is made after a mark can be taken back. */
struct flow_mark {
  uint32_t nodes, blocks, items, outline, side_head_block;
  uint32_t notes, note_nodes, links;
};

struct flow_mark flow_mark(const struct flow *flow);
void flow_go_back(struct flow *flow, struct flow_mark mark);
void flow_rect(struct setter *setter, struct flow *flow, struct frame *block, struct item item);
void flow_target(struct setter *setter, struct flow *flow, struct frame *block, struct item item);
/* Each line on the baseline of a cell, from `cell` on; returns the cell after the last. */
uint32_t flow_cells(struct setter *setter, struct flow *flow, struct frame *block,
                    const struct paragraph *paragraph, unit x, uint32_t cell);
/* The same of a head: its last line stands so, the others as near as ink lets them. */
uint32_t flow_head_cells(struct setter *setter, struct flow *flow, struct frame *block,
                         const struct paragraph *head, unit x, uint32_t cell);
/* The last line on the baseline of last's cell, the others above it at last's height each. */
void flow_lines_above(struct setter *setter, struct flow *flow, struct frame *block,
                      const struct paragraph *paragraph, struct item last);
/* From where a stacked line begins. */
unit stack_baseline(const struct set_style *style);
/* Lines in their style's own leading from y on, all in cell 0; returns y after the last. */
unit flow_stack(struct setter *setter, struct flow *flow, struct frame *block,
                const struct paragraph *paragraph, unit x, unit y);
/* The template's grey at a third: rules between rows should part them, not stand out. */
struct color hairline_color(const struct setter *setter);
uint32_t cells_for(const struct setter *setter, unit height);
uint32_t line_cells(const struct setter *setter, uint8_t style);  /* of a large figure two */
unit cell_part(const struct setter *setter, int32_t thousandths); /* of a cell's height */
/* Points between or beside text, which grow with it in large print. */
unit air_of(const struct setter *setter, int32_t points);
str layout_label(const struct setter *setter, const char *key);
/* "2024-01-15" and "Carla Innes" are "2024-01-15 · Carla Innes"; an empty part adds nothing. */
void add_part(struct setter *setter, str *text, str part);
str number_text(struct setter *setter, uint32_t number); /* "12", made once */
/* An extract's text, in the language of its source. */
struct fragment extract_fragment(const struct setter *setter, const struct brief_extract *extract,
                                 uint8_t style, uint32_t node);
/* A paragraph of one style, broken; NULL when it has no text or on failure. */
struct paragraph *set_text(struct setter *setter, str text, uint8_t style, uint32_t node,
                           struct measure measure);
/* A head over what follows, with its outline entry. */
void flow_heading(struct setter *setter, struct flow *flow, enum block_id slot, str text);
/* One in the words of a source, in its language. */
void flow_passage_heading(struct setter *setter, struct flow *flow, enum block_id slot, str text,
                          uint8_t tongue);
void flow_outline(struct setter *setter, struct flow *flow, uint32_t level, str text,
                  uint32_t block);
/* flow.c */
bool is_planned(const struct plan *plan, const struct brief_extract *extract);
/* An item of a list of key points. */
void flow_point(struct setter *setter, struct flow *flow, uint32_t list,
                const struct brief_extract *extract);
void flow_key_points(struct setter *setter, struct flow *flow, const struct plan *plan);
void flow_make(struct setter *setter, const struct plan *plan, struct flow *flow);
/* The flow broken into pages; a quotation that can straddle no columns stands in one instead. */
void flow_pages(struct setter *setter, const struct plan *plan, struct flow *flow, bool fills,
                struct page_break_result *ret);
void flow_slot(struct setter *setter, struct flow *flow, const struct plan *plan,
               enum block_id slot);
/* The slots of the plan that show something, in their order, into ret[SLOT_COUNT]; how many they
 * are. That of the sources is always there: what stands beside the text is read before it. */
uint32_t flow_order(const struct setter *setter, const struct plan *plan, enum block_id *ret);
/* Figures that the chart shows are in no box. */
bool flow_has_chart(const struct setter *setter, const struct plan *plan);
bool is_box(enum block_id slot);
/* Stands in the side column, with all its rows. */
bool is_beside(const struct page_template *page_template, enum block_id slot);

/* reference.c */
struct reference {
  struct place place; /* of the words */
  str words;
  uint8_t style;
  uint32_t parent; /* node of what it stands behind: it is read after all of that */
};

/* The number of the note for what stands at a place, as a fragment; false where there are none. */
bool add_reference(struct setter *setter, struct flow *flow, struct fragment *ret,
                   struct reference reference);
/* Numbers and notes lead to each other, where they have come to stand. */
void links_paint(struct setter *setter, const struct flow *flow, struct layout *layout);
/* body.c */
void flow_body(struct setter *setter, struct flow *flow, const struct plan *plan);
/* side.c: after the head, whose height they need. */
void flow_side_column(struct setter *setter, struct flow *flow);
uint32_t frames_cells(const frame_list *list);
/* The head that the flow holds back, beside the block that was just added. */
void flow_side_head(struct setter *setter, struct flow *flow, struct frame *block);
/* What stands behind the column, before all else on its pages. */
void side_paint_tint(struct setter *setter, const struct flow *flow, struct layout *layout);
void side_paint(struct setter *setter, const struct flow *flow, struct layout *layout);
/* shorten.c: up to the last word that ends before the limit, in bytes, with an ellipsis. */
str text_shortened(struct setter *setter, str text, size_t limit);
/* head.c */
/* The brief's title, else its source's name: a page has a first heading in any case. */
str layout_title(const struct setter *setter);
void flow_head(struct setter *setter, struct flow *flow);
/* The same with a deck of its own. */
void flow_head_of(struct setter *setter, struct flow *flow, str deck);
void flow_bottom_line(struct setter *setter, struct flow *flow);
/* table.c */
void flow_figures(struct setter *setter, struct flow *flow, uint32_t rows);
/* Of one story, or of all: NONE. */
void flow_disagreements(struct setter *setter, struct flow *flow, uint32_t story, uint32_t rows);
void flow_timeline(struct setter *setter, struct flow *flow, uint32_t rows);
void flow_names(struct setter *setter, struct flow *flow, uint32_t rows);
void flow_abbreviations(struct setter *setter, struct flow *flow, uint32_t rows);
void flow_terms(struct setter *setter, struct flow *flow, uint32_t count);
/* Rows that a box of the plan has before it is cut to the page. */
uint32_t box_rows(const struct setter *setter, const struct plan *plan, enum block_id box);
/* chart.c */
struct chart chart_find(const struct brief *brief);
bool chart_has(const struct chart *chart, uint32_t figure);
void flow_chart(struct setter *setter, struct flow *flow);
/* stories.c */
/* The template goes story by story, and there are several. */
bool tells_stories(const struct setter *setter);
/* Stories that the plan tells of; NULL: that the brief has an extract of. */
uint32_t stories_told(const struct setter *setter, const struct plan *plan);
/* Those that have something to tell. */
uint32_t stories_in_all(const struct setter *setter);
/* Documents that are no copies. */
uint32_t reports_in_all(const struct setter *setter);
/* "3 reports · Also in · b.txt"; may be empty. */
str story_credit(struct setter *setter, const struct brief_story *story);
void flow_stories(struct setter *setter, struct flow *flow, const struct plan *plan);
/* contents.c */
void flow_contents(struct setter *setter, struct flow *flow, const struct plan *plan);

/* What an entry of the contents says, and the story it leads to. */
struct contents_head {
  uint32_t story;
  str text;
  uint8_t tongue; /* of setter.tongues */
};

typedef VEC(struct contents_head) contents_heads;
/* The same of any heads; none where they are few. */
void flow_contents_of(struct setter *setter, struct flow *flow, const contents_heads *heads);
/* listing.c: the blocks of setter->listing. */
void flow_listing(struct setter *setter, struct flow *flow);

/* pullquote.c */
/* The next one to be pulled, then those that may stand in its place; after NULL: the first. */
const struct brief_quote *pull_quote(const struct brief *brief, const struct brief_quote *after);
/* Cells it takes in that width; 0: it is too long to be pulled. */
uint32_t pull_quote_cells(struct setter *setter, const struct brief_quote *quote, unit width);
/* As wide as its column. */
void flow_pull_quote(struct setter *setter, struct flow *flow, const struct brief_quote *quote);
/* Over two columns, where the pages find room for it. */
void flow_over_quote(struct setter *setter, struct flow *flow, const struct brief_quote *quote);
/* At the right of a block that goes on with the text beside it, which is added by the caller. */
struct frame *flow_inset_quote(struct setter *setter, struct flow *flow,
                               const struct brief_quote *quote);
/* What an inset quotation takes of the lines beside it. */
unit inset_width(const struct setter *setter);
/* notes.c */
/* "line 12:", over several sources "[3] line 12:" */
str place_words(struct setter *setter, const struct place *place);
void flow_sources(struct setter *setter, struct flow *flow);

/* pages.c */
void pages_break(struct setter *setter, const struct flow *flow, bool fills,
                 struct page_break_result *ret);
/* appendix.c */
bool has_appendix(const struct brief *brief);
/* The blocks of what stands behind the notes, in the place of all others; nodes, notes and links
 * go on. Extracts of lower rank are printed. */
void flow_appendix(struct setter *setter, struct flow *flow, uint32_t ranks);
/* Blocks that stand so far in none: all lists empty, nodes, notes and links go on. */
void flow_begin_behind(struct flow *flow);
/* choices.c: why each sentence was chosen, in the place of all other blocks, on a grid of one
 * column which the setter has from then on. */
void flow_choices(struct setter *setter, struct flow *flow, const struct layout *layout);
/* furniture.c */
void furniture_paint(struct setter *setter, struct layout *layout);
/* set_pages.c */
void paint_block(struct setter *setter, const struct flow *flow, const struct frame *block,
                 struct placement at, struct layout *layout);
void paint_rect(struct layout *layout, uint32_t page, const struct item *item, unit x, unit y);
void pages_paint(struct setter *setter, struct flow *flow, const struct page_break_result *pages,
                 struct layout *layout);
/* The columns of a flow that goes on behind the pages painted so far. */
void pages_paint_more(struct setter *setter, struct flow *flow,
                      const struct page_break_result *pages, struct layout *layout);
