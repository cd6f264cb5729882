/*
** gen_log.c: writes a log as a Postfix that sends much mail writes it.
**
**   gen_log MEGABYTES [SEED] > mail.log
**
** Every message has its lines: connect, client, message-id, from, one or more
** deliveries, removed, disconnect. About 3 % of the deliveries fail; half of
** the mail goes to six large providers, the rest to 20000 other domains, the
** k-th of them with a share like 1/k.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DOMAINS 20000
#define BEGIN   1793000000L /* in October 2026 */

static unsigned long state;

/* From 0 to below n (xorshift). */
static unsigned long pick(unsigned long n) {
  state ^= (state << 13) & 0xffffffffUL;
  state ^= state >> 17;
  state ^= (state << 5) & 0xffffffffUL;
  return (state & 0xffffffffUL) % n;
}

static const char *const large[] = {"gmail.com", "outlook.com", "hotmail.com",
                                    "yahoo.com", "icloud.com",  "gmx.net"};

static const char *const names[] = {"anna",  "peter",  "info",   "m.weber",
                                    "sales", "jsmith", "office", "k.tanaka"};

static const struct failure {
  const char *enhanced, *status, *text;
} failures[] = {
    {"5.1.1", "bounced",
     "host mx.%s[192.0.2.%lu] said: 550-5.1.1 The email account that you "
     "tried "
     "to reach does not exist. 550 5.1.1 %lx - gsmtp (in reply to RCPT TO "
     "command)"},
    {"5.1.1", "bounced",
     "host mx.%s[192.0.2.%lu] said: 550 5.1.1 <u%lx@example.com>: Recipient "
     "address rejected: User unknown in virtual mailbox table (in reply to "
     "RCPT TO command)"},
    {"4.2.2", "deferred",
     "host mx.%s[192.0.2.%lu] said: 452 4.2.2 The email account is over quota "
     "%lx (in reply to RCPT TO command)"},
    {"4.7.1", "deferred",
     "host mx.%s[192.0.2.%lu] said: 450 4.7.1 Greylisted, try again in 300 "
     "seconds, id %lx (in reply to RCPT TO command)"},
    {"5.7.1", "bounced",
     "host mx.%s[192.0.2.%lu] said: 550 5.7.1 Service unavailable; client "
     "blocked using dnsbl.example.net, see reference %lx (in reply to end of "
     "DATA command)"},
    {"4.7.0", "deferred",
     "host mx.%s[192.0.2.%lu] said: 421 4.7.0 Too many connections, slow down "
     "(%lx) (in reply to MAIL FROM command)"},
    {"4.4.1", "deferred",
     "connect to mx.%s[192.0.2.%lu]:25: Connection timed out"},
    {"4.4.1", "deferred",
     "delivery temporarily suspended: connect to mx.%s[192.0.2.%lu]:25: "
     "Connection refused"}};

/* "m417.example": rank by the inverse of a uniform number. */
static void pick_domain(char *out) {
  if (pick(2) == 0)
    strcpy(out, large[pick(6)]);
  else
    sprintf(out, "m%lu.example",
            (unsigned long)(DOMAINS / (1 + pick(DOMAINS))) * 7 + pick(7) +
                (pick(4) == 0 ? pick(DOMAINS) : 0));
}

static char stamp[32];

static void set_stamp(double now) {
  static long last = -1;
  time_t second = BEGIN + (time_t)now;
  if ((long)second != last) {
    struct tm *t = gmtime(&second);
    strftime(stamp, sizeof(stamp), "%b %e %H:%M:%S", t);
    last = (long)second;
  }
}

static size_t written;

#define LINE(agent, ...)                                                \
  do {                                                                  \
    written += (size_t)printf("%s mx1 postfix/" agent "[%lu]: ", stamp, \
                              1000 + pick(90));                         \
    written += (size_t)printf(__VA_ARGS__);                             \
  } while (0)

static void deliver(const char *queue) {
  char domain[64], text[400];
  const struct failure *f = &failures[pick(8)];
  unsigned long delay = 1 + pick(40) * pick(40), ip = pick(250);
  pick_domain(domain);
  if (pick(100) >= 3) {
    LINE("smtp",
         "%s: to=<%s%lu@%s>, relay=mx.%s[192.0.2.%lu]:25, delay=%lu.%lu, "
         "delays=0.1/0/0.3/%lu.%lu, dsn=2.0.0, status=sent (250 2.0.0 OK "
         "%lx%lx si1)\n",
         queue, names[pick(8)], pick(1000), domain, domain, ip, delay / 10,
         delay % 10, delay / 20, delay % 10, pick(1UL << 30), pick(1UL << 30));
    return;
  }
  sprintf(text, f->text, domain, ip, pick(1UL << 30));
  LINE("smtp",
       "%s: to=<%s%lu@%s>, relay=mx.%s[192.0.2.%lu]:25, delay=%lu, "
       "delays=0.1/0/0.3/%lu, dsn=%s, status=%s (%s)\n",
       queue, names[pick(8)], pick(1000), domain, domain, ip, delay, delay,
       f->enhanced, f->status, text);
}

static void message(double now) {
  char queue[16];
  unsigned long count = pick(10) == 0 ? 1 + pick(8) : 1, i;
  unsigned long ip = pick(250), size = 1000 + pick(90000);
  sprintf(queue, "4%06lXz%03lX", pick(1UL << 24), pick(4096));
  set_stamp(now);
  LINE("smtpd", "connect from app%lu.example.org[198.51.100.%lu]\n", ip, ip);
  LINE("smtpd", "%s: client=app%lu.example.org[198.51.100.%lu]\n", queue, ip,
       ip);
  LINE("cleanup", "%s: message-id=<%lx.%lx@app%lu.example.org>\n", queue,
       pick(1UL << 30), pick(1UL << 30), ip);
  LINE("qmgr",
       "%s: from=<bounce+%lx@news.example.org>, size=%lu, nrcpt=%lu "
       "(queue active)\n",
       queue, pick(1UL << 30), size, count);
  LINE("smtpd",
       "disconnect from app%lu.example.org[198.51.100.%lu] ehlo=1 "
       "mail=1 rcpt=%lu data=1 quit=1 commands=%lu\n",
       ip, ip, count, count + 4);
  for (i = 0; i < count; i++)
    deliver(queue);
  LINE("qmgr", "%s: removed\n", queue);
}

int main(int argc, char **argv) {
  size_t size = (size_t)(argc > 1 ? atol(argv[1]) : 1) * 1000000;
  double now = 0, step = 86400.0 * 700 / (double)(size > 0 ? size : 1);
  state = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
  while (written < size) {
    message(now);
    now += step;
  }
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
