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
// SETS is a power of two. GRANULE is the bytes of a dirty bit: the smallest
// element that is stored; elements are aligned to their size.
template <uint32_t SETS, uint32_t GRANULE>
struct PageCache {
  static constexpr uint32_t ways = 4;
  static constexpr uint32_t line_count = SETS * ways;
  static constexpr uint32_t page_shift = 12;
  static constexpr uint32_t page_bytes = 1u << page_shift;
  static constexpr uint32_t mask_words = page_bytes / GRANULE / 64;
  static constexpr uint32_t no_page = 0xffffffffu;
  static constexpr uint32_t hint_count = 256;

  uint32_t lines;             // L1 address of line 0, 64-byte aligned.
  tt_l1_ptr uint32_t* pages;  // The page in each line, or no_page.
  tt_l1_ptr uint32_t* ages;   // The clock at each line's last look-up.
  tt_l1_ptr uint32_t* dirty;  // 1 where the line's mask has a bit set.
  tt_l1_ptr uint64_t* masks;  // mask_words a line, valid while dirty.
  tt_l1_ptr uint32_t* hints;  // The line last used for a page, by its number.
  uint32_t clock;
  uint32_t arena_base;  // DRAM bank address of the arena.

  void open(uint32_t l1_address, uint32_t arena_bank_address) {
    lines = (l1_address + 63u) & ~63u;
    uint32_t next = lines + line_count * page_bytes;
    masks = reinterpret_cast<tt_l1_ptr uint64_t*>(uintptr_t(next));
    next += line_count * mask_words * 8;
    pages = reinterpret_cast<tt_l1_ptr uint32_t*>(uintptr_t(next));
    ages = pages + line_count;
    dirty = ages + line_count;
    hints = dirty + line_count;
    for (uint32_t i = 0; i < line_count; ++i) {
      pages[i] = no_page;
      ages[i] = 0;
      dirty[i] = 0;
    }
    for (uint32_t i = 0; i < hint_count; ++i) hints[i] = 0;
    clock = 0;
    arena_base = arena_bank_address;
  }

  // Writes everything back and waits until it has arrived.
  __attribute__((noinline)) void flush() {
    for (uint32_t line = 0; line < line_count; ++line) {
      if (dirty[line]) write_back(line);
    }
    noc_async_write_barrier();
  }

  // Reads the element at arena byte `address`. `line` is the caller's guess
  // (the line of its last access), corrected where it is wrong.
  template <typename T>
  T load(uint32_t& line, uint64_t address) {
    return *reinterpret_cast<const tt_l1_ptr T*>(uintptr_t(at(line, address)));
  }

  template <typename T>
  void store(uint32_t& line, uint64_t address, T value) {
    *reinterpret_cast<tt_l1_ptr T*>(uintptr_t(at(line, address))) = value;
    mark_element<sizeof(T)>(line, uint32_t(address % page_bytes));
  }

  // The L1 address of an arena byte.
  uint32_t at(uint32_t& line, uint64_t address) {
    const uint32_t page = uint32_t(address >> page_shift);
    if (__builtin_expect(pages[line] != page, 0)) {
      // An access that goes round a few pages finds each of them here.
      line = hints[page % hint_count];
      if (pages[line] != page) {
        line = find(page);
        hints[page % hint_count] = line;
      }
    }
    return lines + (line << page_shift) + uint32_t(address % page_bytes);
  }

  // The line that holds `page`, brought in if it is not there.
  __attribute__((noinline)) uint32_t find(uint32_t page) {
    const uint32_t set = ((page * 0x9e3779b1u) >> 16) % SETS;  // spread strides
    const uint32_t first = set * ways;
    uint32_t victim = first;
    for (uint32_t line = first; line < first + ways; ++line) {
      if (pages[line] == page) {
        ages[line] = ++clock;
        return line;
      }
      if (ages[line] < ages[victim]) victim = line;
    }
    if (dirty[victim]) {
      write_back(victim);
      noc_async_write_barrier();
    }
    noc_async_read(noc_address(page, 0), lines + victim * page_bytes,
                   page_bytes);
    noc_async_read_barrier();
    pages[victim] = page;
    ages[victim] = ++clock;
    return victim;
  }

  // Marks an element as written; it lies within one word of the mask.
  template <uint32_t SIZE>
  void mark_element(uint32_t line, uint32_t offset) {
    if (__builtin_expect(!dirty[line], 0)) {
      mark(line, offset, SIZE);
      return;
    }
    constexpr uint64_t ones = (1ull << (SIZE / GRANULE)) - 1;
    const uint32_t bit = offset / GRANULE;
    masks[line * mask_words + bit / 64] |= ones << (bit % 64);
  }

  // Marks a contiguous run of bytes of a line as written.
  void mark(uint32_t line, uint32_t offset, uint32_t size) {
    tt_l1_ptr uint64_t* mask = masks + line * mask_words;
    if (!dirty[line]) {
      dirty[line] = 1;
      for (uint32_t i = 0; i < mask_words; ++i) mask[i] = 0;
    }
    uint32_t bit = offset / GRANULE;
    uint32_t count = size / GRANULE;
    while (count != 0) {
      const uint32_t left = 64 - bit % 64;
      const uint32_t now = count < left ? count : left;
      const uint64_t ones = now == 64 ? ~0ull : (1ull << now) - 1;
      mask[bit / 64] |= ones << (bit % 64);
      bit += now;
      count -= now;
    }
  }

  uint64_t noc_address(uint32_t page, uint32_t offset) const {
    const InterleavedAddrGen<true> arena = {.bank_base_address = arena_base,
                                            .page_size = page_bytes};
    return get_noc_addr(page, arena, offset);
  }

  // Starts the writes of the line's dirty runs; the caller waits for them.
  __attribute__((noinline)) void write_back(uint32_t line) {
    const tt_l1_ptr uint64_t* mask = masks + line * mask_words;
    uint32_t bit = 0;
    while (bit < mask_words * 64) {
      // Skip clean granules, then find how far the dirty run reaches.
      const uint64_t rest = mask[bit / 64] >> (bit % 64);
      if (rest == 0) {
        bit = (bit | 63) + 1;
        continue;
      }
      bit += __builtin_ctzll(rest);
      const uint32_t begin = bit;
      while (bit < mask_words * 64) {
        const uint64_t clean = ~(mask[bit / 64] >> (bit % 64));
        const uint32_t left = 64 - bit % 64;
        const uint32_t run = clean == 0 ? 64 : __builtin_ctzll(clean);
        if (run < left) {
          bit += run;
          break;
        }
        bit += left;
      }
      const uint32_t offset = begin * GRANULE;
      noc_async_write(lines + line * page_bytes + offset,
                      noc_address(pages[line], offset),
                      (bit - begin) * GRANULE);
    }
    dirty[line] = 0;
  }
};
