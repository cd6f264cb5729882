/*
** smtpcodes.c: the tables of reply codes and enhanced codes, and lookup.
**
** The rows are generated from the tables in data (one macro call a row);
** this file decides what becomes of a row.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"
#include "smtpcodes_local.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
** The texts of a table are a struct of char arrays, and a row holds offsets
** into it: there is no pointer to relocate when the library is loaded, and
** every page is shared. An absent text is "".
*/
typedef unsigned short offset;

static const struct code_texts {
#define CODE(code, name, status, title, commands, enhanced, rfc, aliases, \
             description)                                                 \
  char name_##code[sizeof(#name)];                                        \
  char status_##code[sizeof(status)];                                     \
  char title_##code[sizeof(title)];                                       \
  char commands_##code[sizeof(commands)];                                 \
  char enhanced_##code[sizeof(enhanced)];                                 \
  char rfc_##code[sizeof(rfc)];                                           \
  char aliases_##code[sizeof(aliases)];                                   \
  char description_##code[sizeof(description)];
#include "data/codes.inc"
#undef CODE
} code_texts = {
#define CODE(code, name, status, title, commands, enhanced, rfc, aliases, \
             description)                                                 \
#name, status, title, commands, enhanced, rfc, aliases, description,
#include "data/codes.inc"
#undef CODE
};

static const struct code_row {
  short code;
  offset name, status, title, commands, enhanced, rfc, aliases, description;
} codes[] = {
#define AT(field) offsetof(struct code_texts, field)
#define CODE(code, name, status, title, commands, enhanced, rfc, aliases, \
             description)                                                 \
  {code,                                                                  \
   AT(name_##code),                                                       \
   AT(status_##code),                                                     \
   AT(title_##code),                                                      \
   AT(commands_##code),                                                   \
   AT(enhanced_##code),                                                   \
   AT(rfc_##code),                                                        \
   AT(aliases_##code),                                                    \
   AT(description_##code)},
#include "data/codes.inc"
#undef CODE
#undef AT
};

/* Row + 1 of every code 200-599, or 0. */
static const unsigned char code_index[400] = {
#include "data/codes_index.inc"
};

static const struct meaning_texts {
#define MEANING(row, code, command, extension, status, title, enhanced, rfc, \
                description)                                                 \
  char command_##row[sizeof(command)];                                       \
  char extension_##row[sizeof(extension)];                                   \
  char status_##row[sizeof(status)];                                         \
  char title_##row[sizeof(title)];                                           \
  char enhanced_##row[sizeof(enhanced)];                                     \
  char rfc_##row[sizeof(rfc)];                                               \
  char description_##row[sizeof(description)];
#include "data/meanings.inc"
#undef MEANING
} meaning_texts = {
#define MEANING(row, code, command, extension, status, title, enhanced, rfc, \
                description)                                                 \
  command, extension, status, title, enhanced, rfc, description,
#include "data/meanings.inc"
#undef MEANING
};

static const struct meaning_row {
  short code;
  offset command, extension, status, title, enhanced, rfc, description;
} meanings[] = {
#define AT(field) offsetof(struct meaning_texts, field)
#define MEANING(row, code, command, extension, status, title, enhanced, rfc, \
                description)                                                 \
  {code,                                                                     \
   AT(command_##row),                                                        \
   AT(extension_##row),                                                      \
   AT(status_##row),                                                         \
   AT(title_##row),                                                          \
   AT(enhanced_##row),                                                       \
   AT(rfc_##row),                                                            \
   AT(description_##row)},
#include "data/meanings.inc"
#undef MEANING
#undef AT
};

static const struct enhanced_texts {
#define ENHANCED(subject, detail, name, classes, title, codes, rfc, aliases, \
                 description)                                                \
  char name_##subject##_##detail[sizeof(#name)];                             \
  char title_##subject##_##detail[sizeof(title)];                            \
  char codes_##subject##_##detail[sizeof(codes)];                            \
  char rfc_##subject##_##detail[sizeof(rfc)];                                \
  char aliases_##subject##_##detail[sizeof(aliases)];                        \
  char description_##subject##_##detail[sizeof(description)];
#include "data/enhanced.inc"
#undef ENHANCED
} enhanced_texts = {
#define ENHANCED(subject, detail, name, classes, title, codes, rfc, aliases, \
                 description)                                                \
#name, title, codes, rfc, aliases, description,
#include "data/enhanced.inc"
#undef ENHANCED
};

static const struct enhanced_row {
  short subject, detail;
  unsigned short classes;
  offset name, title, codes, rfc, aliases, description;
} details[] = {
#define AT(field) offsetof(struct enhanced_texts, field)
#define ENHANCED(subject, detail, name, classes, title, codes, rfc, aliases, \
                 description)                                                \
  {subject,                                                                  \
   detail,                                                                   \
   classes,                                                                  \
   AT(name_##subject##_##detail),                                            \
   AT(title_##subject##_##detail),                                           \
   AT(codes_##subject##_##detail),                                           \
   AT(rfc_##subject##_##detail),                                             \
   AT(aliases_##subject##_##detail),                                         \
   AT(description_##subject##_##detail)},
#include "data/enhanced.inc"
#undef ENHANCED
#undef AT
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
#define CLASS(value, title, rfc, description)                \
  {SMTPCODES_ANY, SMTPCODES_ANY, NULL, 1u << (value), title, \
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
static const struct key_texts {
#define CODE_KEY(id, match, row, text)     char key_##id[sizeof(text)];
#define ENHANCED_KEY(id, match, row, text) char key_##id[sizeof(text)];
#include "data/keys.inc"
#undef CODE_KEY
#undef ENHANCED_KEY
} key_texts = {
#define CODE_KEY(id, match, row, text)     text,
#define ENHANCED_KEY(id, match, row, text) text,
#include "data/keys.inc"
#undef CODE_KEY
#undef ENHANCED_KEY
};

static const struct key_row {
  offset text;
  unsigned char row;     /* of codes[], or of details[] */
  unsigned char is_code; /* 1: of codes[] */
  unsigned char match;   /* smtpcodes_match */
} keys[] = {
#define AT(field) offsetof(struct key_texts, field)
#define CODE_KEY(id, match, row, text) \
  {AT(key_##id), row, 1, SMTPCODES_##match},
#define ENHANCED_KEY(id, match, row, text) \
  {AT(key_##id), row, 0, SMTPCODES_##match},
#include "data/keys.inc"
#undef CODE_KEY
#undef ENHANCED_KEY
#undef AT
};

/* The text at an offset of a struct of texts; NULL for an absent one. */
static const char *text_at(const void *texts, offset at) {
  const char *text = (const char *)texts + at;
  return *text != '\0' ? text : NULL;
}

/* isdigit() and tolower() depend on the locale. */
static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* ---- reply codes ------------------------------------------------------ */

static void fill_code(const struct code_row *row, smtpcodes_code *record) {
  SMTPCODES_ASSERT(row >= codes && row < codes + COUNT(codes));
  record->code = row->code;
  record->name = text_at(&code_texts, row->name);
  record->status = text_at(&code_texts, row->status);
  record->title = text_at(&code_texts, row->title);
  record->commands = text_at(&code_texts, row->commands);
  record->enhanced = text_at(&code_texts, row->enhanced);
  record->rfc = text_at(&code_texts, row->rfc);
  record->aliases = text_at(&code_texts, row->aliases);
  record->description = text_at(&code_texts, row->description);
}

int smtpcodes_find(int code, smtpcodes_code *record) {
  int row = 0;
  if (code >= 200 && code <= 599)
    row = code_index[code - 200];
  if (row > 0)
    fill_code(&codes[row - 1], record);
  return row > 0;
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

static void fill_enhanced(const struct enhanced_row *row,
                          smtpcodes_enhanced *record) {
  SMTPCODES_ASSERT(row >= details && row < details + COUNT(details));
  record->subject = row->subject;
  record->detail = row->detail;
  record->classes = row->classes;
  record->name = text_at(&enhanced_texts, row->name);
  record->title = text_at(&enhanced_texts, row->title);
  record->codes = text_at(&enhanced_texts, row->codes);
  record->rfc = text_at(&enhanced_texts, row->rfc);
  record->aliases = text_at(&enhanced_texts, row->aliases);
  record->description = text_at(&enhanced_texts, row->description);
}

/* The record of a known subject: the detail's, or the subject's own. */
static smtpcodes_match find_detail(int subject, int detail,
                                   smtpcodes_enhanced *record) {
  SMTPCODES_ASSERT(in_range(subject, 0, (int)COUNT(subjects) - 1));
  SMTPCODES_ASSERT(detail >= 0);
  if (detail < spans[subject].count) {
    fill_enhanced(&details[spans[subject].first + detail], record);
    return SMTPCODES_EXACT;
  }
  *record = subjects[subject];
  return SMTPCODES_SUBJECT;
}

smtpcodes_match smtpcodes_find_enhanced(int klass, int subject, int detail,
                                        smtpcodes_enhanced *record) {
  int row = class_row(klass);
  if ((row < 0 && klass != SMTPCODES_ANY) || !in_range(subject, 0, 999) ||
      !in_range(detail, 0, 999))
    return SMTPCODES_NONE;
  if (subject < (int)COUNT(subjects))
    return find_detail(subject, detail, record);
  if (row < 0)
    return SMTPCODES_NONE;
  *record = classes[row];
  return SMTPCODES_CLASS;
}

/*
** Reads 1 to 3 digits without a leading zero, of a number perhaps of more.
** Returns how many octets they take, 0 if there is no such number.
*/
static size_t read_number(const char *text, size_t len, int *value) {
  size_t n = 0;
  int v = 0;
  while (n < len && n < 3 && is_digit(text[n])) {
    v = v * 10 + (text[n] - '0');
    n++;
  }
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
  SMTPCODES_ASSERT(at < len);
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
    const char *key = (const char *)&key_texts + keys[middle].text;
    int order = compare(text, len, key);
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
  int code;
  return len == 3 && read_number(text, len, &code) == 3 ? code : -1;
}

static smtpcodes_match found_key(const char *key, size_t len,
                                 smtpcodes_found *found) {
  const struct key_row *row = find_key(key, len);
  if (row == NULL)
    return SMTPCODES_NONE;
  found->is_enhanced = !row->is_code;
  if (row->is_code)
    fill_code(&codes[row->row], &found->code);
  else
    fill_enhanced(&details[row->row], &found->enhanced);
  return (smtpcodes_match)row->match;
}

smtpcodes_match smtpcodes_lookup(const char *key, size_t len,
                                 smtpcodes_found *found) {
  int klass, subject, detail;
  found->is_enhanced = 0;
  if (smtpcodes_find(read_code(key, len), &found->code))
    return SMTPCODES_EXACT;
  if (smtpcodes_read_enhanced(key, len, &klass, &subject, &detail)) {
    found->is_enhanced = 1;
    return smtpcodes_find_enhanced(klass, subject, detail, &found->enhanced);
  }
  return found_key(key, len, found);
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

static void fill_meaning(const struct meaning_row *row,
                         smtpcodes_meaning *meaning) {
  SMTPCODES_ASSERT(row >= meanings && row < meanings + COUNT(meanings));
  meaning->code = row->code;
  meaning->command = text_at(&meaning_texts, row->command);
  meaning->extension = text_at(&meaning_texts, row->extension);
  meaning->status = text_at(&meaning_texts, row->status);
  meaning->title = text_at(&meaning_texts, row->title);
  meaning->enhanced = text_at(&meaning_texts, row->enhanced);
  meaning->rfc = text_at(&meaning_texts, row->rfc);
  meaning->description = text_at(&meaning_texts, row->description);
}

/* The first row of meanings[] that is not below the code. */
static size_t first_meaning(int code) {
  size_t low = 0, high = COUNT(meanings);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (meanings[middle].code < code)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int smtpcodes_meaning_at(int code, size_t index, smtpcodes_meaning *meaning) {
  size_t row = first_meaning(code);
  if (index >= COUNT(meanings) - row || meanings[row + index].code != code)
    return 0;
  fill_meaning(&meanings[row + index], meaning);
  return 1;
}

/* Whether two words are equal but for case; of NULL only b may be, which
   equals nothing. */
static int same(const char *a, const char *b) {
  SMTPCODES_ASSERT(a != NULL);
  if (b == NULL)
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

smtpcodes_step smtpcodes_find_meaning(int code,
                                      const smtpcodes_context *context,
                                      smtpcodes_meaning *meaning) {
  smtpcodes_step best = SMTPCODES_STEP_NONE;
  smtpcodes_meaning row;
  size_t i;
  const char *text = context->command;
  const char *command =
      text == NULL ? NULL : smtpcodes_command(text, strlen(text));
  for (i = 0; smtpcodes_meaning_at(code, i, &row); i++) {
    smtpcodes_step step = fits(&row, command, context->extension);
    if (step != SMTPCODES_STEP_NONE &&
        (best == SMTPCODES_STEP_NONE || step < best)) {
      *meaning = row;
      best = step;
    }
  }
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

int smtpcodes_next_code(int after, const smtpcodes_filter *filter,
                        smtpcodes_code *record) {
  int code;
  for (code = after < 200 ? 200 : after + 1; code <= 599; code++)
    if (smtpcodes_find(code, record) && passes(record, filter))
      return 1;
  return 0;
}

static int comes_with(const smtpcodes_enhanced *row, int code) {
  char digits[3];
  SMTPCODES_ASSERT(in_range(code, 200, 599));
  digits[0] = (char)('0' + code / 100);
  digits[1] = (char)('0' + code / 10 % 10);
  digits[2] = (char)('0' + code % 10);
  return lists(row->codes, digits, 3);
}

static int passes_enhanced(int klass, const smtpcodes_enhanced *row,
                           const smtpcodes_filter *filter) {
  SMTPCODES_ASSERT(in_range(klass, 2, 5));
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

/* The row of details[] that follows the record; the first after none. */
static size_t row_after(int klass, const smtpcodes_enhanced *record) {
  if (klass == 0)
    return 0;
  SMTPCODES_ASSERT(in_range(record->subject, 0, (int)COUNT(subjects) - 1));
  SMTPCODES_ASSERT(record->detail >= 0 &&
                   record->detail < spans[record->subject].count);
  return (size_t)(spans[record->subject].first + record->detail + 1);
}

int smtpcodes_next_enhanced(int *klass, const smtpcodes_filter *filter,
                            smtpcodes_enhanced *record) {
  size_t row = row_after(*klass, record);
  int k = *klass == 0 ? 2 : *klass;
  for (; k <= 5; k++, row = 0)
    for (; row < COUNT(details); row++) {
      fill_enhanced(&details[row], record);
      if (passes_enhanced(k, record, filter)) {
        *klass = k;
        return 1;
      }
    }
  return 0;
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
