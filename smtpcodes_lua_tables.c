/*
** smtpcodes_lua_tables.c: the tables, as Lua sees them.
**
**   codes[550], enhanced_codes["5.7.26"], names.MAILBOX_UNAVAILABLE,
**   reasons["full-mailbox"], actions["retry"]
**   lookup(key [, context])    -> record, match, meaning | nil
**   each([filter])             -> iterator of code, record
**   each_enhanced([filter])    -> iterator of key, record
**   class(code), category(code) -> word | nil
**
** The tables are filled when the module is opened; no function here reads
** their fields.
*/
#define SMTPCODES_BUILD
#include "smtpcodes_lua.h"

#include <string.h>

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
  for (i = 0; i < len && text[i] >= '0' && text[i] <= '9'; i++)
    value = value * 10 + (text[i] - '0');
  SMTPCODES_ASSERT(len > 0 && i < 9);
  if (i == len)
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
  SMTPCODES_ASSERT(o->count < LIST_SLOTS); /* one stays free */
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
    smtpcodes_push_key(L, klass, row.subject, row.detail);
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
      smtpcodes_set_integer(L, row.name, code);
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
  int code = smtpcodes_check_code(L, 1);
  if (code == 0)
    lua_pushnil(L);
  else
    lua_pushvalue(L, lua_upvalueindex(code / 100 - 1));
  return 1;
}

/* category(code): upvalue 1 + second digit. */
static int l_category(lua_State *L) {
  int code = smtpcodes_check_code(L, 1);
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
  context.command = smtpcodes_table_string(L, 2, "context", "command");
  context.extension = smtpcodes_table_string(L, 2, "context", "extension");
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
  smtpcodes_set_word(L, "provider", m->provider);
  if (m->code > 0)
    smtpcodes_set_integer(L, "code", m->code);
  smtpcodes_set_word(L, "reason", m->reason);
  smtpcodes_set_word(L, "detail", m->reason_detail);
  if (m->retry_after > 0)
    smtpcodes_set_integer(L, "retry_after", m->retry_after);
  smtpcodes_set_word(L, "source", m->source);
}

/* What providers mean by the enhanced code that is argument 1: the meaning of
   the provider of the context, or a list of all of them; or nil. */
static void push_provider_meanings(lua_State *L) {
  smtpcodes_provider_meaning m;
  const char *provider =
      lua_isnil(L, 2) ? NULL
                      : smtpcodes_table_string(L, 2, "context", "provider");
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
    return smtpcodes_find(smtpcodes_check_code(L, 1), &found->code)
               ? SMTPCODES_EXACT
               : SMTPCODES_NONE;
  }
  if (type != LUA_TSTRING)
    smtpcodes_wrong_type(L, 1, "key: number or string");
  key = lua_tolstring(L, 1, &len);
  return smtpcodes_lookup(key, len, found);
}

/* lookup(key [, context]) -> record, match, meaning | nil */
static int l_lookup(lua_State *L) {
  smtpcodes_found found;
  smtpcodes_match match = find_key(L, &found);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2) && !lua_istable(L, 2))
    smtpcodes_wrong_type(L, 2, "context: table");
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
    smtpcodes_wrong_type(L, arg, "filter: class, digit or table");
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
  int after = lua_isnoneornil(L, 2) ? 0 : smtpcodes_check_code(L, 2);
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
      *klass == SMTPCODES_ANY ||
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
  smtpcodes_push_key(L, klass, row.subject, row.detail);
  lua_rawgeti(L, lua_upvalueindex(IT_RECORDS), detail_key(&row));
  return 2;
}

/* each_enhanced([filter]) -> iterator of key, record, in ascending order */
static int l_each_enhanced(lua_State *L) {
  smtpcodes_filter filter;
  read_filter(L, &filter);
  if (!lua_isnil(L, FILTER_CATEGORY) || !lua_isnil(L, FILTER_STATUS) ||
      !lua_isnil(L, FILTER_COMMAND))
    luaL_argerror(L, 1, "filter: enhanced codes have class, subject and code");
  push_iterator(L, &filter, UP_DETAILS, next_enhanced);
  return 1;
}

/* ---- opening ---------------------------------------------------------- */

/* Functions that look records up: upvalues UP_CODES and UP_DETAILS. */
static const smtpcodes_entry table_functions[] = {
    {"lookup", l_lookup},
    {"each", l_each},
    {"each_enhanced", l_each_enhanced},
};

/* Gives the functions that look records up their upvalues. */
static void set_table_functions(lua_State *L, int module, int codes,
                                int details) {
  size_t i;
  for (i = 0; i < COUNT_OF(table_functions); i++) {
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

static void set_constants(lua_State *L) {
  push_names(L);
  lua_setfield(L, -2, "names");
  push_reasons(L);
  lua_setfield(L, -2, "reasons");
  push_actions(L);
  lua_setfield(L, -2, "actions");
}

void smtpcodes_open_tables(lua_State *L) {
  set_codes(L);
  set_class(L);
  set_category(L);
  set_constants(L);
}
