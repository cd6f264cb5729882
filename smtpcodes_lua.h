/*
** smtpcodes_lua.h: what the files of the Lua binding share, and nobody else.
** They alone include lua.h; the core knows nothing of Lua.
*/
#ifndef SMTPCODES_LUA_H
#define SMTPCODES_LUA_H

#include "smtpcodes.h"
#include "smtpcodes_local.h"

#include <lua.h>
#include <lauxlib.h>

#if LUA_VERSION_NUM >= 502 && !defined(lua_objlen)
#define lua_objlen lua_rawlen
#endif

/* What is copied without asking Lua for memory. */
#define FEW_OCTETS 1024

#define COUNT_OF(list) (sizeof(list) / sizeof((list)[0]))

/* Raises: argument `arg` has the wrong type; `what` was expected. */
SMTPCODES_LOCAL int smtpcodes_wrong_type(lua_State *L, int arg,
                                         const char *what);

/*
** The code in argument `arg`: 0 for a number that is none. A string of
** digits is taken, as Lua does.
*/
SMTPCODES_LOCAL int smtpcodes_check_code(lua_State *L, int arg);

/*
** The string in field `name` of the table at `arg`, or NULL when absent. It
** is left on the stack, so that it lives until the function returns.
*/
SMTPCODES_LOCAL const char *smtpcodes_table_string(lua_State *L, int arg,
                                                   const char *table,
                                                   const char *name);

/* Fields of the table on top; a word that is NULL is absent. */
SMTPCODES_LOCAL void smtpcodes_set_integer(lua_State *L, const char *name,
                                           int value);
SMTPCODES_LOCAL void smtpcodes_set_word(lua_State *L, const char *name,
                                        const char *value);
SMTPCODES_LOCAL void smtpcodes_set_flag(lua_State *L, const char *name,
                                        int value);

/* Pushes "5.7.26"; each number at most 999. */
SMTPCODES_LOCAL void smtpcodes_push_key(lua_State *L, int klass, int subject,
                                        int detail);

/* Pushes a verdict as a table; `text` is what it was about, and `before` how
   many octets of a longer text stood before that. */
SMTPCODES_LOCAL void smtpcodes_push_verdict(lua_State *L,
                                            const smtpcodes_verdict *verdict,
                                            const char *text, size_t before);

/* Functions that need nothing but their arguments, for the table on top. */
typedef struct smtpcodes_entry {
  const char *name;
  lua_CFunction function;
} smtpcodes_entry;
SMTPCODES_LOCAL void smtpcodes_set_functions(lua_State *L,
                                             const smtpcodes_entry *list,
                                             size_t count);

/* What each file puts into the module, which is on top. */
SMTPCODES_LOCAL void smtpcodes_open_tables(lua_State *L);
SMTPCODES_LOCAL void smtpcodes_open_parse(lua_State *L);
SMTPCODES_LOCAL void smtpcodes_open_build(lua_State *L);
SMTPCODES_LOCAL void smtpcodes_open_classify(lua_State *L);
SMTPCODES_LOCAL void smtpcodes_open_events(lua_State *L);

#endif
