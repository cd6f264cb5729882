/*
** logscan_time.c: the seconds that a time in a log stands for.
*/
#include "logscan.h"

#include <string.h>

typedef struct moment {
  int year, month, day, hour, minute, second;
  long offset;
} moment;

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The number that count octets are, blanks being zeros; -1 if they are none.
 */
static int number(logscan_span time, size_t at, size_t count) {
  int value = 0;
  if (at + count > time.len)
    return -1;
  for (; count > 0; count--, at++) {
    if (!is_digit(time.text[at]) && time.text[at] != ' ')
      return -1;
    value = value * 10 + (time.text[at] == ' ' ? 0 : time.text[at] - '0');
  }
  return value;
}

static int month_of(const char *name) {
  static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  int month;
  for (month = 0; month < 12; month++)
    if (memcmp(names + 3 * (ptrdiff_t)month, name, 3) == 0)
      return month + 1;
  return -1;
}

/* Days from 1970-01-01; the year begins in March, so leap days come last. */
static long days_of(int year, int month, int day) {
  long y = month > 2 ? year : year - 1;
  int m = month > 2 ? month - 3 : month + 9;
  return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 -
         719468;
}

static void clock_of(logscan_span time, size_t at, moment *out) {
  out->hour = number(time, at, 2);
  out->minute = number(time, at + 3, 2);
  out->second = number(time, at + 6, 2);
}

/* "Nov  6 09:00:02": in the last year in which that is not after tomorrow. */
static void syslog(logscan_span time, const logscan_now *now, moment *out) {
  out->month = month_of(time.text);
  out->day = number(time, 4, 2);
  clock_of(time, 7, out);
  out->year = now->year;
  if (out->month > 0 && days_of(out->year, out->month, out->day) >
                            days_of(now->year, now->month, now->day) + 1)
    out->year--;
}

/* "Z", "+01:00", "+0100", " UTC", or nothing that is known: local time. */
static long zone_of(logscan_span zone, long local) {
  size_t minutes = zone.len >= 6 && zone.text[3] == ':' ? 4 : 3;
  int hour, minute;
  if (zone.len > 0 && zone.text[0] == ' ') {
    zone.text++;
    zone.len--;
  }
  if (logscan_is(zone, "Z") || logscan_is(zone, "UTC"))
    return 0;
  if (zone.len < 5 || (zone.text[0] != '+' && zone.text[0] != '-'))
    return local;
  hour = number(zone, 1, 2);
  minute = number(zone, minutes, 2);
  if (hour < 0 || minute < 0)
    return local;
  return (zone.text[0] == '-' ? -60L : 60L) * (hour * 60 + minute);
}

/* "2026-11-06T10:00:02.5+01:00", or with a blank for the T. */
static void dated(logscan_span time, const logscan_now *now, moment *out) {
  size_t at = 19;
  out->year = number(time, 0, 4);
  out->month = number(time, 5, 2);
  out->day = number(time, 8, 2);
  clock_of(time, 11, out);
  if (at < time.len && time.text[at] == '.')
    for (at++; at < time.len && is_digit(time.text[at]);)
      at++;
  time.text += at;
  time.len -= at;
  out->offset = zone_of(time, now->offset);
}

static int is_sound(const moment *m) {
  return m->year >= 1970 && m->month >= 1 && m->month <= 12 && m->day >= 1 &&
         m->day <= 31 && m->hour >= 0 && m->hour <= 23 && m->minute >= 0 &&
         m->minute <= 59 && m->second >= 0 && m->second <= 60;
}

double logscan_time(logscan_span time, const logscan_now *now) {
  moment m;
  memset(&m, 0, sizeof(m));
  m.offset = now->offset;
  if (time.len < 15)
    return -1;
  if (!is_digit(time.text[0]) && time.len > 19 && is_digit(time.text[4]) &&
      time.text[8] == '-') { /* "Fri 2026-11-06 ..." */
    time.text += 4;
    time.len -= 4;
  }
  if (!is_digit(time.text[0]))
    syslog(time, now, &m);
  else if (time.len >= 19)
    dated(time, now, &m);
  if (!is_sound(&m))
    return -1;
  return (double)days_of(m.year, m.month, m.day) * 86400.0 +
         (double)(m.hour * 3600L + m.minute * 60L + m.second - m.offset);
}
