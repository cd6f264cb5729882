/*
** codes_contracts.c: what functions of smtpcodes.c take and give, for WP: no
** int and no length of a text is out of what they can take.
*/
#include <stddef.h>

/*@ assigns \nothing;
    ensures \result <==> '0' <= c <= '9';
*/
static int is_digit(char c);

/*@ assigns \nothing;
    ensures 'A' <= c <= 'Z' ? \result == c + 32 : \result == c;
*/
static char lower(char c);

/*@ assigns \nothing;
    ensures \result <==> least <= value <= most;
*/
static int in_range(int value, int least, int most);

/*@ assigns \nothing;
    ensures \result == (c == 'X' || c == 'x' ? -1 :
      c == '2' || c == '4' || c == '5' ? c - '0' : 0);
*/
static int read_class(char c);

/* Its loop of three rounds is Eva's: codes.c. */
/*@ requires \valid(value) && \valid_read(text + (0 .. len - 1));
    requires \separated(value, text + (0 .. len - 1));
    assigns *value;
    ensures 0 <= \result <= 3 && \result <= len && 0 <= *value <= 999;
*/
static size_t read_number(const char *text, size_t len, int *value);

/*@ requires \valid_read(text + (0 .. len - 1));
    requires \valid(klass) && \valid(subject) && \valid(detail);
    requires \separated(klass, subject, detail, text + (0 .. len - 1));
    assigns *klass, *subject, *detail;
    ensures \result == 0 || \result == 1;
    ensures \result == 1 ==> 5 <= len <= 9 && 0 <= *subject <= 999 &&
      0 <= *detail <= 999 &&
      (*klass == -1 || *klass == 2 || *klass == 4 || *klass == 5);
*/
int smtpcodes_read_enhanced(const char *text, size_t len, int *klass,
                            int *subject, int *detail);

#include "../../smtpcodes.c"
