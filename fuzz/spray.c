/*
** spray.c: a target on blind mutations of kept inputs, for as many executions
** as can be: without coverage, which costs most of a fuzzer's time.
**
**   NAME_spray SECONDS SEED FILE...
**
** Writes how many executions there were; an input that breaks a promise ends
** the program, which has left it in the file `sprayed` of this folder.
*/
#define _POSIX_C_SOURCE 200112L
#include "fuzz.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define MAX_INPUTS 65536
#define MAX_LEN    600

static input inputs[MAX_INPUTS];
static unsigned count;

static char current[MAX_LEN];
static size_t current_len;

static unsigned long long state;

/* xorshift64*: from 0 to limit - 1 */
static size_t below(size_t limit) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (size_t)(state * 2685821657736338717ull >> 33) % limit;
}

static void read_input(const char *name) {
  char octets[MAX_LEN];
  FILE *file = fopen(name, "rb");
  if (file == NULL || count == MAX_INPUTS)
    return;
  inputs[count].len = fread(octets, 1, sizeof(octets), file);
  inputs[count].text = copy(octets, inputs[count].len);
  count++;
  fclose(file);
}

/* Puts octets in at a place, as many as there is room for. */
static void insert(size_t at, const char *octets, size_t len) {
  if (len > MAX_LEN - current_len)
    len = MAX_LEN - current_len;
  memmove(current + at + len, current + at, current_len - at);
  memcpy(current + at, octets, len);
  current_len += len;
}

static void take_out(size_t at, size_t len) {
  if (len > current_len - at)
    len = current_len - at;
  memmove(current + at, current + at + len, current_len - at - len);
  current_len -= len;
}

/* A part of another input, at a place. */
static void splice(size_t at) {
  const input *other = &inputs[below(count)];
  size_t from = below(other->len + 1), len = below(other->len - from + 1);
  insert(at, other->text + from, len);
}

static void mutate(void) {
  static const char likely[] = "2450-. \r\n\t:#%@<>[]/\\\0\177\200\342";
  size_t at = below(current_len + 1);
  char octet = likely[below(sizeof(likely))];
  switch (below(6)) {
  case 0:
    insert(at, &octet, 1);
    break;
  case 1:
    take_out(at, 1 + below(8));
    break;
  case 2:
    splice(at);
    break;
  case 3:
    if (at < current_len)
      current[at] = (char)below(256);
    break;
  case 4:
    if (at < current_len)
      current[at] = octet;
    break;
  default:
    if (at < current_len)
      current[at] = (char)(current[at] ^ 1 << below(8));
  }
}

static void next_input(void) {
  const input *base = &inputs[below(count)];
  size_t times = 1 + below(4);
  memcpy(current, base->text, base->len);
  current_len = base->len;
  while (times-- > 0)
    mutate();
}

static void keep(int signal_number) {
  FILE *file = fopen("sprayed", "wb");
  if (file != NULL)
    fwrite(current, 1, current_len, file);
  _exit(signal_number);
}

int main(int argc, char **argv) {
  unsigned long long executions = 0;
  time_t stop;
  int i;
  if (argc < 4)
    return 2;
  stop = time(NULL) + atol(argv[1]);
  state = strtoull(argv[2], NULL, 10) * 2 + 1;
  for (i = 3; i < argc; i++)
    read_input(argv[i]);
  check(count > 0);
  signal(SIGABRT, keep);
  signal(SIGSEGV, keep);
  for (; executions % 4096 != 0 || time(NULL) < stop; executions++) {
    next_input();
    LLVMFuzzerTestOneInput((const uint8_t *)current, current_len);
  }
  printf("%llu executions\n", executions);
  return 0;
}
