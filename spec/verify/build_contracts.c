/*
** build_contracts.c: what functions of smtpcodes_build.c take and give, for
** WP.
*/
#include <stddef.h>

/*@ requires 0 <= number <= 999 && \valid(at + (0 .. 2));
    assigns at[0 .. 2];
    ensures \result == (number >= 100 ? 3 : number >= 10 ? 2 : 1);
    ensures \forall integer i; 0 <= i < \result ==> '0' <= at[i] <= '9';
*/
static size_t digits(char *at, int number);

/*@ assigns \nothing;
    ensures \result == 0 || \result == 200 || \result == 500;
*/
static int http_family(int status);

/*@ assigns \nothing;
    ensures !('A' <= \result <= 'Z') && \result != '_' && \result != '-';
*/
static char plain(char c);

#include "../../smtpcodes_build.c"
