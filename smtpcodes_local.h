/*
** smtpcodes_local.h: names that files of the library share are hidden from
** whoever loads it.
*/
#ifndef SMTPCODES_LOCAL_H
#define SMTPCODES_LOCAL_H

#if defined(__GNUC__) && !defined(_WIN32)
#define SMTPCODES_LOCAL __attribute__((visibility("hidden")))
#else
#define SMTPCODES_LOCAL
#endif

#endif
