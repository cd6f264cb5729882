/*
** logscan_lua.c: the Lua binding of logscan, for the tool alone.
**
**   new([settings])       -> scan: count (true: deliveries that were sent are
**                            counted only), year, month, day, offset (what a
**                            logscan_now has)
**   step(seconds)         -> the step of a delay, as counts has it
**   sleep(seconds)           waits
**   change(file, name)    -> nil, "other" (there is another file under the
**                            name now) or "shorter" (than what was read)
**   scan:next(file, more) -> kind, line number, record | nil at the end; with
**                            `more` the last line may go on, and waits
**   scan:line(line)       -> kind, record of one line without its end
**   scan:counts(each)     -> how many were counted since the last time:
**                            each(table, key, count, first, last, from, to),
**                            each("delay", step, count)
**   scan:seconds(time)    -> seconds since 1970 | nil
**   scan:octets()         -> how many octets were read
**   scan:known()          -> how many lines of this file were of a log
**   scan:stray(wanted)       whether stray lines are told of, too
**   scan:restart()           before the next file
**
** Kinds: delivery, unread, expired, sendmail, opensmtpd, exim, json, reply,
** field, stray; and of the file itself, each with a line number: long (a line
** longer than LINE, which was left out), full (ask counts now), pause (PAUSE
** octets were read since the last one), and once in a
** file binary (NUL in a line), back and future (the clock jumps).
*/
#define _POSIX_C_SOURCE 200809L
#include "logscan.h"

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define TYPE  "smtpcodes.logscan"
#define LINE  65536
#define BLOCK 262144
#define PAUSE 16777216.0
#define JUMP  7200.0 /* seconds that a clock may go back unnoticed */

/* What is told once in a file. */
enum { BINARY = 1, BACK = 2, FUTURE = 4 };

typedef struct scan {
  logscan_counts *counts; /* NULL, or what was sent is only counted */
  logscan_now now;
  int stray;         /* stray lines are wanted */
  int skipping;      /* in a line that is too long */
  int ended;         /* the file has no more for now */
  int told;          /* BINARY, BACK, FUTURE */
  size_t at, filled; /* what is not read of buffer yet */
  size_t nul;        /* the first NUL in buffer, or its size */
  double octets, line;
  double known;    /* lines of this file that were of a log */
  double pause;    /* octets since the last pause */
  double tomorrow; /* no log is written later */
  double latest;   /* of this file's times that look like stamp */
  double second;   /* of stamp: most lines have the time of another */
  char stamp[LOGSCAN_STAMP];
  size_t stamp_len;
  char buffer[LINE + BLOCK];
} scan;

static const char *const kinds[] = {
    "stray",     "nothing", "delivery", "unread", "expired", "sendmail",
    "opensmtpd", "exim",    "json",     "reply",  "field"};

static scan *check(lua_State *L) {
  return (scan *)luaL_checkudata(L, 1, TYPE);
}

/* ---- time ------------------------------------------------------------- */

static double seconds_of(scan *s, logscan_span time) {
  if (time.len != s->stamp_len || memcmp(time.text, s->stamp, time.len) != 0) {
    s->second = logscan_time(time, &s->now);
    s->stamp_len = time.len <= LOGSCAN_STAMP ? time.len : 0;
    memcpy(s->stamp, time.text, s->stamp_len);
  }
  return s->second;
}

/* nil where the time could not be read. */
static void push_seconds(lua_State *L, double seconds) {
  if (seconds < 0)
    lua_pushnil(L);
  else
    lua_pushinteger(L, (lua_Integer)seconds);
}

static int l_seconds(lua_State *L) {
  scan *s = check(L);
  logscan_span time;
  double second;
  time.text = luaL_checklstring(L, 2, &time.len);
  second = logscan_time(time, &s->now);
  push_seconds(L, second);
  return 1;
}

/* ---- reading ---------------------------------------------------------- */

/* Octets of a file that is no FILE, by its method read. */
static size_t read_object(lua_State *L, int file, char *out, size_t room) {
  const char *text;
  size_t len = 0;
  lua_getfield(L, file, "read");
  lua_pushvalue(L, file);
  lua_pushinteger(L, (lua_Integer)room);
  lua_call(L, 2, 1);
  text = lua_tolstring(L, -1, &len);
  if (len > room)
    luaL_error(L, "the file gave more than it was asked for");
  if (text != NULL)
    memcpy(out, text, len);
  lua_pop(L, 1);
  return text != NULL ? len : 0;
}

/* The FILE of one of Lua's, or NULL; a closed one is the caller's bug. */
static FILE *file_of(lua_State *L, int index) {
  void *file = lua_touserdata(L, index);
  int is_file = 0;
  if (file == NULL || !lua_getmetatable(L, index))
    return NULL;
  luaL_getmetatable(L, LUA_FILEHANDLE);
  is_file = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  if (!is_file)
    return NULL;
#if LUA_VERSION_NUM >= 502
  if (((luaL_Stream *)file)->closef == NULL)
    luaL_argerror(L, index, "the file is closed");
#endif
  if (*(FILE **)file == NULL)
    luaL_argerror(L, index, "the file is closed");
  return *(FILE **)file;
}

static void find_nul(scan *s, size_t from) {
  const char *nul =
      (const char *)memchr(s->buffer + from, '\0', s->filled - from);
  s->nul = nul != NULL ? (size_t)(nul - s->buffer) : sizeof(s->buffer);
}

/* Moves what is left to the front and reads a block behind it. */
static void fill(lua_State *L, scan *s, int index) {
  FILE *file = file_of(L, index);
  size_t left = s->filled - s->at, got;
  memmove(s->buffer, s->buffer + s->at, left);
  s->at = 0;
  s->filled = left;
  if (file == NULL)
    got = read_object(L, index, s->buffer + left, BLOCK);
  else
    got = fread(s->buffer + left, 1, BLOCK, file);
  if (file != NULL && got < BLOCK)
    clearerr(file); /* a log may grow */
  s->at = 0;        /* a method read may have asked for lines itself */
  s->filled = left + got;
  s->octets += (double)got;
  s->pause += (double)got;
  s->ended = got == 0;
  find_nul(s, 0);
}

/* The next line without its end; 0 when the file has no more for now. */
static int next_line(lua_State *L, scan *s, int more, logscan_span *line) {
  for (;;) {
    size_t left = s->filled - s->at;
    const char *begin = s->buffer + s->at;
    const char *end = (const char *)memchr(begin, '\n', left);
    if (end == NULL && left > LINE) {
      s->skipping = 1; /* it is dropped as it comes */
      s->at = s->filled;
    } else if (end == NULL && !s->ended) {
      fill(L, s, 2);
    } else if (end == NULL && (more || (left == 0 && !s->skipping))) {
      s->ended = 0; /* asked again, it looks again */
      return 0;
    } else {
      line->text = begin;
      line->len = end != NULL ? (size_t)(end - begin) : left;
      s->at += line->len + (end != NULL);
      s->line++;
      return 1;
    }
  }
}

/* The line is read once more the next time. */
static void put_back(scan *s, logscan_span line) {
  s->at = (size_t)(line.text - s->buffer);
  s->line--;
}

/* ---- records ---------------------------------------------------------- */

static void set(lua_State *L, const char *name, logscan_span value) {
  if (value.text != NULL) {
    lua_pushlstring(L, value.text, value.len);
    lua_setfield(L, -2, name);
  }
}

static void push_record(lua_State *L, scan *s, logscan_kind kind,
                        const logscan_record *r) {
  lua_createtable(L, 0, 14);
  set(L, "time", r->time);
  set(L, "transport", r->transport);
  set(L, "queue", r->queue);
  if (kind != LOGSCAN_DELIVERY)
    set(L, "message", r->message);
  set(L, "rcpt", r->rcpt);
  set(L, "orig_to", r->orig_to);
  set(L, "relay", r->relay);
  set(L, "enhanced", r->enhanced);
  set(L, "status", r->status);
  set(L, "text", r->text);
  set(L, "said", r->said);
  if (r->time.text != NULL && seconds_of(s, r->time) >= 0) {
    lua_pushinteger(L, (lua_Integer)s->second);
    lua_setfield(L, -2, "at");
  }
  if (r->delay >= 0) {
    lua_pushnumber(L, r->delay);
    lua_setfield(L, -2, "delay");
  }
  lua_pushboolean(L, r->attempted);
  lua_setfield(L, -2, "attempted");
}

/* ---- scanning --------------------------------------------------------- */

static int tell_kind(lua_State *L, const scan *s, const char *kind) {
  lua_pushstring(L, kind);
  lua_pushinteger(L, (lua_Integer)s->line);
  return 2;
}

/* Whether this of the file was not told yet. */
static int once(scan *s, int what) {
  int is_new = (s->told & what) == 0;
  s->told |= what;
  return is_new;
}

/* Whether a line is too long; what was dropped of it is over. */
static int is_long(scan *s, logscan_span line) {
  int skipping = s->skipping;
  s->skipping = 0;
  return skipping || line.len > LINE;
}

static int holds_nul(scan *s, logscan_span line) {
  size_t begin = (size_t)(line.text - s->buffer);
  if (s->nul < begin)
    find_nul(s, begin);
  return s->nul < s->at;
}

/* What is wrong with the time of a delivery, or NULL. */
static const char *clock_problem(scan *s, double at) {
  if (at > s->tomorrow)
    return once(s, FUTURE) ? "future" : NULL;
  if (at + JUMP < s->latest)
    return once(s, BACK) ? "back" : NULL;
  if (at > s->latest)
    s->latest = at;
  return NULL;
}

/* What to tell of a delivery first, or NULL; *done says that it was counted.
 */
static const char *take_delivery(scan *s, const logscan_record *r, int *done) {
  double at = seconds_of(s, r->time);
  const char *problem = at < 0 ? NULL : clock_problem(s, at);
  if (problem != NULL || s->counts == NULL || !r->attempted ||
      !logscan_is(r->status, "sent"))
    return problem;
  *done = logscan_count(s->counts, r, at);
  return *done ? NULL : "full";
}

/* Tells of a line that is to be read once more. */
static int tell_first(lua_State *L, scan *s, const char *kind,
                      logscan_span line) {
  int results = tell_kind(L, s, kind);
  put_back(s, line);
  return results;
}

/* Takes a line: the number of results, or 0 if there is nothing to tell. */
static int take_line(lua_State *L, scan *s, logscan_span line) {
  logscan_record record;
  int done = 0;
  const char *problem = NULL;
  logscan_kind kind;
  if (is_long(s, line))
    return tell_kind(L, s, "long");
  if (s->pause >= PAUSE) {
    s->pause = 0;
    return tell_first(L, s, "pause", line);
  }
  if (holds_nul(s, line) && once(s, BINARY))
    return tell_first(L, s, "binary", line);
  kind = logscan_line(line.text, line.len, &record);
  s->known += kind != LOGSCAN_STRAY && kind != LOGSCAN_FIELD;
  if (kind == LOGSCAN_NOTHING || (kind == LOGSCAN_STRAY && !s->stray))
    return 0;
  if (kind == LOGSCAN_DELIVERY)
    problem = take_delivery(s, &record, &done);
  if (problem != NULL)
    return tell_first(L, s, problem, line);
  if (done)
    return 0;
  tell_kind(L, s, kinds[kind]);
  push_record(L, s, kind, &record);
  return 3;
}

static int l_next(lua_State *L) {
  scan *s = check(L);
  int more = lua_toboolean(L, 3), results;
  logscan_span line;
  luaL_checkany(L, 2);
  while (next_line(L, s, more, &line)) {
    results = take_line(L, s, line);
    if (results > 0)
      return results;
  }
  lua_pushnil(L);
  return 1;
}

static int l_line(lua_State *L) {
  scan *s = check(L);
  logscan_record record;
  logscan_kind kind;
  size_t len;
  const char *line = luaL_checklstring(L, 2, &len);
  kind = logscan_line(line, len, &record);
  lua_pushstring(L, kinds[kind]);
  push_record(L, s, kind, &record);
  return 2;
}

/* ---- counts ----------------------------------------------------------- */

static const char *const tables[] = {"domain", "transport", "hour"};

static void push_entry(lua_State *L, const logscan_counts *counts,
                       const logscan_entry *e) {
  lua_pushstring(L, tables[e->table]);
  lua_pushlstring(L, counts->keys + e->key, e->len);
  lua_pushinteger(L, (lua_Integer)e->count);
  lua_pushlstring(L, e->first, e->first_len);
  lua_pushlstring(L, e->last, e->last_len);
  push_seconds(L, e->from);
  push_seconds(L, e->to);
}

static void each_delay(lua_State *L, const logscan_counts *counts) {
  int step;
  for (step = LOGSCAN_STEP_MIN; step <= LOGSCAN_STEP_MAX; step++) {
    unsigned long count = counts->delays[step - LOGSCAN_STEP_MIN];
    if (count > 0) {
      lua_pushvalue(L, 2);
      lua_pushliteral(L, "delay");
      lua_pushinteger(L, step);
      lua_pushinteger(L, (lua_Integer)count);
      lua_call(L, 3, 0);
    }
  }
}

static int l_counts(lua_State *L) {
  scan *s = check(L);
  unsigned long total;
  unsigned i;
  luaL_checktype(L, 2, LUA_TFUNCTION);
  luaL_argcheck(L, s->counts != NULL, 1, "it does not count");
  for (i = 0; i < s->counts->used; i++) {
    lua_pushvalue(L, 2);
    push_entry(L, s->counts, &s->counts->entries[i]);
    lua_call(L, 7, 0);
  }
  each_delay(L, s->counts);
  total = s->counts->total;
  logscan_clear(s->counts);
  lua_pushinteger(L, (lua_Integer)total);
  return 1;
}

/* ---- the rest --------------------------------------------------------- */

static int l_octets(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check(L)->octets);
  return 1;
}

static int l_known(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check(L)->known);
  return 1;
}

static int l_stray(lua_State *L) {
  check(L)->stray = lua_toboolean(L, 2);
  return 0;
}

static void restart(scan *s) {
  s->at = s->filled = s->stamp_len = 0;
  s->nul = sizeof(s->buffer);
  s->stray = s->skipping = s->ended = s->told = 0;
  s->line = s->latest = s->known = s->pause = 0;
}

static int l_restart(lua_State *L) {
  restart(check(L));
  return 0;
}

static long setting(lua_State *L, const char *name) {
  long value;
  lua_getfield(L, 1, name);
  value = (long)lua_tointeger(L, -1);
  lua_pop(L, 1);
  return value;
}

/* Today, as the caller says; far in the future if he does not. */
static void set_now(lua_State *L, scan *s) {
  s->now.year = (int)setting(L, "year");
  s->now.month = (int)setting(L, "month");
  s->now.day = (int)setting(L, "day");
  s->now.offset = setting(L, "offset");
}

/* A scan, and behind it what it counts in, if it counts. */
static scan *push_scan(lua_State *L, int counting) {
  scan *s = (scan *)lua_newuserdata(
      L, sizeof(scan) + (counting ? sizeof(logscan_counts) : 0));
  s->counts = counting ? (logscan_counts *)(s + 1) : NULL;
  if (counting) { /* all of it: a large log takes no more than a small one */
    memset(s->counts, 0, sizeof(logscan_counts));
    logscan_clear(s->counts);
  }
  luaL_getmetatable(L, TYPE);
  lua_setmetatable(L, -2);
  return s;
}

static int l_new(lua_State *L) {
  scan *s;
  char today[32];
  logscan_span time;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_getfield(L, 1, "count");
  s = push_scan(L, lua_toboolean(L, -1));
  restart(s);
  s->octets = 0;
  set_now(L, s);
  time.len =
      (size_t)sprintf(today, "%04d-%02d-%02dT00:00:00Z", s->now.year % 10000,
                      s->now.month % 100, s->now.day % 100);
  time.text = today;
  s->tomorrow = logscan_time(time, &s->now) + 2 * 86400.0;
  return 1;
}

static const luaL_Reg methods[] = {
    {"next", l_next},       {"line", l_line},       {"counts", l_counts},
    {"seconds", l_seconds}, {"stray", l_stray},     {"octets", l_octets},
    {"known", l_known},     {"restart", l_restart}, {NULL, NULL}};

static int l_step(lua_State *L) {
  lua_pushinteger(L, logscan_step((double)luaL_checknumber(L, 1)));
  return 1;
}

static int l_sleep(lua_State *L) {
  double seconds = (double)luaL_checknumber(L, 1);
  struct timespec wait;
  luaL_argcheck(L, seconds >= 0 && seconds < 1e6, 1, "out of range");
  wait.tv_sec = (time_t)seconds;
  wait.tv_nsec = (long)((seconds - (double)wait.tv_sec) * 1e9);
  nanosleep(&wait, NULL);
  return 0;
}

/* A name without a file tells nothing: there will be one again. */
static int l_change(lua_State *L) {
  struct stat open, named;
  FILE *file = file_of(L, 1);
  const char *name = luaL_checkstring(L, 2);
  int known;
  luaL_argcheck(L, file != NULL, 1, "no file");
  known = fstat(fileno(file), &open) == 0 && stat(name, &named) == 0;
  if (known && (open.st_ino != named.st_ino || open.st_dev != named.st_dev))
    lua_pushliteral(L, "other");
  else if (known && S_ISREG(open.st_mode) && open.st_size < (off_t)ftell(file))
    lua_pushliteral(L, "shorter");
  else
    lua_pushnil(L);
  return 1;
}

static const luaL_Reg functions[] = {{"sleep", l_sleep},
                                     {"change", l_change},
                                     {"new", l_new},
                                     {"step", l_step},
                                     {NULL, NULL}};

static void set_functions(lua_State *L, const luaL_Reg *list) {
  for (; list->name != NULL; list++) {
    lua_pushcfunction(L, list->func);
    lua_setfield(L, -2, list->name);
  }
}

#if defined(__GNUC__) && defined(__ELF__)
__attribute__((visibility("protected")))
#endif
int luaopen_smtpcodes_logscan(lua_State *L);

int luaopen_smtpcodes_logscan(lua_State *L) {
  luaL_newmetatable(L, TYPE);
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "__index");
  set_functions(L, methods);
  lua_pop(L, 1);
  lua_newtable(L);
  set_functions(L, functions);
  return 1;
}
