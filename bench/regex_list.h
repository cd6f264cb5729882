/*
** regex_list.h: what is done elsewhere, for comparison: a regular expression a
** reason, of the same phrases, and the first one that matches decides.
**
** Of data/phrases.tsv it takes the phrases of plain words: no classes, no two
** parts, ASCII alone. POSIX regcomp, without regard to case.
*/
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_REASONS 64
#define MAX_PATTERN 262144

typedef struct regex_list {
  regex_t reasons[MAX_REASONS];
  int count, phrases;
} regex_list;

/* The field of a line that begins at *at; *at moves behind it. */
static char *next_field(char **at) {
  char *field = *at;
  size_t len = strcspn(field, "\t\n");
  *at = field + len + (field[len] != '\0');
  field[len] = '\0';
  return field;
}

static int is_plain(const char *phrase) {
  size_t i;
  for (i = 0; phrase[i] != '\0'; i++)
    if (strchr("<>~()[]{}.*+?|\\^$", phrase[i]) != NULL ||
        (unsigned char)phrase[i] > 126)
      return 0;
  return i > 0;
}

static void add_reason(regex_list *list, const char *pattern) {
  if (pattern[0] == '\0' || list->count == MAX_REASONS)
    return;
  if (regcomp(&list->reasons[list->count], pattern,
              REG_EXTENDED | REG_ICASE | REG_NOSUB) == 0)
    list->count++;
}

/* Adds a phrase to a pattern that has room for it. */
static int add_phrase(char *pattern, const char *phrase) {
  size_t used = strlen(pattern);
  if (!is_plain(phrase) || used + strlen(phrase) + 2 > MAX_PATTERN)
    return 0;
  snprintf(pattern + used, MAX_PATTERN - used, "%s%s", used > 0 ? "|" : "",
           phrase);
  return 1;
}

/* Reads the phrases; those of a reason stand together in the file. */
static void read_regexes(regex_list *list, FILE *file) {
  static char pattern[MAX_PATTERN], line[4096], reason[64];
  while (fgets(line, sizeof(line), file) != NULL) {
    char *at = line, *name = next_field(&at);
    if (name[0] == '#' || name[0] == '@' || strcmp(name, "reason") == 0)
      continue;
    if (strcmp(reason, name) != 0) {
      add_reason(list, pattern);
      pattern[0] = '\0';
      snprintf(reason, sizeof(reason), "%.63s", name);
    }
    next_field(&at); /* detail */
    next_field(&at); /* strength */
    list->phrases += add_phrase(pattern, next_field(&at));
  }
  add_reason(list, pattern);
}

/* The first reason that has a phrase in the text, or -1. */
static int match_regexes(const regex_list *list, const char *text) {
  int i;
  for (i = 0; i < list->count; i++)
    if (regexec(&list->reasons[i], text, 0, NULL, 0) == 0)
      return i;
  return -1;
}
