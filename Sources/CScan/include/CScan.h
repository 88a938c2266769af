#ifndef CSCAN_H
#define CSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Steps over JSON that nobody wants, 64 bytes at a time.
///
/// Nothing is parsed and nothing is kept: a step follows strings and brackets and looks at nothing
/// else. What is no JSON is stepped over as well as what is: a quote after a backslash is none, even
/// outside of a string, and a square bracket may close a curly one. All offsets are bytes from
/// `bytes`; no byte outside of `bytes[0 ..< count]` is read.

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
  /// Of a string: whether a backslash stands in it.
  bool has_escapes;
} cscan_step;

/// Steps over the string whose first byte, after its quote, is at `start`; `end` is after the quote
/// that closes it.
cscan_step cscan_string(cscan_level level, const uint8_t *bytes, size_t count, size_t start);

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
} cscan_walk;

/// Steps over the object or list in which `walk` stands. Was it cut off, it goes on from there when
/// it is called again and has more bytes.
///
/// - `levels`: how many levels may be open at once, at least one.
cscan_step cscan_container(
    cscan_level level, const uint8_t *bytes, size_t count, cscan_walk *walk, size_t levels);

/// A member of an object that says nothing new, as a tool writes it: `"status":"up-to-date"`.
typedef struct {
  /// Six letters between quotes.
  uint8_t name[8];
  /// What stands behind the name, and how many bytes that are, eight at least.
  uint8_t rest[16];
  size_t rest_count;
} cscan_member;

/// Steps over the objects of a list that say nothing new: in which every string that is the name of
/// `member` goes on as `member` does, however deep it stands. Names spelt with escapes are not seen.
///
/// Stops behind the last of them that is followed at once by a comma and another object; of the last
/// hundred bytes or so nothing is told.
///
/// - `start`: the offset of an object, and afterwards of what follows the last one stepped over.
/// - `levels`: how many levels may be open at once in an object, at least one. An object that opens as
///   many within 64 bytes may be taken for one that says something new.
/// - Returns: how many objects it stepped over.
size_t cscan_elements(
    cscan_level level, const uint8_t *bytes, size_t count, size_t *start, size_t levels,
    const cscan_member *member);

#endif
