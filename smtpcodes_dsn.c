/*
** smtpcodes_dsn.c: a delivery status notification (RFC 3464) -> what it says
** of each recipient.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"
#include "smtpcodes_local.h"

#include <string.h>

/* The fields of a recipient (RFC 3464 2.3) that are read, and the others,
   which only belong to the same block. */
enum {
  FINAL_RECIPIENT,
  ORIGINAL_RECIPIENT,
  ACTION,
  STATUS,
  DIAGNOSTIC_CODE,
  REMOTE_MTA,
  READ_FIELDS
};

static const char *const field_names[] = {"final-recipient",
                                          "original-recipient",
                                          "action",
                                          "status",
                                          "diagnostic-code",
                                          "remote-mta",
                                          "last-attempt-date",
                                          "final-log-id",
                                          "will-retry-until"};

#define FIELDS ((int)(sizeof(field_names) / sizeof(field_names[0])))

typedef struct block {
  const char *text;
  smtpcodes_span fields[sizeof(field_names) / sizeof(field_names[0])];
  int any, last; /* whether it has fields, and which was the last one */
} block;

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Which field a line begins, or -1; *value is where its value begins. */
static int field_of(const char *text, size_t at, size_t end, size_t *value) {
  int i;
  for (i = 0; i < FIELDS; i++) {
    const char *name = field_names[i];
    size_t n = 0;
    while (name[n] != '\0' && at + n < end && lower(text[at + n]) == name[n])
      n++;
    if (name[n] == '\0' && at + n < end && text[at + n] == ':') {
      *value = at + n + 1;
      return i;
    }
  }
  return -1;
}

/* Whether a line is some field: Name: */
static int is_field(const char *text, size_t at, size_t end) {
  size_t n = at;
  while (n < end && text[n] > ' ' && text[n] < 127 && text[n] != ':')
    n++;
  return n > at && n < end && text[n] == ':';
}

static smtpcodes_span trim(const char *text, size_t first, size_t last) {
  smtpcodes_span span;
  SMTPCODES_ASSERT(first <= last);
  while (first < last && is_blank(text[first]))
    first++;
  while (last > first && is_blank(text[last - 1]))
    last--;
  span.first = first;
  span.last = last;
  return span;
}

/* One line of the text. Returns 0 when it ends the block. */
static int take_line(block *b, size_t at, size_t end) {
  size_t value;
  int field;
  SMTPCODES_ASSERT(at <= end && b->last < FIELDS);
  if (b->any && at < end && (b->text[at] == ' ' || b->text[at] == '\t')) {
    if (b->last >= 0)
      b->fields[b->last].last = trim(b->text, at, end).last;
    return 1;
  }
  field = field_of(b->text, at, end, &value);
  if (field >= 0) {
    b->fields[field] = trim(b->text, value, end);
    b->any = 1;
  } else if (!b->any || !is_field(b->text, at, end))
    return 0;
  b->last = field;
  return 1;
}

/* A value without its type: "rfc822; a@example.com" (RFC 3464 2.1.2). */
static smtpcodes_span value_of(const char *text, smtpcodes_span field) {
  const char *semicolon =
      (const char *)memchr(text + field.first, ';', field.last - field.first);
  if (semicolon == NULL)
    return trim(text, field.first, field.last);
  return trim(text, (size_t)(semicolon - text) + 1, field.last);
}

/* Its first word, without < and >. */
static smtpcodes_span word_of(const char *text, smtpcodes_span value) {
  size_t at;
  value = trim(text, value.first, value.last);
  at = value.first;
  if (at < value.last && text[at] == '<') {
    const char *end = (const char *)memchr(text + at, '>', value.last - at);
    if (end != NULL) {
      value.first = at + 1;
      value.last = (size_t)(end - text);
      return value;
    }
  }
  while (at < value.last && !is_blank(text[at]))
    at++;
  value.last = at;
  return value;
}

static int is_set(smtpcodes_span span) {
  return span.last > span.first;
}

/* The word of the Status field, without the dot of a sentence. */
static smtpcodes_span status_of(const block *b) {
  smtpcodes_span status = word_of(b->text, b->fields[STATUS]);
  if (is_set(status) && b->text[status.last - 1] == '.')
    status.last--;
  return status;
}

/* Whether the status is one: other headers have that name, too. */
static int read_status(const block *b, smtpcodes_notice *out) {
  smtpcodes_span status = status_of(b);
  if (smtpcodes_read_enhanced(b->text + status.first,
                              status.last - status.first, &out->klass,
                              &out->subject, &out->detail) &&
      out->klass > 0)
    return 1;
  out->klass = out->subject = out->detail = SMTPCODES_ANY;
  return 0;
}

/* What a block says; 0: nothing of a recipient. */
static int write_notice(const block *b, smtpcodes_notice *out) {
  const smtpcodes_span *f = b->fields;
  int has_status;
  memset(out, 0, sizeof(*out));
  has_status = read_status(b, out);
  if (!has_status && !is_set(f[DIAGNOSTIC_CODE]))
    return 0;
  out->recipient =
      word_of(b->text, value_of(b->text, is_set(f[FINAL_RECIPIENT])
                                             ? f[FINAL_RECIPIENT]
                                             : f[ORIGINAL_RECIPIENT]));
  out->action = word_of(b->text, f[ACTION]);
  out->reply = is_set(f[DIAGNOSTIC_CODE])
                   ? value_of(b->text, f[DIAGNOSTIC_CODE])
                   : status_of(b);
  out->host = word_of(b->text, value_of(b->text, f[REMOTE_MTA]));
  return 1;
}

static size_t line_end(const char *text, size_t at, size_t len) {
  const char *end = (const char *)memchr(text + at, '\n', len - at);
  return end != NULL ? (size_t)(end - text) : len;
}

size_t smtpcodes_next_notice(const char *text, size_t len, size_t at,
                             smtpcodes_notice *notice) {
  block b;
  memset(&b, 0, sizeof(b));
  b.text = text;
  while (at < len) {
    size_t end = line_end(text, at, len);
    int inside = take_line(&b, at, end);
    at = end < len ? end + 1 : len;
    if (inside || !b.any)
      continue;
    if (write_notice(&b, notice))
      return at;
    memset(b.fields, 0, sizeof(b.fields));
    b.any = 0;
  }
  return b.any && write_notice(&b, notice) ? len : 0;
}
