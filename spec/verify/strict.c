/*
** strict.c: smtpcodes_parse in strict mode, for all buffers: of a beginning of
** any length first, then of the whole with the same reply, as of a stream.
*/
#include "any.h"

#define ROOM 2

int main(void) {
  static const smtpcodes_limits limits = {1, 0, 0, 0};
  const char *buf = fickle_text();
  smtpcodes_span lines[ROOM];
  smtpcodes_reply reply;
  size_t begun = (size_t)Frama_C_interval(0, LENGTH);
  /*@ split begun; */
  smtpcodes_reply_init(&reply);
  if (smtpcodes_parse(buf, begun, &limits, &reply, lines, ROOM) != 0)
    return 0;
  return smtpcodes_parse(buf, LENGTH, &limits, &reply, lines, ROOM);
}
