/*
** parse_contracts.c: what functions of smtpcodes_parse.c take and give, for
** WP: at any offset of a buffer of any length.
*/
#include "../../smtpcodes.h"

#include <stdint.h>

/*@ assigns \nothing;
    ensures \result <==> '0' <= c <= '9';
*/
static int is_digit(char c);

/*@ assigns \nothing;
    ensures \result <==> ' ' <= c <= '~' || c == '\t';
*/
static int is_text(char c);

/*@ assigns \nothing;
    ensures \result == (value != 0 ? value : otherwise);
*/
static size_t or_default(size_t value, size_t otherwise);

/*@ assigns \nothing;
    ensures \result == (a < b ? a : b);
*/
static size_t least(size_t a, size_t b);

/*@ requires \valid_read(q + (0 .. 2));
    assigns \nothing;
    ensures \result == 0 || 200 <= \result <= 559;
*/
static int usual_code(const char *q);

/*@ requires \valid_read(t + (0 .. 6));
    requires \valid(subject) && \valid(detail) && \separated(subject, detail);
    requires \separated(subject, t + (0 .. 6));
    requires \separated(detail, t + (0 .. 6));
    assigns *subject, *detail;
    ensures \result == -1 || \result == 0 || \result == 6 || \result == 7;
    ensures \result > 0 ==> 0 <= *subject <= 9 && 0 <= *detail <= 99;
*/
static int usual_enhanced(const char *t, char class_digit, int *subject,
                          int *detail);

#include "../../smtpcodes_parse.c"

/*@ predicate holds(source *s) =
      s->len <= s->stop && \valid_read(s->buf + (0 .. s->len - 1)); */

/*@ requires \valid(out);
    assigns out->at;
    ensures \result == result && out->at == at;
*/
static int wrong(line *out, size_t at, int result);

/*@ requires \valid_read(s) && holds(s) && at <= s->len;
    requires at + 2 <= SIZE_MAX;
    requires otherwise != SMTPCODES_OK && s->over != SMTPCODES_OK;
    requires \valid(out) && \separated(out, s, s->buf + (0 .. s->len - 1));
    assigns *out;
    ensures \result == SMTPCODES_OK ==>
      out->end == at && out->next == at + 2 && out->next <= s->len;
*/
static int read_crlf(const source *s, size_t at, int otherwise, line *out);

/*@ requires \valid_read(s) && holds(s) && at < s->len;
    requires \valid(out) && \separated(out, s, s->buf + (0 .. s->len - 1));
    assigns *out;
    ensures \result == SMTPCODES_OK ==> at <= out->text <= at + 1;
*/
static int lenient_separator(const source *s, size_t at, line *out);

/*@ requires \valid_read(s) && s->len <= s->stop && \valid(out);
    requires \separated(out, s);
    assigns out->at;
*/
static int settle(const source *s, int result, line *out);
