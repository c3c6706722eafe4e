/* glob.c - patterns as git's ignore files have them: '*' and '?' within a name, '**' across names,
 * sets,
 * '!' to keep, a '/' at the end for folders, one before it to anchor; the last that matches
 * decides.
 *
 * Matching goes back to the last '*' and the last '**' only, so its time is bounded by pattern
 * times path. */
#include "base/vec.h"
#include "batch/parts.h"

struct glob {
  str pattern;
  bool keeps, only_folders, is_anchored;
};

/* Trailing blanks go, unless a backslash holds them. */
static str without_blanks(str line)
{
  while (line.len && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r'))
    line.len--;
  while (line.len && line.data[line.len - 1] == ' ' &&
         !(line.len > 1 && line.data[line.len - 2] == '\\'))
    line.len--;
  return line;
}

void glob_add(struct glob_list *list, str line)
{
  struct glob glob = {.pattern = without_blanks(line)};
  str *p = &glob.pattern;
  if (!p->len || p->data[0] == '#')
    return;
  if (p->data[0] == '!') {
    glob.keeps = true;
    *p = str_sub(*p, 1, p->len - 1);
  }
  if (p->len && p->data[p->len - 1] == '/') {
    glob.only_folders = true;
    p->len--;
  }
  glob.is_anchored = p->len && memchr(p->data, '/', p->len);
  if (p->len && p->data[0] == '/')
    *p = str_sub(*p, 1, p->len - 1);
  if (!p->len)
    return;
  *p = arena_str(list->arena, *p);
  vec_push(list->arena, list, glob);
}

void glob_add_all(struct glob_list *list, str lines)
{
  str line;
  while (str_split(&lines, '\n', &line))
    glob_add(list, line);
}

/* A set "[a-z]" at *at; moves behind it. A set without its end is a plain '['. */
static bool set_matches(str p, size_t *at, char c)
{
  size_t i = *at + 1;
  bool negated = i < p.len && (p.data[i] == '!' || p.data[i] == '^');
  i += negated;
  bool matches = false, is_first = true;
  for (; i < p.len && (is_first || p.data[i] != ']'); i++, is_first = false) {
    if (p.data[i] == '\\' && i + 1 < p.len)
      i++;
    unsigned char low = (unsigned char)p.data[i], high = low;
    if (i + 2 < p.len && p.data[i + 1] == '-' && p.data[i + 2] != ']') {
      high = (unsigned char)p.data[i + 2];
      i += 2;
    }
    matches |= (unsigned char)c >= low && (unsigned char)c <= high;
  }
  if (i >= p.len) {
    ++*at;
    return c == '[';
  }
  *at = i + 1;
  return c != '/' && matches != negated;
}

/* One step that needs no way back. */
static bool step_matches(str p, size_t *at, char c)
{
  switch (p.data[*at]) {
  case '?':
    ++*at;
    return c != '/';
  case '[':
    return set_matches(p, at, c);
  case '\\':
    if (*at + 1 < p.len)
      ++*at;
    return p.data[(*at)++] == c;
  default:
    return p.data[(*at)++] == c;
  }
}

/* "**" stands for whole names: at the start or behind a '/', at the end or before one. */
static bool is_deep(str p, size_t at)
{
  return at + 1 < p.len && p.data[at] == '*' && p.data[at + 1] == '*' &&
         (at == 0 || p.data[at - 1] == '/') && (at + 2 == p.len || p.data[at + 2] == '/');
}

struct way_back {
  size_t pattern, path; /* SIZE_MAX: none */
};

static bool matches(str p, str path)
{
  struct way_back star = {SIZE_MAX, 0}, deep = {SIZE_MAX, 0};
  size_t at = 0, i = 0;
  while (i < path.len || at < p.len) {
    if (is_deep(p, at)) {
      if (at + 2 == p.len) /* at the end: what is in the folder, not the folder itself */
        return i < path.len;
      at += 3;
      deep = (struct way_back){at, i};
      star.pattern = SIZE_MAX;
      continue;
    }
    if (at < p.len && p.data[at] == '*') {
      while (at < p.len && p.data[at] == '*')
        at++;
      star = (struct way_back){at, i};
      continue;
    }
    if (at < p.len && i < path.len && step_matches(p, &at, path.data[i])) {
      i++;
      continue;
    }
    if (star.pattern != SIZE_MAX && star.path < path.len && path.data[star.path] != '/') {
      i = ++star.path;
      at = star.pattern;
      continue;
    }
    const char *slash = deep.pattern != SIZE_MAX && deep.path < path.len
                            ? memchr(path.data + deep.path, '/', path.len - deep.path)
                            : NULL;
    if (!slash)
      return false;
    deep.path = i = (size_t)(slash - path.data) + 1;
    at = deep.pattern;
    star.pattern = SIZE_MAX;
  }
  return true;
}

enum glob_answer glob_ask(const struct glob_list *list, str path, bool is_folder)
{
  str name = path_name(path);
  for (uint32_t i = list->count; i > 0; i--) {
    const struct glob *glob = &list->at[i - 1];
    if (glob->only_folders && !is_folder)
      continue;
    if (matches(glob->pattern, glob->is_anchored ? path : name))
      return glob->keeps ? GLOB_KEEP : GLOB_IGNORE;
  }
  return GLOB_SILENT;
}
