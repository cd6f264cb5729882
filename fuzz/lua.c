/*
** lua.c: runs a target that is written in Lua: fuzz/NAME_fuzz.lua returns a
** function that takes the input and raises when a promise is broken.
**
** The module is linked in, with its sanitizers. Lines of Lua that follow each
** other count for the fuzzer as the edges of C do.
*/
#include "fuzz.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);

int luaopen_smtpcodes_logscan(lua_State *L);

#define EDGES 65536

/* Where libFuzzer looks for counts besides those of the compiler. */
__attribute__((
    section("__libfuzzer_extra_counters"))) static uint8_t edges[EDGES];

static lua_State *lua;
static unsigned before; /* the line that ran last */

/* Two lines of different files that have the same numbers count as one. */
static void count_line(lua_State *L, lua_Debug *at) {
  unsigned line = (unsigned)at->currentline * 2654435761u >> 16;
  (void)L;
  edges[(line ^ before >> 1) % EDGES]++;
  before = line;
}

static int traceback(lua_State *L) {
  luaL_traceback(L, L, lua_tostring(L, 1), 1);
  return 1;
}

/* Calls the function below `args` arguments; a message ends the program. */
static void call(int args, int results) {
  int handler = lua_gettop(lua) - args;
  lua_pushcfunction(lua, traceback);
  lua_insert(lua, handler);
  if (lua_pcall(lua, args, results, handler) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(lua, -1));
    abort();
  }
  lua_remove(lua, handler);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  lua = luaL_newstate();
  check(lua != NULL);
  luaL_openlibs(lua);
  luaL_requiref(lua, "smtpcodes", luaopen_smtpcodes, 0);
  luaL_requiref(lua, "smtpcodes.logscan", luaopen_smtpcodes_logscan, 0);
  lua_pop(lua, 2);
  if (luaL_loadfile(lua, SCRIPT) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(lua, -1));
    abort();
  }
  call(0, 1);
  lua_sethook(lua, count_line, LUA_MASKLINE, 0);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  before = 0;
  lua_pushvalue(lua, -1);
  lua_pushlstring(lua, (const char *)data, size);
  call(1, 0);
  return 0;
}
