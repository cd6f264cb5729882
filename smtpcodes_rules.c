/*
** smtpcodes_rules.c: rules of one's own -> an automaton, and what is wrong
** with them.
**
** The rows of a caller become an automaton like the built-in one, in memory
** that the caller gives. A row with an error is reported and left out.
*/
#define SMTPCODES_BUILD
#include "smtpcodes_automaton.h"

#include <string.h>

typedef uint16_t u16;
typedef uint32_t u32;

#define MAX_WORDS_OF_PART 12

/* Words of all phrases together: nodes have 16 bits. */
#define MAX_WORDS 60000

typedef smtpcodes_rule rule;
typedef smtpcodes_cell cell;

/* ---- problems ---------------------------------------------------------- */

/* Who is told of problems, and whether one was an error. */
typedef struct reporter {
  smtpcodes_report report;
  void *data;
  int failed;
} reporter;

/* Where a problem stands: a row, one of its cells, an octet of that. */
typedef struct place {
  const rule *row;
  int cell;
  size_t offset;
} place;

static size_t column_of(const place *p) {
  const char *text;
  if (p->cell == SMTPCODES_RULE_CELLS)
    return 1;
  text = p->row->cells[p->cell].text;
  if (p->row->begin == NULL || text == NULL)
    return p->offset + 1;
  return (size_t)(text - p->row->begin) + p->offset + 1;
}

static void tell(reporter *r, const place *p, int is_error, const char *kind,
                 const char *message, size_t other) {
  smtpcodes_problem problem;
  problem.kind = kind;
  problem.message = message;
  problem.is_error = is_error;
  problem.line = p->row->line;
  problem.cell = p->cell;
  problem.column = column_of(p);
  problem.other = other;
  if (r->report != NULL)
    r->report(r->data, &problem);
}

/* Tells of an error in a cell, at an octet of it. Returns 0. */
static int wrong(reporter *r, const rule *row, int number, size_t offset,
                 const char *kind, const char *message) {
  place p;
  p.row = row;
  p.cell = number;
  p.offset = offset;
  r->failed = 1;
  tell(r, &p, 1, kind, message, 0);
  return 0;
}

/* ---- cells ------------------------------------------------------------- */

static int is_text(const cell *c, const char *text) {
  return c->text != NULL && strlen(text) == c->len &&
         memcmp(text, c->text, c->len) == 0;
}

static int is_blank(char c) {
  return c == ' ';
}

/* The next token of a cell between blanks; 0 when there is none. */
static int next_token(const cell *c, size_t *at, cell *token) {
  size_t first = *at, last;
  while (first < c->len && is_blank(c->text[first]))
    first++;
  last = first;
  while (last < c->len && !is_blank(c->text[last]))
    last++;
  *at = last;
  token->text = c->text + first;
  token->len = last - first;
  return last > first;
}

/* A number of up to five digits, or -1. */
static long read_number(const cell *c) {
  long value = 0;
  size_t i;
  if (c->len == 0 || c->len > 5)
    return -1;
  for (i = 0; i < c->len; i++) {
    if (c->text[i] < '0' || c->text[i] > '9')
      return -1;
    value = value * 10 + (c->text[i] - '0');
  }
  return value;
}

static int reason_number(const cell *c) {
  size_t count, i;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  for (i = 0; i < count; i++)
    if (is_text(c, rows[i].reason))
      return (int)i;
  return -1;
}

static int gate_number(const cell *c) {
  static const char *const gates[] = {"@sender", "@temporary", "@path"};
  int i;
  for (i = 0; i < 3; i++)
    if (is_text(c, gates[i]))
      return i;
  return -1;
}

/* ---- conditions -------------------------------------------------------- */

static int read_code(reporter *r, const rule *row, const cell *value,
                     size_t at, condition_row *when) {
  smtpcodes_code record;
  long code = value->len <= 3 ? read_number(value) : -1;
  long scale = value->len == 1 ? 100 : value->len == 2 ? 10 : 1;
  if (code < 0)
    return wrong(r, row, SMTPCODES_RULE_WHEN, at, "code",
                 "a code is one to three digits");
  when->first = (short)(code * scale);
  when->last = (short)(code * scale + scale - 1);
  if (scale > 1 ? smtpcodes_class(when->first) != NULL
                : smtpcodes_find((int)code, &record))
    return 1;
  return wrong(r, row, SMTPCODES_RULE_WHEN, at, "code", "no such reply code");
}

#define LONGEST_ENHANCED (sizeof("5.999.999") - 1)

/* "7.1", or "5.7.1", whose class says how the code begins. */
static int read_enhanced(reporter *r, const rule *row, const cell *value,
                         size_t at, condition_row *when) {
  int klass, subject, detail;
  char text[12] = "X.";
  size_t begin =
      value->len > 2 && memchr(value->text + 2, '.', value->len - 2) != NULL
          ? 0
          : 2;
  if (value->len > LONGEST_ENHANCED)
    return wrong(r, row, SMTPCODES_RULE_WHEN, at, "enhanced",
                 "no enhanced code");
  memcpy(text + begin, value->text, value->len);
  if (!smtpcodes_read_enhanced(text, begin + value->len, &klass, &subject,
                               &detail))
    return wrong(r, row, SMTPCODES_RULE_WHEN, at, "enhanced",
                 "no enhanced code");
  when->subject = (short)subject;
  when->detail = (short)detail;
  if (klass > 0 && when->first < 0) {
    when->first = (short)(klass * 100);
    when->last = (short)(klass * 100 + 99);
  }
  return 1;
}

static int read_command(reporter *r, const rule *row, const cell *value,
                        size_t at, condition_row *when) {
  const char *command = smtpcodes_command(value->text, value->len);
  if (command == NULL)
    return wrong(r, row, SMTPCODES_RULE_WHEN, at, "command",
                 "no such command");
  SMTPCODES_ASSERT(strlen(command) < sizeof(when->command));
  memcpy(when->command, command, strlen(command) + 1);
  return 1;
}

static int read_provider(reporter *r, const rule *row, const cell *value,
                         size_t at, condition_row *when) {
  int number = smtpcodes_provider_number(value->text, value->len);
  if (number < 0)
    return wrong(r, row, SMTPCODES_RULE_WHEN, at, "provider",
                 "no such provider");
  when->provider = (unsigned char)number;
  return 1;
}

typedef int read_value(reporter *r, const rule *row, const cell *value,
                       size_t at, condition_row *when);

/* One name=value, which stands at `at` of the cell. */
static int read_condition(reporter *r, const rule *row, const cell *token,
                          size_t at, condition_row *when) {
  static const struct {
    const char *name;
    read_value *read;
  } readers[] = {{"code", read_code},
                 {"enhanced", read_enhanced},
                 {"provider", read_provider},
                 {"command", read_command}};
  const char *equals = (const char *)memchr(token->text, '=', token->len);
  cell name, value;
  int i;
  name.text = token->text;
  name.len = equals != NULL ? (size_t)(equals - token->text) : token->len;
  for (i = 0; i < 4 && equals != NULL; i++)
    if (is_text(&name, readers[i].name)) {
      value.text = equals + 1;
      value.len = token->len - name.len - 1;
      return readers[i].read(r, row, &value, at + name.len + 1, when);
    }
  return wrong(r, row, SMTPCODES_RULE_WHEN, at, "condition",
               "not code=, enhanced=, provider= or command=");
}

/* The condition that holds of every reply. */
static void set_any(condition_row *when) {
  memset(when, 0, sizeof(*when));
  when->first = -32767;
  when->last = 32767;
  when->subject = when->detail = -1;
}

static int read_conditions(reporter *r, const rule *row, condition_row *when) {
  const cell *c = &row->cells[SMTPCODES_RULE_WHEN];
  cell token;
  size_t at = 0;
  set_any(when);
  while (c->text != NULL && next_token(c, &at, &token))
    if (!read_condition(r, row, &token, (size_t)(token.text - c->text), when))
      return 0;
  return 1;
}

/* ---- building ---------------------------------------------------------- */

/* An automaton that is being made. */
typedef struct builder {
  reporter report;
  word_row *words;
  edge_row *edges;
  node_row *nodes;
  u16 *roots;
  atom_row *atoms;
  rule_row *rules, *drafts; /* by atom, and as the rows come */
  u16 *atom_of;             /* of each draft */
  condition_row *conditions;
  u32 *retry_after, *retry_drafts;
  int word_bits, edge_bits;
  u16 class_ids[MAX_CLASSES]; /* our id of each class, or 0 */
  u32 ids, node_count, atom_count, rule_count, condition_count;
} builder;

/* The slot of a word: its own, or the free one where it belongs. */
static word_row *word_slot(const builder *b, u32 hash) {
  u32 slot = hash >> (32 - b->word_bits);
  while (b->words[slot].hash != hash && b->words[slot].hash != 0)
    slot = (slot + 1) & ((1u << b->word_bits) - 1);
  return &b->words[slot];
}

static u16 id_of_word(builder *b, u32 hash) {
  word_row *row = word_slot(b, hash);
  row->hash = hash;
  if (row->id == 0)
    row->id = (u16)++b->ids;
  return row->id;
}

/* The number of the class <name>, or -1. */
static int class_number(const cell *token) {
  const char *name;
  int i;
  for (i = 0; smtpcodes_word_class(i, &name) != 0; i++)
    if (strlen(name) + 2 == token->len &&
        memcmp(name, token->text + 1, token->len - 2) == 0)
      return i;
  return -1;
}

static int is_class(const cell *token) {
  return token->len > 2 && token->text[0] == '<' &&
         token->text[token->len - 1] == '>';
}

static u16 id_of_class(builder *b, int number) {
  SMTPCODES_ASSERT(number >= 0 && number < MAX_CLASSES);
  if (b->class_ids[number] == 0)
    b->class_ids[number] = (u16)++b->ids;
  return b->class_ids[number];
}

static int is_skipped(u32 hash) {
  const word_row *row = smtpcodes_find_word(&smtpcodes_built_in, hash);
  return row != NULL && row->id == SKIPPED_WORD;
}

/* The ids of one part of a phrase. */
typedef struct part {
  u16 ids[MAX_WORDS_OF_PART];
  int count; /* MAX_WORDS_OF_PART + 1: too many */
} part;

static void add_id(part *p, u16 id) {
  if (p->count < MAX_WORDS_OF_PART)
    p->ids[p->count] = id;
  if (p->count <= MAX_WORDS_OF_PART)
    p->count++;
}

static void add_words(builder *b, const cell *token, part *p) {
  size_t at = 0;
  u32 hash;
  while ((hash = smtpcodes_next_word(token->text, token->len, &at)) != 0)
    if (!is_skipped(hash))
      add_id(p, id_of_word(b, hash));
}

/* One token of a phrase; 0: it is wrong. */
static int add_token(builder *b, const rule *row, const cell *token, part *p) {
  size_t at = (size_t)(token->text - row->cells[SMTPCODES_RULE_PHRASE].text);
  int number;
  if (!is_class(token)) {
    add_words(b, token, p);
    return 1;
  }
  number = class_number(token);
  if (number < 0)
    return wrong(&b->report, row, SMTPCODES_RULE_PHRASE, at, "class",
                 "no such class of words");
  add_id(p, id_of_class(b, number));
  return 1;
}

static int check_part(builder *b, const rule *row, const part *p) {
  if (p->count == 0)
    return wrong(&b->report, row, SMTPCODES_RULE_PHRASE, 0, "phrase",
                 "no words but those that are passed over");
  if (p->count > MAX_WORDS_OF_PART)
    return wrong(&b->report, row, SMTPCODES_RULE_PHRASE, 0, "phrase",
                 "more than 12 words");
  return 1;
}

/* Reads a phrase into its parts, one or two. Returns how many; 0: wrong. */
static int read_phrase(builder *b, const rule *row, part parts[2]) {
  const cell *c = &row->cells[SMTPCODES_RULE_PHRASE];
  cell token;
  size_t at = 0;
  int n = 0;
  memset(parts, 0, 2 * sizeof(parts[0]));
  while (next_token(c, &at, &token)) {
    if (!is_text(&token, "~")) {
      if (!add_token(b, row, &token, &parts[n]))
        return 0;
    } else if (++n > 1)
      return wrong(&b->report, row, SMTPCODES_RULE_PHRASE, at - 1, "phrase",
                   "more than two parts");
  }
  if (!check_part(b, row, &parts[0]) ||
      (n == 1 && !check_part(b, row, &parts[1])))
    return 0;
  return n + 1;
}

/* The child of a node, made if need be. */
static u16 make_child(builder *b, u16 node, u16 id) {
  u32 key = (u32)node << 16 | id, slot = edge_slot(key, b->edge_bits);
  while (b->edges[slot].key != key && b->edges[slot].key != 0)
    slot = (slot + 1) & ((1u << b->edge_bits) - 1);
  if (b->edges[slot].key == 0) {
    b->edges[slot].key = key;
    b->edges[slot].child = (u16)b->node_count++;
    b->nodes[node].mask |= id_bit(id);
  }
  return b->edges[slot].child;
}

static u16 make_root(builder *b, u16 id) {
  if (b->roots[id] == 0)
    b->roots[id] = (u16)b->node_count++;
  return b->roots[id];
}

/* The atom of a part, made if need be. */
static u16 make_atom(builder *b, const part *p) {
  u16 node = make_root(b, p->ids[0]);
  int i;
  SMTPCODES_ASSERT(p->count > 0 && p->count <= MAX_WORDS_OF_PART);
  for (i = 1; i < p->count; i++)
    node = make_child(b, node, p->ids[i]);
  if (b->nodes[node].atom == 0)
    b->nodes[node].atom = (u16)++b->atom_count;
  return b->nodes[node].atom;
}

/* The number of a condition, which may be there already. */
static u16 condition_number(builder *b, const condition_row *when) {
  u32 i;
  for (i = 0; i < b->condition_count; i++)
    if (memcmp(&b->conditions[i], when, sizeof(*when)) == 0)
      return (u16)i;
  b->conditions[b->condition_count] = *when;
  return (u16)b->condition_count++;
}

/* What is wrong with the reason of a row; NULL: nothing. With one that asks
   for nothing a failure would pass for a success. */
static const char *wrong_reason(int number) {
  size_t count;
  const smtpcodes_reason *rows = smtpcodes_reasons(&count);
  if (number < 0)
    return "no such reason";
  return strcmp(rows[number].action, "none") == 0
             ? "no failure has this reason"
             : NULL;
}

/* What a row is evidence for. */
static int read_reason(builder *b, const rule *row, rule_row *out) {
  const cell *reason = &row->cells[SMTPCODES_RULE_REASON];
  int gate = gate_number(reason), number = reason_number(reason);
  const char *message = gate < 0 ? wrong_reason(number) : NULL;
  if (message != NULL)
    return wrong(&b->report, row, SMTPCODES_RULE_REASON, 0, "reason", message);
  out->kind = gate >= 0 ? KIND_GATE : KIND_REASON;
  out->value = (unsigned char)(gate >= 0 ? gate : number);
  return 1;
}

static int read_detail(builder *b, const rule *row, rule_row *out) {
  const cell *c = &row->cells[SMTPCODES_RULE_DETAIL];
  int number = c->text != NULL ? smtpcodes_detail_number(c->text, c->len) : 0;
  if (number < 0)
    return wrong(&b->report, row, SMTPCODES_RULE_DETAIL, 0, "detail",
                 "no such detail");
  out->detail = (unsigned char)number;
  return 1;
}

static int read_retry(builder *b, const rule *row, u32 *seconds) {
  const cell *c = &row->cells[SMTPCODES_RULE_RETRY_AFTER];
  long value = c->text != NULL ? read_number(c) : 0;
  if (value < 0)
    return wrong(&b->report, row, SMTPCODES_RULE_RETRY_AFTER, 0, "retry-after",
                 "not seconds from 0 to 99999");
  *seconds = (u32)value;
  return 1;
}

/* The phrase of a row; 0: it is wrong. */
static int take_phrase(builder *b, const rule *row, rule_row *out, u16 *atom) {
  part parts[2];
  int count = read_phrase(b, row, parts);
  if (count > 0)
    *atom = make_atom(b, &parts[count - 1]);
  if (count == 2)
    out->other = make_atom(b, &parts[0]);
  return count;
}

/* The phrase and the conditions; a row needs one of them. */
static int read_trigger(builder *b, const rule *row, rule_row *out,
                        u16 *atom) {
  condition_row when;
  if (!read_conditions(&b->report, row, &when))
    return 0;
  out->when = condition_number(b, &when);
  *atom = 0;
  if (row->cells[SMTPCODES_RULE_PHRASE].text != NULL)
    return take_phrase(b, row, out, atom);
  if (out->when != 0)
    return 1;
  return wrong(&b->report, row, SMTPCODES_RULE_CELLS, 0, "phrase",
               "neither a phrase nor a condition");
}

/* A row as a draft, if all of it is right. */
static void add_row(builder *b, const rule *row) {
  rule_row *out = &b->drafts[b->rule_count];
  if (row->line == 0 || row->line > 65535) {
    wrong(&b->report, row, SMTPCODES_RULE_CELLS, 0, "too-many",
          "more than 65535 lines");
    return;
  }
  memset(out, 0, sizeof(*out));
  out->row = (u16)row->line;
  if (read_reason(b, row, out) && read_detail(b, row, out) &&
      read_retry(b, row, &b->retry_drafts[b->rule_count]) &&
      read_trigger(b, row, out, &b->atom_of[b->rule_count]))
    b->rule_count++;
}

/* Puts the drafts in the order of their atoms. */
static void sort_rules(builder *b) {
  u32 i, total = 0;
  for (i = 0; i < b->rule_count; i++)
    b->atoms[b->atom_of[i]].first++;
  for (i = 0; i <= b->atom_count; i++) {
    u32 count = b->atoms[i].first;
    b->atoms[i].first = (u16)total;
    total += count;
  }
  for (i = 0; i < b->rule_count; i++) {
    u32 at = b->atoms[b->atom_of[i]].first++;
    b->rules[at] = b->drafts[i];
    b->retry_after[at] = b->retry_drafts[i];
  }
  for (i = b->atom_count + 1; i > 0; i--)
    b->atoms[i].first = b->atoms[i - 1].first;
  b->atoms[0].first = 0;
}

/* The built-in words that are passed over, or of a class that is used. */
static void add_classes(builder *b) {
  const automaton *a = &smtpcodes_built_in;
  const char *name;
  u32 slot;
  int i;
  for (slot = 1u << a->word_bits; slot-- > 0;) {
    const word_row *word = &a->words[slot];
    u16 klass = 0;
    for (i = 0; word->klass != 0 && i < MAX_CLASSES && klass == 0; i++)
      if (smtpcodes_word_class(i, &name) == word->klass)
        klass = b->class_ids[i];
    if (klass != 0 || word->id == SKIPPED_WORD) {
      word_row *own = word_slot(b, word->hash);
      own->hash = word->hash;
      own->klass = klass;
      if (word->id == SKIPPED_WORD)
        own->id = SKIPPED_WORD;
    }
  }
}

/* ---- memory ------------------------------------------------------------ */

static size_t count_words(const rule *rows, size_t count) {
  size_t i, words = 0;
  for (i = 0; i < count; i++) {
    const cell *c = &rows[i].cells[SMTPCODES_RULE_PHRASE];
    size_t at = 0;
    while (c->text != NULL && smtpcodes_next_word(c->text, c->len, &at) != 0)
      words++;
  }
  return words;
}

/* The built-in words that add_classes may want. */
static size_t count_built_in(void) {
  const automaton *a = &smtpcodes_built_in;
  size_t count = 0;
  u32 slot;
  for (slot = 1u << a->word_bits; slot-- > 0;)
    count += a->words[slot].klass != 0 || a->words[slot].id == SKIPPED_WORD;
  return count;
}

/* The power of two that holds a table of `count`, half of it free. */
static int bits_for(size_t count) {
  int bits = 1;
  while ((size_t)1 << bits < 2 * count + 2)
    bits++;
  return bits;
}

/* How many there are of each, at most. */
typedef struct sizes {
  size_t rules, words, nodes, atoms;
  int word_bits, edge_bits;
} sizes;

static void measure(const rule *rows, size_t count, sizes *s) {
  s->rules = count;
  s->words = count_words(rows, count);
  s->nodes = s->words + 1;
  s->atoms = 2 * count + 3;
  s->word_bits = bits_for(s->words + count_built_in());
  s->edge_bits = bits_for(s->words);
}

/* Takes room for `count` things of `size` octets; NULL memory: counts only. */
static void *take(char *memory, size_t *used, size_t count, size_t size) {
  void *at = memory != NULL ? memory + *used : NULL;
  *used += (count * size + 7) / 8 * 8;
  return at;
}

/* Lays everything out. Returns how many octets that takes. */
static size_t lay_out(const sizes *s, char *memory, builder *b) {
  size_t used = 0;
  take(memory, &used, 1, sizeof(struct smtpcodes_rules));
  b->words = (word_row *)take(memory, &used, (size_t)1 << s->word_bits,
                              sizeof(word_row));
  b->edges = (edge_row *)take(memory, &used, (size_t)1 << s->edge_bits,
                              sizeof(edge_row));
  b->retry_after = (u32 *)take(memory, &used, s->rules, sizeof(u32));
  b->retry_drafts = (u32 *)take(memory, &used, s->rules, sizeof(u32));
  b->nodes = (node_row *)take(memory, &used, s->nodes, sizeof(node_row));
  b->roots = (u16 *)take(memory, &used, s->words + 3, sizeof(u16));
  b->atoms = (atom_row *)take(memory, &used, s->atoms, sizeof(atom_row));
  b->rules = (rule_row *)take(memory, &used, s->rules, sizeof(rule_row));
  b->drafts = (rule_row *)take(memory, &used, s->rules, sizeof(rule_row));
  b->atom_of = (u16 *)take(memory, &used, s->rules, sizeof(u16));
  b->conditions = (condition_row *)take(memory, &used, s->rules + 1,
                                        sizeof(condition_row));
  return used;
}

size_t smtpcodes_rules_size(const rule *rows, size_t count) {
  sizes s;
  builder b;
  measure(rows, count, &s);
  return lay_out(&s, NULL, &b);
}

/* ---- compiling --------------------------------------------------------- */

/* What every automaton begins with: the condition that always holds. */
static void begin_builder(builder *b, const sizes *s, smtpcodes_report report,
                          void *data) {
  rule none;
  memset(&none, 0, sizeof(none));
  b->report.report = report;
  b->report.data = data;
  b->report.failed = 0;
  b->word_bits = s->word_bits;
  b->edge_bits = s->edge_bits;
  memset(b->class_ids, 0, sizeof(b->class_ids));
  b->ids = SKIPPED_WORD;
  b->node_count = 1;
  b->atom_count = b->rule_count = b->condition_count = 0;
  read_conditions(&b->report, &none, &b->conditions[0]);
  b->condition_count = 1;
}

static void finish(const builder *b, struct smtpcodes_rules *out) {
  out->rules.words = b->words;
  out->rules.edges = b->edges;
  out->rules.nodes = b->nodes;
  out->rules.roots = b->roots;
  out->rules.atoms = b->atoms;
  out->rules.rules = b->rules;
  out->rules.conditions = b->conditions;
  out->rules.word_bits = b->word_bits;
  out->rules.edge_bits = b->edge_bits;
  out->retry_after = b->retry_after;
  memcpy(out->class_ids, b->class_ids, sizeof(out->class_ids));
}

static int is_too_much(reporter *r, const rule *rows, size_t count,
                       const sizes *s) {
  if (count <= SMTPCODES_MAX_RULES && s->words <= MAX_WORDS)
    return 0;
  wrong(r, &rows[count - 1], SMTPCODES_RULE_CELLS, 0, "too-many",
        count > SMTPCODES_MAX_RULES ? "more than 2000 rules"
                                    : "more than 60000 words");
  return 1;
}

const struct smtpcodes_rules *
smtpcodes_rules_compile(const rule *rows, size_t count, void *memory,
                        smtpcodes_report report, void *data) {
  struct smtpcodes_rules *out = (struct smtpcodes_rules *)memory;
  sizes s;
  builder b;
  size_t i;
  measure(rows, count, &s);
  SMTPCODES_ASSERT((size_t)memory % sizeof(void *) == 0);
  memset(memory, 0, lay_out(&s, (char *)memory, &b));
  begin_builder(&b, &s, report, data);
  if (is_too_much(&b.report, rows, count, &s))
    return NULL;
  for (i = 0; i < count; i++)
    add_row(&b, &rows[i]);
  sort_rules(&b);
  add_classes(&b);
  finish(&b, out);
  return b.report.failed ? NULL : out;
}

/* ---- lint -------------------------------------------------------------- */

/* Tells of a row that makes no sense. */
static void warn(reporter *r, const rule *row, int number, size_t offset,
                 const char *kind, const char *message, size_t other) {
  place p;
  p.row = row;
  p.cell = number;
  p.offset = offset;
  tell(r, &p, 0, kind, message, other);
}

/* A token of a phrase, read as a text that says just that: a word stands for
   itself and its class, a class for itself alone. */
static void read_token(reader *r, const cell *token, const u16 *class_ids) {
  size_t at = 0;
  u32 hash;
  if (is_class(token)) {
    word_row word = {0, 0, 0};
    word.klass = class_ids[class_number(token)];
    smtpcodes_take_word(r, &word, 0, 0);
    return;
  }
  while ((hash = smtpcodes_next_word(token->text, token->len, &at)) != 0) {
    const word_row *word = smtpcodes_find_word(r->rules, hash);
    SMTPCODES_ASSERT(word != NULL); /* of a row that was compiled */
    if (word->id != SKIPPED_WORD)
      smtpcodes_take_word(r, word, 0, 0);
  }
}

/* The phrase of a row; between its two parts nothing goes on. */
static void read_own_phrase(const struct smtpcodes_rules *rules,
                            const rule *row, reader *r) {
  const cell *c = &row->cells[SMTPCODES_RULE_PHRASE];
  cell token;
  size_t at = 0;
  smtpcodes_begin_text(r, &rules->rules, "", 0);
  while (c->text != NULL && next_token(c, &at, &token)) {
    if (!is_text(&token, "~"))
      read_token(r, &token, rules->class_ids);
    else
      r->opened = 0;
  }
}

/* Whether one condition holds wherever another does. */
static int is_wider(const condition_row *a, const condition_row *b) {
  return a->first <= b->first && a->last >= b->last &&
         (a->subject < 0 ||
          (a->subject == b->subject && a->detail == b->detail)) &&
         (a->provider == 0 || a->provider == b->provider) &&
         (a->command[0] == '\0' || strcmp(a->command, b->command) == 0);
}

/* A rule and its atom. */
typedef struct located {
  const rule_row *rule;
  u16 atom;
} located;

static located locate(const automaton *a, size_t line) {
  located at;
  at.atom = 0;
  for (at.rule = a->rules; at.rule->row != line; at.rule++)
    ;
  while (a->rules + a->atoms[at.atom + 1].first <= at.rule)
    at.atom++;
  return at;
}

/* Whether rule a, of an atom that was found, decides wherever b would. */
static int goes_before(const reader *r, const rule_row *a, const rule_row *b) {
  const condition_row *when = r->rules->conditions;
  return a->row < b->row && a->kind == b->kind &&
         (a->kind == KIND_REASON || a->value == b->value) &&
         (a->other == 0 || is_seen(r, a->other)) &&
         is_wider(&when[a->when], &when[b->when]);
}

/* The first rule of an atom that goes before another, if it is earlier than
   the one that is known. */
static void find_before(const reader *r, u16 atom, const located *own,
                        located *found) {
  const rule_row *a = r->rules->rules + r->rules->atoms[atom].first;
  const rule_row *end = r->rules->rules + r->rules->atoms[atom + 1].first;
  for (; a < end; a++)
    if (goes_before(r, a, own->rule) &&
        (found->rule == NULL || a->row < found->rule->row)) {
      found->rule = a;
      found->atom = atom;
    }
}

static void tell_before(reporter *report, const rule *row, const located *own,
                        const located *found) {
  const rule_row *a = found->rule, *b = own->rule;
  int same =
      found->atom == own->atom && a->other == b->other && a->when == b->when;
  if (same && a->value == b->value && a->detail == b->detail)
    warn(report, row, SMTPCODES_RULE_CELLS, 0, "duplicate",
         "says what an earlier row says", a->row);
  else if (same)
    warn(report, row, SMTPCODES_RULE_REASON, 0, "contradictory",
         "an earlier row has another reason for the same", a->row);
  else
    warn(report, row, SMTPCODES_RULE_CELLS, 0, "unreachable",
         "an earlier row decides wherever this one would", a->row);
}

/* Whether an earlier row takes all that a row could decide. */
static void lint_order(const struct smtpcodes_rules *rules, const rule *row,
                       const located *own, reporter *report) {
  reader r;
  located found = {NULL, 0};
  int i;
  read_own_phrase(rules, row, &r);
  find_before(&r, 0, own, &found);
  for (i = 0; i < r.count; i++)
    find_before(&r, r.hits[i].atom, own, &found);
  if (found.rule != NULL)
    tell_before(report, row, own, &found);
}

/* Words that no text shows: addresses, host names and urls are passed over. */
static void lint_words(const rule *row, reporter *report) {
  const cell *c = &row->cells[SMTPCODES_RULE_PHRASE];
  cell token;
  size_t at = 0;
  while (c->text != NULL && next_token(c, &at, &token))
    if (!is_class(&token) && smtpcodes_is_name(token.text, token.len))
      warn(report, row, SMTPCODES_RULE_PHRASE, (size_t)(token.text - c->text),
           "never-matching",
           "addresses, host names and urls in a text are passed over", 0);
}

/* Conditions that no failure meets, or that nobody knows. */
static void lint_conditions(const condition_row *when, const rule *row,
                            reporter *report) {
  smtpcodes_enhanced record;
  if (when->first > 0 && when->last < 400)
    warn(report, row, SMTPCODES_RULE_WHEN, 0, "never-matching",
         "2yz and 3yz are no failures", 0);
  if (when->subject >= 0 && when->detail < 100 &&
      smtpcodes_find_enhanced(SMTPCODES_ANY, when->subject, when->detail,
                              &record) != SMTPCODES_EXACT)
    warn(report, row, SMTPCODES_RULE_WHEN, 0, "enhanced",
         "this enhanced code is not in IANA's registry", 0);
}

/* Whether one reply can meet both conditions. */
static int go_together(const condition_row *a, const condition_row *b) {
  return a->first <= b->last && b->first <= a->last &&
         (a->subject < 0 || b->subject < 0 ||
          (a->subject == b->subject && a->detail == b->detail)) &&
         (a->provider == 0 || b->provider == 0 ||
          a->provider == b->provider) &&
         (a->command[0] == '\0' || b->command[0] == '\0' ||
          strcmp(a->command, b->command) == 0);
}

/* Conditions of a row that contradict what stands before them in it. */
static void lint_agreement(const rule *row, reporter *report) {
  const cell *c = &row->cells[SMTPCODES_RULE_WHEN];
  condition_row before, own;
  cell token;
  size_t at = 0;
  set_any(&before);
  while (c->text != NULL && next_token(c, &at, &token)) {
    size_t offset = (size_t)(token.text - c->text);
    set_any(&own);
    read_condition(report, row, &token, offset, &own);
    if (!go_together(&before, &own))
      warn(report, row, SMTPCODES_RULE_WHEN, offset, "condition",
           "contradicts an earlier condition of the row", 0);
    read_condition(report, row, &token, offset, &before);
  }
}

void smtpcodes_rules_lint(const struct smtpcodes_rules *rules,
                          const rule *rows, size_t count,
                          smtpcodes_report report, void *data) {
  reporter r;
  size_t i;
  r.report = report;
  r.data = data;
  for (i = 0; i < count; i++) {
    located own = locate(&rules->rules, rows[i].line);
    lint_words(&rows[i], &r);
    lint_agreement(&rows[i], &r);
    lint_conditions(&rules->rules.conditions[own.rule->when], &rows[i], &r);
    lint_order(rules, &rows[i], &own, &r);
  }
}

/* ---- files ------------------------------------------------------------- */

static const char *const column_names[] = {"reason", "detail",      "phrase",
                                           "when",   "retry_after", "source"};

/* A file that is being read. */
typedef struct file {
  const char *text;
  size_t len, at, line;
  int columns[SMTPCODES_RULE_CELLS]; /* which cell the i-th one is */
  int count;                         /* of columns; 0: none yet */
  reporter report;
} file;

/* How many octets the byte order mark takes that some editors write first. */
static size_t mark_length(const char *text, size_t len) {
  return len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* The next line, without its end; 0: there is none. */
static int next_line(file *f, cell *line) {
  const char *begin = f->text + f->at, *end;
  if (f->at >= f->len)
    return 0;
  end = (const char *)memchr(begin, '\n', f->len - f->at);
  line->text = begin;
  line->len = end != NULL ? (size_t)(end - begin) : f->len - f->at;
  f->at += line->len + 1;
  f->line++;
  if (line->len > 0 && begin[line->len - 1] == '\r')
    line->len--;
  return 1;
}

/* The i-th cell of a line, from *at on; 0: there is none. */
static int next_cell(const cell *line, size_t *at, cell *c) {
  const char *begin = line->text + *at, *end;
  if (*at > line->len)
    return 0;
  end = (const char *)memchr(begin, '\t', line->len - *at);
  c->text = begin;
  c->len = end != NULL ? (size_t)(end - begin) : line->len - *at;
  *at += c->len + 1;
  return 1;
}

/* Tells of a line that is no row. */
static void wrong_line(file *f, size_t column, const char *kind,
                       const char *message) {
  smtpcodes_problem problem;
  problem.kind = kind;
  problem.message = message;
  problem.is_error = 1;
  problem.line = f->line;
  problem.cell = SMTPCODES_RULE_CELLS;
  problem.column = column;
  problem.other = 0;
  if (f->report.report != NULL)
    f->report.report(f->report.data, &problem);
}

static int column_number(const cell *name) {
  int i;
  for (i = 0; i < SMTPCODES_RULE_CELLS; i++)
    if (is_text(name, column_names[i]))
      return i;
  return -1;
}

/* The line that names the columns, each once. Behind a wrong one no line can
   be read. */
static void read_head(file *f, const cell *line) {
  cell name;
  size_t at = 0;
  unsigned named = 0;
  while (next_cell(line, &at, &name)) {
    int number = column_number(&name);
    if (number < 0 || (named >> number & 1) != 0) {
      wrong_line(f, (size_t)(name.text - line->text) + 1, "column",
                 number < 0 ? "no such column" : "named twice");
      f->at = f->len;
      return;
    }
    named |= 1u << number;
    f->columns[f->count++] = number;
  }
  if ((named >> SMTPCODES_RULE_REASON & 1) == 0)
    wrong_line(f, 1, "column", "the first line names no column reason");
}

/* The first octet of a line that no text has, or its length. */
static size_t find_control(const cell *line) {
  size_t i;
  for (i = 0; i < line->len; i++)
    if (((unsigned char)line->text[i] < 32 && line->text[i] != '\t') ||
        line->text[i] == 127)
      break;
  return i;
}

/* A row; 0: it is none. */
static int read_row(file *f, const cell *line, rule *row) {
  cell c;
  size_t at = 0;
  int i;
  memset(row, 0, sizeof(*row));
  row->line = f->line;
  row->begin = line->text;
  for (i = 0; i < f->count && next_cell(line, &at, &c); i++)
    if (c.len > 0 && !is_text(&c, "-"))
      row->cells[f->columns[i]] = c;
  if (i == f->count && at > line->len)
    return 1;
  wrong_line(f, line->len + 1, "cells",
             i < f->count ? "fewer cells than columns"
                          : "more cells than columns");
  return 0;
}

static int is_comment(const cell *line) {
  return line->len == 0 || line->text[0] == '#';
}

size_t smtpcodes_rules_read(const char *text, size_t len, rule *rows,
                            size_t room, smtpcodes_report report, void *data) {
  file f;
  cell line;
  rule row;
  size_t count = 0;
  memset(&f, 0, sizeof(f));
  f.text = text;
  f.len = len;
  f.at = mark_length(text, len);
  f.report.report = report;
  f.report.data = data;
  while (next_line(&f, &line)) {
    if (is_comment(&line))
      continue;
    if (find_control(&line) < line.len)
      wrong_line(&f, find_control(&line) + 1, "char", "a control character");
    else if (f.count == 0)
      read_head(&f, &line);
    else if (read_row(&f, &line, &row)) {
      if (count < room)
        rows[count] = row;
      count++;
    }
  }
  return count;
}
