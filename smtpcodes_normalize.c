/*
** smtpcodes_normalize.c: text -> a key under which like replies come together.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"

#include <string.h>

/* Where octets go; those that find no room are counted only. */
typedef struct sink {
  char *out;
  size_t room, used;
} sink;

static void put(sink *s, const char *octets, size_t len) {
  if (len > 0 && s->used < s->room && len <= s->room - s->used)
    memcpy(s->out + s->used, octets, len);
  s->used += len;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int in_word(char c) {
  return is_digit(c) || is_letter(c) || (unsigned char)c >= 128;
}

/* What holds a token together: words, and what links them. */
static int in_token(char c) {
  return in_word(c) || (c != '\0' && strchr(".@:/-_+=%~?&#", c) != NULL);
}

/* What a token is made of. */
typedef struct token {
  size_t len;
  size_t digits, letters, dots, colons, hexes, ats;
  int url; /* it holds :// */
} token;

static void measure(const char *text, token *t) {
  size_t i;
  for (i = 0; i < t->len; i++) {
    t->digits += (size_t)is_digit(text[i]);
    t->letters += (size_t)is_letter(text[i]);
    t->hexes += (size_t)is_hex(text[i]);
    t->dots += text[i] == '.';
    t->colons += text[i] == ':';
    t->ats += text[i] == '@';
    t->url |= t->len - i > 2 && memcmp(text + i, "://", 3) == 0;
  }
}

/* A name with a dot whose last label is of letters, in lower case. */
static int is_host(const char *text, const token *t) {
  size_t at = t->len;
  if (t->dots == 0 || t->colons > 0 || memchr(text, '/', t->len) != NULL)
    return 0;
  while (is_letter(text[at - 1])) /* up to a dot, if not before */
    at--;
  return text[at - 1] == '.' && t->len - at >= 2 && text[at] >= 'a';
}

/* What stands for a token, or NULL where it stands for itself. */
static const char *name_of(const char *text, const token *t) {
  if (t->url)
    return "<url>";
  if (t->ats > 0)
    return "<address>";
  if (t->dots == 3 && t->letters == 0 && t->digits + 3 == t->len)
    return "<ip>";
  if (t->colons >= 2 && t->hexes + t->colons + t->dots == t->len)
    return t->letters > 0 || t->colons > 2 ? "<ip>" : "<n>"; /* or a time */
  if (is_host(text, t))
    return "<host>";
  if (t->digits > 0 && t->letters == 0)
    return "<n>";
  if (t->digits > 0 && (t->digits > 1 || t->len > 3))
    return "<id>";
  return NULL;
}

/* The length of the code and the enhanced code that the text begins with. */
static size_t codes_at(const char *text, size_t len) {
  int klass, subject, detail;
  size_t at = 0, end;
  if (len >= 3 && text[0] >= '2' && text[0] <= '5' && is_digit(text[1]) &&
      is_digit(text[2]) && (len == 3 || !in_token(text[3]) || text[3] == '-'))
    at = len > 3 ? 4 : 3;
  for (end = at; end < len && (is_digit(text[end]) || text[end] == '.');)
    end++;
  return smtpcodes_read_enhanced(text + at, end - at, &klass, &subject,
                                 &detail)
             ? end
             : at;
}

/* Where a token ends: with a word, not with what would link another. */
static size_t token_end(const char *text, size_t len, size_t at) {
  size_t end = at;
  while (end < len && in_token(text[end]))
    end++;
  while (end > at + 1 && !is_digit(text[end - 1]) &&
         !is_letter(text[end - 1]) && (unsigned char)text[end - 1] < 128)
    end--;
  return end;
}

static size_t put_token(sink *s, const char *text, size_t len, size_t at) {
  token t;
  const char *name;
  memset(&t, 0, sizeof(t));
  t.len = token_end(text, len, at) - at;
  measure(text + at, &t);
  name = name_of(text + at, &t);
  if (name != NULL)
    put(s, name, strlen(name));
  else
    put(s, text + at, t.len);
  return at + t.len;
}

size_t smtpcodes_normalize(const char *text, size_t len, char *out,
                           size_t room) {
  sink s;
  size_t at;
  s.out = out;
  s.room = room;
  s.used = 0;
  at = codes_at(text, len);
  put(&s, text, at);
  while (at < len) {
    if (is_blank(text[at])) {
      while (at < len && is_blank(text[at]))
        at++;
      put(&s, " ", at < len);
    } else if (in_word(text[at]))
      at = put_token(&s, text, len, at);
    else
      put(&s, text + at++, 1);
  }
  return s.used;
}
