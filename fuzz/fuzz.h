/*
** fuzz.h: what the targets share.
**
** An input is a text with choices behind it: the last octets say how the text
** is to be used, so that a kept input can be read and written by hand. A
** promise that does not hold ends the program. Texts lie in blocks of their
** own, so that ASan sees an octet that is read too far.
*/
#ifndef FUZZ_H
#define FUZZ_H

#include "../smtpcodes.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says which promise was broken, and where. */
static inline void broken(const char *promise, const char *file, int line) {
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, promise);
  abort();
}

#define check(promise) \
  ((promise) ? (void)0 : broken(#promise, __FILE__, __LINE__))

/* The octets of an input that are not chosen from yet. */
typedef struct input {
  const char *text;
  size_t len;
} input;

static inline input input_of(const uint8_t *data, size_t size) {
  input in;
  in.text = (const char *)data;
  in.len = size;
  return in;
}

/* A number from 0 to limit - 1 (at most 65536), by the last octets; 0 when
   there are none left. */
static inline unsigned choose(input *in, unsigned limit) {
  unsigned n = 0, most;
  for (most = 1; most < limit && in->len > 0; most *= 256)
    n = n * 256 + (unsigned char)in->text[--in->len];
  return n % limit;
}

/* A word of a list by the last octet. */
#define CHOOSE(in, list) \
  (list)[choose(in, (unsigned)(sizeof(list) / sizeof((list)[0])))]

/* The last `len` octets of the input, or all that are left. */
static inline input take(input *in, size_t len) {
  input part;
  part.len = len < in->len ? len : in->len;
  in->len -= part.len;
  part.text = in->text + in->len;
  return part;
}

/* A block of exactly len octets. */
static inline char *copy(const char *octets, size_t len) {
  char *block = (char *)malloc(len > 0 ? len : 1);
  check(block != NULL);
  if (len > 0)
    memcpy(block, octets, len);
  return block;
}

/* The same with a NUL at its end, or at its first NUL. */
static inline char *copy_string(input part) {
  char *block = (char *)malloc(part.len + 1);
  check(block != NULL);
  if (part.len > 0)
    memcpy(block, part.text, part.len);
  block[part.len] = '\0';
  return block;
}

/* Numbers that the input settles: where a stream is cut. */
static inline unsigned next_random(unsigned *seed) {
  *seed = *seed * 1103515245u + 12345u;
  return *seed >> 16 & 0x7fff;
}

static inline int same(const char *a, const char *b) {
  return a != NULL && b != NULL && strcmp(a, b) == 0;
}

#endif
