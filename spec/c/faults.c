/*
** faults.c: a Lua whose memory runs out when it is told to.
**
**   faults SCRIPT
**
** Runs a Lua script that finds these functions in the global `faults`:
**
**   try(n, once, f, ...)  calls f while the allocator refuses its n-th
**                         request, and all later ones unless `once`; n of 0
**                         refuses none. -> "ok", "memory" or "error", how
**                         many requests there were, and results or error
**   open(n, once)         the same, for opening the module in a new state;
**                         then opens it there with all memory, runs a probe,
**                         closes the state. -> status, requests, error, and
**                         the octets that the state left behind
**   load()                opens the module in this state and returns it
**   collect(always)       lets the collector run a whole cycle at each of
**                         its checks, or as usual
**
** A block that grows or shrinks always moves, so that an old address is wrong
** at once. Ends with 1 if the script fails or if memory is left at the end.
*/
#define SMTPCODES_BUILD
#include "../../smtpcodes.h"

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct memory {
  size_t octets;   /* that are in use */
  long requests;   /* for more memory, since they are counted */
  long refuse;     /* the request that fails, from 1; 0: none */
  int refuse_once; /* not 0: those after it do not */
} memory;

static int is_refused(memory *m, size_t old_size, size_t new_size) {
  if (new_size <= old_size)
    return 0; /* Lua relies on this */
  m->requests++;
  return m->refuse != 0 && (m->refuse_once ? m->requests == m->refuse
                                           : m->requests >= m->refuse);
}

static void *allocate(void *ud, void *block, size_t old_size,
                      size_t new_size) {
  memory *m = (memory *)ud;
  void *moved = NULL;
  if (block == NULL)
    old_size = 0; /* since 5.2 it tells what is allocated */
  if (is_refused(m, old_size, new_size))
    return NULL;
  if (new_size > 0 && (moved = malloc(new_size)) == NULL)
    exit(2);
  if (block != NULL && moved != NULL)
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
  free(block);
  m->octets += new_size - old_size;
  return moved;
}

static void refuse(memory *m, long request, int once) {
  m->requests = 0;
  m->refuse = request;
  m->refuse_once = once;
}

/*
** Also when the message begins with a place in a script; and luaL_checkstack
** calls it so when there is no memory for a larger stack.
*/
static int tells_no_memory(lua_State *L) {
  const char *message = lua_tostring(L, -1);
  return message != NULL && (strstr(message, "not enough memory") != NULL ||
                             strcmp(message, "stack overflow (opening "
                                             "smtpcodes)") == 0);
}

static const char *status_word(lua_State *L, int status) {
  if (status == 0)
    return "ok";
  return status == LUA_ERRMEM || tells_no_memory(L) ? "memory" : "error";
}

static memory *memory_of(lua_State *L) {
  void *ud;
  lua_getallocf(L, &ud);
  return (memory *)ud;
}

static int l_try(lua_State *L) {
  memory *m = memory_of(L);
  long request = (long)luaL_checkinteger(L, 1);
  int once = lua_toboolean(L, 2), status;
  lua_pushnil(L); /* room for status and requests */
  lua_pushnil(L);
  lua_insert(L, 3);
  lua_insert(L, 3);
  refuse(m, request, once);
  status = lua_pcall(L, lua_gettop(L) - 5, LUA_MULTRET, 0);
  request = m->requests;
  refuse(m, 0, 0);
  lua_pushstring(L, status_word(L, status));
  lua_replace(L, 3);
  lua_pushinteger(L, request);
  lua_replace(L, 4);
  return lua_gettop(L) - 2;
}

/* A state whose memory is counted by *m. */
static lua_State *new_state(memory *m) {
  lua_State *L;
  memset(m, 0, sizeof(*m));
  L = lua_newstate(allocate, m);
  if (L == NULL) {
    fprintf(stderr, "faults: this Lua takes no allocator\n");
    exit(2);
  }
  luaL_openlibs(L);
  return L;
}

static const char probe[] =
    "local smtpcodes = ...\n"
    "assert(smtpcodes.class(550) == 'permanent')\n"
    "assert(smtpcodes.parse('250 Ok\\r\\n').text == 'Ok')\n"
    "assert(smtpcodes.parser():line('250 Ok'):next().code == 250)\n"
    "assert(smtpcodes.lookup('5.1.1').detail == 1)\n"
    "assert(smtpcodes.classify('550 5.1.1 User unknown').final"
    " == 'suppress')\n";

/* Opens the module with all memory and looks whether it works. */
static int probe_module(lua_State *L) {
  lua_settop(L, 0);
  if (luaL_loadstring(L, probe) != 0)
    return 0;
  lua_pushcfunction(L, luaopen_smtpcodes);
  return lua_pcall(L, 0, 1, 0) == 0 && lua_pcall(L, 1, 0, 0) == 0;
}

static int l_open(lua_State *L) {
  memory m;
  lua_State *fresh = new_state(&m);
  const char *word;
  long requests;
  int status, works;
  lua_pushcfunction(fresh, luaopen_smtpcodes);
  refuse(&m, (long)luaL_checkinteger(L, 1), lua_toboolean(L, 2));
  status = lua_pcall(fresh, 0, 1, 0);
  requests = m.requests;
  refuse(&m, 0, 0);
  word = status_word(fresh, status);
  works = probe_module(fresh);
  lua_pushstring(L, word);
  lua_pushinteger(L, requests);
  lua_pushstring(L, works ? NULL : lua_tostring(fresh, -1));
  lua_close(fresh);
  lua_pushinteger(L, (lua_Integer)m.octets);
  return 4;
}

static int l_load(lua_State *L) {
  return luaopen_smtpcodes(L);
}

/* A pause of 0 (5.4 divides by 4, and takes a 0 for no change) begins the next
   cycle at once; such a step does all of it. */
static int l_collect(lua_State *L) {
  int always = lua_toboolean(L, 1);
#if LUA_VERSION_NUM >= 504
  lua_gc(L, LUA_GCINC, always ? 1 : 200, always ? 1000 : 100,
         always ? 40 : 13);
#else
  lua_gc(L, LUA_GCSETPAUSE, always ? 0 : 200);
  lua_gc(L, LUA_GCSETSTEPMUL, always ? 1000000 : 200);
#endif
  lua_gc(L, LUA_GCRESTART, 0);
  return 0;
}

static void set_functions(lua_State *L) {
  lua_newtable(L);
  lua_pushcfunction(L, l_try);
  lua_setfield(L, -2, "try");
  lua_pushcfunction(L, l_open);
  lua_setfield(L, -2, "open");
  lua_pushcfunction(L, l_load);
  lua_setfield(L, -2, "load");
  lua_pushcfunction(L, l_collect);
  lua_setfield(L, -2, "collect");
  lua_setglobal(L, "faults");
}

int main(int argc, char **argv) {
  memory m;
  lua_State *L = new_state(&m);
  int failed;
  set_functions(L);
  failed = argc != 2 || luaL_loadfile(L, argv[1]) != 0 ||
           lua_pcall(L, 0, 0, 0) != 0;
  if (failed)
    fprintf(stderr, "faults: %s\n",
            argc != 2 ? "SCRIPT expected" : lua_tostring(L, -1));
  lua_close(L);
  if (m.octets != 0)
    fprintf(stderr, "faults: %lu octets left at the end\n",
            (unsigned long)m.octets);
  return failed || m.octets != 0;
}
