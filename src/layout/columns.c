/* columns.c - the flow as atoms, and how far a column goes.
 *
 * An atom is what no column end divides: a line of text, or a whole box. Ending a column after an
 * atom has a cost: the ranked model of widows, orphans, stranded heads and their lesser kin.
 *
 * Invariant: a column's height is the sum of its atoms' cells and of the gaps between them; the gap
 * before its first atom is dropped. */
#include "layout/columns.h"

/* Ranked: no sum of lower ones in one window outweighs the next higher. Empty cells cost their
 * square. */
enum {
  COST_STRANDED_HEAD = 20000, /* head without two lines after it */
  COST_WIDOW = 4000,          /* last line of a paragraph alone at a column's top */
  COST_ORPHAN = 3000,         /* first line alone at a column's foot */
  COST_QUOTE_AT_TOP = 2500,   /* a pull quote belongs inside the run of text */
  COST_HYPHEN = 1500,         /* column ends in a divided word */
  COST_EMPTY_CELL = 12,
  WINDOW = 8 /* cells that may stay empty to end a column well */
};

/* A hyphen that is set, or one of the word's own: at a column's end the eye cannot tell. */
static bool ends_hyphenated(const struct setter *setter, const struct piece *piece)
{
  str word = setter->words.at[piece->word].text;
  bool is_own = piece->end == END_DASH && piece->to > 0 && word.data[piece->to - 1] == '-';
  return is_own || sets_hyphen(piece->end);
}

/* By cell: its line ends in a hyphen. NULL without memory. */
static const bool *find_hyphens(struct setter *setter, const struct flow *flow,
                                const struct frame *block, uint32_t cells)
{
  bool *ends = arena_array(setter->arena, bool, cells + 1);
  for (uint32_t i = 0; ends && i < block->item_count; i++) {
    const struct item *item = &flow->items.at[block->first_item + i];
    if (item->kind != ITEM_LINE || item->cell >= cells ||
        item->paragraph->lines.count <= item->line)
      continue;
    const struct paragraph *p = item->paragraph;
    uint32_t end = p->lines.at[item->line].end;
    ends[item->cell] |= end < p->pieces.count && ends_hyphenated(setter, &p->pieces.at[end - 1]);
  }
  return ends;
}

/* Two lines stand beside a head where there are as many, or as many as the head has. */
static uint32_t beside_head(const struct frame *block, uint32_t cells)
{
  uint32_t least = cells < 2 ? cells : 2;
  return block->whole > least ? block->whole : least;
}

/* By more text under the same head. */
static bool is_followed(const struct flow *flow, uint32_t index)
{
  const struct frame *own = &flow->column.at[index], *next = own + 1;
  return index + 1 < flow->column.count && next->kind == FRAME_TEXT && next->slot == own->slot;
}

static void add_line_atoms(struct setter *setter, const struct flow *flow, uint32_t index,
                           atom_list *atoms)
{
  const struct frame *block = &flow->column.at[index];
  bool follows_head = index > 0 && flow->column.at[index - 1].kind == FRAME_HEAD;
  bool goes_on = is_followed(flow, index);
  uint32_t cells = block->cells > block->whole ? block->cells : block->whole, step;
  const bool *hyphens = find_hyphens(setter, flow, block, cells);
  for (uint32_t i = 0; hyphens && i < cells; i += step) {
    step = i == 0 && block->whole ? beside_head(block, cells) : 1;
    struct atom atom = {.block = index, .cell = i, .cells = step, .gap = i == 0 ? block->gap : 0};
    bool is_last = i + step >= cells;
    if (!is_last && i + step == 1)
      atom.cost += COST_ORPHAN;
    if (!is_last && i + step + 1 == cells)
      atom.cost += COST_WIDOW;
    if (follows_head && i == 0 && (!is_last || goes_on))
      atom.cost += COST_STRANDED_HEAD;
    if (!is_last && hyphens[i])
      atom.cost += COST_HYPHEN;
    vec_push(setter->arena, atoms, atom);
  }
}

void atoms_of(struct setter *setter, const struct flow *flow, atom_list *atoms)
{
  *atoms = (atom_list){0};
  for (uint32_t b = 0; b < flow->column.count; b++) {
    const struct frame *block = &flow->column.at[b];
    if (!block->cells)
      continue;
    if (block->splits) {
      add_line_atoms(setter, flow, b, atoms);
    } else {
      struct atom atom = {.block = b, .cells = block->cells, .gap = block->gap};
      atom.cells = block->whole > atom.cells ? block->whole : atom.cells;
      atom.cost = block->kind == FRAME_HEAD ? COST_STRANDED_HEAD : 0;
      vec_push(setter->arena, atoms, atom);
    }
    bool before_quote = b + 1 < flow->column.count && flow->column.at[b + 1].kind == FRAME_QUOTE;
    if (before_quote)
      vec_last(atoms)->cost += COST_QUOTE_AT_TOP;
  }
}

uint32_t column_height(const atom_list *atoms, uint32_t start, uint32_t end)
{
  uint32_t height = 0;
  for (uint32_t i = start; i < end; i++)
    height += atoms->at[i].cells + (i > start ? atoms->at[i].gap : 0);
  return height;
}

uint32_t column_fill(const atom_list *atoms, uint32_t start, uint32_t room)
{
  uint32_t best = start, height = 0;
  uint64_t least = UINT64_MAX;
  for (uint32_t i = start; i < atoms->count; i++) {
    height += atoms->at[i].cells + (i > start ? atoms->at[i].gap : 0);
    if (height > room)
      break;
    uint64_t empty = room - height;
    if (empty > WINDOW && least != UINT64_MAX && empty * empty * COST_EMPTY_CELL > least)
      continue;
    bool is_end = i + 1 == atoms->count;
    uint64_t cost = is_end ? 0 : empty * empty * COST_EMPTY_CELL + atoms->at[i].cost;
    if (cost <= least) {
      least = cost;
      best = i + 1;
    }
  }
  return best;
}
