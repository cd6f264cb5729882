/* parse.c: smtpcodes_parse in lenient mode, for all buffers. */
#include "any.h"

#define ROOM 2

int main(void) {
  static const smtpcodes_limits limits = {0, 0, 0, 0};
  smtpcodes_span lines[ROOM];
  smtpcodes_reply reply;
  smtpcodes_reply_init(&reply);
  return smtpcodes_parse(any_text(), LENGTH, &limits, &reply, lines, ROOM);
}
