/*
** reason_fuzz.c: any octets, classified and normalized.
**
** The first three octets of the input choose the code, the enhanced code and
** the command, the rest is the text. A verdict uses the words of the closed
** lists, its spans lie in the text, and an address is given up only where
** that never hurts. ASan sees an octet read too far: each text is a block of
** its own, without a NUL at its end.
*/
#include "../smtpcodes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const commands[] = {NULL,   "RCPT", "data-end", "MAIL",
                                       "EHLO", "AUTH", "STARTTLS", "connect"};

static void check(int holds) {
  if (!holds)
    abort();
}

static int same(const char *a, const char *b) {
  return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static int is_reason(const char *word) {
  size_t count, i;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  for (i = 0; i < count; i++)
    if (same(rows[i].reason, word))
      return 1;
  return 0;
}

static int is_action(const char *word) {
  size_t count, i;
  const smtpcodes_action *rows = smtpcodes_actions(&count);
  for (i = 0; i < count; i++)
    if (same(rows[i].action, word))
      return 1;
  return 0;
}

static void inside(smtpcodes_span span, size_t len) {
  check(span.first <= span.last && span.last <= len);
}

/* The gates that need no reading of the text: a class that says so, and a
   command that can speak of a recipient. */
static void no_harm(const smtpcodes_subject *s, const smtpcodes_verdict *v,
                    const char *command) {
  int suppress = same(v->action, "suppress");
  int may =
      command == NULL || same(command, "RCPT") || same(command, "data-end");
  check(suppress == (!v->requeue && same(v->final, "suppress") &&
                     !same(v->confidence, "low")));
  check(!suppress || may);
  check(!suppress || s->code == 0 || s->code >= 500);
  check(!suppress || v->ip.first == v->ip.last);
}

static void classify(const smtpcodes_subject *s, const char *command) {
  smtpcodes_context context;
  smtpcodes_verdict v, again;
  memset(&context, 0, sizeof(context));
  context.command = command;
  memset(&v, 0, sizeof(v));
  memset(&again, 0xff, sizeof(again));
  smtpcodes_classify(s, &context, &v);
  smtpcodes_classify(s, &context, &again);
  check(same(v.reason, again.reason) && same(v.action, again.action));
  check(is_reason(v.reason) && is_action(v.action) && v.why != NULL);
  inside(v.ip, s->len);
  inside(v.url, s->len);
  inside(v.list, s->len);
  inside(v.tag, s->len);
  check(v.first <= v.last && v.last <= s->len);
  no_harm(s, &v, command);
}

/* The length is told whatever the room, and a key never outgrows it. */
static void normalize(const char *text, size_t len) {
  size_t used = smtpcodes_normalize(text, len, NULL, 0);
  char *whole = (char *)malloc(used), *part = (char *)malloc(used / 2);
  check((whole != NULL || used == 0) && (part != NULL || used < 2));
  check(smtpcodes_normalize(text, len, whole, used) == used);
  check(smtpcodes_normalize(text, len, part, used / 2) == used);
  free(whole);
  free(part);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  smtpcodes_subject s;
  char *text;
  if (size < 3)
    return 0;
  memset(&s, 0, sizeof(s));
  s.len = size - 3;
  text = (char *)malloc(s.len > 0 ? s.len : 1);
  check(text != NULL);
  memcpy(text, data + 3, s.len);
  s.text = text;
  s.code = data[0] % 5 == 0 ? 0 : (data[0] % 5 + 1) * 100 + data[0] / 5;
  s.klass = SMTPCODES_ANY;
  if (data[1] < 128) {
    s.klass = s.code == 0 ? 5 : s.code / 100;
    s.subject = data[1] / 16;
    s.detail = data[1] % 16;
  }
  classify(&s, commands[data[2] % 8]);
  normalize(text, s.len);
  free(text);
  return 0;
}
