#define _GNU_SOURCE
#include "CMapping.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

// The signal comes to the thread that touched the page, so each looks only at its own.
static _Thread_local struct {
  uintptr_t start, end;
  volatile sig_atomic_t has_lost_pages;
} watched;

static uintptr_t page_size;
static struct sigaction earlier;

// Calls only what is a bare system call.
static void on_bus_error(int number, siginfo_t *info, void *context) {
  uintptr_t page = (uintptr_t)info->si_addr & ~(page_size - 1);
  if (page >= watched.start && page < watched.end) {
    void *zeros = mmap(
        (void *)page, watched.end - page, PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros != MAP_FAILED) {
      watched.has_lost_pages = 1;
      return;
    }
  }
  // Not ours: whoever was asked before is asked again, when the same access fails again.
  (void)number, (void)context;
  sigaction(SIGBUS, &earlier, NULL);
}

static void install(void) {
  page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &earlier);
}

void cmapping_watch(const void *start, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  watched.start = (uintptr_t)start;
  watched.end = (uintptr_t)start + count;
  watched.has_lost_pages = 0;
}

bool cmapping_has_lost_pages(void) { return watched.has_lost_pages != 0; }

long cmapping_page_faults(void) {
  struct rusage usage;
  return getrusage(RUSAGE_THREAD, &usage) == 0 ? usage.ru_minflt + usage.ru_majflt : 0;
}
