/*
** smtpcodes_reason.c: reply -> why it failed, and what to do.
**
** A code and an enhanced code settle little: success, go on, and whether to
** try again (RFC 5321 4.2.1). What they leave open is `unknown`.
*/
#define SMTPCODES_BUILD
#include "smtpcodes.h"

#include <string.h>

/* The verdict on each class: what its first digit says, and no more. */
typedef struct class_verdict {
  const char *reason, *bounce, *action, *final, *scope, *owner, *remedy;
  const char *confidence, *why;
  int requeue;
} class_verdict;

static const class_verdict by_class[] = {
    {"success", NULL, "none", NULL, "message", NULL, NULL, "high",
     "2yz: the command did what it was asked (RFC 5321 4.2.1)", 0},
    {"continue", NULL, "none", NULL, "session", NULL, NULL, "high",
     "3yz: the server waits for the rest (RFC 5321 4.2.1)", 0},
    {"unknown", "soft", "retry", "count", "message", NULL, "wait", "low",
     "4yz: failed for now, and nothing tells why (RFC 5321 4.2.1)", 1},
    {"unknown", "block", "give-up", "keep", "message", NULL, "review", "low",
     "5yz: failed for good, and nothing tells why (RFC 5321 4.2.1)", 0},
};

/* Neither code nor enhanced code: try again, as a lost connection is. */
static const class_verdict no_class = {
    "unknown", "soft",    "retry",
    "count",   "message", NULL,
    "wait",    "low",     "neither code nor enhanced code",
    1};

/* The first digit that decides: of the code, else of the enhanced code. */
static int deciding_digit(const smtpcodes_subject *subject) {
  if (smtpcodes_class(subject->code) != NULL)
    return subject->code / 100;
  return subject->klass == 2 || subject->klass == 4 || subject->klass == 5
             ? subject->klass
             : 0;
}

static void set_class(smtpcodes_verdict *verdict, const class_verdict *row) {
  verdict->reason = row->reason;
  verdict->bounce = row->bounce;
  verdict->action = row->action;
  verdict->final = row->final;
  verdict->scope = row->scope;
  verdict->owner = row->owner;
  verdict->remedy = row->remedy;
  verdict->confidence = row->confidence;
  verdict->why = row->why;
  verdict->requeue = row->requeue;
}

static int is_command(const smtpcodes_context *context, const char *command) {
  const char *found =
      context == NULL || context->command == NULL
          ? NULL
          : smtpcodes_command(context->command, strlen(context->command));
  return found != NULL && strcmp(found, command) == 0;
}

/* 421 speaks of the session, whatever command was pending (RFC 5321 3.8). */
static void set_stage(smtpcodes_verdict *verdict, int code,
                      const smtpcodes_context *context) {
  verdict->closing = code == 421 || code == 521;
  if (code == 421 || code == 521)
    verdict->scope = "session";
  if (code / 100 == 2 && is_command(context, "data-end"))
    verdict->reason = "accepted"; /* RFC 5321 4.2.5 */
}

/* A message that has waited long enough is not sent again. */
static void set_expired(smtpcodes_verdict *verdict,
                        const smtpcodes_context *context) {
  if (context != NULL && context->expired)
    verdict->requeue = 0;
}

void smtpcodes_classify(const smtpcodes_subject *subject,
                        const smtpcodes_context *context,
                        smtpcodes_verdict *verdict) {
  int digit = deciding_digit(subject);
  memset(verdict, 0, sizeof(*verdict));
  set_class(verdict, digit == 0 ? &no_class : &by_class[digit - 2]);
  verdict->code = smtpcodes_class(subject->code) != NULL ? subject->code : 0;
  verdict->klass = subject->klass;
  verdict->subject = subject->subject;
  verdict->detail = subject->detail;
  verdict->source = verdict->code != 0                ? "code"
                    : subject->klass != SMTPCODES_ANY ? "enhanced"
                                                      : "none";
  set_stage(verdict, verdict->code, context);
  set_expired(verdict, context);
}
