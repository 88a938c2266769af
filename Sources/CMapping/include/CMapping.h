#ifndef CMAPPING_H
#define CMAPPING_H

#include <stdbool.h>
#include <stddef.h>

/// Watches memory over which pages of a file are mapped, for the thread that calls this.
///
/// A file may be cut while it is mapped, or its disk may fail; whoever then touches a page that is
/// gone gets SIGBUS, and the program ends. In memory that is watched, such a page and all behind it
/// turn into zeros, and ``cmapping_has_lost_pages`` tells. A thread watches one place at a time.
void cmapping_watch(const void *start, size_t count);

/// Whether pages were lost in what this thread watches, since it began to.
bool cmapping_has_lost_pages(void);

/// How often this thread has touched a page that the system then had to find.
long cmapping_page_faults(void);

#endif
