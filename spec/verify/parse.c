#include "../../smtpcodes.h"
#include "__fc_builtin.h"
#ifndef LENGTH
#define LENGTH 8
#endif
#define ROOM 2
int main(void) {
  char memory[LENGTH + 1];
  smtpcodes_span lines[ROOM];
  smtpcodes_limits limits = {0, 0, 0, 0};
  smtpcodes_reply reply;
  int result;
  limits.strict = Frama_C_interval(0, 1);
  Frama_C_make_unknown(memory, sizeof(memory));
  smtpcodes_reply_init(&reply);
  result = smtpcodes_parse(memory + 1, LENGTH, &limits, &reply, lines, ROOM);
  return result;
}
