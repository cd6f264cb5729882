/*
** logscan_fuzz.c: any octets as lines of logs.
**
** Every span lies in its line; what is counted is counted once for each table;
** a time is the same however often it is asked for. ASan sees an octet read
** too far: each line is a block of its own.
*/
#include "../tool/logscan.h"

#include "fuzz.h"

static const logscan_now now = {2026, 11, 26, 3600};

static void check_span(const char *line, size_t len, logscan_span span) {
  if (span.text != NULL)
    check(span.text >= line && span.text <= line + len &&
          span.len <= (size_t)(line + len - span.text));
}

static void check_record(const char *line, size_t len, logscan_kind kind,
                         const logscan_record *r) {
  check_span(line, len, r->time);
  check_span(line, len, r->transport);
  check_span(line, len, r->queue);
  check_span(line, len, r->message);
  check_span(line, len, r->orig_to);
  check_span(line, len, r->relay);
  check_span(line, len, r->said);
  if (kind != LOGSCAN_DELIVERY)
    return;
  check(r->time.text != NULL && r->transport.text != NULL &&
        r->queue.len > 0 && r->rcpt.text != NULL && r->enhanced.text != NULL &&
        r->status.len > 0 && r->text.text != NULL);
  check_span(line, len, r->rcpt);
  check_span(line, len, r->enhanced);
  check_span(line, len, r->status);
  check_span(line, len, r->text);
}

static void count(const logscan_record *r) {
  static logscan_counts counts;
  static unsigned long total[3];
  unsigned i;
  double at = logscan_time(r->time, &now);
  check(at == logscan_time(r->time, &now));
  if (!logscan_count(&counts, r, at)) {
    memset(total, 0, sizeof(total));
    for (i = 0; i < counts.used; i++)
      total[counts.entries[i].table] += counts.entries[i].count;
    check(total[0] == counts.total && total[1] == counts.total &&
          total[2] == counts.total);
    logscan_clear(&counts);
    check(logscan_count(&counts, r, at));
  }
}

static void take_line(const uint8_t *data, size_t len) {
  char *line = copy((const char *)data, len);
  logscan_record record;
  logscan_kind kind;
  kind = logscan_line(line, len, &record);
  check_record(line, len, kind, &record);
  if (kind == LOGSCAN_DELIVERY)
    count(&record);
  free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  while (size > 0) {
    const uint8_t *end = (const uint8_t *)memchr(data, '\n', size);
    size_t len = end != NULL ? (size_t)(end - data) : size;
    take_line(data, len);
    len += end != NULL;
    data += len;
    size -= len;
  }
  return 0;
}
