/*
** bench_reason.c: replies classified in a second, beside a list of regular
** expressions, and the worst case.
**
**   make bench
*/
#define _POSIX_C_SOURCE 199309L
#include "../smtpcodes.h"
#include "regex_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS   15
#define ROUNDS 20000
#define LONG   65536

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Replies as servers send them, about 105 octets each. */
static const char *const replies[] = {
    "550 5.1.1 <someone@example.com>: Recipient address rejected: User "
    "unknown "
    "in virtual mailbox table of mx",
    "554 5.7.1 Service unavailable; Client host [192.0.2.17] blocked using "
    "zen.spamhaus.org; see our site",
    "452 4.2.2 The email account that you tried to reach is over quota and "
    "inactive. Please direct the",
    "421 4.7.28 Our system has detected an unusual rate of mail originating "
    "from your IP address. To protect",
    "451 4.7.1 <someone@example.com>: Recipient address rejected: Greylisted, "
    "see https://example.org/",
    "550 5.7.26 This mail has been blocked because the sender is "
    "unauthenticated. SPF and DKIM did not pass",
    "552 5.3.4 Message size exceeds fixed maximum message size of 10485760 "
    "octets for the transport used",
    "554 5.7.1 <someone@example.net>: Relay access denied by the server of "
    "this domain, go to another one",
    "450 4.3.2 Service currently unavailable, the system is being maintained "
    "and will be back within hours",
    "550 5.2.1 The mailbox of this person was closed some years ago and "
    "nobody "
    "reads what is sent to it now",
};

static volatile size_t sink;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void classify(const char *text, size_t len) {
  smtpcodes_extracted found;
  smtpcodes_subject subject;
  smtpcodes_verdict verdict;
  smtpcodes_extract(text, len, &found);
  memset(&subject, 0, sizeof(subject));
  subject.code = found.code;
  subject.klass = found.klass;
  subject.subject = found.subject;
  subject.detail = found.detail;
  subject.text = text;
  subject.len = len;
  smtpcodes_classify(&subject, NULL, &verdict);
  sink += (size_t)verdict.reason[0];
}

static int order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *list, int count) {
  qsort(list, (size_t)count, sizeof(double), order);
  return list[count / 2];
}

/* Seconds for one reply of the mix. */
static double one_run(void (*f)(const char *, size_t), int rounds) {
  size_t i;
  int round;
  double begin = seconds();
  for (round = 0; round < rounds; round++)
    for (i = 0; i < COUNT(replies); i++)
      f(replies[i], strlen(replies[i]));
  return (seconds() - begin) / rounds / (double)COUNT(replies);
}

static regex_list regexes;

static void match(const char *text, size_t len) {
  sink += (size_t)match_regexes(&regexes, text) + len;
}

/* Octets of a reply of the mix. */
static double mean_length(void) {
  size_t i, octets = 0;
  for (i = 0; i < COUNT(replies); i++)
    octets += strlen(replies[i]);
  return (double)octets / (double)COUNT(replies);
}

/* Both ways in turns; returns the seconds of ours for a reply. */
static double ordinary(void) {
  double ours[RUNS], theirs[RUNS];
  int run;
  for (run = 0; run < RUNS; run++) {
    ours[run] = one_run(classify, ROUNDS);
    theirs[run] = one_run(match, ROUNDS / 100);
  }
  printf("classify %.0f ns a reply of %.0f octets: %.2f million a second\n",
         median(ours, RUNS) * 1e9, mean_length(), 1e-6 / median(ours, RUNS));
  printf("%d regular expressions of %d phrases: %.0f times as long\n",
         regexes.count, regexes.phrases,
         median(theirs, RUNS) / median(ours, RUNS));
  return median(ours, RUNS);
}

/* Seconds for LONG octets of one text again and again. */
static double repeated(const char *text) {
  static char buffer[LONG];
  double times[RUNS];
  size_t n = strlen(text), at;
  int run;
  for (at = 0; at < LONG; at++)
    buffer[at] = text[at % n];
  for (run = 0; run < RUNS; run++) {
    double begin = seconds();
    classify(buffer, LONG);
    times[run] = seconds() - begin;
  }
  return median(times, RUNS);
}

/* What takes long: words of the rules, and what is looked at more than once
   (numbers, names, addresses, compounds). */
static const char *const worst[] = {
    "user unknown ",
    "no such user here mailbox not found ",
    "recipient address rejected user unknown account does not exist ",
    "blocked using spamhaus listed blacklist ",
    "mailbox not ",
    "no ",
    "a.b.c@d.e ",
    "http://a.b/c ",
    "x.y ",
    "a-b-c-d-e ",
    "a:1 ",
    "1.2.3.4 ",
    "5.2.3.4 ",
    "x 5.1.1 ",
    "1::2 ",
    "RFC 1.1.1.1 ",
    "\xe4\xb8\x8d\xe5\xad\x98 "};

/* The long texts beside the ordinary ones, of `each` seconds an octet. */
static void print_worst(double each) {
  size_t i;
  double slowest = 0;
  printf("%-64s %8s %6s\n", "64 KiB of", "ms", "times");
  for (i = 0; i < COUNT(worst); i++) {
    double t = repeated(worst[i]);
    printf("%-64s %8.2f %6.1f\n", worst[i], t * 1e3, t / LONG / each);
    slowest = t > slowest ? t : slowest;
  }
  printf("worst: %.2f ms, %.1f times the ordinary an octet\n", slowest * 1e3,
         slowest / LONG / each);
}

int main(void) {
  FILE *file = fopen("data/phrases.tsv", "r");
  if (file == NULL)
    return 1;
  read_regexes(&regexes, file);
  fclose(file);
  print_worst(ordinary() / mean_length());
  return 0;
}
