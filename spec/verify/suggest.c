/* suggest.c: smtpcodes_suggest, for all names, and the situations of every
   HTTP status. */
#include "any.h"

int main(void) {
  smtpcodes_situation situation;
  smtpcodes_from_http(any_int(), &situation);
  return smtpcodes_suggest(fickle_text(), LENGTH, &situation);
}
