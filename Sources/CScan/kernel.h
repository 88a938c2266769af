// The steps, for the level that CScan.c has just described: LEVEL, TARGET, BYTES64, STRIDE (how many
// blocks are looked at together), and the functions load, fold, find and parity of that level. Included
// once for each.

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

// Steps over blocks, a stride of them at a time, as long as they neither end the value nor open too
// many levels.
//
// Which bytes lie inside strings is the running parity of the quotes before them.
//
// Source: the parity of quotes from G. Langdale, D. Lemire, "Parsing Gigabytes of JSON per Second",
// VLDB Journal 28 (2019); skipping instead of parsing from L. Jiang, Z. Zhao, "JSONSki", ASPLOS
// 2022.
TARGET static cscan_walk NAME(strides)(
    const uint8_t *bytes, size_t count, cscan_walk walk, ptrdiff_t levels) {
  for (; count - walk.at >= STRIDE * 64; walk.at += STRIDE * 64) {
    prefetch(bytes, walk.at + PREFETCH_DISTANCE);
    BYTES64 v[STRIDE];
    uint64_t quotes[STRIDE], backslashes[STRIDE], all_backslashes = 0, line_feeds = 0;
    for (int i = 0; i < STRIDE; i++) {
      v[i] = NAME(load)(bytes + walk.at + 64 * i);
      quotes[i] = NAME(find)(v[i], '"');
      backslashes[i] = NAME(find)(v[i], '\\');
      all_backslashes |= backslashes[i];
      line_feeds |= NAME(find)(v[i], '\n');
    }
    uint64_t escape = 0;
    if (UNLIKELY(all_backslashes | walk.escape)) {
      escape = walk.escape;
      for (int i = 0; i < STRIDE; i++) quotes[i] &= ~escaped(backslashes[i], &escape);
    }
    uint64_t in_string = walk.in_string;
    ptrdiff_t depth = (ptrdiff_t)walk.depth, room = 0;
    for (int i = 0; i < STRIDE; i++) {
      uint64_t strings = NAME(parity)(quotes[i]) ^ in_string;
      in_string = (uint64_t)((int64_t)strings >> 63);
      BYTES64 folded = NAME(fold)(v[i]);
      ptrdiff_t rise = count_bits(NAME(find)(folded, '{') & ~strings);
      ptrdiff_t fall = count_bits(NAME(find)(folded, '}') & ~strings);
      room |= (depth - fall - 1) | (levels - depth - rise);
      depth += rise - fall;
    }
    if (UNLIKELY(room < 0)) break;
    walk.depth = (size_t)depth;
    walk.in_string = in_string;
    walk.escape = escape;
    walk.has_line_feed |= line_feeds != 0;
  }
  return walk;
}

// Steps over one block, of which `*step` says where the value ends in it, if it does.
TARGET static bool NAME(block_step)(
    const uint8_t *bytes, size_t count, cscan_walk *walk, size_t levels, cscan_step *step) {
  BYTES64 v = NAME(block)(bytes, count, walk->at);
  uint64_t quotes = NAME(find)(v, '"');
  uint64_t escape = walk->escape;
  quotes &= ~escaped(NAME(find)(v, '\\'), &escape);
  uint64_t strings = NAME(parity)(quotes) ^ walk->in_string;

  BYTES64 folded = NAME(fold)(v);
  uint64_t opens = NAME(find)(folded, '{') & ~strings;
  uint64_t closes = NAME(find)(folded, '}') & ~strings;
  uint64_t inside = below_end(opens, closes, walk->depth);
  uint64_t surplus = first_too_deep(opens, closes, walk->depth, levels) & inside;
  bool has_line_feed = walk->has_line_feed | ((NAME(find)(v, '\n') & inside) != 0);
  if (surplus) {
    *step = (cscan_step){CSCAN_TOO_DEEP, walk->at + lowest(surplus), false, false};
    return true;
  }
  if (inside != ALL) {
    *step = (cscan_step){CSCAN_DONE, walk->at + count_bits(inside) + 1, has_line_feed, false};
    return true;
  }
  walk->has_line_feed = has_line_feed;
  // A last block of fewer bytes is looked at again when there are more.
  if (count - walk->at < 64) {
    *step = (cscan_step){CSCAN_CUT_OFF, count, has_line_feed, false};
    return true;
  }
  walk->at += 64;
  walk->in_string = (uint64_t)((int64_t)strings >> 63);
  walk->escape = escape;
  walk->depth = walk->depth + count_bits(opens) - count_bits(closes);
  return false;
}

TARGET static cscan_step NAME(container)(
    const uint8_t *bytes, size_t count, cscan_walk *walk, size_t levels) {
  cscan_step step;
  while (walk->at < count) {
    *walk = NAME(strides)(bytes, count, *walk, (ptrdiff_t)levels);
    for (int i = 0; i < STRIDE && walk->at < count; i++) {
      if (NAME(block_step)(bytes, count, walk, levels, &step)) return step;
    }
  }
  return (cscan_step){CSCAN_CUT_OFF, count, walk->has_line_feed, false};
}

// The end of the object at `start`; 0 if it says something new or may end behind `count`.
TARGET static inline size_t NAME(quiet_element)(
    const uint8_t *bytes, size_t count, size_t start, size_t levels, const cscan_member *member) {
  uint64_t escape = 0, in_string = 0;
  size_t depth = 0;
  for (size_t at = start; count - at >= 64 + sizeof member->name + sizeof member->rest; at += 64) {
    BYTES64 v = NAME(load)(bytes + at);
    uint64_t quotes = NAME(find)(v, '"');
    uint64_t backslashes = NAME(find)(v, '\\');
    if (UNLIKELY(backslashes | escape)) quotes &= ~escaped(backslashes, &escape);
    uint64_t strings = NAME(parity)(quotes) ^ in_string;

    BYTES64 folded = NAME(fold)(v);
    uint64_t opens = NAME(find)(folded, '{') & ~strings;
    uint64_t closes = NAME(find)(folded, '}') & ~strings;
    size_t rise = count_bits(opens), fall = count_bits(closes);
    if (UNLIKELY(depth + rise > levels)) return 0;
    uint64_t inside = fall >= depth ? below_end(opens, closes, depth) : ALL;

    // Of the last bytes nobody knows here what follows them.
    uint64_t before_letter = NAME(find)(v, member->name[1]) >> 1 | (uint64_t)1 << 63;
    uint64_t before_end = quotes >> 7 | (uint64_t)0x7F << 57;
    uint64_t names = quotes & strings & inside & before_letter & before_end;
    for (; names; names &= names - 1) {
      if (!says_nothing_new(bytes + at + lowest(names), member)) return 0;
    }
    if (inside != ALL) return at + count_bits(inside) + 1;
    in_string = (uint64_t)((int64_t)strings >> 63);
    depth += rise - fall;
  }
  return 0;
}

TARGET static size_t NAME(elements)(
    const uint8_t *bytes, size_t count, size_t *start, size_t levels, const cscan_member *member) {
  size_t passed = 0;
  for (size_t next = *start; next < count && bytes[next] == '{'; next++) {
    size_t end = NAME(quiet_element)(bytes, count, next, levels, member);
    if (end == 0) break;
    *start = next = end;
    passed++;
    if (end == count || bytes[end] != ',') break;
  }
  return passed;
}

#undef NAME
#undef LEVEL
#undef TARGET
#undef BYTES64
#undef STRIDE
