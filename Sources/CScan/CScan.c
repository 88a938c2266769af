#include "CScan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// A kernel is written once, in kernel.h, and compiled for each level with that level's `find`: which
// of 64 bytes equal one byte, a bit for each, the first byte's lowest.

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

#define STEP_NAME_(name, level) name##_##level
#define STEP_NAME(name, level) STEP_NAME_(name, level)

static const uint64_t ALL = ~(uint64_t)0;

// Bytes. A quarter of a page: memory answers in the time that so many take.
enum { PREFETCH_DISTANCE = 1024 };

// Not by a pointer, which may not point behind the end, even if nobody looks there.
static inline void prefetch(const uint8_t *bytes, size_t at) {
  __builtin_prefetch((const void *)((uintptr_t)bytes + at));
}

// MARK: Masks of 64 bytes, whichever level found them

static inline unsigned lowest(uint64_t bits) { return (unsigned)__builtin_ctzll(bits); }
static inline unsigned count_bits(uint64_t bits) { return (unsigned)__builtin_popcountll(bits); }
// The bits below the lowest one; all, if there is none.
static inline uint64_t below_lowest(uint64_t bits) { return (bits & -bits) - 1; }

// The bytes that a backslash before them escapes. `carry` is 1 when the last byte of the block
// before was such a backslash.
//
// Source: Langdale and Lemire, as in kernel.h, section 3.1.1.
static inline uint64_t escaped(uint64_t backslashes, uint64_t *carry) {
  const uint64_t even = 0x5555555555555555;
  backslashes &= ~*carry;
  uint64_t followers = backslashes << 1 | *carry;
  uint64_t odd_starts = backslashes & ~even & ~followers;
  unsigned long long even_runs;
  *carry = __builtin_uaddll_overflow(odd_starts, backslashes, &even_runs);
  return (even ^ even_runs << 1) & followers;
}

// The bits below the bracket that brings `depth` to 0; all, if none does.
static inline uint64_t below_end(uint64_t opens, uint64_t closes, size_t depth) {
  for (size_t closed = 1; closes; closed++, closes &= closes - 1) {
    uint64_t before = below_lowest(closes);
    if (depth + count_bits(opens & before) == closed) return before;
  }
  return ALL;
}

// The bit of the bracket that opens more than `levels` levels, 0 if none does.
static inline uint64_t first_too_deep(
    uint64_t opens, uint64_t closes, size_t depth, size_t levels) {
  for (size_t opened = 1; opens; opened++, opens &= opens - 1) {
    uint64_t before = below_lowest(opens);
    if (depth + opened > levels + count_bits(closes & before)) return opens & -opens;
  }
  return 0;
}

static inline bool are_alike(const uint8_t *a, const uint8_t *b) { return memcmp(a, b, 8) == 0; }

// Whether the string at `string`, behind which 24 bytes may be read, is no name of the member, or goes
// on like it.
static inline bool says_nothing_new(const uint8_t *string, const cscan_member *member) {
  size_t last = member->rest_count - 8;
  return !are_alike(string, member->name)
      || (are_alike(string + 8, member->rest)
          && are_alike(string + 8 + last, member->rest + last));
}

// MARK: Eight bytes in a word, anywhere

static inline uint64_t load_word(const uint8_t *bytes) {
  uint64_t word = 0;
  for (int i = 0; i < 8; i++) word |= (uint64_t)bytes[i] << (8 * i);
  return word;
}

typedef struct { uint64_t words[8]; } bytes64_word;

static inline bytes64_word load_word64(const uint8_t *bytes) {
  bytes64_word v;
  for (int i = 0; i < 8; i++) v.words[i] = load_word(bytes + 8 * i);
  return v;
}

static inline bytes64_word fold_word64(bytes64_word v) {
  for (int i = 0; i < 8; i++) v.words[i] |= 0x2020202020202020;
  return v;
}

// Exact, where the well-known shorter trick also hits the byte after a match.
// Source: H. S. Warren, Hacker's Delight (2013), section 6-1.
static inline uint64_t find_word64(bytes64_word v, uint8_t byte) {
  const uint64_t ones = 0x0101010101010101, low = 0x7F * ones;
  uint64_t bits = 0;
  for (int i = 0; i < 8; i++) {
    uint64_t other = v.words[i] ^ (byte * ones);
    uint64_t same = ~(((other & low) + low) | other | low);
    bits |= ((same >> 7) * 0x0102040810204080 >> 56) << (8 * i);
  }
  return bits;
}

// Bit n of the result is the parity of the bits 0 to n.
static inline uint64_t parity_word64(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

#define LEVEL word64
#define TARGET
#define BYTES64 bytes64_word
#define STRIDE 1
#include "kernel.h"

#if defined(__x86_64__)

// MARK: SSE2, which every x86-64 has

typedef struct { __m128i parts[4]; } bytes64_sse2;

static inline bytes64_sse2 load_sse2(const uint8_t *bytes) {
  bytes64_sse2 v;
  for (int i = 0; i < 4; i++) v.parts[i] = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
  return v;
}

static inline bytes64_sse2 fold_sse2(bytes64_sse2 v) {
  for (int i = 0; i < 4; i++) v.parts[i] = _mm_or_si128(v.parts[i], _mm_set1_epi8(0x20));
  return v;
}

static inline uint64_t find_sse2(bytes64_sse2 v, uint8_t byte) {
  uint64_t bits = 0;
  for (int i = 0; i < 4; i++) {
    __m128i same = _mm_cmpeq_epi8(v.parts[i], _mm_set1_epi8((char)byte));
    bits |= (uint64_t)(uint16_t)_mm_movemask_epi8(same) << (16 * i);
  }
  return bits;
}

#define parity_sse2 parity_word64
#define LEVEL sse2
#define TARGET
#define BYTES64 bytes64_sse2
#define STRIDE 2
#include "kernel.h"

// MARK: AVX2

#define FOR_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))

typedef struct { __m256i parts[2]; } bytes64_avx2;

FOR_AVX2 static inline bytes64_avx2 load_avx2(const uint8_t *bytes) {
  bytes64_avx2 v = {{
      _mm256_loadu_si256((const __m256i *)bytes),
      _mm256_loadu_si256((const __m256i *)(bytes + 32)),
  }};
  return v;
}

FOR_AVX2 static inline bytes64_avx2 fold_avx2(bytes64_avx2 v) {
  for (int i = 0; i < 2; i++) v.parts[i] = _mm256_or_si256(v.parts[i], _mm256_set1_epi8(0x20));
  return v;
}

FOR_AVX2 static inline uint64_t find_avx2(bytes64_avx2 v, uint8_t byte) {
  __m256i wanted = _mm256_set1_epi8((char)byte);
  uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v.parts[0], wanted));
  uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v.parts[1], wanted));
  return low | (uint64_t)high << 32;
}

// Multiplying without carries by all ones is the running parity.
FOR_AVX2 static inline uint64_t parity_avx2(uint64_t bits) {
  __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

#define LEVEL avx2
#define TARGET FOR_AVX2
#define BYTES64 bytes64_avx2
#define STRIDE 2
#include "kernel.h"

// MARK: AVX-512

#define FOR_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx2,bmi,bmi2,lzcnt,popcnt,pclmul"))) \
  __attribute__((min_vector_width(512)))

FOR_AVX512 static inline __m512i load_avx512(const uint8_t *bytes) {
  return _mm512_loadu_si512(bytes);
}

FOR_AVX512 static inline __m512i fold_avx512(__m512i v) {
  return _mm512_or_si512(v, _mm512_set1_epi8(0x20));
}

FOR_AVX512 static inline uint64_t find_avx512(__m512i v, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)byte));
}

FOR_AVX512 static inline uint64_t parity_avx512(uint64_t bits) {
  __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

#define LEVEL avx512
#define TARGET FOR_AVX512
#define BYTES64 __m512i
#define STRIDE 2
#include "kernel.h"

#endif

// MARK: Dispatch

cscan_level cscan_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
      && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")
      && __builtin_cpu_supports("pclmul");
  bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
  return has_avx2 ? (has_avx512 ? CSCAN_AVX512 : CSCAN_AVX2) : CSCAN_SSE2;
#else
  return CSCAN_WORD;
#endif
}

cscan_step cscan_string(cscan_level level, const uint8_t *bytes, size_t count, size_t start) {
  switch (level) {
#if defined(__x86_64__)
    case CSCAN_AVX512: return string_avx512(bytes, count, start);
    case CSCAN_AVX2: return string_avx2(bytes, count, start);
    case CSCAN_SSE2: return string_sse2(bytes, count, start);
#endif
    default: return string_word64(bytes, count, start);
  }
}

cscan_step cscan_container(
    cscan_level level, const uint8_t *bytes, size_t count, cscan_walk *walk, size_t levels) {
  switch (level) {
#if defined(__x86_64__)
    case CSCAN_AVX512: return container_avx512(bytes, count, walk, levels);
    case CSCAN_AVX2: return container_avx2(bytes, count, walk, levels);
    case CSCAN_SSE2: return container_sse2(bytes, count, walk, levels);
#endif
    default: return container_word64(bytes, count, walk, levels);
  }
}

size_t cscan_elements(
    cscan_level level, const uint8_t *bytes, size_t count, size_t *start, size_t levels,
    const cscan_member *member) {
  switch (level) {
#if defined(__x86_64__)
    case CSCAN_AVX512: return elements_avx512(bytes, count, start, levels, member);
    case CSCAN_AVX2: return elements_avx2(bytes, count, start, levels, member);
    case CSCAN_SSE2: return elements_sse2(bytes, count, start, levels, member);
#endif
    default: return elements_word64(bytes, count, start, levels, member);
  }
}
