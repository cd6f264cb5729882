/*
** any.h: what the harnesses ask about: any int, and any text of LENGTH octets
** in a block of just that size.
*/
#include "../../smtpcodes.h"

#include <stdlib.h>

#include "__fc_builtin.h"

static int any_int(void) {
  return Frama_C_interval(-2147483647 - 1, 2147483647);
}

static char *any_text(void) {
  char *text = calloc(LENGTH, 1);
  Frama_C_make_unknown(text, LENGTH);
  return text;
}

/*
** A text whose octets may differ each time they are read. That is more than can
** happen; Eva, which has nothing to remember of it, gets to longer ones. It
** keeps no octet of a block that stands for several.
*/
static char *fickle_text(void) {
  char *text = NULL;
  int i;
  /*@ loop unroll 2; */
  for (i = 0; i < 2; i++)
    text = any_text();
  return text;
}

/* By its code Eva knows more of the result than by its contract. */
void *memchr(const void *block, int octet, size_t len) {
  const unsigned char *octets = block;
  size_t i;
  for (i = 0; i < len; i++)
    if (octets[i] == (unsigned char)octet)
      return (void *)(octets + i);
  return NULL;
}

int memcmp(const void *a, const void *b, size_t len) {
  const unsigned char *p = a, *q = b;
  size_t i;
  for (i = 0; i < len; i++)
    if (p[i] != q[i])
      return p[i] < q[i] ? -1 : 1;
  return 0;
}
