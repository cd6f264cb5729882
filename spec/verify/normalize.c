/* normalize.c: smtpcodes_normalize, for all texts, into room for some. */
#include "any.h"

#define ROOM 6

int main(void) {
  char out[ROOM];
  smtpcodes_normalize(any_text(), LENGTH, out, sizeof(out));
  return 0;
}
