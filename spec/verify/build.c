/*
** build.c: build and milter, for every code and enhanced code and all texts of
** one line of LENGTH octets, into a buffer of any size up to ROOM.
*/
#include "../../smtpcodes.h"

#include "__fc_builtin.h"

#ifndef LENGTH
#define LENGTH 3
#endif
#define ROOM 24

int main(void) {
  char text[LENGTH + 1], out[ROOM];
  smtpcodes_text line;
  smtpcodes_draft draft;
  smtpcodes_built built;
  Frama_C_make_unknown(text, sizeof(text));
  line.text = text + 1;
  line.len = LENGTH;
  draft.code = Frama_C_interval(-2147483647 - 1, 2147483647);
  draft.klass = Frama_C_interval(-1, 9);
  draft.subject = Frama_C_interval(-2147483647 - 1, 2147483647);
  draft.detail = Frama_C_interval(-2147483647 - 1, 2147483647);
  draft.lines = &line;
  draft.count = 1;
  draft.utf8 = Frama_C_interval(0, 1);
  smtpcodes_build(&draft, out, sizeof(out), &built);
  return 0;
}
