// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Runs of a loop in which every access stays within one cached page each: the
// loop's body then works on plain L1 addresses.

// Shortens `count`, the iterations ahead, to those for which an access of
// `size` bytes that starts at `address` and moves `step` bytes an iteration
// stays in its page, brings the page in and returns the L1 address.
static inline uint32_t run_open(PageCache& cache, uint32_t& line,
                                uint64_t address, int32_t step, uint32_t size,
                                int64_t& count) {
  const uint32_t offset = static_cast<uint32_t>(address & (kPageBytes - 1));
  if (step > 0) {
    const int64_t fit = (kPageBytes - offset - size) / uint32_t(step) + 1;
    if (fit < count) count = fit;
  } else if (step < 0) {
    const int64_t fit = offset / uint32_t(-step) + 1;
    if (fit < count) count = fit;
  }
  line = cache_lookup(cache, static_cast<uint32_t>(address >> kPageShift));
  return cache.lines + (line << kPageShift) + offset;
}

// True while the page of `address` is still in `line`: opening the later
// accesses of a run may have evicted it.
static inline bool run_holds(const PageCache& cache, uint32_t line,
                             uint64_t address) {
  return cache.pages[line] == static_cast<uint32_t>(address >> kPageShift);
}

// Marks what a run of `count` iterations wrote.
static inline void run_mark(PageCache& cache, uint32_t line, uint64_t address,
                            int32_t step, uint32_t size, int64_t count) {
  const uint32_t offset = static_cast<uint32_t>(address & (kPageBytes - 1));
  if (step == int32_t(size)) {
    cache_mark_run(cache, line, offset, size * static_cast<uint32_t>(count));
    return;
  }
  if (step == 0) count = 1;
  for (int64_t i = 0; i < count; ++i) {
    cache_mark(cache, line, offset + static_cast<uint32_t>(i * step), size);
  }
}
