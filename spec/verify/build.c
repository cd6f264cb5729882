/*
** build.c: smtpcodes_build and smtpcodes_milter, for every code and enhanced
** code and all texts of one line, into room for some.
*/
#include "any.h"

#define ROOM 24

int main(void) {
  char out[ROOM];
  smtpcodes_text line;
  smtpcodes_draft draft;
  smtpcodes_built built;
  line.text = any_text();
  line.len = LENGTH;
  draft.code = any_int();
  /*@ split draft.code < 200; */
  /*@ split draft.code > 599; */
  draft.klass = Frama_C_interval(-1, 9);
  /*@ split draft.klass; */
  draft.subject = any_int();
  draft.detail = any_int();
  draft.lines = &line;
  draft.count = 1;
  draft.utf8 = Frama_C_interval(0, 1);
  if (Frama_C_interval(0, 1))
    return smtpcodes_build(&draft, out, sizeof(out), &built);
  return smtpcodes_milter(&draft, out, sizeof(out), &built);
}
