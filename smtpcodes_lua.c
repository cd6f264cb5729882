/*
** smtpcodes_lua.c: the Lua binding: how the module is opened, and what its
** files share. Each of them has a part of the module: smtpcodes_lua_*.c.
**
** A wrong type raises; a valid question without an answer is nil.
*/
#define SMTPCODES_BUILD
#include "smtpcodes_lua.h"

/* ---- arguments -------------------------------------------------------- */

int smtpcodes_wrong_type(lua_State *L, int arg, const char *what) {
  const char *got = luaL_typename(L, arg);
  return luaL_argerror(L, arg,
                       lua_pushfstring(L, "%s expected, got %s", what, got));
}

int smtpcodes_check_code(lua_State *L, int arg) {
  lua_Number n;
  if (!lua_isnumber(L, arg))
    smtpcodes_wrong_type(L, arg, "code: number");
  n = lua_tonumber(L, arg);
  return n >= 200 && n <= 599 && n == (int)n ? (int)n : 0;
}

const char *smtpcodes_table_string(lua_State *L, int arg, const char *table,
                                   const char *name) {
  lua_getfield(L, arg, name);
  if (lua_isnil(L, -1))
    return NULL;
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_argerror(L, arg,
                  lua_pushfstring(L, "%s.%s: string expected, got %s", table,
                                  name, luaL_typename(L, -1)));
  return lua_tostring(L, -1);
}

/* ---- results ---------------------------------------------------------- */

void smtpcodes_set_integer(lua_State *L, const char *name, int value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

void smtpcodes_set_word(lua_State *L, const char *name, const char *value) {
  if (value != NULL) {
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
  }
}

void smtpcodes_set_flag(lua_State *L, const char *name, int value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, name);
}

/* Writes 0-999 in decimal; returns where it ends. */
static char *write_number(char *at, int number) {
  SMTPCODES_ASSERT(number >= 0 && number <= 999);
  if (number >= 100)
    *at++ = (char)('0' + number / 100);
  if (number >= 10)
    *at++ = (char)('0' + number / 10 % 10);
  *at++ = (char)('0' + number % 10);
  return at;
}

/* Faster than lua_pushfstring, which opening the module feels. */
void smtpcodes_push_key(lua_State *L, int klass, int subject, int detail) {
  char key[12], *end = write_number(key, klass);
  *end++ = '.';
  end = write_number(end, subject);
  *end++ = '.';
  end = write_number(end, detail);
  lua_pushlstring(L, key, (size_t)(end - key));
}

/* ---- the module ------------------------------------------------------- */

void smtpcodes_set_functions(lua_State *L, const smtpcodes_entry *list,
                             size_t count) {
  size_t i;
  for (i = 0; i < count; i++) {
    lua_pushcfunction(L, list[i].function);
    lua_setfield(L, -2, list[i].name);
  }
}

static void set_versions(lua_State *L) {
  lua_pushstring(L, "smtpcodes " SMTPCODES_VERSION);
  lua_setfield(L, -2, "_VERSION");
  lua_pushstring(L, SMTPCODES_DATA);
  lua_setfield(L, -2, "_DATA");
  lua_pushstring(L, SMTPCODES_RULES);
  lua_setfield(L, -2, "_RULES");
}

static int open_module(lua_State *L) {
  lua_createtable(L, 0, 32);
  set_versions(L);
  smtpcodes_open_tables(L);
  smtpcodes_open_parse(L);
  smtpcodes_open_build(L);
  smtpcodes_open_classify(L);
  smtpcodes_open_events(L);
  return 1;
}

/*
** Opening makes tables and no garbage, so the collector rests meanwhile, which
** saves a quarter of the time; it goes on as it was, also after an error.
*/
static int open_without_collector(lua_State *L) {
#ifdef LUA_GCISRUNNING
  int running = lua_gc(L, LUA_GCISRUNNING, 0), status;
  lua_gc(L, LUA_GCSTOP, 0);
  lua_pushcfunction(L, open_module);
  status = lua_pcall(L, 0, 1, 0);
  if (running)
    lua_gc(L, LUA_GCRESTART, 0);
  return status == 0 ? 1 : lua_error(L);
#else /* Lua 5.1 does not tell whether it runs */
  return open_module(L);
#endif
}

int luaopen_smtpcodes(lua_State *L) {
#if LUA_VERSION_NUM >= 502
  luaL_checkversion(L); /* a library for another Lua stops here */
#endif
  return open_without_collector(L);
}
