// The two steps, for the level that CScan.c has just described: LEVEL, TARGET, BYTES64, and the
// functions load, fold, find and parity of that level. Included once for each.

#define NAME(name) STEP_NAME(name, LEVEL)

// The last bytes, fewer than 64, with blanks behind them.
TARGET static BYTES64 NAME(load_last)(const uint8_t *bytes, size_t count) {
  uint8_t padded[64];
  memset(padded, ' ', sizeof padded);
  memcpy(padded, bytes, count);
  return NAME(load)(padded);
}

TARGET static inline BYTES64 NAME(block)(const uint8_t *bytes, size_t count, size_t at) {
  return LIKELY(count - at >= 64) ? NAME(load)(bytes + at) : NAME(load_last)(bytes + at, count - at);
}

TARGET static cscan_step NAME(string)(const uint8_t *bytes, size_t count, size_t start) {
  uint64_t carry = 0, all_backslashes = 0, all_line_feeds = 0;
  for (size_t at = start; at < count; at += 64) {
    BYTES64 v = NAME(block)(bytes, count, at);
    uint64_t quotes = NAME(find)(v, '"');
    uint64_t backslashes = NAME(find)(v, '\\');
    uint64_t line_feeds = NAME(find)(v, '\n');
    if (UNLIKELY(backslashes | carry)) quotes &= ~escaped(backslashes, &carry);
    if (quotes) {
      uint64_t inside = below_lowest(quotes);
      return (cscan_step){
          CSCAN_DONE, at + lowest(quotes) + 1, (all_line_feeds | (line_feeds & inside)) != 0,
          (all_backslashes | (backslashes & inside)) != 0};
    }
    all_backslashes |= backslashes;
    all_line_feeds |= line_feeds;
  }
  return (cscan_step){CSCAN_CUT_OFF, count, all_line_feeds != 0, all_backslashes != 0};
}

// Where the second byte of one of the words comes next; of the last byte nobody knows.
TARGET static inline uint64_t NAME(before_second)(BYTES64 v, const cscan_words *words) {
  uint64_t seconds = 0;
  for (int i = 0; i < CSCAN_WORDS; i++) seconds |= NAME(find)(v, words->bytes[i][1]);
  return seconds >> 1 | (uint64_t)1 << 63;
}

// Which bytes lie inside strings is the running parity of the quotes before them.
//
// Source: the parity of quotes from G. Langdale, D. Lemire, "Parsing Gigabytes of JSON per Second",
// VLDB Journal 28 (2019); skipping instead of parsing from L. Jiang, Z. Zhao, "JSONSki", ASPLOS
// 2022.
TARGET static cscan_step NAME(container)(
    const uint8_t *bytes, size_t count, cscan_walk *walk, size_t levels,
    const cscan_words *words) {
  uint64_t escape = walk->escape, in_string = walk->in_string;
  uint64_t line_feeds = walk->has_line_feed;
  bool has_word = walk->has_word;
  size_t at = walk->at, depth = walk->depth;
  for (; at < count; at += 64) {
    prefetch(bytes, at + PREFETCH_DISTANCE);
    BYTES64 v = NAME(block)(bytes, count, at);
    uint64_t quotes = NAME(find)(v, '"');
    uint64_t backslashes = NAME(find)(v, '\\');
    uint64_t next_escape = 0;
    if (UNLIKELY(backslashes | escape)) {
      next_escape = escape;
      quotes &= ~escaped(backslashes, &next_escape);
    }
    uint64_t strings = NAME(parity)(quotes) ^ in_string;

    BYTES64 folded = NAME(fold)(v);
    uint64_t opens = NAME(find)(folded, '{') & ~strings;
    uint64_t closes = NAME(find)(folded, '}') & ~strings;
    size_t rise = count_bits(opens), fall = count_bits(closes);
    uint64_t inside = ALL;
    if (UNLIKELY(fall >= depth || depth + rise > levels)) {
      inside = below_end(opens, closes, depth);
      uint64_t surplus = first_too_deep(opens, closes, depth, levels) & inside;
      if (surplus) return (cscan_step){CSCAN_TOO_DEEP, at + lowest(surplus), false, false};
    }

    if (words && !has_word) {
      uint64_t starts = quotes & strings & inside & NAME(before_second)(v, words);
      for (; starts; starts &= starts - 1) {
        has_word |= is_word(bytes, count, at + lowest(starts), words);
      }
    }
    line_feeds |= NAME(find)(v, '\n') & inside;
    if (UNLIKELY(inside != ALL)) {
      return (cscan_step){CSCAN_DONE, at + count_bits(inside) + 1, line_feeds != 0, has_word};
    }
    // A last block of fewer bytes is looked at again when there are more.
    if (UNLIKELY(count - at < 64)) break;
    in_string = (uint64_t)((int64_t)strings >> 63);
    escape = next_escape;
    depth += rise - fall;
  }
  *walk = (cscan_walk){at, depth, in_string, escape, line_feeds != 0, has_word};
  return (cscan_step){CSCAN_CUT_OFF, count, line_feeds != 0, has_word};
}

#undef NAME
#undef LEVEL
#undef TARGET
#undef BYTES64
