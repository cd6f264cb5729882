/*
** parse_fuzz.c: any octets, read in both modes, whole and in pieces.
**
** A reply is the same however it is cut, whatever the limits; strict mode
** answers as the few lines of plain() below, which know of no tricks; what
** strict mode takes lenient mode takes too.
** Choices: mode, limits, the seed of the cuts.
*/
#include "fuzz.h"

#define ROOM 16

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

/* What parse answers, and the lines that it names. */
typedef struct answer {
  int result;
  smtpcodes_reply reply;
  smtpcodes_span lines[ROOM];
} answer;

/* Goes on with an answer, in a block of exactly len octets. */
static void parse(const char *bytes, size_t len,
                  const smtpcodes_limits *limits, answer *a) {
  char *buf = copy(bytes, len);
  a->result = smtpcodes_parse(buf, len, limits, &a->reply, a->lines, ROOM);
  free(buf);
}

static void parse_whole(const char *bytes, size_t len,
                        const smtpcodes_limits *limits, answer *a) {
  smtpcodes_reply_init(&a->reply);
  parse(bytes, len, limits, a);
}

/* Octets that the stream brings at once: one, some, or many. */
static size_t piece(unsigned *seed) {
  static const unsigned sizes[] = {1, 4, 32, 600};
  return 1 + next_random(seed) % sizes[next_random(seed) % 4];
}

/* The answer for a stream that brings the octets in pieces. */
static void parse_pieces(const char *bytes, size_t len,
                         const smtpcodes_limits *limits, unsigned seed,
                         answer *a) {
  size_t have = 0;
  smtpcodes_reply_init(&a->reply);
  do {
    size_t more = piece(&seed);
    have = len - have < more ? len : have + more;
    parse(bytes, have, limits, a);
  } while (a->result == SMTPCODES_INCOMPLETE && have < len);
}

static void same_reply(const answer *a, const answer *b) {
  const smtpcodes_reply *p = &a->reply, *q = &b->reply;
  size_t i;
  check(p->code == q->code && p->klass == q->klass &&
        p->subject == q->subject && p->detail == q->detail);
  check(p->flags == q->flags && p->lines == q->lines &&
        p->length == q->length && p->text_at == q->text_at &&
        p->text_end == q->text_end);
  for (i = 0; i < p->lines && i < ROOM; i++)
    check(a->lines[i].first == b->lines[i].first &&
          a->lines[i].last == b->lines[i].last);
}

/* What holds of every reply. */
static void sound(const answer *a, size_t len) {
  const smtpcodes_reply *r = &a->reply;
  size_t i;
  check(r->code >= 200 && r->code <= 599 && r->lines > 0);
  check(r->length <= len && r->text_at <= r->text_end &&
        r->text_end < r->length);
  check(r->tagged <= r->lines &&
        (r->klass == SMTPCODES_ANY) == (r->tagged == 0));
  for (i = 0; i < r->lines && i < ROOM; i++)
    check(a->lines[i].first <= a->lines[i].last &&
          a->lines[i].last < r->length);
}

/* The first wrong octet may be one that is still to come, where a line has no
   room for its CRLF any more. */
static void in_pieces(const char *bytes, size_t len,
                      const smtpcodes_limits *limits, unsigned seed) {
  answer whole, pieces;
  parse_whole(bytes, len, limits, &whole);
  parse_pieces(bytes, len, limits, seed, &pieces);
  check(pieces.result == whole.result);
  check(smtpcodes_result_word(whole.result) != NULL ||
        whole.result == SMTPCODES_OK);
  if (whole.result == SMTPCODES_OK) {
    sound(&whole, len);
    same_reply(&whole, &pieces);
  } else
    check(whole.reply.error_at == pieces.reply.error_at &&
          whole.reply.error_at <= len + 1);
}

/* Without room for lines all else is the same: what scan asks for. */
static void without_lines(const char *bytes, size_t len,
                          const smtpcodes_limits *limits) {
  answer with, without;
  parse_whole(bytes, len, limits, &with);
  without = with;
  smtpcodes_reply_init(&without.reply);
  check(smtpcodes_parse(bytes, len, limits, &without.reply, NULL, 0) ==
        with.result);
  if (with.result == SMTPCODES_OK)
    same_reply(&with, &without);
}

static void by_rules(const char *bytes, size_t len) {
  smtpcodes_limits limits = {0, 0, 0, 0};
  answer strict, lenient;
  plain_reply expected;
  if (len >= SMTPCODES_MAX_REPLY)
    return;
  limits.strict = 1;
  parse_whole(bytes, len, &limits, &strict);
  check(plain(bytes, len, &expected) == strict.result);
  if (strict.result != SMTPCODES_OK) {
    check(strict.reply.error_at == expected.error_at);
    return;
  }
  check(strict.reply.code == expected.code &&
        strict.reply.lines == expected.lines &&
        strict.reply.length == expected.length && strict.reply.flags == 0);
  parse_whole(bytes, len, NULL, &lenient);
  check(lenient.result == SMTPCODES_OK &&
        lenient.reply.code == strict.reply.code &&
        lenient.reply.lines == strict.reply.lines &&
        lenient.reply.length == strict.reply.length);
}

static smtpcodes_limits choose_limits(input *in) {
  static const unsigned short some[] = {0, 0, 0, 0, 1, 5, 16, 40, 520};
  smtpcodes_limits limits;
  limits.strict = (int)choose(in, 2);
  limits.max_line = CHOOSE(in, some);
  limits.max_lines = CHOOSE(in, some);
  limits.max_reply = CHOOSE(in, some);
  return limits;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = input_of(data, size);
  smtpcodes_limits limits = choose_limits(&in);
  unsigned seed = choose(&in, 65536);
  in_pieces(in.text, in.len, &limits, seed);
  without_lines(in.text, in.len, &limits);
  by_rules(in.text, in.len);
  return 0;
}
