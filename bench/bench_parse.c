/*
** bench_parse.c: what reading a reply costs, against memchr for LF called
** once a line over the same octets. Medians of interleaved runs.
**
**   make bench
*/
#define _POSIX_C_SOURCE 199309L
#include "../smtpcodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS   41
#define ROUNDS 4000

/* A delivery as a client sees it: every reply, one after the other. */
static const char session[] =
    "220 mx1.example.net ESMTP Postfix (Debian/GNU)\r\n"
    "250-mx1.example.net Hello relay.example.org [192.0.2.10]\r\n"
    "250-PIPELINING\r\n"
    "250-SIZE 52428800\r\n"
    "250-VRFY\r\n"
    "250-STARTTLS\r\n"
    "250-ENHANCEDSTATUSCODES\r\n"
    "250-8BITMIME\r\n"
    "250 SMTPUTF8\r\n"
    "250 2.1.0 <sender@example.org>... Sender ok\r\n"
    "550-5.1.1 The email account that you tried to reach does not exist. "
    "Please try\r\n"
    "550-5.1.1 double-checking the recipient's email address for typos or\r\n"
    "550-5.1.1 unnecessary spaces. For more information, go to\r\n"
    "550-5.1.1  https://support.example.net/mail/?p=NoSuchUser\r\n"
    "550 5.1.1 a1-20020a170902b58100b0015f4b7052bdsi - smtp\r\n"
    "354 End data with <CR><LF>.<CR><LF>\r\n"
    "250 2.0.0 Ok: queued as 4XyZ1b2c3dz9vTn\r\n"
    "221 2.0.0 Bye\r\n";

static volatile size_t sink;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void by_memchr(void) {
  const char *at = session, *end = session + sizeof(session) - 1;
  while (at < end)
    at = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
  sink += (size_t)(at - session);
}

static void by_parse(const smtpcodes_limits *limits) {
  size_t at = 0, len = sizeof(session) - 1;
  smtpcodes_span lines[16];
  while (at < len) {
    smtpcodes_reply reply;
    smtpcodes_reply_init(&reply);
    if (smtpcodes_parse(session + at, len - at, limits, &reply, lines, 16) !=
        SMTPCODES_OK)
      abort();
    at += reply.length;
  }
  sink += at;
}

static void strict(void) {
  smtpcodes_limits limits = {1, 0, 0, 0};
  by_parse(&limits);
}

static void lenient(void) {
  by_parse(NULL);
}

static int order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(void) {
  static void (*const cases[])(void) = {by_memchr, strict, lenient};
  static const char *const names[] = {"memchr", "strict", "lenient"};
  static double times[3][RUNS];
  int run, i, round;
  for (run = 0; run < RUNS; run++)
    for (i = 0; i < 3; i++) {
      double begin = seconds();
      for (round = 0; round < ROUNDS; round++)
        cases[i]();
      times[i][run] = (seconds() - begin) / ROUNDS * 1e9;
    }
  for (i = 0; i < 3; i++) {
    qsort(times[i], RUNS, sizeof(double), order);
    printf("%-8s %8.1f ns a session of 18 lines, %.2f times memchr\n",
           names[i], times[i][RUNS / 2],
           times[i][RUNS / 2] / times[0][RUNS / 2]);
  }
  return 0;
}
