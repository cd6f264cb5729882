/*
** bench_build.c: what writing a reply costs, against snprintf of the same
** line, which checks nothing. Medians of interleaved runs.
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
#define ROUNDS 20000

static const char text[] = "No such user here, please check the address";

static volatile size_t sink;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void by_snprintf(void) {
  char out[512];
  sink += (size_t)snprintf(out, sizeof(out), "%d %d.%d.%d %s\r\n", 550, 5, 1,
                           1, text);
}

static void prepare(smtpcodes_draft *draft, const smtpcodes_text *line) {
  draft->code = 550;
  draft->klass = 5;
  draft->subject = draft->detail = 1;
  draft->lines = line;
  draft->count = 1;
  draft->utf8 = 0;
}

static void by_build(void) {
  char out[512];
  smtpcodes_text line = {text, sizeof(text) - 1};
  smtpcodes_draft draft;
  smtpcodes_built built;
  prepare(&draft, &line);
  if (smtpcodes_build(&draft, out, sizeof(out), &built) != SMTPCODES_OK)
    abort();
  sink += built.length + (size_t)out[0];
}

static void by_milter(void) {
  char out[512];
  smtpcodes_text line = {text, sizeof(text) - 1};
  smtpcodes_draft draft;
  smtpcodes_built built;
  prepare(&draft, &line);
  if (smtpcodes_milter(&draft, out, sizeof(out), &built) != SMTPCODES_OK)
    abort();
  sink += built.length + (size_t)out[0];
}

static void by_suggest(void) {
  smtpcodes_situation row;
  sink += (size_t)smtpcodes_suggest("message too big", 15, &row);
}

static int order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(void) {
  static void (*const cases[])(void) = {by_snprintf, by_build, by_milter,
                                        by_suggest};
  static const char *const names[] = {"snprintf", "build", "milter",
                                      "suggest"};
  static double times[4][RUNS];
  int run, i, round;
  for (run = 0; run < RUNS; run++)
    for (i = 0; i < 4; i++) {
      double begin = seconds();
      for (round = 0; round < ROUNDS; round++)
        cases[i]();
      times[i][run] = (seconds() - begin) / ROUNDS * 1e9;
    }
  for (i = 0; i < 4; i++) {
    qsort(times[i], RUNS, sizeof(double), order);
    printf("%-8s %8.1f ns, %.2f times snprintf of one line\n", names[i],
           times[i][RUNS / 2], times[i][RUNS / 2] / times[0][RUNS / 2]);
  }
  return 0;
}
