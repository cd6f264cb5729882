/*
** smtpcodes_extract.c: a reply inside other text: a log line, the error
** string of a client, a field of a delivery status notification (RFC 3464).
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"
#include "smtpcodes_local.h"

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

/* Whether the first n octets of a text are a word that is given in lower
   case. */
static int is_same(const char *text, const char *word, size_t n) {
  size_t i;
  for (i = 0; i < n; i++)
    if (lower(text[i]) != word[i])
      return 0;
  return 1;
}

/* Whether text[at..] begins with a word. */
static int at_word(const char *text, size_t len, size_t at, const char *word) {
  size_t n = strlen(word);
  SMTPCODES_ASSERT(at <= len);
  return len - at >= n && is_same(text + at, word, n);
}

/* Whether the text before `at` ends with a word. */
static int after_word(const char *text, size_t at, const char *word) {
  size_t n = strlen(word);
  return at >= n && is_same(text + at - n, word, n);
}

/* ---- reply codes ------------------------------------------------------ */

/* What a line break looks like at `at`: its length, or 0. Logs and tools
   write CRLF out as a backslash and a letter. */
static size_t line_break(const char *text, size_t len, size_t at) {
  SMTPCODES_ASSERT(at < len);
  if (at_word(text, len, at, "\\r\\n"))
    return 4;
  if (at_word(text, len, at, "\\n") || at_word(text, len, at, "\r\n"))
    return 2;
  return text[at] == '\n';
}

/* Three digits that are a code by their form and by what follows. */
static int code_at(const char *text, size_t len, size_t at) {
  char after;
  if (len - at < 3 || text[at] < '2' || text[at] > '5' ||
      !is_digit(text[at + 1]) || !is_digit(text[at + 2]))
    return 0;
  at += 3;
  after = (char)(at < len ? text[at] : ' ');
  return is_blank(after) || line_break(text, len, at) > 0 || after == '-' ||
         after == ')' || after == ']' || after == '"' || after == ',' ||
         after == ';' || (after == ':' && at + 1 < len && text[at + 1] == ' ');
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
  if (len - at < 5 || text[at + 1] != '.')
    return 0; /* most numbers */
  while (at + n < len && n < 10 &&
         (is_digit(text[at + n]) || (text[at + n] == '.' && dots < 2)))
    dots += text[at + n++] == '.';
  while (n > 0 && text[at + n - 1] == '.')
    n--;
  if (!smtpcodes_read_enhanced(text + at, n, klass, subject, detail))
    return 0;
  SMTPCODES_ASSERT(*klass > 0); /* X is no digit */
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
  return enhanced_at(text, len, next, &klass, &subject, &detail) != 0 &&
         klass == text[at] - '0';
}

/* Whether one of some words ends at `at`. */
static int after_any(const char *text, size_t at, const char *const *words,
                     size_t count) {
  size_t i;
  for (i = 0; i < count; i++)
    if (after_word(text, at, words[i]))
      return 1;
  return 0;
}

/* Whether the word before `at` is the name of some other number. */
static int after_name(const char *text, size_t at) {
  static const char *const names[] = {
      "port",    "pid",      "uid",     "gid",     "id",       "size",
      "bytes",   "length",   "count",   "line",    "timeout",  "delay",
      "retry",   "in",       "after",   "nrcpt",   "priority", "subject",
      "seconds", "duration", "elapsed", "version", "score",    "limit"};
  size_t i, n;
  for (i = 0; i < COUNT(names); i++) {
    n = strlen(names[i]);
    if (after_word(text, at, names[i]) &&
        (at == n || !is_word(text[at - n - 1])))
      return 1;
  }
  return 0;
}

/* A colon that stands before a value, and not inside a time or an address. */
static int after_colon(const char *text, size_t at) {
  SMTPCODES_ASSERT(at > 0); /* what begins the text needs no colon */
  if (text[at - 1] == ' ')
    at--;
  else if (at > 1 && (is_digit(text[at - 2]) || text[at - 2] == ':' ||
                      text[at - 2] == ']'))
    return 0;
  return at > 1 && text[at - 1] == ':' && !after_name(text, at - 1);
}

/* Whether what stands before `at` says that a code follows. */
static int announced(const char *text, size_t at) {
  static const char *const words[] = {
      "; ",      ";",         "error ", "code ", "code=", "reply ", "smtp ",
      "status ", "response ", "<<< ",   "<- ",   "<-  ",  "<** ",   "<",
      "\"",      "'",         "(",      " [",    "#",     "got "};
  static const char *const others[] = {"http status ", "http error ",
                                       "http code ",   "exit code ",
                                       "exit status ", "with status "};
  return after_colon(text, at) || (at == 1 && text[0] == '[') ||
         (after_any(text, at, words, COUNT(words)) &&
          !after_any(text, at, others, COUNT(others)));
}

/* Whether a unit follows the number before `at`. */
static int is_amount(const char *text, size_t len, size_t at) {
  static const char *const units[] = {" second", " minute", " hour",
                                      " day",    " byte",   " octet",
                                      " ms ",    " kb",     " mb"};
  size_t i;
  for (i = 0; i < COUNT(units); i++)
    if (at_word(text, len, at, units[i]))
      return 1;
  return 0;
}

/* Whether three digits at `at` are a code and not a number of anything; the
   first word of the text is at `start`. */
static int is_code(const char *text, size_t len, size_t at, size_t start) {
  return code_at(text, len, at) &&
         (at == start || tagged(text, len, at) ||
          (announced(text, at) && !is_amount(text, len, at + 3)));
}

/* May a number or a word begin at `at`? */
static int begins_word(const char *text, size_t at) {
  char before = (char)(at == 0 ? ' ' : text[at - 1]);
  return !is_word(before) && before != '.' && before != '-' && before != '_' &&
         before != '/' && before != '@' && before != '+' && before != '$';
}

/* Where the next number begins from `at` on, or len. None begins inside a
   number or an address: those are passed over. */
static size_t next_number(const char *text, size_t len, size_t at) {
  for (; at < len; at++) {
    if (!is_digit(text[at]))
      continue;
    if (begins_word(text, at))
      return at;
    while (at + 1 < len && (is_digit(text[at + 1]) || text[at + 1] == '.'))
      at++;
  }
  return len;
}

/* "error 452: x (452 4.5.3 y)": where the reply stands that the code at `at`
   was taken from, or `at`; len where there is no code. */
static size_t restated(const char *text, size_t len, size_t at) {
  size_t next = at + 3;
  if (next >= len || text[next] != ':')
    return at;
  for (; next < len; next++)
    if (text[next] == text[at] && begins_word(text, next) &&
        code_at(text, len, next) && memcmp(text + next, text + at, 3) == 0 &&
        tagged(text, len, next))
      return next;
  return at;
}

/* The first code in the text, or len. */
static size_t find_code(const char *text, size_t len) {
  size_t start = skip_blank(text, len, 0);
  size_t at = next_number(text, len, start);
  while (at < len && !is_code(text, len, at, start))
    at = next_number(text, len, at + 1);
  return restated(text, len, at);
}

/* ---- enhanced codes --------------------------------------------------- */

/* Whether what stands before `at` says that an enhanced code follows, where
   nothing else does: a version looks the same. */
static int enhanced_announced(const char *text, size_t at, size_t start) {
  static const char *const words[] = {
      "error ", "code ",   "status ",  "dsn ",  "reply ", "code=",
      "dsn=",   "status=", "bounced ", "with ", "#",      "(",
      "[",      "; ",      ";",        "\"",    "'"};
  return at == start || after_colon(text, at) ||
         after_any(text, at, words, COUNT(words));
}

/* Whether an enhanced code at `at` is one: announced; or with a subject that
   RFC 3463 knows and of the code's class. */
static int is_enhanced(const char *text, size_t at, size_t start,
                       const smtpcodes_extracted *found) {
  if (found->code == 0)
    return enhanced_announced(text, at, start);
  return found->klass == found->code / 100 &&
         (found->subject <= 7 || enhanced_announced(text, at, start));
}

/* The first enhanced code from `at` on that stands alone; returns whether
   there is one. */
static int find_enhanced(const char *text, size_t len, size_t at,
                         smtpcodes_extracted *out) {
  size_t start = skip_blank(text, len, 0);
  for (at = next_number(text, len, at); at < len;
       at = next_number(text, len, at + 1))
    if (enhanced_at(text, len, at, &out->klass, &out->subject, &out->detail) &&
        is_enhanced(text, at, start, out))
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

/* How far into a long text its surroundings are looked for. */
#define SURROUNDINGS 4096

static size_t nearby(size_t len) {
  return len < SURROUNDINGS ? len : SURROUNDINGS;
}

/* The command that is named in text[at..len), as Postfix and Exim do. */
static const char *command_in(const char *text, size_t len, size_t at) {
  static const char *const words[] = {"in reply to ", "in response to ",
                                      "after pipelined ", "after ",
                                      "response to "};
  size_t i;
  for (i = 0; i < COUNT(words); i++) {
    size_t found = find_word(text, len, at, words[i]);
    const char *command = NULL;
    if (found < len) {
      found += strlen(words[i]);
      command = smtpcodes_command(text + found, len - found);
    }
    if (command != NULL)
      return command;
  }
  return NULL;
}

/* The command that was answered: told behind the reply, or before it. */
static const char *find_command(const char *text, size_t len,
                                const smtpcodes_extracted *out) {
  size_t head = out->code != 0 ? out->first : len;
  const char *command =
      command_in(text, out->last + nearby(len - out->last), out->last);
  return command != NULL ? command : command_in(text, nearby(head), 0);
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

/* Whether a field of a delivery status begins at `at`: "Final-Log-ID:". A
   further line of a reply is none: "550-Called:". */
static int field_at(const char *text, size_t len, size_t at) {
  int hyphens = 0;
  if (code_at(text, len, at))
    return 0;
  if (at_word(text, len, at, "action:") || at_word(text, len, at, "status:"))
    return 1;
  while (at < len && (is_word(text[at]) || text[at] == '-'))
    hyphens += text[at++] == '-';
  return hyphens > 0 && at < len && text[at] == ':';
}

/* Where the first field after `at` begins, or len. */
static size_t find_field(const char *text, size_t len, size_t at) {
  for (; at < len; at++)
    if (text[at] == '\n' && field_at(text, len, at + 1))
      return at;
  return len;
}

/* How much more often `closing` stands in text[first..last) than `opening`
   does. */
static long surplus(const char *text, size_t first, size_t last, char opening,
                    char closing) {
  long n = 0;
  for (; first < last; first++)
    n += (text[first] == closing) - (text[first] == opening);
  return n;
}

/* The end without the bracket or quote that was opened before `at`. */
static size_t without_bracket(const char *text, size_t at, size_t end) {
  static const char opening[] = "([<", closing[] = ")]>";
  size_t i;
  SMTPCODES_ASSERT(end > at); /* there is a code */
  if ((text[end - 1] == '"' || text[end - 1] == '\'') && at > 0 &&
      text[at - 1] == text[end - 1])
    return end - 1;
  for (i = 0; opening[i] != '\0'; i++)
    if (text[end - 1] == closing[i] &&
        surplus(text, at, end, opening[i], closing[i]) > 0)
      return end - 1;
  return end;
}

/* The end without the blanks before it. */
static size_t trim(const char *text, size_t at, size_t end) {
  while (end > at && is_blank(text[end - 1]))
    end--;
  return end;
}

/* Where the reply that begins at `at` ends: before what a log adds. */
static size_t find_end(const char *text, size_t len, size_t at) {
  static const char *const added[] = {"\n\n", "\n\r\n", "\ngiving up on ",
                                      "(in reply to "};
  static const char begins[] = "\n\n\n(";
  size_t i, end = find_field(text, len, at);
  for (i = 0; i < COUNT(added); i++) {
    const char *from = text + at;
    while ((from = (const char *)memchr(
                from, begins[i], (size_t)(text + end - from))) != NULL &&
           !at_word(text, end, (size_t)(from - text), added[i]))
      from++;
    if (from != NULL)
      end = (size_t)(from - text);
  }
  return without_bracket(text, at, trim(text, at, end));
}

/* The enhanced code right behind the reply's code: "550-5.1.1". */
static int leading_enhanced(const char *text, smtpcodes_extracted *out) {
  size_t at = out->first + 4;
  return out->code != 0 && at < out->last &&
         enhanced_at(text, out->last, at, &out->klass, &out->subject,
                     &out->detail) != 0;
}

static int code_value(const char *digits) {
  SMTPCODES_ASSERT(is_digit(digits[0]) && is_digit(digits[1]) &&
                   is_digit(digits[2]));
  return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + digits[2] - '0';
}

/*
** A text that is a reply of one line and nothing else, as nearly all are that
** come from a parser or a table: no log wrote a host before it, and what a
** log adds behind it ends with ")".
*/
static int is_bare(const char *text, size_t len) {
  return len > 0 && text[len - 1] != ')' && memchr(text, '\n', len) == NULL &&
         code_at(text, len, 0);
}

int smtpcodes_extract(const char *text, size_t len, smtpcodes_extracted *out) {
  int bare = is_bare(text, len);
  memset(out, 0, sizeof(*out));
  out->first = bare ? 0 : find_code(text, len);
  if (out->first < len)
    out->code = code_value(text + out->first);
  else
    out->first = 0;
  out->last = bare             ? trim(text, 0, len)
              : out->code != 0 ? find_end(text, len, out->first)
                               : trim(text, 0, len);
  if (!leading_enhanced(text, out) &&
      !find_enhanced(text, out->last, out->first, out) && out->code != 0 &&
      !bare)
    find_enhanced(text, len, 0, out); /* before the reply, or behind it */
  if (!bare) {
    out->command = find_command(text, len, out);
    out->action = find_action(text, nearby(len));
    find_host(text, nearby(out->code != 0 ? out->first : len), out);
  }
  return out->code != 0 || out->klass != SMTPCODES_ANY;
}

/* Whether a bounce quotes what is no answer to its message, only a greeting, a
   farewell or a go-ahead: the two sides were out of step. A 25z is quoted also
   where a message was taken. */
static int is_out_of_step(const char *text, const smtpcodes_extracted *found) {
  static const char *const words[] = {"said: ", "talk to me: "};
  return after_any(text, found->first, words, COUNT(words)) &&
         (found->code / 100 == 3 || found->code / 10 == 22);
}

void smtpcodes_subject_of(const char *text, size_t len,
                          smtpcodes_subject *subject) {
  smtpcodes_extracted found;
  memset(subject, 0, sizeof(*subject));
  subject->klass = subject->subject = subject->detail = SMTPCODES_ANY;
  subject->text = text;
  subject->len = len;
  if (!smtpcodes_extract(text, len, &found))
    return;
  subject->text = text + found.first;
  subject->len = found.last - found.first;
  subject->command = found.command;
  if (is_out_of_step(text, &found))
    return;
  subject->code = found.code;
  subject->klass = found.klass;
  subject->subject = found.subject;
  subject->detail = found.detail;
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

/* Whether the code of text[0..) follows at `at`, as on a further line. */
static int same_code(const char *text, size_t len, size_t at) {
  return code_at(text, len, at) && memcmp(text + at, text, 3) == 0;
}

/* Whether a SP at `at` was a line break: logs join "550-a", "550 b" so. */
static int joined_at(const char *text, size_t len, size_t at) {
  return text[at] == ' ' && at > 3 && text[3] == '-' &&
         same_code(text, len, at + 1) &&
         (at + 4 == len || text[at + 4] == '-' || text[at + 4] == ' ');
}

/* The line that begins now is the last one so far: its code is written, and
   `separator` is where what stands behind the code goes. The one before it
   goes on, so that has a hyphen there. */
static size_t next_line(sink *s, size_t separator) {
  if (separator == s->used)
    put(s, '-');
  else if (separator < s->room)
    s->out[separator] = '-';
  put(s, '\r');
  put(s, '\n');
  return s->used + 3;
}

/* The last line has a SP behind its code. */
static void end_lines(sink *s, size_t separator) {
  if (separator < s->room && separator < s->used)
    s->out[separator] = ' ';
  put(s, '\r');
  put(s, '\n');
}

size_t smtpcodes_unfold(const char *text, size_t len, char *out, size_t room) {
  sink s;
  size_t at = 0, separator = 3;
  int marked = len > 4 && text[3] != '-' && text[3] != ' ' && text[4] == ' ';
  s.out = out;
  s.room = room;
  s.used = 0;
  while (at < len) {
    size_t n = joined_at(text, len, at) ? 1 : break_at(text, len, at);
    if (n == 0) {
      put(&s, text[at++]);
      at += at == 4 && marked; /* "550: a" */
      continue;
    }
    if (same_code(text, len, at + n))
      separator = next_line(&s, separator);
    else
      put(&s, ' ');
    at += n;
  }
  end_lines(&s, separator);
  return s.used;
}
