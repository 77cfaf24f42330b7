// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A set-associative write-back cache of DRAM arena pages in L1. All buffers of
// a kernel share it, so that bindings which overlap stay coherent. A bit per
// granule says which bytes were written: only those go back, nothing next to
// them is read-modify-written. Lines lie at L1 addresses that are congruent
// with the page's DRAM addresses, so every transfer keeps the NoC's alignment.
//
// The kernel defines kCacheSets (a power of two) and kCacheGranule (bytes per
// dirty bit: the smallest element that is stored).

constexpr uint32_t kCacheWays = 4;
constexpr uint32_t kCacheLines = kCacheSets * kCacheWays;
constexpr uint32_t kPageShift = 12;
constexpr uint32_t kPageBytes = 1u << kPageShift;
constexpr uint32_t kMaskWords = kPageBytes / kCacheGranule / 64;
constexpr uint32_t kNoPage = 0xFFFFFFFFu;

struct PageCache {
  uint32_t lines;             // L1 address of line 0, 64-byte aligned.
  tt_l1_ptr uint32_t* pages;  // Page in each line, or kNoPage.
  tt_l1_ptr uint32_t* ages;   // Clock value of each line's last lookup.
  tt_l1_ptr uint32_t* dirty;  // 1 where the line's mask has a bit set.
  tt_l1_ptr uint64_t* masks;  // kMaskWords a line, valid while dirty.
  uint32_t clock;
  uint32_t arena_base;  // DRAM bank address of the arena.
};

// Bytes of L1 that a cache takes, alignment slack included.
constexpr uint32_t kCacheBytes =
    64 + kCacheLines * (kPageBytes + 3 * sizeof(uint32_t) +
                        kMaskWords * sizeof(uint64_t));

static inline void cache_open(PageCache& cache, uint32_t l1_address,
                              uint32_t arena_base) {
  cache.lines = (l1_address + 63u) & ~63u;
  uint32_t next = cache.lines + kCacheLines * kPageBytes;
  cache.masks = reinterpret_cast<tt_l1_ptr uint64_t*>(uintptr_t(next));
  next += kCacheLines * kMaskWords * sizeof(uint64_t);
  cache.pages = reinterpret_cast<tt_l1_ptr uint32_t*>(uintptr_t(next));
  cache.ages = cache.pages + kCacheLines;
  cache.dirty = cache.ages + kCacheLines;
  for (uint32_t i = 0; i < kCacheLines; ++i) {
    cache.pages[i] = kNoPage;
    cache.ages[i] = 0;
    cache.dirty[i] = 0;
  }
  cache.clock = 0;
  cache.arena_base = arena_base;
}

static inline uint64_t cache_noc_address(const PageCache& cache, uint32_t page,
                                         uint32_t offset) {
  const InterleavedAddrGen<true> dram = {.bank_base_address = cache.arena_base,
                                         .page_size = kPageBytes};
  return get_noc_addr(page, dram, offset);
}

// Starts the writes of the line's dirty runs; the caller waits for them.
static __attribute__((noinline)) void cache_write_back(PageCache& cache,
                                                       uint32_t line) {
  const tt_l1_ptr uint64_t* mask = cache.masks + line * kMaskWords;
  constexpr uint32_t kBits = kMaskWords * 64;
  uint32_t bit = 0;
  while (bit < kBits) {
    // Skip clean granules, then find how far the dirty run reaches.
    uint64_t word = mask[bit >> 6] >> (bit & 63u);
    if (word == 0) {
      bit = (bit | 63u) + 1;
      continue;
    }
    bit += static_cast<uint32_t>(__builtin_ctzll(word));
    const uint32_t begin = bit;
    while (bit < kBits) {
      word = ~(mask[bit >> 6] >> (bit & 63u));
      const uint32_t run =
          word == 0 ? 64u : static_cast<uint32_t>(__builtin_ctzll(word));
      const uint32_t left = 64u - (bit & 63u);
      if (run < left) {
        bit += run;
        break;
      }
      bit += left;
    }
    const uint32_t offset = begin * kCacheGranule;
    noc_async_write(cache.lines + line * kPageBytes + offset,
                    cache_noc_address(cache, cache.pages[line], offset),
                    (bit - begin) * kCacheGranule);
  }
  cache.dirty[line] = 0;
}

// The line that holds `page`, brought in if it is not there.
static __attribute__((noinline)) uint32_t cache_lookup(PageCache& cache,
                                                       uint32_t page) {
  const uint32_t set =
      ((page * 0x9E3779B1u) >> 16) & (kCacheSets - 1);  // Spreads strides.
  const uint32_t first = set * kCacheWays;
  uint32_t victim = first;
  for (uint32_t line = first; line < first + kCacheWays; ++line) {
    if (cache.pages[line] == page) {
      cache.ages[line] = ++cache.clock;
      return line;
    }
    if (cache.ages[line] < cache.ages[victim]) victim = line;
  }
  if (cache.dirty[victim]) {
    cache_write_back(cache, victim);
    noc_async_write_barrier();
  }
  noc_async_read(cache_noc_address(cache, page, 0),
                 cache.lines + victim * kPageBytes, kPageBytes);
  noc_async_read_barrier();
  cache.pages[victim] = page;
  cache.ages[victim] = ++cache.clock;
  return victim;
}

// Writes everything back and waits until it has arrived.
static __attribute__((noinline)) void cache_flush(PageCache& cache) {
  for (uint32_t line = 0; line < kCacheLines; ++line) {
    if (cache.dirty[line]) cache_write_back(cache, line);
  }
  noc_async_write_barrier();
}

// Marks `size` bytes at `offset` of a line as written. The bytes do not cross
// a 64-granule word: elements are naturally aligned and at most 8 bytes.
static inline void cache_mark(PageCache& cache, uint32_t line, uint32_t offset,
                              uint32_t size) {
  tt_l1_ptr uint64_t* mask = cache.masks + line * kMaskWords;
  if (!cache.dirty[line]) {
    cache.dirty[line] = 1;
    for (uint32_t i = 0; i < kMaskWords; ++i) mask[i] = 0;
  }
  const uint32_t bit = offset / kCacheGranule;
  mask[bit >> 6] |= ((1ull << (size / kCacheGranule)) - 1ull) << (bit & 63u);
}

// Marks a contiguous run of any length within a line.
static inline void cache_mark_run(PageCache& cache, uint32_t line,
                                  uint32_t offset, uint32_t size) {
  tt_l1_ptr uint64_t* mask = cache.masks + line * kMaskWords;
  if (!cache.dirty[line]) {
    cache.dirty[line] = 1;
    for (uint32_t i = 0; i < kMaskWords; ++i) mask[i] = 0;
  }
  uint32_t bit = offset / kCacheGranule;
  uint32_t count = size / kCacheGranule;
  while (count != 0) {
    const uint32_t left = 64u - (bit & 63u);
    const uint32_t now = count < left ? count : left;
    const uint64_t ones = now == 64u ? ~0ull : (1ull << now) - 1ull;
    mask[bit >> 6] |= ones << (bit & 63u);
    bit += now;
    count -= now;
  }
}

// L1 address of arena byte `address`. `line` is the caller's guess (the line
// of its last access), corrected where it is wrong.
static inline uint32_t cache_at(PageCache& cache, uint32_t& line,
                                uint64_t address) {
  const uint32_t page = static_cast<uint32_t>(address >> kPageShift);
  if (__builtin_expect(cache.pages[line] != page, 0)) {
    line = cache_lookup(cache, page);
  }
  return cache.lines + (line << kPageShift) +
         static_cast<uint32_t>(address & (kPageBytes - 1));
}

template <typename T>
static inline T cache_load(PageCache& cache, uint32_t& line, uint64_t address) {
  return *reinterpret_cast<const tt_l1_ptr T*>(
      uintptr_t(cache_at(cache, line, address)));
}

template <typename T>
static inline void cache_store(PageCache& cache, uint32_t& line,
                               uint64_t address, T value) {
  *reinterpret_cast<tt_l1_ptr T*>(uintptr_t(cache_at(cache, line, address))) =
      value;
  cache_mark(cache, line, static_cast<uint32_t>(address & (kPageBytes - 1)),
             sizeof(T));
}
