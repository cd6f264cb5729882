/*
** smtpcodes_build.c: reply -> bytes (RFC 5321 4.2), and which reply a server
** gives in which situation.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"
#include "smtpcodes_local.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* "550-5.999.999 " and CRLF: the most that a line has besides its text. */
#define HEAD_ROOM 16

/* Longer words are no codes: no need to look for their end. */
#define MAX_WORD (sizeof("5.999.999"))

/* ---- what may be built ------------------------------------------------ */

/* The length of the UTF-8 sequence at text[at..len), 0 if it is wrong. */
static size_t utf8_at(const unsigned char *text, size_t len, size_t at) {
  unsigned char c = text[at];
  size_t n = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, i;
  SMTPCODES_ASSERT(at < len && c >= 128);
  if (c < 0xc2 || c > 0xf4 || len - at < n)
    return 0;
  for (i = 1; i < n; i++)
    if ((text[at + i] & 0xc0) != 0x80)
      return 0;
  if ((c == 0xe0 && text[at + 1] < 0xa0) ||
      (c == 0xed && text[at + 1] > 0x9f) ||
      (c == 0xf0 && text[at + 1] < 0x90) || (c == 0xf4 && text[at + 1] > 0x8f))
    return 0;
  return n;
}

/* Finds the first octet that a line may not have; the result says why. */
static int check_text(const smtpcodes_text *line, int utf8, size_t *error_at) {
  const unsigned char *text = (const unsigned char *)line->text;
  size_t at = 0;
  while (at < line->len) {
    unsigned char c = text[at];
    size_t n = 1;
    *error_at = at;
    if (c == '\r' || c == '\n')
      return SMTPCODES_ERROR_LINE_ENDING;
    if ((c < ' ' && c != '\t') || c == 127)
      return SMTPCODES_ERROR_CHAR;
    if (c >= 128)
      n = utf8 ? utf8_at(text, line->len, at) : 0;
    if (n == 0)
      return SMTPCODES_ERROR_8BIT;
    at += n;
  }
  return SMTPCODES_OK;
}

static int has_enhanced(const smtpcodes_draft *draft) {
  return draft->klass != SMTPCODES_ANY;
}

/* RFC 2034 4: of the code's class, and none in 3yz. */
static int check_codes(const smtpcodes_draft *draft) {
  int code = draft->code;
  if (smtpcodes_class(code) == NULL || smtpcodes_category(code) == NULL)
    return SMTPCODES_ERROR_CODE_RANGE;
  if (!has_enhanced(draft))
    return SMTPCODES_OK;
  if (draft->klass != code / 100 || code / 100 == 3)
    return SMTPCODES_ERROR_ENHANCED_MISMATCH;
  return draft->subject < 0 || draft->subject > 999 || draft->detail < 0 ||
                 draft->detail > 999
             ? SMTPCODES_ERROR_ENHANCED
             : SMTPCODES_OK;
}

static void skip(smtpcodes_text *text, size_t count) {
  SMTPCODES_ASSERT(count <= text->len);
  text->text += count;
  text->len -= count;
}

/* The length of the text's first word. */
static size_t first_word(const smtpcodes_text *text) {
  size_t n = 0;
  while (n < text->len && n < MAX_WORD && text->text[n] != ' ')
    n++;
  return n;
}

/* Whether a line would be read as one with an enhanced code of the class. */
static int looks_enhanced(const smtpcodes_text *line, int code) {
  int klass, subject, detail;
  return smtpcodes_read_enhanced(line->text, first_word(line), &klass,
                                 &subject, &detail) &&
         klass == code / 100;
}

/* ---- folding ---------------------------------------------------------- */

/* Whether an octet goes on with the UTF-8 sequence before it. */
static int is_inside(char c) {
  return ((unsigned char)c & 0xc0) == 0x80;
}

/*
** Whether a line may begin at line[at]: not inside a sequence, not with a
** blank, which some readers skip, and not so that it would be read with an
** enhanced code that the reply does not have.
*/
static int may_begin(const smtpcodes_draft *draft, const smtpcodes_text *line,
                     size_t at) {
  char c = line->text[at];
  smtpcodes_text rest;
  SMTPCODES_ASSERT(at < line->len);
  rest.text = line->text + at;
  rest.len = line->len - at;
  return !is_inside(c) && c != ' ' && c != '\t' &&
         (has_enhanced(draft) || !looks_enhanced(&rest, draft->code));
}

/*
** Where the piece of line[at..] ends that goes into at most `width` octets:
** at the line's end, else at the last SP with something on both sides, else
** where it is full. *next is where the following piece begins.
*/
static size_t fold(const smtpcodes_draft *draft, const smtpcodes_text *line,
                   size_t at, size_t width, size_t *next) {
  size_t end = at + width;
  SMTPCODES_ASSERT(at <= line->len && width > 0);
  if (line->len - at <= width)
    return *next = line->len;
  for (; end > at; end--)
    if (line->text[end] == ' ' && end + 1 < line->len &&
        may_begin(draft, line, end + 1)) {
      *next = end + 1;
      return end;
    }
  for (end = at + width; end > at + MAX_WORD; end--) /* cuts no code out */
    if (may_begin(draft, line, end))
      return *next = end;
  return *next = at + width - 1; /* among blanks, the one way left */
}

/* ---- writing ---------------------------------------------------------- */

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

/* Writes 0-999 in decimal; returns how many digits. */
static size_t digits(char *at, int number) {
  size_t n = 0;
  SMTPCODES_ASSERT(number >= 0 && number <= 999);
  if (number >= 100)
    at[n++] = (char)('0' + number / 100);
  if (number >= 10)
    at[n++] = (char)('0' + number / 10 % 10);
  at[n++] = (char)('0' + number % 10);
  return n;
}

/* The head of a line: "550-5.1.1 "; the separator is at [3]. */
typedef struct head {
  char text[HEAD_ROOM];
  size_t len;
} head;

static void make_head(const smtpcodes_draft *draft, head *h) {
  h->len = digits(h->text, draft->code);
  h->text[h->len++] = '-';
  if (!has_enhanced(draft))
    return;
  h->text[h->len++] = (char)('0' + draft->klass);
  h->text[h->len++] = '.';
  h->len += digits(h->text + h->len, draft->subject);
  h->text[h->len++] = '.';
  h->len += digits(h->text + h->len, draft->detail);
  h->text[h->len++] = ' ';
  SMTPCODES_ASSERT(h->len < HEAD_ROOM);
}

static void put_line(sink *s, head *h, int last, const char *text,
                     size_t len) {
  size_t n = h->len;
  h->text[3] = last ? ' ' : '-';
  if (len == 0 && n > 4) /* no SP behind an enhanced code without a text */
    n--;
  put(s, h->text, n);
  put(s, text, len);
  put(s, "\r\n", 2);
}

static void put_lines(const smtpcodes_draft *draft, sink *s) {
  size_t i, at, next, end, width;
  head h;
  make_head(draft, &h);
  width = SMTPCODES_MAX_LINE - h.len - 2;
  for (i = 0; i < draft->count; i++) {
    const smtpcodes_text *line = &draft->lines[i];
    at = 0;
    do {
      end = fold(draft, line, at, width, &next);
      put_line(s, &h, i + 1 == draft->count && next >= line->len,
               line->text + at, end - at);
      at = next;
    } while (at < line->len);
  }
}

int smtpcodes_build(const smtpcodes_draft *draft, char *out, size_t room,
                    smtpcodes_built *built) {
  sink s;
  int result = check_codes(draft);
  memset(built, 0, sizeof(*built));
  for (; result == SMTPCODES_OK && built->line < draft->count; built->line++) {
    const smtpcodes_text *line = &draft->lines[built->line];
    result = check_text(line, draft->utf8, &built->error_at);
    if (result == SMTPCODES_OK && !has_enhanced(draft) &&
        looks_enhanced(line, draft->code))
      result = SMTPCODES_ERROR_ENHANCED_TEXT;
    if (result != SMTPCODES_OK)
      return result;
  }
  if (result != SMTPCODES_OK)
    return result;
  s.out = out;
  s.room = room;
  s.used = 0;
  put_lines(draft, &s);
  built->length = s.used;
  return SMTPCODES_OK;
}

/* ---- default enhanced codes ------------------------------------------- */

static const struct {
  short code, subject, detail;
} defaults[] = {
#define DEFAULT(code, subject, detail) {code, subject, detail},
#include "data/defaults.inc"
#undef DEFAULT
};

int smtpcodes_default_enhanced(smtpcodes_draft *draft) {
  size_t i;
  if (smtpcodes_class(draft->code) == NULL || draft->code / 100 == 3)
    return 0;
  draft->klass = draft->code / 100;
  draft->subject = draft->detail = 0;
  for (i = 0; i < COUNT(defaults); i++)
    if (defaults[i].code == draft->code) {
      draft->subject = defaults[i].subject;
      draft->detail = defaults[i].detail;
    }
  return 1;
}

/* ---- milter ----------------------------------------------------------- */

/* A line for libmilter, in which a single % would spoil the text. */
static void put_escaped(sink *s, const char *text, size_t len) {
  const char *end = text + len, *percent;
  while (text < end &&
         (percent = (const char *)memchr(text, '%', (size_t)(end - text)))) {
    put(s, text, (size_t)(percent - text));
    put(s, "%%", 2);
    text = percent + 1;
  }
  put(s, text, (size_t)(end - text));
}

/* The octets of a text that may stand in a line of a milter's reply: those
   that fill it, with every % counted twice. */
static size_t milter_width(const char *text, size_t len, size_t at,
                           size_t width) {
  size_t n = 0, used = 0;
  while (at + n < len && n < width &&
         used + 1 + (text[at + n] == '%') <= SMTPCODES_MAX_MILTER_LINE) {
    used += 1 + (size_t)(text[at + n] == '%');
    n++;
  }
  return n > 0 ? n : 1;
}

static void put_join(sink *s, const head *h) {
  put(s, "\r\n", 2);
  put(s, h->text, h->len);
}

/* Whether a word is "550", or "550-" as in a line that others follow. */
static int is_code(const char *word, size_t len) {
  return len == 3 && word[0] >= '2' && word[0] <= '5' && word[1] >= '0' &&
         word[1] <= '9' && word[2] >= '0' && word[2] <= '9';
}

/* A text without the codes that it begins with: the host puts its own. */
static smtpcodes_text skip_codes(const smtpcodes_text *line) {
  smtpcodes_text text = *line;
  int klass, subject, detail;
  size_t n;
  if (text.len > 3 && text.text[3] == '-' && is_code(text.text, 3))
    skip(&text, 4);
  else if (is_code(text.text, first_word(&text)))
    skip(&text, text.len > 3 ? 4 : 3);
  n = first_word(&text);
  if (smtpcodes_read_enhanced(text.text, n, &klass, &subject, &detail))
    skip(&text, n + (n < text.len));
  return text;
}

/* Returns how many lines there are. */
static size_t put_milter_lines(const smtpcodes_draft *draft, sink *s) {
  size_t i, at, next, end, lines = 0;
  head h;
  make_head(draft, &h);
  h.text[3] = ' ';
  for (i = 0; i < draft->count; i++) {
    smtpcodes_text line = skip_codes(&draft->lines[i]);
    at = 0;
    do {
      size_t width = milter_width(line.text, line.len, at,
                                  SMTPCODES_MAX_LINE - h.len - 2);
      if (lines++ > 0)
        put_join(s, &h);
      end = fold(draft, &line, at, width, &next);
      put_escaped(s, line.text + at, end - at);
      at = next;
    } while (at < line.len);
  }
  return lines;
}

int smtpcodes_milter(const smtpcodes_draft *draft, char *out, size_t room,
                     smtpcodes_built *built) {
  sink s;
  int result = smtpcodes_build(draft, NULL, 0, built);
  if (result != SMTPCODES_OK)
    return result;
  if (draft->code < 400)
    return SMTPCODES_ERROR_CODE_RANGE;
  s.out = out;
  s.room = room;
  s.used = 0;
  if (put_milter_lines(draft, &s) > SMTPCODES_MAX_MILTER_LINES)
    return SMTPCODES_ERROR_TOO_MANY_LINES;
  built->length = s.used;
  return SMTPCODES_OK;
}

/* ---- situations ------------------------------------------------------- */

static const struct situation_texts {
#define SITUATION(row, code, situation, enhanced, text, aliases, rfc) \
  char situation_##row[sizeof(situation)];                            \
  char enhanced_##row[sizeof(enhanced)];                              \
  char text_##row[sizeof(text)];                                      \
  char aliases_##row[sizeof(aliases)];                                \
  char rfc_##row[sizeof(rfc)];
#include "data/situations.inc"
#undef SITUATION
} texts = {
#define SITUATION(row, code, situation, enhanced, text, aliases, rfc) \
  situation, enhanced, text, aliases, rfc,
#include "data/situations.inc"
#undef SITUATION
};

static const struct situation_row {
  short code;
  unsigned short situation, enhanced, text, aliases, rfc;
} situations[] = {
#define AT(field) offsetof(struct situation_texts, field)
#define SITUATION(row, code, situation, enhanced, text, aliases, rfc) \
  {code,           AT(situation_##row), AT(enhanced_##row),           \
   AT(text_##row), AT(aliases_##row),   AT(rfc_##row)},
#include "data/situations.inc"
#undef SITUATION
#undef AT
};

static const struct {
  short status, situation;
} http[] = {
#define HTTP(status, situation) {status, situation},
#include "data/http.inc"
#undef HTTP
};

static const char *text_at(unsigned short at) {
  const char *text = (const char *)&texts + at;
  return *text != '\0' ? text : NULL;
}

int smtpcodes_situation_at(size_t index, smtpcodes_situation *out) {
  if (index >= COUNT(situations))
    return 0;
  out->code = situations[index].code;
  out->situation = text_at(situations[index].situation);
  out->enhanced = text_at(situations[index].enhanced);
  out->text = text_at(situations[index].text);
  out->aliases = text_at(situations[index].aliases);
  out->rfc = text_at(situations[index].rfc);
  return 1;
}

/* An octet of a name: case, "_", "-" and SP do not matter. */
static char plain(char c) {
  if (c >= 'A' && c <= 'Z')
    return (char)(c - 'A' + 'a');
  return (char)(c == '_' || c == '-' ? ' ' : c);
}

/* Whether name[0..len) is one of the items of a list. */
static int is_named(const char *list, const char *name, size_t len) {
  size_t i = 0;
  for (;; list++) {
    int ends = *list == '|' || *list == '\0';
    if (ends && i == len)
      return 1;
    if (*list == '\0')
      return 0;
    if (ends)
      i = 0;
    else if (i < len && plain(*list) == plain(name[i]))
      i++;
    else
      i = len + 1; /* not this item */
  }
}

int smtpcodes_suggest(const char *name, size_t len, smtpcodes_situation *out) {
  size_t i;
  for (i = 0; smtpcodes_situation_at(i, out); i++)
    if (is_named(out->situation, name, len) ||
        (out->aliases != NULL && is_named(out->aliases, name, len)))
      return 1;
  return 0;
}

/* What a status that is not listed stands for: its hundred. */
static int http_family(int status) {
  return status >= 200 && status <= 299   ? 200
         : status >= 400 && status <= 599 ? 500
                                          : 0;
}

/* The row of a status, or -1. */
static int http_row(int status) {
  size_t i;
  for (i = 0; i < COUNT(http); i++)
    if (http[i].status == status)
      return (int)i;
  return -1;
}

int smtpcodes_from_http(int status, smtpcodes_situation *out) {
  int row = http_row(status);
  if (row < 0)
    row = http_row(http_family(status));
  if (row < 0)
    return 0;
  return smtpcodes_situation_at((size_t)http[row].situation, out);
}
