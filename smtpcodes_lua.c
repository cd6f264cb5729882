/*
** smtpcodes_lua.c: the Lua binding, and the only file that knows Lua.
**
**   codes[550], enhanced_codes["5.7.26"], names.MAILBOX_UNAVAILABLE,
**   reasons["full-mailbox"], actions["retry"], _VERSION, _DATA
**   lookup(key [, context])    -> record, match, meaning | nil
**   each([filter])             -> iterator of code, record
**   each_enhanced([filter])    -> iterator of key, record
**   class(code), category(code) -> word | nil
**
** A wrong type raises; a valid question without an answer is nil. The tables
** are filled when the module is opened; no function here reads their fields.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"

#include <lua.h>
#include <lauxlib.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if LUA_VERSION_NUM >= 502 && !defined(lua_objlen)
#define lua_objlen lua_rawlen
#endif

/* ---- small things ----------------------------------------------------- */

/* The fields of records. */
enum {
  F_CODE,
  F_NAME,
  F_TITLE,
  F_DESCRIPTION,
  F_CLASS,
  F_CATEGORY,
  F_STATUS,
  F_COMMANDS,
  F_ENHANCED,
  F_RFC,
  F_MEANINGS,
  F_ALIASES,
  F_COMMAND,
  F_EXTENSION,
  F_SUBJECT,
  F_DETAIL,
  F_CLASSES,
  F_CODES,
  F_ACTION,
  F_SCOPE,
  F_OWNER,
  F_REMEDY,
  F_FINAL,
  F_TRAFFIC,
  F_COUNT
};

static const char *const field_names[F_COUNT] = {
    "code",    "name",      "title",    "description", "class",    "category",
    "status",  "commands",  "enhanced", "rfc",         "meanings", "aliases",
    "command", "extension", "subject",  "detail",      "classes",  "codes",
    "action",  "scope",     "owner",    "remedy",      "final",    "traffic"};

#define LIST_SLOTS 1024

/*
** What is at hand while the module is opened, and saves a third of the time
** and memory that it would take: the names of fields as Lua strings on the
** stack, and the lists made so far, for equal lists are one table.
*/
typedef struct opening {
  int names;                     /* stack index of field_names[0] */
  int lists;                     /* stack index of the lists, 1 to count */
  int count;                     /* of lists */
  const char *texts[LIST_SLOTS]; /* what they were made of; NULL: free */
  short numbers[LIST_SLOTS];     /* and their numbers, by the same slot */
} opening;

static void push_name(lua_State *L, const opening *o, int name) {
  if (o != NULL)
    lua_pushvalue(L, o->names + name);
  else
    lua_pushstring(L, field_names[name]);
}

/* Sets a field of the table on top of the stack; NULL leaves it absent. */
static void set_string(lua_State *L, const opening *o, int name,
                       const char *value) {
  if (value == NULL)
    return;
  push_name(L, o, name);
  lua_pushstring(L, value);
  lua_rawset(L, -3);
}

static void set_number(lua_State *L, const opening *o, int name, int value) {
  push_name(L, o, name);
  lua_pushinteger(L, value);
  lua_rawset(L, -3);
}

static void set_integer(lua_State *L, const char *name, int value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

/* A field of the table on top that is absent when it is NULL. */
static void set_word(lua_State *L, const char *name, const char *value) {
  if (value != NULL) {
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
  }
}

static int count_items(const char *list, char separator) {
  int count = list != NULL;
  while (list != NULL && (list = strchr(list, separator)) != NULL) {
    list++;
    count++;
  }
  return count;
}

/* Digits as an integer, anything else as a string. */
static void push_item(lua_State *L, const char *text, size_t len) {
  int value = 0;
  size_t i;
  for (i = 0; i < len && text[i] >= '0' && text[i] <= '9' && i < 4; i++)
    value = value * 10 + (text[i] - '0');
  if (i == len && len > 0)
    lua_pushinteger(L, value);
  else
    lua_pushlstring(L, text, len);
}

/* Pushes the items of a list; an empty table when there are none. */
static void push_list(lua_State *L, const char *list, char separator) {
  int i = 0;
  lua_createtable(L, count_items(list, separator), 0);
  while (list != NULL) {
    const char *end = strchr(list, separator);
    push_item(L, list, end == NULL ? strlen(list) : (size_t)(end - list));
    lua_rawseti(L, -2, ++i);
    list = end == NULL ? NULL : end + 1;
  }
}

/* The slot of a text: a hash table with open addressing, never full. */
static int find_slot(const opening *o, const char *text) {
  const char *c;
  unsigned slot = 0;
  for (c = text; *c != '\0'; c++)
    slot = slot * 31 + (unsigned char)*c;
  for (slot %= LIST_SLOTS; o->texts[slot] != NULL;
       slot = (slot + 1) % LIST_SLOTS)
    if (strcmp(o->texts[slot], text) == 0)
      break;
  return (int)slot;
}

static void push_shared_list(lua_State *L, opening *o, const char *list,
                             char separator) {
  int slot = find_slot(o, list == NULL ? "" : list);
  if (o->texts[slot] != NULL) {
    lua_rawgeti(L, o->lists, o->numbers[slot]);
    return;
  }
  push_list(L, list, separator);
  lua_pushvalue(L, -1);
  lua_rawseti(L, o->lists, ++o->count);
  o->texts[slot] = list == NULL ? "" : list;
  o->numbers[slot] = (short)o->count;
}

/* The same for a list; without one the field is an empty table. */
static void set_list(lua_State *L, opening *o, int name, const char *list,
                     char separator) {
  push_name(L, o, name);
  if (o != NULL)
    push_shared_list(L, o, list, separator);
  else
    push_list(L, list, separator);
  lua_rawset(L, -3);
}

/* Raises: argument `arg` has the wrong type; `what` was expected. */
static int wrong_type(lua_State *L, int arg, const char *what) {
  const char *got = luaL_typename(L, arg);
  return luaL_argerror(L, arg,
                       lua_pushfstring(L, "%s expected, got %s", what, got));
}

/*
** The code in argument `arg`: 0 for a number that is none. A string of
** digits is taken, as Lua does.
*/
static int check_code(lua_State *L, int arg) {
  lua_Number n;
  if (!lua_isnumber(L, arg))
    wrong_type(L, arg, "code: number");
  n = lua_tonumber(L, arg);
  return n >= 200 && n <= 599 && n == (int)n ? (int)n : 0;
}

/*
** The string in field `name` of the table at `arg`, or NULL when absent. It
** is left on the stack, so that it lives until the function returns.
*/
static const char *table_string(lua_State *L, int arg, const char *table,
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

/* ---- records ---------------------------------------------------------- */

static void push_meaning(lua_State *L, opening *o,
                         const smtpcodes_meaning *meaning) {
  lua_createtable(L, 0, 8);
  set_string(L, o, F_COMMAND, meaning->command);
  set_string(L, o, F_EXTENSION, meaning->extension);
  set_string(L, o, F_STATUS, meaning->status);
  set_string(L, o, F_TITLE, meaning->title);
  set_string(L, o, F_DESCRIPTION, meaning->description);
  set_list(L, o, F_RFC, meaning->rfc, ',');
}

static void set_meanings(lua_State *L, opening *o, int code) {
  smtpcodes_meaning meaning;
  int i = 0;
  if (!smtpcodes_meaning_at(code, 0, &meaning)) {
    set_list(L, o, F_MEANINGS, NULL, ',');
    return;
  }
  push_name(L, o, F_MEANINGS);
  lua_createtable(L, 2, 0);
  while (smtpcodes_meaning_at(code, (size_t)i, &meaning)) {
    push_meaning(L, o, &meaning);
    lua_rawseti(L, -2, ++i);
  }
  lua_rawset(L, -3);
}

static void push_code(lua_State *L, opening *o, const smtpcodes_code *row) {
  lua_createtable(L, 0, 12);
  set_number(L, o, F_CODE, row->code);
  set_string(L, o, F_NAME, row->name);
  set_string(L, o, F_TITLE, row->title);
  set_string(L, o, F_DESCRIPTION, row->description);
  set_string(L, o, F_CLASS, smtpcodes_class(row->code));
  set_string(L, o, F_CATEGORY, smtpcodes_category(row->code));
  set_string(L, o, F_STATUS, row->status);
  set_list(L, o, F_COMMANDS, row->commands, ',');
  set_list(L, o, F_ENHANCED, row->enhanced, ',');
  set_list(L, o, F_RFC, row->rfc, ',');
  set_list(L, o, F_ALIASES, row->aliases, '|');
  set_meanings(L, o, row->code);
}

static void set_classes(lua_State *L, opening *o, unsigned bits) {
  static const char *const words[] = {NULL, "2",   "4",   "2,4",
                                      "5",  "2,5", "4,5", "2,4,5"};
  unsigned row = (bits >> 2 & 1) | (bits >> 4 & 1) << 1 | (bits >> 5 & 1) << 2;
  set_list(L, o, F_CLASSES, words[row], ',');
}

static void push_enhanced(lua_State *L, opening *o,
                          const smtpcodes_enhanced *row) {
  lua_createtable(L, 0, 8);
  if (row->subject != SMTPCODES_ANY)
    set_number(L, o, F_SUBJECT, row->subject);
  if (row->detail != SMTPCODES_ANY)
    set_number(L, o, F_DETAIL, row->detail);
  set_string(L, o, F_NAME, row->name);
  set_string(L, o, F_TITLE, row->title);
  set_string(L, o, F_DESCRIPTION, row->description);
  set_classes(L, o, row->classes);
  set_list(L, o, F_CODES, row->codes, ',');
  set_list(L, o, F_RFC, row->rfc, ',');
}

/* Writes 0-999 in decimal; returns where it ends. */
static char *write_number(char *at, int number) {
  if (number >= 100)
    *at++ = (char)('0' + number / 100);
  if (number >= 10)
    *at++ = (char)('0' + number / 10 % 10);
  *at++ = (char)('0' + number % 10);
  return at;
}

/* "5.7.26", faster than lua_pushfstring, which opening the module feels. */
static void push_key(lua_State *L, int klass, int subject, int detail) {
  char key[12], *end = write_number(key, klass);
  *end++ = '.';
  end = write_number(end, subject);
  *end++ = '.';
  end = write_number(end, detail);
  lua_pushlstring(L, key, (size_t)(end - key));
}

/* ---- codes, enhanced_codes, names, reasons, actions ------------------- */

static void push_codes(lua_State *L, opening *o) {
  smtpcodes_code row;
  int code = 0;
  lua_createtable(L, 0, 128);
  while (smtpcodes_next_code(code, NULL, &row)) {
    code = row.code;
    push_code(L, o, &row);
    lua_rawseti(L, -2, code);
  }
}

/* What an enhanced code has as its key among the records for lookup. */
static int detail_key(const smtpcodes_enhanced *row) {
  return row->subject * 1000 + row->detail;
}

/* Pushes the record of a row; `details` is the index of those made so far. */
static void push_detail(lua_State *L, opening *o, int details,
                        const smtpcodes_enhanced *row) {
  lua_rawgeti(L, details, detail_key(row));
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    push_enhanced(L, o, row);
    lua_pushvalue(L, -1);
    lua_rawseti(L, details, detail_key(row));
  }
}

/*
** enhanced_codes and, above it on the stack, the records by row for lookup:
** the same tables under the keys subject * 1000 + detail.
*/
static void push_enhanced_codes(lua_State *L, opening *o) {
  smtpcodes_enhanced row;
  int klass = 0, details;
  lua_createtable(L, 0, 256);
  lua_createtable(L, 0, 128);
  details = lua_gettop(L);
  while (smtpcodes_next_enhanced(&klass, NULL, &row)) {
    push_key(L, klass, row.subject, row.detail);
    push_detail(L, o, details, &row);
    lua_rawset(L, details - 1);
  }
}

static int has_name(const smtpcodes_code *row) {
  return strcmp(row->status, "standard") == 0 ||
         strcmp(row->status, "extension") == 0;
}

static void push_names(lua_State *L) {
  smtpcodes_code row;
  int code = 0;
  lua_createtable(L, 0, 64);
  while (smtpcodes_next_code(code, NULL, &row)) {
    code = row.code;
    if (has_name(&row))
      set_integer(L, row.name, code);
  }
}

static void push_actions(lua_State *L) {
  size_t count, i;
  const smtpcodes_action *rows = smtpcodes_actions(&count);
  lua_createtable(L, 0, (int)count);
  for (i = 0; i < count; i++) {
    lua_createtable(L, 0, 3);
    set_string(L, NULL, F_TITLE, rows[i].title);
    set_string(L, NULL, F_DESCRIPTION, rows[i].description);
    set_list(L, NULL, F_ALIASES, rows[i].aliases, '|');
    lua_setfield(L, -2, rows[i].action);
  }
}

static void push_reasons(lua_State *L) {
  size_t count, i;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  lua_createtable(L, 0, (int)count);
  for (i = 0; i < count; i++) {
    lua_createtable(L, 0, 9);
    set_string(L, NULL, F_TITLE, rows[i].title);
    set_string(L, NULL, F_DESCRIPTION, rows[i].description);
    set_string(L, NULL, F_ACTION, rows[i].action);
    set_string(L, NULL, F_SCOPE, rows[i].scope);
    set_string(L, NULL, F_OWNER, rows[i].owner);
    set_string(L, NULL, F_REMEDY, rows[i].remedy);
    set_string(L, NULL, F_FINAL, rows[i].final);
    set_string(L, NULL, F_TRAFFIC, rows[i].traffic);
    set_list(L, NULL, F_ALIASES, rows[i].aliases, '|');
    lua_setfield(L, -2, rows[i].reason);
  }
}

/* ---- class, category -------------------------------------------------- */

/* class(code): the words are upvalues 1-4, so nothing is interned. */
static int l_class(lua_State *L) {
  int code = check_code(L, 1);
  if (code == 0)
    lua_pushnil(L);
  else
    lua_pushvalue(L, lua_upvalueindex(code / 100 - 1));
  return 1;
}

/* category(code): upvalue 1 + second digit. */
static int l_category(lua_State *L) {
  int code = check_code(L, 1);
  if (code == 0)
    lua_pushnil(L);
  else
    lua_pushvalue(L, lua_upvalueindex(code / 10 % 10 + 1));
  return 1;
}

static void set_class(lua_State *L) {
  int digit;
  for (digit = 2; digit <= 5; digit++)
    lua_pushstring(L, smtpcodes_class(digit * 100));
  lua_pushcclosure(L, l_class, 4);
  lua_setfield(L, -2, "class");
}

static void set_category(lua_State *L) {
  int digit;
  for (digit = 0; digit <= 9; digit++)
    lua_pushstring(L, smtpcodes_category(200 + digit * 10)); /* NULL: nil */
  lua_pushcclosure(L, l_category, 10);
  lua_setfield(L, -2, "category");
}

/* ---- lookup ----------------------------------------------------------- */

/* The upvalues of lookup, each and each_enhanced. */
enum { UP_CODES = 1, UP_DETAILS, UP_COUNT = 2 };

static const char *const match_words[] = {NULL, "exact", "alias", "subject",
                                          "class"};
static const char *const step_words[] = {NULL, "extension", "command", "any"};

/* A meaning as lookup gives it: with its enhanced codes, and with the step,
   which is the part of the context that chose it. */
static void push_chosen(lua_State *L, const smtpcodes_meaning *meaning,
                        smtpcodes_step step) {
  push_meaning(L, NULL, meaning);
  set_list(L, NULL, F_ENHANCED, meaning->enhanced, ',');
  lua_pushstring(L, step_words[step]);
  lua_setfield(L, -2, "step");
}

/* A record that stands for its whole code, as a meaning of it. */
static void push_own_meaning(lua_State *L, const smtpcodes_code *row) {
  smtpcodes_meaning meaning;
  meaning.code = row->code;
  meaning.command = meaning.extension = NULL;
  meaning.status = row->status;
  meaning.title = row->title;
  meaning.enhanced = row->enhanced;
  meaning.rfc = row->rfc;
  meaning.description = row->description;
  push_chosen(L, &meaning, SMTPCODES_STEP_ANY);
}

/* Pushes the meaning of a code in the context at index 2. */
static void push_meaning_in(lua_State *L, const smtpcodes_code *row) {
  smtpcodes_context context;
  smtpcodes_meaning meaning;
  smtpcodes_step step;
  memset(&context, 0, sizeof(context));
  context.command = table_string(L, 2, "context", "command");
  context.extension = table_string(L, 2, "context", "extension");
  step = smtpcodes_find_meaning(row->code, &context, &meaning);
  if (step != SMTPCODES_STEP_NONE)
    push_chosen(L, &meaning, step);
  else
    push_own_meaning(L, row);
}

/* Pushes the table that shows what was found. */
static void push_found(lua_State *L, const smtpcodes_found *found) {
  if (!found->is_enhanced)
    lua_rawgeti(L, lua_upvalueindex(UP_CODES), found->code.code);
  else if (found->enhanced.detail != SMTPCODES_ANY)
    lua_rawgeti(L, lua_upvalueindex(UP_DETAILS), detail_key(&found->enhanced));
  else
    push_enhanced(L, NULL, &found->enhanced);
}

/* Of an enhanced code what a provider means by it. */
static void push_provider_meaning(lua_State *L,
                                  const smtpcodes_provider_meaning *m) {
  lua_createtable(L, 0, 6);
  set_word(L, "provider", m->provider);
  if (m->code > 0)
    set_integer(L, "code", m->code);
  set_word(L, "reason", m->reason);
  set_word(L, "detail", m->reason_detail);
  if (m->retry_after > 0)
    set_integer(L, "retry_after", m->retry_after);
  set_word(L, "source", m->source);
}

/* What providers mean by the enhanced code that is argument 1: the meaning of
   the provider of the context, or a list of all of them; or nil. */
static void push_provider_meanings(lua_State *L) {
  smtpcodes_provider_meaning m;
  const char *provider =
      lua_isnil(L, 2) ? NULL : table_string(L, 2, "context", "provider");
  int klass, subject, detail, at = 0, count = 0;
  size_t len;
  const char *key = lua_tolstring(L, 1, &len);
  lua_pushnil(L);
  if (!smtpcodes_read_enhanced(key, len, &klass, &subject, &detail))
    return;
  while ((at = smtpcodes_next_provider_meaning(at, klass, subject, detail,
                                               provider, &m)) > 0) {
    if (lua_isnil(L, -1) && provider == NULL) {
      lua_pop(L, 1);
      lua_newtable(L);
    }
    push_provider_meaning(L, &m);
    if (provider != NULL)
      return;
    lua_rawseti(L, -2, ++count);
  }
}

static smtpcodes_match find_key(lua_State *L, smtpcodes_found *found) {
  size_t len;
  const char *key;
  int type = lua_type(L, 1);
  if (type == LUA_TNUMBER) {
    found->is_enhanced = 0;
    return smtpcodes_find(check_code(L, 1), &found->code) ? SMTPCODES_EXACT
                                                          : SMTPCODES_NONE;
  }
  if (type != LUA_TSTRING)
    wrong_type(L, 1, "key: number or string");
  key = lua_tolstring(L, 1, &len);
  return smtpcodes_lookup(key, len, found);
}

/* lookup(key [, context]) -> record, match, meaning | nil */
static int l_lookup(lua_State *L) {
  smtpcodes_found found;
  smtpcodes_match match = find_key(L, &found);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2) && !lua_istable(L, 2))
    wrong_type(L, 2, "context: table");
  if (match == SMTPCODES_NONE) {
    lua_pushnil(L);
    return 1;
  }
  push_found(L, &found);
  lua_pushstring(L, match_words[match]);
  if (!found.is_enhanced && lua_isnil(L, 2))
    return 2;
  if (found.is_enhanced)
    push_provider_meanings(L);
  else
    push_meaning_in(L, &found.code);
  lua_insert(L, 5); /* above record and match */
  lua_settop(L, 5);
  return 3;
}

/* ---- each, each_enhanced ---------------------------------------------- */

/* The first digit that a class word or a digit stands for, or 0. */
static int read_class_word(const char *word) {
  int digit;
  for (digit = 2; digit <= 5; digit++)
    if (strcmp(word, smtpcodes_class(digit * 100)) == 0 ||
        (word[0] == '0' + digit && word[1] == '\0'))
      return digit;
  return 0;
}

/* The class of a filter at the top of the stack: a word or a first digit. */
static int filter_class(lua_State *L, int arg) {
  int digit = 0;
  if (lua_type(L, -1) == LUA_TNUMBER || lua_type(L, -1) == LUA_TSTRING)
    digit = read_class_word(lua_tostring(L, -1));
  else
    wrong_type(L, arg, "filter: class, digit or table");
  if (digit == 0)
    luaL_argerror(L, arg, "filter: unknown class");
  return digit;
}

/* The number at the top of the stack; -1, which no row has, for others. */
static int filter_integer(lua_State *L, int arg, const char *name) {
  lua_Number n = lua_tonumber(L, -1);
  if (lua_type(L, -1) != LUA_TNUMBER)
    luaL_argerror(L, arg,
                  lua_pushfstring(L, "filter.%s: number expected", name));
  return n >= 0 && n <= 9999 ? (int)n : -1;
}

/* Where the strings of a filter are kept on the stack: the table may lose
   them, in a finalizer, before they are upvalues. */
enum { FILTER_CATEGORY = 2, FILTER_STATUS, FILTER_COMMAND };

static void filter_string(lua_State *L, int arg, const char *name, int slot) {
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_argerror(L, arg,
                  lua_pushfstring(L, "filter.%s: string expected", name));
  lua_pushvalue(L, -1);
  lua_replace(L, slot);
}

/* Reads one field of a filter table; its value is at the top. */
static void filter_field(lua_State *L, const char *name,
                         smtpcodes_filter *filter) {
  if (strcmp(name, "class") == 0)
    filter->klass = filter_class(L, 1);
  else if (strcmp(name, "category") == 0)
    filter_string(L, 1, name, FILTER_CATEGORY);
  else if (strcmp(name, "status") == 0)
    filter_string(L, 1, name, FILTER_STATUS);
  else if (strcmp(name, "command") == 0)
    filter_string(L, 1, name, FILTER_COMMAND);
  else if (strcmp(name, "code") == 0)
    filter->code = filter_integer(L, 1, name);
  else if (strcmp(name, "subject") == 0) {
    filter->by_subject = 1;
    filter->subject = filter_integer(L, 1, name);
  } else
    luaL_argerror(L, 1, "filter: unknown field");
}

static void read_filter_table(lua_State *L, smtpcodes_filter *filter) {
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_argerror(L, 1, "filter: unknown field");
    filter_field(L, lua_tostring(L, -2), filter);
    lua_pop(L, 1);
  }
}

/* The filter in argument 1; its strings come to their slots. */
static void read_filter(lua_State *L, smtpcodes_filter *filter) {
  memset(filter, 0, sizeof(*filter));
  lua_settop(L, 1);
  lua_settop(L, FILTER_COMMAND);
  if (lua_istable(L, 1))
    read_filter_table(L, filter);
  else if (!lua_isnil(L, 1)) {
    lua_pushvalue(L, 1);
    filter->klass = filter_class(L, 1);
  }
}

/* The upvalues of an iterator: its record table, then the filter. */
enum {
  IT_RECORDS = 1,
  IT_CLASS,
  IT_CATEGORY,
  IT_STATUS,
  IT_COMMAND,
  IT_CODE,
  IT_BY_SUBJECT,
  IT_SUBJECT,
  IT_COUNT = 8
};

static void push_iterator(lua_State *L, const smtpcodes_filter *filter,
                          int records, lua_CFunction next) {
  lua_pushvalue(L, lua_upvalueindex(records));
  lua_pushinteger(L, filter->klass);
  lua_pushvalue(L, FILTER_CATEGORY);
  lua_pushvalue(L, FILTER_STATUS);
  lua_pushvalue(L, FILTER_COMMAND);
  lua_pushinteger(L, filter->code);
  lua_pushinteger(L, filter->by_subject);
  lua_pushinteger(L, filter->subject);
  lua_pushcclosure(L, next, IT_COUNT);
}

static void upvalue_filter(lua_State *L, smtpcodes_filter *filter) {
  filter->klass = (int)lua_tointeger(L, lua_upvalueindex(IT_CLASS));
  filter->category = lua_tostring(L, lua_upvalueindex(IT_CATEGORY));
  filter->status = lua_tostring(L, lua_upvalueindex(IT_STATUS));
  filter->command = lua_tostring(L, lua_upvalueindex(IT_COMMAND));
  filter->code = (int)lua_tointeger(L, lua_upvalueindex(IT_CODE));
  filter->by_subject = (int)lua_tointeger(L, lua_upvalueindex(IT_BY_SUBJECT));
  filter->subject = (int)lua_tointeger(L, lua_upvalueindex(IT_SUBJECT));
}

/* Step of `for code, record in each(filter)`: (state, code) -> next pair. */
static int next_code(lua_State *L) {
  smtpcodes_filter filter;
  smtpcodes_code row;
  int after = lua_isnoneornil(L, 2) ? 0 : check_code(L, 2);
  upvalue_filter(L, &filter);
  if (!smtpcodes_next_code(after, &filter, &row))
    return 0;
  lua_pushinteger(L, row.code);
  lua_rawgeti(L, lua_upvalueindex(IT_RECORDS), row.code);
  return 2;
}

/* each([filter]) -> iterator of code, record, in ascending order */
static int l_each(lua_State *L) {
  smtpcodes_filter filter;
  read_filter(L, &filter);
  push_iterator(L, &filter, UP_CODES, next_code);
  return 1;
}

/* The record and the class of a key that next_enhanced gave. */
static void read_key(lua_State *L, int *klass, smtpcodes_enhanced *row) {
  int subject, detail;
  size_t len;
  const char *key = luaL_checklstring(L, 2, &len);
  if (!smtpcodes_read_enhanced(key, len, klass, &subject, &detail) ||
      smtpcodes_find_enhanced(*klass, subject, detail, row) != SMTPCODES_EXACT)
    luaL_argerror(L, 2, "not a key of enhanced_codes");
}

/* Step of `for key, record in each_enhanced(filter)`. */
static int next_enhanced(lua_State *L) {
  smtpcodes_filter filter;
  smtpcodes_enhanced row;
  int klass = 0;
  if (!lua_isnoneornil(L, 2))
    read_key(L, &klass, &row);
  upvalue_filter(L, &filter);
  if (!smtpcodes_next_enhanced(&klass, &filter, &row))
    return 0;
  push_key(L, klass, row.subject, row.detail);
  lua_rawgeti(L, lua_upvalueindex(IT_RECORDS), detail_key(&row));
  return 2;
}

/* each_enhanced([filter]) -> iterator of key, record, in ascending order */
static int l_each_enhanced(lua_State *L) {
  smtpcodes_filter filter;
  read_filter(L, &filter);
  push_iterator(L, &filter, UP_DETAILS, next_enhanced);
  return 1;
}

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
    wrong_type(L, arg, "options: table");
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
    wrong_type(L, 1, "bytes: string");
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
  push_key(L, reply->klass, reply->subject, reply->detail);
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

/* What is copied without asking Lua for memory. */
#define FEW_OCTETS 1024

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
    wrong_type(L, 2, expected);
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
  const char *from = s->used > 0 ? s->bytes + s->first : "";
  const char *lf = (const char *)memchr(from + at, '\n', pending - at);
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
static int push_unfolded(lua_State *L, const char *text,
                         const smtpcodes_extracted *found) {
  static const smtpcodes_limits wide = {0, 1 << 30, 1 << 30, 1 << 30};
  smtpcodes_reply reply;
  size_t len = found->last - found->first, room = 2 * len + 2;
  char *wire = (char *)lua_newuserdata(L, room);
  len = smtpcodes_unfold(text + found->first, len, wire, room);
  return read_reply(L, wire, len, &wide, &reply);
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
    wrong_type(L, 1, "text: string");
  text = lua_tolstring(L, 1, &len);
  if (!smtpcodes_extract(text, len, &found)) {
    lua_pushnil(L);
    return 1;
  }
  if (found.code == 0 || push_unfolded(L, text, &found) != SMTPCODES_OK)
    push_enhanced_only(L, text, &found);
  else if (found.klass != SMTPCODES_ANY) {
    /* Where the reply has none of its own, the text's enhanced code. */
    lua_getfield(L, -1, "enhanced");
    if (lua_isnil(L, -1)) {
      smtpcodes_reply reply;
      reply.klass = found.klass;
      reply.subject = found.subject;
      reply.detail = found.detail;
      lua_pop(L, 1);
      set_enhanced(L, &reply);
    } else
      lua_pop(L, 1);
  }
  set_surroundings(L, text, &found);
  lua_pushinteger(L, (lua_Integer)found.first + 1);
  lua_pushinteger(L, (lua_Integer)found.last);
  return 3;
}

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
    wrong_type(L, arg, "enhanced: string, true or nil");
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
    wrong_type(L, arg, "text: string or list of strings");
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
    wrong_type(L, arg, "options: table");
  lua_getfield(L, arg, "utf8");
  draft->utf8 = lua_toboolean(L, -1);
  lua_pop(L, 1);
}

/* A code for a draft: 0, which nobody can build, for a number that is none. */
static int check_draft_code(lua_State *L, int arg) {
  if (lua_type(L, arg) != LUA_TNUMBER)
    wrong_type(L, arg, "code: number");
  return check_code(L, arg);
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
    wrong_type(L, 3, "text: string");
  results = l_build(L);
  if (results > 1)
    return results;
  bytes = lua_tolstring(L, -1, &len);
  draft.code = check_code(L, 1);
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
    wrong_type(L, 1, "situation: string");
  name = lua_tolstring(L, 1, &len);
  return push_situation(L, smtpcodes_suggest(name, len, &row), &row);
}

/* from_http(status) -> code, enhanced, text | nil */
static int l_from_http(lua_State *L) {
  smtpcodes_situation row;
  lua_Number n;
  if (lua_type(L, 1) != LUA_TNUMBER)
    wrong_type(L, 1, "status: number");
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

/* ---- classify --------------------------------------------------------- */

/* A table with code and enhanced: a reply of parse or find, or the like. */
static void classify_table(lua_State *L, smtpcodes_subject *subject) {
  size_t len;
  const char *enhanced;
  lua_getfield(L, 1, "code");
  if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER)
    luaL_argerror(L, 1, "reply.code: number expected");
  subject->code = lua_isnil(L, -1) ? 0 : check_code(L, -1);
  lua_getfield(L, 1, "enhanced");
  if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TSTRING)
    luaL_argerror(L, 1, "reply.enhanced: string expected");
  enhanced = lua_tolstring(L, -1, &len);
  if (enhanced != NULL)
    smtpcodes_read_enhanced(enhanced, len, &subject->klass, &subject->subject,
                            &subject->detail);
  lua_pop(L, 2);
  lua_getfield(L, 1, "text"); /* stays: the table may lose it */
  if (lua_type(L, -1) == LUA_TSTRING)
    subject->text = lua_tolstring(L, -1, &subject->len);
}

/* What argument 1 asks about. */
static void check_subject(lua_State *L, smtpcodes_subject *subject) {
  memset(subject, 0, sizeof(*subject));
  subject->klass = subject->subject = subject->detail = SMTPCODES_ANY;
  if (lua_type(L, 1) == LUA_TNUMBER)
    subject->code = check_code(L, 1);
  else if (lua_type(L, 1) == LUA_TSTRING) {
    size_t len;
    const char *text = lua_tolstring(L, 1, &len);
    smtpcodes_subject_of(text, len, subject);
  } else if (lua_istable(L, 1))
    classify_table(L, subject);
  else
    wrong_type(L, 1, "reply: table, string or number");
}

/* The context at `arg`; its strings stay on the stack. */
static void check_context(lua_State *L, int arg, smtpcodes_context *context) {
  memset(context, 0, sizeof(*context));
  if (lua_isnoneornil(L, arg))
    return;
  if (!lua_istable(L, arg))
    wrong_type(L, arg, "context: table");
  context->command = table_string(L, arg, "context", "command");
  context->extension = table_string(L, arg, "context", "extension");
  context->protocol = table_string(L, arg, "context", "protocol");
  context->host = table_string(L, arg, "context", "host");
  context->provider = table_string(L, arg, "context", "provider");
  context->from = table_string(L, arg, "context", "from");
  lua_getfield(L, arg, "recipients");
  context->recipients = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  lua_getfield(L, arg, "expired");
  context->expired = lua_toboolean(L, -1);
  lua_pop(L, 1);
}

static void set_flag(lua_State *L, const char *name, int value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, name);
}

/* A part of the text that was classified. */
static void set_part(lua_State *L, const char *name, const char *text,
                     const smtpcodes_span *span) {
  if (span->last > span->first) {
    lua_pushlstring(L, text + span->first, span->last - span->first);
    lua_setfield(L, -2, name);
  }
}

/* `before`: octets of what was given that stand before the text. */
static void push_verdict(lua_State *L, const smtpcodes_verdict *v,
                         const char *text, size_t before) {
  lua_createtable(L, 0, 20);
  set_word(L, "class",
           smtpcodes_class(v->code != 0 ? v->code : v->klass * 100));
  set_word(L, "category", smtpcodes_category(v->code));
  if (v->code != 0)
    set_integer(L, "code", v->code);
  if (v->klass != SMTPCODES_ANY) {
    push_key(L, v->klass, v->subject, v->detail);
    lua_setfield(L, -2, "enhanced");
  }
  set_word(L, "reason", v->reason);
  set_word(L, "detail", v->reason_detail);
  set_word(L, "traffic", v->traffic);
  if (v->retry_after > 0)
    set_integer(L, "retry_after", v->retry_after);
  set_word(L, "provider", v->provider);
  set_part(L, "ip", text, &v->ip);
  set_part(L, "url", text, &v->url);
  set_part(L, "list", text, &v->list);
  set_part(L, "tag", text, &v->tag);
  set_word(L, "bounce", v->bounce);
  set_word(L, "action", v->action);
  set_flag(L, "requeue", v->requeue);
  set_word(L, "final", v->final);
  set_word(L, "scope", v->scope);
  set_word(L, "owner", v->owner);
  set_word(L, "remedy", v->remedy);
  if (v->closing)
    set_flag(L, "closing", 1);
  set_word(L, "confidence", v->confidence);
  lua_createtable(L, 0, 5);
  set_word(L, "source", v->source);
  set_word(L, "file", v->file);
  if (v->row > 0)
    set_integer(L, "row", v->row);
  if (v->last > v->first) {
    set_integer(L, "first", (int)(before + v->first) + 1);
    set_integer(L, "last", (int)(before + v->last));
  }
  lua_setfield(L, -2, "evidence");
  set_word(L, "why", v->why);
  set_word(L, "rules", SMTPCODES_RULES);
}

/* The verdict on argument 1 in the context of argument 2. */
static void judge(lua_State *L, const struct smtpcodes_rules *rules,
                  smtpcodes_subject *subject, smtpcodes_verdict *verdict) {
  smtpcodes_context context;
  check_subject(L, subject);
  check_context(L, 2, &context);
  context.rules = rules;
  smtpcodes_classify(subject, &context, verdict);
}

/* How much of the string at argument 1 stands before the reply in it. */
static size_t before_reply(lua_State *L, const smtpcodes_subject *subject) {
  if (lua_type(L, 1) != LUA_TSTRING)
    return 0;
  return (size_t)(subject->text - lua_tostring(L, 1));
}

static int push_judged(lua_State *L, const struct smtpcodes_rules *rules) {
  smtpcodes_subject subject;
  smtpcodes_verdict verdict;
  judge(L, rules, &subject, &verdict);
  push_verdict(L, &verdict, subject.text, before_reply(L, &subject));
  return 1;
}

static int push_reason(lua_State *L, const struct smtpcodes_rules *rules) {
  smtpcodes_subject subject;
  smtpcodes_verdict verdict;
  judge(L, rules, &subject, &verdict);
  lua_pushstring(L, verdict.reason);
  lua_pushstring(L, verdict.action);
  return 2;
}

/* classify(reply | text | code [, context]) -> verdict */
static int l_classify(lua_State *L) {
  lua_settop(L, 2);
  return push_judged(L, NULL);
}

/* reason_of(text [, context]) -> reason, action: as classify, no table */
static int l_reason_of(lua_State *L) {
  lua_settop(L, 2);
  return push_reason(L, NULL);
}

/* ---- rules of one's own ------------------------------------------------ */

#define RULES "smtpcodes.rules"

/* The largest file of rules, in octets. */
#define MAX_RULES_FILE (16L * 1024 * 1024)

/* Rows, whose texts stand on the stack; and what is told of them. */
typedef struct rule_rows {
  smtpcodes_rule *rows;
  size_t count;
  const char *text; /* of the file, or NULL */
  size_t len;
} rule_rows;

/* A userdata of at least one octet. */
static void *new_memory(lua_State *L, size_t size) {
  return lua_newuserdata(L, size > 0 ? size : 1);
}

/* How many octets a file has, or -1: it cannot be read, or is too large. */
static long file_size(const char *name) {
  FILE *f = fopen(name, "rb");
  long size = -1;
  if (f == NULL)
    return -1;
  if (fseek(f, 0, SEEK_END) == 0)
    size = ftell(f);
  (void)fclose(f);
  return size <= MAX_RULES_FILE ? size : -1;
}

/* Reads a file into a userdata on top of the stack; NULL: it cannot be read.
   Nothing is allocated while it is open. */
static const char *push_file(lua_State *L, const char *name, size_t *len) {
  long size = file_size(name);
  char *text = size >= 0 ? (char *)new_memory(L, (size_t)size) : NULL;
  FILE *f = text != NULL ? fopen(name, "rb") : NULL;
  int failed;
  if (f == NULL)
    return NULL;
  *len = fread(text, 1, (size_t)size, f);
  failed = ferror(f);
  (void)fclose(f);
  return failed ? NULL : text;
}

/* The rows of the file whose name is argument 1; 0: it cannot be read. */
static int read_rule_file(lua_State *L, rule_rows *r, smtpcodes_report report,
                          void *data) {
  r->text = push_file(L, lua_tostring(L, 1), &r->len);
  if (r->text == NULL)
    return 0;
  r->count = smtpcodes_rules_read(r->text, r->len, NULL, 0, NULL, NULL);
  r->rows = (smtpcodes_rule *)new_memory(L, r->count * sizeof(*r->rows));
  smtpcodes_rules_read(r->text, r->len, r->rows, r->count, report, data);
  return 1;
}

static const char *const rule_cells[] = {
    "reason", "detail", "phrase", "when", "retry_after", "source", NULL};

/* Fills a row from the table on top of the stack; `anchor` keeps its texts. */
static void read_rule_table(lua_State *L, int anchor, smtpcodes_rule *row) {
  int i;
  for (i = 0; rule_cells[i] != NULL; i++) {
    lua_getfield(L, -1, rule_cells[i]);
    if (!lua_isnil(L, -1) && !lua_isstring(L, -1))
      luaL_error(L, "bad argument #1 (rules[%d].%s: string expected, got %s)",
                 (int)row->line, rule_cells[i], luaL_typename(L, -1));
    row->cells[i].text = lua_tolstring(L, -1, &row->cells[i].len);
    lua_rawseti(L, anchor, (int)lua_objlen(L, anchor) + 1);
  }
}

/* The rows of the list that is argument 1. */
static void read_rule_list(lua_State *L, rule_rows *r) {
  size_t i;
  int anchor;
  r->count = lua_objlen(L, 1);
  r->rows = (smtpcodes_rule *)new_memory(L, r->count * sizeof(*r->rows));
  memset(r->rows, 0, r->count * sizeof(*r->rows));
  lua_newtable(L);
  anchor = lua_gettop(L);
  for (i = 0; i < r->count; i++) {
    r->rows[i].line = i + 1;
    lua_rawgeti(L, 1, (int)i + 1);
    if (!lua_istable(L, -1))
      luaL_error(L, "bad argument #1 (rules[%d]: table expected, got %s)",
                 (int)i + 1, luaL_typename(L, -1));
    read_rule_table(L, anchor, &r->rows[i]);
    lua_pop(L, 1);
  }
}

/* The rows that argument 1 names or holds; 0: the file cannot be read. */
static int read_rules(lua_State *L, rule_rows *r, smtpcodes_report report,
                      void *data) {
  memset(r, 0, sizeof(*r));
  if (lua_type(L, 1) == LUA_TSTRING)
    return read_rule_file(L, r, report, data);
  if (!lua_istable(L, 1))
    wrong_type(L, 1, "rules: table or file name");
  read_rule_list(L, r);
  return 1;
}

/* Pushes where a problem stands: a column in a file, a field in a table. */
static void push_place(lua_State *L, const rule_rows *r,
                       const smtpcodes_problem *problem) {
  if (r->text != NULL)
    lua_pushinteger(L, (lua_Integer)problem->column);
  else
    lua_pushstring(L, rule_cells[problem->cell]);
}

/* Keeps the first error that it is told of. */
static void keep_first(void *data, const smtpcodes_problem *problem) {
  smtpcodes_problem *first = (smtpcodes_problem *)data;
  if (first->kind == NULL && problem->is_error)
    *first = *problem;
}

static int push_rules_failure(lua_State *L, const rule_rows *r,
                              const smtpcodes_problem *problem) {
  lua_pushnil(L);
  lua_pushstring(L, problem->kind);
  lua_pushinteger(L, (lua_Integer)problem->line);
  push_place(L, r, problem);
  return 4;
}

/* Compiles rows into a userdata on top of the stack. */
static const struct smtpcodes_rules *compile(lua_State *L, const rule_rows *r,
                                             smtpcodes_report report,
                                             void *data) {
  void *memory = new_memory(L, smtpcodes_rules_size(r->rows, r->count));
  return smtpcodes_rules_compile(r->rows, r->count, memory, report, data);
}

/* rules(list | file) -> rules | nil, kind, line, column | field */
static int l_rules(lua_State *L) {
  rule_rows r;
  smtpcodes_problem first;
  memset(&first, 0, sizeof(first));
  lua_settop(L, 1);
  if (!read_rules(L, &r, keep_first, &first)) {
    lua_pushnil(L);
    lua_pushliteral(L, "file");
    return 2;
  }
  if (first.kind == NULL)
    compile(L, &r, keep_first, &first);
  if (first.kind != NULL)
    return push_rules_failure(L, &r, &first);
  luaL_getmetatable(L, RULES);
  lua_setmetatable(L, -2);
  return 1;
}

/* Whom lint tells: a list on the stack. */
typedef struct lint_list {
  lua_State *L;
  const rule_rows *rows;
  int list;
} lint_list;

static void add_problem(void *data, const smtpcodes_problem *problem) {
  lint_list *to = (lint_list *)data;
  lua_State *L = to->L;
  lua_createtable(L, 0, 6);
  lua_pushstring(L, problem->is_error ? "error" : "warning");
  lua_setfield(L, -2, "severity");
  set_word(L, "kind", problem->kind);
  set_word(L, "message", problem->message);
  set_integer(L, "line", (int)problem->line);
  push_place(L, to->rows, problem);
  lua_setfield(L, -2, to->rows->text != NULL ? "column" : "field");
  if (problem->other > 0)
    set_integer(L, "other", (int)problem->other);
  lua_rawseti(L, to->list, (int)lua_objlen(L, to->list) + 1);
}

/* lint(list | file) -> list of problems | nil, "file" */
static int l_lint(lua_State *L) {
  rule_rows r;
  lint_list to;
  const struct smtpcodes_rules *rules;
  int read;
  to.L = L;
  to.rows = &r;
  lua_settop(L, 1);
  lua_newtable(L);
  to.list = 2;
  read = read_rules(L, &r, add_problem, &to);
  if (!read) {
    lua_pushnil(L);
    lua_pushliteral(L, "file");
    return 2;
  }
  rules = compile(L, &r, add_problem, &to);
  if (rules != NULL)
    smtpcodes_rules_lint(rules, r.rows, r.count, add_problem, &to);
  lua_pushvalue(L, to.list);
  return 1;
}

/* The rules that a method was called on, moved behind its arguments. */
static const struct smtpcodes_rules *check_rules(lua_State *L) {
  const struct smtpcodes_rules *rules =
      (const struct smtpcodes_rules *)luaL_checkudata(L, 1, RULES);
  lua_settop(L, 3);
  lua_pushvalue(L, 1);
  lua_remove(L, 1);
  return rules;
}

/* rules:classify(reply | text | code [, context]) -> verdict */
static int l_rules_classify(lua_State *L) {
  return push_judged(L, check_rules(L));
}

/* rules:reason_of(text [, context]) -> reason, action */
static int l_rules_reason_of(lua_State *L) {
  return push_reason(L, check_rules(L));
}

/* ---- bounce events ------------------------------------------------------ */

/* Which field of an event says what: paths, see data/events.tsv. */
static const struct event_row {
  const char *event, *when, *list, *recipient, *reply, *code, *enhanced, *host,
      *label, *final;
} events[] = {
#include "data/events.inc"
};

/* What a label means: reasons or actions; NULL: nothing. */
static const struct label_row {
  const char *event, *label, *means, *final;
} labels[] = {
#include "data/event_labels.inc"
};

#define EVENTS ((int)(sizeof(events) / sizeof(events[0])))
#define LABELS ((int)(sizeof(labels) / sizeof(labels[0])))

/* Pushes what stands at a path (a.b.c) of the table at `base`, or nil. */
static void push_path(lua_State *L, int base, const char *path, size_t len) {
  lua_pushvalue(L, base);
  while (len > 0 && lua_istable(L, -1)) {
    const char *dot = (const char *)memchr(path, '.', len);
    size_t n = dot != NULL ? (size_t)(dot - path) : len;
    lua_pushlstring(L, path, n);
    lua_gettable(L, -2);
    lua_remove(L, -2);
    n += dot != NULL;
    path += n;
    len -= n;
  }
  if (len > 0) {
    lua_pop(L, 1);
    lua_pushnil(L);
  }
}

/* An event, and one of its items. */
typedef struct event {
  const struct event_row *row;
  int whole, item; /* where they stand on the stack */
} event;

/* Pushes the text or number at one path, as a string; else nil. */
static void push_value(lua_State *L, const event *e, const char *path,
                       size_t len) {
  int whole = len > 0 && path[0] == '/';
  push_path(L, whole ? e->whole : e->item, path + whole, len - (size_t)whole);
  if (lua_type(L, -1) == LUA_TNUMBER)
    lua_tolstring(L, -1, NULL);
  if (lua_type(L, -1) != LUA_TSTRING) {
    lua_pop(L, 1);
    lua_pushnil(L);
  }
}

/* Puts the two on top together, with a / between them; or the one there is. */
static void join(lua_State *L) {
  if (lua_isnil(L, -1) || lua_isnil(L, -2)) {
    if (lua_isnil(L, -2))
      lua_remove(L, -2);
    else
      lua_pop(L, 1);
    return;
  }
  lua_pushliteral(L, "/");
  lua_insert(L, -2);
  lua_concat(L, 3);
}

/* Pushes the first of the paths a|b that is there, of a+b both; or nil. */
static void push_field(lua_State *L, const event *e, const char *paths) {
  lua_pushnil(L);
  while (paths != NULL && *paths != '\0') {
    size_t n = strcspn(paths, "|+");
    int both = n > 0 && paths[n] == '+';
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      push_value(L, e, paths, n);
      if (both) {
        paths += n + 1;
        n = strcspn(paths, "|");
        push_value(L, e, paths, n);
        join(L);
      }
    }
    paths += n + (paths[n] != '\0');
  }
}

/* Whether an event is of the kind of a row: "path=value", or "path". */
static int is_of_kind(lua_State *L, const struct event_row *row, int whole) {
  const char *equals = row->when != NULL ? strchr(row->when, '=') : NULL;
  event e;
  int yes;
  e.row = row;
  e.whole = e.item = whole;
  if (row->when == NULL)
    return 1;
  push_value(L, &e, row->when,
             equals != NULL ? (size_t)(equals - row->when)
                            : strlen(row->when));
  yes = !lua_isnil(L, -1) &&
        (equals == NULL || strcmp(lua_tostring(L, -1), equals + 1) == 0);
  lua_pop(L, 1);
  return yes;
}

/* Whether a word is in a list with commas. */
static int is_in(const char *list, const char *word) {
  size_t len = strlen(word);
  while (list != NULL && *list != '\0') {
    size_t n = strcspn(list, ",");
    if (n == len && memcmp(list, word, n) == 0)
      return 1;
    list += n + (list[n] != '\0');
  }
  return 0;
}

static const struct label_row *find_label(const char *of, const char *label) {
  int i;
  for (i = 0; i < LABELS && label != NULL; i++)
    if (strcmp(labels[i].event, of) == 0 &&
        strcmp(labels[i].label, label) == 0)
      return &labels[i];
  return NULL;
}

static const char *usual_action(const char *reason) {
  size_t count, i;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  for (i = 0; i < count; i++)
    if (strcmp(rows[i].reason, reason) == 0)
      return rows[i].action;
  return "";
}

/* Whether the label, or else the status beside the reply, says what the
   verdict on the reply says; -1: neither says anything. */
static int agrees(const struct label_row *label, const char *status,
                  const smtpcodes_verdict *verdict) {
  smtpcodes_subject subject;
  smtpcodes_verdict of_status;
  int same = -1;
  if (label != NULL && label->means != NULL)
    same = is_in(label->means, verdict->reason) ||
           is_in(label->means, usual_action(verdict->reason));
  if (same == 0 || (same == 1 && strcmp(label->event, "dsn") != 0))
    return same;
  memset(&subject, 0, sizeof(subject));
  subject.klass = SMTPCODES_ANY;
  if (status == NULL ||
      !smtpcodes_read_enhanced(status, strlen(status), &subject.klass,
                               &subject.subject, &subject.detail))
    return same;
  smtpcodes_classify(&subject, NULL, &of_status);
  if (strcmp(of_status.reason, "unknown") == 0)
    return same;
  return strcmp(usual_action(of_status.reason),
                usual_action(verdict->reason)) == 0;
}

/* What is known of one recipient of an event; texts stand on the stack. */
typedef struct notice {
  const char *recipient, *reply, *code, *status, *host, *label;
  size_t reply_len;
} notice;

/* The reply, and where it has no codes of its own those beside it. */
static void subject_of(const notice *n, smtpcodes_subject *subject) {
  memset(subject, 0, sizeof(*subject));
  subject->klass = subject->subject = subject->detail = SMTPCODES_ANY;
  if (n->reply != NULL)
    smtpcodes_subject_of(n->reply, n->reply_len, subject);
  if (subject->code == 0 && n->code != NULL && strlen(n->code) == 3)
    subject->code = (int)strtol(n->code, NULL, 10);
  if (subject->klass == SMTPCODES_ANY && n->status != NULL)
    smtpcodes_read_enhanced(n->status, strlen(n->status), &subject->klass,
                            &subject->subject, &subject->detail);
}

/* Whether the sender of the event does not try again. */
static int is_final(const struct event_row *row,
                    const struct label_row *label) {
  const char *final = row->final;
  if (final == NULL && label != NULL)
    final = label->final;
  return final != NULL && strcmp(final, "yes") == 0;
}

/* Pushes {recipient, reply, label, status, host, agrees, verdict}. */
static void push_notice(lua_State *L, const struct event_row *row,
                        const notice *n) {
  const struct label_row *label = find_label(row->event, n->label);
  smtpcodes_subject subject;
  smtpcodes_context context;
  smtpcodes_verdict verdict;
  int same;
  subject_of(n, &subject);
  memset(&context, 0, sizeof(context));
  context.host = n->host;
  context.expired = is_final(row, label);
  smtpcodes_classify(&subject, &context, &verdict);
  same = agrees(label, n->status, &verdict);
  lua_createtable(L, 0, 7);
  set_word(L, "recipient", n->recipient);
  if (n->reply != NULL) {
    lua_pushlstring(L, n->reply, n->reply_len);
    lua_setfield(L, -2, "reply");
  }
  set_word(L, "label", n->label);
  set_word(L, "status", n->status);
  set_word(L, "host", n->host);
  if (same >= 0)
    set_flag(L, "agrees", same);
  push_verdict(L, &verdict, subject.text, 0);
  lua_setfield(L, -2, "verdict");
}

/* A field as a string that stays on the stack, or NULL. */
static const char *keep_field(lua_State *L, const event *e,
                              const char *paths) {
  push_field(L, e, paths);
  return lua_tostring(L, -1);
}

/* Adds what an item says to the list at `list`. */
static void add_item(lua_State *L, const event *e, int list) {
  int top = lua_gettop(L);
  notice n;
  luaL_checkstack(L, 12, "event");
  n.recipient = keep_field(L, e, e->row->recipient);
  n.reply = keep_field(L, e, e->row->reply);
  n.reply_len = n.reply != NULL ? lua_objlen(L, -1) : 0;
  n.code = keep_field(L, e, e->row->code);
  n.status = keep_field(L, e, e->row->enhanced);
  n.host = keep_field(L, e, e->row->host);
  n.label = keep_field(L, e, e->row->label);
  push_notice(L, e->row, &n);
  lua_rawseti(L, list, (int)lua_objlen(L, list) + 1);
  lua_settop(L, top);
}

/* Adds the items of an event to the list; 0: it has none of this kind. */
static int add_event(lua_State *L, const struct event_row *row, int whole,
                     int list) {
  event e;
  int i, count;
  e.row = row;
  e.whole = whole;
  if (!is_of_kind(L, row, whole))
    return 0;
  push_path(L, whole, row->list != NULL ? row->list : "",
            row->list != NULL ? strlen(row->list) : 0);
  e.item = lua_gettop(L);
  if (!lua_istable(L, e.item))
    return 0;
  lua_rawgeti(L, e.item, 1);
  count = lua_istable(L, -1) ? (int)lua_objlen(L, e.item) : 0;
  lua_pop(L, 1);
  if (count == 0) {
    add_item(L, &e, list);
    return 1;
  }
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, e.item, i);
    e.item = lua_gettop(L);
    if (lua_istable(L, e.item))
      add_item(L, &e, list);
    lua_pop(L, 1);
    e.item--;
  }
  return 1;
}

/* Adds the items of the event on top of the stack; 0: it is none. */
static int add_any(lua_State *L, const char *name, int list) {
  int i, top = lua_gettop(L), added = 0;
  for (i = 0; i < EVENTS && lua_istable(L, top) && !added; i++)
    if (strcmp(events[i].event, name) == 0) {
      added = add_event(L, &events[i], top, list);
      lua_settop(L, top);
    }
  return added;
}

/* from_ses(event), ...: one event, or a list of them */
static int l_from_event(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(1));
  int i, count, added = 0;
  if (!lua_istable(L, 1))
    wrong_type(L, 1, "event: table");
  lua_settop(L, 1);
  lua_newtable(L);
  lua_rawgeti(L, 1, 1);
  count = lua_istable(L, -1) ? (int)lua_objlen(L, 1) : 0;
  lua_settop(L, 2);
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, 1, i);
    added += add_any(L, name, 2);
    lua_settop(L, 2);
  }
  if (count == 0) {
    lua_pushvalue(L, 1);
    added = add_any(L, name, 2);
    lua_settop(L, 2);
  }
  if (added > 0 || count > 0)
    return 1;
  lua_pushnil(L);
  lua_pushliteral(L, "event");
  return 2;
}

/* A part of a text as a string that stays on the stack; NULL: none. */
static const char *keep_span(lua_State *L, const char *text,
                             const smtpcodes_span *span) {
  if (span->last == span->first)
    return NULL;
  lua_pushlstring(L, text + span->first, span->last - span->first);
  return lua_tostring(L, -1);
}

/* Adds what a notification says of one recipient. */
static void add_notice(lua_State *L, const char *text,
                       const smtpcodes_notice *found) {
  static const struct event_row row = {"dsn", NULL, NULL, NULL, NULL,
                                       NULL,  NULL, NULL, NULL, NULL};
  notice n;
  memset(&n, 0, sizeof(n));
  n.recipient = keep_span(L, text, &found->recipient);
  n.reply = text + found->reply.first;
  n.reply_len = found->reply.last - found->reply.first;
  n.label = keep_span(L, text, &found->action);
  n.host = keep_span(L, text, &found->host);
  if (found->klass != SMTPCODES_ANY) {
    push_key(L, found->klass, found->subject, found->detail);
    n.status = lua_tostring(L, -1);
  }
  push_notice(L, &row, &n);
  lua_rawseti(L, 2, (int)lua_objlen(L, 2) + 1);
  lua_settop(L, 2);
}

/* from_dsn(text) -> list of notices | nil, "event" */
static int l_from_dsn(lua_State *L) {
  smtpcodes_notice found;
  size_t len, at = 0;
  const char *text;
  if (lua_type(L, 1) != LUA_TSTRING)
    wrong_type(L, 1, "text: string");
  text = lua_tolstring(L, 1, &len);
  lua_settop(L, 1);
  lua_newtable(L);
  while ((at = smtpcodes_next_notice(text, len, at, &found)) > 0)
    add_notice(L, text, &found);
  if (lua_objlen(L, 2) > 0)
    return 1;
  lua_pushnil(L);
  lua_pushliteral(L, "event");
  return 2;
}

static const char *const event_names[] = {"ses", "sendgrid", "mailgun",
                                          "postmark"};

/* from_ses and its kin; the module is on top. */
static void set_event_functions(lua_State *L) {
  size_t i;
  for (i = 0; i < sizeof(event_names) / sizeof(event_names[0]); i++) {
    lua_pushfstring(L, "from_%s", event_names[i]);
    lua_pushstring(L, event_names[i]);
    lua_pushcclosure(L, l_from_event, 1);
    lua_rawset(L, -3);
  }
}

/* normalize(text) -> a key under which like replies come together */
static int l_normalize(lua_State *L) {
  size_t len, room;
  const char *text;
  char *out;
  if (lua_type(L, 1) != LUA_TSTRING)
    wrong_type(L, 1, "text: string");
  text = lua_tolstring(L, 1, &len);
  room = smtpcodes_normalize(text, len, NULL, 0);
  out = (char *)lua_newuserdata(L, room + 1);
  smtpcodes_normalize(text, len, out, room);
  lua_pushlstring(L, out, room);
  return 1;
}

/* ---- the module ------------------------------------------------------- */

typedef struct entry {
  const char *name;
  lua_CFunction function;
} entry;

/* Functions that look records up: upvalues UP_CODES and UP_DETAILS. */
static const entry table_functions[] = {
    {"lookup", l_lookup},
    {"each", l_each},
    {"each_enhanced", l_each_enhanced},
};

/* Gives the functions that look records up their upvalues. */
static void set_table_functions(lua_State *L, int module, int codes,
                                int details) {
  size_t i;
  for (i = 0; i < sizeof(table_functions) / sizeof(table_functions[0]); i++) {
    lua_pushvalue(L, codes);
    lua_pushvalue(L, details);
    lua_pushcclosure(L, table_functions[i].function, UP_COUNT);
    lua_setfield(L, module, table_functions[i].name);
  }
}

/* Pushes what an opening has on the stack. */
static void begin_opening(lua_State *L, opening *o) {
  int name;
  memset(o->texts, 0, sizeof(o->texts));
  luaL_checkstack(L, F_COUNT + 20, "opening smtpcodes");
  o->names = lua_gettop(L) + 1;
  for (name = 0; name < F_COUNT; name++)
    lua_pushstring(L, field_names[name]);
  lua_createtable(L, LIST_SLOTS / 2, 0);
  o->count = 0;
  o->lists = lua_gettop(L);
}

/* Fills codes, enhanced_codes and what reads them; the module is on top. */
static void set_codes(lua_State *L) {
  int module = lua_gettop(L), codes;
  opening o;
  begin_opening(L, &o);
  push_codes(L, &o);
  codes = lua_gettop(L);
  push_enhanced_codes(L, &o);
  set_table_functions(L, module, codes, codes + 2);
  lua_pop(L, 1);
  lua_setfield(L, module, "enhanced_codes");
  lua_setfield(L, module, "codes");
  lua_settop(L, module);
}

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

static const entry parser_methods[] = {
    {"feed", l_feed}, {"line", l_line},   {"pending", l_pending},
    {"eof", l_eof},   {"reset", l_reset},
};

/* The metatable of parsers; that of replies is on top. */
static void set_parser_methods(lua_State *L) {
  size_t i;
  int meta = lua_gettop(L) + 1, methods = meta + 1;
  luaL_newmetatable(L, PARSER);
  lua_createtable(L, 0, 8);
  for (i = 0; i < sizeof(parser_methods) / sizeof(parser_methods[0]); i++) {
    lua_pushcfunction(L, parser_methods[i].function);
    lua_setfield(L, methods, parser_methods[i].name);
  }
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

/* The metatable of rules. */
static void set_rules_methods(lua_State *L) {
  luaL_newmetatable(L, RULES);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, l_rules_classify);
  lua_setfield(L, -2, "classify");
  lua_pushcfunction(L, l_rules_reason_of);
  lua_setfield(L, -2, "reason_of");
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, RULES);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

/* parse, scan, parser; the module is on top. */
static void set_parse(lua_State *L) {
  int module = lua_gettop(L);
  push_reply_meta(L);
  set_reply_function(L, module, "parse", l_parse);
  set_reply_function(L, module, "find", l_find);
  set_parser_methods(L);
  lua_settop(L, module);
}

/* Functions that need nothing but their arguments. */
static const entry plain_functions[] = {
    {"classify", l_classify},
    {"reason_of", l_reason_of},
    {"normalize", l_normalize},
    {"rules", l_rules},
    {"lint", l_lint},
    {"scan", l_scan},
    {"parser", l_parser},
    {"build", l_build},
    {"build_lines", l_build_lines},
    {"milter", l_milter},
    {"nginx", l_nginx},
    {"suggest", l_suggest},
    {"from_http", l_from_http},
    {"from_dsn", l_from_dsn},
    {"each_situation", l_each_situation},
};

static void set_plain_functions(lua_State *L) {
  size_t i;
  for (i = 0; i < sizeof(plain_functions) / sizeof(plain_functions[0]); i++) {
    lua_pushcfunction(L, plain_functions[i].function);
    lua_setfield(L, -2, plain_functions[i].name);
  }
}

static void set_constants(lua_State *L) {
  push_names(L);
  lua_setfield(L, -2, "names");
  push_reasons(L);
  lua_setfield(L, -2, "reasons");
  push_actions(L);
  lua_setfield(L, -2, "actions");
  lua_pushstring(L, "smtpcodes " SMTPCODES_VERSION);
  lua_setfield(L, -2, "_VERSION");
  lua_pushstring(L, SMTPCODES_DATA);
  lua_setfield(L, -2, "_DATA");
  lua_pushstring(L, SMTPCODES_RULES);
  lua_setfield(L, -2, "_RULES");
}

static int open_module(lua_State *L) {
  lua_createtable(L, 0, 32);
  set_codes(L);
  set_class(L);
  set_category(L);
  set_constants(L);
  set_parse(L);
  set_plain_functions(L);
  set_event_functions(L);
  set_rules_methods(L);
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
