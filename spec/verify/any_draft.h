/*
** any_draft.h: a draft of every code and enhanced code, and of one line with
** any text.
*/
#include "any.h"

static void any_draft(smtpcodes_draft *draft, smtpcodes_text *line) {
  line->text = any_text();
  line->len = LENGTH;
  draft->code = any_int();
  draft->klass = Frama_C_interval(-1, 9);
  draft->subject = any_int();
  draft->detail = any_int();
  draft->lines = line;
  draft->count = 1;
  draft->utf8 = Frama_C_interval(0, 1);
}
