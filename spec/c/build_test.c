/*
** build_test.c: what build and milter write, and what they refuse.
**
** Texts lie at the end of a page; replies go into memory of exactly their
** size. All codes and all UTF-8 sequences of two and three octets are tried,
** and many texts of words that are hard to fold.
*/
#define _DEFAULT_SOURCE
#include "../../smtpcodes.h"

#include "page.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static smtpcodes_draft draft_of(int code, int klass,
                                const smtpcodes_text *line) {
  smtpcodes_draft draft;
  draft.code = code;
  draft.klass = klass;
  draft.subject = draft.detail = klass == SMTPCODES_ANY ? SMTPCODES_ANY : 1;
  draft.lines = line;
  draft.count = 1;
  draft.utf8 = 0;
  return draft;
}

/* The result for a text in a reply of one line. */
static int result_of(const char *text, size_t len, int utf8,
                     smtpcodes_built *built) {
  smtpcodes_text line;
  smtpcodes_draft draft = draft_of(550, SMTPCODES_ANY, &line);
  line.text = at_end(text, len);
  line.len = len;
  draft.utf8 = utf8;
  return smtpcodes_build(&draft, NULL, 0, built);
}

/* A buffer of every size: what does not fit is counted and not written. */
static void sizes(void) {
  static const char text[] = "a text of some words, 100% of them, "
                             "longer_than_all_the_room_that_there_is";
  smtpcodes_text lines[2];
  smtpcodes_draft draft = draft_of(550, 5, lines);
  smtpcodes_built built;
  smtpcodes_reply reply;
  smtpcodes_limits limits = {1, 0, 0, 0};
  size_t size, whole;
  lines[0].text = lines[1].text = text;
  lines[0].len = sizeof(text) - 1;
  lines[1].len = 0;
  draft.subject = 7;
  draft.detail = 515;
  draft.count = 2;
  check(smtpcodes_build(&draft, NULL, 0, &built) == SMTPCODES_OK, "build",
        text, 0);
  whole = built.length;
  for (size = 0; size <= whole; size++) {
    smtpcodes_milter(&draft, page_end - size, size, &built);
    check(smtpcodes_build(&draft, page_end - size, size, &built) ==
              SMTPCODES_OK,
          "build", text, size);
    check(built.length == whole, "length", text, size);
  }
  smtpcodes_reply_init(&reply);
  check(smtpcodes_parse(page_end - whole, whole, &limits, &reply, NULL, 0) ==
                SMTPCODES_OK &&
            reply.lines == 2 && reply.detail == 515 && reply.length == whole,
        "reply", page_end - whole, whole);
}

/* [2-5][0-5][0-9] (RFC 5321 4.2), its class in the enhanced code, which 3yz
   has none of (RFC 2034 4). */
static void codes(void) {
  smtpcodes_text line = {"x", 1};
  smtpcodes_built built;
  int code, klass;
  for (code = -1000; code <= (quick ? 1000 : 100000); code++)
    for (klass = -1; klass <= 9; klass++) {
      smtpcodes_draft draft = draft_of(code, klass, &line);
      int good = code >= 200 && code <= 599 && code / 10 % 10 <= 5;
      int agrees = klass == code / 100 && klass != 3;
      int result = smtpcodes_build(&draft, NULL, 0, &built);
      check(result == (!good ? SMTPCODES_ERROR_CODE_RANGE
                       : klass == SMTPCODES_ANY || agrees
                           ? SMTPCODES_OK
                           : SMTPCODES_ERROR_ENHANCED_MISMATCH),
            "code", (const char *)&code, sizeof(code));
    }
}

/* Every octet, before and after a letter. */
static void octets(void) {
  smtpcodes_built built;
  int c, expected;
  for (c = 0; c < 256; c++) {
    char text[3] = "axb";
    text[1] = (char)c;
    expected = c == '\r' || c == '\n'           ? SMTPCODES_ERROR_LINE_ENDING
               : (c < 32 && c != 9) || c == 127 ? SMTPCODES_ERROR_CHAR
               : c > 127                        ? SMTPCODES_ERROR_8BIT
                                                : SMTPCODES_OK;
    check(result_of(text, 3, 0, &built) == expected, "octet", text, 3);
    check(expected == SMTPCODES_OK || built.error_at == 1, "at", text, 3);
    check(result_of(text, 3, 1, &built) == expected, "octet, utf8", text, 3);
  }
}

/* By the numbers: the shortest form of a code point that is no surrogate. */
static int is_utf8(const unsigned char *s, size_t len) {
  static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
  static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
  unsigned long point = (unsigned long)(s[0] - marks[len]);
  size_t i;
  if (s[0] < marks[len] || s[0] >= marks[len] + (0x80 >> len))
    return 0;
  for (i = 1; i < len; i++) {
    if (s[i] / 64 != 2)
      return 0;
    point = point * 64 + s[i] % 64;
  }
  return point >= least[len] && point <= 0x10ffff &&
         (point < 0xd800 || point > 0xdfff);
}

/* A sequence that begins with an octet above 127 and goes on with others. */
static void sequence(unsigned long n, size_t len) {
  unsigned char text[4];
  smtpcodes_built built;
  size_t i;
  for (i = 0; i < len; i++)
    text[i] = (unsigned char)(n >> 8 * (len - 1 - i) & 255);
  for (i = 0; i < len; i++)
    if (text[i] < 128)
      return;
  check((result_of((char *)text, len, 1, &built) == SMTPCODES_OK) ==
            (is_utf8(text, len) ||
             (len == 4 && is_utf8(text, 2) && is_utf8(text + 2, 2))),
        "utf-8", (char *)text, len);
}

static void sequences(void) {
  static const unsigned char tails[] = {0x80, 0xbf, 0xc0, 0xff};
  unsigned long n;
  size_t i, j;
  for (n = 0; n < 0x10000; n++)
    sequence(n, 2);
  for (n = 0x800000; n < 0x1000000; n += quick ? 61 : 1)
    sequence(n, 3);
  for (n = 0xe000; n < 0x10000; n++)
    for (i = 0; i < COUNT(tails); i++)
      for (j = 0; j < COUNT(tails); j++)
        sequence(n << 16 | (unsigned long)tails[i] << 8 | tails[j], 4);
}

/* ---- texts that are hard to fold --------------------------------------- */

static unsigned long seed = 20261126;

static size_t below(size_t limit) {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (size_t)(seed >> 8) % limit;
}

/* Words, runs of blanks and codes, up to four lines of a reply long. */
static size_t make_text(char *out) {
  static const char *const words[] = {
      " ",    "  ", "\t",    "5.1.1",        "5.1.1 ", " 4.7.1 ",
      "550 ", "%",  "100% ", "\342\202\254", "word ",  "a_word_without_an_end",
      "x"};
  size_t len = 1, wanted = below(2000), count, n;
  const char *word;
  out[0] = 'a'; /* what begins with an enhanced code is refused */
  while (len < wanted) {
    word = words[below(COUNT(words))];
    n = strlen(word);
    for (count = below(8) == 0 ? below(600) : 1; count > 0 && len < wanted;
         count--) {
      memcpy(out + len, word, n);
      len += n;
    }
  }
  return len;
}

/* The text of a reply without SP, which folding takes away. */
static size_t squeeze(const char *text, size_t len, char *out) {
  size_t i, n = 0;
  for (i = 0; i < len; i++)
    if (text[i] != ' ')
      out[n++] = text[i];
  return n;
}

/* A built reply in memory of its size. */
static char *built_by(int (*build)(const smtpcodes_draft *, char *, size_t,
                                   smtpcodes_built *),
                      const smtpcodes_draft *draft, size_t *len) {
  smtpcodes_built built;
  char *out;
  if (build(draft, NULL, 0, &built) != SMTPCODES_OK)
    return NULL;
  out = (char *)malloc(built.length > 0 ? built.length : 1);
  check(out != NULL && build(draft, out, built.length, &built) == SMTPCODES_OK,
        "again", draft->lines->text, draft->lines->len);
  *len = built.length;
  return out;
}

/* The lines have their length and UTF-8 stays whole: what they hold, without
   the heads, goes to out. */
static size_t take_lines(const char *reply, size_t len, size_t head,
                         char *out) {
  const char *at = reply, *end = reply + len, *cr;
  size_t n = 0;
  for (; at < end; at = cr + 2) {
    cr = (const char *)memchr(at, '\r', (size_t)(end - at));
    check(cr != NULL && cr + 1 < end && cr[1] == '\n', "CRLF", at, 20);
    check((size_t)(cr + 2 - at) <= SMTPCODES_MAX_LINE, "length", at, 20);
    check(((unsigned char)at[head] & 0xc0) != 0x80, "sequence", at, 20);
    n += squeeze(at + head, (size_t)(cr - at) - head, out + n);
  }
  return n;
}

static void fold(const char *text, size_t len, int klass) {
  static char before[8192], after[8192];
  smtpcodes_text line;
  smtpcodes_draft draft = draft_of(550, klass, &line);
  smtpcodes_reply reply;
  smtpcodes_limits limits = {1, 0, 0, 0};
  size_t size = 0, n = squeeze(text, len, before);
  char *out;
  line.text = text;
  line.len = len;
  draft.utf8 = 1;
  out = built_by(smtpcodes_build, &draft, &size);
  check(out != NULL, "built", text, len);
  check(take_lines(out, size, klass < 0 ? 4 : 10, after) == n &&
            memcmp(before, after, n) == 0,
        "text", text, len);
  if (memchr(text, '\342', len) == NULL) { /* strict: no octet above 127 */
    smtpcodes_reply_init(&reply);
    check(smtpcodes_parse(out, size, &limits, &reply, NULL, 0) ==
                  SMTPCODES_OK &&
              reply.length == size && reply.code == 550,
          "strict", text, len);
    check(reply.klass == klass && reply.flags == 0, "enhanced", text, len);
  }
  free(out);
}

/* Every % is doubled, lines are as long as libmilter takes them, and each
   but the first has its head. */
static void milter(const char *text, size_t len) {
  static char plain[8192];
  smtpcodes_text line;
  smtpcodes_draft draft = draft_of(550, 5, &line);
  size_t size = 0, i, n = 0, from = 0;
  char *out;
  line.text = text;
  line.len = len;
  draft.utf8 = 1;
  out = built_by(smtpcodes_milter, &draft, &size);
  if (out == NULL)
    return; /* more than 32 lines */
  for (i = 0; i < size; i++) {
    if (out[i] == '%')
      check(++i < size && out[i] == '%', "percent", text, len);
    if (out[i] == '\r') {
      check(size - i > 12 && memcmp(out + i, "\r\n550 5.1.1 ", 12) == 0,
            "head", text, len);
      check(i - from <= SMTPCODES_MAX_MILTER_LINE, "milter line", text, len);
      from = i + 12;
      i += 11;
    } else if (out[i] != ' ')
      plain[n++] = out[i];
  }
  check(n == squeeze(text, len, out) && memcmp(plain, out, n) == 0, "milter",
        text, len);
  free(out);
}

static void texts(void) {
  static char text[4096];
  int i;
  for (i = 0; i < (quick ? 2000 : 20000); i++) {
    size_t len = make_text(text);
    const char *at = at_end(text, len);
    fold(at, len, SMTPCODES_ANY);
    fold(at, len, 5);
    milter(at, len);
  }
}

/* Subjects and details have up to three digits. */
static void numbers(void) {
  static const int rows[][3] = {{0, 0, 1},    {999, 999, 1}, {-1, 1, 0},
                                {1000, 1, 0}, {1, -1, 0},    {1, 1000, 0}};
  smtpcodes_text line = {"x", 1};
  smtpcodes_built built;
  size_t i;
  for (i = 0; i < COUNT(rows); i++) {
    smtpcodes_draft draft = draft_of(550, 5, &line);
    int expected = rows[i][2] ? SMTPCODES_OK : SMTPCODES_ERROR_ENHANCED;
    draft.subject = rows[i][0];
    draft.detail = rows[i][1];
    check(smtpcodes_build(&draft, NULL, 0, &built) == expected, "numbers", "",
          0);
  }
}

/* Every code but 3yz has a default (RFC 2034 4). */
static void defaults(void) {
  smtpcodes_text line = {"x", 1};
  int code;
  for (code = 0; code < 1000; code++) {
    smtpcodes_draft draft = draft_of(code, SMTPCODES_ANY, &line);
    int klass = code / 100, has = klass == 2 || klass == 4 || klass == 5;
    check(smtpcodes_default_enhanced(&draft) == has, "default", "", 0);
    check(draft.klass == (has ? klass : SMTPCODES_ANY), "class", "", 0);
  }
}

/* Questions outside of what there is have no answer. */
static void outside(void) {
  static const int none[] = {-1, 0, 99, 199, 300, 399, 600, 999};
  smtpcodes_situation situation;
  size_t i;
  int result;
  for (i = 0; i < COUNT(none); i++)
    check(!smtpcodes_from_http(none[i], &situation), "from_http", "", 0);
  for (result = 1; result < 99; result++)
    check(smtpcodes_result_word(result) == NULL ||
              result == SMTPCODES_INCOMPLETE,
          "result_word", "", 0);
  check(smtpcodes_result_word(-99) == NULL, "result_word", "", 0);
  check(smtpcodes_flag_word(0) == NULL, "flag_word", "", 0);
  check(smtpcodes_flag_word(3) == NULL, "flag_word", "", 0);
  check(smtpcodes_flag_word(1u << 31) == NULL, "flag_word", "", 0);
}

int main(int argc, char **argv) {
  read_arguments(argc, argv);
  map();
  numbers();
  defaults();
  outside();
  sizes();
  codes();
  octets();
  sequences();
  texts();
  printf("build: %lu checks\n", checks);
  return 0;
}
