/* milter.c: smtpcodes_milter, for every draft of one line, into room for some. */
#include "any_draft.h"

#define ROOM 24

int main(void) {
  char out[ROOM];
  smtpcodes_text line;
  smtpcodes_draft draft;
  smtpcodes_built built;
  any_draft(&draft, &line);
  /*@ split draft.code < 200; */
  /*@ split draft.code > 599; */
  /*@ split draft.klass; */
  return smtpcodes_milter(&draft, out, sizeof(out), &built);
}
