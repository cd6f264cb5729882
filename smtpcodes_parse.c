/*
** smtpcodes_parse.c: bytes -> reply (RFC 5321 4.2), one line after the other.
**
** A line is first read by the strict rules, which nearly every line obeys;
** only where those fail does lenient mode look again and name each tolerance.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"
#include "smtpcodes_local.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Steps of the one hot loop, which a call each would slow by half; where
   nothing is optimized they are functions like all others. */
#if defined(__GNUC__) && !defined(__NO_INLINE__)
#define HOT static __inline__ __attribute__((always_inline))
#else
#define HOT static
#endif

/* One line of a reply. Offsets are into the caller's buffer. */
typedef struct line {
  size_t text, end;           /* its text, without code and line end */
  size_t next;                /* where the next line begins */
  size_t at;                  /* of an error: the first wrong octet */
  int code;                   /* 0: a line without a code */
  int more;                   /* not 0: another line follows */
  int klass, subject, detail; /* its enhanced code, if body is not 0 */
  size_t body;                /* where its text goes on after that */
  unsigned flags;
} line;

/*
** What a line is read from: buf[0..len). The line must end before stop, else
** the result is `over`, with stop as the first wrong octet; len <= stop.
*/
typedef struct source {
  const char *buf;
  size_t len;
  size_t stop;
  int over;
} source;

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Octets that RFC 5321 4.2 allows in a text: HTAB, SP to ~. */
static int is_text(char c) {
  return (c >= ' ' && c <= '~') || c == '\t';
}

/* ---- the end of a text ------------------------------------------------ */

#if defined(__SSE2__)

/* A bit for each octet that is not SP to ~; 8-bit ones count as negative. */
HOT unsigned odd_octets(__m128i octets) {
  __m128i low = _mm_cmplt_epi8(octets, _mm_set1_epi8(' '));
  __m128i rubout = _mm_cmpeq_epi8(octets, _mm_set1_epi8(127));
  return (unsigned)_mm_movemask_epi8(_mm_or_si128(low, rubout));
}

/* Odd octets of the 16 from `at` on, or of the 8. */
HOT unsigned odd_16(const char *buf, size_t at) {
  const void *block = buf + at;
  return odd_octets(_mm_loadu_si128((const __m128i *)block));
}

HOT unsigned odd_8(const char *buf, size_t at) {
  const void *block = buf + at;
  return odd_octets(_mm_loadl_epi64((const __m128i *)block)) & 0xff;
}

/* The first octet from `at` on that is not SP to ~, or near len. Two blocks
   a round are a tenth faster than one. */
HOT size_t skip_blocks(const char *buf, size_t at, size_t len) {
  unsigned bits;
  while (len - at >= 16) {
    bits = odd_16(buf, at);
    if (bits != 0)
      return at + (size_t)first_bit(bits);
    at += 16;
    if (len - at < 16)
      break;
    bits = odd_16(buf, at);
    if (bits != 0)
      return at + (size_t)first_bit(bits);
    at += 16;
  }
  if (len - at < 8)
    return at;
  bits = odd_8(buf, at);
  return at + (bits != 0 ? (size_t)first_bit(bits) : 8);
}

#else

/* The same by eight octets at once: in an octet that is odd the high bit. */
HOT size_t skip_blocks(const char *buf, size_t at, size_t len) {
  const unsigned long ones = ~0ul / 255, high = ones * 128;
  unsigned long octets, low, rubout;
  for (; len - at >= sizeof(octets); at += sizeof(octets)) {
    memcpy(&octets, buf + at, sizeof(octets));
    low = (octets - ones * ' ') & ~octets;
    rubout = octets ^ ones * 127;
    rubout = (rubout - ones) & ~rubout;
    if (((low | rubout | octets) & high) != 0)
      break;
  }
  return at;
}

#endif

/* The first octet from `at` on that is no text, or len. */
HOT size_t skip_text(const char *buf, size_t at, size_t len) {
  for (;;) {
    at = skip_blocks(buf, at, len);
    if (at == len || !is_text(buf[at]))
      return at;
    at++;
  }
}

/* ---- enhanced codes --------------------------------------------------- */

/* Reads 1 to 3 digits; returns how many, 0 if there is no such number. */
static size_t read_number(const char *text, size_t len, int *value) {
  size_t n = 0;
  int v = 0;
  while (n < len && is_digit(text[n])) {
    if (n == 3)
      return 0;
    v = v * 10 + (text[n] - '0');
    n++;
  }
  *value = v;
  return n;
}

/*
** Reads class "." subject "." detail from text[0..len) into the line.
** Returns its length, 0 if there is none. *zeros is set for leading zeros.
*/
static size_t read_enhanced(const char *text, size_t len, line *out,
                            int *zeros) {
  size_t n, at = 2;
  if (len < 5 || text[1] != '.' ||
      (text[0] != '2' && text[0] != '4' && text[0] != '5'))
    return 0;
  n = read_number(text + at, len - at, &out->subject);
  if (n == 0 || at + n >= len || text[at + n] != '.')
    return 0;
  *zeros = n > 1 && text[at] == '0';
  at += n + 1;
  n = read_number(text + at, len - at, &out->detail);
  *zeros |= n > 1 && text[at] == '0';
  out->klass = text[0] - '0';
  return n > 0 ? at + n : 0;
}

/* RFC 2034 4: first in the text, of the code's class, then SP or the end. */
static void strict_enhanced(const char *buf, line *out) {
  int zeros;
  size_t len = out->end - out->text;
  size_t n = read_enhanced(buf + out->text, len, out, &zeros);
  if (n == 0 || zeros || out->klass != out->code / 100)
    return;
  if (n == len || buf[out->text + n] == ' ')
    out->body = out->text + n + (n < len);
}

/* The same with SP or # before it, ":" or TAB after it, leading zeros. */
static void lenient_enhanced(const char *buf, line *out) {
  int zeros;
  size_t at = out->text, n;
  while (at < out->end && buf[at] == ' ')
    at++;
  at += at < out->end && buf[at] == '#';
  n = read_enhanced(buf + at, out->end - at, out, &zeros);
  if (n == 0)
    return;
  if (at > out->text || zeros)
    out->flags |= SMTPCODES_ENHANCED_SYNTAX;
  at += n;
  if (at < out->end && (buf[at] == ':' || buf[at] == '\t')) {
    out->flags |= SMTPCODES_ENHANCED_SYNTAX;
    at += buf[at] == ':' && at + 1 < out->end && buf[at + 1] == ' ';
  } else if (at < out->end && buf[at] != ' ') {
    out->flags &= ~(unsigned)SMTPCODES_ENHANCED_SYNTAX;
    return;
  }
  out->body = at + (at < out->end);
}

/* ---- strict lines ----------------------------------------------------- */

/* Says what is wrong, and where. */
static int wrong(line *out, size_t at, int result) {
  out->at = at;
  return result;
}

/* Finds what read_code stumbled over; `code` is that of the lines before. */
static int wrong_code(const source *s, size_t at, int code, line *out) {
  static const char lowest[] = "200", highest[] = "559";
  char before[3];
  size_t i;
  before[0] = (char)('0' + code / 100);
  before[1] = (char)('0' + code / 10 % 10);
  before[2] = (char)('0' + code % 10);
  for (i = 0; i < 3 && at + i < s->len; i++) {
    char c = s->buf[at + i];
    if (!is_digit(c))
      return wrong(out, at + i, SMTPCODES_ERROR_CODE);
    if (c < lowest[i] || c > highest[i])
      return wrong(out, at + i, SMTPCODES_ERROR_CODE_RANGE);
    if (code != 0 && c != before[i])
      return wrong(out, at + i, SMTPCODES_ERROR_CODE_MISMATCH);
  }
  return SMTPCODES_INCOMPLETE;
}

/* Reads the three digits (RFC 5321 4.2), the same on every line (4.2.1). */
static int read_code(const source *s, size_t at, int code, line *out) {
  const char *digits;
  if (s->len - at < 3)
    return wrong_code(s, at, code, out);
  digits = s->buf + at;
  if (digits[0] < '2' || digits[0] > '5' || digits[1] < '0' ||
      digits[1] > '5' || !is_digit(digits[2]))
    return wrong_code(s, at, code, out);
  out->code =
      digits[0] * 100 + digits[1] * 10 + digits[2] - '0' * (100 + 10 + 1);
  return code == 0 || code == out->code ? SMTPCODES_OK
                                        : wrong_code(s, at, code, out);
}

/* The text ends at `at`; CRLF must follow (RFC 5321 2.3.8). */
static int read_crlf(const source *s, size_t at, int otherwise, line *out) {
  if (at + 2 > s->stop) /* whatever follows: there is no room for CRLF */
    return wrong(out, s->stop, s->over);
  if (at == s->len)
    return SMTPCODES_INCOMPLETE;
  if (s->buf[at] == '\n')
    return wrong(out, at, SMTPCODES_ERROR_LINE_ENDING);
  if (s->buf[at] != '\r')
    return wrong(out, at, otherwise);
  if (at + 1 == s->len)
    return SMTPCODES_INCOMPLETE;
  if (s->buf[at + 1] != '\n')
    return wrong(out, at, SMTPCODES_ERROR_LINE_ENDING);
  out->end = at;
  out->next = at + 2;
  return SMTPCODES_OK;
}

/* Reads a line as RFC 5321 4.2 has it; `code` is that of the lines before. */
static int strict_line(const source *s, size_t at, int code, line *out) {
  int result = read_code(s, at, code, out);
  SMTPCODES_ASSERT(at <= s->len && s->len <= s->stop);
  if (result != SMTPCODES_OK)
    return result;
  at += 3;
  out->more = at < s->len && s->buf[at] == '-';
  if (!out->more && (at == s->len || s->buf[at] != ' ')) {
    out->text = at;
    return read_crlf(s, at, SMTPCODES_ERROR_SEPARATOR, out);
  }
  out->text = at + 1;
  at = skip_text(s->buf, out->text, s->len);
  return read_crlf(s, at, SMTPCODES_ERROR_CHAR, out);
}

/* ---- lenient lines ---------------------------------------------------- */

/* The line from out->text to its LF, and what is odd in it. */
static int lenient_text(const source *s, line *out) {
  const char *from = s->buf + out->text;
  const char *lf = (const char *)memchr(from, '\n', s->len - out->text);
  size_t at;
  if (lf == NULL)
    return SMTPCODES_INCOMPLETE;
  out->end = (size_t)(lf - s->buf);
  out->next = out->end + 1;
  if (lf > from && lf[-1] == '\r')
    out->end--;
  else
    out->flags |= SMTPCODES_BARE_LF;
  for (at = out->text; at < out->end; at++) {
    unsigned char c;
    at = skip_text(s->buf, at, out->end);
    if (at == out->end)
      break;
    c = (unsigned char)s->buf[at];
    out->flags |= c >= 128    ? SMTPCODES_8BIT
                  : c == '\r' ? SMTPCODES_BARE_CR
                              : SMTPCODES_CTL;
  }
  return SMTPCODES_OK;
}

/* A line without a code inside a reply: text, or nothing at all. */
static int uncoded_line(const source *s, size_t at, line *out) {
  int result;
  out->text = at;
  out->code = 0;
  out->more = 1;
  result = lenient_text(s, out);
  out->flags |= out->end == at ? SMTPCODES_BLANK_LINE : SMTPCODES_UNCODED_LINE;
  return result;
}

/* Whether buf[at..] can still become three digits, or is. */
static int may_be_coded(const source *s, size_t at) {
  size_t i;
  for (i = 0; i < 3 && at + i < s->len; i++)
    if (!is_digit(s->buf[at + i]))
      return 0;
  return 1;
}

/* What stands after the code, and where the text begins. */
static int lenient_separator(const source *s, size_t at, line *out) {
  unsigned char c = (unsigned char)s->buf[at];
  out->more = c == '-';
  out->text = at + (c == '-' || c == ' ' || c == '\t');
  if (c == '\r' && at + 1 == s->len)
    return SMTPCODES_INCOMPLETE;
  if (c == '-' || c == ' ' || c == '\n' ||
      (c == '\r' && s->buf[at + 1] == '\n'))
    return SMTPCODES_OK;
  if (c == '\t')
    out->flags |= SMTPCODES_SEPARATOR;
  else if (c < ' ' || c == 127 || is_digit((char)c))
    return wrong(out, at, SMTPCODES_ERROR_SEPARATOR);
  else
    out->flags |= SMTPCODES_NO_SPACE;
  return SMTPCODES_OK;
}

/* Reads a line by the robustness principle (RFC 1122 1.2.2). */
static int lenient_line(const source *s, size_t at, int first, line *out) {
  int result;
  const char *digits;
  if (!first && !may_be_coded(s, at))
    return uncoded_line(s, at, out);
  if (s->len - at < 3 && !first)
    return SMTPCODES_INCOMPLETE;
  result = wrong_code(s, at, 0, out);
  if (result == SMTPCODES_ERROR_CODE ||
      (result == SMTPCODES_ERROR_CODE_RANGE && out->at == at))
    return result;
  if (s->len - at < 3)
    return SMTPCODES_INCOMPLETE;
  digits = s->buf + at;
  if (!is_digit(digits[2]))
    return wrong(out, at + 2, SMTPCODES_ERROR_CODE);
  if (result == SMTPCODES_ERROR_CODE_RANGE)
    out->flags |= SMTPCODES_CODE_RANGE;
  out->code =
      digits[0] * 100 + digits[1] * 10 + digits[2] - '0' * (100 + 10 + 1);
  if (s->len - at < 4)
    return SMTPCODES_INCOMPLETE;
  result = lenient_separator(s, at + 3, out);
  return result == SMTPCODES_OK ? lenient_text(s, out) : result;
}

/* ---- replies ---------------------------------------------------------- */

static size_t or_default(size_t value, size_t otherwise) {
  return value != 0 ? value : otherwise;
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* The longest line that the standard allows where this one begins. */
static size_t standard_length(const char *buf, size_t len, size_t at) {
  return len - at >= 3 && memcmp(buf + at, "334", 3) == 0
             ? SMTPCODES_MAX_CHALLENGE
             : SMTPCODES_MAX_LINE;
}

/* Sets where a line of at most `length` octets must stop. */
static source bounded(const char *buf, size_t len, size_t at, size_t length,
                      size_t max_reply) {
  source s;
  int reply_first = max_reply <= at || max_reply - at < length;
  s.buf = buf;
  s.stop = reply_first ? max_reply : at + length;
  s.over =
      reply_first ? SMTPCODES_ERROR_TOO_LONG : SMTPCODES_ERROR_LINE_LENGTH;
  s.len = len < s.stop ? len : s.stop;
  SMTPCODES_ASSERT(s.len <= len && s.len <= s.stop);
  return s;
}

/* A line that is cut off where it must have ended is too long. */
static int settle(const source *s, int result, line *out) {
  if (result == SMTPCODES_INCOMPLETE && s->len == s->stop)
    return wrong(out, s->stop, s->over);
  return result;
}

/* The next line of a reply, in strict mode. */
static int next_strict(const char *buf, size_t len,
                       const smtpcodes_limits *limits,
                       const smtpcodes_reply *reply, line *out) {
  source s;
  size_t at = reply->length;
  size_t length = or_default(limits->max_line, SMTPCODES_MAX_LINE);
  if (standard_length(buf, len, at) > length)
    length = SMTPCODES_MAX_CHALLENGE;
  s = bounded(buf, len, at, length,
              or_default(limits->max_reply, SMTPCODES_MAX_REPLY));
  if (at >= s.stop)
    return wrong(out, s.stop, s.over);
  return settle(&s, strict_line(&s, at, reply->code, out), out);
}

/* Skips empty lines before a reply. Returns 0 when more is needed. */
static int skip_blank(const char *buf, size_t len, smtpcodes_reply *reply) {
  while (reply->length < len) {
    size_t at = reply->length;
    size_t cr = buf[at] == '\r';
    if (at + cr == len)
      return 0;
    if (buf[at + cr] != '\n')
      return 1;
    reply->length = at + cr + 1;
    reply->flags |= SMTPCODES_BLANK_LINE;
    if (!cr)
      reply->flags |= SMTPCODES_BARE_LF;
  }
  return 1;
}

/* The next line of a reply, in lenient mode. */
static int next_lenient(const char *buf, size_t len,
                        const smtpcodes_limits *limits, smtpcodes_reply *reply,
                        line *out) {
  size_t max_line = or_default(limits->max_line, SMTPCODES_MAX_LENIENT_LINE);
  size_t max_reply = or_default(limits->max_reply, SMTPCODES_MAX_REPLY);
  source s;
  int result;
  if (reply->lines == 0 && !skip_blank(buf, least(len, max_reply), reply))
    return len < max_reply ? SMTPCODES_INCOMPLETE
                           : wrong(out, max_reply, SMTPCODES_ERROR_TOO_LONG);
  s = bounded(buf, len, reply->length, max_line, max_reply);
  if (reply->length >= s.stop)
    return wrong(out, s.stop, s.over);
  result = strict_line(&s, reply->length, reply->code, out);
  if (result != SMTPCODES_OK && result != SMTPCODES_INCOMPLETE)
    result = lenient_line(&s, reply->length, reply->lines == 0, out);
  if (result == SMTPCODES_OK &&
      out->next - reply->length > standard_length(buf, s.len, reply->length))
    out->flags |= SMTPCODES_LONG_LINE;
  return settle(&s, result, out);
}

/* The reply's enhanced code is the first one; others stay in the text. */
static void add_enhanced(smtpcodes_reply *reply, line *out) {
  if (out->body == 0)
    return;
  reply->tagged++;
  if (reply->klass == SMTPCODES_ANY) {
    reply->klass = out->klass;
    reply->subject = out->subject;
    reply->detail = out->detail;
  }
  if (reply->klass == out->klass && reply->subject == out->subject &&
      reply->detail == out->detail)
    out->text = out->body;
  else
    reply->flags |= SMTPCODES_ENHANCED_CONFLICT;
}

static void add_line(smtpcodes_reply *reply, line *out, smtpcodes_span *lines,
                     size_t room) {
  if (out->code != 0 && reply->code != 0 && out->code != reply->code)
    reply->flags |= SMTPCODES_CODE_MISMATCH;
  if (out->code != 0)
    reply->code = out->code;
  reply->flags |= out->flags;
  add_enhanced(reply, out);
  if (reply->lines == 0)
    reply->text_at = out->text;
  reply->text_end = out->end;
  if (reply->lines < room) {
    lines[reply->lines].first = out->text;
    lines[reply->lines].last = out->end;
  }
  reply->lines++;
  reply->length = out->next;
}

/* What can be said of the enhanced code only when all lines are there. */
static void finish(smtpcodes_reply *reply) {
  if (reply->klass == SMTPCODES_ANY)
    return;
  if (reply->klass != reply->code / 100)
    reply->flags |= SMTPCODES_ENHANCED_MISMATCH;
  if (reply->tagged < reply->lines)
    reply->flags |= SMTPCODES_ENHANCED_PARTIAL;
}

/* ---- usual lines ------------------------------------------------------ */

/*
** Nearly every line has the code of the lines before, a separator, SP to ~ or
** TAB, CRLF, and perhaps the reply's enhanced code, all in bounds. Those are
** read here, in as few steps as can be; the rules above read what is left.
*/

/* The code of a usual line, or 0. */
HOT int usual_code(const char *q) {
  if (q[0] < '2' || q[0] > '5' || q[1] < '0' || q[1] > '5' || !is_digit(q[2]))
    return 0;
  return q[0] * 100 + q[1] * 10 + q[2] - '0' * (100 + 10 + 1);
}

/*
** The length of "5.d.d " or "5.d.dd " at t[0..7); 0 for anything else that
** is plainly no enhanced code, -1 for what the rules must look at.
*/
HOT int usual_enhanced(const char *t, char class_digit, int *subject,
                       int *detail) {
  if (t[1] != '.' || !is_digit(t[0]))
    return t[0] == ' ' || t[0] == '#' ? -1 : 0;
  if (t[0] != class_digit || t[0] == '3' || !is_digit(t[2]) || t[3] != '.' ||
      !is_digit(t[4]))
    return -1;
  *subject = t[2] - '0';
  *detail = t[4] - '0';
  if (t[5] == ' ')
    return 6;
  if (t[4] == '0' || !is_digit(t[5]) || t[6] != ' ')
    return -1;
  *detail = *detail * 10 + t[5] - '0';
  return 7;
}

/* Whether the reply can have this enhanced code on this line; then it has. */
HOT int same_enhanced(smtpcodes_reply *reply, int klass, int subject,
                      int detail) {
  if (reply->tagged == 0) {
    reply->klass = klass;
    reply->subject = subject;
    reply->detail = detail;
  } else if (reply->klass != klass || reply->subject != subject ||
             reply->detail != detail)
    return 0;
  reply->tagged++;
  return 1;
}

/* Whether the line at q is usual up to its text, with the code of `before`
   (or, without one, with any code); it has at least 13 octets. */
HOT int usual_head(const char *q, const char *before) {
  if (before == NULL) {
    if (usual_code(q) == 0)
      return 0;
  } else if (q[0] != before[0] || q[1] != before[1] || q[2] != before[2])
    return 0;
  return q[3] == ' ' || q[3] == '-';
}

/* Where the text of a usual line ends, with CRLF after it; or 0. */
HOT size_t usual_end(const char *buf, size_t at, size_t len) {
  for (;;) {
    at = skip_blocks(buf, at, len);
    if (len - at < 2)
      return 0;
    if (buf[at] == '\r')
      return buf[at + 1] == '\n' ? at : 0;
    if (!is_text(buf[at]))
      return 0;
    at++;
  }
}

/*
** Reads usual lines from reply->length on: buf[0..len), a line of at most
** max_line octets, max_lines lines. Returns 1 after the last line of the
** reply, 0 before a line that is not usual.
*/
static int usual_lines(const char *buf, size_t len, size_t max_line,
                       size_t max_lines, smtpcodes_reply *reply,
                       smtpcodes_span *lines, size_t room) {
  size_t at = reply->length, count = reply->lines, text, end;
  const char *q, *before = NULL;
  int n, subject = 0, detail = 0;
  do {
    q = buf + at;
    if (len < at + 13 || count + 1 >= max_lines || !usual_head(q, before) ||
        (before == NULL && count > 0 && usual_code(q) != reply->code))
      return 0;
    end = usual_end(buf, at + 4, len);
    if (end == 0 || end + 2 - at > max_line)
      return 0;
    n = usual_enhanced(q + 4, q[0], &subject, &detail);
    text = at + 4 + (size_t)n;
    if (n != 0 &&
        (n < 0 || !same_enhanced(reply, q[0] - '0', subject, detail)))
      return 0;
    SMTPCODES_ASSERT(text <= end); /* the SP behind the code is text */
    if (count == 0) {
      reply->code = usual_code(q);
      reply->text_at = text;
    }
    if (count < room) {
      lines[count].first = text;
      lines[count].last = end;
    }
    reply->text_end = end;
    reply->lines = ++count;
    reply->length = at = end + 2;
    before = q;
  } while (q[3] == '-');
  return 1;
}

/* ---- replies, one line after the other -------------------------------- */

void smtpcodes_reply_init(smtpcodes_reply *reply) {
  reply->code = 0;
  reply->klass = reply->subject = reply->detail = SMTPCODES_ANY;
  reply->flags = 0;
  reply->lines = reply->tagged = reply->length = 0;
  reply->text_at = reply->text_end = reply->error_at = 0;
}

static int next_line(const char *buf, size_t len,
                     const smtpcodes_limits *limits, smtpcodes_reply *reply,
                     line *out) {
  int result;
  out->text = out->end = out->next = out->body = out->at = 0;
  out->code = out->more = 0;
  out->flags = 0;
  if (limits->strict) {
    result = next_strict(buf, len, limits, reply, out);
    if (result == SMTPCODES_OK)
      strict_enhanced(buf, out);
    return result;
  }
  result = next_lenient(buf, len, limits, reply, out);
  if (result == SMTPCODES_OK && out->code != 0)
    lenient_enhanced(buf, out);
  return result;
}

/* The next lines, by the rules: one, or those that are usual. */
static int read_lines(const char *buf, size_t len,
                      const smtpcodes_limits *limits, smtpcodes_reply *reply,
                      smtpcodes_span *lines, size_t room, int *more) {
  size_t max_lines = or_default(limits->max_lines, SMTPCODES_MAX_LINES);
  line out;
  int result = next_line(buf, len, limits, reply, &out);
  if (result != SMTPCODES_OK) {
    reply->error_at = result == SMTPCODES_INCOMPLETE ? len : out.at;
    return result;
  }
  SMTPCODES_ASSERT(out.next > reply->length && out.next <= len);
  SMTPCODES_ASSERT(out.text <= out.end && out.end < out.next);
  add_line(reply, &out, lines, room);
  *more = out.more;
  if (!out.more || reply->lines < max_lines)
    return SMTPCODES_OK;
  reply->error_at = reply->length;
  return SMTPCODES_ERROR_TOO_MANY_LINES;
}

int smtpcodes_parse(const char *buf, size_t len,
                    const smtpcodes_limits *limits, smtpcodes_reply *reply,
                    smtpcodes_span *lines, size_t room) {
  static const smtpcodes_limits usual = {0, 0, 0, 0};
  size_t max_line, max_lines, max_reply;
  int more = 1, result;
  if (limits == NULL)
    limits = &usual;
  max_line = least(SMTPCODES_MAX_LINE,
                   or_default(limits->max_line, SMTPCODES_MAX_LINE));
  max_lines = or_default(limits->max_lines, SMTPCODES_MAX_LINES);
  max_reply = or_default(limits->max_reply, SMTPCODES_MAX_REPLY);
  while (more && !usual_lines(buf, least(len, max_reply), max_line, max_lines,
                              reply, lines, room)) {
    result = read_lines(buf, len, limits, reply, lines, room, &more);
    if (result != SMTPCODES_OK)
      return result;
  }
  finish(reply);
  if (limits->strict)
    reply->flags = 0;
  return SMTPCODES_OK;
}

const char *smtpcodes_result_word(int result) {
  static const char *const words[] = {NULL,
                                      "code",
                                      "code-range",
                                      "code-mismatch",
                                      "separator",
                                      "char",
                                      "line-ending",
                                      "line-length",
                                      "too-many-lines",
                                      "too-long",
                                      "8bit",
                                      "enhanced",
                                      "enhanced-mismatch",
                                      "enhanced-text"};
  if (result == SMTPCODES_INCOMPLETE)
    return "incomplete";
  return result < 0 && -result < (int)(sizeof(words) / sizeof(words[0]))
             ? words[-result]
             : NULL;
}

const char *smtpcodes_flag_word(unsigned flag) {
  static const char *const words[] = {"8bit",
                                      "bare-cr",
                                      "bare-lf",
                                      "blank-line",
                                      "code-mismatch",
                                      "code-range",
                                      "ctl",
                                      "enhanced-conflict",
                                      "enhanced-mismatch",
                                      "enhanced-partial",
                                      "enhanced-syntax",
                                      "long-line",
                                      "no-space",
                                      "separator",
                                      "uncoded-line"};
  size_t i;
  for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    if (flag == 1u << i)
      return words[i];
  return NULL;
}
