/*
** codes.c: what is asked by number, for every int there is, and the reading of
** an enhanced code for all texts.
*/
#include "any.h"

static void numbers(void) {
  smtpcodes_code code;
  smtpcodes_enhanced enhanced;
  smtpcodes_meaning meaning;
  smtpcodes_class(any_int());
  smtpcodes_category(any_int());
  smtpcodes_find(any_int(), &code);
  smtpcodes_find_enhanced(any_int(), any_int(), any_int(), &enhanced);
  smtpcodes_meaning_at(any_int(), 0, &meaning);
}

int main(void) {
  int klass, subject, detail;
  numbers();
  return smtpcodes_read_enhanced(fickle_text(), LENGTH, &klass, &subject,
                                 &detail);
}
