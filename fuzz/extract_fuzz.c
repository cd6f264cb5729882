/*
** extract_fuzz.c: any octets, in which a reply may stand.
**
** What is found lies in the text, and is found again where it lies; written
** as it came over the wire it is a reply with the same code.
** Choices: none.
*/
#include "fuzz.h"

/* Replies longer than that meet the limits of the parser. */
#define MAX_UNFOLDED 16000

static void in_bounds(const smtpcodes_extracted *found, size_t len) {
  check(found->first <= found->last && found->last <= len);
  check(found->host.first <= found->host.last && found->host.last <= len);
  check(found->code == 0 || smtpcodes_class(found->code) != NULL);
  check(found->klass == SMTPCODES_ANY || found->klass == 2 ||
        found->klass == 4 || found->klass == 5);
  check(found->klass == SMTPCODES_ANY ||
        (found->subject >= 0 && found->subject <= 999 && found->detail >= 0 &&
         found->detail <= 999));
}

/* A block of its size is enough, and none is too small. */
static char *unfold(const char *text, size_t len, size_t *used) {
  size_t size = smtpcodes_unfold(text, len, NULL, 0);
  char *wire = (char *)malloc(size), *half = (char *)malloc(size / 2 + 1);
  check(wire != NULL && half != NULL && size <= 2 * len + 2);
  check(smtpcodes_unfold(text, len, half, size / 2) == size);
  check(smtpcodes_unfold(text, len, wire, size) == size);
  free(half);
  *used = size;
  return wire;
}

static void parsed(const char *text, const smtpcodes_extracted *found) {
  smtpcodes_reply reply;
  size_t size;
  char *wire = unfold(text + found->first, found->last - found->first, &size);
  smtpcodes_reply_init(&reply);
  if (found->code != 0 && size <= MAX_UNFOLDED)
    check(smtpcodes_parse(wire, size, NULL, &reply, NULL, 0) == SMTPCODES_OK &&
          reply.code == found->code);
  free(wire);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = copy((const char *)data, size);
  smtpcodes_extracted found;
  int any = smtpcodes_extract(text, size, &found);
  in_bounds(&found, size);
  check(any == (found.code != 0 || found.klass != SMTPCODES_ANY));
  parsed(text, &found);
  free(text);
  return 0;
}
