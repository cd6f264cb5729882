/*
** smtpcodes_lua_classify.c: why a delivery failed, as Lua sees it.
**
**   classify(reply | text | code [, context]) -> verdict
**   reason_of(text [, context]) -> reason, action
**   rules(list | file) -> a classifier with rows of one's own
**   lint(list | file)  -> what is wrong with such rows
**   normalize(text)    -> a key under which like replies come together
*/
#define SMTPCODES_BUILD
#include "smtpcodes_lua.h"

#include <stdio.h>
#include <string.h>

/* ---- classify --------------------------------------------------------- */

/* A table with code and enhanced: a reply of parse or find, or the like. */
static void classify_table(lua_State *L, smtpcodes_subject *subject) {
  size_t len;
  const char *enhanced;
  lua_getfield(L, 1, "code");
  if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER)
    luaL_argerror(L, 1, "reply.code: number expected");
  subject->code = lua_isnil(L, -1) ? 0 : smtpcodes_check_code(L, -1);
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
    subject->code = smtpcodes_check_code(L, 1);
  else if (lua_type(L, 1) == LUA_TSTRING) {
    size_t len;
    const char *text = lua_tolstring(L, 1, &len);
    smtpcodes_subject_of(text, len, subject);
  } else if (lua_istable(L, 1))
    classify_table(L, subject);
  else
    smtpcodes_wrong_type(L, 1, "reply: table, string or number");
}

/* How many recipients the message had; 0: the context does not say. */
static int check_recipients(lua_State *L, int arg) {
  lua_Number n;
  lua_getfield(L, arg, "recipients");
  if (!lua_isnil(L, -1) && lua_type(L, -1) != LUA_TNUMBER)
    luaL_argerror(
        L, arg,
        lua_pushfstring(L, "context.recipients: number expected, got %s",
                        luaL_typename(L, -1)));
  n = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return n < 1 ? 0 : n < 1e6 ? (int)n : 1000000;
}

/* The context at `arg`; its strings stay on the stack. */
static void check_context(lua_State *L, int arg, smtpcodes_context *context) {
  memset(context, 0, sizeof(*context));
  if (lua_isnoneornil(L, arg))
    return;
  if (!lua_istable(L, arg))
    smtpcodes_wrong_type(L, arg, "context: table");
  context->command = smtpcodes_table_string(L, arg, "context", "command");
  context->extension = smtpcodes_table_string(L, arg, "context", "extension");
  context->protocol = smtpcodes_table_string(L, arg, "context", "protocol");
  context->host = smtpcodes_table_string(L, arg, "context", "host");
  context->provider = smtpcodes_table_string(L, arg, "context", "provider");
  context->from = smtpcodes_table_string(L, arg, "context", "from");
  context->rcpt = smtpcodes_table_string(L, arg, "context", "rcpt");
  context->recipients = check_recipients(L, arg);
  lua_getfield(L, arg, "expired");
  context->expired = lua_toboolean(L, -1);
  lua_pop(L, 1);
}

/* A part of the text that was classified. */
static void set_part(lua_State *L, const char *name, const char *text,
                     const smtpcodes_span *span) {
  if (span->last > span->first) {
    lua_pushlstring(L, text + span->first, span->last - span->first);
    lua_setfield(L, -2, name);
  }
}

static void set_codes(lua_State *L, const smtpcodes_verdict *v) {
  smtpcodes_set_word(L, "class",
                     smtpcodes_class(v->code != 0 ? v->code : v->klass * 100));
  smtpcodes_set_word(L, "category", smtpcodes_category(v->code));
  if (v->code != 0)
    smtpcodes_set_integer(L, "code", v->code);
  if (v->klass != SMTPCODES_ANY) {
    smtpcodes_push_key(L, v->klass, v->subject, v->detail);
    lua_setfield(L, -2, "enhanced");
  }
}

/* Why it failed. */
static void set_cause(lua_State *L, const smtpcodes_verdict *v,
                      const char *text) {
  smtpcodes_set_word(L, "reason", v->reason);
  smtpcodes_set_word(L, "detail", v->reason_detail);
  smtpcodes_set_word(L, "scope", v->scope);
  smtpcodes_set_word(L, "traffic", v->traffic);
  smtpcodes_set_word(L, "provider", v->provider);
  set_part(L, "ip", text, &v->ip);
  set_part(L, "url", text, &v->url);
  set_part(L, "list", text, &v->list);
  set_part(L, "tag", text, &v->tag);
  if (v->closing)
    smtpcodes_set_flag(L, "closing", 1);
}

/* What to do about it. */
static void set_advice(lua_State *L, const smtpcodes_verdict *v) {
  smtpcodes_set_word(L, "bounce", v->bounce);
  smtpcodes_set_word(L, "action", v->action);
  smtpcodes_set_flag(L, "requeue", v->requeue);
  smtpcodes_set_word(L, "final", v->final);
  if (v->retry_after > 0)
    smtpcodes_set_integer(L, "retry_after", v->retry_after);
  smtpcodes_set_word(L, "owner", v->owner);
  smtpcodes_set_word(L, "remedy", v->remedy);
}

static void set_evidence(lua_State *L, const smtpcodes_verdict *v,
                         size_t before) {
  lua_createtable(L, 0, 5);
  smtpcodes_set_word(L, "source", v->source);
  smtpcodes_set_word(L, "file", v->file);
  if (v->row > 0)
    smtpcodes_set_integer(L, "row", v->row);
  if (v->last > v->first) {
    smtpcodes_set_integer(L, "first", (int)(before + v->first) + 1);
    smtpcodes_set_integer(L, "last", (int)(before + v->last));
  }
  lua_setfield(L, -2, "evidence");
}

/* `before`: octets of what was given that stand before the text. */
void smtpcodes_push_verdict(lua_State *L, const smtpcodes_verdict *v,
                            const char *text, size_t before) {
  lua_createtable(L, 0, 20);
  set_codes(L, v);
  set_cause(L, v, text);
  set_advice(L, v);
  smtpcodes_set_word(L, "confidence", v->confidence);
  set_evidence(L, v, before);
  smtpcodes_set_word(L, "why", v->why);
  smtpcodes_set_word(L, "rules", SMTPCODES_RULES);
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
  smtpcodes_push_verdict(L, &verdict, subject.text, before_reply(L, &subject));
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

/* Reads a file into a userdata on top of the stack; NULL: it cannot be read,
   or holds more than its size. One octet more is asked for, so that a
   directory whose size is 0 says that it is none. Nothing is allocated while
   it is open. */
static const char *push_file(lua_State *L, const char *name, size_t *len) {
  long size = file_size(name);
  size_t room = (size_t)size + 1;
  char *text = size >= 0 ? (char *)new_memory(L, room) : NULL;
  FILE *f = text != NULL ? fopen(name, "rb") : NULL;
  int failed;
  if (f == NULL)
    return NULL;
  *len = fread(text, 1, room, f);
  failed = ferror(f) || *len == room;
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

/* The key on top of the stack, for a message. */
static const char *key_name(lua_State *L) {
  return lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1)
                                        : luaL_typename(L, -1);
}

/* Raises where the table on top has a field that no row has. */
static void check_rule_fields(lua_State *L, int line) {
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    int i = 0;
    lua_pop(L, 1);
    while (rule_cells[i] != NULL &&
           (lua_type(L, -1) != LUA_TSTRING ||
            strcmp(lua_tostring(L, -1), rule_cells[i]) != 0))
      i++;
    if (rule_cells[i] == NULL)
      luaL_error(L, "bad argument #1 (rules[%d]: no such field: %s)", line,
                 key_name(L));
  }
}

/* Fills a row from the table on top of the stack; `anchor` keeps its texts. */
static void read_rule_table(lua_State *L, int anchor, smtpcodes_rule *row) {
  int i;
  check_rule_fields(L, (int)row->line);
  for (i = 0; rule_cells[i] != NULL; i++) {
    lua_getfield(L, -1, rule_cells[i]);
    if (!lua_isnil(L, -1) && !lua_isstring(L, -1))
      luaL_error(L, "bad argument #1 (rules[%d].%s: string expected, got %s)",
                 (int)row->line, rule_cells[i], luaL_typename(L, -1));
    row->cells[i].text = lua_tolstring(L, -1, &row->cells[i].len);
    lua_rawseti(L, anchor, (int)lua_objlen(L, anchor) + 1);
  }
}

/* Whether the key on top of the stack is a place in a list of this length. */
static int is_place_in_list(lua_State *L, size_t count) {
  lua_Number n = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;
  return n >= 1 && n <= (lua_Number)count && (lua_Number)(size_t)n == n;
}

/* Raises where argument 1 holds more than a list of this length, as a rule
   that stands in no list does. */
static void check_list_keys(lua_State *L, size_t count) {
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    if (!is_place_in_list(L, count))
      luaL_error(L,
                 "bad argument #1 (rules: list of rules expected, "
                 "got a field: %s)",
                 key_name(L));
  }
}

/* The rows of the list that is argument 1. */
static void read_rule_list(lua_State *L, rule_rows *r) {
  size_t i;
  int anchor;
  r->count = lua_objlen(L, 1);
  check_list_keys(L, r->count);
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
    smtpcodes_wrong_type(L, 1, "rules: table or file name");
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
  SMTPCODES_ASSERT(problem->is_error); /* lint alone warns */
  if (first->kind == NULL)
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
  smtpcodes_set_word(L, "kind", problem->kind);
  smtpcodes_set_word(L, "message", problem->message);
  smtpcodes_set_integer(L, "line", (int)problem->line);
  push_place(L, to->rows, problem);
  lua_setfield(L, -2, to->rows->text != NULL ? "column" : "field");
  if (problem->other > 0)
    smtpcodes_set_integer(L, "other", (int)problem->other);
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

/* ---- normalize -------------------------------------------------------- */

/* normalize(text) -> a key under which like replies come together */
static int l_normalize(lua_State *L) {
  size_t len, room;
  const char *text;
  char *out;
  if (lua_type(L, 1) != LUA_TSTRING)
    smtpcodes_wrong_type(L, 1, "text: string");
  text = lua_tolstring(L, 1, &len);
  room = smtpcodes_normalize(text, len, NULL, 0);
  out = (char *)lua_newuserdata(L, room + 1);
  smtpcodes_normalize(text, len, out, room);
  lua_pushlstring(L, out, room);
  return 1;
}

/* ---- opening ---------------------------------------------------------- */

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

static const smtpcodes_entry functions[] = {
    {"classify", l_classify},   {"reason_of", l_reason_of},
    {"normalize", l_normalize}, {"rules", l_rules},
    {"lint", l_lint},
};

void smtpcodes_open_classify(lua_State *L) {
  set_rules_methods(L);
  smtpcodes_set_functions(L, functions, COUNT_OF(functions));
}
