/*
** parse_fuzz.c: any octets, read in both modes, whole and in pieces.
**
** The first octet of the input is the mode and the size of the pieces, the
** rest is the buffer. A reply is the same however it is cut; strict mode
** answers as the few lines of plain() below, which know of no tricks; what
** strict mode takes lenient mode takes too; extract and unfold keep to their
** bounds. ASan sees an octet read too far: each buffer is a block of its own.
*/
#include "../smtpcodes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ROOM 16

static void check(int holds) {
  if (!holds)
    abort();
}

static char *copy(const char *bytes, size_t len) {
  char *block = (char *)malloc(len > 0 ? len : 1);
  check(block != NULL);
  if (len > 0)
    memcpy(block, bytes, len);
  return block;
}

/* ---- strict mode once more, octet by octet ----------------------------- */

typedef struct plain_reply {
  int code;
  size_t lines, length, error_at;
} plain_reply;

static int plain_fail(plain_reply *p, size_t at, int result) {
  p->error_at = at;
  return result;
}

/* RFC 5321 4.2: the code at `at`, the same on every line. */
static int plain_code(const char *buf, size_t len, size_t at, plain_reply *p) {
  size_t i;
  int code = 0;
  for (i = 0; i < 3; i++) {
    int digit, before = p->code;
    if (at + i == len)
      return plain_fail(p, len, SMTPCODES_INCOMPLETE);
    digit = buf[at + i] - '0';
    if (digit < 0 || digit > 9)
      return plain_fail(p, at + i, SMTPCODES_ERROR_CODE);
    if ((i == 0 && (digit < 2 || digit > 5)) || (i == 1 && digit > 5))
      return plain_fail(p, at + i, SMTPCODES_ERROR_CODE_RANGE);
    before = i == 0 ? before / 100 : i == 1 ? before / 10 % 10 : before % 10;
    if (p->code != 0 && digit != before)
      return plain_fail(p, at + i, SMTPCODES_ERROR_CODE_MISMATCH);
    code = code * 10 + digit;
  }
  p->code = code;
  return SMTPCODES_OK;
}

/* The octet at `at`, where a text or CRLF must be; `stop` is out of bounds. */
static int plain_octet(const char *buf, size_t len, size_t at, size_t stop,
                       int otherwise, plain_reply *p) {
  unsigned char c;
  if (at + 2 > stop)
    return plain_fail(p, stop, SMTPCODES_ERROR_LINE_LENGTH);
  if (at == len)
    return plain_fail(p, len, SMTPCODES_INCOMPLETE);
  c = (unsigned char)buf[at];
  if (c == '\r' && at + 1 == len)
    return plain_fail(p, len, SMTPCODES_INCOMPLETE);
  if (c == '\n' || (c == '\r' && buf[at + 1] != '\n'))
    return plain_fail(p, at, SMTPCODES_ERROR_LINE_ENDING);
  if (c != '\r' && (otherwise == SMTPCODES_ERROR_SEPARATOR ||
                    (c != '\t' && (c < ' ' || c > '~'))))
    return plain_fail(p, at, otherwise);
  return SMTPCODES_OK;
}

static int plain(const char *buf, size_t len, plain_reply *p) {
  int more = 1;
  memset(p, 0, sizeof(*p));
  while (more) {
    size_t at = p->length, stop;
    int result = plain_code(buf, len, at, p), otherwise;
    if (result != SMTPCODES_OK)
      return result;
    stop =
        at + (p->code == 334 ? SMTPCODES_MAX_CHALLENGE : SMTPCODES_MAX_LINE);
    at += 3;
    more = at < len && buf[at] == '-';
    otherwise = SMTPCODES_ERROR_SEPARATOR;
    if (at < len && (more || buf[at] == ' ')) {
      otherwise = SMTPCODES_ERROR_CHAR;
      at++;
    }
    while ((result = plain_octet(buf, len, at, stop, otherwise, p)) ==
               SMTPCODES_OK &&
           buf[at] != '\r')
      at++;
    if (result != SMTPCODES_OK)
      return result;
    p->length = at + 2;
    if (++p->lines == SMTPCODES_MAX_LINES && more)
      return plain_fail(p, p->length, SMTPCODES_ERROR_TOO_MANY_LINES);
  }
  return SMTPCODES_OK;
}

/* ---- the promises ------------------------------------------------------ */

static int parse(const char *bytes, size_t len, int strict,
                 smtpcodes_reply *reply, smtpcodes_span *lines) {
  smtpcodes_limits limits = {0, 0, 0, 0};
  char *buf = copy(bytes, len);
  int result;
  limits.strict = strict;
  result = smtpcodes_parse(buf, len, &limits, reply, lines, ROOM);
  free(buf);
  return result;
}

/* The result of a stream that brings `step` octets at once. */
static int parse_pieces(const char *bytes, size_t len, int strict, size_t step,
                        smtpcodes_reply *reply, smtpcodes_span *lines) {
  size_t have = 0;
  int result;
  do {
    have = len - have < step ? len : have + step;
    result = parse(bytes, have, strict, reply, lines);
  } while (result == SMTPCODES_INCOMPLETE && have < len);
  return result;
}

static void same_reply(const smtpcodes_reply *a, const smtpcodes_span *in_a,
                       const smtpcodes_reply *b, const smtpcodes_span *in_b) {
  size_t i;
  check(a->code == b->code && a->klass == b->klass &&
        a->subject == b->subject && a->detail == b->detail);
  check(a->flags == b->flags && a->lines == b->lines &&
        a->length == b->length && a->text_at == b->text_at &&
        a->text_end == b->text_end);
  for (i = 0; i < a->lines && i < ROOM; i++)
    check(in_a[i].first == in_b[i].first && in_a[i].last == in_b[i].last);
}

static void in_pieces(const char *bytes, size_t len, int strict, size_t step) {
  smtpcodes_reply whole, pieces;
  smtpcodes_span in_whole[ROOM], in_pieces[ROOM];
  int result;
  smtpcodes_reply_init(&whole);
  smtpcodes_reply_init(&pieces);
  result = parse(bytes, len, strict, &whole, in_whole);
  check(parse_pieces(bytes, len, strict, step, &pieces, in_pieces) == result);
  if (result == SMTPCODES_OK) {
    same_reply(&whole, in_whole, &pieces, in_pieces);
    check(whole.length <= len && whole.text_end < whole.length);
  } else
    check(whole.error_at == pieces.error_at && whole.error_at <= len);
}

static void by_rules(const char *bytes, size_t len) {
  smtpcodes_reply strict, lenient;
  smtpcodes_span lines[ROOM];
  plain_reply expected;
  int result;
  if (len >= SMTPCODES_MAX_REPLY)
    return;
  smtpcodes_reply_init(&strict);
  smtpcodes_reply_init(&lenient);
  result = plain(bytes, len, &expected);
  check(parse(bytes, len, 1, &strict, lines) == result);
  if (result != SMTPCODES_OK) {
    check(strict.error_at == expected.error_at);
    return;
  }
  check(strict.code == expected.code && strict.lines == expected.lines &&
        strict.length == expected.length && strict.flags == 0);
  check(parse(bytes, len, 0, &lenient, lines) == SMTPCODES_OK);
  check(lenient.code == strict.code && lenient.lines == strict.lines &&
        lenient.length == strict.length);
}

static void inside_text(const char *bytes, size_t len) {
  smtpcodes_extracted found;
  size_t room, used;
  char *text = copy(bytes, len), *wire;
  if (smtpcodes_extract(text, len, &found))
    check(found.code != 0 || found.klass != SMTPCODES_ANY);
  check(found.first <= found.last && found.last <= len);
  check(found.host.first <= found.host.last && found.host.last <= len);
  room = 2 * (found.last - found.first) + 2;
  wire = (char *)malloc(room);
  check(wire != NULL);
  used = smtpcodes_unfold(text + found.first, found.last - found.first, wire,
                          room);
  check(used <= room);
  free(wire);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *bytes;
  size_t step;
  if (size == 0)
    return 0;
  bytes = (const char *)data + 1;
  step = (size_t)(data[0] >> 1) % 32 + 1;
  in_pieces(bytes, size - 1, data[0] & 1, step);
  by_rules(bytes, size - 1);
  inside_text(bytes, size - 1);
  return 0;
}
