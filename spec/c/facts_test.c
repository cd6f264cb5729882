/*
** facts_test.c: every code, every enhanced code, and the verdict on both.
**
** What has few values is tried whole: all codes to 9999, all 3,000,000
** enhanced codes and as many without a class, and 1,000 codes with all of the
** registry's enhanced codes and one unknown of each subject and class, at
** each command, in time and expired.
*/
#define _DEFAULT_SOURCE
#include "../../smtpcodes.h"

#include "page.h"

#include <limits.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define promise(holds, number) \
  check(holds, #holds, (const char *)&(number), sizeof(number))

static int same(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- codes -------------------------------------------------------------- */

static void classes(int code) {
  static const char *const words[] = {
      NULL, NULL, "success", "intermediate", "transient", "permanent"};
  static const char *const categories[] = {
      "syntax",      "information", "connections", "unspecified",
      "unspecified", "mail-system", NULL,          NULL,
      NULL,          NULL};
  int is = code >= 200 && code <= 599;
  promise(same(smtpcodes_class(code), is ? words[code / 100] : NULL), code);
  promise(
      same(smtpcodes_category(code), is ? categories[code / 10 % 10] : NULL),
      code);
}

/* Its meanings are its own, and end. */
static void meanings(int code) {
  smtpcodes_meaning meaning;
  size_t i;
  for (i = 0; smtpcodes_meaning_at(code, i, &meaning); i++)
    promise(meaning.code == code && meaning.title != NULL && i < 99, code);
  promise(!smtpcodes_meaning_at(code, (size_t)1 << 30, &meaning), code);
}

static void lookup_code(int code, int known) {
  char key[16];
  smtpcodes_found found;
  int len = snprintf(key, sizeof(key), "%d", code);
  smtpcodes_match match =
      smtpcodes_lookup(at_end(key, (size_t)len), (size_t)len, &found);
  promise(match == (known ? SMTPCODES_EXACT : SMTPCODES_NONE), code);
  promise(!known || (!found.is_enhanced && found.code.code == code), code);
}

static void codes(void) {
  static const int odd[] = {INT_MIN, INT_MAX, -550, 65536 + 550};
  smtpcodes_code record, next;
  int code, known, after = 0, count = 0;
  size_t i;
  for (code = -1; code <= 9999; code++) {
    known = smtpcodes_find(code, &record);
    classes(code);
    meanings(code);
    lookup_code(code, known);
    if (!known)
      continue;
    promise(record.code == code && smtpcodes_class(code) != NULL, code);
    promise(smtpcodes_next_code(after, NULL, &next) && next.code == code,
            code);
    after = code;
    count++;
  }
  promise(!smtpcodes_next_code(after, NULL, &next) && count == 99, count);
  for (i = 0; i < COUNT(odd); i++)
    promise(!smtpcodes_find(odd[i], &record) &&
                smtpcodes_class(odd[i]) == NULL,
            odd[i]);
}

/* ---- enhanced codes ----------------------------------------------------- */

/* The registry's rows, by number: not 0 where there is one. */
static unsigned char registered[1000][1000];

static int read_registry(void) {
  smtpcodes_enhanced record;
  int klass = 0, count = 0;
  while (smtpcodes_next_enhanced(&klass, NULL, &record)) {
    count += !registered[record.subject][record.detail];
    registered[record.subject][record.detail] = 1;
  }
  return count;
}

static size_t put_number(char *out, int n) {
  size_t len = 0;
  if (n > 99)
    out[len++] = (char)('0' + n / 100);
  if (n > 9)
    out[len++] = (char)('0' + n / 10 % 10);
  out[len++] = (char)('0' + n % 10);
  return len;
}

/* Written out it is read as the same numbers, and found the same way. */
static void lookup_text(int klass, int subject, int detail,
                        smtpcodes_match match) {
  char key[16];
  smtpcodes_found found;
  size_t len = 2;
  int k, s, d;
  key[0] = klass == SMTPCODES_ANY ? 'X' : (char)('0' + klass);
  key[1] = '.';
  len += put_number(key + len, subject);
  key[len++] = '.';
  len += put_number(key + len, detail);
  check(smtpcodes_read_enhanced(key, len, &k, &s, &d) && k == klass &&
            s == subject && d == detail,
        "read", key, len);
  check(smtpcodes_lookup(key, len, &found) == match, "lookup", key, len);
}

/* The detail, else its subject, else its class (RFC 3463 2). */
static void enhanced(int klass, int subject, int detail) {
  smtpcodes_enhanced record;
  smtpcodes_match match =
      smtpcodes_find_enhanced(klass, subject, detail, &record);
  smtpcodes_match expected = registered[subject][detail] ? SMTPCODES_EXACT
                             : subject <= 7              ? SMTPCODES_SUBJECT
                             : klass != SMTPCODES_ANY    ? SMTPCODES_CLASS
                                                         : SMTPCODES_NONE;
  promise(match == expected, subject);
  if (match == SMTPCODES_NONE)
    return;
  promise(record.title != NULL, subject);
  promise(record.subject ==
              (match == SMTPCODES_CLASS ? SMTPCODES_ANY : subject),
          subject);
  promise(record.detail == (match == SMTPCODES_EXACT ? detail : SMTPCODES_ANY),
          detail);
  lookup_text(klass, subject, detail, match);
}

/* What is no enhanced code, at the end of a page. */
static void no_enhanced(void) {
  static const char *const texts[] = {
      "",         "5",      "5.1",    "5.1.",   "5.12.",  "5..12",  "5.123",
      "5.1x1",    "5x1.1",  "5.1.x",  "5.1.1x", "5.1.1.", "5.01.1", "5.1.01",
      "5.00.1",   "0.1.1",  "1.1.1",  "3.1.1",  "6.1.1",  "Y.1.1",  "5.1.1000",
      "5.1234.1", "5.1. 1", "5.-1.1", "55.1.1", " 5.1.1", "5.1:1",  "5.1/1",
      "5.x1.1",   "X.1",    "+5.1.1", "5.1.1.1"};
  int klass, subject, detail;
  size_t i;
  for (i = 0; i < COUNT(texts); i++) {
    size_t len = strlen(texts[i]);
    check(!smtpcodes_read_enhanced(at_end(texts[i], len), len, &klass,
                                   &subject, &detail),
          "no enhanced", texts[i], len);
  }
}

static void triples(void) {
  static const int klasses[] = {SMTPCODES_ANY, 2, 4, 5};
  static const int wrong[] = {INT_MIN, -2, 0, 1, 3, 6, 9, INT_MAX};
  smtpcodes_enhanced record;
  int subject, detail, count = read_registry();
  size_t i;
  promise(count == 81, count);
  for (i = 0; i < COUNT(klasses); i++)
    for (subject = 0; subject <= 999; subject++)
      for (detail = 0; detail <= 999; detail += quick && subject > 7 ? 37 : 1)
        enhanced(klasses[i], subject, detail);
  for (i = 0; i < COUNT(wrong); i++) {
    promise(!smtpcodes_find_enhanced(wrong[i], 1, 1, &record), wrong[i]);
    if (wrong[i] < 0 || wrong[i] > 999)
      promise(!smtpcodes_find_enhanced(5, wrong[i], 1, &record) &&
                  !smtpcodes_find_enhanced(5, 1, wrong[i], &record),
              wrong[i]);
  }
}

/* ---- verdicts ----------------------------------------------------------- */

static int digit_of(const smtpcodes_subject *s) {
  return smtpcodes_class(s->code) != NULL ? s->code / 100
         : s->klass == SMTPCODES_ANY      ? 0
                                          : s->klass;
}

/* Nothing failed. */
static void went_well(const smtpcodes_verdict *v, int digit, int accepted) {
  promise(same(v->action, "none") && !v->requeue, v->code);
  promise(v->bounce == NULL && v->final == NULL, v->code);
  promise(same(v->reason, digit == 3 ? "continue"
                          : accepted ? "accepted"
                                     : "success"),
          v->code);
}

/* The code alone settles little, and never an address. */
static void failed(const smtpcodes_verdict *v, int digit, int connecting,
                   int may, int expired) {
  int suppress = same(v->action, "suppress");
  promise(same(v->bounce, "hard") || same(v->bounce, "soft") ||
              same(v->bounce, "block"),
          v->code);
  promise(suppress == (!v->requeue && same(v->final, "suppress") &&
                       !same(v->confidence, "low")),
          v->code);
  promise(!suppress || (may && v->klass != SMTPCODES_ANY), v->code);
  promise(!suppress || digit == 5 || expired, v->code);
  promise(!same(v->confidence, "high") || same(v->source, "provider"),
          v->code);
  promise(!expired || !v->requeue, v->code);
  promise(expired || digit == 5 || v->requeue, v->code);
  promise(digit != 5 || !v->requeue || connecting || same(v->remedy, "split"),
          v->code);
  promise(!same(v->action, "none"), v->code);
}

static void verdict(const smtpcodes_subject *s, const char *command,
                    int expired) {
  smtpcodes_context context;
  smtpcodes_verdict v;
  int digit = digit_of(s);
  memset(&context, 0, sizeof(context));
  context.command = command;
  context.expired = expired;
  smtpcodes_classify(s, &context, &v);
  promise(v.code == (smtpcodes_class(s->code) != NULL ? s->code : 0), s->code);
  promise(v.klass == s->klass && v.why != NULL && v.source != NULL, s->code);
  promise(v.closing == (v.code == 421 || v.code == 521), s->code);
  promise(v.first == 0 && v.last == 0, s->code);
  if (digit == 2 || digit == 3)
    went_well(&v, digit, v.code != 0 && same(command, "data-end"));
  else
    failed(&v, digit, same(command, "connect") && v.code != 0,
           command == NULL || same(command, "RCPT") ||
               same(command, "data-end") || same(command, "BDAT"),
           expired);
}

/* At all commands. */
static void verdicts_on(const smtpcodes_subject *s) {
  static const char *const commands[] = {
      NULL,   "RCPT", "data-end", "BDAT", "MAIL", "DATA", "connect",
      "EHLO", "AUTH", "STARTTLS", "VRFY", "QUIT", "RSET"};
  size_t i;
  for (i = 0; i < COUNT(commands); i++) {
    verdict(s, commands[i], 0);
    verdict(s, commands[i], 1);
  }
}

/* An enhanced code with all codes, and with what is none. */
static void verdicts_with(int klass, int subject, int detail) {
  static const int odd[] = {INT_MIN, -550, 1000, INT_MAX};
  smtpcodes_subject s;
  size_t i;
  memset(&s, 0, sizeof(s));
  s.klass = klass;
  s.subject = subject;
  s.detail = detail;
  for (s.code = quick ? 399 : 0; s.code <= (quick ? 559 : 999); s.code++)
    verdicts_on(&s);
  for (i = 0; i < COUNT(odd); i++) {
    s.code = odd[i];
    verdicts_on(&s);
  }
}

/* The registry's, and one that is not in it for each subject and class. */
static void verdicts(void) {
  int klass, subject, detail;
  verdicts_with(SMTPCODES_ANY, SMTPCODES_ANY, SMTPCODES_ANY);
  for (klass = 2; klass <= 5; klass += klass == 2 ? 2 : 1) {
    for (subject = 0; subject <= 7; subject++)
      for (detail = 0; detail <= 999; detail++)
        if (registered[subject][detail] || detail == 999)
          verdicts_with(klass, subject, detail);
    verdicts_with(klass, 999, 999);
  }
}

int main(int argc, char **argv) {
  read_arguments(argc, argv);
  map();
  codes();
  no_enhanced();
  triples();
  verdicts();
  printf("facts: %lu checks\n", checks);
  return 0;
}
