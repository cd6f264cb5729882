/*
** smtpcodes_lua_events.c: bounces that others decoded, as Lua sees them.
**
**   from_ses, from_sendgrid, from_mailgun, from_postmark (event) -> notices
**   from_dsn(text) -> notices, of a delivery status notification (RFC 3464)
*/
#define SMTPCODES_BUILD
#include "smtpcodes_lua.h"

#include <stdlib.h>
#include <string.h>

/* ---- bounce events ------------------------------------------------------ */

/* Which field of an event says what: paths, see data/events.tsv. */
static const struct event_row {
  const char *event, *when, *list, *recipient, *sender, *reply, *code,
      *enhanced, *host, *label, *final;
} events[] = {
#include "data/events.inc"
};

/* What a label means: reasons or actions; NULL: nothing. */
static const struct label_row {
  const char *event, *label, *means, *final;
} labels[] = {
#include "data/event_labels.inc"
};

#define EVENTS ((int)COUNT_OF(events))
#define LABELS ((int)COUNT_OF(labels))

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
  int whole = path[0] == '/';
  SMTPCODES_ASSERT(len > 0);
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
    int both = paths[n] == '+';
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
  while (*list != '\0') {
    size_t n = strcspn(list, ",");
    if (n == len && memcmp(list, word, n) == 0)
      return 1;
    list += n + (list[n] != '\0');
  }
  return 0;
}

static int lower(char c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Whether two words are the same, in any case. */
static int is_same(const char *a, const char *b) {
  while (*a != '\0' && lower(*a) == lower(*b)) {
    a++;
    b++;
  }
  return *a == *b;
}

static const struct label_row *find_label(const char *of, const char *label) {
  int i;
  for (i = 0; i < LABELS && label != NULL; i++)
    if (strcmp(labels[i].event, of) == 0 && is_same(labels[i].label, label))
      return &labels[i];
  return NULL;
}

static const char *usual_action(const char *reason) {
  size_t count, i = 0;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  while (strcmp(rows[i].reason, reason) != 0) {
    i++;
    SMTPCODES_ASSERT(i < count); /* a verdict's reason is one of them */
  }
  return rows[i].action;
}

/* What is known of one recipient of an event; texts stand on the stack. */
typedef struct notice {
  const char *recipient, *reply, *code, *status, *host, *label;
  const char *from, *rcpt; /* of the envelope; NULL: not known */
  size_t reply_len;
} notice;

/* Whether the label says what the verdict says; -1: it says nothing. What is
   only "delayed" may have any reason, but for one not to try again. */
static int agrees_with_label(const struct label_row *label,
                             const smtpcodes_verdict *verdict) {
  if (label == NULL || label->means == NULL)
    return -1;
  if (strcmp(label->label, "delayed") == 0 && !verdict->requeue)
    return 0;
  return is_in(label->means, verdict->reason) ||
         is_in(label->means, usual_action(verdict->reason));
}

/* Whether the status is not all that there is of the reply. */
static int is_beside_reply(const notice *n) {
  if (n->status == NULL || n->reply == NULL)
    return n->status != NULL && n->code != NULL;
  return n->reply_len != strlen(n->status) ||
         memcmp(n->reply, n->status, n->reply_len) != 0;
}

/* Whether the status beside the reply says what the verdict on that says; -1:
   there is none, or it says nothing. */
static int agrees_with_status(const notice *n,
                              const smtpcodes_verdict *verdict) {
  smtpcodes_subject subject;
  smtpcodes_verdict of_status;
  memset(&subject, 0, sizeof(subject));
  if (!is_beside_reply(n) ||
      !smtpcodes_read_enhanced(n->status, strlen(n->status), &subject.klass,
                               &subject.subject, &subject.detail))
    return -1;
  smtpcodes_classify(&subject, NULL, &of_status);
  if (strcmp(of_status.reason, "unknown") == 0)
    return -1;
  return strcmp(usual_action(of_status.reason),
                usual_action(verdict->reason)) == 0;
}

/* Whether the label, or else the status, says what the verdict on the reply
   says; of a notification both must. -1: neither says anything. */
static int agrees(const struct label_row *label, const notice *n,
                  const smtpcodes_verdict *verdict) {
  int by_label = agrees_with_label(label, verdict), by_status;
  if (by_label == 0 || (by_label == 1 && strcmp(label->event, "dsn") != 0))
    return by_label;
  by_status = agrees_with_status(n, verdict);
  return by_status >= 0 ? by_status : by_label;
}

/* What the server still tries goes on as after a 4yz, whatever the reply. */
static void set_delayed(smtpcodes_verdict *v) {
  if (v->requeue)
    return;
  v->requeue = 1;
  if (strcmp(v->final, "suppress") == 0) {
    v->action = "retry";
    v->final = "keep";
    v->remedy = "check-address";
    v->bounce = "soft";
  } else if (strcmp(v->action, "give-up") == 0) {
    v->action = "retry";
    v->bounce = "soft";
  }
}

/* What did not fail gives no address up, whatever the reply. */
static void keep_address(smtpcodes_verdict *v) {
  if (strcmp(v->final, "suppress") != 0)
    return;
  v->action = "give-up";
  v->bounce = "block";
  v->final = "keep";
  v->remedy = "review";
  v->confidence = "low";
}

/* What became of the message, as a notification says it, goes before what the
   reply would have made of it. */
static void heed_label(const struct label_row *label,
                       smtpcodes_verdict *verdict) {
  if (label == NULL || strcmp(label->event, "dsn") != 0 ||
      strcmp(verdict->action, "none") == 0)
    return;
  if (strcmp(label->label, "delayed") == 0)
    set_delayed(verdict);
  else if (is_in(label->means, "none"))
    keep_address(verdict);
}

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

/* The verdict on the reply, in the context that the event gives. */
static void judge(const struct event_row *row, const struct label_row *label,
                  const notice *n, const smtpcodes_subject *subject,
                  smtpcodes_verdict *verdict) {
  smtpcodes_context context;
  memset(&context, 0, sizeof(context));
  context.host = n->host;
  context.from = n->from;
  context.rcpt = n->rcpt;
  context.expired = is_final(row, label);
  smtpcodes_classify(subject, &context, verdict);
}

/* Pushes {recipient, reply, label, status, host, agrees, verdict}. */
static void push_notice(lua_State *L, const struct event_row *row,
                        const notice *n) {
  const struct label_row *label = find_label(row->event, n->label);
  smtpcodes_subject subject;
  smtpcodes_verdict verdict;
  int same;
  subject_of(n, &subject);
  judge(row, label, n, &subject, &verdict);
  same = agrees(label, n, &verdict);
  heed_label(label, &verdict);
  lua_createtable(L, 0, 7);
  smtpcodes_set_word(L, "recipient", n->recipient);
  if (n->reply != NULL) {
    lua_pushlstring(L, n->reply, n->reply_len);
    lua_setfield(L, -2, "reply");
  }
  smtpcodes_set_word(L, "label", n->label);
  smtpcodes_set_word(L, "status", n->status);
  smtpcodes_set_word(L, "host", n->host);
  if (same >= 0)
    smtpcodes_set_flag(L, "agrees", same);
  smtpcodes_push_verdict(L, &verdict, subject.text, 0);
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
  luaL_checkstack(L, 16, "event");
  n.recipient = keep_field(L, e, e->row->recipient);
  n.rcpt = n.recipient;
  n.from = keep_field(L, e, e->row->sender);
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

/* How many items a table has as a list; 0: it is none. */
static int count_items(lua_State *L, int at) {
  int count;
  lua_rawgeti(L, at, 1);
  count = lua_istable(L, -1) ? (int)lua_objlen(L, at) : 0;
  lua_pop(L, 1);
  return count;
}

/* Adds each table of the list on top of the stack. */
static void add_items(lua_State *L, event *e, int count, int list) {
  int i, items = lua_gettop(L);
  e->item = items + 1;
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, items, i);
    if (lua_istable(L, e->item))
      add_item(L, e, list);
    lua_pop(L, 1);
  }
}

/* Adds the items of an event to the list; 0: it has none of this kind. */
static int add_event(lua_State *L, const struct event_row *row, int whole,
                     int list) {
  event e;
  int count;
  e.row = row;
  e.whole = whole;
  if (!is_of_kind(L, row, whole))
    return 0;
  push_path(L, whole, row->list != NULL ? row->list : "",
            row->list != NULL ? strlen(row->list) : 0);
  e.item = lua_gettop(L);
  if (!lua_istable(L, e.item))
    return 0;
  count = count_items(L, e.item);
  if (count > 0)
    add_items(L, &e, count, list);
  else
    add_item(L, &e, list);
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

/* Adds the events of the list at argument 1. */
static void add_all(lua_State *L, const char *name, int count, int list) {
  int i;
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, 1, i);
    add_any(L, name, list);
    lua_settop(L, list);
  }
}

/* from_ses(event), ...: one event, or a list of them */
static int l_from_event(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(1));
  int count, added;
  if (!lua_istable(L, 1))
    smtpcodes_wrong_type(L, 1, "event: table");
  lua_settop(L, 1);
  lua_newtable(L);
  count = count_items(L, 1);
  if (count > 0) {
    add_all(L, name, count, 2);
    return 1;
  }
  lua_pushvalue(L, 1);
  added = add_any(L, name, 2);
  lua_settop(L, 2);
  if (added)
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
  static const struct event_row row = {"dsn", NULL, NULL, NULL, NULL, NULL,
                                       NULL,  NULL, NULL, NULL, NULL};
  notice n;
  memset(&n, 0, sizeof(n));
  n.recipient = keep_span(L, text, &found->recipient);
  n.reply = text + found->reply.first;
  n.reply_len = found->reply.last - found->reply.first;
  n.label = keep_span(L, text, &found->action);
  n.host = keep_span(L, text, &found->host);
  if (found->klass != SMTPCODES_ANY) {
    smtpcodes_push_key(L, found->klass, found->subject, found->detail);
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
    smtpcodes_wrong_type(L, 1, "text: string");
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
  for (i = 0; i < COUNT_OF(event_names); i++) {
    lua_pushfstring(L, "from_%s", event_names[i]);
    lua_pushstring(L, event_names[i]);
    lua_pushcclosure(L, l_from_event, 1);
    lua_rawset(L, -3);
  }
}

void smtpcodes_open_events(lua_State *L) {
  set_event_functions(L);
  lua_pushcfunction(L, l_from_dsn);
  lua_setfield(L, -2, "from_dsn");
}
