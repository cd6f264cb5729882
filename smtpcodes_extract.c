/*
** smtpcodes_extract.c: a reply inside other text: a log line, the error
** string of a client, a field of a delivery status notification (RFC 3464).
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int is_word(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
         (unsigned char)c >= 128;
}

static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether text[at..] begins with a word that is given in lower case. */
static int at_word(const char *text, size_t len, size_t at, const char *word) {
  size_t n = strlen(word), i;
  if (len - at < n)
    return 0;
  for (i = 0; i < n; i++)
    if (lower(text[at + i]) != word[i])
      return 0;
  return 1;
}

/* Whether the text before `at` ends with a word that is given. */
static int after_word(const char *text, size_t at, const char *word) {
  size_t n = strlen(word);
  return at >= n && at_word(text, at, at - n, word);
}

/* ---- reply codes ------------------------------------------------------ */

/* What a line break looks like at `at`: its length, or 0. Logs and tools
   write CRLF out as a backslash and a letter. */
static size_t line_break(const char *text, size_t len, size_t at) {
  if (at_word(text, len, at, "\\r\\n"))
    return 4;
  if (at_word(text, len, at, "\\n") || at_word(text, len, at, "\r\n"))
    return 2;
  return at < len && text[at] == '\n';
}

/* Three digits that are a code by their form and by what follows. */
static int code_at(const char *text, size_t len, size_t at) {
  if (len - at < 3 || text[at] < '2' || text[at] > '5' ||
      !is_digit(text[at + 1]) || !is_digit(text[at + 2]))
    return 0;
  at += 3;
  return at == len || text[at] == ' ' || text[at] == '-' || text[at] == '\t' ||
         text[at] == '\r' || line_break(text, len, at) > 0 ||
         text[at] == ')' || text[at] == '"';
}

static size_t skip_blank(const char *text, size_t len, size_t at) {
  while (at < len && is_blank(text[at]))
    at++;
  return at;
}

/* "5.1.1" at `at`: its length, or 0. */
static size_t enhanced_at(const char *text, size_t len, size_t at, int *klass,
                          int *subject, int *detail) {
  size_t n = 0;
  int dots = 0;
  while (at + n < len && n < 10 &&
         (is_digit(text[at + n]) || (text[at + n] == '.' && dots < 2)))
    dots += text[at + n++] == '.';
  while (n > 0 && text[at + n - 1] == '.')
    n--;
  if (!smtpcodes_read_enhanced(text + at, n, klass, subject, detail) ||
      *klass == SMTPCODES_ANY)
    return 0;
  if (at + n < len &&
      (is_word(text[at + n]) || (text[at + n] == '.' && at + n + 1 < len &&
                                 is_digit(text[at + n + 1]))))
    return 0;
  return n;
}

/* Whether a code is told by the enhanced code of its class behind it. */
static int tagged(const char *text, size_t len, size_t at) {
  int klass, subject, detail;
  size_t next = at + 4;
  if (next >= len)
    return 0;
  while (next < len && (text[next] == ' ' || text[next] == '#'))
    next++;
  return enhanced_at(text, len, next, &klass, &subject, &detail) > 0 &&
         klass == text[at] - '0';
}

/* What stands before a code that is meant as one: in lower case. */
static const char *const before_code[] = {
    ": ",    ":",      "; ",        ";",       "smtp error ", "error code ",
    "code ", "reply ", "response ", "status ", "<<< ",        "<- ",
    "s: ",   "< ",     "\"",        "'",       "(",           ">"};

/* Whether three digits at `at` are a code and not a number of anything. */
static int is_code(const char *text, size_t len, size_t at) {
  size_t i;
  if (!code_at(text, len, at))
    return 0;
  if (at == 0 || skip_blank(text, at, 0) == at || tagged(text, len, at))
    return 1;
  for (i = 0; i < COUNT(before_code); i++)
    if (after_word(text, at, before_code[i]))
      return 1;
  return 0;
}

/* May a number or a word begin at `at`? */
static int begins_word(const char *text, size_t at) {
  char before = at == 0 ? ' ' : text[at - 1];
  return !is_word(before) && before != '.' && before != '-' && before != '_' &&
         before != '/' && before != '@' && before != '+' && before != '$';
}

/* The first code in the text, or len. */
static size_t find_code(const char *text, size_t len) {
  size_t at;
  for (at = 0; at < len; at++)
    if (is_digit(text[at]) && begins_word(text, at) && is_code(text, len, at))
      return at;
  return len;
}

/* ---- enhanced codes --------------------------------------------------- */

/* The first enhanced code from `at` on that stands alone; returns whether
   there is one. An address or a version has four numbers, or letters. */
static int find_enhanced(const char *text, size_t len, size_t at,
                         smtpcodes_extracted *out) {
  for (; at < len; at++)
    if (is_digit(text[at]) && begins_word(text, at) &&
        enhanced_at(text, len, at, &out->klass, &out->subject, &out->detail))
      return 1;
  out->klass = out->subject = out->detail = SMTPCODES_ANY;
  return 0;
}

/* ---- what the text tells besides -------------------------------------- */

/* Where a word stands in text[at..len), or len. */
static size_t find_word(const char *text, size_t len, size_t at,
                        const char *word) {
  for (; at < len; at++)
    if (lower(text[at]) == word[0] && at_word(text, len, at, word))
      return at;
  return len;
}

/* The command that was answered, in the words of Postfix and Exim. */
static const char *find_command(const char *text, size_t len) {
  static const char *const words[] = {"in reply to ", "in response to ",
                                      "after pipelined ", "after ",
                                      "response to "};
  size_t i;
  for (i = 0; i < COUNT(words); i++) {
    size_t at = find_word(text, len, 0, words[i]);
    const char *command = NULL;
    if (at < len) {
      at += strlen(words[i]);
      command = smtpcodes_command(text + at, len - at);
    }
    if (command != NULL)
      return command;
  }
  return NULL;
}

/* The host of "host mx.example.net[192.0.2.1] said:". */
static void find_host(const char *text, size_t len, smtpcodes_extracted *out) {
  size_t at = find_word(text, len, 0, "host "), end;
  if (at == len || !begins_word(text, at))
    return;
  at += 5;
  end = at;
  while (end < len && (is_word(text[end]) || text[end] == '.' ||
                       text[end] == '-' || text[end] == '_'))
    end++;
  if (!at_word(text, len, end, "[") && !at_word(text, len, end, " [") &&
      !at_word(text, len, end, " said"))
    return;
  out->host.first = at;
  out->host.last = end;
}

/* The Action field of a delivery status (RFC 3464 2.3.3). */
static const char *find_action(const char *text, size_t len) {
  static const char *const words[] = {"failed", "delayed", "delivered",
                                      "relayed", "expanded"};
  size_t i, at = find_word(text, len, 0, "action:");
  if (at == len || (at > 0 && text[at - 1] != '\n'))
    return NULL;
  at += 7;
  while (at < len && (text[at] == ' ' || text[at] == '\t'))
    at++;
  for (i = 0; i < COUNT(words); i++)
    if (at_word(text, len, at, words[i]))
      return words[i];
  return NULL;
}

/* Where the reply that begins at `at` ends: before what a log adds. */
static size_t find_end(const char *text, size_t len, size_t at) {
  static const char *const added[] = {" (in reply to ", "\n\n", "\r\n\r\n"};
  size_t i, end = len, blank;
  for (i = 0; i < COUNT(added); i++) {
    size_t found = find_word(text, end, at, added[i]);
    end = found < end ? found : end;
  }
  for (blank = end; blank > at && is_blank(text[blank - 1]); blank--)
    end = blank - 1;
  return end;
}

int smtpcodes_extract(const char *text, size_t len, smtpcodes_extracted *out) {
  memset(out, 0, sizeof(*out));
  out->first = find_code(text, len);
  if (out->first < len)
    out->code = (text[out->first] - '0') * 100 +
                (text[out->first + 1] - '0') * 10 + text[out->first + 2] - '0';
  else
    out->first = 0;
  out->last = find_end(text, len, out->first);
  if (!find_enhanced(text, out->last, out->first, out))
    find_enhanced(text, len, 0, out);
  out->command = find_command(text, len);
  out->action = find_action(text, len);
  find_host(text, len, out);
  return out->code != 0 || out->klass != SMTPCODES_ANY;
}

/* ---- as it came over the wire ----------------------------------------- */

/* Where octets go; those that find no room are counted only. */
typedef struct sink {
  char *out;
  size_t room, used;
} sink;

static void put(sink *s, char c) {
  if (s->used < s->room)
    s->out[s->used] = c;
  s->used++;
}

/* The line break at `at` with the blanks that follow it, or 0. */
static size_t break_at(const char *text, size_t len, size_t at) {
  size_t n = line_break(text, len, at);
  return n == 0 ? 0 : skip_blank(text, len, at + n) - at;
}

size_t smtpcodes_unfold(const char *text, size_t len, char *out, size_t room) {
  sink s;
  size_t at = 0, separator = 3;
  s.out = out;
  s.room = room;
  s.used = 0;
  while (at < len) {
    size_t n = break_at(text, len, at);
    if (n == 0)
      put(&s, text[at++]);
    else if (code_at(text, len, at + n) &&
             memcmp(text + at + n, text, 3) == 0) {
      if (separator == s.used)
        put(&s, '-');
      else if (separator < s.room)
        out[separator] = '-';
      put(&s, '\r');
      put(&s, '\n');
      separator = s.used + 3;
      at += n;
    } else {
      put(&s, ' ');
      at += n;
    }
  }
  if (separator < s.room && separator < s.used)
    out[separator] = ' ';
  put(&s, '\r');
  put(&s, '\n');
  return s.used;
}
