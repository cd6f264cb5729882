/*
** reason_fuzz.c: any octets, classified in any context, and normalized.
**
** A verdict uses the words of the closed lists, its spans lie in the text, it
** is the same each time, and it keeps the contract of its fields: an address
** is given up only where that never hurts.
** Choices: codes, command, protocol, recipients, expired; host, provider and
** command as octets.
*/
#include "fuzz.h"

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

/* The first digit that decides: of the code, else of the enhanced code. */
static int digit_of(const smtpcodes_subject *s) {
  if (s->code >= 200 && s->code <= 599)
    return s->code / 100;
  return s->klass == 2 || s->klass == 4 || s->klass == 5 ? s->klass : 0;
}

static int may_speak_of_recipient(const smtpcodes_subject *s,
                                  const smtpcodes_context *c) {
  const char *command = c->command != NULL
                            ? smtpcodes_command(c->command, strlen(c->command))
                            : s->command;
  return command == NULL || same(command, "RCPT") ||
         same(command, "data-end") || same(command, "BDAT");
}

/* The gates that need no reading of the text: a class that says so, and a
   command that can speak of a recipient. */
static void no_harm(const smtpcodes_subject *s, const smtpcodes_context *c,
                    const smtpcodes_verdict *v) {
  int suppress = same(v->action, "suppress");
  check(suppress == (!v->requeue && same(v->final, "suppress") &&
                     !same(v->confidence, "low")));
  check(!suppress || may_speak_of_recipient(s, c));
  check(!suppress || digit_of(s) == 5 || digit_of(s) == 0 || c->expired);
  check(!suppress || v->ip.first == v->ip.last);
  check(!suppress || s->len > 0 || s->klass != SMTPCODES_ANY);
}

static void by_class(const smtpcodes_subject *s, const smtpcodes_context *c,
                     const smtpcodes_verdict *v) {
  int digit = digit_of(s);
  if (digit == 2 || digit == 3) {
    check(same(v->action, "none") && v->bounce == NULL && v->final == NULL);
    check(same(v->reason, digit == 3 ? "continue" : "success") ||
          (digit == 2 && same(v->reason, "accepted")));
    return;
  }
  check(v->bounce != NULL && v->final != NULL && v->confidence != NULL);
  check(same(v->bounce, "hard") ==
        (!v->requeue && same(v->final, "suppress")));
  check(digit != 4 || v->requeue == !c->expired);
  check(!c->expired || !v->requeue);
}

static void classify(const smtpcodes_subject *s, const smtpcodes_context *c) {
  smtpcodes_verdict v, again;
  memset(&v, 0, sizeof(v));
  memset(&again, 0xff, sizeof(again));
  smtpcodes_classify(s, c, &v);
  smtpcodes_classify(s, c, &again);
  check(memcmp(&v, &again, sizeof(v)) == 0);
  check(is_reason(v.reason) && is_action(v.action) && v.why != NULL);
  inside(v.ip, s->len);
  inside(v.url, s->len);
  inside(v.list, s->len);
  inside(v.tag, s->len);
  check(v.first <= v.last && v.last <= s->len);
  no_harm(s, c, &v);
  by_class(s, c, &v);
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

static smtpcodes_subject choose_subject(input *in) {
  static const char *const commands[] = {NULL, "RCPT", "data-end", "MAIL",
                                         "EHLO"};
  smtpcodes_subject s;
  memset(&s, 0, sizeof(s));
  s.code = (int)choose(in, 2) * (int)(190 + choose(in, 420));
  s.klass = s.subject = s.detail = SMTPCODES_ANY;
  if (choose(in, 2)) {
    s.klass = s.code >= 200 && s.code <= 599 && choose(in, 4)
                  ? s.code / 100
                  : (int)choose(in, 8);
    s.subject = (int)choose(in, choose(in, 8) ? 8 : 1000);
    s.detail = (int)choose(in, choose(in, 8) ? 33 : 1000);
  }
  s.command = CHOOSE(in, commands);
  return s;
}

static smtpcodes_context choose_context(input *in) {
  static const char *const commands[] = {
      NULL, NULL, "RCPT TO", ".", "MAIL FROM:<a>", "DATA", "connect", "AUTH"};
  static const char *const protocols[] = {NULL, "lmtp", "SMTP", ""};
  static const char *const providers[] = {NULL,    NULL,    "google",
                                          "yahoo", "gmail", "proofpoint"};
  smtpcodes_context c;
  memset(&c, 0, sizeof(c));
  c.command = CHOOSE(in, commands);
  c.protocol = CHOOSE(in, protocols);
  c.provider = CHOOSE(in, providers);
  c.expired = choose(in, 4) == 1;
  c.recipients = (int)choose(in, 8) - 1;
  return c;
}

/* Octets of the input as a string of the context, or nothing. */
static char *choose_string(input *in, const char **place) {
  unsigned len = choose(in, 4) == 1 ? choose(in, 64) : 0;
  char *string = copy_string(take(in, len));
  if (len > 0)
    *place = string;
  return string;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = input_of(data, size);
  smtpcodes_subject s = choose_subject(&in);
  smtpcodes_context c = choose_context(&in);
  char *host = choose_string(&in, &c.host);
  char *provider = choose_string(&in, &c.provider);
  char *command = choose_string(&in, &c.command);
  char *text = copy(in.text, in.len);
  s.text = text;
  s.len = in.len;
  classify(&s, &c);
  normalize(text, in.len);
  free(text);
  free(command);
  free(provider);
  free(host);
  return 0;
}
