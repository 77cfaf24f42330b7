// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Runs of a loop in which every access stays within one cached page: the
// loop's body then works on plain L1 addresses.

// Shortens `count`, the iterations ahead, to those for which an access of
// `size` bytes that starts at `address` and moves `step` bytes an iteration
// stays in its page, brings the page in and returns the L1 address.
template <typename Cache>
inline uint32_t open_run(Cache& cache, uint32_t& line, uint64_t address,
                         int32_t step, uint32_t size, uint64_t& count) {
  const uint32_t offset = uint32_t(address % Cache::page_bytes);
  uint32_t fit = ~0u;
  if (step > 0) fit = (Cache::page_bytes - offset - size) / uint32_t(step) + 1;
  if (step < 0) fit = offset / uint32_t(-step) + 1;
  if (fit < count) count = fit;
  line = cache.find(uint32_t(address >> Cache::page_shift));
  return cache.lines + (line << Cache::page_shift) + offset;
}

// True while the page of `address` is still in `line`: opening the later
// accesses of a run may have evicted it.
template <typename Cache>
inline bool run_holds(const Cache& cache, uint32_t line, uint64_t address) {
  return cache.pages[line] == uint32_t(address >> Cache::page_shift);
}

// Marks what a run of `count` iterations wrote.
template <typename Cache>
inline void mark_run(Cache& cache, uint32_t line, uint64_t address,
                     int32_t step, uint32_t size, uint64_t count) {
  const uint32_t offset = uint32_t(address % Cache::page_bytes);
  if (step == int32_t(size)) {
    cache.mark(line, offset, size * uint32_t(count));
    return;
  }
  if (step == 0) count = 1;
  for (uint32_t i = 0; i < count; ++i) {
    cache.mark(line, offset + i * uint32_t(step), size);
  }
}
