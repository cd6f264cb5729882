/*
** smtpcodes_lua_parse.c: replies on the wire and in logs, as Lua sees them.
**
**   parse(bytes [, init [, options]]) -> reply, next | nil, kind, position
**   scan(bytes [, init]) -> next, code, class, subject, detail, first, last
**   parser([options])    -> a stream: feed, line, next, pending, eof, reset
**   find(text)           -> reply, first, last | nil
*/
#define SMTPCODES_BUILD
#include "smtpcodes_lua.h"

#include <stdlib.h>
#include <string.h>

/* ---- parse, scan ------------------------------------------------------ */

/* What replies are made of, as Lua strings. */
enum {
  R_CODE,
  R_CLASS,
  R_ENHANCED,
  R_SUBJECT,
  R_DETAIL,
  R_TEXT,
  R_FLAGS,
  R_SUCCESS, /* and the other classes, by their digit */
  R_COUNT = R_SUCCESS + 4
};

static const char *const reply_names[R_COUNT] = {
    "code",  "class",   "enhanced",     "subject",   "detail",   "text",
    "flags", "success", "intermediate", "transient", "permanent"};

/* The upvalues of functions that make replies. */
enum { UP_REPLY_META = 1, UP_NAMES, UP_REPLY_COUNT = UP_NAMES + R_COUNT - 1 };

/* Lines of a reply that are read without asking Lua for memory. */
#define FEW_LINES 64

/* The options of parse and parser at `arg`: a table or nothing. */
static size_t option_size(lua_State *L, int arg, const char *name) {
  lua_Number n;
  lua_getfield(L, arg, name);
  if (lua_isnil(L, -1))
    return 0;
  n = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;
  if (!(n >= 1 && n <= 1e9))
    luaL_argerror(L, arg, lua_pushfstring(L, "options.%s: 1 to 10^9", name));
  lua_pop(L, 1);
  return (size_t)n;
}

static void check_options(lua_State *L, int arg, smtpcodes_limits *limits) {
  memset(limits, 0, sizeof(*limits));
  if (lua_isnoneornil(L, arg))
    return;
  if (!lua_istable(L, arg))
    smtpcodes_wrong_type(L, arg, "options: table");
  lua_getfield(L, arg, "strict");
  limits->strict = lua_toboolean(L, -1);
  lua_pop(L, 1);
  limits->max_line = option_size(L, arg, "max_line");
  limits->max_lines = option_size(L, arg, "max_lines");
  limits->max_reply = option_size(L, arg, "max_reply");
}

/* The position at argument 2, which may be left out. */
static size_t check_init(lua_State *L) {
  lua_Number init = luaL_optnumber(L, 2, 1);
  if (!(init >= 1))
    luaL_argerror(L, 2, "init: 1 or more expected");
  return init < 1e15 ? (size_t)init : (size_t)1e15;
}

/* The string at argument 1 from the position at argument 2 on. */
static const char *check_bytes(lua_State *L, size_t *len, size_t *skipped) {
  lua_Integer init = lua_tointeger(L, 2); /* 0 for whatever is no integer */
  const char *bytes;
  if (lua_type(L, 1) != LUA_TSTRING)
    smtpcodes_wrong_type(L, 1, "bytes: string");
  bytes = lua_tolstring(L, 1, len);
  *skipped = (init >= 1 ? (size_t)init : check_init(L)) - 1;
  if (*skipped > *len)
    *skipped = *len;
  *len -= *skipped;
  return bytes + *skipped;
}

/* nil, kind, position: what all that read bytes return when they cannot. */
static int push_failure(lua_State *L, const char *kind, size_t position) {
  lua_pushnil(L);
  lua_pushstring(L, kind);
  lua_pushinteger(L, (lua_Integer)position);
  return 3;
}

static void push_reply_name(lua_State *L, int name) {
  lua_pushvalue(L, lua_upvalueindex(UP_NAMES + name));
}

static void set_flags(lua_State *L, unsigned flags) {
  unsigned bit;
  int i = 0;
  if (flags == 0)
    return;
  push_reply_name(L, R_FLAGS);
  lua_createtable(L, 2, 0);
  for (bit = 1; bit <= flags; bit <<= 1)
    if (flags & bit) {
      lua_pushstring(L, smtpcodes_flag_word(bit));
      lua_rawseti(L, -2, ++i);
    }
  lua_rawset(L, -3);
}

static void push_span(lua_State *L, const char *bytes,
                      const smtpcodes_span *span) {
  lua_pushlstring(L, bytes + span->first, span->last - span->first);
}

static void push_joined(lua_State *L, const char *bytes,
                        const smtpcodes_span *lines, size_t count) {
  size_t i;
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (i = 0; i < count; i++) {
    if (i > 0)
      luaL_addchar(&text, '\n');
    luaL_addlstring(&text, bytes + lines[i].first,
                    lines[i].last - lines[i].first);
  }
  luaL_pushresult(&text);
}

/* The lines as [1..n], and joined as text; the reply is on top. */
static void set_lines(lua_State *L, const char *bytes,
                      const smtpcodes_span *lines, size_t count) {
  size_t i;
  push_reply_name(L, R_TEXT);
  if (count == 1) {
    push_span(L, bytes, lines);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -4, 1);
  } else {
    for (i = 0; i < count; i++) {
      push_span(L, bytes, &lines[i]);
      lua_rawseti(L, -3, (int)i + 1);
    }
    push_joined(L, bytes, lines, count);
  }
  lua_rawset(L, -3);
}

static void set_enhanced(lua_State *L, const smtpcodes_reply *reply) {
  if (reply->klass == SMTPCODES_ANY)
    return;
  push_reply_name(L, R_ENHANCED);
  smtpcodes_push_key(L, reply->klass, reply->subject, reply->detail);
  lua_rawset(L, -3);
  push_reply_name(L, R_SUBJECT);
  lua_pushinteger(L, reply->subject);
  lua_rawset(L, -3);
  push_reply_name(L, R_DETAIL);
  lua_pushinteger(L, reply->detail);
  lua_rawset(L, -3);
}

static void push_reply(lua_State *L, const char *bytes,
                       const smtpcodes_reply *reply,
                       const smtpcodes_span *lines) {
  SMTPCODES_ASSERT(reply->code / 100 >= 2 && reply->code / 100 <= 5);
  lua_createtable(L, (int)reply->lines, reply->klass == SMTPCODES_ANY ? 4 : 8);
  push_reply_name(L, R_CODE);
  lua_pushinteger(L, reply->code);
  lua_rawset(L, -3);
  push_reply_name(L, R_CLASS);
  push_reply_name(L, R_SUCCESS + reply->code / 100 - 2);
  lua_rawset(L, -3);
  set_enhanced(L, reply);
  set_flags(L, reply->flags);
  set_lines(L, bytes, lines, reply->lines);
  lua_pushvalue(L, lua_upvalueindex(UP_REPLY_META));
  lua_setmetatable(L, -2);
}

/* A reply of more lines than usual: reads it again with room for all. */
static void push_long_reply(lua_State *L, const char *bytes, size_t len,
                            const smtpcodes_limits *limits,
                            smtpcodes_reply *reply) {
  size_t room = reply->lines;
  smtpcodes_span *lines =
      (smtpcodes_span *)lua_newuserdata(L, room * sizeof(smtpcodes_span));
  smtpcodes_reply_init(reply);
  smtpcodes_parse(bytes, len, limits, reply, lines, room);
  push_reply(L, bytes, reply, lines);
  lua_remove(L, -2);
}

/* Reads a reply and pushes it; else pushes nothing. Returns the result. */
static int read_reply(lua_State *L, const char *bytes, size_t len,
                      const smtpcodes_limits *limits, smtpcodes_reply *reply) {
  smtpcodes_span lines[FEW_LINES];
  int result;
  smtpcodes_reply_init(reply);
  result = smtpcodes_parse(bytes, len, limits, reply, lines, FEW_LINES);
  if (result != SMTPCODES_OK)
    return result;
  if (reply->lines <= FEW_LINES)
    push_reply(L, bytes, reply, lines);
  else
    push_long_reply(L, bytes, len, limits, reply);
  return result;
}

/* parse(bytes [, init [, options]]) -> reply, next | nil, kind, position */
static int l_parse(lua_State *L) {
  size_t len, skipped;
  smtpcodes_limits limits;
  smtpcodes_reply reply;
  const char *bytes = check_bytes(L, &len, &skipped);
  int result;
  check_options(L, 3, &limits);
  result = read_reply(L, bytes, len, &limits, &reply);
  if (result != SMTPCODES_OK)
    return push_failure(L, smtpcodes_result_word(result),
                        skipped + reply.error_at + 1);
  lua_pushinteger(L, (lua_Integer)(skipped + reply.length + 1));
  return 2;
}

/* scan(bytes [, init]) -> next, code, class, subject, detail, first, last */
static int l_scan(lua_State *L) {
  size_t len, skipped;
  smtpcodes_reply reply;
  const char *bytes = check_bytes(L, &len, &skipped);
  int result;
  smtpcodes_reply_init(&reply);
  result = smtpcodes_parse(bytes, len, NULL, &reply, NULL, 0);
  if (result != SMTPCODES_OK)
    return push_failure(L, smtpcodes_result_word(result),
                        skipped + reply.error_at + 1);
  lua_pushinteger(L, (lua_Integer)(skipped + reply.length + 1));
  lua_pushinteger(L, reply.code);
  lua_pushinteger(L, (unsigned)reply.code / 100);
  if (reply.klass == SMTPCODES_ANY) {
    lua_pushnil(L);
    lua_pushnil(L);
  } else {
    lua_pushinteger(L, reply.subject);
    lua_pushinteger(L, reply.detail);
  }
  lua_pushinteger(L, (lua_Integer)(skipped + reply.text_at + 1));
  lua_pushinteger(L, (lua_Integer)(skipped + reply.text_end));
  return 7;
}

/* ---- tostring(reply) -------------------------------------------------- */

/* Adds a text with everything but SP to ~ escaped: \n, \t, \\, \xNN. */
static void add_printable(luaL_Buffer *out, const char *text, size_t len) {
  static const char hex[] = "0123456789abcdef";
  char escape[4] = {'\\', 'x', 0, 0};
  size_t i;
  for (i = 0; i < len; i++) {
    unsigned char c = (unsigned char)text[i];
    escape[2] = hex[c >> 4];
    escape[3] = hex[c & 15];
    if (c == '\n' || c == '\t')
      luaL_addlstring(out, c == '\n' ? "\\n" : "\\t", 2);
    else if (c >= ' ' && c <= '~')
      luaL_addlstring(out, text + i, 1);
    else
      luaL_addlstring(out, escape, 4);
  }
}

/* "550 5.1.1 User unknown": one line, whatever the reply holds. */
static int l_reply_tostring(lua_State *L) {
  static const char *const fields[] = {"code", "enhanced", "text"};
  luaL_Buffer out;
  size_t i;
  int printed = 0;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  for (i = 0; i < 3; i++) {
    lua_pushstring(L, fields[i]);
    lua_rawget(L, 1);
  }
  luaL_buffinit(L, &out);
  for (i = 0; i < 3; i++) {
    size_t len;
    const char *text = lua_tolstring(L, (int)i + 2, &len);
    if (text == NULL || len == 0)
      continue;
    if (printed)
      luaL_addlstring(&out, " ", 1);
    add_printable(&out, text, len);
    printed = 1;
  }
  luaL_pushresult(&out);
  return 1;
}

/* ---- parser ----------------------------------------------------------- */

#define PARSER "smtpcodes.parser"

/* Octets of a stream: bytes[first..used) are pending. */
typedef struct stream {
  char *bytes;
  size_t size, first, used;
  lua_Number taken;      /* octets of the stream before bytes[first] */
  lua_Number lost;       /* octets after bytes[used), which were not kept */
  int result;            /* of the last look at the pending octets */
  int ended;             /* not 0: no more will come */
  int collected;         /* not 0: nobody would free what it had */
  int skipping;          /* not 0: up to LF, what comes is a wrong line's */
  smtpcodes_reply reply; /* as far as it has been read */
  smtpcodes_limits limits;
} stream;

static stream *check_stream(lua_State *L) {
  return (stream *)luaL_checkudata(L, 1, PARSER);
}

static void forget(stream *s) {
  s->result = SMTPCODES_INCOMPLETE;
  smtpcodes_reply_init(&s->reply);
}

/* Takes octets from the front of what is pending. */
static void take(stream *s, size_t count) {
  s->first += count;
  s->taken += (lua_Number)count;
  if (s->first == s->used)
    s->first = s->used = 0;
  forget(s);
}

/* Changes the buffer's size; raises when there is no memory. */
static void resize(lua_State *L, stream *s, size_t size) {
  void *ud;
  lua_Alloc alloc = lua_getallocf(L, &ud);
  char *bytes;
  if (s->collected)
    luaL_error(L, "the parser was collected");
  bytes = (char *)alloc(ud, s->bytes, s->size, size);
  if (bytes == NULL && size > 0)
    luaL_error(L, "not enough memory");
  s->bytes = bytes;
  s->size = size;
}

/* Makes room for so many octets more; raises when there is no memory. Moves
   what is pending only over as much that is taken: never twice for nothing. */
static void make_room(lua_State *L, stream *s, size_t len) {
  size_t pending = s->used - s->first, least;
  if (s->size - s->used >= len)
    return;
  if (s->first > 0 && s->first >= pending) {
    memmove(s->bytes, s->bytes + s->first, pending);
    s->first = 0;
    s->used = pending;
  }
  least = s->used + len;
  if (s->size < least)
    resize(L, s, least < s->size * 2 ? s->size * 2 : least + 256);
}

static void append(lua_State *L, stream *s, const char *bytes, size_t len) {
  make_room(L, s, len);
  if (len > 0)
    memcpy(s->bytes + s->used, bytes, len);
  s->used += len;
}

/* Reads on in what is pending, from the line where it stopped. */
static void look(stream *s) {
  if (s->result == SMTPCODES_INCOMPLETE && s->used > s->first)
    s->result = smtpcodes_parse(s->bytes + s->first, s->used - s->first,
                                &s->limits, &s->reply, NULL, 0);
}

/* Lets go of the rest of a wrong line; returns where the next one begins. */
static size_t skip_line(stream *s, const char *bytes, size_t len) {
  const char *lf = (const char *)memchr(bytes, '\n', len);
  size_t count = lf == NULL ? len : (size_t)(lf - bytes) + 1;
  s->taken += (lua_Number)count;
  s->skipping = lf == NULL;
  return count;
}

/* After an error no more is kept than one reply may have. */
static int is_kept(const stream *s, size_t len) {
  size_t room = s->limits.max_reply != 0 ? s->limits.max_reply
                                         : (size_t)SMTPCODES_MAX_REPLY;
  size_t pending = s->used - s->first;
  return s->result >= SMTPCODES_INCOMPLETE ||
         (s->lost == 0 && pending <= room && len <= room - pending);
}

static void receive(lua_State *L, stream *s, const char *bytes, size_t len) {
  if (s->skipping) {
    size_t count = skip_line(s, bytes, len);
    bytes += count;
    len -= count;
  }
  if (is_kept(s, len))
    append(L, s, bytes, len);
  else
    s->lost += (lua_Number)len;
}

static int feed(lua_State *L, const char *expected, const char *end) {
  stream *s = check_stream(L);
  size_t len;
  const char *bytes;
  if (lua_type(L, 2) != LUA_TSTRING)
    smtpcodes_wrong_type(L, 2, expected);
  bytes = lua_tolstring(L, 2, &len);
  if (is_kept(s, len))
    make_room(L, s, len + strlen(end)); /* all of a line, or nothing */
  receive(L, s, bytes, len);
  receive(L, s, end, strlen(end));
  look(s);
  lua_settop(L, 1);
  return 1;
}

/* parser:feed(bytes) -> parser */
static int l_feed(lua_State *L) {
  return feed(L, "bytes: string", "");
}

/* parser:line(text) -> parser: a line whose CRLF was cut off */
static int l_line(lua_State *L) {
  return feed(L, "text: string", "\r\n");
}

/* An integer where Lua has them: streams may be longer than an int. */
static void push_position(lua_State *L, lua_Number at) {
  lua_pushnumber(L, at);
#if LUA_VERSION_NUM >= 503
  {
    int fits;
    lua_Integer whole = lua_tointegerx(L, -1, &fits);
    if (fits) {
      lua_pushinteger(L, whole);
      lua_replace(L, -2);
    }
  }
#endif
}

/*
** Room for octets: `few` or memory of Lua's. Whenever Lua is asked for memory
** it may run a finalizer, and that may use this very parser: so what is given
** to Lua is first copied here, and the parser is looked at again afterwards.
*/
static char *make_copy(lua_State *L, char *few, size_t len) {
  return len <= FEW_OCTETS ? few : (char *)lua_newuserdata(L, len);
}

/* Pushes the reply that waits, and takes it when it is whole on the stack. */
static int push_next(lua_State *L, stream *s) {
  smtpcodes_reply reply;
  char few[FEW_OCTETS];
  lua_Number taken = s->taken;
  size_t len = s->reply.length;
  char *copy = make_copy(L, few, len);
  if (s->taken == taken) {
    memcpy(copy, s->bytes + s->first, len);
    read_reply(L, copy, len, &s->limits, &reply);
  }
  if (s->taken != taken)
    return luaL_error(L, "a finalizer took the reply");
  take(s, len);
  look(s);
  return 1;
}

/* parser:next() -> reply | nil, kind, position in the stream */
static int l_next(lua_State *L) {
  stream *s = check_stream(L);
  const char *kind = smtpcodes_result_word(s->result);
  size_t at = s->used - s->first;
  if (s->result == SMTPCODES_OK)
    return push_next(L, s);
  if (s->result == SMTPCODES_INCOMPLETE && s->ended)
    kind = "truncated";
  if (s->result != SMTPCODES_INCOMPLETE)
    at = s->reply.error_at;
  lua_pushnil(L);
  lua_pushstring(L, kind);
  push_position(L, s->taken + (lua_Number)at + 1);
  return 3;
}

/* parser:pending() -> how many octets wait, and the octets themselves */
static int l_pending(lua_State *L) {
  stream *s = check_stream(L);
  char few[FEW_OCTETS];
  size_t room = s->used - s->first, len;
  char *copy = make_copy(L, few, room);
  len = s->used - s->first < room ? s->used - s->first : room;
  if (len > 0)
    memcpy(copy, s->bytes + s->first, len);
  lua_pushinteger(L, (lua_Integer)len);
  lua_pushlstring(L, copy, len);
  return 2;
}

/* parser:eof() -> parser: the stream has ended */
static int l_eof(lua_State *L) {
  check_stream(L)->ended = 1;
  lua_settop(L, 1);
  return 1;
}

/* Takes what is pending, and what was not kept. */
static void take_all(stream *s) {
  take(s, s->used - s->first);
  s->taken += s->lost;
  s->lost = 0;
}

/* Takes the octets up to the line after the wrong one, if that has come. The
   wrong line begins behind those that were read; its wrong octet may lie
   behind its LF, where that came too late for CRLF. */
static void take_wrong_line(stream *s) {
  size_t pending = s->used - s->first;
  size_t at = s->reply.length < pending ? s->reply.length : pending;
  const char *from = s->bytes + s->first;
  const char *lf = (const char *)memchr(from + at, '\n', pending - at);
  SMTPCODES_ASSERT(pending > 0); /* the wrong octet is among them */
  if (lf != NULL && s->lost == 0)
    take(s, (size_t)(lf - from) + 1);
  else {
    take_all(s);
    s->skipping = 1;
  }
}

/* parser:reset() -> parser: after an error goes on at the next line, else
   drops what is pending; the stream goes on. */
static int l_reset(lua_State *L) {
  stream *s = check_stream(L);
  if (s->result < SMTPCODES_INCOMPLETE)
    take_wrong_line(s);
  else
    take_all(s);
  s->ended = 0;
  look(s);
  lua_settop(L, 1);
  return 1;
}

static int l_parser_gc(lua_State *L) {
  stream *s = check_stream(L);
  if (!s->collected)
    resize(L, s, 0);
  take_all(s);
  s->collected = 1;
  return 0;
}

/* parser([options]) -> parser */
static int l_parser(lua_State *L) {
  smtpcodes_limits limits;
  stream *s;
  check_options(L, 1, &limits);
  s = (stream *)lua_newuserdata(L, sizeof(stream));
  memset(s, 0, sizeof(*s));
  s->limits = limits;
  forget(s);
  luaL_getmetatable(L, PARSER);
  lua_setmetatable(L, -2);
  return 1;
}

/* ---- find ------------------------------------------------------------- */

/* The reply that stands in text[first..last), as parse would give it. */
static void push_unfolded(lua_State *L, const char *text,
                          const smtpcodes_extracted *found) {
  static const smtpcodes_limits wide = {0, (size_t)-1, (size_t)-1, (size_t)-1};
  smtpcodes_reply reply;
  int result;
  size_t len = found->last - found->first, room = 2 * len + 2;
  char *wire = (char *)lua_newuserdata(L, room);
  len = smtpcodes_unfold(text + found->first, len, wire, room);
  result = read_reply(L, wire, len, &wide, &reply);
  SMTPCODES_ASSERT(result == SMTPCODES_OK); /* it has a code */
  (void)result;
}

/* A reply of which only the enhanced code is known. */
static void push_enhanced_only(lua_State *L, const char *text,
                               const smtpcodes_extracted *found) {
  smtpcodes_reply reply;
  smtpcodes_span span;
  smtpcodes_reply_init(&reply);
  reply.code = found->klass * 100;
  reply.klass = found->klass;
  reply.subject = found->subject;
  reply.detail = found->detail;
  reply.lines = 1;
  span.first = found->first;
  span.last = found->last;
  push_reply(L, text, &reply, &span);
  push_reply_name(L, R_CODE);
  lua_pushnil(L);
  lua_rawset(L, -3);
}

/* Where the reply on top has no enhanced code of its own, the text's. */
static void add_found_enhanced(lua_State *L,
                               const smtpcodes_extracted *found) {
  smtpcodes_reply reply;
  int has_own;
  lua_getfield(L, -1, "enhanced");
  has_own = !lua_isnil(L, -1);
  lua_pop(L, 1);
  if (has_own)
    return;
  reply.klass = found->klass;
  reply.subject = found->subject;
  reply.detail = found->detail;
  set_enhanced(L, &reply);
}

/* What the text says about the reply on top. */
static void set_surroundings(lua_State *L, const char *text,
                             const smtpcodes_extracted *found) {
  lua_pushstring(L, found->command); /* NULL: nil */
  lua_setfield(L, -2, "command");
  lua_pushstring(L, found->action);
  lua_setfield(L, -2, "dsn_action");
  if (found->host.last > found->host.first) {
    lua_pushlstring(L, text + found->host.first,
                    found->host.last - found->host.first);
    lua_setfield(L, -2, "host");
  }
}

/* find(text) -> reply, first, last | nil */
static int l_find(lua_State *L) {
  size_t len;
  const char *text;
  smtpcodes_extracted found;
  if (lua_type(L, 1) != LUA_TSTRING)
    smtpcodes_wrong_type(L, 1, "text: string");
  text = lua_tolstring(L, 1, &len);
  if (!smtpcodes_extract(text, len, &found)) {
    lua_pushnil(L);
    return 1;
  }
  if (found.code != 0) {
    push_unfolded(L, text, &found);
    add_found_enhanced(L, &found);
  } else
    push_enhanced_only(L, text, &found);
  set_surroundings(L, text, &found);
  lua_pushinteger(L, (lua_Integer)found.first + 1);
  lua_pushinteger(L, (lua_Integer)found.last);
  return 3;
}

/* ---- opening ---------------------------------------------------------- */

/* Sets a function that makes replies; the reply's metatable is on top. */
static void set_reply_function(lua_State *L, int table, const char *name,
                               lua_CFunction function) {
  int i;
  lua_pushvalue(L, -1);
  for (i = 0; i < R_COUNT; i++)
    lua_pushstring(L, reply_names[i]);
  lua_pushcclosure(L, function, UP_REPLY_COUNT);
  lua_setfield(L, table, name);
}

static void push_reply_meta(lua_State *L) {
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, l_reply_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushliteral(L, "smtpcodes.reply");
  lua_setfield(L, -2, "__name");
}

static const smtpcodes_entry parser_methods[] = {
    {"feed", l_feed}, {"line", l_line},   {"pending", l_pending},
    {"eof", l_eof},   {"reset", l_reset},
};

/* The metatable of parsers; that of replies is on top. */
static void set_parser_methods(lua_State *L) {
  int meta = lua_gettop(L) + 1, methods = meta + 1;
  luaL_newmetatable(L, PARSER);
  lua_createtable(L, 0, 8);
  smtpcodes_set_functions(L, parser_methods, COUNT_OF(parser_methods));
  lua_pushvalue(L, meta - 1);
  set_reply_function(L, methods, "next", l_next);
  lua_settop(L, methods);
  lua_setfield(L, meta, "__index");
  lua_pushcfunction(L, l_parser_gc);
  lua_setfield(L, meta, "__gc");
  lua_pushliteral(L, PARSER);
  lua_setfield(L, meta, "__metatable");
  lua_settop(L, meta - 1);
}

static const smtpcodes_entry functions[] = {
    {"scan", l_scan},
    {"parser", l_parser},
};

void smtpcodes_open_parse(lua_State *L) {
  int module = lua_gettop(L);
  smtpcodes_set_functions(L, functions, COUNT_OF(functions));
  push_reply_meta(L);
  set_reply_function(L, module, "parse", l_parse);
  set_reply_function(L, module, "find", l_find);
  set_parser_methods(L);
  lua_settop(L, module);
}
