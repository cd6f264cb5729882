/* build.c: smtpcodes_build, for every draft of one line, into room for some. */
#include "any_draft.h"

#define ROOM 24

int main(void) {
  char out[ROOM];
  smtpcodes_text line;
  smtpcodes_draft draft;
  smtpcodes_built built;
  any_draft(&draft, &line);
  return smtpcodes_build(&draft, out, sizeof(out), &built);
}
