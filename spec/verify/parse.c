/*
** parse.c: smtpcodes_parse, in both modes, for all buffers of LENGTH octets
** and a room of two lines.
*/
#include "../../smtpcodes.h"

#include "__fc_builtin.h"

#ifndef LENGTH
#define LENGTH 3
#endif
#define ROOM 2

int main(void) {
  char memory[LENGTH + 1];
  smtpcodes_span lines[ROOM];
  smtpcodes_limits limits = {0, 0, 0, 0};
  smtpcodes_reply reply;
#ifdef STRICT
  limits.strict = 1;
#else
  limits.strict = Frama_C_interval(0, 1);
#endif
  Frama_C_make_unknown(memory, sizeof(memory));
  smtpcodes_reply_init(&reply);
  return smtpcodes_parse(memory + 1, LENGTH, &limits, &reply, lines, ROOM);
}
