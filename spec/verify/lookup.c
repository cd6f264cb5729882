/* lookup.c: smtpcodes_lookup and smtpcodes_command, for all texts. */
#include "any.h"

int main(void) {
  smtpcodes_found found;
  if (Frama_C_interval(0, 1))
    return smtpcodes_command(fickle_text(), LENGTH) != NULL;
  return smtpcodes_lookup(fickle_text(), LENGTH, &found);
}
