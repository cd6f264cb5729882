/* extract.c: smtpcodes_extract, for all texts. */
#include "any.h"

int main(void) {
  smtpcodes_extracted found;
  return smtpcodes_extract(any_text(), LENGTH, &found);
}
