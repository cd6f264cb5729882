/*
** lookup_fuzz.c: any key, in all searches by text and by number.
**
** A key finds the same in capitals; what it finds is found again under its
** own number; an enhanced code that is read can be looked up.
** Choices: a code, a class, a subject, a detail.
*/
#include "fuzz.h"

static char upper(char c) {
  return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static char *in_capitals(const char *key, size_t len) {
  char *out = copy(key, len);
  size_t i;
  for (i = 0; i < len; i++)
    out[i] = upper(out[i]);
  return out;
}

static void again(const smtpcodes_found *found) {
  smtpcodes_code code;
  smtpcodes_enhanced enhanced;
  if (!found->is_enhanced)
    check(smtpcodes_find(found->code.code, &code) &&
          same(code.title, found->code.title));
  else if (found->enhanced.detail >= 0)
    check(smtpcodes_find_enhanced(SMTPCODES_ANY, found->enhanced.subject,
                                  found->enhanced.detail,
                                  &enhanced) != SMTPCODES_NONE);
}

static void lookup(const char *key, size_t len) {
  smtpcodes_found found, capital;
  smtpcodes_match match = smtpcodes_lookup(key, len, &found);
  char *capitals = in_capitals(key, len);
  check(smtpcodes_lookup(capitals, len, &capital) == match);
  if (match != SMTPCODES_NONE) {
    check(found.is_enhanced == capital.is_enhanced);
    check(found.is_enhanced ? found.enhanced.title == capital.enhanced.title
                            : found.code.code == capital.code.code);
    again(&found);
  }
  free(capitals);
}

static void read_enhanced(const char *key, size_t len) {
  int klass = -2, subject = -2, detail = -2;
  if (!smtpcodes_read_enhanced(key, len, &klass, &subject, &detail))
    return;
  check(klass == SMTPCODES_ANY || klass == 2 || klass == 4 || klass == 5);
  check(subject >= 0 && subject <= 999 && detail >= 0 && detail <= 999);
  check(len >= 5 && len <= 9);
}

static void suggest(const char *key, size_t len) {
  smtpcodes_situation found, named;
  if (!smtpcodes_suggest(key, len, &found))
    return;
  check(smtpcodes_suggest(found.situation, strlen(found.situation), &named));
  check(named.situation == found.situation);
}

/* A command is found under its one spelling, and gives meanings. */
static void meaning(int code, const char *key, size_t len) {
  const char *command = smtpcodes_command(key, len);
  smtpcodes_context context;
  smtpcodes_meaning found;
  memset(&context, 0, sizeof(context));
  check(command == NULL ||
        smtpcodes_command(command, strlen(command)) == command);
  context.command = command;
  if (smtpcodes_find_meaning(code, &context, &found))
    check(found.code == code && found.title != NULL);
}

static void numbers(int code, int klass, int subject, int detail) {
  smtpcodes_enhanced enhanced;
  smtpcodes_code record;
  smtpcodes_match match =
      smtpcodes_find_enhanced(klass, subject, detail, &enhanced);
  check(match != SMTPCODES_EXACT ||
        (enhanced.subject == subject && enhanced.detail == detail));
  if (smtpcodes_find(code, &record))
    check(record.code == code && smtpcodes_class(code) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = input_of(data, size);
  int code = (int)choose(&in, 1000), klass = (int)choose(&in, 8) - 1;
  int subject = (int)choose(&in, 1002) - 1;
  int detail = (int)choose(&in, 1002) - 1;
  char *key = copy(in.text, in.len);
  lookup(key, in.len);
  read_enhanced(key, in.len);
  suggest(key, in.len);
  meaning(code, key, in.len);
  numbers(code, klass, subject, detail);
  free(key);
  return 0;
}
