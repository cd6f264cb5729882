/*
** smtpcodes_lua_build.c: what a server says, from Lua.
**
**   build, build_lines, milter, nginx: a reply in the shape that each takes
**   suggest(situation), from_http(status) -> code, enhanced, text | nil
**   each_situation() -> iterator of situation, code, enhanced, text
*/
#define SMTPCODES_BUILD
#include "smtpcodes_lua.h"

#include <string.h>

/* ---- build, build_lines, milter, nginx -------------------------------- */

/* The enhanced code at `arg`: nil, true or a string. Returns the result. */
static int check_enhanced(lua_State *L, int arg, smtpcodes_draft *draft) {
  size_t len;
  const char *text;
  draft->klass = draft->subject = draft->detail = SMTPCODES_ANY;
  if (lua_isnoneornil(L, arg))
    return SMTPCODES_OK;
  if (lua_isboolean(L, arg)) {
    if (lua_toboolean(L, arg))
      smtpcodes_default_enhanced(draft);
    return SMTPCODES_OK;
  }
  if (lua_type(L, arg) != LUA_TSTRING)
    smtpcodes_wrong_type(L, arg, "enhanced: string, true or nil");
  text = lua_tolstring(L, arg, &len);
  if (!smtpcodes_read_enhanced(text, len, &draft->klass, &draft->subject,
                               &draft->detail) ||
      draft->klass == SMTPCODES_ANY)
    return SMTPCODES_ERROR_ENHANCED;
  return SMTPCODES_OK;
}

/* Lines of a list that are kept on the stack, more in a table. */
#define FEW_ITEMS 8

/* Item i of the list at `arg`; the table `kept` keeps it, or the stack if that
   is 0, for finalizers and metamethods may take it from the list. */
static void check_list_item(lua_State *L, int arg, int kept, int i,
                            smtpcodes_text *line) {
  lua_rawgeti(L, arg, i);
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_argerror(L, arg, "text: list of strings expected");
  line->text = lua_tolstring(L, -1, &line->len);
  if (kept != 0)
    lua_rawseti(L, kept, i);
}

/* The text at `arg`: a string, or a list with a string for each line. What
   keeps the lines is left on the stack. */
static void check_lines(lua_State *L, int arg, smtpcodes_draft *draft) {
  smtpcodes_text *lines;
  size_t i;
  int list = lua_istable(L, arg), kept = 0;
  if (!list && lua_type(L, arg) != LUA_TSTRING)
    smtpcodes_wrong_type(L, arg, "text: string or list of strings");
  draft->count = list ? (size_t)lua_objlen(L, arg) : 1;
  if (draft->count > FEW_ITEMS) {
    lua_createtable(L, draft->count < 1024 ? (int)draft->count : 0, 0);
    kept = lua_gettop(L);
  }
  lines = (smtpcodes_text *)lua_newuserdata(L, (draft->count + 1) *
                                                   sizeof(smtpcodes_text));
  draft->lines = lines;
  lines[0].text = "";
  lines[0].len = 0;
  for (i = 0; list && i < draft->count; i++)
    check_list_item(L, arg, kept, (int)i + 1, &lines[i]);
  if (!list)
    lines[0].text = lua_tolstring(L, arg, &lines[0].len);
  if (draft->count == 0)
    draft->count = 1;
}

static void check_utf8(lua_State *L, int arg, smtpcodes_draft *draft) {
  draft->utf8 = 0;
  if (lua_isnoneornil(L, arg))
    return;
  if (!lua_istable(L, arg))
    smtpcodes_wrong_type(L, arg, "options: table");
  lua_getfield(L, arg, "utf8");
  draft->utf8 = lua_toboolean(L, -1);
  lua_pop(L, 1);
}

/* A code for a draft: 0, which nobody can build, for a number that is none. */
static int check_draft_code(lua_State *L, int arg) {
  if (lua_type(L, arg) != LUA_TNUMBER)
    smtpcodes_wrong_type(L, arg, "code: number");
  return smtpcodes_check_code(L, arg);
}

/* The arguments code, enhanced, text and options. */
static int check_draft(lua_State *L, smtpcodes_draft *draft) {
  int result;
  lua_settop(L, 4);
  draft->code = check_draft_code(L, 1);
  result = check_enhanced(L, 2, draft);
  check_lines(L, 3, draft);
  check_utf8(L, 4, draft);
  return result;
}

/* nil, kind and, for a text, position and line. */
static int push_build_failure(lua_State *L, int result,
                              const smtpcodes_built *built) {
  lua_pushnil(L);
  lua_pushstring(L, smtpcodes_result_word(result));
  if (result != SMTPCODES_ERROR_LINE_ENDING &&
      result != SMTPCODES_ERROR_CHAR && result != SMTPCODES_ERROR_8BIT)
    return 2;
  lua_pushinteger(L, (lua_Integer)built->error_at + 1);
  lua_pushinteger(L, (lua_Integer)built->line + 1);
  return 4;
}

typedef int (*builder)(const smtpcodes_draft *, char *, size_t,
                       smtpcodes_built *);

/* Builds the draft and pushes what comes of it. Returns the result. */
static int push_built(lua_State *L, builder build,
                      const smtpcodes_draft *draft, smtpcodes_built *built) {
  char few[FEW_OCTETS], *out = few;
  int result = build(draft, few, sizeof(few), built);
  if (result != SMTPCODES_OK)
    return result;
  if (built->length > sizeof(few)) {
    out = (char *)lua_newuserdata(L, built->length);
    build(draft, out, built->length, built);
  }
  lua_pushlstring(L, out, built->length);
  return SMTPCODES_OK;
}

/* build(code, enhanced | true | nil, text | list [, options])
   -> bytes | nil, kind [, position, line] */
static int l_build(lua_State *L) {
  smtpcodes_draft draft;
  smtpcodes_built built = {0, 0, 0};
  int result = check_draft(L, &draft);
  if (result == SMTPCODES_OK)
    result = push_built(L, smtpcodes_build, &draft, &built);
  return result == SMTPCODES_OK ? 1 : push_build_failure(L, result, &built);
}

/* build_lines(...) -> list of lines without CRLF | nil, kind ... */
static int l_build_lines(lua_State *L) {
  size_t len;
  const char *bytes, *end;
  int i = 0, results = l_build(L);
  if (results > 1)
    return results;
  bytes = lua_tolstring(L, -1, &len);
  lua_newtable(L);
  for (end = bytes + len; bytes < end; i++) {
    const char *cr = (const char *)memchr(bytes, '\r', (size_t)(end - bytes));
    lua_pushlstring(L, bytes, (size_t)(cr - bytes));
    lua_rawseti(L, -2, i + 1);
    bytes = cr + 2;
  }
  return 1;
}

/* Pushes what a milter's host puts before the text: the code of the options,
   else 554, which Rspamd has; and the enhanced code, else 5.7.1 for that 554
   and the code's own for others. */
static void push_milter_codes(lua_State *L, int options) {
  lua_pushnil(L); /* code, enhanced: nil when there are no options */
  lua_pushnil(L);
  if (!lua_isnil(L, options)) {
    lua_pop(L, 2);
    lua_getfield(L, options, "code");
    lua_getfield(L, options, "enhanced");
  }
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    if (lua_isnil(L, -1))
      lua_pushliteral(L, "5.7.1");
    else
      lua_pushboolean(L, 1);
  }
  if (lua_isnil(L, -2)) {
    lua_pushinteger(L, 554);
    lua_replace(L, -3);
  }
}

/* milter(text | list [, options {code, enhanced, utf8}])
   -> text | nil, kind ... */
static int l_milter(lua_State *L) {
  smtpcodes_draft draft;
  smtpcodes_built built = {0, 0, 0};
  int result;
  lua_settop(L, 2);
  check_utf8(L, 2, &draft);
  push_milter_codes(L, 2); /* 3, 4 */
  draft.code = check_draft_code(L, 3);
  result = check_enhanced(L, 4, &draft);
  check_lines(L, 1, &draft);
  if (result == SMTPCODES_OK)
    result = push_built(L, smtpcodes_milter, &draft, &built);
  return result == SMTPCODES_OK ? 1 : push_build_failure(L, result, &built);
}

/* nginx(code, enhanced | true | nil, text) -> Auth-Status, Auth-Error-Code
   | nil, kind ... : one line, for it sends no more. */
static int l_nginx(lua_State *L) {
  smtpcodes_draft draft;
  size_t len;
  const char *bytes;
  int results;
  lua_settop(L, 3);
  if (lua_type(L, 3) != LUA_TSTRING)
    smtpcodes_wrong_type(L, 3, "text: string");
  results = l_build(L);
  if (results > 1)
    return results;
  bytes = lua_tolstring(L, -1, &len);
  draft.code = smtpcodes_check_code(L, 1);
  if (draft.code < 400)
    return push_build_failure(L, SMTPCODES_ERROR_CODE_RANGE, NULL);
  if (bytes[3] == '-')
    return push_build_failure(L, SMTPCODES_ERROR_LINE_LENGTH, NULL);
  lua_pushlstring(L, bytes + 4, len - 6);
  lua_pushlstring(L, bytes, 3);
  return 2;
}

/* ---- suggest, from_http, each_situation ------------------------------- */

/* Pushes a situation, or nil when there is none. */
static int push_situation(lua_State *L, int found,
                          const smtpcodes_situation *row) {
  if (!found) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushinteger(L, row->code);
  lua_pushstring(L, row->enhanced); /* NULL: nil */
  lua_pushstring(L, row->text);
  return 3;
}

/* suggest(situation) -> code, enhanced, text | nil */
static int l_suggest(lua_State *L) {
  smtpcodes_situation row;
  size_t len;
  const char *name;
  if (lua_type(L, 1) != LUA_TSTRING)
    smtpcodes_wrong_type(L, 1, "situation: string");
  name = lua_tolstring(L, 1, &len);
  return push_situation(L, smtpcodes_suggest(name, len, &row), &row);
}

/* from_http(status) -> code, enhanced, text | nil */
static int l_from_http(lua_State *L) {
  smtpcodes_situation row;
  lua_Number n;
  if (lua_type(L, 1) != LUA_TNUMBER)
    smtpcodes_wrong_type(L, 1, "status: number");
  n = lua_tonumber(L, 1);
  return push_situation(L,
                        n >= 100 && n <= 599 && n == (int)n &&
                            smtpcodes_from_http((int)n, &row),
                        &row);
}

/* Step of each_situation: the upvalue counts. */
static int next_situation(lua_State *L) {
  smtpcodes_situation row;
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(1));
  if (!smtpcodes_situation_at((size_t)i, &row))
    return 0;
  lua_pushinteger(L, i + 1);
  lua_replace(L, lua_upvalueindex(1));
  lua_pushstring(L, row.situation);
  return 1 + push_situation(L, 1, &row);
}

/* each_situation() -> iterator of situation, code, enhanced, text */
static int l_each_situation(lua_State *L) {
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_situation, 1);
  return 1;
}

/* ---- opening ---------------------------------------------------------- */

static const smtpcodes_entry functions[] = {
    {"build", l_build},
    {"build_lines", l_build_lines},
    {"milter", l_milter},
    {"nginx", l_nginx},
    {"suggest", l_suggest},
    {"from_http", l_from_http},
    {"each_situation", l_each_situation},
};

void smtpcodes_open_build(lua_State *L) {
  smtpcodes_set_functions(L, functions, COUNT_OF(functions));
}
