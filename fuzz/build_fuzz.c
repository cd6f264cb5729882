/*
** build_fuzz.c: any draft, built, and read again.
**
** What is built is a reply by the strict rules with the draft's codes and
** texts, or one that only its UTF-8 keeps from being that; what is refused is
** refused at an octet of the draft; a buffer that is too small is never
** written past.
** Choices: code, enhanced code, UTF-8. The text's lines are the draft's.
*/
#include "fuzz.h"

#define MAX_LINES 40

typedef int builder(const smtpcodes_draft *, char *, size_t,
                    smtpcodes_built *);

static smtpcodes_draft choose_draft(input *in, smtpcodes_text *lines) {
  static const int classes[] = {SMTPCODES_ANY, SMTPCODES_ANY, 2, 4, 5, 3, 9};
  static const int numbers[] = {0, 1, 7, 10, 99, 515, 999, 1000, -1};
  smtpcodes_draft draft;
  draft.code = 190 + (int)choose(in, 420);
  draft.klass = choose(in, 2) ? draft.code / 100 : CHOOSE(in, classes);
  draft.subject = CHOOSE(in, numbers);
  draft.detail = CHOOSE(in, numbers);
  draft.utf8 = (int)choose(in, 2);
  draft.lines = lines;
  draft.count = 0;
  return draft;
}

/* The lines of the text, without their LF. */
static size_t split(const char *text, size_t len, smtpcodes_text *lines) {
  size_t count = 0, at = 0;
  do {
    const char *lf =
        len > at ? (const char *)memchr(text + at, '\n', len - at) : NULL;
    size_t end = lf != NULL ? (size_t)(lf - text) : len;
    lines[count].text = text + at;
    lines[count].len = end - at;
    count++;
    at = end + 1;
  } while (at <= len && count < MAX_LINES);
  return count;
}

/* The reply in a block of its size; half of it is no room, and not crossed. */
static char *built_by(builder *build, const smtpcodes_draft *draft,
                      smtpcodes_built *built, int *result) {
  smtpcodes_built again;
  char *out, *half;
  *result = build(draft, NULL, 0, built);
  if (*result != SMTPCODES_OK)
    return NULL;
  out = (char *)malloc(built->length + 1);
  half = (char *)malloc(built->length / 2 + 1);
  check(out != NULL && half != NULL);
  check(build(draft, half, built->length / 2, &again) == SMTPCODES_OK &&
        again.length == built->length);
  check(build(draft, out, built->length, &again) == SMTPCODES_OK &&
        again.length == built->length);
  free(half);
  return out;
}

static int has_8bit(const char *octets, size_t len) {
  while (len > 0)
    if ((unsigned char)octets[--len] >= 128)
      return 1;
  return 0;
}

/* Takes the octets that are no SP out of a text, and compares them with the
   texts of the draft, in order. */
typedef struct follower {
  const smtpcodes_draft *draft;
  size_t line, at;
} follower;

static void follow(follower *f, const char *text, size_t len) {
  for (; len > 0; text++, len--) {
    if (*text == ' ')
      continue;
    while (f->at == f->draft->lines[f->line].len ||
           f->draft->lines[f->line].text[f->at] == ' ') {
      if (f->at++ < f->draft->lines[f->line].len)
        continue;
      f->at = 0;
      check(++f->line < f->draft->count);
    }
    check(f->draft->lines[f->line].text[f->at++] == *text);
  }
}

/* Whether all that is left of the draft are SP. */
static void followed(follower *f) {
  for (; f->line < f->draft->count; f->line++, f->at = 0)
    for (; f->at < f->draft->lines[f->line].len; f->at++)
      check(f->draft->lines[f->line].text[f->at] == ' ');
}

/* The texts of a built reply, behind heads of `head` octets. */
static void same_texts(const smtpcodes_draft *draft, const char *out,
                       size_t len, size_t head) {
  follower f;
  const char *end = out + len, *cr;
  memset(&f, 0, sizeof(f));
  f.draft = draft;
  for (; out < end; out = cr + 2) {
    cr = (const char *)memchr(out, '\r', (size_t)(end - out));
    check(cr != NULL && cr + 1 < end && cr[1] == '\n');
    check((size_t)(cr + 2 - out) <= SMTPCODES_MAX_LINE);
    if ((size_t)(cr - out) > head)
      follow(&f, out + head, (size_t)(cr - out) - head);
  }
  followed(&f);
}

/* "550 5.1.1 ": what stands before each text. */
static size_t head_of(const smtpcodes_draft *draft) {
  size_t n = 4;
  if (draft->klass == SMTPCODES_ANY)
    return n;
  n += 5 + (draft->subject > 9) + (draft->subject > 99);
  return n + 1 + (draft->detail > 9) + (draft->detail > 99);
}

static void read_again(const smtpcodes_draft *draft, const char *out,
                       size_t len) {
  smtpcodes_limits limits = {1, 0, 0, 0};
  smtpcodes_reply reply;
  int utf8 = has_8bit(out, len);
  limits.strict = !utf8;
  limits.max_lines = len;
  smtpcodes_reply_init(&reply);
  check(smtpcodes_parse(out, len, &limits, &reply, NULL, 0) == SMTPCODES_OK);
  check(reply.code == draft->code && reply.length == len);
  if (utf8)
    return;
  check(reply.klass == draft->klass &&
        reply.tagged == (draft->klass >= 0 ? reply.lines : 0));
  check(draft->klass == SMTPCODES_ANY ||
        (reply.subject == draft->subject && reply.detail == draft->detail));
}

static void refused(const smtpcodes_draft *draft, int result,
                    const smtpcodes_built *built) {
  check(result < 0 && smtpcodes_result_word(result) != NULL);
  check(built->line <= draft->count);
  check(built->line == draft->count ||
        built->error_at <= draft->lines[built->line].len);
}

static void build(const smtpcodes_draft *draft) {
  smtpcodes_built built;
  int result;
  char *out = built_by(smtpcodes_build, draft, &built, &result);
  if (out == NULL) {
    refused(draft, result, &built);
    return;
  }
  read_again(draft, out, built.length);
  same_texts(draft, out, built.length, head_of(draft));
  free(out);
}

/* Every % is doubled, and lines are as long as libmilter takes them. */
static void milter_lines(const char *out, size_t len) {
  size_t i, from = 0;
  for (i = 0; i < len; i++) {
    if (out[i] == '%')
      check(++i < len && out[i] == '%');
    else if (out[i] == '\r') {
      check(i + 1 < len && out[i + 1] == '\n');
      check(i - from <= SMTPCODES_MAX_MILTER_LINE + 16);
      from = i += 1;
    } else
      check(out[i] != '\n');
  }
}

static void milter(const smtpcodes_draft *draft) {
  smtpcodes_built built;
  int result;
  char *out = built_by(smtpcodes_milter, draft, &built, &result);
  if (out != NULL)
    milter_lines(out, built.length);
  else
    check(smtpcodes_build(draft, NULL, 0, &built) == result ||
          draft->code < 400 || result == SMTPCODES_ERROR_TOO_MANY_LINES);
  free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = input_of(data, size);
  smtpcodes_text lines[MAX_LINES];
  smtpcodes_draft draft = choose_draft(&in, lines);
  char *text = copy(in.text, in.len);
  draft.count = split(text, in.len, lines);
  build(&draft);
  milter(&draft);
  if (smtpcodes_default_enhanced(&draft))
    build(&draft);
  free(text);
  return 0;
}
