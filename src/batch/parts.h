/* parts.h - what the files of batch/ share. Private to batch/. */
#pragma once

#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "batch/batch.h"

enum { HASH_BYTES = 32 };

/* Of a document's path. Requests that wait at a worker must fit into its socket. */
enum { PATH_BYTES_MAX = 16 * 1024 };

/* --- glob.c: patterns of a .precisignore ------------------------------------------------------ */

struct glob_list {
  struct arena *arena;
  struct glob *at; /* in the file's order: the last that matches decides */
  uint32_t count, room;
};

enum glob_answer { GLOB_SILENT, GLOB_IGNORE, GLOB_KEEP };

/* Adds one line of an ignore file; blank lines and comments add nothing. */
void glob_add(struct glob_list *list, str line);
void glob_add_all(struct glob_list *list, str lines);
/* path: from the folder of the ignore file on, '/' between names. */
enum glob_answer glob_ask(const struct glob_list *list, str path, bool is_folder);

/* --- walk.c: the documents of the paths, sorted by the bytes of their names ---------------------
 */

enum found_kind { FOUND_DOCUMENT, FOUND_IGNORED, FOUND_UNREADABLE };

struct found {
  enum found_kind kind;
  str path; /* NUL-terminated behind its length */
  struct stat st;
  const char *why; /* ignored, unreadable */
};

/* A status other than PRECIS_OK ends the walk. */
typedef precis_status found_visitor(void *user, const struct found *found, precis_error *err);

struct roots; /* the paths of the command line, opened */

/* PRECIS_IO: a path is not there; PRECIS_BAD_ARGUMENT: two of them have one name; PRECIS_STOPPED:
 * the output folder would lie around a source. */
precis_status roots_open(const struct batch_options *options, struct roots **ret,
                         precis_error *err);
void roots_free(struct roots *roots);
precis_status walk(const struct roots *roots, found_visitor *visit, void *user, precis_error *err);
/* Opens a document of the walk for reading, no link followed on the way; -1 and errno. */
int roots_open_document(const struct roots *roots, str path);

/* Folder "a" holds "a" and "a/b"; both without links and dots. */
bool path_lies_in(const char *path, const char *folder);
/* The path of a file without links and dots, its folder's where it is not there yet; to be freed.
 * NULL: the folder is not there. */
char *path_resolve_new(const char *path);

/* --- names.c: what a briefing's file is called -------------------------------------------------
 */

/* Different paths give different names, and no name is a folder of another. */
void output_name(str path, str ending, struct buffer *ret);

/* Where a name stands among those of its folder when all paths are in the order of their bytes:
 * "a/" behind "a.md". */
struct ordered {
  str name;
  bool is_folder;
};

int order_names(struct ordered x, struct ordered y);
/* From 1 to shards. */
uint32_t shard_of(str path, uint32_t shards);

/* --- store.c: the output folder --------------------------------------------------------------- */

struct store; /* holds the run's lock */

/* "": the whole run; "-1-of-4": a shard's own. Removes what a killed run left. */
precis_status store_open(const struct batch_options *options, struct store **ret,
                         precis_error *err);
/* Only to be asked with store_fault() and store_ledger_path(): makes and locks nothing; the folder
 * may be missing. */
precis_status store_look(const struct batch_options *options, struct store **ret,
                         precis_error *err);
void store_free(struct store *store);
/* A file at the folder's top, for reading; -1 and errno. */
int store_open_file(const struct store *store, str name);
const char *store_suffix(const struct store *store);
/* "DIR/.precis/ledger.db" */
const char *store_ledger_path(const struct store *store);
/* "DIR/.precis/tmp", also before it is there. */
void store_drafts_path(const struct batch_options *options, struct buffer *ret);

/* A file of the output folder's own, not yet under its name. */
struct draft {
  int fd;
  char name[24];
};

precis_status store_draft(struct store *store, str bytes, struct draft *ret, precis_error *err);
/* All drafts written so far are on disk. */
precis_status store_sync(struct store *store, const struct draft *drafts, size_t count,
                         precis_error *err);
/* Under its name; the name itself is on disk after store_settle(). */
precis_status store_place(struct store *store, const struct draft *draft, str path,
                          precis_error *err);
precis_status store_settle(struct store *store, precis_error *err);
/* Gives a draft up. */
void store_drop(struct store *store, struct draft *draft);
/* No error when it is not there. */
void store_remove(struct store *store, str path);
/* For files that grow: opened as a draft without bytes, appended to, then synced and placed. */
precis_status store_append(const struct draft *draft, str bytes, precis_error *err);
/* NULL: a regular file of that size stands there; else what is wrong with it. May be asked while
 * another thread places and removes. */
const char *store_fault(struct store *store, str path, uint64_t size);
/* Draft, sync, place, settle: one file at once. */
precis_status store_write(struct store *store, str path, str bytes, precis_error *err);

/* --- ledger.c: what was done, in SQLite ---------------------------------------------------------
 */

/* The numbers stand in the ledger. */
enum state { STATE_PENDING = 0, STATE_DONE = 1, STATE_FAILED = 2 };

/* How a file looked when it was read. All zero: not to be trusted. */
struct stamp {
  int64_t size, mtime, ctime; /* nanoseconds */
  int64_t inode;
};

struct row {
  str path;
  struct stamp stamp;
  str sha256; /* empty or HASH_BYTES */
  str fingerprint, version;
  enum state state;
  str output; /* its path in the output folder */
  uint64_t output_size;
  str output_sha256;
  str title, line, warnings;
  int code;
  str message, hint;
  uint32_t error_line;
  int64_t started, took; /* microseconds; the first since 1970 */
  str analysis;          /* only written; empty: what the ledger has stays */
};

struct ledger;

/* Not of a new run: only looked at, and NULL where the file is another version's. */
precis_status ledger_open(const char *path, bool is_new_run, struct ledger **ret,
                          precis_error *err);
void ledger_free(struct ledger *ledger);
precis_status ledger_begin(struct ledger *ledger, precis_error *err);
precis_status ledger_commit(struct ledger *ledger, precis_error *err);
/* The row of a path, its slices borrowed until the next call; false: there is none. */
precis_status ledger_find(struct ledger *ledger, str path, bool *ret_found, struct row *ret,
                          precis_error *err);
/* The document is this run's: to be worked on (pending), or as it was. */
precis_status ledger_plan(struct ledger *ledger, str path, bool is_pending, precis_error *err);
/* Ends the borrowing of ledger_find(). */
void ledger_release(struct ledger *ledger);
precis_status ledger_put(struct ledger *ledger, const struct row *row, precis_error *err);
/* What the document left for a digest when it was made as its row says; borrowed until the next
 * call; empty: nothing. */
precis_status ledger_analysis(struct ledger *ledger, str path, str *ret, precis_error *err);
bool ledger_has_analysis(struct ledger *ledger, str path);
/* The next pending path of this run behind *path, in place of it; empty: there is none. */
precis_status ledger_next(struct ledger *ledger, struct buffer *path, precis_error *err);
/* This run's rows, sorted by path. */
precis_status ledger_each(struct ledger *ledger,
                          precis_status (*visit)(void *user, const struct row *row,
                                                 precis_error *err),
                          void *user, precis_error *err);

/* --- wire.c: messages between supervisor and worker ----------------------------------------------
 */

enum job_kind { JOB_DOCUMENT, JOB_INDEX, JOB_DIGEST };

enum { BODY_OUTPUT, BODY_TITLE, BODY_LINE, BODY_WARNINGS, BODY_ANALYSIS, BODY_COUNT };

struct request {
  uint64_t ticket; /* stands in the reply: what a worker says unasked is no answer */
  uint32_t kind;
  uint32_t name_len; /* the name follows */
  uint32_t seconds;  /* of CPU that it may take */
  uint32_t has_known;
  uint8_t known[HASH_BYTES]; /* nothing to do when this is the input's hash */
};

struct reply {
  uint64_t ticket;
  precis_error err; /* err.status: how it went */
  uint32_t is_unchanged;
  uint32_t rss_mib;
  uint8_t sha256[HASH_BYTES];
  uint8_t output_sha256[HASH_BYTES];
  uint64_t lens[BODY_COUNT]; /* the bodies follow */
};

/* Zygote and supervisor; one message a packet. */
enum order_kind { ORDER_SPAWN, ORDER_KILL };

struct order {
  enum order_kind kind;
  uint32_t slot;
};

enum event_kind { EVENT_READY, EVENT_ENDED };

struct event {
  enum event_kind kind;
  uint32_t slot;
  int status;       /* of waitpid(); -1: could not be started */
  precis_error err; /* READY */
  uint32_t walls;   /* READY: SANDBOX_* that this kernel offers */
};

/* All of it, with an open file beside it unless fd is -1. False: the other end is gone. */
bool wire_send(int socket, const struct iovec *parts, int count, int fd);
/* Exactly len bytes; *ret_fd -1 when none came. False: the other end is gone. */
bool wire_receive(int socket, void *data, size_t len, int *ret_fd);

/* --- sandbox.c, worker.c, zygote.c: the other side
 * ------------------------------------------------ */

enum { SANDBOX_LANDLOCK = 1, SANDBOX_SECCOMP = 2 };

/* Which walls the kernel has. */
uint32_t sandbox_walls(void);
/* Closes round the calling process, which may read the folders and nothing else from now on. False:
 * a wall that is there would not close. */
bool sandbox_close(const struct batch_maker *maker);
/* Before a document: CPU seconds. */
void sandbox_allow_cpu(uint32_t seconds);

/* A worker's exit code: its sandbox would not close, and no document is to blame. */
enum { WORKER_NO_SANDBOX = 70 };

/* The same for a program that is to convert a document. */
bool sandbox_close_program(void);

struct worker {
  const struct batch_maker *maker;
  size_t max_input;
  const char *drafts; /* folder */
};

/* helper.c: starts the process beside a worker; its socket, or -1. */
int helper_start(const struct worker *worker, int socket);

/* What the helper is asked for. */
struct helper_job {
  const char *name;
  int fd;
  uint32_t seconds;
};

/* In the worker: the text of a document. */
precis_status helper_text(int helper, const struct helper_job *job, size_t max, struct buffer *ret,
                          precis_error *err);

/* Never returns. */
_Noreturn void worker_run(const struct worker *worker, int socket);
_Noreturn void zygote_run(const struct worker *worker, int socket);

/* --- pool.c: the supervisor's side of the workers
 * --------------------------------------------------- */

struct job {
  enum job_kind kind;
  struct buffer path; /* NUL-terminated behind its length */
  int fd;             /* the input, open */
  struct stat st;     /* of it, when it was opened */
  bool has_known;
  uint8_t known[HASH_BYTES];
  uint64_t ticket;
  uint32_t seconds; /* that it may take */
  uint32_t tries;   /* workers it cost so far */
  bool is_second;   /* it changed while it was read the first time */
  int64_t started;
};

struct answer {
  const struct reply *reply; /* NULL: there is none, and err says why */
  precis_error err;
  str body[BODY_COUNT];
};

struct pool;

/* Forks the zygote: before any thread, lock or ledger of this process. finished() owns the job. */
precis_status pool_start(const struct batch_options *options, const struct batch_maker *maker,
                         struct pool **ret, precis_error *err);
/* Ends all workers at once. */
void pool_free(struct pool *pool);
/* Waits for the maker's warm_up. */
precis_status pool_wait(struct pool *pool, uint32_t *ret_walls, precis_error *err);
void pool_on_finished(struct pool *pool,
                      void (*finished)(void *user, struct job *job, const struct answer *answer),
                      void *user);
bool pool_has_room(const struct pool *pool);
size_t pool_in_work(const struct pool *pool);
void pool_give(struct pool *pool, struct job *job);
/* Waits up to so many milliseconds for something to happen (or for signal_fd to be readable) and
 * does what follows. PRECIS_NO_MEMORY: no worker can be started. */
precis_status pool_step(struct pool *pool, int signal_fd, int milliseconds, precis_error *err);

struct job *job_new(enum job_kind kind, str path, uint32_t seconds);
void job_free(struct job *job);

/* --- manifest.c, index.c: what the run leaves ----------------------------------------------------
 */

void manifest_line(const struct row *row, struct buffer *out);

/* entry.c: the lines of a manifest, in an arena each. */
typedef precis_status entry_visitor(void *user, struct arena *arena,
                                    const struct batch_entry *entry, precis_error *err);
precis_status each_entry(str manifest, entry_visitor *visit, void *user, precis_error *err);

/* index.html: its head, a table for each part that has rows (done, failed, pending), its end. */
enum { INDEX_PARTS = 3 };

int index_part_of(const struct batch_entry *entry);
/* banner: at its head and foot; may be empty. */
void index_open(const uint64_t counts[INDEX_PARTS], str banner, struct buffer *out);
void index_open_part(int part, struct buffer *out);
/* The arena is short when the row is not whole. */
void index_row(struct arena *arena, const struct batch_entry *entry, struct buffer *out);
void index_close_part(struct buffer *out);
void index_close(str banner, struct buffer *out);

/* printed.c: what of a manifest stands in index.pdf; counts: of the whole manifest's parts. */
precis_status printed_choose(str manifest, const uint64_t counts[INDEX_PARTS], struct buffer *out,
                             precis_error *err);
/* The same read back, in the worker. */
precis_status printed_read(struct arena *arena, str chosen, struct batch_index *ret,
                           precis_error *err);

/* products.c: the files of --digest and --manifest. */
struct run;

/* path: one of the two, of the options. PRECIS_STOPPED: the run has a file of that name in its
 * output folder, or both are one. */
precis_status product_check(const struct batch_options *options, const char *path, str manifest,
                            precis_error *err);
/* "-": to stdout. PRECIS_STOPPED on failure. */
precis_status product_write(const struct run *run, const char *path, str bytes, precis_error *err);

/* digest.c: what the digest is made of, from the ledgers into one file. */
struct ledger;
struct store;

struct ledger_list {
  struct ledger **at;
  size_t count;
};

/* Out of the run's ledger, or those of the shards, as a draft that is to be dropped. ret_count: how
 * many documents stand in it. */
precis_status digest_gather(struct run *run, str manifest, struct draft *ret, uint64_t *ret_count,
                            precis_error *err);
/* In the worker; the arena holds what ret points at. */
precis_status digest_open(struct arena *arena, int fd, struct batch_analyses *ret,
                          precis_error *err);

/* shards.c: what the name of a manifest tells: "out/manifest-3-of-8.jsonl". */
struct shard_name {
  uint32_t shard, shards; /* 0: a whole run's */
};

/* False: it is not called as a run calls one. */
bool shard_name_read(const char *path, struct shard_name *ret);
/* PRECIS_IO: a shard is missing among the manifests of all; PRECIS_BAD_ARGUMENT: they are of
 * different divisions. */
precis_status shards_check(const char *const *paths, size_t count, precis_error *err);
/* The ledgers beside the manifests, for what the documents left; to be closed in any case. */
precis_status shards_open_ledgers(const char *const *paths, size_t count, struct ledger_list *ret,
                                  precis_error *err);
void shards_close_ledgers(struct ledger_list *ledgers);

/* A file of the output folder that is written piece by piece. */
struct sheet {
  struct store *store;
  struct draft draft;
  struct buffer pending;
};

precis_status sheet_open(struct store *store, struct sheet *ret, precis_error *err);
/* Writes out what is pending, once it is worth a call. */
precis_status sheet_flush(struct sheet *sheet, precis_error *err);
/* Under its name, on disk; or dropped when the status before was a failure. */
precis_status sheet_close(struct sheet *sheet, precis_status before, str name, precis_error *err);

/* --- plan.c, run.c, finish.c
 * ---------------------------------------------------------------------- */

/* Documents whose outputs are synced and whose rows are written together. */
struct group {
  struct arena *arena;
  struct row *rows;
  struct draft *drafts; /* of the rows; fd -1: it has none */
  size_t count;
};

struct run {
  const struct batch_options *options;
  const struct batch_maker *maker;
  const struct batch_listener *listener;
  struct batch_counts counts;
  struct roots *roots;
  struct store *store;
  struct ledger *ledger;     /* NULL in a dry run over a folder without one, and in a merge */
  struct ledger_list shards; /* of a merge that makes a digest */
  struct pool *pool;
  int signal_fd;
  int signal;
  bool is_stopped;      /* --fail-fast found a failure */
  struct buffer cursor; /* the last path given out */
  bool is_fed;          /* there is none behind it */
  struct group *group;  /* fills */
  int64_t group_since;
  struct flush *flush; /* works on a group in its thread; NULL: none */
  precis_error fault;  /* what ends the run */
};

/* Walks, and marks in the ledger what is to be done. */
precis_status plan(struct run *run, precis_error *err);
/* The same, told to the listener only. */
precis_status plan_dry(struct run *run, precis_error *err);
/* Whether the row's work holds for the same bytes of input. */
bool row_holds(const struct run *run, const struct row *row);
struct stamp stamp_of(const struct stat *st);
void sha256_of_file(int fd, uint8_t ret[HASH_BYTES]);
/* A signal that came in since; 0: none. */
int signal_taken(struct run *run);

/* Adds a row (copied) with its draft to the group; written in batches. */
precis_status group_add(struct run *run, const struct row *row, const struct draft *draft,
                        precis_error *err);
/* Writes the group when it is due; all of it, and waits, when is_last. */
precis_status group_flush(struct run *run, bool is_last, precis_error *err);

/* A file of the output folder, or of the user's, as memory. */
struct mapped {
  str bytes;
};

precis_status map_file(int fd, const char *name, struct mapped *ret, precis_error *err);
void unmap_file(struct mapped *mapped);

/* Manifest, index.html, index.pdf, digest. */
precis_status finish(struct run *run, precis_error *err);
/* The same without the manifest, which stands in the output folder. */
precis_status finish_index(struct run *run, str manifest, precis_error *err);
/* Signals wait in a file instead of breaking in; the mask that was before. */
int catch_signals(sigset_t *ret_before);
/* The mask again. A signal that came when the work was done and nothing looked any more ends
 * nothing: the run is whole and says so. */
void release_signals(struct run *run, const sigset_t *before);

/* Microseconds: since 1970, and of a clock that never goes back. */
int64_t clock_wall(void);
int64_t clock_steady(void);
