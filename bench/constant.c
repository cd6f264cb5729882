/*
** constant.c: a Lua function that returns a constant string, for the benches
** to measure against: the least that a C function with a string can cost.
*/
#include <lua.h>
#include <lauxlib.h>

static int l_constant(lua_State *L) {
  luaL_checkinteger(L, 1);
  lua_pushliteral(L, "permanent");
  return 1;
}

int luaopen_constant(lua_State *L);
int luaopen_constant(lua_State *L) {
  lua_pushcfunction(L, l_constant);
  return 1;
}
