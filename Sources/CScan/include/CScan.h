#ifndef CSCAN_H
#define CSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Steps over JSON that nobody wants, 64 bytes at a time.
///
/// Nothing is parsed and nothing is kept: a step follows strings and brackets and looks at nothing
/// else. What is no JSON is stepped over as well as what is: a quote after a backslash is none, even
/// outside of a string, and a square bracket may close a curly one. All offsets are bytes from `bytes`; no byte outside of `bytes[0 ..< count]` is read.

/// Which instructions to use. A level is a parameter, not a global choice, so that a test can hold
/// each against the others.
typedef enum {
  /// Eight bytes in a machine word; runs anywhere.
  CSCAN_WORD,
  CSCAN_SSE2,
  /// AVX2 and PCLMULQDQ.
  CSCAN_AVX2,
  /// AVX-512 BW and PCLMULQDQ.
  CSCAN_AVX512,
} cscan_level;

/// The best level that this processor has. The same on every call.
cscan_level cscan_best_level(void);

typedef enum {
  CSCAN_DONE,
  /// The bytes end before the value does; `end` is `count`.
  CSCAN_CUT_OFF,
  /// More brackets are open than allowed; `end` is the offset of the one too many.
  CSCAN_TOO_DEEP,
} cscan_outcome;

typedef struct {
  cscan_outcome outcome;
  /// The offset after the last byte of the value.
  size_t end;
  /// Whether a line feed stands in it, between values or inside a string.
  bool has_line_feed;
  /// Of a string: whether a backslash stands in it. Of an object or list: whether one of the words.
  bool has_mark;
} cscan_step;

/// Steps over the string whose first byte, after its quote, is at `start`; `end` is after the quote
/// that closes it.
cscan_step cscan_string(cscan_level level, const uint8_t *bytes, size_t count, size_t start);

enum { CSCAN_WORDS = 4 };

/// Strings to look for, each by its quote and the seven bytes after it. Who has fewer repeats one.
typedef struct {
  uint8_t bytes[CSCAN_WORDS][8];
} cscan_words;

/// Where a step over an object or a list stands. Begin with zeros but for `at`.
typedef struct {
  /// The offset of the bracket, and later of the block that comes next.
  size_t at;
  size_t depth;
  /// All ones inside a string.
  uint64_t in_string;
  /// 1 when the byte before `at` is a backslash that escapes the one there.
  uint64_t escape;
  bool has_line_feed;
  bool has_word;
} cscan_walk;

/// Steps over the object or list in which `walk` stands. Was it cut off, it goes on from there when
/// it is called again and has more bytes.
///
/// - `levels`: how many levels may be open at once, at least one.
/// - `words`: what to look for on the way, or NULL. A string that begins like one of them may also
///   be a name, or stand deep inside; one that is spelt with escapes is not found.
cscan_step cscan_container(
    cscan_level level, const uint8_t *bytes, size_t count, cscan_walk *walk, size_t levels,
    const cscan_words *words);

#endif
