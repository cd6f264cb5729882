/* unfold.c: smtpcodes_unfold, for all texts, into just the room it asks for. */
#include "any.h"

int main(void) {
  char out[2 * LENGTH + 2];
  smtpcodes_unfold(fickle_text(), LENGTH, out, sizeof(out));
  return 0;
}
