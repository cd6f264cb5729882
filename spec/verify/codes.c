/*
** codes.c: what is asked by number, for every int there is, and the reading of
** an enhanced code for all texts of up to LENGTH octets.
*/
#include "../../smtpcodes.h"

#include "__fc_builtin.h"

#ifndef LENGTH
#define LENGTH 10
#endif

static int any_int(void) {
  return Frama_C_interval(-2147483647 - 1, 2147483647);
}

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

static void texts(void) {
  char text[LENGTH + 1];
  int klass, subject, detail;
  unsigned len;
  /*@ loop unroll LENGTH + 1; */
  for (len = 0; len <= LENGTH; len++) {
    Frama_C_make_unknown(text, sizeof(text));
    smtpcodes_read_enhanced(text + LENGTH + 1 - len, len, &klass, &subject,
                            &detail);
  }
}

int main(void) {
  numbers();
  texts();
  return 0;
}
