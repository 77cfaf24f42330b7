// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Runs of a strided view of the arena: elements that follow one another there.
// `loops` are those of copy_share.h.

// Target bytes that a page of the circular buffer holds when one run fills it;
// the page has 128 bytes more, for alignment.
constexpr uint32_t copy_page = 16384;

// Some elements that follow one another in the target.
struct CopyRun {
  uint32_t count;
  uint64_t target;  // Arena offset of the first one.
};

// The run at a position: at most `run` elements (as many as the innermost
// loops have side by side), within one aligned `copy_page` bytes of the target.
template <typename T, int N>
inline CopyRun copy_run(uint64_t target, uint32_t position, uint32_t end,
                        uint32_t run, const uint32_t (&loops)[N]) {
  uint32_t count = run - position % run;
  if (count > end - position) count = end - position;
  uint64_t offset = 0;
  for (int d = N - 3; d >= 0; d -= 3) {
    const uint32_t outer = position / loops[d];
    offset += uint64_t(position - outer * loops[d]) * loops[d + 2];
    position = outer;
  }
  const uint64_t address = target + offset * sizeof(T);
  uint32_t rest = (copy_page - uint32_t(address % copy_page)) / sizeof(T);
  if (rest == 0) rest = 1;
  return {count < rest ? count : rest, address};
}

// The first L1 address from `l1` on that agrees with a DRAM address.
inline uint32_t agreeing(uint32_t l1, uint64_t address) {
  return ((l1 + 63) & ~63u) + uint32_t(address % 64);
}
