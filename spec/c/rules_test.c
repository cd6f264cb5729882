/*
** rules_test.c: rules in memory of exactly the size that is told, and files of
** rules at the edges of a page.
**
** The memory lies at the end of a page. The rows need as much of it as rows
** can: no word, phrase, part or condition is that of another row. Each decides
** on its own phrase, and lint finds nothing.
*/
#define _DEFAULT_SOURCE
#define PAGES 64
#include "../../smtpcodes.h"

#include "page.h"

#define MAX_ROWS 40

/* What makes rows: phrases of two parts, of one, or none. */
typedef enum form { TWO_PARTS, ONE_PART, NO_PHRASE } form;

static char phrases[MAX_ROWS][80], conditions[MAX_ROWS][16];

static smtpcodes_cell cell_of(const char *text) {
  smtpcodes_cell cell;
  cell.text = text;
  cell.len = strlen(text);
  return cell;
}

/* Two letters that are no word of another row, whatever stands before. */
static void write_phrase(size_t i, form how) {
  int a = 'a' + (int)i % 8, b = 'a' + (int)i / 8;
  if (how == TWO_PARTS)
    sprintf(phrases[i], "q%c%cq r%c%cr ~ s%c%cs", a, b, a, b, a, b);
  else
    sprintf(phrases[i], "q%c%cq r%c%cr s%c%cs", a, b, a, b, a, b);
}

static void make_rows(smtpcodes_rule *rows, size_t count, form how) {
  size_t i;
  memset(rows, 0, count * sizeof(*rows));
  for (i = 0; i < count; i++) {
    rows[i].line = i + 1;
    rows[i].cells[SMTPCODES_RULE_REASON] = cell_of("virus");
    sprintf(conditions[i], "enhanced=7.%d", (int)i);
    rows[i].cells[SMTPCODES_RULE_WHEN] = cell_of(conditions[i]);
    write_phrase(i, how);
    if (how != NO_PHRASE)
      rows[i].cells[SMTPCODES_RULE_PHRASE] = cell_of(phrases[i]);
  }
}

static void report(void *data, const smtpcodes_problem *problem) {
  check(problem->is_error == 0 && strcmp(problem->kind, "enhanced") == 0,
        problem->kind, problem->message, strlen(problem->message));
  ++*(size_t *)data;
}

/* The row that decides on the phrase of the i-th, or 0. */
static int row_of(const struct smtpcodes_rules *rules, size_t i) {
  smtpcodes_subject subject;
  smtpcodes_context context;
  smtpcodes_verdict verdict;
  memset(&subject, 0, sizeof(subject));
  memset(&context, 0, sizeof(context));
  subject.code = 550;
  subject.klass = 5;
  subject.subject = 7;
  subject.detail = (int)i;
  subject.text = phrases[i];
  subject.len = strlen(phrases[i]);
  context.rules = rules;
  smtpcodes_classify(&subject, &context, &verdict);
  return strcmp(verdict.source, "rules") == 0 ? verdict.row : 0;
}

static void rows_in_their_size(size_t count, form how) {
  static smtpcodes_rule rows[MAX_ROWS];
  const struct smtpcodes_rules *rules;
  size_t size, i, warnings = 0;
  make_rows(rows, count, how);
  size = smtpcodes_rules_size(rows, count);
  check(size <= (size_t)(page_end - page_begin) && size % sizeof(void *) == 0,
        "size", "", 0);
  rules =
      smtpcodes_rules_compile(rows, count, page_end - size, report, &warnings);
  check(rules != NULL, "made", "", 0);
  for (i = 0; i < count; i++)
    check(row_of(rules, i) == (int)i + 1, "row", phrases[i], 20);
  smtpcodes_rules_lint(rules, rows, count, report, &warnings);
}

/* ---- files ------------------------------------------------------------- */

static void keep(void *data, const smtpcodes_problem *problem) {
  *(smtpcodes_problem *)data = *problem;
}

/* How many rows a file has, at either edge; the last problem in it. */
static size_t read_file(const char *text, size_t len, smtpcodes_rule *rows,
                        smtpcodes_problem *problem) {
  size_t count;
  memset(problem, 0, sizeof(*problem));
  memcpy(page_begin, text, len);
  count = smtpcodes_rules_read(page_begin, len, rows, 4, NULL, NULL);
  check(smtpcodes_rules_read(at_end(text, len), len, rows, 4, keep, problem) ==
            count,
        "edges", text, len);
  return count;
}

static void files(void) {
  static const struct {
    const char *text;
    size_t count, line, column; /* of the last problem, or 0 */
  } cases[] = {{"", 0, 0, 0},
               {"\n", 0, 0, 0},
               {"\r\n\r\nreason", 0, 0, 0},
               {"reason\tphrase\nspam\tcow\nspam\tcow", 2, 0, 0},
               {"reason\tphrase\r\nspam\tcow\r\n\r\n", 1, 0, 0},
               {"reason\tphrase\nspam", 0, 2, 5},
               {"reason\n\n# x\nspam\tx", 0, 4, 7},
               {"phrase", 0, 1, 1},
               {"\xEF\xBB\xBFreason\nspam", 1, 0, 0}};
  smtpcodes_rule rows[4];
  smtpcodes_problem problem;
  size_t i;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    const char *text = cases[i].text;
    size_t len = strlen(text);
    check(read_file(text, len, rows, &problem) == cases[i].count, "rows", text,
          len);
    check(problem.line == cases[i].line && problem.column == cases[i].column,
          "problem", text, len);
    check(problem.other == 0, "other", text, len);
  }
}

/* Without a file columns are counted in the cell, which no octet follows. */
static void cells(void) {
  static const struct {
    int cell;
    const char *text;
    size_t column; /* of the problem; 0: there is none */
  } cases[] = {
      {SMTPCODES_RULE_PHRASE, "cow ", 0},
      {SMTPCODES_RULE_PHRASE, "cow <x>", 5},
      {SMTPCODES_RULE_WHEN, "enhanced=7.1", 0},
      {SMTPCODES_RULE_WHEN, "enhanced=7", 10},
      {SMTPCODES_RULE_WHEN, "code=550 x=y", 10},
      {SMTPCODES_RULE_DETAIL, "none", 1},
  };
  static size_t memory[8192];
  smtpcodes_rule row;
  smtpcodes_problem problem;
  size_t i;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    smtpcodes_cell cell = cell_of(cases[i].text);
    make_rows(&row, 1, ONE_PART);
    memset(&problem, 0, sizeof(problem));
    cell.text = at_end(cell.text, cell.len);
    row.cells[cases[i].cell] = cell;
    check(smtpcodes_rules_size(&row, 1) <= sizeof(memory), "room", cell.text,
          cell.len);
    smtpcodes_rules_compile(&row, 1, memory, keep, &problem);
    check(problem.column == cases[i].column, "column", cell.text, cell.len);
  }
}

/* A line that a row cannot have is an error, whether or not somebody is told.
 */
static void lines(void) {
  static const struct {
    size_t line;
    int stands;
  } cases[] = {{0, 0}, {1, 1}, {65535, 1}, {65536, 0}};
  static size_t memory[8192];
  smtpcodes_rule row;
  smtpcodes_problem problem;
  size_t i;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    make_rows(&row, 1, ONE_PART);
    row.line = cases[i].line;
    memset(&problem, 0, sizeof(problem));
    check((smtpcodes_rules_compile(&row, 1, memory, keep, &problem) != NULL) ==
              cases[i].stands,
          "stands", "", 0);
    check(problem.is_error == !cases[i].stands, "told", "", 0);
    check((smtpcodes_rules_compile(&row, 1, memory, NULL, NULL) != NULL) ==
              cases[i].stands,
          "stands, untold", "", 0);
  }
}

int main(int argc, char **argv) {
  size_t count;
  read_arguments(argc, argv);
  map();
  files();
  cells();
  lines();
  for (count = 0; count <= MAX_ROWS; count++) {
    rows_in_their_size(count, TWO_PARTS);
    rows_in_their_size(count, ONE_PART);
    rows_in_their_size(count, NO_PHRASE);
  }
  printf("rules: %lu checks\n", checks);
  return 0;
}
