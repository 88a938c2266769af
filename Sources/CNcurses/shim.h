#pragma once

// Wide-character curses, re-spelled where Swift cannot see a macro.
// Every function here is one line; if it needs two, it belongs in Swift.

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <locale.h>
#include <curses.h>
