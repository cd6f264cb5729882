/*
** threads_test.c: one library file in several threads and Lua states at once.
**
**   threads_test FOLDER script.lua [keep]
**
** Eight threads, each with a Lua state of its own, open FOLDER/smtpcodes.so
** at the same moment, run the script and close the state, several times. The
** script's string must be the same each time.
**
** "keep": the library stays loaded from beginning to end, as in a host. So it
** must be under ThreadSanitizer, which does not see the loader's lock and
** would call every unloading a race. With PLANT_RACE defined the threads
** share a counter, which ThreadSanitizer must report.
*/
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#define THREADS 8
#define ROUNDS  5

typedef struct work {
  const char *folder, *script;
  pthread_barrier_t *gate;
  char *answer; /* of the last round; NULL: it failed */
  int differed; /* how often it was not that of the round before */
} work;

#ifdef PLANT_RACE
static unsigned long shared_rounds;
#endif

/* A copy of the script's string, or NULL after saying why there is none. */
static char *run(lua_State *L, const work *job) {
  const char *text;
  char *copy;
  luaL_openlibs(L);
  lua_getglobal(L, "package");
  lua_pushfstring(L, "%s/?.so", job->folder);
  lua_setfield(L, -2, "cpath");
  if (luaL_loadfile(L, job->script) || lua_pcall(L, 0, 1, 0)) {
    fprintf(stderr, "threads_test: %s\n", lua_tostring(L, -1));
    return NULL;
  }
  text = lua_tostring(L, -1);
  copy = text ? (char *)malloc(strlen(text) + 1) : NULL;
  return copy ? strcpy(copy, text) : NULL;
}

static int same(const char *a, const char *b) {
  return a && b && a[0] && strcmp(a, b) == 0;
}

static void *thread(void *data) {
  work *job = (work *)data;
  lua_State *L;
  char *answer;
  int round;
  for (round = 0; round < ROUNDS; round++) {
    L = luaL_newstate();
    pthread_barrier_wait(job->gate);
    answer = run(L, job);
    lua_close(L); /* while others may be opening */
    job->differed += round > 0 && !same(answer, job->answer);
    free(job->answer);
    job->answer = answer;
  }
#ifdef PLANT_RACE
  shared_rounds++;
#endif
  return NULL;
}

/* How many threads gave the first one's answer in every round. */
static int alike(const work *jobs) {
  int i, count = 0;
  for (i = 0; i < THREADS; i++)
    count += !jobs[i].differed && same(jobs[i].answer, jobs[0].answer);
  return count;
}

static int keep(const char *folder) {
  char name[256];
  snprintf(name, sizeof name, "%s/smtpcodes.so", folder);
  return dlopen(name, RTLD_NOW) != NULL;
}

int main(int argc, char **argv) {
  pthread_t threads[THREADS];
  work jobs[THREADS];
  pthread_barrier_t gate;
  int i;
  if (argc < 3 || (argc > 3 && !keep(argv[1])) ||
      pthread_barrier_init(&gate, NULL, THREADS))
    return 2;
  memset(jobs, 0, sizeof jobs);
  for (i = 0; i < THREADS; i++) {
    jobs[i].folder = argv[1];
    jobs[i].script = argv[2];
    jobs[i].gate = &gate;
    if (pthread_create(&threads[i], NULL, thread, &jobs[i]))
      return 2;
  }
  for (i = 0; i < THREADS; i++)
    pthread_join(threads[i], NULL);
  printf("%d of %d threads agree in %d rounds\n", alike(jobs), THREADS,
         ROUNDS);
  return alike(jobs) == THREADS ? 0 : 1;
}
