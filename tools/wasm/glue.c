/*
** glue.c: the core for a page in a browser.
**
** The page writes the text and what it knows of its context into buffers of
** this module's memory, calls page_explain and reads lines of the form
** name TAB value LF. Values are words of the core and numbers, never octets
** of the text: parts of it are told by offsets, name_first and name_last.
*/
#define SMTPCODES_BUILD
#include "../../smtpcodes.h"

#include <string.h>

#define EXPORT(name) __attribute__((export_name(name)))

enum { MAX_TEXT = 65536, MAX_WORD = 256, MAX_ANSWER = 4096 };

static char text[MAX_TEXT + 1];
static char command[MAX_WORD], protocol[MAX_WORD];
static char host[MAX_WORD], provider[MAX_WORD], from[MAX_WORD];
static char answer[MAX_ANSWER];
static size_t length;

/* ---- buffers ------------------------------------------------------------ */

EXPORT("page_text") char *page_text(void) {
  return text;
}

EXPORT("page_max_text") size_t page_max_text(void) {
  return MAX_TEXT;
}

/* The buffer of a word of the context, zero-terminated by the page; NULL for
   a number that names none. */
EXPORT("page_word") char *page_word(int which) {
  char *words[5];
  words[0] = command;
  words[1] = protocol;
  words[2] = host;
  words[3] = provider;
  words[4] = from;
  return which >= 0 && which < 5 ? words[which] : NULL;
}

EXPORT("page_max_word") size_t page_max_word(void) {
  return MAX_WORD - 1;
}

EXPORT("page_answer") const char *page_answer(void) {
  return answer;
}

/* ---- writing the answer --------------------------------------------------
 */

static void put(const char *s) {
  size_t len = strlen(s);
  if (len > MAX_ANSWER - length)
    len = MAX_ANSWER - length;
  memcpy(answer + length, s, len);
  length += len;
}

static void put_word(const char *name, const char *value) {
  if (value == NULL)
    return;
  put(name);
  put("\t");
  put(value);
  put("\n");
}

static const char *digits(size_t value, char *end) {
  *--end = '\0';
  do {
    *--end = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  return end;
}

static void put_number(const char *name, size_t value) {
  char room[24];
  put_word(name, digits(value, room + sizeof(room)));
}

/* A part of the text; `base` is where the text that was judged begins. */
static void put_part(const char *name, size_t base, size_t first,
                     size_t last) {
  char full[32];
  if (last <= first)
    return;
  strcpy(full, name);
  strcpy(full + strlen(name), "_first");
  put_number(full, base + first);
  strcpy(full + strlen(name), "_last");
  put_number(full, base + last);
}

static void put_enhanced(const smtpcodes_verdict *v) {
  char room[24];
  if (v->klass == SMTPCODES_ANY)
    return;
  put("enhanced\t");
  put(digits((size_t)v->klass, room + sizeof(room)));
  put(".");
  put(digits((size_t)v->subject, room + sizeof(room)));
  put(".");
  put(digits((size_t)v->detail, room + sizeof(room)));
  put("\n");
}

static void put_verdict(const smtpcodes_verdict *v) {
  put_word("class", smtpcodes_class(v->code != 0 ? v->code : v->klass * 100));
  put_word("category", smtpcodes_category(v->code));
  if (v->code != 0)
    put_number("code", (size_t)v->code);
  put_enhanced(v);
  put_word("reason", v->reason);
  put_word("detail", v->reason_detail);
  put_word("action", v->action);
  put_word("requeue", v->requeue ? "true" : "false");
  put_word("final", v->final);
  put_word("bounce", v->bounce);
  put_word("scope", v->scope);
  put_word("owner", v->owner);
  put_word("remedy", v->remedy);
  put_word("traffic", v->traffic);
  if (v->retry_after > 0)
    put_number("retry_after", (size_t)v->retry_after);
  put_word("provider", v->provider);
  put_word("closing", v->closing ? "true" : NULL);
  put_word("confidence", v->confidence);
  put_word("source", v->source);
  put_word("file", v->file);
  if (v->row > 0)
    put_number("row", (size_t)v->row);
  put_word("why", v->why);
}

static void put_parts(const smtpcodes_verdict *v, size_t base) {
  put_part("evidence", base, v->first, v->last);
  put_part("ip", base, v->ip.first, v->ip.last);
  put_part("url", base, v->url.first, v->url.last);
  put_part("list", base, v->list.first, v->list.last);
  put_part("tag", base, v->tag.first, v->tag.last);
}

/* ---- the question --------------------------------------------------------
 */

static const char *known(const char *word) {
  return word[0] != '\0' ? word : NULL;
}

static void fill_context(smtpcodes_context *context, int expired) {
  memset(context, 0, sizeof(*context));
  context->command = known(command);
  context->protocol = known(protocol);
  context->host = known(host);
  context->provider = known(provider);
  context->from = known(from);
  context->expired = expired;
}

/* The verdict on the first `len` octets of the text; returns the length of
   the answer. */
EXPORT("page_explain") size_t page_explain(size_t len, int expired) {
  smtpcodes_subject subject;
  smtpcodes_context context;
  smtpcodes_verdict verdict;
  size_t base;
  length = 0;
  smtpcodes_subject_of(text, len < MAX_TEXT ? len : MAX_TEXT, &subject);
  base = (size_t)(subject.text - text);
  fill_context(&context, expired);
  smtpcodes_classify(&subject, &context, &verdict);
  put_verdict(&verdict);
  put_parts(&verdict, base);
  put_part("reply", base, 0, subject.len);
  put_word("answers", subject.command);
  put_word("rules", SMTPCODES_RULES);
  return length;
}
