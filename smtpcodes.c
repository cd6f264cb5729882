/*
** smtpcodes.c: the tables of reply codes and enhanced codes, and lookup.
**
** The rows are generated from the tables in data (one macro call a row);
** this file decides what becomes of a row.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const smtpcodes_code codes[] = {
#define CODE(code, name, status, title, commands, enhanced, rfc, aliases, \
             description)                                                 \
  {code, #name, status, title, commands, enhanced, rfc, aliases, description},
#include "data/codes.inc"
#undef CODE
};

/* Row + 1 of every code 200-599, or 0. */
static const unsigned char code_index[400] = {
#include "data/codes_index.inc"
};

static const smtpcodes_meaning meanings[] = {
#define MEANING(code, command, extension, status, title, enhanced, rfc, \
                description)                                            \
  {code, command, extension, status, title, enhanced, rfc, description},
#include "data/meanings.inc"
#undef MEANING
};

static const smtpcodes_enhanced details[] = {
#define ENHANCED(subject, detail, name, classes, title, codes, rfc, aliases, \
                 description)                                                \
  {subject, detail, #name, classes, title, codes, rfc, aliases, description},
#include "data/enhanced.inc"
#undef ENHANCED
};

#define ALL_CLASSES (1u << 2 | 1u << 4 | 1u << 5)

static const smtpcodes_enhanced subjects[] = {
#define CLASS(value, title, rfc, description)
#define SUBJECT(value, first, count, title, rfc, description) \
  {value, SMTPCODES_ANY, NULL, ALL_CLASSES, title,            \
   NULL,  rfc,           NULL, description},
#include "data/subjects.inc"
#undef SUBJECT
};

/* Where the details of each subject stand in details[]. */
static const struct {
  short first;
  short count;
} spans[] = {
#define SUBJECT(value, first, count, title, rfc, description) {first, count},
#include "data/subjects.inc"
#undef CLASS
#undef SUBJECT
};

static const smtpcodes_enhanced classes[] = {
#define SUBJECT(value, first, count, title, rfc, description)
#define CLASS(value, title, rfc, description)              \
  {SMTPCODES_ANY, SMTPCODES_ANY, NULL, 1u << value, title, \
   NULL,          rfc,           NULL, description},
#include "data/subjects.inc"
#undef CLASS
#undef SUBJECT
};

static const smtpcodes_action actions[] = {
#define ACTION(id, action, title, aliases, description) \
  {action, title, aliases, description},
#include "data/actions.inc"
#undef ACTION
};

static const smtpcodes_reason reasons[] = {
#define REASON(id, reason, action, scope, owner, remedy, final, traffic, \
               aliases, title, description)                              \
  {reason, action,  scope,   owner, remedy,                              \
   final,  traffic, aliases, title, description},
#include "data/reasons.inc"
#undef REASON
};

/* Every name, title and alias, folded and sorted. */
static const struct key_row {
  const char *text;
  short row;             /* of codes[], or of details[] */
  unsigned char is_code; /* 1: of codes[] */
  unsigned char match;   /* smtpcodes_match */
} keys[] = {
#define CODE_KEY(match, row, text)     {text, row, 1, SMTPCODES_##match},
#define ENHANCED_KEY(match, row, text) {text, row, 0, SMTPCODES_##match},
#include "data/keys.inc"
#undef CODE_KEY
#undef ENHANCED_KEY
};

/* isdigit() and tolower() depend on the locale. */
static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* ---- reply codes ------------------------------------------------------ */

const smtpcodes_code *smtpcodes_find(int code) {
  int row = 0;
  if (code >= 200 && code <= 599)
    row = code_index[code - 200];
  return row > 0 ? &codes[row - 1] : NULL;
}

const char *smtpcodes_class(int code) {
  static const char *const words[] = {"success", "intermediate", "transient",
                                      "permanent"};
  return code >= 200 && code <= 599 ? words[code / 100 - 2] : NULL;
}

const char *smtpcodes_category(int code) {
  static const char *const words[] = {
      "syntax",      "information", "connections", "unspecified",
      "unspecified", "mail-system", NULL,          NULL,
      NULL,          NULL};
  return code >= 200 && code <= 599 ? words[code / 10 % 10] : NULL;
}

/* ---- enhanced codes --------------------------------------------------- */

static int in_range(int value, int least, int most) {
  return value >= least && value <= most;
}

/* The row of classes[], which are 2, 4 and 5; -1 for other numbers. */
static int class_row(int klass) {
  static const signed char rows[] = {-1, -1, 0, -1, 1, 2};
  return in_range(klass, 0, 5) ? rows[klass] : -1;
}

/* The record, without regard to the class; the most exact that is known. */
static const smtpcodes_enhanced *find_detail(int subject, int detail,
                                             smtpcodes_match *match) {
  if (subject >= (int)COUNT(subjects))
    return NULL;
  *match = detail < spans[subject].count ? SMTPCODES_EXACT : SMTPCODES_SUBJECT;
  return *match == SMTPCODES_EXACT ? &details[spans[subject].first + detail]
                                   : &subjects[subject];
}

const smtpcodes_enhanced *smtpcodes_find_enhanced(int klass, int subject,
                                                  int detail,
                                                  smtpcodes_match *match) {
  const smtpcodes_enhanced *found = NULL;
  smtpcodes_match how = SMTPCODES_NONE;
  int row = class_row(klass);
  if ((row >= 0 || klass == SMTPCODES_ANY) && in_range(subject, 0, 999) &&
      in_range(detail, 0, 999)) {
    found = find_detail(subject, detail, &how);
    if (found == NULL && row >= 0) {
      found = &classes[row];
      how = SMTPCODES_CLASS;
    }
  }
  if (match != NULL)
    *match = how;
  return found;
}

/*
** Reads 1 to 3 digits without a leading zero. Returns how many octets they
** take, 0 if there is no such number.
*/
static size_t read_number(const char *text, size_t len, int *value) {
  size_t n = 0;
  int v = 0;
  while (n < len && n < 3 && is_digit(text[n])) {
    v = v * 10 + (text[n] - '0');
    n++;
  }
  if (n < len && is_digit(text[n]))
    return 0;
  *value = v;
  return n > 1 && text[0] == '0' ? 0 : n;
}

/* The class of an enhanced code by its letter, or 0. */
static int read_class(char c) {
  if (c == 'X' || c == 'x')
    return SMTPCODES_ANY;
  return c == '2' || c == '4' || c == '5' ? c - '0' : 0;
}

int smtpcodes_read_enhanced(const char *text, size_t len, int *klass,
                            int *subject, int *detail) {
  size_t n, at = 2;
  if (len < 5 || text[1] != '.' || read_class(text[0]) == 0)
    return 0;
  *klass = read_class(text[0]);
  n = read_number(text + at, len - at, subject);
  at += n;
  if (n == 0 || at >= len || text[at] != '.')
    return 0;
  at++;
  n = read_number(text + at, len - at, detail);
  return n > 0 && at + n == len;
}

/* ---- by name or title ------------------------------------------------- */

/*
** Octet `at` of a key without case, and with s for the z of -ize: "iza",
** "ize" and "izi" read as "isa", "ise" and "isi", as gen.lua folds them.
*/
static int folded(const char *text, size_t len, size_t at) {
  char c = lower(text[at]);
  if (c == 'z' && at > 0 && at + 1 < len && lower(text[at - 1]) == 'i') {
    char next = lower(text[at + 1]);
    if (next == 'a' || next == 'e' || next == 'i')
      c = 's';
  }
  return (unsigned char)c;
}

/* Compares a text with a folded key, as strcmp does. */
static int compare(const char *text, size_t len, const char *key) {
  size_t at;
  for (at = 0; at < len; at++) {
    int difference = folded(text, len, at) - (unsigned char)key[at];
    if (difference != 0 || key[at] == '\0')
      return difference != 0 ? difference : 1;
  }
  return key[len] == '\0' ? 0 : -1;
}

static const struct key_row *find_key(const char *text, size_t len) {
  size_t low = 0, high = COUNT(keys);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = compare(text, len, keys[middle].text);
    if (order == 0)
      return &keys[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/* Three digits and nothing else. */
static int read_code(const char *text, size_t len) {
  int code = 0;
  return len == 3 && read_number(text, len, &code) == 3 ? code : -1;
}

static smtpcodes_found found_key(const char *key, size_t len) {
  smtpcodes_found found = {NULL, NULL, SMTPCODES_NONE};
  const struct key_row *row = find_key(key, len);
  if (row != NULL) {
    found.match = (smtpcodes_match)row->match;
    if (row->is_code)
      found.code = &codes[row->row];
    else
      found.enhanced = &details[row->row];
  }
  return found;
}

smtpcodes_found smtpcodes_lookup(const char *key, size_t len) {
  smtpcodes_found found = {NULL, NULL, SMTPCODES_NONE};
  int klass, subject, detail;
  found.code = smtpcodes_find(read_code(key, len));
  if (found.code != NULL) {
    found.match = SMTPCODES_EXACT;
    return found;
  }
  if (smtpcodes_read_enhanced(key, len, &klass, &subject, &detail)) {
    found.enhanced =
        smtpcodes_find_enhanced(klass, subject, detail, &found.match);
    return found;
  }
  return found_key(key, len);
}

/* ---- context ---------------------------------------------------------- */

/* The words that name a command, longest first where one begins another. */
static const struct command_word {
  const char *text; /* as a text begins, in lower case */
  const char *command;
} command_words[] = {
    {".", "data-end"},
    {"data-end", "data-end"},
    {"end of data", "data-end"},
    {"end-of-data", "data-end"},
    {"eom", "data-end"},
    {"dot", "data-end"},
    {"data end", "data-end"},
    {"connect", "connect"},
    {"connection", "connect"},
    {"initial connection", "connect"},
    {"greeting", "connect"},
    {"banner", "connect"},
    {"ehlo", "EHLO"},
    {"helo", "HELO"},
    {"lhlo", "LHLO"},
    {"mail", "MAIL"},
    {"rcpt", "RCPT"},
    {"data", "DATA"},
    {"bdat", "BDAT"},
    {"burl", "BURL"},
    {"rset", "RSET"},
    {"vrfy", "VRFY"},
    {"expn", "EXPN"},
    {"help", "HELP"},
    {"noop", "NOOP"},
    {"quit", "QUIT"},
    {"auth", "AUTH"},
    {"starttls", "STARTTLS"},
    {"etrn", "ETRN"},
    {"atrn", "ATRN"},
    {"turn", "TURN"},
    {"send", "SEND"},
    {"soml", "SOML"},
    {"saml", "SAML"},
    {"qhlo", "QHLO"},
    {"mrsq", "MRSQ"},
    {"xclient", "XCLIENT"},
    {"xforward", "XFORWARD"},
};

static int is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Whether the text begins with the word, and the word ends there. */
static int begins(const char *text, size_t len, const char *word) {
  size_t at = 0;
  while (word[at] != '\0') {
    if (at >= len || lower(text[at]) != word[at])
      return 0;
    at++;
  }
  return at == len || !(is_letter(text[at]) || text[at] == '-');
}

const char *smtpcodes_command(const char *text, size_t len) {
  size_t i;
  while (len > 0 && (*text == ' ' || *text == '<')) {
    text++;
    len--;
  }
  for (i = 0; i < COUNT(command_words); i++)
    if (begins(text, len, command_words[i].text))
      return command_words[i].command;
  return NULL;
}

const smtpcodes_meaning *smtpcodes_meanings(int code, size_t *count) {
  size_t first = 0, last;
  while (first < COUNT(meanings) && meanings[first].code < code)
    first++;
  last = first;
  while (last < COUNT(meanings) && meanings[last].code == code)
    last++;
  *count = last - first;
  return last > first ? &meanings[first] : NULL;
}

/* Whether two words are equal but for case; NULL equals nothing. */
static int same(const char *a, const char *b) {
  if (a == NULL || b == NULL)
    return 0;
  while (*a != '\0' && lower(*a) == lower(*b)) {
    a++;
    b++;
  }
  return *a == *b;
}

/*
** How well a meaning fits: SMTPCODES_STEP_NONE when it contradicts the
** context. A meaning of an extension fits only where that extension is in
** use, or where its command is the extension's own (AUTH, ETRN, STARTTLS).
*/
static smtpcodes_step fits(const smtpcodes_meaning *meaning,
                           const char *command, const char *extension) {
  if (meaning->command != NULL && !same(meaning->command, command))
    return SMTPCODES_STEP_NONE;
  if (meaning->extension != NULL && same(meaning->extension, extension))
    return SMTPCODES_STEP_EXTENSION;
  if (meaning->extension != NULL &&
      !same(meaning->extension, meaning->command))
    return SMTPCODES_STEP_NONE;
  return meaning->command != NULL ? SMTPCODES_STEP_COMMAND
                                  : SMTPCODES_STEP_ANY;
}

const smtpcodes_meaning *
smtpcodes_find_meaning(int code, const smtpcodes_context *context,
                       smtpcodes_step *step) {
  size_t count, i;
  const smtpcodes_meaning *rows = smtpcodes_meanings(code, &count);
  const smtpcodes_meaning *best = NULL;
  smtpcodes_step best_step = SMTPCODES_STEP_NONE;
  const char *text = context->command;
  const char *command =
      text == NULL ? NULL : smtpcodes_command(text, strlen(text));
  for (i = 0; i < count; i++) {
    smtpcodes_step how = fits(&rows[i], command, context->extension);
    if (how != SMTPCODES_STEP_NONE && (best == NULL || how < best_step)) {
      best = &rows[i];
      best_step = how;
    }
  }
  if (step != NULL)
    *step = best_step;
  return best;
}

/* ---- iteration -------------------------------------------------------- */

/* Whether a list with commas between its items (or NULL) has the item. */
static int lists(const char *list, const char *item, size_t len) {
  while (list != NULL && *list != '\0') {
    size_t size = strcspn(list, ",");
    if (size == len && memcmp(list, item, len) == 0)
      return 1;
    list += size + (list[size] == ',');
  }
  return 0;
}

static int lists_command(const char *list, const char *text) {
  const char *command = smtpcodes_command(text, strlen(text));
  return command != NULL &&
         (lists(list, command, strlen(command)) || lists(list, "*", 1));
}

static int passes(const smtpcodes_code *row, const smtpcodes_filter *filter) {
  if (filter == NULL)
    return 1;
  if (filter->klass != 0 && filter->klass != row->code / 100)
    return 0;
  if (filter->category != NULL &&
      !same(filter->category, smtpcodes_category(row->code)))
    return 0;
  if (filter->status != NULL && !same(filter->status, row->status))
    return 0;
  if (filter->code != 0 && filter->code != row->code)
    return 0;
  return filter->command == NULL ||
         lists_command(row->commands, filter->command);
}

const smtpcodes_code *smtpcodes_next_code(const smtpcodes_code *after,
                                          const smtpcodes_filter *filter) {
  const smtpcodes_code *row = after == NULL ? codes : after + 1;
  while (row < codes + COUNT(codes) && !passes(row, filter))
    row++;
  return row < codes + COUNT(codes) ? row : NULL;
}

static int comes_with(const smtpcodes_enhanced *row, int code) {
  char digits[3];
  if (!in_range(code, 200, 599))
    return 0;
  digits[0] = (char)('0' + code / 100);
  digits[1] = (char)('0' + code / 10 % 10);
  digits[2] = (char)('0' + code % 10);
  return lists(row->codes, digits, 3);
}

static int passes_enhanced(int klass, const smtpcodes_enhanced *row,
                           const smtpcodes_filter *filter) {
  if ((row->classes & 1u << klass) == 0)
    return 0;
  if (filter == NULL)
    return 1;
  if (filter->klass != 0 && filter->klass != klass)
    return 0;
  if (filter->by_subject && filter->subject != row->subject)
    return 0;
  return filter->code == 0 ||
         (klass == filter->code / 100 && comes_with(row, filter->code));
}

const smtpcodes_enhanced *
smtpcodes_next_enhanced(int *klass, const smtpcodes_enhanced *after,
                        const smtpcodes_filter *filter) {
  const smtpcodes_enhanced *row = after == NULL ? details : after + 1;
  int k = after == NULL ? 2 : *klass;
  for (; k <= 5; k++, row = details)
    for (; row < details + COUNT(details); row++)
      if (passes_enhanced(k, row, filter)) {
        *klass = k;
        return row;
      }
  return NULL;
}

/* ---- reasons and actions ---------------------------------------------- */

const smtpcodes_action *smtpcodes_actions(size_t *count) {
  *count = COUNT(actions);
  return actions;
}

const smtpcodes_reason *smtpcodes_reasons(size_t *count) {
  *count = COUNT(reasons);
  return reasons;
}
