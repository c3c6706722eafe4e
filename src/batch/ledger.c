/* ledger.c - what was done with each document, in SQLite.
 *
 * Invariant: a row says "done" only in a transaction that begins after its output is on disk. With
 * that, losing the last transactions costs work and nothing else, so that the log need not be
 * synced on each commit (synchronous = NORMAL). */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

#include "base/library.h"
#include "batch/parts.h"

/* Goes up when the tables change; an older ledger is started anew. */
enum { SCHEMA = 2 };

/* Somebody looks into the ledger with a tool of his own. */
enum { BUSY_MILLISECONDS = 10000 };

#define COLUMNS                                                                                    \
  "path,size,mtime,ctime,inode,sha256,fingerprint,version,state,output,output_size,"               \
  "output_sha256,title,line,warnings,code,message,hint,error_line,started,took"

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY,value) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS documents(path BLOB PRIMARY KEY,size INTEGER NOT NULL DEFAULT 0,"
    "mtime INTEGER NOT NULL DEFAULT 0,ctime INTEGER NOT NULL DEFAULT 0,"
    "inode INTEGER NOT NULL DEFAULT 0,sha256 BLOB,fingerprint BLOB,version TEXT,"
    "state INTEGER NOT NULL DEFAULT 0,output BLOB,output_size INTEGER NOT NULL DEFAULT 0,"
    "output_sha256 BLOB,title TEXT,line TEXT,warnings TEXT,code INTEGER NOT NULL DEFAULT 0,"
    "message TEXT,hint TEXT,error_line INTEGER NOT NULL DEFAULT 0,"
    "started INTEGER NOT NULL DEFAULT 0,took INTEGER NOT NULL DEFAULT 0,"
    "run INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS analyses(path BLOB PRIMARY KEY,sha256 BLOB NOT NULL,"
    "fingerprint BLOB NOT NULL,version TEXT NOT NULL,bytes BLOB NOT NULL);";

/* An analysis counts while it is of what the document's row tells, which may wait to be looked at
 * again; in a digest only where it is done. */
#define ANALYSIS_OF_ROW                                                                            \
  " FROM analyses AS a JOIN documents AS d ON d.path=a.path WHERE a.path=?1 AND "                  \
  "a.sha256=d.sha256 AND a.fingerprint=d.fingerprint AND a.version=d.version"

enum statement {
  FIND,
  PLAN,
  PLAN_PENDING,
  PUT,
  NEXT,
  EACH,
  PUT_ANALYSIS,
  GET_ANALYSIS,
  HAS_ANALYSIS,
  STATEMENT_COUNT
};

static const char *const sql[STATEMENT_COUNT] = {
    [FIND] = "SELECT " COLUMNS " FROM documents WHERE path=?1",
    [PLAN] = "UPDATE documents SET run=?2 WHERE path=?1",
    [PLAN_PENDING] =
        "INSERT INTO documents(path,run) VALUES(?1,?2) ON CONFLICT(path) DO UPDATE SET "
        "run=?2,state=0",
    [PUT] = "UPDATE documents SET size=?2,mtime=?3,ctime=?4,inode=?5,sha256=?6,fingerprint=?7,"
            "version=?8,state=?9,output=?10,output_size=?11,output_sha256=?12,title=?13,line=?14,"
            "warnings=?15,code=?16,message=?17,hint=?18,error_line=?19,started=?20,took=?21 "
            "WHERE path=?1",
    [NEXT] =
        "SELECT path FROM documents WHERE path>?1 AND run=?2 AND state=0 ORDER BY path LIMIT 1",
    [EACH] = "SELECT " COLUMNS " FROM documents WHERE run=?1 ORDER BY path",
    [PUT_ANALYSIS] = "INSERT OR REPLACE INTO analyses(path,sha256,fingerprint,version,bytes) "
                     "VALUES(?1,?2,?3,?4,?5)",
    [GET_ANALYSIS] = "SELECT a.bytes" ANALYSIS_OF_ROW " AND d.state=1",
    [HAS_ANALYSIS] = "SELECT 1" ANALYSIS_OF_ROW,
};

#define SQLITE_CALLS(CALL)                                                                         \
  CALL(sqlite3_bind_blob64)                                                                        \
  CALL(sqlite3_bind_int)                                                                           \
  CALL(sqlite3_bind_int64)                                                                         \
  CALL(sqlite3_bind_text64)                                                                        \
  CALL(sqlite3_busy_timeout)                                                                       \
  CALL(sqlite3_close)                                                                              \
  CALL(sqlite3_column_blob)                                                                        \
  CALL(sqlite3_column_bytes)                                                                       \
  CALL(sqlite3_column_int)                                                                         \
  CALL(sqlite3_column_int64)                                                                       \
  CALL(sqlite3_errcode)                                                                            \
  CALL(sqlite3_errmsg)                                                                             \
  CALL(sqlite3_exec)                                                                               \
  CALL(sqlite3_finalize)                                                                           \
  CALL(sqlite3_open_v2)                                                                            \
  CALL(sqlite3_prepare_v2)                                                                         \
  CALL(sqlite3_prepare_v3)                                                                         \
  CALL(sqlite3_reset)                                                                              \
  CALL(sqlite3_step)

LIBRARY(sqlite, LIBRARY_FILE_SQLITE, "the ledger of a batch is kept with SQLite", SQLITE_CALLS);

struct ledger {
  struct calls lib;
  sqlite3 *db;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  int64_t run;
  char *path;
  bool is_other; /* of another version */
};

static precis_status broken(const struct ledger *ledger, precis_error *err)
{
  int code = ledger->db ? ledger->lib.sqlite3_errcode(ledger->db) : SQLITE_NOMEM;
  if (code == SQLITE_NOMEM)
    return fail_no_memory(err);
  precis_status s =
      fail(err, PRECIS_STOPPED, "the ledger: %s", ledger->lib.sqlite3_errmsg(ledger->db));
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    fail_hint(err, s, "remove this file: the run then starts anew");
  else if (code == SQLITE_FULL || code == SQLITE_IOERR)
    fail_hint(err, s, "make room and run the same command again");
  return fail_at(err, s, str_of(ledger->path), 0, 0);
}

void ledger_free(struct ledger *ledger)
{
  if (!ledger)
    return;
  for (int i = 0; ledger->db && i < STATEMENT_COUNT; i++)
    ledger->lib.sqlite3_finalize(ledger->statements[i]);
  if (ledger->db)
    ledger->lib.sqlite3_close(ledger->db);
  free(ledger->path);
  free(ledger);
}

static bool run_sql(struct ledger *ledger, const char *text)
{
  return ledger->lib.sqlite3_exec(ledger->db, text, NULL, NULL, NULL) == SQLITE_OK;
}

/* A write-ahead log needs memory shared between processes, which these do not give. */
static bool is_remote(const char *path)
{
  static const uint32_t remote[] = {
      0x6969 /* NFS */,        0xFF534D42 /* CIFS */,   0xFE534D42 /* SMB2 */,
      0x517B /* SMB */,        0x0BD00BD0 /* Lustre */, 0x47504653 /* GPFS */,
      0x65735546 /* FUSE */,   0x00C36400 /* Ceph */,   0x01021997 /* 9p */,
      0x19830326 /* BeeGFS */, 0x7461636F /* OCFS2 */,  0x01161970 /* GFS2 */,
  };
  struct statfs fs;
  if (statfs(path, &fs) != 0)
    return true;
  for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
    if ((uint32_t)fs.f_type == remote[i])
      return true;
  return false;
}

static int64_t number(struct ledger *ledger, const char *text)
{
  sqlite3_stmt *statement = NULL;
  int64_t value = 0;
  if (ledger->lib.sqlite3_prepare_v2(ledger->db, text, -1, &statement, NULL) == SQLITE_OK &&
      ledger->lib.sqlite3_step(statement) == SQLITE_ROW)
    value = ledger->lib.sqlite3_column_int64(statement, 0);
  ledger->lib.sqlite3_finalize(statement);
  return value;
}

static bool make_tables(struct ledger *ledger)
{
  char text[64];
  int64_t found = number(ledger, "PRAGMA user_version");
  if (found != 0 && found != SCHEMA &&
      !run_sql(ledger, "DROP TABLE IF EXISTS documents;DROP TABLE IF EXISTS analyses;"))
    return false;
  snprintf(text, sizeof text, "PRAGMA user_version=%d", SCHEMA);
  return run_sql(ledger, schema) && run_sql(ledger, text);
}

static bool set_up(struct ledger *ledger, bool is_new_run)
{
  ledger->lib.sqlite3_busy_timeout(ledger->db, BUSY_MILLISECONDS);
  if (!is_new_run && number(ledger, "PRAGMA user_version") != SCHEMA) {
    ledger->is_other = ledger->lib.sqlite3_errcode(ledger->db) == SQLITE_OK;
    return false;
  }
  if (!is_new_run) { /* only looked at */
    ledger->run = number(ledger, "SELECT value FROM meta WHERE key='run'");
    return ledger->lib.sqlite3_errcode(ledger->db) == SQLITE_OK ||
           ledger->lib.sqlite3_errcode(ledger->db) == SQLITE_DONE ||
           ledger->lib.sqlite3_errcode(ledger->db) == SQLITE_ROW;
  }
  bool sound = run_sql(ledger, is_remote(ledger->path)
                                   ? "PRAGMA journal_mode=DELETE;PRAGMA synchronous=FULL"
                                   : "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL");
  sound = sound && make_tables(ledger) &&
          run_sql(ledger, "INSERT INTO meta(key,value) VALUES('run',1) ON CONFLICT(key) DO "
                          "UPDATE SET value=value+1");
  ledger->run = number(ledger, "SELECT value FROM meta WHERE key='run'");
  return sound;
}

precis_status ledger_open(const char *path, bool is_new_run, struct ledger **ret, precis_error *err)
{
  struct ledger *ledger = calloc(1, sizeof *ledger);
  if (!ledger || !path || !(ledger->path = strdup(path))) {
    ledger_free(ledger);
    return fail_no_memory(err);
  }
  precis_status s = library_load(&sqlite, &ledger->lib, err);
  if (s != PRECIS_OK) {
    ledger_free(ledger);
    return s;
  }
  int flags = is_new_run ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
  bool sound = ledger->lib.sqlite3_open_v2(path, &ledger->db, flags | SQLITE_OPEN_FULLMUTEX,
                                           NULL) == SQLITE_OK &&
               set_up(ledger, is_new_run);
  for (int i = 0; sound && i < STATEMENT_COUNT; i++)
    sound = ledger->lib.sqlite3_prepare_v3(ledger->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                                           &ledger->statements[i], NULL) == SQLITE_OK;
  if (sound) {
    *ret = ledger;
    return PRECIS_OK;
  }
  if (ledger->is_other)
    *ret = NULL;
  else
    s = broken(ledger, err);
  ledger_free(ledger);
  return s;
}

precis_status ledger_begin(struct ledger *ledger, precis_error *err)
{
  return run_sql(ledger, "BEGIN IMMEDIATE") ? PRECIS_OK : broken(ledger, err);
}

precis_status ledger_commit(struct ledger *ledger, precis_error *err)
{
  return run_sql(ledger, "COMMIT") ? PRECIS_OK : broken(ledger, err);
}

static void bind_bytes(const struct ledger *ledger, sqlite3_stmt *statement, int at, str bytes)
{
  ledger->lib.sqlite3_bind_blob64(statement, at, bytes.data ? bytes.data : "", bytes.len,
                                  SQLITE_STATIC);
}

/* What a worker found may hold any bytes; SQLite keeps them as they are. */
static void bind_text(const struct ledger *ledger, sqlite3_stmt *statement, int at, str text)
{
  ledger->lib.sqlite3_bind_text64(statement, at, text.data ? text.data : "", text.len,
                                  SQLITE_STATIC, SQLITE_UTF8);
}

static str column(const struct ledger *ledger, sqlite3_stmt *statement, int at)
{
  const void *bytes = ledger->lib.sqlite3_column_blob(statement, at);
  return (str){bytes ? bytes : "", (size_t)ledger->lib.sqlite3_column_bytes(statement, at)};
}

static void read_row(const struct ledger *ledger, sqlite3_stmt *st, struct row *ret)
{
  *ret = (struct row){
      .path = column(ledger, st, 0),
      .stamp = {ledger->lib.sqlite3_column_int64(st, 1), ledger->lib.sqlite3_column_int64(st, 2),
                ledger->lib.sqlite3_column_int64(st, 3), ledger->lib.sqlite3_column_int64(st, 4)},
      .sha256 = column(ledger, st, 5),
      .fingerprint = column(ledger, st, 6),
      .version = column(ledger, st, 7),
      .state = (enum state)ledger->lib.sqlite3_column_int(st, 8),
      .output = column(ledger, st, 9),
      .output_size = (uint64_t)ledger->lib.sqlite3_column_int64(st, 10),
      .output_sha256 = column(ledger, st, 11),
      .title = column(ledger, st, 12),
      .line = column(ledger, st, 13),
      .warnings = column(ledger, st, 14),
      .code = ledger->lib.sqlite3_column_int(st, 15),
      .message = column(ledger, st, 16),
      .hint = column(ledger, st, 17),
      .error_line = (uint32_t)ledger->lib.sqlite3_column_int64(st, 18),
      .started = ledger->lib.sqlite3_column_int64(st, 19),
      .took = ledger->lib.sqlite3_column_int64(st, 20),
  };
}

/* Runs a statement that gives no rows. */
static precis_status run_statement(struct ledger *ledger, sqlite3_stmt *statement,
                                   precis_error *err)
{
  bool sound = ledger->lib.sqlite3_step(statement) == SQLITE_DONE;
  precis_status s = sound ? PRECIS_OK : broken(ledger, err);
  ledger->lib.sqlite3_reset(statement);
  return s;
}

precis_status ledger_find(struct ledger *ledger, str path, bool *ret_found, struct row *ret,
                          precis_error *err)
{
  sqlite3_stmt *statement = ledger->statements[FIND];
  ledger->lib.sqlite3_reset(statement);
  bind_bytes(ledger, statement, 1, path);
  int code = ledger->lib.sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return broken(ledger, err);
  *ret_found = code == SQLITE_ROW;
  if (*ret_found)
    read_row(ledger, statement, ret);
  return PRECIS_OK;
}

void ledger_release(struct ledger *ledger)
{
  ledger->lib.sqlite3_reset(ledger->statements[FIND]);
}

precis_status ledger_plan(struct ledger *ledger, str path, bool is_pending, precis_error *err)
{
  sqlite3_stmt *statement = ledger->statements[is_pending ? PLAN_PENDING : PLAN];
  bind_bytes(ledger, statement, 1, path);
  ledger->lib.sqlite3_bind_int64(statement, 2, ledger->run);
  return run_statement(ledger, statement, err);
}

static precis_status put_analysis(struct ledger *ledger, const struct row *row, precis_error *err)
{
  if (!row->analysis.len)
    return PRECIS_OK;
  sqlite3_stmt *statement = ledger->statements[PUT_ANALYSIS];
  bind_bytes(ledger, statement, 1, row->path);
  bind_bytes(ledger, statement, 2, row->sha256);
  bind_bytes(ledger, statement, 3, row->fingerprint);
  bind_text(ledger, statement, 4, row->version);
  bind_bytes(ledger, statement, 5, row->analysis);
  return run_statement(ledger, statement, err);
}

precis_status ledger_put(struct ledger *ledger, const struct row *row, precis_error *err)
{
  sqlite3_stmt *st = ledger->statements[PUT];
  bind_bytes(ledger, st, 1, row->path);
  ledger->lib.sqlite3_bind_int64(st, 2, row->stamp.size);
  ledger->lib.sqlite3_bind_int64(st, 3, row->stamp.mtime);
  ledger->lib.sqlite3_bind_int64(st, 4, row->stamp.ctime);
  ledger->lib.sqlite3_bind_int64(st, 5, row->stamp.inode);
  bind_bytes(ledger, st, 6, row->sha256);
  bind_bytes(ledger, st, 7, row->fingerprint);
  bind_text(ledger, st, 8, row->version);
  ledger->lib.sqlite3_bind_int(st, 9, (int)row->state);
  bind_bytes(ledger, st, 10, row->output);
  ledger->lib.sqlite3_bind_int64(st, 11, (int64_t)row->output_size);
  bind_bytes(ledger, st, 12, row->output_sha256);
  bind_text(ledger, st, 13, row->title);
  bind_text(ledger, st, 14, row->line);
  bind_text(ledger, st, 15, row->warnings);
  ledger->lib.sqlite3_bind_int(st, 16, row->code);
  bind_text(ledger, st, 17, row->message);
  bind_text(ledger, st, 18, row->hint);
  ledger->lib.sqlite3_bind_int64(st, 19, row->error_line);
  ledger->lib.sqlite3_bind_int64(st, 20, row->started);
  ledger->lib.sqlite3_bind_int64(st, 21, row->took);
  precis_status s = run_statement(ledger, st, err);
  return s == PRECIS_OK ? put_analysis(ledger, row, err) : s;
}

precis_status ledger_analysis(struct ledger *ledger, str path, str *ret, precis_error *err)
{
  sqlite3_stmt *statement = ledger->statements[GET_ANALYSIS];
  ledger->lib.sqlite3_reset(statement);
  bind_bytes(ledger, statement, 1, path);
  int code = ledger->lib.sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return broken(ledger, err);
  *ret = code == SQLITE_ROW ? column(ledger, statement, 0) : STR("");
  return PRECIS_OK;
}

bool ledger_has_analysis(struct ledger *ledger, str path)
{
  sqlite3_stmt *statement = ledger->statements[HAS_ANALYSIS];
  bind_bytes(ledger, statement, 1, path);
  bool has = ledger->lib.sqlite3_step(statement) == SQLITE_ROW;
  ledger->lib.sqlite3_reset(statement);
  return has;
}

precis_status ledger_next(struct ledger *ledger, struct buffer *path, precis_error *err)
{
  sqlite3_stmt *statement = ledger->statements[NEXT];
  bind_bytes(ledger, statement, 1, buffer_str(path));
  ledger->lib.sqlite3_bind_int64(statement, 2, ledger->run);
  int code = ledger->lib.sqlite3_step(statement);
  path->len = 0;
  if (code == SQLITE_ROW)
    buffer_add(path, column(ledger, statement, 0));
  precis_status s = code == SQLITE_ROW || code == SQLITE_DONE ? PRECIS_OK : broken(ledger, err);
  ledger->lib.sqlite3_reset(statement);
  return s == PRECIS_OK && path->is_short ? fail_no_memory(err) : s;
}

precis_status ledger_each(struct ledger *ledger,
                          precis_status (*visit)(void *user, const struct row *row,
                                                 precis_error *err),
                          void *user, precis_error *err)
{
  sqlite3_stmt *statement = ledger->statements[EACH];
  ledger->lib.sqlite3_bind_int64(statement, 1, ledger->run);
  precis_status s = PRECIS_OK;
  int code = SQLITE_ROW;
  while (s == PRECIS_OK && (code = ledger->lib.sqlite3_step(statement)) == SQLITE_ROW) {
    struct row row;
    read_row(ledger, statement, &row);
    s = visit(user, &row, err);
  }
  if (s == PRECIS_OK && code != SQLITE_DONE)
    s = broken(ledger, err);
  ledger->lib.sqlite3_reset(statement);
  return s;
}
