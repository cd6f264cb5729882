/* notice.c: smtpcodes_next_notice, for all texts. */
#include "any.h"

int main(void) {
  smtpcodes_notice notice;
  smtpcodes_next_notice(any_text(), LENGTH, 0, &notice);
  return 0;
}
