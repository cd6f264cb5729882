/*
** rules_fuzz.c: any octets as a file of rules, read, made, and used.
**
** What is reported lies in the file; no row is read twice; rules that are
** made give the same verdict each time, in words of the closed lists, with
** spans in the text; and no row of a caller's makes an address be given up
** where the contract says never.
** Choices: how many octets of the input are the text that is classified.
*/
#include "fuzz.h"

#define MAX_TEXT 512

/* What a report may say, and how often it said what no row survives. */
typedef struct reports {
  size_t len, errors;
} reports;

static void report(void *data, const smtpcodes_problem *p) {
  reports *all = (reports *)data;
  check(p->kind != NULL && p->message != NULL && p->line >= 1);
  check(p->cell >= 0 && p->cell <= SMTPCODES_RULE_CELLS);
  check(p->line <= all->len + 1 && p->column <= all->len + 1);
  check(p->other == 0 || p->other <= p->line);
  all->errors += p->is_error != 0;
}

static void in_file(const smtpcodes_rule *rows, size_t count, const char *text,
                    size_t len) {
  size_t i, line = 0;
  int j;
  for (i = 0; i < count; i++) {
    check(rows[i].line > line);
    line = rows[i].line;
    for (j = 0; j < SMTPCODES_RULE_CELLS; j++)
      if (rows[i].cells[j].text != NULL)
        check(rows[i].cells[j].text >= text &&
              rows[i].cells[j].text + rows[i].cells[j].len <= text + len);
  }
}

static void inside(smtpcodes_span span, size_t len) {
  check(span.first <= span.last && span.last <= len);
}

/* The verdict on a text, with the rules before the built-in ones. */
static void classify(const struct smtpcodes_rules *rules, const char *text,
                     size_t len) {
  smtpcodes_subject s;
  smtpcodes_context c;
  smtpcodes_verdict v, again;
  memset(&s, 0, sizeof(s));
  memset(&c, 0, sizeof(c));
  memset(&again, 0xff, sizeof(again));
  s.code = 550;
  s.klass = SMTPCODES_ANY;
  s.text = text;
  s.len = len;
  c.rules = rules;
  smtpcodes_classify(&s, &c, &v);
  smtpcodes_classify(&s, &c, &again);
  check(memcmp(&v, &again, sizeof(v)) == 0);
  check(v.reason != NULL && v.action != NULL && v.why != NULL);
  inside(v.ip, len);
  inside(v.tag, len);
  check(v.first <= v.last && v.last <= len);
  check(
      !same(v.action, "suppress") ||
      (!v.requeue && v.ip.first == v.ip.last && v.list.first == v.list.last));
  c.command = "MAIL";
  smtpcodes_classify(&s, &c, &v);
  check(!same(v.action, "suppress"));
}

/* Makes the rows to rules in a block of the size that is told. */
static void compile(const smtpcodes_rule *rows, size_t count, reports *all,
                    const char *text, size_t len) {
  const struct smtpcodes_rules *rules;
  size_t size = smtpcodes_rules_size(rows, count), before = all->errors;
  void *memory = malloc(size > 0 ? size : 1);
  check(memory != NULL);
  rules = smtpcodes_rules_compile(rows, count, memory, report, all);
  check((rules == NULL) == (all->errors > before));
  if (rules != NULL) {
    smtpcodes_rules_lint(rules, rows, count, report, all);
    classify(rules, text, len);
  }
  free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = input_of(data, size);
  input part = take(&in, choose(&in, MAX_TEXT));
  char *text = copy(part.text, part.len), *file = copy(in.text, in.len);
  reports all;
  smtpcodes_rule *rows;
  size_t count = smtpcodes_rules_read(file, in.len, NULL, 0, NULL, NULL);
  all.len = in.len;
  all.errors = 0;
  rows = (smtpcodes_rule *)malloc((count + 1) * sizeof(*rows));
  check(rows != NULL);
  check(smtpcodes_rules_read(file, in.len, rows, count, report, &all) ==
        count);
  in_file(rows, count, file, in.len);
  if (count <= SMTPCODES_MAX_RULES)
    compile(rows, count, &all, text, part.len);
  free(rows);
  free(file);
  free(text);
  return 0;
}
