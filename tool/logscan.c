/*
** logscan.c: what a line of a mail server's log is.
**
** Most lines are about no delivery; what they are is seen in their first
** octets, before anything is searched for.
*/
#include "logscan.h"

#include <string.h>

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static int is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

static int is_letter(char c) {
  return is_upper(c) || is_lower(c);
}

static int in_word(char c) {
  return is_digit(c) || is_letter(c);
}

/* ---- spans ------------------------------------------------------------ */

static logscan_span span_of(const char *text, size_t len) {
  logscan_span span;
  span.text = text;
  span.len = len;
  return span;
}

/* Lengths that the compiler knows let it compare without a call. */
#define BEGINS(span, with)           \
  ((span).len >= sizeof(with) - 1 && \
   memcmp((span).text, with, sizeof(with) - 1) == 0)
#define IS(span, word) ((span).len == sizeof(word) - 1 && BEGINS(span, word))

static int begins(logscan_span span, const char *with, size_t len) {
  return span.len >= len && memcmp(span.text, with, len) == 0;
}

int logscan_is(logscan_span span, const char *word) {
  return span.len == strlen(word) && memcmp(span.text, word, span.len) == 0;
}

static logscan_span after(logscan_span span, size_t count) {
  return span_of(span.text + count, span.len - count);
}

/* Where c stands in a span, or the span's length. */
static size_t find(logscan_span span, char c) {
  const char *at =
      span.len > 0 ? (const char *)memchr(span.text, c, span.len) : NULL;
  return at != NULL ? (size_t)(at - span.text) : span.len;
}

/* The same where it is near: no call is faster. */
static size_t find_near(logscan_span span, char c) {
  size_t at = 0;
  while (at < span.len && span.text[at] != c)
    at++;
  return at;
}

/* Where a mark of two octets stands, or the span's length. */
static size_t find_pair(logscan_span span, char first, char second) {
  size_t at = 0;
  while (at < span.len) {
    at += find(after(span, at), first);
    if (at + 1 < span.len && span.text[at + 1] == second)
      return at;
    at++;
  }
  return span.len;
}

/* Whether text holds the word. */
static int holds(logscan_span text, const char *word) {
  size_t at = 0;
  while ((at += find(after(text, at), word[0])) < text.len) {
    if (begins(after(text, at), word, strlen(word)))
      return 1;
    at++;
  }
  return 0;
}

static size_t count_word(logscan_span span) {
  size_t at = 0;
  while (at < span.len && in_word(span.text[at]))
    at++;
  return at;
}

/* ---- time ------------------------------------------------------------- */

/* Octets that look like a pattern: A a letter, 0 a digit, _ a digit or blank,
** every other octet itself. */
static int looks_like(logscan_span line, const char *pattern) {
  size_t i;
  for (i = 0; pattern[i] != '\0'; i++) {
    char c = (char)(i < line.len ? line.text[i] : '\0'), p = pattern[i];
    if (p == 'A'   ? !is_letter(c)
        : p == '0' ? !is_digit(c)
        : p == '_' ? !is_digit(c) && c != ' '
                   : c != p)
      return 0;
  }
  return 1;
}

#define SYSLOG  "AAA _0 00:00:00"         /* RFC 3164, and journald's short */
#define RFC3339 "0000-00-00T00:00:00"     /* rsyslog, journald's short-iso */
#define FULL    "AAA 0000-00-00 00:00:00" /* journald's short-full: and zone */
#define EXIM    "0000-00-00 00:00:00"

/* SYSLOG is what most lines begin with, so it is looked for by hand. */
static int is_syslog(logscan_span line) {
  const char *t = line.text;
  return line.len >= sizeof(SYSLOG) && is_upper(t[0]) && t[3] == ' ' &&
         is_digit(t[5]) && t[6] == ' ' && is_digit(t[8]) && t[9] == ':' &&
         is_digit(t[11]) && t[12] == ':' && is_digit(t[14]);
}

/* Length of the time that a line of syslog or the journal begins with, or 0.
 */
static size_t measure_time(logscan_span line) {
  size_t len = 0;
  if (is_syslog(line))
    len = sizeof(SYSLOG) - 1;
  else if (looks_like(line, RFC3339))
    len = sizeof(RFC3339) - 1;
  else if (looks_like(line, FULL))
    len = sizeof(FULL); /* with the blank before the zone */
  if (len > 0 && len <= line.len)
    len += find(after(line, len), ' ');
  return len < line.len ? len : 0;
}

/* ---- Postfix ---------------------------------------------------------- */

/* Digits with a point, as in "0.12"; negative if there are none. */
static double number_of(logscan_span span) {
  double value = 0, unit = 1;
  size_t i;
  int point = 0;
  for (i = 0; i < span.len; i++) {
    if (span.text[i] == '.' && !point) {
      point = 1;
    } else if (is_digit(span.text[i])) {
      value = value * 10 + (span.text[i] - '0');
      unit *= point ? 10 : 1;
    } else {
      return -1;
    }
  }
  return span.len > 0 ? value / unit : -1;
}

/* "5.1.1": digits and points. */
static int is_enhanced(logscan_span span) {
  size_t i;
  for (i = 0; i < span.len; i++)
    if (!is_digit(span.text[i]) && span.text[i] != '.')
      return 0;
  return span.text != NULL && span.len > 0;
}

/* What stands between < and the next ">,"; *rest is what follows. */
static int take_address(logscan_span *rest, logscan_span *address) {
  size_t stop;
  if (rest->len == 0 || rest->text[0] != '<')
    return 0;
  stop = find_pair(*rest, '>', ',');
  if (stop + 2 >= rest->len)
    return 0;
  *address = span_of(rest->text + 1, stop - 1);
  *rest = after(*rest, stop + 3 <= rest->len ? stop + 3 : rest->len);
  return 1;
}

/* The status and what is said about it: "sent (250 Ok)". */
static int take_status(logscan_span rest, logscan_record *out) {
  size_t stop = find(rest, ' ');
  while (rest.len > 0 && rest.text[rest.len - 1] == ' ')
    rest.len--;
  if (stop == 0 || stop + 3 > rest.len || rest.text[stop + 1] != '(' ||
      rest.text[rest.len - 1] != ')')
    return 0;
  out->status = span_of(rest.text, stop);
  out->text = span_of(rest.text + stop + 2, rest.len - stop - 3);
  out->attempted = !BEGINS(out->text, "delivery temporarily suspended");
  return is_enhanced(out->enhanced);
}

static void take_field(logscan_span name, logscan_span value,
                       logscan_record *out) {
  if (IS(name, "relay"))
    out->relay = value;
  else if (IS(name, "delay"))
    out->delay = number_of(value);
  else if (IS(name, "dsn"))
    out->enhanced = value;
}

/* The fields behind the recipient, up to the status, which is the last. */
static int take_fields(logscan_span rest, logscan_record *out) {
  for (;;) {
    size_t name = find_near(rest, '='), stop;
    const char *begin = rest.text;
    logscan_span field = span_of(rest.text, name);
    if (name == rest.len)
      return 0;
    rest = after(rest, name + 1);
    if (IS(field, "status"))
      return take_status(rest, out);
    if (IS(field, "orig_to")) {
      if (!take_address(&rest, &out->orig_to))
        return 0;
      continue;
    }
    stop = find(rest, ',');
    if (stop + 2 > rest.len)
      return 0;
    take_field(field, span_of(rest.text, stop), out);
    if (IS(field, "dsn"))
      out->said = span_of(begin, name + 1 + rest.len);
    rest = after(rest, stop + 2);
  }
}

/* "to=<rcpt>, ...": Postfix's, or Sendmail's, which has stat= for status=. */
static logscan_kind delivery(logscan_span rest, logscan_record *out) {
  logscan_span fields = after(rest, 3);
  if (take_address(&fields, &out->rcpt) && take_fields(fields, out))
    return LOGSCAN_DELIVERY;
  return holds(rest, " stat=") ? LOGSCAN_SENDMAIL : LOGSCAN_UNREAD;
}

/* What a message tells of that begins with to= or from=. */
static logscan_kind queue_message(logscan_span rest, logscan_record *out) {
  if (rest.text[0] == 't')
    return delivery(rest, out);
  return holds(rest, " status=expired,") ? LOGSCAN_EXPIRED : LOGSCAN_NOTHING;
}

/* Exim's "=> address ...", and the errors of sessions, behind the time and the
** id of a message. */
static logscan_kind exim(logscan_span rest) {
  int word;
  for (word = 0; word < 6 && rest.len > 3; word++) {
    if (rest.text[2] == ' ' &&
        (BEGINS(rest, "=>") || BEGINS(rest, "->") || BEGINS(rest, "==") ||
         BEGINS(rest, "**") || BEGINS(rest, ">>")))
      return LOGSCAN_EXIM;
    if (BEGINS(rest, "H="))
      return holds(rest, "SMTP error from ") ? LOGSCAN_EXIM : LOGSCAN_NOTHING;
    rest = after(rest, find(rest, ' '));
    rest = after(rest, rest.len > 0);
  }
  return LOGSCAN_NOTHING;
}

/* The first word of a message and what it says of a delivery: "queue: to=",
** or of OpenSMTPD "session mta delivery". Most lines end here. */
static logscan_kind message(logscan_span rest, logscan_record *out) {
  size_t stop = find(rest, ' ');
  logscan_span word = span_of(rest.text, stop), more;
  if (stop < 2 || stop == rest.len)
    return LOGSCAN_NOTHING;
  more = after(rest, stop + 1);
  if (rest.text[stop - 1] == ':') {
    word.len--;
    if (!BEGINS(more, "to=") && !BEGINS(more, "from=<"))
      return LOGSCAN_NOTHING;
  } else if (!BEGINS(more, "mta delivery ") &&
             !BEGINS(more, "mda delivery ")) {
    return LOGSCAN_NOTHING;
  }
  if (count_word(word) < word.len)
    return LOGSCAN_NOTHING;
  out->queue = word;
  out->message = more;
  return more.text[0] == 'm' ? LOGSCAN_OPENSMTPD : queue_message(more, out);
}

/* " host program[process]: message"; the program may have no process. */
static logscan_kind syslog(logscan_span rest, logscan_record *out) {
  size_t host = 1 + find(after(rest, 1), ' '), stop;
  logscan_kind kind;
  logscan_span program;
  if (host + 1 >= rest.len)
    return LOGSCAN_NOTHING;
  rest = after(rest, host + 1);
  stop = find(rest, ' ');
  if (stop == 0 || stop == rest.len || rest.text[stop - 1] != ':')
    return LOGSCAN_NOTHING;
  program = span_of(rest.text, stop - 1);
  rest = after(rest, stop + 1);
  out->message = rest;
  kind = BEGINS(program, "exim") ? exim(rest) : message(rest, out);
  if (kind != LOGSCAN_NOTHING)
    out->transport = span_of(program.text, find(program, '['));
  return kind;
}

/* ---- the others ------------------------------------------------------- */

/* "550 text", "550-text" or "550" alone. */
static int is_reply(logscan_span line) {
  return line.len >= 3 && line.text[0] >= '2' && line.text[0] <= '5' &&
         line.text[1] >= '0' && line.text[1] <= '5' &&
         is_digit(line.text[2]) &&
         (line.len == 3 || line.text[3] == ' ' || line.text[3] == '-');
}

/* "Name: value", or a line of mbox that begins a message. */
static int is_field(logscan_span line) {
  size_t at = 0;
  while (at < line.len && (in_word(line.text[at]) || line.text[at] == '-'))
    at++;
  return (at > 0 && at < line.len && line.text[at] == ':') ||
         BEGINS(line, "From ");
}

/* OpenSMTPD in the foreground, without syslog: 16 digits begin a line. */
static int is_session(logscan_span line) {
  return line.len > 16 && count_word(line) == 16 && line.text[16] == ' ';
}

static void clear(logscan_record *out) {
  static const logscan_span none = {NULL, 0};
  out->time = out->transport = out->queue = out->message = none;
  out->rcpt = out->orig_to = out->relay = out->enhanced = none;
  out->status = out->text = out->said = none;
  out->delay = -1;
  out->attempted = 0;
}

logscan_kind logscan_line(const char *line, size_t len, logscan_record *out) {
  logscan_span whole = span_of(line, len);
  size_t time;
  if (len > 0 && line[len - 1] == '\r')
    whole.len = --len;
  clear(out);
  out->message = whole;
  if (len == 0)
    return LOGSCAN_STRAY;
  if (line[0] == '{')
    return LOGSCAN_JSON;
  if (is_digit(line[0]) && looks_like(whole, EXIM))
    return exim(whole);
  time = measure_time(whole);
  if (time > 0) {
    out->time = span_of(line, time);
    return syslog(after(whole, time), out);
  }
  if (is_session(whole))
    return message(whole, out);
  return is_reply(whole)   ? LOGSCAN_REPLY
         : is_field(whole) ? LOGSCAN_FIELD
                           : LOGSCAN_STRAY;
}
