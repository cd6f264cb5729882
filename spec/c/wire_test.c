/*
** wire_test.c: parse and extract at the edges of memory.
**
** Every input lies at the end of a page that no page follows: one octet read
** too far ends the test. All inputs of up to three octets are tried, and all
** inputs of the table cut at each octet.
*/
#define _DEFAULT_SOURCE
#include "../../smtpcodes.h"

#include "page.h"

static int same(const smtpcodes_reply *a, const smtpcodes_reply *b) {
  return a->code == b->code && a->klass == b->klass &&
         a->subject == b->subject && a->detail == b->detail &&
         a->flags == b->flags && a->lines == b->lines &&
         a->length == b->length && a->text_at == b->text_at &&
         a->text_end == b->text_end;
}

/* Without room for lines, as scan asks for it, the answer is the same. */
static void scan(const char *buf, size_t len, const smtpcodes_limits *limits,
                 int expected, const smtpcodes_reply *with) {
  smtpcodes_reply reply;
  smtpcodes_reply_init(&reply);
  check(smtpcodes_parse(buf, len, limits, &reply, NULL, 0) == expected, "scan",
        buf, len);
  check(expected == SMTPCODES_OK ? same(&reply, with)
                                 : reply.error_at == with->error_at,
        "scanned", buf, len);
}

/* What holds for every answer. */
static int parse(const char *input, size_t len, int strict,
                 smtpcodes_reply *reply) {
  smtpcodes_limits limits = {0, 0, 0, 0};
  smtpcodes_span lines[8];
  size_t i;
  int result;
  const char *buf = at_end(input, len);
  limits.strict = strict;
  smtpcodes_reply_init(reply);
  result = smtpcodes_parse(buf, len, &limits, reply, lines, 8);
  scan(buf, len, &limits, result, reply);
  if (result == SMTPCODES_OK) {
    check(reply->length <= len && reply->length > 0, "length", input, len);
    check(smtpcodes_class(reply->code) != NULL, "code", input, len);
    check(reply->lines > 0, "lines", input, len);
    for (i = 0; i < reply->lines && i < 8; i++)
      check(lines[i].first <= lines[i].last && lines[i].last < reply->length,
            "line", input, len);
  } else if (result == SMTPCODES_INCOMPLETE)
    check(reply->error_at == len, "incomplete", input, len);
  else
    check(smtpcodes_result_word(result) != NULL, "word", input, len);
  return result;
}

/* Nothing that is incomplete was wrong before, and a reply stays a reply. */
static void prefixes(const char *input, size_t len, int strict) {
  smtpcodes_reply whole, cut, again;
  smtpcodes_limits limits = {0, 0, 0, 0};
  int result = parse(input, len, strict, &whole), before;
  size_t i;
  limits.strict = strict;
  for (i = 0; i < len; i++) {
    before = parse(input, i, strict, &cut);
    if (before == SMTPCODES_OK)
      check(result == SMTPCODES_OK && same(&whole, &cut), "cut", input, len);
    else if (before < 0)
      check(result == before && whole.error_at == cut.error_at, "early", input,
            len);
    else {
      again = cut; /* goes on where it stopped */
      check(smtpcodes_parse(at_end(input, len), len, &limits, &again, NULL,
                            0) == result,
            "resumed", input, len);
      if (result == SMTPCODES_OK)
        check(same(&whole, &again), "resumed reply", input, len);
      else if (result < 0)
        check(whole.error_at == again.error_at, "resumed error", input, len);
    }
  }
}

/* All inputs of up to three octets; with a stock of four around them. */
static void exhaustive(void) {
  static const char *const heads[] = {"", "250", "250-a\r\n", "550 5.1.1"};
  char input[32];
  smtpcodes_reply reply;
  smtpcodes_extracted found;
  unsigned long n, all[] = {1, 256, 65536, 16777216};
  size_t head, size, i;
  for (head = 0; head < sizeof(heads) / sizeof(heads[0]); head++)
    for (size = 0; size <= (head == 0 && !quick ? 3u : 2u); size++)
      for (n = 0; n < all[size]; n++) {
        size_t len = strlen(heads[head]);
        memcpy(input, heads[head], len);
        for (i = 0; i < size; i++)
          input[len++] = (char)(n >> 8 * i & 255);
        parse(input, len, 1, &reply);
        parse(input, len, 0, &reply);
        check(smtpcodes_extract(at_end(input, len), len, &found) ==
                  (found.code != 0 || found.klass != SMTPCODES_ANY),
              "extract", input, len);
      }
}

static const char *const inputs[] = {
    "250 Ok\r\n",
    "250-a\r\n250 b\r\n",
    "550-5.1.1 a\r\n550 5.1.1 b\r\n",
    "550-a\r\n\r\n550 b\n",
    "\r\n\n250 a\r\n",
    "250-a\r\nword\r\n25\r\n250 b\r\n",
    "220-hi\r\n421 4.3.2 bye\r\n",
    "250\r\n250 next",
    "550 #5.1.1: x\r\n",
    "550-5.7.1 a\r\n550-5.7.26 b\r\n550 5.7.1 c\r\n",
    "571 5.7.1 a\r\n",
    "250 a\rb\r\r\n",
    "250 \t\r\n",
    "334 \r\n",
    "250User\r\n",
    "2500 x\r\n",
    "250-8BITMIME and more than thirteen octets\r\n250 SIZE 1000000 more\r\n",
    "550-5.1.1 a line of usual length\r\n550-5.1.1\r\n550 x\r\n",
};

static void table(void) {
  size_t i;
  for (i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
    prefixes(inputs[i], strlen(inputs[i]), 1);
    prefixes(inputs[i], strlen(inputs[i]), 0);
  }
}

/* The unfolded form takes at most twice the octets and two more. */
static void unfold(void) {
  static const char text[] = "550-5.1.1 a\\r\\n550-5.1.1 b\n 550 c\n d\n550";
  size_t len = sizeof(text) - 1, size, n;
  for (size = 0; size <= 2 * len + 2; size++) {
    n = smtpcodes_unfold(text, len, page_end - size, size);
    check(n <= 2 * len + 2, "unfold", text, len);
  }
}

/* Each error and each flag has a word, and nothing else has. */
static void words(void) {
  smtpcodes_reply reply;
  int i;
  for (i = -99; i <= 99; i++)
    check((smtpcodes_result_word(i) != NULL) ==
              (i == SMTPCODES_INCOMPLETE ||
               (i < 0 && i >= SMTPCODES_ERROR_ENHANCED_TEXT)),
          "result word", "", 0);
  for (i = 0; i < 32; i++)
    check((smtpcodes_flag_word(1u << i) != NULL) ==
              (1u << i <= SMTPCODES_UNCODED_LINE),
          "flag word", "", 0);
  smtpcodes_reply_init(&reply);
  check(reply.error_at == 0 && reply.text_end == 0, "begin", "", 0);
}

int main(int argc, char **argv) {
  read_arguments(argc, argv);
  map();
  words();
  table();
  unfold();
  exhaustive();
  printf("wire: %lu checks\n", checks);
  return 0;
}
