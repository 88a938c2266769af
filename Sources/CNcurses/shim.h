#pragma once

// Wide-character curses, re-spelled where Swift cannot see a macro or a global variable.
// Every function here is one line; if it needs two, it belongs in Swift.

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static inline SCREEN *market_open(void) { return newterm(NULL, stdout, stdin); }
static inline int market_rows(void) { return getmaxy(stdscr); }
static inline int market_columns(void) { return getmaxx(stdscr); }
static inline int market_colors(void) { return COLORS; }
static inline int market_speaks_utf8(void) { return MB_CUR_MAX > 1; }

static inline int market_wants_keypad(void) { return keypad(stdscr, TRUE); }
static inline void market_never_waits(void) { wtimeout(stdscr, 0); }
static inline int market_next_key(wint_t *key) { return wget_wch(stdscr, key); }


static inline attr_t market_bold(void) { return A_BOLD; }
static inline attr_t market_reverse(void) { return A_REVERSE; }
static inline attr_t market_underline(void) { return A_UNDERLINE; }
static inline int market_set_pen(attr_t attributes, short pair) { return wattr_set(stdscr, attributes, pair, 0); }
static inline int market_put(int row, int column, const wchar_t *text, int count) { return mvwaddnwstr(stdscr, row, column, text, count); }
static inline int market_move(int row, int column) { return wmove(stdscr, row, column); }
static inline int market_leave_cursor(bool leave) { return leaveok(stdscr, leave); }
static inline int market_show(void) { return wrefresh(stdscr); }
static inline int market_repaint_all(void) { return clearok(curscr, TRUE); }
